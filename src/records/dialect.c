#include "records/dialect.h"

#include "records/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static lmv__slice trim(lmv__slice s)
{
    while (s.len > 0 && is_blank(*s.ptr)) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

void lmv__plain_name(lmv__slice name, char out[LMV__PLAIN_NAME])
{
    size_t n = 0;

    if (lmv__slice_is(trim(name), "#"))
        out[n++] = '#';
    for (size_t i = 0; n < LMV__PLAIN_NAME - 1 && i < name.len; i++) {
        char c = lower(name.ptr[i]);

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
            (unsigned char)c >= 0x80)
            out[n++] = c;
    }
    out[n] = '\0';
}

bool lmv__name_in(lmv__slice name, const char *const *list)
{
    char plain[LMV__PLAIN_NAME];

    lmv__plain_name(name, plain);
    for (; list && *list; list++)
        if (strcmp(plain, *list) == 0)
            return true;
    return false;
}

bool lmv__value_in(lmv__slice value, const char *const *list)
{
    value = trim(value);
    for (; list && *list; list++) {
        size_t i = 0;

        if (strlen(*list) != value.len)
            continue;
        while (i < value.len && lower(value.ptr[i]) == (*list)[i])
            i++;
        if (i == value.len)
            return true;
    }
    return false;
}

/* Signatures */

static bool has_name(const lmv__slice *names, size_t n, const char *wanted)
{
    const char *const list[] = {wanted, NULL};

    for (size_t i = 0; i < n; i++)
        if (lmv__name_in(names[i], list))
            return true;
    return false;
}

bool lmv__tool_matches(const lmv__tool *tool, const lmv__slice *names, size_t n,
    const char *const **signature)
{
    for (const char *const *const *at = tool->signatures; *at; at++) {
        const char *const *name = *at;
        const char *const begin[] = {*name, NULL};

        if (n < 2 || (tool->first && !lmv__name_in(names[0], begin)))
            continue;
        while (*name && has_name(names, n, *name))
            name++;
        if (*name)
            continue;
        *signature = *at;
        return true;
    }
    return false;
}

/* Of a record as an array; NULL: no memory. */
static lmv__slice *names_of(const lmv__record *row)
{
    lmv__slice *names = calloc(row->n_fields + 1, sizeof *names);

    for (size_t i = 0; names && i < row->n_fields; i++)
        names[i] = lmv__record_field(row, i);
    return names;
}

static bool row_matches(const lmv__tool *tool, const lmv__record *row,
    const char *const **signature)
{
    lmv__slice *names = names_of(row);
    bool found =
        names && lmv__tool_matches(tool, names, row->n_fields, signature);

    free(names);
    return found;
}

static void explain(lmv__reader *reader, const lmv__tool *tool,
    const char *const *signature, const char *more)
{
    lmv__dialect *dialect = &reader->dialect;
    char *why = dialect->tool_why;
    size_t room = sizeof dialect->tool_why, len;

    reader->tool = tool;
    dialect->tool = tool->name;
    len = (size_t)snprintf(why, room, "the header has");
    for (; *signature && len < room; signature++)
        len += (size_t)snprintf(why + len, room - len, " %s%s", *signature,
            signature[1] ? "," : "");
    if (len < room)
        snprintf(why + len, room - len, "%s", more);
}

/* Header rows */

static bool begins(lmv__slice value, const char *prefix)
{
    size_t len = strlen(prefix);

    return value.len >= len && memcmp(value.ptr, prefix, len) == 0;
}

static bool is_import_row(const lmv__record *row)
{
    size_t hits = 0;

    for (size_t i = 0; i < row->n_fields; i++) {
        lmv__slice cell = trim(lmv__record_field(row, i));

        if (cell.len == 0)
            continue;
        if (!begins(cell, "{\"ImportId\":") && !begins(cell, "{'ImportId':"))
            return false;
        hits++;
    }
    return hits > 0;
}

