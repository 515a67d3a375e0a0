/*
 * The compiler of the rules: entries and raw patterns to something that can
 * be searched for.
 *
 *     entry ─words.c─► items ─► regex on the folded copy ─┐
 *                            └► literals that must occur   ├─► pattern
 *     regex ─raw.c──► regex on the NFC copy ──────────────┘
 */
#ifndef LMV_RULES_PROGRAM_H
#define LMV_RULES_PROGRAM_H

#include "rules/model.h"

/* Compile every entry, pattern, condition, trigger and list of a loaded model.
 * Problems go to the reporter; a theme with one is set `disabled`.
 * LMV_ERULES when there was any error, LMV_ENOMEM. */
lmv_status lmv__rules_compile(
    lmv_ruleset *rules, lmv__reporter *reporter, lmv_error *err);

/* An empty set of programs.  LMV_ENOMEM. */
lmv_status lmv__rules_new_programs(lmv_ruleset *rules);
/* Frees what the arena does not own (PCRE2 programs). */
void lmv__rules_free_programs(lmv_ruleset *rules);

#endif
