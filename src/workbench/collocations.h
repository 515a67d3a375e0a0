/*
 * Collocations: pairs of words that stand in the same sentences more often
 * than chance has it, wherever in the sentence.
 *
 * Measured by Dunning's log-likelihood over sentences.  Only words of enough
 * comments take part, and no function words.
 */
#ifndef LMV_WORKBENCH_COLLOCATIONS_H
#define LMV_WORKBENCH_COLLOCATIONS_H

#include "workbench/keyness.h"

typedef struct lmv__pair_use {
    uint32_t a, b;       /* families; a < b */
    uint32_t both;       /* sentences */
    uint32_t in_a, in_b; /* sentences with each */
    double g2;
    uint32_t comment; /* one that has them */
} lmv__pair_use;

typedef struct lmv__collocations {
    lmv__vec pairs; /* of lmv__pair_use, the strongest first */
    uint64_t sentences, pruned;
    uint32_t floor;
} lmv__collocations;

/* Of words and pairs in at least `min_count` (0: 3) sentences. */
lmv_status lmv__collocations_find(lmv__collocations *out,
    const lmv__vocabulary *vocabulary, uint32_t min_count, lmv_error *err);
void lmv__collocations_clear(lmv__collocations *collocations);
const lmv__pair_use *lmv__collocations_at(
    const lmv__collocations *collocations, size_t i);

#endif
