#include "records/table.h"

#include "base/platform.h"
#include "records/inner.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define AHEAD_ROWS 500u /* sniffed, as of a text */
#define AHEAD_BYTES (1024u * 1024u)

/* Rows */

void lmv__row_begin(lmv__record *record, uint64_t line)
{
    record->line = line;
}

void lmv__row_error(lmv__record *record, const char *format, ...)
{
    va_list args;

    if (record->status == LMV__RECORD_ERROR)
        return;
    record->status = LMV__RECORD_ERROR;
    va_start(args, format);
    vsnprintf(record->message, sizeof record->message, format, args);
    va_end(args);
}

/* Where the value stands in the line: between its quotes, or, when quotes had
 * to be doubled, beside it. */
static void place_value(
    lmv__record *record, lmv__field *field, lmv__slice value)
{
    bool quoted = field->until - field->from != value.len;
    bool doubled = quoted && field->until - field->from != value.len + 2;

    field->start = field->from + (quoted ? 1 : 0);
    field->len = (uint32_t)value.len;
    field->unescaped = doubled;
    if (!doubled)
        return;
    field->start = (uint32_t)record->data.len;
    lmv__buf_add(&record->data, value.ptr, value.len);
}

void lmv__row_cell(
    lmv__record *record, size_t column, lmv__slice value, lmv__field_kind kind)
{
    lmv__buf *line = &record->source;
    lmv__field *field;

    if (column < record->n_fields || record->truncated)
        return;
    if (column >= LMV__MAX_COLUMNS) {
        lmv__row_error(
            record, "the row has more than %u columns", LMV__MAX_COLUMNS);
        return;
    }
    if (value.len >= LMV__MAX_RECORD ||
        line->len + value.len + column >= LMV__MAX_RECORD) {
        lmv__row_error(
            record, "the row is longer than %u bytes", LMV__MAX_RECORD);
        record->truncated = true;
        return;
    }
    if (!lmv__record_reserve(record, column + 1)) {
        line->failed = true;
        return;
    }
    while (record->n_fields <= column) {
        field = &record->fields[record->n_fields];
        if (record->n_fields++ > 0)
            lmv__buf_addc(line, ',');
        memset(field, 0, sizeof *field);
        field->start = field->from = field->until = (uint32_t)line->len;
    }
    field = &record->fields[column];
    field->kind = (unsigned char)kind;
    lmv__csv_put(line, value, ',', false);
    field->until = (uint32_t)line->len;
    place_value(record, field, value);
}

lmv_status lmv__row_end(lmv__record *record, lmv_error *err)
{
    record->source_text = record->source.len;
    lmv__buf_addc(&record->source, '\n');
    return record->source.failed || record->data.failed ? lmv__error_nomem(err)
                                                        : LMV_OK;
}

/* The file */

static bool is_file(const lmv__reader_options *options)
{
    lmv__file_mode mode;

    return options->path && strcmp(options->path, "-") != 0 &&
           lmv__platform_mode(options->path, &mode, NULL) == LMV_OK &&
           mode.regular;
}

/* What is no file of its own - a pipe, bytes in memory - becomes one that has
 * no name and is gone when it is closed. */
static lmv_status open_file(lmv__reader *reader,
    const lmv__reader_options *options, uint64_t *size, lmv_error *err)
{
    lmv__buf piece;
    bool file = is_file(options);
    size_t got = 1;
    lmv_status status = LMV_OK;

    *size = reader->source.head.len;
    reader->file = file ? fopen(options->path, "rb") : tmpfile();
    if (!reader->file)
        return lmv__error_set(err, LMV_EIO, "cannot open %s",
            file ? options->path : "a temporary file");
    if (file && !options->sha256) {
        *size = lmv__reader_size(reader);
        return LMV_OK;
    }
    if (!file)
        fwrite(
            reader->source.head.data, 1, reader->source.head.len, reader->file);
    lmv__buf_init(&piece);
    if (!lmv__buf_reserve(&piece, LMV__SAMPLE))
        status = lmv__error_nomem(err);
    while (!status && got > 0) {
        status = lmv__source_pass(
            &reader->source, piece.data, LMV__SAMPLE, &got, err);
        *size += status ? 0 : got;
        if (!status && !file)
            fwrite(piece.data, 1, got, reader->file);
    }
    lmv__buf_clear(&piece);
    if (!status && (ferror(reader->file) || fflush(reader->file) != 0))
        status = lmv__error_set(err, LMV_EIO, "cannot write a temporary file");
    rewind(reader->file);
    return status;
}

