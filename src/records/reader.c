#include "records/inner.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define KEPT_OF_BROKEN 65536u /* of an error that is longer than a record */

static const char *const problem_names[LMV__PROBLEM_COUNT] = {
    "rows with too few cells (the rest is empty)",
    "rows with too many cells (not read)",
    "broken quotes (not read)",
    "records longer than 1 MiB (not read)",
    "lines that are no JSON object (not read)",
    "records with bytes that are no text (U+FFFD put in)",
    "records with NUL characters (kept)",
    "blank lines (skipped)",
    "objects with keys that the first lines do not have",
    "rows with cells beside the table (those cells are left out)",
    "rows that cannot be read (not read)",
    "records with UTF-8 read as Windows-1252 (mended by --fix-mojibake)",
    "comments that are an error of the spreadsheet, such as #NAME?",
};

lmv_status lmv__reader_warn(lmv__reader *reader, const char *format, ...)
{
    char text[512];
    va_list args;
    char **slot;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    slot = lmv__vec_push(&reader->warnings);
    if (slot)
        *slot = lmv__arena_copy(&reader->arena, text, strlen(text));
    return slot && *slot ? LMV_OK : LMV_ENOMEM;
}

void lmv__reader_problem(lmv__reader *reader, lmv__record *record,
    lmv__problem_kind kind, lmv__record_status status, const char *format, ...)
{
    lmv__problem *problem = &reader->problems[kind];
    va_list args;

    if (problem->count++ == 0) {
        problem->first_record = reader->records + 1;
        problem->first_line = record->line;
    }
    if (status <= record->status)
        return;
    record->status = status;
    va_start(args, format);
    vsnprintf(record->message, sizeof record->message, format, args);
    va_end(args);
}

/* Taking text off the window */

uint64_t lmv__reader_count_lines(
    const lmv__reader *reader, const char *text, size_t len)
{
    char end = reader->csv.cr_ends ? '\r' : '\n';
    uint64_t n = 0;
    const char *at;

    while (len > 0 && (at = memchr(text, end, len))) {
        n++;
        len -= (size_t)(at + 1 - text);
        text = at + 1;
    }
    return n;
}

static void note_text(lmv__reader *reader, lmv__record *record, uint64_t bad)
{
    const lmv__buf *source = &record->source;

    if (bad > 0)
        lmv__reader_problem(reader, record, LMV__PROBLEM_ENCODING,
            LMV__RECORD_WARNING,
            "%llu piece(s) that are no text in this encoding became U+FFFD",
            (unsigned long long)bad);
    if (source->len > 0 && memchr(source->data, 0, source->len))
        lmv__reader_problem(reader, record, LMV__PROBLEM_NUL,
            LMV__RECORD_WARNING, "the record has NUL characters");
}

lmv_status lmv__reader_take(lmv__reader *reader, lmv__record *record,
    size_t used, size_t text, lmv_error *err)
{
    uint64_t bad;
    lmv_status status;

    lmv__buf_add(
        &record->source, lmv__source_window(&reader->source).ptr, used);
    record->source_text = text;
    status = lmv__source_take(
        &reader->source, used, &record->raw, &record->has_raw, &bad, err);
    if (status)
        return status;
    record->offset = reader->source.offset;
    note_text(reader, record, bad);
    return record->source.failed ? lmv__error_nomem(err) : LMV_OK;
}

static lmv_status hand_to_rejects(
    const lmv__reader *reader, lmv__slice bytes, lmv_error *err)
{
    if (!reader->reject || bytes.len == 0)
        return LMV_OK;
    return reader->reject(reader->reject_payload, bytes.ptr, bytes.len, err);
}

lmv_status lmv__reader_reject(
    const lmv__reader *reader, const lmv__record *record, lmv_error *err)
{
    return hand_to_rejects(reader, lmv__record_raw(record), err);
}

/* Bytes of the window up to the first line end at or behind `from`; 0 when it
 * has none.  Waits for the LF that may follow a CR. */
static size_t find_line_end(
    const lmv__reader *reader, lmv__slice window, size_t from)
{
    bool cr = reader->csv.cr_ends;
    const char *at;
    size_t end;

    if (from >= window.len)
        return 0;
    at = memchr(window.ptr + from, cr ? '\r' : '\n', window.len - from);
    if (!at)
        return 0;
    end = (size_t)(at - window.ptr) + 1;
    if (cr && end == window.len && !reader->source.ended)
        return 0;
    if (cr && end < window.len && window.ptr[end] == '\n')
        end++;
    return end;
}

