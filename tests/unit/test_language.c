/* Language: very short comments, sentences, what is admitted. */
#include "unit.h"

#include "cut_fixture.h"
#include "language_lines.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static cut_fixture fixture;

static void setup(void)
{
    cut_fixture_init(&fixture);
}

static void teardown(void)
{
    cut_fixture_clear(&fixture);
}

static const char *detect(const char *text)
{
    cut_text(&fixture, text, strlen(text), LMV__LANG_UNKNOWN);
    return lmv__langdata_code(fixture.data, fixture.language);
}

/* The one mistake that loses matches: the wrong one of the two. */
static bool is_opposite(const char *got, const char *want)
{
    return (!strcmp(got, "de") && !strcmp(want, "en")) ||
           (!strcmp(got, "en") && !strcmp(want, "de"));
}

static size_t count_right(const language_line *lines, size_t n)
{
    size_t right = 0;

    for (size_t i = 0; i < n; i++) {
        const char *got = detect(lines[i].text);
        if (!strcmp(got, lines[i].language))
            right++;
        else
            printf("# want %s got %s: %s\n", lines[i].language, got,
                lines[i].text);
        cut_must(!is_opposite(got, lines[i].language), lines[i].text);
    }
    return right;
}

START_TEST(short_comments)
{
    ck_assert_uint_eq(count_right(language_lines, COUNT(language_lines)),
        COUNT(language_lines));
}
END_TEST

/* 44 of 50 at first sight, none of them taken for the wrong one of the two. */
START_TEST(held_back_comments)
{
    ck_assert_uint_ge(
        count_right(language_lines_held_back, COUNT(language_lines_held_back)),
        46);
}
END_TEST

START_TEST(sentences_have_their_own)
{
    const char *text = "Der Service war gut. They never called me. Super!";

    ck_assert_str_eq(detect(text), "mixed");
    ck_assert_int_eq(cut_sentence(&fixture, 0)->language, 0);
    ck_assert_uint_eq(cut_sentence(&fixture, 0)->admits, 1);
    ck_assert_int_eq(cut_sentence(&fixture, 1)->language, 1);
    ck_assert_uint_eq(cut_sentence(&fixture, 1)->admits, 2);
    ck_assert_int_eq(cut_sentence(&fixture, 2)->language, LMV__LANG_MIXED);
    ck_assert_uint_eq(cut_sentence(&fixture, 2)->admits, 3);
}
END_TEST

START_TEST(unknown_takes_the_comments)
{
    ck_assert_str_eq(
        detect("Das Personal war sehr nett und hilfsbereit. Service!"), "de");
    ck_assert_int_eq(cut_sentence(&fixture, 1)->language, 0);
    ck_assert_uint_eq(cut_sentence(&fixture, 1)->admits, 1);
    ck_assert_str_eq(detect("Service"), "unknown");
    ck_assert_uint_eq(cut_sentence(&fixture, 0)->admits, 3);
    ck_assert_str_eq(detect("Спасибо большое"), "other");
    ck_assert_uint_eq(cut_sentence(&fixture, 0)->admits, 0);
}
END_TEST

START_TEST(what_is_stated_holds)
{
    const char *text = "The staff was nice. They helped.";

    cut_text(&fixture, text, strlen(text), 0);
    ck_assert_int_eq(fixture.language, 0);
    ck_assert_int_eq(cut_sentence(&fixture, 1)->language, 0);
    ck_assert_uint_eq(cut_sentence(&fixture, 1)->admits, 1);
}
END_TEST

static Suite *language_suite(void)
{
    Suite *suite = suite_create("language");
    TCase *tcase = tcase_create("language");

    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, short_comments);
    tcase_add_test(tcase, held_back_comments);
    tcase_add_test(tcase, sentences_have_their_own);
    tcase_add_test(tcase, unknown_takes_the_comments);
    tcase_add_test(tcase, what_is_stated_holds);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(language_suite)
