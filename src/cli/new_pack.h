/*
 * The pack that `new pack` writes: one theme in two languages, with a word on
 * every key.  The placeholder `template` is replaced by the pack's name.
 */
#ifndef LMV_CLI_NEW_PACK_H
#define LMV_CLI_NEW_PACK_H

extern const char lmv__new_pack_text[];

#endif
