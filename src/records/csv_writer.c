/*
 * CSV and TSV out: every column of the input, and behind them
 *
 *     lm_themes  lm_evidence  lm_lang  lm_status  lm_<theme> ...
 *
 * for each text column (with several the prefix is the column's name).  Cells
 * of a CSV input are copied byte for byte, quotes and all; only a row that is
 * too short gets the separators it lacks, and an error has empty cells.
 */
#include "records/csv.h"
#include "records/writer_kind.h"

#include <string.h>

/* Names of the new columns */

struct naming {
    lmv__writer *writer;
    lmv__map taken;
};

static lmv_status warn_taken(
    lmv__writer *writer, const char *name, const char *given)
{
    char **slot = lmv__vec_push(&writer->warnings);

    if (slot)
        *slot = lmv__arena_printf(&writer->arena,
            "there already is a column %.100s: the new one is named %.110s",
            name, given);
    return slot && *slot ? LMV_OK : LMV_ENOMEM;
}

/* `name` itself when it is free, else the first free of name_2, name_3 ... */
static lmv_status add_name(struct naming *naming, const char *name)
{
    lmv__writer *writer = naming->writer;
    const char *given = name;
    lmv__slice key = lmv__slice_of(name);

    for (unsigned n = 2; lmv__map_get(&naming->taken, key) != LMV__MAP_NONE;
         n++) {
        given = lmv__arena_printf(&writer->arena, "%s_%u", name, n);
        if (!given)
            return LMV_ENOMEM;
        key = lmv__slice_of(given);
    }
    if (given != name && warn_taken(writer, name, given))
        return LMV_ENOMEM;
    if (!lmv__map_set(&naming->taken, key, 0))
        return LMV_ENOMEM;
    lmv__buf_addc(&writer->header, writer->separator);
    lmv__csv_put(&writer->header, key, writer->separator, false);
    return LMV_OK;
}

static lmv_status add_prefixed(
    struct naming *naming, lmv__slice prefix, const char *name)
{
    char *full = lmv__arena_printf(&naming->writer->arena, "%.*s_%s",
        (int)(prefix.len < 1000 ? prefix.len : 1000), prefix.ptr, name);

    return full ? add_name(naming, full) : LMV_ENOMEM;
}

static lmv_status add_theme(
    struct naming *naming, lmv__slice prefix, lmv__slice id)
{
    char *name = lmv__arena_copy(&naming->writer->arena, id.ptr, id.len);

    if (!name)
        return LMV_ENOMEM;
    for (char *c = name; *c; c++)
        if (*c == '-')
            *c = '_';
    return add_prefixed(naming, prefix, name);
}

static lmv_status add_columns(struct naming *naming, lmv__slice prefix)
{
    static const char *const names[] = {"themes", "evidence", "lang", "status"};
    const lmv__writer *writer = naming->writer;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < sizeof names / sizeof *names; i++)
        status = add_prefixed(naming, prefix, names[i]);
    for (size_t i = 0; !status && i < writer->n_themes; i++)
        if (writer->reported[i])
            status = add_theme(naming, prefix, writer->theme[i]);
    return status;
}

/* One header row, for every program that opens the file. */
static lmv_status warn_header(lmv__writer *writer)
{
    const lmv__dialect *input = writer->dialect;
    char **slot;

    if (input->format != LMV__FORMAT_CSV ||
        (!input->composed && input->header_rows < 2))
        return LMV_OK;
    slot = lmv__vec_push(&writer->warnings);
    if (slot && input->header_rows == 0)
        *slot = lmv__arena_printf(&writer->arena,
            "the input has no header; the output has one with the columns' "
            "names");
    else if (slot && input->composed)
        *slot = lmv__arena_printf(&writer->arena,
            "the input's %u header rows were joined to one",
            input->header_rows);
    else if (slot)
        *slot = lmv__arena_printf(&writer->arena,
            "of the input's %u header rows the output has the one with the "
            "names",
            input->header_rows);
    return slot && *slot ? LMV_OK : LMV_ENOMEM;
}