static bool try_import(lmv__reader *reader, const lmv__tool *tool,
    const lmv__record *rows, size_t n)
{
    const char *const *signature;
    lmv__slice first = lmv__record_field(&rows[0], 0);

    if (row_matches(tool, &rows[0], &signature)) {
        explain(reader, tool, signature, "");
        for (unsigned i = 1; i < n && i < LMV__MAX_HEADER_ROWS; i++)
            if (is_import_row(&rows[i])) {
                reader->dialect.header_rows = i + 1;
                reader->label_row = i > 1 ? 1 : 0;
                explain(reader, tool, signature, "; a row has ImportIds");
            }
        return true;
    }
    if (n < 2 || !lmv__slice_is(trim(first), "V1") ||
        !row_matches(tool, &rows[1], &signature))
        return false;
    reader->dialect.header_rows = 2;
    reader->label_row = 1;
    explain(reader, tool, signature, " (legacy, second row)");
    return true;
}

/* A row of options has no respondent's id. */
static bool try_options(lmv__reader *reader, const lmv__tool *tool,
    const lmv__record *rows, size_t n)
{
    const char *const *signature;

    if (!row_matches(tool, &rows[0], &signature))
        return false;
    explain(reader, tool, signature, "");
    if (n < 2 || trim(lmv__record_field(&rows[1], 0)).len > 0)
        return true;
    reader->dialect.header_rows = 2;
    reader->dialect.composed = true;
    explain(reader, tool, signature, "; the second row has options");
    return true;
}

static bool try_codes(lmv__reader *reader, const lmv__tool *tool,
    const lmv__record *rows, size_t n)
{
    const char *const *signature, *const *codes = tool->signatures[0];

    if (n >= 2 && row_matches(tool, &rows[1], &signature) &&
        signature == codes) {
        reader->dialect.header_rows = 2;
        reader->name_row = 1;
        explain(reader, tool, signature, " (VV export, second row)");
        return true;
    }
    if (!row_matches(tool, &rows[0], &signature))
        return false;
    explain(reader, tool, signature, "");
    return true;
}

static bool is_digits(lmv__slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len > 0;
}

static bool is_moment(lmv__slice s)
{
    static const char shape[] = "dddd-dd-dd dd:dd";

    if (s.len < sizeof shape - 1)
        return false;
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == 'd' ? s.ptr[i] < '0' || s.ptr[i] > '9'
                            : s.ptr[i] != shape[i])
            return false;
    return true;
}

static bool is_word(lmv__slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (lower(s.ptr[i]) < 'a' || lower(s.ptr[i]) > 'z')
            return false;
    return s.len > 0;
}

/* 104 | | | qnr2 | interview | 2024-03-05 10:21:44 | ... */
static bool is_case(const lmv__record *row)
{
    return row->n_fields >= 8 && is_digits(lmv__record_field(row, 0)) &&
           is_word(lmv__record_field(row, 4)) &&
           is_moment(lmv__record_field(row, 5));
}

static bool try_none(lmv__reader *reader, const lmv__tool *tool,
    const lmv__record *rows, size_t n)
{
    const char *const *signature;

    if (row_matches(tool, &rows[0], &signature)) {
        explain(reader, tool, signature, "");
        return true;
    }
    if (!is_case(&rows[0]) || (n > 1 && !is_case(&rows[1])))
        return false;
    reader->tool = tool;
    reader->dialect.tool = tool->name;
    reader->dialect.header_rows = 0;
    reader->dialect.composed = true;
    snprintf(reader->dialect.tool_why, sizeof reader->dialect.tool_why,
        "no header: the rows begin with case, serial, reference, "
        "questionnaire, mode, time");
    return true;
}

static bool try_plain(lmv__reader *reader, const lmv__tool *tool,
    const lmv__record *rows, size_t n)
{
    const char *const *signature;

    (void)n;
    if (!row_matches(tool, &rows[0], &signature))
        return false;
    explain(reader, tool, signature, "");
    return true;
}

