/*
 * UTF-8: the little that is needed below ICU.
 */
#ifndef LMV_BASE_UTF8_H
#define LMV_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define LMV__UTF8_BAD UINT32_MAX

/* The character at text[0..len), len > 0.  *used = its bytes; for bytes that
 * are no character LMV__UTF8_BAD, *used = those that one U+FFFD stands for
 * (Unicode's "maximal subpart").  A character that len cuts is bad too. */
uint32_t lmv__utf8_next(const char *text, size_t len, size_t *used);
/* Bytes up to the first that is no valid UTF-8; len when all is. */
size_t lmv__utf8_valid(const char *text, size_t len);
/* Bytes (0..3) at the end that may be the start of a longer character. */
size_t lmv__utf8_cut(const char *text, size_t len);
/* Writes 1..4 bytes, answers how many; U+FFFD for what is no character. */
size_t lmv__utf8_put(uint32_t c, char out[4]);

#endif
