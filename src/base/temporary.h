/*
 * Temporary files with a name, for libraries that open files themselves.
 */
#ifndef LMV_BASE_TEMPORARY_H
#define LMV_BASE_TEMPORARY_H

#include "base/file.h"

/* A new empty file for this user alone, beside `near`; "-" or NULL: where the
 * system keeps such files.  *path is owned (free()). */
lmv_status lmv__temporary_new(char **path, const char *near, lmv_error *err);
/* All bytes of the file. */
lmv_status lmv__temporary_copy(
    const char *path, lmv__output *to, lmv_error *err);
/* Removes the file and frees the path; NULL is fine. */
void lmv__temporary_remove(char *path);

#endif
