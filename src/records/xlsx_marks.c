/*
 * Marks: a comment as a rich string, its evidence in the colours of its
 * themes.
 */
#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSXWRITER

#include "records/xlsx_writer_p.h"

#include <stdlib.h>
#include <string.h>

lxw_format *lmv__xlsx_colour_of(const lmv__xlsx_writer *own, size_t theme)
{
    return own->colour[theme % LMV__XLSX_COLOURS];
}

typedef struct span {
    size_t start, end, theme;
} span;

static int by_start(const void *a, const void *b)
{
    const span *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->theme < y->theme ? -1 : x->theme > y->theme;
}

/* The evidence within [shift, shift + len) of the labelled text, without
 * overlaps: what begins first has the place.  How many. */
static size_t find_spans(
    const lmv__labelled *labelled, size_t shift, size_t len, lmv__vec *spans)
{
    size_t n = 0, end = 0;
    span *at;

    for (size_t i = 0; i < labelled->n_labels; i++)
        for (size_t j = 0; j < labelled->labels[i].n_evidence; j++) {
            const lmv__evidence_out *from = &labelled->labels[i].evidence[j];

            if (labelled->labels[i].group || from->end <= shift ||
                from->start >= shift + len || !(at = lmv__vec_push(spans)))
                continue;
            at->start = from->start > shift ? from->start - shift : 0;
            at->end = from->end - shift < len ? from->end - shift : len;
            at->theme = labelled->labels[i].theme;
        }
    at = spans->data;
    if (spans->len > 1)
        qsort(at, spans->len, sizeof *at, by_start);
    for (size_t i = 0; i < spans->len; i++) {
        span one = at[i];

        one.start = one.start > end ? one.start : end;
        if (one.start >= one.end)
            continue;
        end = one.end;
        at[n++] = one;
    }
    spans->len = n;
    return n;
}

typedef struct fragments {
    lmv__buf text;  /* the fragments, each with a NUL */
    lmv__vec items; /* of struct fragment */
    size_t units;
    bool cut;
} fragments;

struct fragment {
    size_t at;
    lxw_format *format;
};

static void add_fragment(fragments *to, lmv__slice text, lxw_format *format)
{
    struct fragment *item;
    size_t at = to->text.len;

    if (text.len == 0 || to->cut)
        return;
    to->cut = !lmv__xlsx_out_clean(text, &to->units, &to->text);
    if (to->text.len == at)
        return;
    lmv__buf_addc(&to->text, '\0');
    item = lmv__vec_push(&to->items);
    if (!item) {
        to->text.failed = true;
        return;
    }
    item->at = at;
    item->format = format;
}

static lmv_status write_fragments(lmv__xlsx_writer *own, uint32_t row,
    lxw_col_t column, const fragments *from, lmv_error *err)
{
    const struct fragment *items = from->items.data;
    size_t n = from->items.len;
    lxw_rich_string_tuple *tuples = calloc(n + 1, sizeof *tuples);
    lxw_rich_string_tuple **list = calloc(n + 1, sizeof(void *));
    bool ok = tuples && list && !from->text.failed;

    for (size_t i = 0; ok && i < n; i++) {
        tuples[i].string = from->text.data + items[i].at;
        tuples[i].format = items[i].format;
        list[i] = &tuples[i];
    }
    if (ok && n == 1)
        worksheet_write_string(
            own->comments, row, column, tuples[0].string, tuples[0].format);
    else if (ok)
        worksheet_write_rich_string(
            own->comments, row, column, list, own->out.wrap);
    free(tuples);
    free(list);
    own->out.cut += from->cut;
    return ok ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status write_marked(lmv__xlsx_writer *own, uint32_t row,
    lxw_col_t column, lmv__slice text, const lmv__vec *spans, lmv_error *err)
{
    fragments to;
    size_t from = 0;
    lmv_status status;

    memset(&to, 0, sizeof to);
    lmv__buf_init(&to.text);
    lmv__vec_init(&to.items, sizeof(struct fragment));
    for (size_t i = 0; i < spans->len; i++) {
        const span *at = lmv__vec_at(spans, i);

        add_fragment(
            &to, (lmv__slice){text.ptr + from, at->start - from}, NULL);
        add_fragment(&to,
            (lmv__slice){text.ptr + at->start, at->end - at->start},
            lmv__xlsx_colour_of(own, at->theme));
        from = at->end;
    }
    add_fragment(&to, (lmv__slice){text.ptr + from, text.len - from}, NULL);
    status = write_fragments(own, row, column, &to, err);
    lmv__buf_clear(&to.text);
    lmv__vec_clear(&to.items);
    return status;
}

lmv_status lmv__xlsx_mark(lmv__xlsx_writer *own, const lmv__labelled *labelled,
    lmv__slice text, size_t shift, size_t column, bool *written, lmv_error *err)
{
    lmv__vec spans;
    lmv_status status = LMV_OK;

    lmv__vec_init(&spans, sizeof(span));
    *written = find_spans(labelled, shift, text.len, &spans) > 0;
    if (*written)
        status =
            write_marked(own, own->row, (lxw_col_t)column, text, &spans, err);
    lmv__vec_clear(&spans);
    return status;
}

#endif
