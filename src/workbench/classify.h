/*
 * The classify job: reader ─► batches of records ─► scanners ─► writer.
 *
 * A batch is a fixed number of records or of bytes, whichever is reached
 * first; each worker formats its own batch, the buffers are written in the
 * order of reading.  Output does not depend on threads or batches.
 */
#ifndef LMV_WORKBENCH_CLASSIFY_H
#define LMV_WORKBENCH_CLASSIFY_H

#include "base/file.h"
#include "records/writer.h"
#include "workbench/sample.h"
#include "workbench/tally.h"

#include <leitmotiv/engine.h>

typedef struct lmv__classify_options {
    const lmv_engine *engine;
    lmv__reader *reader;
    lmv__writer *writer; /* NULL: count only */
    lmv__output *output; /* NULL when writer is */
    unsigned threads;
    size_t batch_records;   /* 0: the usual */
    const char *language;   /* of all comments; NULL: column or detection */
    const lmv_asked *asked; /* of each text column; NULL: all open */
    bool trace;
    lmv__samples *samples; /* labelled comments to show; may be NULL */

    /* After a batch was written, on the calling thread; `bytes` of the input
     * have been read.  May be NULL. */
    void (*progress)(void *payload, const lmv__tally *so_far, uint64_t bytes);
    void *payload;
} lmv__classify_options;

/* Runs to the end; a stop signal (platform.h) ends it with LMV_ECANCELLED
 * after everything that was read was written.  `tally` (made for the themes of
 * the ruleset) is right also when it fails. */
lmv_status lmv__classify_run(
    const lmv__classify_options *options, lmv__tally *tally, lmv_error *err);

/* Which record the calling thread is working on; 0: none.  Safe in a handler
 * of a fatal signal. */
uint64_t lmv__classify_current_record(void);

#endif
