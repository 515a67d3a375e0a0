#include "records/packed.h"
#include "records/writer_kind.h"

#include <stdlib.h>
#include <string.h>

lmv__slice lmv__writer_theme(const lmv__writer *writer, size_t theme)
{
    lmv__slice none = {"", 0};

    return theme < writer->n_themes ? writer->theme[theme] : none;
}

lmv__slice lmv__writer_label(const lmv__writer *writer, size_t theme)
{
    lmv__slice none = {"", 0};

    return theme < writer->n_themes ? writer->label[theme] : none;
}

bool lmv__writer_is_text(const lmv__writer *writer, size_t column)
{
    for (size_t i = 0; i < writer->columns->n_text; i++)
        if (writer->columns->text[i] == column)
            return true;
    return false;
}

lmv__slice lmv__writer_piece(
    const lmv__labelled *labelled, const lmv__evidence_out *evidence)
{
    size_t len = labelled->text.len;
    size_t end = evidence->end < len ? evidence->end : len;
    size_t start = evidence->start < end ? evidence->start : end;
    lmv__slice piece = {labelled->text.ptr + start, end - start};

    return piece;
}

size_t lmv__writer_offset(
    const lmv__writer *writer, lmv__slice text, size_t bytes)
{
    size_t n = 0;

    if (writer->offsets == LMV__OFFSETS_BYTE)
        return bytes;
    for (size_t i = 0; i < bytes && i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];

        n += (byte & 0xC0) != 0x80;
        if (writer->offsets == LMV__OFFSETS_UTF16)
            n += byte >= 0xF0;
    }
    return n;
}

static bool copy_text(lmv__writer *writer, const char *text, lmv__slice *to)
{
    to->len = strlen(text);
    to->ptr = lmv__arena_copy(&writer->arena, text, to->len);
    return to->ptr != NULL;
}

