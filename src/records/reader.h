/*
 * Reader: from a file to records, whatever its format, separator and
 * encoding are.
 *
 *     bytes ─► source (SHA-256, UTF-8) ─► csv or jsonl ─► record
 *                 └─ sample ─► sniff: format, separator, columns and roles
 *
 * Memory is constant: a window of the text, never more than one record and
 * one piece.  A record that is broken becomes an error in its place.
 */
#ifndef LMV_RECORDS_READER_H
#define LMV_RECORDS_READER_H

#include "base/sha256.h"
#include "records/format.h"
#include "records/record.h"

/* "," ";" "|" "tab" "\t" or another single character; 0 when not allowed. */
char lmv__separator_named(const char *name);

/* Gets every byte of every error record, in order, on the reader's thread:
 * also of records that are too long to be kept. */
typedef lmv_status (*lmv__reject_fn)(
    void *payload, const char *bytes, size_t len, lmv_error *err);

typedef struct lmv__reader_options {
    const char *path; /* "-" is stdin; NULL: read `bytes` instead */
    const char *bytes;
    size_t n_bytes;

    lmv__format format;   /* AUTO: by suffix, then by content */
    const char *encoding; /* NULL: found */
    char separator;       /* 0: found */

    /* Columns by name or 1-based number; none: found. */
    const char *const *text;
    size_t n_text;
    const char *id, *language;
    const char *sheet; /* of a workbook, by name or number; NULL: found */
    bool any_text;     /* do not insist on a text column (for `inspect`) */
    bool trust_input;  /* also by a library that a made file could break */
    bool fix_mojibake; /* mend cells of UTF-8 that was read as 1252 */

    bool sha256;  /* compute lmv__reader_sha256() */
    size_t piece; /* bytes a read; 0: the usual */

    lmv__reject_fn reject; /* may be NULL */
    void *reject_payload;
} lmv__reader_options;

/* Of a workbook. */
typedef struct lmv__sheet_info {
    const char *name;
    bool hidden;
} lmv__sheet_info;

typedef struct lmv__dialect {
    lmv__format format;
    const char *encoding;     /* "UTF-8", "windows-1252" */
    const char *encoding_why; /* "byte order mark", "--encoding" */
    bool bom;
    char separator;      /* 0: one column only, nothing separates */
    bool array;          /* JSON: one array, not lines */
    const char *newline; /* "\n", "\r\n" or "\r" */

    const char *tool;     /* "Qualtrics", or NULL: none was recognised */
    char tool_why[160];   /* by what */
    unsigned header_rows; /* 0: the file has no header (or is JSONL) */
    bool composed;        /* the names of the columns stand in no single row */

    const lmv__sheet_info *sheets; /* of the file; none: it has one table */
    size_t n_sheets, sheet;        /* and the one that is read */
    const char *sheet_why;         /* NULL: there is only one */
} lmv__dialect;

#define LMV__NO_COLUMN ((size_t)-1)

typedef enum lmv__role {
    LMV__ROLE_NONE,
    LMV__ROLE_TEXT,
    LMV__ROLE_TITLE, /* belongs in front of the text */
    LMV__ROLE_ID,
    LMV__ROLE_SCORE,
    LMV__ROLE_LANGUAGE,
    LMV__ROLE_DATE,
    LMV__ROLE_STATUS /* says who is excluded or incomplete */
} lmv__role;

/* What a file of a statistics program says of a value. */
typedef struct lmv__value_label {
    lmv__slice value, label; /* both end with NUL */
} lmv__value_label;

/* Values that a user declared missing: low to high, both included. */
typedef struct lmv__missing_range {
    double low, high;
} lmv__missing_range;

typedef struct lmv__column {
    lmv__slice name;  /* "column 3" when the header's cell is empty */
    lmv__slice cell;  /* CSV: as the header has it, with its quotes */
    lmv__slice label; /* the question, of another header row; "" */
    bool unnamed;
    bool open; /* the header says that its answers are free text */
    lmv__role role;
    const char *why; /* evidence for the role; NULL without one */
    const lmv__value_label *values; /* of a statistics program; n_values */
    size_t n_values;
    const lmv__missing_range *missing;
    size_t n_missing;
    const char *personal; /* "mail", "name", "IP address", or NULL */
} lmv__column;

