/* Engine and scanner on rule packs: labels, groups, languages, threads. */
#include "config.h"

#include "scan_fixture.h"
#include "unit.h"

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* ---- themes and groups ---- */

static const struct {
    const char *text, *labels;
} basics[] = {
    {"Nothing here.", ""},
    {"", ""},
    {"The staff was friendly.", "friendly:1000{friendly} "
                                "quality:1000{friendly}<service "
                                "service:1000{friendly}<friendly"},
    /* Counter-evidence lowers the score and proves nothing. */
    {"It was slow. The site is slow too. The phone was quick.",
        "slow:1000{slow|slow} "
        "quality:1000{slow|slow}<service "
        "service:1000{slow|slow}<slow"},
    {"It was slow but quick.", ""},
    /* Negated. */
    {"It was not slow.", ""},
    /* An override takes the words of another theme. */
    {"It was painfully slow.", "very-slow:2000{painfully slow} "
                               "quality:2000{painfully slow}<service "
                               "service:2000{painfully slow}<very-slow"},
    /* ... but leaves those of other clauses; a group has the best score, and
     * the evidence of all. */
    {"It was painfully slow. The site is sluggish.",
        "slow:1000{sluggish} very-slow:2000{painfully slow} "
        "quality:2000{painfully slow|sluggish}<service "
        "service:2000{painfully slow|sluggish}<slow<very-slow"},
    /* A facet is reported, but makes no group. */
    {"We sat in the garden.", "outside:1000{garden}"},
    /* A helper is not reported, but found. */
    {"The kitchen was dirty.", "dirty-place:1000{kitchen was dirty}"},
    {"The kitchen was fine.", ""},
    /* A guard that a signal asks for is part of the evidence. */
    {"We have longer hours.", ""},
    {"Please have longer hours.", "wish:1000{Please have longer hours@wished}"},
};

START_TEST(themes_and_groups)
{
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    ck_assert_str_eq(scan_text(&f, basics[_i].text), basics[_i].labels);
    ck_assert_ptr_null(lmv_result_error(f.result));
    ck_assert_int_eq(lmv_result_truncated(f.result), 0);
    ck_assert_uint_eq(lmv_result_not_evaluated_count(f.result), 0);
    scan_close(&f);
}
END_TEST

START_TEST(a_scanner_forgets_the_last_comment)
{
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
            ck_assert_str_eq(scan_text(&f, basics[i].text), basics[i].labels);
        ck_assert_int_eq(
            lmv_scanner_scan(f.scanner, "\xff", 1, NULL, &f.result, &f.err),
            LMV_ENCODING);
        ck_assert_ptr_null(f.result);
    }
    scan_close(&f);
}
END_TEST

START_TEST(details_of_a_label)
{
    const char *text = "Küche? Painfully slow.";
    lmv_evidence_view view = {.size = (uint32_t)sizeof view};
    size_t start, end;
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    scan_text(&f, text);
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    ck_assert_int_eq(lmv_result_label_margin(f.result, 0), 1000);
    ck_assert_int_eq(lmv_result_label_margin(f.result, 2), 1000);
    ck_assert_str_eq(lmv_result_label_classifier(f.result, 0), "themes");
    ck_assert_str_eq(lmv_result_label_classifier(f.result, 1), "");
    ck_assert_int_eq(lmv_result_evidence(f.result, 0, 0, &view), LMV_OK);
    ck_assert_str_eq(view.signal, "pain");
    ck_assert_ptr_nonnull(strstr(view.file, "basic.yml"));
    ck_assert_uint_eq(view.line, 39);
    ck_assert_uint_eq(view.start, 8);
    ck_assert_uint_eq(view.theme, lmv_result_label_theme(f.result, 0));
    for (size_t i = 0; i < view.span_count; i++) {
        ck_assert_int_eq(
            lmv_result_evidence_span(f.result, 0, 0, i, &start, &end), LMV_OK);
        ck_assert(view.start <= start && start < end && end <= view.end);
    }
    ck_assert_int_eq(
        lmv_result_evidence_span(f.result, 0, 0, view.span_count, &start, &end),
        LMV_EINVAL);
    /* Out of range is nothing. */
    ck_assert_int_eq(lmv_result_evidence(f.result, 0, 1, &view), LMV_EINVAL);
    ck_assert_int_eq(lmv_result_evidence(f.result, 9, 0, &view), LMV_EINVAL);
    ck_assert_uint_eq(lmv_result_label_theme(f.result, 9), SIZE_MAX);
    ck_assert_uint_eq(lmv_result_label_from(f.result, 0, 0), SIZE_MAX);
    ck_assert_ptr_null(lmv_result_attribute_name(f.result, 0, 0));
    ck_assert_ptr_null(lmv_result_not_evaluated_rule(f.result, 0));
    scan_close(&f);
}
END_TEST

