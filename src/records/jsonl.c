/*
 * JSON Lines: one object a line.  The columns are the keys of the sample, in
 * the order in which they first appear.
 */
#include "records/inner.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE_LINES 500u

/* The key's column, or LMV__MAP_NONE. */
static uint32_t column_of(
    const lmv__reader *reader, const lmv__json_token *key, lmv__buf *room)
{
    lmv__slice name = key->text;

    if (key->escaped) {
        lmv__buf_reset(room);
        lmv__json_unescape(key, room);
        name.ptr = room->data ? room->data : "";
        name.len = room->len;
    }
    return lmv__map_get(&reader->keys, name);
}

/* Begins an object: LMV_EFORMAT when the value is something else. */
static lmv_status open_object(
    lmv__json_reader *json, lmv__json_token *token, lmv_error *err)
{
    lmv_status status = lmv__json_next(json, token, err);

    if (!status && token->kind != LMV__JSON_OBJECT)
        return lmv__error_set(err, LMV_EFORMAT,
            "the line is no JSON object but %s",
            token->kind == LMV__JSON_ARRAY ? "an array: one object a line is "
                                             "needed"
                                           : "a single value");
    return status;
}

/* Steps to the next key; *more = false at the object's end, behind which
 * nothing may stand. */
static lmv_status next_key(
    lmv__json_reader *json, lmv__json_token *token, bool *more, lmv_error *err)
{
    lmv_status status = lmv__json_next(json, token, err);

    *more = !status && token->kind == LMV__JSON_KEY;
    if (status || *more)
        return status;
    return lmv__json_next(json, token, err);
}

/* Reading a record */

static void set_field(lmv__record *record, uint32_t column,
    const lmv__json_token *token, lmv__slice raw)
{
    lmv__field *field = &record->fields[column];
    const char *source = record->source.data;

    field->from = (uint32_t)(raw.ptr - source);
    field->until = field->from + (uint32_t)raw.len;
    field->start = field->from;
    field->len = (uint32_t)raw.len;
    field->unescaped = false;
    field->kind = LMV__FIELD_JSON;
    if (token->kind == LMV__JSON_NULL) {
        field->len = 0;
        field->kind = LMV__FIELD_ABSENT;
    }
    if (token->kind != LMV__JSON_STRING)
        return;
    field->kind = LMV__FIELD_QUOTED;
    field->start++;
    field->len -= 2;
    if (!token->escaped)
        return;
    field->unescaped = true;
    field->start = (uint32_t)record->data.len;
    lmv__json_unescape(token, &record->data);
    field->len = (uint32_t)record->data.len - field->start;
}

static lmv_status read_fields(
    lmv__reader *reader, lmv__record *record, bool *unknown, lmv_error *err)
{
    lmv__json_reader json;
    lmv__json_token token;
    bool more = true;
    lmv_status status;

    lmv__json_reader_init(&json, record->source.data, record->source_text, 0);
    status = open_object(&json, &token, err);
    while (!status && more) {
        uint32_t column;
        lmv__slice raw;

        status = next_key(&json, &token, &more, err);
        if (status || !more)
            break;
        column = column_of(reader, &token, &reader->raw);
        status = lmv__json_next(&json, &token, err);
        if (!status)
            status = lmv__json_skip(&json, &token, &raw, err);
        if (status)
            break;
        if (column == LMV__MAP_NONE)
            *unknown = true;
        else
            set_field(record, column, &token, raw);
    }
    return status;
}

static lmv_status parse_record(
    lmv__reader *reader, lmv__record *record, lmv_error *err)
{
    size_t columns = reader->columns.count;
    lmv_error bad = LMV_ERROR_INIT;
    bool unknown = false;
    lmv_status status;

    if (!lmv__record_reserve(record, columns))
        return lmv__error_nomem(err);
    if (columns)
        memset(record->fields, 0, columns * sizeof *record->fields);
    record->n_fields = columns;
    status = read_fields(reader, record, &unknown, &bad);
    if (record->data.failed || reader->raw.failed)
        return lmv__error_nomem(err);
    if (status) {
        record->n_fields = 0;
        lmv__reader_problem(reader, record, LMV__PROBLEM_BAD_JSON,
            LMV__RECORD_ERROR, "%s", bad.message);
        return LMV_OK;
    }
    if (unknown)
        lmv__reader_problem(
            reader, record, LMV__PROBLEM_UNKNOWN_KEY, LMV__RECORD_OK, "%s", "");
    return LMV_OK;
}

/* Bytes of the next line with its end; more text is read as it is needed.
 * 0: none left, or longer than a record may be (*over). */
static lmv_status find_line(
    lmv__reader *reader, size_t *used, bool *over, lmv_error *err)
{
    lmv__source *source = &reader->source;

    *over = false;
    for (;;) {
        lmv__slice window = lmv__source_window(source);
        size_t len =
            window.len < LMV__MAX_RECORD ? window.len : LMV__MAX_RECORD;
        const char *end = len ? memchr(window.ptr, '\n', len) : NULL;
        lmv_status status;

        *used = end ? (size_t)(end - window.ptr) + 1 : 0;
        if (end)
            return LMV_OK;
        *over = window.len > LMV__MAX_RECORD;
        if (*over)
            return LMV_OK;
        if (source->ended) {
            *used = window.len;
            return LMV_OK;
        }
        status = lmv__source_fill(source, window.len + window.len / 2, err);
        if (status)
            return status;
    }
}

