#include "workbench/mutate.h"

#include "base/platform.h"
#include "base/process.h"
#include "engine/pipeline.h"
#include "engine/trace.h"
#include "rules/probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 16 };

/* A theme without an entry has another label: `from`, `to` as in cells. */
typedef struct mutate_change {
    uint32_t mutant, unit, theme;
    unsigned char from, to;
} mutate_change;

typedef struct mutate_batch {
    size_t from, until;
    lmv__vec changes; /* of mutate_change */
    lmv__vec parts;   /* of uint32_t[2]: mutant, unit that it took part in */
    uint64_t scans, failed;
} mutate_batch;

/* A comment, by its number, or an example. */
typedef struct mutate_unit {
    const lmv__example *example; /* NULL: a comment */
    uint32_t comment, theme;
    size_t row; /* of the evaluation; SIZE_MAX: not coded */
} mutate_unit;

typedef struct mutate_job {
    lmv__mutation *out;
    const lmv__setup *setup;
    const lmv__evaluation *e;
    const lmv__mutation_options *options;
    lmv__vec units; /* of mutate_unit */
    uint32_t *of_pattern;
    uint32_t *next, *first; /* patterns of a mutant, chained */
    uint32_t n_patterns;
    size_t at;
} mutate_job;

typedef struct mutate_worker {
    lmv_scanner *scanner;
    bool *off, *touched;
    unsigned char *before, *after; /* by theme */
    uint32_t *tried;               /* mutants of the unit */
} mutate_worker;

const lmv__mutant *lmv__mutation_at(const lmv__mutation *mutation, size_t i)
{
    return lmv__vec_at(&mutation->mutants, i);
}

bool lmv__mutant_dead(const lmv__mutant *mutant)
{
    return mutant->comments + mutant->examples == 0;
}

/* ---- one unit ---- */

static const lmv_ruleset *rules_of(const mutate_job *job)
{
    return job->out->rules;
}

/* What all themes say of the unit; false: it cannot be scanned. */
static lmv_status scan_unit(const mutate_job *job, mutate_worker *worker,
    const mutate_unit *unit, unsigned char *says, bool *good)
{
    lmv_scan_options options = LMV_SCAN_OPTIONS_INIT;
    lmv_error problem = LMV_ERROR_INIT;
    lmv__slice text;
    const lmv_result *result;
    lmv_status status;
    lmv__trace trace;
    size_t i;

    if (unit->example) {
        text = unit->example->text;
        options.language =
            unit->example->language.len ? unit->example->language.ptr : NULL;
        options.asked = unit->example->asked;
    } else {
        const lmv__comment *comment =
            lmv__corpus_at(job->e->corpus, unit->comment);

        text = comment->text;
        options.language = job->options->language
                               ? job->options->language
                               : lmv__outcome_language(rules_of(job), comment);
    }
    status = lmv_scanner_scan_with(
        worker->scanner, text.ptr, text.len, &options, &result, &problem);
    *good = status == LMV_OK;
    if (status != LMV_OK)
        return status == LMV_ENOMEM ? status : LMV_OK;
    for (i = 0; i < rules_of(job)->n_themes; i++)
        says[i] = lmv__trace_theme(worker->scanner, i, &trace) &&
                  trace.assigned && (trace.reported || unit->example);
    for (i = 0; i < lmv_result_not_evaluated_count(result); i++)
        says[lmv_result_not_evaluated_theme(result, i)] = LMV__UNSAID;
    if (lmv_result_error(result))
        memset(says, LMV__UNSAID, rules_of(job)->n_themes);
    return LMV_OK;
}

/* Is anybody interested in what the theme says of the unit? */
static bool is_asked(
    const mutate_job *job, const mutate_unit *unit, uint32_t theme)
{
    if (unit->example)
        return theme == unit->theme;
    return unit->row != SIZE_MAX && job->e->judged[theme] &&
           lmv__evaluation_cell(job->e, unit->row, theme)->gold != LMV__UNSAID;
}

static bool compare(const mutate_job *job, mutate_worker *worker,
    mutate_batch *batch, uint32_t unit, uint32_t mutant)
{
    const mutate_unit *what = lmv__vec_at(&job->units, unit);
    uint32_t i;

    for (i = 0; i < rules_of(job)->n_themes; i++) {
        mutate_change *change;

        if (worker->before[i] == worker->after[i] || !is_asked(job, what, i))
            continue;
        change = lmv__vec_push(&batch->changes);
        if (!change)
            return false;
        change->mutant = mutant;
        change->unit = unit;
        change->theme = i;
        change->from = worker->before[i];
        change->to = worker->after[i];
    }
    return true;
}

