/*
 * leitmotiv classify: a survey export in, labelled records out.
 */
#include <config.h>

#include "base/process.h"
#include "cli/asks.h"
#include "cli/classify_run.h"
#include "cli/quote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_FORMAT = LMV__KEY_OWN,
    KEY_TEXT,
    KEY_ASKS,
    KEY_ID,
    KEY_LANG_COLUMN,
    KEY_LANGUAGE,
    KEY_ENCODING,
    KEY_SEPARATOR,
    KEY_THREADS,
    KEY_OFFSETS,
    KEY_TRACE,
    KEY_NO_TEXT,
    KEY_KEEP,
    KEY_DROP_PERSONAL,
    KEY_EXCEL,
    KEY_LONG,
    KEY_APPEND,
    KEY_LABELS,
    KEY_FIX_MOJIBAKE,
    KEY_STRICT,
    KEY_REJECTS,
    KEY_PROGRESS,
    KEY_NO_PROGRESS
};

static const lmv__cli_option options[] = {
    {"output", 'o', "FILE",
        "write here (.jsonl, .csv, .tsv, .xlsx), and FILE.run.json\n"
        "beside it; - is the standard output"},
    {"format", KEY_FORMAT, "NAME",
        "jsonl, csv, tsv, xlsx, label-studio, doccano or table"},
    {"text", KEY_TEXT, "COLUMN",
        "a column of comments, by name or number (repeatable)"},
    {"asks", KEY_ASKS, "COLUMN=KIND",
        "what its question asks for: liked, disliked, improve\n"
        "or open (default; repeatable)"},
    {"id", KEY_ID, "COLUMN", "the column of the records' ids"},
    {"lang-column", KEY_LANG_COLUMN, "COLUMN",
        "the column of the comments' languages"},
    {"language", KEY_LANGUAGE, "CODE",
        "all comments are in this language (de, en)"},
    {"encoding", KEY_ENCODING, "NAME", "of the input; default: found"},
    {"separator", KEY_SEPARATOR, "CHAR",
        "of the input: , ; | tab; default: found"},
    {"fix-mojibake", KEY_FIX_MOJIBAKE, NULL,
        "mend UTF-8 that was read as Windows-1252"},
    {"sheet", LMV__KEY_SHEET, "SHEET",
        "of a workbook, by name or number; default: found"},
    {"trust-input", LMV__KEY_TRUST_INPUT, NULL,
        "read it also with a library that a file made to do harm\n"
        "could break (SPSS)"},
    {"threads", KEY_THREADS, "N", "default: one a core"},
    {"offsets", KEY_OFFSETS, "UNIT",
        "of the evidence: byte (default), codepoint, utf16"},
    {"trace", KEY_TRACE, NULL, "JSONL: add what was blocked, and by what"},
    {"no-text", KEY_NO_TEXT, NULL,
        "leave out the comments and the words of the evidence"},
    {"keep", KEY_KEEP, "COLUMNS",
        "CSV: only these columns of the input (repeatable)"},
    {"drop-personal", KEY_DROP_PERSONAL, NULL,
        "leave out the columns with names, mail, IP addresses ..."},
    {"excel", KEY_EXCEL, "LANG",
        "CSV for Excel in this language: de (;) or en (,)"},
    {"long", KEY_LONG, NULL, "CSV: one row a comment and theme and evidence"},
    {"append", KEY_APPEND, NULL, "SQLite: add this run to the database"},
    {"labels", KEY_LABELS, "CODE",
        "language of the themes' labels: en (default), de"},
    {"strict", KEY_STRICT, NULL,
        "exit 1 when something was rejected or not evaluated,\n"
        "2 when a theme does not load"},
    {"rejects", KEY_REJECTS, "FILE", "copy broken records to this file"},
    {"progress", KEY_PROGRESS, NULL,
        "show progress also when stderr is no terminal"},
    {"no-progress", KEY_NO_PROGRESS, NULL, "never show progress"},
    {"color", LMV__KEY_COLOR, "WHEN", "auto (default), always, never"},
    {NULL, 0, NULL, NULL},
};

static bool wrong(const char *option, const char *value, const char *wanted)
{
    lmv__cli_usage(&lmv__cmd_classify, "--%s %s: %s", option, value, wanted);
    return false;
}

