/*
 * Which entries are there to be taken away.
 */
#include "workbench/mutate.h"

#include "engine/trace.h"
#include "rules/pattern.h"

#include <stdlib.h>
#include <string.h>

typedef struct listing {
    lmv__mutation *out;
    const lmv_ruleset *rules;
    lmv__map places; /* of lmv__pos: a mutant */
    lmv__arena arena;
    bool *inside; /* by list: named among the words of an entry */
} listing;

static lmv__slice as_key(const lmv__pos *pos)
{
    lmv__slice key = {(const char *)pos, sizeof *pos};

    return key;
}

/* Of a file that belongs to a pack that was asked for? */
static bool is_own(const lmv_ruleset *rules, lmv__pos pos)
{
    return pos.file < rules->n_files &&
           rules->packs[rules->files[pos.file].pack].named;
}

static bool add_place(listing *l, lmv__pos pos, uint32_t theme)
{
    uint32_t known = lmv__map_get(&l->places, as_key(&pos));
    lmv__mutant *mutant;
    lmv__pos *kept;

    if (!is_own(l->rules, pos))
        return true;
    if (known != LMV__MAP_NONE) {
        mutant = lmv__vec_at(&l->out->mutants, known);
        mutant->users += mutant->theme != theme;
        return true;
    }
    kept = lmv__arena_alloc(&l->arena, 1, sizeof *kept);
    mutant = lmv__vec_push(&l->out->mutants);
    if (!kept || !mutant)
        return false;
    *kept = pos;
    mutant->pos = pos;
    mutant->theme = theme;
    mutant->users = 1;
    mutant->comment = LMV__NONE;
    return lmv__map_set(
        &l->places, as_key(kept), (uint32_t)l->out->mutants.len - 1);
}

static bool add_entries(listing *l, const lmv__entries *entries, uint32_t theme)
{
    bool ok = true;
    uint32_t i;

    for (i = 0; i < entries->n_patterns && ok; i++)
        ok = !entries->patterns[i] ||
             add_place(l, entries->patterns[i]->pos, theme);
    return ok;
}

static bool add_matcher(listing *l, const lmv__matcher *matcher, uint32_t theme)
{
    bool ok = add_entries(l, &matcher->words, theme);
    uint32_t i;

    for (i = 0; i < matcher->n_parts && ok; i++)
        ok = add_matcher(l, &matcher->parts[i], theme);
    return ok;
}

bool lmv__mutation_active(const lmv__mutation *mutation, uint32_t theme)
{
    return !mutation->rules->themes[theme].disabled &&
           lmv__trace_active(mutation->engine, theme);
}

static bool add_themes(listing *l)
{
    uint32_t i, k;
    bool ok = true;

    for (i = 0; i < l->rules->n_themes && ok; i++)
        for (k = 0; k < l->rules->themes[i].n_signals && ok; k++) {
            const lmv__signal *signal = &l->rules->themes[i].signals[k];

            ok = !lmv__mutation_active(l->out, i) ||
                 (add_matcher(l, &signal->matcher, i) &&
                     add_entries(l, &signal->unless.entries, i) &&
                     add_entries(l, &signal->requires.entries, i));
        }
    return ok;
}

/* ---- what cannot be tried ---- */

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/' ||
           (unsigned char)c >= 0x80;
}

/* The lists that an entry names; `among`: also where one is all that it is. */
static void mark_lists(
    const lmv_ruleset *rules, const lmv__entry *entry, bool among, bool *inside)
{
    lmv__slice text = entry->text;
    size_t i, end;

    for (i = 0; i < text.len; i = end + 1) {
        lmv__slice name = {text.ptr + i + 1, 0};
        uint32_t list;

        end = i;
        if (text.ptr[i] == '\\')
            end = i + 1;
        if (text.ptr[i] != '$')
            continue;
        while (end + 1 < text.len && is_name(text.ptr[end + 1]))
            end++;
        name.len = end - i;
        if (!among && i == 0 && end + 1 == text.len)
            continue; /* the entry is the list */
        list = lmv__ruleset_list(rules, entry->pack, name);
        if (list != LMV__NONE)
            inside[list] = true;
    }
}

static void mark_all(listing *l, const lmv__entries *entries, bool among)
{
    uint32_t i;

    for (i = 0; i < entries->n; i++)
        mark_lists(l->rules, &entries->items[i], among, l->inside);
}

static void mark_matcher(listing *l, const lmv__matcher *matcher)
{
    uint32_t i;

    if (matcher->kind == LMV__MATCH_WORDS)
        mark_all(l, &matcher->words, false);
    for (i = 0; i < matcher->n_parts; i++)
        mark_matcher(l, &matcher->parts[i]);
}

/* A list that is named inside a list that is inside an entry is inside, too:
 * again until nothing is new, at most as often as lists can be nested. */