static void switch_off(
    const mutate_job *job, mutate_worker *worker, uint32_t mutant, bool off)
{
    uint32_t i;

    for (i = job->first[mutant]; i != LMV__NONE; i = job->next[i])
        worker->off[i] = off;
}

/* The mutants that took part in the first scan. */
static uint32_t find_tried(const mutate_job *job, mutate_worker *worker)
{
    uint32_t i, k, n = 0;

    for (i = 0; i < job->n_patterns; i++) {
        uint32_t mutant = job->of_pattern[i];

        if (!worker->touched[i] || mutant == LMV__MAP_NONE)
            continue;
        for (k = 0; k < n && worker->tried[k] != mutant; k++)
            ;
        if (k == n)
            worker->tried[n++] = mutant;
    }
    return n;
}

static lmv_status try_one(const mutate_job *job, mutate_worker *worker,
    mutate_batch *batch, uint32_t unit, uint32_t mutant)
{
    const mutate_unit *what = lmv__vec_at(&job->units, unit);
    uint32_t *part = lmv__vec_push(&batch->parts);
    lmv_status status;
    bool good;

    if (!part)
        return LMV_ENOMEM;
    part[0] = mutant;
    part[1] = unit;
    if (lmv__mutation_at(job->out, mutant)->inside ||
        (!what->example && what->row == SIZE_MAX))
        return LMV_OK;
    switch_off(job, worker, mutant, true);
    status = scan_unit(job, worker, what, worker->after, &good);
    switch_off(job, worker, mutant, false);
    batch->scans++;
    if (status != LMV_OK || !good)
        return status;
    return compare(job, worker, batch, unit, mutant) ? LMV_OK : LMV_ENOMEM;
}

static lmv_status work_unit(const mutate_job *job, mutate_worker *worker,
    mutate_batch *batch, uint32_t unit)
{
    lmv__probe probe = {.off = worker->off, .touched = worker->touched};
    const mutate_unit *what = lmv__vec_at(&job->units, unit);
    lmv_status status;
    uint32_t n, i;
    bool good;

    memset(worker->touched, 0, job->n_patterns * sizeof *worker->touched);
    lmv__trace_probe(worker->scanner, &probe);
    status = scan_unit(job, worker, what, worker->before, &good);
    batch->scans++;
    batch->failed += !good;
    n = good ? find_tried(job, worker) : 0;
    probe.touched = NULL;
    for (i = 0; i < n && status == LMV_OK; i++)
        status = try_one(job, worker, batch, unit, worker->tried[i]);
    lmv__trace_probe(worker->scanner, NULL);
    return status;
}

/* ---- adding up, in the order of the units ---- */

static void count(lmv__confusion *to, unsigned gold, unsigned found, double by)
{
    if (found == LMV__UNSAID)
        return;
    if (gold == 1)
        *(found == 1 ? &to->tp : &to->fn) += by;
    else
        *(found == 1 ? &to->fp : &to->tn) += by;
}

static void apply(const mutate_job *job, const mutate_change *change)
{
    const mutate_unit *unit = lmv__vec_at(&job->units, change->unit);
    lmv__mutant *mutant = lmv__vec_at(&job->out->mutants, change->mutant);
    const lmv__theme *theme = &rules_of(job)->themes[change->theme];
    unsigned gold;
    double weight;

    if (unit->example) {
        mutant->tests++;
        return;
    }
    gold = lmv__evaluation_cell(job->e, unit->row, change->theme)->gold;
    weight = job->e->gold->weights[unit->comment];
    mutant->cells++;
    if (mutant->comment == LMV__NONE)
        mutant->comment = unit->comment;
    if (theme->kind == LMV_KIND_THEME) {
        count(&mutant->micro, gold, change->from, -weight);
        count(&mutant->micro, gold, change->to, weight);
    }
    if (change->theme == mutant->theme) {
        count(&mutant->own, gold, change->from, -weight);
        count(&mutant->own, gold, change->to, weight);
    }
}

