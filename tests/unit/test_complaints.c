/* What the loader complains of: every code with its place and its help. */
#define _GNU_SOURCE
#include "load_util.h"

/* Lines 1 and 2 of the packs that are written here. */
#define HEAD "leitmotiv: 1\npack: {id: p, languages: [de, en]}\n"

/* ---- complaints ---- */

/* Lines 3 to 8; the rest of the theme begins at line 9. */
#define THEME                                                              \
    HEAD "themes:\n  - id: good\n    label: G\n    definition: A theme.\n" \
         "    polarity: negative\n\n"
#define SIGNAL THEME "    signals:\n      - "

static const struct {
    const char *yaml, *code;
    uint32_t line, column;
    const char *message, *help;
} complaints[] = {
    /* the file and its header */
    {"pack: {id: p}\n", "E201", 1, 1, "`leitmotiv: 1` is missing", ""},
    {"leitmotiv: 2\npack: {id: p}\n", "E201", 1, 12, "schema 1", ""},
    {"pack: {id: p}\nleitmotiv: 1\n", "E201", 2, 12, "first key", ""},
    {"- a\n", "E205", 1, 1, "a rule file should be a map", ""},
    {"leitmotiv: 1\nthemes: []\n", "E202", 1, 1, "no header", "id: my-pack"},
    {"leitmotiv: 1\npack: {title: x}\n", "E204", 2, 7, "no id", ""},
    {"leitmotiv: 1\npack: p\n", "E205", 2, 7, "pack should be a map", ""},
    {"leitmotiv: 1\npack: {id: My Pack}\n", "E207", 2, 12, "no id",
        "slow-response"},
    {"leitmotiv: 1\npack: {id: common}\n", "E226", 2, 12, "there twice", ""},
    {HEAD "themse: []\n", "E203", 3, 1, "unknown key 'themse'",
        "did you mean 'themes'?"},
    {HEAD "questions: {Q5: {asks: improv}}\n", "E206", 3, 24, "asks cannot be",
        "did you mean 'improve'?"},
    {HEAD "questions: {Q5: {}}\n", "E204", 3, 17, "has no asks",
        "{asks: improve}"},
    {HEAD "questions: {Q5: {asks: open, ask: x}}\n", "E203", 3, 30, "'ask'",
        "did you mean 'asks'?"},
    {HEAD "extend: x\n", "E210", 3, 9, "item of `themes:`", "- extend"},
    {HEAD "imports: [comon]\n", "E224", 3, 11, "no pack 'comon'",
        "did you mean 'common'?"},
    {"leitmotiv: 1\npack: {id: p, languages: [de, ne]}\n", "E229", 2, 31,
        "unknown language 'ne'", "did you mean 'de'?"},
    {"leitmotiv: 1\npack: {id: p, languages: Deutsch}\n", "E229", 2, 26,
        "no language code", ""},
    {HEAD "defaults: {gap: five}\n", "E212", 3, 17, "whole number", ""},
    {HEAD "defaults: {when: {negatd: keep}}\n", "E222", 3, 19,
        "unknown guard 'negatd'", "did you mean 'negated'?"},
    /* language data */
    {HEAD "language_data: {de: {transparant: [x]}}\n", "E203", 3, 22,
        "unknown key", "did you mean 'transparent'?"},
    {HEAD "language_data: {de: {units: {Tag: 1d}}}\n", "E216", 3, 35, "", ""},
    {HEAD "language_data: {de: {numbers: {elf: x}}}\n", "E212", 3, 37,
        "a number should be", ""},
    /* macros, lists, verbs */
    {HEAD "macros: {ä: x}\n", "E213", 3, 10, "reserved", ""},
    {HEAD "macros: {2x: x}\n", "E207", 3, 10, "no name", ""},
    {HEAD "lists: {a b: x}\n", "E207", 3, 9, "no name", ""},
    {HEAD "lists: {aufgeben: x}\n"
          "verbs: {aufgeben: {prefix: auf, stem: geb}}\n",
        "E208", 4, 9, "defined twice; the first is at", ""},
    {HEAD "verbs: {aufgeben: {prefix: auf}}\n", "E204", 3, 19, "no stem", ""},
    {HEAD "verbs: {geben: {prefix: auf, stem: geb}}\n", "E207", 3, 9,
        "does not begin with", ""},
    {HEAD "verbs: {aufgeben: {prefix: auf, stem: geb*}}\n", "E207", 3, 39,
        "one word", ""},
    /* guards */
    {HEAD "guards: {negated: {triggers: []}}\n", "E226", 3, 10,
        "defined twice; the first is at common/pack.yml:42:3", ""},
    {HEAD "guards: {g: {triggers: []}}\n", "E211", 3, 24, "empty", ""},
    {HEAD "guards: {g: {default: only, triggers: [{left: 0, right: 1, "
          "words: x}]}}\n",
        "E206", 3, 23, "only skip or keep", ""},
    {HEAD "guards: {g: {triggers: [{left: 0, words: x}]}}\n", "E204", 3, 25,
        "needs right", ""},
    {HEAD "guards: {g: {triggers: [{left: clouse, right: 1, words: x}]}}\n",
        "E206", 3, 32, "clause, sentence, comment or previous-question",
        "did you mean 'clause'?"},
    {HEAD "guards: {g: {triggers: [{left: 0, right: previous-question, "
          "words: x}]}}\n",
        "E206", 3, 42, "only clause, sentence or comment", ""},
};

