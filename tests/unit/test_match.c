/* Matchers, conditions, selection, scores, limits (rule language, 3 and 6). */
#include "unit.h"

#include "match_fixture.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                      \
    "themes:\n  - id: t\n    label: {de: T}\n    definition: D\n" \
    "    polarity: positive\n"

static const struct {
    const char *body, *text, *want;
} matched[] = {
    /* near: all in one sentence, disjoint, at most `within` words between */
    {HEAD "    signals: [{near: [Hotline, lange], within: 2}]\n",
        "Hotline a b lange", "[Hotline] [lange]"},
    {HEAD "    signals: [{near: [Hotline, lange], within: 2}]\n",
        "lange Hotline", "[lange] [Hotline]"},
    {HEAD "    signals: [{near: [Hotline, lange], within: 2}]\n",
        "Hotline a b c lange", ""},
    {HEAD "    signals: [{near: [Hotline, lange], within: 2}]\n",
        "Hotline. lange", ""},
    {HEAD "    signals: [{near: [Hotline, lange], ordered: true}]\n",
        "lange Hotline", ""},
    {HEAD "    signals: [{near: [gut, gut]}]\n", "gut", ""},
    {HEAD "    signals: [{near: [gut, gut]}]\n", "gut gut", "[gut] [gut]"},
    {HEAD "    signals: [{near: [a1, b1, c1], within: 1}]\n", "c1 x a1 x b1",
        "[c1] [a1] [b1]"},
    /* guards are judged once for the whole match */
    {HEAD "    signals: [{near: [Hotline, gut]}]\n", "Hotline war nicht gut",
        "-[Hotline] [gut] negated"},
    /* all, any, at_least; in: comment widens */
    {HEAD "    signals: [{all: [{words: eins}, {words: drei}]}]\n",
        "drei x x x x x x x x x x x eins", "[drei] [eins]"},
    {HEAD "    signals: [{all: [{words: eins}, {words: drei}]}]\n",
        "eins. drei", ""},
    {HEAD "    signals: [{all: [{words: eins}, {words: drei}], in: comment}]\n",
        "eins. Und drei", "[eins] [drei]"},
    {HEAD "    signals: [{any: [{words: eins}, {pattern: 'dr.i'}]}]\n",
        "drei eins", "[drei]; [eins]"},
    {HEAD "    signals: [{at_least: {n: 2, of: [{words: a1}, {words: b1}, "
          "{words: c1}]}}]\n",
        "c1 a1", "[c1] [a1]"},
    {HEAD "    signals: [{at_least: {n: 2, of: [{words: a1}, {words: b1}, "
          "{words: c1}]}}]\n",
        "c1 c1", ""},
    /* raw patterns: as written, one sentence, caseless, hit, macros */
    {HEAD "    signals: [{pattern: 'gut(en|e)?'}]\n", "GUTEN", "[GUTEN]"},
    {HEAD "    signals: [{pattern: 'fr(ü)h'}]\n", "frueh früh FRÜH",
        "[früh]; [FRÜH]"},
    {HEAD "    signals: [{pattern: 'fr{{ü}}h'}]\n", "frueh früh",
        "[frueh]; [früh]"},
    {HEAD "    signals: [{pattern: 'a(?<hit>b+)c'}]\n", "abbc", "[bb]"},
    {HEAD "    signals: [{pattern: 'eins.*drei'}]\n", "eins. drei", ""},
    {HEAD "    signals: [{pattern: 'fr\xC3\xBCh'}]\n", "fru\xCC\x88h",
        "[fru\xCC\x88h]"},
    {HEAD "    signals: [{pattern: 'GUT', case: match}]\n", "gut GUT", "[GUT]"},
    {HEAD "    signals: [{words: Bahn, case: match}]\n", "bahn Bahn Bahnen",
        "[Bahn]; [Bahnen]"},
    /* what overlaps becomes one */
    {HEAD "    signals: [{all: [{words: gut}, {words: nie}, "
          "{pattern: 'so.*nie'}]}]\n",
        "so gut und nie da", "[so gut und nie]"},
    /* unless: clause; requires: sentence */
    {HEAD "    signals: [{words: gut, unless: [teuer]}]\n", "gut teuer",
        "-[gut] unless"},
    {HEAD "    signals: [{words: gut, unless: [teuer]}]\n", "gut, teuer",
        "[gut]"},
    {HEAD "    signals: [{words: gut, unless: {words: teuer, in: sentence}}]\n",
        "gut, teuer", "-[gut] unless"},
    {HEAD "    signals: [{words: gut, unless: {words: teuer, in: comment}}]\n",
        "gut. Ja. teuer", "-[gut] unless"},
    {HEAD "    signals: [{words: gut, requires: [Essen]}]\n", "gut, das Essen",
        "[gut]"},
    {HEAD "    signals: [{words: gut, requires: [Essen]}]\n", "gut. Das Essen",
        "-[gut] requires"},
    {HEAD "    signals: [{words: gut, requires: {words: Essen, in: clause}}]\n",
        "gut, das Essen", "-[gut] requires"},
    /* themselves unguarded */
    {HEAD "    signals: [{words: gut, unless: [teuer]}]\n", "gut nicht teuer",
        "-[gut] unless"},
    /* whole */
    {HEAD "    signals: [{words: [nichts], whole: true}]\n", "Nichts!",
        "[Nichts]"},
    {HEAD "    signals: [{words: [nichts], whole: true}]\n", "Nichts weiter",
        "-[Nichts] whole"},
    /* the same words never count twice; longer ones first */
    {HEAD "    words: [gut, sehr gut]\n", "sehr gut", "[sehr gut]; ~[gut]"},
    {HEAD "    signals: [{id: a, words: gut}, {id: b, words: sehr gut, "
          "weight: 0.5}]\n",
        "sehr gut", "[gut]; ~[sehr gut]"},
    {HEAD "    signals: [{id: a, words: Service ... gut}, {id: b, words: "
          "toll}]\n",
        "Service toll gut", "[Service] [gut]; [toll]"},
};

