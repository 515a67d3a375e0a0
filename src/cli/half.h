/*
 * --half: one half of the gold, and the log of every look at the other.
 */
#ifndef LMV_CLI_HALF_H
#define LMV_CLI_HALF_H

#include "cli/cli.h"
#include "workbench/evaluate.h"

/* "dev", "test"; false after it was said what is wrong. */
bool lmv__half_take(
    const lmv__cli_command *command, const char *value, lmv__half *half);
/* Every look at test is a line of GOLD.looks.  The exit code. */
int lmv__half_log(const char *gold, lmv__half half);

#endif
