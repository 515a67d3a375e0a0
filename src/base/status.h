/*
 * Filling an lmv_error: the caller may pass NULL.
 */
#ifndef LMV_BASE_STATUS_H
#define LMV_BASE_STATUS_H

#include <leitmotiv/status.h>

/* Set status and message (printf) and return status.  file, line and column
 * are cleared. */
lmv_status lmv__error_set(lmv_error *err, lmv_status status, const char *format,
    ...) __attribute__((format(printf, 3, 4)));
/* Add where it happened; file may be NULL. */
void lmv__error_at(
    lmv_error *err, const char *file, uint32_t line, uint32_t column);
lmv_status lmv__error_nomem(lmv_error *err);

#endif
