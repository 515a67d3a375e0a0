#include "rules/resolve.h"

#include "rules/report.h"
#include "rules/suggest.h"

#include <stdio.h>

/* ---- names of themes ---- */

static void report_unknown(const lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__theme *from, lmv__slice id, lmv__pos pos)
{
    lmv__suggest suggest;

    lmv__suggest_init(&suggest, id);
    for (uint32_t i = 0; i < rules->n_themes; i++)
        if (&rules->themes[i] != from &&
            lmv__pack_sees(rules, from->pack, rules->themes[i].pack))
            lmv__suggest_try(&suggest, rules->themes[i].id);
    lmv__report(reporter, rules, LMV_ERROR, "E223", pos,
        lmv__suggest_help(&suggest, NULL), "unknown theme '%.*s'",
        LMV__ARG(id));
}

static void report_deprecated(const lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__theme *theme, lmv__pos pos)
{
    char help[160] = "";

    if (theme->replaced_by.len)
        snprintf(help, sizeof help, "use '%.*s'", LMV__ARG(theme->replaced_by));
    lmv__report(reporter, rules, LMV_WARNING, "W230", pos,
        help[0] ? help : NULL, "the theme '%.*s' is deprecated",
        LMV__ARG(theme->id));
}

/* Index of the theme `id` as theme `from` sees it, or LMV__NONE, reported. */
static uint32_t find_theme(const lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__theme *from, lmv__slice id, lmv__pos pos)
{
    uint32_t found = lmv__map_get(&rules->theme_index, id);
    const lmv__theme *theme;

    if (found == LMV__MAP_NONE) {
        report_unknown(rules, reporter, from, id, pos);
        return LMV__NONE;
    }
    theme = &rules->themes[found];
    if (!lmv__pack_sees(rules, from->pack, theme->pack)) {
        lmv__report(reporter, rules, LMV_ERROR, "E227", pos,
            "add the pack to `imports:` in pack.yml",
            "the theme '%.*s' is defined in the pack '%.*s', which is not "
            "imported",
            LMV__ARG(id), LMV__ARG(rules->packs[theme->pack].id));
        return LMV__NONE;
    }
    if (lmv__slice_is(theme->status, "deprecated"))
        report_deprecated(rules, reporter, theme, pos);
    return found;
}

/* A theme whose own evidence is meant: not a group, which is decided last. */
static uint32_t find_deciding(const lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__theme *from, lmv__slice id, lmv__pos pos, const char *key)
{
    uint32_t found = find_theme(rules, reporter, from, id, pos);

    if (found == LMV__NONE || rules->themes[found].kind != LMV_KIND_GROUP)
        return found;
    lmv__report(reporter, rules, LMV_ERROR, "E210", pos,
        "name the themes of the group", "`%s` cannot name a group", key);
    return LMV__NONE;
}

/* ---- what themes name ---- */

static lmv_status resolve_overrides(
    lmv_ruleset *rules, lmv__reporter *reporter, lmv__theme *theme)
{
    const lmv__pairs *ids = &theme->override_ids;

    theme->overrides =
        lmv__arena_alloc(&rules->arena, ids->n, sizeof *theme->overrides);
    if (!theme->overrides)
        return LMV_ENOMEM;
    for (uint32_t i = 0; i < ids->n; i++) {
        uint32_t found = find_deciding(rules, reporter, theme,
            ids->items[i].value, ids->items[i].pos, "overrides");

        if (found != LMV__NONE)
            theme->overrides[theme->n_overrides++] = found;
    }
    return LMV_OK;
}

typedef struct context {
    lmv_ruleset *rules;
    lmv__reporter *reporter;
    lmv__theme *theme;
} context;

static bool resolve_ref(void *payload, lmv__matcher *ref)
{
    context *c = payload;

    ref->theme = find_deciding(
        c->rules, c->reporter, c->theme, ref->theme_id, ref->pos, "theme");
    return true;
}

/* Signal before theme before (for neutral and mixed themes) keep before pack
 * before the guard's own default. */
static void resolve_whens(
    const lmv_ruleset *rules, const lmv__theme *theme, lmv__signal *signal)
{
    bool mentions = theme->has_polarity && (theme->polarity == LMV_NEUTRAL ||
                                               theme->polarity == LMV_MIXED);

    for (uint32_t i = 0; i < rules->n_guards; i++) {
        uint8_t when = signal->when.of[i];

        if (!when)
            when = theme->when.of[i];
        if (!when && mentions)
            when = LMV__WHEN_KEEP;
        if (!when)
            when = rules->packs[theme->pack].when.of[i];
        if (!when)
            when = (uint8_t)rules->guards[i].standard;
        signal->resolved.of[i] = when;
    }
}

static lmv_status resolve_theme(
    lmv_ruleset *rules, lmv__reporter *reporter, lmv__theme *theme)
{
    context c = {rules, reporter, theme};

    if (theme->parent_id.len)
        theme->parent = find_theme(
            rules, reporter, theme, theme->parent_id, theme->parent_pos);
    for (uint32_t i = 0; i < theme->n_signals; i++) {
        lmv__each_theme_ref(&theme->signals[i].matcher, 1, resolve_ref, &c);
        resolve_whens(rules, theme, &theme->signals[i]);
    }
    return resolve_overrides(rules, reporter, theme);
}

lmv_status lmv__rules_resolve(lmv_ruleset *rules, lmv__reporter *reporter)
{
    lmv_status status = lmv__resolve_refs(rules, reporter);

    for (uint32_t i = 0; status == LMV_OK && i < rules->n_themes; i++) {
        reporter->theme = &rules->themes[i];
        status = resolve_theme(rules, reporter, &rules->themes[i]);
        reporter->theme = NULL;
    }
    if (status == LMV_OK)
        status = lmv__resolve_cycles(rules, reporter);
    return status;
}
