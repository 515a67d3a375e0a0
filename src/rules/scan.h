/*
 * The matcher's own memory, shared by run.c, combine.c, guarding.c, scan.c.
 *
 *     pattern ─run.c─► hits ─combine.c─► hits ─guarding.c─► candidates
 */
#ifndef LMV_RULES_SCAN_H
#define LMV_RULES_SCAN_H

#include "base/vec.h"
#include "rules/match.h"
#include "rules/pattern.h"
#include "rules/prefilter.h"
#include "rules/track.h"

#define LMV__ALL_SENTENCES UINT32_MAX

#define LMV__MAX_REGION 2000u /* bytes of a sentence matched at once */

/* What a pattern or matcher found, before anything is judged. */
typedef struct lmv__hit {
    lmv__span hull;
    lmv__span *spans;
    uint32_t n_spans;
    lmv__group *groups;
    uint32_t n_groups;
    uint32_t sentence;
    uint32_t order; /* index of the pattern: file order */
    lmv__pos pos;
} lmv__hit;

/* Hits in the arena of the scan. */
typedef struct lmv__hits {
    lmv__hit *items;
    uint32_t n, cap;
} lmv__hits;

/* A trigger's hit in one sentence. */
typedef struct lmv__trigger_hit {
    uint32_t guard, trigger;
    lmv__hit hit;
    bool void_; /* inside a `not`, or inside a longer one of another guard */
    bool twin;  /* another guard has the same words as a trigger */
} lmv__trigger_hit;

typedef struct lmv__sentence_state {
    lmv__trigger_hit *triggers;
    uint32_t n_triggers;
    bool guarded; /* triggers are known */
} lmv__sentence_state;

typedef struct lmv__decision {
    lmv__hit *evidence;
    uint32_t n;
    uint32_t document; /* of which it speaks: scan->document */
} lmv__decision;

struct lmv__scan {
    const lmv_ruleset *rules;
    bool naive;
    lmv__arena arena; /* of one document */
    pcre2_match_data *data;
    pcre2_match_context *words_context, *raw_context;
    pcre2_jit_stack *stack;
    lmv__walker *walker; /* runs tracks */

    lmv_asked asked;
    lmv__document *doc;
    const lmv__copy *folded, *nfc;
    const lmv__sentence *sentences;
    const lmv__token *tokens;
    const lmv__clause *clauses;
    uint32_t n_sentences, n_tokens, n_clauses;
    lmv__sentence_state *states; /* by sentence */

    lmv__sweep sweep;         /* what the prefilter found; not the naive one */
    lmv__decision *decisions; /* by theme */
    uint32_t document;        /* counts begin() */
    uint32_t theme;           /* the one being asked for */
    uint32_t spent;           /* times that a limit was hit */
    uint64_t compared;        /* triggers with candidates; tests hold it low */
    lmv__vec missed;          /* lmv__missed */
    lmv_status status;        /* LMV_ENOMEM sticks */
    const struct lmv__probe *probe; /* probe.h; NULL: the usual */
};

/* scan.c: sentences, tokens and clauses of the document that was begun. */
lmv_status lmv__scan_cut(lmv__scan *scan);

/* run.c: hits of a pattern in a sentence, appended to `hits`. */
void lmv__run_pattern(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits);
/* The same without asking whether it can match. */
void lmv__run_parts(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits);
void lmv__run_entries(lmv__scan *scan, const lmv__entries *entries,
    uint32_t sentence, lmv__hits *hits);
/* Can any of the entries match in this comment? */
bool lmv__entries_alive(const lmv__scan *scan, const lmv__entries *entries);
/* Note that the theme at hand could not be evaluated. */
void lmv__scan_miss(lmv__scan *scan, lmv__pos pos, const char *reason);

/* hits.c */
lmv__hit *lmv__hits_add(lmv__scan *scan, lmv__hits *hits);
/* By start, then file order; equal spans once. */
void lmv__hits_sort(lmv__hits *hits);
/* Words between two spans; 0 when they touch or overlap. */
uint32_t lmv__words_between(lmv__scan *scan, lmv__span a, lmv__span b);
bool lmv__hits_overlap(const lmv__hit *a, const lmv__hit *b);

/* combine.c: one hit of each operand. */
typedef enum lmv__combination {
    LMV__COMBINE_NEAR, /* neighbours at most `within[0]` words apart, disjoint */
    LMV__COMBINE_CHAIN, /* operand i at most within[i] from i - 1; -1 any */
    LMV__COMBINE_ALL
} lmv__combination;

typedef struct lmv__combine {
    lmv__combination kind;
    const lmv__hits *operands;
    uint32_t n;
    const int32_t *within;
    bool ordered;
} lmv__combine;

void lmv__combine_hits(
    lmv__scan *scan, const lmv__combine *how, lmv__pos pos, lmv__hits *hits);

/* evaluate.c: hits of a matcher in a sentence (or in all). */
void lmv__evaluate(lmv__scan *scan, const lmv__matcher *matcher,
    uint32_t sentence, lmv__hits *hits);

/* guarding.c: accepts or blocks a candidate, and notes its guards. */
void lmv__judge(lmv__scan *scan, const lmv__signal *signal,
    const lmv__theme *theme, lmv__candidate *candidate);

/* starts.c, not for the naive matcher */
/* Where in the folded copy a part may begin (tracks) or has one of its
 * literals (others), ascending; places beside characters' starts are possible.
 * False: anywhere. */
bool lmv__scan_starts(lmv__scan *scan, const lmv__part *part,
    const uint32_t **starts, uint32_t *count);
/* Indexes of the patterns of the entries that can match, ascending. */
const uint32_t *lmv__scan_alive(
    lmv__scan *scan, const lmv__entries *entries, uint32_t *count);

#endif
