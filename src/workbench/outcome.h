/*
 * Outcomes: what one set of rules makes of every comment of a corpus.
 *
 *     corpus ─► pipeline of scanners ─► labels and finds, kept a comment each
 *
 * The finds are the candidates of the trace, accepted and blocked, without
 * what only lives as long as a scan.
 */
#ifndef LMV_WORKBENCH_OUTCOME_H
#define LMV_WORKBENCH_OUTCOME_H

#include "engine/trace.h"
#include "workbench/corpus.h"
#include "workbench/setup.h"

#include <leitmotiv/scanner.h>

typedef struct lmv__given { /* a label */
    uint32_t theme;
    int64_t score, margin;
} lmv__given;

/* A candidate; `guards` is a mask by guard index. */
typedef struct lmv__find {
    uint32_t theme, signal;
    lmv__span hull, blocker;
    lmv__pos pos;
    int32_t weight;
    uint32_t guards, guard, overridden_by;
    uint8_t state, block; /* lmv__state, lmv__block */
} lmv__find;

typedef struct lmv__outcome {
    const char *language; /* borrowed from the language data */
    char *error;          /* a plugin failed: nothing is known; else NULL */
    lmv__given *given;
    lmv__find *finds;
    uint32_t *unevaluated; /* themes */
    uint32_t n_given, n_finds, n_unevaluated;
} lmv__outcome;

typedef struct lmv__outcomes {
    const lmv_ruleset *rules;
    lmv__outcome *of; /* by comment */
    size_t n;
    const char *language; /* of all comments, as the options said */
} lmv__outcomes;

typedef struct lmv__outcome_options {
    unsigned threads;     /* 0: as many as there are cores */
    const char *language; /* of all comments; NULL: stated or detected */
    bool no_finds;        /* labels only */
} lmv__outcome_options;

/* `setup` must outlive the outcomes. */
lmv_status lmv__outcomes_make(lmv__outcomes *outcomes, const lmv__setup *setup,
    const lmv__corpus *corpus, const lmv__outcome_options *options,
    lmv_error *err);
void lmv__outcomes_clear(lmv__outcomes *outcomes); /* also of a zeroed one */

const lmv__given *lmv__outcome_label(
    const lmv__outcome *outcome, uint32_t theme);
bool lmv__outcome_evaluated(const lmv__outcome *outcome, uint32_t theme);
/* The language that a comment states, as the rules call it, or NULL. */
const char *lmv__outcome_language(
    const lmv_ruleset *rules, const lmv__comment *comment);
/* A find as reason.h wants it.  Its guards are not restored. */
lmv__candidate lmv__find_candidate(const lmv__find *find);

#endif
