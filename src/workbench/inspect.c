#include "workbench/inspect.h"

#include "records/dialect.h"
#include "workbench/label.h"

#include <stdlib.h>
#include <string.h>

/* Cuts between characters. */
static size_t cut_length(lmv__slice text)
{
    size_t len = text.len;

    if (len <= LMV__INSPECT_CUT)
        return len;
    len = LMV__INSPECT_CUT;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return len;
}

/* The first different ones. */
static bool keep_sample(
    lmv__inspection *to, lmv__inspect_column *column, lmv__slice value)
{
    size_t len = cut_length(value), n = column->n_samples;
    char *copy;

    if (n == LMV__INSPECT_SAMPLES)
        return true;
    for (size_t i = 0; i < n; i++)
        if (column->sample[i].len == len &&
            memcmp(column->sample[i].ptr, value.ptr, len) == 0)
            return true;
    copy = lmv__arena_copy(&to->arena, value.ptr, len);
    if (!copy)
        return false;
    column->sample[n].ptr = copy;
    column->sample[n].len = len;
    column->cut[n] = len < value.len;
    column->n_samples++;
    return true;
}

static bool add_cell(lmv__inspection *to, const lmv__columns *columns,
    const lmv__record *record, size_t i)
{
    lmv__inspect_column *column = &to->columns[i];
    lmv__slice value = lmv__record_field(record, i);

    if (value.len == 0) {
        if (lmv__record_kind(record, i) == LMV__FIELD_QUOTED)
            column->quoted_empty++;
        else
            column->empty++;
        return true;
    }
    if (lmv__value_in(value, columns->missing) || lmv__label_is_empty(value)) {
        column->missing++;
        return true;
    }
    column->longest = value.len > column->longest ? value.len : column->longest;
    lmv__facts_add(&column->facts, value);
    return columns->at[i].personal || keep_sample(to, column, value);
}

static bool add_record(
    lmv__inspection *to, const lmv__columns *columns, const lmv__record *record)
{
    bool ok = true;

    to->records++;
    if (record->status == LMV__RECORD_ERROR) {
        to->errors++;
        return true;
    }
    if (record->excluded) {
        to->previews += strcmp(record->excluded, "preview") == 0;
        to->testers += strcmp(record->excluded, "preview") != 0;
        return true;
    }
    to->incomplete += record->incomplete;
    for (size_t i = 0; ok && i < columns->count; i++)
        ok = add_cell(to, columns, record, i);
    return ok;
}

lmv_status lmv__inspect_run(
    lmv__inspection *out, lmv__reader *reader, lmv_error *err)
{
    const lmv__columns *columns = lmv__reader_columns(reader);
    lmv__record record;
    lmv_status status = LMV_OK;
    bool more = true;

    memset(out, 0, sizeof *out);
    lmv__arena_init(&out->arena, 4096);
    out->columns = calloc(columns->count + 1, sizeof *out->columns);
    if (!out->columns)
        return lmv__error_nomem(err);
    lmv__record_init(&record);
    while (!status && more) {
        status = lmv__reader_next(reader, &record, &more, err);
        if (!status && more && !add_record(out, columns, &record))
            status = lmv__error_nomem(err);
    }
    lmv__record_clear(&record);
    return status;
}

void lmv__inspect_clear(lmv__inspection *inspection)
{
    free(inspection->columns);
    lmv__arena_clear(&inspection->arena);
    memset(inspection, 0, sizeof *inspection);
}
