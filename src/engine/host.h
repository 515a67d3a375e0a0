/*
 * The plugin host: one shared object, checked, opened and kept.
 *
 *     file ─► modes ─► dlopen ─► descriptor ─► name ─► open() ─► classifier
 *             o+w?               ABI, NULL?    twice?
 *
 * A plugin that fails at any of these stays in the list with the reason in
 * one line, and the others go on.
 */
#ifndef LMV_ENGINE_HOST_H
#define LMV_ENGINE_HOST_H

#include "base/arena.h"
#include "base/platform.h"
#include "base/vec.h"

#include <leitmotiv/engine.h>
#include <leitmotiv/plugin.h>

#define LMV__MAX_PLUGINS 256
#define LMV__MAX_PLUGIN_NAME 64 /* bytes */

struct lmv__plugin;

/* What a plugin knows as its host; `base` comes first, so that one pointer is
 * both. */
typedef struct lmv__host {
    lmv_host base;
    const lmv_engine *engine;
    const struct lmv__plugin *plugin;
} lmv__host;

/* A theme as a plugin knows it at load time. */
struct lmv_theme {
    const lmv_ruleset *rules;
    uint32_t theme;
};

typedef struct lmv__plugin {
    const char *file;
    const char *stem; /* the file's name without folder and suffix */
    const char *name; /* the stem until the descriptor was read */
    const char *version, *license, *summary; /* "" when not known */
    const char *refusal;                     /* NULL: loaded */
    void *library;
    lmv__host host;
    lmv_plugin_desc desc;      /* copied by size */
    lmv_classifier classifier; /* copied by size */
    void *self;
    lmv__vec themes; /* uint32_t: handle -> theme, LMV__NONE: refused */
} lmv__plugin;

/* All plugins of an engine, in the order of their files. */
typedef struct lmv__plugins {
    lmv__arena *arena;
    lmv__plugin **items;
    size_t n;
} lmv__plugins;

/* Find and load the plugins of options->plugin_path.  A folder that is not
 * there is a note.  Reports each refusal.  LMV_ENOMEM, LMV_ELIMIT. */
lmv_status lmv__plugins_load(lmv__plugins *plugins, const lmv_engine *engine,
    const lmv_engine_options *options, lmv_error *err);
/* Calls close() of each and unloads it, or keeps it mapped. */
void lmv__plugins_close(lmv__plugins *plugins, bool keep);
/* Index of the loaded plugin of that name, or LMV__NONE. */
uint32_t lmv__plugins_find(const lmv__plugins *plugins, const char *name);

/* Load `plugin->file` into `plugin` (file, stem and host are set).  The
 * reason of a failure is err->message, one line. */
lmv_status lmv__plugin_load(lmv__plugin *plugin, const lmv__plugins *before,
    lmv__arena *arena, lmv_error *err);
void lmv__plugin_close(lmv__plugin *plugin, bool keep);

/* The tables of services.c and others, by id. */
const void *lmv__host_service(const lmv_host *host, const char *id);

/* What a plugin left in `err`, made fit for one line; never empty. */
void lmv__plugin_tidy(lmv_error *err, lmv_status status);

/* a, a-b, a1-b2: lower case ASCII, at most `max` bytes. */
bool lmv__is_kebab(const char *text, size_t max);

#endif
