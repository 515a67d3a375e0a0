#include "base/status.h"

#include <leitmotiv/leitmotiv.h>

#include <stdarg.h>
#include <stdio.h>

const char *lmv_version(void)
{
    return LMV_VERSION;
}

const char *lmv_status_name(lmv_status status)
{
    static const char *const names[] = {"ok", "out of memory",
        "invalid argument", "input/output error", "not found",
        "error in the rules", "plugin error", "limit reached",
        "unexpected format", "text encoding error", "cancelled"};
    size_t i = (size_t)status;

    return i < sizeof names / sizeof *names ? names[i] : "unknown status";
}

lmv_status lmv__error_set(
    lmv_error *err, lmv_status status, const char *format, ...)
{
    va_list args;

    if (!err)
        return status;
    err->status = status;
    err->line = err->column = 0;
    err->file[0] = '\0';
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

void lmv__error_at(
    lmv_error *err, const char *file, uint32_t line, uint32_t column)
{
    if (!err)
        return;
    snprintf(err->file, sizeof err->file, "%s", file ? file : "");
    err->line = line;
    err->column = column;
}

lmv_status lmv__error_nomem(lmv_error *err)
{
    return lmv__error_set(err, LMV_ENOMEM, "out of memory");
}
