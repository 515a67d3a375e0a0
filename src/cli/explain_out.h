/*
 * What `explain` says of one comment, for people and for machines.
 */
#ifndef LMV_CLI_EXPLAIN_OUT_H
#define LMV_CLI_EXPLAIN_OUT_H

#include "base/buf.h"
#include "workbench/nearest.h"
#include "workbench/setup.h"

#include <leitmotiv/scanner.h>

#include <stdbool.h>

/* Where a comment stands in a file. */
typedef struct lmv__explain_place {
    const char *file; /* NULL: the comment was given as such */
    uint64_t record;
    lmv__slice id, column; /* id: "" when the file has none */
} lmv__explain_place;

typedef struct lmv__explain {
    const lmv__setup *setup;
    const lmv_scanner *scanner; /* after the scan of `text` */
    const lmv_result *result;
    lmv__explain_place place;
    lmv__slice text;
    const lmv__near *nears; /* by theme: what came nearest */
    bool all_themes;        /* tell of every theme that is reported */
    bool show_tokens;       /* sentences, clauses, tokens */
    const char *plugin;     /* whose remarks are shown, NULL: none */
    bool color;
    int width;
} lmv__explain;

void lmv__explain_text(const lmv__explain *explain, lmv__buf *out);
/* One object, on one line. */
void lmv__explain_json(const lmv__explain *explain, lmv__buf *out);

/* explain_text.c: sentences, clauses, tokens, in explain_tokens.c. */
void lmv__explain_tokens(const lmv__explain *explain, lmv__buf *out);

#endif
