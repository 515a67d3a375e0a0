#include "workbench/setup.h"

#include "engine/core.h"

#include <string.h>

static void fill_ruleset_options(
    lmv_ruleset_options *to, const lmv__setup_options *options)
{
    memset(to, 0, sizeof *to);
    to->size = (uint32_t)sizeof *to;
    to->search_path = options->rules_path.items;
    to->n_search_path = options->rules_path.n;
    to->strict = options->strict;
    to->diag = options->diag;
    to->payload = options->payload;
}

static void fill_engine_options(
    lmv_engine_options *to, const lmv__setup_options *options)
{
    memset(to, 0, sizeof *to);
    to->size = (uint32_t)sizeof *to;
    to->plugin_path = options->plugin_path.items;
    to->n_plugin_path = options->plugin_path.n;
    to->trusted = options->trusted.items;
    to->n_trusted = options->trusted.n;
    to->themes = options->themes.items;
    to->n_themes = options->themes.n;
    to->matcher = options->matcher;
    to->strict = options->strict;
    to->diag = options->diag;
    to->payload = options->payload;
}

lmv_status lmv__setup_open(
    lmv__setup *setup, const lmv__setup_options *options, lmv_error *err)
{
    lmv_ruleset_options rules;
    lmv_engine_options engine;
    lmv_status status;

    memset(setup, 0, sizeof *setup);
    fill_ruleset_options(&rules, options);
    fill_engine_options(&engine, options);
    status = lmv_ruleset_load(
        &setup->ruleset, options->packs.items, options->packs.n, &rules, err);
    if (status == LMV_OK)
        status = lmv_engine_new(&setup->engine, setup->ruleset, &engine, err);
    if (status == LMV_OK)
        lmv__engine_keep_plugins(setup->engine, options->keep_plugins);
    else
        lmv__setup_close(setup);
    return status;
}

void lmv__setup_close(lmv__setup *setup)
{
    lmv_engine_free(setup->engine);
    lmv_ruleset_free(setup->ruleset);
    memset(setup, 0, sizeof *setup);
}
