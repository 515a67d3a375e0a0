#include "records/packed.h"

#include <stdlib.h>
#include <string.h>

/* Writing */

static void put_number(lmv__buf *out, uint64_t n)
{
    lmv__buf_add(out, &n, sizeof n);
}

static void put_text(lmv__buf *out, lmv__slice text)
{
    put_number(out, text.len);
    lmv__buf_add(out, text.ptr, text.len);
}

static void put_evidence(lmv__buf *out, const lmv__evidence_out *evidence)
{
    put_number(out, evidence->start);
    put_number(out, evidence->end);
    put_text(out, evidence->signal);
    put_text(out, evidence->file);
    put_number(out, evidence->line);
}

static void put_label(lmv__buf *out, const lmv__label_out *label)
{
    put_number(out, label->theme);
    put_number(out, (uint64_t)label->score);
    put_number(out, (uint64_t)label->margin);
    put_text(out, label->classifier);
    put_number(out, label->group);
    put_number(out, label->n_from);
    for (size_t i = 0; i < label->n_from; i++)
        put_number(out, label->from[i]);
    put_number(out, label->n_attributes);
    for (size_t i = 0; i < label->n_attributes; i++) {
        put_text(out, label->attributes[i].name);
        put_text(out, label->attributes[i].value);
    }
    put_number(out, label->n_evidence);
    for (size_t i = 0; i < label->n_evidence; i++)
        put_evidence(out, &label->evidence[i]);
}

static void put_labelled(lmv__buf *out, const lmv__labelled *from)
{
    put_number(out, from->column);
    put_text(out, from->text);
    put_text(out, from->lang);
    put_number(out, from->classified);
    put_text(out, from->status);
    put_text(out, from->error);
    put_number(out, from->n_labels);
    for (size_t i = 0; i < from->n_labels; i++)
        put_label(out, &from->labels[i]);
    put_number(out, from->n_not_evaluated);
    for (size_t i = 0; i < from->n_not_evaluated; i++) {
        put_number(out, from->not_evaluated[i].theme);
        put_text(out, from->not_evaluated[i].rule);
        put_text(out, from->not_evaluated[i].reason);
    }
    put_number(out, from->n_trace);
    for (size_t i = 0; i < from->n_trace; i++) {
        put_number(out, from->trace[i].theme);
        put_evidence(out, &from->trace[i].evidence);
        put_text(out, from->trace[i].by);
    }
}

static void put_record(lmv__buf *out, const lmv__record *record)
{
    put_number(out, record->number);
    put_number(out, record->line);
    put_number(out, record->status);
    put_text(out, lmv__slice_of(record->message));
    put_text(out, lmv__slice_of(record->excluded ? record->excluded : ""));
    put_number(out, record->incomplete);
    put_number(out, record->n_fields);
    for (size_t i = 0; i < record->n_fields; i++) {
        put_number(out, lmv__record_kind(record, i));
        put_text(out, lmv__record_field(record, i));
    }
}

void lmv__pack(lmv__buf *out, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns)
{
    size_t begin = out->len;
    uint64_t len;

    put_number(out, 0);
    put_record(out, record);
    put_number(out, n_columns);
    for (size_t i = 0; i < n_columns; i++)
        put_labelled(out, &columns[i]);
    if (out->failed)
        return;
    len = out->len - begin - sizeof len;
    memcpy(out->data + begin, &len, sizeof len);
}

/* Reading: `bad` is sticky, and what is read after it is 0 and "". */

typedef struct unpacker {
    lmv__slice rest;
    lmv__arena *arena;
    bool bad, nomem;
} unpacker;

static uint64_t take_number(unpacker *from)
{
    uint64_t n = 0;

    if (from->bad || from->rest.len < sizeof n) {
        from->bad = true;
        return 0;
    }
    memcpy(&n, from->rest.ptr, sizeof n);
    from->rest.ptr += sizeof n;
    from->rest.len -= sizeof n;
    return n;
}

static lmv__slice take_text(unpacker *from)
{
    lmv__slice text = {"", 0};
    uint64_t len = take_number(from);

    if (from->bad || len > from->rest.len) {
        from->bad = true;
        return text;
    }
    text.ptr = from->rest.ptr;
    text.len = (size_t)len;
    from->rest.ptr += len;
    from->rest.len -= (size_t)len;
    return text;
}

/* A count, and room for as many items; each takes at least a number. */
static void *take_items(unpacker *from, size_t size, size_t *n)
{
    uint64_t count = take_number(from);
    void *items;

    *n = 0;
    if (from->bad || count > from->rest.len / sizeof count) {
        from->bad = true;
        count = 0;
    }
    items = lmv__arena_alloc(from->arena, (size_t)count, size);
    if (!items) {
        from->nomem = from->bad = true;
        return NULL;
    }
    *n = (size_t)count;
    return items;
}

static void take_evidence(unpacker *from, lmv__evidence_out *to)
{
    to->start = (size_t)take_number(from);
    to->end = (size_t)take_number(from);
    to->signal = take_text(from);
    to->file = take_text(from);
    to->line = (uint32_t)take_number(from);
}

