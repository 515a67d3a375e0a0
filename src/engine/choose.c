/*
 * Which themes take part: those that are reported, and all that they need.
 */
#include "base/status.h"
#include "engine/core.h"
#include "rules/suggest.h"

#include <string.h>

/* `other` is needed by `theme`, or may take evidence from it. */
typedef struct link {
    uint32_t theme, other;
} link;

typedef struct choosing {
    lmv_engine *engine;
    const lmv_engine_options *options;
    lmv__vec needs, overriders; /* link */
    lmv__vec waiting;           /* uint32_t: active, needs not looked at yet */
} choosing;

static const lmv__theme *theme_of(const choosing *selection, uint32_t i)
{
    return &selection->engine->rules->themes[i];
}

/* ---- edges ---- */

static bool add_edge(lmv__vec *edges, uint32_t theme, uint32_t other)
{
    link *edge = lmv__vec_push(edges);

    if (!edge)
        return false;
    edge->theme = theme;
    edge->other = other;
    return true;
}

static bool add_references(lmv__vec *edges, uint32_t theme,
    const lmv__matcher *matcher, unsigned depth)
{
    bool good = true;

    if (matcher->kind == LMV__MATCH_THEME && matcher->theme != LMV__NONE)
        return add_edge(edges, theme, matcher->theme);
    for (uint32_t i = 0; i < matcher->n_parts && depth > 0 && good; i++)
        good = add_references(edges, theme, &matcher->parts[i], depth - 1);
    return good;
}

/* Facets and helpers never make a group. */
static bool is_member(const lmv__theme *theme)
{
    return theme->parent != LMV__NONE &&
           (theme->kind == LMV_KIND_THEME || theme->kind == LMV_KIND_GROUP);
}

static bool add_edges(choosing *selection, uint32_t i)
{
    const lmv__theme *theme = theme_of(selection, i);
    bool good = true;

    for (uint32_t s = 0; s < theme->n_signals && good; s++)
        good = add_references(&selection->needs, i, &theme->signals[s].matcher,
            LMV__MAX_DEPTH + 1);
    for (uint32_t o = 0; o < theme->n_overrides && good; o++)
        good = add_edge(&selection->overriders, theme->overrides[o], i);
    if (good && is_member(theme) &&
        theme_of(selection, theme->parent)->kind == LMV_KIND_GROUP)
        good = add_edge(&selection->needs, theme->parent, i);
    return good;
}

/* Sort edges into one array a theme. */
static bool share_edges(
    lmv_engine *engine, const lmv__vec *edges, bool overriders)
{
    const link *all = edges->data;

    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < edges->len; i++) {
            lmv__role *role = &engine->roles[all[i].theme];
            uint32_t *n = overriders ? &role->n_overriders : &role->n_needs;
            uint32_t *list = overriders ? role->overriders : role->needs;

            if (fill)
                list[*n] = all[i].other;
            *n += 1;
        }
        for (uint32_t i = 0; i < engine->rules->n_themes && !fill; i++) {
            lmv__role *role = &engine->roles[i];
            uint32_t *n = overriders ? &role->n_overriders : &role->n_needs;
            uint32_t *list = lmv__arena_alloc(&engine->arena, *n, sizeof *list);

            if (!list)
                return false;
            *(overriders ? &role->overriders : &role->needs) = list;
            *n = 0;
        }
    }
    return true;
}

static lmv_status find_edges(choosing *selection, lmv_error *err)
{
    lmv_engine *engine = selection->engine;
    bool good = true;

    for (uint32_t i = 0; i < engine->rules->n_themes && good; i++) {
        if (!theme_of(selection, i)->disabled)
            good = add_edges(selection, i);
    }
    if (!good || !share_edges(engine, &selection->needs, false) ||
        !share_edges(engine, &selection->overriders, true))
        return lmv__error_nomem(err);
    return LMV_OK;
}

/* ---- what is asked for ---- */

static bool activate(choosing *selection, uint32_t theme)
{
    lmv__role *role = &selection->engine->roles[theme];
    uint32_t *waiting;

    if (role->active || theme_of(selection, theme)->disabled)
        return true;
    waiting = lmv__vec_push(&selection->waiting);
    if (!waiting)
        return false;
    *waiting = theme;
    role->active = true;
    return true;
}

static bool report_theme(choosing *selection, uint32_t theme)
{
    const lmv__theme *its = theme_of(selection, theme);

    if (its->disabled)
        return true;
    selection->engine->roles[theme].reported = its->kind != LMV_KIND_HELPER;
    return activate(selection, theme);
}

static lmv_status unknown_theme(
    const choosing *selection, const char *id, lmv_error *err)
{
    const lmv_ruleset *rules = selection->engine->rules;
    lmv__suggest suggest;

    lmv__suggest_init(&suggest, lmv__slice_of(id));
    for (uint32_t i = 0; i < rules->n_themes; i++)
        lmv__suggest_try(&suggest, rules->themes[i].id);
    return lmv__error_set(err, LMV_ENOTFOUND, "no theme has the id '%s': %s",
        id, lmv__suggest_help(&suggest, "`leitmotiv themes` lists them all"));
}

