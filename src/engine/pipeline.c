#include "engine/pipeline.h"

#include "base/platform.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MAX_THREADS 256u

/* A batch's place in the ring: batch number n lives in slot n % n_slots. */
typedef struct slot {
    void *batch;
    bool done; /* worked on, waits to be written */
    lmv_status status;
    lmv_error error;
} slot;

/*
 * n_written <= n_taken <= n_read <= n_written + n_slots; everything below is
 * read and changed under the lock, batches are not.
 */
typedef struct pipeline {
    const lmv__pipeline_ops *ops;
    void *payload;
    slot *slots;
    size_t n_slots;
    pthread_mutex_t lock;
    pthread_cond_t freed, filled, finished;
    uint64_t n_read, n_taken, n_written;
    bool ended; /* nothing is read any more, because of: */
    lmv_status end_status;
    lmv_error end_error;
    bool stop; /* the writer has given up, or is through */
} pipeline;

typedef struct helper {
    pipeline *run;
    void *worker;
    pthread_t thread;
    bool started;
} helper;

static slot *slot_of(pipeline *run, uint64_t number)
{
    return &run->slots[number % run->n_slots];
}

static bool is_cancelled(const pipeline *run)
{
    return run->ops->cancelled && run->ops->cancelled(run->payload);
}

/* ---- the reader ---- */

/* Waits for a free slot; NULL when there is nothing more to do. */
static slot *wait_free(pipeline *run)
{
    slot *free_slot = NULL;

    pthread_mutex_lock(&run->lock);
    while (!run->stop && run->n_read - run->n_written == run->n_slots)
        pthread_cond_wait(&run->freed, &run->lock);
    if (!run->stop)
        free_slot = slot_of(run, run->n_read);
    pthread_mutex_unlock(&run->lock);
    return free_slot;
}

static void publish_read(
    pipeline *run, lmv_status status, bool more, const lmv_error *error)
{
    pthread_mutex_lock(&run->lock);
    if (status == LMV_OK) {
        slot_of(run, run->n_read)->done = false;
        run->n_read++;
        pthread_cond_signal(&run->filled);
    }
    if (status != LMV_OK || !more) {
        run->ended = true;
        run->end_status = status;
        run->end_error = *error;
        pthread_cond_broadcast(&run->filled);
        pthread_cond_signal(&run->finished);
    }
    pthread_mutex_unlock(&run->lock);
}

static void *reader_main(void *argument)
{
    pipeline *run = argument;
    bool more = true;
    lmv_status status = LMV_OK;

    lmv__platform_hold_stop(false);
    while (more && status == LMV_OK) {
        lmv_error error = LMV_ERROR_INIT;
        slot *next = wait_free(run);

        if (!next)
            break;
        if (is_cancelled(run))
            status = lmv__error_set(&error, LMV_ECANCELLED, "stopped");
        else
            status = run->ops->read(run->payload, next->batch, &more, &error);
        publish_read(run, status, more, &error);
    }
    return NULL;
}

/* ---- the workers ---- */

/* The next batch to work on; NULL when there will be none. */
static slot *wait_filled(pipeline *run)
{
    slot *next = NULL;

    pthread_mutex_lock(&run->lock);
    while (!run->stop && !run->ended && run->n_taken == run->n_read)
        pthread_cond_wait(&run->filled, &run->lock);
    if (!run->stop && run->n_taken < run->n_read)
        next = slot_of(run, run->n_taken++);
    pthread_mutex_unlock(&run->lock);
    return next;
}

static void *worker_main(void *argument)
{
    const helper *self = argument;
    pipeline *run = self->run;
    slot *next;

    while ((next = wait_filled(run)) != NULL) {
        lmv_error error = LMV_ERROR_INIT;
        lmv_status status =
            run->ops->work(run->payload, self->worker, next->batch, &error);

        pthread_mutex_lock(&run->lock);
        next->status = status;
        next->error = error;
        next->done = true;
        pthread_cond_signal(&run->finished);
        pthread_mutex_unlock(&run->lock);
    }
    return NULL;
}

/* ---- the writer ---- */

/* The next batch in order, worked on; NULL when all were written. */
static slot *wait_done(pipeline *run)
{
    slot *next = NULL;

    pthread_mutex_lock(&run->lock);
    for (;;) {
        if (run->n_written < run->n_read) {
            next = slot_of(run, run->n_written);
            if (next->done)
                break;
            next = NULL;
        } else if (run->ended) {
            break;
        }
        pthread_cond_wait(&run->finished, &run->lock);
    }
    pthread_mutex_unlock(&run->lock);
    return next;
}

