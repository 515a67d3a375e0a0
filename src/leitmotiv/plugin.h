/**
 * The plugin interface: how a shared object decides themes.
 *
 * A plugin includes this header alone, exports one symbol, `lmv_plugin`, and
 * links nothing of leitmotiv.  Whatever it needs from the host it gets as
 * tables of functions, asked for by id in open():
 *
 *     host                                plugin
 *     ────                                ──────
 *     dlopen, reads lmv_plugin  ───────►  .open(host)      once an engine
 *     each theme that names it  ───────►  classifier.add_theme()
 *     each thread               ───────►  classifier.new_scratch()
 *     each comment              ───────►  classifier.classify()  any thread
 *
 * Threads: open, close, add_theme and ready are called from one thread, one
 * after the other.  classify is called from many threads at once; `self` is
 * read-only then, `scratch` belongs to the calling thread.
 *
 * Sizes and offsets are bytes; an offset counts from the start of the
 * comment's text, an end is exclusive.  Indexes count from 0; an index out of
 * range answers 0, NULL or LMV_EINVAL and is never fatal.  Strings are UTF-8;
 * those of the host are borrowed: from themes and rules until close(), from
 * documents and evidence until classify() returns.
 *
 * Growth: a struct begins with its size, and a reader copies the smaller of
 * both sizes into a zeroed struct of its own, so a missing tail reads as
 * NULL.  New behaviour is a new id ("leitmotiv.classifier/2"), never a
 * changed one.
 */
#ifndef LEITMOTIV_PLUGIN_H
#define LEITMOTIV_PLUGIN_H

#include <leitmotiv/status.h>

