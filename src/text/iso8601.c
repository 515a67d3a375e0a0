/* ISO 8601 durations: see iso8601.h. */
#include "text/iso8601.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct part {
    char designator[3];
    double seconds;
} parts_of_iso[7] = {
    {"Y", 365 * 86400.0},
    {"M", 30 * 86400.0},
    {"W", 7 * 86400.0},
    {"D", 86400.0},
    {"TH", 3600.0},
    {"TM", 60.0},
    {"TS", 1.0},
};
enum { FIRST_TIME_PART = 4 };

/* Digits with an optional fraction; the number of bytes, 0 when there are
 * none. */
static size_t parse_amount(lmv__slice text, double *value)
{
    double number = 0, scale = 1;
    size_t i = 0;
    bool fraction = false;

    for (; i < text.len && i < 18; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            number = number * 10 + (c - '0');
            scale *= fraction ? 10 : 1;
        } else if ((c == '.' || c == ',') && !fraction && i) {
            fraction = true;
        } else {
            break;
        }
    }
    *value = number / scale;
    return i;
}

static int part_of(char letter, bool time)
{
    for (int i = time ? FIRST_TIME_PART : 0; i < 7; i++)
        if (parts_of_iso[i].designator[time] == letter)
            return i;
    return -1;
}

/* Sums the parts; `last` is the last one.  False: the text is no duration. */
static bool parse_parts(lmv__slice text, double *seconds, lmv__unit *last)
{
    bool time = false;
    int n = 0, before = -1;
    size_t i = 1;

    if (text.len < 3 || text.ptr[0] != 'P')
        return false;
    *seconds = 0;
    while (i < text.len) {
        lmv__slice rest = {text.ptr + i, text.len - i};
        double amount;
        size_t used;
        int part;
        if (!time && rest.ptr[0] == 'T') {
            time = true;
            i++;
            continue;
        }
        used = parse_amount(rest, &amount);
        if (!used || used == rest.len)
            return false;
        part = part_of(rest.ptr[used], time);
        if (part <= before)
            return false;
        before = part;
        memcpy(last->designator, parts_of_iso[part].designator,
            sizeof last->designator);
        last->amount = amount;
        last->seconds = amount * parts_of_iso[part].seconds;
        *seconds += last->seconds;
        i += used + 1;
        n++;
    }
    return n > 0;
}

bool lmv__iso_parse_unit(lmv__slice text, lmv__unit *out)
{
    double seconds;

    return parse_parts(text, &seconds, out) && out->amount > 0 &&
           seconds == out->seconds;
}

bool lmv__iso_parse(lmv__slice text, double *seconds)
{
    lmv__unit last;

    return parse_parts(text, seconds, &last);
}

void lmv__iso_add(lmv__iso_parts *parts, const char *designator, double amount)
{
    for (int i = 0; i < 7; i++)
        if (!strcmp(parts_of_iso[i].designator, designator))
            parts->part[i] += amount;
}

/* At most 3 decimals, none that say nothing. */
static void write_number(char *out, size_t size, double value)
{
    size_t len;

    snprintf(out, size, "%.3f", value);
    len = strlen(out);
    while (len && out[len - 1] == '0')
        out[--len] = '\0';
    if (len && out[len - 1] == '.')
        out[len - 1] = '\0';
}

void lmv__iso_write(const lmv__iso_parts *parts, char *iso, size_t size)
{
    size_t used = 0;
    bool time = false;

    if (!size)
        return;
    used += (size_t)snprintf(iso, size, "P");
    for (int i = 0; i < 7; i++) {
        char number[32];
        if (!(parts->part[i] > 0 && parts->part[i] < 1e12))
            continue;
        write_number(number, sizeof number, parts->part[i]);
        if (i >= FIRST_TIME_PART && !time && used < size) {
            used += (size_t)snprintf(iso + used, size - used, "T");
            time = true;
        }
        if (used < size)
            used += (size_t)snprintf(iso + used, size - used, "%s%c", number,
                parts_of_iso[i].designator[i >= FIRST_TIME_PART]);
    }
    if (used == 1)
        snprintf(iso, size, "PT0S");
}
