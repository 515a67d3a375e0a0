/*
 * The order of themes: what a theme needs is decided before it.
 *
 *     a overrides b   b needs a
 *     c has theme: d  c needs d
 *     groups          last, a group in a group before it
 */
#include "rules/graph.h"
#include "rules/report.h"
#include "rules/resolve.h"

bool lmv__each_theme_ref(lmv__matcher *matcher, unsigned depth,
    bool (*each)(void *payload, lmv__matcher *ref), void *payload)
{
    if (matcher->kind == LMV__MATCH_THEME && matcher->theme_id.len)
        return each(payload, matcher);
    for (uint32_t i = 0; depth <= LMV__MAX_DEPTH && i < matcher->n_parts; i++)
        if (!lmv__each_theme_ref(&matcher->parts[i], depth + 1, each, payload))
            return false;
    return true;
}

typedef struct builder {
    lmv_ruleset *rules;
    lmv__graph graph;
    uint32_t theme;
} builder;

static bool add_ref(void *payload, lmv__matcher *ref)
{
    builder *build = payload;

    return ref->theme == LMV__NONE ||
           lmv__graph_need(&build->graph, build->theme, ref->theme);
}

static bool is_group(const lmv_ruleset *rules, uint32_t theme)
{
    return rules->themes[theme].kind == LMV_KIND_GROUP;
}

/* Edges of overrides and `theme:`. */
static bool add_needs(builder *build)
{
    const lmv_ruleset *rules = build->rules;

    for (uint32_t i = 0; i < rules->n_themes; i++) {
        lmv__theme *theme = &rules->themes[i];

        build->theme = i;
        for (uint32_t k = 0; k < theme->n_overrides; k++)
            if (!lmv__graph_need(&build->graph, theme->overrides[k], i))
                return false;
        for (uint32_t k = 0; k < theme->n_signals; k++)
            if (!lmv__each_theme_ref(
                    &theme->signals[k].matcher, 1, add_ref, build))
                return false;
    }
    return true;
}

/* Edges from themes to their parents. */
static bool add_parents(builder *build)
{
    const lmv_ruleset *rules = build->rules;

    for (uint32_t i = 0; i < rules->n_themes; i++)
        if (rules->themes[i].parent != LMV__NONE &&
            !lmv__graph_need(&build->graph, i, rules->themes[i].parent))
            return false;
    return true;
}

/* ---- cycles ---- */

static void report_cycle(lmv_ruleset *rules, lmv__reporter *reporter,
    const char *what, const uint32_t *cycle, uint32_t count)
{
    lmv__pos pos = rules->themes[cycle[0]].pos;
    lmv__buf chain;

    lmv__buf_init(&chain);
    for (uint32_t i = 0; i <= count; i++)
        lmv__buf_addf(&chain, "%s%.*s", i ? " → " : "",
            LMV__ARG(rules->themes[cycle[i % count]].id));
    reporter->theme = &rules->themes[cycle[0]];
    lmv__report(reporter, rules, LMV_ERROR, "E225", pos,
        "each one needs the next; break the circle at one place",
        "%s go in a circle: %s", what, chain.failed ? "" : chain.data);
    reporter->theme = NULL;
    lmv__buf_clear(&chain);
    for (uint32_t i = 0; i < count; i++)
        rules->themes[cycle[i]].disabled = true;
}

/* Every cycle of the graph that `add` makes. */
static lmv_status check_cycles(lmv_ruleset *rules, lmv__reporter *reporter,
    const char *what, bool (*add)(builder *build))
{
    uint32_t *order = lmv__arena_alloc(
                 &rules->arena, rules->n_themes, sizeof *order),
             count;
    builder build = {.rules = rules};
    lmv_status status = lmv__graph_init(&build.graph, rules->n_themes);

    if (!order || (status == LMV_OK && !add(&build)))
        status = LMV_ENOMEM;
    while (status == LMV_OK) {
        status = lmv__graph_order(&build.graph, order, &count);
        if (status != LMV_ERULES)
            break;
        report_cycle(rules, reporter, what, order, count);
        for (uint32_t i = 0; i < count; i++)
            lmv__graph_leave_out(&build.graph, order[i]);
        status = LMV_OK;
        continue;
    }
    lmv__graph_clear(&build.graph);
    return status;
}

