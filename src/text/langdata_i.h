/*
 * The object of language data itself, shared by langdata.c, which fills it,
 * and langdata_read.c, which answers.
 *
 *     words ─► infos: one entry a word, a mask of languages for each list
 *     languages[i]: code, endings, numbers ─► values, unit_words ─► units
 */
#ifndef LMV_TEXT_LANGDATA_I_H
#define LMV_TEXT_LANGDATA_I_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "text/langdata_p.h"
#include "text/ngram.h"

#define LMV__MAX_ABBREVIATION 64u

typedef struct lmv__language {
    const char *code;
    lmv__vec endings; /* lmv__slice, longest first */
    lmv__map numbers, unit_words;
    lmv__buf sample; /* folded; empty after the seal */
    lmv__ngrams *ngrams;
} lmv__language;

struct lmv__langdata {
    lmv__arena arena;
    lmv__map words;
    lmv__vec infos, values, units;
    lmv__language languages[LMV__MAX_LANGUAGES];
    int count;
    uint32_t longest_break;
    bool sealed, sampled;
    lmv__buf scratch;
};

/* Writes the form in which abbreviations are kept; its length, 0 when it is
 * too long. */
size_t lmv__langdata_abbreviate(
    lmv__slice folded, char out[LMV__MAX_ABBREVIATION]);
bool lmv__langdata_has_ending(
    const lmv__langdata *data, int language, lmv__slice folded);

#endif
