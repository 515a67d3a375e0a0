/*
 * A coding sheet: a workbook with one comment a row and columns in which
 * people choose from a list, made for hands and not for programs.  Read back
 * it is a table like any other.
 */
#ifndef LMV_RECORDS_CODING_SHEET_H
#define LMV_RECORDS_CODING_SHEET_H

#include "base/buf.h"
#include "base/file.h"

typedef struct lmv__coding_column {
    const char *name;
    double width;               /* in characters; 0: the usual */
    const char *const *choices; /* of its cells; NULL: anything */
    size_t n_choices;
    const char *prompt; /* shown beside a chosen cell; may be NULL */
} lmv__coding_column;

typedef struct lmv__coding_sheet lmv__coding_sheet;

/* Columns are borrowed until it is closed.  *out = NULL on failure:
 * LMV_EINVAL with what to install when the build cannot write workbooks. */
lmv_status lmv__coding_open(lmv__coding_sheet **out, const char *title,
    const lmv__coding_column *columns, size_t n_columns, lmv_error *err);
/* One row; `cells` has one entry a column, "" is an empty cell. */
lmv_status lmv__coding_row(
    lmv__coding_sheet *sheet, const lmv__slice *cells, lmv_error *err);
/* The whole workbook into `output`. */
lmv_status lmv__coding_save(
    lmv__coding_sheet *sheet, lmv__output *output, lmv_error *err);
void lmv__coding_close(lmv__coding_sheet *sheet);

#endif
