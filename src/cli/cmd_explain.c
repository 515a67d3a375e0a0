/*
 * leitmotiv explain: why a comment has, or has not, a theme.
 */
#include <config.h>

#include "cli/asks.h"
#include "cli/explain_run.h"
#include "records/reader.h"

#include <string.h>

enum {
    KEY_ID = LMV__KEY_OWN,
    KEY_RECORD,
    KEY_ID_COLUMN,
    KEY_ASKS,
    KEY_TOKENS,
    KEY_PLUGIN,
    KEY_JSON
};

static const lmv__cli_option options[] = {
    {"id", KEY_ID, "ID", "COMMENT is a file: explain its record with this id"},
    {"record", KEY_RECORD, "N", "COMMENT is a file: explain its Nth record"},
    {"id-column", KEY_ID_COLUMN, "COLUMN",
        "the file's column of ids; default: found"},
    {"text", LMV__KEY_TEXT, "COLUMN",
        "the file's column of comments, by name or number\n"
        "(repeatable); default: found"},
    {"lang-column", LMV__KEY_LANG_COLUMN, "COLUMN",
        "the file's column of languages; default: found"},
    {"language", LMV__KEY_LANGUAGE, "CODE",
        "the comments are in this language; default: detected"},
    {"encoding", LMV__KEY_ENCODING, "NAME",
        "the file's encoding; default: found"},
    {"separator", LMV__KEY_SEPARATOR, "CHAR",
        "the file's separator, or tab; default: found"},
    {"asks", KEY_ASKS, "KIND",
        "what their question asks for: liked, disliked, improve,\n"
        "or open (default); of a file: COLUMN=KIND"},
    {"tokens", KEY_TOKENS, NULL, "show sentences, clauses and tokens too"},
    {"plugin", KEY_PLUGIN, "NAME", "show what this plugin noted"},
    {"json", KEY_JSON, NULL, "one JSON object a comment"},
    {"color", LMV__KEY_COLOR, "WHEN", "auto (default), always, never"},
    {NULL, 0, NULL, NULL},
};

static bool take_asks(lmv__explain_args *args, const char *value)
{
    if (strchr(value, '='))
        return lmv__asks_check(&lmv__cmd_explain, value) &&
               lmv__cli_push(&args->asks, value);
    args->asked_given = lmv_asked_find(value, &args->asked);
    if (!args->asked_given)
        lmv__cli_usage(&lmv__cmd_explain,
            "--asks %s: liked, disliked, improve or open", value);
    return args->asked_given;
}

/* Options that say how a file is read. */
static bool take_reading(lmv__explain_args *args, int key, const char *value)
{
    switch (key) {
    case LMV__KEY_TEXT:
        return lmv__cli_push(&args->text, value);
    case KEY_ID_COLUMN:
        args->id_column = value;
        return true;
    case LMV__KEY_LANG_COLUMN:
        args->lang_column = value;
        return true;
    case LMV__KEY_ENCODING:
        args->encoding = value;
        return true;
    case LMV__KEY_SEPARATOR:
        args->separator = lmv__separator_named(value);
        if (args->separator)
            return true;
        lmv__cli_usage(
            &lmv__cmd_explain, "--separator %s: one character, or tab", value);
        return false;
    default:
        return lmv__cli_rules_take(&args->rules, key, value);
    }
}

static bool take(void *payload, int key, const char *value)
{
    lmv__explain_args *args = payload;

    switch (key) {
    case KEY_ID:
        args->id = value;
        return true;
    case KEY_RECORD:
        args->record = value;
        return true;
    case KEY_JSON:
        return args->json = true;
    case KEY_TOKENS:
        return args->show_tokens = true;
    case KEY_PLUGIN:
        args->plugin = value;
        return true;
    case KEY_ASKS:
        return take_asks(args, value);
    case LMV__KEY_LANGUAGE:
        args->language = value;
        return true;
    case LMV__KEY_COLOR:
        if (lmv__color_parse(value, &args->color))
            return true;
        lmv__cli_usage(
            &lmv__cmd_explain, "--color %s: auto, always or never", value);
        return false;
    default:
        return take_reading(args, key, value);
    }
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    lmv__explain_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__cli_rules_init(&args.rules);
    lmv__vec_init(&args.text, sizeof(char *));
    lmv__vec_init(&args.asks, sizeof(char *));
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest == argc)
        code =
            lmv__cli_usage(command, "which comment? (- is the standard input)");
    else
        code = lmv__explain_run(&args, argc, argv, rest);
    lmv__vec_clear(&args.text);
    lmv__vec_clear(&args.asks);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_explain = {
    "explain",
    "[OPTION]... COMMENT...\n"
    "       leitmotiv explain [OPTION]... FILE --id ID",
    "say why a comment has, or has not, a theme",
    "Marks the evidence in each COMMENT (- is the standard input, as one "
    "comment) and\nlists its themes, with scores and the lines of the rules, "
    "what was found but did\nnot count, with the reason, and what came near "
    "to matching. With --id or --record\nthe comment is taken out of a file, "
    "read as classify reads it. --themes asks of\nthese themes whatever "
    "became of them.",
    {options, lmv__cli_rules_options, NULL},
    "  leitmotiv explain \"Auf meine Mail kam nie eine Antwort\"\n"
    "  leitmotiv explain survey.csv --id R_17 --themes slow-response\n"
    "  leitmotiv explain --rules parking.yml \"no space in the car park\"\n"
    "  leitmotiv explain --tokens --plugin slow-support "
    "\"waited two weeks for a reply\"\n",
    run,
};
