/*
 * Making an engine and telling of it.
 */
#include "base/status.h"
#include "engine/core.h"
#include "rules/match.h"

#include <leitmotiv/leitmotiv.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Read the caller's options, whose header may be older or newer. */
static lmv_status copy_options(
    lmv_engine_options *own, const lmv_engine_options *its, lmv_error *err)
{
    size_t size = its ? its->size : 0;

    memset(own, 0, sizeof *own);
    if (its && size < sizeof its->size)
        return lmv__error_set(
            err, LMV_EINVAL, "lmv_engine_options.size is not set");
    if (its)
        memcpy(own, its, size < sizeof *own ? size : sizeof *own);
    return LMV_OK;
}

lmv_status lmv__engine_fail(lmv__making *making, lmv_status status,
    const char *code, lmv__pos pos, const char *help, lmv_error *err,
    const char *format, ...)
{
    const lmv_ruleset *rules = making->engine->rules;
    char message[512];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    lmv__report(
        &making->reporter, rules, LMV_ERROR, code, pos, help, "%s", message);
    lmv__error_set(err, status, "%s", message);
    if (pos.file < rules->n_files)
        lmv__error_at(err, rules->files[pos.file].path, pos.line, pos.column);
    return status;
}

static lmv_status prepare(
    lmv_engine *engine, const lmv_engine_options *options, lmv_error *err)
{
    if (options->matcher) {
        engine->matcher = lmv__arena_copy(
            &engine->arena, options->matcher, strlen(options->matcher));
        if (!engine->matcher)
            return lmv__error_nomem(err);
    }
    engine->roles = lmv__arena_alloc(
        &engine->arena, engine->rules->n_themes, sizeof *engine->roles);
    engine->watch = calloc(1, sizeof *engine->watch);
    if (!engine->roles || !engine->watch)
        return lmv__error_nomem(err);
    for (uint32_t i = 0; i < engine->rules->n_themes; i++)
        engine->roles[i].plugin = engine->roles[i].handle = LMV__NONE;
    return LMV_OK;
}

lmv_status lmv_engine_new(lmv_engine **out, const lmv_ruleset *ruleset,
    const lmv_engine_options *options, lmv_error *err)
{
    lmv_engine_options own;
    lmv__making making = {.options = &own};
    lmv_engine *engine;
    lmv_status status;
    bool naive;

    *out = NULL;
    if (!ruleset)
        return lmv__error_set(err, LMV_EINVAL, "an engine needs a ruleset");
    status = copy_options(&own, options, err);
    if (status == LMV_OK)
        status = lmv__matcher_named(own.matcher, &naive, err);
    if (status != LMV_OK)
        return status;
    engine = calloc(1, sizeof *engine);
    if (!engine)
        return lmv__error_nomem(err);
    lmv__arena_init(&engine->arena, 16384);
    engine->rules = ruleset;
    engine->plugins.arena = &engine->arena;
    making.engine = engine;
    making.reporter.diag = own.diag;
    making.reporter.payload = own.payload;
    status = prepare(engine, &own, err);
    if (status == LMV_OK)
        status = lmv__plugins_load(&engine->plugins, engine, &own, err);
    if (status == LMV_OK)
        status = lmv__engine_select(&making, err);
    if (status == LMV_OK)
        status = lmv__engine_hand_over(&making, err);
    if (status == LMV_OK)
        status = lmv__engine_order(&making, err);
    if (status != LMV_OK) {
        lmv_engine_free(engine);
        return status;
    }
    *out = engine;
    return LMV_OK;
}

void lmv_engine_free(lmv_engine *engine)
{
    if (!engine)
        return;
    lmv__plugins_close(&engine->plugins, engine->keep_plugins);
    lmv__arena_clear(&engine->arena);
    free(engine->watch);
    free(engine);
}

void lmv__engine_keep_plugins(lmv_engine *engine, bool keep)
{
    engine->keep_plugins = keep;
}

const lmv_ruleset *lmv_engine_ruleset(const lmv_engine *engine)
{
    return engine->rules;
}

int lmv_engine_reports(const lmv_engine *engine, size_t theme)
{
    return theme < engine->rules->n_themes && engine->roles[theme].reported;
}

size_t lmv_engine_disabled_count(const lmv_engine *engine)
{
    return engine->n_disabled;
}

/* ---- plugins ---- */

static const lmv__plugin *plugin_at(const lmv_engine *engine, size_t i)
{
    return i < engine->plugins.n ? engine->plugins.items[i] : NULL;
}

size_t lmv_engine_plugin_count(const lmv_engine *engine)
{
    return engine->plugins.n;
}

const char *lmv_engine_plugin_name(const lmv_engine *engine, size_t i)
{
    const lmv__plugin *plugin = plugin_at(engine, i);

    return plugin ? plugin->name : NULL;
}

const char *lmv_engine_plugin_version(const lmv_engine *engine, size_t i)
{
    const lmv__plugin *plugin = plugin_at(engine, i);

    return plugin ? plugin->version : NULL;
}

const char *lmv_engine_plugin_license(const lmv_engine *engine, size_t i)
{
    const lmv__plugin *plugin = plugin_at(engine, i);

    return plugin ? plugin->license : NULL;
}

const char *lmv_engine_plugin_summary(const lmv_engine *engine, size_t i)
{
    const lmv__plugin *plugin = plugin_at(engine, i);

    return plugin ? plugin->summary : NULL;
}

const char *lmv_engine_plugin_file(const lmv_engine *engine, size_t i)
{
    const lmv__plugin *plugin = plugin_at(engine, i);

    return plugin ? plugin->file : NULL;
}

const char *lmv_engine_plugin_refusal(const lmv_engine *engine, size_t i)
{
    const lmv__plugin *plugin = plugin_at(engine, i);

    return plugin ? plugin->refusal : NULL;
}
