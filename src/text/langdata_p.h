/*
 * Inside of the language data, for the parts that cut: one look-up tells all
 * lists that a word is in.
 */
#ifndef LMV_TEXT_LANGDATA_P_H
#define LMV_TEXT_LANGDATA_P_H

#include "text/langdata.h"

typedef struct lmv__wordinfo {
    uint8_t in[LMV__WORDLIST_COUNT]; /* masks of languages */
    uint8_t starts_break; /* first word of a clause break of several words */
    uint8_t sampled;      /* stands in the sample text */
} lmv__wordinfo;

/* What is known of a folded word; all zero when nothing is. */
const lmv__wordinfo *lmv__langdata_info(
    const lmv__langdata *data, lmv__slice folded);
/* The same for an abbreviation: blanks are dropped, the last dot is added. */
const lmv__wordinfo *lmv__langdata_abbreviation(
    const lmv__langdata *data, lmv__slice folded);

#endif
