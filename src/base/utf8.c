#include "base/utf8.h"

#include <string.h>

/* Bytes of the character that `lead` begins, 0 when it begins none; *low and
 * *high bound the second byte (no surrogates, nothing overlong or too big). */
static size_t expect(
    unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0)
            *low = 0xA0;
        if (lead == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0)
            *low = 0x90;
        if (lead == 0xF4)
            *high = 0x8F;
        return 4;
    }
    return 0;
}

uint32_t lmv__utf8_next(const char *text, size_t len, size_t *used)
{
    const unsigned char *s = (const unsigned char *)text;
    unsigned char low, high;
    size_t want, i;
    uint32_t c;

    *used = 1;
    if (s[0] < 0x80)
        return s[0];
    want = expect(s[0], &low, &high);
    if (!want)
        return LMV__UTF8_BAD;
    c = s[0] & (0x7Fu >> want);
    for (i = 1; i < want; i++) {
        if (i >= len || s[i] < low || s[i] > high)
            break;
        c = c << 6 | (s[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *used = i;
    return i == want ? c : LMV__UTF8_BAD;
}

/* U+0080 to U+07FF: most of what is not ASCII here. */
static int is_pair(const char *text, size_t len)
{
    unsigned char lead = (unsigned char)text[0];

    return lead >= 0xC2 && lead <= 0xDF && len > 1 &&
           ((unsigned char)text[1] & 0xC0) == 0x80;
}

size_t lmv__utf8_valid(const char *text, size_t len)
{
    size_t i = 0;

    while (i < len) {
        uint64_t eight;
        size_t used;

        if (len - i >= 8) {
            memcpy(&eight, text + i, 8);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                i += 8;
                continue;
            }
        }
        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        if (is_pair(text + i, len - i)) {
            i += 2;
            continue;
        }
        if (lmv__utf8_next(text + i, len - i, &used) == LMV__UTF8_BAD)
            return i;
        i += used;
    }
    return len;
}

size_t lmv__utf8_cut(const char *text, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char low, high, byte = (unsigned char)text[len - back];
        size_t used;

        if (byte >= 0x80 && byte <= 0xBF)
            continue;
        if (expect(byte, &low, &high) <= back)
            return 0;
        /* Only when all that is there belongs to it. */
        (void)lmv__utf8_next(text + len - back, back, &used);
        return used == back ? back : 0;
    }
    return 0;
}

size_t lmv__utf8_put(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}
