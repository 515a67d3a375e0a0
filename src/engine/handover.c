/*
 * Handing the themes to the plugins that decide them.
 */
#include "base/status.h"
#include "engine/core.h"
#include "rules/suggest.h"

#include <string.h>

/* ---- a theme whose plugin is not there ---- */

static const lmv__plugin *find_refused(
    const lmv_engine *engine, const char *name)
{
    for (size_t i = 0; i < engine->plugins.n; i++) {
        const lmv__plugin *plugin = engine->plugins.items[i];

        if (plugin->refusal && (strcmp(plugin->name, name) == 0 ||
                                   strcmp(plugin->stem, name) == 0))
            return plugin;
    }
    return NULL;
}

static lmv_status no_plugin(
    lmv__making *making, const lmv__theme *theme, lmv_error *err)
{
    const lmv_engine *engine = making->engine;
    const lmv__plugin *refused = find_refused(engine, theme->classifier.ptr);
    lmv__suggest suggest;
    size_t loaded = 0;

    if (refused)
        return lmv__engine_fail(making, LMV_EPLUGIN, "E603",
            theme->classifier_pos, "`leitmotiv plugins` lists all plugins", err,
            "theme '%s' needs the plugin '%s', which was refused: %s: %s",
            theme->id.ptr, theme->classifier.ptr, refused->file,
            refused->refusal);
    lmv__suggest_init(&suggest, theme->classifier);
    for (size_t i = 0; i < engine->plugins.n; i++) {
        if (engine->plugins.items[i]->refusal)
            continue;
        lmv__suggest_try(
            &suggest, lmv__slice_of(engine->plugins.items[i]->name));
        loaded++;
    }
    return lmv__engine_fail(making, LMV_EPLUGIN, "E604", theme->classifier_pos,
        lmv__suggest_help(
            &suggest, loaded ? "`leitmotiv plugins` lists all plugins"
                             : "no plugin was found at all: see --plugin-dir"),
        err, "theme '%s' needs the plugin '%s', which is not there",
        theme->id.ptr, theme->classifier.ptr);
}

/* ---- a theme that its plugin does not want ---- */

/* The place that the plugin named, or the theme's. */
static lmv__pos place_of(
    const lmv_ruleset *rules, const lmv__theme *theme, const lmv_error *its)
{
    lmv__pos pos = theme->pos;

    for (uint32_t i = 0; i < rules->n_files && its->line > 0; i++) {
        if (strcmp(rules->files[i].path, its->file) == 0) {
            pos.file = i;
            pos.line = its->line;
            pos.column = its->column;
            break;
        }
    }
    return pos;
}

static lmv_status disable(
    lmv__making *making, uint32_t theme, const lmv_error *its, lmv_error *err)
{
    lmv_engine *engine = making->engine;
    const lmv__theme *model = &engine->rules->themes[theme];
    lmv__role *role = &engine->roles[theme];

    role->active = role->reported = false;
    engine->n_disabled++;
    return lmv__engine_fail(making, LMV_ERULES, "E605",
        place_of(engine->rules, model, its),
        making->options->strict ? NULL : "the theme takes no part", err,
        "plugin '%s' refuses the theme '%s': %s", model->classifier.ptr,
        model->id.ptr, its->message);
}

static lmv_status hand_theme(
    lmv__making *making, uint32_t theme, lmv_error *err)
{
    lmv_engine *engine = making->engine;
    lmv__role *role = &engine->roles[theme];
    lmv__plugin *plugin = engine->plugins.items[role->plugin];
    lmv_error its = LMV_ERROR_INIT;
    struct lmv_theme *view = lmv__arena_alloc(&engine->arena, 1, sizeof *view);
    uint32_t *handle = lmv__vec_push(&plugin->themes);
    lmv_status status;

    if (!view || !handle)
        return lmv__error_nomem(err);
    view->rules = engine->rules;
    view->theme = theme;
    role->handle = (uint32_t)plugin->themes.len - 1;
    *handle = theme;
    status = plugin->classifier.add_theme(plugin->self, view, &its);
    if (status == LMV_OK)
        return LMV_OK;
    *handle = LMV__NONE;
    lmv__plugin_tidy(&its, status);
    return disable(making, theme, &its, err);
}

/* ---- all of them ---- */

static lmv_status all_ready(lmv_engine *engine, lmv_error *err)
{
    for (size_t i = 0; i < engine->plugins.n; i++) {
        lmv__plugin *plugin = engine->plugins.items[i];
        lmv_error its = LMV_ERROR_INIT;
        lmv_status status;

        if (plugin->refusal || !plugin->themes.len || !plugin->classifier.ready)
            continue;
        status = plugin->classifier.ready(plugin->self, &its);
        if (status == LMV_OK)
            continue;
        lmv__plugin_tidy(&its, status);
        lmv__error_set(err, LMV_EPLUGIN, "plugin '%s' is not ready: %s",
            plugin->name, its.message);
        lmv__error_at(err, its.file, its.line, its.column);
        return LMV_EPLUGIN;
    }
    return LMV_OK;
}

/* All problems are reported; the first that fails the load is returned. */
lmv_status lmv__engine_hand_over(lmv__making *making, lmv_error *err)
{
    lmv_engine *engine = making->engine;
    lmv_status failed = LMV_OK;

    for (uint32_t i = 0; i < engine->rules->n_themes; i++) {
        const lmv__theme *theme = &engine->rules->themes[i];
        lmv_error why = LMV_ERROR_INIT;
        lmv_status status;

        if (!engine->roles[i].active || theme->kind == LMV_KIND_GROUP)
            continue;
        status = engine->roles[i].plugin == LMV__NONE
                     ? no_plugin(making, theme, &why)
                     : hand_theme(making, i, &why);
        if (status == LMV_ENOMEM)
            return lmv__error_nomem(err);
        if (status == LMV_ERULES && !making->options->strict)
            continue;
        if (status == LMV_OK || failed != LMV_OK)
            continue;
        failed = status;
        lmv__error_set(err, status, "%s", why.message);
        lmv__error_at(err, why.file, why.line, why.column);
    }
    return failed != LMV_OK ? failed : all_ready(engine, err);
}
