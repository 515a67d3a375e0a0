/*
 * Messages: what went wrong, where, and what to do, on stderr.
 */
#include <config.h>

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void lmv__cli_say(const char *format, ...)
{
    va_list args;

    fputs("leitmotiv: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

int lmv__cli_error(const lmv_error *err, int code)
{
    const char *message =
        *err->message ? err->message : lmv_status_name(err->status);

    if (*err->file && err->line)
        lmv__cli_say(
            "%s:%u:%u: %s", err->file, err->line, err->column, message);
    else if (*err->file)
        lmv__cli_say("%s: %s", err->file, message);
    else
        lmv__cli_say("%s", message);
    return code;
}

int lmv__cli_usage(const lmv__cli_command *command, const char *format, ...)
{
    va_list args;

    fputs("leitmotiv: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    if (command)
        fprintf(stderr, "\nTry: leitmotiv %s --help\n", command->name);
    else
        fputs("\nTry: leitmotiv --help\n", stderr);
    return LMV__EXIT_USAGE;
}

int lmv__cli_finish(int code)
{
    int failed = fflush(stdout) != 0 || ferror(stdout);

    if (!failed || errno == EPIPE)
        return code;
    lmv__cli_say("cannot write to standard output: %s", strerror(errno));
    return LMV__EXIT_FAILED;
}
