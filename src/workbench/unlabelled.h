/*
 * Comments without any theme, and the words that set them apart from those
 * that have one (keyness.h): where new themes or entries are to be found.
 */
#ifndef LMV_WORKBENCH_UNLABELLED_H
#define LMV_WORKBENCH_UNLABELLED_H

#include "workbench/keyness.h"
#include "workbench/outcome.h"

typedef struct lmv__unlabelled {
    uint64_t comments, without; /* classified; and without a theme */
    bool compared;              /* both sides have comments to compare */
    lmv__vocabulary vocabulary;
    lmv__keyness keyness;
} lmv__unlabelled;

/* Facets, groups and helpers are no themes here. */
lmv_status lmv__unlabelled_find(lmv__unlabelled *unlabelled,
    const lmv__corpus *corpus, const lmv__outcomes *outcomes, lmv_error *err);
void lmv__unlabelled_clear(lmv__unlabelled *unlabelled);

#endif
