/* Guards: what a trigger reaches (rule language, 5). */
#include "unit.h"

#include "match_fixture.h"
#include "rules/scan.h"

#include <stdio.h>
#include <string.h>

#define THEME(polarity, when, words)                                          \
    "themes:\n  - {id: t, label: {de: T}, definition: D, polarity: " polarity \
    ", " when "words: " words "}\n"

#define FRIENDLY "[freundlich, gut, Service, erreichbar]"

static const struct {
    const char *pack, *text, *want;
} judged[] = {
    /* numbers count content words; the transparent ones are free */
    {THEME("positive", "", FRIENDLY), "nicht freundlich",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "nicht gar überhaupt freundlich",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "nicht a b c d freundlich",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "nicht a b c d e freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "freundlich war nicht",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "freundlich war das nicht",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "freundlich ist mir leider nicht",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "kein a b c freundlich",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "kein a b c d freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "freundlich kein", "[freundlich]"},
    /* clause borders stop numbers and `clause` */
    {THEME("positive", "", FRIENDLY), "Nicht teuer, freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht teuer; freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht teuer: freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht teuer (freundlich)",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht teuer - freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht teuer aber freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht teuer 🙂 freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "nicht nett, schnell und freundlich",
        "-[freundlich] negated"},
    {THEME("positive", "", FRIENDLY), "von Service keine Spur",
        "-[Service] negated"},
    {THEME("positive", "", FRIENDLY), "gut, von Rabatt keine Spur", "[gut]"},
    /* previous-question */
    {THEME("positive", "", FRIENDLY), "Erreichbar? Fehlanzeige!",
        "-[Erreichbar] negated"},
    {THEME("positive", "", FRIENDLY), "Erreichbar! Fehlanzeige!",
        "[Erreichbar]"},
    /* looks like the guard, is not */
    {THEME("positive", "", FRIENDLY), "nicht nur freundlich", "[freundlich]"},
    {THEME("positive", "", FRIENDLY), "kein Problem, freundlich",
        "[freundlich]"},
    /* a trigger in the match never blocks it, one in its gap does */
    {THEME("negative", "", "nicht freundlich"), "nicht freundlich",
        "[nicht freundlich]"},
    {THEME("negative", "", "\"rief ... zurück\""), "rief nie zurück",
        "-[rief] [zurück] negated"},
    {THEME("negative", "", "\"rief ... nie\""), "rief mich nie",
        "[rief] [nie]"},
    /* two triggers do not cancel each other */
    {THEME("positive", "", FRIENDLY), "nie nicht freundlich",
        "-[freundlich] negated"},
    /* skip, keep, only */
    {THEME("positive", "when: {negated: keep}, ", FRIENDLY), "nicht freundlich",
        "[freundlich] +negated"},
    {THEME("positive", "when: {negated: only}, ", FRIENDLY), "nicht freundlich",
        "[nicht] [freundlich]"},
    {THEME("positive", "when: {negated: only}, ", FRIENDLY), "freundlich",
        "-[freundlich] only"},
    {THEME("positive", "", FRIENDLY), "wenn freundlich",
        "[freundlich] +conditional"},
    {THEME("neutral", "", FRIENDLY), "nicht freundlich",
        "[freundlich] +negated"},
    {THEME("mixed", "", FRIENDLY), "nicht freundlich", "[freundlich] +negated"},
    {THEME("neutral", "when: {negated: skip}, ", FRIENDLY), "nicht freundlich",
        "-[freundlich] negated"},
    /* a longer trigger of another guard takes the shorter one's place */
    {THEME("positive", "", FRIENDLY), "freundlich wäre",
        "-[freundlich] hypothetical"},
    {THEME("positive", "when: {wished: keep}, ", FRIENDLY),
        "freundlich wäre schön", "[freundlich] +wished"},
    /* reach sentence and comment */
    {THEME("positive", "", FRIENDLY), "bitte, einmal mehr, freundlich",
        "-[freundlich] wished"},
    {THEME("positive", "", FRIENDLY), "bitte. freundlich", "[freundlich]"},
    {THEME("negative", "", FRIENDLY), "Service. Egal. inzwischen behoben",
        "[Service] +resolved"},
    {THEME("negative", "", FRIENDLY), "inzwischen behoben. Service",
        "[Service]"},
    /* a sentence of over 25 tokens without punctuation: clause reach is 5 */
    {THEME("positive", "", FRIENDLY),
        "würde a b c d e f g h i j k l m n o p q r s t u v w x y freundlich",
        "[freundlich]"},
    {THEME("positive", "", FRIENDLY),
        "a b c d e f g h i j k l m n o p q r s t u v w x y würde z freundlich",
        "-[freundlich] hypothetical"},
    {THEME("positive", "", FRIENDLY),
        "würde a b c d e f g h i j k l m freundlich",
        "-[freundlich] hypothetical"},
};

START_TEST(guard_judges)
{
    lmv_ruleset *rules = fixture_load(judged[_i].pack);
    const char *got;

    ck_assert_msg(rules != NULL, "%s", fixture_message());
    got = fixture_find(rules, "t", judged[_i].text, "de", NULL);
    ck_assert_msg(strcmp(got, judged[_i].want) == 0,
        "`%s`: got `%s`, want `%s`", judged[_i].text, got, judged[_i].want);
    lmv_ruleset_free(rules);
}
END_TEST

