/*
 * The short way to a token: nearly all of them are words of plain letters and
 * single signs between blanks, and need none of token.c's questions.
 *
 *     Die Übersicht war gut.
 *     ─── ───────── ─── ───┬     letters, then a character that joins nothing
 *                          sign  then a blank or the end
 *
 * It must give what the long way gives or leave the token to it; a test
 * compares the two.  Letters are those of ASCII and Latin-1.
 */
#include "text/cutter.h"

enum {
    LONGEST = 60, /* behind this, mailboxes and host names have limits */
    BLANK = 1,    /* ends a word and a sign */
    ENDS = 2,     /* ends a word: nothing goes on behind it in token.c */
    SIGN = 4,     /* a sign that stands alone before a blank */
    LETTER = 8
};

/* What a byte is; the letters of Latin-1 have two and are asked for apart.
 * No sign that a word may hold is ENDS: ' - _ & . / : * ( ` @ and digits. */
static uint8_t kind_of(unsigned char c)
{
    if ((unsigned char)((c | 0x20) - 'a') < 26)
        return LETTER;
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        return BLANK | ENDS;
    case ',':
    case '!':
    case '?':
        return SIGN | ENDS;
    case '.':
        return SIGN;
    case ';':
    case '"':
    case ')':
        return ENDS;
    default:
        return 0;
    }
}

static bool is_blank_or_end(lmv__slice text, size_t pos)
{
    return pos >= text.len || (kind_of((unsigned char)text.ptr[pos]) & BLANK);
}

/* U+00C0 to U+00FF without the two signs among them. */
static bool is_latin_letter(lmv__slice text, size_t pos)
{
    unsigned char next;

    if (pos + 1 >= text.len || (unsigned char)text.ptr[pos] != 0xC3)
        return false;
    next = (unsigned char)text.ptr[pos + 1];
    return next >= 0x80 && next <= 0xBF && next != 0x97 && next != 0xB7;
}

static size_t letters_end(lmv__slice text, size_t pos)
{
    for (;;) {
        while (
            pos < text.len && (kind_of((unsigned char)text.ptr[pos]) & LETTER))
            pos++;
        if (!is_latin_letter(text, pos))
            return pos;
        pos += 2;
    }
}

/* A dot may go on in a host name or an abbreviation unless a blank follows. */
static bool ends_word(lmv__slice text, size_t pos)
{
    if (pos >= text.len || (kind_of((unsigned char)text.ptr[pos]) & ENDS))
        return true;
    return text.ptr[pos] == '.' && is_blank_or_end(text, pos + 1);
}

uint32_t lmv__scan_plain(lmv__slice text, uint32_t pos)
{
    size_t end = letters_end(text, pos);
    unsigned char first = (unsigned char)text.ptr[pos];

    if (end > pos) {
        bool emoticon = (first | 0x20) == 'x' && end - pos <= 3; /* xD */

        return !emoticon && end - pos <= LONGEST && ends_word(text, end)
                   ? (uint32_t)end
                   : pos;
    }
    return (kind_of(first) & SIGN) && is_blank_or_end(text, (size_t)pos + 1)
               ? pos + 1
               : pos;
}
