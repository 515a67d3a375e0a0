/*
 * Tally: what a run counts.  Every batch counts for itself; the batches are
 * added up in order, so the sums do not depend on threads.
 */
#ifndef LMV_WORKBENCH_TALLY_H
#define LMV_WORKBENCH_TALLY_H

#include "base/buf.h"
#include "records/labelled.h"

#include <stdbool.h>

#define LMV__MAX_UNKNOWN_CODES 8

/* A value of the language column that no pack knows. */
typedef struct lmv__unknown_code {
    char code[32];
    uint64_t count;
} lmv__unknown_code;

typedef struct lmv__tally {
    uint64_t records, errors;      /* records */
    uint64_t excluded, incomplete; /* records of testers and previews; left
                                      before their end, but classified */
    uint64_t comments;             /* records x text columns */
    uint64_t labelled, no_theme;   /* comments, by their outcome */
    uint64_t empty, failed;        /* failed: error, not classified */
    uint64_t warnings, truncated;  /* comments, of those classified */
    uint64_t other_language;       /* comments that no rule is written for */
    uint64_t not_evaluated;        /* comments with such a theme */
    uint64_t *themes;              /* comments, by theme */
    size_t n_themes;
    lmv__unknown_code unknown[LMV__MAX_UNKNOWN_CODES];
    size_t n_unknown;
    uint64_t more_unknown; /* of codes beyond those */
} lmv__tally;

bool lmv__tally_init(lmv__tally *tally, size_t n_themes);
void lmv__tally_clear(lmv__tally *tally); /* frees */
void lmv__tally_reset(lmv__tally *tally);
void lmv__tally_add(lmv__tally *tally, const lmv__tally *more);
/* Count one comment. */
void lmv__tally_comment(lmv__tally *tally, const lmv__labelled *comment);
void lmv__tally_unknown(lmv__tally *tally, lmv__slice code, uint64_t count);

#endif
