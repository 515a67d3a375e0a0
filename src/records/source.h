/*
 * Source: the input's bytes as a window of UTF-8, and the way back from a
 * piece of that text to the bytes that it was.
 *
 *     input ─► SHA-256 ─► UTF-8 checked, or decoded ─► [ taken | window ]
 *
 * Valid UTF-8 is used where it was read into.  What is no UTF-8 becomes
 * U+FFFD and is remembered as a patch; other encodings are decoded line by
 * line, so that a record, which ends with a line, knows its own bytes.
 */
#ifndef LMV_RECORDS_SOURCE_H
#define LMV_RECORDS_SOURCE_H

#include "base/file.h"
#include "base/vec.h"
#include "records/reader.h"
#include "text/decode.h"

#define LMV__SAMPLE (256u * 1024u)

struct lmv__table_kind;

typedef struct lmv__source {
    lmv__input *input;
    const char *bytes; /* instead of input */
    size_t n_bytes, total;
    size_t piece;
    bool read_all; /* no more bytes come */
    bool ended;    /* and all of them are in the window */

    const struct lmv__table_kind *kind; /* NULL: it is a text */

    lmv__buf head; /* what was read to guess from */
    size_t head_used;
    lmv__buf sample; /* the same as UTF-8; freed when sniffed */
    bool sample_complete;

    lmv__encoding encoding;
    const char *encoding_name, *encoding_why;
    char name_room[64];
    bool bom;
    bool undecided;        /* guessed UTF-8, but only ASCII was seen so far */
    lmv__decoder *decoder; /* NULL: UTF-8 */

    lmv__buf text;       /* [pos, checked) is the window */
    size_t pos, checked; /* bytes behind checked: a character that is cut */
    uint64_t base;       /* place in all of the text of text.data[0] */

    lmv__vec patches; /* UTF-8: struct patch */
    lmv__vec lines;   /* other encodings: struct line */
    lmv__buf raw;     /* other encodings: bytes of the window */
    uint64_t raw_base;
    size_t patch_pos, line_pos, raw_pos; /* what was taken of them */
    lmv__buf scratch;
    bool odd; /* UTF-16: half of a code unit waits */
    char odd_byte;
    uint64_t offset; /* bytes of the input that were taken */

    bool hash;
    lmv__sha256 sha;
} lmv__source;

/* Opens, reads the sample, finds the encoding, or that it is a table: then
 * only the head is read.  Clear in any case. */
lmv_status lmv__source_open(
    lmv__source *source, const lmv__reader_options *options, lmv_error *err);
void lmv__source_clear(lmv__source *source);

/* Before anything is read: make head and sample longer. */
lmv_status lmv__source_sample_more(
    lmv__source *source, size_t size, lmv_error *err);

/* The bytes behind the head, for what is no text. */
lmv_status lmv__source_pass(
    lmv__source *source, char *to, size_t size, size_t *got, lmv_error *err);

/* The unread text.  Borrowed until the next fill or take. */
lmv__slice lmv__source_window(const lmv__source *source);
/* Makes the window longer than `size` bytes unless the input ends before:
 * then source->ended. */
lmv_status lmv__source_fill(lmv__source *source, size_t size, lmv_error *err);
/* Takes `len` bytes of the window away.  The original bytes are appended to
 * `raw` when they differ, and *differs is set; *bad = characters that could
 * not be decoded. */
lmv_status lmv__source_take(lmv__source *source, size_t len, lmv__buf *raw,
    bool *differs, uint64_t *bad, lmv_error *err);

#endif
