/*
 * What the files of broken-promises share: a theme as its author set it up,
 * and the cues that the rules found for it in one comment.
 *
 *     theme.c            signal ids and settings -> promise_theme
 *     pairs.c            evidence -> cues; each promise with its outcome
 *     broken-promises.c  labels; the plugin's face to the host
 */
#ifndef BROKEN_PROMISES_H
#define BROKEN_PROMISES_H

#include <leitmotiv/plugin.h>

#include <stdbool.h>

/* What a signal means, by its id. */
enum role { PROMISE, HAPPENED, NOT_HAPPENED, LATE, BROKEN, KEPT };

/* What became of a promise. */
enum outcome {
    UNKNOWN,
    OUTCOME_NOT_HAPPENED,
    OUTCOME_LATE,
    OUTCOME_BROKEN, /* not-happened or late, the comment does not say */
    OUTCOME_HAPPENED,
    OUTCOME_KEPT
};

typedef struct promise_signal {
    enum role role;
    const char *kind; /* "callback" of promise-callback, "" when it has none */
} promise_signal;

typedef struct promise_theme {
    promise_signal *signals; /* by the theme's own numbers */
    bool wants_kept;         /* it decides kept promises, not broken ones */
    uint32_t within, before; /* sentences */
    int64_t threshold;
} promise_theme;

typedef struct promise_plugin {
    const lmv_host *host;
    const lmv_theme_api *theme;
    const lmv_document_api *document;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    const lmv_log_api *log; /* may be NULL */
    promise_theme *themes;
    uint32_t n_themes;
} promise_plugin;

/* A candidate of the theme at hand, with what the plugin makes of it. */
typedef struct promise_cue {
    uint32_t candidate;
    uint32_t signal, sentence, clause;
    size_t start, end;
    int32_t weight;
    bool negated;
    bool has_promise; /* its sentence has one */
    const promise_signal *means;

    enum outcome outcome;     /* what it says; of a promise: its pair's */
    struct promise_cue *pair; /* of a promise: the words that say so */
    struct promise_cue *also; /* of a late one: the words that say late */
    bool proves;              /* the theme's decision rests on it */
    bool shown;               /* it is evidence of the label */
} promise_cue;

typedef struct promise_scratch {
    promise_cue *cues;
    size_t n_cues, room;
} promise_scratch;

lmv_status promise_fail(lmv_error *err, lmv_status status, const char *message);

/* Read a theme's signal ids and settings into `target`; refuse unknown ones at
 * the author's place.  target->signals is freed by the caller. */
lmv_status promise_read_theme(const promise_plugin *plugin,
    const lmv_theme *source, promise_theme *target, lmv_error *err);

/* Collect the cues of theme `number`, pair and judge them: cue.proves,
 * cue.outcome, cue.shown. */
lmv_status promise_find_outcomes(const promise_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    promise_scratch *scratch);

#endif
