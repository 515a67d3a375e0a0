/*
 * Labelling one comment: record and column in, what a writer needs out.
 *
 *     cell ─► empty? ─► scanner ─► labels, evidence, not evaluated, trace
 *                                  (borrowed from result and arena)
 */
#ifndef LMV_WORKBENCH_LABEL_H
#define LMV_WORKBENCH_LABEL_H

#include "base/arena.h"
#include "records/labelled.h"
#include "records/reader.h"

#include <leitmotiv/scanner.h>

#include <stdbool.h>

typedef struct lmv__labeller {
    lmv_scanner *scanner;
    const lmv_ruleset *rules;
    const lmv__columns *columns; /* title and missing codes; NULL: none */
    bool trace;
    lmv__arena *arena; /* what the labelled cells point to */
} lmv__labeller;

/* Classify cell `column` of `record`; `options` may be NULL.  `*out` is
 * borrowed from the arena.  Errors (memory, a broken engine) end the
 * run; everything that is wrong with the record becomes its status.  A title
 * stands in front of its text, on a line of its own; an excluded record is
 * not classified. */
lmv_status lmv__label_cell(lmv__labeller *labeller, const lmv__record *record,
    size_t column, const lmv_scan_options *options, lmv__labelled *out,
    lmv_error *err);

/* The comment of a cell: with its title in front of it, "" when there is no
 * answer.  Borrowed from the record or the arena; false: out of memory.
 * `columns` may be NULL. */
bool lmv__label_text(const lmv__columns *columns, const lmv__record *record,
    size_t column, lmv__arena *arena, lmv__slice *text);

/* What `text` holds is no answer: blanks only, or a survey tool's code for
 * "seen, not answered" (-99). */
bool lmv__label_is_empty(lmv__slice text);

#endif
