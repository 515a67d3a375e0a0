/*
 * Extensions: a pack changes a theme of a pack that it imports.
 *
 *     - extend: customer-centricity/slow-response
 *       add: {signals: [...], words: ..., lists: {...}, examples: {...}}
 *       remove: {signals: [id], words: ..., lists: {...}, examples: [...]}
 *       settings: {phone: 10min}
 *       disable: true
 *
 * Imported packs are read before the one that extends them, so a change is
 * made in the model as it is read.  What is removed has to be there.
 */
#ifndef LMV_RULES_EXTEND_H
#define LMV_RULES_EXTEND_H

#include "rules/theme.h"

/* `node` is an item of `themes:` that has the key `extend`. */
void lmv__read_extension(lmv__loader *load, const lmv__node *node);

#endif
