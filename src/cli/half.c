#include <config.h>

#include "cli/half.h"

#include "base/process.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool lmv__half_take(
    const lmv__cli_command *command, const char *value, lmv__half *half)
{
    *half = strcmp(value, "dev") == 0    ? LMV__HALF_DEV
            : strcmp(value, "test") == 0 ? LMV__HALF_TEST
                                         : LMV__HALF_NONE;
    if (*half != LMV__HALF_NONE)
        return true;
    lmv__cli_usage(command, "--half %s: dev or test", value);
    return false;
}

/* The test half is worth less with every look at it. */
int lmv__half_log(const char *gold, lmv__half half)
{
    char date[32], path[4096];
    FILE *log;
    int n = snprintf(path, sizeof path, "%s.looks", gold);

    if (half != LMV__HALF_TEST || n < 0 || (size_t)n >= sizeof path)
        return LMV__EXIT_OK;
    log = fopen(path, "a");
    lmv__process_date(date);
    if (!log || fprintf(log, "%s\n", date) < 0 || fclose(log) != 0) {
        lmv__cli_say("cannot write to %s: %s", path, strerror(errno));
        return LMV__EXIT_FAILED;
    }
    return LMV__EXIT_OK;
}
