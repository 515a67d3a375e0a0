/*
 * Matchers: what a signal looks for, nested to LMV__MAX_DEPTH.
 */
#include "rules/entry.h"
#include "rules/theme.h"

#include <string.h>

enum { MAX_WITHIN = 100 };

static const char *const widths[] = {"sentence", "comment"};

static const lmv__key at_least_keys[] = {
    {.name = "n",
        .kind = LMV__AS_WHOLE,
        .doc = "how many of them",
        .needed = true,
        .min = 1,
        .max = LMV__MAX_OPERANDS},
    {.name = "of",
        .kind = LMV__AS_LIST,
        .doc = "matchers",
        .needed = true,
        .shape = &lmv__matcher_shape},
};
static const lmv__shape at_least_shape = {"at_least", at_least_keys, 2, NULL};

static const lmv__key keys[LMV__N_MATCHER_KEYS] = {
    [LMV__MATCH_WORDS] = {.name = "words",
        .kind = LMV__AS_ENTRIES,
        .doc = "words to look for"},
    [LMV__MATCH_PATTERN] = {.name = "pattern",
        .kind = LMV__AS_TEXT,
        .doc = "a PCRE2 regular expression on one sentence"},
    [LMV__MATCH_NEAR] = {.name = "near",
        .kind = LMV__AS_ENTRIES_LIST,
        .doc = "all of these in a sentence, near each other"},
    [LMV__MATCH_ALL] = {.name = "all",
        .kind = LMV__AS_LIST,
        .doc = "all of these matchers",
        .shape = &lmv__matcher_shape},
    [LMV__MATCH_ANY] = {.name = "any",
        .kind = LMV__AS_LIST,
        .doc = "one of these matchers",
        .shape = &lmv__matcher_shape},
    [LMV__MATCH_AT_LEAST] = {.name = "at_least",
        .kind = LMV__AS_MAP,
        .doc = "some of these matchers",
        .shape = &at_least_shape},
    [LMV__MATCH_THEME] = {.name = "theme",
        .kind = LMV__AS_ID,
        .doc = "the evidence of another theme"},
    [LMV__KEY_IN] = {.name = "in",
        .kind = LMV__AS_CHOICE,
        .doc = "with all, any, at_least: where they stand together",
        LMV__CHOICES(widths)},
    [LMV__KEY_WITHIN] = {.name = "within",
        .kind = LMV__AS_WHOLE,
        .doc = "with near: words between neighbours, at most",
        .min = 0,
        .max = MAX_WITHIN},
    [LMV__KEY_ORDERED] = {.name = "ordered",
        .kind = LMV__AS_BOOL,
        .doc = "with near: true fixes the order"},
};
const lmv__shape lmv__matcher_shape = {
    "a matcher", keys, LMV__N_MATCHER_KEYS, NULL};

static bool read_part(lmv__loader *load, const lmv__node *node, unsigned depth,
    lmv__matcher *out);

static bool read_words(
    lmv__loader *load, const lmv__node *node, lmv__matcher *out)
{
    out->words =
        lmv__entries_read(load, node, lmv__pack_languages(load), "words");
    return out->words.n > 0;
}

/* One regex, or one for each language. */
static bool read_pattern(
    lmv__loader *load, const lmv__node *node, lmv__matcher *out)
{
    lmv__entry *entry;
    lmv__slice text;

    if (!lmv__text(load, node, "pattern", &text))
        return false;
    if (memchr(text.ptr, '\n', text.len) || node->end_line != node->pos.line) {
        if (node->style != LMV__LITERAL || memchr(text.ptr, '\n', text.len)) {
            lmv__fail(load, "E205", node->pos,
                "a long pattern can be cut into macros: {{name}}",
                "a pattern stands on one line");
            return false;
        }
    }
    entry = lmv__arena_alloc(&load->rules->arena, 1, sizeof *entry);
    if (!entry) {
        load->nomem = true;
        return false;
    }
    entry->text = text;
    entry->languages = lmv__pack_languages(load);
    entry->pos = lmv__text_pos(node);
    entry->pack = load->pack;
    if (node->style == LMV__SINGLE || node->style == LMV__DOUBLE) {
        entry->quote = node->style == LMV__SINGLE ? '\'' : '"';
        entry->source =
            load->rules->files[node->pos.file].text.ptr + node->start + 1;
        entry->source_end = entry->source + (node->end - node->start - 2);
    }
    out->words = (lmv__entries){.items = entry, .n = 1};
    return true;
}

/* The list of a combining matcher, with at least `least` items. */
static bool has_parts(
    lmv__loader *load, const lmv__node *node, const char *what, uint32_t least)
{
    if (!lmv__is(load, node, LMV__LIST, what))
        return false;
    if (node->n > LMV__MAX_OPERANDS) {
        lmv__fail(load, "E211", node->pos,
            "put words into one list of entries, or into `lists:`",
            "%s takes at most %d things", what, LMV__MAX_OPERANDS);
        return false;
    }
    if (node->n >= least)
        return true;
    lmv__fail(load, "E211", node->pos, NULL, "%s needs %u things or more", what,
        (unsigned)least);
    return false;
}

static bool alloc_parts(lmv__loader *load, uint32_t n, lmv__matcher *out)
{
    out->parts = lmv__arena_alloc(&load->rules->arena, n, sizeof *out->parts);
    if (!out->parts)
        load->nomem = true;
    return out->parts != NULL;
}

