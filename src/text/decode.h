/*
 * Decoding: bytes of a file to UTF-8, by ICU's converters.
 *
 * The encoding is found once a file, from a sample: byte order mark, then
 * strict UTF-8, then the NUL pattern of UTF-16, then Windows-1252.
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
    bool binary;     /* looks like no text at all */
} lmv__encoding_guess;

/* `sample` is the file's beginning; `complete` says that it is the whole
 * file, so that a character cut at its end is an error. */
lmv__encoding_guess lmv__decode_guess(
    const char *sample, size_t len, bool complete);
/* "UTF-16LE" */
const char *lmv__encoding_name(lmv__encoding encoding);

typedef struct lmv__decoder lmv__decoder;

/* `name` is needed for LMV__ENC_NAMED only.  LMV_EINVAL with a message when
 * ICU does not know it.  Owned. */
lmv_status lmv__decoder_new(lmv__decoder **out, lmv__encoding encoding,
    const char *name, lmv_error *err);
void lmv__decoder_free(lmv__decoder *decoder);

/* Append the UTF-8 of `bytes` to `out`.  A character that the piece cuts is
 * kept for the next call; `flush` on the last.  Bytes that are no character
 * become U+FFFD and are counted. */
lmv_status lmv__decoder_feed(lmv__decoder *decoder, const char *bytes,
    size_t len, bool flush, lmv__buf *out, lmv_error *err);
/* Characters that could not be decoded, so far. */
uint64_t lmv__decoder_replaced(const lmv__decoder *decoder);

#endif