static lmv_status copy_themes(
    lmv__writer *writer, const lmv__writer_options *options, lmv_error *err)
{
    size_t n = options->n_themes;

    writer->theme = calloc(n + 1, sizeof *writer->theme);
    writer->label = calloc(n + 1, sizeof *writer->label);
    writer->reported = calloc(n + 1, sizeof *writer->reported);
    writer->facts = calloc(n + 1, sizeof *writer->facts);
    if (!writer->theme || !writer->label || !writer->reported || !writer->facts)
        return lmv__error_nomem(err);
    for (size_t i = 0; i < n; i++) {
        const char *label =
            options->labels ? options->labels[i] : options->themes[i];

        if (!copy_text(writer, options->themes[i], &writer->theme[i]) ||
            !copy_text(writer, label, &writer->label[i]))
            return lmv__error_nomem(err);
        if (options->facts)
            writer->facts[i] = options->facts[i];
        writer->reported[i] = !options->reported || options->reported[i];
    }
    writer->n_themes = n;
    writer->info = options->info;
    if (options->info)
        return LMV_OK;
    writer->info = writer->own_info = calloc(n + 1, sizeof *writer->own_info);
    for (size_t i = 0; writer->own_info && i < n; i++)
        writer->own_info[i].id = writer->own_info[i].label =
            writer->theme[i].ptr;
    return writer->info ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status choose_kind(lmv__writer *writer, lmv_error *err)
{
    const lmv__format_info *info = lmv__format_info_of(writer->format);

    writer->kind = info ? info->writer : NULL;
    if (writer->kind)
        return LMV_OK;
    if (info && info->no_writer)
        return lmv__error_set(err, LMV_EINVAL, "this build cannot write %s: %s",
            info->title, info->no_writer);
    return lmv__error_set(err, LMV_EINVAL, "%s is not written",
        info ? info->title : "this format");
}

/* What the format does not leave open. */
static lmv_status check_format(lmv__writer *writer, lmv_error *err)
{
    bool studio = writer->format == LMV__FORMAT_LABEL_STUDIO;

    if (!studio && writer->format != LMV__FORMAT_DOCCANO)
        return LMV_OK;
    if (writer->no_text)
        return lmv__error_set(err, LMV_EINVAL,
            "%s needs the comments: leave out --no-text",
            studio ? "Label Studio" : "doccano");
    writer->offsets = studio ? LMV__OFFSETS_CODEPOINT : LMV__OFFSETS_UTF16;
    return LMV_OK;
}

lmv_status lmv__writer_new(lmv__writer **out,
    const lmv__writer_options *options, const lmv__reader *reader,
    lmv_error *err)
{
    lmv__writer *writer = calloc(1, sizeof *writer);
    lmv_status status;

    *out = NULL;
    if (!writer)
        return lmv__error_nomem(err);
    writer->format = options->format == LMV__FORMAT_AUTO ? LMV__FORMAT_JSONL
                                                         : options->format;
    writer->offsets = options->offsets;
    writer->no_text = options->no_text;
    writer->trace = options->trace;
    writer->origin = options->origin;
    writer->long_rows = options->long_rows;
    writer->german = options->german;
    writer->drop_personal = options->drop_personal;
    writer->excel = options->excel != 0;
    writer->separator = options->excel;
    writer->columns = lmv__reader_columns(reader);
    writer->dialect = lmv__reader_dialect(reader);
    writer->input_header = lmv__reader_header(reader);
    lmv__arena_init(&writer->arena, 4096);
    lmv__vec_init(&writer->warnings, sizeof(char *));
    lmv__buf_init(&writer->header);
    status = choose_kind(writer, err);
    if (!status)
        status = check_format(writer, err);
    if (!status)
        status = copy_themes(writer, options, err);
    if (!status && writer->format != LMV__FORMAT_JSONL)
        status = lmv__csv_choose_columns(writer, options, err);
    if (!status && writer->kind->open)
        status = writer->kind->open(writer, err);
    if (status) {
        lmv__writer_free(writer);
        return status;
    }
    *out = writer;
    return LMV_OK;
}

void lmv__writer_free(lmv__writer *writer)
{
    if (!writer)
        return;
    if (writer->kind && writer->kind->close)
        writer->kind->close(writer);
    lmv__arena_clear(&writer->arena);
    lmv__vec_clear(&writer->warnings);
    lmv__buf_clear(&writer->header);
    free(writer->dropped);
    free(writer->theme);
    free(writer->label);
    free(writer->own_info);
    free(writer->facts);
    free(writer->reported);
    free(writer);
}

size_t lmv__writer_warning_count(const lmv__writer *writer)
{
    return writer->warnings.len;
}

const char *lmv__writer_warning(const lmv__writer *writer, size_t i)
{
    return i < writer->warnings.len
               ? *(char *const *)lmv__vec_at(&writer->warnings, i)
               : NULL;
}

lmv_status lmv__writer_begin(
    const lmv__writer *writer, lmv__buf *out, lmv_error *err)
{
    if (writer->kind->begin)
        writer->kind->begin(writer, out);
    return out->failed ? lmv__error_nomem(err) : LMV_OK;
}

lmv_status lmv__writer_record(const lmv__writer *writer,
    const lmv__record *record, const lmv__labelled *columns, size_t n_columns,
    lmv__buf *out, lmv_error *err)
{
    if (n_columns != writer->columns->n_text)
        return lmv__error_set(err, LMV_EINVAL,
            "%zu labelled columns given, the reader has %zu text columns",
            n_columns, writer->columns->n_text);
    if (writer->kind->format)
        writer->kind->format(writer, record, columns, n_columns, out);
    else
        lmv__pack(out, record, columns, n_columns);
    return out->failed ? lmv__error_nomem(err) : LMV_OK;
}

lmv_status lmv__writer_put(
    lmv__writer *writer, lmv__slice bytes, lmv__output *output, lmv_error *err)
{
    lmv__unpacked row;
    lmv_status status = LMV_OK;

    if (writer->kind->format)
        return bytes.len ? lmv__output_write(output, bytes.ptr, bytes.len, err)
                         : LMV_OK;
    lmv__unpacked_init(&row);
    while (!status && bytes.len > 0) {
        status = lmv__unpack(&row, &bytes, err);
        if (!status)
            status = writer->kind->row(
                writer, &row.record, row.columns, row.n_columns, err);
    }
    lmv__unpacked_clear(&row);
    return status;
}

lmv_status lmv__writer_end(
    lmv__writer *writer, lmv__output *output, lmv_error *err)
{
    return writer->kind->finish ? writer->kind->finish(writer, output, err)
                                : LMV_OK;
}
