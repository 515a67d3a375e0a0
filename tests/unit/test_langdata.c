/* Language data: filling, sealing, asking; and the shipped file. */
#include "unit.h"

#include "langdata_fixture.h"
#include "rules/shape.h"
#include "text/iso8601.h"
#include "text/langdata_p.h"

#include <string.h>

static lmv__langdata *data;

static void setup(void)
{
    data = lmv__langdata_new();
    ck_assert_ptr_nonnull(data);
    ck_assert_int_eq(lmv__langdata_add_language(data, lmv__slice_of("de")), 0);
    ck_assert_int_eq(lmv__langdata_add_language(data, lmv__slice_of("en")), 1);
}

static void teardown(void)
{
    lmv__langdata_free(data);
}

static void add(int language, lmv__wordlist list, const char *word)
{
    ck_assert_int_eq(
        lmv__langdata_add_word(data, language, list, lmv__slice_of(word), NULL),
        LMV_OK);
}

static uint8_t has(lmv__wordlist list, const char *folded)
{
    return lmv__langdata_has(data, list, lmv__slice_of(folded));
}

START_TEST(words_are_folded_and_found)
{
    add(0, LMV__TRANSPARENT, "überhaupt");
    add(0, LMV__SHARED_WORDS, "In an");
    add(1, LMV__SHARED_WORDS, "in");
    ck_assert_uint_eq(has(LMV__TRANSPARENT, "ueberhaupt"), 1);
    ck_assert_uint_eq(has(LMV__TRANSPARENT, "überhaupt"), 0);
    ck_assert_uint_eq(has(LMV__SHARED_WORDS, "in"), 3);
    ck_assert_uint_eq(has(LMV__SHARED_WORDS, "an"), 1);
    ck_assert_uint_eq(has(LMV__ENUMERATION, "in"), 0);
}
END_TEST

START_TEST(abbreviations_have_one_form)
{
    add(0, LMV__NEVER_FINAL, "z. B.");
    add(0, LMV__NEVER_FINAL, "ca");
    ck_assert_uint_eq(has(LMV__NEVER_FINAL, "z.b."), 1);
    ck_assert_uint_eq(has(LMV__NEVER_FINAL, "ca."), 1);
    ck_assert_uint_eq(lmv__langdata_abbreviation(data, lmv__slice_of("z. b"))
                          ->in[LMV__NEVER_FINAL],
        1);
}
END_TEST

START_TEST(clause_breaks_may_be_long)
{
    ck_assert_uint_eq(lmv__langdata_longest_break(data), 1);
    add(0, LMV__CLAUSE_BREAKS, "so  dass");
    ck_assert_uint_eq(lmv__langdata_longest_break(data), 2);
    ck_assert_uint_eq(has(LMV__CLAUSE_BREAKS, "so dass"), 1);
    ck_assert_uint_eq(has(LMV__CLAUSE_BREAKS, "so"), 0);
    ck_assert_uint_eq(
        lmv__langdata_info(data, lmv__slice_of("so"))->starts_break, 1);
}
END_TEST

START_TEST(endings_come_longest_first)
{
    add(0, LMV__ENDINGS, "e");
    add(0, LMV__ENDINGS, "en");
    add(0, LMV__ENDINGS, "n");
    add(0, LMV__ENDINGS, "en");
    ck_assert_uint_eq(lmv__langdata_ending_count(data, 0), 3);
    ck_assert(lmv__slice_is(lmv__langdata_ending(data, 0, 0), "en"));
    ck_assert(lmv__slice_is(lmv__langdata_ending(data, 0, 1), "e"));
    ck_assert(lmv__slice_is(lmv__langdata_ending(data, 0, 2), "n"));
    ck_assert_uint_eq(lmv__langdata_ending_count(data, 1), 0);
}
END_TEST

