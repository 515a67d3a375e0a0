/*
 * Resolving: names to indexes, what a `when` means in the end, and the order
 * in which themes are decided.
 */
#ifndef LMV_RULES_RESOLVE_H
#define LMV_RULES_RESOLVE_H

#include "rules/model.h"

/* Everything that the model names: parents, overrides, `theme:`, lists and
 * macros in entries, `resolved` of every signal; cycles.  Once, when all packs
 * are read.  LMV_ENOMEM; problems go to the reporter. */
lmv_status lmv__rules_resolve(lmv_ruleset *rules, lmv__reporter *reporter);

/* Disable what needs a disabled theme, count, and set the order of the rest.
 * Again whenever a theme was disabled.  LMV_ENOMEM. */
lmv_status lmv__rules_settle(lmv_ruleset *rules, lmv__reporter *reporter);

/* ---- resolve_refs.c ---- */

/* Lists and macros that entries name. */
lmv_status lmv__resolve_refs(lmv_ruleset *rules, lmv__reporter *reporter);

/* Pack `from` may use what pack `pack` defines. */
bool lmv__pack_sees(const lmv_ruleset *rules, uint32_t from, uint32_t pack);

/* ---- order.c ---- */

/* Cycles of parents, and of overrides with `theme:`; themes in one are
 * disabled. */
lmv_status lmv__resolve_cycles(lmv_ruleset *rules, lmv__reporter *reporter);

/* Call `each` for every `theme:` of a matcher; false ends it. */
bool lmv__each_theme_ref(lmv__matcher *matcher, unsigned depth,
    bool (*each)(void *payload, lmv__matcher *ref), void *payload);

#endif
