/*
 * What themes are made with: macros, lists, verbs, guards.
 */
#ifndef LMV_RULES_GUARD_H
#define LMV_RULES_GUARD_H

#include "rules/loader.h"

void lmv__read_macros(lmv__loader *load, const lmv__node *node);
void lmv__read_lists(lmv__loader *load, const lmv__node *node);
void lmv__read_verbs(lmv__loader *load, const lmv__node *node);
void lmv__read_guards(lmv__loader *load, const lmv__node *node);

/* `when: {negated: skip}`; *keeps is set when a `keep` stands there. */
void lmv__read_whens(
    lmv__loader *load, const lmv__node *node, lmv__whens *whens, bool *keeps);

#endif
