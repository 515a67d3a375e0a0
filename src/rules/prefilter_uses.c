#include "rules/prefilter.h"

#include <string.h>

/*
 * Who uses which pattern: from a pattern that is alive to the entries that it
 * is one of, and to the theme that has them in a matcher.  Conditions and
 * guards have no theme: they are asked when a candidate needs them.
 */

typedef struct visitor {
    lmv_ruleset *rules;
    lmv__prefilter *filter;
    bool note; /* else: count */
} visitor;

static void visit_entries(visitor *v, lmv__entries *entries, uint32_t theme)
{
    lmv__prefilter *f = v->filter;

    if (v->note)
        f->owners[f->n_entries] = theme;
    entries->index = f->n_entries++;
    for (uint32_t i = 0; i < entries->n_patterns; i++) {
        uint32_t *end = &f->first_use[entries->patterns[i]->index];

        if (v->note) {
            --*end;
            f->uses[*end].entries = entries->index;
            f->uses[*end].position = i;
        } else {
            ++*end;
        }
    }
}

static void visit_matcher(
    visitor *v, lmv__matcher *matcher, uint32_t theme, uint32_t depth)
{
    if (matcher->kind == LMV__MATCH_THEME && v->note)
        v->filter->asks[theme] = true;
    visit_entries(v, &matcher->words, theme);
    for (uint32_t i = 0; depth <= LMV__MAX_DEPTH && i < matcher->n_parts; i++)
        visit_matcher(v, &matcher->parts[i], theme, depth + 1);
}

static void visit_all(visitor *v)
{
    lmv_ruleset *rules = v->rules;

    v->filter->n_entries = 0;
    for (uint32_t g = 0; g < rules->n_guards; g++) {
        lmv__guard *guard = &rules->guards[g];

        for (uint32_t t = 0; t < guard->n_triggers; t++)
            visit_entries(v, &guard->triggers[t].words, LMV__NONE);
        visit_entries(v, &guard->not_these, LMV__NONE);
    }
    for (uint32_t t = 0; t < rules->n_themes; t++)
        for (uint32_t i = 0; i < rules->themes[t].n_signals; i++) {
            lmv__signal *signal = &rules->themes[t].signals[i];

            visit_matcher(v, &signal->matcher, t, 1);
            visit_entries(v, &signal->unless.entries, LMV__NONE);
            visit_entries(v, &signal->requires.entries, LMV__NONE);
        }
}

/* first_use[p] counts first, then it is the end of the pattern's uses, and
 * moves down to their start while they are noted. */
lmv_status lmv__prefilter_uses(lmv_ruleset *rules, lmv__prefilter *filter)
{
    lmv__arena *arena = &rules->arena;
    visitor v = {.rules = rules, .filter = filter};
    uint32_t n = 0;

    filter->first_use = lmv__arena_alloc(
        arena, rules->programs->n + 1, sizeof *filter->first_use);
    filter->asks =
        lmv__arena_alloc(arena, rules->n_themes, sizeof *filter->asks);
    if (!filter->first_use || !filter->asks)
        return LMV_ENOMEM;
    visit_all(&v);
    for (uint32_t p = 0; p <= rules->programs->n; p++)
        filter->first_use[p] = n += filter->first_use[p];
    filter->owners =
        lmv__arena_alloc(arena, filter->n_entries, sizeof *filter->owners);
    filter->uses = lmv__arena_alloc(arena, n, sizeof *filter->uses);
    if (!filter->owners || !filter->uses)
        return LMV_ENOMEM;
    v.note = true;
    visit_all(&v);
    return LMV_OK;
}
