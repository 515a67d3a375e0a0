#include "engine/host.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

bool lmv__is_kebab(const char *text, size_t max)
{
    char before = '-';
    size_t i = 0;

    for (; i <= max && text[i]; i++) {
        bool letter = text[i] >= 'a' && text[i] <= 'z';
        bool digit = text[i] >= '0' && text[i] <= '9';

        if (!letter && before == '-')
            return false;
        if (!letter && !digit && text[i] != '-')
            return false;
        before = text[i];
    }
    return i <= max && before != '-';
}

static bool is_utf8(const char *text)
{
    size_t length = strlen(text);

    return lmv__utf8_valid(text, length) == length;
}

void lmv__plugin_tidy(lmv_error *err, lmv_status status)
{
    err->size = (uint32_t)sizeof *err;
    err->status = status;
    err->message[sizeof err->message - 1] = '\0';
    err->file[sizeof err->file - 1] = '\0';
    for (char *at = err->message; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = ' ';
    }
    if (!is_utf8(err->message)) {
        for (char *at = err->message; *at; at++)
            if ((unsigned char)*at >= 0x80)
                *at = '?';
    }
    if (!err->message[0])
        snprintf(
            err->message, sizeof err->message, "%s", lmv_status_name(status));
}

/* ---- the descriptor ---- */

/* Copy the smaller of both sizes; the rest of `own` is zeroed. */
static void copy_sized(void *own, size_t own_size, const void *its, size_t size)
{
    memset(own, 0, own_size);
    memcpy(own, its, size < own_size ? size : own_size);
}

static lmv_status refuse_null(lmv_error *err, const char *what, uint32_t size)
{
    return lmv__error_set(err, LMV_EPLUGIN,
        "its descriptor (%u bytes) has no %s: fill every field of "
        "lmv_plugin_desc",
        size, what);
}

static lmv_status check_fields(const lmv_plugin_desc *desc, lmv_error *err)
{
    if (!desc->name)
        return refuse_null(err, "name", desc->size);
    if (!desc->version)
        return refuse_null(err, "version", desc->size);
    if (!desc->license)
        return refuse_null(err, "license", desc->size);
    if (!desc->summary)
        return refuse_null(err, "summary", desc->size);
    if (!desc->open)
        return refuse_null(err, "open", desc->size);
    if (!desc->close)
        return refuse_null(err, "close", desc->size);
    if (!desc->capability)
        return refuse_null(err, "capability", desc->size);
    if (!lmv__is_kebab(desc->name, LMV__MAX_PLUGIN_NAME))
        return lmv__error_set(err, LMV_EPLUGIN,
            "its name is not kebab-case of at most %d letters",
            LMV__MAX_PLUGIN_NAME);
    return LMV_OK;
}

static lmv_status read_descriptor(lmv__plugin *plugin, lmv_error *err)
{
    const lmv_plugin_desc *desc =
        lmv__platform_symbol(plugin->library, "lmv_plugin");

    if (!desc)
        return lmv__error_set(err, LMV_EPLUGIN,
            "it exports no symbol lmv_plugin (LMV_PLUGIN_EXPORT)");
    if (desc->abi < LMV_PLUGIN_ABI_MIN || desc->abi > LMV_PLUGIN_ABI)
        return lmv__error_set(err, LMV_EPLUGIN,
            "it speaks plugin ABI %u, this leitmotiv %d to %d: %s", desc->abi,
            LMV_PLUGIN_ABI_MIN, LMV_PLUGIN_ABI,
            desc->abi > LMV_PLUGIN_ABI ? "it needs a newer leitmotiv"
                                       : "build it anew");
    if (desc->size < 2 * sizeof(uint32_t))
        return lmv__error_set(err, LMV_EPLUGIN,
            "its descriptor says that it has %u bytes", desc->size);
    copy_sized(&plugin->desc, sizeof plugin->desc, desc, desc->size);
    return check_fields(&plugin->desc, err);
}

