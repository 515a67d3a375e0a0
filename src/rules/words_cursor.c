#include "rules/words_parser.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

/*
 * The cursor: characters, blanks, numbers, and complaints with their place.
 */

/* ------------------------------------------------------------- reporting */

lmv_status lmv__parse_complain(lmv__parser *p, int32_t at, const char *code,
    const char *help, const char *what)
{
    lmv__pos pos = p->context->entry->pos;

    if (p->own)
        pos = lmv__entry_at(p->context->entry, (size_t)at);
    lmv__report(p->context->reporter, p->context->rules, LMV_ERROR, code, pos,
        help, "%s", what);
    return LMV_ERULES;
}

lmv__arena *lmv__parse_arena_of(lmv__parser *p)
{
    return &p->context->rules->arena;
}

lmv_status lmv__report_unknown_list(
    const lmv__words_context *context, int32_t bytes, lmv__slice name)
{
    lmv__report(context->reporter, context->rules, LMV_ERROR, "E220",
        lmv__entry_at(context->entry, (size_t)bytes),
        "lists stand under `lists:` or `verbs:` of this pack or of one it "
        "imports",
        "unknown list `$%.*s`", (int)name.len, name.ptr);
    return LMV_ERULES;
}

/* ------------------------------------------------------------ characters */

/* The character at `at`, or 0 at the end. */
UChar32 lmv__parse_peek(const lmv__parser *p, int32_t at)
{
    size_t used;
    uint32_t c;

    if (at >= p->len)
        return 0;
    c = lmv__utf8_next(p->text + at, (size_t)(p->len - at), &used);
    return c == LMV__UTF8_BAD ? 0xFFFD : (UChar32)c;
}

int32_t lmv__parse_next_at(const lmv__parser *p, int32_t at)
{
    size_t used;

    if (at >= p->len)
        return at;
    lmv__utf8_next(p->text + at, (size_t)(p->len - at), &used);
    return at + (int32_t)used;
}

bool lmv__parse_is_blank(UChar32 c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
}

bool lmv__parse_is_quote(UChar32 c)
{
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB ||
           c == 0xBB;
}

bool lmv__parse_is_hyphen(UChar32 c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

bool lmv__parse_is_alnum(UChar32 c)
{
    return c && (u_isalpha(c) || u_isdigit(c));
}

bool lmv__parse_starts(const lmv__parser *p, int32_t at, const char *what)
{
    int32_t n = (int32_t)strlen(what);

    return p->len - at >= n && memcmp(p->text + at, what, (size_t)n) == 0;
}

/* Length of "..." or "…" at `at`, 0 when there is none. */
int32_t lmv__parse_dots_at(const lmv__parser *p, int32_t at)
{
    int32_t n = 0;

    if (lmv__parse_starts(p, at, "\xE2\x80\xA6"))
        return 3;
    if (!lmv__parse_starts(p, at, "..."))
        return 0;
    while (at + n < p->len && p->text[at + n] == '.')
        n++;
    return n;
}

void lmv__parse_skip_blanks(lmv__parser *p)
{
    while (p->at < p->len && lmv__parse_is_blank(lmv__parse_peek(p, p->at)))
        p->at = lmv__parse_next_at(p, p->at);
}

/* A number at the cursor, or `standard` when there is none. */
int32_t lmv__parse_number(lmv__parser *p, int32_t standard)
{
    int32_t number = 0;

    if (p->at >= p->len || p->text[p->at] < '0' || p->text[p->at] > '9')
        return standard;
    while (p->at < p->len && p->text[p->at] >= '0' && p->text[p->at] <= '9') {
        if (number < 100000)
            number = number * 10 + (p->text[p->at] - '0');
        p->at++;
    }
    return number;
}
