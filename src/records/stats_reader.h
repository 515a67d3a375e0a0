/*
 * Files of statistics programs in, by ReadStat: SPSS (.sav, .zsav),
 * Stata (.dta), SAS (.sas7bdat).
 *
 *     file ─► ReadStat, which calls ─► spool (a temporary file) ─► rows
 *
 * ReadStat pushes values and the reader wants to pull rows, so the rows lie
 * in a temporary file in between.  A file that ends too early, or turns out to
 * be broken, gives the rows before that place and an error in their wake.
 */
#ifndef LMV_RECORDS_STATS_READER_H
#define LMV_RECORDS_STATS_READER_H

#include "records/inner.h"

#include <readstat.h>

#define LMV__STATS_MAX_LABELS 200000u /* of values, in a file */
#define LMV__STATS_MAX_RANGES 32

typedef struct lmv__stats_column {
    lmv__slice name, label, set; /* set: of value labels, "" for none */
    char format[32];
    lmv__missing_range missing[LMV__STATS_MAX_RANGES];
    size_t n_missing;
} lmv__stats_column;

typedef struct lmv__stats_set_value {
    lmv__slice set, value, label;
} lmv__stats_set_value;

typedef struct lmv__stats_in {
    const lmv__table_file *file;
    lmv__arena arena;
    lmv__vec columns; /* of lmv__stats_column */
    lmv__vec values;  /* of lmv__stats_set_value */
    char encoding[64];

    FILE *spool;
    lmv__buf row, cell;
    uint64_t rows;    /* in the spool */
    uint64_t spooled; /* bytes */
    long observation; /* of the row that is filled; -1: none */
    size_t cells;     /* that it has */

    char broken[256]; /* why the file ends early; "" when it does not */
    uint64_t next;    /* row to be handed out */
    bool told;        /* of what is broken */
    bool nomem, too_wide, too_big;
} lmv__stats_in;

/* stats_cell.c: append the value as text: numbers as short as they can be,
 * dates in ISO 8601; nothing when it is missing. */
void lmv__stats_cell(lmv__buf *out, readstat_value_t value, const char *format);

#endif