/* One line of valid text, whatever the plugin wrote. */
static const char *keep_text(lmv__arena *arena, const char *text)
{
    size_t length = strlen(text);
    char *copy = lmv__arena_copy(arena, text, length < 400 ? length : 400);

    if (!copy)
        return NULL;
    for (char *at = copy; *at; at++)
        if ((unsigned char)*at < 0x20)
            *at = ' ';
    return is_utf8(copy) ? copy : "?";
}

static lmv_status keep_texts(
    lmv__plugin *plugin, lmv__arena *arena, lmv_error *err)
{
    const char *name = keep_text(arena, plugin->desc.name);
    const char *version = keep_text(arena, plugin->desc.version);
    const char *license = keep_text(arena, plugin->desc.license);
    const char *summary = keep_text(arena, plugin->desc.summary);

    if (!name || !version || !license || !summary)
        return lmv__error_nomem(err);
    plugin->name = name;
    plugin->version = version;
    plugin->license = license;
    plugin->summary = summary;
    return LMV_OK;
}

/* ---- opening ---- */

static lmv_status refuse_twice(
    const lmv__plugin *plugin, const lmv__plugins *before, lmv_error *err)
{
    uint32_t other = lmv__plugins_find(before, plugin->name);

    if (other == UINT32_MAX)
        return LMV_OK;
    return lmv__error_set(err, LMV_EPLUGIN,
        "a plugin named '%s' was loaded from %s already", plugin->name,
        before->items[other]->file);
}

static lmv_status read_classifier(lmv__plugin *plugin, lmv_error *err)
{
    const lmv_classifier *table =
        plugin->desc.capability(plugin->self, LMV_CAP_CLASSIFIER);

    if (!table)
        return lmv__error_set(
            err, LMV_EPLUGIN, "it does not offer %s", LMV_CAP_CLASSIFIER);
    copy_sized(
        &plugin->classifier, sizeof plugin->classifier, table, table->size);
    if (!plugin->classifier.add_theme || !plugin->classifier.classify)
        return lmv__error_set(err, LMV_EPLUGIN,
            "its classifier (%u bytes) has no %s", table->size,
            plugin->classifier.add_theme ? "classify" : "add_theme");
    return LMV_OK;
}

static lmv_status open_plugin(lmv__plugin *plugin, lmv_error *err)
{
    lmv_error own = LMV_ERROR_INIT;
    lmv_status status =
        plugin->desc.open(&plugin->host.base, &plugin->self, &own);

    if (status != LMV_OK) {
        plugin->self = NULL;
        lmv__plugin_tidy(&own, status);
        return lmv__error_set(
            err, LMV_EPLUGIN, "it cannot be opened: %s", own.message);
    }
    status = read_classifier(plugin, err);
    if (status != LMV_OK)
        plugin->desc.close(plugin->self);
    return status;
}

lmv_status lmv__plugin_load(lmv__plugin *plugin, const lmv__plugins *before,
    lmv__arena *arena, lmv_error *err)
{
    lmv_status status = lmv__platform_load(plugin->file, &plugin->library, err);

    if (status != LMV_OK)
        return status;
    status = read_descriptor(plugin, err);
    if (status == LMV_OK)
        status = keep_texts(plugin, arena, err);
    if (status == LMV_OK)
        status = refuse_twice(plugin, before, err);
    if (status == LMV_OK)
        status = open_plugin(plugin, err);
    if (status != LMV_OK) {
        lmv__platform_unload(plugin->library);
        plugin->library = NULL;
    }
    return status;
}

void lmv__plugin_close(lmv__plugin *plugin, bool keep)
{
    if (plugin->library && !plugin->refusal)
        plugin->desc.close(plugin->self);
    if (!keep)
        lmv__platform_unload(plugin->library);
    plugin->library = NULL;
    lmv__vec_clear(&plugin->themes);
}
