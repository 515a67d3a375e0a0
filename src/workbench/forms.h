/*
 * Forms: the words that an entry catches in a corpus, with counts.
 *
 *     *essen: Vergessen 12, angemessen 7, Hessen 3
 *
 * Letter case of ASCII letters makes no new form; the first that is met is
 * the one that is shown.
 */
#ifndef LMV_WORKBENCH_FORMS_H
#define LMV_WORKBENCH_FORMS_H

#include "workbench/coverage.h"

typedef struct lmv__form {
    uint32_t entry; /* of the coverage */
    lmv__slice text;
    uint64_t count; /* accepted and blocked finds */
} lmv__form;

typedef struct lmv__forms {
    lmv__arena arena;
    lmv__vec forms; /* of lmv__form, by entry, most first */
    lmv__map index;
} lmv__forms;

/* The corpus must outlive the forms. */
lmv_status lmv__forms_collect(lmv__forms *forms, const lmv__corpus *corpus,
    const lmv__outcomes *outcomes, const lmv__coverage *coverage,
    lmv_error *err);
void lmv__forms_clear(lmv__forms *forms);
/* Those of one entry: *n of them. */
const lmv__form *lmv__forms_of(
    const lmv__forms *forms, uint32_t entry, size_t *n);

#endif
