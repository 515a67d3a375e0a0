/*
 * The check job: every example of every theme through the production scanner.
 *
 * A failing example is reported like any other problem of a rule file: at its
 * line, with what was nearest and what blocked it.
 *
 *     E501  a match example that does not match
 *     E502  a no_match example that does
 *     E503  an example that could not be evaluated
 *     E504  the same comment as match and no_match
 *     W505  a theme without examples in a language
 *     W506  a signal that no example shows
 *
 * and what lint.h finds.
 */
#ifndef LMV_WORKBENCH_CHECK_H
#define LMV_WORKBENCH_CHECK_H

#include "workbench/setup.h"

typedef struct lmv__check_counts {
    size_t packs, themes, disabled;
    size_t examples, failed;
    size_t without_examples; /* themes and facets that have none */
} lmv__check_counts;

/* LMV_OK also when examples fail: see counts->failed. */
lmv_status lmv__check_run(const lmv__setup *setup, lmv_diag_fn diag,
    void *payload, lmv__check_counts *counts, lmv_error *err);

#endif
