/*
 * Coding sheets: what coders get, fill in and give back.
 *
 *     NAME-1.csv, NAME-2.csv  comment_id,column,comment,theme_1 ... ,note
 *     NAME-codebook.md        the themes, without any word of the rules
 *     NAME-key.csv            comment_id,column,stratum,weight,text_hash
 *
 * A sheet is blind: it has no label of the rules and no weight, which would
 * tell the stratum, and every coder has an order of their own.  Coders write
 * a theme's id, label or code into a cell each, and `none` where nothing
 * applies; a row without anything was not coded.
 */
#ifndef LMV_WORKBENCH_SHEETS_H
#define LMV_WORKBENCH_SHEETS_H

#include "workbench/draw.h"

#define LMV__MAX_SLOTS 50u

typedef struct lmv__sheet_options {
    size_t slots;   /* cells for themes */
    char separator; /* ',' or ';' */
    bool excel;     /* byte order mark, CR LF, formulas masked */
} lmv__sheet_options;

/* Append the sheet of the drawn ones in `order`.  False: out of memory. */
bool lmv__sheet_write(lmv__buf *out, const lmv__corpus *corpus,
    const lmv__draw *draw, const uint32_t *order, size_t n,
    const lmv__sheet_options *options);
bool lmv__sheet_key(
    lmv__buf *out, const lmv__corpus *corpus, const lmv__draw *draw);
/* The codebook, labels in `language` ("de") where there are. */
bool lmv__sheet_codebook(
    lmv__buf *out, const lmv_ruleset *rules, const char *language);
/* Is the theme one that people code? */
bool lmv__sheet_theme(const lmv_ruleset *rules, uint32_t theme);

#endif
