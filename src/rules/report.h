/*
 * Reporting: what model.h does not already declare of report.c.
 */
#ifndef LMV_RULES_REPORT_H
#define LMV_RULES_REPORT_H

#include "rules/model.h"

#include <stdarg.h>

#define LMV__MAX_REPORTED 50

/* A slice for "%.*s", cut where messages would get too long. */
#define LMV__ARG(slice) \
    (int)((slice).len > 60 ? 60 : (slice).len), (slice).len ? (slice).ptr : ""

/* A place without a file. */
#define LMV__NOWHERE    \
    (lmv__pos)          \
    {                   \
        LMV__NONE, 0, 0 \
    }

void lmv__report_v(lmv__reporter *reporter, const lmv_ruleset *rules,
    lmv_severity severity, const char *code, lmv__pos pos, const char *help,
    const char *format, va_list args) __attribute__((format(printf, 7, 0)));

/* Say how many problems were not shown; once, at the end. */
void lmv__report_end(lmv__reporter *reporter);

/* Characters (code points) of UTF-8. */
size_t lmv__count_characters(const char *text, size_t len);

#endif
