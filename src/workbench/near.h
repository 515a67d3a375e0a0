/*
 * Near-spellings: words of a corpus that no rule finds, and that are one slip
 * away from a word that rules do find.
 *
 *     beschwärde 2 / beschwerde 31
 *
 * A slip is a letter left out, put in, exchanged, or two that changed places;
 * words of 12 letters and more may have two.  The first letter is the same,
 * and the word that is known is the more frequent one.
 */
#ifndef LMV_WORKBENCH_NEAR_H
#define LMV_WORKBENCH_NEAR_H

#include "workbench/outcome.h"
#include "workbench/vocabulary.h"

typedef struct lmv__near {
    uint32_t word, known; /* vocables */
} lmv__near;

/* Damerau-Levenshtein distance (optimal string alignment) of folded words of
 * at most 63 bytes, or limit + 1 when it is over `limit` (at most 2). */
unsigned lmv__near_distance(lmv__slice a, lmv__slice b, unsigned limit);

/* Words that stand in comments of side LMV__SIDE_TARGET, by how frequent they
 * are.  Known are those that the evidence of `theme` (LMV__NONE: of any) is
 * made of in these outcomes. */
lmv_status lmv__near_find(lmv__vec *near, const lmv__vocabulary *vocabulary,
    const lmv__corpus *corpus, const lmv__outcomes *outcomes, uint32_t theme,
    const unsigned char *sides, lmv_error *err);

#endif
