#include "records/inner.h"

#include <stdlib.h>
#include <string.h>

#define KEEP (64u * 1024u) /* a larger buffer is not kept for the next */

void lmv__record_init(lmv__record *record)
{
    memset(record, 0, sizeof *record);
    lmv__buf_init(&record->source);
    lmv__buf_init(&record->raw);
    lmv__buf_init(&record->data);
}

void lmv__record_clear(lmv__record *record)
{
    lmv__buf_clear(&record->source);
    lmv__buf_clear(&record->raw);
    lmv__buf_clear(&record->data);
    free(record->fields);
    lmv__record_init(record);
}

static void reuse(lmv__buf *buf)
{
    if (buf->cap > KEEP)
        lmv__buf_clear(buf);
    else
        lmv__buf_reset(buf);
}

void lmv__record_reset(lmv__record *record)
{
    reuse(&record->source);
    reuse(&record->raw);
    reuse(&record->data);
    record->status = LMV__RECORD_OK;
    record->message[0] = '\0';
    record->source_text = 0;
    record->has_raw = record->truncated = false;
    record->n_fields = 0;
    record->excluded = NULL;
    record->incomplete = false;
    record->mended = false;
}

bool lmv__record_reserve(lmv__record *record, size_t n)
{
    size_t cap = record->cap_fields ? record->cap_fields : 16;
    lmv__field *fields;

    if (n <= record->cap_fields)
        return true;
    while (cap < n)
        cap *= 2;
    fields = realloc(record->fields, cap * sizeof *fields);
    if (!fields)
        return false;
    record->fields = fields;
    record->cap_fields = cap;
    return true;
}

lmv__slice lmv__record_field(const lmv__record *record, size_t i)
{
    lmv__slice value = {"", 0};

    if (i < record->n_fields && record->fields[i].len > 0) {
        const lmv__field *field = &record->fields[i];

        value.ptr = field->unescaped ? record->data.data : record->source.data;
        value.ptr += field->start;
        value.len = field->len;
    }
    return value;
}

lmv__field_kind lmv__record_kind(const lmv__record *record, size_t i)
{
    return i < record->n_fields ? (lmv__field_kind)record->fields[i].kind
                                : LMV__FIELD_ABSENT;
}

lmv__slice lmv__record_raw(const lmv__record *record)
{
    const lmv__buf *bytes = record->has_raw ? &record->raw : &record->source;
    lmv__slice raw = {bytes->data ? bytes->data : "", bytes->len};

    return raw;
}
