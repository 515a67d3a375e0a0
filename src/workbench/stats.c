#include "workbench/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double Z = 1.959963984540054; /* of 95 % */

bool lmv__stats_defined(double value)
{
    return !isnan(value);
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

void lmv__stats_add(lmv__confusion *sum, const lmv__confusion *more)
{
    sum->tp += more->tp;
    sum->fp += more->fp;
    sum->fn += more->fn;
    sum->tn += more->tn;
}

double lmv__stats_precision(const lmv__confusion *c)
{
    return ratio(c->tp, c->tp + c->fp);
}

double lmv__stats_recall(const lmv__confusion *c)
{
    return ratio(c->tp, c->tp + c->fn);
}

double lmv__stats_f1(const lmv__confusion *c)
{
    return ratio(2 * c->tp, 2 * c->tp + c->fp + c->fn);
}

double lmv__stats_positive(const lmv__confusion *c)
{
    return lmv__stats_f1(c); /* the same number under another name */
}

double lmv__stats_agreement(const lmv__confusion *c)
{
    return ratio(c->tp + c->tn, c->tp + c->fp + c->fn + c->tn);
}

double lmv__stats_kappa(const lmv__confusion *c)
{
    double n = c->tp + c->fp + c->fn + c->tn;
    double chance =
        (c->tp + c->fp) * (c->tp + c->fn) + (c->fn + c->tn) * (c->fp + c->tn);

    return ratio(n * (c->tp + c->tn) - chance, n * n - chance);
}

lmv__interval lmv__stats_wilson(double share, double n)
{
    lmv__interval interval = {(double)NAN, (double)NAN};
    double z2 = Z * Z, middle, half;

    if (!(n > 0) || isnan(share))
        return interval;
    middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    half = Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    interval.low = share > 0 ? fmax(0, middle - half) : 0;
    interval.high = share < 1 ? fmin(1, middle + half) : 1;
    return interval;
}

/* ---- alpha ---- */

void lmv__alpha_init(lmv__alpha *alpha, unsigned n_values)
{
    memset(alpha, 0, sizeof *alpha);
    alpha->n_values = n_values < LMV__MAX_VALUES ? n_values : LMV__MAX_VALUES;
}

void lmv__alpha_unit(lmv__alpha *alpha, const unsigned *counts)
{
    unsigned coders = 0, a, b;

    for (a = 0; a < alpha->n_values; a++)
        coders += counts[a];
    if (coders < 2)
        return;
    for (a = 0; a < alpha->n_values; a++)
        for (b = 0; b < alpha->n_values && counts[a] > 0; b++)
            alpha->of[a][b] += (double)counts[a] *
                               (double)(counts[b] - (a == b)) / (coders - 1);
}

double lmv__alpha_value(const lmv__alpha *alpha)
{
    double n = 0, same = 0, chance = 0;
    unsigned a, b;

    for (a = 0; a < alpha->n_values; a++) {
        double of_a = 0;

        for (b = 0; b < alpha->n_values; b++)
            of_a += alpha->of[a][b];
        n += of_a;
        same += alpha->of[a][a];
        chance += of_a * (of_a - 1);
    }
    return ratio((n - 1) * same - chance, n * (n - 1) - chance);
}

/* ---- comparing, and drawing ---- */

double lmv__stats_mcnemar(uint64_t b, uint64_t c)
{
    double n = (double)(b + c), sum = 0, term = -n * log(2);
    uint64_t few = b < c ? b : c, i;

    if (b + c == 0)
        return (double)NAN;
    for (i = 0; i <= few; i++) { /* term: log of n over i, / 2^n */
        sum += exp(term);
        term += log((n - (double)i) / ((double)i + 1));
    }
    return fmin(1, 2 * sum);
}

uint64_t lmv__random_next(lmv__random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t lmv__random_below(lmv__random *random, uint64_t n)
{
    uint64_t limit = UINT64_MAX - UINT64_MAX % n, drawn;

    do {
        drawn = lmv__random_next(random);
    } while (drawn >= limit);
    return drawn % n;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Between the neighbours, as the usual quantile does (type 7). */
static double quantile(const double *sorted, size_t n, double share)
{
    double at = share * (double)(n - 1);
    size_t below = (size_t)at;

    if (below + 1 >= n)
        return sorted[n - 1];
    return sorted[below] +
           (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

lmv__interval lmv__stats_percentiles(double *values, size_t n)
{
    lmv__interval interval = {(double)NAN, (double)NAN};
    size_t kept = 0, i;

    for (i = 0; i < n; i++)
        if (!isnan(values[i]))
            values[kept++] = values[i];
    if (kept == 0 || kept * 2 < n)
        return interval;
    qsort(values, kept, sizeof *values, by_value);
    interval.low = quantile(values, kept, 0.025);
    interval.high = quantile(values, kept, 0.975);
    return interval;
}
