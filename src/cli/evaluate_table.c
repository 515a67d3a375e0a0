/*
 * The numbers of an evaluation as a table: a line a theme, then the groups,
 * then all of it and each language.
 */
#include <config.h>

#include "cli/evaluate_out.h"

#include "cli/style.h"
#include "rules/model.h"

#include <stdio.h>
#include <string.h>

/* "  .87", " 1.00", "  n/a" */
static void add_share(lmv__buf *to, double value)
{
    if (!lmv__stats_defined(value)) {
        lmv__buf_adds(to, "   n/a");
        return;
    }
    lmv__buf_addf(to, " %5.2f", value);
}

/* " .60-.88", blanks when it is not known */
static void add_interval(lmv__buf *to, lmv__interval i)
{
    char low[16], high[16];

    if (!lmv__stats_defined(i.low)) {
        lmv__buf_addf(to, " %9s", "");
        return;
    }
    snprintf(low, sizeof low, "%.2f", i.low);
    snprintf(high, sizeof high, "%.2f", i.high);
    lmv__buf_addf(to, " %s-%s", low, high);
}

static void add_header(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    size_t i;

    lmv__buf_addf(to, "%-28s %5s %4s %4s %4s %6s  %-15s  %-15s  %-15s %5s %5s",
        "", "gold", "TP", "FP", "FN", "TN", "precision", "recall", "F1",
        "kappa", "found");
    for (i = 1; e->n_overall > 2 && i < e->n_overall; i++)
        lmv__buf_addf(to, " F1 %s", e->overall[i].name);
    lmv__buf_addc(to, '\n');
}

static void add_counts(lmv__buf *to, const lmv__confusion *c)
{
    lmv__buf_addf(to, " %5.0f %4.0f %4.0f %4.0f %6.0f", c->tp + c->fn, c->tp,
        c->fp, c->fn, c->tn);
}

static void add_theme(
    const lmv__evaluate_out *out, const lmv__theme_score *score, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    const lmv__confusion *plain = &score->counts[0], *sums = &score->sums[0];
    double n = plain->tp + plain->fp + plain->fn + plain->tn;
    size_t i;

    lmv__buf_addf(to, "%-28s", e->rules->themes[score->theme].id.ptr);
    add_counts(to, plain);
    if (plain->tp + plain->fn < LMV__FEW_POSITIVES) {
        lmv__buf_addf(to, "  %s\n", "too few for rates");
        return;
    }
    add_share(to, lmv__stats_precision(sums));
    add_interval(to, lmv__evaluation_wilson(
                         e, lmv__stats_precision(sums), plain->tp + plain->fp));
    lmv__buf_addc(to, ' ');
    add_share(to, lmv__stats_recall(sums));
    add_interval(to, lmv__evaluation_wilson(
                         e, lmv__stats_recall(sums), plain->tp + plain->fn));
    lmv__buf_addc(to, ' ');
    add_share(to, lmv__stats_f1(sums));
    add_interval(to, score->f1[0]);
    add_share(to, lmv__stats_kappa(sums));
    lmv__buf_addf(
        to, " %4.1f%%", n > 0 ? 100 * (plain->tp + plain->fp) / n : 0);
    for (i = 1; e->n_overall > 2 && i < e->n_overall; i++)
        add_share(to, lmv__stats_f1(&score->sums[i]));
    lmv__buf_addc(to, '\n');
}

static void add_themes(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    size_t i, groups = 0, facets = 0;

    lmv__buf_addf(to, "\n%sThemes%s\n", lmv__ink_on(out->color, LMV__INK_BOLD),
        lmv__ink_off(out->color));
    add_header(out, to);
    for (i = 0; i < e->n_scores; i++) {
        if (e->themes[i].averaged)
            add_theme(out, &e->themes[i], to);
        groups += e->rules->themes[e->themes[i].theme].kind == LMV_KIND_GROUP;
        facets += e->rules->themes[e->themes[i].theme].kind == LMV_KIND_FACET;
    }
    if (facets > 0)
        lmv__buf_adds(to, "\nFacets (in no average)\n");
    for (i = 0; facets > 0 && i < e->n_scores; i++)
        if (e->rules->themes[e->themes[i].theme].kind == LMV_KIND_FACET)
            add_theme(out, &e->themes[i], to);
    if (groups > 0)
        lmv__buf_adds(to, "\nGroups (from their themes, in no average)\n");
    for (i = 0; groups > 0 && i < e->n_scores; i++)
        if (e->rules->themes[e->themes[i].theme].kind == LMV_KIND_GROUP)
            add_theme(out, &e->themes[i], to);
}

