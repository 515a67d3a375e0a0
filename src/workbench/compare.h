/*
 * Compare: two sets of rules over one corpus, theme by theme (by id), and
 * cell by cell where there is gold.
 */
#ifndef LMV_WORKBENCH_COMPARE_H
#define LMV_WORKBENCH_COMPARE_H

#include "workbench/evaluate.h"

/* A label that only one of the two gives. */
typedef struct lmv__change {
    uint32_t comment;
    uint32_t theme;        /* of the rules that give it */
    const lmv__find *find; /* its first evidence, NULL: of a group or plugin */
    bool lost;             /* given by the old ones */
} lmv__change;

/* By theme of the old rules, else of the new, lost before gained. */
lmv_status lmv__compare_labels(const lmv__outcomes *old_ones,
    const lmv__outcomes *new_ones, lmv__vec *changes, lmv_error *err);

/* Cells that both judge. */
typedef struct lmv__comparison {
    lmv__confusion old_sum, new_sum;
    uint64_t only_old, only_new; /* right in one alone */
    double p;                    /* McNemar's exact test */
    lmv__interval difference;    /* of micro F1, new - old; paired bootstrap */
} lmv__comparison;

/* Both of the same corpus and gold file. */
lmv_status lmv__compare_gold(const lmv__evaluation *old_one,
    const lmv__evaluation *new_one, lmv__comparison *out, lmv_error *err);

#endif
