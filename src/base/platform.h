/*
 * Platform: the calls that differ between systems, so that a port is one
 * file: shared objects, file modes, folders, the program's own path, signals.
 */
#ifndef LMV_BASE_PLATFORM_H
#define LMV_BASE_PLATFORM_H

#include "base/status.h"

#include <stdbool.h>

/* ---- shared objects ---- */

/* How the name of a plugin's file ends. */
#define LMV__PLATFORM_MODULE ".so"

/* Loads with every symbol resolved at once and none shared with others.
 * LMV_EPLUGIN with the system's reason. */
lmv_status lmv__platform_load(const char *path, void **library, lmv_error *err);
/* A data symbol, or NULL. */
const void *lmv__platform_symbol(void *library, const char *name);
void lmv__platform_unload(void *library);

/* ---- files and folders ---- */

typedef struct lmv__file_mode {
    uint32_t mode; /* permission bits, 0755 */
    bool regular, folder;
    bool anyone_writes; /* mode o+w */
} lmv__file_mode;

/* Of what a link leads to.  LMV_ENOTFOUND, LMV_EIO. */
lmv_status lmv__platform_mode(
    const char *path, lmv__file_mode *mode, lmv_error *err);

/* The path without links, "." and "..".  *real is owned (free()).
 * LMV_ENOTFOUND, LMV_EIO, LMV_ENOMEM. */
lmv_status lmv__platform_real(const char *path, char **real, lmv_error *err);

/* Names in a folder that end in `suffix`, sorted by bytes.  *names and each
 * name are owned: lmv__platform_free_names().  LMV_ENOTFOUND when there is no
 * such folder, LMV_EIO, LMV_ENOMEM. */
lmv_status lmv__platform_names(const char *folder, const char *suffix,
    char ***names, size_t *count, lmv_error *err);
void lmv__platform_free_names(char **names, size_t count);

/* The running program's file; owned (free()), NULL when the system does not
 * tell. */
char *lmv__platform_program(void);

/* ---- signals: for the command only, the library never calls these ---- */

/* From now on the first SIGINT, SIGTERM or SIGHUP is only noted; a second one
 * ends the program as usual. */
void lmv__platform_catch_stop(void);
/* The signal that was noted, or 0.  Any thread. */
int lmv__platform_stopped(void);
/* Keep these three from the calling thread and from the threads that it
 * starts, or (hold = false) let them through, so that they interrupt the one
 * thread that may wait for input. */
void lmv__platform_hold_stop(bool hold);
/* Writing into a closed pipe fails with EPIPE instead of a signal. */
void lmv__platform_ignore_pipe(void);
/* Before a fatal signal (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) ends the
 * program, `tell` is called once, on the thread that failed: it may use
 * async-signal-safe functions alone. */
void lmv__platform_on_crash(void (*tell)(int signal));

#endif
