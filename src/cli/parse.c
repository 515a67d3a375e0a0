/*
 * Options: one table a command, read by getopt_long.
 */
#include <config.h>

#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { MAX_OPTIONS = 64 };

typedef struct option_parser {
    struct option longs[MAX_OPTIONS + 1];
    char shorts[2 * MAX_OPTIONS + 2];
    const char *names[MAX_OPTIONS];
    size_t n;
} option_parser;

static void add_option(option_parser *parser, const lmv__cli_option *option)
{
    struct option *as = &parser->longs[parser->n];

    if (parser->n == MAX_OPTIONS)
        return;
    as->name = option->name;
    as->has_arg = option->argument ? required_argument : no_argument;
    as->val = option->key;
    parser->names[parser->n++] = option->name;
    if (option->key < LMV__KEY_FIRST) {
        size_t length = strlen(parser->shorts);

        parser->shorts[length] = (char)option->key;
        if (option->argument)
            parser->shorts[length + 1] = ':';
    }
}

static void make_parser(option_parser *parser, const lmv__cli_command *command)
{
    static const lmv__cli_option help = {
        "help", LMV__KEY_HELP, NULL, "show this help"};
    size_t i;
    const lmv__cli_option *option;

    memset(parser, 0, sizeof *parser);
    parser->shorts[0] = ':'; /* a missing argument answers ':' */
    for (i = 0; command->options[i]; i++)
        for (option = command->options[i]; option->name; option++)
            add_option(parser, option);
    add_option(parser, &help);
}

static lmv__cli_parsed unknown_option(const lmv__cli_command *command,
    const option_parser *parser, const char *word)
{
    char name[64];
    const char *nearest;

    if (strncmp(word, "--", 2) != 0) {
        lmv__cli_usage(command, "there is no option -%c", optopt);
        return LMV__CLI_WRONG;
    }
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    nearest = lmv__cli_nearest(name, parser->names, parser->n);
    if (nearest)
        lmv__cli_usage(command, "there is no option --%s; did you mean --%s?",
            name, nearest);
    else
        lmv__cli_usage(command, "there is no option --%s", name);
    return LMV__CLI_WRONG;
}

/* getopt says '?' for an unknown option, a shortened one that could be
 * several, and for an argument that is not wanted. */
static lmv__cli_parsed refused(
    const lmv__cli_command *command, const option_parser *parser, char **argv)
{
    const char *word = argv[optind - 1];
    size_t i;

    for (i = 0; i < parser->n; i++)
        if (optopt && parser->longs[i].val == optopt) {
            lmv__cli_usage(
                command, "--%s takes no argument", parser->longs[i].name);
            return LMV__CLI_WRONG;
        }
    return unknown_option(command, parser, word);
}

lmv__cli_parsed lmv__cli_parse(const lmv__cli_command *command, int argc,
    char **argv, lmv__cli_take take, void *payload, int *rest)
{
    option_parser parser;
    int key;

    make_parser(&parser, command);
    opterr = 0;
    optind = 1;
    while ((key = getopt_long(argc, argv, parser.shorts, parser.longs, NULL)) !=
           -1) {
        if (key == LMV__KEY_HELP) {
            lmv__cli_command_help(command);
            return LMV__CLI_HELP;
        }
        if (key == '?')
            return refused(command, &parser, argv);
        if (key == ':') {
            lmv__cli_usage(command, "%s needs an argument", argv[optind - 1]);
            return LMV__CLI_WRONG;
        }
        if (!take(payload, key, optarg))
            return LMV__CLI_WRONG;
    }
    *rest = optind;
    return LMV__CLI_GO;
}

int lmv__cli_parse_exit(lmv__cli_parsed parsed)
{
    return parsed == LMV__CLI_WRONG ? LMV__EXIT_USAGE : LMV__EXIT_OK;
}
