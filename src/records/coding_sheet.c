#include <config.h>

#include "records/coding_sheet.h"

#ifndef HAVE_XLSXWRITER

lmv_status lmv__coding_open(lmv__coding_sheet **out, const char *title,
    const lmv__coding_column *columns, size_t n_columns, lmv_error *err)
{
    (void)title;
    (void)columns;
    (void)n_columns;
    *out = NULL;
    return lmv__error_set(err, LMV_EINVAL, "this build cannot write XLSX: %s",
        XLSXWRITER_MISSING);
}

lmv_status lmv__coding_row(
    lmv__coding_sheet *sheet, const lmv__slice *cells, lmv_error *err)
{
    (void)sheet;
    (void)cells;
    return lmv__error_set(err, LMV_EINVAL, "%s", XLSXWRITER_MISSING);
}

lmv_status lmv__coding_save(
    lmv__coding_sheet *sheet, lmv__output *output, lmv_error *err)
{
    (void)sheet;
    (void)output;
    return lmv__error_set(err, LMV_EINVAL, "%s", XLSXWRITER_MISSING);
}

void lmv__coding_close(lmv__coding_sheet *sheet)
{
    (void)sheet;
}

#else

#include "records/xlsx_out.h"

#include <stdlib.h>
#include <string.h>

struct lmv__coding_sheet {
    lmv__xlsx_out out;
    lxw_worksheet *sheet, *choices;
    const lmv__coding_column *columns;
    size_t n_columns;
    uint32_t row;
};

static void write_header(lmv__coding_sheet *to)
{
    lxw_format *wrap = to->out.wrap;

    for (size_t i = 0; i < to->n_columns; i++) {
        const lmv__coding_column *column = &to->columns[i];

        worksheet_set_column(to->sheet, (lxw_col_t)i, (lxw_col_t)i,
            column->width > 0 ? column->width : 14, wrap);
        lmv__xlsx_out_text(&to->out, to->sheet, 0, i,
            lmv__slice_of(column->name), to->out.head);
    }
    worksheet_freeze_panes(to->sheet, 1, 0);
}

lmv_status lmv__coding_open(lmv__coding_sheet **out, const char *title,
    const lmv__coding_column *columns, size_t n_columns, lmv_error *err)
{
    lmv__coding_sheet *to = calloc(1, sizeof *to);
    lmv_status status;

    *out = NULL;
    if (!to)
        return lmv__error_nomem(err);
    to->columns = columns;
    to->n_columns = n_columns;
    status = lmv__xlsx_out_open(&to->out, err);
    if (!status) {
        to->sheet = workbook_add_worksheet(to->out.book, title);
        to->choices = workbook_add_worksheet(to->out.book, "Choices");
        if (!to->sheet || !to->choices)
            status = lmv__error_set(
                err, LMV_EINVAL, "a sheet cannot be named %s", title);
    }
    if (status) {
        lmv__coding_close(to);
        return status;
    }
    worksheet_hide(to->choices);
    write_header(to);
    *out = to;
    return LMV_OK;
}

lmv_status lmv__coding_row(
    lmv__coding_sheet *sheet, const lmv__slice *cells, lmv_error *err)
{
    if (sheet->row + 1 >= LMV__XLSX_OUT_ROWS)
        return lmv__error_set(
            err, LMV_ELIMIT, "a sheet has at most %u rows", LMV__XLSX_OUT_ROWS);
    sheet->row++;
    for (size_t i = 0; i < sheet->n_columns; i++)
        lmv__xlsx_out_text(&sheet->out, sheet->sheet, sheet->row, i, cells[i],
            sheet->out.wrap);
    return LMV_OK;
}

/* A list over 255 characters must stand in cells. */
static void write_choices(lmv__coding_sheet *to)
{
    size_t rows = 0;

    for (size_t i = 0; i < to->n_columns; i++)
        if (to->columns[i].n_choices > rows)
            rows = to->columns[i].n_choices;
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i < to->n_columns; i++)
            if (row < to->columns[i].n_choices)
                lmv__xlsx_out_text(&to->out, to->choices, (uint32_t)row, i,
                    lmv__slice_of(to->columns[i].choices[row]), NULL);
}

static void validate(lmv__coding_sheet *to, size_t column)
{
    const lmv__coding_column *of = &to->columns[column];
    lxw_data_validation rule;
    char name[LXW_MAX_COL_NAME_LENGTH], list[64];
    char prompt[256] = "";

    memset(&rule, 0, sizeof rule);
    lxw_col_to_name(name, (lxw_col_t)column, 0);
    snprintf(
        list, sizeof list, "=Choices!$%s$1:$%s$%zu", name, name, of->n_choices);
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = list;
    rule.ignore_blank = LXW_VALIDATION_ON;
    if (of->prompt) {
        snprintf(prompt, sizeof prompt, "%s", of->prompt);
        rule.input_message = prompt;
    }
    worksheet_data_validation_range(to->sheet, 1, (lxw_col_t)column,
        to->row > 0 ? to->row : 1, (lxw_col_t)column, &rule);
}

lmv_status lmv__coding_save(
    lmv__coding_sheet *sheet, lmv__output *output, lmv_error *err)
{
    write_choices(sheet);
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (sheet->columns[i].n_choices > 0)
            validate(sheet, i);
    worksheet_autofilter(
        sheet->sheet, 0, 0, sheet->row, (lxw_col_t)(sheet->n_columns - 1));
    return lmv__xlsx_out_save(&sheet->out, output, err);
}

void lmv__coding_close(lmv__coding_sheet *sheet)
{
    if (!sheet)
        return;
    lmv__xlsx_out_close(&sheet->out);
    free(sheet);
}

#endif
