/*
 * ISO 8601 durations: the only time reckoning that the code itself knows.
 * A month counts 30 days, a year 365.
 */
#ifndef LMV_TEXT_ISO8601_H
#define LMV_TEXT_ISO8601_H

#include "text/langdata.h"

/* One part ("PT15M", "P7D"); false when `text` is none. */
bool lmv__iso_parse_unit(lmv__slice text, lmv__unit *out);
/* Any number of parts in order ("P1DT2H"). */
bool lmv__iso_parse(lmv__slice text, double *seconds);

/* Collects parts and writes them as one duration. */
typedef struct lmv__iso_parts {
    double part[7]; /* years months weeks days hours minutes seconds */
} lmv__iso_parts;
void lmv__iso_add(lmv__iso_parts *parts, const char *designator, double amount);
void lmv__iso_write(const lmv__iso_parts *parts, char *iso, size_t size);

#endif