static lmv_status give_error(
    lmv_error *err, lmv_status status, const lmv_error *from)
{
    if (err && status != LMV_OK) {
        lmv__error_set(err, status, "%s", from->message);
        lmv__error_at(err, from->file, from->line, from->column);
    }
    return status;
}

static lmv_status write_all(pipeline *run, lmv_error *err)
{
    slot *next;

    while ((next = wait_done(run)) != NULL) {
        lmv_error error = LMV_ERROR_INIT;
        lmv_status status = next->status;

        if (status != LMV_OK)
            return give_error(err, status, &next->error);
        status = run->ops->write(run->payload, next->batch, &error);
        if (status != LMV_OK)
            return give_error(err, status, &error);
        pthread_mutex_lock(&run->lock);
        run->n_written++;
        pthread_cond_signal(&run->freed);
        pthread_mutex_unlock(&run->lock);
    }
    return give_error(err, run->end_status, &run->end_error);
}

/* ---- start and end ---- */

static lmv_status start(
    helper *hand, void *(*main)(void *), void *argument, lmv_error *err)
{
    int failed = pthread_create(&hand->thread, NULL, main, argument);

    if (failed)
        return lmv__error_set(
            err, LMV_ELIMIT, "cannot start a thread: %s", strerror(failed));
    hand->started = true;
    return LMV_OK;
}

static void stop_all(pipeline *run)
{
    pthread_mutex_lock(&run->lock);
    run->stop = true;
    pthread_cond_broadcast(&run->freed);
    pthread_cond_broadcast(&run->filled);
    pthread_mutex_unlock(&run->lock);
}

/* hands[0] is the reader's. */
static lmv_status run_threads(
    pipeline *run, helper *hands, unsigned n, lmv_error *err)
{
    lmv_status status;

    lmv__platform_hold_stop(true);
    status = start(&hands[0], reader_main, run, err);
    for (unsigned i = 1; i < n && status == LMV_OK; i++)
        status = start(&hands[i], worker_main, &hands[i], err);
    if (status == LMV_OK)
        status = write_all(run, err);
    stop_all(run);
    for (unsigned i = 0; i < n; i++) {
        if (hands[i].started)
            pthread_join(hands[i].thread, NULL);
    }
    lmv__platform_hold_stop(false);
    return status;
}

static lmv_status make_all(
    pipeline *run, helper *hands, unsigned n, lmv_error *err)
{
    lmv_status status = LMV_OK;

    for (size_t i = 0; i < run->n_slots && status == LMV_OK; i++)
        status = run->ops->new_batch(run->payload, &run->slots[i].batch, err);
    for (unsigned i = 1; i < n && status == LMV_OK; i++) {
        hands[i].run = run;
        status = run->ops->new_worker(run->payload, &hands[i].worker, err);
    }
    return status;
}

static void free_all(pipeline *run, helper *hands, unsigned n)
{
    for (size_t i = 0; run->slots && i < run->n_slots; i++) {
        if (run->slots[i].batch)
            run->ops->free_batch(run->payload, run->slots[i].batch);
    }
    for (unsigned i = 1; hands && i < n; i++) {
        if (hands[i].worker)
            run->ops->free_worker(run->payload, hands[i].worker);
    }
    free(run->slots);
    free(hands);
}

lmv_status lmv__pipeline_run(const lmv__pipeline_ops *ops, void *payload,
    unsigned threads, lmv_error *err)
{
    pipeline run = {.ops = ops, .payload = payload};
    helper *hands;
    lmv_status status;

    if (threads < 1 || threads > MAX_THREADS)
        return lmv__error_set(err, LMV_ELIMIT,
            "%u threads are not possible: give 1 to %u", threads, MAX_THREADS);
    run.n_slots = 2 * (size_t)threads + 2;
    run.slots = calloc(run.n_slots, sizeof *run.slots);
    hands = calloc(threads + 1, sizeof *hands);
    if (!run.slots || !hands) {
        free_all(&run, hands, threads + 1);
        return lmv__error_nomem(err);
    }
    pthread_mutex_init(&run.lock, NULL);
    pthread_cond_init(&run.freed, NULL);
    pthread_cond_init(&run.filled, NULL);
    pthread_cond_init(&run.finished, NULL);
    status = make_all(&run, hands, threads + 1, err);
    if (status == LMV_OK)
        status = run_threads(&run, hands, threads + 1, err);
    free_all(&run, hands, threads + 1);
    pthread_cond_destroy(&run.finished);
    pthread_cond_destroy(&run.filled);
    pthread_cond_destroy(&run.freed);
    pthread_mutex_destroy(&run.lock);
    return status;
}
