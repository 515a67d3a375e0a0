/*
 * SQLite: a run as a database that answers questions.
 *
 *     runs ─┬─ themes
 *           ├─ comments ─┬─ labels ─┬─ evidence
 *           │            │          └─ attributes
 *           │            └─ not_evaluated
 *           └─ cells     the input's columns, a row a cell
 *
 * The database is made beside the output, in one transaction a batch, and
 * copied when it is complete.  With `append` it begins as a copy of what is
 * there.
 */
#ifndef LMV_RECORDS_SQLITE_WRITER_H
#define LMV_RECORDS_SQLITE_WRITER_H

#include <stddef.h>

#define LMV__SQLITE_SCHEMA 1
#define LMV__SQLITE_APPLICATION 0x4C4D5652 /* "LMVR" */

/* sqlite_schema.c */
extern const char lmv__sqlite_tables[], lmv__sqlite_indexes[],
    lmv__sqlite_views[];

/* "SQLite 3.40.1" */
void lmv__sqlite_version(char *out, size_t size);

#endif
