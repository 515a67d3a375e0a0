/*
 * Numbers in folded text: numerals ("1.000,50", "2 1/2"), number words, their
 * compounds ("fünfundzwanzig", "twenty-five") and ranges ("2 bis 3").
 *
 * The text is looked at in pieces: numerals, words, dashes, dots, others.
 */
#ifndef LMV_TEXT_NUMBER_H
#define LMV_TEXT_NUMBER_H

#include "text/langdata_p.h"

typedef enum lmv__piece_kind {
    LMV__PIECE_END,
    LMV__PIECE_NUMERAL,
    LMV__PIECE_WORD,
    LMV__PIECE_DASH,
    LMV__PIECE_DOT,
    LMV__PIECE_OTHER
} lmv__piece_kind;

typedef struct lmv__piece {
    lmv__slice text;
    lmv__piece_kind kind;
    bool touches; /* the piece before it */
} lmv__piece;

/* The next pieces of a text; behind the last comes LMV__PIECE_END. */
enum { LMV__WINDOW = 24 };
typedef struct lmv__window {
    const lmv__langdata *data;
    lmv__piece pieces[LMV__WINDOW + 1];
    uint32_t n;
} lmv__window;

/* The piece at `pos` or behind the blanks there; returns where it ends. */
uint32_t lmv__piece_next(lmv__slice text, uint32_t pos, lmv__piece *out);
void lmv__window_fill(lmv__window *window, const lmv__langdata *data,
    lmv__slice text, uint32_t pos);

typedef struct lmv__number {
    double value;
    uint32_t end; /* the piece behind it */
    uint8_t mask; /* languages in which it is one */
    bool is_digits;
} lmv__number;

/* One number that begins with piece i. */
bool lmv__number_at(const lmv__window *window, uint32_t i, lmv__number *out);
/* A numeral or number word alone, nothing joined to it. */
bool lmv__number_single(
    const lmv__window *window, uint32_t i, lmv__number *out);
bool lmv__piece_in(const lmv__window *window, lmv__wordlist list, uint32_t i);

#endif
