/*
 * Setup: rule packs and plugins, loaded together; the first step of every
 * job of the workbench.
 */
#ifndef LMV_WORKBENCH_SETUP_H
#define LMV_WORKBENCH_SETUP_H

#include "base/status.h"

#include <leitmotiv/engine.h>

#include <stdbool.h>

/* A list of borrowed strings. */
typedef struct lmv__names {
    const char *const *items;
    size_t n;
} lmv__names;

typedef struct lmv__setup_options {
    lmv__names packs, rules_path;
    lmv__names plugin_path, trusted;
    lmv__names themes;   /* report only these; n = 0: all */
    const char *matcher; /* NULL: the default */
    bool strict;         /* a theme with an error fails the load */
    bool keep_plugins;   /* leave them mapped at the end */
    lmv_diag_fn diag;
    void *payload;
} lmv__setup_options;

typedef struct lmv__setup {
    lmv_ruleset *ruleset;
    lmv_engine *engine;
} lmv__setup;

/* LMV_ERULES: something of the rules does not load. */
lmv_status lmv__setup_open(
    lmv__setup *setup, const lmv__setup_options *options, lmv_error *err);
void lmv__setup_close(lmv__setup *setup);

#endif
