/*
 * leitmotiv check: load packs and run their examples.
 */
#include <config.h>

#include "cli/check_on.h"
#include "cli/rules.h"
#include "cli/style.h"
#include "workbench/check.h"

#include "base/json.h"
#include "rules/schema.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KEY_FORMAT = LMV__KEY_OWN, KEY_JSON, KEY_ON, KEY_SCHEMA, KEY_STRICT };

static const lmv__cli_option options[] = {
    {"format", KEY_FORMAT, "NAME",
        "text (default), or json: one object a line, for editors"},
    {"json", KEY_JSON, NULL, "the same as --format json"},
    {"on", KEY_ON, "COMMENTS",
        "show what every entry finds in this file of comments:\n"
        "hits, forms, what guards block, what never fires"},
    {"schema", KEY_SCHEMA, NULL,
        "print the JSON Schema of rule files, for editors, and end"},
    {"strict", KEY_STRICT, NULL, "warnings are errors"},
    {"plugin-dir", LMV__KEY_PLUGIN_DIR, "DIR",
        "look for plugins here first (repeatable)"},
    {"trust-plugin-dir", LMV__KEY_TRUST, "DIR",
        "load plugins from this folder although anyone may write\n"
        "it (repeatable)"},
    {"engine", LMV__KEY_ENGINE, "NAME", "the matcher: fast (default) or naive"},
    {"color", LMV__KEY_COLOR, "WHEN", "auto (default), always, never"},
    {NULL, 0, NULL, NULL},
};

typedef struct check_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus; /* of --on */
    const char *on;
    bool json, strict, schema;
    lmv__color_choice color;
} check_args;

static bool take(void *payload, int key, const char *value)
{
    check_args *args = payload;

    switch (key) {
    case KEY_FORMAT:
        args->json = strcmp(value, "json") == 0;
        if (args->json || strcmp(value, "text") == 0)
            return true;
        lmv__cli_usage(&lmv__cmd_check, "--format %s: text or json", value);
        return false;
    case KEY_JSON:
        return args->json = true;
    case KEY_ON:
        args->on = value;
        return true;
    case KEY_SCHEMA:
        return args->schema = true;
    case KEY_STRICT:
        return args->strict = true;
    case LMV__KEY_COLOR:
        if (lmv__color_parse(value, &args->color))
            return true;
        lmv__cli_usage(
            &lmv__cmd_check, "--color %s: auto, always or never", value);
        return false;
    default:
        return lmv__cli_rules_take(&args->rules, key, value);
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_text_summary(
    const check_args *args, const lmv__check_counts *counts)
{
    const lmv__cli_diag *diag = &args->rules.diag;

    printf("%zu pack%s, %zu theme%s, %zu example%s", counts->packs,
        plural(counts->packs), counts->themes, plural(counts->themes),
        counts->examples, plural(counts->examples));
    if (counts->failed > 0)
        printf(" (%zu failed)", counts->failed);
    if (counts->without_examples > 0)
        printf(", %zu theme%s without examples", counts->without_examples,
            plural(counts->without_examples));
    if (diag->errors == 0 && diag->warnings == 0)
        printf(": all is well\n");
    else
        printf(": %u error%s, %u warning%s\n", diag->errors,
            plural(diag->errors), diag->warnings, plural(diag->warnings));
}

static void print_json_summary(
    const check_args *args, const lmv__check_counts *counts)
{
    lmv__json_writer json;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__json_writer_init(&json, &out, 0);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "packs");
    lmv__json_uint(&json, counts->packs);
    lmv__json_key(&json, "themes");
    lmv__json_uint(&json, counts->themes);
    lmv__json_key(&json, "disabled");
    lmv__json_uint(&json, counts->disabled);
    lmv__json_key(&json, "examples");
    lmv__json_uint(&json, counts->examples);
    lmv__json_key(&json, "failed");
    lmv__json_uint(&json, counts->failed);
    lmv__json_key(&json, "errors");
    lmv__json_uint(&json, args->rules.diag.errors);
    lmv__json_key(&json, "warnings");
    lmv__json_uint(&json, args->rules.diag.warnings);
    lmv__json_end(&json, '}');
    printf("%s\n", out.data ? out.data : "");
    lmv__buf_clear(&out);
}

static int print_schema(void)
{
    lmv__buf out;
    int code;

    lmv__buf_init(&out);
    lmv__rule_schema(&out);
    if (!out.failed)
        fwrite(out.data, 1, out.len, stdout);
    code = out.failed || fflush(stdout) ? LMV__EXIT_FAILED : LMV__EXIT_OK;
    if (code != LMV__EXIT_OK)
        lmv__cli_say("cannot write the schema");
    lmv__buf_clear(&out);
    return code;
}

static int check(check_args *args)
{
    const lmv__cli_diag *diag = &args->rules.diag;
    lmv__check_counts counts;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_rules_open(&args->rules);

    memset(&counts, 0, sizeof counts);
    if (code == LMV__EXIT_OK &&
        lmv__check_run(&args->rules.setup, lmv__cli_diag_print,
            &args->rules.diag, &counts, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (args->json)
        print_json_summary(args, &counts);
    else if (code == LMV__EXIT_OK)
        print_text_summary(args, &counts);
    else
        printf("the packs do not load: %u error%s, %u warning%s\n",
            diag->errors, plural(diag->errors), diag->warnings,
            plural(diag->warnings));
    if (code == LMV__EXIT_OK && args->on)
        code = lmv__check_on(
            &args->corpus, &args->rules.setup, args->on, args->json);
    if (code != LMV__EXIT_OK)
        return code;
    return diag->errors > 0 || (args->strict && diag->warnings > 0)
               ? LMV__EXIT_USAGE
               : LMV__EXIT_OK;
}

static int check_packs(check_args *args, int argc, char **argv, int rest)
{
    int i;

    if (args->schema)
        return print_schema();
    args->rules.own_packs = rest < argc;
    for (i = rest; i < argc; i++)
        if (!lmv__cli_push(&args->rules.packs, argv[i])) {
            lmv__cli_say("out of memory");
            return LMV__EXIT_FAILED;
        }
    args->rules.diag.out = stdout;
    args->rules.diag.json = args->json;
    args->rules.diag.color = lmv__color_wanted(args->color, STDOUT_FILENO);
    return check(args);
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    check_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__cli_rules_init(&args.rules);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    code = parsed == LMV__CLI_GO ? check_packs(&args, argc, argv, rest)
                                 : lmv__cli_parse_exit(parsed);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_check = {
    "check",
    "[OPTION]... [PACK]...",
    "load rule packs and run their examples",
    "Loads each PACK (an id, a file or a folder; without one the shipped "
    "packs), says\nwhat is wrong with it, at which line and what to do, and "
    "runs every example of\nevery theme. Exits with 2 when there are errors.",
    {options, NULL},
    "  leitmotiv check\n"
    "  leitmotiv check parking.yml\n"
    "  leitmotiv check --strict --format json ./rules/my-pack\n",
    run,
};
