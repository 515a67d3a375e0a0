/*
 * Prefilter: which patterns can match a comment at all, and where.
 *
 *     folded text ─► literals that occur ─► patterns all of whose groups have
 *                    (hash of the first     one that does, in their order
 *                     1 to 4 bytes)         ─► entries ─► themes
 *
 * Exact in one direction only: a pattern that is not alive cannot match.  The
 * index is built once with the ruleset and immutable; a sweep is what one
 * thread found with it in one comment.
 */
#ifndef LMV_RULES_PREFILTER_H
#define LMV_RULES_PREFILTER_H

#include "rules/eight.h"
#include "rules/pattern.h"
#include "text/span.h"

#define LMV__PREFIXES 4      /* lengths 1..4 */
#define LMV__MAX_LITERAL 255 /* bytes; of longer ones the beginning counts */

/* A literal in a table, small so that many fit into the cache. */
typedef struct lmv__literal_cell {
    uint64_t head; /* its first 8 bytes */
    uint32_t literal;
    uint8_t len;
    bool ends_word;
    bool last; /* of its slot */
} lmv__literal_cell;

/* Literals by their first n bytes. */
typedef struct lmv__prefix_table {
    uint64_t *bitmap; /* slots with cells */
    uint32_t *first;  /* cell of each such slot */
    lmv__literal_cell *cells;
    uint32_t shift; /* of the hash */
} lmv__prefix_table;

/* Those looked for at starts of words, or everywhere. */
typedef struct lmv__literal_class {
    uint64_t pairs[1024]; /* first two bytes: some literal begins so */
    uint8_t lengths[256]; /* bit n - 1: in table n, by the first byte */
    lmv__prefix_table tables[LMV__PREFIXES];
} lmv__literal_class;

#define LMV__FIRST_OF_PART 0x80000000u

/* Entries that a pattern is one of. */
typedef struct lmv__use {
    uint32_t entries, position;
} lmv__use;

/*
 * What is asked for every comment lies side by side: of pattern (part) i it is
 * from first_...[i] up to first_...[i + 1].
 *
 * needs: groups of literal ids: n, ids ..., n, ids ...; a part's first n has
 * LMV__FIRST_OF_PART.
 * points: where a part can begin (track), or what has to stand in a sentence
 * for it: twice the id of a literal, plus 1 when a star stands before it; none
 * when nothing is known.
 */
typedef struct lmv__prefilter {
    lmv__literal *literals;
    uint32_t n_literals;
    uint32_t *users;              /* patterns that wait for literals ... */
    uint32_t *first_user;         /* ... literal i: from [i] up to [i + 1] */
    uint32_t *needs, *first_need; /* by pattern */
    uint64_t *always;             /* patterns without literals */
    lmv__literal_class words, anywhere;
    uint32_t *points, *first_point; /* by part */
    uint32_t n_parts;
    uint32_t largest; /* ops of a track */
    lmv__use *uses;   /* by pattern */
    uint32_t *first_use;
    uint32_t *owners; /* theme whose matcher has the entries; LMV__NONE */
    uint32_t n_entries;
    bool *asks; /* by theme: some matcher is `theme:` */
} lmv__prefilter;

/* Build it for all patterns of the ruleset.  LMV_ENOMEM. */
lmv_status lmv__prefilter_build(lmv_ruleset *rules);
/* Part of it: numbers all entries and notes who uses which pattern. */
lmv_status lmv__prefilter_uses(lmv_ruleset *rules, lmv__prefilter *filter);

/* Puts all literals into their tables. */
lmv_status lmv__prefilter_tables(lmv_ruleset *rules, lmv__prefilter *filter);

/* Slot of the first n bytes, given as the low bytes of `key`. */
static inline uint32_t lmv__prefix_slot(
    uint64_t key, uint32_t n, uint32_t shift)
{
    key = lmv__eight_first(key, n);
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> shift);
}

/* ---- one comment ---- */

typedef struct lmv__occurrence {
    uint32_t at, next;
} lmv__occurrence;

typedef struct lmv__sweep {
    uint32_t document; /* counts runs: what is of another one is forgotten */
    uint64_t *present; /* literals that occur, by id */
    struct {
        uint32_t first, last; /* occurrences */
    } * places;               /* by literal */
    lmv__occurrence *occurrences;
    uint32_t n_occurrences, cap_occurrences;
    uint64_t *alive; /* patterns that come into question */
    struct {
        uint32_t document, n, head;
        uint32_t *sorted;
    } * entries;            /* those with an alive pattern */
    lmv__occurrence *links; /* at: position in the entries */
    uint32_t n_links, cap_links;
    uint32_t *themes; /* document in which one of its matchers was alive */
    struct {
        uint32_t document, n;
        uint32_t *starts;
    } * parts;
    bool failed; /* out of memory */
} lmv__sweep;

bool lmv__sweep_init(lmv__sweep *sweep, const lmv_ruleset *rules);
void lmv__sweep_clear(lmv__sweep *sweep);
/* Look at a comment's folded copy. */
void lmv__sweep_run(
    lmv__sweep *sweep, const lmv_ruleset *rules, const char *text, size_t len);

#endif
