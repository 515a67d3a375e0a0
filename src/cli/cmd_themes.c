/*
 * leitmotiv themes: what can be found.
 */
#include <config.h>

#include "base/json.h"
#include "cli/rules.h"
#include "cli/themes_md.h"
#include "rules/model.h"
#include "workbench/codebook.h"

#include <stdio.h>
#include <string.h>

enum { KEY_FORMAT = LMV__KEY_OWN, KEY_LABELS };
enum { ID_WIDTH = 28, MAX_DEPTH = 8 };

static const lmv__cli_option options[] = {
    {"format", KEY_FORMAT, "NAME",
        "table (default), json, md; csv: a codebook that\n`import` reads; qdc: "
        "a REFI-QDA codebook"},
    {"labels", KEY_LABELS, "CODE", "qdc: language of the labels; default: en"},
    {NULL, 0, NULL, NULL},
};

typedef enum format { TABLE, JSON, MARKDOWN, CSV, QDC } format;

typedef struct themes_args {
    lmv__cli_rules rules;
    format format;
    const char *labels;
} themes_args;

static const char *const polarities[] = {
    "neutral", "negative", "positive", "mixed"};
static const char *const kinds[] = {"theme", "facet", "helper", "group"};

static bool take(void *payload, int key, const char *value)
{
    static const char *const names[] = {"table", "json", "md", "csv", "qdc"};
    themes_args *args = payload;
    size_t i;

    if (key == KEY_LABELS) {
        args->labels = value;
        return true;
    }
    if (key != KEY_FORMAT)
        return lmv__cli_rules_take(&args->rules, key, value);
    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(value, names[i]) == 0) {
            args->format = (format)i;
            return true;
        }
    lmv__cli_usage(
        &lmv__cmd_themes, "--format %s: table, json, md, csv or qdc", value);
    return false;
}

static const char *label(const lmv_ruleset *rules, size_t i, const char *code)
{
    return lmv_theme_label(rules, i, code);
}

static void print_row(const lmv_ruleset *rules, size_t i, int depth)
{
    const lmv__theme *theme = &rules->themes[i];

    printf("%*s%-*s %-8s %-9s %-16s %s%s\n", 2 * depth, "",
        ID_WIDTH - 2 * depth, theme->id.ptr, kinds[theme->kind],
        theme->kind == LMV_KIND_GROUP ? "" : polarities[theme->polarity],
        theme->classifier.ptr, label(rules, i, "en"),
        theme->off        ? "  (disabled)"
        : theme->disabled ? "  (disabled: see `leitmotiv check`)"
                          : "");
}

/* A theme with those under it. */
static void print_tree(const lmv_ruleset *rules, size_t i, int depth)
{
    size_t k;

    print_row(rules, i, depth);
    for (k = 0; depth < MAX_DEPTH && k < rules->n_themes; k++)
        if (rules->themes[k].parent == i)
            print_tree(rules, k, depth + 1);
}

static void print_table(const lmv_ruleset *rules)
{
    size_t i;

    printf("%-*s %-8s %-9s %-16s %s\n", ID_WIDTH, "theme", "kind", "polarity",
        "decided by", "label");
    for (i = 0; i < rules->n_themes; i++)
        if (rules->themes[i].parent == LMV__NONE)
            print_tree(rules, i, 0);
}

static void pair(lmv__json_writer *json, const char *key, const char *text)
{
    lmv__json_key(json, key);
    lmv__json_text(json, text && *text ? text : NULL);
}

static void add_json(lmv__json_writer *json, const lmv_ruleset *rules, size_t i)
{
    const lmv__theme *theme = &rules->themes[i];
    size_t parent = lmv_theme_parent(rules, i);
    uint32_t k;

    lmv__json_begin(json, '{');
    pair(json, "id", theme->id.ptr);
    pair(json, "pack", lmv_theme_pack(rules, i));
    pair(json, "kind", kinds[theme->kind]);
    pair(json, "polarity",
        theme->kind == LMV_KIND_GROUP ? NULL : polarities[theme->polarity]);
    pair(json, "parent",
        parent == (size_t)-1 ? NULL : lmv_theme_id(rules, parent));
    pair(json, "classifier", theme->classifier.ptr);
    pair(json, "status", theme->status.ptr);
    lmv__json_key(json, "code");
    if (theme->code > 0)
        lmv__json_uint(json, theme->code);
    else
        lmv__json_null(json);
    lmv__json_key(json, "label");
    lmv__json_begin(json, '{');
    for (k = 0; k < theme->n_labels; k++)
        pair(json, theme->labels[k].language.ptr, theme->labels[k].text.ptr);
    lmv__json_end(json, '}');
    pair(json, "definition", theme->definition.ptr);
    lmv__json_key(json, "disabled");
    lmv__json_bool(json, theme->disabled);
    lmv__json_end(json, '}');
}

static void print_json(const lmv_ruleset *rules)
{
    lmv__json_writer json;
    lmv__buf out;
    size_t i;

    lmv__buf_init(&out);
    lmv__json_writer_init(&json, &out, 2);
    lmv__json_begin(&json, '[');
    for (i = 0; i < rules->n_themes; i++)
        add_json(&json, rules, i);
    lmv__json_end(&json, ']');
    printf("%s\n", out.data ? out.data : "[]");
    lmv__buf_clear(&out);
}

static int print_codebook(const themes_args *args)
{
    const lmv_ruleset *rules = args->rules.setup.ruleset;
    lmv_error err = LMV_ERROR_INIT;
    size_t left_out = 0;
    lmv__buf out;
    lmv_status status;

    lmv__buf_init(&out);
    if (args->format == CSV)
        status = lmv__codebook_csv(rules, &out, &left_out, &err);
    else
        status = lmv__codebook_qdc(
            rules, args->labels ? args->labels : "en", &out, &err);
    if (status == LMV_OK)
        fwrite(out.data, 1, out.len, stdout);
    lmv__buf_clear(&out);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (left_out > 0)
        lmv__cli_say("%zu signal%s no list of words, and not in the table",
            left_out, left_out == 1 ? " is" : "s are");
    return LMV__EXIT_OK;
}

static int list(themes_args *args)
{
    const lmv_ruleset *rules;
    int code = lmv__cli_rules_open(&args->rules);

    if (code != LMV__EXIT_OK)
        return code;
    rules = args->rules.setup.ruleset;
    if (args->format == CSV || args->format == QDC)
        return print_codebook(args);
    if (args->format == JSON)
        print_json(rules);
    else if (args->format == MARKDOWN)
        lmv__themes_markdown(rules);
    else
        print_table(rules);
    return LMV__EXIT_OK;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    themes_args args;
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

const lmv__cli_command lmv__cmd_themes = {
    "themes",
    "[OPTION]...",
    "list the themes of the loaded packs",
    "Lists every theme of the loaded packs: its id, kind, polarity, the "
    "plugin that\ndecides it, and its label.",
    {options, lmv__cli_rules_options, NULL},
    "  leitmotiv themes\n"
    "  leitmotiv themes --rules parking.yml --format md > themes.md\n",
    run,
};
