/*
 * The names in gold files: themes by id, label and code, comments by id.
 */
#include "workbench/gold_inner.h"

#include "rules/model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

lmv__slice lmv__gold_trim(lmv__slice cell)
{
    while (cell.len > 0 && (unsigned char)cell.ptr[0] <= ' ') {
        cell.ptr++;
        cell.len--;
    }
    while (cell.len > 0 && (unsigned char)cell.ptr[cell.len - 1] <= ' ')
        cell.len--;
    return cell;
}

bool lmv__gold_remark(lmv__gold *gold, const char *format, ...)
{
    char text[512];
    const char **place = lmv__vec_push(&gold->remarks);
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (place)
        *place = lmv__arena_copy(&gold->arena, text, strlen(text));
    return place && *place;
}

/* ASCII letters in lower case, `_` and blanks as `-`. */
static lmv__slice plain(lmv__gold *gold, lmv__slice name)
{
    lmv__slice out = {NULL, name.len};
    char *copy = lmv__arena_copy(&gold->arena, name.ptr, name.len);
    size_t i;

    for (i = 0; copy && i < name.len; i++)
        copy[i] = copy[i] >= 'A' && copy[i] <= 'Z'   ? (char)(copy[i] + 32)
                  : copy[i] == '_' || copy[i] == ' ' ? '-'
                                                     : copy[i];
    out.ptr = copy;
    return out;
}

static bool name_theme(lmv__gold *gold, lmv__slice name, uint32_t theme)
{
    lmv__slice key = plain(gold, name);

    if (!key.ptr)
        return false;
    if (lmv__map_get(&gold->theme_names, key) != LMV__MAP_NONE)
        return true; /* the first one has it */
    return lmv__map_set(&gold->theme_names, key, theme);
}

bool lmv__gold_names(lmv__gold *gold)
{
    const lmv_ruleset *rules = gold->rules;
    uint32_t i, k;

    for (i = 0; i < rules->n_themes; i++)
        if (!name_theme(gold, rules->themes[i].id, i))
            return false;
    for (i = 0; i < rules->n_themes; i++) {
        const lmv__theme *theme = &rules->themes[i];
        char code[16];

        for (k = 0; k < theme->n_labels; k++)
            if (!name_theme(gold, theme->labels[k].text, i))
                return false;
        snprintf(code, sizeof code, "%u", theme->code);
        if (theme->code && !name_theme(gold, lmv__slice_of(code), i))
            return false;
    }
    return true;
}

static uint32_t find_theme(const lmv__gold *gold, lmv__slice name)
{
    char key[256];
    size_t i;

    if (name.len == 0 || name.len > sizeof key)
        return LMV__MAP_NONE;
    for (i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        key[i] = c >= 'A' && c <= 'Z'   ? (char)(c + 32)
                 : c == '_' || c == ' ' ? '-'
                                        : c;
    }
    name.ptr = key;
    return lmv__map_get(&gold->theme_names, name);
}

/* By its own name, or behind those of its parents, as programs for coding
 * write them: "Support\\Slow response", "Support > Slow response". */
uint32_t lmv__gold_theme(const lmv__gold *gold, lmv__slice name)
{
    uint32_t theme;
    size_t i;

    name = lmv__gold_trim(name);
    theme = find_theme(gold, name);
    for (i = name.len; theme == LMV__MAP_NONE && i > 0; i--)
        if (strchr("\\>", name.ptr[i - 1])) {
            lmv__slice last = {name.ptr + i, name.len - i};

            return find_theme(gold, lmv__gold_trim(last));
        }
    return theme;
}

bool lmv__gold_unknown(lmv__gold *gold, lmv__slice name)
{
    lmv__slice *place, key = plain(gold, lmv__gold_trim(name));

    if (!key.ptr)
        return false;
    if (lmv__map_get(&gold->unknown_index, key) != LMV__MAP_NONE)
        return true;
    place = lmv__vec_push(&gold->unknown);
    if (!place)
        return false;
    *place = key;
    return lmv__map_set(
        &gold->unknown_index, key, (uint32_t)gold->unknown.len - 1);
}

/* ---- comments ---- */

bool lmv__gold_index(lmv__gold_read *read, bool with_columns)
{
    lmv__gold *gold = read->gold;
    size_t n = read->corpus->comments.len, i, twice = 0;

    read->with_columns = with_columns;
    for (i = 0; i < n; i++) {
        const lmv__comment *comment = lmv__corpus_at(read->corpus, i);
        lmv__slice key = comment->id;

        if (with_columns) {
            const lmv__slice *column =
                lmv__vec_at(&read->corpus->columns, comment->column);

            key.ptr = lmv__arena_printf(&gold->arena, "%.*s\x1f%.*s",
                (int)column->len, column->ptr, (int)comment->id.len,
                comment->id.ptr);
            if (!key.ptr)
                return false;
            key.len = strlen(key.ptr);
        }
        if (lmv__map_get(&read->comments, key) != LMV__MAP_NONE)
            twice++;
        else if (!lmv__map_set(&read->comments, key, (uint32_t)i))
            return false;
    }
    if (twice > 0)
        return lmv__gold_remark(gold,
            "%zu comment%s with an id that another has: gold belongs to the "
            "first one%s",
            twice, twice == 1 ? "" : "s",
            with_columns ? ""
                         : "; a column named `column` in the gold tells text "
                           "columns apart");
    return true;
}

unsigned lmv__gold_answer(lmv__slice cell)
{
    size_t i;

    cell = lmv__gold_trim(cell);
    if (cell.len == 0 || cell.len > 31)
        return LMV__UNSAID;
    if ((cell.len == 1 && (cell.ptr[0] == 'x' || cell.ptr[0] == 'X')) ||
        (cell.len == 4 && strncasecmp(cell.ptr, "true", 4) == 0))
        return 1;
    if (cell.len == 5 && strncasecmp(cell.ptr, "false", 5) == 0)
        return 0;
    for (i = 0; i < cell.len; i++) /* a number, with either decimal point */
        if (!strchr("0123456789.,", cell.ptr[i]))
            return LMV__UNSAID;
    for (i = 0; i < cell.len; i++)
        if (cell.ptr[i] >= '1' && cell.ptr[i] <= '9')
            return 1;
    return 0;
}
