/*
 * Samples: some labelled comments, kept to be shown.
 *
 * The first comments with a theme that none before has come first, so that
 * ten of them show many themes; then simply the first ones.  They are offered
 * in the order of the records, so the choice does not depend on threads.
 */
#ifndef LMV_WORKBENCH_SAMPLE_H
#define LMV_WORKBENCH_SAMPLE_H

#include "base/buf.h"
#include "base/vec.h"
#include "records/labelled.h"

#include <stdbool.h>

/* A comment that owns its text. */
typedef struct lmv__sample {
    uint64_t record;
    char *text;
    size_t length;
    size_t *themes; /* in the order of the labels */
    size_t n_themes;
    size_t (*marks)[2]; /* start, end of every piece of evidence */
    size_t n_marks;
} lmv__sample;

typedef struct lmv__samples {
    lmv__vec kept;        /* of lmv__sample, at most 2 * wanted */
    size_t wanted, fresh; /* fresh ones showed a theme first */
    bool *shown;          /* by theme */
    const bool *counts;   /* by theme: whether it makes a comment fresh */
    size_t n_themes;
} lmv__samples;

bool lmv__samples_init(
    lmv__samples *samples, size_t wanted, const bool *counts, size_t n_themes);
void lmv__samples_clear(lmv__samples *samples);
/* Nothing that is offered from now on can be kept. */
bool lmv__samples_full(const lmv__samples *samples);
/* Copy a comment; false when out of memory. */
bool lmv__sample_copy(
    lmv__sample *to, uint64_t record, const lmv__labelled *comment);
void lmv__sample_clear(lmv__sample *sample);
/* Transfers `sample` (kept, or freed).  False when out of memory. */
bool lmv__samples_offer(lmv__samples *samples, lmv__sample *sample);
/* Leave the `wanted` best, in the order of the records. */
void lmv__samples_finish(lmv__samples *samples);

#endif