static bool read_near(
    lmv__loader *load, const lmv__node *node, lmv__matcher *out)
{
    bool good = true;

    if (!has_parts(load, node, "near", 2) || !alloc_parts(load, node->n, out))
        return false;
    for (uint32_t i = 0; i < node->n; i++) {
        lmv__matcher *part = &out->parts[i];

        part->kind = LMV__MATCH_WORDS;
        part->pos = node->items[i]->pos;
        part->words = lmv__entries_read(
            load, node->items[i], lmv__pack_languages(load), "near");
        good = part->words.n > 0 && good;
    }
    out->n_parts = node->n;
    return good;
}

static bool read_combined(lmv__loader *load, const lmv__node *node,
    const char *what, unsigned depth, lmv__matcher *out)
{
    bool good = true;

    if (depth >= LMV__MAX_DEPTH) {
        lmv__fail(load, "E215", node->pos, NULL,
            "matchers are nested more than %d deep", LMV__MAX_DEPTH);
        return false;
    }
    if (!has_parts(load, node, what, 1) || !alloc_parts(load, node->n, out))
        return false;
    for (uint32_t i = 0; i < node->n; i++)
        good =
            read_part(load, node->items[i], depth + 1, &out->parts[i]) && good;
    out->n_parts = node->n;
    return good;
}

/* {n: 2, of: [...]} */
static bool read_at_least(
    lmv__loader *load, const lmv__node *node, unsigned depth, lmv__matcher *out)
{
    const lmv__node *values[2];
    bool good;

    if (!lmv__fields(load, node, &at_least_shape, values))
        return false;
    if (!values[0] || !values[1]) {
        lmv__fail(load, "E204", node->pos, "at_least: {n: 2, of: [...]}",
            "at_least needs n and of");
        return false;
    }
    good = read_combined(load, values[1], "of", depth, out);
    return lmv__number(load, values[0], "n", 1, out->n_parts ? out->n_parts : 1,
               &out->at_least) &&
           good;
}

static bool read_kind(
    lmv__loader *load, const lmv__node *node, unsigned depth, lmv__matcher *out)
{
    switch (out->kind) {
    case LMV__MATCH_WORDS:
        return read_words(load, node, out);
    case LMV__MATCH_PATTERN:
        return read_pattern(load, node, out);
    case LMV__MATCH_NEAR:
        return read_near(load, node, out);
    case LMV__MATCH_ALL:
        return read_combined(load, node, "all", depth, out);
    case LMV__MATCH_ANY:
        return read_combined(load, node, "any", depth, out);
    case LMV__MATCH_AT_LEAST:
        return read_at_least(load, node, depth, out);
    default:
        return lmv__id(load, node, "theme", &out->theme_id);
    }
}

/* in, within, ordered: each has its matchers. */
static void read_modifiers(
    lmv__loader *load, const lmv__node *const *values, lmv__matcher *out)
{
    const lmv__node *in = values[LMV__KEY_IN];
    bool near = out->kind == LMV__MATCH_NEAR;

    if (in && out->kind != LMV__MATCH_ALL && out->kind != LMV__MATCH_ANY &&
        out->kind != LMV__MATCH_AT_LEAST)
        lmv__fail(load, "E210", in->pos, NULL,
            "`in` goes with all, any and at_least, not with %s",
            keys[out->kind].name);
    else if (in)
        out->in_comment = lmv__choice(load, in, "in", widths, 2) == 1;
    for (int i = LMV__KEY_WITHIN; i <= LMV__KEY_ORDERED; i++)
        if (values[i] && !near)
            lmv__fail(load, "E210", values[i]->pos,
                "in a words entry the distance is written as `A &5 B`",
                "`%s` goes with near, not with %s", keys[i].name,
                keys[out->kind].name);
    if (near && values[LMV__KEY_WITHIN])
        lmv__number(load, values[LMV__KEY_WITHIN], "within", 0, MAX_WITHIN,
            &out->within);
    if (near && values[LMV__KEY_ORDERED])
        lmv__bool(load, values[LMV__KEY_ORDERED], "ordered", &out->ordered);
}

bool lmv__read_matcher(lmv__loader *load, const lmv__node *const *values,
    lmv__pos pos, bool reported, unsigned depth, lmv__matcher *out)
{
    const lmv__pack *pack = lmv__vec_at(&load->packs, load->pack);
    int found = -1;
    bool good;

    memset(out, 0, sizeof *out);
    for (int i = 0; i <= LMV__MATCH_THEME; i++) {
        if (!values[i])
            continue;
        if (found >= 0) {
            lmv__fail(load, "E209", values[i]->pos,
                "make two signals of it, or combine them with all or any",
                "two matchers, %s and %s, where one is meant", keys[found].name,
                keys[i].name);
            return false;
        }
        found = i;
    }
    if (found < 0 && reported)
        return false;
    if (found < 0) {
        lmv__fail(load, "E209", pos,
            "write words, pattern, near, all, any, at_least or theme",
            "nothing to look for");
        return false;
    }
    out->kind = (lmv__matcher_kind)found;
    out->pos = values[found]->pos;
    out->within = pack->within;
    out->theme = LMV__NONE;
    out->theme_id = lmv__slice_of("");
    good = read_kind(load, values[found], depth, out);
    read_modifiers(load, values, out);
    return good;
}

static bool read_part(
    lmv__loader *load, const lmv__node *node, unsigned depth, lmv__matcher *out)
{
    const lmv__node *values[LMV__N_MATCHER_KEYS];
    uint32_t errors = load->reporter->errors;

    if (node->kind == LMV__SCALAR && node->broken != LMV__BROKEN) {
        lmv__fail(load, "E205", node->pos, "write `words: ...`",
            "a matcher is expected here, not a text");
        return false;
    }
    if (!lmv__fields(load, node, &lmv__matcher_shape, values))
        return false;
    return lmv__read_matcher(
        load, values, node->pos, load->reporter->errors != errors, depth, out);
}