void lmv__dialect_recognise(
    lmv__reader *reader, const lmv__record *rows, size_t n)
{
    static bool (*const tries[])(lmv__reader *, const lmv__tool *,
        const lmv__record *,
        size_t) = {try_plain, try_import, try_options, try_codes, try_none};

    reader->dialect.header_rows = 1;
    for (size_t i = 0; n > 0 && lmv__tools[i]; i++)
        if (tries[lmv__tools[i]->header](reader, lmv__tools[i], rows, n))
            return;
}

void lmv__dialect_recognise_keys(lmv__reader *reader)
{
    size_t n = reader->columns.count;
    lmv__slice *names = calloc(n + 1, sizeof *names);
    const char *const *signature;

    for (size_t i = 0; names && i < n; i++)
        names[i] = reader->column[i].name;
    for (size_t i = 0; names && lmv__tools[i]; i++)
        if (lmv__tool_matches(lmv__tools[i], names, n, &signature)) {
            explain(reader, lmv__tools[i], signature, "");
            break;
        }
    free(names);
}

/* Columns */

/* Does the tag begin or end a line?  Others stand inside of words. */
static bool breaks_line(lmv__slice tag)
{
    static const char *const names[] = {"br", "p>", "p ", "div", "li", "td"};

    tag.ptr++;
    tag.len--;
    if (*tag.ptr == '/') {
        tag.ptr++;
        tag.len--;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (begins(tag, names[i]))
            return true;
    return false;
}

/* "<p>How&nbsp;was <b>it</b>?</p>" is "How was it?" */
static lmv__slice plain_text(lmv__reader *reader, lmv__slice cell)
{
    static const char space[] = "&nbsp;";
    lmv__slice out = {"", 0};
    char *to = lmv__arena_copy(&reader->arena, cell.ptr, cell.len);
    size_t n = 0;

    if (!to)
        return out;
    for (size_t i = 0; i < cell.len; i++) {
        lmv__slice rest = {cell.ptr + i, cell.len - i};
        const char *end = *rest.ptr == '<' && rest.len > 1 &&
                                  (rest.ptr[1] == '/' ||
                                      is_word((lmv__slice){rest.ptr + 1, 1}))
                              ? memchr(rest.ptr, '>', rest.len)
                              : NULL;
        char c = *rest.ptr;

        if (end) {
            i += (size_t)(end - rest.ptr);
            if (!breaks_line(rest))
                continue;
        } else if (begins(rest, space))
            i += sizeof space - 2;
        if (end || begins(rest, space) || is_blank(c))
            c = ' ';
        if (c != ' ' || (n > 0 && to[n - 1] != ' '))
            to[n++] = c;
    }
    out.ptr = to;
    out.len = n > 0 && to[n - 1] == ' ' ? n - 1 : n;
    return out;
}

/* Question and option, "Response" is none. */
static lmv_status add_option_column(
    lmv__reader *reader, lmv__slice question, lmv__slice option, lmv_error *err)
{
    static const char *const response[] = {
        "response", "antwort", "antworten", NULL};
    static const char *const open[] = {"openendedresponse", "offeneantwort",
        "offenebeantwortung", "antwortmitoffenemende", NULL};
    bool free_text = lmv__name_in(option, open);
    lmv__slice name = question;
    lmv_status status;

    if (option.len > 0 && !free_text && !lmv__name_in(option, response)) {
        name.ptr = lmv__arena_printf(&reader->arena, "%.*s - %.*s",
            (int)(question.len < 2000 ? question.len : 2000), question.ptr,
            (int)(option.len < 500 ? option.len : 500), option.ptr);
        if (!name.ptr)
            return lmv__error_nomem(err);
        name.len = strlen(name.ptr);
    }
    status = lmv__reader_add_column(reader, name, err);
    if (!status) {
        lmv__column *column = &reader->column[reader->columns.count - 1];

        column->open = free_text;
    }
    return status;
}

static lmv_status add_options(
    lmv__reader *reader, const lmv__record *rows, lmv_error *err)
{
    lmv__slice question = {"", 0};
    size_t n = rows[0].n_fields > rows[1].n_fields ? rows[0].n_fields
                                                   : rows[1].n_fields;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < n; i++) {
        lmv__slice own = plain_text(reader, lmv__record_field(&rows[0], i));

        if (own.len > 0)
            question = own;
        status = add_option_column(reader, question,
            plain_text(reader, lmv__record_field(&rows[1], i)), err);
    }
    return status;
}

