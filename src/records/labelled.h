/*
 * A labelled record: what a writer gets, and all it knows of rules and
 * engine.  The caller fills it; everything is borrowed for the call.
 *
 * One struct is one record's one text column.  Themes are indexes into the
 * list that the writer was made with.
 */
#ifndef LMV_RECORDS_LABELLED_H
#define LMV_RECORDS_LABELLED_H

#include "base/buf.h"

#include <stdint.h>

/* A theme as the codebook has it; NULL is "". */
typedef struct lmv__theme_out {
    const char *id, *label, *label_de, *kind, *polarity, *parent, *classifier,
        *status, *definition;
} lmv__theme_out;

typedef struct lmv__evidence_out {
    size_t start, end; /* bytes of the text, end exclusive */
    lmv__slice signal; /* "" when it has none */
    lmv__slice file;   /* "customer-centricity/support.yml"; written as */
    uint32_t line;     /* the rule "customer-centricity/support.yml:42" */
} lmv__evidence_out;

typedef struct lmv__attribute_out {
    lmv__slice name, value;
} lmv__attribute_out;

typedef struct lmv__label_out {
    size_t theme;
    int64_t score, margin; /* thousandths */
    lmv__slice classifier; /* "" for a group: null */
    const size_t *from;    /* for a group: the themes that assigned it */
    size_t n_from;
    bool group; /* writes "from" even when it is empty */
    const lmv__attribute_out *attributes;
    size_t n_attributes;
    const lmv__evidence_out *evidence;
    size_t n_evidence;
} lmv__label_out;

typedef struct lmv__not_evaluated_out {
    size_t theme;
    lmv__slice rule, reason;
} lmv__not_evaluated_out;

/* A candidate that was blocked, for --trace. */
typedef struct lmv__blocked_out {
    size_t theme;
    lmv__evidence_out evidence;
    lmv__slice by; /* the guard or rule that blocked it */
} lmv__blocked_out;

typedef struct lmv__labelled {
    size_t column;   /* of the reader's columns */
    lmv__slice text; /* what was classified */
    lmv__slice lang; /* "" is null */
    bool classified; /* false: 0/1 columns stay empty */
    const lmv__label_out *labels;
    size_t n_labels;
    const lmv__not_evaluated_out *not_evaluated;
    size_t n_not_evaluated;
    const lmv__blocked_out *trace;
    size_t n_trace;
    lmv__slice status; /* "ok", "empty", "warning", "truncated", "error", ... */
    lmv__slice error;  /* one line; "" is null */
} lmv__labelled;

#endif