lmv_status lmv__resolve_cycles(lmv_ruleset *rules, lmv__reporter *reporter)
{
    lmv_status status = check_cycles(rules, reporter, "parents", add_parents);

    if (status == LMV_OK)
        status =
            check_cycles(rules, reporter, "overrides and `theme:`", add_needs);
    return status;
}

/* ---- settling ---- */

/* A `theme:` of a disabled theme. */
typedef struct needer {
    lmv_ruleset *rules;
    lmv__matcher *missing;
} needer;

static bool find_missing(void *payload, lmv__matcher *ref)
{
    needer *need = payload;

    if (ref->theme == LMV__NONE || !need->rules->themes[ref->theme].disabled)
        return true;
    need->missing = ref;
    return false;
}

static void report_needer(const lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__theme *theme, const lmv__matcher *missing)
{
    bool off = rules->themes[missing->theme].off;

    lmv__report(reporter, rules, LMV_ERROR, "E228", missing->pos,
        off ? "disable this theme too, or remove its signal"
            : "mend that theme first",
        "the theme '%.*s' needs '%.*s', which %s", LMV__ARG(theme->id),
        LMV__ARG(missing->theme_id), off ? "is disabled" : "has errors");
}

/* Disable one theme that needs a disabled one; false when there is none. */
static bool disable_needer(lmv_ruleset *rules, lmv__reporter *reporter)
{
    for (uint32_t i = 0; i < rules->n_themes; i++) {
        lmv__theme *theme = &rules->themes[i];
        needer need = {rules, NULL};

        for (uint32_t k = 0; k < theme->n_signals && !need.missing; k++)
            lmv__each_theme_ref(
                &theme->signals[k].matcher, 1, find_missing, &need);
        if (theme->disabled || !need.missing)
            continue;
        reporter->theme = theme;
        report_needer(rules, reporter, theme, need.missing);
        reporter->theme = NULL;
        return true;
    }
    return false;
}

/* Needs first, then groups from the inner ones to the outer: a group's parent
 * needs it here, the other way round than above. */
static bool add_order(builder *build)
{
    const lmv_ruleset *rules = build->rules;

    for (uint32_t i = 0; i < rules->n_themes; i++) {
        uint32_t parent = rules->themes[i].parent;

        if (is_group(rules, i) && parent != LMV__NONE &&
            is_group(rules, parent) &&
            !lmv__graph_need(&build->graph, parent, i))
            return false;
        if (rules->themes[i].disabled)
            lmv__graph_leave_out(&build->graph, i);
    }
    return add_needs(build);
}

static lmv_status set_order(lmv_ruleset *rules, uint32_t *order)
{
    builder build = {.rules = rules};
    lmv_status status = lmv__graph_init(&build.graph, rules->n_themes);
    uint32_t count = 0;

    if (status == LMV_OK && !add_order(&build))
        status = LMV_ENOMEM;
    if (status == LMV_OK)
        status = lmv__graph_order(&build.graph, order, &count);
    lmv__graph_clear(&build.graph);
    if (status != LMV_OK)
        return status;
    rules->n_order = 0;
    for (int groups = 0; groups < 2; groups++)
        for (uint32_t i = 0; i < count; i++)
            if (is_group(rules, order[i]) == (groups == 1))
                rules->order[rules->n_order++] = order[i];
    return LMV_OK;
}

lmv_status lmv__rules_settle(lmv_ruleset *rules, lmv__reporter *reporter)
{
    uint32_t *order =
        lmv__arena_alloc(&rules->arena, rules->n_themes, sizeof *order);

    if (!rules->order)
        rules->order = lmv__arena_alloc(
            &rules->arena, rules->n_themes, sizeof *rules->order);
    if (!order || !rules->order)
        return LMV_ENOMEM;
    while (disable_needer(rules, reporter))
        ;
    rules->n_disabled = 0;
    for (uint32_t i = 0; i < rules->n_themes; i++)
        rules->n_disabled += rules->themes[i].disabled && !rules->themes[i].off;
    return set_order(rules, order);
}