static void take_label(unpacker *from, lmv__label_out *to)
{
    size_t *members;
    lmv__attribute_out *attributes;
    lmv__evidence_out *evidence;

    to->theme = (size_t)take_number(from);
    to->score = (int64_t)take_number(from);
    to->margin = (int64_t)take_number(from);
    to->classifier = take_text(from);
    to->group = take_number(from) != 0;
    to->from = members = take_items(from, sizeof *members, &to->n_from);
    for (size_t i = 0; i < to->n_from; i++)
        members[i] = (size_t)take_number(from);
    to->attributes = attributes =
        take_items(from, sizeof *attributes, &to->n_attributes);
    for (size_t i = 0; i < to->n_attributes; i++) {
        attributes[i].name = take_text(from);
        attributes[i].value = take_text(from);
    }
    to->evidence = evidence =
        take_items(from, sizeof *evidence, &to->n_evidence);
    for (size_t i = 0; i < to->n_evidence; i++)
        take_evidence(from, &evidence[i]);
}

static void take_labelled(unpacker *from, lmv__labelled *to)
{
    lmv__label_out *labels;
    lmv__not_evaluated_out *missed;
    lmv__blocked_out *trace;

    to->column = (size_t)take_number(from);
    to->text = take_text(from);
    to->lang = take_text(from);
    to->classified = take_number(from) != 0;
    to->status = take_text(from);
    to->error = take_text(from);
    to->labels = labels = take_items(from, sizeof *labels, &to->n_labels);
    for (size_t i = 0; i < to->n_labels; i++)
        take_label(from, &labels[i]);
    to->not_evaluated = missed =
        take_items(from, sizeof *missed, &to->n_not_evaluated);
    for (size_t i = 0; i < to->n_not_evaluated; i++) {
        missed[i].theme = (size_t)take_number(from);
        missed[i].rule = take_text(from);
        missed[i].reason = take_text(from);
    }
    to->trace = trace = take_items(from, sizeof *trace, &to->n_trace);
    for (size_t i = 0; i < to->n_trace; i++) {
        trace[i].theme = (size_t)take_number(from);
        take_evidence(from, &trace[i].evidence);
        trace[i].by = take_text(from);
    }
}

/* Values become slices of record->data. */
static void take_fields(unpacker *from, lmv__record *record)
{
    uint64_t n = take_number(from);

    if (from->bad || n > LMV__MAX_COLUMNS ||
        !lmv__record_reserve(record, (size_t)n)) {
        from->bad = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        lmv__field *field = &record->fields[i];
        lmv__slice value;

        memset(field, 0, sizeof *field);
        field->kind = (unsigned char)take_number(from);
        value = take_text(from);
        field->start = (uint32_t)record->data.len;
        field->len = (uint32_t)value.len;
        field->unescaped = true;
        lmv__buf_add(&record->data, value.ptr, value.len);
    }
    record->n_fields = (size_t)n;
}

static void take_record(unpacker *from, lmv__record *record)
{
    lmv__slice message, excluded;
    size_t len;

    lmv__record_reset(record);
    record->number = take_number(from);
    record->line = take_number(from);
    record->status = (lmv__record_status)take_number(from);
    message = take_text(from);
    len = message.len < sizeof record->message ? message.len
                                               : sizeof record->message - 1;
    memcpy(record->message, message.ptr, len);
    record->message[len] = '\0';
    excluded = take_text(from);
    if (excluded.len > 0) {
        record->excluded =
            lmv__arena_copy(from->arena, excluded.ptr, excluded.len);
        from->nomem |= !record->excluded;
    }
    record->incomplete = take_number(from) != 0;
    take_fields(from, record);
    from->nomem |= record->data.failed;
}

void lmv__unpacked_init(lmv__unpacked *to)
{
    memset(to, 0, sizeof *to);
    lmv__record_init(&to->record);
    lmv__arena_init(&to->arena, 16384);
}

void lmv__unpacked_clear(lmv__unpacked *to)
{
    lmv__record_clear(&to->record);
    lmv__arena_clear(&to->arena);
}

lmv_status lmv__unpack(lmv__unpacked *to, lmv__slice *bytes, lmv_error *err)
{
    unpacker whole = {*bytes, &to->arena, false, false}, from = whole;
    lmv__labelled *columns;

    lmv__arena_reset(&to->arena);
    from.rest = take_text(&whole);
    from.bad = whole.bad;
    take_record(&from, &to->record);
    to->columns = columns = take_items(&from, sizeof *columns, &to->n_columns);
    for (size_t i = 0; i < to->n_columns; i++)
        take_labelled(&from, &columns[i]);
    *bytes = whole.rest;
    if (from.nomem)
        return lmv__error_nomem(err);
    if (from.bad || from.rest.len > 0)
        return lmv__error_set(
            err, LMV_EFORMAT, "a record was damaged on its way to the writer");
    return LMV_OK;
}