static bool is_blank(lmv__slice line)
{
    for (size_t i = 0; i < line.len; i++)
        if (!line.ptr[i] || !strchr(" \t\r\n", line.ptr[i]))
            return false;
    return true;
}

static size_t without_end(lmv__slice line)
{
    size_t len = line.len;

    if (len > 0 && line.ptr[len - 1] == '\n')
        len--;
    if (len > 0 && line.ptr[len - 1] == '\r')
        len--;
    return len;
}

lmv_status lmv__jsonl_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    lmv__slice line = {"", 0};
    bool over, blank = true;
    lmv_status status = LMV_OK;

    while (blank && !status) {
        status = find_line(reader, &line.len, &over, err);
        if (status)
            return status;
        line.ptr = lmv__source_window(&reader->source).ptr;
        *more = over || line.len > 0;
        blank = !over && line.len > 0 && is_blank(line);
        if (blank)
            status = lmv__reader_take_blank(reader, line.len, err);
    }
    if (status || !*more)
        return status;
    record->line = reader->line + 1;
    if (over) {
        lmv__reader_problem(reader, record, LMV__PROBLEM_TOO_LONG,
            LMV__RECORD_ERROR, "the line is longer than %u bytes",
            LMV__MAX_RECORD);
        return lmv__reader_take_broken(reader, record, 0, err);
    }
    status = lmv__reader_take(reader, record, line.len, without_end(line), err);
    if (status)
        return status;
    reader->line++;
    status = parse_record(reader, record, err);
    if (!status && record->status == LMV__RECORD_ERROR)
        status = lmv__reader_reject(reader, record, err);
    return status;
}

/* The sample's keys */

/* Copies of the keys are the columns' names. */
static lmv_status add_key(lmv__reader *reader, const lmv__json_token *token,
    lmv__column_facts **facts, uint32_t *column, lmv_error *err)
{
    lmv__buf *room = &reader->raw;
    size_t count = reader->columns.count;
    lmv__column_facts *grown;
    lmv__slice name = {"", 0};
    lmv_status status;

    *column = column_of(reader, token, room);
    if (*column != LMV__MAP_NONE || count >= LMV__MAX_COLUMNS)
        return LMV_OK;
    lmv__buf_reset(room);
    lmv__json_unescape(token, room);
    if (room->data)
        name.ptr = room->data;
    name.len = room->len;
    status = lmv__reader_add_column(reader, name, err);
    if (status)
        return status;
    if (name.len > 0)
        name = reader->column[count].name;
    else
        name.ptr = "";
    grown = realloc(*facts, (count + 1) * sizeof **facts);
    if (!grown || !lmv__map_set(&reader->keys, name, (uint32_t)count)) {
        *facts = grown ? grown : *facts;
        return lmv__error_nomem(err);
    }
    memset(grown + count, 0, sizeof *grown);
    *facts = grown;
    *column = (uint32_t)count;
    return LMV_OK;
}

static lmv_status sample_line(lmv__reader *reader, lmv__slice line,
    lmv__column_facts **facts, lmv_error *err)
{
    lmv__json_reader json;
    lmv__json_token token;
    bool more = true;
    lmv_status status;

    lmv__json_reader_init(&json, line.ptr, line.len, 0);
    status = open_object(&json, &token, err);
    while (!status && more) {
        uint32_t column;
        lmv__slice raw;

        status = next_key(&json, &token, &more, err);
        if (status || !more)
            break;
        status = add_key(reader, &token, facts, &column, err);
        if (!status)
            status = lmv__json_next(&json, &token, err);
        if (!status)
            status = lmv__json_skip(&json, &token, &raw, err);
        if (!status && token.kind == LMV__JSON_STRING &&
            column != LMV__MAP_NONE)
            lmv__facts_add(*facts + column, token.text);
    }
    return status;
}

lmv_status lmv__jsonl_open(lmv__reader *reader, lmv__column_facts **facts,
    uint32_t *rows, lmv_error *err)
{
    const lmv__source *source = &reader->source;
    lmv__slice rest = {
        source->sample.data ? source->sample.data : "", source->sample.len};
    lmv_error first = LMV_ERROR_INIT;

    *rows = 0;
    for (uint32_t n = 0; n < SAMPLE_LINES && rest.len > 0; n++) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        lmv__slice line = {
            rest.ptr, end ? (size_t)(end - rest.ptr) + 1 : rest.len};
        lmv_error bad = LMV_ERROR_INIT;
        lmv_status status;

        if (!end && !source->sample_complete)
            break;
        rest.ptr += line.len;
        rest.len -= line.len;
        if (is_blank(line))
            continue;
        status = sample_line(reader, line, facts, &bad);
        if (status == LMV_ENOMEM)
            return lmv__error_nomem(err);
        if (status && !first.status)
            first = bad;
        *rows += status == LMV_OK;
    }
    if (*rows == 0)
        return lmv__error_set(err, LMV_EFORMAT, "no line is a JSON object%s%s",
            first.status ? ": " : "", first.message);
    return LMV_OK;
}
