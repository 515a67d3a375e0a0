/*
 * Gold: what people coded, whatever file it stands in.
 *
 *     long     comment_id,theme[,column,label,coder,weight,text_hash]
 *     wide     comment_id,slow-response,rude-staff,...      with 0 and 1
 *     codes    comment_id,Q5_1,Q5_2,...                     themes' `code`s
 *     lists    {"id": ..., "themes": [...]}, "Q2 - Topics"
 *
 *                       ─► a sheet for each comment and coder
 *
 * A sheet says of every theme 0, 1 or nothing.  Themes are written as id,
 * label or code.
 */
#ifndef LMV_WORKBENCH_GOLD_H
#define LMV_WORKBENCH_GOLD_H

#include "workbench/corpus.h"

#include <leitmotiv/ruleset.h>

#define LMV__UNSAID 2u /* of a theme: not judged */
#define LMV__MAX_CODERS 64u

typedef struct lmv__sheet {
    uint32_t comment, coder;
    unsigned char *says; /* by theme: 0, 1 or LMV__UNSAID */
} lmv__sheet;

typedef struct lmv__gold {
    lmv__arena arena;
    const lmv_ruleset *rules;
    const char *shape; /* "long", "wide", "codes", "lists" */
    size_t n_themes;
    lmv__vec sheets;  /* of lmv__sheet, by comment, then coder */
    lmv__vec coders;  /* of lmv__slice; "" when the file has no coders */
    lmv__vec remarks; /* of const char *: what the user should know */
    bool *named;      /* by theme: some row names it */
    double *weights;  /* by comment; 1 where none is given */
    bool weighted;
    lmv__vec unknown; /* of lmv__slice: themes that the rules do not have */
    lmv__map theme_names, sheet_index, unknown_index;
} lmv__gold;

typedef struct lmv__gold_options {
    const char *path;
    const char *id; /* column of the ids; NULL: found */
} lmv__gold_options;

/* The corpus and the rules must outlive it. */
lmv_status lmv__gold_load(lmv__gold *gold, const lmv__gold_options *options,
    const lmv__corpus *corpus, const lmv_ruleset *rules, lmv_error *err);
void lmv__gold_clear(lmv__gold *gold); /* also of a zeroed one */

/* Theme by id, label or code, or LMV__MAP_NONE. */
uint32_t lmv__gold_theme(const lmv__gold *gold, lmv__slice name);
const lmv__sheet *lmv__gold_sheet(const lmv__gold *gold, size_t i);
/* printf a remark. */
bool lmv__gold_remark(lmv__gold *gold, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