/* Reading ahead */

static void drop_ahead(lmv__reader *reader)
{
    for (size_t i = 0; i < reader->n_ahead; i++)
        lmv__record_clear(&reader->ahead[i]);
    free(reader->ahead);
    reader->ahead = NULL;
    reader->n_ahead = reader->next_ahead = 0;
}

static lmv_status read_ahead(lmv__reader *reader, lmv_error *err)
{
    size_t bytes = 0;
    bool more = true;
    lmv_status status = LMV_OK;

    drop_ahead(reader);
    reader->ahead = calloc(AHEAD_ROWS, sizeof *reader->ahead);
    if (!reader->ahead)
        return lmv__error_nomem(err);
    while (!status && more && reader->n_ahead < AHEAD_ROWS &&
           (bytes < AHEAD_BYTES || reader->n_ahead < LMV__MAX_HEADER_ROWS)) {
        lmv__record *row = &reader->ahead[reader->n_ahead];

        lmv__record_init(row);
        status = reader->kind->next(reader->table, row, &more, err);
        if (status || !more) {
            lmv__record_clear(row);
            break;
        }
        bytes += row->source.len;
        reader->n_ahead++;
    }
    reader->source.sample_complete = !more;
    return status;
}

/* Sheets */

static lmv_status no_sheet(
    const lmv__dialect *dialect, const char *wanted, lmv_error *err)
{
    lmv__buf list;
    lmv_status status;

    lmv__buf_init(&list);
    for (size_t i = 0; i < dialect->n_sheets && list.len < 300; i++)
        lmv__buf_addf(&list, "%s%zu %.60s", i ? ", " : "", i + 1,
            dialect->sheets[i].name);
    status =
        lmv__error_set(err, LMV_ENOTFOUND, "no sheet %s (--sheet). Sheets: %s",
            wanted, list.data ? list.data : "");
    lmv__buf_clear(&list);
    return status;
}

static lmv_status name_sheet(
    lmv__dialect *dialect, const char *wanted, lmv_error *err)
{
    char *end;
    unsigned long number;

    for (size_t i = 0; i < dialect->n_sheets; i++)
        if (strcmp(dialect->sheets[i].name, wanted) == 0) {
            dialect->sheet = i;
            return LMV_OK;
        }
    number = strtoul(wanted, &end, 10);
    if (*wanted < '0' || *wanted > '9' || *end || number < 1 ||
        number > dialect->n_sheets)
        return no_sheet(dialect, wanted, err);
    dialect->sheet = (size_t)number - 1;
    return LMV_OK;
}

/* How many of the rows that were read have sentences in the column that has
 * the most; a survey tool's header counts for more than all of them. */
static uint32_t score_sheet(lmv__reader *reader)
{
    lmv__column_facts *facts;
    size_t columns = 0;
    uint32_t best = 0;

    for (size_t i = 0; i < reader->n_ahead; i++)
        if (reader->ahead[i].n_fields > columns)
            columns = reader->ahead[i].n_fields;
    facts = calloc(columns + 1, sizeof *facts);
    for (size_t i = 0; facts && i < reader->n_ahead; i++)
        for (size_t j = 0; j < reader->ahead[i].n_fields &&
                           reader->ahead[i].status != LMV__RECORD_ERROR;
             j++)
            lmv__facts_add(&facts[j], lmv__record_field(&reader->ahead[i], j));
    for (size_t j = 0; facts && j < columns; j++)
        if (facts[j].sentences > best)
            best = facts[j].sentences;
    free(facts);
    lmv__dialect_recognise(reader, reader->ahead, reader->n_ahead);
    return best + (reader->tool ? AHEAD_ROWS : 0) + (reader->n_ahead > 0);
}

