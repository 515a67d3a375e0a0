/*
 * Labelled records as a workbook:
 *
 *     Comments   the input's columns and those of the labels; the evidence in
 *                the comments is bold and has its theme's colour
 *     Labels     a row a label and piece of evidence
 *     Themes     the codebook, in the same colours
 *     Counts     how many comments each theme has, with a chart
 *
 * Each is a named table.  Rows go to disk as they come (the library's constant
 * memory), so only the counts are kept.
 */
#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSXWRITER

#include "records/xlsx_writer_p.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t colours[LMV__XLSX_COLOURS] = {0xC00000, 0x1F4E9E,
    0x00701A, 0x7030A0, 0xB45F06, 0x00727A, 0x9E0059, 0x5B6B00, 0x5B4FC4,
    0x8B4513, 0x0070C0, 0x6B5B00};

static const char *const label_columns[] = {"record", "id", "column", "theme",
    "score", "margin", "classifier", "evidence", "start", "end", "signal",
    "rule"};
static const double label_widths[] = {
    8, 12, 16, 26, 8, 8, 14, 40, 8, 8, 16, 40};

/* Opening */

void lmv__xlsx_header(lmv__xlsx_writer *own, lxw_worksheet *sheet,
    const char *const *names, const double *widths, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (widths)
            worksheet_set_column(
                sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], own->out.top);
        lmv__xlsx_out_text(
            &own->out, sheet, 0, i, lmv__slice_of(names[i]), own->out.head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
}

static void set_widths(lmv__writer *writer)
{
    const lmv__columns *columns = writer->columns;
    lmv__xlsx_writer *own = writer->own;
    lxw_col_t at = 0;

    for (size_t i = 0; i < columns->count; i++) {
        bool text = columns->at[i].role == LMV__ROLE_TEXT;

        if (!lmv__xlsx_keeps(writer, i))
            continue;
        worksheet_set_column(own->comments, at, at, text ? 60 : 14,
            text ? own->out.wrap : own->out.top);
        at++;
    }
    for (size_t i = 0; i < columns->n_text; i++) {
        worksheet_set_column(
            own->comments, at, (lxw_col_t)(at + 1), 28, own->out.wrap);
        at = (lxw_col_t)(at + (own->names.len - at) / (columns->n_text - i));
    }
}

static lmv_status open_writer(lmv__writer *writer, lmv_error *err)
{
    lmv__xlsx_writer *own = writer->own = calloc(1, sizeof *own);
    lmv_status status;

    if (!own)
        return lmv__error_nomem(err);
    lmv__vec_init(&own->names, sizeof(char *));
    own->count = calloc(writer->n_themes + 1, sizeof *own->count);
    status = lmv__xlsx_out_open(&own->out, err);
    if (status)
        return status;
    own->comments = workbook_add_worksheet(own->out.book, "Comments");
    own->labels = workbook_add_worksheet(own->out.book, "Labels");
    own->themes = workbook_add_worksheet(own->out.book, "Themes");
    own->counts = workbook_add_worksheet(own->out.book, "Counts");
    for (size_t i = 0; i < LMV__XLSX_COLOURS; i++)
        own->colour[i] = lmv__xlsx_out_colour(&own->out, colours[i]);
    if (!own->count || !own->counts || !own->colour[LMV__XLSX_COLOURS - 1])
        return lmv__error_nomem(err);
    status = lmv__xlsx_names(writer, err);
    if (status)
        return status;
    set_widths(writer);
    lmv__xlsx_header(own, own->comments, own->names.data, NULL, own->names.len);
    lmv__xlsx_header(own, own->labels, label_columns, label_widths,
        sizeof label_columns / sizeof *label_columns);
    return LMV_OK;
}

/* Rows of Comments */

/* The label of the text column, and where the cell's text begins in what was
 * labelled: a title stands in front, with a line break. */
static const lmv__labelled *labels_of(const lmv__writer *writer,
    const lmv__labelled *labelled, size_t n, size_t column, size_t len,
    size_t *shift)
{
    const lmv__columns *columns = writer->columns;

    *shift = 0;
    for (size_t i = 0; i < n; i++) {
        if (columns->title != LMV__NO_COLUMN && column == columns->title)
            return &labelled[i];
        if (labelled[i].column != column)
            continue;
        if (columns->title != LMV__NO_COLUMN && labelled[i].text.len > len)
            *shift = labelled[i].text.len - len;
        return &labelled[i];
    }
    return NULL;
}

