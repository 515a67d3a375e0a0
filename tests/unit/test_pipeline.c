/* Batches through threads: order, errors at any place, cancelling. */
#include "unit.h"

#include "base/status.h"
#include "engine/pipeline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PER_BATCH = 7, NEVER = -1 };

typedef struct numbers {
    int number, count;
    uint64_t values[PER_BATCH];
} numbers;

/* A source of numbers, squares as work, a sum of order as output. */
typedef struct counting {
    int total; /* batches */
    int fail_read, fail_work, fail_write, fail_batch, fail_worker;
    int cancel_after;        /* batches read */
    int n_read, n_written;   /* batches */
    uint64_t next, expected; /* values */
    bool in_order, squared;
    unsigned slow_seed; /* not 0: work takes uneven time */
    atomic_int batches, workers, worked, most_batches;
    pthread_t caller;
} counting;

static lmv_status new_batch(void *payload, void **out, lmv_error *err)
{
    counting *job = payload;

    if (atomic_load(&job->batches) == job->fail_batch)
        return lmv__error_set(err, LMV_ENOMEM, "no batch");
    *out = calloc(1, sizeof(numbers));
    atomic_fetch_add(&job->batches, 1);
    atomic_fetch_add(&job->most_batches, 1);
    return LMV_OK;
}

static void free_batch(void *payload, void *item)
{
    counting *job = payload;

    atomic_fetch_sub(&job->batches, 1);
    free(item);
}

static lmv_status new_worker(void *payload, void **out, lmv_error *err)
{
    counting *job = payload;

    if (atomic_load(&job->workers) == job->fail_worker)
        return lmv__error_set(err, LMV_EPLUGIN, "no worker");
    *out = calloc(1, sizeof(uint64_t));
    atomic_fetch_add(&job->workers, 1);
    return LMV_OK;
}

static void free_worker(void *payload, void *worker)
{
    counting *job = payload;

    atomic_fetch_sub(&job->workers, 1);
    free(worker);
}

static lmv_status read_batch(
    void *payload, void *item, bool *more, lmv_error *err)
{
    counting *job = payload;
    numbers *batch = item;

    if (job->n_read == job->fail_read) {
        lmv__error_set(err, LMV_EIO, "read %d", job->n_read);
        lmv__error_at(err, "in.csv", 5, 2);
        return LMV_EIO;
    }
    batch->number = job->n_read++;
    batch->count = 1 + batch->number % PER_BATCH;
    for (int i = 0; i < batch->count; i++)
        batch->values[i] = job->next++;
    *more = job->n_read < job->total;
    return LMV_OK;
}

static lmv_status work_batch(
    void *payload, void *worker, void *item, lmv_error *err)
{
    counting *job = payload;
    numbers *batch = item;
    uint64_t *mine = worker;

    if (job->slow_seed) {
        unsigned turns =
            (unsigned)batch->number * 2654435761u * job->slow_seed % 20000u;
        for (volatile unsigned i = 0; i < turns; i++)
            ;
    }
    *mine += 1;
    atomic_fetch_add(&job->worked, 1);
    if (batch->number == job->fail_work)
        return lmv__error_set(err, LMV_EPLUGIN, "work %d", batch->number);
    for (int i = 0; i < batch->count; i++)
        batch->values[i] *= batch->values[i];
    return LMV_OK;
}

static lmv_status write_batch(void *payload, void *item, lmv_error *err)
{
    counting *job = payload;
    const numbers *batch = item;

    ck_assert(pthread_equal(job->caller, pthread_self()));
    if (batch->number == job->fail_write)
        return lmv__error_set(err, LMV_EIO, "write %d", batch->number);
    if (batch->number != job->n_written++)
        job->in_order = false;
    for (int i = 0; i < batch->count; i++, job->expected++)
        if (batch->values[i] != job->expected * job->expected)
            job->squared = false;
    return LMV_OK;
}

static bool cancelled(void *payload)
{
    const counting *job = payload;

    return job->cancel_after != NEVER && job->n_read >= job->cancel_after;
}

static const lmv__pipeline_ops ops = {new_batch, free_batch, new_worker,
    free_worker, read_batch, work_batch, write_batch, cancelled};

static counting a_job(int total)
{
    counting job;

    memset(&job, 0, sizeof job);
    job.total = total;
    job.fail_read = job.fail_work = job.fail_write = NEVER;
    job.fail_batch = job.fail_worker = job.cancel_after = NEVER;
    job.in_order = job.squared = true;
    job.caller = pthread_self();
    return job;
}

static lmv_status run_job(counting *job, unsigned threads, lmv_error *err)
{
    lmv_status status = lmv__pipeline_run(&ops, job, threads, err);

    ck_assert_int_eq(atomic_load(&job->batches), 0);
    ck_assert_int_eq(atomic_load(&job->workers), 0);
    ck_assert(job->in_order);
    ck_assert(job->squared);
    return status;
}

