#include "workbench/compare.h"

#include "rules/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t same_theme(
    const lmv_ruleset *rules, const lmv_ruleset *other, uint32_t theme)
{
    size_t found = lmv_ruleset_theme_find(other, rules->themes[theme].id.ptr);

    return found == (size_t)-1 ? LMV__NONE : (uint32_t)found;
}

static bool add_changes(const lmv__outcomes *from, const lmv__outcomes *to,
    bool lost, uint32_t theme, lmv__vec *changes)
{
    uint32_t other = same_theme(from->rules, to->rules, theme), k;
    size_t i;

    for (i = 0; i < from->n; i++) {
        const lmv__outcome *outcome = &from->of[i];
        lmv__change *change;

        if (!lmv__outcome_label(outcome, theme) ||
            (other != LMV__NONE && lmv__outcome_label(&to->of[i], other)))
            continue;
        change = lmv__vec_push(changes);
        if (!change)
            return false;
        change->comment = (uint32_t)i;
        change->theme = theme;
        change->lost = lost;
        for (k = 0; k < outcome->n_finds && !change->find; k++)
            if (outcome->finds[k].theme == theme &&
                outcome->finds[k].state == LMV__ACCEPTED)
                change->find = &outcome->finds[k];
    }
    return true;
}

lmv_status lmv__compare_labels(const lmv__outcomes *old_ones,
    const lmv__outcomes *new_ones, lmv__vec *changes, lmv_error *err)
{
    const lmv_ruleset *before = old_ones->rules, *after = new_ones->rules;
    uint32_t theme, other;
    bool ok = true;

    for (theme = 0; ok && theme < before->n_themes; theme++) {
        ok = add_changes(old_ones, new_ones, true, theme, changes);
        other = same_theme(before, after, theme);
        if (ok && other != LMV__NONE)
            ok = add_changes(new_ones, old_ones, false, other, changes);
    }
    for (theme = 0; ok && theme < after->n_themes; theme++)
        if (same_theme(after, before, theme) == LMV__NONE)
            ok = add_changes(new_ones, old_ones, false, theme, changes);
    return ok ? LMV_OK : lmv__error_nomem(err);
}

/* ---- with gold ---- */

typedef struct both {
    lmv__confusion a, b;
} both;

static void count(lmv__confusion *to, unsigned gold, unsigned found, double w)
{
    if (gold == 1)
        *(found == 1 ? &to->tp : &to->fn) += w;
    else
        *(found == 1 ? &to->fp : &to->tn) += w;
}

static void count_row(const lmv__evaluation *x, const lmv__evaluation *y,
    size_t row, both *to, lmv__comparison *out)
{
    size_t i;

    for (i = 0; i < x->n_scores; i++) {
        uint32_t theme = x->themes[i].theme;
        uint32_t other = same_theme(x->rules, y->rules, theme);
        const lmv__cell *a = lmv__evaluation_cell(x, row, theme), *b;
        double weight = x->gold->weights[x->rows[row]];

        if (!x->themes[i].averaged || other == LMV__NONE)
            continue;
        b = lmv__evaluation_cell(y, row, other);
        if (a->gold == LMV__UNSAID || a->found == LMV__UNSAID ||
            b->gold == LMV__UNSAID || b->found == LMV__UNSAID)
            continue;
        count(&to->a, a->gold, a->found, weight);
        count(&to->b, a->gold, b->found, weight);
        out->only_old += a->found == a->gold && b->found != a->gold;
        out->only_new += a->found != a->gold && b->found == a->gold;
    }
}

static void resample(
    const lmv__evaluation *x, const both *of, size_t n, double *values)
{
    lmv__random random = {x->options.seed};
    unsigned i;
    size_t k;

    for (i = 0; i < x->options.resamples; i++) {
        both sum;

        memset(&sum, 0, sizeof sum);
        for (k = 0; k < n; k++) {
            size_t drawn = (size_t)lmv__random_below(&random, n);

            lmv__stats_add(&sum.a, &of[drawn].a);
            lmv__stats_add(&sum.b, &of[drawn].b);
        }
        values[i] = lmv__stats_f1(&sum.b) - lmv__stats_f1(&sum.a);
    }
}

lmv_status lmv__compare_gold(const lmv__evaluation *x, const lmv__evaluation *y,
    lmv__comparison *out, lmv_error *err)
{
    uint32_t n = x->corpus->n_respondents, who;
    both *of = calloc((size_t)n + 1, sizeof *of);
    double *values = calloc((size_t)x->options.resamples + 1, sizeof *values);
    bool *seen = calloc((size_t)n + 1, sizeof *seen);
    size_t row, kept = 0;

    memset(out, 0, sizeof *out);
    if (of && values && seen) {
        for (row = 0; row < x->n_rows && row < y->n_rows; row++) {
            who = lmv__corpus_at(x->corpus, x->rows[row])->respondent;
            seen[who] = true;
            count_row(x, y, row, &of[who], out);
        }
        for (who = 0; who < n; who++)
            if (seen[who]) {
                lmv__stats_add(&out->old_sum, &of[who].a);
                lmv__stats_add(&out->new_sum, &of[who].b);
                of[kept++] = of[who];
            }
        out->p = lmv__stats_mcnemar(out->only_old, out->only_new);
        resample(x, of, kept, values);
        out->difference = lmv__stats_percentiles(values, x->options.resamples);
    }
    row = of && values && seen;
    free(of);
    free(values);
    free(seen);
    return row ? LMV_OK : lmv__error_nomem(err);
}