static void add_left_out(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    size_t i, shown = 0;
    uint32_t t;

    for (i = 0; i < e->n_scores; i++) {
        const lmv__confusion *plain = &e->themes[i].counts[0];

        if (!e->themes[i].averaged ||
            plain->tp + plain->fn >= LMV__FEW_POSITIVES)
            continue;
        lmv__buf_addf(to, "%s%s",
            shown++ ? ", "
                    : "Not in the macro average, "
                      "under 10 in the gold: ",
            e->rules->themes[e->themes[i].theme].id.ptr);
    }
    if (shown > 0)
        lmv__buf_addc(to, '\n');
    for (t = 0, shown = 0; t < e->n_themes; t++)
        if (!e->judged[t] && !e->rules->themes[t].disabled &&
            e->rules->themes[t].kind == LMV_KIND_THEME)
            lmv__buf_addf(to, "%s%s",
                shown++ ? ", "
                        : "Not judged, the gold "
                          "never names them: ",
                e->rules->themes[t].id.ptr);
    if (shown > 0)
        lmv__buf_addc(to, '\n');
}

static void add_overall(
    const lmv__evaluate_out *out, const lmv__overall *all, lmv__buf *to)
{
    (void)out;
    lmv__buf_addf(
        to, "%-8s %8llu", all->name, (unsigned long long)all->comments);
    add_share(to, lmv__stats_precision(&all->micro));
    add_share(to, lmv__stats_recall(&all->micro));
    add_share(to, lmv__stats_f1(&all->micro));
    add_interval(to, all->micro_f1);
    add_share(to, all->macro);
    add_interval(to, all->macro_f1);
    lmv__buf_addf(to, " (%3u)", all->n_macro);
    add_share(to, all->exact);
    lmv__buf_adds(to, "  ");
    add_share(to, all->jaccard);
    lmv__buf_adds(to, "  ");
    add_share(to, lmv__stats_kappa(&all->micro));
    add_share(to, all->alpha_engine);
    add_interval(to, all->alpha_i);
    lmv__buf_addc(to, '\n');
}

static void add_coders(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    const lmv__overall *all = &e->overall[0];
    size_t i;

    if (e->n_pairs == 0)
        return;
    lmv__buf_addf(to, "\n%sCoders%s\n  alpha among coders",
        lmv__ink_on(out->color, LMV__INK_BOLD), lmv__ink_off(out->color));
    add_share(to, all->alpha_coders);
    add_interval(to, all->coders_i);
    lmv__buf_adds(to, "\n  and with the engine");
    add_share(to, all->alpha_engine);
    add_interval(to, all->alpha_i);
    lmv__buf_adds(to, "\n  (.80 and more is reliable, .667 tentative)\n");
    if (e->ties > 0)
        lmv__buf_addf(to, "  %llu ties of coders are not judged\n",
            (unsigned long long)e->ties);
    for (i = 0; i < e->n_pairs; i++) {
        const lmv__pair_score *pair = &e->pairs[i];
        const lmv__slice *a = lmv__vec_at(&e->gold->coders, pair->a);
        const lmv__slice *b = lmv__vec_at(&e->gold->coders, pair->b);

        lmv__buf_addf(to, "  %.*s, %.*s: kappa", (int)a->len, a->ptr,
            (int)b->len, b->ptr);
        add_share(to, lmv__stats_kappa(&pair->counts));
        lmv__buf_adds(to, ", agreement");
        add_share(to, lmv__stats_agreement(&pair->counts));
        lmv__buf_adds(to, ", positive agreement");
        add_share(to, lmv__stats_positive(&pair->counts));
        lmv__buf_addc(to, '\n');
    }
}

void lmv__evaluate_table(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    size_t i;

    add_themes(out, to);
    lmv__buf_addc(to, '\n');
    add_left_out(out, to);
    add_coders(out, to);
    lmv__buf_addf(to,
        "\n%sOverall%s\n%-8s %8s %5s %5s %5s %9s %6s %9s %5s "
        "%6s %7s %7s %5s\n",
        lmv__ink_on(out->color, LMV__INK_BOLD), lmv__ink_off(out->color), "",
        "comments", "prec.", "rec.", "micro", "F1", "macro", "F1", "", "exact",
        "Jaccard", "kappa", "alpha");
    for (i = 0; i < (e->n_overall > 2 ? e->n_overall : 1); i++)
        add_overall(out, &e->overall[i], to);
    if (e->options.resamples > 0)
        lmv__buf_addf(to,
            "95 %% intervals: Wilson; for F1 and alpha %u "
            "resamples of respondents, seed %llu\n",
            e->options.resamples, (unsigned long long)e->options.seed);
}
