/*
 * Raw patterns: regular expressions as authors write them.
 *
 * Macros are expanded, what would not be deterministic or linear in spirit is
 * refused with a reason, and the literals that must occur are found by a small
 * conservative reading.
 */
#ifndef LMV_RULES_RAW_H
#define LMV_RULES_RAW_H

#include "rules/pattern.h"

/* Compile the regex `entry` into `part`; problems are reported at the author's
 * column.  LMV_ERULES, LMV_ENOMEM. */
lmv_status lmv__raw_compile(lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv__entry *entry, bool case_match, lmv__part *part);

/* Why a regex is refused, or NULL; `*at` is the byte. */
const char *lmv__raw_refused(lmv__slice regex, size_t *at);

/* The literals of a regex, folded; part->n_groups stays 0 when nothing is
 * certain. */
lmv_status lmv__raw_literals(
    lmv_ruleset *rules, lmv__slice regex, lmv__part *part);

#endif
