/*
 * Writers: labelled records to a file of any format.
 *
 * Every worker thread formats its own batch into the caller's buffer, and the
 * buffers are put in order by one thread:
 *
 *     workers: lmv__writer_record ─► buffer ─► one thread: lmv__writer_put
 *
 * What is no text goes through the same buffers, packed (packed.h), and is
 * made by the kind of the format (writer_kind.h).
 */
#ifndef LMV_RECORDS_WRITER_H
#define LMV_RECORDS_WRITER_H

#include "base/file.h"
#include "records/labelled.h"
#include "records/reader.h"

typedef enum lmv__offsets {
    LMV__OFFSETS_BYTE,
    LMV__OFFSETS_CODEPOINT,
    LMV__OFFSETS_UTF16
} lmv__offsets;

/* What a codebook says of a theme; NULL: nothing. */
typedef struct lmv__theme_facts {
    const char *kind, *polarity, *parent, *definition;
} lmv__theme_facts;

/* Where the records come from and go to, for formats that keep it. */
typedef struct lmv__writer_origin {
    const char *input, *started, *program, *packs;
    const char *path; /* of the output: big temporary files lie beside it */
    bool append;      /* SQLite: add to the database at `path` */
} lmv__writer_origin;

typedef struct lmv__writer_options {
    lmv__format format; /* AUTO is JSONL */
    lmv__offsets offsets;
    bool no_text; /* leave out the comments and the text of the evidence */
    bool trace;
    bool long_rows; /* CSV: a row for each piece of evidence */
    /* CSV: the input's columns by name or number (none: all), without those
     * of personal data (JSONL: then an id that is one is null), and for a
     * spreadsheet: ',' or ';', 0 for none. */
    const char *const *keep;
    size_t n_keep;
    bool drop_personal;
    char excel;
    /* Ids of the themes, in the ruleset's order, and which are reported (NULL:
     * all).  CSV has a column for each reported one.  Copied. */
    const char *const *themes;
    const char *const *labels; /* of the themes, for readers; NULL: the ids */
    const bool *reported;
    const lmv__theme_facts *facts; /* of the themes, borrowed; may be NULL */
    size_t n_themes;
    /* The codebook, an entry a theme; borrowed.  NULL: the ids alone. */
    const lmv__theme_out *info;
    bool german;               /* "ja" and "nein" instead of "yes" and "no" */
    lmv__writer_origin origin; /* borrowed */
} lmv__writer_options;

typedef struct lmv__writer lmv__writer;

/* The reader must outlive the writer; only its dialect, columns and header
 * are used.  Owned. */
lmv_status lmv__writer_new(lmv__writer **out,
    const lmv__writer_options *options, const lmv__reader *reader,
    lmv_error *err);
void lmv__writer_free(lmv__writer *writer);

/* "the input already has a column lm_themes: the new one is lm_themes_2";
 * lmv__writer_end() may add some. */
size_t lmv__writer_warning_count(const lmv__writer *writer);
const char *lmv__writer_warning(const lmv__writer *writer, size_t i);

/* Append the header (CSV, TSV); nothing for others. */
lmv_status lmv__writer_begin(
    const lmv__writer *writer, lmv__buf *out, lmv_error *err);
/* Append one record; `columns` has one entry a text column, in the order of
 * lmv__columns.text.  Any thread. */
lmv_status lmv__writer_record(const lmv__writer *writer,
    const lmv__record *record, const lmv__labelled *columns, size_t n_columns,
    lmv__buf *out, lmv_error *err);
/* Write what lmv__writer_record() appended, and at the end what remains.  One
 * thread. */
lmv_status lmv__writer_put(
    lmv__writer *writer, lmv__slice bytes, lmv__output *output, lmv_error *err);
lmv_status lmv__writer_end(
    lmv__writer *writer, lmv__output *output, lmv_error *err);

#endif