static void keep_piece(lmv__record *record, lmv__buf *kept, lmv__slice piece)
{
    if (kept->len + piece.len > LMV__MAX_RECORD) {
        if (record->truncated)
            return;
        piece.len = piece.len < KEPT_OF_BROKEN ? piece.len : KEPT_OF_BROKEN;
    }
    lmv__buf_add(kept, piece.ptr, piece.len);
}

/* One piece of a broken record: its beginning is kept, all is rejected. */
static lmv_status take_piece(
    lmv__reader *reader, lmv__record *record, size_t used, lmv_error *err)
{
    lmv__slice text = {lmv__source_window(&reader->source).ptr, used};
    lmv__slice bytes = text;
    lmv__buf *raw = &reader->raw;
    bool differs;
    uint64_t bad;
    lmv_status status;

    reader->line += lmv__reader_count_lines(reader, text.ptr, text.len);
    lmv__buf_reset(raw);
    status = lmv__source_take(&reader->source, used, raw, &differs, &bad, err);
    if (status)
        return status;
    if (differs) {
        bytes.ptr = raw->data ? raw->data : "";
        bytes.len = raw->len;
    }
    keep_piece(record, &record->source, text);
    keep_piece(record, &record->raw, bytes);
    record->has_raw = true;
    record->truncated |= record->source.len + used > LMV__MAX_RECORD;
    return hand_to_rejects(reader, bytes, err);
}

lmv_status lmv__reader_take_broken(
    lmv__reader *reader, lmv__record *record, size_t from, lmv_error *err)
{
    lmv__source *source = &reader->source;
    lmv_status status = LMV_OK;
    bool done = false;

    while (!status && !done) {
        lmv__slice window = lmv__source_window(source);
        size_t used = find_line_end(reader, window, from);

        done = used > 0;
        if (!done && !source->ended && window.len <= LMV__MAX_RECORD) {
            status = lmv__source_fill(source, window.len, err);
            continue;
        }
        if (!done) {
            done = source->ended;
            used = window.len;
            /* CR and LF stay together. */
            if (!done && window.ptr[used - 1] == '\r')
                used--;
            from = 0;
        }
        status = take_piece(reader, record, used, err);
    }
    record->source_text = record->source.len;
    record->offset = source->offset;
    if (!status && (record->source.failed || record->raw.failed))
        status = lmv__error_nomem(err);
    return status;
}

lmv_status lmv__reader_take_blank(
    lmv__reader *reader, size_t used, lmv_error *err)
{
    bool differs;
    uint64_t bad;

    lmv__buf_reset(&reader->raw);
    reader->line++;
    reader->pending_blank++;
    return lmv__source_take(
        &reader->source, used, &reader->raw, &differs, &bad, err);
}

/* Reading */

/* Blank lines count only when something follows them. */
static void note_blank(lmv__reader *reader, uint64_t first_line)
{
    lmv__problem *problem = &reader->problems[LMV__PROBLEM_BLANK_LINE];

    if (reader->pending_blank > 0 && problem->count == 0)
        problem->first_line = first_line;
    problem->count += reader->pending_blank;
    reader->pending_blank = 0;
}

lmv_status lmv__reader_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    uint64_t line = reader->line + 1;
    lmv_status status;

    *more = false;
    lmv__record_reset(record);
    record->number = reader->records + 1;
    if (reader->kind)
        status = lmv__table_next(reader, record, more, err);
    else if (reader->dialect.format == LMV__FORMAT_JSONL)
        status = lmv__jsonl_next(reader, record, more, err);
    else
        status = lmv__csv_next(reader, record, more, err);
    if (!status && *more)
        status = lmv__reader_mend(reader, record, err);
    if (!status && *more)
        lmv__dialect_judge(reader, record);
    if (status) {
        *more = false;
        return status;
    }
    reader->finished = !*more;
    if (!*more)
        return LMV_OK;
    note_blank(reader, line);
    reader->records++;
    if (record->status == LMV__RECORD_ERROR)
        reader->errors++;
    return LMV_OK;
}

/* Questions */

const char *lmv__reader_place(const lmv__reader *reader)
{
    return reader->kind ? "row" : "line";
}

const lmv__dialect *lmv__reader_dialect(const lmv__reader *reader)
{
    return &reader->dialect;
}

const lmv__columns *lmv__reader_columns(const lmv__reader *reader)
{
    return &reader->columns;
}

lmv__slice lmv__reader_header(const lmv__reader *reader)
{
    lmv__slice header = {
        reader->header.data ? reader->header.data : "", reader->header.len};

    return header;
}

