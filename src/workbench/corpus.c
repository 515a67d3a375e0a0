#include "workbench/corpus.h"

#include "workbench/label.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const lmv__comment *lmv__corpus_at(const lmv__corpus *corpus, size_t i)
{
    return lmv__vec_at(&corpus->comments, i);
}

size_t lmv__corpus_column(const lmv__columns *columns, const char *name)
{
    size_t length = strlen(name), i;
    char *end;
    unsigned long number;

    for (i = 0; i < columns->count; i++)
        if (columns->at[i].name.len == length &&
            strncasecmp(columns->at[i].name.ptr, name, length) == 0)
            return i;
    number = strtoul(name, &end, 10);
    return *name && !*end && number >= 1 && number <= columns->count
               ? (size_t)number - 1
               : LMV__NO_COLUMN;
}

static bool copy(lmv__corpus *corpus, lmv__slice from, lmv__slice *to)
{
    to->ptr = lmv__arena_copy(&corpus->arena, from.ptr, from.len);
    to->len = from.len;
    return to->ptr != NULL;
}

/* The number of a respondent: comments of the same one are drawn together. */
static bool number_respondent(
    lmv__corpus *corpus, lmv__slice name, uint32_t *number)
{
    uint32_t known = lmv__map_get(&corpus->respondents, name);
    lmv__slice kept;

    if (known == LMV__MAP_NONE) {
        if (!copy(corpus, name, &kept) ||
            !lmv__map_set(&corpus->respondents, kept, corpus->n_respondents))
            return false;
        known = corpus->n_respondents++;
    }
    *number = known;
    return true;
}

typedef struct corpus_columns {
    const lmv__columns *all;
    size_t respondent, by;
} corpus_columns;

static lmv__slice cell(const lmv__record *record, size_t column)
{
    return column == LMV__NO_COLUMN ? lmv__slice_of("")
                                    : lmv__record_field(record, column);
}

static bool fill_comment(lmv__corpus *corpus, const corpus_columns *columns,
    const lmv__record *record, lmv__comment *to)
{
    lmv__slice id = cell(record, columns->all->id), who;
    char number[32];

    if (columns->all->id == LMV__NO_COLUMN) {
        lmv__buf name;

        lmv__buf_init(&name);
        lmv__buf_addf(&name, "%llu", (unsigned long long)record->number);
        id.len = name.len < sizeof number ? name.len : 0;
        memcpy(number, name.data ? name.data : "", id.len);
        id.ptr = number;
        lmv__buf_clear(&name);
    }
    who = columns->respondent == LMV__NO_COLUMN
              ? id
              : cell(record, columns->respondent);
    to->record = record->number;
    return copy(corpus, id, &to->id) &&
           copy(corpus, cell(record, columns->all->language), &to->language) &&
           copy(corpus, cell(record, columns->by), &to->group) &&
           number_respondent(corpus, who, &to->respondent);
}

static lmv_status add_record(lmv__corpus *corpus, const corpus_columns *columns,
    const lmv__record *record, lmv_error *err)
{
    size_t i;

    corpus->records++;
    if (record->status == LMV__RECORD_ERROR) {
        corpus->errors++;
        return LMV_OK;
    }
    if (record->excluded) {
        corpus->excluded++;
        return LMV_OK;
    }
    for (i = 0; i < columns->all->n_text; i++) {
        lmv__slice text;
        lmv__comment *to;

        if (!lmv__label_text(columns->all, record, columns->all->text[i],
                &corpus->arena, &text))
            return lmv__error_nomem(err);
        if (text.len == 0) {
            corpus->empty++;
            continue;
        }
        if (corpus->comments.len >= LMV__MAX_CORPUS)
            return lmv__error_set(err, LMV_ELIMIT,
                "over %u comments: this job keeps them in memory; take a "
                "sample",
                LMV__MAX_CORPUS);
        to = lmv__vec_push(&corpus->comments);
        if (!to || !copy(corpus, text, &to->text) ||
            !fill_comment(corpus, columns, record, to))
            return lmv__error_nomem(err);
        to->column = (uint32_t)i;
    }
    return LMV_OK;
}

static lmv_status find_columns(lmv__corpus *corpus, const lmv__reader *reader,
    const lmv__corpus_options *options, corpus_columns *columns, lmv_error *err)
{
    size_t i;

    columns->all = lmv__reader_columns(reader);
    columns->respondent = columns->by = LMV__NO_COLUMN;
    corpus->has_id = columns->all->id != LMV__NO_COLUMN;
    if (options->respondent) {
        columns->respondent =
            lmv__corpus_column(columns->all, options->respondent);
        if (columns->respondent == LMV__NO_COLUMN)
            return lmv__error_set(err, LMV_ENOTFOUND,
                "%s has no column %s (--respondent)", options->path,
                options->respondent);
    }
    if (options->by) {
        columns->by = lmv__corpus_column(columns->all, options->by);
        if (columns->by == LMV__NO_COLUMN)
            return lmv__error_set(err, LMV_ENOTFOUND,
                "%s has no column %s (--by)", options->path, options->by);
    }
    for (i = 0; i < columns->all->n_text; i++) {
        lmv__slice *name = lmv__vec_push(&corpus->columns);

        if (!name ||
            !copy(corpus, columns->all->at[columns->all->text[i]].name, name))
            return lmv__error_nomem(err);
    }
    return LMV_OK;
}

static lmv_status read_all(lmv__corpus *corpus, lmv__reader *reader,
    const corpus_columns *columns, lmv_error *err)
{
    lmv__record record;
    bool more = true;
    lmv_status status = LMV_OK;

    lmv__record_init(&record);
    while (status == LMV_OK && more) {
        status = lmv__reader_next(reader, &record, &more, err);
        if (status == LMV_OK && more)
            status = add_record(corpus, columns, &record, err);
    }
    lmv__record_clear(&record);
    return status;
}

lmv_status lmv__corpus_load(
    lmv__corpus *corpus, const lmv__corpus_options *options, lmv_error *err)
{
    lmv__reader_options how;
    lmv__reader *reader = NULL;
    corpus_columns columns;
    lmv_status status;

    memset(corpus, 0, sizeof *corpus);
    memset(&how, 0, sizeof how);
    lmv__arena_init(&corpus->arena, 65536);
    lmv__vec_init(&corpus->comments, sizeof(lmv__comment));
    lmv__vec_init(&corpus->columns, sizeof(lmv__slice));
    lmv__map_init(&corpus->respondents);
    how.path = options->path;
    how.text = options->text;
    how.n_text = options->n_text;
    how.id = options->id;
    how.language = options->language;
    how.encoding = options->encoding;
    how.separator = options->separator;
    how.sheet = options->sheet;
    status = lmv__reader_open(&reader, &how, err);
    if (status == LMV_OK)
        status = find_columns(corpus, reader, options, &columns, err);
    if (status == LMV_OK)
        status = read_all(corpus, reader, &columns, err);
    lmv__reader_close(reader);
    if (status != LMV_OK)
        lmv__corpus_clear(corpus);
    return status;
}

void lmv__corpus_clear(lmv__corpus *corpus)
{
    lmv__arena_clear(&corpus->arena);
    lmv__vec_clear(&corpus->comments);
    lmv__vec_clear(&corpus->columns);
    lmv__map_clear(&corpus->respondents);
    memset(corpus, 0, sizeof *corpus);
}
