/*
 * Random comments for property tests: German and English letters among
 * everything that makes folding and cutting hard.  Seeded, so a failure can
 * be repeated.
 */
#ifndef LMV_TESTS_RANDOM_TEXT_H
#define LMV_TESTS_RANDOM_TEXT_H

#include "base/buf.h"

#include <stdint.h>

static inline uint32_t random_next(uint64_t *state)
{
    *state =
        *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* Pieces of UTF-8 without a NUL. */
static const char *const random_pieces[] = {"a", "e", "u", "s", "i", "I", "K",
    "Z", "o", "U", "A", "O", " ", " ", ".", ", ", "! ", "? ", "\n", "\r\n",
    "\t", "7", "30", "-", "'", "`", "\"", "wort", "Service", "und", "ä", "ö",
    "ü", "Ä", "Ö", "Ü", "ß", "ẞ", "é", "ǟ", "ǖ", "\xCC\x88", "\xCC\x81",
    "\xCC\x87", "\xCC\xA3", "\xCD\x85", "\xCC\xB1", "u\xCC\x88", "O\xCC\x88",
    "\xE2\x84\xAA", "\xE2\x84\xAB", "ſ", "İ", "ı", "ﬁ", "ﬆ", "ς", "Σ", "ᾳ", "ᾼ",
    "Ⱥ", "\xE1\xBA\x9B", "’", "‘", "‚", "´", "„", "“", "”", "«", "»", "‹", "›",
    "‐", "‑", "–", "—", "−", "…", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF",
    "\xE3\x80\x80", "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
    "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xE2\x80\x8E", "\xEF\xB8\x8F", "😀", "👍",
    "👍🏽", "👩\xE2\x80\x8D💻", "👨\xE2\x80\x8D👩\xE2\x80\x8D👧", "🏽", "🇩🇪",
    "🇬", "❤️", "1️⃣", "한", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",
    "\xE1\x85\xA1", "क़", "क्षि", "\xE0\xA5\x98", "\xF0\x9D\x85\xA0", "Ж", "й",
    "и\xCC\x86", "中文", "\xD8\x80", "\xE2\x80\xA8", "\xC2\x85", "ﬀ", "Ǆ", "ΐ",
    "\x01", "\x7F"};

/* Replace `out` by up to `most` random pieces; now and then a NUL, a letter
 * with very many marks, or a very long word. */
static inline void random_text(uint64_t *state, lmv__buf *out, uint32_t most)
{
    const uint32_t n_pieces = sizeof random_pieces / sizeof random_pieces[0];
    uint32_t n = random_next(state) % (most + 1);
    uint32_t style = random_next(state) % 16;

    lmv__buf_reset(out);
    lmv__buf_adds(out, "");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t pick = random_next(state);
        uint32_t some = style < 4 ? 12 : n_pieces; /* mostly ASCII, or all */

        if (pick % 64 == 0) {
            lmv__buf_addc(out, '\0');
        } else if (style == 5 && pick % 32 == 1) {
            for (uint32_t k = 0; k < pick % 90; k++)
                lmv__buf_adds(out, random_pieces[41 + (pick + k * 7) % 6]);
        } else if (style == 6 && pick % 32 == 1) {
            for (uint32_t k = 0; k < pick % 300; k++)
                lmv__buf_adds(out, "langes");
        } else {
            lmv__buf_adds(out, random_pieces[(pick >> 6) % some]);
        }
    }
}

#endif
