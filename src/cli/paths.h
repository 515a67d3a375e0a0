/*
 * Paths: where rule packs and plugins are looked for.
 *
 *     rules    $LEITMOTIV_RULES, $XDG_CONFIG_HOME/leitmotiv/rules (or
 *              ~/.config), the installed folder or the build tree's
 *     plugins  --plugin-dir, $LEITMOTIV_PLUGIN_PATH, the installed folder or
 *              the build tree's
 *
 * Never the working directory.  A program that lies beside the file
 * `leitmotiv.build`, which make writes and never installs, runs uninstalled.
 */
#ifndef LMV_CLI_PATHS_H
#define LMV_CLI_PATHS_H

#include "base/arena.h"
#include "base/status.h"
#include "base/vec.h"

typedef struct lmv__paths {
    lmv__arena arena;
    const char *build, *source; /* of a build tree, else NULL */
    lmv__vec rules, plugins;    /* of const char * */
    const char *template;       /* folder of the plugin template */
} lmv__paths;

/* `plugin_dirs` are those of --plugin-dir. */
lmv_status lmv__paths_init(
    lmv__paths *paths, const lmv__vec *plugin_dirs, lmv_error *err);
void lmv__paths_clear(lmv__paths *paths);

#endif
