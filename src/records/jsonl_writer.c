/*
 * JSON Lines out: one object a record and text column.  Its schema is written
 * down in doc/; the order of the keys is part of it.
 */
#include "base/json.h"
#include "records/writer_kind.h"

/* "" is null. */
static void write_text(lmv__json_writer *json, lmv__slice text)
{
    if (text.len)
        lmv__json_slice(json, text);
    else
        lmv__json_null(json);
}

static void write_key_text(
    lmv__json_writer *json, const char *key, lmv__slice text)
{
    lmv__json_key(json, key);
    write_text(json, text);
}

static void write_evidence(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled, const lmv__evidence_out *evidence)
{
    lmv__slice piece = lmv__writer_piece(labelled, evidence);
    size_t start = (size_t)(piece.ptr - labelled->text.ptr);

    lmv__json_key(json, "start");
    lmv__json_uint(json, lmv__writer_offset(writer, labelled->text, start));
    lmv__json_key(json, "end");
    lmv__json_uint(
        json, lmv__writer_offset(writer, labelled->text, start + piece.len));
    if (!writer->no_text) {
        lmv__json_key(json, "text");
        lmv__json_slice(json, piece);
    }
    write_key_text(json, "signal", evidence->signal);
    lmv__json_key(json, "rule");
    if (evidence->file.len == 0) {
        lmv__json_null(json);
        return;
    }
    lmv__json_slice(json, evidence->file);
    /* Reopen the string: the line belongs to it. */
    if (!json->out->failed && evidence->line) {
        json->out->len--;
        lmv__buf_addf(json->out, ":%u\"", (unsigned)evidence->line);
    }
}

static void write_from(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__label_out *label)
{
    if (!label->group && label->n_from == 0)
        return;
    lmv__json_key(json, "from");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < label->n_from; i++)
        lmv__json_slice(json, lmv__writer_theme(writer, label->from[i]));
    lmv__json_end(json, ']');
}

static void write_label(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled, const lmv__label_out *label)
{
    lmv__json_begin(json, '{');
    lmv__json_key(json, "theme");
    lmv__json_slice(json, lmv__writer_theme(writer, label->theme));
    write_from(writer, json, label);
    lmv__json_key(json, "score");
    lmv__json_milli(json, label->score);
    lmv__json_key(json, "margin");
    lmv__json_milli(json, label->margin);
    write_key_text(json, "classifier", label->classifier);
    lmv__json_key(json, "attributes");
    lmv__json_begin(json, '{');
    for (size_t i = 0; i < label->n_attributes; i++) {
        lmv__json_key_slice(json, label->attributes[i].name);
        lmv__json_slice(json, label->attributes[i].value);
    }
    lmv__json_end(json, '}');
    lmv__json_key(json, "evidence");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < label->n_evidence; i++) {
        lmv__json_begin(json, '{');
        write_evidence(writer, json, labelled, &label->evidence[i]);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

static void write_not_evaluated(const lmv__writer *writer,
    lmv__json_writer *json, const lmv__labelled *labelled)
{
    lmv__json_key(json, "not_evaluated");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < labelled->n_not_evaluated; i++) {
        const lmv__not_evaluated_out *entry = &labelled->not_evaluated[i];

        lmv__json_begin(json, '{');
        lmv__json_key(json, "theme");
        lmv__json_slice(json, lmv__writer_theme(writer, entry->theme));
        write_key_text(json, "rule", entry->rule);
        write_key_text(json, "reason", entry->reason);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void write_trace(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled)
{
    if (!writer->trace)
        return;
    lmv__json_key(json, "trace");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < labelled->n_trace; i++) {
        const lmv__blocked_out *entry = &labelled->trace[i];

        lmv__json_begin(json, '{');
        lmv__json_key(json, "theme");
        lmv__json_slice(json, lmv__writer_theme(writer, entry->theme));
        write_key_text(json, "blocked_by", entry->by);
        write_evidence(writer, json, labelled, &entry->evidence);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void write_comment(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled, lmv__json_writer *json)
{
    const lmv__columns *columns = writer->columns;
    bool hides_id =
        columns->id == LMV__NO_COLUMN ||
        (writer->drop_personal && columns->at[columns->id].personal);

    lmv__json_key(json, "record");
    lmv__json_uint(json, record->number);
    write_key_text(json, "id",
        hides_id ? lmv__slice_of("") : lmv__record_field(record, columns->id));
    lmv__json_key(json, "column");
    lmv__json_slice(json, labelled->column < columns->count
                              ? columns->at[labelled->column].name
                              : lmv__slice_of(""));
    write_key_text(json, "lang", labelled->lang);
    if (!writer->no_text) {
        lmv__json_key(json, "text");
        if (record->status == LMV__RECORD_ERROR)
            lmv__json_null(json);
        else
            lmv__json_slice(json, labelled->text);
    }
    lmv__json_key(json, "labels");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < labelled->n_labels; i++)
        write_label(writer, json, labelled, &labelled->labels[i]);
    lmv__json_end(json, ']');
    write_not_evaluated(writer, json, labelled);
    lmv__json_key(json, "status");
    lmv__json_slice(json, labelled->status);
    write_key_text(json, "error", labelled->error);
    write_trace(writer, json, labelled);
}

static void write_record(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv__buf *out)
{
    for (size_t i = 0; i < n_columns; i++) {
        lmv__json_writer json;

        lmv__json_writer_init(&json, out, 0);
        lmv__json_begin(&json, '{');
        write_comment(writer, record, &columns[i], &json);
        lmv__json_end(&json, '}');
        lmv__buf_addc(out, '\n');
    }
}

const lmv__writer_kind lmv__jsonl_kind = {.format = write_record};
