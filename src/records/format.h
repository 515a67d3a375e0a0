/*
 * Formats: one table of all that is read and written, by name and suffix,
 * and which parts of it this build has.
 *
 *     text       CSV, TSV, JSON Lines   reader.c ─► csv_reader.c, jsonl.c
 *     tables     a row in the table     table.h: a lmv__table_kind
 *     written    a row in the table     writer_kind.h: a lmv__writer_kind
 *
 * A format whose library configure did not find stays in the table: its row
 * says what to install.
 */
#ifndef LMV_RECORDS_FORMAT_H
#define LMV_RECORDS_FORMAT_H

#include "base/buf.h"
#include "base/status.h"

typedef enum lmv__format {
    LMV__FORMAT_AUTO,
    LMV__FORMAT_CSV, /* any separator */
    LMV__FORMAT_TSV, /* for writers: CSV with TAB */
    LMV__FORMAT_JSONL,
    LMV__FORMAT_LABEL_STUDIO,
    LMV__FORMAT_DOCCANO,
    LMV__FORMAT_XLSX,
    LMV__FORMAT_SQLITE,
    LMV__FORMAT_SAV,
    LMV__FORMAT_ZSAV,
    LMV__FORMAT_DTA,
    LMV__FORMAT_POR,
    LMV__FORMAT_SAS
} lmv__format;

struct lmv__table_kind;
struct lmv__writer_kind;

typedef struct lmv__format_info {
    lmv__format format;
    const char *name;            /* for --format: "jsonl" */
    const char *title;           /* for people: "JSON Lines" */
    const char *suffixes[4];     /* ".jsonl"; NULL ends */
    bool (*is)(lmv__slice head); /* NULL: a text, or never read */
    const struct lmv__table_kind *reader;
    const struct lmv__writer_kind *writer; /* NULL: not written */
    /* What this build lacks, "configure found no minizip; install ..."; NULL:
     * nothing. */
    const char *no_reader, *no_writer;
} lmv__format_info;

/* The row, or NULL when there is none. */
const lmv__format_info *lmv__format_info_of(lmv__format format);
/* By its place in the table; NULL behind the last. */
const lmv__format_info *lmv__format_at(size_t i);

/* "csv", "tsv", "jsonl"; AUTO when it is none of them. */
lmv__format lmv__format_named(const char *name);
/* By the suffix of a path; AUTO when it says nothing. */
lmv__format lmv__format_of_path(const char *path);
const char *lmv__format_name(lmv__format format);

/* The names of all that can be written, "jsonl, csv or tsv", or their first
 * suffixes, ".jsonl, .csv or .tsv": appended. */
void lmv__format_list(lmv__buf *out, bool suffixes);

/* What begins with these bytes and is no text; NULL: a text, or unknown. */
const lmv__format_info *lmv__format_of_head(lmv__slice head);

/* An optional library: "XLSX in", "minizip, expat 2.5.0". */
typedef struct lmv__library {
    const char *what;
    bool in;
    char with[160]; /* the library and its version; or why it is not in */
} lmv__library;
/* Part i, from 0; false behind the last. */
bool lmv__format_library(size_t i, lmv__library *part);

#endif
