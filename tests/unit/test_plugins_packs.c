/*
 * The shipped plugins in the engine, in German and English: guards, macros and
 * quantities are those of the pack `common`, the vocabulary is
 * tests/data/reasoning.yml.
 */
#include "unit.h"

#include <leitmotiv/scanner.h>

#include <stdio.h>
#include <string.h>

static lmv_ruleset *rules;
static lmv_engine *engine;

static void print_problem(void *payload, const lmv_diagnostic *problem)
{
    (void)payload;
    fprintf(stderr, "# %s:%u:%u: %s\n", problem->file ? problem->file : "",
        (unsigned)problem->line, (unsigned)problem->column, problem->message);
}

static void set_up(void)
{
    static const char *const packs[] = {TESTS_SRCDIR "/data/reasoning.yml"};
    static const char *const search[] = {RULES_SRCDIR};
    static const char *const plugins[] = {TESTS_BUILDDIR
        "/../plugins/slow-support/.libs",
        TESTS_BUILDDIR "/../plugins/broken-promises/.libs",
        TESTS_BUILDDIR "/../plugins/over-servicing/.libs"};
    lmv_ruleset_options rules_options = {.size = (uint32_t)sizeof rules_options,
        .search_path = search,
        .n_search_path = 1,
        .strict = 1,
        .diag = print_problem};
    lmv_engine_options options = {.size = (uint32_t)sizeof options,
        .plugin_path = plugins,
        .n_plugin_path = 3,
        .strict = 1,
        .diag = print_problem};
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_msg(
        lmv_ruleset_load(&rules, packs, 1, &rules_options, &err) == LMV_OK,
        "%s:%u: %s", err.file, (unsigned)err.line, err.message);
    ck_assert_msg(lmv_engine_new(&engine, rules, &options, &err) == LMV_OK,
        "%s:%u: %s", err.file, (unsigned)err.line, err.message);
}

static void tear_down(void)
{
    lmv_engine_free(engine);
    lmv_ruleset_free(rules);
}

static const struct example {
    const char *comment;
    const char *said; /* "theme name=value ... [evidence|...]", lines */
} examples[] = {
    /* waits */
    {"Wir haben ewig gewartet", "waits severity=medium [ewig gewartet]\n"},
    {"Auf meine Mail kam erst nach drei Wochen eine Antwort",
        "waits waited=P21D channel=writing severity=high "
        "[Mail|drei Wochen|Antwort]\n"},
    {"It took three weeks to get a reply to my email",
        "waits waited=P21D channel=writing severity=high "
        "[three weeks|reply|email]\n"},
    {"Nach zwei Tagen hatte ich eine Antwort auf meine Mail", ""},
    {"50 min in der Warteschleife",
        "waits waited=PT50M channel=phone severity=high "
        "[50 min|Warteschleife]\n"},
    {"Only 5 minutes on hold", ""},
    {"On hold for over an hour",
        "waits waited=PT1H channel=phone severity=high "
        "[On hold|an hour]\n"},
    {"Der Techniker hat nach drei Wochen noch nicht repariert",
        "waits waited=P21D channel=repair severity=critical "
        "[Techniker|drei Wochen|repariert]\n"},
    {"I have not waited three weeks", ""},
    {"Ich habe keine drei Wochen gewartet", ""},
    {"After 10 days the technician still had it not repaired",
        "waits waited=P10D channel=repair severity=high "
        "[10 days|technician|repaired]\n"},
    {"Bin seit zehn Jahren Kunde. Auf Antwort gewartet habe ich nie.", ""},
    {"I have waited since last month",
        "waits waited-at-least=P30D severity=critical "
        "[waited|since last month]\n"},
    {"Auf Antwort warte ich seit Ewigkeiten",
        "waits severity=medium [warte|seit Ewigkeiten]\n"},
    {"12 min chat, then nothing",
        "waits waited=PT12M channel=chat severity=medium [12 min chat]\n"},
    /* promises */
    {"Rückruf wurde mir dreimal zugesagt, angerufen hat nie jemand",
        "broken promise=callback outcome=not-happened "
        "[Rückruf wurde mir dreimal zugesagt|angerufen]\n"},
    {"They promised to call. Weeks passed. Nobody ever rang.",
        "broken promise=callback outcome=not-happened "
        "[promised to call|rang]\n"},
    {"Er kam wie vereinbart", "kept outcome=happened [kam|vereinbart]\n"},
    {"Es war zugesagt, er kam Wochen später",
        "broken outcome=late [zugesagt|kam|Wochen später]\n"
        "kept outcome=happened [zugesagt|kam]\n"},
    {"They do what they say", "kept outcome=kept [do what they say]\n"},
    {"They don't do what they say",
        "broken outcome=broken [do what they say]\n"},
    {"They never break their promises",
        "kept outcome=kept [break their promises]\n"},
    {"Es wäre schön, wenn sie Wort halten", ""},
    {"Es wurde nichts zugesagt", ""},
    /* attention */
    {"Alle fünf Minuten kam jemand und fragte etwas",
        "too-much times=R/PT5M [Alle fünf Minuten|fragte]\n"},
    {"Every five minutes somebody asked us something",
        "too-much times=R/PT5M [Every five minutes|asked us]\n"},
    {"Alle zwei Monate eine Mail", ""},
    {"Nach dem Kauf drei Mails", "too-much times=3 [drei Mails|Mails]\n"},
    {"Two emails after the purchase", ""},
    {"Ich hatte darum gebeten. Ständig kam eine Mail.", ""},
    {"Die Mails sind nervig", "too-much [Mails|nervig]\n"},
    {"Aufmerksam, aber nie aufdringlich", "just-right [aufdringlich]\n"},
    {"Attentive but never pushy", "just-right [pushy]\n"},
    {"Rather pushy", ""},
    {"Es war diskret", "just-right [diskret]\n"},
};

