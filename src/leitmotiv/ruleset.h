/**
 * Rule packs, compiled: what can be found.
 *
 * A ruleset is immutable once loaded; any number of threads and engines may
 * share it.  It must outlive the engines made of it.
 */
#ifndef LEITMOTIV_RULESET_H
#define LEITMOTIV_RULESET_H

#include <leitmotiv/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lmv_ruleset lmv_ruleset;

typedef enum lmv_polarity {
    LMV_NEUTRAL,
    LMV_NEGATIVE,
    LMV_POSITIVE,
    LMV_MIXED
} lmv_polarity;

typedef enum lmv_theme_kind {
    LMV_KIND_THEME,
    LMV_KIND_FACET,
    LMV_KIND_HELPER, /* never reported */
    LMV_KIND_GROUP   /* assigned when one of its themes is */
} lmv_theme_kind;

/** What the question asks for that a comment answers. */
typedef enum lmv_asked {
    LMV_ASKED_OPEN, /* nothing in particular, or nobody knows */
    LMV_ASKED_LIKED,
    LMV_ASKED_DISLIKED,
    LMV_ASKED_IMPROVE /* what could be better */
} lmv_asked;

typedef struct lmv_ruleset_options {
    uint32_t size; /* sizeof(lmv_ruleset_options) */

    /** Folders in which pack ids are looked up, in this order. */
    const char *const *search_path;
    size_t n_search_path;

    /** Nonzero: a theme with an error fails the load.  Zero: it is disabled,
     *  reported, and counted by lmv_ruleset_disabled_count(). */
    int strict;

    lmv_diag_fn diag; /* may be NULL */
    void *payload;
} lmv_ruleset_options;

/**
 * Load and compile rule packs.
 *
 * `packs` are ids ("customer-centricity", looked up along the search path) or
 * paths of a file or folder (anything that holds a '/' or ends in .yml or
 * .yaml).  The pack `common` is loaded first, always.
 *
 * On success `*out` is owned by the caller (lmv_ruleset_free()) and never
 * changes again, so threads may share it.  On failure `*out` is NULL and
 * `err` has the first problem; options->diag was called for every one.
 * Errors: LMV_ENOTFOUND, LMV_ERULES, LMV_EIO, LMV_ENOMEM.
 */
LMV_API lmv_status lmv_ruleset_load(lmv_ruleset **out, const char *const *packs,
    size_t n_packs, const lmv_ruleset_options *options, lmv_error *err);

LMV_API void lmv_ruleset_free(lmv_ruleset *ruleset);

/** Number of themes, facets, helpers and groups, in file order. */
LMV_API size_t lmv_ruleset_theme_count(const lmv_ruleset *ruleset);

/** Themes that were left out because of errors. */
LMV_API size_t lmv_ruleset_disabled_count(const lmv_ruleset *ruleset);

/** Index of the theme `id`, or (size_t)-1. */
LMV_API size_t lmv_ruleset_theme_find(
    const lmv_ruleset *ruleset, const char *id);

/** What `question` (a column's name) asks for, as the packs' `questions:` say;
 *  LMV_ASKED_OPEN when they do not. */
LMV_API lmv_asked lmv_ruleset_asks(
    const lmv_ruleset *ruleset, const char *question);

/** "open", "liked", "disliked" or "improve"; zero when `name` is none. */
LMV_API int lmv_asked_find(const char *name, lmv_asked *asked);

/* Of theme i; strings are borrowed from the ruleset.  An index out of range
 * gives NULL or 0. */
LMV_API const char *lmv_theme_id(const lmv_ruleset *ruleset, size_t i);
LMV_API const char *lmv_theme_pack(const lmv_ruleset *ruleset, size_t i);
LMV_API lmv_theme_kind lmv_theme_kind_of(const lmv_ruleset *ruleset, size_t i);
LMV_API lmv_polarity lmv_theme_polarity(const lmv_ruleset *ruleset, size_t i);
/** Label in a language ("de", "en"); falls back to any, then to the id. */
LMV_API const char *lmv_theme_label(
    const lmv_ruleset *ruleset, size_t i, const char *language);
LMV_API const char *lmv_theme_definition(const lmv_ruleset *ruleset, size_t i);
/** Index of the parent, or (size_t)-1. */
LMV_API size_t lmv_theme_parent(const lmv_ruleset *ruleset, size_t i);
/** Name of the plugin that decides ("" for a group). */
LMV_API const char *lmv_theme_classifier(const lmv_ruleset *ruleset, size_t i);

#ifdef __cplusplus
}
#endif
#endif
