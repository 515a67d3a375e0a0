/*
 * A record: one row of a table or one object of a JSON Lines file.
 *
 *     source   R_1;"zwei ""Wochen""";de CRLF      UTF-8, as it was read
 *     fields   R_1 | zwei "Wochen" | de           slices of source or data
 *     raw      the input's own bytes, for --rejects
 *
 * The caller makes records once, the reader fills them again and again; a
 * record holds everything it needs, so it may go to another thread.
 */
#ifndef LMV_RECORDS_RECORD_H
#define LMV_RECORDS_RECORD_H

#include "base/buf.h"
#include "base/status.h"

#define LMV__MAX_RECORD (1024u * 1024u) /* bytes of UTF-8, line end too */
#define LMV__MAX_COLUMNS 16384u

typedef enum lmv__record_status {
    LMV__RECORD_OK,
    LMV__RECORD_WARNING, /* usable; message says what was repaired */
    LMV__RECORD_ERROR    /* no fields; message says why */
} lmv__record_status;

typedef enum lmv__field_kind {
    LMV__FIELD_ABSENT, /* the row is too short, the object has no such key */
    LMV__FIELD_PLAIN,  /* not quoted */
    LMV__FIELD_QUOTED, /* CSV: in quotes; JSON: a string */
    LMV__FIELD_JSON,   /* JSON: anything but a string, as it is written */
    LMV__FIELD_FAILED  /* a spreadsheet's error, #N/A */
} lmv__field_kind;

typedef struct lmv__field {
    uint32_t start, len;  /* of source, or of data when `unescaped` */
    uint32_t from, until; /* of source, with the quotes */
    unsigned char kind;   /* lmv__field_kind */
    bool unescaped;
} lmv__field;

typedef struct lmv__record {
    uint64_t number; /* from 1, without the header */
    uint64_t line;   /* where it begins, from 1 */
    uint64_t offset; /* bytes of the input up to its end, for progress */
    lmv__record_status status;
    char message[256]; /* one line; "" when ok */

    /* By the survey tool's own columns (dialect.h): "preview", "tester", or
     * NULL; and whether the interview was left before its end. */
    const char *excluded;
    bool incomplete;
    bool mended; /* cells with mojibake have new values, unlike source */

    lmv__buf source;    /* UTF-8 with the line end, at most LMV__MAX_RECORD */
    size_t source_text; /* length of source without the line end */
    lmv__buf raw;       /* original bytes when they differ from source */
    bool has_raw;
    bool truncated; /* an error record longer than LMV__MAX_RECORD: source and
                       raw have its beginning; see lmv__reject_fn */
    lmv__buf data;  /* values that had to be unescaped */
    lmv__field *fields; /* one a column of the reader; none on error */
    size_t n_fields, cap_fields;
} lmv__record;

void lmv__record_init(lmv__record *record);
void lmv__record_clear(lmv__record *record); /* frees */
/* Empties it for the next one. */
void lmv__record_reset(lmv__record *record);
/* Room for n fields; false when out of memory. */
bool lmv__record_reserve(lmv__record *record, size_t n);
/* Value of column i (from 0), UTF-8; "" when absent or out of range.
 * Borrowed from the record. */
lmv__slice lmv__record_field(const lmv__record *record, size_t i);
lmv__field_kind lmv__record_kind(const lmv__record *record, size_t i);
/* The input's own bytes with the line end. */
lmv__slice lmv__record_raw(const lmv__record *record);

#endif
