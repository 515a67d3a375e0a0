/*
 * What is wrong with a YAML file, in words for people who do not know YAML:
 * bytes that are no text, libyaml's complaints, and traps that are valid YAML
 * but never what the author meant.
 */
#include "base/utf8.h"
#include "rules/report.h"
#include "rules/yaml_p.h"

#include <string.h>

/* What makes a character unfit for a rule file, or NULL. */
static const char *unfit(uint32_t c)
{
    if (!c)
        return "a NUL byte: this is no text file, or it is UTF-16";
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
        (c >= 0x7f && c < 0xa0))
        return "a control character";
    if (c == 0x2028 || c == 0x2029)
        return "an invisible line separator (U+2028 or U+2029)";
    if (c == 0xfffe || c == 0xffff)
        return "a character that Unicode leaves undefined";
    return NULL;
}

static bool is_letter(unsigned char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* A lone high byte beside a letter is how Windows-1252 writes an umlaut. */
static bool looks_like_windows(const lmv__yaml *yaml, size_t i)
{
    const unsigned char *text = (const unsigned char *)yaml->text;

    return text[i] >= 0x80 &&
           ((i && is_letter(text[i - 1])) ||
               (i + 1 < yaml->len && is_letter(text[i + 1])));
}

static void report_bytes(lmv__yaml *yaml, size_t i, lmv__pos pos)
{
    unsigned byte = (unsigned char)yaml->text[i];

    if (looks_like_windows(yaml, i))
        lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E104", pos,
            "save the file as UTF-8 in your editor",
            "the byte 0x%02x is not UTF-8; the file looks like Windows-1252",
            byte);
    else
        lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E104", pos,
            "save the file as UTF-8 in your editor",
            "the byte 0x%02x is not UTF-8", byte);
}

bool lmv__yaml_check_bytes(lmv__yaml *yaml)
{
    const unsigned char *text = (const unsigned char *)yaml->text;
    lmv__pos pos = {yaml->file, 1, 1};
    size_t i = 0;

    if (yaml->len >= 2 && !yaml->bom &&
        (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2))) {
        lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E104", pos,
            "save the file as UTF-8 in your editor", "the file is UTF-16");
        return false;
    }
    while (i < yaml->len) {
        size_t len;
        uint32_t c = lmv__utf8_next(yaml->text + i, yaml->len - i, &len);
        const char *why = unfit(c);

        if (c == LMV__UTF8_BAD) {
            report_bytes(yaml, i, pos);
            return false;
        }
        if (why) {
            lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E104", pos,
                "delete it", "the file holds %s", why);
            return false;
        }
        pos.column++;
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
            pos.line++;
            pos.column = 1;
        }
        i += len;
    }
    return true;
}

/* ---- libyaml's complaints ---- */

typedef struct complaint {
    const char *problem, *context; /* parts of libyaml's; NULL: any */
    const char *code, *message, *help;
    bool at_context; /* where the thing began says more */
} complaint;

static const complaint complaints[] = {
    {"expected comment or line break", "block scalar", "E108",
        "text on the line of | or >",
        "| and > end their line; the text begins on the next one, indented",
        false},
    {"tab character", NULL, "E102", "a tab where YAML wants blanks",
        "indent with blanks only", false},
    {"unknown escape character", NULL, "E109",
        "a backslash in double quotes that YAML does not know",
        "write single quotes: 'like this', or a | block", false},
    {"did not find expected hexdecimal number", NULL, "E109",
        "a backslash in double quotes that YAML does not know",
        "write single quotes: 'like this', or a | block", false},
    {"alphabetic or numeric", "alias", "E105",
        "* at the beginning makes a YAML alias, not a wildcard",
        "a text that begins with * has to stand in quotes or in a | block",
        true},
    {"alphabetic or numeric", "anchor", "E105",
        "& makes a YAML anchor, which rule files do without",
        "a text that begins with & has to stand in quotes or in a | block",
        true},
    {"mapping values are not allowed", NULL, "E111",
        "a second colon with a blank behind it (or a line that is indented "
        "too far)",
        "put a text that holds `: ` in quotes", false},
    {"unexpected end of stream", "quoted scalar", "E101",
        "the quotes that begin here are never closed",
        "close them, or take them away", true},
    {"unexpected document indicator", "quoted scalar", "E101",
        "the quotes that begin here are never closed",
        "close them, or take them away", true},
    {"expected ',' or ']'", NULL, "E101",
        "the list that begins with [ here is never closed, or lacks a comma",
        "close it with ], put texts with commas in quotes", true},
    {"expected ',' or '}'", NULL, "E101",
        "the map that begins with { here is never closed, or lacks a comma",
        "close it with }, put texts with commas or colons in quotes", true},
    {"could not find expected ':'", NULL, "E101",
        "a line that is no `key: "
        "value`",
        "write `key: value`, `- item`, or indent the lines of a | block", true},
    {"did not find expected key", NULL, "E101",
        "this does not fit to the lines above it",
        "mind the indentation, and quotes in quotes: 'it''s'", false},
    {"did not find expected '-' indicator", NULL, "E101",
        "a list goes on here, but not with `- `",
        "begin each item with `- `, all indented alike", false},
    {"block sequence entries are not allowed", NULL, "E101",
        "a list item cannot begin here",
        "begin the list on a new line, indented", false},
};