/* Forget what another sheet was recognised as. */
static void reset_dialect(lmv__reader *reader)
{
    reader->tool = NULL;
    reader->dialect.tool = NULL;
    reader->dialect.tool_why[0] = '\0';
    reader->dialect.header_rows = 1;
    reader->dialect.composed = false;
    reader->name_row = reader->label_row = 0;
}

static lmv_status find_sheet(lmv__reader *reader, lmv_error *err)
{
    lmv__dialect *dialect = &reader->dialect;
    uint32_t best = 0;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < dialect->n_sheets; i++) {
        uint32_t score;

        if (dialect->sheets[i].hidden)
            continue;
        status = reader->kind->select(reader->table, i, err);
        if (!status)
            status = read_ahead(reader, err);
        if (status)
            break;
        score = score_sheet(reader);
        reset_dialect(reader);
        if (score > best) {
            best = score;
            dialect->sheet = i;
        }
    }
    return status;
}

static lmv_status choose_sheet(
    lmv__reader *reader, const char *wanted, lmv_error *err)
{
    lmv__dialect *dialect = &reader->dialect;
    lmv_status status = LMV_OK;

    if (reader->kind->sheets)
        dialect->n_sheets =
            reader->kind->sheets(reader->table, &dialect->sheets);
    if (wanted && dialect->n_sheets == 0)
        return lmv__error_set(err, LMV_EINVAL,
            "--sheet is for workbooks; this file has one table");
    if (wanted) {
        status = name_sheet(dialect, wanted, err);
        dialect->sheet_why = "--sheet";
    } else if (dialect->n_sheets > 1) {
        status = find_sheet(reader, err);
        dialect->sheet_why = "the most sentences are in it";
    }
    if (!status && dialect->n_sheets > 0)
        status = reader->kind->select(reader->table, dialect->sheet, err);
    return status;
}

/* Columns */

/* Columns that have no header but cells are columns too. */
static lmv_status add_headless(lmv__reader *reader, lmv_error *err)
{
    size_t width = reader->columns.count;
    lmv_status status = LMV_OK;

    for (size_t i = 0; i < reader->n_ahead; i++)
        if (reader->ahead[i].status != LMV__RECORD_ERROR &&
            reader->ahead[i].n_fields > width)
            width = reader->ahead[i].n_fields;
    while (!status && reader->columns.count < width)
        status = lmv__reader_add_column(reader, lmv__slice_of(""), err);
    return status;
}

static lmv_status read_header(lmv__reader *reader, lmv_error *err)
{
    lmv__record *rows = reader->ahead;
    unsigned n;
    lmv_status status;

    if (reader->n_ahead == 0)
        return lmv__error_set(err, LMV_EFORMAT, "the sheet%s%s is empty",
            reader->dialect.n_sheets > 1 ? " " : "",
            reader->dialect.n_sheets > 1
                ? reader->dialect.sheets[reader->dialect.sheet].name
                : "");
    lmv__dialect_recognise(reader, rows, reader->n_ahead);
    n = reader->dialect.header_rows;
    for (unsigned i = 0; i < n && i < reader->n_ahead; i++)
        if (rows[i].status == LMV__RECORD_ERROR)
            return lmv__error_set(
                err, LMV_EFORMAT, "the header is broken: %s", rows[i].message);
    status = lmv__dialect_columns(reader, rows, n, err);
    reader->next_ahead = n;
    return status;
}

static lmv_status add_columns(lmv__reader *reader, lmv_error *err)
{
    lmv_status status;

    if (reader->kind->columns) {
        reader->dialect.header_rows = 0;
        status = reader->kind->columns(reader->table, reader, err);
        if (!status)
            lmv__dialect_recognise_keys(reader);
        return status;
    }
    status = read_header(reader, err);
    return status ? status : add_headless(reader, err);
}

