#include "workbench/profile.h"

#include "base/process.h"
#include "engine/trace.h"
#include "rules/probe.h"
#include "workbench/outcome.h"

#include <stdlib.h>
#include <string.h>

typedef struct profiling {
    lmv__profile *out;
    const lmv__setup *setup;
    lmv_scanner *scanner;
    lmv__probe_use *uses;
    lmv__map places; /* of lmv__pos: its cost */
    lmv__arena arena;
} profiling;

const lmv__cost *lmv__profile_at(const lmv__profile *profile, size_t i)
{
    return lmv__vec_at(&profile->costs, i);
}

/* ---- which entries there are ---- */

static lmv__slice as_key(const lmv__pos *pos)
{
    lmv__slice key = {(const char *)pos, sizeof *pos};

    return key;
}

static lmv__cost *cost_at(profiling *p, lmv__pos pos)
{
    uint32_t known = lmv__map_get(&p->places, as_key(&pos));
    lmv__pos *kept;
    lmv__cost *cost;

    if (known != LMV__MAP_NONE)
        return lmv__vec_at(&p->out->costs, known);
    kept = lmv__arena_alloc(&p->arena, 1, sizeof *kept);
    cost = lmv__vec_push(&p->out->costs);
    if (!kept || !cost)
        return NULL;
    *kept = pos;
    if (!lmv__map_set(
            &p->places, as_key(kept), (uint32_t)p->out->costs.len - 1))
        return NULL;
    cost->pos = pos;
    cost->theme = cost->guard = LMV__NONE;
    return cost;
}

static bool add_entries(
    profiling *p, const lmv__entries *entries, uint32_t theme, uint32_t guard)
{
    uint32_t i;

    for (i = 0; i < entries->n_patterns; i++) {
        const lmv__pattern *pattern = entries->patterns[i];
        lmv__cost *cost = pattern ? cost_at(p, pattern->pos) : NULL;

        if (!pattern)
            continue;
        if (!cost)
            return false;
        if (theme != LMV__NONE && cost->theme != theme)
            cost->users++;
        if (cost->theme == LMV__NONE && cost->guard == LMV__NONE) {
            cost->theme = theme;
            cost->guard = guard;
        }
        cost->always = cost->always || lmv__probe_always(pattern);
    }
    return true;
}

static bool add_matcher(
    profiling *p, const lmv__matcher *matcher, uint32_t theme)
{
    bool ok = add_entries(p, &matcher->words, theme, LMV__NONE);
    uint32_t i;

    for (i = 0; i < matcher->n_parts && ok; i++)
        ok = add_matcher(p, &matcher->parts[i], theme);
    return ok;
}

static bool add_guard(profiling *p, const lmv__guard *guard, uint32_t number)
{
    bool ok = add_entries(p, &guard->not_these, LMV__NONE, number);
    uint32_t i;

    for (i = 0; i < guard->n_triggers && ok; i++)
        ok = add_entries(p, &guard->triggers[i].words, LMV__NONE, number);
    return ok;
}

static bool add_all(profiling *p)
{
    const lmv_ruleset *rules = p->out->rules;
    uint32_t i, k;
    bool ok = true;

    for (i = 0; i < rules->n_themes && ok; i++)
        for (k = 0; k < rules->themes[i].n_signals && ok; k++) {
            const lmv__signal *signal = &rules->themes[i].signals[k];

            ok = rules->themes[i].disabled ||
                 (add_matcher(p, &signal->matcher, i) &&
                     add_entries(p, &signal->unless.entries, i, LMV__NONE) &&
                     add_entries(p, &signal->requires.entries, i, LMV__NONE));
        }
    for (i = 0; i < rules->n_guards && ok; i++)
        ok = add_guard(p, &rules->guards[i], i);
    return ok;
}

static void add_text(const lmv__entries *entries, profiling *p)
{
    uint32_t i;

    for (i = 0; i < entries->n; i++) {
        uint32_t at = lmv__map_get(&p->places, as_key(&entries->items[i].pos));

        if (at != LMV__MAP_NONE)
            ((lmv__cost *)lmv__vec_at(&p->out->costs, at))->text =
                entries->items[i].text;
    }
}

static void add_matcher_texts(profiling *p, const lmv__matcher *matcher)
{
    uint32_t i;

    add_text(&matcher->words, p);
    for (i = 0; i < matcher->n_parts; i++)
        add_matcher_texts(p, &matcher->parts[i]);
}

static void add_texts(profiling *p)
{
    const lmv_ruleset *rules = p->out->rules;
    uint32_t i, k;

    for (i = 0; i < rules->n_lists; i++)
        add_text(&rules->lists[i].entries, p);
    for (i = 0; i < rules->n_themes; i++)
        for (k = 0; k < rules->themes[i].n_signals; k++) {
            add_matcher_texts(p, &rules->themes[i].signals[k].matcher);
            add_text(&rules->themes[i].signals[k].unless.entries, p);
            add_text(&rules->themes[i].signals[k].requires.entries, p);
        }
    for (i = 0; i < rules->n_guards; i++) {
        add_text(&rules->guards[i].not_these, p);
        for (k = 0; k < rules->guards[i].n_triggers; k++)
            add_text(&rules->guards[i].triggers[k].words, p);
    }
}

