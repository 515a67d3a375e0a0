/*
 * Prefilter: which patterns can match a comment at all.
 *
 *     folded text ─► literals that occur ─► patterns all of whose groups have
 *                    (hash of the first     one that does
 *                     1 to 4 bytes)
 *
 * Exact in one direction only: a pattern that is not alive cannot match.  It
 * is built once with the ruleset and immutable.
 */
#ifndef LMV_RULES_PREFILTER_H
#define LMV_RULES_PREFILTER_H

#include "rules/pattern.h"

#define LMV__PREFIXES 4         /* lengths 1..4 */
#define LMV__PREFIX_SLOTS 16384 /* of each length; 2 to the 14th */

typedef struct lmv__indexed {
    lmv__literal literal;
    uint32_t next;   /* in the chain of its slot */
    uint32_t *users; /* patterns that wait for it, by index */
    uint32_t n_users;
} lmv__indexed;

/* Groups of literal ids of one pattern, flat: n, ids ..., n, ids ... */
typedef struct lmv__needs {
    uint32_t *ids;
    uint32_t n_groups;
} lmv__needs;

typedef struct lmv__prefilter {
    lmv__indexed *literals;
    uint32_t n_literals;
    lmv__needs *needs; /* by pattern */
    uint64_t *always;  /* patterns without literals */
    uint32_t heads[LMV__PREFIXES][LMV__PREFIX_SLOTS];
    uint64_t bitmap[LMV__PREFIXES][LMV__PREFIX_SLOTS / 64];
    bool used[LMV__PREFIXES];
} lmv__prefilter;

/* Build it for all patterns of the ruleset.  LMV_ENOMEM. */
lmv_status lmv__prefilter_build(lmv_ruleset *rules);

/* Slot of the first `n` bytes (1..4). */
static inline uint32_t lmv__prefix_slot(const unsigned char *text, uint32_t n)
{
    uint32_t key = text[0];

    for (uint32_t i = 1; i < n; i++)
        key |= (uint32_t)text[i] << (8 * i);
    return (key * 2654435761u) >> 18;
}

#endif
