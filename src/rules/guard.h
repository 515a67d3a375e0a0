/*
 * What themes are made with: macros, lists, verbs, guards.
 */
#ifndef LMV_RULES_GUARD_H
#define LMV_RULES_GUARD_H

#include "rules/loader.h"

/* Report that a name is there twice; the first is at `first`. */
void lmv__twice(lmv__loader *load, const char *code, const char *what,
    lmv__slice name, lmv__pos pos, lmv__pos first);
/* A list of the current pack; its name is new there, or that is reported. */
void lmv__add_list(lmv__loader *load, lmv__slice name, lmv__pos pos,
    const lmv__entries *entries);

void lmv__read_macros(lmv__loader *load, const lmv__node *node);
void lmv__read_lists(lmv__loader *load, const lmv__node *node);
void lmv__read_verbs(lmv__loader *load, const lmv__node *node);
void lmv__read_guards(lmv__loader *load, const lmv__node *node);

/* `when: {negated: skip}`; *keeps is set when a `keep` stands there. */
void lmv__read_whens(
    lmv__loader *load, const lmv__node *node, lmv__whens *whens, bool *keeps);

#endif
