/*
 * Evaluate: what the rules say beside what people say.
 *
 *     outcomes ─┐
 *               ├─► grid: comments x themes, said and found ─► scores
 *     gold ─────┘                                          ─► intervals
 *
 * A row of the grid is a comment that somebody coded; a cell is judged when
 * the gold says something of it and the rules could be evaluated.  Where
 * coders differ the majority has it; a tie is not judged.
 *
 * Groups get their gold from their themes: they are shown, not averaged.
 */
#ifndef LMV_WORKBENCH_EVALUATE_H
#define LMV_WORKBENCH_EVALUATE_H

#include "workbench/gold.h"
#include "workbench/outcome.h"
#include "workbench/stats.h"

#define LMV__MAX_SLICES 8     /* all, then languages */
#define LMV__FEW_POSITIVES 10 /* fewer: left out of the macro average */

typedef enum lmv__half {
    LMV__HALF_NONE,
    LMV__HALF_DEV,
    LMV__HALF_TEST
} lmv__half;

typedef struct lmv__evaluation_options {
    const char *judged; /* NULL: named ones; "all"; or a file of ids */
    const char *coder;  /* only this one's sheets; NULL: all */
    lmv__half half;
    uint64_t seed;
    unsigned resamples; /* 0: no bootstrap */
    unsigned threads;   /* 0: as many as there are cores */
} lmv__evaluation_options;

/* What the two say of a cell. */
typedef struct lmv__cell {
    unsigned char gold;  /* 0, 1 or LMV__UNSAID */
    unsigned char found; /* 0, 1 or LMV__UNSAID: not evaluated */
} lmv__cell;

typedef struct lmv__theme_score {
    uint32_t theme;
    bool averaged;                          /* a theme, not a facet or group */
    lmv__confusion counts[LMV__MAX_SLICES]; /* plain */
    lmv__confusion sums[LMV__MAX_SLICES];   /* weighted */
    uint64_t not_evaluated;
    double alpha_coders, alpha_engine;
    lmv__interval f1[LMV__MAX_SLICES];
} lmv__theme_score;

typedef struct lmv__overall {
    const char *name; /* "all", "de" ... */
    uint64_t comments;
    lmv__confusion micro; /* weighted */
    double macro, exact, jaccard, alpha_coders, alpha_engine;
    unsigned n_macro, n_left_out;
    lmv__interval micro_f1, macro_f1, alpha_i, coders_i;
} lmv__overall;

/* Two coders, over all cells that both judged. */
typedef struct lmv__pair_score {
    uint32_t a, b;
    lmv__confusion counts;
} lmv__pair_score;

typedef struct lmv__evaluation {
    lmv__arena arena;
    const lmv_ruleset *rules;
    const lmv__corpus *corpus;
    const lmv__outcomes *outcomes;
    const lmv__gold *gold;
    lmv__evaluation_options options;
    uint32_t *rows;        /* comments */
    uint32_t *slices;      /* of rows: index of overall, from 1; 0: none */
    uint32_t *first_sheet; /* of rows; sheets of row i up to that of i + 1 */
    size_t n_rows;
    lmv__cell *cells; /* n_rows x n_themes */
    size_t n_themes;
    bool *judged;             /* by theme */
    lmv__theme_score *themes; /* the judged ones, in the order of the rules */
    size_t n_scores;
    lmv__overall overall[LMV__MAX_SLICES];
    size_t n_overall;
    lmv__pair_score *pairs;
    size_t n_pairs;
    uint64_t ties, failed; /* cells; comments that a plugin failed on */
} lmv__evaluation;

/* What it is given must outlive it. */
lmv_status lmv__evaluation_make(lmv__evaluation *out, const lmv__corpus *corpus,
    const lmv__outcomes *outcomes, const lmv__gold *gold,
    const lmv__evaluation_options *options, lmv_error *err);
void lmv__evaluation_clear(lmv__evaluation *evaluation);

static inline const lmv__cell *lmv__evaluation_cell(
    const lmv__evaluation *evaluation, size_t row, uint32_t theme)
{
    return &evaluation->cells[row * evaluation->n_themes + theme];
}

/* Which half of the data an id belongs to; the same for ever. */
lmv__half lmv__evaluation_half(lmv__slice id);
/* Wilson's interval of a share of `part` in `whole` weighted cases. */
lmv__interval lmv__evaluation_wilson(
    const lmv__evaluation *evaluation, double share, double plain_whole);

/* ---- the parts, for evaluate.c ---- */

/* evaluate_grid.c: rows, cells, judged. */
lmv_status lmv__evaluate_grid(lmv__evaluation *evaluation, lmv_error *err);
/* evaluate_alpha.c */
lmv_status lmv__evaluate_alpha(lmv__evaluation *evaluation, lmv_error *err);
/* How often 1 and 0 are said in a cell by coders, and with `engine` by the
 * rules too. */
void lmv__evaluate_votes(const lmv__evaluation *evaluation, size_t row,
    uint32_t theme, bool engine, unsigned counts[2]);
/* evaluate_boot.c: the intervals. */
lmv_status lmv__evaluate_bootstrap(lmv__evaluation *evaluation, lmv_error *err);

#endif