/* ---- languages and bytes ---- */

START_TEST(a_stated_language_holds)
{
    const char *text = "langsam";
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, 7, "de", &f.result, &f.err), LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "de");
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, 7, "en", &f.result, &f.err), LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "en");
    ck_assert_uint_eq(lmv_result_label_count(f.result), 0);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, 7, "fr", &f.result, &f.err), LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "other");
    ck_assert_uint_eq(lmv_result_label_count(f.result), 0);
    scan_close(&f);
}
END_TEST

START_TEST(a_nul_ends_nothing)
{
    static const char text[] = "fine\0slow.";
    lmv_evidence_view view = {.size = (uint32_t)sizeof view};
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    ck_assert_int_eq(lmv_scanner_scan(f.scanner, text, sizeof text - 1, "en",
                         &f.result, &f.err),
        LMV_OK);
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    ck_assert_int_eq(lmv_result_evidence(f.result, 0, 0, &view), LMV_OK);
    ck_assert_uint_eq(view.start, 5);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, NULL, 3, NULL, &f.result, &f.err),
        LMV_EINVAL);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, NULL, 0, NULL, &f.result, NULL), LMV_OK);
    scan_close(&f);
}
END_TEST

START_TEST(a_long_comment_is_cut)
{
    size_t length = 70000;
    char *text = malloc(length);
    scan_fixture f;

    memset(text, 'x', length);
    for (size_t i = 0; i + 2 < length; i += 40)
        memcpy(text + i, ". ", 2);
    memcpy(text + 10, " slow ", 6);
    scan_open(&f, PACK("basic"), NULL, 0);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, length, "en", &f.result, &f.err),
        LMV_OK);
    ck_assert_int_eq(lmv_result_truncated(f.result), 1);
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    scan_close(&f);
    free(text);
}
END_TEST

/* ---- not evaluated ---- */

START_TEST(what_a_limit_cut_is_not_evaluated)
{
    char text[600] = "";
    scan_fixture f;

    for (int i = 0; i < 80; i++)
        memcpy(text + 4 * i, "la. ", 4);
    scan_open(&f, PACK("basic"), NULL, 0);
    scan_text(&f, text);
    /* 64 pieces are enough for the threshold of one, not of the other. */
    ck_assert_uint_eq(lmv_result_label_count(f.result), 1);
    ck_assert_str_eq(
        lmv_theme_id(f.rules, lmv_result_label_theme(f.result, 0)), "refrain");
    ck_assert_uint_eq(lmv_result_not_evaluated_count(f.result), 2);
    ck_assert_str_eq(
        lmv_theme_id(f.rules, lmv_result_not_evaluated_theme(f.result, 0)),
        "quality");
    ck_assert_str_eq(
        lmv_theme_id(f.rules, lmv_result_not_evaluated_theme(f.result, 1)),
        "chorus");
    ck_assert_ptr_nonnull(
        strstr(lmv_result_not_evaluated_rule(f.result, 1), "basic.yml:"));
    ck_assert_str_ne(lmv_result_not_evaluated_reason(f.result, 1), "");
    /* The group is evaluated as soon as another member makes it. */
    memcpy(text + 320, "slow", 5);
    f.language = "en";
    scan_text(&f, text);
    ck_assert_uint_eq(lmv_result_not_evaluated_count(f.result), 1);
    scan_close(&f);
}
END_TEST

/* ---- selection ---- */

static const struct {
    const char *themes[2], *labels;
} selections[] = {
    {{"slow"}, "slow:1000{sluggish}"}, /* its overrider is not reported */
    {{"dirty-place"}, "dirty-place:1000{kitchen was dirty}"},
    {{"outside", "friendly"}, "friendly:1000{friendly}"},
    /* A group stands for its members too. */
    {{"service"}, "slow:1000{sluggish} very-slow:2000{painfully slow} "
                  "friendly:1000{friendly} "
                  "service:2000{painfully slow|sluggish|friendly}"
                  "<slow<very-slow<friendly"},
};

