/*
 * Rules from a few lines of YAML, and what they find in a comment, as text.
 */
#ifndef LMV_TESTS_MATCH_FIXTURE_H
#define LMV_TESTS_MATCH_FIXTURE_H

#include "rules/match.h"

/* Load a pack made of `body` (everything behind the pack's header).  The
 * caller frees the ruleset.  On failure NULL and the first message, with
 * line and column, in fixture_message(). */
lmv_ruleset *fixture_load(const char *body);
const char *fixture_message(void);

/*
 * What theme `theme` finds in `text`, a candidate each:
 *
 *     [rief] [zurück]              accepted, its spans
 *     -[rief] [zurück] negated     blocked, by what
 *     ~[...]                       overlapped, after scoring
 *     +wished                      behind it: a guard that was kept
 *
 * joined by "; ".  `language` is "de", "en" or NULL for detection; `matcher`
 * "naive" or NULL.  Static memory, until the next call.
 */
const char *fixture_find(lmv_ruleset *rules, const char *theme,
    const char *text, const char *language, const char *matcher);
/* Score of the theme in thousandths; INT64_MIN when it is not assigned. */
int64_t fixture_score(lmv_ruleset *rules, const char *theme, const char *text,
    const char *language);

/* A pack of one theme `t` with `words: |` of these lines (German). */
const char *fixture_words(const char *entries);

#endif
