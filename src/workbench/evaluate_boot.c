/*
 * The bootstrap: respondents are drawn with replacement, all their comments
 * with them, and every number is computed again.
 *
 *     respondent ─► shares: what it adds to which sum
 *     resample   ─► how often each respondent was drawn ─► sums ─► numbers
 *
 * The sums are TP, FP and FN of every theme (TN do not matter), and the
 * coincidences of coders with and without the engine, each by language; those
 * of all comments are the sums of these.  Every resample has its own random
 * numbers, so the result does not depend on the threads.
 */
#include "workbench/evaluate.h"

#include "base/process.h"
#include "engine/pipeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What one respondent adds to one sum. */
typedef struct boot_share {
    uint32_t respondent, sum;
    double value;
} boot_share;

enum { TP, FP, FN, N_COUNTS };
enum { CODERS, ENGINE, N_ALPHAS };
enum { N_PAIRS = 3 }; /* coincidences: 00, 01 + 10, 11 */
/* Numbers of a slice, beside F1 of each theme. */
enum { MICRO, MACRO, ALPHA_CODERS, ALPHA_ENGINE, N_OVERALL };

typedef struct boot {
    lmv__evaluation *e;
    lmv__vec shares; /* of boot_share, by respondent and sum */
    uint32_t n;      /* respondents that have rows */
    size_t stride;   /* sums of a slice */
    size_t n_sums;
    double **numbers; /* slice by slice, each of all resamples */
    size_t n_numbers; /* of a slice */
    unsigned next;
} boot;

typedef struct boot_worker {
    double *sums;
    uint32_t *drawn; /* by respondent */
} boot_worker;

/* ---- shares ---- */

static size_t sum_of(const boot *b, size_t slice, size_t score, size_t count)
{
    return slice * b->stride + score * N_COUNTS + count;
}

static size_t pair_of(const boot *b, size_t slice, size_t alpha, size_t pair)
{
    return slice * b->stride + b->e->n_scores * N_COUNTS + alpha * N_PAIRS +
           pair;
}

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

static bool add_share(boot *b, uint32_t who, size_t sum, double value)
{
    boot_share *share = lmv__vec_push(&b->shares);

    if (!share)
        return false;
    share->respondent = who;
    share->sum = (uint32_t)sum;
    share->value = value;
    return true;
}

static void add_pairs(const unsigned votes[2], double to[N_PAIRS])
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
    const lmv__cell *cell =
        lmv__evaluation_cell(e, row, e->themes[score].theme);

    if (cell->gold == LMV__UNSAID || cell->found == LMV__UNSAID ||
        (cell->gold == 0 && cell->found == 0))
        return true;
    return add_share(b, who,
        sum_of(b, e->slices[row], score,
            cell->gold == 0    ? FP
            : cell->found == 1 ? TP
                               : FN),
        e->gold->weights[e->rows[row]]);
}

static bool add_row(boot *b, size_t row, uint32_t who)
{
    lmv__evaluation *e = b->e;
    double pairs[N_ALPHAS][N_PAIRS];
    size_t i, k;
    bool ok = true;

    memset(pairs, 0, sizeof pairs);
    for (i = 0; ok && i < e->n_scores; i++) {
        uint32_t theme = e->themes[i].theme;
        unsigned votes[2];

        ok = add_cell(b, row, i, who);
        if (!e->themes[i].averaged)
            continue;
        lmv__evaluate_votes(e, row, theme, false, votes);
        add_pairs(votes, pairs[CODERS]);
        lmv__evaluate_votes(e, row, theme, true, votes);
        add_pairs(votes, pairs[ENGINE]);
    }
    for (i = 0; i < N_ALPHAS; i++)
        for (k = 0; ok && k < N_PAIRS; k++)
            if (pairs[i][k] > 0)
                ok = add_share(
                    b, who, pair_of(b, e->slices[row], i, k), pairs[i][k]);
    return ok;
}

static int by_respondent(const void *a, const void *b)
{
    const boot_share *x = a, *y = b;

    if (x->respondent != y->respondent)
        return x->respondent < y->respondent ? -1 : 1;
    return (x->sum > y->sum) - (x->sum < y->sum);
}

