/*
 * Decoding: bytes of a file to UTF-8, by ICU's converters.
 *
 * The encoding is found once a file, from a sample: byte order mark, then
 * strict UTF-8, then the NUL pattern of UTF-16, then Windows-1252.  (UTF-16
 * of plain ASCII is valid UTF-8 with NULs, so the pattern is asked first; and
 * UTF-8 with a few broken bytes among many umlauts stays UTF-8, its broken
 * bytes counted, so that one of them does not spoil all umlauts.)
 */
#ifndef LMV_TEXT_DECODE_H
#define LMV_TEXT_DECODE_H

#include "base/buf.h"
#include "base/status.h"

typedef enum lmv__encoding {
    LMV__ENC_AUTO,
    LMV__ENC_UTF8,
    LMV__ENC_UTF16LE,
    LMV__ENC_UTF16BE,
    LMV__ENC_WINDOWS_1252,
    LMV__ENC_NAMED /* any other that ICU knows, by --encoding */
} lmv__encoding;

typedef struct lmv__encoding_guess {
    lmv__encoding encoding;
    size_t bom;      /* bytes of the byte order mark, 0 when there is none */
    const char *why; /* "byte order mark", "valid UTF-8", ...; static */
    bool binary;     /* looks like no text at all; `why` says by what */
} lmv__encoding_guess;

/* `sample` is the file's beginning; `complete` says that it is the whole
 * file, so that a character cut at its end is an error. */
lmv__encoding_guess lmv__decode_guess(
    const char *sample, size_t len, bool complete);
/* "UTF-16LE", "windows-1252"; "auto", "named" */
const char *lmv__encoding_name(lmv__encoding encoding);

typedef struct lmv__decoder lmv__decoder;

/* `name` is needed for LMV__ENC_NAMED only.  LMV_EINVAL with a message when
 * ICU does not know it.  Owned. */
lmv_status lmv__decoder_new(lmv__decoder **out, lmv__encoding encoding,
    const char *name, lmv_error *err);
void lmv__decoder_free(lmv__decoder *decoder);

/* Append the UTF-8 of `bytes` to `out`.  A character that the piece cuts is
 * kept for the next call; `flush` on the last.  Bytes that are no character
 * become U+FFFD and are counted.  A byte order mark at the beginning, when the
 * caller did not skip it, is left out. */
lmv_status lmv__decoder_feed(lmv__decoder *decoder, const char *bytes,
    size_t len, bool flush, lmv__buf *out, lmv_error *err);
/* Characters that could not be decoded, so far. */
uint64_t lmv__decoder_replaced(const lmv__decoder *decoder);

#endif
