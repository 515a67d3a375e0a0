/*
 * What a writer is told of a theme, for the codebook in its output.
 */
#ifndef LMV_WORKBENCH_THEME_OUT_H
#define LMV_WORKBENCH_THEME_OUT_H

#include "records/labelled.h"

#include <leitmotiv/ruleset.h>

/* Borrowed from the ruleset. */
void lmv__theme_out_of(
    const lmv_ruleset *rules, size_t theme, lmv__theme_out *out);

#endif