static lmv_status select_id(choosing *selection, const char *id, lmv_error *err)
{
    uint32_t i =
        lmv__map_get(&selection->engine->rules->theme_index, lmv__slice_of(id));

    if (i == LMV__MAP_NONE)
        return unknown_theme(selection, id, err);
    if (theme_of(selection, i)->disabled)
        return lmv__error_set(err, LMV_ENOTFOUND,
            "the theme '%s' has errors and takes no part", id);
    if (theme_of(selection, i)->kind == LMV_KIND_HELPER)
        return lmv__error_set(err, LMV_EINVAL,
            "the theme '%s' is a helper, which is never reported", id);
    return report_theme(selection, i) ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status select_asked(choosing *selection, lmv_error *err)
{
    const lmv_engine *engine = selection->engine;
    lmv_status status = LMV_OK;
    bool good = true;

    for (size_t i = 0; i < selection->options->n_themes && status == LMV_OK;
         i++)
        status = select_id(selection, selection->options->themes[i], err);
    if (status != LMV_OK)
        return status;
    if (selection->options->n_themes == 0) {
        for (uint32_t i = 0; i < engine->rules->n_themes && good; i++)
            good = report_theme(selection, i);
    }
    /* Members join behind their group, so that the list grows as it is read. */
    for (size_t i = 0; i < selection->waiting.len && good; i++) {
        uint32_t theme = *(uint32_t *)lmv__vec_at(&selection->waiting, i);
        const lmv__role *role = &engine->roles[theme];

        if (theme_of(selection, theme)->kind != LMV_KIND_GROUP)
            continue;
        for (uint32_t m = 0; m < role->n_needs && good; m++)
            good = report_theme(selection, role->needs[m]);
    }
    return good ? LMV_OK : lmv__error_nomem(err);
}

/* ---- what that needs ---- */

static bool activate_all(
    choosing *selection, const uint32_t *themes, uint32_t n)
{
    bool good = true;

    for (uint32_t i = 0; i < n && good; i++)
        good = activate(selection, themes[i]);
    return good;
}

/* A plugin that decides its themes together needs all of them. */
static bool activate_classifier(choosing *selection, uint32_t theme)
{
    lmv_engine *engine = selection->engine;
    const lmv__theme *its = theme_of(selection, theme);
    lmv__role *role = &engine->roles[theme];
    bool good = true;

    if (its->kind == LMV_KIND_GROUP)
        return true;
    role->plugin = lmv__plugins_find(&engine->plugins, its->classifier.ptr);
    if (role->plugin == LMV__NONE ||
        engine->plugins.items[role->plugin]->classifier.flags &
            LMV_CLASSIFIER_INDEPENDENT)
        return true;
    for (uint32_t i = 0; i < engine->rules->n_themes && good; i++) {
        if (lmv__slice_same(
                theme_of(selection, i)->classifier, its->classifier))
            good = activate(selection, i);
    }
    return good;
}

static lmv_status select_needed(choosing *selection, lmv_error *err)
{
    lmv_engine *engine = selection->engine;
    bool good = true;

    for (size_t i = 0; i < selection->waiting.len && good; i++) {
        uint32_t theme = *(uint32_t *)lmv__vec_at(&selection->waiting, i);
        const lmv__role *role = &engine->roles[theme];

        good = activate_classifier(selection, theme) &&
               activate_all(selection, role->needs, role->n_needs) &&
               activate_all(selection, role->overriders, role->n_overriders);
        for (uint32_t k = 0; k < role->n_overriders; k++)
            engine->roles[role->overriders[k]].asked = true;
        if (theme_of(selection, theme)->kind == LMV_KIND_GROUP)
            continue;
        for (uint32_t k = 0; k < role->n_needs; k++)
            engine->roles[role->needs[k]].asked = true;
    }
    return good ? LMV_OK : lmv__error_nomem(err);
}

lmv_status lmv__engine_select(lmv__making *making, lmv_error *err)
{
    choosing selection = {.engine = making->engine, .options = making->options};
    lmv_status status;

    lmv__vec_init(&selection.needs, sizeof(link));
    lmv__vec_init(&selection.overriders, sizeof(link));
    lmv__vec_init(&selection.waiting, sizeof(uint32_t));
    status = find_edges(&selection, err);
    if (status == LMV_OK)
        status = select_asked(&selection, err);
    if (status == LMV_OK)
        status = select_needed(&selection, err);
    lmv__vec_clear(&selection.needs);
    lmv__vec_clear(&selection.overriders);
    lmv__vec_clear(&selection.waiting);
    return status;
}
