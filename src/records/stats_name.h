/*
 * Names of variables in files of statistics programs: ASCII letters, digits
 * and _, a letter first, unique whatever the case, not reserved, not too long.
 */
#ifndef LMV_RECORDS_STATS_NAME_H
#define LMV_RECORDS_STATS_NAME_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

typedef struct lmv__stats_names {
    lmv__arena arena;
    lmv__map taken; /* in small letters */
    size_t limit;   /* bytes of a name: 64 (SPSS), 32 (Stata) */
} lmv__stats_names;

void lmv__stats_names_init(lmv__stats_names *names, size_t limit);
void lmv__stats_names_clear(lmv__stats_names *names);
/* The name that `wanted` becomes; *changed when it is another.  NULL: out of
 * memory.  Lives as long as `names`. */
const char *lmv__stats_name(
    lmv__stats_names *names, lmv__slice wanted, bool *changed);

#endif
