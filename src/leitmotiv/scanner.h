/**
 * A scanner: one thread's way from a comment to its labels.
 *
 * Make one a thread from the same engine.  The result is borrowed until the
 * next scan or until the scanner is freed.
 *
 *     lmv_scanner_scan(scanner, text, length, NULL, &result, &err);
 *     for (size_t i = 0; i < lmv_result_label_count(result); i++)
 *         puts(lmv_theme_id(rules, lmv_result_label_theme(result, i)));
 */
#ifndef LEITMOTIV_SCANNER_H
#define LEITMOTIV_SCANNER_H

#include <leitmotiv/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lmv_scanner lmv_scanner;
typedef struct lmv_result lmv_result;

LMV_API lmv_status lmv_scanner_new(
    lmv_scanner **out, const lmv_engine *engine, lmv_error *err);
LMV_API void lmv_scanner_free(lmv_scanner *scanner);

/**
 * Classify one comment.
 *
 * `text` is UTF-8, `length` bytes (NUL does not end it); bytes that are no
 * UTF-8 are an LMV_ENCODING error.  `language` is "de", "en" or NULL for
 * detection.  `*out` is borrowed until the next call with this scanner.
 *
 * A comment over 64 KiB is cut at a sentence and flagged.  A plugin that
 * fails makes lmv_result_error() non-NULL; the call still answers LMV_OK.
 */
LMV_API lmv_status lmv_scanner_scan(lmv_scanner *scanner, const char *text,
    size_t length, const char *language, const lmv_result **out,
    lmv_error *err);

/** What is known of a comment beside its text. */
typedef struct lmv_scan_options {
    uint32_t size;        /* sizeof(lmv_scan_options) */
    const char *language; /* "de", "en"; NULL: detected */
    lmv_asked asked;      /* the question that it answers */
} lmv_scan_options;

/** `lmv_scan_options options = LMV_SCAN_OPTIONS_INIT;` */
#define LMV_SCAN_OPTIONS_INIT                                    \
    {                                                            \
        (uint32_t)sizeof(lmv_scan_options), NULL, LMV_ASKED_OPEN \
    }

/**
 * lmv_scanner_scan() with more to say: the answer to "What could be better?"
 * is inside the guards that have `asked: improve`, and signals with `asked:`
 * count only in answers to such questions.  `options` may be NULL; fields
 * beyond its `size` have their defaults.  An `asked` that there is not is
 * LMV_EINVAL.
 */
LMV_API lmv_status lmv_scanner_scan_with(lmv_scanner *scanner, const char *text,
    size_t length, const lmv_scan_options *options, const lmv_result **out,
    lmv_error *err);

/** "de", "en", "mixed", "other" or "unknown". */
LMV_API const char *lmv_result_language(const lmv_result *result);
/** A plugin's failure for this comment, in one line; NULL when none. */
LMV_API const char *lmv_result_error(const lmv_result *result);
/** Nonzero when the comment was longer than 64 KiB and was cut. */
LMV_API int lmv_result_truncated(const lmv_result *result);

/* Labels, in the order of the ruleset's themes, groups behind them. */
LMV_API size_t lmv_result_label_count(const lmv_result *result);
/** Index of the theme in the ruleset. */
LMV_API size_t lmv_result_label_theme(const lmv_result *result, size_t label);
/** Score and its distance to the threshold, in thousandths. */
LMV_API int64_t lmv_result_label_score(const lmv_result *result, size_t label);
LMV_API int64_t lmv_result_label_margin(const lmv_result *result, size_t label);
/** Name of the plugin that decided; "" for a group. */
LMV_API const char *lmv_result_label_classifier(
    const lmv_result *result, size_t label);

/** For a group: the themes that assigned it, as indexes of the ruleset. */
LMV_API size_t lmv_result_label_from_count(
    const lmv_result *result, size_t label);
LMV_API size_t lmv_result_label_from(
    const lmv_result *result, size_t label, size_t i);

LMV_API size_t lmv_result_attribute_count(
    const lmv_result *result, size_t label);
LMV_API const char *lmv_result_attribute_name(
    const lmv_result *result, size_t label, size_t i);
LMV_API const char *lmv_result_attribute_value(
    const lmv_result *result, size_t label, size_t i);

/* Evidence of a label, in text order. */
typedef struct lmv_evidence_view {
    uint32_t size;      /* sizeof(lmv_evidence_view), set by the caller */
    size_t start, end;  /* hull, bytes of the comment, end exclusive */
    size_t theme;       /* the theme whose signal it is */
    const char *signal; /* its id, "" when it has none */
    const char *file;   /* "customer-centricity/support.yml" */
    uint32_t line;      /* of the entry that matched */
    size_t span_count;  /* pieces, see lmv_result_evidence_span() */
    const char *guards; /* guards kept, "wished,conditional", or "" */
} lmv_evidence_view;

LMV_API size_t lmv_result_evidence_count(
    const lmv_result *result, size_t label);
LMV_API lmv_status lmv_result_evidence(
    const lmv_result *result, size_t label, size_t i, lmv_evidence_view *view);
LMV_API lmv_status lmv_result_evidence_span(const lmv_result *result,
    size_t label, size_t i, size_t span, size_t *start, size_t *end);

/* Themes that could not be evaluated: a limit was hit. */
LMV_API size_t lmv_result_not_evaluated_count(const lmv_result *result);
LMV_API size_t lmv_result_not_evaluated_theme(
    const lmv_result *result, size_t i);
/** "customer-centricity/support.yml:42" */
LMV_API const char *lmv_result_not_evaluated_rule(
    const lmv_result *result, size_t i);
LMV_API const char *lmv_result_not_evaluated_reason(
    const lmv_result *result, size_t i);

#ifdef __cplusplus
}
#endif
#endif