static lmv_status write_cell(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled, size_t n, size_t column, lxw_col_t at,
    lmv_error *err)
{
    lmv__xlsx_writer *own = writer->own;
    lmv__slice value = lmv__record_field(record, column);
    lmv__field_kind kind = lmv__record_kind(record, column);
    size_t shift;
    const lmv__labelled *of =
        labels_of(writer, labelled, n, column, value.len, &shift);
    bool written = false;
    lmv_status status = LMV_OK;

    if ((of && writer->no_text) || value.len == 0)
        return LMV_OK;
    if (of)
        status = lmv__xlsx_mark(own, of, value, shift, at, &written, err);
    if (status || written)
        return status;
    if (of || kind == LMV__FIELD_QUOTED)
        lmv__xlsx_out_text(&own->out, own->comments, own->row, at, value,
            of ? own->out.wrap : NULL);
    else
        lmv__xlsx_out_value(&own->out, own->comments, own->row, at, value);
    return LMV_OK;
}

static bool is_missed(const lmv__labelled *labelled, size_t theme)
{
    for (size_t i = 0; i < labelled->n_not_evaluated; i++)
        if (labelled->not_evaluated[i].theme == theme)
            return true;
    return false;
}

static bool has_label(const lmv__labelled *labelled, size_t theme)
{
    for (size_t i = 0; i < labelled->n_labels; i++)
        if (labelled->labels[i].theme == theme)
            return true;
    return false;
}

static lxw_col_t write_themes(
    lmv__writer *writer, const lmv__labelled *labelled, lxw_col_t at)
{
    lmv__xlsx_writer *own = writer->own;

    for (size_t i = 0; i < writer->n_themes; i++) {
        bool found = labelled->classified && has_label(labelled, i);

        if (!writer->reported[i])
            continue;
        own->count[i] += found;
        if (labelled->classified && (found || !is_missed(labelled, i)))
            worksheet_write_number(
                own->comments, own->row, at, found ? 1 : 0, own->out.top);
        at++;
    }
    own->classified += labelled->classified;
    return at;
}

static lxw_col_t write_labelled(
    lmv__writer *writer, const lmv__labelled *labelled, lxw_col_t at)
{
    static void (*const fill[])(
        const lmv__writer *, const lmv__labelled *, lmv__buf *) = {
        lmv__writer_themes, lmv__writer_evidence, lmv__writer_status};
    lmv__xlsx_writer *own = writer->own;
    lmv__buf cell;

    lmv__buf_init(&cell);
    for (size_t i = 0; i < 3; i++) {
        lmv__buf_reset(&cell);
        fill[i](writer, labelled, &cell);
        lmv__xlsx_out_text(&own->out, own->comments, own->row,
            (size_t)at + (i == 2 ? 3 : i),
            (lmv__slice){cell.data ? cell.data : "", cell.len},
            i < 2 ? own->out.wrap : own->out.top);
    }
    lmv__buf_clear(&cell);
    lmv__xlsx_out_text(&own->out, own->comments, own->row, (size_t)at + 2,
        labelled->lang, own->out.top);
    return write_themes(writer, labelled, (lxw_col_t)(at + 4));
}

/* Rows of Labels */

static void write_evidence(lmv__writer *writer, const lmv__labelled *labelled,
    const lmv__evidence_out *evidence)
{
    lmv__xlsx_writer *own = writer->own;
    lmv__slice piece = lmv__writer_piece(labelled, evidence);
    size_t start = (size_t)(piece.ptr - labelled->text.ptr);
    uint32_t row = own->label_row;
    lmv__buf rule;

    if (!writer->no_text)
        lmv__xlsx_out_text(
            &own->out, own->labels, row, 7, piece, own->out.wrap);
    worksheet_write_number(own->labels, row, 8,
        (double)lmv__writer_offset(writer, labelled->text, start),
        own->out.top);
    worksheet_write_number(own->labels, row, 9,
        (double)lmv__writer_offset(writer, labelled->text, start + piece.len),
        own->out.top);
    lmv__xlsx_out_text(
        &own->out, own->labels, row, 10, evidence->signal, own->out.top);
    lmv__buf_init(&rule);
    if (evidence->file.len > 0)
        lmv__buf_addf(&rule, "%.*s:%u", (int)evidence->file.len,
            evidence->file.ptr, (unsigned)evidence->line);
    lmv__xlsx_out_text(&own->out, own->labels, row, 11,
        (lmv__slice){rule.data ? rule.data : "", rule.len}, own->out.top);
    lmv__buf_clear(&rule);
}

