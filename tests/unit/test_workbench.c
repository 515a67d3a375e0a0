#include <config.h>

#include "unit.h"

#include "base/file.h"
#include "workbench/classify.h"
#include "workbench/label.h"
#include "workbench/milli.h"
#include "workbench/setup.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- labels ---- */

START_TEST(emptiness)
{
    static const struct {
        const char *text;
        bool empty;
    } cases[] = {
        {"", true},
        {" \t\r\n", true},
        {"\xc2\xa0 \xc2\xa0", true},
        {"-99", true},
        {"-66", true},
        {"-77", true},
        {"-", false},
        {"-9", false},
        {" -99", false},
        {"\xc2", false},
        {".", false},
        {"n/a", false},
    };

    ck_assert_msg(
        lmv__label_is_empty(lmv__slice_of(cases[_i].text)) == cases[_i].empty,
        "\"%s\"", cases[_i].text);
}
END_TEST

START_TEST(thousandths)
{
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {
        {0, "0"}, {1000, "1"}, {1500, "1.5"}, {-250, "-0.25"}, {7, "0.007"}};
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__milli_add(&out, cases[_i].value);
    ck_assert_str_eq(out.data, cases[_i].text);
    lmv__buf_clear(&out);
}
END_TEST

/* ---- tally ---- */

static lmv__labelled comment_of(
    const char *status, const lmv__label_out *labels, size_t n)
{
    lmv__labelled comment;

    memset(&comment, 0, sizeof comment);
    comment.status = lmv__slice_of(status);
    comment.text = lmv__slice_of("abc");
    comment.lang = lmv__slice_of("de");
    comment.labels = labels;
    comment.n_labels = n;
    return comment;
}

START_TEST(tally_counts_outcomes)
{
    const lmv__label_out labels[] = {{.theme = 0}, {.theme = 2}};
    lmv__labelled all[] = {comment_of("ok", labels, 2),
        comment_of("ok", NULL, 0), comment_of("empty", NULL, 0),
        comment_of("error", NULL, 0), comment_of("warning", labels, 1)};
    lmv__tally one, sum;
    size_t i;

    ck_assert(lmv__tally_init(&one, 3));
    ck_assert(lmv__tally_init(&sum, 3));
    for (i = 0; i < 5; i++) {
        lmv__tally_reset(&one);
        lmv__tally_comment(&one, &all[i]);
        lmv__tally_add(&sum, &one);
    }
    ck_assert_uint_eq(sum.comments, 5);
    ck_assert_uint_eq(sum.labelled, 2);
    ck_assert_uint_eq(sum.no_theme, 1);
    ck_assert_uint_eq(sum.empty, 1);
    ck_assert_uint_eq(sum.failed, 1);
    ck_assert_uint_eq(sum.warnings, 1);
    ck_assert_uint_eq(sum.themes[0], 2);
    ck_assert_uint_eq(sum.themes[1], 0);
    ck_assert_uint_eq(sum.themes[2], 1);
    lmv__tally_clear(&one);
    lmv__tally_clear(&sum);
}
END_TEST

START_TEST(tally_knows_few_codes)
{
    lmv__tally tally;
    char code[40];
    int i;

    ck_assert(lmv__tally_init(&tally, 0));
    for (i = 0; i < 12; i++) {
        snprintf(code, sizeof code, "c%d", i);
        lmv__tally_unknown(&tally, lmv__slice_of(code), 2);
    }
    lmv__tally_unknown(&tally, lmv__slice_of("c3"), 1);
    memset(code, 'x', sizeof code - 1); /* longer than a code can be */
    code[sizeof code - 1] = '\0';
    lmv__tally_unknown(&tally, lmv__slice_of(code), 1);
    ck_assert_uint_eq(tally.n_unknown, LMV__MAX_UNKNOWN_CODES);
    ck_assert_uint_eq(tally.unknown[3].count, 3);
    ck_assert_uint_eq(tally.more_unknown, 9);
    lmv__tally_clear(&tally);
}
END_TEST

/* ---- samples ---- */

static void offer(lmv__samples *samples, uint64_t record, size_t theme)
{
    const lmv__label_out label = {.theme = theme};
    lmv__labelled comment = comment_of("ok", &label, 1);
    lmv__sample sample;

    ck_assert(lmv__sample_copy(&sample, record, &comment));
    ck_assert(lmv__samples_offer(samples, &sample));
}

START_TEST(samples_show_many_themes)
{
    const bool counts[] = {true, true, true, false};
    static const uint64_t want[] = {1, 2, 90, 95};
    lmv__samples samples;
    uint64_t record;
    size_t i;

    ck_assert(lmv__samples_init(&samples, 4, counts, 4));
    for (record = 1; record < 90; record++)
        offer(&samples, record, 0);
    offer(&samples, 90, 1);
    offer(&samples, 91, 3); /* a group makes nothing new */
    offer(&samples, 95, 2);
    offer(&samples, 96, 2);
    lmv__samples_finish(&samples);
    ck_assert_uint_eq(samples.kept.len, 4);
    for (i = 0; i < 4; i++) {
        const lmv__sample *sample = lmv__vec_at(&samples.kept, i);

        ck_assert_uint_eq(sample->record, want[i]);
        ck_assert_str_eq(sample->text, "abc");
    }
    lmv__samples_clear(&samples);
}
END_TEST

START_TEST(samples_fewer_than_wanted)
{
    const bool counts[] = {true};
    lmv__samples samples;

    ck_assert(lmv__samples_init(&samples, 4, counts, 1));
    offer(&samples, 3, 0);
    offer(&samples, 8, 0);
    lmv__samples_finish(&samples);
    ck_assert_uint_eq(samples.kept.len, 2);
    lmv__samples_clear(&samples);
}
END_TEST

