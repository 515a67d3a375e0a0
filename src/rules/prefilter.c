#include "rules/scan.h"

#include <string.h>

/*
 * Which patterns can match this comment at all.
 */

void lmv__prefilter(lmv__scan *scan)
{
    uint32_t words = (scan->rules->programs->n + 63) / 64;

    memset(scan->alive, 0xFF, words * sizeof *scan->alive);
}
