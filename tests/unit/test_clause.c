/* Clauses: borders, enumerations, break words, punctuation. */
#include "unit.h"

#include "cut_fixture.h"

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

static const struct line {
    const char *text, *clauses;
} lines[] = {
    {"Der Service war gut, aber teuer", "Der Service war gut,|aber teuer"},
    {"Der Service war gut aber teuer", "Der Service war gut|aber teuer"},
    {"Preis, Service und Lage waren gut", "Preis, Service und Lage waren gut"},
    {"nett, freundlich, kompetent und schnell",
        "nett, freundlich, kompetent und schnell"},
    {"price, service, and location were fine",
        "price, service, and location were fine"},
    {"Ich rief an, und keiner ging ran", "Ich rief an,|und keiner ging ran"},
    {"Das Essen kam spät, es war kalt", "Das Essen kam spät,|es war kalt"},
    {"Der Preis (leider zu hoch) ist bekannt",
        "Der Preis|(leider zu hoch)|ist bekannt"},
    {"Service: sehr gut; Preis: hoch", "Service:|sehr gut;|Preis:|hoch"},
    {"gut - aber teuer", "gut -|aber teuer"},
    {"gut – leider laut", "gut –|leider laut"},
    {"E-Mail-Support und Call-Center", "E-Mail-Support und Call-Center"},
    {"10 - 12 Uhr geöffnet", "10 -|12 Uhr geöffnet"},
    {"Service 👍 Preis 👎 👎", "Service 👍|Preis 👎 👎"},
    {"nice people :) bad food", "nice people :)|bad food"},
    {"it was good although it rained", "it was good|although it rained"},
    {"it was good even though it rained", "it was good|even though it rained"},
    {"so laut so dass man nicht schlief", "so laut|so dass man nicht schlief"},
    {"um 10:30 Uhr kam er", "um 10:30 Uhr kam er"},
    {"Kosten 1,50 Euro", "Kosten 1,50 Euro"},
    {"aber gut", "aber gut"},
    {"(gut)", "(gut)"},
    {",,,", ",,,"},
    {"Mitarbeiter:innen helfen", "Mitarbeiter:innen helfen"},
    {"Freundlich, obwohl müde und krank", "Freundlich,|obwohl müde und krank"},
};

START_TEST(lines_are_cut_right)
{
    const struct line *line = &lines[_i];
    char got[256] = "";

    /* Emoji end sentences too: the clauses of all of them in a row. */
    cut_text(&fixture, line->text, strlen(line->text), LMV__LANG_UNKNOWN);
    strncat(got, cut_joined_clauses(&fixture, "|"), sizeof got - 1);
    ck_assert_str_eq(got, line->clauses);
}
END_TEST

/* German "if" is none, English "ob" neither. */
START_TEST(only_admitted_breaks_count)
{
    const char *text = "they said which one";

    cut_text(&fixture, text, strlen(text), 1);
    ck_assert_uint_eq(fixture.clauses.len, 2);
    cut_text(&fixture, text, strlen(text), 0);
    ck_assert_uint_eq(fixture.clauses.len, 1);
}
END_TEST

static const struct punctuated {
    const char *text;
    bool punctuated;
} marks[] = {
    {"preis hoch service schlecht", false},
    {"Preis hoch.", false},
    {"Preis, Service und Lage", true},
    {"Preis hoch aber fair", true},
    {"\"Preis\" und/oder Service", false},
    {"Preis: hoch", true},
    {"Preis hoch!!!", false},
    {"E-Mail kam", false},
};

START_TEST(punctuation_inside_is_seen)
{
    const struct punctuated *m = &marks[_i];

    cut_text(&fixture, m->text, strlen(m->text), LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(fixture.sentences.len, 1);
    ck_assert_msg(
        cut_sentence(&fixture, 0)->punctuated == m->punctuated, "%s", m->text);
}
END_TEST

START_TEST(tokens_know_their_clause)
{
    const char *text = "Gut. Nett, aber teuer";

    cut_text(&fixture, text, strlen(text), LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(fixture.clauses.len, 3);
    ck_assert_uint_eq(cut_token(&fixture, 0)->clause, 0);
    ck_assert_uint_eq(cut_token(&fixture, 2)->clause, 1);
    ck_assert_uint_eq(cut_token(&fixture, 3)->clause, 1);
    ck_assert_uint_eq(cut_token(&fixture, 4)->clause, 2);
    ck_assert_uint_eq(cut_clause(&fixture, 2)->sentence, 1);
    ck_assert_uint_eq(cut_sentence(&fixture, 1)->first_clause, 1);
    ck_assert_uint_eq(cut_sentence(&fixture, 1)->n_clauses, 2);
}
END_TEST

static Suite *clause_suite(void)
{
    Suite *suite = suite_create("clause");
    TCase *tcase = tcase_create("clause");

    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, lines_are_cut_right, 0, COUNT(lines));
    tcase_add_test(tcase, only_admitted_breaks_count);
    tcase_add_loop_test(tcase, punctuation_inside_is_seen, 0, COUNT(marks));
    tcase_add_test(tcase, tokens_know_their_clause);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(clause_suite)