static size_t print_label(const lmv_result *result, size_t label,
    const char *comment, char *out, size_t size)
{
    size_t used = (size_t)snprintf(out, size, "%s",
        lmv_theme_id(rules, lmv_result_label_theme(result, label)));

    for (size_t i = 0; i < lmv_result_attribute_count(result, label); i++)
        used += (size_t)snprintf(out + used, size - used, " %s=%s",
            lmv_result_attribute_name(result, label, i),
            lmv_result_attribute_value(result, label, i));
    for (size_t i = 0; i < lmv_result_evidence_count(result, label); i++) {
        lmv_evidence_view view = {.size = (uint32_t)sizeof view};

        ck_assert_int_eq(lmv_result_evidence(result, label, i, &view), LMV_OK);
        used += (size_t)snprintf(out + used, size - used, "%s%.*s",
            i ? "|" : " [", (int)(view.end - view.start), comment + view.start);
    }
    used += (size_t)snprintf(out + used, size - used, "]\n");
    return used;
}

START_TEST(plugins_reason_about_real_comments)
{
    const struct example *example = &examples[_i];
    lmv_scanner *scanner;
    const lmv_result *result;
    lmv_error err = LMV_ERROR_INIT;
    char said[2048] = "";
    size_t used = 0;

    ck_assert_int_eq(lmv_scanner_new(&scanner, engine, &err), LMV_OK);
    ck_assert_int_eq(lmv_scanner_scan(scanner, example->comment,
                         strlen(example->comment), NULL, &result, &err),
        LMV_OK);
    ck_assert_ptr_null(lmv_result_error(result));
    for (size_t i = 0; i < lmv_result_label_count(result); i++)
        used += print_label(
            result, i, example->comment, said + used, sizeof said - used);
    ck_assert_str_eq(said, example->said);
    lmv_scanner_free(scanner);
}
END_TEST

static Suite *packs_suite(void)
{
    Suite *suite = suite_create("plugins in the engine");
    TCase *tcase = tcase_create("reasoning");

    tcase_add_unchecked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, plugins_reason_about_real_comments, 0,
        (int)(sizeof examples / sizeof *examples));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(packs_suite)
