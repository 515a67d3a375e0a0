/*
 * Mojibake: UTF-8 that somebody read as Windows-1252 and saved again.
 *
 *     ü ─► C3 BC ─► read as Ã ¼ ─► Ã¼        once more: ÃƒÂ¼
 *
 * Only what cannot well be meant counts: the characters that such a pair or
 * triple stands for are letters with marks, typographic signs and emoji, and a
 * quote behind a capital letter (as in „OKÄ“) is left alone.
 */
#ifndef LMV_TEXT_MOJIBAKE_H
#define LMV_TEXT_MOJIBAKE_H

#include "base/buf.h"

/* Does the text hold any?  Fast when it does not. */
bool lmv__mojibake_in(const char *text, size_t len);
/* Append the text as it was meant, through up to three such accidents;
 * answers how many characters were put together again. */
size_t lmv__mojibake_mend(const char *text, size_t len, lmv__buf *out);

#endif