START_TEST(selected_themes_are_reported)
{
    scan_fixture f;

    scan_open(&f, PACK("basic"), selections[_i].themes,
        selections[_i].themes[1] ? 2 : 1);
    ck_assert_str_eq(
        scan_text(&f, "It was painfully slow. The site is sluggish. They were "
                      "friendly. The kitchen was dirty."),
        selections[_i].labels);
    scan_close(&f);
}
END_TEST

static const struct {
    const char *theme;
    lmv_status status;
    const char *message;
} refused_selections[] = {
    {"freindly", LMV_ENOTFOUND,
        "no theme has the id 'freindly': did you mean 'friendly'?"},
    {"zzzzzz", LMV_ENOTFOUND, "`leitmotiv themes` lists them all"},
    {"place", LMV_EINVAL, "is a helper, which is never reported"},
};

START_TEST(bad_selections_are_refused)
{
    scan_fixture f;

    scan_load(&f, PACK("basic"));
    ck_assert_int_eq(scan_engine(&f, &refused_selections[_i].theme, 1),
        refused_selections[_i].status);
    ck_assert_msg(strstr(f.err.message, refused_selections[_i].message) != NULL,
        "%s", f.err.message);
    scan_close(&f);
}
END_TEST

/* ---- threads ---- */

static void *scan_many(void *argument)
{
    scan_fixture *shared = argument;
    scan_fixture own = *shared;
    size_t *wrong = calloc(1, sizeof *wrong);

    lmv__buf_init(&own.told);
    *wrong = lmv_scanner_new(&own.scanner, own.engine, &own.err) != LMV_OK;
    for (int round = 0; round < 40 && !*wrong; round++) {
        for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
            *wrong +=
                strcmp(scan_text(&own, basics[i].text), basics[i].labels) != 0;
    }
    lmv__buf_clear(&own.told);
    lmv_scanner_free(own.scanner);
    return wrong;
}

START_TEST(scanners_of_one_engine_are_independent)
{
    pthread_t threads[4];
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, scan_many, &f), 0);
    for (int i = 0; i < 4; i++) {
        void *wrong;

        pthread_join(threads[i], &wrong);
        ck_assert_uint_eq(*(size_t *)wrong, 0);
        free(wrong);
    }
    scan_close(&f);
}
END_TEST

/* Callers of older headers know less of the options. */
START_TEST(options_have_a_size)
{
    lmv_scan_options options = LMV_SCAN_OPTIONS_INIT;
    scan_fixture f;

    scan_open(&f, PACK("basic"), NULL, 0);
    options.asked = (lmv_asked)99;
    ck_assert_int_eq(
        lmv_scanner_scan_with(f.scanner, "x", 1, &options, &f.result, &f.err),
        LMV_EINVAL);
    ck_assert_ptr_null(f.result);
    options.size = offsetof(lmv_scan_options, asked);
    options.language = "de";
    ck_assert_int_eq(
        lmv_scanner_scan_with(f.scanner, "x", 1, &options, &f.result, &f.err),
        LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "de");
    ck_assert_int_eq(
        lmv_scanner_scan_with(f.scanner, "x", 1, NULL, &f.result, &f.err),
        LMV_OK);
    scan_close(&f);
}
END_TEST

static Suite *scanner_suite(void)
{
    Suite *suite = suite_create("scanner");
    TCase *tcase = tcase_create("scanner");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, themes_and_groups, 0, N_OF(basics));
    tcase_add_test(tcase, a_scanner_forgets_the_last_comment);
    tcase_add_test(tcase, details_of_a_label);
    tcase_add_test(tcase, a_stated_language_holds);
    tcase_add_test(tcase, options_have_a_size);
    tcase_add_test(tcase, a_nul_ends_nothing);
    tcase_add_test(tcase, a_long_comment_is_cut);
    tcase_add_test(tcase, what_a_limit_cut_is_not_evaluated);
    tcase_add_loop_test(
        tcase, selected_themes_are_reported, 0, N_OF(selections));
    tcase_add_loop_test(
        tcase, bad_selections_are_refused, 0, N_OF(refused_selections));
    tcase_add_test(tcase, scanners_of_one_engine_are_independent);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(scanner_suite)
