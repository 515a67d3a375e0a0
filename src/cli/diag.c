#include <config.h>

#include "cli/diag.h"

#include "base/json.h"
#include "cli/style.h"

#include <string.h>

enum { MAX_SHOWN = 400 }; /* bytes of a source line */

void lmv__cli_diag_init(lmv__cli_diag *diag, FILE *out)
{
    memset(diag, 0, sizeof *diag);
    diag->out = out;
    diag->color = lmv__color_wanted(LMV__COLOR_AUTO, fileno(out));
}

static const char *severity_name(lmv_severity severity)
{
    return severity == LMV_ERROR     ? "error"
           : severity == LMV_WARNING ? "warning"
                                     : "note";
}

/* Bytes of the first `characters` characters. */
static size_t prefix(const char *line, uint32_t characters)
{
    size_t i = 0;

    while (line[i] && characters > 0) {
        i++;
        while (((unsigned char)line[i] & 0xc0) == 0x80)
            i++;
        characters--;
    }
    return i;
}

static void print_source(lmv__cli_diag *diag, const lmv_diagnostic *d)
{
    const char *line = d->source_line;
    size_t length = strcspn(line, "\n"), before, shown;
    lmv__buf safe;

    if (length > MAX_SHOWN)
        length = MAX_SHOWN;
    while (length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80)
        length--;
    before = d->column ? prefix(line, d->column - 1) : 0;
    lmv__buf_init(&safe);
    lmv__style_safe(&safe, line, length);
    fprintf(diag->out, "%6u | %s\n", d->line, safe.data ? safe.data : "");
    if (d->column && before <= length) {
        shown = lmv__style_width(line, before);
        fprintf(diag->out, "       | %*s%s^%s\n", (int)shown, "",
            lmv__ink_on(diag->color, LMV__INK_GREEN),
            lmv__ink_off(diag->color));
    }
    lmv__buf_clear(&safe);
}

static void print_text(lmv__cli_diag *diag, const lmv_diagnostic *d)
{
    lmv__ink ink = d->severity == LMV_ERROR     ? LMV__INK_RED
                   : d->severity == LMV_WARNING ? LMV__INK_YELLOW
                                                : LMV__INK_BLUE;

    if (d->file && *d->file) {
        fputs(d->file, diag->out);
        if (d->line)
            fprintf(diag->out, ":%u", d->line);
        if (d->line && d->column)
            fprintf(diag->out, ":%u", d->column);
        fputs(": ", diag->out);
    }
    fprintf(diag->out, "%s%s%s%s%s%s: %s\n", lmv__ink_on(diag->color, ink),
        severity_name(d->severity), d->code && *d->code ? "[" : "",
        d->code ? d->code : "", d->code && *d->code ? "]" : "",
        lmv__ink_off(diag->color), d->message);
    if (d->source_line && d->line)
        print_source(diag, d);
    if (d->help && *d->help)
        fprintf(diag->out, "       help: %s\n", d->help);
}

static void json_pair(lmv__json_writer *json, const char *key, const char *text)
{
    lmv__json_key(json, key);
    lmv__json_text(json, text && *text ? text : NULL);
}

static void print_json(lmv__cli_diag *diag, const lmv_diagnostic *d)
{
    lmv__json_writer json;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__json_writer_init(&json, &out, 0);
    lmv__json_begin(&json, '{');
    json_pair(&json, "severity", severity_name(d->severity));
    json_pair(&json, "code", d->code);
    json_pair(&json, "file", d->file);
    lmv__json_key(&json, "line");
    lmv__json_uint(&json, d->line);
    lmv__json_key(&json, "column");
    lmv__json_uint(&json, d->column);
    json_pair(&json, "message", d->message);
    json_pair(&json, "help", d->help);
    lmv__json_end(&json, '}');
    fprintf(diag->out, "%s\n", out.data ? out.data : "");
    lmv__buf_clear(&out);
}

/* Of what was typed on the command line there is no file to name. */
static void print_typed(lmv__cli_diag *diag, const lmv_diagnostic *problem)
{
    lmv_diagnostic d = *problem;
    size_t before = diag->typed_from - 1;
    bool on_its_line =
        d.source_line && d.column >= diag->typed_from &&
        strlen(d.source_line) >= before &&
        strncmp(d.source_line + before, diag->typed, strlen(diag->typed)) == 0;

    d.source_line = diag->typed;
    d.column = on_its_line ? d.column - (uint32_t)before : 0;
    d.file = NULL;
    d.line = 1;
    print_text(diag, &d);
}

void lmv__cli_diag_print(void *payload, const lmv_diagnostic *diagnostic)
{
    lmv__cli_diag *diag = payload;

    diag->errors += diagnostic->severity == LMV_ERROR;
    diag->warnings += diagnostic->severity == LMV_WARNING;
    if (diag->quiet || (diagnostic->severity == LMV_NOTE && !diag->notes))
        return;
    if (diag->json)
        print_json(diag, diagnostic);
    else if (diag->typed && diagnostic->file &&
             strcmp(diagnostic->file, diag->typed_file) == 0)
        print_typed(diag, diagnostic);
    else
        print_text(diag, diagnostic);
}
