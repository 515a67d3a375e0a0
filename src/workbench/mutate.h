/*
 * Mutate: what each entry of a pack is worth, seen by what changes without it.
 *
 *     unit (comment or example) ─ scanned once ─► entries that took part
 *                                                    │ each switched off
 *                               ─ scanned again ─► labels that change
 *
 * An entry that found nothing in a unit, and hit no limit there, makes no
 * difference to it: only those that took part are tried, through the same
 * scanner as everything else, plugins, overrides and groups included.
 *
 * Tried are the entries of themes, with their `unless` and `requires`, that
 * stand in the files of the packs that were named.  Two kinds are not: those
 * of lists that other entries name among their words (`(nie|nicht) $answer`),
 * which are one program with these, and the only one of a `requires`, without
 * which the condition would be another.
 */
#ifndef LMV_WORKBENCH_MUTATE_H
#define LMV_WORKBENCH_MUTATE_H

#include "workbench/evaluate.h"

#include "rules/model.h"

typedef struct lmv__mutant { /* an entry that is taken away */
    lmv__pos pos;
    lmv__slice text; /* as written */
    uint32_t theme;  /* the first that uses it */
    uint32_t users;  /* themes */
    bool inside;     /* not tried */
    /* Units that it took part in, and those of them that change: */
    uint64_t comments, examples;
    uint64_t cells, tests;     /* cells of the gold; examples */
    uint32_t comment;          /* the first that changes, or LMV__NONE */
    lmv__confusion micro, own; /* differences, of the averaged themes and of
                                    `theme` */
    double worth, worth_own;   /* F1 that is lost without it; NaN: undefined */
} lmv__mutant;

typedef struct lmv__mutation {
    const lmv_ruleset *rules;
    const lmv_engine *engine;
    lmv__vec mutants;  /* of lmv__mutant, by place */
    double micro;      /* F1 with all of them */
    uint64_t comments; /* scanned; those of the gold are tried */
    uint64_t examples;
    uint64_t scans;  /* of them all */
    uint64_t failed; /* units that could not be scanned */
} lmv__mutation;

typedef struct lmv__mutation_options {
    unsigned threads;     /* 0: as many as there are cores */
    const char *language; /* of all comments; NULL: stated or detected */
} lmv__mutation_options;

/* `evaluation`: of the same corpus and rules. */
lmv_status lmv__mutation_make(lmv__mutation *out, const lmv__setup *setup,
    const lmv__evaluation *evaluation, const lmv__mutation_options *options,
    lmv_error *err);
void lmv__mutation_clear(lmv__mutation *mutation);
const lmv__mutant *lmv__mutation_at(const lmv__mutation *mutation, size_t i);
/* Found nothing in any comment or example. */
bool lmv__mutant_dead(const lmv__mutant *mutant);

/* ---- mutate_entries.c ---- */

/* All mutants of themes that take part; of_pattern[i] is the mutant of pattern i, or LMV__NONE. */
bool lmv__mutation_active(const lmv__mutation *mutation, uint32_t theme);
lmv_status lmv__mutation_entries(
    lmv__mutation *out, uint32_t *of_pattern, lmv_error *err);

#endif
