/*
 * CSV and TSV with a row for each piece of evidence (--long): the input's
 * columns, and behind them
 *
 *     lm_record lm_column lm_theme lm_label lm_score lm_evidence lm_start
 *     lm_end lm_signal lm_rule lm_lang lm_status
 *
 * A label without evidence (a group) and a comment without a label have one
 * row with empty cells, so that no comment is missing.
 */
#include "records/writer_inner.h"

#include "records/csv.h"

typedef struct long_row {
    const lmv__writer *writer;
    const lmv__record *record;
    const lmv__labelled *labelled;
    lmv__buf *out;
} long_row;

const char *const lmv__csv_long_names[] = {"record", "column", "theme", "label",
    "score", "evidence", "start", "end", "signal", "rule", "lang", "status",
    NULL};

static void put(const long_row *row, lmv__slice value)
{
    lmv__buf_addc(row->out, row->writer->separator);
    lmv__csv_put_cell(row->writer, value, false, row->out);
}

static void put_number(const long_row *row, uint64_t number)
{
    lmv__buf_addc(row->out, row->writer->separator);
    lmv__buf_addf(row->out, "%llu", (unsigned long long)number);
}

/* With the decimal sign of the spreadsheet's language. */
static void put_milli(const long_row *row, int64_t milli)
{
    uint64_t size = milli < 0 ? 0 - (uint64_t)milli : (uint64_t)milli;
    char point =
        row->writer->excel && row->writer->separator == ';' ? ',' : '.';
    lmv__buf cell;

    lmv__buf_init(&cell);
    lmv__buf_addf(&cell, "%s%llu", milli < 0 ? "-" : "",
        (unsigned long long)(size / 1000));
    if (size % 1000) {
        lmv__buf_addf(
            &cell, "%c%03llu", point, (unsigned long long)(size % 1000));
        while (cell.len > 0 && cell.data[cell.len - 1] == '0')
            cell.len--;
    }
    row->out->failed |= cell.failed;
    put(row, (lmv__slice){cell.data ? cell.data : "", cell.len});
    lmv__buf_clear(&cell);
}

static void put_empty(const long_row *row, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        lmv__buf_addc(row->out, row->writer->separator);
}

static void put_evidence(const long_row *row, const lmv__evidence_out *evidence)
{
    const lmv__writer *writer = row->writer;
    lmv__slice text = row->labelled->text;
    lmv__slice piece = lmv__writer_piece(row->labelled, evidence);
    size_t start = (size_t)(piece.ptr - text.ptr);
    lmv__buf rule;

    put(row, writer->no_text ? lmv__slice_of("") : piece);
    put_number(row, lmv__writer_offset(writer, text, start));
    put_number(row, lmv__writer_offset(writer, text, start + piece.len));
    put(row, evidence->signal);
    lmv__buf_init(&rule);
    lmv__buf_add(&rule, evidence->file.ptr, evidence->file.len);
    if (evidence->file.len > 0 && evidence->line > 0)
        lmv__buf_addf(&rule, ":%u", (unsigned)evidence->line);
    row->out->failed |= rule.failed;
    put(row, (lmv__slice){rule.data ? rule.data : "", rule.len});
    lmv__buf_clear(&rule);
}

/* One row; label and evidence may be NULL. */
static void put_row(const long_row *row, const lmv__label_out *label,
    const lmv__evidence_out *evidence)
{
    const lmv__writer *writer = row->writer;
    const lmv__labelled *labelled = row->labelled;
    size_t column = labelled->column;

    lmv__csv_write_cells(writer, row->record, row->out);
    put_number(row, row->record->number);
    put(row, column < writer->columns->count ? writer->columns->at[column].name
                                             : lmv__slice_of(""));
    if (label) {
        put(row, lmv__writer_theme(writer, label->theme));
        put(row, lmv__writer_label(writer, label->theme));
        put_milli(row, label->score);
    } else {
        put_empty(row, 3);
    }
    if (evidence)
        put_evidence(row, evidence);
    else
        put_empty(row, 5);
    put(row, labelled->lang);
    lmv__csv_write_status(writer, labelled, row->out);
    lmv__buf_adds(row->out, writer->newline);
}

void lmv__csv_write_long(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv__buf *out)
{
    for (size_t i = 0; i < n_columns; i++) {
        long_row row = {writer, record, &columns[i], out};

        for (size_t j = 0; j < columns[i].n_labels; j++) {
            const lmv__label_out *label = &columns[i].labels[j];

            for (size_t k = 0; k < label->n_evidence; k++)
                put_row(&row, label, &label->evidence[k]);
            if (label->n_evidence == 0)
                put_row(&row, label, NULL);
        }
        if (columns[i].n_labels == 0)
            put_row(&row, NULL, NULL);
    }
}
