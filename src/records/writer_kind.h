/*
 * A kind of output.  Text is formatted by every worker into its own buffer:
 * `begin` and `format`.  A file that only one library call after the other
 * can make - a workbook, a database - takes records in order on one thread:
 * `row` and `finish`; how they get there is packed.h.
 */
#ifndef LMV_RECORDS_WRITER_KIND_H
#define LMV_RECORDS_WRITER_KIND_H

#include "base/file.h"
#include "records/writer_inner.h"

typedef struct lmv__writer_kind {
    lmv_status (*open)(lmv__writer *writer, lmv_error *err);

    void (*begin)(const lmv__writer *writer, lmv__buf *out);
    void (*format)(const lmv__writer *writer, const lmv__record *record,
        const lmv__labelled *columns, size_t n_columns, lmv__buf *out);

    /* Instead of begin and format; writer->own is the kind's. */
    lmv_status (*row)(lmv__writer *writer, const lmv__record *record,
        const lmv__labelled *columns, size_t n_columns, lmv_error *err);
    /* All rows are there: the whole file into `output`. */
    lmv_status (*finish)(
        lmv__writer *writer, lmv__output *output, lmv_error *err);
    void (*close)(lmv__writer *writer); /* frees writer->own; may be NULL */
} lmv__writer_kind;

extern const lmv__writer_kind lmv__csv_kind;    /* csv_writer.c */
extern const lmv__writer_kind lmv__jsonl_kind;  /* jsonl_writer.c */
extern const lmv__writer_kind lmv__sqlite_kind; /* sqlite_writer.c */
extern const lmv__writer_kind lmv__stats_kind;  /* stats_writer.c */
/* gold_writer.c */
extern const lmv__writer_kind lmv__label_studio_kind, lmv__doccano_kind;
extern const lmv__writer_kind lmv__xlsx_out_kind; /* xlsx_writer.c */

#endif
