#include "text/mojibake.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#define MAX_PASSES 3

/* The byte of Windows-1252 that a character is; -1: none.  The five bytes
 * that have no character are the controls of the same number. */
static int byte_of(uint32_t c)
{
    static const uint16_t high[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E,
        0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

    if (c < 0x80 || (c >= 0xA0 && c < 0x100))
        return (int)c;
    for (int i = 0; i < 32; i++)
        if (high[i] == c)
            return 0x80 + i;
    return -1;
}

/* Quotes, dashes and the ellipsis may well stand behind a capital letter. */
static bool is_punctuation(unsigned char byte)
{
    return byte == 0x82 || byte == 0x84 || byte == 0x85 ||
           (byte >= 0x91 && byte <= 0x97) || byte == 0x99 || byte == 0xAB ||
           byte == 0xBB;
}

static bool is_likely(const unsigned char *bytes, uint32_t meant)
{
    switch (bytes[0]) {
    case 0xC2:
        return meant >= 0xA0;
    case 0xC3:
        return true;
    case 0xC4:
        return !is_punctuation(bytes[1]);
    case 0xC5:
        return bytes[1] == 0x93 || !is_punctuation(bytes[1]);
    case 0xC6: /* of a second accident */
        return meant == 0x192;
    case 0xCB:
        return meant == 0x2C6 || meant == 0x2DC;
    case 0xCC:
        return meant == 0x300 || meant == 0x301 || meant == 0x308;
    case 0xE2:
        return (meant >= 0x2010 && meant <= 0x205E) ||
               (meant >= 0x20A0 && meant <= 0x22FF) ||
               (meant >= 0x2600 && meant <= 0x27BF);
    case 0xF0:
        return meant >= 0x1F000 && meant <= 0x1FAFF;
    default:
        return false;
    }
}

static size_t length_of(unsigned char lead)
{
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* What stands at text[0..len) as the bytes that it was: its length in `text`,
 * 0 when it is none; bytes[] has *n of them. */
static size_t accident(
    const char *text, size_t len, unsigned char bytes[4], size_t *n)
{
    size_t used, at, wanted;
    uint32_t c = lmv__utf8_next(text, len, &at);

    if (c < 0xC2 || c > 0xF4)
        return 0;
    bytes[0] = (unsigned char)c;
    wanted = length_of(bytes[0]);
    for (*n = 1; *n < wanted; at += used) {
        int byte;

        if (at >= len)
            return 0;
        c = lmv__utf8_next(text + at, len - at, &used);
        byte = c == LMV__UTF8_BAD ? -1 : byte_of(c);
        if (byte < 0x80 || byte > 0xBF)
            return 0;
        bytes[(*n)++] = (unsigned char)byte;
    }
    c = lmv__utf8_next((const char *)bytes, *n, &used);
    return c != LMV__UTF8_BAD && used == *n && is_likely(bytes, c) ? at : 0;
}

/* Every accident begins with one of U+00C2 ... U+00F4: C3 82 ... C3 B4. */
static const char *next_lead(const char *text, size_t len)
{
    return len ? memchr(text, 0xC3, len) : NULL;
}

bool lmv__mojibake_in(const char *text, size_t len)
{
    const char *end = text + len, *at;
    unsigned char bytes[4];
    size_t n;

    for (; (at = next_lead(text, (size_t)(end - text))); text = at + 1)
        if (end - at > 2 && (unsigned char)at[2] >= 0x80 &&
            accident(at, (size_t)(end - at), bytes, &n) > 0)
            return true;
    return false;
}

static size_t mend_once(const char *text, size_t len, lmv__buf *out)
{
    const char *end = text + len, *at;
    unsigned char bytes[4];
    size_t found = 0;

    while ((at = next_lead(text, (size_t)(end - text)))) {
        size_t n, used = accident(at, (size_t)(end - at), bytes, &n);

        lmv__buf_add(out, text, (size_t)(at - text));
        if (used > 0)
            lmv__buf_add(out, bytes, n);
        else
            lmv__buf_addc(out, *at);
        found += used > 0;
        text = at + (used > 0 ? used : 1);
    }
    lmv__buf_add(out, text, (size_t)(end - text));
    return found;
}

size_t lmv__mojibake_mend(const char *text, size_t len, lmv__buf *out)
{
    lmv__buf pass[2];
    size_t found = 0, more = 1;

    lmv__buf_init(&pass[0]);
    lmv__buf_init(&pass[1]);
    for (int i = 0; i < MAX_PASSES && more > 0; i++) {
        lmv__buf *to = &pass[i & 1];

        lmv__buf_reset(to);
        more = mend_once(text, len, to);
        found += more;
        text = to->data ? to->data : "";
        len = to->len;
    }
    lmv__buf_add(out, text, len);
    out->failed |= pass[0].failed || pass[1].failed;
    lmv__buf_clear(&pass[0]);
    lmv__buf_clear(&pass[1]);
    return found;
}
