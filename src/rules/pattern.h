/*
 * Pattern: one entry or raw regex, compiled.
 *
 *     rief ... zurück &5 (Hotline|Support)
 *     └────── part ──┘   └──── part ────┘     parts, joined by `&`
 *       └ regex + literals per part
 *
 * A part is a PCRE2 regex, compiled when it is first used (raw ones at once,
 * since authors may get those wrong), and the literals that must occur where
 * it matches, in groups of alternatives: {rief, ruf...} then {zurueck}.
 * Patterns are made once, shared by all threads, and never change but for the
 * compiled code, which is published atomically.
 */
#ifndef LMV_RULES_PATTERN_H
#define LMV_RULES_PATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/model.h"

#include <pthread.h>
#include <stdatomic.h>

#define LMV__GROUP_HIT "hit"  /* narrows the evidence of a raw pattern */
#define LMV__GROUP_GAP "_g"   /* what stands in a gap is no evidence */
#define LMV__GROUP_EXACT "_x" /* to be compared with the original */

typedef struct lmv__literal {
    lmv__slice text; /* as in the folded copy */
    bool starts_word, ends_word;
} lmv__literal;

/* One of the items must occur; groups stand in the order of the text. */
typedef struct lmv__literal_group {
    lmv__literal *items;
    uint32_t n;
} lmv__literal_group;

/* A literal that a match begins with, or (back) that stands behind the
 * characters of the star that it begins with. */
typedef struct lmv__opener {
    lmv__literal literal;
    bool back;
} lmv__opener;

/* A named group of the compiled regex. */
typedef struct lmv__named {
    const char *name; /* "_g3", "duration" */
    uint32_t number;
} lmv__named;

typedef struct lmv__code {
    pcre2_code *code;
    lmv__named *names;
    uint32_t n_names;
} lmv__code;

typedef struct lmv__part {
    lmv__slice regex; /* ptr NULL: emitted when PCRE2 is first asked, from */
    const struct lmv__sequence *sequence;
    uint8_t endings;
    bool raw;          /* runs on the NFC copy, caseless; else on the folded */
    bool caseless;     /* a folded one that a macro brings raw text into */
    bool case_match;   /* a raw one: not caseless after all */
    lmv__slice *exact; /* the letters of the group _x<i> */
    uint32_t n_exact;
    lmv__literal_group *groups;
    uint32_t n_groups; /* 0: nothing is known, always run */
    lmv__opener *openers;
    uint32_t n_openers;             /* 0: it may begin anywhere */
    const struct lmv__track *track; /* NULL: only PCRE2 can run it */
    uint32_t index;                 /* among all parts of the ruleset */
    int32_t within;                 /* words to the part before; -1: anywhere */
    _Atomic(lmv__code *) code;
} lmv__part;

typedef struct lmv__pattern {
    uint32_t index; /* in rules->programs */
    lmv__pos pos;   /* of the entry */
    uint8_t languages;
    lmv__part *parts;
    uint32_t n_parts;
} lmv__pattern;

typedef struct lmv__programs {
    lmv__pattern **patterns;
    uint32_t n, cap;
    lmv__arena hot;       /* patterns and tracks: what runs lies side by side */
    pthread_mutex_t lock; /* for compiling on first use */
    pcre2_compile_context *context;
    struct lmv__prefilter *prefilter;
} lmv__programs;

/* The compiled code of a part, compiled (with JIT where there is one) when
 * this is the first call.  NULL when PCRE2 refuses it or memory ran out;
 * `message` (128 bytes) then says why and `*offset` where, if given. */
const lmv__code *lmv__part_code(
    const lmv_ruleset *rules, lmv__part *part, char *message, size_t *offset);

#endif