static void write_label(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled, const lmv__label_out *label,
    const lmv__evidence_out *evidence)
{
    const lmv__columns *columns = writer->columns;
    lmv__xlsx_writer *own = writer->own;
    lmv__xlsx_out *out = &own->out;
    uint32_t row;

    if (own->label_row + 1 >= LMV__XLSX_OUT_ROWS) {
        own->lost_labels++;
        return;
    }
    row = ++own->label_row;
    worksheet_write_number(
        own->labels, row, 0, (double)record->number, own->out.top);
    if (columns->id != LMV__NO_COLUMN && lmv__xlsx_keeps(writer, columns->id))
        lmv__xlsx_out_value(
            out, own->labels, row, 1, lmv__record_field(record, columns->id));
    lmv__xlsx_out_text(out, own->labels, row, 2,
        columns->at[labelled->column].name, own->out.top);
    lmv__xlsx_out_text(out, own->labels, row, 3,
        lmv__writer_theme(writer, label->theme),
        lmv__xlsx_colour_of(own, label->theme));
    worksheet_write_number(
        own->labels, row, 4, (double)label->score / 1000, own->out.top);
    worksheet_write_number(
        own->labels, row, 5, (double)label->margin / 1000, own->out.top);
    lmv__xlsx_out_text(
        out, own->labels, row, 6, label->classifier, own->out.top);
    if (evidence)
        write_evidence(writer, labelled, evidence);
}

static void write_labels(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled)
{
    for (size_t i = 0; i < labelled->n_labels; i++) {
        const lmv__label_out *label = &labelled->labels[i];

        if (label->n_evidence == 0)
            write_label(writer, record, labelled, label, NULL);
        for (size_t j = 0; j < label->n_evidence; j++)
            write_label(writer, record, labelled, label, &label->evidence[j]);
    }
}

/* Programs do not all make a row as high as its text needs; lines of about
 * `width` characters, and not higher than a sheet allows. */
static double height_of(lmv__slice text, size_t width)
{
    size_t lines = 1, column = 0;

    for (size_t i = 0; i < text.len && lines < 27; i++) {
        if (((unsigned char)text.ptr[i] & 0xC0) == 0x80)
            continue;
        if (text.ptr[i] == '\n' || ++column > width) {
            lines++;
            column = 0;
        }
    }
    return 15.0 * (double)lines;
}

static void set_height(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled, size_t n)
{
    lmv__xlsx_writer *own = writer->own;
    double height = 15, needed;

    for (size_t i = 0; i < n; i++) {
        lmv__buf cell;

        needed = height_of(writer->no_text
                               ? lmv__slice_of("")
                               : lmv__record_field(record, labelled[i].column),
            62);
        height = needed > height ? needed : height;
        lmv__buf_init(&cell);
        lmv__writer_evidence(writer, &labelled[i], &cell);
        needed =
            height_of((lmv__slice){cell.data ? cell.data : "", cell.len}, 27);
        height = needed > height ? needed : height;
        lmv__buf_clear(&cell);
    }
    if (height > 15)
        worksheet_set_row(own->comments, own->row, height, NULL);
}

static lmv_status write_row(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled, size_t n, lmv_error *err)
{
    lmv__xlsx_writer *own = writer->own;
    lxw_col_t at = 0;
    lmv_status status = LMV_OK;

    if (own->row + 1 >= LMV__XLSX_OUT_ROWS)
        return lmv__error_set(err, LMV_ELIMIT,
            "a sheet has at most %u rows: write CSV, or split the input",
            LMV__XLSX_OUT_ROWS);
    own->row++;
    set_height(writer, record, labelled, n);
    for (size_t i = 0; !status && i < writer->columns->count; i++) {
        if (!lmv__xlsx_keeps(writer, i))
            continue;
        if (record->status != LMV__RECORD_ERROR)
            status = write_cell(writer, record, labelled, n, i, at, err);
        at++;
    }
    for (size_t i = 0; !status && i < n; i++) {
        at = write_labelled(writer, &labelled[i], at);
        write_labels(writer, record, &labelled[i]);
    }
    return status;
}

static lmv_status finish(
    lmv__writer *writer, lmv__output *output, lmv_error *err)
{
    lmv__xlsx_writer *own = writer->own;
    lmv__xlsx_out *out = &own->out;
    lmv_status status = lmv__xlsx_summary(writer, err);

    if (!status)
        status = lmv__xlsx_out_table(out, own->comments, "Comments",
            own->names.data, own->names.len, own->row, err);
    if (!status)
        status = lmv__xlsx_out_table(out, own->labels, "Labels",
            (char *const *)label_columns,
            sizeof label_columns / sizeof *label_columns, own->label_row, err);
    return status ? status : lmv__xlsx_out_save(out, output, err);
}

static void close_writer(lmv__writer *writer)
{
    lmv__xlsx_writer *own = writer->own;

    if (!own)
        return;
    lmv__xlsx_out_close(&own->out);
    lmv__vec_clear(&own->names);
    free(own->count);
    free(own);
}

const lmv__writer_kind lmv__xlsx_out_kind = {
    .open = open_writer,
    .row = write_row,
    .finish = finish,
    .close = close_writer,
};

#endif