typedef struct lmv__columns {
    const lmv__column *at;
    size_t count;
    const size_t *text; /* indexes of the text columns, at least one */
    size_t n_text;
    size_t id, language;       /* LMV__NO_COLUMN when there is none */
    size_t title, score, date; /* or LMV__NO_COLUMN */
    const char *text_why;      /* "--text", "its cells are sentences", ... */
    const char *no_text; /* why there is none, for a reader with any_text */
    const char *const *missing; /* the tool's codes for "no answer" or NULL */
} lmv__columns;

typedef enum lmv__problem_kind {
    LMV__PROBLEM_SHORT_ROW,   /* warning: padded */
    LMV__PROBLEM_LONG_ROW,    /* error */
    LMV__PROBLEM_QUOTE,       /* error: unclosed or not doubled */
    LMV__PROBLEM_TOO_LONG,    /* error */
    LMV__PROBLEM_BAD_JSON,    /* error */
    LMV__PROBLEM_ENCODING,    /* warning: U+FFFD put in */
    LMV__PROBLEM_NUL,         /* warning: kept */
    LMV__PROBLEM_BLANK_LINE,  /* skipped, no record */
    LMV__PROBLEM_UNKNOWN_KEY, /* warning: JSON key that the sample lacks */
    LMV__PROBLEM_BESIDE,      /* warning: cells beside a table are left out */
    LMV__PROBLEM_BAD_ROW,     /* error: a row of a table */
    LMV__PROBLEM_MOJIBAKE,    /* warning: see text/mojibake.h */
    LMV__PROBLEM_FAILED_CELL, /* warning: #NAME? for a comment */
    LMV__PROBLEM_COUNT
} lmv__problem_kind;

#define LMV__PROBLEM_RECORDS 10u

typedef struct lmv__problem {
    uint64_t count;                    /* 0: did not happen */
    uint64_t first_record, first_line; /* record 0: none */
    const char *what; /* "rows with too few cells (padded)"; static */
    uint64_t records[LMV__PROBLEM_RECORDS]; /* mojibake: the first of them */
} lmv__problem;

typedef struct lmv__reader lmv__reader;

/* Opens, sniffs, reads the header.  Errors, all with a message for the user:
 * LMV_EIO, LMV_EFORMAT (empty, binary, no header, no text column),
 * LMV_ENOTFOUND (no such column), LMV_EINVAL (encoding), LMV_ENOMEM. */
lmv_status lmv__reader_open(
    lmv__reader **out, const lmv__reader_options *options, lmv_error *err);
void lmv__reader_close(lmv__reader *reader);

/* Fill `record`.  *more = false: the input has ended and there is no record.
 * A bad record is no failure of the call: see record->status. */
lmv_status lmv__reader_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err);

/* "line", or "row" in a table that is no text: what places count. */
const char *lmv__reader_place(const lmv__reader *reader);
/* Borrowed from the reader, unchanging once it is open. */
const lmv__dialect *lmv__reader_dialect(const lmv__reader *reader);
const lmv__columns *lmv__reader_columns(const lmv__reader *reader);
/* "id", "text", "score", ...; "" for none. */
const char *lmv__role_name(lmv__role role);
/* The column that the user names: exactly, in any case, or by number.  Errors
 * name the option and what is near: LMV_ENOTFOUND, LMV_EINVAL. */
lmv_status lmv__columns_find(const lmv__columns *columns, const char *option,
    const char *wanted, size_t *out, lmv_error *err);
/* The header as it was read, without its line end; "" for JSONL. */
lmv__slice lmv__reader_header(const lmv__reader *reader);
/* What the user should know at once ("two columns are named a"), from 0. */
size_t lmv__reader_warning_count(const lmv__reader *reader);
const char *lmv__reader_warning(const lmv__reader *reader, size_t i);

/* The input's bytes; 0 when they cannot be known (a pipe). */
uint64_t lmv__reader_size(const lmv__reader *reader);

/* To be asked when all is read; LMV__PROBLEM_COUNT of them. */
const lmv__problem *lmv__reader_problems(const lmv__reader *reader);
uint64_t lmv__reader_records(const lmv__reader *reader);
uint64_t lmv__reader_errors(const lmv__reader *reader);
/* False when it was not asked for or the input was not read to its end. */
bool lmv__reader_sha256(const lmv__reader *reader, char hex[LMV__SHA256_HEX]);

#endif
