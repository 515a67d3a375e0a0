/*
 * Run log: fills NAME.run.json from what a run has used and counted.
 */
#ifndef LMV_WORKBENCH_RUNLOG_H
#define LMV_WORKBENCH_RUNLOG_H

#include "base/arena.h"
#include "base/vec.h"
#include "records/reader.h"
#include "records/run.h"
#include "workbench/setup.h"
#include "workbench/tally.h"

typedef struct lmv__runlog {
    const char *started, *ended;
    bool complete;
    const char *input, *output; /* paths; output: the file that was written */
    const lmv__reader *reader;
    const lmv__setup *setup;
    const lmv__tally *tally;
    lmv__vec options; /* of lmv__run_item: the command's options, as given */
    lmv__arena arena; /* of what the items point to */
} lmv__runlog;

void lmv__runlog_init(lmv__runlog *log);
void lmv__runlog_clear(lmv__runlog *log);
/* Strings are borrowed.  A NULL text is left out. */
bool lmv__runlog_option(lmv__runlog *log, const char *name, const char *text);
/* An option that was given several times: "a, b".  None is left out. */
bool lmv__runlog_list(
    lmv__runlog *log, const char *name, const char *const *items, size_t n);
/* Append the document. */
lmv_status lmv__runlog_format(
    const lmv__runlog *log, lmv__buf *out, lmv_error *err);

#endif
