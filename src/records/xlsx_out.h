/*
 * Workbooks out, by libxlsxwriter in constant memory: what the writer of
 * labelled records (xlsx_writer.c) and coding sheets (coding_sheet.c) share.
 */
#ifndef LMV_RECORDS_XLSX_OUT_H
#define LMV_RECORDS_XLSX_OUT_H

#include "base/arena.h"
#include "base/file.h"

#include <stdint.h>
#include <xlsxwriter.h>

#define LMV__XLSX_CELL 32767u /* UTF-16 units that a cell can hold */
#define LMV__XLSX_OUT_ROWS 1048576u
#define LMV__XLSX_OUT_COLUMNS 16384u

typedef struct lmv__xlsx_out {
    lxw_workbook *book;
    char *path; /* a temporary file */
    lxw_format *head, *wrap, *top;
    uint64_t cut; /* cells that were too long */
} lmv__xlsx_out;

lmv_status lmv__xlsx_out_open(lmv__xlsx_out *out, lmv_error *err);
/* Close the book and copy it to `output`. */
lmv_status lmv__xlsx_out_save(
    lmv__xlsx_out *out, lmv__output *output, lmv_error *err);
void lmv__xlsx_out_close(lmv__xlsx_out *out);

/* A format of the workbook in this colour, bold. */
lxw_format *lmv__xlsx_out_colour(lmv__xlsx_out *out, uint32_t rgb);
/* As the sheet's XML can hold it: control characters become _xHHHH_, as
 * spreadsheets write them, and *units counts UTF-16 units, never more than a
 * cell can hold; false: something was cut off.  Appended, with a NUL. */
bool lmv__xlsx_out_clean(lmv__slice text, size_t *units, lmv__buf *out);
/* A cell of text; counts what was cut. */
void lmv__xlsx_out_text(lmv__xlsx_out *out, lxw_worksheet *sheet, uint32_t row,
    size_t column, lmv__slice text, lxw_format *format);
/* A number when it is one that is shown as it is written, else text. */
void lmv__xlsx_out_value(lmv__xlsx_out *out, lxw_worksheet *sheet, uint32_t row,
    size_t column, lmv__slice text);
/* Make the cells from the header in row 0 to the last row a named table. */
lmv_status lmv__xlsx_out_table(lmv__xlsx_out *out, lxw_worksheet *sheet,
    const char *name, char *const *columns, size_t n_columns, uint32_t last,
    lmv_error *err);

#endif
