/*
 * SPSS and Stata files, by ReadStat.
 *
 *     records ─► spool (a temporary file), widths and kinds measured
 *             ─► the file, with a multiple-response set in NAME.sps
 *
 * Both formats say first how many rows there are and how wide each column
 * is, so everything is read twice.
 */
#ifndef LMV_RECORDS_STATS_WRITER_H
#define LMV_RECORDS_STATS_WRITER_H

#include "records/stats_name.h"
#include "records/writer_kind.h"

#include <readstat.h>

#include <stdio.h>

/* SPSS holds 32767 bytes in parts of 252; ReadStat 1.1 gives the 37th part the
 * name of the first. */
#define LMV__SAV_STRING (36u * 252u)
#define LMV__DTA_STRING 2045u /* longer ones are strL */
#define LMV__STATS_LABEL 255u /* bytes of a label of SPSS */

typedef enum lmv__stats_source {
    LMV__STATS_INPUT, /* a column of the input */
    LMV__STATS_THEMES,
    LMV__STATS_EVIDENCE,
    LMV__STATS_LANG,
    LMV__STATS_STATUS,
    LMV__STATS_THEME /* 0 or 1 */
} lmv__stats_source;

typedef struct lmv__stats_variable {
    lmv__stats_source source;
    size_t column; /* of the input; else the number of the text column */
    size_t theme;
    const char *name;
    const char *label;
    bool number;       /* every value is one */
    unsigned decimals; /* at most that many */
    size_t width;      /* bytes, the longest */
    size_t cut;        /* values that were too long */
    readstat_variable_t *as;
} lmv__stats_variable;

typedef struct lmv__stats {
    bool stata, zsav;
    lmv__vec variables; /* of lmv__stats_variable */
    lmv__stats_names names;
    FILE *spool;
    uint64_t rows;
    size_t n_renamed, n_nul;
    lmv__buf packed, cell;
    readstat_writer_t *writer;
    lmv__output *output;
    lmv_error error; /* of the output */
} lmv__stats;

/* "ReadStat 1.1.9", as far as it can be known */
void lmv__stats_version(char *out, size_t size);

/* stats_values.c: what a variable has of a row, "" when it is missing; the
 * slice lives until the next call. */
lmv__slice lmv__stats_value(const lmv__writer *writer, lmv__stats *stats,
    const lmv__stats_variable *variable, const lmv__record *record,
    const lmv__labelled *columns);
/* Add a value to what is known of the variable. */
void lmv__stats_measure(lmv__stats_variable *variable, lmv__slice value);
/* Bytes of `text` up to `limit`, without half a character. */
size_t lmv__stats_fit(lmv__slice text, size_t limit);

/* stats_file.c: the second pass; stats_syntax.c: the sets */
lmv_status lmv__stats_write(
    lmv__writer *writer, lmv__stats *stats, lmv_error *err);
/* NAME.sps beside the output; nothing without a name. */
lmv_status lmv__stats_syntax(
    const lmv__writer *writer, const lmv__stats *stats, lmv_error *err);

#endif
