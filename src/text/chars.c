/* Characters: see chars.h. */
#include "text/chars.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

/* One letter a class: Blank, Newline, Letter, Digit, Punctuation, Symbol. */
enum {
    B = LMV__CHAR_BLANK,
    N = LMV__CHAR_NEWLINE,
    L = LMV__CHAR_LETTER,
    D = LMV__CHAR_DIGIT,
    P = LMV__CHAR_PUNCT,
    S = LMV__CHAR_SYMBOL
};

const uint8_t lmv__ascii_class[128] = {
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    N,
    N,
    N,
    N,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    P,
    P,
    P,
    S,
    P,
    P,
    P,
    P,
    P,
    P,
    S,
    P,
    P,
    P,
    P,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    P,
    P,
    S,
    S,
    S,
    P,
    P,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    P,
    P,
    P,
    S,
    P,
    S,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    P,
    S,
    P,
    S,
    B,
};

static lmv__char_class class_of(int32_t c)
{
    uint32_t mask;

    if (c < 0x80)
        return (lmv__char_class)lmv__ascii_class[c];
    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return LMV__CHAR_NEWLINE;
    if (c == 0x200b || c == 0xfeff)
        return LMV__CHAR_BLANK;
    mask = U_GET_GC_MASK(c);
    if (mask & U_GC_L_MASK)
        return LMV__CHAR_LETTER;
    if (mask & U_GC_N_MASK)
        return LMV__CHAR_DIGIT;
    if (mask & (U_GC_M_MASK | U_GC_CF_MASK))
        return LMV__CHAR_MARK;
    if (mask & (U_GC_Z_MASK | U_GC_CC_MASK))
        return LMV__CHAR_BLANK;
    return mask & U_GC_P_MASK ? LMV__CHAR_PUNCT : LMV__CHAR_SYMBOL;
}

/* ICU's macro narrows an int, which -Wconversion does not like. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
static int32_t decode(lmv__slice text, int32_t *at)
{
    int32_t c;

    U8_NEXT_OR_FFFD(text.ptr, *at, (int32_t)text.len, c);
    return c;
}
#pragma GCC diagnostic pop

lmv__char lmv__char_at_any(lmv__slice text, uint32_t pos)
{
    lmv__char ch = {-1, pos, LMV__CHAR_BLANK};
    unsigned char byte;

    if (pos >= text.len)
        return ch;
    byte = (unsigned char)text.ptr[pos];
    if (byte < 0x80) {
        ch.c = byte;
        ch.end = pos + 1;
    } else {
        int32_t at = (int32_t)pos;
        ch.c = decode(text, &at);
        ch.end = (uint32_t)at;
    }
    ch.kind = class_of(ch.c);
    return ch;
}

lmv__char lmv__char_before(lmv__slice text, uint32_t pos)
{
    lmv__char ch = {-1, pos, LMV__CHAR_BLANK};
    uint32_t start = pos;

    if (!pos || pos > text.len)
        return ch;
    do
        start--;
    while (start && pos - start < 4 &&
           ((unsigned char)text.ptr[start] & 0xc0) == 0x80);
    ch = lmv__char_at(text, start);
    ch.end = start;
    return ch;
}

bool lmv__char_is_dash(int32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

bool lmv__char_is_hyphen(int32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

bool lmv__char_is_apostrophe(int32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201b || c == '`' ||
           c == 0xb4 || c == 0x2bc || c == 0x2032;
}

bool lmv__char_is_quote(int32_t c)
{
    return c == '"' || c == 0xab || c == 0xbb || c == 0x2039 || c == 0x203a ||
           (c >= 0x2018 && c <= 0x201f) || c == '\'' || c == '`' || c == 0xb4;
}

bool lmv__char_is_terminator(int32_t c)
{
    if (c < 0x80)
        return c == '.' || c == '!' || c == '?';
    return c == 0x2026 || (c >= 0x203c && c <= 0x203d) ||
           (c >= 0x2047 && c <= 0x2049) ||
           (c > 0xff && u_hasBinaryProperty(c, UCHAR_S_TERM));
}

bool lmv__char_is_bullet(int32_t c)
{
    return c == 0xb7 || c == 0x2022 || c == 0x2023 || c == 0x2043 ||
           c == 0x2219 || c == 0x25aa || c == 0x25ab || c == 0x25a0 ||
           c == 0x25cf || c == 0x25cb || c == 0x25e6 || c == 0x2756 ||
           c == 0x27a2 || c == 0x25ba || c == 0xf0b7;
}

bool lmv__char_is_opening(int32_t c)
{
    if (c < 0x80)
        return c == '(' || c == '[' || c == '{';
    return u_charType(c) == U_START_PUNCTUATION && !lmv__char_is_quote(c);
}

bool lmv__char_is_closing(int32_t c)
{
    if (c < 0x80)
        return c == ')' || c == ']' || c == '}';
    return u_charType(c) == U_END_PUNCTUATION && !lmv__char_is_quote(c);
}

bool lmv__char_is_upper(int32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isUUppercase(c);
}

bool lmv__char_is_lower(int32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : u_isULowercase(c);
}

bool lmv__char_is_latin(int32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script;

    if (c < 0x250)
        return true;
    script = uscript_getScript(c, &error);
    return script == USCRIPT_LATIN || script == USCRIPT_COMMON ||
           script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN;
}
