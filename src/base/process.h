/*
 * Process: what a command asks the system about itself and its terminal.
 */
#ifndef LMV_BASE_PROCESS_H
#define LMV_BASE_PROCESS_H

#include "base/status.h"

#include <stdbool.h>

/* Standard output or error (1, 2) is a terminal. */
bool lmv__process_terminal(int fd);
/* Its width in columns, 80 when unknown. */
int lmv__process_columns(int fd);
/* Both names mean the same existing file. */
bool lmv__process_same_file(const char *a, const char *b);

/* A new folder.  LMV_EINVAL when something of that name exists. */
lmv_status lmv__process_make_folder(const char *path, lmv_error *err);

/* Seconds of a clock that never goes back. */
double lmv__process_clock(void);
/* "2026-11-21T21:30:00Z" */
void lmv__process_date(char out[32]);
/* Threads that run at once; at least 1. */
unsigned lmv__process_cores(void);

/* write(2) to stderr of a NUL-terminated text, safe in a signal handler. */
void lmv__process_say(const char *text);

#endif