static lmv_status open_writer(lmv__writer *writer, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    const lmv__dialect *input = writer->dialect;
    bool csv = input->format == LMV__FORMAT_CSV && input->separator;
    struct naming naming = {writer, {NULL, 0, 0}};
    lmv_status status = LMV_OK;

    if (!writer->excel)
        writer->separator = csv ? input->separator : ',';
    if (writer->format == LMV__FORMAT_TSV)
        writer->separator = '\t';
    writer->newline = writer->excel ? "\r\n" : input->newline;
    writer->verbatim =
        csv && writer->separator == input->separator && !writer->excel;
    for (size_t i = 0; !status && i < columns->count; i++)
        if (!lmv__map_set(&naming.taken, columns->at[i].name, 0))
            status = LMV_ENOMEM;
    for (size_t i = 0; !status && writer->long_rows && lmv__csv_long_names[i];
         i++)
        status =
            add_prefixed(&naming, lmv__slice_of("lm"), lmv__csv_long_names[i]);
    for (size_t i = 0; !status && !writer->long_rows && i < columns->n_text;
         i++)
        status = add_columns(&naming, columns->n_text > 1
                                          ? columns->at[columns->text[i]].name
                                          : lmv__slice_of("lm"));
    lmv__map_clear(&naming.taken);
    if (!status)
        status = warn_header(writer);
    return status || writer->header.failed ? lmv__error_nomem(err) : LMV_OK;
}

static bool is_kept(const lmv__writer *writer, size_t column)
{
    return !writer->dropped || !writer->dropped[column];
}

static void write_names(const lmv__writer *writer, lmv__buf *out)
{
    const lmv__columns *columns = writer->columns;
    bool first = true;

    for (size_t i = 0; i < columns->count; i++) {
        const lmv__column *column = &columns->at[i];

        if (!is_kept(writer, i))
            continue;
        if (!first)
            lmv__buf_addc(out, writer->separator);
        first = false;
        if (writer->verbatim && column->cell.len > 0)
            lmv__buf_add(out, column->cell.ptr, column->cell.len);
        else if (!column->unnamed)
            lmv__csv_put_cell(writer, column->name, false, out);
    }
}

static void write_header(const lmv__writer *writer, lmv__buf *out)
{
    if (writer->dialect->bom || writer->excel)
        lmv__buf_adds(out, "\xEF\xBB\xBF");
    if (writer->verbatim && !writer->dialect->composed && !writer->dropped)
        lmv__buf_add(out, writer->input_header.ptr, writer->input_header.len);
    else
        write_names(writer, out);
    lmv__buf_add(out, writer->header.data, writer->header.len);
    lmv__buf_adds(out, writer->newline);
}

/* The input's cells */

static bool is_text(const lmv__writer *writer, size_t column)
{
    if (column == writer->columns->title)
        return true;
    for (size_t i = 0; i < writer->columns->n_text; i++)
        if (writer->columns->text[i] == column)
            return true;
    return false;
}

/* What stands between cells belongs to the cell before it, so that all of
 * them together are the row's own bytes. */
static void copy_cells(
    const lmv__writer *writer, const lmv__record *record, lmv__buf *out)
{
    const char *source = record->source.data;
    size_t from = 0, until = 0;

    for (size_t i = 0; i < record->n_fields; i++) {
        const lmv__field *field = &record->fields[i];

        if (field->kind == LMV__FIELD_ABSENT) {
            lmv__buf_add(out, source + from, until - from);
            from = until;
            if (i > 0)
                lmv__buf_addc(out, writer->separator);
            continue;
        }
        if (writer->no_text && is_text(writer, i)) {
            lmv__buf_add(out, source + from, field->from - from);
            from = field->until;
        }
        until = field->until;
    }
    lmv__buf_add(out, source + from, until - from);
}

static void put_cell(const lmv__writer *writer, const lmv__record *record,
    size_t column, lmv__buf *out)
{
    const lmv__field *field = &record->fields[column];

    if (writer->no_text && is_text(writer, column))
        return;
    if (!writer->verbatim || record->mended)
        lmv__csv_put_cell(writer, lmv__record_field(record, column),
            writer->dialect->format == LMV__FORMAT_CSV &&
                lmv__record_kind(record, column) == LMV__FIELD_QUOTED,
            out);
    else if (field->kind != LMV__FIELD_ABSENT)
        lmv__buf_add(
            out, record->source.data + field->from, field->until - field->from);
}

/* The kept ones; of an error they are empty. */
static void put_cells(
    const lmv__writer *writer, const lmv__record *record, lmv__buf *out)
{
    bool first = true;

    for (size_t i = 0; i < writer->columns->count; i++) {
        if (!is_kept(writer, i))
            continue;
        if (!first)
            lmv__buf_addc(out, writer->separator);
        first = false;
        if (record->status != LMV__RECORD_ERROR)
            put_cell(writer, record, i, out);
    }
}

void lmv__csv_write_cells(
    const lmv__writer *writer, const lmv__record *record, lmv__buf *out)
{
    if (writer->verbatim && !writer->dropped && !record->mended &&
        record->status != LMV__RECORD_ERROR)
        copy_cells(writer, record, out);
    else
        put_cells(writer, record, out);
}

/* The new cells */

