/*
 * Stop: does a terminator end its sentence?  By the words around it and the
 * abbreviations, ordinals and sentence starters of the language data.
 */
#ifndef LMV_TEXT_STOP_H
#define LMV_TEXT_STOP_H

#include "text/cutter.h"

#define LMV__NO_TOKEN UINT32_MAX

typedef struct lmv__stop {
    lmv__cut cut;
    uint32_t first; /* first token of the sentence that is being cut */
    uint32_t items; /* number of the last item of a list "1. 2. 3." */
    uint32_t item;  /* the token of that number */
    bool content;   /* it has more than signs and emoji so far */
} lmv__stop;

/* Token `terminator` is a run of . ! ? …, behind which only closing quotes and
 * brackets stand, up to token `last`; there is a token behind it. */
bool lmv__stop_ends(const lmv__stop *stop, uint32_t terminator, uint32_t last);

/* The number at i, with a dot behind it, is an ordinal: "am 3. Mai"; cues are
 * looked for from token `first` on. */
bool lmv__stop_is_ordinal(const lmv__stop *stop, uint32_t i, uint32_t first);

#endif
