/*
 * Which plugins there are: the files of the plugin path, in sorted order,
 * without those that anyone may have changed.
 */
#include "engine/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct searching {
    lmv__plugins *plugins;
    const lmv_engine *engine;
    const lmv_engine_options *options;
    lmv__vec folders; /* char *: real paths that were searched, owned */
} searching;

static void report(const searching *search, lmv_severity severity,
    const char *code, const char *file, const char *message, const char *help)
{
    lmv_diagnostic diagnostic = {(uint32_t)sizeof diagnostic, severity, code,
        file, 0, 0, message, NULL, help};

    if (search->options->diag)
        search->options->diag(search->options->payload, &diagnostic);
}

/* ---- who may write there ---- */

static bool is_trusted(const searching *search, const char *folder)
{
    for (size_t i = 0; i < search->options->n_trusted; i++) {
        char *real;
        bool same;

        if (lmv__platform_real(search->options->trusted[i], &real, NULL) !=
            LMV_OK)
            continue;
        same = strcmp(real, folder) == 0;
        free(real);
        if (same)
            return true;
    }
    return false;
}

static lmv_status refuse_mode(const lmv__file_mode *mode, const char *what,
    const char *path, const char *folder, lmv_error *err)
{
    if (!mode->anyone_writes)
        return LMV_OK;
    return lmv__error_set(err, LMV_EPLUGIN,
        "anyone may write the %s %s (mode %04o): chmod o-w, or "
        "--trust-plugin-dir %s",
        what, path, mode->mode, folder);
}

/* The folder that a path lies in, cut in place. */
static void cut_name(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash)
        slash[slash == path ? 1 : 0] = '\0';
}

static lmv_status check_folder(
    const char *path, const char *folder, lmv_error *err)
{
    lmv__file_mode mode;
    lmv_status status = lmv__platform_mode(path, &mode, err);

    if (status == LMV_OK)
        status = refuse_mode(&mode, "folder", path, folder, err);
    return status;
}

/* A file is loaded only if its owner and group alone may change it: neither
 * the file nor its folder is o+w, nor the folder that a link leads to. */
static lmv_status check_file(const searching *search, const char *file,
    const char *folder, lmv_error *err)
{
    lmv__file_mode mode;
    char *real;
    lmv_status status = lmv__platform_mode(file, &mode, err);

    if (status != LMV_OK)
        return status;
    if (!mode.regular)
        return lmv__error_set(err, LMV_EPLUGIN, "it is no regular file");
    if (is_trusted(search, folder))
        return LMV_OK;
    status = check_folder(folder, folder, err);
    if (status == LMV_OK)
        status = refuse_mode(&mode, "file", file, folder, err);
    if (status == LMV_OK)
        status = lmv__platform_real(file, &real, err);
    if (status != LMV_OK)
        return status;
    cut_name(real);
    if (!is_trusted(search, real))
        status = check_folder(real, real, err);
    free(real);
    return status;
}

/* ---- one file ---- */

static lmv__plugin *new_plugin(
    const searching *search, const char *folder, const char *name)
{
    lmv__arena *arena = search->plugins->arena;
    lmv__plugin *plugin = lmv__arena_alloc(arena, 1, sizeof *plugin);

    if (!plugin)
        return NULL;
    plugin->file = lmv__arena_printf(arena, "%s/%s", folder, name);
    plugin->stem = lmv__arena_copy(
        arena, name, strlen(name) - strlen(LMV__PLATFORM_MODULE));
    plugin->name = plugin->stem;
    plugin->version = plugin->license = plugin->summary = "";
    plugin->host.base.size = (uint32_t)sizeof plugin->host.base;
    plugin->host.base.abi = LMV_PLUGIN_ABI;
    plugin->host.base.service = lmv__host_service;
    plugin->host.engine = search->engine;
    plugin->host.plugin = plugin;
    lmv__vec_init(&plugin->themes, sizeof(uint32_t));
    return plugin->file && plugin->stem ? plugin : NULL;
}

