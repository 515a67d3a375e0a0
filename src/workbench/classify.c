#include "workbench/classify.h"

#include "base/platform.h"
#include "engine/pipeline.h"
#include "rules/model.h"
#include "workbench/label.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    BATCH_RECORDS = 256,
    BATCH_BYTES = 256 * 1024,
    MAX_BATCH_RECORDS = 65536
};

typedef struct classify_batch {
    lmv__record *records;
    size_t n, cap;
    lmv__buf out;
    lmv__tally tally;
    lmv__vec samples; /* of lmv__sample */
} classify_batch;

typedef struct classify_worker {
    lmv__labeller labeller;
    lmv__labelled *cells; /* one a text column */
    lmv__arena *arenas;   /* what the cells point to */
} classify_worker;

typedef struct classify_job {
    const lmv__classify_options *options;
    const lmv__columns *columns;
    const lmv__langdata *langdata;
    size_t n_themes, batch_records;
    lmv__tally *tally;
    atomic_bool sampled; /* enough comments to show */
    bool cut;            /* a signal came while the reader waited for input */
} classify_job;

/* For the message of a fatal signal, which has no other way to know. */
static _Thread_local volatile uint64_t current_record;

uint64_t lmv__classify_current_record(void)
{
    return current_record;
}

/* ---- batches ---- */

static void free_batch(void *payload, void *opaque)
{
    classify_batch *batch = opaque;
    size_t i;

    (void)payload;
    if (!batch)
        return;
    for (i = 0; batch->records && i < batch->cap; i++)
        lmv__record_clear(&batch->records[i]);
    free(batch->records);
    for (i = 0; i < batch->samples.len; i++)
        lmv__sample_clear(lmv__vec_at(&batch->samples, i));
    lmv__vec_clear(&batch->samples);
    lmv__buf_clear(&batch->out);
    lmv__tally_clear(&batch->tally);
    free(batch);
}

static lmv_status new_batch(void *payload, void **out, lmv_error *err)
{
    classify_job *job = payload;
    classify_batch *batch = calloc(1, sizeof *batch);
    size_t i;

    if (!batch)
        return lmv__error_nomem(err);
    lmv__vec_init(&batch->samples, sizeof(lmv__sample));
    lmv__buf_init(&batch->out);
    batch->records = calloc(job->batch_records, sizeof *batch->records);
    if (!batch->records || !lmv__tally_init(&batch->tally, job->n_themes)) {
        free_batch(payload, batch);
        return lmv__error_nomem(err);
    }
    batch->cap = job->batch_records;
    for (i = 0; i < batch->cap; i++)
        lmv__record_init(&batch->records[i]);
    *out = batch;
    return LMV_OK;
}

static lmv_status read_batch(
    void *payload, void *opaque, bool *more, lmv_error *err)
{
    classify_job *job = payload;
    classify_batch *batch = opaque;
    size_t bytes = 0;

    batch->n = 0;
    *more = true;
    while (batch->n < batch->cap && bytes < BATCH_BYTES) {
        lmv__record *record = &batch->records[batch->n];
        lmv_status status =
            lmv__reader_next(job->options->reader, record, more, err);

        if (status == LMV_ECANCELLED) { /* what was read so far counts */
            job->cut = true;
            *more = false;
            return LMV_OK;
        }
        if (status != LMV_OK || !*more)
            return status;
        bytes += record->source.len + record->raw.len;
        batch->n++;
    }
    return LMV_OK;
}

/* ---- work ---- */

static void free_worker(void *payload, void *opaque)
{
    classify_job *job = payload;
    classify_worker *worker = opaque;
    size_t i;

    if (!worker)
        return;
    lmv_scanner_free(worker->labeller.scanner);
    for (i = 0; worker->arenas && i < job->columns->n_text; i++)
        lmv__arena_clear(&worker->arenas[i]);
    free(worker->arenas);
    free(worker->cells);
    free(worker);
}

static lmv_status new_worker(void *payload, void **out, lmv_error *err)
{
    classify_job *job = payload;
    classify_worker *worker = calloc(1, sizeof *worker);
    size_t n = job->columns->n_text, i;
    lmv_status status;

    if (!worker)
        return lmv__error_nomem(err);
    worker->cells = calloc(n, sizeof *worker->cells);
    worker->arenas = calloc(n, sizeof *worker->arenas);
    for (i = 0; worker->arenas && i < n; i++)
        lmv__arena_init(&worker->arenas[i], 4096);
    worker->labeller.rules = lmv_engine_ruleset(job->options->engine);
    worker->labeller.columns = job->columns;
    worker->labeller.trace = job->options->trace;
    if (!worker->cells || !worker->arenas)
        status = lmv__error_nomem(err);
    else
        status = lmv_scanner_new(
            &worker->labeller.scanner, job->options->engine, err);
    if (status != LMV_OK)
        free_worker(payload, worker);
    else
        *out = worker;
    return status;
}

/* The language that the record states, or NULL: it is detected. */
static const char *stated_language(
    const classify_job *job, const lmv__record *record, lmv__tally *tally)
{
    lmv__slice value;
    int language;

    if (job->options->language)
        return job->options->language;
    if (job->columns->language == LMV__NO_COLUMN ||
        record->status == LMV__RECORD_ERROR)
        return NULL;
    value = lmv__record_field(record, job->columns->language);
    if (lmv__label_is_empty(value))
        return NULL;
    language = lmv__langdata_find(job->langdata, value);
    if (language >= 0)
        return lmv__langdata_code(job->langdata, language);
    lmv__tally_unknown(tally, value, 1);
    return NULL;
}