START_TEST(languages_are_found_by_name)
{
    add(0, LMV__NAMES, "de deu ger German Deutsch");
    ck_assert_int_eq(lmv__langdata_find(data, lmv__slice_of("DE")), 0);
    ck_assert_int_eq(lmv__langdata_find(data, lmv__slice_of("de-AT")), 0);
    ck_assert_int_eq(lmv__langdata_find(data, lmv__slice_of("de_CH")), 0);
    ck_assert_int_eq(lmv__langdata_find(data, lmv__slice_of(" Deutsch ")), 0);
    ck_assert_int_eq(
        lmv__langdata_find(data, lmv__slice_of("Deutsch (Schweiz)")), 0);
    ck_assert_int_eq(lmv__langdata_find(data, lmv__slice_of("EN")), 1);
    ck_assert_int_eq(
        lmv__langdata_find(data, lmv__slice_of("fr")), LMV__LANG_UNKNOWN);
    ck_assert_int_eq(
        lmv__langdata_find(data, lmv__slice_of("")), LMV__LANG_UNKNOWN);
    ck_assert_str_eq(lmv__langdata_code(data, 1), "en");
    ck_assert_str_eq(lmv__langdata_code(data, LMV__LANG_MIXED), "mixed");
    ck_assert_str_eq(lmv__langdata_code(data, LMV__LANG_OTHER), "other");
    ck_assert_str_eq(lmv__langdata_code(data, 7), "unknown");
}
END_TEST

START_TEST(numbers_and_units_belong_to_a_language)
{
    const lmv__unit *unit;
    double value = 0;

    ck_assert_int_eq(
        lmv__langdata_add_number(data, 0, lmv__slice_of("fünf"), 5, NULL),
        LMV_OK);
    ck_assert_int_eq(lmv__langdata_add_unit(data, 0, lmv__slice_of("Woche"),
                         lmv__slice_of("P7D"), NULL),
        LMV_OK);
    ck_assert(lmv__langdata_number(data, 1, lmv__slice_of("fuenf"), &value));
    ck_assert(value > 4.9 && value < 5.1);
    ck_assert(!lmv__langdata_number(data, 2, lmv__slice_of("fuenf"), &value));
    unit = lmv__langdata_unit(data, 3, lmv__slice_of("woche"));
    ck_assert_ptr_nonnull(unit);
    ck_assert_str_eq(unit->designator, "D");
    ck_assert(unit->amount > 6.9 && unit->seconds > 604799);
    ck_assert_ptr_null(lmv__langdata_unit(data, 2, lmv__slice_of("woche")));
}
END_TEST

static const char *const bad_units[] = {"", "P", "PT", "7D", "P7", "PD", "P0D",
    "P1DT2H", "PT1D", "P1H", "P-1D", "woche", "P1W2"};

START_TEST(bad_units_are_refused)
{
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_int_eq(lmv__langdata_add_unit(data, 0, lmv__slice_of("x"),
                         lmv__slice_of(bad_units[_i]), &err),
        LMV_EINVAL);
    ck_assert_ptr_nonnull(strstr(err.message, "ISO 8601"));
}
END_TEST

START_TEST(what_cannot_be_a_word_is_refused)
{
    lmv_error err = LMV_ERROR_INIT;
    char word[400];

    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    ck_assert_int_eq(lmv__langdata_add_word(data, 0, LMV__TRANSPARENT,
                         lmv__slice_of(" \xC2\xAD "), &err),
        LMV_EINVAL);
    ck_assert_int_eq(lmv__langdata_add_word(
                         data, 0, LMV__TRANSPARENT, lmv__slice_of(word), &err),
        LMV_EINVAL);
    ck_assert_int_eq(lmv__langdata_add_word(
                         data, 2, LMV__TRANSPARENT, lmv__slice_of("x"), &err),
        LMV_EINVAL);
    ck_assert_int_eq(
        lmv__langdata_add_number(data, 0, lmv__slice_of("x"), -1, &err),
        LMV_EINVAL);
}
END_TEST

START_TEST(languages_are_capped)
{
    char code[3] = "xa";

    for (int i = 2; i < LMV__MAX_LANGUAGES; i++, code[1]++)
        ck_assert_int_eq(
            lmv__langdata_add_language(data, lmv__slice_of(code)), i);
    ck_assert_int_eq(lmv__langdata_add_language(data, lmv__slice_of("zz")), -1);
    ck_assert_int_eq(lmv__langdata_add_language(data, lmv__slice_of("de")), 0);
}
END_TEST

