/*
 * Numbers and durations in running text, by the `numbers` and `units` of the
 * language data: "zwei Wochen", "over an hour", "45min", "anderthalb Std.",
 * "2 1/2 hours", "14 Tage", "a couple of weeks".  The code knows ISO 8601 and
 * digits only.
 */
#ifndef LMV_TEXT_QUANTITY_H
#define LMV_TEXT_QUANTITY_H

#include "text/document.h"

typedef struct lmv__quantity {
    double value;   /* the number; seconds for a duration */
    lmv__span span; /* where it stands */
    char iso[40];   /* durations: "P14D", "PT50M"; as written in its unit */
} lmv__quantity;

/* The first number (duration) inside `within`; false when there is none. */
bool lmv__quantity_number(
    lmv__document *doc, lmv__span within, lmv__quantity *out);
bool lmv__quantity_duration(
    lmv__document *doc, lmv__span within, lmv__quantity *out);

/* A setting: "15min", "3d", "2 Wochen", "PT15M".  LMV_EFORMAT when it is
 * none. */
lmv_status lmv__quantity_parse(
    const lmv__langdata *data, const char *text, double *seconds);
/* Seconds as ISO 8601 in the largest unit that fits without a fraction. */
void lmv__quantity_format(double seconds, char *iso, size_t size);

#endif
