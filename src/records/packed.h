/*
 * Packed: a labelled record as bytes, on its way from the worker that made it
 * to the thread that writes, or to a temporary file and back.  No pointers:
 * the bytes can lie anywhere.
 */
#ifndef LMV_RECORDS_PACKED_H
#define LMV_RECORDS_PACKED_H

#include "base/arena.h"
#include "records/labelled.h"
#include "records/record.h"

/* Append; out->failed tells. */
void lmv__pack(lmv__buf *out, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns);

typedef struct lmv__unpacked {
    lmv__record record; /* without raw bytes */
    const lmv__labelled *columns;
    size_t n_columns;
    lmv__arena arena;
} lmv__unpacked;

void lmv__unpacked_init(lmv__unpacked *to);
void lmv__unpacked_clear(lmv__unpacked *to);
/* Take one record off the front of `bytes`; what `to` holds lives until the
 * next call, as long as the bytes do.  LMV_EFORMAT when they are none. */
lmv_status lmv__unpack(lmv__unpacked *to, lmv__slice *bytes, lmv_error *err);

#endif
