/*
 * Between the files of gold: names to themes, and rows to sheets.
 */
#ifndef LMV_WORKBENCH_GOLD_INNER_H
#define LMV_WORKBENCH_GOLD_INNER_H

#include "workbench/gold.h"

typedef struct lmv__gold_columns {
    size_t id, theme, label, coder, column, weight, hash, list;
    uint32_t *wide; /* by column: its theme, or LMV__MAP_NONE */
    bool *codes;    /* by column: holds codes of themes */
} lmv__gold_columns;

/* Everything that reading a row needs. */
typedef struct lmv__gold_read {
    lmv__gold *gold;
    const lmv__corpus *corpus;
    lmv__map comments; /* id, or column + U+001F + id, to comment */
    bool with_columns; /* the keys of `comments` have columns */
    bool zeros;        /* the file says 0 somewhere */
    uint64_t rows, lost, changed, scientific;
    const char *first_lost;
} lmv__gold_read;

/* gold_names.c */
bool lmv__gold_names(lmv__gold *gold);
/* Note a theme that the rules do not have. */
bool lmv__gold_unknown(lmv__gold *gold, lmv__slice name);
bool lmv__gold_index(lmv__gold_read *read, bool with_columns);
/* 0, 1, or LMV__UNSAID for an empty cell and for what is no answer. */
unsigned lmv__gold_answer(lmv__slice cell);
/* Blanks cut at both ends. */
lmv__slice lmv__gold_trim(lmv__slice cell);

/* gold_row.c */
lmv_status lmv__gold_row(lmv__gold_read *read, const lmv__gold_columns *columns,
    const lmv__record *record, lmv_error *err);

#endif