START_TEST(order_is_kept)
{
    unsigned threads = (unsigned)_i;

    for (int total = 1; total < 400; total = total * 3 + 1) {
        lmv_error err = LMV_ERROR_INIT;
        counting job = a_job(total);

        job.slow_seed = (unsigned)total;
        ck_assert_int_eq(run_job(&job, threads, &err), LMV_OK);
        ck_assert_int_eq(job.n_written, total);
        ck_assert_int_eq(atomic_load(&job.worked), total);
        ck_assert_int_eq(atomic_load(&job.most_batches), 2 * (int)threads + 2);
        ck_assert_uint_eq(job.expected, job.next);
        ck_assert_int_eq(err.status, LMV_OK);
    }
}
END_TEST

/* Whatever fails, everything before it was written and nothing behind it. */
START_TEST(failures_end_the_run_at_their_place)
{
    unsigned threads = (unsigned)_i;
    unsigned random = 12345 + threads;

    for (int round = 0; round < 60; round++) {
        lmv_error err = LMV_ERROR_INIT;
        counting job = a_job(50);
        int place, kind = round % 3;
        const char *const words[] = {"read", "work", "write"};
        char message[40];

        random = random * 1103515245u + 12345u;
        place = (int)(random >> 16) % 50;
        job.slow_seed = random | 1u;
        *(kind == 0     ? &job.fail_read
            : kind == 1 ? &job.fail_work
                        : &job.fail_write) = place;
        ck_assert_int_eq(
            run_job(&job, threads, &err), kind == 1 ? LMV_EPLUGIN : LMV_EIO);
        snprintf(message, sizeof message, "%s %d", words[kind], place);
        ck_assert_str_eq(err.message, message);
        ck_assert_int_eq(job.n_written, place);
        ck_assert_str_eq(err.file, kind == 0 ? "in.csv" : "");
    }
}
END_TEST

START_TEST(the_first_failure_in_order_wins)
{
    lmv_error err = LMV_ERROR_INIT;
    counting job = a_job(40);

    job.fail_read = 12;
    job.fail_work = 10;
    job.slow_seed = 7;
    ck_assert_int_eq(run_job(&job, (unsigned)_i, &err), LMV_EPLUGIN);
    ck_assert_str_eq(err.message, "work 10");
    ck_assert_int_eq(job.n_written, 10);
}
END_TEST

START_TEST(cancelling_writes_what_was_read)
{
    for (int after = 0; after < 30; after += 7) {
        lmv_error err = LMV_ERROR_INIT;
        counting job = a_job(1000);

        job.cancel_after = after;
        job.slow_seed = 3;
        ck_assert_int_eq(run_job(&job, (unsigned)_i, &err), LMV_ECANCELLED);
        ck_assert_int_eq(job.n_read, after);
        ck_assert_int_eq(job.n_written, after);
    }
}
END_TEST

START_TEST(nothing_leaks_when_making_fails)
{
    lmv_error err = LMV_ERROR_INIT;
    counting job = a_job(5);

    job.fail_batch = 3;
    ck_assert_int_eq(run_job(&job, 4, &err), LMV_ENOMEM);
    ck_assert_str_eq(err.message, "no batch");
    job = a_job(5);
    job.fail_worker = 2;
    ck_assert_int_eq(run_job(&job, 4, &err), LMV_EPLUGIN);
    ck_assert_int_eq(job.n_read, 0);
}
END_TEST

START_TEST(thread_numbers_are_limited)
{
    lmv_error err = LMV_ERROR_INIT;
    counting job = a_job(1);

    ck_assert_int_eq(run_job(&job, 0, &err), LMV_ELIMIT);
    ck_assert_int_eq(run_job(&job, 257, &err), LMV_ELIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "1 to 256"));
    ck_assert_int_eq(run_job(&job, 256, NULL), LMV_OK);
    job = a_job(3);
    job.fail_work = 1;
    ck_assert_int_eq(run_job(&job, 2, NULL), LMV_EPLUGIN);
}
END_TEST

static Suite *pipeline_suite(void)
{
    Suite *suite = suite_create("pipeline");
    TCase *tcase = tcase_create("pipeline");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, order_is_kept, 1, 9);
    tcase_add_loop_test(tcase, failures_end_the_run_at_their_place, 1, 9);
    tcase_add_loop_test(tcase, the_first_failure_in_order_wins, 1, 9);
    tcase_add_loop_test(tcase, cancelling_writes_what_was_read, 1, 9);
    tcase_add_test(tcase, nothing_leaks_when_making_fails);
    tcase_add_test(tcase, thread_numbers_are_limited);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(pipeline_suite)
