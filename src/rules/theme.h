/*
 * Themes: section 2 and 3 of the rule language.
 */
#ifndef LMV_RULES_THEME_H
#define LMV_RULES_THEME_H

#include "rules/loader.h"

#define LMV__MAX_WEIGHT 1000000 /* thousandths */

/* A list of themes; each that has an error becomes `disabled`. */
void lmv__read_themes(lmv__loader *load, const lmv__node *node);

/* ---- signal.c ---- */

/* `signals:`; the themes' `when` is for keeps_blocked. */
void lmv__read_signals(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme);
/* Two signals of one theme with one id are reported. */
void lmv__check_signal_ids(
    lmv__loader *load, const lmv__signal *signals, uint32_t n);
/* `words:` directly in a theme: one signal. */
void lmv__read_simple_signal(
    lmv__loader *load, const lmv__node *words, lmv__theme *theme);

/* ---- matcher.c ---- */

/* The keys of matchers, in the order of lmv__matcher_kind, then in, within
 * and ordered. */
enum {
    LMV__KEY_IN = LMV__MATCH_THEME + 1,
    LMV__KEY_WITHIN,
    LMV__KEY_ORDERED,
    LMV__N_MATCHER_KEYS
};

/* `values` are those of the matcher keys of a map at `pos`; `reported`: an
 * unknown key was, so a missing matcher is no news.  False when there is no
 * usable matcher; that was reported. */
bool lmv__read_matcher(lmv__loader *load, const lmv__node *const *values,
    lmv__pos pos, bool reported, unsigned depth, lmv__matcher *out);

/* ---- example.c ---- */

void lmv__read_examples(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme);

#endif
