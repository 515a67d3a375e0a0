/*
 * What annotation tools read, to build gold sets from what was found:
 *
 *     Label Studio   a JSON array of tasks, each with a prediction; offsets
 *                    are code points
 *     doccano        JSON Lines with [start, end, theme]; offsets are UTF-16
 *                    units
 *
 * Groups have the spans of their members and are only named.
 */
#include "records/writer_kind.h"

#include "base/json.h"

#include <stdio.h>

static void key_text(lmv__json_writer *json, const char *key, lmv__slice text)
{
    lmv__json_key(json, key);
    if (text.len > 0)
        lmv__json_slice(json, text);
    else
        lmv__json_null(json);
}

/* Where the comment is from: the same keys as in JSON Lines. */
static void write_origin(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__record *record, const lmv__labelled *labelled)
{
    const lmv__columns *columns = writer->columns;
    size_t id = columns->id;

    if (writer->drop_personal && id != LMV__NO_COLUMN &&
        columns->at[id].personal)
        id = LMV__NO_COLUMN;
    lmv__json_key(json, "text");
    lmv__json_slice(json, record->status == LMV__RECORD_ERROR
                              ? lmv__slice_of("")
                              : labelled->text);
    lmv__json_key(json, "record");
    lmv__json_uint(json, record->number);
    key_text(json, "comment_id",
        id == LMV__NO_COLUMN ? lmv__slice_of("")
                             : lmv__record_field(record, id));
    key_text(json, "column",
        labelled->column < columns->count ? columns->at[labelled->column].name
                                          : lmv__slice_of(""));
    key_text(json, "lang", labelled->lang);
    key_text(json, "status", labelled->status);
    key_text(json, "error", labelled->error);
}

/* Label Studio */

static void begin_result(
    lmv__json_writer *json, unsigned number, const char *from, const char *type)
{
    char id[16];

    snprintf(id, sizeof id, "r%u", number);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "id");
    lmv__json_text(json, id);
    lmv__json_key(json, "from_name");
    lmv__json_text(json, from);
    lmv__json_key(json, "to_name");
    lmv__json_text(json, "text");
    lmv__json_key(json, "type");
    lmv__json_text(json, type);
    lmv__json_key(json, "value");
    lmv__json_begin(json, '{');
}

static void end_result(lmv__json_writer *json)
{
    lmv__json_end(json, '}');
    lmv__json_end(json, '}');
}

static void write_span(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled, const lmv__label_out *label,
    const lmv__evidence_out *evidence)
{
    lmv__slice piece = lmv__writer_piece(labelled, evidence);
    size_t start = (size_t)(piece.ptr - labelled->text.ptr);

    lmv__json_key(json, "start");
    lmv__json_uint(json, lmv__writer_offset(writer, labelled->text, start));
    lmv__json_key(json, "end");
    lmv__json_uint(
        json, lmv__writer_offset(writer, labelled->text, start + piece.len));
    lmv__json_key(json, "text");
    lmv__json_slice(json, piece);
    lmv__json_key(json, "labels");
    lmv__json_begin(json, '[');
    lmv__json_slice(json, lmv__writer_theme(writer, label->theme));
    lmv__json_end(json, ']');
}

static void write_choices(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled)
{
    lmv__json_key(json, "choices");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < labelled->n_labels; i++)
        lmv__json_slice(
            json, lmv__writer_theme(writer, labelled->labels[i].theme));
    lmv__json_end(json, ']');
}

static void write_results(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled)
{
    unsigned number = 1;

    for (size_t i = 0; i < labelled->n_labels; i++) {
        const lmv__label_out *label = &labelled->labels[i];

        for (size_t j = 0; !label->group && j < label->n_evidence; j++) {
            begin_result(json, number++, "span", "labels");
            write_span(writer, json, labelled, label, &label->evidence[j]);
            end_result(json);
        }
    }
    if (labelled->n_labels == 0)
        return;
    begin_result(json, number, "themes", "choices");
    write_choices(writer, json, labelled);
    end_result(json);
}

static void write_task(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__record *record, const lmv__labelled *labelled)
{
    lmv__json_begin(json, '{');
    lmv__json_key(json, "data");
    lmv__json_begin(json, '{');
    write_origin(writer, json, record, labelled);
    lmv__json_end(json, '}');
    lmv__json_key(json, "predictions");
    lmv__json_begin(json, '[');
    if (labelled->classified) {
        lmv__json_begin(json, '{');
        lmv__json_key(json, "model_version");
        lmv__json_text(json, "leitmotiv");
        lmv__json_key(json, "result");
        lmv__json_begin(json, '[');
        write_results(writer, json, labelled);
        lmv__json_end(json, ']');
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

static void write_tasks(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv__buf *out)
{
    for (size_t i = 0; i < n_columns; i++) {
        lmv__json_writer json;

        lmv__buf_adds(out, record->number > 1 || i > 0 ? ",\n" : "\n");
        lmv__json_writer_init(&json, out, 0);
        write_task(writer, &json, record, &columns[i]);
    }
}

static void begin_tasks(const lmv__writer *writer, lmv__buf *out)
{
    (void)writer;
    lmv__buf_addc(out, '[');
}

static lmv_status end_tasks(
    lmv__writer *writer, lmv__output *output, lmv_error *err)
{
    (void)writer;
    return lmv__output_write(output, "\n]\n", 3, err);
}

const lmv__writer_kind lmv__label_studio_kind = {
    .begin = begin_tasks,
    .format = write_tasks,
    .finish = end_tasks,
};

/* doccano */

static void write_spans(const lmv__writer *writer, lmv__json_writer *json,
    const lmv__labelled *labelled, const lmv__label_out *label)
{
    for (size_t i = 0; i < label->n_evidence; i++) {
        lmv__slice piece = lmv__writer_piece(labelled, &label->evidence[i]);
        size_t start = (size_t)(piece.ptr - labelled->text.ptr);

        lmv__json_begin(json, '[');
        lmv__json_uint(json, lmv__writer_offset(writer, labelled->text, start));
        lmv__json_uint(json,
            lmv__writer_offset(writer, labelled->text, start + piece.len));
        lmv__json_slice(json, lmv__writer_theme(writer, label->theme));
        lmv__json_end(json, ']');
    }
}

static void write_lines(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv__buf *out)
{
    for (size_t i = 0; i < n_columns; i++) {
        lmv__json_writer json;

        lmv__json_writer_init(&json, out, 0);
        lmv__json_begin(&json, '{');
        write_origin(writer, &json, record, &columns[i]);
        lmv__json_key(&json, "label");
        lmv__json_begin(&json, '[');
        for (size_t j = 0; j < columns[i].n_labels; j++)
            if (!columns[i].labels[j].group)
                write_spans(writer, &json, &columns[i], &columns[i].labels[j]);
        lmv__json_end(&json, ']');
        lmv__json_key(&json, "themes");
        lmv__json_begin(&json, '[');
        for (size_t j = 0; j < columns[i].n_labels; j++)
            lmv__json_slice(
                &json, lmv__writer_theme(writer, columns[i].labels[j].theme));
        lmv__json_end(&json, ']');
        lmv__json_end(&json, '}');
        lmv__buf_addc(out, '\n');
    }
}

const lmv__writer_kind lmv__doccano_kind = {
    .format = write_lines,
};
