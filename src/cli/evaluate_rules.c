/*
 * What the rules do beside the gold: entries, signals, and the comments that
 * no theme explains.
 */
#include <config.h>

#include "cli/evaluate_out.h"
#include "cli/style.h"
#include "rules/model.h"
#include "workbench/reason.h"

#include <stdlib.h>

enum { WORST = 10, KEYS = 10 };

/* ---- entries ---- */

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

static void add_header(lmv__buf *to)
{
    lmv__buf_addf(to, "  %5s %4s %4s %6s %7s %7s\n", "fired", "TP", "FP",
        "alone", "blocked", "blocked");
    lmv__buf_addf(to, "  %5s %4s %4s %6s %7s %7s\n", "", "", "", "TP",
        "rightly", "wrongly");
}

static size_t count_dead(const lmv__coverage *coverage)
{
    size_t n = 0, i;

    for (i = 0; i < coverage->entries.len; i++)
        n += lmv__entry_dead(lmv__coverage_at(coverage, i));
    return n;
}

static void add_entries(const lmv__evaluate_out *out, lmv__buf *to)
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
    lmv__evaluate_title(out, "Entries", to);
    lmv__buf_addf(to, ": %zu, of which %zu found nothing in these comments%s\n",
        n, count_dead(coverage),
        out->all_entries ? "" : "; those with the most false positives:");
    if (n > 0)
        add_header(to);
    for (i = 0; i < n; i++) {
        if (!out->all_entries && (shown == WORST || order[i]->fp == 0))
            break;
        add_entry(out, order[i], to);
        shown++;
    }
    free(order);
}

/* ---- signals ---- */

static int signals_by_harm(const void *a, const void *b)
{
    const lmv__signal_use *x = *(const lmv__signal_use *const *)a;
    const lmv__signal_use *y = *(const lmv__signal_use *const *)b;

    if (x->fp != y->fp)
        return x->fp > y->fp ? -1 : 1;
    if (x->tp != y->tp)
        return x->tp < y->tp ? -1 : 1;
    return (x > y) - (x < y);
}

static void add_signal(
    const lmv__evaluate_out *out, const lmv__signal_use *use, lmv__buf *to)
{
    const lmv_ruleset *rules = out->evaluation->rules;
    const lmv__signal *signal = &rules->themes[use->theme].signals[use->signal];

    lmv__buf_addf(to, "  %5llu %4llu %4llu %6llu %7llu %7llu  ",
        (unsigned long long)use->fired, (unsigned long long)use->tp,
        (unsigned long long)use->fp, (unsigned long long)use->unique_tp,
        (unsigned long long)use->blocked_right,
        (unsigned long long)use->blocked_wrong);
    lmv__reason_place(to, rules, signal->pos);
    lmv__buf_addf(to, "  %s", rules->themes[use->theme].id.ptr);
    if (signal->id.len > 0)
        lmv__buf_addf(to, "  %s", signal->id.ptr);
    lmv__buf_adds(to, use->finds == 0 ? "  (dead)\n" : "\n");
}

static void add_signals(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__vec *signals = &out->coverage->signals;
    size_t n = signals->len, dead = 0, shown = 0, i;
    const lmv__signal_use **order = calloc(n + 1, sizeof *order);

    if (!order) {
        to->failed = true;
        return;
    }
    for (i = 0; i < n; i++) {
        order[i] = lmv__vec_at(signals, i);
        dead += order[i]->finds == 0;
    }
    if (!out->all_entries)
        qsort(order, n, sizeof *order, signals_by_harm);
    lmv__evaluate_title(out, "Signals", to);
    lmv__buf_addf(to, ": %zu, of which %zu found nothing%s\n", n, dead,
        out->all_entries ? "" : "; those with the most false positives:");
    if (n > 0)
        add_header(to);
    for (i = 0; i < n; i++) {
        if (!out->all_entries && (shown == WORST || order[i]->fp == 0))
            break;
        add_signal(out, order[i], to);
        shown++;
    }
    free(order);
}

/* ---- comments without a theme ---- */

static void add_unlabelled(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__unlabelled *un = out->unlabelled;
    size_t i;

    lmv__evaluate_title(out, "Without any theme", to);
    lmv__buf_addf(to, ": %llu of %llu comments%s\n",
        (unsigned long long)un->without, (unsigned long long)un->comments,
        un->compared && un->keyness.keys.len > 0 ? "; what sets them apart:"
                                                 : "");
    if (!un->compared || un->keyness.keys.len == 0)
        return;
    lmv__buf_addf(to, "  %6s %5s %5s\n", "G2", "here", "else");
    for (i = 0; i < un->keyness.keys.len && i < KEYS; i++) {
        const lmv__key *key = lmv__keyness_at(&un->keyness, i);
        lmv__buf words;

        lmv__buf_init(&words);
        lmv__key_text(&un->vocabulary, key, &words);
        lmv__buf_addf(to, "  %6.1f %5u %5u  ", key->g2, key->target, key->rest);
        lmv__style_safe(to, words.data ? words.data : "", words.len);
        lmv__buf_addc(to, '\n');
        lmv__buf_clear(&words);
    }
}

void lmv__evaluate_rules(const lmv__evaluate_out *out, lmv__buf *to)
{
    add_entries(out, to);
    add_signals(out, to);
    add_unlabelled(out, to);
}
