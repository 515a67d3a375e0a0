/*
 * Inside a run of `classify`: its parts, and how it ends.
 *
 *     classify_run.c  open ─► work ─┬─► complete ─┐
 *     classify_end.c                ├─► stopped   ├─► run log, table, summary
 *                                   └─► failed ───┘
 */
#ifndef LMV_CLI_CLASSIFY_RUN_P_H
#define LMV_CLI_CLASSIFY_RUN_P_H

#include "cli/classify_run.h"

typedef struct lmv__rejects {
    const char *path;
    lmv__output *output; /* made with the first broken record */
    uint64_t bytes;
} lmv__rejects;

typedef struct lmv__run_parts {
    lmv__classify_args *args;
    lmv__reader *reader;
    lmv__writer *writer;
    lmv__output *output;
    lmv__tally tally;
    lmv__samples samples;
    lmv__progress progress;
    lmv__rejects rejects;
    bool *themes; /* that are no groups: for the choice of samples */
    bool *reported;
    const char **ids, **labels;
    lmv__theme_out *info; /* the codebook */
    size_t warned;        /* of the writer's warnings */
    lmv__theme_facts *facts;
    char *packs;      /* "common 0.1.0, customer-centricity 0.3.0" */
    lmv_asked *asked; /* by text column */
    char started[32];
    double clock;
    char *written; /* the file that the records went to, or NULL */
} lmv__run_parts;

/* What the writer has to say and was not said yet. */
void lmv__classify_warn(lmv__run_parts *run);

/* Each says how the run ended and returns the exit code. */
int lmv__classify_complete(lmv__run_parts *run);
int lmv__classify_stopped(lmv__run_parts *run);
int lmv__classify_failed(lmv__run_parts *run, const lmv_error *err);

#endif
