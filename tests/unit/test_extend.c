/* Extensions: what a pack changes in the themes of another. */
#include "load_util.h"

#define HEAD \
    "leitmotiv: 1\npack: {id: mine, languages: [de, en]}\nimports: [clinic]\n"
#define EXTEND HEAD "themes:\n  - extend: clinic/"

static const lmv__signal *signal_of(const lmv__theme *theme, const char *id)
{
    for (uint32_t i = 0; i < theme->n_signals; i++)
        if (lmv__slice_is(theme->signals[i].id, id))
            return &theme->signals[i];
    return NULL;
}

static void load_good(loaded *l, const char *text)
{
    load_text(l, text);
    ck_assert_msg(
        l->status == LMV_OK && !l->reporter.errors, "%s", all_seen(l));
}

START_TEST(adds)
{
    const lmv__theme *theme;
    const lmv__list *list;
    loaded l;

    load_good(&l, EXTEND
        "long-wait\n    add:\n"
        "      signals: [{id: mine, words: [$nurses, ewig], weight: 2}]\n"
        "      words: {nothing: [n/a, nix]}\n"
        "      examples: {match: {de: [\"Ewig!\"]}}\n"
        "    settings: {phone: 5min, chat: 1h}\n"
        "  - extend: clinic/rude-staff\n"
        "    add: {words: {en: rude}, lists: {nurse: Schwesternschaft}}\n"
        "lists: {nurses: Nachtschwester}\n");
    theme = find_theme(&l, "long-wait");
    ck_assert_uint_eq(theme->n_signals, 5);
    ck_assert_int_eq(signal_of(theme, "mine")->weight, 2000);
    ck_assert_uint_eq(signal_of(theme, "nothing")->matcher.words.n, 3);
    ck_assert_int_eq(signal_of(theme, "mine")->resolved.of[0], LMV__WHEN_KEEP);
    ck_assert_uint_eq(theme->n_examples, 5);
    assert_slice(theme->examples[4].text, "Ewig!");
    ck_assert_uint_eq(theme->settings.n, 3);
    assert_slice(theme->settings.items[0].name, "writing");
    assert_slice(theme->settings.items[1].value, "5min");
    theme = find_theme(&l, "rude-staff");
    assert_slice(theme->signals[0].matcher.words.items[2].text, "rude");
    ck_assert_uint_eq(theme->signals[0].matcher.words.items[2].languages, 2);
    list = &l.rules.lists[lmv__ruleset_list(
        &l.rules, theme->pack, lmv__slice_of("nurse"))];
    ck_assert_uint_eq(list->entries.n, 3);
    load_end(&l);
}
END_TEST

START_TEST(removes)
{
    const lmv__theme *theme;
    loaded l;

    load_good(&l, EXTEND
        "long-wait\n    remove:\n"
        "      signals: [queue, both]\n"
        "      examples: [Nicht lange gewartet]\n"
        "    add: {signals: [{id: queue, words: Schlange}]}\n"
        "  - extend: clinic/rude-staff\n"
        "    remove: {words: unfreundlich*, lists: {nurse: Schwester}}\n");
    theme = find_theme(&l, "long-wait");
    ck_assert_uint_eq(theme->n_signals, 3);
    ck_assert_ptr_null(signal_of(theme, "both"));
    ck_assert_int_eq(signal_of(theme, "queue")->matcher.kind, LMV__MATCH_WORDS);
    ck_assert_uint_eq(theme->n_examples, 3);
    theme = find_theme(&l, "rude-staff");
    ck_assert_uint_eq(theme->signals[0].matcher.words.n, 1);
    load_end(&l);
}
END_TEST

START_TEST(disables)
{
    loaded l;

    load_good(&l, EXTEND "rude-staff\n    disable: true\n"
                         "  - {extend: clinic/waiting, disable: false}\n");
    ck_assert(find_theme(&l, "rude-staff")->off);
    ck_assert(!find_theme(&l, "waiting")->off);
    ck_assert_uint_eq(l.rules.n_disabled, 0);
    ck_assert_uint_eq(l.rules.n_order, 3);
    load_end(&l);
}
END_TEST

static const struct {
    const char *yaml, *code;
    uint32_t line, column;
    const char *message, *help;
    bool fatal;
} complaints[] = {
    {HEAD "themes:\n  - extend: long-wait\n    disable: true\n", "E207", 5, 13,
        "another pack", "a slash", true},
    {HEAD "themes:\n  - extend: wards/x\n    disable: true\n", "E227", 5, 13,
        "'wards' is not imported", "imports:", true},
    {EXTEND "long-wiat\n    disable: true\n", "E223", 5, 13,
        "no theme 'long-wiat'", "did you mean 'long-wait'?", true},
    {EXTEND "long-wait\n", "E204", 5, 5, "changes nothing", "", true},
    {EXTEND "long-wait\n    dissable: true\n    settings: {a: b}\n", "E203", 6,
        5, "'dissable'", "did you mean 'disable'?", true},
    {EXTEND "long-wait\n    remove: {signals: [queu]}\n", "E231", 6, 24,
        "no signal 'queu'", "did you mean 'queue'?", false},
    {EXTEND "long-wait\n    remove: {examples: [Nichts]}\n", "E231", 6, 25,
        "no example 'Nichts'", "as it stands", false},
    {EXTEND "rude-staff\n    remove: {words: unfreundlic*}\n", "E231", 6, 21,
        "no entry 'unfreundlic*'", "did you mean 'unfreundlich*'?", false},
    {EXTEND "rude-staff\n    remove: {lists: {nurses: Pfleger}}\n", "E220", 6,
        22, "no list 'nurses'", "did you mean 'nurse'?", false},
    {EXTEND "long-wait\n    add: {words: {queue: x}}\n", "E210", 6, 19,
        "no words, but near", "add another", false},
    {EXTEND "long-wait\n    add: {signals: [{words: x}]}\n", "E204", 6, 21,
        "without id", "names each", false},
    {EXTEND "long-wait\n    add: {signals: [{id: both, words: x}]}\n", "E208",
        6, 21, "used twice", "", false},
    {EXTEND "helper\n    disable: true\n", "E228", 49, 25,
        "needs 'helper', which is disabled", "disable this theme too", false},
    {EXTEND "rude-staff\n    remove: {signals: ['']}\n", "E211", 6, 24,
        "is empty", "", false},
    {HEAD "extend: clinic/long-wait\n", "E210", 4, 9, "item of `themes:`",
        "- extend: pack/theme", true},
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
    ck_assert_msg(l.reporter.errors == 1, "%s", all_seen(&l));
    if (complaints[_i].fatal)
        ck_assert_int_eq(l.status, LMV_ERULES);
    else
        ck_assert_uint_eq(l.rules.n_disabled, 1);
    load_end(&l);
}
END_TEST

static Suite *extend_suite(void)
{
    Suite *suite = suite_create("extend");
    TCase *tests = tcase_create("extend");

    tcase_add_test(tests, adds);
    tcase_add_test(tests, removes);
    tcase_add_test(tests, disables);
    tcase_add_loop_test(
        tests, complains, 0, (int)(sizeof complaints / sizeof *complaints));
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(extend_suite)
