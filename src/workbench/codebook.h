/*
 * Codebook: the themes as people code by them.
 *
 *     ruleset ─┬─► CSV: Code, Label, Definition, Key words, Anchor examples
 *              └─► REFI-QDA (.qdc), for programs of qualitative research
 *
 * import.h goes the other way.
 */
#ifndef LMV_WORKBENCH_CODEBOOK_H
#define LMV_WORKBENCH_CODEBOOK_H

#include "base/buf.h"
#include "base/status.h"

#include <leitmotiv/ruleset.h>

/* Append.  *left_out = signals that are no lists of words and so have no
 * place in a table. */
lmv_status lmv__codebook_csv(
    const lmv_ruleset *rules, lmv__buf *out, size_t *left_out, lmv_error *err);
/* Append; labels in this language.  A code's GUID depends on nothing but the
 * ids of pack and theme. */
lmv_status lmv__codebook_qdc(const lmv_ruleset *rules, const char *language,
    lmv__buf *out, lmv_error *err);

#endif