START_TEST(matcher_finds)
{
    lmv_ruleset *rules = fixture_load(matched[_i].body);
    const char *got;

    ck_assert_msg(rules != NULL, "%s: %s", matched[_i].body, fixture_message());
    got = fixture_find(rules, "t", matched[_i].text, "de", NULL);
    ck_assert_msg(strcmp(got, matched[_i].want) == 0,
        "%s in `%s`: got `%s`, want `%s`", matched[_i].body, matched[_i].text,
        got, matched[_i].want);
    got = fixture_find(rules, "t", matched[_i].text, "de", "naive");
    ck_assert_str_eq(got, matched[_i].want);
    lmv_ruleset_free(rules);
}
END_TEST

static const struct {
    const char *body, *text;
    int64_t want;
} scored[] = {
    {HEAD "    words: gut\n", "gut", 1000},
    {HEAD "    words: gut\n", "gut gut. gut", 1000},
    {HEAD "    signals: [{words: gut, max: 3}]\n", "gut gut. gut", 2000},
    {HEAD "    signals: [{words: gut, weight: 0.125}]\n    threshold: 0.1\n",
        "gut", 125},
    {HEAD "    signals: [{words: gut, weight: 0.5}]\n", "gut", INT64_MIN},
    {HEAD "    signals: [{id: a, words: gut}, {id: b, words: teuer, weight: "
          "-0.5}]\n    threshold: 0.5\n",
        "gut teuer", 500},
    {HEAD "    signals: [{id: a, words: gut}, {id: b, words: gut, weight: "
          "-0.5}]\n    threshold: 0.5\n",
        "gut", 500},
    {HEAD "    threshold: 2\n    signals: [{id: a, words: gut}, {id: b, words: "
          "toll}]\n",
        "gut. toll", 2000},
    {HEAD "    threshold: 2\n    scope: sentence\n    signals: [{id: a, words: "
          "gut}, {id: b, words: toll}]\n",
        "gut. toll", INT64_MIN},
    {HEAD "    threshold: 2\n    scope: sentence\n    signals: [{id: a, words: "
          "gut}, {id: b, words: toll}]\n",
        "gut. toll gut", 2000},
};

START_TEST(theme_scores)
{
    lmv_ruleset *rules = fixture_load(scored[_i].body);

    ck_assert_msg(rules != NULL, "%s: %s", scored[_i].body, fixture_message());
    ck_assert_int_eq(
        fixture_score(rules, "t", scored[_i].text, "de"), scored[_i].want);
    lmv_ruleset_free(rules);
}
END_TEST

static const char pair[] =
    "themes:\n"
    "  - {id: b, label: {de: B}, definition: D, polarity: negative,\n"
    "     words: [Werbung, teuer]}\n"
    "  - {id: a, label: {de: A}, definition: D, polarity: negative,\n"
    "     words: [Werbung ... ungefragt], overrides: [b]}\n"
    "  - {id: c, label: {de: C}, definition: D, polarity: negative,\n"
    "     signals: [{all: [{theme: a}, {words: teuer}]}]}\n";

START_TEST(overrides_and_theme_references)
{
    lmv_ruleset *rules = fixture_load(pair);

    ck_assert_str_eq(
        fixture_find(rules, "b", "Werbung", "de", NULL), "[Werbung]");
    ck_assert_str_eq(fixture_find(rules, "b", "Werbung ungefragt", "de", NULL),
        "![Werbung]");
    ck_assert_str_eq(
        fixture_find(rules, "b", "Werbung ungefragt teuer", "de", NULL),
        "![Werbung]; ![teuer]");
    ck_assert_str_eq(
        fixture_find(rules, "b", "Werbung ungefragt, teuer", "de", NULL),
        "![Werbung]; [teuer]");
    ck_assert_str_eq(
        fixture_find(rules, "c", "Werbung ungefragt, teuer", "de", NULL),
        "[Werbung] [ungefragt] [teuer]");
    ck_assert_str_eq(fixture_find(rules, "c", "teuer", "de", NULL), "");
    lmv_ruleset_free(rules);
}
END_TEST

