/*
 * Of false negatives of which nothing was found: what came nearest.  Searched
 * for on all threads, one comment after the other.
 */
#include "workbench/misses.h"

#include "base/process.h"
#include "engine/pipeline.h"
#include "workbench/nearest.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 64 };

typedef struct near_batch {
    size_t from, until; /* of the false negatives */
} near_batch;

typedef struct near_worker {
    lmv__nearest *nearest;
    lmv__document *doc;
    uint32_t row; /* that the document holds */
} near_worker;

typedef struct near_job {
    lmv__misses *misses;
    const lmv__evaluation *e;
    size_t next, until;
} near_job;

static lmv_status new_batch(void *payload, void **batch, lmv_error *err)
{
    (void)payload;
    *batch = calloc(1, sizeof(near_batch));
    return *batch ? LMV_OK : lmv__error_nomem(err);
}

static void free_batch(void *payload, void *batch)
{
    (void)payload;
    free(batch);
}

static void free_worker(void *payload, void *opaque)
{
    near_worker *worker = opaque;

    (void)payload;
    if (!worker)
        return;
    lmv__nearest_free(worker->nearest);
    lmv__document_free(worker->doc);
    free(worker);
}

static lmv_status new_worker(void *payload, void **out, lmv_error *err)
{
    const near_job *job = payload;
    near_worker *worker = calloc(1, sizeof *worker);
    lmv_status status;

    if (!worker)
        return lmv__error_nomem(err);
    worker->row = UINT32_MAX;
    worker->doc = lmv__document_new(job->e->rules->langdata);
    status = worker->doc
                 ? lmv__nearest_new(&worker->nearest, job->e->rules, err)
                 : lmv__error_nomem(err);
    if (status == LMV_OK)
        *out = worker;
    else
        free_worker(payload, worker);
    return status;
}

static lmv_status read_batch(
    void *payload, void *opaque, bool *more, lmv_error *err)
{
    near_job *job = payload;
    near_batch *batch = opaque;

    (void)err;
    batch->from = job->next;
    batch->until =
        job->until - batch->from > BATCH ? batch->from + BATCH : job->until;
    job->next = batch->until;
    *more = batch->until < job->until;
    return LMV_OK;
}

static lmv_status begin(
    const near_job *job, near_worker *worker, uint32_t row, lmv_error *err)
{
    const lmv__evaluation *e = job->e;
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[row]);
    const char *stated = e->outcomes->language
                             ? e->outcomes->language
                             : lmv__outcome_language(e->rules, comment);
    int language =
        stated ? lmv__langdata_find(e->rules->langdata, lmv__slice_of(stated))
               : LMV__LANG_UNKNOWN;
    lmv_status status;

    if (worker->row == row)
        return LMV_OK;
    status = lmv__document_set(
        worker->doc, comment->text.ptr, comment->text.len, language, err);
    if (status == LMV_OK)
        status = lmv__nearest_begin(worker->nearest, worker->doc, err);
    worker->row = row;
    return status;
}

static lmv_status keep(
    const near_job *job, const lmv__near *near, lmv__miss *to, lmv_error *err)
{
    const lmv__evaluation *e = job->e;
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[to->row]);
    lmv__buf reason;

    if (near->rank == 0 || near->n_spans == 0)
        return LMV_OK;
    to->rank = near->rank;
    to->pos = near->pos;
    to->hull.start = near->spans[0].start;
    to->hull.end = near->spans[near->n_spans - 1].end;
    lmv__buf_init(&reason);
    lmv__near_reason(&reason, e->rules, comment->text, near);
    if (reason.failed) {
        lmv__buf_clear(&reason);
        return lmv__error_nomem(err);
    }
    to->reason = reason.data; /* transferred */
    return LMV_OK;
}

static lmv_status work_batch(
    void *payload, void *opaque, void *batch_, lmv_error *err)
{
    near_job *job = payload;
    const near_batch *batch = batch_;
    lmv_status status = LMV_OK;
    size_t i;

    for (i = batch->from; i < batch->until && status == LMV_OK; i++) {
        lmv__miss *miss = lmv__vec_at(&job->misses->negatives, i);
        near_worker *worker = opaque;
        lmv__near near;

        if (miss->find)
            continue;
        status = begin(job, worker, miss->row, err);
        if (status == LMV_OK)
            status =
                lmv__nearest_theme(worker->nearest, miss->theme, &near, err);
        if (status == LMV_OK)
            status = keep(job, &near, miss, err);
    }
    return status;
}

static lmv_status write_batch(void *payload, void *batch, lmv_error *err)
{
    (void)payload;
    (void)batch;
    (void)err;
    return LMV_OK;
}

lmv_status lmv__misses_near(
    lmv__misses *misses, const lmv__evaluation *e, lmv_error *err)
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
    near_job job = {.misses = misses, .e = e};
    unsigned threads =
        e->options.threads ? e->options.threads : lmv__process_cores();
    size_t i, lacking = 0;

    for (i = 0; i < misses->negatives.len; i++) {
        const lmv__miss *miss = lmv__vec_at(&misses->negatives, i);

        if (miss->find)
            continue;
        if (lacking++ < LMV__MAX_NEAR)
            job.until = i + 1;
    }
    misses->not_searched =
        lacking > LMV__MAX_NEAR ? lacking - LMV__MAX_NEAR : 0;
    if (lacking == 0)
        return LMV_OK;
    return lmv__pipeline_run(&ops, &job, threads < 256 ? threads : 256, err);
}
