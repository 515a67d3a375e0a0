/*
 * Draw: comments for people to code, in strata.
 *
 *     matched     a theme was given          half of them
 *     near miss   a theme found something    a quarter
 *                 that was blocked or did
 *                 not reach its threshold
 *     unmatched   nothing                    a quarter
 *
 * What a stratum cannot give, the others do, in this order.  A comment's
 * weight is how many of its stratum it stands for.  The same seed draws the
 * same comments.
 */
#ifndef LMV_WORKBENCH_DRAW_H
#define LMV_WORKBENCH_DRAW_H

#include "workbench/outcome.h"

typedef enum lmv__stratum {
    LMV__MATCHED,
    LMV__NEAR_MISS,
    LMV__UNMATCHED,
    LMV__STRATA
} lmv__stratum;

typedef struct lmv__drawn {
    uint32_t comment;
    uint32_t coder; /* who codes it, from 0; LMV__ALL_CODERS */
    lmv__stratum stratum;
    double weight;
} lmv__drawn;

#define LMV__ALL_CODERS UINT32_MAX

typedef struct lmv__draw_options {
    size_t n;       /* comments; fewer when there are not so many */
    size_t coders;  /* at least 1 */
    size_t overlap; /* of n, for all coders */
    uint64_t seed;
} lmv__draw_options;

typedef struct lmv__draw {
    lmv__vec drawn; /* of lmv__drawn */
    size_t sizes[LMV__STRATA], taken[LMV__STRATA];
    size_t failed; /* comments that could not be scanned */
} lmv__draw;

lmv_status lmv__draw_make(lmv__draw *draw, const lmv__outcomes *outcomes,
    const lmv__draw_options *options, lmv_error *err);
void lmv__draw_clear(lmv__draw *draw);
const lmv__drawn *lmv__draw_at(const lmv__draw *draw, size_t i);
/* "matched", "near-miss", "unmatched" */
const char *lmv__stratum_name(lmv__stratum stratum);

/* The indexes of what a coder codes, in an order of the coder's own: at most
 * drawn.len of them; how many. */
size_t lmv__draw_sheet(
    const lmv__draw *draw, uint32_t coder, uint64_t seed, uint32_t *order);

#endif
