/*
 * leitmotiv inspect: what a file is, before anything is classified.
 */
#include <config.h>

#include "base/vec.h"
#include "cli/cli.h"
#include "cli/inspect_out.h"
#include "cli/rules.h"

#include <stdio.h>
#include <string.h>

enum {
    KEY_JSON = LMV__KEY_OWN,
    KEY_TEXT,
    KEY_ID,
    KEY_LANG_COLUMN,
    KEY_ENCODING,
    KEY_SEPARATOR
};

static const lmv__cli_option options[] = {
    {"json", KEY_JSON, NULL, "for machines"},
    {"text", KEY_TEXT, "COLUMN",
        "a column of comments, by name or number (repeatable)"},
    {"id", KEY_ID, "COLUMN", "the column of the records' ids"},
    {"lang-column", KEY_LANG_COLUMN, "COLUMN",
        "the column of the comments' languages"},
    {"encoding", KEY_ENCODING, "NAME", "of the input; default: found"},
    {"separator", KEY_SEPARATOR, "CHAR",
        "of the input: , ; | tab; default: found"},
    {"sheet", LMV__KEY_SHEET, "SHEET",
        "of a workbook, by name or number; default: found"},
    {"trust-input", LMV__KEY_TRUST_INPUT, NULL,
        "read it also with a library that a file made to do harm\n"
        "could break (SPSS)"},
    {NULL, 0, NULL, NULL},
};

typedef struct inspect_args {
    lmv__vec text; /* of const char * */
    lmv__reader_options reader;
    bool json;
} inspect_args;

static bool take(void *payload, int key, const char *value)
{
    inspect_args *args = payload;

    switch (key) {
    case KEY_JSON:
        return args->json = true;
    case KEY_TEXT:
        return lmv__cli_push(&args->text, value);
    case KEY_ID:
        args->reader.id = value;
        return true;
    case KEY_LANG_COLUMN:
        args->reader.language = value;
        return true;
    case KEY_ENCODING:
        args->reader.encoding = value;
        return true;
    case LMV__KEY_SHEET:
        args->reader.sheet = value;
        return true;
    case LMV__KEY_TRUST_INPUT:
        return args->reader.trust_input = true;
    default:
        args->reader.separator = lmv__separator_named(value);
        if (!args->reader.separator)
            lmv__cli_usage(
                &lmv__cmd_inspect, "--separator %s: one of , ; | tab", value);
        return args->reader.separator != 0;
    }
}

static int print(const inspect_args *args, const lmv__reader *reader,
    const lmv__inspection *found)
{
    const char *path = args->reader.path;
    lmv__buf out;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&out);
    if (args->json)
        lmv__inspect_json(&out, path, reader, found);
    else
        lmv__inspect_text(&out, path, reader, found);
    if (out.failed) {
        lmv__cli_say("out of memory");
        code = LMV__EXIT_FAILED;
    } else {
        fwrite(out.data, 1, out.len, stdout);
    }
    lmv__buf_clear(&out);
    return code;
}

static int inspect(const inspect_args *args)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__inspection found;
    lmv__reader *reader;
    lmv_status status;
    int code;

    status = lmv__reader_open(&reader, &args->reader, &err);
    if (status)
        return lmv__cli_error(
            &err, status == LMV_EINVAL ? LMV__EXIT_USAGE : LMV__EXIT_FAILED);
    status = lmv__inspect_run(&found, reader, &err);
    code = status ? lmv__cli_error(&err, LMV__EXIT_FAILED)
                  : print(args, reader, &found);
    lmv__inspect_clear(&found);
    lmv__reader_close(reader);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    inspect_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__vec_init(&args.text, sizeof(char *));
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO) {
        code = lmv__cli_parse_exit(parsed);
    } else if (argc - rest != 1) {
        code = lmv__cli_usage(
            command, argc == rest ? "which file? (- is the standard input)"
                                  : "one file at a time, please");
    } else {
        args.reader.path = argv[rest];
        args.reader.text = (const char *const *)args.text.data;
        args.reader.n_text = args.text.len;
        args.reader.any_text = true;
        code = inspect(&args);
    }
    lmv__vec_clear(&args.text);
    return code;
}

const lmv__cli_command lmv__cmd_inspect = {
    "inspect",
    "[OPTION]... FILE",
    "say what a file is and what its columns hold",
    "Shows how FILE is made, which survey tool wrote it and by what that is "
    "seen,\nand for each column its type, its role with the evidence, and "
    "samples. What is\nshown is what classify would do. Columns with "
    "personal data show no samples.",
    {options, NULL, NULL},
    "  leitmotiv inspect survey.csv\n"
    "  leitmotiv inspect survey.csv --json | jq '.columns[] | "
    "select(.role)'\n",
    run,
};