static bool take_offsets(lmv__classify_args *args, const char *value)
{
    static const char *const names[] = {"byte", "codepoint", "utf16"};
    size_t i;

    for (i = 0; i < 3; i++)
        if (strcmp(value, names[i]) == 0) {
            args->offsets = (lmv__offsets)i;
            args->offsets_name = value;
            return true;
        }
    return wrong("offsets", value, "byte, codepoint or utf16");
}

static bool take_threads(lmv__classify_args *args, const char *value)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || n < 1 || n > 256)
        return wrong("threads", value, "a number from 1 to 256");
    args->threads = (unsigned)n;
    args->threads_name = value;
    return true;
}

static bool take_format(lmv__classify_args *args, const char *value)
{
    args->table = strcmp(value, "table") == 0;
    if (!args->table && lmv__format_named(value) == LMV__FORMAT_AUTO)
        return wrong("format", value,
            "jsonl, csv, tsv, xlsx, label-studio, doccano or table");
    args->format = value;
    return true;
}

static bool take_separator(lmv__classify_args *args, const char *value)
{
    args->separator = lmv__separator_named(value);
    if (!args->separator)
        return wrong("separator", value, "one of , ; | tab");
    args->separator_name = value;
    return true;
}

static bool take_excel(lmv__classify_args *args, const char *value)
{
    if (strcmp(value, "de") != 0 && strcmp(value, "en") != 0)
        return wrong("excel", value, "de or en");
    args->excel = *value == 'd' ? ';' : ',';
    return true;
}

static bool take_flag(lmv__classify_args *args, int key)
{
    switch (key) {
    case KEY_TRACE:
        return args->trace = true;
    case KEY_DROP_PERSONAL:
        return args->drop_personal = true;
    case KEY_NO_TEXT:
        return args->no_text = true;
    case LMV__KEY_TRUST_INPUT:
        return args->trust_input = true;
    case KEY_APPEND:
        return args->append = true;
    case KEY_LONG:
        return args->long_rows = true;
    case KEY_FIX_MOJIBAKE:
        return args->fix_mojibake = true;
    case KEY_STRICT:
        return args->strict = args->rules.strict = true;
    case KEY_PROGRESS:
        args->progress = LMV__PROGRESS_ON;
        return true;
    case KEY_NO_PROGRESS:
        args->progress = LMV__PROGRESS_OFF;
        return true;
    default:
        return false;
    }
}

static bool take(void *payload, int key, const char *value)
{
    lmv__classify_args *args = payload;

    switch (key) {
    case 'o':
        args->output = value;
        return true;
    case KEY_FORMAT:
        return take_format(args, value);
    case KEY_TEXT:
        return lmv__cli_push(&args->text, value);
    case KEY_ASKS:
        return lmv__asks_check(&lmv__cmd_classify, value) &&
               lmv__cli_push(&args->asks, value);
    case KEY_ID:
        args->id = value;
        return true;
    case KEY_LANG_COLUMN:
        args->lang_column = value;
        return true;
    case KEY_LANGUAGE:
        args->language = value;
        return true;
    case KEY_ENCODING:
        args->encoding = value;
        return true;
    case KEY_SEPARATOR:
        return take_separator(args, value);
    case LMV__KEY_SHEET:
        args->sheet = value;
        return true;
    case KEY_THREADS:
        return take_threads(args, value);
    case KEY_OFFSETS:
        return take_offsets(args, value);
    case KEY_KEEP:
        return lmv__cli_push(&args->keep, value);
    case KEY_EXCEL:
        return take_excel(args, value);
    case KEY_LABELS:
        args->labels = value;
        return true;
    case KEY_REJECTS:
        args->rejects = value;
        return true;
    case LMV__KEY_COLOR:
        return lmv__color_parse(value, &args->color) ||
               wrong("color", value, "auto, always or never");
    default:
        return lmv__cli_rules_take(&args->rules, key, value) ||
               take_flag(args, key);
    }
}

