/*
 * Diagnostics on the terminal:
 *
 *     parken.yml:12:9: error[E203]: unknown key "word"
 *       12 |     - word: Parkplatz
 *          |       ^
 *       help: did you mean "words"?
 *
 * or one JSON object a line, for editors.
 */
#ifndef LMV_CLI_DIAG_H
#define LMV_CLI_DIAG_H

#include "base/buf.h"

#include <leitmotiv/status.h>

#include <stdbool.h>
#include <stdio.h>

typedef struct lmv__cli_diag {
    FILE *out;
    bool json, color;
    bool notes; /* print notes too */
    bool quiet; /* only count */
    unsigned errors, warnings;
    /* This file is nothing that the user knows: what was typed stands in it,
     * from a column on, and is shown instead.  NULL: none. */
    const char *typed_file, *typed;
    unsigned typed_from;
} lmv__cli_diag;

void lmv__cli_diag_init(lmv__cli_diag *diag, FILE *out);
/* A lmv_diag_fn; payload is the lmv__cli_diag. */
void lmv__cli_diag_print(void *payload, const lmv_diagnostic *diagnostic);

#endif
