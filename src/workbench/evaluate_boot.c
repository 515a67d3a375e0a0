/*
 * The bootstrap: respondents are drawn with replacement, all their comments
 * with them, and every number is computed again.
 *
 *     respondent ─► hits: theme, TP | FP | FN, weight   (TN do not matter)
 *                └► coincidences of coders, with and without the engine
 */
#include "workbench/evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct boot_hit {
    uint32_t respondent, score; /* score: index of evaluation->themes */
    unsigned char kind;         /* 0 TP, 1 FP, 2 FN */
    double weight;
} boot_hit;

typedef struct boot_pairs {
    double coders[3], engine[3]; /* 00, 01 + 10, 11 */
} boot_pairs;

typedef struct boot {
    lmv__evaluation *e;
    lmv__vec hits;        /* of boot_hit, by respondent */
    size_t *first;        /* by respondent, and one more */
    boot_pairs *pairs;    /* by respondent */
    uint32_t n;           /* respondents that have rows */
    lmv__confusion *sums; /* by score, of one resample */
    double **f1;          /* by score, then the three overall ones */
} boot;

enum { MICRO, MACRO, ALPHA, CODERS, N_OVERALL };

/* Respondents of the rows, numbered without gaps. */
static uint32_t *number_rows(boot *b)
{
    lmv__evaluation *e = b->e;
    uint32_t *numbers = calloc(e->corpus->n_respondents + 1, sizeof *numbers);
    uint32_t *of = calloc(e->n_rows + 1, sizeof *of);
    size_t row;

    for (row = 0; numbers && of && row < e->n_rows; row++) {
        uint32_t who = lmv__corpus_at(e->corpus, e->rows[row])->respondent;

        if (numbers[who] == 0)
            numbers[who] = ++b->n;
        of[row] = numbers[who] - 1;
    }
    if (!numbers) {
        free(of);
        of = NULL;
    }
    free(numbers);
    return of;
}

static void add_pairs(const unsigned votes[2], double to[3])
{
    double zero = votes[0], one = votes[1], n = zero + one;

    if (n < 2)
        return;
    to[0] += zero * (zero - 1) / (n - 1);
    to[1] += 2 * zero * one / (n - 1);
    to[2] += one * (one - 1) / (n - 1);
}

static bool add_cell(boot *b, size_t row, size_t score, uint32_t who)
{
    lmv__evaluation *e = b->e;
    uint32_t theme = e->themes[score].theme;
    const lmv__cell *cell = lmv__evaluation_cell(e, row, theme);
    boot_hit *hit;

    if (e->themes[score].averaged) {
        unsigned votes[2];

        lmv__evaluate_votes(e, row, theme, false, votes);
        add_pairs(votes, b->pairs[who].coders);
        lmv__evaluate_votes(e, row, theme, true, votes);
        add_pairs(votes, b->pairs[who].engine);
    }
    if (cell->gold == LMV__UNSAID || cell->found == LMV__UNSAID ||
        (cell->gold == 0 && cell->found == 0))
        return true;
    hit = lmv__vec_push(&b->hits);
    if (!hit)
        return false;
    hit->respondent = who;
    hit->score = (uint32_t)score;
    hit->kind = cell->gold == 0 ? 1 : cell->found == 1 ? 0 : 2;
    hit->weight = e->gold->weights[e->rows[row]];
    return true;
}

static int by_respondent(const void *a, const void *b)
{
    const boot_hit *x = a, *y = b;

    return (x->respondent > y->respondent) - (x->respondent < y->respondent);
}

static bool collect(boot *b)
{
    lmv__evaluation *e = b->e;
    uint32_t *of = number_rows(b), who = 0;
    size_t row, i;
    bool ok = of != NULL;

    b->pairs = calloc(b->n + 1, sizeof *b->pairs);
    b->first = calloc((size_t)b->n + 2, sizeof *b->first);
    ok = ok && b->pairs && b->first;
    for (row = 0; ok && row < e->n_rows; row++)
        for (i = 0; ok && i < e->n_scores; i++)
            ok = add_cell(b, row, i, of[row]);
    free(of);
    if (!ok)
        return false;
    if (b->hits.len > 0)
        qsort(b->hits.data, b->hits.len, sizeof(boot_hit), by_respondent);
    for (i = 0; i < b->hits.len; i++)
        while (who < ((boot_hit *)lmv__vec_at(&b->hits, i))->respondent)
            b->first[++who] = i;
    while (who <= b->n)
        b->first[++who] = b->hits.len;
    return true;
}

