/*
 * The shortcut of `mutate` against the real thing: each entry is taken out of
 * the file, and everything is loaded and run anew.
 */
#include <config.h>

#include "unit.h"

#include "base/file.h"
#include "engine/trace.h"
#include "workbench/mutate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PACK TESTS_SRCDIR "/data/rules/mutate.yml"
#define COPY "test_mutate.yml"
#define SURVEY "test_mutate.csv"
#define GOLD "test_mutate_gold.csv"

enum { COMMENTS = 150 };

typedef struct fixture {
    lmv__setup setup;
    lmv__corpus corpus;
    lmv__gold gold;
    lmv__outcomes outcomes;
    lmv__evaluation evaluation;
} fixture;

/* Words that the rules know, in any order, so that entries meet. */
static void write_survey(void)
{
    static const char *const words[] = {"dirty", "filthy", "dusty", "stains",
        "crumbs", "hairs", "the floor", "room", "hall", "grey", "spotless",
        "shining", "cleaned", "washed", "smell", "stinks", "stench", "air",
        "breath", "stale", "foul", "loud", "noisy", "night", "evening", "cold",
        "damp", "dark", "gloomy", "tiny", "cramped", "small", "supposedly",
        "hardly", "scarcely", "allegedly", "not", "and", "was", "a", "the",
        ". It", ","};
    static const char *const themes[] = {"dirt", "smell", "both", "small"};
    lmv__random random = {7};
    FILE *survey = fopen(SURVEY, "w"), *gold = fopen(GOLD, "w");
    int i, k;

    ck_assert(survey && gold);
    fputs("id,comment\n", survey);
    fputs("comment_id,theme,weight\n", gold);
    for (i = 0; i < COMMENTS; i++) {
        int n = 4 + (int)lmv__random_below(&random, 14);

        fprintf(survey, "%d,\"It", i);
        for (k = 0; k < n; k++)
            fprintf(survey, " %s",
                words[lmv__random_below(
                    &random, sizeof words / sizeof *words)]);
        fprintf(survey, "\"\n");
        fprintf(gold, "%d,none,%d\n", i, 1 + i % 3);
        for (k = 0; k < 4; k++)
            if (lmv__random_below(&random, 2) == 0)
                fprintf(gold, "%d,%s,%d\n", i, themes[k], 1 + i % 3);
    }
    fclose(survey);
    fclose(gold);
}

static lmv_status load(fixture *f, const char *pack)
{
    static const char *const rules[] = {RULES_SRCDIR};
    static const char *const plugins[] = {
        TESTS_BUILDDIR "/../plugins/themes/.libs"};
    const char *packs[] = {pack};
    lmv__setup_options options;
    lmv_error err = LMV_ERROR_INIT;

    memset(&options, 0, sizeof options);
    memset(f, 0, sizeof *f);
    options.packs = (lmv__names){packs, 1};
    options.rules_path = (lmv__names){rules, 1};
    options.plugin_path = (lmv__names){plugins, 1};
    return lmv__setup_open(&f->setup, &options, &err);
}

static void run(fixture *f)
{
    lmv__corpus_options corpus;
    lmv__gold_options gold = {GOLD, NULL};
    lmv__outcome_options how = {1, NULL, true};
    lmv__evaluation_options options;
    lmv_error err = LMV_ERROR_INIT;

    memset(&corpus, 0, sizeof corpus);
    memset(&options, 0, sizeof options);
    corpus.path = SURVEY;
    ck_assert_msg(lmv__corpus_load(&f->corpus, &corpus, &err) == LMV_OK, "%s",
        err.message);
    ck_assert_msg(lmv__gold_load(&f->gold, &gold, &f->corpus, f->setup.ruleset,
                      &err) == LMV_OK,
        "%s", err.message);
    ck_assert_int_eq(
        lmv__outcomes_make(&f->outcomes, &f->setup, &f->corpus, &how, &err),
        LMV_OK);
    ck_assert_msg(lmv__evaluation_make(&f->evaluation, &f->corpus, &f->outcomes,
                      &f->gold, &options, &err) == LMV_OK,
        "%s", err.message);
}

static void drop(fixture *f)
{
    lmv__evaluation_clear(&f->evaluation);
    lmv__outcomes_clear(&f->outcomes);
    lmv__gold_clear(&f->gold);
    lmv__corpus_clear(&f->corpus);
    lmv__setup_close(&f->setup);
}

/* The pack without one of its lines. */
static void write_without(uint32_t line)
{
    lmv__buf text;
    FILE *copy = fopen(COPY, "w");
    uint32_t at = 1;
    size_t i;

    lmv__buf_init(&text);
    ck_assert_int_eq(lmv__file_load(PACK, 1 << 20, &text, NULL), LMV_OK);
    ck_assert_ptr_nonnull(copy);
    for (i = 0; i < text.len; i++) {
        if (at != line)
            fputc(text.data[i], copy);
        at += text.data[i] == '\n';
    }
    fclose(copy);
    lmv__buf_clear(&text);
}

