/*
 * leitmotiv import: a codebook becomes a rule pack.
 */
#include <config.h>

#include "base/platform.h"
#include "cli/rules.h"
#include "workbench/import.h"

#include <stdio.h>
#include <string.h>

static const lmv__cli_option options[] = {
    {"output", 'o', "FILE", "the pack (.yml); it must not be there yet"},
    {"language", LMV__KEY_LANGUAGE, "CODE",
        "of the columns whose names do not say it: de or en"},
    {"encoding", LMV__KEY_ENCODING, "NAME", "of the table; default: found"},
    {"separator", LMV__KEY_SEPARATOR, "CHAR",
        "of the table: , ; | tab; default: found"},
    {NULL, 0, NULL, NULL},
};

typedef struct import_args {
    const char *input, *output, *language, *encoding;
    char separator;
    char id[64];
} import_args;

static bool take(void *payload, int key, const char *value)
{
    import_args *args = payload;

    switch (key) {
    case 'o':
        args->output = value;
        return true;
    case LMV__KEY_LANGUAGE:
        args->language = value;
        if (strcmp(value, "de") == 0 || strcmp(value, "en") == 0)
            return true;
        lmv__cli_usage(&lmv__cmd_import, "--language %s: de or en", value);
        return false;
    case LMV__KEY_ENCODING:
        args->encoding = value;
        return true;
    default:
        args->separator = lmv__separator_named(value);
        if (args->separator)
            return true;
        lmv__cli_usage(
            &lmv__cmd_import, "--separator %s: one of , ; | tab", value);
        return false;
    }
}

static void say(void *payload, const char *message)
{
    (void)payload;
    lmv__cli_say("%s", message);
}

/* "My codes.yml" is the pack my-codes. */
static void name_pack(import_args *args)
{
    const char *name = strrchr(args->output, '/');
    size_t n = 0;

    for (name = name ? name + 1 : args->output; *name && n < 60; name++) {
        char c = *name;

        if (strcmp(name, ".yml") == 0 || strcmp(name, ".yaml") == 0)
            break;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            args->id[n++] = c;
        else if (n > 0 && args->id[n - 1] != '-')
            args->id[n++] = '-';
    }
    while (n > 0 && args->id[n - 1] == '-')
        n--;
    args->id[n] = '\0';
    if (n == 0)
        strcpy(args->id, "codebook");
}

static int refuse_output(const import_args *args)
{
    size_t n = args->output ? strlen(args->output) : 0;
    lmv__file_mode mode;

    if (n < 5 || (strcmp(args->output + n - 4, ".yml") != 0 &&
                     strcmp(args->output + n - 5, ".yaml") != 0))
        return lmv__cli_usage(&lmv__cmd_import, "name the pack: -o NAME.yml");
    if (lmv__platform_mode(args->output, &mode, NULL) != LMV_OK)
        return LMV__EXIT_OK;
    lmv__cli_say("%s is there already; nothing was changed", args->output);
    return LMV__EXIT_FAILED;
}

static int import(import_args *args)
{
    lmv__import_options to;
    lmv__import_counts counts;
    lmv_error err = LMV_ERROR_INIT;
    lmv__paths paths;
    lmv_status status;

    name_pack(args);
    if (lmv__paths_init(&paths, NULL, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    memset(&to, 0, sizeof to);
    to.reader.path = args->input;
    to.reader.encoding = args->encoding;
    to.reader.separator = args->separator;
    to.reader.any_text = true;
    to.output = args->output;
    to.id = args->id;
    to.language = args->language;
    to.setup.rules_path =
        (lmv__names){(const char *const *)paths.rules.data, paths.rules.len};
    to.setup.plugin_path = (lmv__names){
        (const char *const *)paths.plugins.data, paths.plugins.len};
    to.say = say;
    status = lmv__import_codebook(&to, &counts, &err);
    lmv__paths_clear(&paths);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    printf("%s: %zu theme%s, %zu group%s, %zu key word%s, %zu example%s of %zu "
           "row%s; %zu left out\nCheck it with:  leitmotiv check %s\n",
        args->output, counts.themes, counts.themes == 1 ? "" : "s",
        counts.groups, counts.groups == 1 ? "" : "s", counts.words,
        counts.words == 1 ? "" : "s", counts.examples,
        counts.examples == 1 ? "" : "s", counts.rows,
        counts.rows == 1 ? "" : "s", counts.left_out, args->output);
    return LMV__EXIT_OK;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    import_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        return lmv__cli_parse_exit(parsed);
    if (argc - rest != 1)
        return lmv__cli_usage(command, "which codebook?");
    args.input = argv[rest];
    code = refuse_output(&args);
    return code == LMV__EXIT_OK ? import(&args) : code;
}

const lmv__cli_command lmv__cmd_import = {
    "import",
    "[OPTION]... CODEBOOK -o PACK.yml",
    "make a rule pack of a codebook",
    "Reads a table with the columns Code, Label, Definition, Key words and "
    "Anchor\nexamples (English or German names, in any order) and writes a "
    "rule pack that\npasses `check`. Every row and piece that cannot be used "
    "is named. `themes\n--format csv` is the way back.",
    {options, NULL},
    "  leitmotiv import codebook.csv -o codes.yml\n",
    run,
};