static const struct {
    const char *yaml, *code;
    uint32_t line, column;
    const char *message, *help;
} theme_complaints[] = {
    {THEME "    wrods: x\n    words: y\n", "E203", 9, 5, "'wrods'",
        "did you mean 'words'?"},
    {THEME "    signal: x\n    words: y\n", "E203", 9, 5, "'signal'",
        "did you mean 'signals'?"},
    {THEME "    code: 1\n", "E209", 4, 5, "nothing to look for", "words"},
    {THEME "    words: x\n    signals: [{words: y}]\n", "E209", 9, 12,
        "either signals or words", ""},
    {THEME "    words: x\n    kind: tehme\n", "E206", 10, 11,
        "only theme, facet, helper or group", "did you mean 'theme'?"},
    {THEME "    words: x\n    kind: group\n", "E210", 9, 12,
        "a group has no words", ""},
    {THEME "    words: x\n    code: 0\n", "E212", 10, 11, "from 1", ""},
    {THEME "    words: x\n    threshold: 1,5\n", "E212", 10, 16, "'1,5'",
        "1.5, not 1,5"},
    {THEME "    words: x\n    threshold: 1.2345\n", "E212", 10, 16, "",
        "three places"},
    {THEME "    words: x\n    threshold: 0\n", "E212", 10, 16, "", ""},
    {THEME "    words: x\n    replaced_by: y\n", "E210", 10, 18, "deprecated",
        ""},
    {THEME "    words: x\n    tags: {a: b}\n", "E205", 10, 11,
        "tags should be a text", ""},
    {THEME "    words: x\n    settings: {a: [b]}\n", "E205", 10, 19,
        "should be a text, not a list", ""},
    {THEME "    words: x\n    when: {negated: yes}\n", "E206", 10, 21,
        "skip, keep or only", ""},
    {THEME "    words: x\n    label: 2\n", "E103", 10, 5, "given twice", ""},
    {THEME "    words: x\n    examples: {matches: [a]}\n", "E203", 10, 16,
        "'matches'", "did you mean 'match'?"},
    {THEME "    words: x\n    examples: {match: [{text: a, why: negatd}]}\n",
        "E206", 10, 39, "", "did you mean 'negated'?"},
    {THEME "    words: x\n    examples:\n      match:\n"
           "        - Hotline: nie\n",
        "E205", 12, 11, "not a map", "`: `"},
    {THEME "    words:\n      - *hotline\n", "E105", 10, 9, "alias", "quotes"},
    {SIGNAL "weight: 1\n", "E209", 10, 9, "nothing to look for", ""},
    {SIGNAL "{words: a, near: [b, c]}\n", "E209", 10, 26,
        "two matchers, words and near", ""},
    {SIGNAL "words: a\n      - {words: b, id: b}\n", "E204", 10, 9,
        "without id", ""},
    {SIGNAL "{words: a, id: x}\n      - {words: b, id: x}\n", "E208", 11, 9,
        "first is at line 10, column 9", ""},
    {SIGNAL "{words: a, within: 3}\n", "E210", 10, 28, "goes with near", "&5"},
    {SIGNAL "{words: a, in: comment}\n", "E210", 10, 24, "goes with all", ""},
    {SIGNAL "{near: [a]}\n", "E211", 10, 16, "2 things", ""},
    {SIGNAL "{near: [a, b], within: -1}\n", "E212", 10, 32, "", ""},
    {SIGNAL "{all: [a]}\n", "E205", 10, 16, "a matcher is expected", "words"},
    {SIGNAL "{any: [{word: b}]}\n", "E203", 10, 17, "'word'",
        "did you mean 'words'?"},
    {SIGNAL "{at_least: {n: 3, of: [{words: a}]}}\n", "E212", 10, 24,
        "from 1 to 1", ""},
    {SIGNAL "{at_least: {of: [{words: a}]}}\n", "E204", 10, 20, "n and of", ""},
    {SIGNAL "{words: a, weight: 0}\n", "E212", 10, 28, "weight 0", ""},
    {SIGNAL "{words: a, max: 0}\n", "E212", 10, 25, "", ""},
    {SIGNAL "{words: a, whole: yes}\n", "E206", 10, 27, "'yes'",
        "true or false"},
    {SIGNAL "{words: a, case: ignore}\n", "E206", 10, 26, "only match", ""},
    {SIGNAL "{words: a, asked: [improved]}\n", "E206", 10, 28, "asked cannot",
        ""},
    {SIGNAL "{words: a, unless: {in: clause}}\n", "E204", 10, 28, "needs words",
        ""},
    {SIGNAL "{words: a, languages: [fr]}\n", "E229", 10, 32, "'fr'", ""},
    {SIGNAL "{pattern: \"a\\nb\"}\n", "E205", 10, 19, "one line", ""},
    {SIGNAL "any: [any: [any: [any: [any: [any: [any: [any: [any: "
            "[words: x]]]]]]]]]\n",
        "E215", 10, 56, "nested more than 8", ""},
};