/* ---- measuring ---- */

/* Programs are compiled when they are first used, which would be measured as
 * part of that use. */
static void compile_all(profiling *p)
{
    const struct lmv__programs *programs = p->out->rules->programs;
    double start = lmv__process_clock();
    char message[128];
    uint32_t i, k;

    for (i = 0; i < programs->n; i++)
        for (k = 0; k < programs->patterns[i]->n_parts; k++)
            lmv__part_code(
                p->out->rules, &programs->patterns[i]->parts[k], message, NULL);
    p->out->compiling = lmv__process_clock() - start;
}

static void count_matches(profiling *p)
{
    lmv__trace trace;
    uint32_t theme, i;

    for (theme = 0; theme < p->out->rules->n_themes; theme++) {
        if (!lmv__trace_theme(p->scanner, theme, &trace))
            continue;
        for (i = 0; i < trace.n_candidates; i++) {
            uint32_t at =
                lmv__map_get(&p->places, as_key(&trace.candidates[i].pos));

            if (trace.candidates[i].state == LMV__ACCEPTED &&
                at != LMV__MAP_NONE)
                ((lmv__cost *)lmv__vec_at(&p->out->costs, at))->matches++;
        }
    }
}

static lmv_status scan_all(profiling *p, const lmv__corpus *corpus,
    const char *language, lmv_error *err)
{
    const lmv__probe probe = {.uses = p->uses};
    lmv_status status = lmv_scanner_new(&p->scanner, p->setup->engine, err);
    size_t i;

    if (status != LMV_OK)
        return status;
    lmv__trace_probe(p->scanner, &probe);
    for (i = 0; i < corpus->comments.len && status == LMV_OK; i++) {
        const lmv__comment *comment = lmv__corpus_at(corpus, i);
        const lmv_result *result;
        lmv_error problem = LMV_ERROR_INIT;
        double start = lmv__process_clock();

        status = lmv_scanner_scan(p->scanner, comment->text.ptr,
            comment->text.len,
            language ? language : lmv__outcome_language(p->out->rules, comment),
            &result, &problem);
        p->out->seconds += lmv__process_clock() - start;
        if (status == LMV_OK) {
            count_matches(p);
            continue;
        }
        p->out->failed++;
        status = status == LMV_ENOMEM ? lmv__error_nomem(err) : LMV_OK;
    }
    lmv_scanner_free(p->scanner);
    return status;
}

static void share_out(profiling *p)
{
    const struct lmv__programs *programs = p->out->rules->programs;
    uint32_t i;

    for (i = 0; i < programs->n; i++) {
        const lmv__probe_use *use = &p->uses[i];
        uint32_t at =
            lmv__map_get(&p->places, as_key(&programs->patterns[i]->pos));
        lmv__cost *cost;

        p->out->in_rules += use->seconds;
        if (at == LMV__MAP_NONE)
            continue;
        cost = lmv__vec_at(&p->out->costs, at);
        cost->seconds += use->seconds;
        cost->calls += use->calls;
        cost->candidates += use->hits;
    }
}

static int by_time(const void *a, const void *b)
{
    const lmv__cost *x = a, *y = b;

    if (x->seconds < y->seconds || x->seconds > y->seconds)
        return x->seconds > y->seconds ? -1 : 1;
    if (x->pos.file != y->pos.file)
        return x->pos.file < y->pos.file ? -1 : 1;
    if (x->pos.line != y->pos.line)
        return x->pos.line < y->pos.line ? -1 : 1;
    return (x->pos.column > y->pos.column) - (x->pos.column < y->pos.column);
}

lmv_status lmv__profile_make(lmv__profile *out, const lmv__setup *setup,
    const lmv__corpus *corpus, const char *language, lmv_error *err)
{
    profiling p = {.out = out, .setup = setup};
    lmv_status status = LMV_OK;

    memset(out, 0, sizeof *out);
    out->rules = setup->ruleset;
    lmv__vec_init(&out->costs, sizeof(lmv__cost));
    lmv__map_init(&p.places);
    lmv__arena_init(&p.arena, 16384);
    p.uses = calloc(out->rules->programs->n + 1, sizeof *p.uses);
    if (!p.uses || !add_all(&p))
        status = lmv__error_nomem(err);
    if (status == LMV_OK) {
        compile_all(&p);
        status = scan_all(&p, corpus, language, err);
    }
    if (status == LMV_OK) {
        add_texts(&p);
        share_out(&p);
        if (out->costs.len > 0)
            qsort(out->costs.data, out->costs.len, out->costs.item, by_time);
    } else {
        lmv__profile_clear(out);
    }
    free(p.uses);
    lmv__map_clear(&p.places);
    lmv__arena_clear(&p.arena);
    return status;
}

void lmv__profile_clear(lmv__profile *profile)
{
    lmv__vec_clear(&profile->costs);
    memset(profile, 0, sizeof *profile);
}