static uint64_t changed_cells(const fixture *f, const fixture *without)
{
    uint64_t n = 0;
    size_t row, i;

    for (row = 0; row < f->evaluation.n_rows; row++)
        for (i = 0; i < f->evaluation.n_scores; i++) {
            uint32_t theme = f->evaluation.themes[i].theme;

            n += lmv__evaluation_cell(&f->evaluation, row, theme)->found !=
                 lmv__evaluation_cell(&without->evaluation, row, theme)->found;
        }
    return n;
}

static bool matches(const fixture *f, lmv_scanner *scanner, uint32_t theme,
    const lmv__example *example)
{
    const lmv_result *result;
    lmv__trace trace;

    (void)f;
    ck_assert_int_eq(lmv_scanner_scan(scanner, example->text.ptr,
                         example->text.len, NULL, &result, NULL),
        LMV_OK);
    ck_assert(lmv__trace_theme(scanner, theme, &trace));
    return trace.assigned;
}

static uint64_t changed_examples(const fixture *f, const fixture *without)
{
    const lmv_ruleset *rules = f->setup.ruleset;
    lmv_scanner *one, *two;
    uint64_t n = 0;
    uint32_t i, k;

    ck_assert_int_eq(lmv_scanner_new(&one, f->setup.engine, NULL), LMV_OK);
    ck_assert_int_eq(
        lmv_scanner_new(&two, without->setup.engine, NULL), LMV_OK);
    for (i = 0; i < rules->n_themes; i++)
        for (k = 0; k < rules->themes[i].n_examples; k++)
            n += matches(f, one, i, &rules->themes[i].examples[k]) !=
                 matches(without, two, i, &rules->themes[i].examples[k]);
    lmv_scanner_free(one);
    lmv_scanner_free(two);
    return n;
}

static void compare(const fixture *f, const lmv__mutant *mutant)
{
    fixture without;
    double before = lmv__stats_f1(&f->evaluation.overall[0].micro), after;

    write_without(mutant->pos.line);
    ck_assert_msg(
        load(&without, COPY) == LMV_OK, "without line %u", mutant->pos.line);
    run(&without);
    after = lmv__stats_f1(&without.evaluation.overall[0].micro);
    ck_assert_msg(mutant->cells == changed_cells(f, &without),
        "line %u: %llu cells", mutant->pos.line,
        (unsigned long long)mutant->cells);
    ck_assert_msg(mutant->tests == changed_examples(f, &without),
        "line %u: %llu examples", mutant->pos.line,
        (unsigned long long)mutant->tests);
    ck_assert_msg(fabs(mutant->worth - (before - after)) < 1e-12,
        "line %u: %f, not %f", mutant->pos.line, mutant->worth, before - after);
    drop(&without);
    unlink(COPY);
}

static void mutate(const fixture *f, unsigned threads, lmv__mutation *out)
{
    lmv__mutation_options options = {threads, NULL};
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_msg(lmv__mutation_make(
                      out, &f->setup, &f->evaluation, &options, &err) == LMV_OK,
        "%s", err.message);
}

START_TEST(as_if_it_were_taken_out)
{
    lmv__mutation mutation;
    uint64_t cells = 0, tests = 0, tried = 0;
    fixture f;
    size_t i;

    write_survey();
    ck_assert_int_eq(load(&f, PACK), LMV_OK);
    run(&f);
    mutate(&f, 2, &mutation);
    for (i = 0; i < mutation.mutants.len; i++) {
        const lmv__mutant *mutant = lmv__mutation_at(&mutation, i);

        if (mutant->inside || mutant->text.len == 0)
            continue;
        tried++;
        cells += mutant->cells;
        tests += mutant->tests;
        if (mutant->text.ptr[0] != 's' || mutant->text.ptr[1] != 't' ||
            mutant->text.ptr[2] != '[') /* a signal needs its pattern */
            compare(&f, mutant);
    }
    ck_assert_uint_ge(tried, 30); /* that they were there to be compared */
    ck_assert_uint_gt(cells, 100);
    ck_assert_uint_gt(tests, 10);
    lmv__mutation_clear(&mutation);
    drop(&f);
    unlink(SURVEY);
    unlink(GOLD);
}
END_TEST

START_TEST(threads_change_nothing)
{
    lmv__mutation one, three;
    fixture f;
    size_t i;

    write_survey();
    ck_assert_int_eq(load(&f, PACK), LMV_OK);
    run(&f);
    mutate(&f, 1, &one);
    mutate(&f, 3, &three);
    ck_assert_uint_eq(one.mutants.len, three.mutants.len);
    ck_assert_uint_eq(one.scans, three.scans);
    for (i = 0; i < one.mutants.len; i++)
        ck_assert_mem_eq(lmv__mutation_at(&one, i), lmv__mutation_at(&three, i),
            sizeof(lmv__mutant));
    lmv__mutation_clear(&one);
    lmv__mutation_clear(&three);
    drop(&f);
    unlink(SURVEY);
    unlink(GOLD);
}
END_TEST

static Suite *mutate_suite(void)
{
    Suite *s = suite_create("mutate");
    TCase *t = tcase_create("mutate");

    tcase_set_timeout(t, 120);
    tcase_add_test(t, as_if_it_were_taken_out);
    tcase_add_test(t, threads_change_nothing);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(mutate_suite)
