/*
 * The table: what a run has found, for people.
 */
#ifndef LMV_CLI_TABLE_H
#define LMV_CLI_TABLE_H

#include "workbench/sample.h"
#include "workbench/tally.h"

#include <leitmotiv/engine.h>

typedef struct lmv__table {
    const char *input;   /* path as given */
    const char *columns; /* "comment" */
    const char *save;    /* the command that saves the labelled records */
    const lmv_engine *engine;
    const lmv__tally *tally;
    const lmv__samples *samples;
    int width; /* columns of the terminal */
    bool color;
} lmv__table;

void lmv__table_format(const lmv__table *table, lmv__buf *out);

/* Append `text`, which may hold escape sequences and UTF-8, in lines of at
 * most `width` columns, each line indented. */
void lmv__table_wrap(
    lmv__buf *out, const char *text, size_t length, int indent, int width);

#endif
