/*
 * JSON Lines: one object a line, or one array of objects (json_array.c).  The
 * columns are the keys of the sample, in the order in which they first appear;
 * the keys of an object inside are columns too: "satisfaction_rating.comment".
 */
#include "records/inner.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE_LINES 500u
#define MAX_SAMPLE (16u * 1024u * 1024u)

#define NESTED 4u /* objects in objects that become columns */

/* Append a key to the path of the object it is in. */
static size_t push_key(lmv__buf *path, const lmv__json_token *key)
{
    size_t before = path->len;

    if (before > 0)
        lmv__buf_addc(path, '.');
    lmv__json_unescape(key, path);
    return before;
}

/* The path's column, or LMV__MAP_NONE. */
static uint32_t column_of(const lmv__reader *reader, const lmv__buf *path)
{
    lmv__slice name = {path->data ? path->data : "", path->len};

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

/* What walks an object: `value` gets every value that is no object, or an
 * object that is empty or too deep, with its path. */
typedef struct walk {
    lmv__reader *reader;
    lmv__buf *path;
    lmv_status (*value)(struct walk *walk, const lmv__json_token *token,
        lmv__slice raw, lmv_error *err);
    lmv__record *record;
    lmv__column_facts **facts;
    lmv__vec *nulls; /* of lmv__slice: paths that had only null so far */
    bool unknown;
} walk;

static bool is_empty_object(const lmv__json_reader *json)
{
    size_t i = json->pos;

    while (i < json->len && strchr(" \t\r\n", json->text[i]) && json->text[i])
        i++;
    return i < json->len && json->text[i] == '}';
}

static lmv_status walk_value(walk *in, lmv__json_reader *json,
    const lmv__json_token *token, unsigned depth, lmv_error *err);

/* Up to the object's end. */
static lmv_status walk_object(
    walk *in, lmv__json_reader *json, unsigned depth, lmv_error *err)
{
    lmv__json_token token;
    lmv_status status = lmv__json_next(json, &token, err);

    while (!status && token.kind == LMV__JSON_KEY) {
        size_t before = push_key(in->path, &token);

        status = lmv__json_next(json, &token, err);
        if (!status)
            status = walk_value(in, json, &token, depth, err);
        in->path->len = before;
        if (!status)
            status = lmv__json_next(json, &token, err);
    }
    return status;
}

static lmv_status walk_value(walk *in, lmv__json_reader *json,
    const lmv__json_token *token, unsigned depth, lmv_error *err)
{
    lmv__slice raw;
    lmv_status status;

    if (token->kind == LMV__JSON_OBJECT && depth < NESTED &&
        !is_empty_object(json))
        return walk_object(in, json, depth + 1, err);
    status = lmv__json_skip(json, token, &raw, err);
    return status ? status : in->value(in, token, raw, err);
}

/* A whole line: an object, and nothing behind it. */
static lmv_status walk_line(walk *in, lmv__slice line, lmv_error *err)
{
    lmv__json_reader json;
    lmv__json_token token;
    lmv_status status;

    lmv__buf_reset(in->path);
    lmv__json_reader_init(&json, line.ptr, line.len, 0);
    status = open_object(&json, &token, err);
    if (!status)
        status = walk_object(in, &json, 1, err);
    return status ? status : lmv__json_next(&json, &token, err);
}

static lmv_status take_value(
    walk *in, const lmv__json_token *token, lmv__slice raw, lmv_error *err)
{
    uint32_t column = column_of(in->reader, in->path);

    (void)err;
    if (column == LMV__MAP_NONE)
        in->unknown |= token->kind != LMV__JSON_NULL;
    else
        set_field(in->record, column, token, raw);
    return LMV_OK;
}

static lmv_status parse_record(
    lmv__reader *reader, lmv__record *record, lmv_error *err)
{
    size_t columns = reader->columns.count;
    lmv_error bad = LMV_ERROR_INIT;
    walk in = {reader, &reader->raw, take_value, record, NULL, NULL, false};
    lmv__slice line = {record->source.data, record->source_text};
    lmv_status status;

    if (!lmv__record_reserve(record, columns))
        return lmv__error_nomem(err);
    if (columns)
        memset(record->fields, 0, columns * sizeof *record->fields);
    record->n_fields = columns;
    status = walk_line(&in, line, &bad);
    if (record->data.failed || reader->raw.failed)
        return lmv__error_nomem(err);
    if (status) {
        record->n_fields = 0;
        lmv__reader_problem(reader, record, LMV__PROBLEM_BAD_JSON,
            LMV__RECORD_ERROR, "%s", bad.message);
        return LMV_OK;
    }
    if (in.unknown)
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

/* The record is cut; parse it. */
static lmv_status take_line(
    lmv__reader *reader, lmv__record *record, lmv__slice line, lmv_error *err)
{
    uint64_t breaks = lmv__reader_count_lines(reader, line.ptr, line.len);
    lmv_status status =
        lmv__reader_take(reader, record, line.len, without_end(line), err);

    if (status)
        return status;
    reader->line += reader->dialect.array ? breaks : 1;
    status = parse_record(reader, record, err);
    if (!status && record->status == LMV__RECORD_ERROR)
        status = lmv__reader_reject(reader, record, err);
    return status;
}

/* The next element of the array. */
static lmv_status next_element(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    lmv__slice element;
    bool over;
    lmv_status status =
        lmv__json_array_next(reader, &element, more, &over, err);

    if (status || !*more)
        return status;
    record->line = reader->line + 1;
    if (!over)
        return take_line(reader, record, element, err);
    if (lmv__source_window(&reader->source).len > LMV__MAX_RECORD)
        lmv__reader_problem(reader, record, LMV__PROBLEM_TOO_LONG,
            LMV__RECORD_ERROR, "the object does not end within %u bytes",
            LMV__MAX_RECORD);
    else
        lmv__reader_problem(reader, record, LMV__PROBLEM_BAD_JSON,
            LMV__RECORD_ERROR, "%s",
            element.len > 0 && *element.ptr != '{'
                ? "the element is no object"
                : "the object does not end: is a quote or a bracket missing?");
    return lmv__reader_take_broken(reader, record, 0, err);
}

lmv_status lmv__jsonl_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err)
{
    lmv__slice line = {"", 0};
    bool over, blank = true;
    lmv_status status = LMV_OK;

    if (reader->dialect.array)
        return next_element(reader, record, more, err);
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
    return take_line(reader, record, line, err);
}

/* The sample's keys */

/* Copies of the paths are the columns' names. */
static lmv_status add_path(walk *in, uint32_t *column, lmv_error *err)
{
    lmv__reader *reader = in->reader;
    size_t count = reader->columns.count;
    lmv__slice name = {in->path->data ? in->path->data : "", in->path->len};
    lmv__column_facts *grown;
    lmv_status status;

    *column = column_of(reader, in->path);
    if (*column != LMV__MAP_NONE || count >= LMV__MAX_COLUMNS)
        return LMV_OK;
    status = lmv__reader_add_column(reader, name, err);
    if (status)
        return status;
    if (name.len > 0)
        name = reader->column[count].name;
    grown = realloc(*in->facts, (count + 1) * sizeof *grown);
    if (!grown || !lmv__map_set(&reader->keys, name, (uint32_t)count)) {
        *in->facts = grown ? grown : *in->facts;
        return lmv__error_nomem(err);
    }
    memset(grown + count, 0, sizeof *grown);
    *in->facts = grown;
    *column = (uint32_t)count;
    return LMV_OK;
}

/* null may stand where others have an object, whose keys are the columns. */
static lmv_status keep_null(walk *in, lmv_error *err)
{
    lmv__slice *kept;

    if (column_of(in->reader, in->path) != LMV__MAP_NONE ||
        in->nulls->len >= LMV__MAX_COLUMNS)
        return LMV_OK;
    kept = lmv__vec_push(in->nulls);
    if (!kept)
        return lmv__error_nomem(err);
    kept->len = in->path->len;
    kept->ptr = lmv__arena_copy(
        &in->reader->arena, in->path->data ? in->path->data : "", kept->len);
    return kept->ptr ? LMV_OK : lmv__error_nomem(err);
}

static bool is_object(const lmv__reader *reader, lmv__slice path)
{
    for (size_t i = 0; i < reader->columns.count; i++) {
        lmv__slice name = reader->column[i].name;

        if (name.len > path.len && name.ptr[path.len] == '.' &&
            memcmp(name.ptr, path.ptr, path.len) == 0)
            return true;
    }
    return false;
}

static lmv_status sample_value(
    walk *in, const lmv__json_token *token, lmv__slice raw, lmv_error *err)
{
    uint32_t column;
    lmv_status status;

    (void)raw;
    if (token->kind == LMV__JSON_NULL)
        return keep_null(in, err);
    status = add_path(in, &column, err);
    if (!status && token->kind == LMV__JSON_STRING && column != LMV__MAP_NONE)
        lmv__facts_add(*in->facts + column, token->text);
    return status;
}

/* The next line, or element, off the sample; false when there is no whole
 * one. */
static bool next_sample(
    const lmv__reader *reader, lmv__slice *rest, lmv__slice *line)
{
    const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;

    if (rest->len == 0 || (!end && !reader->source.sample_complete))
        return false;
    line->ptr = rest->ptr;
    line->len = end ? (size_t)(end - rest->ptr) + 1 : rest->len;
    if (reader->dialect.array && !lmv__json_array_cut(*rest, line))
        return false;
    rest->len -= (size_t)(line->ptr + line->len - rest->ptr);
    rest->ptr = line->ptr + line->len;
    return true;
}

/* Keys that were null throughout, and no objects elsewhere. */
static lmv_status add_nulls(walk *in, lmv_error *err)
{
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < in->nulls->len; i++) {
        const lmv__slice *path = lmv__vec_at(in->nulls, i);
        uint32_t column;

        if (is_object(in->reader, *path))
            continue;
        lmv__buf_reset(in->path);
        lmv__buf_add(in->path, path->ptr, path->len);
        status = add_path(in, &column, err);
    }
    return status;
}