/* Files that a run writes must not be those that it reads, nor each other. */
static bool files_clash(const lmv__classify_args *args)
{
    if (args->output && strcmp(args->output, "-") != 0 &&
        lmv__process_same_file(args->input, args->output))
        lmv__cli_usage(&lmv__cmd_classify,
            "%s is the input; give the output another name", args->output);
    else if (args->rejects &&
             lmv__process_same_file(args->input, args->rejects))
        lmv__cli_usage(&lmv__cmd_classify,
            "%s is the input; give --rejects another name", args->rejects);
    else if (args->rejects && args->output &&
             strcmp(args->rejects, args->output) == 0)
        lmv__cli_usage(
            &lmv__cmd_classify, "-o and --rejects name the same file");
    else
        return false;
    return true;
}

static bool choose_output(lmv__classify_args *args)
{
    if (args->table && args->output) {
        lmv__cli_usage(&lmv__cmd_classify,
            "the table is not written to files; leave out -o or --format");
        return false;
    }
    if (!args->output && !args->format && lmv__process_terminal(1))
        args->table = true;
    if (args->output && !args->format && strcmp(args->output, "-") != 0 &&
        lmv__format_of_path(args->output) == LMV__FORMAT_AUTO) {
        lmv__cli_usage(&lmv__cmd_classify,
            "%s: the suffix names no format; end it in .jsonl, .csv, .tsv or "
            ".xlsx, "
            "or give --format",
            args->output);
        return false;
    }
    return !files_clash(args);
}

/* "leitmotiv classify survey.csv --id R -o survey.labelled.csv" */
static void save_command(
    lmv__buf *out, int argc, char **argv, const lmv__classify_args *args)
{
    const char *name = strcmp(args->input, "-") == 0 ? "survey" : args->input;
    const char *slash = strrchr(name, '/'), *dot;
    lmv__buf file;
    int i;

    name = slash ? slash + 1 : name;
    dot = strrchr(name, '.');
    lmv__buf_init(&file);
    lmv__buf_add(
        &file, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
    lmv__buf_adds(&file, ".labelled.csv");
    lmv__buf_adds(out, "leitmotiv classify");
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--format") == 0) {
            i++;
            continue;
        }
        if (strncmp(argv[i], "--format=", 9) == 0)
            continue;
        lmv__buf_addc(out, ' ');
        lmv__quote_word(out, argv[i]);
    }
    lmv__buf_adds(out, " -o ");
    lmv__quote_word(out, file.data ? file.data : "labelled.csv");
    lmv__buf_clear(&file);
}

static int classify_file(
    lmv__classify_args *args, int argc, char **argv, int rest)
{
    lmv__buf save;
    int code;

    if (argc - rest != 1)
        return lmv__cli_usage(&lmv__cmd_classify,
            argc == rest ? "which file? (- is the standard input)"
                         : "one file at a time, please");
    args->input = argv[rest];
    if (!choose_output(args))
        return LMV__EXIT_USAGE;
    lmv__buf_init(&save);
    save_command(&save, argc, argv, args);
    args->save = save.failed ? "leitmotiv classify" : save.data;
    code = lmv__classify_command(args);
    lmv__buf_clear(&save);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    lmv__classify_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__cli_rules_init(&args.rules);
    lmv__vec_init(&args.text, sizeof(char *));
    lmv__vec_init(&args.keep, sizeof(char *));
    lmv__vec_init(&args.asks, sizeof(char *));
    args.threads = lmv__process_cores();
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed == LMV__CLI_GO)
        code = classify_file(&args, argc, argv, rest);
    else
        code = lmv__cli_parse_exit(parsed);
    lmv__vec_clear(&args.text);
    lmv__vec_clear(&args.keep);
    lmv__vec_clear(&args.asks);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_classify = {
    "classify",
    "[OPTION]... FILE",
    "label the comments of a survey export",
    "Finds themes in the comments of FILE (CSV, TSV, JSON Lines or XLSX; - is "
    "the "
    "standard\ninput) and writes one labelled record for each, in order: "
    "JSON Lines into a\npipe, a table with examples on a terminal, files "
    "with -o.",
    {options, lmv__cli_rules_options, NULL},
    "  leitmotiv classify survey.csv\n"
    "  leitmotiv classify survey.csv -o labelled.csv\n"
    "  leitmotiv classify survey.csv --text Q5 --text Q7 -o labelled.jsonl\n"
    "  leitmotiv classify survey.csv --rules parking.yml --strict | jq "
    ".labels\n",
    run,
};