size_t lmv__reader_warning_count(const lmv__reader *reader)
{
    return reader->warnings.len;
}

const char *lmv__reader_warning(const lmv__reader *reader, size_t i)
{
    return i < reader->warnings.len
               ? *(char *const *)lmv__vec_at(&reader->warnings, i)
               : NULL;
}

uint64_t lmv__reader_size(const lmv__reader *reader)
{
    return reader->source.input ? lmv__input_size(reader->source.input)
                                : reader->source.total;
}

const lmv__problem *lmv__reader_problems(const lmv__reader *reader)
{
    return reader->problems;
}

uint64_t lmv__reader_records(const lmv__reader *reader)
{
    return reader->records;
}

uint64_t lmv__reader_errors(const lmv__reader *reader)
{
    return reader->errors;
}

bool lmv__reader_sha256(const lmv__reader *reader, char hex[LMV__SHA256_HEX])
{
    lmv__sha256 sha = reader->source.sha;
    unsigned char digest[32];

    if (!reader->source.hash || !reader->finished || !reader->source.read_all)
        return false;
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, hex);
    return true;
}

/* Opening */

lmv_status lmv__reader_add_column(
    lmv__reader *reader, lmv__slice name, lmv_error *err)
{
    size_t i = reader->columns.count;
    lmv__column *columns;

    if (i >= LMV__MAX_COLUMNS)
        return lmv__error_set(
            err, LMV_ELIMIT, "more than %u columns", LMV__MAX_COLUMNS);
    /* Doubles at every power of two. */
    if ((i & (i - 1)) == 0) {
        columns = realloc(reader->column, (i ? 2 * i : 1) * sizeof *columns);
        if (!columns)
            return lmv__error_nomem(err);
        reader->column = columns;
        reader->columns.at = columns;
    }
    columns = reader->column + i;
    memset(columns, 0, sizeof *columns);
    columns->label = columns->cell = lmv__slice_of("");
    columns->unnamed = name.len == 0;
    columns->name.ptr =
        name.len ? lmv__arena_copy(&reader->arena, name.ptr, name.len)
                 : lmv__arena_printf(&reader->arena, "column %zu", i + 1);
    if (!columns->name.ptr)
        return lmv__error_nomem(err);
    columns->name.len = name.len ? name.len : strlen(columns->name.ptr);
    reader->columns.count++;
    return LMV_OK;
}

static void open_dialect(
    lmv__reader *reader, const lmv__reader_options *options)
{
    const lmv__source *source = &reader->source;
    lmv__slice sample = {
        source->sample.data ? source->sample.data : "", source->sample.len};
    lmv__dialect *dialect = &reader->dialect;
    bool cr;

    dialect->encoding = source->encoding_name;
    dialect->encoding_why = source->encoding_why;
    dialect->bom = source->bom;
    dialect->format = options->format == LMV__FORMAT_AUTO
                          ? lmv__sniff_format(options->path, sample)
                          : options->format;
    dialect->newline = lmv__sniff_newline(sample, options->separator);
    if (dialect->format == LMV__FORMAT_JSONL) {
        dialect->newline = "\n";
        dialect->array = lmv__json_array_is(sample);
        return;
    }
    cr = strcmp(dialect->newline, "\r") == 0;
    dialect->separator =
        options->separator ? options->separator : reader->sep_line;
    if (!dialect->separator && dialect->format == LMV__FORMAT_TSV)
        dialect->separator = '\t';
    if (!dialect->separator)
        dialect->separator =
            lmv__sniff_separator(sample, source->sample_complete, cr);
    dialect->format = LMV__FORMAT_CSV;
    lmv__csv_init(&reader->csv, dialect->separator, cr);
}

static lmv_status open_columns(
    lmv__reader *reader, const lmv__reader_options *options, lmv_error *err)
{
    bool jsonl = reader->dialect.format == LMV__FORMAT_JSONL;
    lmv__column_facts *facts = NULL;
    uint32_t rows = 0;
    lmv_status status;

    if (reader->kind)
        status = lmv__table_open(reader, options, &facts, &rows, err);
    else if (jsonl)
        status = lmv__jsonl_open(reader, &facts, &rows, err);
    else
        status = lmv__csv_open(reader, err);
    if (!status && !jsonl && !reader->kind) {
        facts = calloc(reader->columns.count, sizeof *facts);
        status = facts ? lmv__sniff_csv_facts(
                             reader, facts, reader->columns.count, &rows, err)
                       : lmv__error_nomem(err);
    }
    if (!status && jsonl)
        lmv__dialect_recognise_keys(reader);
    if (!status)
        lmv__dialect_find_rules(reader);
    if (!status)
        status = lmv__columns_choose(reader, options, facts, rows, err);
    if (!status)
        lmv__roles_assign(reader, facts, rows);
    free(facts);
    return status;
}

