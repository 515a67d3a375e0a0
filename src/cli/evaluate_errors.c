/*
 * The errors of an evaluation as CSV, for a spreadsheet.
 */
#include <config.h>

#include "cli/evaluate_out.h"
#include "records/csv.h"
#include "rules/model.h"
#include "workbench/milli.h"
#include "workbench/reason.h"

#include <string.h>

static void put_cell(lmv__buf *to, const char *text, size_t len, bool last)
{
    lmv__slice slice = {text ? text : "", len};

    lmv__csv_put(to, slice, ',', false);
    lmv__buf_adds(to, last ? "\r\n" : ",");
}

static void put_miss(const lmv__evaluate_out *out, const lmv__miss *miss,
    bool wanted, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[miss->row]);
    const char *kind = wanted ? "false negative" : "false positive";
    lmv__span words = {0, 0};
    lmv__pos rule;
    lmv__buf text;

    lmv__buf_init(&text);
    put_cell(to, kind, strlen(kind), false);
    put_cell(to, comment->id.ptr, comment->id.len, false);
    put_cell(to, e->rules->themes[miss->theme].id.ptr,
        e->rules->themes[miss->theme].id.len, false);
    if (!wanted)
        lmv__milli_add(&text, miss->margin);
    put_cell(to, text.data, text.len, false);
    lmv__buf_reset(&text);
    if (wanted)
        lmv__miss_reason(&text, e, miss);
    put_cell(to, text.data, text.len, false);
    lmv__buf_reset(&text);
    if (lmv__miss_place(miss, &words, &rule))
        lmv__reason_place(&text, e->rules, rule);
    put_cell(to, text.data, text.len, false);
    put_cell(
        to, comment->text.ptr + words.start, words.end - words.start, false);
    put_cell(to, comment->text.ptr, comment->text.len, true);
    to->failed = to->failed || text.failed;
    lmv__buf_clear(&text);
}

void lmv__evaluate_errors(const lmv__evaluate_out *out, lmv__buf *to)
{
    size_t i;

    lmv__buf_adds(
        to, "error,comment_id,theme,margin,reason,rule,words,text\r\n");
    for (i = 0; i < out->misses->negatives.len; i++)
        put_miss(out, lmv__vec_at(&out->misses->negatives, i), true, to);
    for (i = 0; i < out->misses->positives.len; i++)
        put_miss(out, lmv__vec_at(&out->misses->positives, i), false, to);
}