/* A limit is never "no match". */
START_TEST(limits_are_said)
{
    static const char body[] =
        HEAD "    signals: [{pattern: '(a+)+(a+)+(a+)+x(?=b)'}]\n";
    lmv_ruleset *rules = fixture_load(body);
    char text[400];

    memset(text, 'a', sizeof text);
    memcpy(text + sizeof text - 4, "xc.", 4);
    ck_assert_msg(rules != NULL, "%s", fixture_message());
    ck_assert_str_eq(
        fixture_find(rules, "t", text, "de", NULL), " (not evaluated)");
    lmv_ruleset_free(rules);
}
END_TEST

START_TEST(evidence_is_capped)
{
    lmv_ruleset *rules = fixture_load(HEAD "    words: gut\n");
    char text[70 * 4 + 1];

    for (int i = 0; i < 70; i++)
        memcpy(text + 4 * i, "gut ", 4);
    text[sizeof text - 1] = '\0';
    ck_assert_ptr_nonnull(
        strstr(fixture_find(rules, "t", text, "de", NULL), "(not evaluated)"));
    lmv_ruleset_free(rules);
}
END_TEST

/* Refused patterns, with the column of what is wrong (line 8). */
static const struct {
    const char *pattern;
    unsigned column;
    const char *code;
} refused[] = {
    {"a\\Cb", 27, "E320"},
    {"a\\Kb", 27, "E320"},
    {"a\\Gb", 27, "E320"},
    {"(*SKIP)a", 26, "E320"},
    {"a(?C1)", 27, "E320"},
    {"a(?R)?", 27, "E320"},
    {"(a)(?1)", 29, "E320"},
    {"a{,3}", 27, "E320"},
    {"(?<=a+)b", 26, "E321"},
    {"a(b", 28, "E321"},
    {"a*", 26, "E322"},
    {"a{{nomacro}}", 27, "E221"},
};

START_TEST(pattern_is_refused)
{
    char body[512], where[64];
    lmv_ruleset *rules;

    snprintf(body, sizeof body, HEAD "    signals: [{pattern: '%s'}]\n",
        refused[_i].pattern);
    rules = fixture_load(body);
    ck_assert_msg(rules == NULL, "%s was taken", refused[_i].pattern);
    snprintf(where, sizeof where, "8:%u: %s: ", refused[_i].column,
        refused[_i].code);
    ck_assert_msg(strncmp(fixture_message(), where, strlen(where)) == 0,
        "%s: want %s, got %s", refused[_i].pattern, where, fixture_message());
}
END_TEST

START_TEST(matchers_have_names)
{
    lmv_error err = LMV_ERROR_INIT;
    bool naive = true;

    ck_assert_int_eq(lmv__matcher_named(NULL, &naive, NULL), LMV_OK);
    ck_assert(!naive);
    ck_assert_int_eq(lmv__matcher_named("naive", &naive, NULL), LMV_OK);
    ck_assert(naive);
    ck_assert_int_eq(lmv__matcher_named("quick", &naive, &err), LMV_EINVAL);
    ck_assert_ptr_nonnull(strstr(err.message, "fast, naive"));
}
END_TEST

/* What a matcher combines is counted when it is read, not dropped later. */
START_TEST(operands_are_capped)
{
    char body[1024] = HEAD "    signals: [{near: [w0";
    char *end = body + strlen(body);

    for (int i = 1; i <= 32; i++)
        end += sprintf(end, ", w%d", i);
    strcpy(end, "]}]\n");
    ck_assert_ptr_null(fixture_load(body));
    ck_assert_ptr_nonnull(strstr(fixture_message(), "at most 32"));
}
END_TEST

/* Mixed and unknown admit both languages, `other` none. */
START_TEST(languages_admit)
{
    lmv_ruleset *rules = fixture_load(
        "themes:\n  - {id: t, label: {de: T}, definition: D, polarity: "
        "positive,\n     words: {de: [gut], en: [good]}}\n");

    ck_assert_str_eq(fixture_find(rules, "t", "good gut", "de", NULL), "[gut]");
    ck_assert_str_eq(
        fixture_find(rules, "t", "good gut", "en", NULL), "[good]");
    ck_assert_str_eq(fixture_find(rules, "t", "gut 1", NULL, NULL), "[gut]");
    lmv_ruleset_free(rules);
}
END_TEST

static Suite *match_suite(void)
{
    Suite *suite = suite_create("match");
    TCase *tcase = tcase_create("match");

    tcase_add_loop_test(
        tcase, matcher_finds, 0, (int)(sizeof matched / sizeof *matched));
    tcase_add_loop_test(
        tcase, theme_scores, 0, (int)(sizeof scored / sizeof *scored));
    tcase_add_test(tcase, overrides_and_theme_references);
    tcase_add_test(tcase, limits_are_said);
    tcase_add_test(tcase, evidence_is_capped);
    tcase_add_loop_test(
        tcase, pattern_is_refused, 0, (int)(sizeof refused / sizeof *refused));
    tcase_add_test(tcase, matchers_have_names);
    tcase_add_test(tcase, operands_are_capped);
    tcase_add_test(tcase, languages_admit);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(match_suite)