START_TEST(complains)
{
    const seen *s;
    loaded l;

    load_text(&l, complaints[_i].yaml);
    s = find_seen(
        &l, complaints[_i].code, complaints[_i].line, complaints[_i].column);
    ck_assert_msg(s, "%s in:\n%s\nseen: %s", complaints[_i].code,
        complaints[_i].yaml, all_seen(&l));
    ck_assert_msg(strstr(s->message, complaints[_i].message), "%s", s->message);
    ck_assert_msg(strstr(s->help, complaints[_i].help), "%s", s->help);
    ck_assert_uint_eq(l.reporter.errors, 1);
    ck_assert_int_ne(l.status, LMV_OK);
    ck_assert_str_eq(l.err.message, s->message);
    load_end(&l);
}
END_TEST

/* The same in a theme: only that theme is disabled, and with `strict` the
 * load fails. */
START_TEST(complains_of_one_theme)
{
    const char *yaml = theme_complaints[_i].yaml;
    char text[2048];
    const seen *s;
    loaded l;

    snprintf(text, sizeof text,
        "%s  - {id: other, label: O, definition: D, polarity: positive, "
        "words: z}\n",
        yaml);
    load_text(&l, text);
    s = find_seen(&l, theme_complaints[_i].code, theme_complaints[_i].line,
        theme_complaints[_i].column);
    ck_assert_msg(s, "%s in:\n%s\nseen: %s", theme_complaints[_i].code, yaml,
        all_seen(&l));
    ck_assert_msg(
        strstr(s->message, theme_complaints[_i].message), "%s", s->message);
    ck_assert_msg(strstr(s->help, theme_complaints[_i].help), "%s", s->help);
    ck_assert_msg(l.reporter.errors == 1, "%s", all_seen(&l));
    ck_assert_int_eq(l.status, LMV_OK);
    ck_assert_uint_eq(l.rules.n_disabled, 1);
    ck_assert_uint_eq(l.rules.n_themes, 2);
    ck_assert(l.rules.themes[0].disabled);
    ck_assert(!find_theme(&l, "other")->disabled);
    ck_assert_uint_eq(l.rules.n_order, 1);
    load_end(&l);
}
END_TEST

START_TEST(ids_and_codes_are_used_once)
{
    loaded l;
    const seen *s;

    load_text(&l, THEME "    words: a\n    code: 7\n  - {id: good, label: L, "
                        "code: 7, kind: group}\n");
    s = find_seen(&l, "E208", 11, 10);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_ptr_nonnull(strstr(s->message, ".yml:4:5"));
    ck_assert_msg(find_seen(&l, "E208", 11, 32), "%s", all_seen(&l));
    ck_assert(!l.rules.themes[0].disabled);
    ck_assert(l.rules.themes[1].disabled);
    load_end(&l);
}
END_TEST

START_TEST(all_problems_are_shown_up_to_a_cap)
{
    char text[8192];
    size_t at = (size_t)snprintf(text, sizeof text, HEAD "themes:\n");
    const char *packs[1];
    lmv_ruleset_options options = {.size = sizeof options, .diag = note};
    lmv_ruleset *rules = (void *)&options;
    loaded l;

    for (int i = 0; i < 60; i++)
        at += (size_t)snprintf(text + at, sizeof text - at,
            "  - {id: t%d, kind: helper, label: L, words: x, oops: 1}\n", i);
    load_text(&l, text);
    ck_assert_uint_eq(l.reporter.errors, 60);
    ck_assert_uint_eq(l.n_seen, 50);
    ck_assert_uint_eq(l.rules.n_disabled, 60);
    l.n_seen = 0;
    packs[0] = l.path;
    options.payload = &l;
    options.strict = 1;
    ck_assert_int_eq(
        lmv_ruleset_load(&rules, packs, 1, &options, &l.err), LMV_ERULES);
    ck_assert_ptr_null(rules);
    ck_assert_uint_eq(l.n_seen, 51);
    ck_assert_int_eq(l.seen[50].severity, LMV_NOTE);
    ck_assert_str_eq(l.seen[50].message, "10 more problems not shown");
    load_end(&l);
}
END_TEST

#define N(array) (int)(sizeof(array) / sizeof *(array))

static Suite *complaints_suite(void)
{
    Suite *suite = suite_create("complaints");
    TCase *tcase = tcase_create("complaints");

    tcase_add_loop_test(tcase, complains, 0, N(complaints));
    tcase_add_loop_test(tcase, complains_of_one_theme, 0, N(theme_complaints));
    tcase_add_test(tcase, ids_and_codes_are_used_once);
    tcase_add_test(tcase, all_problems_are_shown_up_to_a_cap);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(complaints_suite)
