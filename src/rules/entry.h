/*
 * Entries: one string, a list, a | block, or a mapping of these by language.
 */
#ifndef LMV_RULES_ENTRY_H
#define LMV_RULES_ENTRY_H

#include "rules/loader.h"

/* Reads what `node` says; `languages` is for entries that name none.  At least
 * one entry is there unless something was reported. */
lmv__entries lmv__entries_read(lmv__loader *load, const lmv__node *node,
    uint8_t languages, const char *what);

/* The languages of the pack that is being read. */
uint8_t lmv__pack_languages(const lmv__loader *load);

#endif
