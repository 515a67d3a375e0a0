/*
 * What `explain` says of one comment, for people and for machines.
 */
#ifndef LMV_CLI_EXPLAIN_OUT_H
#define LMV_CLI_EXPLAIN_OUT_H

#include "base/buf.h"
#include "workbench/setup.h"

#include <leitmotiv/scanner.h>

#include <stdbool.h>

typedef struct lmv__explain {
    const lmv__setup *setup;
    const lmv_scanner *scanner; /* after the scan of `text` */
    const lmv_result *result;
    lmv__slice text;
    bool show_text;     /* sentences, clauses, tokens */
    const char *plugin; /* whose remarks are shown, NULL: none */
    bool color;
    int width;
} lmv__explain;

void lmv__explain_text(const lmv__explain *explain, lmv__buf *out);
/* One object, on one line. */
void lmv__explain_json(const lmv__explain *explain, lmv__buf *out);

#endif
