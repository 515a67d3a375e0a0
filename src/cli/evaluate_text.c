/*
 * An evaluation for people, errors first.
 */
#include <config.h>

#include "cli/evaluate_out.h"

#include "cli/style.h"
#include "rules/model.h"
#include "workbench/reason.h"

#include <stdlib.h>
#include <string.h>

enum { CONTEXT = 60, WORST_ENTRIES = 10 };

static void add_title(
    const lmv__evaluate_out *out, const char *title, lmv__buf *to)
{
    lmv__buf_addf(to, "\n%s%s%s", lmv__ink_on(out->color, LMV__INK_BOLD), title,
        lmv__ink_off(out->color));
}

/* Move a place to the border of a character. */
static size_t border(lmv__slice text, size_t at)
{
    while (
        at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* The words with some of what is around them, the words in brackets. */
static void add_context(const lmv__evaluate_out *out, lmv__slice text,
    const lmv__find *find, lmv__buf *to)
{
    size_t start = find ? find->hull.start : 0, end = find ? find->hull.end : 0;
    size_t from = start > CONTEXT / 2 ? border(text, start - CONTEXT / 2) : 0;
    size_t until =
        end + CONTEXT < text.len ? border(text, end + CONTEXT) : text.len;
    lmv__mark mark = {start - from, end - from};

    lmv__buf_adds(to, from > 0 ? "      ..." : "      ");
    lmv__style_marked(
        to, text.ptr + from, until - from, &mark, find ? 1 : 0, out->color);
    lmv__buf_adds(to, until < text.len ? "...\n" : "\n");
}

static void add_miss(const lmv__evaluate_out *out, const lmv__miss *miss,
    bool wanted, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[miss->row]);

    lmv__buf_addf(to, "  %s  ", e->rules->themes[miss->theme].id.ptr);
    lmv__style_safe(to, comment->id.ptr, comment->id.len);
    lmv__buf_adds(to, "  ");
    if (wanted) {
        lmv__buf reason;

        lmv__buf_init(&reason);
        lmv__miss_reason(&reason, e, miss);
        lmv__style_safe(to, reason.data ? reason.data : "", reason.len);
        lmv__buf_clear(&reason);
    } else {
        lmv__buf_addf(
            to, "%.3g over the threshold", (double)miss->margin / 1000);
    }
    if (miss->find) {
        lmv__buf_adds(to, "  ");
        lmv__reason_place(to, e->rules, miss->find->pos);
    }
    lmv__buf_addc(to, '\n');
    add_context(out, comment->text, miss->find, to);
}

static void add_misses(const lmv__evaluate_out *out, const char *title,
    const lmv__vec *list, bool wanted, lmv__buf *to)
{
    size_t i;

    add_title(out, title, to);
    lmv__buf_addf(to, ": %zu%s\n", list->len,
        wanted ? ", the closest misses first" : ", the smallest margins first");
    for (i = 0; i < list->len && i < out->show; i++)
        add_miss(out, lmv__vec_at(list, i), wanted, to);
    if (list->len > out->show && out->show > 0)
        lmv__buf_addf(to, "  and %zu more (--errors FILE.csv has all)\n",
            list->len - out->show);
}

static void add_confused(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__vec *list = &out->misses->confused;
    const lmv_ruleset *rules = out->evaluation->rules;
    size_t i;

    if (list->len == 0 || out->show == 0)
        return;
    add_title(out, "Taken for another", to);
    lmv__buf_adds(to, ": missing, and found in its place\n");
    for (i = 0; i < list->len && i < out->show; i++) {
        const lmv__confused *pair = lmv__vec_at(list, i);

        lmv__buf_addf(to, "  %4u  %s, found: %s\n", pair->count,
            rules->themes[pair->wanted].id.ptr,
            rules->themes[pair->found].id.ptr);
    }
}

/* ---- coverage ---- */

static int by_harm(const void *a, const void *b)
{
    const lmv__entry_use *x = *(const lmv__entry_use *const *)a;
    const lmv__entry_use *y = *(const lmv__entry_use *const *)b;

    if (x->fp != y->fp)
        return x->fp > y->fp ? -1 : 1;
    if (x->tp != y->tp)
        return x->tp < y->tp ? -1 : 1;
    return (x > y) - (x < y);
}

static void add_entry(
    const lmv__evaluate_out *out, const lmv__entry_use *use, lmv__buf *to)
{
    const lmv_ruleset *rules = out->evaluation->rules;

    lmv__buf_addf(to, "  %5llu %4llu %4llu %6llu %7llu %7llu  ",
        (unsigned long long)use->fired, (unsigned long long)use->tp,
        (unsigned long long)use->fp, (unsigned long long)use->unique_tp,
        (unsigned long long)use->blocked_right,
        (unsigned long long)use->blocked_wrong);
    lmv__reason_place(to, rules, use->pos);
    lmv__buf_addf(to, "  %s  ", rules->themes[use->theme].id.ptr);
    lmv__style_safe(to, use->text.ptr, use->text.len);
    lmv__buf_addc(to, '\n');
}

static size_t count_dead(const lmv__coverage *coverage)
{
    size_t n = 0, i;

    for (i = 0; i < coverage->entries.len; i++)
        n += lmv__entry_dead(lmv__coverage_at(coverage, i));
    return n;
}

static void add_coverage(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__coverage *coverage = out->coverage;
    size_t n = coverage->entries.len, shown = 0, i;
    const lmv__entry_use **order = calloc(n + 1, sizeof *order);

    if (!order) {
        to->failed = true;
        return;
    }
    for (i = 0; i < n; i++)
        order[i] = lmv__coverage_at(coverage, i);
    if (!out->all_entries)
        qsort(order, n, sizeof *order, by_harm);
    add_title(out, "Entries", to);
    lmv__buf_addf(to, ": %zu, of which %zu found nothing in these comments%s\n",
        n, count_dead(coverage),
        out->all_entries ? "" : "; those with the most false positives:");
    if (n > 0)
        lmv__buf_addf(to, "  %5s %4s %4s %6s %7s %7s\n", "fired", "TP", "FP",
            "alone", "blocked", "blocked");
    if (n > 0)
        lmv__buf_addf(to, "  %5s %4s %4s %6s %7s %7s\n", "", "", "", "TP",
            "rightly", "wrongly");
    for (i = 0; i < n; i++) {
        if (!out->all_entries && (shown == WORST_ENTRIES || order[i]->fp == 0))
            break;
        add_entry(out, order[i], to);
        shown++;
    }
    free(order);
}

void lmv__evaluate_text(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;

    add_misses(out, "False negatives", &out->misses->negatives, true, to);
    add_misses(out, "False positives", &out->misses->positives, false, to);
    add_confused(out, to);
    add_coverage(out, to);
    lmv__evaluate_table(out, to);
    if (e->failed > 0)
        lmv__buf_addf(to, "%llu comment%s could not be classified\n",
            (unsigned long long)e->failed, e->failed == 1 ? "" : "s");
}
