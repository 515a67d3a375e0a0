/*
 * leitmotiv: finds the recurring themes in survey comments.
 */
#include <config.h>

#include "base/platform.h"
#include "cli/cli.h"

#include <string.h>

const lmv__cli_command *const lmv__cli_commands[] = {
    &lmv__cmd_classify,
    &lmv__cmd_inspect,
    &lmv__cmd_check,
    &lmv__cmd_explain,
    &lmv__cmd_evaluate,
    &lmv__cmd_compare_rules,
    &lmv__cmd_find,
    &lmv__cmd_suggest,
    &lmv__cmd_sample,
    &lmv__cmd_gold,
    &lmv__cmd_mutate,
    &lmv__cmd_profile,
    &lmv__cmd_themes,
    &lmv__cmd_plugins,
    &lmv__cmd_new,
    &lmv__cmd_import,
    NULL,
};

static const lmv__cli_command *find_command(const char *name)
{
    size_t i;

    for (i = 0; lmv__cli_commands[i]; i++)
        if (strcmp(lmv__cli_commands[i]->name, name) == 0)
            return lmv__cli_commands[i];
    return NULL;
}

/* A file or the name of one, not a command that was mistyped? */
static bool looks_like_file(const char *word)
{
    lmv__file_mode mode;

    return strpbrk(word, "./") != NULL || *word == '-' ||
           lmv__platform_mode(word, &mode, NULL) == LMV_OK;
}

static int unknown_command(const char *word)
{
    const char *names[sizeof lmv__cli_commands / sizeof *lmv__cli_commands];
    const char *nearest;
    size_t n = 0;

    for (; lmv__cli_commands[n]; n++)
        names[n] = lmv__cli_commands[n]->name;
    nearest = lmv__cli_nearest(word, names, n);
    if (nearest)
        return lmv__cli_usage(
            NULL, "there is no command %s; did you mean %s?", word, nearest);
    return lmv__cli_usage(
        NULL, "there is no command %s (and no file is named like that)", word);
}

/* help, help COMMAND */
static int help(int argc, char **argv)
{
    const lmv__cli_command *command;

    if (argc < 3) {
        lmv__cli_help();
        return LMV__EXIT_OK;
    }
    command = find_command(argv[2]);
    if (!command)
        return unknown_command(argv[2]);
    lmv__cli_command_help(command);
    return LMV__EXIT_OK;
}

/* `leitmotiv FILE` and `leitmotiv -o out.csv FILE` are `classify`: main's own
 * argv[0] takes the place of the command's name. */
static int dispatch(int argc, char **argv)
{
    const char *word = argv[1];
    const lmv__cli_command *command;

    if (argc < 2) {
        lmv__cli_help();
        return LMV__EXIT_USAGE;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
        strcmp(word, "help") == 0)
        return help(argc, argv);
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        lmv__cli_version();
        return LMV__EXIT_OK;
    }
    command = find_command(word);
    if (command)
        return command->run(command, argc - 1, argv + 1);
    if (looks_like_file(word))
        return lmv__cmd_classify.run(&lmv__cmd_classify, argc, argv);
    return unknown_command(word);
}

int main(int argc, char **argv)
{
    return lmv__cli_finish(dispatch(argc, argv));
}
