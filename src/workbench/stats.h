/*
 * Statistics: agreement of coders, precision and recall, intervals, tests.
 *
 * Numbers only; nothing here knows comments or rules.  What is not defined
 * (0 / 0) is NaN, never 0 or 1; lmv__stats_defined() asks.
 *
 * A confusion's counts are doubles because weighted samples weigh theirs.
 */
#ifndef LMV_WORKBENCH_STATS_H
#define LMV_WORKBENCH_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lmv__confusion {
    double tp, fp, fn, tn;
} lmv__confusion;

typedef struct lmv__interval {
    double low, high;
} lmv__interval;

bool lmv__stats_defined(double value);
void lmv__stats_add(lmv__confusion *sum, const lmv__confusion *more);
double lmv__stats_precision(const lmv__confusion *c);
double lmv__stats_recall(const lmv__confusion *c);
double lmv__stats_f1(const lmv__confusion *c);
/* Cohen's kappa; undefined when both say the same of everything. */
double lmv__stats_kappa(const lmv__confusion *c);
double lmv__stats_agreement(const lmv__confusion *c); /* raw */
double lmv__stats_positive(const lmv__confusion *c);  /* 2a / (2a + b + c) */

/* Wilson's interval, 95 %, of `share` of n; n may be a weighted sample's
 * effective size.  NaN for n = 0. */
lmv__interval lmv__stats_wilson(double share, double n);

/* ---- Krippendorff's alpha, nominal ---- */

#define LMV__MAX_VALUES 16

/* The coincidence matrix. */
typedef struct lmv__alpha {
    double of[LMV__MAX_VALUES][LMV__MAX_VALUES];
    unsigned n_values;
} lmv__alpha;

void lmv__alpha_init(lmv__alpha *alpha, unsigned n_values);
/* One unit: how many coders gave each value.  A unit of one coder has no
 * pairs and adds nothing. */
void lmv__alpha_unit(lmv__alpha *alpha, const unsigned *counts);
/* Undefined when there are no pairs or only one value. */
double lmv__alpha_value(const lmv__alpha *alpha);

/* ---- comparing, and drawing ---- */

/* McNemar's exact test, two-sided: b and c are the pairs that only one of two
 * got right. */
double lmv__stats_mcnemar(uint64_t b, uint64_t c);

/* A generator with a seed: the same numbers everywhere (splitmix64). */
typedef struct lmv__random {
    uint64_t state;
} lmv__random;

uint64_t lmv__random_next(lmv__random *random);
/* 0 <= it < n, n > 0, every one as likely. */
uint64_t lmv__random_below(lmv__random *random, uint64_t n);

/* The middle 95 % of n values, which are sorted in place; those that are not
 * defined are left out.  NaN when fewer than half are defined. */
lmv__interval lmv__stats_percentiles(double *values, size_t n);

#endif
