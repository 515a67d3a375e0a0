/*
 * The JSON Schema of rule files, for editors that complete keys and mark
 * mistakes while one types.  Written from the shapes that the loader reads
 * by (shape.h); it knows keys, kinds of values and choices, and leaves the rest
 * (references, entries, logic) to `check`.
 */
#ifndef LMV_RULES_SCHEMA_H
#define LMV_RULES_SCHEMA_H

#include "base/buf.h"

/* The schema (draft 07, indented, a newline at its end) behind `out`'s text;
 * `out->failed` tells of missing memory. */
void lmv__rule_schema(lmv__buf *out);

#endif