/* ---- the whole job ---- */

static const char *const packs[] = {TESTS_SRCDIR "/data/mini.yml"};
static const char *const rules_path[] = {RULES_SRCDIR};
static const char *const plugin_path[] = {
    TESTS_BUILDDIR "/../plugins/themes/.libs"};

static void open_setup(lmv__setup *setup)
{
    lmv__setup_options options;
    lmv_error err = LMV_ERROR_INIT;

    memset(&options, 0, sizeof options);
    options.packs = (lmv__names){packs, 1};
    options.rules_path = (lmv__names){rules_path, 1};
    options.plugin_path = (lmv__names){plugin_path, 1};
    ck_assert_msg(
        lmv__setup_open(setup, &options, &err) == LMV_OK, "%s", err.message);
}

/* Records of very different lengths, some broken. */
static void make_input(lmv__buf *input)
{
    static const char *const cells[] = {"dirty floor", "", "no parking at all",
        "\"a, b\",\"too many cells\",x", "Der Parkplatz war schmutzig",
        "\"two\nlines, filthy\"", "nothing"};
    int i, k;

    lmv__buf_adds(input, "id,comment\n");
    for (i = 0; i < 700; i++) {
        lmv__buf_addf(input, "%d,%s\n", i, cells[i % 7]);
        if (i % 100 == 0) {
            lmv__buf_adds(input, "long,\"");
            for (k = 0; k < 3000; k++)
                lmv__buf_adds(input, "dirty parking ");
            lmv__buf_adds(input, "\"\n");
        }
    }
}

static void run_job(const lmv__setup *setup, const lmv__buf *input,
    unsigned threads, size_t batch, lmv__buf *out, lmv__tally *tally)
{
    static const char *const text[] = {"comment"};
    static const char *const ids[] = {"place", "parking", "dirt"};
    lmv__reader_options reading = {
        .bytes = input->data, .n_bytes = input->len, .text = text, .n_text = 1};
    lmv__writer_options writing = {.themes = ids, .n_themes = 3};
    lmv__classify_options options = {
        .engine = setup->engine, .threads = threads, .batch_records = batch};
    char path[] = "workbench-XXXXXX";
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;
    lmv__writer *writer;
    lmv__output *output;
    int fd = mkstemp(path);

    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(lmv__reader_open(&reader, &reading, &err), LMV_OK);
    ck_assert_int_eq(lmv__writer_new(&writer, &writing, reader, &err), LMV_OK);
    ck_assert_int_eq(lmv__output_create(&output, path, &err), LMV_OK);
    options.reader = reader;
    options.writer = writer;
    options.output = output;
    ck_assert_msg(
        lmv__classify_run(&options, tally, &err) == LMV_OK, "%s", err.message);
    ck_assert_int_eq(lmv__output_commit(output, &err), LMV_OK);
    ck_assert_int_eq(lmv__file_load(path, SIZE_MAX, out, &err), LMV_OK);
    lmv__writer_free(writer);
    lmv__reader_close(reader);
    unlink(path);
}

START_TEST(threads_and_batches_change_nothing)
{
    static const struct {
        unsigned threads;
        size_t batch;
    } ways[] = {{1, 1}, {1, 3}, {2, 1}, {2, 50}, {5, 7}, {3, 0}};
    lmv__setup setup;
    lmv__buf input, want, got;
    lmv__tally first, tally;

    open_setup(&setup);
    lmv__buf_init(&input);
    lmv__buf_init(&want);
    lmv__buf_init(&got);
    make_input(&input);
    ck_assert(lmv__tally_init(&first, 3));
    ck_assert(lmv__tally_init(&tally, 3));
    run_job(&setup, &input, 1, 0, &want, &first);
    run_job(&setup, &input, ways[_i].threads, ways[_i].batch, &got, &tally);
    ck_assert_uint_eq(first.records, 707);
    ck_assert_uint_eq(first.errors, 100);
    ck_assert_uint_eq(first.empty, 100);
    ck_assert_uint_eq(got.len, want.len);
    ck_assert_mem_eq(got.data, want.data, want.len);
    ck_assert_uint_eq(tally.records, first.records);
    ck_assert_uint_eq(tally.labelled, first.labelled);
    ck_assert_mem_eq(tally.themes, first.themes, 3 * sizeof *tally.themes);
    lmv__tally_clear(&first);
    lmv__tally_clear(&tally);
    lmv__buf_clear(&input);
    lmv__buf_clear(&want);
    lmv__buf_clear(&got);
    lmv__setup_close(&setup);
}
END_TEST

static Suite *workbench_suite(void)
{
    Suite *suite = suite_create("workbench");
    TCase *parts = tcase_create("parts"), *job = tcase_create("job");

    tcase_add_loop_test(parts, emptiness, 0, 12);
    tcase_add_loop_test(parts, thousandths, 0, 5);
    tcase_add_test(parts, tally_counts_outcomes);
    tcase_add_test(parts, tally_knows_few_codes);
    tcase_add_test(parts, samples_show_many_themes);
    tcase_add_test(parts, samples_fewer_than_wanted);
    suite_add_tcase(suite, parts);
    tcase_set_timeout(job, 60);
    tcase_add_loop_test(job, threads_and_batches_change_nothing, 0, 6);
    suite_add_tcase(suite, job);
    return suite;
}

UNIT_MAIN(workbench_suite)
