/*
 * Progress: one line on stderr that is drawn again and again.
 */
#ifndef LMV_CLI_PROGRESS_H
#define LMV_CLI_PROGRESS_H

#include "workbench/tally.h"

typedef struct lmv__progress {
    bool on, drawn;
    bool lines;    /* no terminal: a new line each time, once in 5 seconds */
    uint64_t size; /* bytes of the input, 0: unknown */
    double started, last;
} lmv__progress;

void lmv__progress_start(lmv__progress *progress, bool on, uint64_t size);
/* For lmv__classify_options. */
void lmv__progress_show(void *payload, const lmv__tally *tally, uint64_t bytes);
/* Wipe the line. */
void lmv__progress_end(lmv__progress *progress);

#endif