static bool collect(boot *b)
{
    uint32_t *of = number_rows(b);
    bool ok = of != NULL;
    size_t row;

    for (row = 0; ok && row < b->e->n_rows; row++)
        ok = add_row(b, row, of[row]);
    free(of);
    if (b->shares.len > 1)
        qsort(b->shares.data, b->shares.len, sizeof(boot_share), by_respondent);
    return ok;
}

/* ---- one resample ---- */

/* The same as lmv__alpha_value() for two values. */
static double alpha_of(const double o[N_PAIRS])
{
    double zero = o[0] + o[1] / 2, one = o[2] + o[1] / 2, n = zero + one;
    double expected = 2 * zero * one;

    return expected > 0 ? 1 - (n - 1) * o[1] / expected : (double)NAN;
}

static void draw(const boot *b, const boot_worker *worker, unsigned resample)
{
    lmv__random seed = {b->e->options.seed + resample};
    lmv__random random = {lmv__random_next(&seed)};
    const boot_share *shares = b->shares.data;
    uint32_t i;
    size_t k;

    memset(worker->drawn, 0, b->n * sizeof *worker->drawn);
    for (i = 0; i < b->n; i++)
        worker->drawn[lmv__random_below(&random, b->n)]++;
    memset(worker->sums, 0, b->n_sums * sizeof *worker->sums);
    for (k = 0; k < b->shares.len; k++)
        worker->sums[shares[k].sum] +=
            worker->drawn[shares[k].respondent] * shares[k].value;
    for (i = 0; i < b->e->n_overall; i++) /* 0: what has no language */
        for (k = 0; k < b->stride; k++)
            worker->sums[LMV__MAX_SLICES * b->stride + k] +=
                worker->sums[i * b->stride + k];
}

/* The macro average is over the same themes in every resample. */
static void note_slice(
    boot *b, const double *sums, size_t slice, unsigned resample)
{
    lmv__evaluation *e = b->e;
    double **to = &b->numbers[slice * b->n_numbers];
    lmv__confusion micro = {0, 0, 0, 0};
    double macro = 0, n_macro = 0;
    size_t i;

    for (i = 0; i < e->n_scores; i++) {
        const lmv__confusion *plain = &e->themes[i].counts[slice];
        const double *mine = &sums[i * N_COUNTS];
        lmv__confusion c = {mine[TP], mine[FP], mine[FN], 0};
        double f1 = lmv__stats_f1(&c);

        to[N_OVERALL + i][resample] = f1;
        if (!e->themes[i].averaged)
            continue;
        lmv__stats_add(&micro, &c);
        if (plain->tp + plain->fn >= LMV__FEW_POSITIVES &&
            lmv__stats_defined(f1)) {
            macro += f1;
            n_macro++;
        }
    }
    sums += e->n_scores * N_COUNTS;
    to[MICRO][resample] = lmv__stats_f1(&micro);
    to[MACRO][resample] = n_macro > 0 ? macro / n_macro : (double)NAN;
    to[ALPHA_CODERS][resample] = alpha_of(sums + CODERS * N_PAIRS);
    to[ALPHA_ENGINE][resample] = alpha_of(sums + ENGINE * N_PAIRS);
}

/* ---- the threads: a batch is the number of a resample ---- */

static lmv_status new_batch(void *payload, void **batch, lmv_error *err)
{
    (void)payload;
    *batch = calloc(1, sizeof(unsigned));
    return *batch ? LMV_OK : lmv__error_nomem(err);
}

static void free_batch(void *payload, void *batch)
{
    (void)payload;
    free(batch);
}

static void free_worker(void *payload, void *opaque)
{
    boot_worker *worker = opaque;

    (void)payload;
    if (!worker)
        return;
    free(worker->sums);
    free(worker->drawn);
    free(worker);
}

static lmv_status new_worker(void *payload, void **out, lmv_error *err)
{
    const boot *b = payload;
    boot_worker *worker = calloc(1, sizeof *worker);

    if (!worker)
        return lmv__error_nomem(err);
    worker->sums = calloc(b->n_sums, sizeof *worker->sums);
    worker->drawn = calloc((size_t)b->n + 1, sizeof *worker->drawn);
    if (!worker->sums || !worker->drawn) {
        free_worker(payload, worker);
        return lmv__error_nomem(err);
    }
    *out = worker;
    return LMV_OK;
}

