/*
 * Thousandths as people write them: 1500 is 1.5, -250 is -0.25.
 */
#ifndef LMV_WORKBENCH_MILLI_H
#define LMV_WORKBENCH_MILLI_H

#include "base/buf.h"
#include "base/json.h"

#include <stdint.h>

static inline void lmv__milli_add(lmv__buf *out, int64_t thousandths)
{
    lmv__json_writer json;

    lmv__json_writer_init(&json, out, 0);
    lmv__json_milli(&json, thousandths);
}

#endif
