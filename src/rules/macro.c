#include "rules/words.h"

#include "base/utf8.h"
#include "text/fold.h"

#include <string.h>

/*
 * Macros: `{{name}}` in patterns and entries, expanded to a group.  The
 * built-in ones are the spellings that folding knows, since a raw pattern is
 * not folded.
 */

#define MAX_EXPANSION 32768

static const struct {
    const char *name, *regex;
} built_in[] = {
    {"ä", "(?:ä|ae)"},
    {"ö", "(?:ö|oe)"},
    {"ü", "(?:ü|ue)"},
    {"ß", "(?:ß|ss|ẞ)"},
    {"'", "(?:['’‘ʼ´`])"},
    {"-", "(?:[-‐‑‒–—−])"},
};

static bool append(
    lmv__buf *out, lmv__vec *map, const char *text, size_t len, size_t from)
{
    lmv__buf_add(out, text, len);
    for (size_t i = 0; map && i < len; i++) {
        size_t *slot = lmv__vec_push(map);
        if (!slot)
            return false;
        *slot = from;
    }
    return !out->failed;
}

/* Append the regex of macro `name`, which stands `from` bytes into the text. */
static lmv_status append_macro(const lmv_ruleset *rules, uint32_t pack,
    lmv__slice name, uint32_t depth, lmv__buf *out, lmv__vec *map, size_t from,
    lmv__slice *missing)
{
    uint32_t index;
    lmv__buf inner;
    lmv_status status;

    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (lmv__slice_is(name, built_in[i].name))
            return append(out, map, built_in[i].regex,
                       strlen(built_in[i].regex), from)
                       ? LMV_OK
                       : LMV_ENOMEM;
    index = lmv__ruleset_macro(rules, pack, name);
    if (index == LMV__NONE) {
        *missing = name;
        return LMV_ENOTFOUND;
    }
    if (depth >= LMV__MAX_DEPTH || out->len > MAX_EXPANSION)
        return LMV_ELIMIT;
    lmv__buf_init(&inner);
    status = lmv__macro_expand(rules, rules->macros[index].pack,
        rules->macros[index].regex, depth + 1, &inner, NULL, missing);
    if (status == LMV_OK &&
        !(append(out, map, "(?:", 3, from) &&
            append(out, map, inner.data ? inner.data : "", inner.len, from) &&
            append(out, map, ")", 1, from)))
        status = LMV_ENOMEM;
    lmv__buf_clear(&inner);
    return status;
}

/* Length of "{{name}}" at `at`, 0 when there is none. */
static size_t macro_at(lmv__slice text, size_t at)
{
    if (text.len - at < 5 || memcmp(text.ptr + at, "{{", 2) != 0)
        return 0;
    for (size_t end = at + 2; end + 1 < text.len; end++) {
        if (text.ptr[end] == '{')
            return 0;
        if (text.ptr[end] == '}')
            return text.ptr[end + 1] == '}' && end > at + 2 ? end + 2 - at : 0;
    }
    return 0;
}

lmv_status lmv__macro_expand(const lmv_ruleset *rules, uint32_t pack,
    lmv__slice text, uint32_t depth, lmv__buf *out, lmv__vec *map,
    lmv__slice *missing)
{
    size_t i = 0;

    while (i < text.len) {
        size_t n = macro_at(text, i);
        lmv_status status = LMV_OK;

        if (n) {
            lmv__slice name = {text.ptr + i + 2, n - 4};
            status =
                append_macro(rules, pack, name, depth, out, map, i, missing);
        } else {
            n = 1;
            if (!append(out, map, text.ptr + i, 1, i))
                status = LMV_ENOMEM;
        }
        if (status != LMV_OK)
            return status;
        i += n;
    }
    return out->failed ? LMV_ENOMEM : LMV_OK;
}

lmv_status lmv__fold_macro(lmv__buf *regex)
{
    lmv__buf out;
    lmv_status status = LMV_OK;
    size_t i = 0, len = regex->len;
    bool in_class = false;

    lmv__buf_init(&out);
    while (i < len && status == LMV_OK) {
        size_t from = i, used = 1;
        uint32_t c = lmv__utf8_next(regex->data + i, len - i, &used);

        i += used;
        if (c == '\\' && i < len) {
            lmv__utf8_next(regex->data + i, len - i, &used);
            i += used;
        }
        if (c == '[')
            in_class = true;
        else if (c == ']')
            in_class = false;
        if (c > 0x7F && !in_class)
            status = lmv__fold_string(regex->data + from, i - from, &out, NULL);
        else
            lmv__buf_add(&out, regex->data + from, i - from);
    }
    if (out.failed)
        status = LMV_ENOMEM;
    if (status != LMV_OK) {
        lmv__buf_clear(&out);
        return status;
    }
    lmv__buf_clear(regex);
    *regex = out;
    return LMV_OK;
}