static bool keep_sample(const classify_job *job, classify_batch *batch,
    const lmv__record *record, const lmv__labelled *cell)
{
    lmv__sample *place;

    if (!job->options->samples || cell->n_labels == 0 ||
        atomic_load_explicit(&job->sampled, memory_order_relaxed))
        return true;
    place = lmv__vec_push(&batch->samples);
    return place && lmv__sample_copy(place, record->number, cell);
}

static lmv_status work_record(classify_job *job, classify_worker *worker,
    classify_batch *batch, const lmv__record *record, lmv_error *err)
{
    lmv_scan_options options = LMV_SCAN_OPTIONS_INIT;
    size_t n = job->columns->n_text, i;
    lmv_status status = LMV_OK;

    options.language = stated_language(job, record, &batch->tally);
    batch->tally.records++;
    batch->tally.excluded += record->excluded != NULL;
    batch->tally.incomplete += record->incomplete && !record->excluded;
    batch->tally.errors += record->status == LMV__RECORD_ERROR;
    for (i = 0; i < n && status == LMV_OK; i++) {
        lmv__arena_reset(&worker->arenas[i]);
        worker->labeller.arena = &worker->arenas[i];
        if (job->options->asked)
            options.asked = job->options->asked[i];
        status = lmv__label_cell(&worker->labeller, record,
            job->columns->text[i], &options, &worker->cells[i], err);
        if (status != LMV_OK)
            return status;
        lmv__tally_comment(&batch->tally, &worker->cells[i]);
        if (!keep_sample(job, batch, record, &worker->cells[i]))
            return lmv__error_nomem(err);
    }
    if (job->options->writer)
        status = lmv__writer_record(
            job->options->writer, record, worker->cells, n, &batch->out, err);
    return status;
}

static lmv_status work_batch(
    void *payload, void *opaque_worker, void *opaque, lmv_error *err)
{
    classify_batch *batch = opaque;
    lmv_status status = LMV_OK;
    size_t i;

    lmv__buf_reset(&batch->out);
    lmv__tally_reset(&batch->tally);
    for (i = 0; i < batch->n && status == LMV_OK; i++) {
        current_record = batch->records[i].number;
        status =
            work_record(payload, opaque_worker, batch, &batch->records[i], err);
    }
    current_record = 0;
    return status;
}

/* ---- writing ---- */

static lmv_status offer_samples(
    classify_job *job, classify_batch *batch, lmv_error *err)
{
    bool ok = true;
    size_t i;

    for (i = 0; i < batch->samples.len; i++) {
        lmv__sample *sample = lmv__vec_at(&batch->samples, i);

        if (ok)
            ok = lmv__samples_offer(job->options->samples, sample);
        else
            lmv__sample_clear(sample);
    }
    batch->samples.len = 0;
    if (lmv__samples_full(job->options->samples))
        atomic_store_explicit(&job->sampled, true, memory_order_relaxed);
    return ok ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status write_batch(void *payload, void *opaque, lmv_error *err)
{
    classify_job *job = payload;
    classify_batch *batch = opaque;
    const lmv__classify_options *options = job->options;
    lmv_status status = LMV_OK;

    if (options->writer && batch->out.len > 0)
        status = lmv__writer_put(options->writer,
            (lmv__slice){batch->out.data, batch->out.len}, options->output,
            err);
    if (status != LMV_OK)
        return status;
    lmv__tally_add(job->tally, &batch->tally);
    if (options->samples)
        status = offer_samples(job, batch, err);
    if (status == LMV_OK && options->progress && batch->n > 0)
        options->progress(
            options->payload, job->tally, batch->records[batch->n - 1].offset);
    return status;
}

static bool is_cancelled(void *payload)
{
    (void)payload;
    return lmv__platform_stopped() != 0;
}

static lmv_status write_header(
    const lmv__classify_options *options, lmv_error *err)
{
    lmv__buf header;
    lmv_status status;

    if (!options->writer)
        return LMV_OK;
    lmv__buf_init(&header);
    status = lmv__writer_begin(options->writer, &header, err);
    if (status == LMV_OK && header.len > 0)
        status =
            lmv__output_write(options->output, header.data, header.len, err);
    lmv__buf_clear(&header);
    return status;
}

lmv_status lmv__classify_run(
    const lmv__classify_options *options, lmv__tally *tally, lmv_error *err)
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
    const lmv_ruleset *rules = lmv_engine_ruleset(options->engine);
    classify_job job = {.options = options, .tally = tally};
    lmv_status status = write_header(options, err), last;

    if (status != LMV_OK)
        return status;
    job.columns = lmv__reader_columns(options->reader);
    job.langdata = rules->langdata;
    job.n_themes = lmv_ruleset_theme_count(rules);
    job.batch_records =
        options->batch_records && options->batch_records < MAX_BATCH_RECORDS
            ? options->batch_records
            : BATCH_RECORDS;
    status = lmv__pipeline_run(&ops, &job, options->threads, err);
    if (status == LMV_OK && job.cut)
        status = lmv__error_set(err, LMV_ECANCELLED, "stopped");
    if (!options->writer ||
        (status != LMV_OK && !(status == LMV_ECANCELLED && is_cancelled(NULL))))
        return status;
    last = lmv__writer_end(
        options->writer, options->output, status == LMV_OK ? err : NULL);
    return status == LMV_OK ? last : status;
}
