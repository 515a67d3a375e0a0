#include <config.h>

#include "cli/rules.h"

#include "base/platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const lmv__cli_option lmv__cli_rules_options[] = {
    {"rules", LMV__KEY_RULES, "PACK",
        "a pack to load besides the shipped one: an id, a file\n"
        "or a folder (repeatable)"},
    {"only-rules", LMV__KEY_ONLY_RULES, "PACK",
        "a pack to load instead of the shipped one (repeatable)"},
    {"themes", LMV__KEY_THEMES, "ID,...",
        "report only these themes (repeatable)"},
    {"plugin-dir", LMV__KEY_PLUGIN_DIR, "DIR",
        "look for plugins here first (repeatable)"},
    {"trust-plugin-dir", LMV__KEY_TRUST, "DIR",
        "load plugins from this folder although anyone may write\n"
        "it (repeatable)"},
    {"engine", LMV__KEY_ENGINE, "NAME", "the matcher: fast (default) or naive"},
    {NULL, 0, NULL, NULL},
};

bool lmv__cli_push(lmv__vec *list, const char *value)
{
    const char **item = value ? lmv__vec_push(list) : NULL;

    if (item)
        *item = value;
    return item != NULL;
}

static lmv__names names_of(const lmv__vec *list)
{
    lmv__names names = {(const char *const *)list->data, list->len};

    return names;
}

void lmv__cli_rules_init(lmv__cli_rules *rules)
{
    memset(rules, 0, sizeof *rules);
    lmv__vec_init(&rules->packs, sizeof(char *));
    lmv__vec_init(&rules->only, sizeof(char *));
    lmv__vec_init(&rules->themes, sizeof(char *));
    lmv__vec_init(&rules->plugin_dirs, sizeof(char *));
    lmv__vec_init(&rules->trusted, sizeof(char *));
    lmv__arena_init(&rules->arena, 1024);
    lmv__cli_diag_init(&rules->diag, stderr);
}

void lmv__cli_rules_clear(lmv__cli_rules *rules)
{
    lmv__setup_close(&rules->setup);
    lmv__paths_clear(&rules->paths);
    lmv__vec_clear(&rules->packs);
    lmv__vec_clear(&rules->only);
    lmv__vec_clear(&rules->themes);
    lmv__vec_clear(&rules->plugin_dirs);
    lmv__vec_clear(&rules->trusted);
    lmv__arena_clear(&rules->arena);
}

static bool take_themes(lmv__cli_rules *rules, const char *value)
{
    while (*value) {
        size_t length = strcspn(value, ",");

        if (length > 0 && !lmv__cli_push(&rules->themes,
                              lmv__arena_copy(&rules->arena, value, length)))
            return false;
        value += length + (value[length] == ',');
    }
    return true;
}

bool lmv__cli_rules_take(lmv__cli_rules *rules, int key, const char *value)
{
    switch (key) {
    case LMV__KEY_RULES:
        return lmv__cli_push(&rules->packs, value);
    case LMV__KEY_ONLY_RULES:
        return lmv__cli_push(&rules->only, value);
    case LMV__KEY_THEMES:
        rules->some_themes = true;
        return take_themes(rules, value);
    case LMV__KEY_PLUGIN_DIR:
        return lmv__cli_push(&rules->plugin_dirs, value);
    case LMV__KEY_TRUST: /* naming a folder as trusted also searches it */
        return lmv__cli_push(&rules->trusted, value) &&
               lmv__cli_push(&rules->plugin_dirs, value);
    case LMV__KEY_ENGINE:
        rules->matcher = value;
        return true;
    default:
        return false;
    }
}

/* The packs that are loaded: the shipped one or those of --only-rules, then
 * those of --rules. */
static bool choose_packs(lmv__cli_rules *rules, lmv__vec *packs)
{
    size_t i;
    bool ok = true;

    if (rules->only.len == 0 && !rules->own_packs)
        ok = lmv__cli_push(packs, LMV__SHIPPED_PACK);
    for (i = 0; ok && i < rules->only.len; i++)
        ok = lmv__cli_push(packs, *(char **)lmv__vec_at(&rules->only, i));
    for (i = 0; ok && i < rules->packs.len; i++)
        ok = lmv__cli_push(packs, *(char **)lmv__vec_at(&rules->packs, i));
    return ok;
}

static lmv_status open_setup(lmv__cli_rules *rules, lmv_error *err)
{
    const char *keep = getenv("LEITMOTIV_KEEP_PLUGINS");
    lmv__setup_options options;
    lmv__vec packs;
    lmv_status status;

    lmv__vec_init(&packs, sizeof(char *));
    memset(&options, 0, sizeof options);
    if (!choose_packs(rules, &packs)) {
        lmv__vec_clear(&packs);
        return lmv__error_nomem(err);
    }
    options.packs = names_of(&packs);
    options.rules_path = names_of(&rules->paths.rules);
    options.plugin_path = names_of(&rules->paths.plugins);
    options.trusted = names_of(&rules->trusted);
    options.themes = names_of(&rules->themes);
    options.matcher = rules->matcher;
    options.strict = rules->strict;
    options.keep_plugins = keep && keep[0] && strcmp(keep, "0") != 0;
    options.diag = lmv__cli_diag_print;
    options.payload = &rules->diag;
    status = lmv__setup_open(&rules->setup, &options, err);
    lmv__vec_clear(&packs);
    return status;
}

/* What is named must be there: a folder that is not would be passed over in
 * silence, as those of the search path are. */
static bool named_things_exist(const lmv__cli_rules *rules)
{
    if (rules->some_themes && rules->themes.len == 0) {
        lmv__cli_say("--themes names no theme: `leitmotiv themes` lists them");
        return false;
    }
    for (size_t i = 0; i < rules->plugin_dirs.len; i++) {
        const char *path = *(char **)lmv__vec_at(&rules->plugin_dirs, i);
        lmv_error err = LMV_ERROR_INIT;
        lmv__file_mode mode;

        if (lmv__platform_mode(path, &mode, &err) != LMV_OK) {
            lmv__cli_say("--plugin-dir: %s", err.message);
            return false;
        }
        if (!mode.folder) {
            lmv__cli_say("--plugin-dir %s: it is no folder", path);
            return false;
        }
    }
    return true;
}

int lmv__cli_rules_open(lmv__cli_rules *rules)
{
    lmv_error err = LMV_ERROR_INIT;

    if (!named_things_exist(rules))
        return LMV__EXIT_USAGE;
    if (lmv__paths_init(&rules->paths, &rules->plugin_dirs, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (open_setup(rules, &err) == LMV_OK)
        return LMV__EXIT_OK;
    if (rules->diag.errors == 0) /* else it has been said */
        lmv__cli_error(&err, LMV__EXIT_USAGE);
    return err.status == LMV_ENOMEM ? LMV__EXIT_FAILED : LMV__EXIT_USAGE;
}
