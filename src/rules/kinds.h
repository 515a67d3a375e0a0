/*
 * Kinds of characters, as PCRE2 tells them: \p{L}, \p{M}, \p{N} and \s.
 *
 * Its tables of Unicode may be another version's than ICU's, and what finds
 * the same as a regex must see characters as it does.  A page of 256 is asked
 * for when one of its characters is first met.  One thread's.
 */
#ifndef LMV_RULES_KINDS_H
#define LMV_RULES_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LMV__KIND_LETTER 1u
#define LMV__KIND_MARK 2u
#define LMV__KIND_DIGIT 4u
#define LMV__KIND_BLANK 8u
#define LMV__KIND_WORD (LMV__KIND_LETTER | LMV__KIND_MARK | LMV__KIND_DIGIT)

#define LMV__KIND_PAGES 0x1100

typedef struct lmv__kinds {
    uint8_t *pages[LMV__KIND_PAGES];
    uint8_t ascii[256]; /* page 0 */
    bool failed;        /* out of memory: kinds are wrong */
} lmv__kinds;

/* False when out of memory. */
bool lmv__kinds_init(lmv__kinds *kinds);
void lmv__kinds_clear(lmv__kinds *kinds);

/* For characters beyond ASCII; call lmv__kind_at(). */
uint8_t lmv__kind_of(lmv__kinds *kinds, uint32_t c);

/* The kind of the character at text[at] (at < len); *used = its bytes. */
static inline uint8_t lmv__kind_at(
    lmv__kinds *kinds, const char *text, size_t len, size_t at, size_t *used)
{
    const unsigned char *t = (const unsigned char *)text + at;

    *used = 1;
    if (t[0] < 0x80)
        return kinds->ascii[t[0]];
    if (t[0] < 0xE0 && at + 1 < len) {
        *used = 2;
        return lmv__kind_of(
            kinds, (uint32_t)(t[0] & 0x1F) << 6 | (t[1] & 0x3F));
    }
    if (t[0] < 0xF0 && at + 2 < len) {
        *used = 3;
        return lmv__kind_of(kinds, (uint32_t)(t[0] & 0x0F) << 12 |
                                       (uint32_t)(t[1] & 0x3F) << 6 |
                                       (t[2] & 0x3F));
    }
    if (at + 3 < len) {
        *used = 4;
        return lmv__kind_of(kinds,
            (uint32_t)(t[0] & 0x07) << 18 | (uint32_t)(t[1] & 0x3F) << 12 |
                (uint32_t)(t[2] & 0x3F) << 6 | (t[3] & 0x3F));
    }
    return 0;
}

#endif
