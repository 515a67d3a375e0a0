/* Plugins in a scan: decided together, waiting, misdeeds, traces, crashes. */
#include "config.h"

#include "scan_fixture.h"
#include "unit.h"

#include "base/platform.h"
#include "engine/trace.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- plugins that decide together ---- */

static const struct {
    const char *text, *labels;
} together[] = {
    {"Quiet.", ""},
    {"A drill all day.", "noise:1000{drill}(call=1)(saw=1)"},
    /* animal takes noise's evidence: the plugin is asked again. */
    {"A dog all day.", "animal:1000{dog}(call=2)(saw=2)"},
    /* wolf takes animal's, so that animal has nothing to take with. */
    {"A wolf dog all day.",
        "noise:1000{dog}(call=2)(saw=3) wolf:1000{wolf dog}(call=2)(saw=3)"},
    {"A dog all day. Music too.",
        "noise:1000{Music}(call=2)(saw=3) animal:1000{dog}(call=2)(saw=3)"},
    /* Blocked evidence calls the plugin only where `when` says keep. */
    {"No silence here.", "peace:1000{silence@negated}(call=1)(saw=1)"},
    {"A tennis racket.", ""},
    {"A drill. A tennis racket.",
        "noise:1000{drill}(call=1)(saw=2) peace:0{racket}(call=1)(saw=2)"},
    /* din waits for noise, echo for din. */
    {"A drill is loud.",
        "noise:1000{drill}(call=1)(saw=1) "
        "din:1000{drill is loud}(call=1)(saw=1) echo:1000{drill is loud}"},
    {"It is loud.", ""},
};

START_TEST(plugins_that_decide_together)
{
    scan_fixture f;

    scan_open(&f, PACK("together"), NULL, 0);
    ck_assert_str_eq(scan_text(&f, together[_i].text), together[_i].labels);
    ck_assert_ptr_null(lmv_result_error(f.result));
    scan_close(&f);
}
END_TEST

/* Selecting one theme of such a plugin, the others are still decided. */
START_TEST(they_get_all_their_themes)
{
    static const char *const themes[] = {"noise"};
    scan_fixture f;

    scan_open(&f, PACK("together"), themes, 1);
    ck_assert_str_eq(scan_text(&f, "A dog all day."), "");
    ck_assert_str_eq(
        scan_text(&f, "A dog. A drill."), "noise:1000{drill}(call=4)(saw=3)");
    scan_close(&f);
}
END_TEST

START_TEST(plugins_that_wait_for_each_other_are_refused)
{
    scan_fixture f;

    scan_load(&f, PACK("circle"));
    ck_assert_int_eq(scan_engine(&f, NULL, 0), LMV_ERULES);
    ck_assert_ptr_null(f.engine);
    ck_assert_ptr_nonnull(
        strstr(f.err.message, "'third' (together) waits for 'second'"));
    ck_assert_ptr_nonnull(
        strstr(f.err.message, "'second' (jointly) waits for 'first'"));
    ck_assert_uint_gt(f.err.line, 0);
    scan_close(&f);
}
END_TEST

START_TEST(themes_of_one_call_cannot_need_each_other)
{
    scan_fixture f;

    scan_load(&f, PACK("inside"));
    ck_assert_int_eq(scan_engine(&f, NULL, 0), LMV_ERULES);
    ck_assert_str_eq(f.err.message,
        "theme 'second' needs theme 'first', but the plugin 'together' "
        "decides them together");
    ck_assert_uint_eq(f.err.line, 16);
    scan_close(&f);
}
END_TEST

/* ---- what plugins may do ---- */

START_TEST(services_tell_of_the_comment)
{
    scan_fixture f;

    scan_open(&f, PACK("every"), NULL, 0);
    ck_assert_str_eq(
        scan_text(&f, "I waited two weeks, but they did not call. Küche!"),
        "read:1000{!}(language=en)(tokens=13)(sentences=2)(clauses=3)"
        "(last-kind=3)(last-sentence=1)(beyond=2)(duration=P14D)");
    ck_assert_str_eq(scan_text(&f, ""), "");
    scan_close(&f);
}
END_TEST

static const struct {
    const char *word, *error;
} deeds[] = {
    {"fail", "plugin rogue: no"},
    {"faillate", "plugin rogue: changed my mind"},
    {"failmute", "plugin rogue: input/output error"},
    {"unknowntheme", "a label of theme 9999, which is not wanted here"},
    {"twice", "two labels of the theme 'do-twice' in one call"},
    {"outside", "the span 3 to 100000 of "},
    {"backwards", "the span 3 to 2 of "},
    {"cutcharacter", "the span 0 to 1 cuts a character"},
    {"nosuchlabel", "evidence of the label 7, which is not there"},
    {"nosuchevidence", "the evidence 1 of 1"},
    {"badname", "whose name is not kebab-case"},
    {"badutf8", "the value of 'name' is no UTF-8 of at most 1024 bytes"},
    {"longvalue", "the value of 'name' is no UTF-8 of at most 1024 bytes"},
    {"nullvalue", "the value of 'name' is no UTF-8 of at most 1024 bytes"},
    {"samename", "the attribute 'name' of 'do-same-name' twice"},
    {"muchevidence", "more than 4096 pieces of evidence in one call"},
    {"noevidence", "a label of the theme 'do-no-evidence' without evidence"},
    {"negativescore", "the score -1 of the theme 'do-negative-score'"},
    {"hugescore", "the score 9223372036854775807 of the theme"},
};

