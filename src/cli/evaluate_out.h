/*
 * What `evaluate` says: for people, for programs, and the errors as a table.
 */
#ifndef LMV_CLI_EVALUATE_OUT_H
#define LMV_CLI_EVALUATE_OUT_H

#include "workbench/coverage.h"
#include "workbench/evaluate.h"
#include "workbench/misses.h"
#include "workbench/unlabelled.h"

typedef struct lmv__evaluate_out {
    const lmv__evaluation *evaluation;
    const lmv__misses *misses;
    const lmv__coverage *coverage;
    const lmv__unlabelled *unlabelled;
    size_t show;      /* errors of each kind in the text */
    bool all_entries; /* the text lists every entry of the coverage */
    bool color;
} lmv__evaluate_out;

void lmv__evaluate_text(const lmv__evaluate_out *out, lmv__buf *to);
/* The entries, the signals, the comments without a theme: evaluate_rules.c,
 * for _text. */
void lmv__evaluate_rules(const lmv__evaluate_out *out, lmv__buf *to);
void lmv__evaluate_title(
    const lmv__evaluate_out *out, const char *title, lmv__buf *to);
/* The part with the numbers, for _text. */
void lmv__evaluate_table(const lmv__evaluate_out *out, lmv__buf *to);
/* One object, indented. */
void lmv__evaluate_json(const lmv__evaluate_out *out, lmv__buf *to);
/* evaluate_errors.c: CSV with a header: kind, comment, theme, margin, reason, rule, words, text */
void lmv__evaluate_errors(const lmv__evaluate_out *out, lmv__buf *to);

#endif
