/*
 * Pipeline: batches through N threads, order kept, memory constant.
 *
 *     read (one thread) ─► [batch][batch][batch] ─► work (N threads)
 *                                                      │
 *     write (one thread, in the order of reading) ◄────┘
 *
 * It knows nothing of records: the caller's functions fill, work on and
 * empty opaque batches, of which there are 2 * threads + 2, made once and
 * used again.  threads = 1 still gives the same output, byte for byte.
 */
#ifndef LMV_ENGINE_PIPELINE_H
#define LMV_ENGINE_PIPELINE_H

#include "base/status.h"

#include <stdbool.h>

typedef struct lmv__pipeline_ops {
    /* A batch; *batch is the caller's and freed by free_batch. */
    lmv_status (*new_batch)(void *payload, void **batch, lmv_error *err);
    void (*free_batch)(void *payload, void *batch);
    /* Memory of one worker thread: its scanner. */
    lmv_status (*new_worker)(void *payload, void **worker, lmv_error *err);
    void (*free_worker)(void *payload, void *worker);

    /* Fill; *more = false on the last (it may hold records).  Reader's
     * thread. */
    lmv_status (*read)(void *payload, void *batch, bool *more, lmv_error *err);
    /* Any worker's thread. */
    lmv_status (*work)(
        void *payload, void *worker, void *batch, lmv_error *err);
    /* In order.  The calling thread of lmv__pipeline_run(). */
    lmv_status (*write)(void *payload, void *batch, lmv_error *err);

    /* Asked before every read; true ends the run with LMV_ECANCELLED after
     * everything read was written.  May be NULL. */
    bool (*cancelled)(void *payload);
} lmv__pipeline_ops;

/* Runs until the input ends, a function fails (its error is returned, later
 * batches are dropped) or it is cancelled.  LMV_ELIMIT: threads not 1..256. */
lmv_status lmv__pipeline_run(const lmv__pipeline_ops *ops, void *payload,
    unsigned threads, lmv_error *err);

#endif