static void add_evidence(const lmv__writer *writer,
    const lmv__labelled *labelled, const lmv__evidence_out *evidence,
    lmv__buf *cell)
{
    lmv__slice piece = lmv__writer_piece(labelled, evidence);
    size_t start = (size_t)(piece.ptr - labelled->text.ptr);

    if (!writer->no_text) {
        lmv__buf_add(cell, piece.ptr, piece.len);
        return;
    }
    lmv__buf_addf(cell, "%zu-%zu",
        lmv__writer_offset(writer, labelled->text, start),
        lmv__writer_offset(writer, labelled->text, start + piece.len));
}

/* "slow-response|rude-staff" */
void lmv__writer_themes(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell)
{
    for (size_t i = 0; i < labelled->n_labels; i++) {
        lmv__slice id = lmv__writer_theme(writer, labelled->labels[i].theme);

        if (i > 0)
            lmv__buf_addc(cell, '|');
        lmv__buf_add(cell, id.ptr, id.len);
    }
}

/* "slow-response: two weeks / no answer | rude-staff: unfriendly" */
void lmv__writer_evidence(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell)
{
    for (size_t i = 0; i < labelled->n_labels; i++) {
        const lmv__label_out *label = &labelled->labels[i];
        lmv__slice id = lmv__writer_theme(writer, label->theme);

        if (label->n_evidence == 0)
            continue;
        if (cell->len > 0)
            lmv__buf_adds(cell, " | ");
        lmv__buf_add(cell, id.ptr, id.len);
        for (size_t j = 0; j < label->n_evidence; j++) {
            lmv__buf_adds(cell, j == 0 ? ": " : " / ");
            add_evidence(writer, labelled, &label->evidence[j], cell);
        }
    }
}

void lmv__writer_status(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *cell)
{
    (void)writer;
    lmv__buf_add(cell, labelled->status.ptr, labelled->status.len);
    if (labelled->error.len == 0)
        return;
    lmv__buf_adds(cell, ": ");
    lmv__buf_add(cell, labelled->error.ptr, labelled->error.len);
}

static void write_filled(const lmv__writer *writer,
    const lmv__labelled *labelled,
    void (*fill)(const lmv__writer *, const lmv__labelled *, lmv__buf *),
    lmv__buf *out)
{
    lmv__buf cell;
    lmv__slice value = {"", 0};

    lmv__buf_init(&cell);
    fill(writer, labelled, &cell);
    if (cell.len > 0) {
        value.ptr = cell.data;
        value.len = cell.len;
    }
    out->failed |= cell.failed;
    lmv__buf_addc(out, writer->separator);
    lmv__csv_put_cell(writer, value, false, out);
    lmv__buf_clear(&cell);
}

void lmv__csv_write_status(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *out)
{
    write_filled(writer, labelled, lmv__writer_status, out);
}

static void write_theme(const lmv__writer *writer,
    const lmv__labelled *labelled, size_t theme, lmv__buf *out)
{
    bool found = false;

    lmv__buf_addc(out, writer->separator);
    if (!labelled->classified)
        return;
    for (size_t i = 0; i < labelled->n_labels; i++)
        found |= labelled->labels[i].theme == theme;
    for (size_t i = 0; !found && i < labelled->n_not_evaluated; i++)
        if (labelled->not_evaluated[i].theme == theme)
            return;
    lmv__buf_addc(out, found ? '1' : '0');
}

static void write_labels(
    const lmv__writer *writer, const lmv__labelled *labelled, lmv__buf *out)
{
    write_filled(writer, labelled, lmv__writer_themes, out);
    write_filled(writer, labelled, lmv__writer_evidence, out);
    lmv__buf_addc(out, writer->separator);
    lmv__csv_put(out, labelled->lang, writer->separator, false);
    write_filled(writer, labelled, lmv__writer_status, out);
    for (size_t i = 0; i < writer->n_themes; i++)
        if (writer->reported[i])
            write_theme(writer, labelled, i, out);
}

static void write_record(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv__buf *out)
{
    size_t end = record->source.len - record->source_text;

    if (writer->long_rows) {
        lmv__csv_write_long(writer, record, columns, n_columns, out);
        return;
    }
    lmv__csv_write_cells(writer, record, out);
    for (size_t i = 0; i < n_columns; i++)
        write_labels(writer, &columns[i], out);
    if (writer->verbatim && record->status != LMV__RECORD_ERROR && end > 0)
        lmv__buf_add(out, record->source.data + record->source_text, end);
    else
        lmv__buf_adds(out, writer->newline);
}

const lmv__writer_kind lmv__csv_kind = {
    .open = open_writer, .begin = write_header, .format = write_record};
