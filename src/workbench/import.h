/*
 * Import: a codebook - a table with Code, Label, Definition, key words and
 * anchor examples - becomes a rule pack that passes `check`.
 *
 *     rows ─► codes ─► YAML ─► load and check ─┬─► nothing wrong: the pack
 *               ▲                              │
 *               └── leave out what was wrong ◄─┘
 *
 * Columns are known by their names in English and German; "(de)" or "(en)"
 * behind a name says the language.
 */
#ifndef LMV_WORKBENCH_IMPORT_H
#define LMV_WORKBENCH_IMPORT_H

#include "records/reader.h"
#include "workbench/setup.h"

typedef struct lmv__import_options {
    lmv__reader_options reader;
    const char *output;       /* the pack's file */
    const char *id;           /* of the pack */
    const char *language;     /* of columns that name none; NULL: found */
    lmv__setup_options setup; /* where `common` is; packs are set here */
    void (*say)(void *payload, const char *message); /* what is left out */
    void *payload;
} lmv__import_options;

typedef struct lmv__import_counts {
    size_t rows, themes, groups, words, examples, left_out;
} lmv__import_counts;

/* LMV_EFORMAT when the table is no codebook or nothing of it can be used;
 * then there is no file. */
lmv_status lmv__import_codebook(const lmv__import_options *options,
    lmv__import_counts *counts, lmv_error *err);

#endif
