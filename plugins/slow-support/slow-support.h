/*
 * What the files of slow-support share: a theme as its author set it up, and
 * the cues that the rules found for it in one comment.
 *
 *     theme.c         signal ids and settings -> slow_theme
 *     wait.c          evidence -> cues; which of them prove the theme
 *     slow-support.c  labels; the plugin's face to the host
 */
#ifndef SLOW_SUPPORT_H
#define SLOW_SUPPORT_H

#include <leitmotiv/plugin.h>

#include <stdbool.h>

/* Channels in the order of their settings; NO_CHANNEL is `default`. */
enum channel { PHONE, CHAT, COUNTER, WRITING, REPAIR, NO_CHANNEL, N_CHANNELS };

extern const char *const slow_channel_names[N_CHANNELS];

enum role { SLOW, WAIT, DURATION, SINCE, CHANNEL };

typedef struct slow_signal {
    enum role role;
    enum channel channel; /* CHANNEL, and WAIT with a channel in its id */
    double at_least;      /* SINCE with a unit in its id: seconds, else 0 */
} slow_signal;

typedef struct slow_theme {
    slow_signal *signals; /* by the theme's own numbers */
    double patience[N_CHANNELS];
    uint32_t high, critical; /* multiples of the patience */
    uint32_t within;         /* sentences from a duration to its wait */
    uint32_t apart;          /* words between them */
    int64_t threshold;
} slow_theme;

typedef struct slow_plugin {
    const lmv_host *host;
    const lmv_theme_api *theme;
    const lmv_document_api *document;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    const lmv_quantity_api *quantity;
    const lmv_log_api *log; /* may be NULL */
    slow_theme *themes;
    uint32_t n_themes;
} slow_plugin;

/* A candidate of the theme at hand, with what the plugin makes of it. */
typedef struct slow_cue {
    uint32_t candidate;
    uint32_t signal, sentence;
    size_t start, end;
    uint32_t first, last; /* tokens */
    int32_t weight;
    bool accepted;
    const slow_signal *means;

    bool proves;            /* it is a proof: a complaint or a long wait */
    bool shown;             /* it is evidence of the label */
    bool has_length;        /* it tells how long: a duration or a since */
    bool exact;             /* `seconds` was read, not guessed */
    double seconds;         /* 0: nobody knows */
    char iso[40];           /* seconds as the customer said them */
    struct slow_cue *wait;  /* the waiting word of a duration */
    struct slow_cue *where; /* the word that tells the channel */
    enum channel channel;
} slow_cue;

typedef struct slow_scratch {
    slow_cue *cues;
    size_t n_cues, room;
} slow_scratch;

lmv_status slow_fail(lmv_error *err, lmv_status status, const char *message);

/* Read a theme's signal ids and settings into `target`; refuse unknown ones at
 * the author's place.  target->signals is freed by the caller. */
lmv_status slow_read_theme(const slow_plugin *plugin, const lmv_theme *source,
    slow_theme *target, lmv_error *err);

/* Collect the cues of theme `number` and judge them: cue.proves, cue.shown. */
lmv_status slow_find_waits(const slow_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    slow_scratch *scratch);

#endif
