/*
 * Coverage: what each entry of the rules does on a corpus.
 *
 *     entry ─ fired ─┬─ in comments that the gold gives the theme (TP)
 *                    ├─ in others (FP)
 *                    └─ not judged
 *           ─ blocked, by which guard or condition
 *           ─ dead: nothing, in no comment
 *
 * An entry is a line of `words`, a pattern, or an entry of a list that a
 * signal uses; it is known by signal and place.
 */
#ifndef LMV_WORKBENCH_COVERAGE_H
#define LMV_WORKBENCH_COVERAGE_H

#include "workbench/evaluate.h"

#include "rules/model.h"

typedef struct lmv__entry_use {
    uint32_t theme, signal;
    lmv__pos pos;
    lmv__slice text;  /* as written; "" when it is made of several */
    uint64_t hits;    /* accepted finds */
    uint64_t fired;   /* comments with one */
    uint64_t blocked; /* finds */
    uint64_t guards[LMV__MAX_GUARDS]; /* blocked by, of those */
    uint64_t conditions;              /* unless, requires, whole */
    uint64_t lost;                    /* overlapped, overridden */
    /* With gold, comments: */
    uint64_t tp, fp, unique_tp;
    uint64_t blocked_right, blocked_wrong; /* finds */
} lmv__entry_use;

/* All entries of a signal together. */
typedef struct lmv__signal_use {
    uint32_t theme, signal;
    uint64_t finds; /* accepted or not; 0: dead */
    uint64_t fired; /* comments where it counts */
    /* With gold, comments: */
    uint64_t tp, fp, unique_tp; /* unique: no other signal of the theme */
    uint64_t blocked_right, blocked_wrong; /* finds */
} lmv__signal_use;

typedef struct lmv__coverage {
    const lmv_ruleset *rules;
    lmv__vec entries; /* of lmv__entry_use, by theme, signal, place */
    lmv__vec signals; /* of lmv__signal_use, by theme, signal */
} lmv__coverage;

/* Of all comments.  `evaluation` may be NULL: no gold. */
lmv_status lmv__coverage_make(lmv__coverage *coverage,
    const lmv__outcomes *outcomes, const lmv__evaluation *evaluation,
    lmv_error *err);
void lmv__coverage_clear(lmv__coverage *coverage);
const lmv__entry_use *lmv__coverage_at(const lmv__coverage *coverage, size_t i);
/* The entry that found it, as an index, or LMV__NONE. */
uint32_t lmv__coverage_entry(
    const lmv__coverage *coverage, const lmv__find *find);
/* coverage_signals.c, for coverage.c */
lmv_status lmv__coverage_count_signals(lmv__coverage *coverage,
    const lmv__outcomes *outcomes, const lmv__evaluation *evaluation,
    lmv_error *err);
/* Nothing of it was ever found, blocked or not. */
bool lmv__entry_dead(const lmv__entry_use *use);

#endif