START_TEST(letters_tell_languages)
{
    double scores[LMV__MAX_LANGUAGES];

    ck_assert(!lmv__langdata_ngram(data, lmv__slice_of("wort"), scores));
    ck_assert_int_eq(lmv__langdata_add_sample(data, 0,
                         lmv__slice_of("Schöne Schuhe schaffen Schwung"), NULL),
        LMV_OK);
    ck_assert_int_eq(lmv__langdata_add_sample(data, 1,
                         lmv__slice_of("The other weather, the father"), NULL),
        LMV_OK);
    ck_assert_int_eq(lmv__langdata_seal(data, NULL), LMV_OK);
    ck_assert(lmv__langdata_ngram(data, lmv__slice_of("schere"), scores));
    ck_assert(scores[0] > scores[1]);
    ck_assert(lmv__langdata_ngram(data, lmv__slice_of("mother"), scores));
    ck_assert(scores[1] > scores[0]);
    ck_assert_int_eq(lmv__langdata_add_word(
                         data, 0, LMV__TRANSPARENT, lmv__slice_of("x"), NULL),
        LMV_EINVAL);
}
END_TEST

START_TEST(keys_are_known)
{
    ck_assert_int_eq(
        lmv__wordlist_of(lmv__slice_of("never_final")), LMV__NEVER_FINAL);
    ck_assert_int_eq(
        lmv__wordlist_of(lmv__slice_of("host_endings")), LMV__HOST_ENDINGS);
    ck_assert_int_eq(
        lmv__wordlist_of(lmv__slice_of("units")), LMV__WORDLIST_COUNT);
}
END_TEST

START_TEST(durations_are_written)
{
    lmv__iso_parts parts;
    char iso[40];

    memset(&parts, 0, sizeof parts);
    lmv__iso_write(&parts, iso, sizeof iso);
    ck_assert_str_eq(iso, "PT0S");
    lmv__iso_add(&parts, "TM", 20);
    lmv__iso_add(&parts, "Y", 1.5);
    lmv__iso_write(&parts, iso, sizeof iso);
    ck_assert_str_eq(iso, "P1.5YT20M");
}
END_TEST

START_TEST(the_shipped_file_is_complete)
{
    lmv__langdata *shipped = langdata_fixture();
    static const char *const units[] = {
        "sek", "min", "std", "h", "hr", "hrs", "wks", "mth", "yr", "tagen"};

    ck_assert_int_eq(lmv__langdata_count(shipped), 2);
    ck_assert_str_eq(lmv__langdata_code(shipped, 0), "de");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        ck_assert_ptr_nonnull(
            lmv__langdata_unit(shipped, 3, lmv__slice_of(units[i])));
    ck_assert_int_eq(lmv__langdata_find(shipped, lmv__slice_of("Deutsch")), 0);
    ck_assert_uint_gt(lmv__langdata_ending_count(shipped, 0), 5);
    ck_assert_uint_ge(lmv__langdata_longest_break(shipped), 3);
    lmv__langdata_free(shipped);
}
END_TEST

START_TEST(rule_files_name_the_word_lists)
{
    const lmv__shape *shape = &lmv__language_shape;
    size_t first = shape->n - LMV__WORDLIST_COUNT;

    for (size_t i = first; i < shape->n; i++)
        ck_assert_str_eq(
            shape->keys[i].name, lmv__wordlist_key((lmv__wordlist)(i - first)));
}
END_TEST

static Suite *langdata_suite(void)
{
    Suite *suite = suite_create("langdata");
    TCase *tcase = tcase_create("langdata");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, words_are_folded_and_found);
    tcase_add_test(tcase, abbreviations_have_one_form);
    tcase_add_test(tcase, clause_breaks_may_be_long);
    tcase_add_test(tcase, endings_come_longest_first);
    tcase_add_test(tcase, languages_are_found_by_name);
    tcase_add_test(tcase, numbers_and_units_belong_to_a_language);
    tcase_add_loop_test(tcase, bad_units_are_refused, 0,
        (int)(sizeof bad_units / sizeof *bad_units));
    tcase_add_test(tcase, what_cannot_be_a_word_is_refused);
    tcase_add_test(tcase, rule_files_name_the_word_lists);
    tcase_add_test(tcase, languages_are_capped);
    tcase_add_test(tcase, letters_tell_languages);
    tcase_add_test(tcase, keys_are_known);
    tcase_add_test(tcase, durations_are_written);
    tcase_add_test(tcase, the_shipped_file_is_complete);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(langdata_suite)
