/*
 * The options that every command with rules shares, and what they load.
 */
#ifndef LMV_CLI_RULES_H
#define LMV_CLI_RULES_H

#include "cli/cli.h"
#include "cli/diag.h"
#include "cli/paths.h"
#include "workbench/setup.h"

typedef struct lmv__cli_rules {
    lmv__vec packs, only, themes, plugin_dirs, trusted; /* of const char * */
    lmv__arena arena;
    const char *matcher;
    bool some_themes; /* --themes was given */
    bool strict;
    bool own_packs; /* `check`: the packs are the arguments alone */
    lmv__cli_diag diag;
    lmv__paths paths;
    lmv__setup setup;
} lmv__cli_rules;

/* The pack that is loaded when nobody names another. */
#define LMV__SHIPPED_PACK "customer-centricity"

extern const lmv__cli_option lmv__cli_rules_options[];

void lmv__cli_rules_init(lmv__cli_rules *rules);
void lmv__cli_rules_clear(lmv__cli_rules *rules);
/* Take an option of the shared table; false when `key` is none of them. */
bool lmv__cli_rules_take(lmv__cli_rules *rules, int key, const char *value);
/* Load; diagnostics go to stderr.  LMV__EXIT_OK, or the exit code after it
 * was said why. */
int lmv__cli_rules_open(lmv__cli_rules *rules);

/* Append a borrowed string. */
bool lmv__cli_push(lmv__vec *list, const char *value);

#endif
