/*
 * Reporting: one problem at one place of an author's file, as a diagnostic
 * for the caller and as the first error.  No memory is allocated here, so
 * that it also works when there is none left.
 */
#include "rules/report.h"

#include "base/status.h"
#include "base/utf8.h"
#include "rules/codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MESSAGE 1024
#define MAX_SOURCE_LINE 400

#define CODE_ROW(code, meaning) {code, meaning},

const lmv__code *lmv__rule_code(size_t i)
{
    static const lmv__code codes[] = {LMV__RULE_CODES(CODE_ROW)};

    return i < sizeof codes / sizeof *codes ? &codes[i] : NULL;
}

size_t lmv__count_characters(const char *text, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        if (((unsigned char)text[i] & 0xc0) != 0x80)
            count++;
    return count;
}

/* Length of the UTF-8 character at `text`, 0 when it is cut or none. */
static size_t character_length(const char *text)
{
    unsigned char lead = (unsigned char)*text;
    size_t len = lead < 0x80   ? 1
                 : lead < 0xc2 ? 0
                 : lead < 0xe0 ? 2
                 : lead < 0xf0 ? 3
                 : lead < 0xf5 ? 4
                               : 0;

    for (size_t i = 1; i < len; i++)
        if (((unsigned char)text[i] & 0xc0) != 0x80)
            return 0;
    return len;
}

/* Names are cut by bytes, and files hold anything: what is no text, and what
 * would move a terminal's cursor, becomes '?' (a tab a blank). */
static void clean(char *text)
{
    while (*text) {
        size_t len = character_length(text);

        if (*text == '\t')
            *text = ' ';
        else if (!len || (unsigned char)*text < 0x20 || *text == 0x7f)
            *text = '?';
        text += len ? len : 1;
    }
}

