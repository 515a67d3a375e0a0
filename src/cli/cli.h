/*
 * The command line: a table of commands, each with its options, its help and
 * a function that runs it.
 *
 *     main.c ─► command table ─► parse.c (getopt_long) ─► cmd_<name>.c
 *
 * Exit codes: 0 done; 1 done, but something was rejected or not evaluated and
 * --strict was given, or the run failed; 2 wrong usage or rules that do not
 * load.  A run that a signal stopped exits with 128 + the signal's number.
 */
#ifndef LMV_CLI_CLI_H
#define LMV_CLI_CLI_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>

enum { LMV__EXIT_OK = 0, LMV__EXIT_FAILED = 1, LMV__EXIT_USAGE = 2 };

/* Keys of options without a short letter. */
enum {
    LMV__KEY_HELP = 'h',
    LMV__KEY_FIRST = 256,
    LMV__KEY_RULES,
    LMV__KEY_ONLY_RULES,
    LMV__KEY_THEMES,
    LMV__KEY_PLUGIN_DIR,
    LMV__KEY_TRUST,
    LMV__KEY_ENGINE,
    LMV__KEY_COLOR,
    LMV__KEY_TEXT,
    LMV__KEY_ID,
    LMV__KEY_LANG_COLUMN,
    LMV__KEY_LANGUAGE,
    LMV__KEY_ENCODING,
    LMV__KEY_SEPARATOR,
    LMV__KEY_SHEET,
    LMV__KEY_TRUST_INPUT,
    LMV__KEY_THREADS,
    LMV__KEY_OWN /* a command's own keys start here */
};

typedef struct lmv__cli_option {
    const char *name;     /* NULL ends a table */
    int key;              /* the short letter, or a LMV__KEY_... */
    const char *argument; /* "FILE", NULL when it takes none */
    const char *help;
} lmv__cli_option;

typedef struct lmv__cli_command {
    const char *name;
    const char *usage;                 /* "[OPTION]... FILE" */
    const char *summary;               /* one line, for the list of commands */
    const char *about;                 /* a paragraph, for its help */
    const lmv__cli_option *options[4]; /* tables; NULL ends */
    const char *examples;
    int (*run)(const struct lmv__cli_command *command, int argc, char **argv);
} lmv__cli_command;

/* The commands in the order of the help; a NULL name ends. */
extern const lmv__cli_command *const lmv__cli_commands[];

extern const lmv__cli_command lmv__cmd_classify, lmv__cmd_check,
    lmv__cmd_inspect, lmv__cmd_explain, lmv__cmd_evaluate,
    lmv__cmd_compare_rules, lmv__cmd_find, lmv__cmd_themes, lmv__cmd_plugins,
    lmv__cmd_new, lmv__cmd_profile, lmv__cmd_import;
extern const lmv__cli_command lmv__cmd_mutate, lmv__cmd_suggest,
    lmv__cmd_sample, lmv__cmd_gold;

/* Takes one option; false: it said why on stderr. */
typedef bool (*lmv__cli_take)(void *payload, int key, const char *value);

typedef enum lmv__cli_parsed {
    LMV__CLI_GO,   /* *rest: index of the first word that is no option */
    LMV__CLI_HELP, /* the help was printed: exit 0 */
    LMV__CLI_WRONG /* said so: exit 2 */
} lmv__cli_parsed;

lmv__cli_parsed lmv__cli_parse(const lmv__cli_command *command, int argc,
    char **argv, lmv__cli_take take, void *payload, int *rest);
/* The exit code of a parse that is not LMV__CLI_GO. */
int lmv__cli_parse_exit(lmv__cli_parsed parsed);

/* help.c */
void lmv__cli_help(void);
void lmv__cli_command_help(const lmv__cli_command *command);
void lmv__cli_version(void);
/* The nearest of `names` (n of them), or NULL when none is near. */
const char *lmv__cli_nearest(
    const char *word, const char *const *names, size_t n);

/* "leitmotiv: message" on stderr. */
void lmv__cli_say(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
/* The same of an error with its place; returns `code`. */
int lmv__cli_error(const lmv_error *err, int code);
/* Wrong usage: the message and where the help is; returns 2. */
int lmv__cli_usage(const lmv__cli_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Flush stdout: 0, or 1 with a message when its reader could not be served.
 * A closed pipe ends quietly with 0. */
int lmv__cli_finish(int code);

#endif
