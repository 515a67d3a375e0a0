/*
 * Files: reading bytes, and writing them so that a name only ever holds a
 * complete file.
 *
 *     create NAME ─► NAME.part-1a2b3c ─► write ... ─► fsync ─► rename NAME
 *                                   └──► abandon: removed, or kept and named
 *
 * Messages hold the path and the system's reason ("cannot open a.csv: No such
 * file or directory"), so lmv_error.file stays empty.
 */
#ifndef LMV_BASE_FILE_H
#define LMV_BASE_FILE_H

#include "base/buf.h"
#include "base/status.h"

typedef struct lmv__input lmv__input;

/* "-" is the standard input.  A folder is refused.  Owned. */
lmv_status lmv__input_open(lmv__input **out, const char *path, lmv_error *err);
void lmv__input_close(lmv__input *input);
/* Up to `size` bytes into `bytes`; *got = 0 only at the end.  LMV_ECANCELLED
 * when a stop signal (platform.h) came while it waited. */
lmv_status lmv__input_read(
    lmv__input *input, char *bytes, size_t size, size_t *got, lmv_error *err);
/* Bytes of a regular file; 0 when it cannot be known. */
uint64_t lmv__input_size(const lmv__input *input);

/* A whole file appended to `out`; LMV_ELIMIT when it has over `limit`. */
lmv_status lmv__file_load(
    const char *path, size_t limit, lmv__buf *out, lmv_error *err);

/* The whole file at once, complete or not at all. */
lmv_status lmv__file_save(
    const char *path, const void *bytes, size_t len, lmv_error *err);

typedef struct lmv__output lmv__output;

/* "-" is the standard output; devices and pipes are written to directly.
 * Owned: ends with commit or abandon. */
lmv_status lmv__output_create(
    lmv__output **out, const char *path, lmv_error *err);
/* Buffered.  LMV_ECANCELLED when nobody reads any more (EPIPE, for callers
 * that ignore SIGPIPE), LMV_EIO for the rest (disk full). */
lmv_status lmv__output_write(
    lmv__output *output, const void *bytes, size_t len, lmv_error *err);
lmv_status lmv__output_flush(lmv__output *output, lmv_error *err);
/* The name that is written to until commit; "-" for the standard output. */
const char *lmv__output_temporary(const lmv__output *output);
/* Write, fsync, rename.  Frees `output` in any case; when it fails, nothing
 * stands under the name that was not there before. */
lmv_status lmv__output_commit(lmv__output *output, lmv_error *err);
/* Frees `output`.  keep = true writes out what is buffered and leaves the
 * temporary file; ask for its name before. */
void lmv__output_abandon(lmv__output *output, bool keep);

#endif