static void mark_inside(listing *l)
{
    const lmv_ruleset *rules = l->rules;
    uint32_t i, k, depth;

    for (i = 0; i < rules->n_themes; i++)
        for (k = 0; k < rules->themes[i].n_signals; k++) {
            mark_matcher(l, &rules->themes[i].signals[k].matcher);
            mark_all(l, &rules->themes[i].signals[k].unless.entries, false);
            mark_all(l, &rules->themes[i].signals[k].requires.entries, false);
        }
    for (i = 0; i < rules->n_guards; i++) {
        mark_all(l, &rules->guards[i].not_these, false);
        for (k = 0; k < rules->guards[i].n_triggers; k++)
            mark_all(l, &rules->guards[i].triggers[k].words, false);
    }
    for (depth = 0; depth <= LMV__MAX_DEPTH; depth++)
        for (i = 0; i < rules->n_lists; i++)
            mark_all(l, &rules->lists[i].entries, l->inside[i]);
}

static lmv__mutant *mutant_at(listing *l, lmv__pos pos)
{
    uint32_t at = lmv__map_get(&l->places, as_key(&pos));

    return at == LMV__MAP_NONE ? NULL : lmv__vec_at(&l->out->mutants, at);
}

/* The one entry of a `requires`. */
static void mark_only(listing *l, const lmv__entries *entries)
{
    lmv__mutant *mutant;
    uint32_t i;

    for (i = 1; i < entries->n_patterns; i++)
        if (memcmp(&entries->patterns[i]->pos, &entries->patterns[0]->pos,
                sizeof(lmv__pos)) != 0)
            return;
    mutant = entries->n_patterns > 0 ? mutant_at(l, entries->patterns[0]->pos)
                                     : NULL;
    if (mutant)
        mutant->inside = true;
}

static void mark_mutants(listing *l)
{
    const lmv_ruleset *rules = l->rules;
    uint32_t i, k;

    for (i = 0; i < rules->n_lists; i++)
        for (k = 0; k < rules->lists[i].entries.n; k++) {
            lmv__mutant *mutant =
                mutant_at(l, rules->lists[i].entries.items[k].pos);

            if (mutant && l->inside[i])
                mutant->inside = true;
        }
    for (i = 0; i < rules->n_themes; i++)
        for (k = 0; k < rules->themes[i].n_signals; k++)
            mark_only(l, &rules->themes[i].signals[k].requires.entries);
}

/* ---- as they are written ---- */

static void take_texts(listing *l, const lmv__entries *entries)
{
    uint32_t i;

    for (i = 0; i < entries->n; i++) {
        lmv__mutant *mutant = mutant_at(l, entries->items[i].pos);

        if (mutant)
            mutant->text = entries->items[i].text;
    }
}

static void take_matcher_texts(listing *l, const lmv__matcher *matcher)
{
    uint32_t i;

    take_texts(l, &matcher->words);
    for (i = 0; i < matcher->n_parts; i++)
        take_matcher_texts(l, &matcher->parts[i]);
}

static void take_all_texts(listing *l)
{
    uint32_t i, k;

    for (i = 0; i < l->rules->n_lists; i++)
        take_texts(l, &l->rules->lists[i].entries);
    for (i = 0; i < l->rules->n_themes; i++)
        for (k = 0; k < l->rules->themes[i].n_signals; k++) {
            const lmv__signal *signal = &l->rules->themes[i].signals[k];

            take_matcher_texts(l, &signal->matcher);
            take_texts(l, &signal->unless.entries);
            take_texts(l, &signal->requires.entries);
        }
}

static int by_place(const void *a, const void *b)
{
    const lmv__pos *x = &((const lmv__mutant *)a)->pos,
                   *y = &((const lmv__mutant *)b)->pos;

    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static bool place_again(listing *l)
{
    size_t i;

    if (l->out->mutants.len > 0)
        qsort(l->out->mutants.data, l->out->mutants.len, l->out->mutants.item,
            by_place);
    lmv__map_clear(&l->places);
    lmv__map_init(&l->places);
    for (i = 0; i < l->out->mutants.len; i++) {
        const lmv__mutant *mutant = lmv__vec_at(&l->out->mutants, i);

        if (!lmv__map_set(&l->places, as_key(&mutant->pos), (uint32_t)i))
            return false;
    }
    return true;
}

/* All patterns of a place: those of guards that use the same list, too. */
static void find_patterns(listing *l, uint32_t *of_pattern)
{
    const struct lmv__programs *programs = l->rules->programs;
    uint32_t i;

    for (i = 0; i < programs->n; i++)
        of_pattern[i] =
            lmv__map_get(&l->places, as_key(&programs->patterns[i]->pos));
}

lmv_status lmv__mutation_entries(
    lmv__mutation *out, uint32_t *of_pattern, lmv_error *err)
{
    listing l = {.out = out, .rules = out->rules};
    bool ok;

    lmv__map_init(&l.places);
    lmv__arena_init(&l.arena, 16384);
    l.inside = calloc(out->rules->n_lists + 1, sizeof *l.inside);
    ok = l.inside && add_themes(&l) && place_again(&l);
    if (ok) {
        mark_inside(&l);
        mark_mutants(&l);
        take_all_texts(&l);
        find_patterns(&l, of_pattern);
    }
    free(l.inside);
    lmv__map_clear(&l.places);
    lmv__arena_clear(&l.arena);
    return ok ? LMV_OK : lmv__error_nomem(err);
}
