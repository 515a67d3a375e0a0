/*
 * Character n-grams: how likely a word is in a language, by the letters that
 * follow each other in its sample text.
 *
 *     "mit"  ->  P(m | ##) P(i | #m) P(t | mi) P(# | it)
 *
 * Trigrams fall back on bigrams and letters (interpolation), so that unseen
 * combinations are unlikely but not impossible.
 */
#ifndef LMV_TEXT_NGRAM_H
#define LMV_TEXT_NGRAM_H

#include "base/buf.h"

#include <stdint.h>

typedef struct lmv__ngrams lmv__ngrams;

/* Counted from folded running text.  Owned; NULL when out of memory. */
lmv__ngrams *lmv__ngrams_new(lmv__slice sample);
void lmv__ngrams_free(lmv__ngrams *ngrams);
/* Natural logarithm of the likelihood of a folded word. */
double lmv__ngrams_score(const lmv__ngrams *ngrams, lmv__slice word);
/* The same in two parts, for several languages at once: the symbols of a word
 * as rows of their tables (more than LMV__NGRAM_ROWS: it is too long), and the
 * sum over them. */
#define LMV__NGRAM_ROWS 64u
uint32_t lmv__ngrams_rows(lmv__slice word, uint16_t rows[LMV__NGRAM_ROWS]);
double lmv__ngrams_sum(
    const lmv__ngrams *ngrams, const uint16_t *rows, uint32_t n);
/* Symbols that the score of the word is made of (letters and the end). */
uint32_t lmv__ngrams_length(lmv__slice word);

#endif