static lmv_status write_batch(void *payload, void *opaque, lmv_error *err)
{
    mutate_job *job = payload;
    mutate_batch *batch = opaque;
    size_t i;

    (void)err;
    for (i = 0; i < batch->changes.len; i++)
        apply(job, lmv__vec_at(&batch->changes, i));
    for (i = 0; i < batch->parts.len; i++) {
        const uint32_t *part = lmv__vec_at(&batch->parts, i);
        const mutate_unit *unit = lmv__vec_at(&job->units, part[1]);
        lmv__mutant *mutant = lmv__vec_at(&job->out->mutants, part[0]);

        *(unit->example ? &mutant->examples : &mutant->comments) += 1;
    }
    job->out->scans += batch->scans;
    job->out->failed += batch->failed;
    return LMV_OK;
}

static double lost(const lmv__confusion *all, const lmv__confusion *difference)
{
    lmv__confusion without = *all;
    double before = lmv__stats_f1(all), after;

    lmv__stats_add(&without, difference);
    after = lmv__stats_f1(&without);
    /* Without anything found F1 may be undefined: nothing is left of it. */
    if (!lmv__stats_defined(after) && lmv__stats_defined(before))
        after = 0;
    return before - after;
}

static void judge(mutate_job *job)
{
    const lmv__evaluation *e = job->e;
    size_t i, k;

    job->out->micro = lmv__stats_f1(&e->overall[0].micro);
    for (i = 0; i < job->out->mutants.len; i++) {
        lmv__mutant *mutant = lmv__vec_at(&job->out->mutants, i);

        mutant->worth = lost(&e->overall[0].micro, &mutant->micro);
        mutant->worth_own = (double)NAN;
        for (k = 0; k < e->n_scores; k++)
            if (e->themes[k].theme == mutant->theme)
                mutant->worth_own = lost(&e->themes[k].sums[0], &mutant->own);
    }
}

/* ---- the pipeline ---- */

static lmv_status new_batch(void *payload, void **out, lmv_error *err)
{
    mutate_batch *batch = calloc(1, sizeof *batch);

    (void)payload;
    *out = batch;
    if (!batch)
        return lmv__error_nomem(err);
    lmv__vec_init(&batch->changes, sizeof(mutate_change));
    lmv__vec_init(&batch->parts, 2 * sizeof(uint32_t));
    return LMV_OK;
}

static void free_batch(void *payload, void *opaque)
{
    mutate_batch *batch = opaque;

    (void)payload;
    if (!batch)
        return;
    lmv__vec_clear(&batch->changes);
    lmv__vec_clear(&batch->parts);
    free(batch);
}

static void free_worker(void *payload, void *opaque)
{
    mutate_worker *worker = opaque;

    (void)payload;
    if (!worker)
        return;
    lmv_scanner_free(worker->scanner);
    free(worker->off);
    free(worker->touched);
    free(worker->before);
    free(worker->after);
    free(worker->tried);
    free(worker);
}

static lmv_status new_worker(void *payload, void **out, lmv_error *err)
{
    mutate_job *job = payload;
    mutate_worker *worker = calloc(1, sizeof *worker);
    size_t n_themes = rules_of(job)->n_themes + 1;

    *out = worker;
    if (!worker)
        return lmv__error_nomem(err);
    worker->off = calloc(job->n_patterns + 1, sizeof *worker->off);
    worker->touched = calloc(job->n_patterns + 1, sizeof *worker->touched);
    worker->before = calloc(n_themes, 1);
    worker->after = calloc(n_themes, 1);
    worker->tried = calloc(job->out->mutants.len + 1, sizeof *worker->tried);
    if (!worker->off || !worker->touched || !worker->before || !worker->after ||
        !worker->tried)
        return lmv__error_nomem(err);
    return lmv_scanner_new(&worker->scanner, job->setup->engine, err);
}

static lmv_status read_batch(
    void *payload, void *opaque, bool *more, lmv_error *err)
{
    mutate_job *job = payload;
    mutate_batch *batch = opaque;
    size_t n = job->units.len;

    (void)err;
    batch->changes.len = batch->parts.len = 0;
    batch->scans = batch->failed = 0;
    batch->from = job->at;
    batch->until = n - batch->from > BATCH ? batch->from + BATCH : n;
    job->at = batch->until;
    *more = batch->until < n;
    return LMV_OK;
}

