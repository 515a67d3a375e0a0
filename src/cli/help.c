/*
 * Help: printed from the command table.
 */
#include <config.h>

#include "cli/cli.h"
#include "rules/suggest.h"

#include <stdio.h>
#include <string.h>

enum { HELP_COLUMN = 27 };

const char *lmv__cli_nearest(
    const char *word, const char *const *names, size_t n)
{
    lmv__suggest suggest;
    size_t i;

    lmv__suggest_init(&suggest, lmv__slice_of(word));
    for (i = 0; i < n; i++)
        lmv__suggest_try(&suggest, lmv__slice_of(names[i]));
    return suggest.best.len > 0 ? suggest.best.ptr : NULL;
}

static void print_option(const lmv__cli_option *option)
{
    char left[80];
    const char *help = option->help;

    snprintf(left, sizeof left, "%c%c%s --%s%s%s",
        option->key < LMV__KEY_FIRST ? '-' : ' ',
        option->key < LMV__KEY_FIRST ? option->key : ' ',
        option->key < LMV__KEY_FIRST ? "," : " ", option->name,
        option->argument ? " " : "", option->argument ? option->argument : "");
    printf("  %-*s", HELP_COLUMN - 3, left);
    if (strlen(left) > HELP_COLUMN - 4)
        printf("\n%*s", HELP_COLUMN - 1, "");
    for (; *help; help++) { /* a break in the text is a new indented line */
        putchar(*help);
        if (*help == '\n')
            printf("%*s", HELP_COLUMN - 1, "");
    }
    putchar('\n');
}

void lmv__cli_command_help(const lmv__cli_command *command)
{
    static const lmv__cli_option help = {
        "help", LMV__KEY_HELP, NULL, "show this help"};
    const lmv__cli_option *option;
    size_t i;

    printf("Usage: leitmotiv %s %s\n\n%s\n\nOptions:\n", command->name,
        command->usage, command->about);
    for (i = 0; command->options[i]; i++)
        for (option = command->options[i]; option->name; option++)
            print_option(option);
    print_option(&help);
    printf("\nExamples:\n%s", command->examples);
}

void lmv__cli_help(void)
{
    size_t i;

    fputs("Usage: leitmotiv COMMAND [OPTION]... [ARGUMENT]...\n"
          "       leitmotiv FILE            the same as: classify FILE\n\n"
          "Finds recurring themes in German and English survey comments, "
          "shows the words\nthat prove them, and writes labelled records.\n\n"
          "Commands:\n",
        stdout);
    for (i = 0; lmv__cli_commands[i]; i++)
        printf("  %-13s %s\n", lmv__cli_commands[i]->name,
            lmv__cli_commands[i]->summary);
    fputs("\n  leitmotiv COMMAND --help   options and examples\n"
          "  leitmotiv --version        versions and optional parts\n\n"
          "Exit status: 0 done; 1 the run failed, or --strict was given and "
          "something was\nrejected or not evaluated; 2 wrong usage, or rules "
          "that do not load; 128 + signal\nwhen a signal stopped it.\n",
        stdout);
}