#ifdef __cplusplus
extern "C" {
#define LMV_EXTERN_C extern "C"
#else
#define LMV_EXTERN_C
#endif

/** The interface that this header describes. */
#define LMV_PLUGIN_ABI 1
/** The oldest interface that a host with this header still accepts. */
#define LMV_PLUGIN_ABI_MIN 1

/** Put before the definition of lmv_plugin, in C and C++ alike. */
#if defined(_WIN32) || defined(__CYGWIN__)
#define LMV_PLUGIN_EXPORT LMV_EXTERN_C __declspec(dllexport)
#else
#define LMV_PLUGIN_EXPORT LMV_EXTERN_C __attribute__((visibility("default")))
#endif

typedef struct lmv_host lmv_host;         /* opaque: the engine */
typedef struct lmv_theme lmv_theme;       /* opaque: a theme at load time */
typedef struct lmv_document lmv_document; /* opaque: the comment */
typedef struct lmv_evidence lmv_evidence; /* opaque: what the rules found */
typedef struct lmv_labels lmv_labels;     /* opaque: takes the decisions */

/* ------------------------------------------------------------- descriptor */

/** The one exported symbol: `const lmv_plugin_desc lmv_plugin = {...};` */
typedef struct lmv_plugin_desc {
    uint32_t abi;        /* LMV_PLUGIN_ABI */
    uint32_t size;       /* sizeof(lmv_plugin_desc) */
    const char *name;    /* kebab-case; what `classifier:` says */
    const char *version; /* "1.0.0" */
    const char *license; /* SPDX, "Apache-2.0" */
    const char *summary; /* one line */

    /** Called once an engine.  `host` stays valid until close().  On success
     *  `*self` is the plugin's own and given to every other call.  On failure
     *  err->message says why and close() is not called. */
    lmv_status (*open)(const lmv_host *host, void **self, lmv_error *err);

    /** Frees self. */
    void (*close)(void *self);

    /** A table by id ("leitmotiv.classifier/1"), or NULL when the plugin has
     *  none.  The table is static or lives until close(). */
    const void *(*capability)(void *self, const char *id);
} lmv_plugin_desc;

/* ------------------------------------------------- capability: classifier */

#define LMV_CAP_CLASSIFIER "leitmotiv.classifier/1"
/** Reserved for models that want many comments a call. */
#define LMV_CAP_BATCH_CLASSIFIER "leitmotiv.batch-classifier/1"

/** classify() is called for every comment, with or without evidence. */
#define LMV_CLASSIFIER_EVERY_COMMENT 1u
/** Themes are decided one by one: the host may call classify() with any part
 *  of them, so that one theme can wait for another of the same plugin. */
#define LMV_CLASSIFIER_INDEPENDENT 2u

typedef struct lmv_classifier {
    uint32_t size;  /* sizeof(lmv_classifier) */
    uint32_t flags; /* LMV_CLASSIFIER_... */

    /**
     * One theme that names this plugin; once a theme, in file order.  The
     * n-th call gives the theme the handle n, counted from 0: evidence and
     * labels use it.  Refuse a signal id or setting that the plugin does not
     * know: lmv_theme_api.refuse() fills err with the author's place.
     * `theme` is borrowed until close().  Errors: any; the theme is disabled.
     */
    lmv_status (*add_theme)(void *self, const lmv_theme *theme, lmv_error *err);

    /** Optional: all themes were added.  Errors: any; the load fails. */
    lmv_status (*ready)(void *self, lmv_error *err);

    /** Optional: memory for one thread; `*scratch` starts as NULL. */
    lmv_status (*new_scratch)(void *self, void **scratch, lmv_error *err);
    void (*free_scratch)(void *self, void *scratch);

    /**
     * Decide the themes of one comment.  Called when one of the plugin's
     * themes has accepted evidence, or blocked evidence of a signal whose
     * `when` says keep, or always when flags ask for it.
     *
     * Only the themes of lmv_evidence_api.wanted() may be labelled.
     * On failure the labels of this call are discarded and err->message
     * becomes the record's error; the run goes on.
     */
    lmv_status (*classify)(void *self, void *scratch,
        const lmv_document *document, lmv_evidence *evidence,
        lmv_labels *labels, lmv_error *err);
} lmv_classifier;

/* -------------------------------------------------------------- the host */

/** The one function that a host handle answers to. */
struct lmv_host {
    uint32_t size;
    uint32_t abi; /* the host's LMV_PLUGIN_ABI */

    /** A service table by id, valid until close(); NULL when this host has
     *  none of that name.  Any thread. */
    const void *(*service)(const lmv_host *host, const char *id);
};

/* --------------------------------------------------------- service: theme */

#define LMV_SERVICE_THEME "leitmotiv.theme/1"

/** Themes as their authors wrote them.  Any thread. */
typedef struct lmv_theme_api {
    uint32_t size;

    const char *(*id)(const lmv_theme *theme);
    /** "negative", "positive", "mixed", "neutral" */
    const char *(*polarity)(const lmv_theme *theme);
    /** In thousandths. */
    int64_t (*threshold)(const lmv_theme *theme);

    uint32_t (*signal_count)(const lmv_theme *theme);
    /** The signal's id, "" when it has none. */
    const char *(*signal_id)(const lmv_theme *theme, uint32_t signal);

    uint32_t (*setting_count)(const lmv_theme *theme);
    const char *(*setting_name)(const lmv_theme *theme, uint32_t setting);
    /** As written; plain YAML scalars only. */
    const char *(*setting_value)(const lmv_theme *theme, uint32_t setting);

    /** Fill `err` with `message` at the place of a signal or of a setting in
     *  the author's file, and return LMV_ERULES. */
    lmv_status (*refuse_signal)(const lmv_theme *theme, uint32_t signal,
        const char *message, lmv_error *err);
    lmv_status (*refuse_setting)(const lmv_theme *theme, uint32_t setting,
        const char *message, lmv_error *err);
} lmv_theme_api;

/* ------------------------------------------------------ service: document */

#define LMV_SERVICE_DOCUMENT "leitmotiv.document/1"

/** Kinds of tokens. */
#define LMV_TOKEN_WORD 1u   /* letters, inner hyphens and apostrophes */
#define LMV_TOKEN_NUMBER 2u /* digits */
#define LMV_TOKEN_PUNCT 3u  /* punctuation */
#define LMV_TOKEN_EMOJI 4u  /* emoji and emoticons */
#define LMV_TOKEN_OTHER 5u

/** The comment.  Calling thread only, until classify() returns. */
typedef struct lmv_document_api {
    uint32_t size;

    /** The comment's bytes; `*length` gets their number.  Not terminated. */
    const char *(*text)(const lmv_document *document, size_t *length);
    /** "de", "en", "mixed", "other", "unknown" */
    const char *(*language)(const lmv_document *document);

    uint32_t (*sentence_count)(const lmv_document *document);
    lmv_status (*sentence)(const lmv_document *document, uint32_t sentence,
        size_t *start, size_t *end);
    const char *(*sentence_language)(
        const lmv_document *document, uint32_t sentence);

    uint32_t (*clause_count)(const lmv_document *document);
    lmv_status (*clause)(const lmv_document *document, uint32_t clause,
        size_t *start, size_t *end);

    uint32_t (*token_count)(const lmv_document *document);
    lmv_status (*token)(const lmv_document *document, uint32_t token,
        uint32_t *kind, size_t *start, size_t *end);
    /** Sentence or clause of a token; (uint32_t)-1 when out of range. */
    uint32_t (*token_sentence)(const lmv_document *document, uint32_t token);
    uint32_t (*token_clause)(const lmv_document *document, uint32_t token);
} lmv_document_api;

/* ------------------------------------------------------ service: evidence */

#define LMV_SERVICE_EVIDENCE "leitmotiv.evidence/1"

/** States of a candidate. */
#define LMV_STATE_ACCEPTED 1u   /* no guard, unless, requires stands against */
#define LMV_STATE_BLOCKED 2u    /* one does: see blocked_by() */
#define LMV_STATE_OVERLAPPED 3u /* its words count already: after score() */
#define LMV_STATE_OVERRIDDEN 4u /* another theme took it away */

/** What the rules of this call's themes found, in the order of theme, signal
 *  and text.  Calling thread only, until classify() returns. */
typedef struct lmv_evidence_api {
    uint32_t size;

    /** Nonzero when theme `theme` (its handle) is to be decided in this call.
     *  Without LMV_CLASSIFIER_INDEPENDENT that is every theme. */
    int (*wanted)(const lmv_evidence *evidence, uint32_t theme);

    uint32_t (*count)(const lmv_evidence *evidence);

    /* Of candidate i. */
    uint32_t (*theme)(const lmv_evidence *evidence, uint32_t i);
    uint32_t (*signal)(const lmv_evidence *evidence, uint32_t i);
    const char *(*signal_id)(const lmv_evidence *evidence, uint32_t i);
    uint32_t (*sentence)(const lmv_evidence *evidence, uint32_t i);
    uint32_t (*state)(const lmv_evidence *evidence, uint32_t i);
    /** In thousandths. */
    int32_t (*weight)(const lmv_evidence *evidence, uint32_t i);
    /** The hull: from the first word to the last. */
    lmv_status (*hull)(
        const lmv_evidence *evidence, uint32_t i, size_t *start, size_t *end);
    uint32_t (*span_count)(const lmv_evidence *evidence, uint32_t i);
    lmv_status (*span)(const lmv_evidence *evidence, uint32_t i, uint32_t span,
        size_t *start, size_t *end);

    /** Names of the guards that reach the candidate, blocking or kept. */
    uint32_t (*guard_count)(const lmv_evidence *evidence, uint32_t i);
    const char *(*guard)(
        const lmv_evidence *evidence, uint32_t i, uint32_t guard);
    /** Nonzero when guard `name` reaches it. */
    int (*in_guard)(const lmv_evidence *evidence, uint32_t i, const char *name);
    /** "negated", "unless", "requires", ... of a blocked one, else "". */
    const char *(*blocked_by)(const lmv_evidence *evidence, uint32_t i);

    /** Named groups of patterns and macros. */
    uint32_t (*group_count)(const lmv_evidence *evidence, uint32_t i);
    const char *(*group_name)(
        const lmv_evidence *evidence, uint32_t i, uint32_t group);
    lmv_status (*group_span)(const lmv_evidence *evidence, uint32_t i,
        uint32_t group, size_t *start, size_t *end);

    /**
     * The standard decision for one theme (rule language, section 6): choose
     * among accepted candidates so that no word counts twice, sum weights.
     * Sets the state of the losers to LMV_STATE_OVERLAPPED.  `*score` in
     * thousandths; nonzero `*assigned` when the threshold is reached within
     * the theme's scope.
     */
    lmv_status (*score)(
        lmv_evidence *evidence, uint32_t theme, int64_t *score, int *assigned);
} lmv_evidence_api;

/* -------------------------------------------------------- service: labels */

#define LMV_SERVICE_LABELS "leitmotiv.labels/1"

/** Takes the decisions.  Calling thread only, until classify() returns. */
typedef struct lmv_labels_api {
    uint32_t size;

    /** Assign theme `theme` (its handle) with `score` in thousandths;
     *  `*label` is its handle for the calls below.  LMV_EINVAL for a theme
     *  that is not wanted, or was labelled already in this call. */
    lmv_status (*add)(
        lmv_labels *labels, uint32_t theme, int64_t score, uint32_t *label);

    /** Candidate `candidate` of this call's evidence, of any theme of the
     *  plugin, proves the label.  A label without evidence is refused after
     *  the call. */
    lmv_status (*add_evidence)(
        lmv_labels *labels, uint32_t label, uint32_t candidate);

    /** Words that no rule found but the plugin did: a span of the comment,
     *  LMV_EINVAL when it is empty or outside. */
    lmv_status (*add_span)(
        lmv_labels *labels, uint32_t label, size_t start, size_t end);

    /** A fact about the label; name in kebab-case, both strings are copied. */
    lmv_status (*add_attribute)(lmv_labels *labels, uint32_t label,
        const char *name, const char *value);
} lmv_labels_api;

/* ------------------------------------------------------ service: quantity */

#define LMV_SERVICE_QUANTITY "leitmotiv.quantity/1"

typedef struct lmv_duration {
    uint32_t size;     /* sizeof(lmv_duration), set by the caller */
    double seconds;    /* a month counts 30 days, a year 365 */
    size_t start, end; /* where it stands in the comment */
    char iso[40];      /* ISO 8601: "P14D", "PT50M" */
} lmv_duration;

/** Numbers and durations in the languages of the pack `common`. */
typedef struct lmv_quantity_api {
    uint32_t size;

    /** The first duration in [start, end) of the comment: "drei Wochen",
     *  "over an hour", "45min", "2 1/2 Std.".  LMV_ENOTFOUND when there is
     *  none.  Calling thread only. */
    lmv_status (*duration)(const lmv_document *document, size_t start,
        size_t end, lmv_duration *duration);

    /** The first number in [start, end): "12", "1,5", "zwei", "a dozen". */
    lmv_status (*number)(const lmv_document *document, size_t start, size_t end,
        double *number, size_t *number_start, size_t *number_end);

    /** Read a setting: "15min", "3d", "2 weeks", "PT15M" into seconds.
     *  LMV_EFORMAT when it is none.  Any thread, also in add_theme(). */
    lmv_status (*parse)(
        const lmv_host *host, const char *text, double *seconds);

    /** Write seconds as ISO 8601 into `iso` (at least 40 bytes).  Any
     *  thread. */
    void (*format)(double seconds, char *iso, size_t size);
} lmv_quantity_api;

/* ----------------------------------------------------------- service: log */

#define LMV_SERVICE_LOG "leitmotiv.log/1"

/** Remarks for `explain --plugin NAME`; dropped otherwise.  Any thread. */
typedef struct lmv_log_api {
    uint32_t size;
    void (*note)(const lmv_host *host, const char *message);
} lmv_log_api;

#ifdef __cplusplus
}
#endif
#endif
