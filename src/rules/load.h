/*
 * The loader: packs on disk to a model with every name resolved.
 *
 *     yaml.c   bytes ─► nodes with positions (libyaml's parser)
 *     entry.c  strings, lists, | blocks, language maps ─► entries
 *     pack.c   pack.yml, imports, search path, files in byte order
 *     theme.c  themes, signals, matchers, examples
 *     guard.c  guards, lists, macros, verbs, language data
 *     resolve.c names, cycles, order
 */
#ifndef LMV_RULES_LOAD_H
#define LMV_RULES_LOAD_H

#include "rules/model.h"

/* Fills `rules` (zeroed; arena set up) from packs.  All problems of all files
 * go to the reporter.  On an error in a theme the theme is set `disabled`;
 * a problem elsewhere is LMV_ERULES. */
lmv_status lmv__rules_load(lmv_ruleset *rules, const char *const *packs,
    size_t n_packs, const lmv_ruleset_options *options, lmv__reporter *reporter,
    lmv_error *err);

#endif
