/**
 * An engine: a ruleset with the plugins that decide its themes.
 *
 * Immutable once made, shared by threads; a process may hold several.  The
 * ruleset must outlive it.
 */
#ifndef LEITMOTIV_ENGINE_H
#define LEITMOTIV_ENGINE_H

#include <leitmotiv/ruleset.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lmv_engine lmv_engine;

typedef struct lmv_engine_options {
    uint32_t size; /* sizeof(lmv_engine_options) */

    /** Folders of plugins, searched in this order; first name found wins. */
    const char *const *plugin_path;
    size_t n_plugin_path;

    /** Folders whose files are loaded although anyone may write them. */
    const char *const *trusted;
    size_t n_trusted;

    /** Report only these theme ids (n = 0: all).  A group stands for itself
     *  and for what can make it: its themes, its sub-groups and theirs, not
     *  its facets.  Themes that they need (that override them, that a
     *  `theme:` or a group names, that their plugin decides together with
     *  them) are decided, but not reported.  Helpers are never reported. */
    const char *const *themes;
    size_t n_themes;

    /** "fast" (what NULL means) or "naive", the plain loop over all patterns;
     *  both find the same. */
    const char *matcher;

    lmv_diag_fn diag; /* refused plugins, settings that they refuse */
    void *payload;

    /** Nonzero: a theme that its plugin refuses fails the load.  Zero: it is
     *  disabled, reported, and counted by lmv_engine_disabled_count(). */
    int strict;
} lmv_engine_options;

/**
 * Open the plugins and hand them their themes.
 *
 * A plugin that is refused is reported through options->diag; it is an error
 * (LMV_EPLUGIN) only when a theme that takes part names it.  On success `*out`
 * is owned by the caller (lmv_engine_free()).
 * Errors: LMV_EPLUGIN, LMV_ENOTFOUND (a theme of options->themes), LMV_EINVAL
 * (a helper among them, a matcher that is none), LMV_ERULES (plugins wait for each other; with
 * options->strict, a plugin refused a signal or a setting), LMV_ELIMIT (over
 * 256 plugins), LMV_ENOMEM.
 */
LMV_API lmv_status lmv_engine_new(lmv_engine **out, const lmv_ruleset *ruleset,
    const lmv_engine_options *options, lmv_error *err);

LMV_API void lmv_engine_free(lmv_engine *engine);

LMV_API const lmv_ruleset *lmv_engine_ruleset(const lmv_engine *engine);

/** Nonzero when labels of theme i are reported (see options->themes). */
LMV_API int lmv_engine_reports(const lmv_engine *engine, size_t theme);

/** Themes that their plugins refused. */
LMV_API size_t lmv_engine_disabled_count(const lmv_engine *engine);

/* The plugins that were found, in the order of their files.  Strings are
 * borrowed from the engine. */
LMV_API size_t lmv_engine_plugin_count(const lmv_engine *engine);
LMV_API const char *lmv_engine_plugin_name(const lmv_engine *engine, size_t i);
LMV_API const char *lmv_engine_plugin_version(
    const lmv_engine *engine, size_t i);
LMV_API const char *lmv_engine_plugin_license(
    const lmv_engine *engine, size_t i);
LMV_API const char *lmv_engine_plugin_summary(
    const lmv_engine *engine, size_t i);
LMV_API const char *lmv_engine_plugin_file(const lmv_engine *engine, size_t i);
/** Why plugin i was refused, in one line; NULL when it was loaded. */
LMV_API const char *lmv_engine_plugin_refusal(
    const lmv_engine *engine, size_t i);

#ifdef __cplusplus
}
#endif
#endif
