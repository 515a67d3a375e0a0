/*
 * Found: a match of one part, by PCRE2 or by a track, and the hit that is made
 * of it.  Spans are given in bytes of the comment's own text, on grapheme
 * borders.
 */
#ifndef LMV_RULES_FOUND_H
#define LMV_RULES_FOUND_H

#include "rules/scan.h"

typedef struct lmv__found {
    lmv__scan *scan;
    lmv__pattern *pattern;
    lmv__part *part;
    const lmv__named *names; /* of the groups */
    uint32_t n_names;
    const lmv__copy *copy;
    uint32_t base; /* where the region begins in the copy */
    uint32_t sentence;
    const size_t *ovector;
    uint32_t n_pairs;
} lmv__found;

/* Adds the hit, unless an =WORD is written in another way or nothing is left
 * of it. */
void lmv__found_take(const lmv__found *found, lmv__hits *hits);

#endif
