/*
 * leitmotiv explain: why a comment has, or has not, a theme.
 */
#include <config.h>

#include "base/file.h"
#include "base/process.h"
#include "cli/crash.h"
#include "cli/explain_out.h"
#include "cli/rules.h"
#include "cli/style.h"
#include "engine/trace.h"
#include "records/record.h"
#include "rules/model.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KEY_JSON = LMV__KEY_OWN, KEY_TEXT, KEY_PLUGIN, KEY_LANGUAGE, KEY_ASKS };

static const lmv__cli_option options[] = {
    {"language", KEY_LANGUAGE, "CODE",
        "the comments are in this language; default: detected"},
    {"asks", KEY_ASKS, "KIND",
        "what their question asks for: liked, disliked, improve,\n"
        "or open (default)"},
    {"text", KEY_TEXT, NULL, "show sentences, clauses and tokens too"},
    {"plugin", KEY_PLUGIN, "NAME", "show what this plugin noted"},
    {"json", KEY_JSON, NULL, "one JSON object a comment"},
    {"color", LMV__KEY_COLOR, "WHEN", "auto (default), always, never"},
    {NULL, 0, NULL, NULL},
};

typedef struct explain_args {
    lmv__cli_rules rules;
    const char *plugin, *language;
    lmv_asked asked;
    bool json, show_text;
    lmv__color_choice color;
} explain_args;

static bool take(void *payload, int key, const char *value)
{
    explain_args *args = payload;

    switch (key) {
    case KEY_JSON:
        return args->json = true;
    case KEY_TEXT:
        return args->show_text = true;
    case KEY_PLUGIN:
        args->plugin = value;
        return true;
    case KEY_ASKS:
        if (lmv_asked_find(value, &args->asked))
            return true;
        lmv__cli_usage(&lmv__cmd_explain,
            "--asks %s: liked, disliked, improve or open", value);
        return false;
    case KEY_LANGUAGE:
        args->language = value;
        return true;
    case LMV__KEY_COLOR:
        if (lmv__color_parse(value, &args->color))
            return true;
        lmv__cli_usage(
            &lmv__cmd_explain, "--color %s: auto, always or never", value);
        return false;
    default:
        return lmv__cli_rules_take(&args->rules, key, value);
    }
}

static int explain_one(
    const explain_args *args, lmv_scanner *scanner, lmv__slice text)
{
    lmv__explain explain = {.setup = &args->rules.setup,
        .scanner = scanner,
        .text = text,
        .show_text = args->show_text,
        .plugin = args->plugin,
        .color = lmv__color_wanted(args->color, STDOUT_FILENO),
        .width = lmv__process_columns(STDOUT_FILENO)};
    lmv_scan_options known = LMV_SCAN_OPTIONS_INIT;
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf out;

    known.language = args->language;
    known.asked = args->asked;
    if (lmv_scanner_scan_with(scanner, text.ptr, text.len, &known,
            &explain.result, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    lmv__buf_init(&out);
    if (args->json)
        lmv__explain_json(&explain, &out);
    else
        lmv__explain_text(&explain, &out);
    if (out.failed)
        lmv__cli_say("out of memory");
    else
        fwrite(out.data, 1, out.len, stdout);
    lmv__buf_clear(&out);
    return out.failed ? LMV__EXIT_FAILED : LMV__EXIT_OK;
}

/* The whole of standard input is one comment. */
static int explain_stdin(const explain_args *args, lmv_scanner *scanner)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf text;
    lmv__slice slice;
    int code;

    lmv__buf_init(&text);
    if (lmv__file_load("-", LMV__MAX_RECORD, &text, &err) != LMV_OK) {
        lmv__buf_clear(&text);
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    if (text.len > 0 && text.data[text.len - 1] == '\n')
        text.len--;
    slice.ptr = text.data ? text.data : "";
    slice.len = text.len;
    code = explain_one(args, scanner, slice);
    lmv__buf_clear(&text);
    return code;
}

static bool knows_plugin(const explain_args *args)
{
    const lmv_engine *engine = args->rules.setup.engine;
    size_t i;

    if (!args->plugin)
        return true;
    for (i = 0; i < lmv_engine_plugin_count(engine); i++)
        if (strcmp(lmv_engine_plugin_name(engine, i), args->plugin) == 0)
            return true;
    lmv__cli_usage(&lmv__cmd_explain,
        "there is no plugin %s; `leitmotiv plugins` lists them", args->plugin);
    return false;
}

static bool knows_language(explain_args *args)
{
    const lmv__langdata *data = args->rules.setup.ruleset->langdata;
    int language;

    if (!args->language)
        return true;
    language = lmv__langdata_find(data, lmv__slice_of(args->language));
    if (language < 0) {
        lmv__cli_usage(&lmv__cmd_explain,
            "--language %s: no loaded pack knows this language",
            args->language);
        return false;
    }
    args->language = lmv__langdata_code(data, language);
    return true;
}

static int explain(explain_args *args, int argc, char **argv, int rest)
{
    lmv_scanner *scanner;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_rules_open(&args->rules), i;

    if (code != LMV__EXIT_OK)
        return code;
    if (!knows_plugin(args) || !knows_language(args))
        return LMV__EXIT_USAGE;
    lmv__crash_watch(args->rules.setup.engine);
    if (lmv_scanner_new(&scanner, args->rules.setup.engine, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    lmv__trace_notes(scanner, args->plugin != NULL);
    for (i = rest; i < argc && code == LMV__EXIT_OK; i++) {
        if (i > rest && !args->json)
            puts("\n----");
        if (strcmp(argv[i], "-") == 0)
            code = explain_stdin(args, scanner);
        else
            code = explain_one(args, scanner, lmv__slice_of(argv[i]));
    }
    lmv_scanner_free(scanner);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    explain_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__cli_rules_init(&args.rules);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest == argc)
        code =
            lmv__cli_usage(command, "which comment? (- is the standard input)");
    else
        code = explain(&args, argc, argv, rest);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_explain = {
    "explain",
    "[OPTION]... COMMENT...",
    "say why a comment has, or has not, a theme",
    "Marks the evidence in each COMMENT (- is the standard input, as one "
    "comment) and\nlists its themes, with scores and the lines of the rules, "
    "and what was found but\ndid not count, with the reason.",
    {options, lmv__cli_rules_options, NULL},
    "  leitmotiv explain \"Auf meine Mail kam nie eine Antwort\"\n"
    "  leitmotiv explain --rules parking.yml \"no space in the car park\"\n"
    "  leitmotiv explain --text --plugin slow-support "
    "\"waited two weeks for a reply\"\n",
    run,
};
