/*
 * Inside a scanner: one comment on its way through the steps.
 *
 *     step ─► seen (candidates) ─► call (evidence, labels) ─► drafts
 *                                                               │ checked
 *     result ◄── sorted, reported ones ◄── decisions ◄──────────┘
 *
 * What belongs to one comment lives in the scanner's arena.
 */
#ifndef LMV_ENGINE_SCAN_H
#define LMV_ENGINE_SCAN_H

#include "engine/core.h"
#include "rules/match.h"

#include <leitmotiv/scanner.h>

#include <pthread.h>

/* What a plugin may say of one comment. */
#define LMV__MAX_PROOFS 4096      /* in one call */
#define LMV__MAX_ATTRIBUTES 64    /* in one call */
#define LMV__MAX_ATTRIBUTE 64     /* bytes of a name */
#define LMV__MAX_VALUE 1024       /* bytes of a value */
#define LMV__MAX_SCORE 1000000000 /* thousandths */
#define LMV__MAX_NOTES 1000       /* a comment, when asked for */

/* What the rules found of one theme in this comment. */
typedef struct lmv__seen {
    lmv__candidate *items;
    uint32_t n;
    bool looked; /* searched for */
    bool called; /* its plugin was asked */
    bool told;   /* lmv__scan_decided() was called */
    bool scored; /* the plugin asked for the standard score */
    int64_t score;
    struct lmv__decision *decision; /* NULL: not assigned */
} lmv__seen;

typedef struct lmv__attribute {
    const char *name, *value;
} lmv__attribute;

/* An assigned theme or group. */
typedef struct lmv__decision {
    uint32_t theme;
    int64_t score, margin;
    const lmv__candidate **proofs; /* in text order */
    const char **guards;           /* of each proof, "wished,conditional" */
    uint32_t n_proofs;
    lmv__attribute *attributes;
    uint32_t n_attributes;
    uint32_t *from; /* groups: the members that assigned it */
    uint32_t n_from;
} lmv__decision;

/* A label that a plugin is making. */
typedef struct lmv__draft {
    uint32_t theme;
    int64_t score;
    uint32_t n_proofs, n_attributes;
} lmv__draft;

typedef struct lmv__draft_proof {
    uint32_t draft;
    const lmv__candidate *candidate;
} lmv__draft_proof;

typedef struct lmv__draft_attribute {
    uint32_t draft;
    lmv__attribute attribute;
} lmv__draft_attribute;

struct lmv_document {
    lmv__document *doc;
};

struct lmv_evidence {
    lmv_scanner *scanner;
    const lmv__step *step;
    lmv__candidate **items; /* by handle, signal, text */
    uint32_t n;
};

struct lmv_labels {
    lmv_scanner *scanner;
    const lmv__step *step;
    lmv__vec drafts;     /* lmv__draft */
    lmv__vec proofs;     /* lmv__draft_proof */
    lmv__vec attributes; /* lmv__draft_attribute */
    bool no_memory;
    char breach[200]; /* the first thing that is not allowed, or "" */
};

typedef struct lmv__unevaluated {
    uint32_t theme;
    const char *rule, *reason;
} lmv__unevaluated;

struct lmv_result {
    const char *error;
    bool truncated;
    lmv__decision **labels;
    size_t n_labels;
    lmv__unevaluated *unevaluated;
    size_t n_unevaluated;
    const lmv_engine *engine;
    lmv__document *doc; /* its language is found when it is asked for */
};

typedef struct lmv__note {
    const char *plugin, *message;
} lmv__note;

struct lmv_scanner {
    const lmv_engine *engine;
    lmv__scan *scan;
    lmv__document *doc;
    lmv__arena arena;
    void **scratch;     /* one a plugin */
    lmv__seen *seen;    /* one a theme */
    lmv__vec items;     /* lmv__candidate *: of the call under way */
    lmv__vec decisions; /* lmv__decision *: of the comment */
    struct lmv_document document;
    struct lmv_evidence evidence;
    struct lmv_labels labels;
    struct lmv_result result;
    bool tracing;
    lmv__vec notes; /* lmv__note */

    /* What a crash handler and the log look at. */
    _Atomic(const char *) current; /* name of the plugin that is called */
    _Atomic(pthread_t) thread;     /* that calls it */
    _Atomic(uint64_t) record;
    size_t place; /* among the watched ones, LMV__MAX_SCANNERS: none */
};

/* ---- call.c ---- */

/* Ask the step's plugin; its drafts become decisions.  A plugin that fails is
 * the result's error, not this one's.  LMV_ENOMEM. */
lmv_status lmv__scanner_call(
    lmv_scanner *scanner, const lmv__step *step, lmv_error *err);
/* The comment's error, unless it has one. */
void lmv__scanner_blame(
    lmv_scanner *scanner, const char *plugin, const char *message);

/* ---- labels.c ---- */

void lmv__labels_reset(struct lmv_labels *labels, const lmv__step *step);
/* Everything that can be checked only when the call is over. */
void lmv__labels_check(struct lmv_labels *labels);
/* The draft of a theme, or NULL. */
const lmv__draft *lmv__labels_draft(
    const struct lmv_labels *labels, uint32_t theme);
/* Evidence of draft i, in the arena. */
const lmv__candidate **lmv__labels_proofs(
    const struct lmv_labels *labels, uint32_t draft);
lmv_status lmv__labels_commit(struct lmv_labels *labels, lmv_error *err);

/* ---- result.c ---- */

/* Put proofs in text order, each once; returns how many are left. */
uint32_t lmv__proofs_sort(const lmv__candidate **proofs, uint32_t n);
/* Take up a decision whose proofs are in order. */
lmv_status lmv__scanner_decide(
    lmv_scanner *scanner, lmv__decision *decision, lmv_error *err);
/* The group's decision, from its members'. */
lmv_status lmv__scanner_group(
    lmv_scanner *scanner, uint32_t group, lmv_error *err);
/* Labels in order, and what could not be evaluated. */
lmv_status lmv__result_finish(lmv_scanner *scanner, lmv_error *err);

/* ---- the tables of lmv__host_service() ---- */

extern const lmv_document_api lmv__document_service;
extern const lmv_evidence_api lmv__evidence_service;
extern const lmv_labels_api lmv__labels_service;

#endif