/* The same as lmv__alpha_value() for two values. */
static double alpha_of(const double o[3])
{
    double zero = o[0] + o[1] / 2, one = o[2] + o[1] / 2, n = zero + one;
    double expected = 2 * zero * one;

    return expected > 0 ? 1 - (n - 1) * o[1] / expected : (double)NAN;
}

static void draw(boot *b, lmv__random *random, boot_pairs *pairs)
{
    uint32_t drawn;
    size_t i;

    memset(pairs, 0, sizeof *pairs);
    memset(b->sums, 0, b->e->n_scores * sizeof *b->sums);
    for (drawn = 0; drawn < b->n; drawn++) {
        size_t who = (size_t)lmv__random_below(random, b->n);

        for (i = b->first[who]; i < b->first[who + 1]; i++) {
            const boot_hit *hit = lmv__vec_at(&b->hits, i);
            lmv__confusion *to = &b->sums[hit->score];

            *(hit->kind == 0     ? &to->tp
                : hit->kind == 1 ? &to->fp
                                 : &to->fn) += hit->weight;
        }
        for (i = 0; i < 3; i++) {
            pairs->coders[i] += b->pairs[who].coders[i];
            pairs->engine[i] += b->pairs[who].engine[i];
        }
    }
}

/* The macro average is over the same themes in every resample. */
static void note(boot *b, size_t at, const boot_pairs *pairs)
{
    lmv__evaluation *e = b->e;
    lmv__confusion micro = {0, 0, 0, 0};
    double macro = 0, n_macro = 0;
    double **overall = &b->f1[e->n_scores];
    size_t i;

    for (i = 0; i < e->n_scores; i++) {
        const lmv__confusion *plain = &e->themes[i].counts[0];
        double f1 = lmv__stats_f1(&b->sums[i]);

        b->f1[i][at] = f1;
        if (!e->themes[i].averaged)
            continue;
        lmv__stats_add(&micro, &b->sums[i]);
        if (plain->tp + plain->fn >= LMV__FEW_POSITIVES &&
            lmv__stats_defined(f1)) {
            macro += f1;
            n_macro++;
        }
    }
    overall[MICRO][at] = lmv__stats_f1(&micro);
    overall[MACRO][at] = n_macro > 0 ? macro / n_macro : (double)NAN;
    overall[ALPHA][at] = alpha_of(pairs->engine);
    overall[CODERS][at] = alpha_of(pairs->coders);
}

static bool make_room(boot *b)
{
    lmv__evaluation *e = b->e;
    size_t n = e->n_scores + N_OVERALL, i;

    b->sums = calloc(e->n_scores + 1, sizeof *b->sums);
    b->f1 = calloc(n, sizeof *b->f1);
    if (!b->sums || !b->f1)
        return false;
    for (i = 0; i < n; i++) {
        b->f1[i] = calloc(e->options.resamples, sizeof **b->f1);
        if (!b->f1[i])
            return false;
    }
    return true;
}

static void finish(boot *b)
{
    lmv__evaluation *e = b->e;
    size_t n = e->options.resamples, i;
    double **overall = &b->f1[e->n_scores];
    lmv__overall *to = &e->overall[0];

    for (i = 0; i < e->n_scores; i++) {
        const lmv__confusion *plain = &e->themes[i].counts[0];

        if (plain->tp + plain->fn >= LMV__FEW_POSITIVES)
            e->themes[i].f1 = lmv__stats_percentiles(b->f1[i], n);
    }
    to->micro_f1 = lmv__stats_percentiles(overall[MICRO], n);
    to->macro_f1 = lmv__stats_percentiles(overall[MACRO], n);
    to->alpha_i = lmv__stats_percentiles(overall[ALPHA], n);
    to->coders_i = lmv__stats_percentiles(overall[CODERS], n);
}

static void clear(boot *b)
{
    size_t i;

    for (i = 0; b->f1 && i < b->e->n_scores + N_OVERALL; i++)
        free(b->f1[i]);
    free(b->f1);
    free(b->sums);
    free(b->pairs);
    free(b->first);
    lmv__vec_clear(&b->hits);
}

lmv_status lmv__evaluate_bootstrap(lmv__evaluation *e, lmv_error *err)
{
    boot b = {.e = e};
    boot_pairs pairs;
    lmv__random random = {e->options.seed};
    bool ok;
    size_t i;

    lmv__vec_init(&b.hits, sizeof(boot_hit));
    ok = collect(&b) && make_room(&b);
    for (i = 0; ok && i < e->options.resamples; i++) {
        draw(&b, &random, &pairs);
        note(&b, i, &pairs);
    }
    if (ok)
        finish(&b);
    clear(&b);
    return ok ? LMV_OK : lmv__error_nomem(err);
}
