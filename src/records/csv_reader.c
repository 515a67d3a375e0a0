/* The reader's side of CSV: the header, ragged rows, broken quotes. */
#include "records/inner.h"

#include <string.h>

typedef struct next_row {
    lmv__csv_result result;
    lmv__csv_row row;
    lmv__slice window;
} next_row;

/* Scan at the window's beginning; reads on while the record is not whole and
 * not too long. */
static lmv_status scan_row(
    lmv__reader *reader, lmv__record *record, next_row *next, lmv_error *err)
{
    lmv__source *source = &reader->source;

    for (;;) {
        lmv__slice window = lmv__source_window(source);
        bool over = window.len > LMV__MAX_RECORD;
        size_t len = over ? LMV__MAX_RECORD : window.len;
        lmv_status status;

        next->window = window;
        next->result = lmv__csv_scan(&reader->csv, window.ptr, len,
            source->ended && !over, record, &next->row);
        if (next->result == LMV__CSV_NOMEM)
            return lmv__error_nomem(err);
        if (next->result != LMV__CSV_MORE || over)
            return LMV_OK;
        status = lmv__source_fill(source, window.len + window.len / 2, err);
        if (status)
            return status;
    }
}

/* A cell that begins with a quote and goes wrong: the error ends with the
 * line in which that quote stands, and reading goes on behind it. */
static lmv_status take_quote(
    lmv__reader *reader, lmv__record *record, next_row *next, lmv_error *err)
{
    uint64_t line = record->line + lmv__reader_count_lines(reader,
                                       next->window.ptr, next->row.quote);
    bool stray = next->result == LMV__CSV_STRAY;

    lmv__reader_problem(reader, record, LMV__PROBLEM_QUOTE, LMV__RECORD_ERROR,
        stray ? "a quote inside the quoted cell that begins in line %llu is "
                "neither doubled nor the cell's end"
              : "the quote that opens in line %llu is never closed",
        (unsigned long long)line);
    return lmv__reader_take_broken(reader, record, next->row.quote, err);
}

static lmv_status take_broken(
    lmv__reader *reader, lmv__record *record, next_row *next, lmv_error *err)
{
    if (next->result == LMV__CSV_WIDE) {
        lmv__reader_problem(reader, record, LMV__PROBLEM_LONG_ROW,
            LMV__RECORD_ERROR, "the row has more than %u cells",
            LMV__MAX_COLUMNS);
        return lmv__reader_take_broken(reader, record, 0, err);
    }
    if (next->row.quote != SIZE_MAX)
        return take_quote(reader, record, next, err);
    lmv__reader_problem(reader, record, LMV__PROBLEM_TOO_LONG,
        LMV__RECORD_ERROR, "the record is longer than %u bytes",
        LMV__MAX_RECORD);
    return lmv__reader_take_broken(reader, record, 0, err);
}

/* Cells behind the header's last column do no harm when they are empty. */
static bool is_long(const lmv__record *record, size_t columns)
{
    for (size_t i = columns; i < record->n_fields; i++)
        if (record->fields[i].len > 0)
            return true;
    return false;
}

static lmv_status fit_columns(
    lmv__reader *reader, lmv__record *record, lmv_error *err)
{
    size_t columns = reader->columns.count, cells = record->n_fields;

    if (is_long(record, columns)) {
        lmv__reader_problem(reader, record, LMV__PROBLEM_LONG_ROW,
            LMV__RECORD_ERROR,
            "the row has %zu cells, the header has %zu: is a separator in a "
            "cell without quotes?",
            cells, columns);
        record->n_fields = 0;
        return lmv__reader_reject(reader, record, err);
    }
    if (!lmv__record_reserve(record, columns))
        return lmv__error_nomem(err);
    if (cells < columns) {
        memset(record->fields + cells, 0,
            (columns - cells) * sizeof *record->fields);
        lmv__reader_problem(reader, record, LMV__PROBLEM_SHORT_ROW,
            LMV__RECORD_WARNING,
            "the row has %zu cells, the header has %zu: the rest is empty",
            cells, columns);
    }
    record->n_fields = columns;
    return LMV_OK;
}

static lmv_status take_row(
    lmv__reader *reader, lmv__record *record, next_row *next, lmv_error *err)
{
    lmv_status status =
        lmv__reader_take(reader, record, next->row.used, next->row.text, err);

    if (status)
        return status;
    reader->line += next->row.quotes
                        ? lmv__reader_count_lines(
                              reader, record->source.data, next->row.text) +
                              1
                        : 1;
    return LMV_OK;
}

lmv_status lmv__csv_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    next_row next;
    lmv_status status = scan_row(reader, record, &next, err);

    while (!status && next.result == LMV__CSV_BLANK) {
        status = lmv__reader_take_blank(reader, next.row.used, err);
        if (!status)
            status = scan_row(reader, record, &next, err);
    }
    *more = !status && next.result != LMV__CSV_END;
    if (status || !*more)
        return status;
    record->line = reader->line + 1;
    if (next.result != LMV__CSV_RECORD) {
        record->n_fields = 0;
        return take_broken(reader, record, &next, err);
    }
    status = take_row(reader, record, &next, err);
    if (!status && reader->columns.count > 0)
        status = fit_columns(reader, record, err);
    if (status)
        return status;
    lmv__csv_unescape(record);
    return record->data.failed ? lmv__error_nomem(err) : LMV_OK;
}

/* A row of the header: it counts for nothing, and has to be whole. */
static lmv_status read_header_row(
    lmv__reader *reader, lmv__record *record, lmv_error *err)
{
    bool more;
    lmv_status status = lmv__csv_next(reader, record, &more, err);

    if (!status && !more)
        return lmv__error_set(
            err, LMV_EFORMAT, "the file has only blank lines, no header");
    if (!status && record->status == LMV__RECORD_ERROR)
        return lmv__error_set(
            err, LMV_EFORMAT, "the header is broken: %s", record->message);
    return status;
}

static lmv_status read_header(
    lmv__reader *reader, lmv__record *rows, lmv_error *err)
{
    unsigned n = reader->dialect.header_rows;
    const lmv__record *names = &rows[reader->name_row];
    lmv_status status = LMV_OK;

    for (unsigned i = 0; !status && i < n; i++) {
        lmv__record_reset(&rows[i]);
        status = read_header_row(reader, &rows[i], err);
    }
    if (!status && !reader->dialect.composed)
        lmv__buf_add(&reader->header, names->source.data, names->source_text);
    if (!status)
        status = lmv__dialect_columns(reader, rows, n, err);
    if (!status && reader->header.failed)
        status = lmv__error_nomem(err);
    return status;
}

lmv_status lmv__csv_open(lmv__reader *reader, lmv_error *err)
{
    lmv__record rows[LMV__MAX_HEADER_ROWS];
    lmv_status status;

    for (size_t i = 0; i < LMV__MAX_HEADER_ROWS; i++)
        lmv__record_init(&rows[i]);
    lmv__dialect_recognise(
        reader, rows, lmv__sniff_head(reader, rows, LMV__MAX_HEADER_ROWS));
    status = read_header(reader, rows, err);
    for (size_t i = 0; i < LMV__MAX_HEADER_ROWS; i++)
        lmv__record_clear(&rows[i]);
    return status;
}