/* The call's labels are dropped, the others stay, the next comment is fine. */
START_TEST(a_misdeed_costs_one_call)
{
    char text[80];
    scan_fixture f;

    scan_open(&f, PACK("rogue"), NULL, 0);
    f.language = "en";
    snprintf(text, sizeof text, "über all, do %s", deeds[_i].word);
    scan_text(&f, text);
    ck_assert_ptr_nonnull(lmv_result_error(f.result));
    ck_assert_msg(strstr(lmv_result_error(f.result), deeds[_i].error) != NULL,
        "%s", lmv_result_error(f.result));
    ck_assert_int_eq(
        strncmp(lmv_result_error(f.result), "plugin rogue: ", 14), 0);
    ck_assert_str_eq(f.told.data, "honest:1000{über|do}");
    ck_assert_str_eq(scan_text(&f, "do"), "honest:1000{do}");
    ck_assert_ptr_null(lmv_result_error(f.result));
    scan_close(&f);
}
END_TEST

/* ---- trace and crashes ---- */

START_TEST(the_trace_shows_all_candidates)
{
    lmv__trace trace;
    const char *plugin;
    scan_fixture f;

    scan_open(&f, PACK("together"), NULL, 0);
    scan_text(&f, "A dog all day. No music.");
    ck_assert_uint_eq(lmv__trace_note_count(f.scanner), 0);
    lmv__trace_notes(f.scanner, true);
    scan_text(&f, "A dog all day. No music.");
    ck_assert_uint_eq(lmv__trace_note_count(f.scanner), 2);
    ck_assert_str_eq(lmv__trace_note(f.scanner, 0, &plugin), "deciding");
    ck_assert_str_eq(plugin, "together");
    ck_assert_ptr_null(lmv__trace_note(f.scanner, 2, &plugin));
    ck_assert(lmv__trace_theme(
        f.scanner, lmv_ruleset_theme_find(f.rules, "noise"), &trace));
    ck_assert(trace.active && trace.looked && trace.called && trace.scored);
    ck_assert(!trace.assigned);
    ck_assert_uint_eq(trace.n_candidates, 2);
    ck_assert_int_eq(trace.candidates[0].state, LMV__OVERRIDDEN);
    ck_assert_uint_eq(trace.candidates[0].overridden_by,
        lmv_ruleset_theme_find(f.rules, "animal"));
    ck_assert_int_eq(trace.candidates[1].state, LMV__BLOCKED);
    ck_assert_int_eq(trace.candidates[1].block, LMV__BLOCK_GUARD);
    ck_assert(!lmv__trace_theme(f.scanner, 999, &trace));
    ck_assert_ptr_nonnull(lmv__trace_document(f.scanner));
    ck_assert_ptr_null(lmv__scanner_current_plugin(f.scanner));
    ck_assert_ptr_null(lmv__engine_scanner_here(f.engine));
    scan_close(&f);
}
END_TEST

static lmv_engine *crashing_engine;
static int crash_pipe;

static void last_words(int number)
{
    const lmv_scanner *scanner = lmv__engine_scanner_here(crashing_engine);
    const char *plugin = scanner ? lmv__scanner_current_plugin(scanner) : "?";
    char record = (char)('0' + (scanner ? lmv__scanner_record(scanner) : 0));

    (void)number;
    if (write(crash_pipe, plugin, strlen(plugin)) < 0 ||
        write(crash_pipe, &record, 1) < 0)
        _exit(99);
}

static void crash(int out)
{
    scan_fixture f;

    scan_open(&f, PACK("rogue"), NULL, 0);
    crashing_engine = f.engine;
    crash_pipe = out;
    lmv__platform_on_crash(last_words);
    lmv__scanner_set_record(f.scanner, 7);
    scan_text(&f, "crash");
    _exit(0);
}

START_TEST(a_crash_can_name_the_plugin)
{
    char words[64] = "";
    int ends[2], status;
    pid_t child;
    ssize_t n;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    if (child == 0)
        crash(ends[1]);
    close(ends[1]);
    n = read(ends[0], words, sizeof words - 1);
    if (n > 0)
        n += read(ends[0], words + n, sizeof words - 1 - (size_t)n);
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(!WIFEXITED(status) || WEXITSTATUS(status) != 0);
    ck_assert_str_eq(words, "rogue7");
}
END_TEST

static Suite *scanner_plugins_suite(void)
{
    Suite *suite = suite_create("scanner_plugins");
    TCase *tcase = tcase_create("scanner_plugins");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, plugins_that_decide_together, 0, N_OF(together));
    tcase_add_test(tcase, they_get_all_their_themes);
    tcase_add_test(tcase, plugins_that_wait_for_each_other_are_refused);
    tcase_add_test(tcase, themes_of_one_call_cannot_need_each_other);
    tcase_add_test(tcase, services_tell_of_the_comment);
    tcase_add_loop_test(tcase, a_misdeed_costs_one_call, 0, N_OF(deeds));
    tcase_add_test(tcase, the_trace_shows_all_candidates);
    tcase_add_test(tcase, a_crash_can_name_the_plugin);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(scanner_plugins_suite)
