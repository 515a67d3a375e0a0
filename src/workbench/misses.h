/*
 * Misses: where rules and gold differ, the ones that are easiest to mend
 * first.
 *
 * False negatives come by how near the rules were: evidence that was found
 * but not enough, then evidence that was blocked, then entries of which
 * something was there (nearest.h), then none.  False positives
 * come by margin: those that are barely over the threshold first.
 */
#ifndef LMV_WORKBENCH_MISSES_H
#define LMV_WORKBENCH_MISSES_H

#include "workbench/evaluate.h"

typedef struct lmv__miss {
    uint32_t row, theme;
    int64_t margin;        /* of a false positive */
    const lmv__find *find; /* nearest, or the evidence; NULL: none */
    /* Of a false negative without a find: the entry that came nearest. */
    uint32_t rank;  /* 0: none */
    lmv__pos pos;   /* of the entry */
    lmv__span hull; /* what of it is there */
    char *reason;   /* owned */
} lmv__miss;

/* More of them are not searched for what came near: a list of errors that long
 * is read from its top. */
#define LMV__MAX_NEAR 10000u

/* The gold says `wanted`, the rules say `found` of the same comment instead. */
typedef struct lmv__confused {
    uint32_t wanted, found, count;
} lmv__confused;

typedef struct lmv__misses {
    lmv__vec negatives, positives; /* of lmv__miss */
    lmv__vec confused;             /* of lmv__confused, most first */
    size_t not_searched;           /* false negatives beyond LMV__MAX_NEAR */
} lmv__misses;

/* Themes only, no groups. The evaluation must outlive it. */
lmv_status lmv__misses_find(
    lmv__misses *misses, const lmv__evaluation *evaluation, lmv_error *err);
void lmv__misses_clear(lmv__misses *misses);

/* misses_near.c, for misses.c: fills what came near. */
lmv_status lmv__misses_near(
    lmv__misses *misses, const lmv__evaluation *evaluation, lmv_error *err);

/* Where in the comment and in the rules; false when nothing is there. */
bool lmv__miss_place(const lmv__miss *miss, lmv__span *words, lmv__pos *rule);
/* "blocked by negated: "nicht"", "distance 9 > 8 between ...",
 * "nothing of this theme was found" */
void lmv__miss_reason(
    lmv__buf *out, const lmv__evaluation *evaluation, const lmv__miss *miss);

#endif