static lmv__pos mark_pos(const lmv__yaml *yaml, const yaml_mark_t *mark)
{
    return (lmv__pos){
        yaml->file, (uint32_t)mark->line + 1, (uint32_t)mark->column + 1};
}

/* "found character that cannot start any token": which one it is. */
static void explain_character(lmv__yaml *yaml, const yaml_mark_t *mark)
{
    const char *at = yaml->text, *end = at + yaml->len;
    size_t line = 0, column = 0;

    while (at < end && (line < mark->line || column < mark->column)) {
        if (*at == '\n' || (*at == '\r' && at[1] != '\n')) {
            line++;
            column = 0;
        } else if (((unsigned char)at[1] & 0xc0) != 0x80) {
            column++;
        }
        at++;
    }
    if (at < end && *at == '\t')
        lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E102",
            mark_pos(yaml, mark), "indent with blanks only",
            "a tab where YAML wants blanks");
    else
        lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E110",
            mark_pos(yaml, mark), "put the text in quotes, or in a | block",
            "a text cannot begin with %c in YAML", at < end ? *at : '?');
}

void lmv__yaml_explain(lmv__yaml *yaml)
{
    const yaml_parser_t *parser = &yaml->parser;
    const char *problem = parser->problem ? parser->problem : "cannot be read";
    const char *context = parser->context ? parser->context : "";

    if (strstr(problem, "cannot start any token")) {
        explain_character(yaml, &parser->problem_mark);
        return;
    }
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
        const complaint *c = &complaints[i];

        if (!strstr(problem, c->problem) ||
            (c->context && !strstr(context, c->context)))
            continue;
        lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, c->code,
            mark_pos(yaml,
                c->at_context ? &parser->context_mark : &parser->problem_mark),
            c->help, "%s", c->message);
        return;
    }
    lmv__report(yaml->reporter, yaml->rules, LMV_ERROR, "E101",
        mark_pos(yaml, &parser->problem_mark), NULL, "not valid YAML: %s",
        problem);
}

/* ---- traps that are valid YAML ---- */

/* `Platz #1` without quotes: YAML drops ` #1` silently.  A comment that has a
 * blank behind its # is meant. */
static void check_dropped(lmv__yaml *yaml, const lmv__node *node)
{
    const char *begin = yaml->text - yaml->bom;
    const char *at = begin + node->end, *end = yaml->text + yaml->len;
    lmv__pos pos = node->pos;

    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    if (at == begin + node->end || at + 1 >= end || *at != '#' ||
        strchr(" \t\r\n#", at[1]))
        return;
    if (node->end_line == pos.line)
        pos.column += (uint32_t)lmv__count_characters(
            begin + node->start, (size_t)(at - begin) - node->start);
    lmv__report(yaml->reporter, yaml->rules, LMV_WARNING, "W121", pos,
        "put the text in quotes when # belongs to it; write a blank behind # "
        "when it is a comment",
        "` #` begins a comment here: the rest of the line is dropped");
}

void lmv__yaml_check_scalar(lmv__yaml *yaml, lmv__node *node)
{
    if (node->style == LMV__PLAIN && node->value.len)
        check_dropped(yaml, node);
    if (node->style != LMV__DOUBLE)
        return;
    for (size_t i = 0; i < node->value.len; i++) {
        unsigned char byte = (unsigned char)node->value.ptr[i];

        if ((byte >= 0x20 && byte != 0x7f) || byte == '\n' || byte == '\t')
            continue;
        lmv__yaml_break(yaml, node, "E109", node->pos,
            "write single quotes: '\\bnicht\\b', or a | block",
            byte == '\b' ? "\\b in double quotes is a backspace character"
                         : "a backslash in double quotes makes a control "
                           "character here");
        return;
    }
}
