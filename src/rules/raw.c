#include "rules/raw.h"

#include "rules/words.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- refusals */

static const char *refused_escape(lmv__slice regex, size_t at)
{
    char c = at + 1 < regex.len ? regex.ptr[at + 1] : '\0';
    char next = at + 2 < regex.len ? regex.ptr[at + 2] : '\0';

    switch (c) {
    case 'C':
        return "\\C matches half a character";
    case 'K':
        return "\\K moves the start of a match; use (?<hit>...)";
    case 'G':
        return "\\G depends on the match before";
    case 'g':
        if (next == '<' || next == '\'')
            return "recursion is not bounded";
        return NULL;
    default:
        return NULL;
    }
}

static const char *refused_group(lmv__slice regex, size_t at)
{
    char c = at + 1 < regex.len ? regex.ptr[at + 1] : '\0';
    char d = at + 2 < regex.len ? regex.ptr[at + 2] : '\0';
    char e = at + 3 < regex.len ? regex.ptr[at + 3] : '\0';

    if (c == '*')
        return "verbs such as (*SKIP) and options such as (*UTF) are not "
               "allowed";
    if (c != '?')
        return NULL;
    if (d == 'C')
        return "callouts are not allowed";
    if (d == 'R' || d == '&' || (d >= '0' && d <= '9') ||
        (d == 'P' && e == '>') ||
        ((d == '+' || d == '-') && e >= '0' && e <= '9'))
        return "recursion is not bounded";
    return NULL;
}

const char *lmv__raw_refused(lmv__slice regex, size_t *at)
{
    bool in_class = false;

    for (size_t i = 0; i < regex.len; i++) {
        const char *why = NULL;
        char c = regex.ptr[i];

        *at = i;
        if (c == '\\') {
            why = refused_escape(regex, i);
            i++;
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
            if (i + 1 < regex.len && regex.ptr[i + 1] == '^')
                i++;
            if (i + 1 < regex.len && regex.ptr[i + 1] == ']')
                i++;
        } else if (c == '(') {
            why = refused_group(regex, i);
        } else if (c == '{' && i + 1 < regex.len && regex.ptr[i + 1] == ',') {
            why = "{,n} means {0,n} in some versions of PCRE2 only";
        }
        if (why)
            return why;
    }
    return NULL;
}

/* ----------------------------------------------------------------- compile */

typedef struct expansion {
    lmv__buf regex;
    lmv__vec map; /* size_t: byte of the author's text, by byte of regex */
} expansion;

static lmv_status expand(lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__entry *entry, expansion *x)
{
    lmv__slice missing = {NULL, 0};
    lmv_status status = lmv__macro_expand(
        rules, entry->pack, entry->text, 0, &x->regex, &x->map, &missing);
    size_t at;

    if (status == LMV_ENOTFOUND) {
        at = missing.ptr >= entry->text.ptr &&
                     missing.ptr < entry->text.ptr + entry->text.len
                 ? (size_t)(missing.ptr - entry->text.ptr)
                 : 0;
        if (at >= 2 && !memcmp(entry->text.ptr + at - 2, "{{", 2))
            at -= 2;
        lmv__report(reporter, rules, LMV_ERROR, "E221",
            lmv__entry_at(entry, at),
            "macros stand under `macros:` of this pack or of one it imports",
            "unknown macro `%.*s`", (int)missing.len, missing.ptr);
        return LMV_ERULES;
    }
    if (status == LMV_ELIMIT) {
        lmv__report(reporter, rules, LMV_ERROR, "E221", entry->pos, NULL,
            "a macro here contains itself, or is too large");
        return LMV_ERULES;
    }
    return status;
}

static size_t author_byte(const expansion *x, size_t offset)
{
    if (x->map.len == 0)
        return 0;
    if (offset >= x->map.len)
        offset = x->map.len - 1;
    return *(size_t *)lmv__vec_at(&x->map, offset);
}

static lmv_status check(lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__entry *entry, const expansion *x, lmv__part *part)
{
    char message[128];
    size_t at = 0;
    const char *why = lmv__raw_refused(part->regex, &at);
    const lmv__code *code;
    uint32_t empty = 0;

    if (why) {
        lmv__report(reporter, rules, LMV_ERROR, "E320",
            lmv__entry_at(entry, author_byte(x, at)), NULL, "%s", why);
        return LMV_ERULES;
    }
    code = lmv__part_code(rules, part, message, &at);
    if (!code) {
        lmv__report(reporter, rules, LMV_ERROR, "E321",
            lmv__entry_at(entry, author_byte(x, at)),
            "the syntax is that of PCRE2", "%s", message);
        return LMV_ERULES;
    }
    pcre2_pattern_info(code->code, PCRE2_INFO_MATCHEMPTY, &empty);
    if (empty) {
        lmv__report(reporter, rules, LMV_ERROR, "E322", entry->pos,
            "something in it must be required",
            "this pattern matches the empty string");
        return LMV_ERULES;
    }
    return LMV_OK;
}

lmv_status lmv__raw_compile(lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__entry *entry, bool case_match, lmv__part *part)
{
    expansion x;
    lmv_status status;

    lmv__buf_init(&x.regex);
    lmv__vec_init(&x.map, sizeof(size_t));
    part->raw = true;
    part->case_match = case_match;
    part->within = -1;
    status = expand(rules, reporter, entry, &x);
    if (status == LMV_OK) {
        part->regex.ptr = lmv__arena_copy(
            &rules->arena, x.regex.data ? x.regex.data : "", x.regex.len);
        part->regex.len = x.regex.len;
        status = part->regex.ptr ? check(rules, reporter, entry, &x, part)
                                 : LMV_ENOMEM;
    }
    if (status == LMV_OK)
        status = lmv__raw_literals(rules, part->regex, part);
    lmv__buf_clear(&x.regex);
    lmv__vec_clear(&x.map);
    return status;
}
