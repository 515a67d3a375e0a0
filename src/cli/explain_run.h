/*
 * Explaining: comments from the command line, from standard input, and out of
 * files.
 */
#ifndef LMV_CLI_EXPLAIN_RUN_H
#define LMV_CLI_EXPLAIN_RUN_H

#include "cli/rules.h"
#include "cli/style.h"

typedef struct lmv__explain_args {
    lmv__cli_rules rules;
    const char *plugin, *language;
    const char *id, *record; /* of a file: which comment */
    const char *id_column, *lang_column, *encoding;
    lmv__vec text;   /* of const char *: columns */
    lmv__vec asks;   /* of const char *: COLUMN=KIND */
    lmv_asked asked; /* of comments that are given as such */
    bool asked_given;
    char separator;
    bool json, show_tokens;
    lmv__color_choice color;
} lmv__explain_args;

/* The comments argv[rest] ..., or with args->id or args->record those of the
 * file argv[rest].  The rules are loaded here.  The exit code. */
int lmv__explain_run(lmv__explain_args *args, int argc, char **argv, int rest);

#endif
