/*
 * What the files of records/ share and nobody else needs.
 */
#ifndef LMV_RECORDS_INNER_H
#define LMV_RECORDS_INNER_H

#include "base/arena.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "records/csv.h"
#include "records/dialect.h"
#include "records/facts.h"
#include "records/reader.h"
#include "records/source.h"
#include "records/table.h"

#include <stdio.h>

#define LMV__MAX_TOOL_RULES 8u

struct lmv__reader {
    lmv__source source;
    const lmv__table_kind *kind; /* NULL: a text */
    void *table;                 /* the kind's own */
    FILE *file;                  /* of the table */
    lmv__record *ahead;          /* rows of a table that were sniffed */
    size_t n_ahead, next_ahead;
    lmv__arena arena; /* names, warnings */
    lmv__dialect dialect;
    const lmv__tool *tool; /* NULL: unknown */
    unsigned name_row;     /* which of the header's rows has the names */
    unsigned label_row;    /* and which the questions; name_row: none */
    size_t rule_column[LMV__MAX_TOOL_RULES]; /* of the tool's rules */
    lmv__columns columns;
    lmv__column *column;
    size_t *text;
    lmv__buf header;
    lmv__vec warnings; /* char * */
    lmv__csv csv;
    lmv__map keys;              /* JSON: path to column */
    char sep_line;              /* CSV: of "sep=;", the first line; 0: none */
    bool in_array, array_ended; /* JSON */
    uint64_t records, errors, line, pending_blank;
    bool finished;
    lmv__problem problems[LMV__PROBLEM_COUNT];
    lmv__reject_fn reject;
    void *reject_payload;
    lmv__buf raw; /* of what is no record */
    bool fix_mojibake;
    lmv__buf mended; /* mend.c: room */
};

/* encoding.c: name is --encoding or NULL */
lmv_status lmv__source_choose_encoding(
    lmv__source *source, const char *name, lmv_error *err);
lmv_status lmv__source_start_decoder(
    lmv__source *source, const char *name, lmv_error *err);

/* sniff.c: of the sample */
lmv__format lmv__sniff_format(const char *path, lmv__slice sample);
const char *lmv__sniff_newline(lmv__slice sample, char separator);
char lmv__sniff_separator(lmv__slice sample, bool complete, bool cr_ends);
lmv_status lmv__sniff_csv_facts(const lmv__reader *reader,
    lmv__column_facts *facts, size_t n, uint32_t *rows, lmv_error *err);
/* The first rows of the sample, at most n of them, unescaped: how many. */
size_t lmv__sniff_head(const lmv__reader *reader, lmv__record *rows, size_t n);
/* LMV_EFORMAT with what it is, when it is a known binary format. */
lmv_status lmv__sniff_refuse(lmv__slice head, lmv_error *err);

/* dialect.c: which tool wrote it, by the first rows of the file or (JSONL)
 * by the columns. */
void lmv__dialect_recognise(
    lmv__reader *reader, const lmv__record *rows, size_t n);
void lmv__dialect_recognise_keys(lmv__reader *reader);
/* Names and labels of the columns from the header's rows. */
lmv_status lmv__dialect_columns(
    lmv__reader *reader, const lmv__record *rows, size_t n, lmv_error *err);
void lmv__dialect_find_rules(lmv__reader *reader);
/* Is the record excluded, or incomplete? */
void lmv__dialect_judge(const lmv__reader *reader, lmv__record *record);

/* roles.c: what each column is, and the evidence */
void lmv__roles_assign(
    lmv__reader *reader, const lmv__column_facts *facts, uint32_t rows);
/* The column whose name or question stands first in the list. */
size_t lmv__columns_listed(
    const lmv__columns *columns, const char *const *list);

/* columns.c */
lmv_status lmv__columns_choose(lmv__reader *reader,
    const lmv__reader_options *options, const lmv__column_facts *facts,
    uint32_t rows, lmv_error *err);

/* reader.c */
lmv_status lmv__reader_warn(lmv__reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Count the problem; `message` non-NULL goes into the record, with a status
 * that is at least `status`. */
void lmv__reader_problem(lmv__reader *reader, lmv__record *record,
    lmv__problem_kind kind, lmv__record_status status, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
uint64_t lmv__reader_count_lines(
    const lmv__reader *reader, const char *text, size_t len);
/* Take `used` bytes of the window as the record's source. */
lmv_status lmv__reader_take(lmv__reader *reader, lmv__record *record,
    size_t used, size_t text, lmv_error *err);
/* Take everything up to the first line end at or behind `from` as a record
 * that is an error, however long that is. */
lmv_status lmv__reader_take_broken(
    lmv__reader *reader, lmv__record *record, size_t from, lmv_error *err);
/* Hand a whole record that is an error to the rejects. */
lmv_status lmv__reader_reject(
    const lmv__reader *reader, const lmv__record *record, lmv_error *err);
/* Take a line that is no record. */
lmv_status lmv__reader_take_blank(
    lmv__reader *reader, size_t used, lmv_error *err);
/* A column of this name, copied. */
lmv_status lmv__reader_add_column(
    lmv__reader *reader, lmv__slice name, lmv_error *err);

/* mend.c: note mojibake, and mend it when that was asked for */
lmv_status lmv__reader_mend(
    lmv__reader *reader, lmv__record *record, lmv_error *err);

/* csv_reader.c, jsonl.c */
lmv_status lmv__csv_open(lmv__reader *reader, lmv_error *err);
lmv_status lmv__csv_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err);
lmv_status lmv__jsonl_open(lmv__reader *reader, lmv__column_facts **facts,
    uint32_t *rows, lmv_error *err);
lmv_status lmv__jsonl_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err);

/* json_array.c: is the text one array of objects?  Skip what stands before the
 * first; the first element of the rest, or false when it is not whole. */
bool lmv__json_array_is(lmv__slice sample);
void lmv__json_array_begin(lmv__slice *rest);
bool lmv__json_array_cut(lmv__slice rest, lmv__slice *element);
/* The element stands at the window's beginning; *over: it does not end. */
lmv_status lmv__json_array_next(lmv__reader *reader, lmv__slice *element,
    bool *more, bool *over, lmv_error *err);

/* table.c: columns by the first rows, facts as lmv__jsonl_open() */
lmv_status lmv__table_open(lmv__reader *reader,
    const lmv__reader_options *options, lmv__column_facts **facts,
    uint32_t *rows, lmv_error *err);
lmv_status lmv__table_next(
    lmv__reader *reader, lmv__record *record, bool *more, lmv_error *err);
void lmv__table_close(lmv__reader *reader);

#endif