static lmv_status add_unnamed(
    lmv__reader *reader, const lmv__record *row, lmv_error *err)
{
    const char *const *names = reader->tool->names;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < row->n_fields; i++) {
        lmv__slice name = lmv__slice_of(*names ? *names : "");

        names += *names != NULL;
        status = lmv__reader_add_column(reader, name, err);
        if (!status)
            reader->column[i].unnamed = false;
    }
    return status;
}

/* QID7_TEXT is free text; QID7_4_TEXT is what stands beside "other". */
static bool is_open_import(lmv__slice cell)
{
    static const char head[] = "\"QID", tail[] = "_TEXT\"";
    size_t i = 0;

    while (i + sizeof head - 1 <= cell.len &&
           memcmp(cell.ptr + i, head, sizeof head - 1) != 0)
        i++;
    i += sizeof head - 1;
    while (i < cell.len && cell.ptr[i] >= '0' && cell.ptr[i] <= '9')
        i++;
    return i + sizeof tail - 1 <= cell.len &&
           memcmp(cell.ptr + i, tail, sizeof tail - 1) == 0;
}

static lmv__slice copy(lmv__reader *reader, lmv__slice value)
{
    lmv__slice out = {
        lmv__arena_copy(&reader->arena, value.ptr, value.len), value.len};

    return out;
}

static lmv_status add_named(
    lmv__reader *reader, const lmv__record *rows, size_t n, lmv_error *err)
{
    const lmv__record *names = &rows[reader->name_row];
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < names->n_fields; i++) {
        const lmv__field *field = &names->fields[i];
        lmv__slice cell = {
            names->source.data + field->from, field->until - field->from};
        lmv__column *column;

        status =
            lmv__reader_add_column(reader, lmv__record_field(names, i), err);
        if (status)
            break;
        column = &reader->column[i];
        column->cell = copy(reader, cell);
        if (reader->label_row != reader->name_row)
            column->label = plain_text(
                reader, lmv__record_field(&rows[reader->label_row], i));
        column->open =
            n > 1 && is_open_import(lmv__record_field(&rows[n - 1], i));
        if (!column->cell.ptr || !column->label.ptr)
            status = lmv__error_nomem(err);
    }
    return status;
}

lmv_status lmv__dialect_columns(
    lmv__reader *reader, const lmv__record *rows, size_t n, lmv_error *err)
{
    if (n == 0 || reader->dialect.header_rows == 0)
        return add_unnamed(reader, rows, err);
    if (reader->dialect.composed)
        return add_options(reader, rows, err);
    return add_named(reader, rows, n, err);
}

/* Records */

void lmv__dialect_find_rules(lmv__reader *reader)
{
    const lmv__tool *tool = reader->tool;

    for (size_t i = 0; tool && i < tool->n_rules; i++) {
        const char *const list[] = {tool->rules[i].column, NULL};

        reader->rule_column[i] = lmv__columns_listed(&reader->columns, list);
    }
}

void lmv__dialect_judge(const lmv__reader *reader, lmv__record *record)
{
    const lmv__tool *tool = reader->tool;

    if (record->status == LMV__RECORD_ERROR)
        return;
    for (size_t i = 0; tool && i < tool->n_rules; i++) {
        const lmv__tool_rule *rule = &tool->rules[i];
        size_t column = reader->rule_column[i];
        lmv__slice value;

        if (column == LMV__NO_COLUMN)
            continue;
        value = lmv__record_field(record, column);
        if (rule->unless && trim(value).len == 0)
            continue;
        if (lmv__value_in(value, rule->values) == rule->unless)
            continue;
        if (!rule->what)
            record->incomplete = true;
        else if (!record->excluded)
            record->excluded = rule->what;
    }
}
