/*
 * Inside the writer of workbooks.
 */
#ifndef LMV_RECORDS_XLSX_WRITER_P_H
#define LMV_RECORDS_XLSX_WRITER_P_H

#include "records/writer_kind.h"
#include "records/xlsx_out.h"

#define LMV__XLSX_COLOURS 12u

typedef struct lmv__xlsx_writer {
    lmv__xlsx_out out;
    lxw_worksheet *comments, *labels, *themes, *counts;
    lxw_format *colour[LMV__XLSX_COLOURS]; /* of themes, in turns */
    lmv__vec names; /* of char *: the columns of Comments */
    uint32_t row, label_row;
    uint64_t classified, lost_labels;
    uint64_t *count; /* by theme */
} lmv__xlsx_writer;

/* xlsx_names.c: names for the columns of Comments */
lmv_status lmv__xlsx_names(lmv__writer *writer, lmv_error *err);
bool lmv__xlsx_keeps(const lmv__writer *writer, size_t column);
/* `text` is of the writer's arena, or NULL: out of memory. */
lmv_status lmv__xlsx_warn(lmv__writer *writer, char *text, lmv_error *err);

/* xlsx_marks.c: the comment with its evidence in colour, in the row of
 * Comments that is being written; the cell's text begins `shift` bytes behind
 * what was labelled.  *written = false: there is no evidence in it. */
lmv_status lmv__xlsx_mark(lmv__xlsx_writer *own, const lmv__labelled *labelled,
    lmv__slice text, size_t shift, size_t column, bool *written,
    lmv_error *err);
lxw_format *lmv__xlsx_colour_of(const lmv__xlsx_writer *own, size_t theme);

/* xlsx_summary.c: Themes and Counts, as tables, and what was lost */
lmv_status lmv__xlsx_summary(lmv__writer *writer, lmv_error *err);
void lmv__xlsx_header(lmv__xlsx_writer *own, lxw_worksheet *sheet,
    const char *const *names, const double *widths, size_t n);

#endif
