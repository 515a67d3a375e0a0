/*
 * leitmotiv plugins: those that are found, and those that are refused.
 */
#include <config.h>

#include "base/json.h"
#include "cli/rules.h"

#include <stdio.h>
#include <string.h>

enum { KEY_JSON = LMV__KEY_OWN };

static const lmv__cli_option options[] = {
    {"plugin-dir", LMV__KEY_PLUGIN_DIR, "DIR",
        "look for plugins here first (repeatable)"},
    {"trust-plugin-dir", LMV__KEY_TRUST, "DIR",
        "load plugins from this folder although anyone may write\n"
        "it (repeatable)"},
    {"json", KEY_JSON, NULL, "one JSON object a plugin"},
    {NULL, 0, NULL, NULL},
};

typedef struct plugins_args {
    lmv__cli_rules rules;
    bool json;
} plugins_args;

static bool take(void *payload, int key, const char *value)
{
    plugins_args *args = payload;

    if (key == KEY_JSON)
        return args->json = true;
    return lmv__cli_rules_take(&args->rules, key, value);
}

static void print_text(const lmv_engine *engine, size_t i)
{
    const char *refusal = lmv_engine_plugin_refusal(engine, i);

    if (refusal)
        printf(
            "%-16s refused: %s\n", lmv_engine_plugin_name(engine, i), refusal);
    else
        printf("%-16s %s (%s)  %s\n", lmv_engine_plugin_name(engine, i),
            lmv_engine_plugin_version(engine, i),
            lmv_engine_plugin_license(engine, i),
            lmv_engine_plugin_summary(engine, i));
    printf("%-16s %s\n", "", lmv_engine_plugin_file(engine, i));
}

static void print_json(const lmv_engine *engine, size_t i)
{
    const char *const pairs[][2] = {
        {"name", lmv_engine_plugin_name(engine, i)},
        {"version", lmv_engine_plugin_version(engine, i)},
        {"license", lmv_engine_plugin_license(engine, i)},
        {"summary", lmv_engine_plugin_summary(engine, i)},
        {"file", lmv_engine_plugin_file(engine, i)},
        {"refused", lmv_engine_plugin_refusal(engine, i)},
    };
    lmv__json_writer json;
    lmv__buf out;
    size_t k;

    lmv__buf_init(&out);
    lmv__json_writer_init(&json, &out, 0);
    lmv__json_begin(&json, '{');
    for (k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        lmv__json_key(&json, pairs[k][0]);
        lmv__json_text(&json, pairs[k][1]);
    }
    lmv__json_end(&json, '}');
    printf("%s\n", out.data ? out.data : "");
    lmv__buf_clear(&out);
}

/* With the pack `common` alone no theme needs a plugin, so none is missed. */
static int list(plugins_args *args)
{
    const lmv_engine *engine;
    size_t i;
    int code;

    args->rules.own_packs = true;
    args->rules.diag.quiet = true; /* the list says it better */
    code = lmv__cli_rules_open(&args->rules);
    if (code != LMV__EXIT_OK)
        return code;
    engine = args->rules.setup.engine;
    for (i = 0; i < lmv_engine_plugin_count(engine); i++)
        if (args->json)
            print_json(engine, i);
        else
            print_text(engine, i);
    if (i == 0 && !args->json)
        puts("no plugins were found");
    return LMV__EXIT_OK;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    plugins_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__cli_rules_init(&args.rules);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest < argc)
        code = lmv__cli_usage(command, "what is %s for?", argv[rest]);
    else
        code = list(&args);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_plugins = {
    "plugins",
    "[OPTION]...",
    "list plugins, also the refused ones and why",
    "Lists the plugins along the search path: --plugin-dir, "
    "$LEITMOTIV_PLUGIN_PATH, the\ninstalled folder.",
    {options, NULL},
    "  leitmotiv plugins\n"
    "  leitmotiv plugins --plugin-dir ./parking\n",
    run,
};
