/*
 * Tables: files that are no text - workbooks, files of statistics programs -
 * as rows of cells.
 *
 *     file ─► kind.open ─► kind.next: lmv__row_begin, _cell ..., _end ─► record
 *
 * A kind reads its container and nothing else.  Headers, survey tools, roles
 * and records are the same as for text: a row becomes a record that holds it
 * as a line of CSV, so that rejects and writers know what to do with it.
 */
#ifndef LMV_RECORDS_TABLE_H
#define LMV_RECORDS_TABLE_H

#include "records/reader.h"

#include <stdio.h>

typedef struct lmv__table_file {
    FILE *file;    /* seekable, at its beginning; borrowed until close */
    uint64_t size; /* 0: not known */
    const lmv__reader_options *options; /* borrowed until open returns */
} lmv__table_file;

typedef struct lmv__table_kind {
    lmv__format format;
    bool takes_encoding; /* --encoding may overrule the file */
    /* *out is the kind's own and given to the other calls; closed in any
     * case when it is not NULL. */
    lmv_status (*open)(void **out, const lmv__table_file *file, lmv_error *err);
    void (*close)(void *table);

    /* Several sheets: how many, and read this one from its beginning.  NULL:
     * there is one, and open has chosen it. */
    size_t (*sheets)(const void *table, const lmv__sheet_info **at);
    lmv_status (*select)(void *table, size_t sheet, lmv_error *err);

    /* The file names its columns itself: add them all.  NULL: the first rows
     * are the header. */
    lmv_status (*columns)(void *table, lmv__reader *reader, lmv_error *err);

    /* The next row that is not blank; *more = false at the end.  A row that
     * cannot be read is an error of the record (lmv__row_error), not of the
     * call.  Sets record->offset. */
    lmv_status (*next)(
        void *table, lmv__record *record, bool *more, lmv_error *err);
} lmv__table_kind;

/* A row: cells in rising order of their columns (from 0); those that are left
 * out are absent.  What goes wrong (too wide, too long) makes the record an
 * error; out of memory is found by lmv__row_end. */
void lmv__row_begin(lmv__record *record, uint64_t line);
void lmv__row_cell(
    lmv__record *record, size_t column, lmv__slice value, lmv__field_kind kind);
void lmv__row_error(lmv__record *record, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
lmv_status lmv__row_end(lmv__record *record, lmv_error *err);

/* stats_reader.c */
extern const lmv__table_kind lmv__sav_reader, lmv__dta_reader, lmv__sas_reader;

#endif
