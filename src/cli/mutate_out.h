/*
 * What `mutate` prints.
 */
#ifndef LMV_CLI_MUTATE_OUT_H
#define LMV_CLI_MUTATE_OUT_H

#include "base/buf.h"
#include "workbench/mutate.h"

void lmv__mutate_text(lmv__buf *to, const lmv__mutation *mutation,
    const lmv__evaluation *evaluation, size_t show);
void lmv__mutate_json(lmv__buf *to, const lmv__mutation *mutation,
    const lmv__evaluation *evaluation);

#endif
