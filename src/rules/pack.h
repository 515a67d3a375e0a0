/*
 * Packs: found by id or path, read file by file, with what they import.
 */
#ifndef LMV_RULES_PACK_H
#define LMV_RULES_PACK_H

#include "rules/loader.h"

/* Load the pack `spec` (an id or a path) unless it is loaded. */
void lmv__pack_load(lmv__loader *load, const char *spec);
/* The pack `common`, when the search path has one. */
void lmv__pack_load_common(lmv__loader *load);

/* ---- locate.c ---- */

/* Path of the pack `id` along the search path, in the ruleset's arena; NULL
 * when there is none. */
const char *lmv__pack_locate(lmv__loader *load, const char *id);
/* Report that nothing on the search path has this id. */
void lmv__pack_unknown(lmv__loader *load, lmv__slice id, lmv__pos pos);
/* It is a path, not an id. */
bool lmv__pack_is_path(const char *spec);
/* Push the files of the pack at `path` (a file or a folder) and read them;
 * false when there is nothing to go on with, reported. */
bool lmv__pack_read_files(lmv__loader *load, const char *path, lmv__pos pos);
/* Note a pack that was not found or not read, for the load's status. */
void lmv__pack_failed(lmv__loader *load, lmv_status status, const char *code,
    lmv__pos pos, const char *help, const char *message);

#endif
