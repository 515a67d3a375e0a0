/*
 * Reasons: why a candidate does not count, in words for the rules' author.
 */
#ifndef LMV_WORKBENCH_REASON_H
#define LMV_WORKBENCH_REASON_H

#include "base/buf.h"
#include "engine/trace.h"

/* "blocked by negated: "nicht" (common/guards.yml:12)"; "" for an accepted
 * one.  `text` is the comment. */
void lmv__reason_add(lmv__buf *out, const lmv_ruleset *rules, lmv__slice text,
    const lmv__candidate *candidate);

/* What blocked it, in one word: the guard's name, "unless", "requires",
 * "whole", "overlapped", "overridden". */
const char *lmv__reason_name(
    const lmv_ruleset *rules, const lmv__candidate *candidate);

/* "customer-centricity/support.yml:42" */
void lmv__reason_place(lmv__buf *out, const lmv_ruleset *rules, lmv__pos pos);
/* The file's name as records have it, "" for what is built in. */
const char *lmv__reason_file(const lmv_ruleset *rules, lmv__pos pos);
const char *lmv__reason_signal(
    const lmv_ruleset *rules, const lmv__candidate *candidate);

/* An entry as written, cut when it is long. */
void lmv__reason_entry(lmv__buf *out, lmv__slice entry);

/* The candidate that came nearest to counting: accepted before blocked,
 * heavier before lighter, earlier before later.  NULL when there is none. */
const lmv__candidate *lmv__reason_nearest(const lmv__trace *trace);

#endif
