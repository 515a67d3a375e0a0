/*
 * Coding: sheets that come back from coders, merged.
 *
 *     sheets ─┐                        ┌─► agreement, theme by theme
 *             ├─► units: who says what ├─► disputes, to be decided
 *     key ────┘        ▲               └─► gold
 *                      └── decisions
 *
 * A unit is a comment; a coder who left its row empty said nothing of it, one
 * who wrote a theme or `none` said no to all other themes.
 */
#ifndef LMV_WORKBENCH_CODING_H
#define LMV_WORKBENCH_CODING_H

#include "workbench/gold.h"
#include "workbench/stats.h"

typedef struct lmv__coded {
    lmv__slice id, column, text;
    lmv__slice hash; /* "": not known */
    double weight;
    unsigned char **says;   /* by coder: by theme 0 or 1; NULL: not coded */
    unsigned char *decided; /* by theme 0, 1 or LMV__UNSAID; NULL: nothing */
} lmv__coded;

typedef struct lmv__coding {
    lmv__gold names; /* themes by id, label and code */
    const lmv_ruleset *rules;
    lmv__vec units;    /* of lmv__coded, as they come */
    lmv__vec coders;   /* of const char * */
    lmv__vec problems; /* of const char *: what is wrong in the sheets */
    lmv__map index;
    bool weighted, decided, columns;
    uint64_t strangers; /* decisions on comments that no sheet has */
} lmv__coding;

lmv_status lmv__coding_init(
    lmv__coding *coding, const lmv_ruleset *rules, lmv_error *err);
void lmv__coding_clear(lmv__coding *coding);
lmv__coded *lmv__coding_at(const lmv__coding *coding, size_t i);

/* Read one coder's sheet.  What is wrong with single rows is kept in
 * `problems`, and reading goes on.  Errors: of the file. */
lmv_status lmv__coding_sheet(
    lmv__coding *coding, const char *path, const char *coder, lmv_error *err);
/* Weights and hashes. */
lmv_status lmv__coding_key(
    lmv__coding *coding, const char *path, lmv_error *err);
/* An adjudication sheet that came back. */
lmv_status lmv__coding_decisions(
    lmv__coding *coding, const char *path, lmv_error *err);

typedef struct lmv__agreement {
    uint64_t units;              /* that more than one coder judged */
    uint64_t yes;                /* of them, those where one says yes */
    uint64_t differ;             /* of them, those where not all say the same */
    double alpha, raw, positive; /* NaN when not defined */
} lmv__agreement;

/* Of a theme, or (LMV__NONE) of all of them. */
void lmv__coding_agreement(
    const lmv__coding *coding, uint32_t theme, lmv__agreement *out);

/* What is said of a unit and theme in the end: the decision, else the
 * majority; LMV__UNSAID on a tie and where nobody coded. */
unsigned lmv__coding_verdict(const lmv__coding *coding, const lmv__coded *unit,
    uint32_t theme, unsigned votes[2]);

/* Append the gold: the verdicts when there are decisions, else every coder's
 * own answers.  False: out of memory. */
bool lmv__coding_gold(const lmv__coding *coding, lmv__buf *out);
/* Append the sheet of what is undecided; *n = its rows. */
bool lmv__coding_disputes(const lmv__coding *coding, lmv__buf *out, size_t *n);

#endif
