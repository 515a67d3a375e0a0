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
    bool no_text, trace, drop_personal, long_rows, german;
    const lmv__columns *columns;
    const lmv__dialect *dialect;
    lmv__slice input_header;
    lmv__arena arena;           /* theme ids, warnings */
    lmv__slice *theme;          /* ids; all that labels can name */
    lmv__slice *label;          /* of the themes, for readers */
    const lmv__theme_out *info; /* of each; never NULL when there are any */
    lmv__theme_out *own_info;
    bool *reported;
    lmv__theme_facts *facts;
    size_t n_themes;
    lmv__writer_origin origin;
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
lmv__slice lmv__writer_label(const lmv__writer *writer, size_t theme);
/* Does the column hold comments? */
bool lmv__writer_is_text(const lmv__writer *writer, size_t column);
/* Append "slow-response: two weeks / no answer | ...". */
void lmv__writer_evidence(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell);
/* The piece of the text; never out of its range. */
lmv__slice lmv__writer_piece(
    const lmv__labelled *labelled, const lmv__evidence_out *evidence);
/* A place of the text, from bytes to the unit that was asked for. */
size_t lmv__writer_offset(
    const lmv__writer *writer, lmv__slice text, size_t bytes);

/* csv_writer.c: the text of the columns lm_themes, lm_evidence, lm_status */
void lmv__writer_themes(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell);
void lmv__writer_evidence(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell);
void lmv__writer_status(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell);

/* csv_columns.c */
lmv_status lmv__csv_choose_columns(
    lmv__writer *writer, const lmv__writer_options *options, lmv_error *err);
/* A cell, masked when a spreadsheet would take it for a formula. */
void lmv__csv_put_cell(
    const lmv__writer *writer, lmv__slice value, bool quote, lmv__buf *out);

/* csv_writer.c: the input's cells, and the new cell of the status. */
void lmv__csv_write_cells(
    const lmv__writer *writer, const lmv__record *record, lmv__buf *out);
void lmv__csv_write_status(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *out);

/* csv_long.c: the names end with NULL */
extern const char *const lmv__csv_long_names[];
void lmv__csv_write_long(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv__buf *out);

#endif