static lmv_status work_batch(
    void *payload, void *worker, void *opaque, lmv_error *err)
{
    mutate_batch *batch = opaque;
    lmv_status status = LMV_OK;
    size_t i;

    for (i = batch->from; i < batch->until && status == LMV_OK; i++)
        status = work_unit(payload, worker, batch, (uint32_t)i);
    return status == LMV_OK ? LMV_OK : lmv__error_nomem(err);
}

static bool is_cancelled(void *payload)
{
    (void)payload;
    return lmv__platform_stopped() != 0;
}

/* ---- all of it ---- */

static bool add_units(mutate_job *job)
{
    const lmv_ruleset *rules = rules_of(job);
    size_t i, row = 0;
    uint32_t k;

    for (i = 0; i < job->e->corpus->comments.len; i++) {
        mutate_unit *unit = lmv__vec_push(&job->units);

        if (!unit)
            return false;
        while (row < job->e->n_rows && job->e->rows[row] < i)
            row++;
        unit->comment = (uint32_t)i;
        unit->row =
            row < job->e->n_rows && job->e->rows[row] == i ? row : SIZE_MAX;
    }
    for (i = 0; i < rules->n_themes; i++)
        for (k = 0; k < rules->themes[i].n_examples; k++) {
            mutate_unit *unit;

            if (!lmv__mutation_active(job->out, (uint32_t)i) ||
                !rules->packs[rules->themes[i].pack].named)
                continue;
            unit = lmv__vec_push(&job->units);
            if (!unit)
                return false;
            unit->example = &rules->themes[i].examples[k];
            unit->theme = (uint32_t)i;
        }
    job->out->comments = job->e->corpus->comments.len;
    job->out->examples = job->units.len - job->out->comments;
    return true;
}

static lmv_status prepare(mutate_job *job, lmv_error *err)
{
    uint32_t n = job->n_patterns, i;
    lmv_status status;

    job->of_pattern = calloc(n + 1, sizeof *job->of_pattern);
    job->next = calloc(n + 1, sizeof *job->next);
    if (!job->of_pattern || !job->next || !add_units(job))
        return lmv__error_nomem(err);
    status = lmv__mutation_entries(job->out, job->of_pattern, err);
    if (status != LMV_OK)
        return status;
    job->first = calloc(job->out->mutants.len + 1, sizeof *job->first);
    if (!job->first)
        return lmv__error_nomem(err);
    for (i = 0; i < job->out->mutants.len; i++)
        job->first[i] = LMV__NONE;
    for (i = 0; i < n; i++)
        if (job->of_pattern[i] != LMV__MAP_NONE) {
            job->next[i] = job->first[job->of_pattern[i]];
            job->first[job->of_pattern[i]] = i;
        }
    return LMV_OK;
}

lmv_status lmv__mutation_make(lmv__mutation *out, const lmv__setup *setup,
    const lmv__evaluation *evaluation, const lmv__mutation_options *options,
    lmv_error *err)
{
    static const lmv__pipeline_ops ops = {
        .new_batch = new_batch,
        .free_batch = free_batch,
        .new_worker = new_worker,
        .free_worker = free_worker,
        .read = read_batch,
        .work = work_batch,
        .write = write_batch,
        .cancelled = is_cancelled,
    };
    mutate_job job = {
        .out = out, .setup = setup, .e = evaluation, .options = options};
    unsigned threads =
        options->threads ? options->threads : lmv__process_cores();
    lmv_status status;

    memset(out, 0, sizeof *out);
    out->rules = setup->ruleset;
    out->engine = setup->engine;
    lmv__vec_init(&out->mutants, sizeof(lmv__mutant));
    lmv__vec_init(&job.units, sizeof(mutate_unit));
    job.n_patterns = out->rules->programs->n;
    status = prepare(&job, err);
    if (status == LMV_OK)
        status =
            lmv__pipeline_run(&ops, &job, threads < 256 ? threads : 256, err);
    if (status == LMV_OK)
        judge(&job);
    else
        lmv__mutation_clear(out);
    lmv__vec_clear(&job.units);
    free(job.of_pattern);
    free(job.next);
    free(job.first);
    return status;
}

void lmv__mutation_clear(lmv__mutation *mutation)
{
    lmv__vec_clear(&mutation->mutants);
    memset(mutation, 0, sizeof *mutation);
}
