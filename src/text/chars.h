/*
 * Characters: what cutting has to know of a code point, by ICU's properties.
 */
#ifndef LMV_TEXT_CHARS_H
#define LMV_TEXT_CHARS_H

#include "base/buf.h"

#include <stdint.h>

typedef enum lmv__char_class {
    LMV__CHAR_BLANK, /* blanks, controls, characters that show nothing */
    LMV__CHAR_NEWLINE,
    LMV__CHAR_LETTER,
    LMV__CHAR_DIGIT, /* fractions and superscripts too */
    LMV__CHAR_MARK,  /* combining marks, soft hyphen, joiners */
    LMV__CHAR_PUNCT,
    LMV__CHAR_SYMBOL
} lmv__char_class;

/* One code point of a text. */
typedef struct lmv__char {
    int32_t c; /* -1 at the end of the text, U+FFFD for broken bytes */
    uint32_t end;
    lmv__char_class kind;
} lmv__char;

lmv__char lmv__char_at_any(lmv__slice text, uint32_t pos);
extern const uint8_t lmv__ascii_class[128]; /* lmv__char_class */
static inline lmv__char lmv__char_at(lmv__slice text, uint32_t pos)
{
    lmv__char ch;

    if (pos >= text.len || (unsigned char)text.ptr[pos] >= 0x80)
        return lmv__char_at_any(text, pos);
    ch.c = text.ptr[pos];
    ch.end = pos + 1;
    ch.kind = (lmv__char_class)lmv__ascii_class[ch.c];
    return ch;
}
/* The one that ends at `pos`; its `end` is where it begins. */
lmv__char lmv__char_before(lmv__slice text, uint32_t pos);

bool lmv__char_is_dash(int32_t c);       /* - – — and their kin */
bool lmv__char_is_hyphen(int32_t c);     /* - and U+2010, U+2011 */
bool lmv__char_is_apostrophe(int32_t c); /* ' ’ ` ´ and their kin */
bool lmv__char_is_quote(int32_t c);      /* single and double, any shape */
bool lmv__char_is_terminator(int32_t c); /* . ! ? … and those of others */
bool lmv__char_is_bullet(int32_t c);  /* • ▪ and their kin; not - and * */
bool lmv__char_is_opening(int32_t c); /* brackets */
bool lmv__char_is_closing(int32_t c);
bool lmv__char_is_upper(int32_t c);
bool lmv__char_is_lower(int32_t c);
bool lmv__char_is_latin(int32_t c); /* or common to all scripts */

#endif
