/*
 * CSV: the state machine of RFC 4180, over text that lies in memory.
 *
 *     FIELD ─ " ─► QUOTED ─ " ─► CLOSED ─ sep ─► FIELD
 *       └─ other ─► PLAIN ─ sep ─► FIELD   └─ line end ─► record
 *
 * More lenient than the RFC where no reading is in doubt: quotes inside an
 * unquoted cell are characters, blanks behind a closing quote are dropped,
 * every kind of line end ends a record.  Anything else behind a closing quote
 * is an error: it is what a quote that was never closed looks like.
 */
#ifndef LMV_RECORDS_CSV_H
#define LMV_RECORDS_CSV_H

#include "records/record.h"

typedef struct lmv__csv {
    char separator; /* 0: none */
    bool cr_ends;   /* a CR without LF ends a record */
    bool stop[256]; /* ends the run of an unquoted cell */
} lmv__csv;

typedef enum lmv__csv_result {
    LMV__CSV_RECORD,
    LMV__CSV_BLANK,    /* a line of nothing but blanks */
    LMV__CSV_END,      /* no text and no more to come */
    LMV__CSV_MORE,     /* the text ends inside of the record */
    LMV__CSV_UNCLOSED, /* ... inside of a quoted cell, and no more comes */
    LMV__CSV_STRAY,    /* a quote in a quoted cell is not doubled */
    LMV__CSV_WIDE,     /* over LMV__MAX_COLUMNS cells */
    LMV__CSV_NOMEM
} lmv__csv_result;

typedef struct lmv__csv_row {
    size_t used;  /* bytes with the line end */
    size_t text;  /* bytes without it */
    size_t quote; /* UNCLOSED, STRAY, MORE: where the last quoted cell begins;
                     SIZE_MAX: not inside of one */
    bool quotes;  /* some cell is quoted */
} lmv__csv_row;

void lmv__csv_init(lmv__csv *csv, char separator, bool cr_ends);
/* Scan the record that begins at text.  Sets record->fields and n_fields
 * only, as offsets of `text`; doubled quotes are still in it and those fields
 * are marked `unescaped`.  last = nothing follows text. */
lmv__csv_result lmv__csv_scan(const lmv__csv *csv, const char *text, size_t len,
    bool last, lmv__record *record, lmv__csv_row *row);
/* Undouble the marked fields of record->source into record->data. */
void lmv__csv_unescape(lmv__record *record);
/* Append a cell: in quotes when it needs them or `quote` asks for them. */
void lmv__csv_put(lmv__buf *out, lmv__slice value, char separator, bool quote);

#endif
