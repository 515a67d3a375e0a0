/*
 * What `compare-rules` says, for people and for programs.
 */
#ifndef LMV_CLI_COMPARE_OUT_H
#define LMV_CLI_COMPARE_OUT_H

#include "base/buf.h"
#include "workbench/compare.h"

typedef struct lmv__compare_out {
    const char *old_name, *new_name;
    const lmv__corpus *corpus;
    const lmv__outcomes *of[2]; /* old, new */
    const lmv__vec *changes;    /* of lmv__change */
    size_t lost;
    const lmv__comparison *gold; /* NULL: none */
    size_t show;                 /* changes of each theme */
    uint64_t seed;
} lmv__compare_out;

void lmv__compare_text(const lmv__compare_out *out, lmv__buf *to);
/* One object, indented; with every change. */
void lmv__compare_json(const lmv__compare_out *out, lmv__buf *to);

#endif
