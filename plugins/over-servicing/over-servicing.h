/*
 * What the files of over-servicing share: a theme as its author set it up, and
 * the cues that the rules found for it in one comment.
 *
 *     theme.c           signal ids and settings -> over_theme
 *     contacts.c        evidence -> cues; which contacts were too much
 *     over-servicing.c  labels; the plugin's face to the host
 */
#ifndef OVER_SERVICING_H
#define OVER_SERVICING_H

#include <leitmotiv/plugin.h>

#include <stdbool.h>

/* What a signal means, by its id. */
enum role { CONTACT, FREQUENCY, ANNOYANCE, REQUESTED, DIRECT };

typedef struct over_signal {
    enum role role;
    const char *kind; /* "survey" of contact-survey, "" when it has none */
} over_signal;

typedef struct over_theme {
    over_signal *signals; /* by the theme's own numbers */
    bool wants_right;     /* it decides the right measure, not too much */
    uint32_t within;      /* sentences from a contact to its frequency */
    uint32_t apart;       /* words between them */
    uint32_t times;       /* so many contacts are too many */
    double interval;      /* seconds: a contact every so often, or oftener */
    int64_t threshold;
} over_theme;

typedef struct over_plugin {
    const lmv_host *host;
    const lmv_theme_api *theme;
    const lmv_document_api *document;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    const lmv_quantity_api *quantity;
    const lmv_log_api *log; /* may be NULL */
    over_theme *themes;
    uint32_t n_themes;
} over_plugin;

/* A candidate of the theme at hand, with what the plugin makes of it. */
typedef struct over_cue {
    uint32_t candidate;
    uint32_t signal, sentence;
    size_t start, end;
    uint32_t first, last; /* tokens */
    int32_t weight;
    bool negated;
    const over_signal *means;

    bool too_often;            /* of a frequency */
    char times[48];            /* "3", "R/PT5M", "often" */
    struct over_cue *often;    /* of a contact: its frequency */
    struct over_cue *annoying; /* of a contact: its annoyance */
    bool proves;               /* it is a proof */
    bool counts;               /* no longer proof has its words */
    bool shown;                /* it is evidence of the label */
} over_cue;

typedef struct over_scratch {
    over_cue *cues;
    size_t n_cues, room;
} over_scratch;

lmv_status over_fail(lmv_error *err, lmv_status status, const char *message);

/* Read a theme's signal ids and settings into `target`; refuse unknown ones at
 * the author's place.  target->signals is freed by the caller. */
lmv_status over_read_theme(const over_plugin *plugin, const lmv_theme *source,
    over_theme *target, lmv_error *err);

/* Collect the cues of theme `number` and judge them: cue.proves, cue.shown. */
lmv_status over_find_proofs(const over_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    over_scratch *scratch);

#endif
