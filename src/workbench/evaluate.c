#include "workbench/evaluate.h"

#include "rules/model.h"

#include <math.h>
#include <string.h>

static void count(lmv__confusion *to, const lmv__cell *cell, double weight)
{
    if (cell->gold == 1)
        *(cell->found == 1 ? &to->tp : &to->fn) += weight;
    else
        *(cell->found == 1 ? &to->fp : &to->tn) += weight;
}

static void score_theme(lmv__evaluation *e, lmv__theme_score *score)
{
    size_t row;

    for (row = 0; row < e->n_rows; row++) {
        const lmv__cell *cell = lmv__evaluation_cell(e, row, score->theme);
        double weight = e->gold->weights[e->rows[row]];
        uint32_t slice = e->slices[row];

        if (cell->gold == LMV__UNSAID)
            continue;
        if (cell->found == LMV__UNSAID) {
            score->not_evaluated++;
            continue;
        }
        count(&score->counts[0], cell, 1);
        count(&score->sums[0], cell, weight);
        if (slice > 0) {
            count(&score->counts[slice], cell, 1);
            count(&score->sums[slice], cell, weight);
        }
    }
}

static lmv_status score_themes(lmv__evaluation *e, lmv_error *err)
{
    uint32_t i, k;

    e->themes = lmv__arena_alloc(&e->arena, e->n_themes + 1, sizeof *e->themes);
    if (!e->themes)
        return lmv__error_nomem(err);
    for (i = 0; i < e->n_themes; i++) {
        lmv__theme_score *score = &e->themes[e->n_scores];

        if (!e->judged[i])
            continue;
        e->n_scores++;
        score->theme = i;
        score->averaged = e->rules->themes[i].kind == LMV_KIND_THEME;
        score->alpha_coders = score->alpha_engine = (double)NAN;
        for (k = 0; k < LMV__MAX_SLICES; k++)
            score->f1[k].low = score->f1[k].high = (double)NAN;
        score_theme(e, score);
    }
    return LMV_OK;
}

static void average(lmv__evaluation *e, size_t slice)
{
    lmv__overall *to = &e->overall[slice];
    double sum = 0;
    size_t i;

    for (i = 0; i < e->n_scores; i++) {
        const lmv__theme_score *score = &e->themes[i];
        const lmv__confusion *plain = &score->counts[slice];

        if (!score->averaged)
            continue;
        lmv__stats_add(&to->micro, &score->sums[slice]);
        if (plain->tp + plain->fn >= LMV__FEW_POSITIVES) {
            sum += lmv__stats_f1(&score->sums[slice]);
            to->n_macro++;
        } else {
            to->n_left_out++;
        }
    }
    to->macro = to->n_macro > 0 ? sum / to->n_macro : (double)NAN;
}

typedef struct row_sets {
    unsigned both, either, wrong, cells, lacking;
} row_sets;

static row_sets compare_sets(const lmv__evaluation *e, size_t row)
{
    row_sets sets = {0, 0, 0, 0, 0};
    size_t i;

    for (i = 0; i < e->n_scores; i++) {
        const lmv__cell *cell;

        if (!e->themes[i].averaged)
            continue;
        cell = lmv__evaluation_cell(e, row, e->themes[i].theme);
        if (cell->gold == LMV__UNSAID)
            continue;
        sets.lacking += cell->found == LMV__UNSAID;
        sets.cells++;
        sets.both += cell->gold == 1 && cell->found == 1;
        sets.either += cell->gold == 1 || cell->found == 1;
        sets.wrong += cell->gold != cell->found;
    }
    return sets;
}

/* Exact match and Jaccard; two empty sets are the same set. */
static void match_sets(lmv__evaluation *e)
{
    double n[LMV__MAX_SLICES] = {0}, exact[LMV__MAX_SLICES] = {0},
           jaccard[LMV__MAX_SLICES] = {0};
    size_t row, i;

    for (row = 0; row < e->n_rows; row++) {
        row_sets sets = compare_sets(e, row);
        double weight = e->gold->weights[e->rows[row]];
        double share =
            sets.either ? (double)sets.both / (double)sets.either : 1;
        uint32_t at[2] = {0, e->slices[row]};

        e->overall[0].comments++;
        if (at[1])
            e->overall[at[1]].comments++;
        if (sets.cells == 0 || sets.lacking > 0)
            continue;
        for (i = 0; i < (at[1] ? 2 : 1); i++) {
            n[at[i]] += weight;
            exact[at[i]] += sets.wrong == 0 ? weight : 0;
            jaccard[at[i]] += weight * share;
        }
    }
    for (i = 0; i < e->n_overall; i++) {
        e->overall[i].exact = n[i] > 0 ? exact[i] / n[i] : (double)NAN;
        e->overall[i].jaccard = n[i] > 0 ? jaccard[i] / n[i] : (double)NAN;
    }
}

static void undefine(lmv__evaluation *e)
{
    static const lmv__interval none = {(double)NAN, (double)NAN};
    size_t i;

    for (i = 0; i < LMV__MAX_SLICES; i++) {
        lmv__overall *to = &e->overall[i];

        to->alpha_coders = to->alpha_engine = (double)NAN;
        to->micro_f1 = to->macro_f1 = to->alpha_i = to->coders_i = none;
    }
}

lmv__interval lmv__evaluation_wilson(
    const lmv__evaluation *e, double share, double plain_whole)
{
    double sum = 0, squares = 0, n = (double)e->n_rows;
    size_t row;

    if (!e->gold->weighted)
        return lmv__stats_wilson(share, plain_whole);
    for (row = 0; row < e->n_rows; row++) { /* Kish's design effect */
        double weight = e->gold->weights[e->rows[row]];

        sum += weight;
        squares += weight * weight;
    }
    return lmv__stats_wilson(share, plain_whole * sum * sum / (n * squares));
}

lmv_status lmv__evaluation_make(lmv__evaluation *out, const lmv__corpus *corpus,
    const lmv__outcomes *outcomes, const lmv__gold *gold,
    const lmv__evaluation_options *options, lmv_error *err)
{
    lmv_status status;
    size_t i;

    memset(out, 0, sizeof *out);
    lmv__arena_init(&out->arena, 65536);
    out->rules = outcomes->rules;
    out->corpus = corpus;
    out->outcomes = outcomes;
    out->gold = gold;
    out->options = *options;
    undefine(out);
    status = lmv__evaluate_grid(out, err);
    if (status == LMV_OK)
        status = score_themes(out, err);
    if (status == LMV_OK) {
        for (i = 0; i < out->n_overall; i++)
            average(out, i);
        match_sets(out);
        status = lmv__evaluate_alpha(out, err);
    }
    if (status == LMV_OK && options->resamples > 0)
        status = lmv__evaluate_bootstrap(out, err);
    if (status != LMV_OK)
        lmv__evaluation_clear(out);
    return status;
}

void lmv__evaluation_clear(lmv__evaluation *evaluation)
{
    lmv__arena_clear(&evaluation->arena);
    memset(evaluation, 0, sizeof *evaluation);
}
