/*
 * Inside the import: what a codebook says.
 *
 *     import_read.c   table ─► codes
 *     import_write.c  codes ─► YAML, each piece with its line
 *     import.c        the rounds of checking
 */
#ifndef LMV_WORKBENCH_IMPORT_P_H
#define LMV_WORKBENCH_IMPORT_P_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "workbench/import.h"

#define LMV__IMPORT_LANGUAGES 8

typedef enum lmv__piece_kind {
    LMV__PIECE_WORDS,
    LMV__PIECE_MATCH,
    LMV__PIECE_NO_MATCH,
    LMV__PIECE_KINDS
} lmv__piece_kind;

typedef struct lmv__piece {
    lmv__piece_kind kind;
    size_t language;
    lmv__slice text;
    uint32_t line;   /* where it stands in the YAML; 0: nowhere */
    const char *why; /* it was left out; NULL: it is in */
} lmv__piece;

typedef struct lmv__code {
    uint64_t record;
    lmv__slice name; /* as the table has it */
    lmv__slice id, parent;
    uint32_t number; /* 0: the code is no number */
    lmv__slice label[LMV__IMPORT_LANGUAGES];
    lmv__slice definition, polarity, include, exclude;
    lmv__vec pieces; /* of lmv__piece */
    bool group;
    uint32_t first_line, last_line;
    const char *why; /* the row was left out */
} lmv__code;

typedef struct lmv__import {
    const lmv__import_options *options;
    lmv__arena arena;
    lmv__vec codes; /* of lmv__code */
    lmv__map ids, names;
    char languages[LMV__IMPORT_LANGUAGES][4];
    size_t n_languages;
    lmv__import_counts *counts;
    bool nomem, dropped;
    const char *fatal; /* what no row is to blame for */
} lmv__import;

lmv_status lmv__import_read(lmv__import *import, lmv_error *err);
/* Append the pack; sets the lines. */
void lmv__import_write(lmv__import *import, lmv__buf *out);
void lmv__import_say(const lmv__import *import, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* How many pieces of the kind are in, in any language. */
size_t lmv__import_pieces(const lmv__code *code, lmv__piece_kind kind);

#endif