static lmv_status add_file(const searching *search, const char *folder,
    const char *name, lmv_error *err)
{
    lmv__plugins *plugins = search->plugins;
    lmv_error why = LMV_ERROR_INIT;
    lmv__plugin *plugin;
    lmv_status status;

    if (plugins->n == LMV__MAX_PLUGINS)
        return lmv__error_set(err, LMV_ELIMIT,
            "%s: more than %d plugins on the plugin path", folder,
            LMV__MAX_PLUGINS);
    plugin = new_plugin(search, folder, name);
    if (!plugin)
        return lmv__error_nomem(err);
    status = check_file(search, plugin->file, folder, &why);
    if (status == LMV_OK)
        status = lmv__plugin_load(plugin, plugins, plugins->arena, &why);
    if (status == LMV_ENOMEM)
        return lmv__error_nomem(err);
    plugins->items[plugins->n++] = plugin;
    if (status == LMV_OK)
        return LMV_OK;
    lmv__plugin_tidy(&why, status);
    plugin->refusal = lmv__arena_printf(plugins->arena, "%s", why.message);
    if (!plugin->refusal)
        return lmv__error_nomem(err);
    report(search, LMV_WARNING, "W601", plugin->file, plugin->refusal,
        "`leitmotiv plugins` lists all of them");
    return LMV_OK;
}

/* ---- one folder ---- */

static bool searched_already(const searching *search, const char *real)
{
    for (size_t i = 0; i < search->folders.len; i++) {
        if (strcmp(*(char **)lmv__vec_at(&search->folders, i), real) == 0)
            return true;
    }
    return false;
}

/* `real` is transferred. */
static lmv_status add_folder(searching *search, char *real, lmv_error *err)
{
    char **names, **kept;
    size_t count;
    lmv_status status;

    if (searched_already(search, real)) {
        free(real);
        return LMV_OK;
    }
    kept = lmv__vec_push(&search->folders);
    if (!kept) {
        free(real);
        return lmv__error_nomem(err);
    }
    *kept = real;
    status =
        lmv__platform_names(real, LMV__PLATFORM_MODULE, &names, &count, err);
    for (size_t i = 0; i < count && status == LMV_OK; i++)
        status = add_file(search, real, names[i], err);
    lmv__platform_free_names(names, count);
    return status;
}

/* A folder that cannot be read hides its plugins, but fails nothing: a theme
 * that needs one of them will say so. */
static lmv_status search_folder(
    searching *search, const char *folder, lmv_error *err)
{
    lmv_error why = LMV_ERROR_INIT;
    lmv__file_mode mode;
    char *real = NULL;
    lmv_status status = lmv__platform_real(folder, &real, &why);

    if (status == LMV_OK)
        status = add_folder(search, real, &why);
    if (status == LMV_ENOTFOUND || status == LMV_EIO) {
        bool there = lmv__platform_mode(folder, &mode, NULL) == LMV_OK;

        report(search, there ? LMV_WARNING : LMV_NOTE, "W602", folder,
            why.message, "no plugin is loaded from there");
        return LMV_OK;
    }
    if (status != LMV_OK)
        lmv__error_set(err, status, "%s", why.message);
    return status;
}

lmv_status lmv__plugins_load(lmv__plugins *plugins, const lmv_engine *engine,
    const lmv_engine_options *options, lmv_error *err)
{
    searching search = {
        .plugins = plugins, .engine = engine, .options = options};
    lmv_status status = LMV_OK;

    plugins->items =
        lmv__arena_alloc(plugins->arena, LMV__MAX_PLUGINS, sizeof(void *));
    if (!plugins->items)
        return lmv__error_nomem(err);
    lmv__vec_init(&search.folders, sizeof(char *));
    for (size_t i = 0; i < options->n_plugin_path && status == LMV_OK; i++)
        status = search_folder(&search, options->plugin_path[i], err);
    for (size_t i = 0; i < search.folders.len; i++)
        free(*(char **)lmv__vec_at(&search.folders, i));
    lmv__vec_clear(&search.folders);
    return status;
}

void lmv__plugins_close(lmv__plugins *plugins, bool keep)
{
    for (size_t i = plugins->n; i-- > 0;)
        lmv__plugin_close(plugins->items[i], keep);
    plugins->n = 0;
}

uint32_t lmv__plugins_find(const lmv__plugins *plugins, const char *name)
{
    for (size_t i = 0; i < plugins->n; i++) {
        const lmv__plugin *plugin = plugins->items[i];

        if (!plugin->refusal && strcmp(plugin->name, name) == 0)
            return (uint32_t)i;
    }
    return UINT32_MAX;
}
