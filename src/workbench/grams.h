/*
 * Grams: rows of families counted a comment once, in bounded memory.
 *
 * When the table is full, those with the lowest counts go, and the floor
 * tells how far: what was dropped was seen in at most so many comments when
 * it went, so a count that is shown is at most that much too low.
 */
#ifndef LMV_WORKBENCH_GRAMS_H
#define LMV_WORKBENCH_GRAMS_H

#include "workbench/keyness.h"

typedef struct lmv__gram {
    uint32_t families[LMV__MAX_ROW]; /* LMV__MAP_NONE behind the last */
    uint32_t counts[2];              /* by side */
    uint32_t last;                   /* comment counted last, from 1 */
    uint32_t samples[LMV__MAX_SAMPLES];
    uint32_t n_samples;
} lmv__gram;

typedef struct lmv__grams {
    lmv__gram *items;
    uint32_t *slots; /* open addressing: item + 1, 0 free */
    uint32_t n, max, mask;
    uint64_t pruned;
    uint32_t floor;
} lmv__grams;

bool lmv__grams_init(lmv__grams *grams, uint32_t max);
void lmv__grams_clear(lmv__grams *grams);
/* Count a row of n families in a comment of `side` (0 or 1; samples are of
 * side 1).  False when out of memory. */
bool lmv__grams_add(lmv__grams *grams, const uint32_t *families, uint32_t n,
    uint32_t comment, unsigned side);

#endif
