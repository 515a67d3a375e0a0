#include <config.h>

#include "records/stats_reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Days from 1970 back to the first day of each program's calendar. */
#define SPSS_DAYS (-141428.0) /* 1582-10-14 */
#define STATA_DAYS (-3653.0)  /* 1960-01-01; SAS has the same */
#define DAY 86400.0

typedef enum calendar {
    NO_DATE,
    SPSS_DATE, /* seconds */
    SPSS_TIME,
    SAS_DATE, /* days */
    SAS_TIME,
    STATA_DAY,
    STATA_MS
} calendar;

static calendar calendar_of(const char *format)
{
    static const struct {
        const char *begins;
        calendar is;
    } known[] = {{"%tc", STATA_MS}, {"%tC", STATA_MS}, {"%td", STATA_DAY},
        {"%d", STATA_DAY}, {"DATETIME", SPSS_TIME}, {"YMDHMS", SPSS_TIME},
        {"DATE", SPSS_DATE}, {"ADATE", SPSS_DATE}, {"EDATE", SPSS_DATE},
        {"SDATE", SPSS_DATE}, {"JDATE", SPSS_DATE}, {"YYMMDD", SAS_DATE},
        {"MMDDYY", SAS_DATE}, {"DDMMYY", SAS_DATE}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncasecmp(format, known[i].begins, strlen(known[i].begins)) == 0)
            return known[i].is;
    return NO_DATE;
}

/* Of the proleptic Gregorian calendar. */
static void add_day(lmv__buf *out, long days)
{
    long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    long month = mp < 10 ? mp + 3 : mp - 9;

    lmv__buf_addf(out, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2),
        month, doy - (153 * mp + 2) / 5 + 1);
}

static void add_time(lmv__buf *out, double days)
{
    double whole = floor(days);
    long seconds = (long)floor((days - whole) * DAY + 0.5);

    if (seconds >= 86400) {
        whole += 1;
        seconds -= 86400;
    }
    add_day(out, (long)whole);
    lmv__buf_addf(out, "T%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60,
        seconds % 60);
}

static bool add_date(lmv__buf *out, double value, const char *format)
{
    calendar is = calendar_of(format);

    if (is == NO_DATE || fabs(value) > 1e15)
        return false;
    switch (is) {
    case SPSS_DATE:
    case SPSS_TIME:
        value = value / DAY + SPSS_DAYS;
        break;
    case STATA_MS:
        value = value / 1000 / DAY + STATA_DAYS;
        break;
    default:
        value += STATA_DAYS;
    }
    if (value < -800000 || value > 3000000)
        return false;
    if (is == SPSS_TIME || is == STATA_MS)
        add_time(out, value);
    else
        add_day(out, (long)floor(value));
    return true;
}

/* The fewest digits that are this number again. */
static void add_number(lmv__buf *out, double value)
{
    char text[40];

    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    if (strchr(text, 'e') && fabs(value) < 1e15 && fabs(value) >= 1)
        snprintf(text, sizeof text, "%.0f", value);
    lmv__buf_adds(out, text);
}

void lmv__stats_cell(lmv__buf *out, readstat_value_t value, const char *format)
{
    double number;

    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        const char *text = readstat_string_value(value);

        lmv__buf_adds(out, text ? text : "");
        return;
    }
    if (readstat_value_is_system_missing(value) ||
        readstat_value_is_tagged_missing(value))
        return;
    number = readstat_double_value(value);
    if (isfinite(number) && !add_date(out, number, format))
        add_number(out, number);
}