static lmv_status read_lines(lmv__reader *reader, lmv__column_facts **facts,
    lmv__vec *nulls, uint32_t *rows, lmv_error *first, lmv_error *err)
{
    lmv__buf *sample = &reader->source.sample;
    lmv__slice rest = {sample->data ? sample->data : "", sample->len}, line;
    walk in = {reader, &reader->raw, sample_value, NULL, facts, nulls, false};

    if (reader->dialect.array)
        lmv__json_array_begin(&rest);
    for (uint32_t n = 0; n < SAMPLE_LINES && next_sample(reader, &rest, &line);
         n++) {
        lmv_error bad = LMV_ERROR_INIT;
        lmv_status status;

        if (is_blank(line))
            continue;
        status = walk_line(&in, line, &bad);
        if (status == LMV_ENOMEM || reader->raw.failed)
            return lmv__error_nomem(err);
        if (status && !first->status)
            *first = bad;
        *rows += status == LMV_OK;
    }
    return add_nulls(&in, err);
}

static lmv_status read_sample(lmv__reader *reader, lmv__column_facts **facts,
    uint32_t *rows, lmv_error *first, lmv_error *err)
{
    lmv__vec nulls;
    lmv_status status;

    lmv__vec_init(&nulls, sizeof(lmv__slice));
    status = read_lines(reader, facts, &nulls, rows, first, err);
    lmv__vec_clear(&nulls);
    return status;
}

/* Where the first lines are longer than the sample, more is read. */
lmv_status lmv__jsonl_open(lmv__reader *reader, lmv__column_facts **facts,
    uint32_t *rows, lmv_error *err)
{
    lmv_error first = LMV_ERROR_INIT;
    lmv__source *source = &reader->source;
    lmv_status status;

    *rows = 0;
    status = read_sample(reader, facts, rows, &first, err);
    while (!status && *rows == 0 && !source->sample_complete &&
           source->head.len < MAX_SAMPLE) {
        status = lmv__source_sample_more(source, 4 * source->head.len, err);
        if (!status)
            status = read_sample(reader, facts, rows, &first, err);
    }
    if (!status && *rows == 0)
        status = lmv__error_set(err, LMV_EFORMAT, "no %s is a JSON object%s%s",
            reader->dialect.array ? "element" : "line",
            first.status ? ": " : "", first.message);
    return status;
}
