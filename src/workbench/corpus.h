/*
 * A corpus: the comments of one file in memory, for the jobs that look at
 * them more than once.
 *
 * One comment is one record's one text column, with the text that `classify`
 * would see.  Empty ones, records that cannot be read, and those that a survey
 * tool marks as previews or tests are left out and counted.
 */
#ifndef LMV_WORKBENCH_CORPUS_H
#define LMV_WORKBENCH_CORPUS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "records/reader.h"

#include <stdbool.h>

#define LMV__MAX_CORPUS 4000000u /* comments */

typedef struct lmv__comment {
    lmv__slice id; /* the record's number when no column has ids */
    lmv__slice text;
    lmv__slice language; /* as the record states it; "" when it does not */
    lmv__slice group;    /* value of the column --by; "" without one */
    uint64_t record;
    uint32_t column;     /* among the text columns, from 0 */
    uint32_t respondent; /* comments of one respondent have one number */
} lmv__comment;

typedef struct lmv__corpus_options {
    const char *path;
    const char *const *text; /* columns; none: found */
    size_t n_text;
    const char *id, *language, *encoding, *respondent, *by;
    char separator;
    const char *sheet;
} lmv__corpus_options;

typedef struct lmv__corpus {
    lmv__arena arena;
    lmv__vec comments; /* of lmv__comment */
    lmv__vec columns;  /* of lmv__slice: names of the text columns */
    bool has_id;
    uint32_t n_respondents;
    uint64_t records, empty, errors, excluded;
    lmv__map respondents;
} lmv__corpus;

lmv_status lmv__corpus_load(
    lmv__corpus *corpus, const lmv__corpus_options *options, lmv_error *err);
void lmv__corpus_clear(lmv__corpus *corpus); /* also of a zeroed one */
const lmv__comment *lmv__corpus_at(const lmv__corpus *corpus, size_t i);

/* The column of this name (any case of ASCII letters) or 1-based number, or
 * LMV__NO_COLUMN. */
size_t lmv__corpus_column(const lmv__columns *columns, const char *name);

#endif