/* Triggers have languages: a sentence must admit theirs. */
START_TEST(triggers_need_their_language)
{
    lmv_ruleset *rules = fixture_load(
        THEME("positive", "", "{de: [freundlich], en: [friendly]}"));

    ck_assert_str_eq(
        fixture_find(rules, "t", "kein friendly", "en", NULL), "[friendly]");
    ck_assert_str_eq(fixture_find(rules, "t", "no friendly", "en", NULL),
        "-[friendly] negated");
    ck_assert_str_eq(
        fixture_find(rules, "t", "no freundlich", "de", NULL), "[freundlich]");
    ck_assert_str_eq(
        fixture_find(rules, "t", "they aren't friendly", "en", NULL),
        "-[friendly] negated");
    lmv_ruleset_free(rules);
}
END_TEST

/* signal before theme before pack defaults before the guard's default */
START_TEST(when_has_an_order)
{
    static const char head[] =
        "defaults: {when: {negated: keep}}\n"
        "themes:\n"
        "  - id: t\n    label: {de: T}\n    definition: D\n"
        "    polarity: positive\n";
    static const char theme[] = "    when: {negated: skip}\n";
    static const char signal[] =
        "    signals:\n      - {words: freundlich, when: {negated: only}}\n";
    static const char plain[] = "    words: freundlich\n";
    char body[1024];
    lmv_ruleset *rules;

    snprintf(body, sizeof body, "%s%s", head, plain);
    rules = fixture_load(body);
    ck_assert_str_eq(fixture_find(rules, "t", "nicht freundlich", "de", NULL),
        "[freundlich] +negated");
    lmv_ruleset_free(rules);
    snprintf(body, sizeof body, "%s%s%s", head, theme, plain);
    rules = fixture_load(body);
    ck_assert_str_eq(fixture_find(rules, "t", "nicht freundlich", "de", NULL),
        "-[freundlich] negated");
    lmv_ruleset_free(rules);
    snprintf(body, sizeof body, "%s%s%s", head, theme, signal);
    rules = fixture_load(body);
    ck_assert_str_eq(fixture_find(rules, "t", "nicht freundlich", "de", NULL),
        "[nicht] [freundlich]");
    lmv_ruleset_free(rules);
}
END_TEST

/* On equal spans the guard that `when` names wins. */
START_TEST(named_guard_wins)
{
    static const char pack[] =
        "guards:\n"
        "  polite: {default: keep, triggers: [{id: p, left: clause, right: "
        "clause, words: {de: bitte}}]}\n" THEME(
            "positive", "when: {polite: keep}, ", FRIENDLY);
    lmv_ruleset *rules = fixture_load(pack);

    ck_assert_msg(rules != NULL, "%s", fixture_message());
    ck_assert_str_eq(fixture_find(rules, "t", "bitte freundlich", "de", NULL),
        "[freundlich] +polite");
    lmv_ruleset_free(rules);
}
END_TEST

/* How often a trigger is compared with a candidate in a sentence of so many
 * words, each a trigger of two guards and beside a candidate. */
static uint64_t comparisons(uint32_t n)
{
    static const char pack[] =
        "guards:\n"
        "  rude: {default: keep, triggers: [{id: p, left: 3, right: 3, words: "
        "{de: nie}}]}\n" THEME("positive", "", FRIENDLY);
    lmv_ruleset *rules = fixture_load(pack);
    lmv__document *doc;
    lmv__scan *scan;
    lmv__candidate *candidates;
    lmv__buf text;
    uint32_t count;
    uint64_t compared;

    ck_assert_msg(rules != NULL, "%s", fixture_message());
    lmv__buf_init(&text);
    for (uint32_t i = 0; i < n; i++)
        lmv__buf_adds(&text, "nie gut ");
    doc = lmv__document_new(rules->langdata);
    ck_assert_ptr_nonnull(doc);
    ck_assert_int_eq(
        lmv__document_set(doc, text.data, text.len, 0, NULL), LMV_OK);
    ck_assert_int_eq(lmv__scan_new(&scan, rules, NULL, NULL), LMV_OK);
    ck_assert_int_eq(lmv__scan_begin(scan, doc, NULL), LMV_OK);
    ck_assert_int_eq(
        lmv__scan_theme(scan, 0, &candidates, &count, NULL), LMV_OK);
    ck_assert_uint_eq(count, LMV__MAX_EVIDENCE);
    compared = scan->compared;
    lmv__scan_free(scan);
    lmv__document_free(doc);
    lmv__buf_clear(&text);
    lmv_ruleset_free(rules);
    return compared;
}

START_TEST(many_triggers_cost_in_proportion)
{
    uint64_t few = comparisons(200), many = comparisons(2000);

    ck_assert_msg(many <= 12 * few, "%lu, then %lu", (unsigned long)few,
        (unsigned long)many);
}
END_TEST

static Suite *guard_suite(void)
{
    Suite *suite = suite_create("guard");
    TCase *tcase = tcase_create("guard");

    tcase_add_loop_test(
        tcase, guard_judges, 0, (int)(sizeof judged / sizeof *judged));
    tcase_add_test(tcase, triggers_need_their_language);
    tcase_add_test(tcase, when_has_an_order);
    tcase_add_test(tcase, named_guard_wins);
    tcase_add_test(tcase, many_triggers_cost_in_proportion);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(guard_suite)
