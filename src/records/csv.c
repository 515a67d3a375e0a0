#include "records/csv.h"

#include "records/inner.h"

#include <string.h>

/* What is scanned, and how far. */
typedef struct scan {
    const lmv__csv *csv;
    const char *text;
    size_t len, pos;
    bool last;
} scan;

typedef enum after { AFTER_SEPARATOR, AFTER_END, AFTER_MORE, AFTER_TEXT } after;

void lmv__csv_init(lmv__csv *csv, char separator, bool cr_ends)
{
    memset(csv, 0, sizeof *csv);
    csv->separator = separator;
    csv->cr_ends = cr_ends;
    csv->stop['\n'] = csv->stop['\r'] = true;
    if (separator)
        csv->stop[(unsigned char)separator] = true;
}

/* At the end of a cell: steps over a separator or a line end.  AFTER_TEXT:
 * neither, the character belongs to the cell. */
static after step(scan *s)
{
    char c;

    if (s->pos == s->len)
        return s->last ? AFTER_END : AFTER_MORE;
    c = s->text[s->pos];
    if (c == s->csv->separator && c) {
        s->pos++;
        return AFTER_SEPARATOR;
    }
    if (c == '\n') {
        s->pos++;
        return AFTER_END;
    }
    if (c != '\r')
        return AFTER_TEXT;
    if (s->pos + 1 == s->len) {
        s->pos += s->last ? 1 : 0;
        return s->last ? AFTER_END : AFTER_MORE;
    }
    if (s->text[s->pos + 1] != '\n' && !s->csv->cr_ends)
        return AFTER_TEXT;
    s->pos += s->text[s->pos + 1] == '\n' ? 2 : 1;
    return AFTER_END;
}

static after scan_plain(scan *s, lmv__field *field)
{
    const bool *stop = s->csv->stop;
    size_t begin = s->pos, pos = begin;
    after next;

    do {
        while (pos < s->len && !stop[(unsigned char)s->text[pos]])
            pos++;
        s->pos = pos;
        next = step(s);
        if (next == AFTER_TEXT)
            pos++;
    } while (next == AFTER_TEXT);
    field->start = field->from = (uint32_t)begin;
    field->until = (uint32_t)pos;
    field->len = (uint32_t)(pos - begin);
    field->kind = LMV__FIELD_PLAIN;
    field->unescaped = false;
    return next;
}

/* Leaves pos behind the closing quote; false when there is none yet. */
static bool close_quote(scan *s, lmv__field *field)
{
    size_t pos = s->pos + 1;

    field->unescaped = false;
    for (;;) {
        const char *quote = memchr(s->text + pos, '"', s->len - pos);

        if (!quote)
            return false;
        pos = (size_t)(quote - s->text) + 1;
        if (pos == s->len && !s->last)
            return false;
        if (pos == s->len || s->text[pos] != '"')
            break;
        field->unescaped = true;
        pos++;
    }
    field->from = (uint32_t)s->pos;
    field->start = field->from + 1;
    field->len = (uint32_t)(pos - 1) - field->start;
    field->kind = LMV__FIELD_QUOTED;
    s->pos = pos;
    return true;
}

static after scan_quoted(scan *s, lmv__field *field)
{
    if (!close_quote(s, field))
        return AFTER_MORE;
    while (s->pos < s->len &&
           (s->text[s->pos] == ' ' || s->text[s->pos] == '\t') &&
           s->text[s->pos] != s->csv->separator)
        s->pos++;
    field->until = (uint32_t)s->pos;
    return step(s);
}

static bool is_blank(const scan *s, const lmv__record *record)
{
    const lmv__field *field = record->fields;

    if (record->n_fields != 1 || field->kind != LMV__FIELD_PLAIN)
        return false;
    for (size_t i = 0; i < field->len; i++)
        if (s->text[i] != ' ' && s->text[i] != '\t' && s->text[i] != '\r')
            return false;
    return true;
}

static lmv__csv_result give_up(
    const scan *s, after next, const lmv__csv_row *row)
{
    if (next == AFTER_TEXT)
        return LMV__CSV_STRAY;
    return s->last && row->quote != SIZE_MAX ? LMV__CSV_UNCLOSED
                                             : LMV__CSV_MORE;
}

lmv__csv_result lmv__csv_scan(const lmv__csv *csv, const char *text, size_t len,
    bool last, lmv__record *record, lmv__csv_row *row)
{
    scan s = {csv, text, len, 0, last};
    after next = AFTER_SEPARATOR;

    record->n_fields = 0;
    row->quotes = false;
    row->quote = SIZE_MAX;
    if (len == 0)
        return last ? LMV__CSV_END : LMV__CSV_MORE;
    while (next == AFTER_SEPARATOR) {
        lmv__field *field;
        bool quoted = s.pos < len && text[s.pos] == '"';

        if (record->n_fields == LMV__MAX_COLUMNS)
            return LMV__CSV_WIDE;
        if (!lmv__record_reserve(record, record->n_fields + 1))
            return LMV__CSV_NOMEM;
        field = &record->fields[record->n_fields];
        row->quote = quoted ? s.pos : SIZE_MAX;
        row->quotes |= quoted;
        next = quoted ? scan_quoted(&s, field) : scan_plain(&s, field);
        if (next == AFTER_MORE || next == AFTER_TEXT)
            return give_up(&s, next, row);
        record->n_fields++;
    }
    row->used = s.pos;
    row->text = record->fields[record->n_fields - 1].until;
    return is_blank(&s, record) ? LMV__CSV_BLANK : LMV__CSV_RECORD;
}

void lmv__csv_unescape(lmv__record *record)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        lmv__field *field = &record->fields[i];
        const char *s = record->source.data + field->start;
        const char *end = s + field->len;
        size_t begin = record->data.len;

        if (!field->unescaped)
            continue;
        while (s < end) {
            const char *quote = memchr(s, '"', (size_t)(end - s));
            const char *stop = quote ? quote + 1 : end;

            lmv__buf_add(&record->data, s, (size_t)(stop - s));
            s = quote ? quote + 2 : end;
        }
        field->start = (uint32_t)begin;
        field->len = (uint32_t)(record->data.len - begin);
    }
}

static bool needs_quotes(lmv__slice value, char separator)
{
    if (value.len > 0 &&
        (value.ptr[0] == ' ' || value.ptr[value.len - 1] == ' '))
        return true;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (c == '"' || c == '\n' || c == '\r' || (c == separator && c))
            return true;
    }
    return false;
}

void lmv__csv_put(lmv__buf *out, lmv__slice value, char separator, bool quote)
{
    const char *s = value.ptr, *end = s + value.len;

    if (!quote && !needs_quotes(value, separator)) {
        lmv__buf_add(out, value.ptr, value.len);
        return;
    }
    lmv__buf_addc(out, '"');
    while (s < end) {
        const char *at = memchr(s, '"', (size_t)(end - s));
        const char *stop = at ? at + 1 : end;

        lmv__buf_add(out, s, (size_t)(stop - s));
        if (at)
            lmv__buf_addc(out, '"');
        s = stop;
    }
    lmv__buf_addc(out, '"');
}