static lmv_status find_facts(lmv__reader *reader, lmv__column_facts **out,
    uint32_t *rows, lmv_error *err)
{
    size_t n = reader->columns.count;
    lmv__column_facts *facts = calloc(n + 1, sizeof *facts);

    *out = facts;
    *rows = 0;
    if (!facts)
        return lmv__error_nomem(err);
    for (size_t i = reader->next_ahead; i < reader->n_ahead; i++) {
        const lmv__record *row = &reader->ahead[i];

        if (row->status == LMV__RECORD_ERROR)
            continue;
        ++*rows;
        for (size_t j = 0; j < n && j < row->n_fields; j++) {
            lmv__slice cell = lmv__record_field(row, j);

            if (!reader->tool || !lmv__value_in(cell, reader->tool->missing))
                lmv__facts_add(&facts[j], cell);
        }
    }
    return LMV_OK;
}

static lmv_status refuse_options(const lmv__reader_options *options,
    const lmv__table_kind *kind, lmv_error *err)
{
    const char *title = lmv__format_info_of(kind->format)->title;

    if ((options->encoding && !kind->takes_encoding) || options->separator)
        return lmv__error_set(err, LMV_EINVAL,
            "--%s is for text files; this one is %s",
            options->separator ? "separator" : "encoding", title);
    return LMV_OK;
}

lmv_status lmv__table_open(lmv__reader *reader,
    const lmv__reader_options *options, lmv__column_facts **facts,
    uint32_t *rows, lmv_error *err)
{
    lmv__table_file file = {NULL, 0, options};
    lmv__dialect *dialect = &reader->dialect;
    lmv_status status;

    dialect->format = reader->kind->format;
    dialect->encoding = "UTF-8";
    dialect->encoding_why = "as the format has it";
    dialect->newline = "\n";
    reset_dialect(reader);
    status = refuse_options(options, reader->kind, err);
    if (!status)
        status = open_file(reader, options, &file.size, err);
    file.file = reader->file;
    if (!status)
        status = reader->kind->open(&reader->table, &file, err);
    if (!status)
        status = choose_sheet(reader, options->sheet, err);
    if (!status)
        status = read_ahead(reader, err);
    if (!status)
        status = add_columns(reader, err);
    return status ? status : find_facts(reader, facts, rows, err);
}

void lmv__table_close(lmv__reader *reader)
{
    drop_ahead(reader);
    if (reader->table)
        reader->kind->close(reader->table);
    if (reader->file)
        fclose(reader->file);
}

/* Records */

static lmv_status next_row(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    uint64_t number = record->number;
    lmv__record swap;

    if (reader->next_ahead == reader->n_ahead) {
        if (reader->ahead)
            drop_ahead(reader);
        return reader->kind->next(reader->table, record, more, err);
    }
    swap = *record;
    *record = reader->ahead[reader->next_ahead];
    reader->ahead[reader->next_ahead++] = swap;
    record->number = number;
    *more = true;
    return LMV_OK;
}

static lmv_status fit_columns(
    lmv__reader *reader, lmv__record *record, lmv_error *err)
{
    size_t columns = reader->columns.count, cells = record->n_fields;

    if (!lmv__record_reserve(record, columns))
        return lmv__error_nomem(err);
    if (cells > columns)
        lmv__reader_problem(reader, record, LMV__PROBLEM_BESIDE,
            LMV__RECORD_WARNING,
            "the row has cells beside the table, up to column %zu: they are "
            "left out",
            cells);
    else if (columns > cells)
        memset(record->fields + cells, 0,
            (columns - cells) * sizeof *record->fields);
    record->n_fields = columns;
    for (size_t i = 0; i < reader->columns.n_text; i++)
        if (lmv__record_kind(record, reader->columns.text[i]) ==
            LMV__FIELD_FAILED)
            lmv__reader_problem(reader, record, LMV__PROBLEM_FAILED_CELL,
                LMV__RECORD_WARNING,
                "the comment is an error of the spreadsheet: it took what was "
                "typed for a formula");
    return LMV_OK;
}

lmv_status lmv__table_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    lmv_status status = next_row(reader, record, more, err);

    if (status || !*more)
        return status;
    reader->line = record->line;
    if (record->status != LMV__RECORD_ERROR)
        return fit_columns(reader, record, err);
    record->n_fields = 0;
    lmv__reader_problem(
        reader, record, LMV__PROBLEM_BAD_ROW, LMV__RECORD_OK, "%s", "");
    return lmv__reader_reject(reader, record, err);
}
