/*
 * Contrast: a column's values as groups of comments.
 *
 *     up to 6 different numbers        a group each     1, 2, 3, 4, 5
 *     whole numbers from 0 to 10       0-6, 7-8, 9-10   promoters and so on
 *     any other numbers                three groups of about the same size
 *     anything else                    the 12 most frequent values
 *
 * Empty cells are in no group; the same number is never in two.  What is in
 * none of the 12 is what these are compared with, too.
 */
#ifndef LMV_WORKBENCH_CONTRAST_H
#define LMV_WORKBENCH_CONTRAST_H

#include "workbench/corpus.h"

#define LMV__MAX_CONTRASTS 12u
#define LMV__NO_GROUP UINT32_MAX
#define LMV__OTHER_GROUP (UINT32_MAX - 1)

typedef struct lmv__contrast_group {
    const char *label;
    uint32_t comments;
} lmv__contrast_group;

typedef struct lmv__contrast {
    lmv__arena arena;
    lmv__vec groups; /* of lmv__contrast_group */
    uint32_t *of;    /* by comment */
    const char *how; /* "one group for each number"; static */
    uint32_t others; /* comments in none of the groups, but with a value */
    uint32_t empty;
} lmv__contrast;

/* By the column that the corpus was loaded with (`by`). */
lmv_status lmv__contrast_make(
    lmv__contrast *contrast, const lmv__corpus *corpus, lmv_error *err);
void lmv__contrast_clear(lmv__contrast *contrast);
const lmv__contrast_group *lmv__contrast_at(
    const lmv__contrast *contrast, size_t i);

#endif
