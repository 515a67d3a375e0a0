#include <config.h>

#include "cli/asks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char kinds[] = "liked, disliked, improve or open";

/* The last = divides: columns may be named "a=b". */
static bool divide(const char *value, lmv__slice *column, lmv_asked *asked)
{
    const char *equals = strrchr(value, '=');

    if (!equals || equals == value)
        return false;
    *column = (lmv__slice){value, (size_t)(equals - value)};
    return lmv_asked_find(equals + 1, asked);
}

bool lmv__asks_check(const lmv__cli_command *command, const char *value)
{
    lmv__slice column;
    lmv_asked asked;

    if (divide(value, &column, &asked))
        return true;
    lmv__cli_usage(
        command, "--asks %s: say COLUMN=KIND; KIND is %s", value, kinds);
    return false;
}

/* By name, or by number as in --text. */
static bool is_column(
    const lmv__columns *columns, size_t index, lmv__slice column)
{
    char number[24];

    snprintf(number, sizeof number, "%zu", index + 1);
    return lmv__slice_same(columns->at[index].name, column) ||
           lmv__slice_is(column, number);
}

static bool apply(const lmv__columns *columns, const char *value, lmv_asked *to)
{
    lmv__slice column;
    lmv_asked asked;
    bool found = false;

    divide(value, &column, &asked);
    for (size_t i = 0; i < columns->n_text; i++)
        if (is_column(columns, columns->text[i], column)) {
            to[i] = asked;
            found = true;
        }
    return found;
}

static lmv_asked from_packs(const lmv_ruleset *rules, lmv__slice column)
{
    char *name = strndup(column.ptr ? column.ptr : "", column.len);
    lmv_asked asked = lmv_ruleset_asks(rules, name);

    free(name);
    return asked;
}

lmv_asked *lmv__asks_columns(const lmv__cli_command *command,
    const lmv__vec *options, const lmv_ruleset *rules,
    const lmv__columns *columns)
{
    lmv_asked *asked = calloc(columns->n_text + 1, sizeof *asked);

    if (!asked) {
        lmv__cli_say("out of memory");
        return NULL;
    }
    for (size_t i = 0; i < columns->n_text; i++)
        asked[i] = from_packs(rules, columns->at[columns->text[i]].name);
    for (size_t i = 0; i < options->len; i++) {
        const char *value = *(char **)lmv__vec_at(options, i);

        if (apply(columns, value, asked))
            continue;
        lmv__cli_usage(command,
            "--asks %s: no column of comments has this name; choose them with "
            "--text",
            value);
        free(asked);
        return NULL;
    }
    return asked;
}
