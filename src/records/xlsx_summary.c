/*
 * The sheets that sum up: Themes, the codebook, and Counts with its chart.
 */
#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSXWRITER

#include "records/xlsx_writer_p.h"

#include <stdlib.h>
#include <string.h>

enum { CHART_ROWS = 25 };

static const char *const theme_columns[] = {"theme", "label", "Deutsch", "kind",
    "polarity", "part of", "decided by", "status", "definition"};
static const double theme_widths[] = {26, 30, 30, 9, 10, 22, 16, 10, 80};

static uint32_t write_codebook(lmv__writer *writer)
{
    lmv__xlsx_writer *own = writer->own;
    uint32_t row = 0;

    lmv__xlsx_header(own, own->themes, theme_columns, theme_widths,
        sizeof theme_columns / sizeof *theme_columns);
    for (size_t i = 0; i < writer->n_themes; i++) {
        const lmv__theme_out *of = &writer->info[i];
        const char *const cells[] = {of->id, of->label, of->label_de, of->kind,
            of->polarity, of->parent, of->classifier, of->status,
            of->definition};

        if (!writer->reported[i])
            continue;
        row++;
        for (size_t j = 0; j < sizeof cells / sizeof *cells; j++)
            lmv__xlsx_out_text(&own->out, own->themes, row, j,
                lmv__slice_of(cells[j] ? cells[j] : ""),
                j == 0   ? lmv__xlsx_colour_of(own, i)
                : j == 8 ? own->out.wrap
                         : own->out.top);
    }
    return row;
}

typedef struct ranked {
    uint64_t count;
    size_t theme;
} ranked;

static int by_count(const void *a, const void *b)
{
    const ranked *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->theme < y->theme ? -1 : 1;
}

static ranked *rank(const lmv__writer *writer, size_t *n)
{
    const lmv__xlsx_writer *own = writer->own;
    ranked *items = calloc(writer->n_themes + 1, sizeof *items);

    *n = 0;
    for (size_t i = 0; items && i < writer->n_themes; i++)
        if (writer->reported[i])
            items[(*n)++] = (ranked){own->count[i], i};
    if (items)
        qsort(items, *n, sizeof *items, by_count);
    return items;
}

/* Bars of the most frequent themes; nothing when there are none. */
static void add_chart(lmv__xlsx_writer *own, const ranked *items, size_t n)
{
    uint32_t last = 0;
    lxw_chart *chart;
    lxw_chart_series *series;
    lxw_chart_options options;

    while (last < n && last < CHART_ROWS && items[last].count > 0)
        last++;
    if (last == 0)
        return;
    chart = workbook_add_chart(own->out.book, LXW_CHART_BAR);
    series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    if (!series)
        return;
    chart_series_set_categories(series, "Counts", 1, 1, last, 1);
    chart_series_set_values(series, "Counts", 1, 2, last, 2);
    chart_series_set_name(series, "comments");
    chart_series_set_labels(series);
    chart_title_set_name(chart, "Comments by theme");
    chart_axis_set_reverse(chart->y_axis);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    memset(&options, 0, sizeof options);
    options.x_scale = 1.6;
    options.y_scale = 0.6 + 0.08 * (double)last;
    worksheet_insert_chart_opt(own->counts, 1, 5, chart, &options);
}

static lmv_status write_counts(
    lmv__writer *writer, uint32_t *rows, lmv_error *err)
{
    static const char *const columns[] = {
        "theme", "label", "comments", "share"};
    static const double widths[] = {26, 34, 11, 9};
    lmv__xlsx_writer *own = writer->own;
    lxw_format *percent = workbook_add_format(own->out.book);
    size_t n;
    ranked *items = rank(writer, &n);

    if (!items || !percent) {
        free(items);
        return lmv__error_nomem(err);
    }
    format_set_num_format(percent, "0.0%");
    lmv__xlsx_header(own, own->counts, columns, widths, 4);
    for (size_t i = 0; i < n; i++) {
        size_t theme = items[i].theme;
        uint32_t row = (uint32_t)i + 1;

        lmv__xlsx_out_text(&own->out, own->counts, row, 0,
            lmv__writer_theme(writer, theme), lmv__xlsx_colour_of(own, theme));
        lmv__xlsx_out_text(&own->out, own->counts, row, 1,
            lmv__slice_of(writer->info[theme].label), NULL);
        worksheet_write_number(
            own->counts, row, 2, (double)items[i].count, NULL);
        if (own->classified > 0)
            worksheet_write_number(own->counts, row, 3,
                (double)items[i].count / (double)own->classified, percent);
    }
    add_chart(own, items, n);
    free(items);
    *rows = (uint32_t)n;
    return lmv__xlsx_out_table(&own->out, own->counts, "Counts",
        (char *const *)columns, 4, *rows, err);
}

static lmv_status tell_losses(lmv__writer *writer, lmv_error *err)
{
    lmv__xlsx_writer *own = writer->own;
    lmv_status status = LMV_OK;

    if (own->out.cut > 0)
        status = lmv__xlsx_warn(writer,
            lmv__arena_printf(&writer->arena,
                "%llu cell%s over %u characters, more than a sheet can hold, "
                "%s cut off there",
                (unsigned long long)own->out.cut, own->out.cut == 1 ? "" : "s",
                LMV__XLSX_CELL, own->out.cut == 1 ? "was" : "were"),
            err);
    if (!status && own->lost_labels > 0)
        status = lmv__xlsx_warn(writer,
            lmv__arena_printf(&writer->arena,
                "the sheet Labels is full: %llu of its rows were left out",
                (unsigned long long)own->lost_labels),
            err);
    return status;
}

lmv_status lmv__xlsx_summary(lmv__writer *writer, lmv_error *err)
{
    lmv__xlsx_writer *own = writer->own;
    uint32_t themes = write_codebook(writer), counts;
    lmv_status status = write_counts(writer, &counts, err);

    if (!status)
        status = lmv__xlsx_out_table(&own->out, own->themes, "Themes",
            (char *const *)theme_columns,
            sizeof theme_columns / sizeof *theme_columns, themes, err);
    return status ? status : tell_losses(writer, err);
}

#endif