static lmv_status read_batch(
    void *payload, void *batch, bool *more, lmv_error *err)
{
    boot *b = payload;

    (void)err;
    *(unsigned *)batch = b->next++;
    *more = b->next < b->e->options.resamples;
    return LMV_OK;
}

static lmv_status work_batch(
    void *payload, void *opaque, void *batch, lmv_error *err)
{
    boot *b = payload;
    boot_worker *worker = opaque;
    unsigned resample = *(unsigned *)batch;
    size_t slice;

    (void)err;
    draw(b, worker, resample);
    note_slice(b, &worker->sums[LMV__MAX_SLICES * b->stride], 0, resample);
    for (slice = 1; slice < b->e->n_overall; slice++)
        note_slice(b, &worker->sums[slice * b->stride], slice, resample);
    return LMV_OK;
}

static lmv_status write_batch(void *payload, void *batch, lmv_error *err)
{
    (void)payload;
    (void)batch;
    (void)err;
    return LMV_OK;
}

/* ---- the intervals ---- */

static bool make_room(boot *b)
{
    lmv__evaluation *e = b->e;
    size_t i, n;

    b->stride = e->n_scores * N_COUNTS + N_ALPHAS * N_PAIRS;
    b->n_sums = (LMV__MAX_SLICES + 1) * b->stride;
    b->n_numbers = N_OVERALL + e->n_scores;
    n = e->n_overall * b->n_numbers;
    b->numbers = calloc(n + 1, sizeof *b->numbers);
    for (i = 0; b->numbers && i < n; i++) {
        b->numbers[i] = calloc(e->options.resamples, sizeof **b->numbers);
        if (!b->numbers[i])
            return false;
    }
    return b->numbers != NULL;
}

static void finish(boot *b)
{
    lmv__evaluation *e = b->e;
    size_t n = e->options.resamples, slice, i;

    for (slice = 0; slice < e->n_overall; slice++) {
        double **of = &b->numbers[slice * b->n_numbers];
        lmv__overall *to = &e->overall[slice];

        for (i = 0; i < e->n_scores; i++) {
            const lmv__confusion *plain = &e->themes[i].counts[slice];

            if (plain->tp + plain->fn >= LMV__FEW_POSITIVES)
                e->themes[i].f1[slice] =
                    lmv__stats_percentiles(of[N_OVERALL + i], n);
        }
        if (slice > 0 && to->comments < LMV__FEW_POSITIVES)
            continue; /* a handful is no sample of its language */
        to->micro_f1 = lmv__stats_percentiles(of[MICRO], n);
        to->macro_f1 = lmv__stats_percentiles(of[MACRO], n);
        to->coders_i = lmv__stats_percentiles(of[ALPHA_CODERS], n);
        to->alpha_i = lmv__stats_percentiles(of[ALPHA_ENGINE], n);
    }
}

static void clear(boot *b)
{
    size_t i;

    for (i = 0; b->numbers && i < b->e->n_overall * b->n_numbers; i++)
        free(b->numbers[i]);
    free(b->numbers);
    lmv__vec_clear(&b->shares);
}

lmv_status lmv__evaluate_bootstrap(lmv__evaluation *e, lmv_error *err)
{
    static const lmv__pipeline_ops ops = {
        .new_batch = new_batch,
        .free_batch = free_batch,
        .new_worker = new_worker,
        .free_worker = free_worker,
        .read = read_batch,
        .work = work_batch,
        .write = write_batch,
    };
    boot b = {.e = e};
    unsigned threads =
        e->options.threads ? e->options.threads : lmv__process_cores();
    lmv_status status;

    lmv__vec_init(&b.shares, sizeof(boot_share));
    if (!make_room(&b) || !collect(&b))
        status = lmv__error_nomem(err);
    else
        status =
            lmv__pipeline_run(&ops, &b, threads < 256 ? threads : 256, err);
    if (status == LMV_OK)
        finish(&b);
    clear(&b);
    return status;
}
