/*
 * Keyness: the words, and rows of two or three words, that set some comments
 * apart from others.
 *
 *     vocabulary ─┐
 *                 ├─► grams (counted a comment once) ─► G2 ─► keys
 *     sides ──────┘
 *
 * Counts are of comments, not of words: who says a word ten times says it
 * once.  G2 is the log-likelihood of Rayson and Garside (2000); 3.84 is 5 %,
 * 6.63 is 1 %, 15.13 is 0.01 %.
 *
 * A row begins and ends with a word that is no function word, stands in one
 * sentence, and has no sign or number in it.
 */
#ifndef LMV_WORKBENCH_KEYNESS_H
#define LMV_WORKBENCH_KEYNESS_H

#include "workbench/vocabulary.h"

#define LMV__MAX_ROW 3u
#define LMV__MAX_SAMPLES 3u
#define LMV__MAX_GRAMS 1000000u /* rows kept at once: 40 bytes each */
#define LMV__KEY_G2 3.84

/* What a comment is for: */
#define LMV__SIDE_REST 0u
#define LMV__SIDE_TARGET 1u
#define LMV__SIDE_OUT 2u /* not counted at all */

/* a of c comments on one side have it, b of d on the other.  0 for a word
 * that is as frequent on both. */
double lmv__keyness_g2(double a, double b, double c, double d);
/* Dunning's (1993) for two things in n places: `both` in the same place,
 * each of them in `first` and `second` places. */
double lmv__keyness_association(
    double both, double first, double second, double n);

typedef struct lmv__key {
    uint32_t families[LMV__MAX_ROW], n; /* one word: a root */
    uint32_t target, rest;              /* comments */
    double g2;
    uint32_t samples[LMV__MAX_SAMPLES], n_samples; /* comments of the target */
} lmv__key;

typedef struct lmv__keyness {
    lmv__vec keys; /* of lmv__key, the most telling first */
    uint32_t n_target, n_rest;
    uint64_t pruned; /* rows dropped for want of room, all that were seen ... */
    uint32_t floor;  /* ... in so many comments or fewer */
} lmv__keyness;

typedef struct lmv__keyness_options {
    uint32_t min_count; /* comments of the target; 0: 2 */
    double min_g2;      /* below 0: any, also what is rarer in the target */
    uint32_t max_grams; /* 0: LMV__MAX_GRAMS */
    /* Function words that may begin a row (by vocable), or NULL: none. */
    const bool *openers;
} lmv__keyness_options;

/* `sides` has one of LMV__SIDE_... for each comment.  Keys that are more
 * frequent in the target than in the rest. */
lmv_status lmv__keyness_find(lmv__keyness *keyness,
    const lmv__vocabulary *vocabulary, const unsigned char *sides,
    const lmv__keyness_options *options, lmv_error *err);
/* Leave at most `most` keys: of two that stand in nearly the same comments,
 * one being part of the other, the more telling one. */
void lmv__keyness_thin(
    lmv__keyness *keyness, const lmv__vocabulary *vocabulary, size_t most);
void lmv__keyness_clear(lmv__keyness *keyness);
const lmv__key *lmv__keyness_at(const lmv__keyness *keyness, size_t i);

/* "Warteschleife", "keine Antwort": in the most frequent form. */
void lmv__key_text(
    const lmv__vocabulary *vocabulary, const lmv__key *key, lmv__buf *out);
/* The entry of `words` that finds it and its forms: "*hotline". */
void lmv__key_entry(
    const lmv__vocabulary *vocabulary, const lmv__key *key, lmv__buf *out);

#endif
