/*
 * Dialects: what each survey tool's export looks like, and what its columns
 * mean.
 *
 *     header rows ─► signatures (dialect_table.c) ─► tool, header rows, roles
 *     record      ─► the tool's rules             ─► excluded, incomplete
 *
 * A tool is recognised by its header alone; everything about it is data.
 * Names are compared without case, blanks and punctuation ("Start Date (UTC)"
 * is startdateutc); "#" is itself.
 */
#ifndef LMV_RECORDS_DIALECT_H
#define LMV_RECORDS_DIALECT_H

#include "base/buf.h"

#define LMV__MAX_HEADER_ROWS 3u
#define LMV__PLAIN_NAME 64u

/* What may stand between the names and the first record. */
typedef enum lmv__header_kind {
    LMV__HEADER_PLAIN,   /* nothing */
    LMV__HEADER_IMPORT,  /* question texts, then {"ImportId":...} */
    LMV__HEADER_OPTIONS, /* options of the questions above, "Response" */
    LMV__HEADER_CODES,   /* the names stand in the second row */
    LMV__HEADER_NONE     /* no header at all: records begin at once */
} lmv__header_kind;

/* A record with one of `values` in `column` (or, with `unless`, with another
 * value that is not empty) is excluded as `what`, or incomplete (NULL). */
typedef struct lmv__tool_rule {
    const char *column, *what;
    const char *const *values; /* "" is an empty cell; NULL ends */
    bool unless;
} lmv__tool_rule;

/* Every list ends with NULL and may be NULL; of the roles' lists the first
 * name that the header has counts. */
typedef struct lmv__tool {
    const char *name;
    lmv__header_kind header;
    bool first; /* the signature's first name is the first column's */
    const char *const *const *signatures; /* all names of one of them */
    const char *const *names;             /* for LMV__HEADER_NONE */
    const char *const *id, *const *score, *const *language, *const *date;
    const char *const *text;  /* surely the comments */
    const char *const *title; /* belongs in front of them */
    const char *const *never; /* named like comments, but are none */
    const char *const *personal;
    const char *const *missing; /* codes in text cells */
    const lmv__tool_rule *rules;
    size_t n_rules;
} lmv__tool;

extern const lmv__tool *const lmv__tools[]; /* NULL ends */

/* The name's letters and digits in small letters. */
void lmv__plain_name(lmv__slice name, char out[LMV__PLAIN_NAME]);
/* Is the name, made plain, in the list? */
bool lmv__name_in(lmv__slice name, const char *const *list);
/* Does the value stand in the list, in any case and without blanks around? */
bool lmv__value_in(lmv__slice value, const char *const *list);
/* The first names of `list`, for messages. */
bool lmv__tool_matches(const lmv__tool *tool, const lmv__slice *names, size_t n,
    const char *const **signature);

/* What kind of personal data a column of this name holds ("mail", "name",
 * "IP address", ...), or NULL. */
const char *lmv__personal_name(const lmv__tool *tool, lmv__slice name);

#endif
