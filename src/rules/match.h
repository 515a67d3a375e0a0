/*
 * The matcher: what the rules find in one document.
 *
 *     document ─► candidates ─► guards, unless, requires ─► selection ─► score
 *                 (naive, ...)   accepted or blocked         overlapped
 *
 * One matcher is one thread's.  Themes are asked for one after the other, in
 * an order that the caller chooses (ruleset->order), because `theme:` and
 * `overrides` need what was decided before.  Candidates are borrowed until
 * the next lmv__scan_begin().
 */
#ifndef LMV_RULES_MATCH_H
#define LMV_RULES_MATCH_H

#include "rules/model.h"
#include "text/document.h"

#define LMV__MAX_EVIDENCE 64 /* candidates a signal and comment */

typedef enum lmv__state { /* values as LMV_STATE_... of plugin.h */
    LMV__ACCEPTED = 1,
    LMV__BLOCKED,
    LMV__OVERLAPPED,
    LMV__OVERRIDDEN
} lmv__state;

/* Why a candidate is blocked. */
typedef enum lmv__block {
    LMV__BLOCK_NONE,
    LMV__BLOCK_GUARD,    /* by `guard` and the trigger at `blocker` */
    LMV__BLOCK_ONLY,     /* `when: only`, but it is not inside `guard` */
    LMV__BLOCK_UNLESS,   /* the words at `blocker` */
    LMV__BLOCK_REQUIRES, /* its words are missing */
    LMV__BLOCK_WHOLE,    /* not the whole comment */
    LMV__BLOCK_ASKED     /* no answer to a question of its `asked` */
} lmv__block;

/* A named group of a pattern or macro. */
typedef struct lmv__group {
    const char *name; /* borrowed from the ruleset */
    lmv__span span;
} lmv__group;

/* A guard that reaches a candidate, with the trigger that does. */
typedef struct lmv__guarded {
    uint32_t guard, trigger; /* trigger LMV__NONE: the question */
    lmv__span span;          /* the trigger's words; empty for the question */
    lmv__when when;
} lmv__guarded;

typedef struct lmv__candidate {
    uint32_t theme, signal;
    uint32_t sentence; /* of its first word */
    lmv__span hull;
    lmv__span *spans; /* in text order, disjoint */
    uint32_t n_spans;
    lmv__group *groups;
    uint32_t n_groups;
    lmv__guarded *guards; /* blocking and kept ones */
    uint32_t n_guards;
    lmv__pos pos; /* the entry that matched */
    int32_t weight;
    uint8_t state;  /* lmv__state */
    uint8_t block;  /* lmv__block */
    uint32_t guard; /* of BLOCK_GUARD and BLOCK_ONLY */
    lmv__span blocker;
    uint32_t overridden_by; /* theme */
} lmv__candidate;

/* A theme that a limit kept from being evaluated. */
typedef struct lmv__missed {
    uint32_t theme;
    lmv__pos pos;
    const char *reason; /* static */
} lmv__missed;

typedef struct lmv__scan lmv__scan; /* one thread's memory */

/* Matchers: "fast" (what NULL means) and "naive".  LMV_EINVAL, listing the names
 * there are, for any other. */
lmv_status lmv__matcher_named(const char *name, bool *naive, lmv_error *err);

/* `rules` outlives the scan.  Owned. */
lmv_status lmv__scan_new(lmv__scan **out, const lmv_ruleset *rules,
    const char *matcher, lmv_error *err);
void lmv__scan_free(lmv__scan *scan);

/* Start a document: forgets the last one's candidates. */
lmv_status lmv__scan_begin(lmv__scan *scan, lmv__document *doc, lmv_error *err);

/* What the next documents answer; LMV_ASKED_OPEN until it is told. */
void lmv__scan_asked(lmv__scan *scan, lmv_asked asked);

/* Watch the patterns from now on (probe.h); borrowed, NULL ends it. */
struct lmv__probe;
void lmv__scan_probe(lmv__scan *scan, const struct lmv__probe *probe);

/* Candidates of all signals of a theme, each accepted or blocked, in the
 * order of signal, sentence, start.  `theme:` matchers read what
 * lmv__scan_decided() was told.  The array stays valid and its states may be
 * changed by the caller.  LMV_ENOMEM. */
lmv_status lmv__scan_theme(lmv__scan *scan, uint32_t theme,
    lmv__candidate **candidates, uint32_t *count, lmv_error *err);

/* Tell what a theme's final evidence is (hulls and spans are copied): for
 * `theme:` matchers of later themes. n = 0: not assigned. */
lmv_status lmv__scan_decided(lmv__scan *scan, uint32_t theme,
    const lmv__candidate *const *evidence, uint32_t n, lmv_error *err);

/* Take away evidence of `theme` that theme `by`'s evidence (as decided)
 * overrides: shares a word, or lies in a clause that it touches.  Accepted
 * candidates become LMV__OVERRIDDEN. */
void lmv__scan_override(
    lmv__scan *scan, uint32_t by, lmv__candidate *candidates, uint32_t count);

/* The standard decision (section 6, 4 and 5): marks overlapped candidates,
 * sums weights.  `*score` in thousandths; `*assigned`: threshold reached in
 * the theme's scope. */
lmv_status lmv__scan_score(lmv__scan *scan, uint32_t theme,
    lmv__candidate *candidates, uint32_t count, int64_t *score, bool *assigned,
    lmv_error *err);

/* Themes that a limit of PCRE2, or the budget, kept from being evaluated;
 * also signals whose evidence was cut at LMV__MAX_EVIDENCE. */
const lmv__missed *lmv__scan_missed(const lmv__scan *scan, uint32_t *count);

#endif
