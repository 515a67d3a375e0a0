/*
 * Lint: what is legal in a rule file, and still hardly meant.
 *
 *     lint_words.c  entries: twice, shadowed, short stems
 *     lint_raw.c    patterns: umlauts, [m|n], a dot, slow ones
 *     lint_logic.c  themes: thresholds, unless, languages, twins
 *
 * All of it is said of the compiled model, so only of themes without errors, and
 * only of packs that were asked for.
 */
#ifndef LMV_WORKBENCH_LINT_H
#define LMV_WORKBENCH_LINT_H

#include "rules/model.h"
#include "rules/pattern.h"

#define LMV__LINT_STEPS 10000 /* of PCRE2, for one text */

/* LMV_ENOMEM only. */
lmv_status lmv__lint_words(const lmv_ruleset *rules, lmv__reporter *reporter);
lmv_status lmv__lint_raw(const lmv_ruleset *rules, lmv__reporter *reporter);
lmv_status lmv__lint_logic(const lmv_ruleset *rules, lmv__reporter *reporter);

/* Imported packs are their authors' to look after. */
static inline bool lmv__lint_wants(
    const lmv_ruleset *rules, const lmv__theme *theme)
{
    return !theme->disabled && rules->packs[theme->pack].named;
}

/* Does the entry's pattern match in a folded text?  One of several parts, of
 * exact letters or of a regex never does here. */
bool lmv__lint_matches(const lmv_ruleset *rules, const lmv__pattern *pattern,
    const lmv__buf *folded, pcre2_match_data *data);
/* The folded text of an entry that is made of words (a `*` as letters); false
 * when it holds anything else. */
bool lmv__lint_plain(const lmv__entry *entry, lmv__buf *out);

#endif