/* "sep=;" as the first line tells spreadsheets the separator; it is no
 * header. */
static lmv_status take_sep_line(lmv__reader *reader, lmv_error *err)
{
    lmv__source *source = &reader->source;
    lmv__buf *sample = &source->sample;
    size_t len = 6;
    bool differs;
    uint64_t bad;
    lmv_status status;

    if (sample->len < 6 || strncasecmp(sample->data, "sep=", 4) != 0 ||
        (sample->data[5] != '\n' && sample->data[5] != '\r'))
        return LMV_OK;
    len +=
        sample->len > 6 && sample->data[5] == '\r' && sample->data[6] == '\n';
    reader->sep_line = sample->data[4];
    reader->line = 1;
    sample->len -= len;
    memmove(sample->data, sample->data + len, sample->len);
    if (lmv__reader_warn(reader,
            "the first line, sep=%c, tells spreadsheets the separator; it is "
            "left out of the output",
            reader->sep_line))
        return lmv__error_nomem(err);
    status = lmv__source_fill(source, len, err);
    lmv__buf_reset(&reader->raw);
    return status ? status
                  : lmv__source_take(
                        source, len, &reader->raw, &differs, &bad, err);
}

static lmv_status open_all(
    lmv__reader *reader, const lmv__reader_options *options, lmv_error *err)
{
    lmv_status status = lmv__source_open(&reader->source, options, err);

    if (status)
        return status;
    reader->kind = reader->source.kind;
    if (!reader->kind && options->sheet)
        return lmv__error_set(
            err, LMV_EINVAL, "--sheet is for workbooks; this file is a text");
    if (!reader->kind)
        status = take_sep_line(reader, err);
    if (status)
        return status;
    if (!reader->kind)
        open_dialect(reader, options);
    status = open_columns(reader, options, err);
    lmv__buf_clear(&reader->source.sample);
    /* The header is no record and has no problems of its own. */
    memset(reader->problems, 0, sizeof reader->problems);
    for (size_t i = 0; i < LMV__PROBLEM_COUNT; i++)
        reader->problems[i].what = problem_names[i];
    if (reader->fix_mojibake)
        reader->problems[LMV__PROBLEM_MOJIBAKE].what =
            "records with UTF-8 that was read as Windows-1252 (mended)";
    reader->pending_blank = 0;
    return status;
}

lmv_status lmv__reader_open(
    lmv__reader **out, const lmv__reader_options *options, lmv_error *err)
{
    lmv__reader *reader = calloc(1, sizeof *reader);
    lmv_error own = LMV_ERROR_INIT;
    lmv_status status;

    *out = NULL;
    if (!reader)
        return lmv__error_nomem(err);
    if (!err)
        err = &own;
    lmv__arena_init(&reader->arena, 4096);
    lmv__vec_init(&reader->warnings, sizeof(char *));
    lmv__map_init(&reader->keys);
    reader->columns.id = reader->columns.language = LMV__NO_COLUMN;
    reader->columns.title = LMV__NO_COLUMN;
    reader->columns.score = reader->columns.date = LMV__NO_COLUMN;
    reader->fix_mojibake = options->fix_mojibake;
    reader->reject = options->reject;
    reader->reject_payload = options->reject_payload;
    status = open_all(reader, options, err);
    if (status) {
        if (reader->source.input && status != LMV_EIO && status != LMV_ENOMEM)
            lmv__error_at(err,
                strcmp(options->path, "-") == 0 ? "<stdin>" : options->path, 0,
                0);
        lmv__reader_close(reader);
        return status;
    }
    *out = reader;
    return LMV_OK;
}

void lmv__reader_close(lmv__reader *reader)
{
    if (!reader)
        return;
    lmv__table_close(reader);
    lmv__source_clear(&reader->source);
    lmv__arena_clear(&reader->arena);
    lmv__vec_clear(&reader->warnings);
    lmv__map_clear(&reader->keys);
    lmv__buf_clear(&reader->header);
    lmv__buf_clear(&reader->raw);
    lmv__buf_clear(&reader->mended);
    free(reader->column);
    free(reader->text);
    free(reader);
}
