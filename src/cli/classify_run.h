/*
 * A run of `classify`: input, rules, output, rejects, run log and report, in
 * the order of opening them.
 */
#ifndef LMV_CLI_CLASSIFY_RUN_H
#define LMV_CLI_CLASSIFY_RUN_H

#include "cli/progress.h"
#include "cli/rules.h"
#include "cli/style.h"
#include "workbench/classify.h"
#include "workbench/runlog.h"

typedef enum lmv__progress_choice {
    LMV__PROGRESS_AUTO,
    LMV__PROGRESS_ON,
    LMV__PROGRESS_OFF
} lmv__progress_choice;

/* The options of the command, as read. */
typedef struct lmv__classify_args {
    lmv__cli_rules rules;
    const char *input, *output, *rejects;
    const char *format; /* name, NULL: by suffix */
    lmv__vec text;      /* of const char * */
    lmv__vec asks;      /* of const char *, "Q5=improve" */
    const char *id, *lang_column, *language, *encoding, *offsets_name;
    const char *sheet;
    char separator;
    const char *separator_name, *threads_name;
    unsigned threads;
    lmv__offsets offsets;
    bool trace, no_text, strict, drop_personal, long_rows, fix_mojibake, append,
        trust_input;
    const char *labels; /* the language of the themes' labels; NULL: en */
    lmv__vec keep;      /* of const char * */
    char excel;         /* the separator, 0: not asked for */
    lmv__progress_choice progress;
    lmv__color_choice color;
    bool table;       /* decided: the table, not records */
    const char *save; /* the command that saves, for the table */
} lmv__classify_args;

/* The exit code; everything was said. */
int lmv__classify_command(lmv__classify_args *args);

#endif
