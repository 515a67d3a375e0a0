/*
 * Cells with mojibake: counted and named always, mended when it was asked
 * for.  A mended cell is a new value; the record's source stays as it was.
 */
#include "records/inner.h"

#include "text/mojibake.h"

#define MESSAGE "UTF-8 that was read as Windows-1252"

static bool holds(const lmv__buf *text)
{
    return text->len > 0 && lmv__mojibake_in(text->data, text->len);
}

static bool mend_field(lmv__reader *reader, lmv__record *record, size_t i)
{
    lmv__field *field = &record->fields[i];
    lmv__slice value = lmv__record_field(record, i);
    lmv__buf *room = &reader->mended;

    if (!lmv__mojibake_in(value.ptr, value.len))
        return false;
    if (!reader->fix_mojibake)
        return true;
    lmv__buf_reset(room);
    lmv__mojibake_mend(value.ptr, value.len, room);
    field->start = (uint32_t)record->data.len;
    field->len = (uint32_t)room->len;
    field->unescaped = true;
    lmv__buf_add(&record->data, room->data, room->len);
    return true;
}

lmv_status lmv__reader_mend(
    lmv__reader *reader, lmv__record *record, lmv_error *err)
{
    lmv__problem *problem = &reader->problems[LMV__PROBLEM_MOJIBAKE];
    bool found = false;

    if (record->status == LMV__RECORD_ERROR ||
        (!holds(&record->source) && !holds(&record->data)))
        return LMV_OK;
    for (size_t i = 0; i < record->n_fields; i++)
        found |= mend_field(reader, record, i);
    if (!found)
        return LMV_OK;
    record->mended = reader->fix_mojibake;
    if (problem->count < LMV__PROBLEM_RECORDS)
        problem->records[problem->count] = record->number;
    lmv__reader_problem(reader, record, LMV__PROBLEM_MOJIBAKE,
        LMV__RECORD_WARNING, "%s",
        reader->fix_mojibake ? MESSAGE " was mended"
                             : MESSAGE "; --fix-mojibake mends it");
    return record->data.failed || reader->mended.failed ? lmv__error_nomem(err)
                                                        : LMV_OK;
}