/* The author's line into `out`, without its end; false when there is none. */
static bool copy_line(const lmv__file *file, uint32_t line, char *out)
{
    const char *at = file->text.ptr, *end = at + file->text.len;
    uint32_t number = 1;
    size_t len = 0;

    if (!line || !file->text.len)
        return false;
    if (file->text.len >= 3 && !memcmp(at, "\xef\xbb\xbf", 3))
        at += 3;
    for (; at < end && number < line; at++)
        if (*at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n')))
            number++;
    if (number < line)
        return false;
    while (at + len < end && at[len] != '\n' && at[len] != '\r' &&
           len < MAX_SOURCE_LINE)
        len++;
    for (size_t i = 0; i < len; i++)
        out[i] = at[i] ? at[i] : '?';
    out[len] = '\0';
    clean(out);
    return true;
}

/* An error inside a theme is the theme's; elsewhere it is everybody's. */
static void count(lmv__reporter *reporter, lmv_severity severity)
{
    if (severity == LMV_WARNING)
        reporter->warnings++;
    if (severity != LMV_ERROR)
        return;
    reporter->errors++;
    if (reporter->theme)
        reporter->theme->disabled = true;
    else
        reporter->fatal++;
}

/* This error was told of this place before; else it is noted. */
static bool told(lmv__reporter *reporter, const char *code, lmv__pos pos)
{
    const uint32_t most = sizeof reporter->told / sizeof *reporter->told;

    if (pos.file == LMV__NONE || !pos.line)
        return false;
    for (uint32_t i = 0; i < reporter->n_told; i++) {
        const lmv__pos *there = &reporter->told[i].pos;

        if (there->file == pos.file && there->line == pos.line &&
            there->column == pos.column &&
            !strcmp(reporter->told[i].code, code))
            return true;
    }
    if (reporter->n_told < most) {
        reporter->told[reporter->n_told].pos = pos;
        snprintf(reporter->told[reporter->n_told++].code,
            sizeof reporter->told->code, "%s", code);
    }
    return false;
}

void lmv__report_v(lmv__reporter *reporter, const lmv_ruleset *rules,
    lmv_severity severity, const char *code, lmv__pos pos, const char *help,
    const char *format, va_list args)
{
    const lmv__file *file =
        pos.file < rules->n_files ? &rules->files[pos.file] : NULL;
    char message[MAX_MESSAGE], line[MAX_SOURCE_LINE + 1];
    lmv_diagnostic diagnostic = {(uint32_t)sizeof diagnostic, severity, code,
        file ? file->path : reporter->path,
        file ? pos.line : reporter->path != NULL,
        file ? pos.column : reporter->path != NULL, message, NULL, help};

    if (severity == LMV_ERROR && told(reporter, code, pos)) {
        if (reporter->theme)
            reporter->theme->disabled = true;
        return;
    }
    vsnprintf(message, sizeof message, format, args);
    clean(message);
    count(reporter, severity);
    if (severity == LMV_ERROR && reporter->first.status == LMV_OK) {
        lmv__error_set(&reporter->first, LMV_ERULES, "%s", message);
        lmv__error_at(&reporter->first, diagnostic.file, diagnostic.line,
            diagnostic.column);
    }
    if (!reporter->diag)
        return;
    if (reporter->shown >= LMV__MAX_REPORTED) {
        reporter->hidden++;
        return;
    }
    reporter->shown++;
    if (file && copy_line(file, pos.line, line))
        diagnostic.source_line = line;
    reporter->diag(reporter->payload, &diagnostic);
}

void lmv__report(lmv__reporter *reporter, const lmv_ruleset *rules,
    lmv_severity severity, const char *code, lmv__pos pos, const char *help,
    const char *format, ...)
{
    va_list args;

    va_start(args, format);
    lmv__report_v(reporter, rules, severity, code, pos, help, format, args);
    va_end(args);
}

void lmv__report_end(lmv__reporter *reporter)
{
    char message[80];
    lmv_diagnostic diagnostic = {(uint32_t)sizeof diagnostic, LMV_NOTE, "",
        NULL, 0, 0, message, NULL,
        "mend the first ones and load again to see the rest"};

    if (!reporter->diag || !reporter->hidden)
        return;
    snprintf(message, sizeof message, "%u more problem%s not shown",
        (unsigned)reporter->hidden, reporter->hidden == 1 ? "" : "s");
    reporter->diag(reporter->payload, &diagnostic);
    reporter->hidden = 0;
}

/* Bytes of the character whose number is written in hexadecimal. */
static size_t escaped_bytes(const char *digits, size_t n)
{
    char number[9] = "", bytes[4];

    memcpy(number, digits, n);
    return lmv__utf8_put((uint32_t)strtoul(number, NULL, 16), bytes);
}

/* Bytes of the source that make the next byte(s) of a quoted scalar's text,
 * and how many bytes of text they make. */
static size_t quoted_step(const char *at, char quote, size_t *made)
{
    size_t len = character_length(at);

    *made = len ? len : 1;
    if (quote == '\'' && at[0] == '\'' && at[1] == '\'') {
        *made = 1;
        return 2;
    }
    if (quote != '"' || at[0] != '\\')
        return *made;
    *made = at[1] == 'N' || at[1] == '_' ? 2 : 1;
    if (at[1] == '\0')
        return 1;
    len = at[1] == 'x' ? 2 : at[1] == 'u' ? 4 : at[1] == 'U' ? 8 : 0;
    if (len)
        *made = escaped_bytes(at + 2, len);
    return 2 + len;
}

static const char *past_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* The place of a byte of an entry of several lines.  Where a line of the file
 * ends, before its comment, the text has one blank. */
static lmv__pos continued_at(const lmv__entry *entry, size_t bytes)
{
    lmv__pos pos = entry->pos;
    const char *at = entry->source, *end = entry->source_end;

    for (size_t done = 0; done < bytes && at < end; done++) {
        const char *next = past_blanks(at, end);
        const char *line;

        if (next == end || (*next != '\n' && *next != '\r' && *next != '#')) {
            pos.column += ((unsigned char)*at++ & 0xC0) != 0x80;
            continue;
        }
        do {
            while (next < end && *next != '\n')
                next++;
            line = next < end ? next + 1 : end;
            next = past_blanks(line, end);
            pos.line++;
        } while (
            next < end && (*next == '\n' || *next == '\r' || *next == '#'));
        pos.column = 1 + (uint32_t)(next - line);
        at = next;
    }
    return pos;
}

lmv__pos lmv__entry_at(const lmv__entry *entry, size_t bytes)
{
    lmv__pos pos = entry->pos;
    const char *at = entry->source;
    size_t done = 0, made;

    if (bytes > entry->text.len)
        bytes = entry->text.len;
    if (entry->quote == '|')
        return continued_at(entry, bytes);
    if (!entry->quote || !at) {
        pos.column += (uint32_t)lmv__count_characters(entry->text.ptr, bytes);
        return pos;
    }
    while (done < bytes && at < entry->source_end) {
        size_t step = quoted_step(at, entry->quote, &made);
        if (step > (size_t)(entry->source_end - at))
            break;
        pos.column += (uint32_t)lmv__count_characters(at, step);
        at += step;
        done += made;
    }
    return pos;
}
