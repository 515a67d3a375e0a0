/*
 * What the writers of the formats share.
 */
#ifndef LMV_RECORDS_WRITER_INNER_H
#define LMV_RECORDS_WRITER_INNER_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "records/writer.h"

struct lmv__writer_kind;

struct lmv__writer {
    lmv__format format;
    const struct lmv__writer_kind *kind;
    void *own; /* the kind's */
    lmv__offsets offsets;
    bool no_text, trace, drop_personal;
    const lmv__columns *columns;
    const lmv__dialect *dialect;
    lmv__slice input_header;
    lmv__arena arena;  /* theme ids, warnings */
    lmv__slice *theme; /* ids; all that labels can name */
    bool *reported;
    size_t n_themes;
    lmv__vec warnings; /* char * */

    /* CSV and TSV */
    char separator;
    bool excel;    /* mask formulas, CR LF, byte order mark */
    bool *dropped; /* columns of the input; NULL: none is */
    const char *newline;
    bool verbatim;   /* input cells are copied as they were written */
    lmv__buf header; /* the new columns' names, each behind a separator */
};

/* The theme's id; "" when it is out of range. */
lmv__slice lmv__writer_theme(const lmv__writer *writer, size_t theme);
/* The piece of the text; never out of its range. */
lmv__slice lmv__writer_piece(
    const lmv__labelled *labelled, const lmv__evidence_out *evidence);
/* A place of the text, from bytes to the unit that was asked for. */
size_t lmv__writer_offset(
    const lmv__writer *writer, lmv__slice text, size_t bytes);

/* csv_columns.c */
lmv_status lmv__csv_choose_columns(
    lmv__writer *writer, const lmv__writer_options *options, lmv_error *err);
/* A cell, masked when a spreadsheet would take it for a formula. */
void lmv__csv_put_cell(
    const lmv__writer *writer, lmv__slice value, bool quote, lmv__buf *out);

#endif
