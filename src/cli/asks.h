/*
 * --asks COLUMN=KIND: what the question of a text column asks for.
 */
#ifndef LMV_CLI_ASKS_H
#define LMV_CLI_ASKS_H

#include "base/vec.h"
#include "cli/cli.h"
#include "records/reader.h"

#include <leitmotiv/ruleset.h>

/* "Q5=improve" is well formed; otherwise it is said what is wrong. */
bool lmv__asks_check(const lmv__cli_command *command, const char *value);

/* What each text column asks for, by the options (of const char *), else by
 * the packs.  Owned; NULL after it was said why. */
lmv_asked *lmv__asks_columns(const lmv__cli_command *command,
    const lmv__vec *options, const lmv_ruleset *rules,
    const lmv__columns *columns);

#endif
