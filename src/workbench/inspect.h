/*
 * Inspecting: what a file is and what its columns hold, found by the reader
 * that classifies and counted over every record.
 */
#ifndef LMV_WORKBENCH_INSPECT_H
#define LMV_WORKBENCH_INSPECT_H

#include "base/arena.h"
#include "records/facts.h"
#include "records/reader.h"

#define LMV__INSPECT_SAMPLES 3u
#define LMV__INSPECT_CUT 200u /* bytes of a sample */

typedef struct lmv__inspect_column {
    lmv__column_facts facts;      /* of all records that are classified */
    uint64_t quoted_empty, empty; /* "" and nothing at all */
    uint64_t missing;             /* codes for "no answer" */
    size_t longest;               /* bytes */
    lmv__slice sample[LMV__INSPECT_SAMPLES]; /* whole characters */
    bool cut[LMV__INSPECT_SAMPLES];
    size_t n_samples;
} lmv__inspect_column;

typedef struct lmv__inspection {
    lmv__inspect_column *columns; /* as many as the reader has */
    uint64_t records, previews, testers, incomplete, errors;
    lmv__arena arena;
} lmv__inspection;

/* Reads to the end.  Samples of columns with personal data are not kept.
 * Clear in any case. */
lmv_status lmv__inspect_run(
    lmv__inspection *out, lmv__reader *reader, lmv_error *err);
void lmv__inspect_clear(lmv__inspection *inspection);

#endif
