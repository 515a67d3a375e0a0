/*
 * Did you mean: the legal name that is nearest to what an author wrote.
 *
 * Damerau-Levenshtein distance (optimal string alignment) on folded names; a
 * name is near enough at a third of its length, at least 1.
 */
#ifndef LMV_RULES_SUGGEST_H
#define LMV_RULES_SUGGEST_H

#include "base/buf.h"

#define LMV__MAX_SUGGEST 64 /* bytes of a folded name */

typedef struct lmv__suggest {
    char name[LMV__MAX_SUGGEST]; /* folded */
    size_t len, best_distance;
    lmv__slice best; /* borrowed from the candidates; len 0: none */
    char text[160];
} lmv__suggest;

void lmv__suggest_init(lmv__suggest *suggest, lmv__slice name);
void lmv__suggest_try(lmv__suggest *suggest, lmv__slice candidate);
/* "did you mean 'parent'?", or `otherwise` when nothing is near enough.
 * Lives in `suggest`. */
const char *lmv__suggest_help(lmv__suggest *suggest, const char *otherwise);

#endif
