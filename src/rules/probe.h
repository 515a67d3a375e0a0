/*
 * Probe: what each pattern does in a scan, and what the scan would find
 * without some of them.
 *
 * A scan that has none pays one comparison a pattern that runs.  One thread's,
 * like the scan.
 */
#ifndef LMV_RULES_PROBE_H
#define LMV_RULES_PROBE_H

#include "rules/scan.h"

typedef struct lmv__probe_use {
    uint64_t calls; /* sentences that the pattern ran over */
    uint64_t hits;  /* what it found there, before anything is judged */
    double seconds;
} lmv__probe_use;

/* All by the index of a pattern; what is NULL is not done. */
typedef struct lmv__probe {
    const bool *off; /* these find nothing */
    bool *touched;   /* set for those that found something or hit a limit: no
                        other one makes a difference when it is taken away */
    lmv__probe_use *uses;
} lmv__probe;

/* Run one pattern, in place of lmv__run_parts(). */
void lmv__probe_run(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits);
/* Nothing is known that must occur where it matches: it runs everywhere. */
bool lmv__probe_always(const lmv__pattern *pattern);

#endif
