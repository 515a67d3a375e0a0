/*
 * Profile: what each entry of the rules costs on a corpus, and what it is
 * good for.
 *
 * Measured inside the matcher, on one thread: a probe (rules/probe.h) times
 * every run of every pattern.
 */
#ifndef LMV_WORKBENCH_PROFILE_H
#define LMV_WORKBENCH_PROFILE_H

#include "rules/model.h"
#include "workbench/corpus.h"
#include "workbench/setup.h"

typedef struct lmv__cost { /* of the entry at a place */
    lmv__pos pos;
    lmv__slice text;       /* as written; "" for what is made of several */
    uint32_t theme, guard; /* the first that uses it; LMV__NONE */
    uint32_t users;        /* themes */
    bool always;           /* runs over every sentence of its language */
    double seconds;
    uint64_t calls;      /* sentences that it ran over */
    uint64_t candidates; /* what it found */
    uint64_t matches;    /* what counted in the end */
} lmv__cost;

typedef struct lmv__profile {
    const lmv_ruleset *rules;
    lmv__vec costs;   /* of lmv__cost, the slowest first */
    double compiling; /* of all programs, before anything is measured */
    double seconds;   /* all comments */
    double in_rules;  /* of it, in these entries */
    uint64_t failed;  /* comments that could not be scanned */
} lmv__profile;

/* `language`: of all comments; NULL: as they state, or detected. */
lmv_status lmv__profile_make(lmv__profile *profile, const lmv__setup *setup,
    const lmv__corpus *corpus, const char *language, lmv_error *err);
void lmv__profile_clear(lmv__profile *profile);
const lmv__cost *lmv__profile_at(const lmv__profile *profile, size_t i);

#endif
