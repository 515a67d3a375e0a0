/*
 * Proposals: words that rules should know, with what speaks for them.
 *
 *     outcomes ─► sides ─► keyness ─► left out: what an entry finds already
 *                                  ─► proposals with forms and samples
 *
 * The target is the comments without any theme, or those that the gold gives
 * a theme and the rules do not; the rest is all others.  A word or row is
 * covered when the scanner, given nothing but it, finds anything of the theme
 * (of any theme): then a rule knows it, and a guard, a threshold or what
 * stands around it decided.
 */
#ifndef LMV_WORKBENCH_PROPOSALS_H
#define LMV_WORKBENCH_PROPOSALS_H

#include "workbench/evaluate.h"
#include "workbench/keyness.h"

#include "rules/model.h"

typedef struct lmv__proposals_options {
    uint32_t theme; /* LMV__NONE: comments without any theme */
    const lmv__evaluation *evaluation; /* for a theme: what the gold says */
    const char *language;              /* of all comments; NULL: each its own */
    uint32_t min_count;                /* comments of the target; 0: 2 */
    size_t top;                        /* how many proposals */
} lmv__proposals_options;

typedef struct lmv__proposals {
    lmv__vocabulary vocabulary;
    lmv__keyness keyness; /* only what is not covered, at most `top` */
    lmv__vec near;        /* of lmv__near, at most `top` */
    size_t covered;       /* keys that were left out */
} lmv__proposals;

lmv_status lmv__proposals_make(lmv__proposals *out, const lmv__setup *setup,
    const lmv__corpus *corpus, const lmv__outcomes *outcomes,
    const lmv__proposals_options *options, lmv_error *err);
void lmv__proposals_clear(lmv__proposals *proposals);

#endif
