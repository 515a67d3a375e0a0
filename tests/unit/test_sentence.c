/* Sentences: adversarial lines, questions, and what must hold for any text. */
#include "unit.h"

#include "cut_fixture.h"
#include "sentence_lines.h"

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

/* Takes the marks out of a line and blanks from the ends of its pieces. */
static void read_line(const char *line, char *text, char *expected)
{
    static const char mark[] = "\xc2\xa6";
    bool piece_starts = true;

    while (*line) {
        if (!strncmp(line, mark, 2)) {
            while (expected[-1] == ' ' || expected[-1] == '\n')
                expected--;
            *expected++ = '|';
            piece_starts = true;
            line += 2;
            continue;
        }
        if (!piece_starts || (*line != ' ' && *line != '\n')) {
            *expected++ = *line;
            piece_starts = false;
        }
        *text++ = *line++;
    }
    *text = *expected = '\0';
}

static bool line_is_right(const char *line, bool report)
{
    char text[512], expected[514] = " ";
    const char *got;

    read_line(line, text, expected + 1);
    cut_text(&fixture, text, strlen(text), LMV__LANG_UNKNOWN);
    got = cut_joined_sentences(&fixture, "|");
    if (report && strcmp(got, expected + 1))
        printf("# want %s\n#  got %s\n", expected + 1, got);
    return !strcmp(got, expected + 1);
}

static size_t count_right(const char *const *lines, size_t n)
{
    size_t right = 0;

    for (size_t i = 0; i < n; i++)
        right += line_is_right(lines[i], true);
    return right;
}

START_TEST(lines_are_cut_right)
{
    ck_assert_uint_eq(count_right(sentence_lines, COUNT(sentence_lines)),
        COUNT(sentence_lines));
}
END_TEST

/* What was missed at first sight: "6 Wo. und" (a week, or where?). */
START_TEST(held_back_lines_are_cut_right)
{
    size_t right =
        count_right(sentence_lines_held_back, COUNT(sentence_lines_held_back));

    ck_assert_uint_ge(right, COUNT(sentence_lines_held_back) - 1);
}
END_TEST

static const struct question {
    const char *text;
    bool question;
} questions[] = {
    {"Warum?", true},
    {"Warum?!", true},
    {"Er fragte: \"Warum?\"", true},
    {"Warum? 😡", true},
    {"Warum.", false},
    {"Warum? Darum.", false},
    {"(Warum?) steht da", false},
    {"Really??", true},
};

START_TEST(questions_are_seen)
{
    const struct question *q = &questions[_i];
    size_t last;

    cut_text(&fixture, q->text, strlen(q->text), LMV__LANG_UNKNOWN);
    last = fixture.sentences.len - 1;
    ck_assert_msg(
        cut_sentence(&fixture, last)->question == q->question, "%s", q->text);
}
END_TEST

START_TEST(nothing_gives_nothing)
{
    cut_text(&fixture, "", 0, LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(fixture.sentences.len, 0);
    cut_text(&fixture, " \n\t ", 4, LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(fixture.tokens.len, 0);
    ck_assert_uint_eq(fixture.sentences.len, 0);
}
END_TEST

static Suite *sentence_suite(void)
{
    Suite *suite = suite_create("sentence");
    TCase *tcase = tcase_create("sentence");

    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, lines_are_cut_right);
    tcase_add_test(tcase, held_back_lines_are_cut_right);
    tcase_add_loop_test(tcase, questions_are_seen, 0, COUNT(questions));
    tcase_add_test(tcase, nothing_gives_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(sentence_suite)
