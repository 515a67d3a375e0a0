#include "records/stats_writer.h"

#include <string.h>

static void add_themes(
    const lmv__writer *writer, const lmv__labelled *from, lmv__buf *cell)
{
    for (size_t i = 0; i < from->n_labels; i++) {
        lmv__slice id = lmv__writer_theme(writer, from->labels[i].theme);

        lmv__buf_adds(cell, i > 0 ? "|" : "");
        lmv__buf_add(cell, id.ptr, id.len);
    }
}

/* "0": not assigned, "1": assigned, "": not classified or not evaluated */
static lmv__slice theme_value(const lmv__labelled *from, size_t theme)
{
    if (!from->classified)
        return lmv__slice_of("");
    for (size_t i = 0; i < from->n_labels; i++)
        if (from->labels[i].theme == theme)
            return lmv__slice_of("1");
    for (size_t i = 0; i < from->n_not_evaluated; i++)
        if (from->not_evaluated[i].theme == theme)
            return lmv__slice_of("");
    return lmv__slice_of("0");
}

static lmv__slice input_value(
    const lmv__writer *writer, const lmv__record *record, size_t column)
{
    if (record->status == LMV__RECORD_ERROR ||
        (writer->no_text && (lmv__writer_is_text(writer, column) ||
                                column == writer->columns->title)))
        return lmv__slice_of("");
    return lmv__record_field(record, column);
}

lmv__slice lmv__stats_value(const lmv__writer *writer, lmv__stats *stats,
    const lmv__stats_variable *variable, const lmv__record *record,
    const lmv__labelled *columns)
{
    const lmv__labelled *from = &columns[variable->column];
    lmv__buf *cell = &stats->cell;

    lmv__buf_reset(cell);
    switch (variable->source) {
    case LMV__STATS_INPUT:
        return input_value(writer, record, variable->column);
    case LMV__STATS_THEME:
        return theme_value(from, variable->theme);
    case LMV__STATS_LANG:
        return from->lang;
    case LMV__STATS_THEMES:
        add_themes(writer, from, cell);
        break;
    case LMV__STATS_EVIDENCE:
        lmv__writer_evidence(writer, from, cell);
        break;
    case LMV__STATS_STATUS:
        lmv__buf_add(cell, from->status.ptr, from->status.len);
        if (from->error.len > 0)
            lmv__buf_adds(cell, ": ");
        lmv__buf_add(cell, from->error.ptr, from->error.len);
    }
    return (lmv__slice){cell->data ? cell->data : "", cell->len};
}

/* -12.50 is one, 007, 1e3 and 12,5 are not: they would come back otherwise. */
static bool is_number(lmv__slice value, unsigned *decimals)
{
    size_t i = value.ptr[0] == '-', digits = 0, first = i;

    *decimals = 0;
    for (; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++)
        digits++;
    if (digits == 0 || (digits > 1 && value.ptr[first] == '0'))
        return false;
    if (i < value.len && value.ptr[i] == '.') {
        for (i++; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9';
             i++)
            ++*decimals;
        if (*decimals == 0)
            return false;
    }
    return i == value.len && digits + *decimals <= 15;
}

void lmv__stats_measure(lmv__stats_variable *variable, lmv__slice value)
{
    unsigned decimals;

    if (value.len == 0)
        return;
    if (value.len > variable->width)
        variable->width = value.len;
    if (!variable->number)
        return;
    variable->number = is_number(value, &decimals);
    if (decimals > variable->decimals)
        variable->decimals = decimals;
}

size_t lmv__stats_fit(lmv__slice text, size_t limit)
{
    if (text.len <= limit)
        return text.len;
    while (limit > 0 && ((unsigned char)text.ptr[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}
