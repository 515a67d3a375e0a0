/* Engine and scanner on rule packs: labels, groups, overrides, plugins. */
#include "config.h"

#include "unit.h"

#include "base/buf.h"
#include "base/platform.h"
#include "engine/core.h"
#include "engine/trace.h"

#include <leitmotiv/leitmotiv.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DATA TESTS_SRCDIR "/data/rules/"
#define PACK(name) DATA "engine/" name ".yml"

typedef struct fixture {
    lmv_ruleset *rules;
    lmv_engine *engine;
    lmv_scanner *scanner;
    const lmv_result *result;
    const char *language; /* stated with every comment */
    lmv_error err;
    lmv__buf said, told;
} fixture;

static void listen(void *payload, const lmv_diagnostic *diagnostic)
{
    lmv__buf_addf(payload, "%s:%u: %s\n",
        diagnostic->file ? diagnostic->file : "", diagnostic->line,
        diagnostic->message);
}

static void load_rules(fixture *f, const char *pack)
{
    static const char *const search[] = {DATA "match"};
    lmv_ruleset_options options = {.size = (uint32_t)sizeof options,
        .search_path = search,
        .n_search_path = 1,
        .diag = listen,
        .payload = &f->said};

    memset(f, 0, sizeof *f);
    f->err = (lmv_error)LMV_ERROR_INIT;
    lmv__buf_init(&f->said);
    lmv__buf_init(&f->told);
    ck_assert_msg(
        lmv_ruleset_load(&f->rules, &pack, 1, &options, &f->err) == LMV_OK,
        "%s:%u: %s", f->err.file, f->err.line, f->err.message);
}

static lmv_status make_engine(fixture *f, const char *const *themes, size_t n)
{
    static const char *const path[] = {TESTS_BUILDDIR
        "/../plugins/themes/.libs",
        TESTS_BUILDDIR "/plugins/.libs"};
    lmv_engine_options options = {.size = (uint32_t)sizeof options,
        .plugin_path = path,
        .n_plugin_path = 2,
        .trusted = path,
        .n_trusted = 2,
        .themes = themes,
        .n_themes = n,
        .diag = listen,
        .payload = &f->said};

    lmv__buf_reset(&f->said);
    return lmv_engine_new(&f->engine, f->rules, &options, &f->err);
}

static void open_fixture(
    fixture *f, const char *pack, const char *const *themes, size_t n)
{
    load_rules(f, pack);
    ck_assert_msg(make_engine(f, themes, n) == LMV_OK, "%s", f->err.message);
    ck_assert_int_eq(lmv_scanner_new(&f->scanner, f->engine, &f->err), LMV_OK);
}

static void close_fixture(fixture *f)
{
    lmv_scanner_free(f->scanner);
    lmv_engine_free(f->engine);
    lmv_ruleset_free(f->rules);
    lmv__buf_clear(&f->said);
    lmv__buf_clear(&f->told);
}

/* ---- a result as one line ---- */

static void tell_evidence(fixture *f, size_t label, const char *text)
{
    const lmv_result *r = f->result;

    for (size_t i = 0; i < lmv_result_evidence_count(r, label); i++) {
        lmv_evidence_view view = {.size = (uint32_t)sizeof view};

        ck_assert_int_eq(lmv_result_evidence(r, label, i, &view), LMV_OK);
        lmv__buf_adds(&f->told, i ? "|" : "");
        lmv__buf_add(&f->told, text + view.start, view.end - view.start);
        lmv__buf_addf(&f->told, "%s%s", view.guards[0] ? "@" : "", view.guards);
    }
}

static void tell_label(fixture *f, size_t label, const char *text)
{
    const lmv_result *r = f->result;

    lmv__buf_addf(&f->told, "%s%s:%lld{", label ? " " : "",
        lmv_theme_id(f->rules, lmv_result_label_theme(r, label)),
        (long long)lmv_result_label_score(r, label));
    tell_evidence(f, label, text);
    lmv__buf_adds(&f->told, "}");
    for (size_t i = 0; i < lmv_result_label_from_count(r, label); i++)
        lmv__buf_addf(&f->told, "<%s",
            lmv_theme_id(f->rules, lmv_result_label_from(r, label, i)));
    for (size_t i = 0; i < lmv_result_attribute_count(r, label); i++)
        lmv__buf_addf(&f->told, "(%s=%s)",
            lmv_result_attribute_name(r, label, i),
            lmv_result_attribute_value(r, label, i));
}

/* "id:score{evidence|evidence@guards}<from(name=value) id:..." */
static const char *scan(fixture *f, const char *text)
{
    lmv__buf_reset(&f->told);
    lmv__buf_adds(&f->told, "");
    ck_assert_msg(lmv_scanner_scan(f->scanner, text, strlen(text), f->language,
                      &f->result, &f->err) == LMV_OK,
        "%s", f->err.message);
    for (size_t i = 0; i < lmv_result_label_count(f->result); i++)
        tell_label(f, i, text);
    return f->told.len ? f->told.data : "";
}

/* ---- themes and groups ---- */

static const struct {
    const char *text, *labels;
} basics[] = {
    {"Nothing here.", ""},
    {"", ""},
    {"The staff was friendly.", "friendly:1000{friendly} "
                                "quality:1000{friendly}<service "
                                "service:1000{friendly}<friendly"},
    /* Counter-evidence lowers the score and proves nothing. */
    {"It was slow. The site is slow too. The phone was quick.",
        "slow:1000{slow|slow} "
        "quality:1000{slow|slow}<service "
        "service:1000{slow|slow}<slow"},
    {"It was slow but quick.", ""},
    /* Negated. */
    {"It was not slow.", ""},
    /* An override takes the words of another theme. */
    {"It was painfully slow.", "very-slow:2000{painfully slow} "
                               "quality:2000{painfully slow}<service "
                               "service:2000{painfully slow}<very-slow"},
    /* ... but leaves those of other clauses; a group has the best score, and
     * the evidence of all. */
    {"It was painfully slow. The site is sluggish.",
        "slow:1000{sluggish} very-slow:2000{painfully slow} "
        "quality:2000{painfully slow|sluggish}<service "
        "service:2000{painfully slow|sluggish}<slow<very-slow"},
    /* A facet is reported, but makes no group. */
    {"We sat in the garden.", "outside:1000{garden}"},
    /* A helper is not reported, but found. */
    {"The kitchen was dirty.", "dirty-place:1000{kitchen was dirty}"},
    {"The kitchen was fine.", ""},
    /* A guard that a signal asks for is part of the evidence. */
    {"We have longer hours.", ""},
    {"Please have longer hours.", "wish:1000{Please have longer hours@wished}"},
};

START_TEST(themes_and_groups)
{
    fixture f;

    open_fixture(&f, PACK("basic"), NULL, 0);
    ck_assert_str_eq(scan(&f, basics[_i].text), basics[_i].labels);
    ck_assert_ptr_null(lmv_result_error(f.result));
    ck_assert_int_eq(lmv_result_truncated(f.result), 0);
    ck_assert_uint_eq(lmv_result_not_evaluated_count(f.result), 0);
    close_fixture(&f);
}
END_TEST

START_TEST(a_scanner_forgets_the_last_comment)
{
    fixture f;

    open_fixture(&f, PACK("basic"), NULL, 0);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
            ck_assert_str_eq(scan(&f, basics[i].text), basics[i].labels);
        ck_assert_int_eq(
            lmv_scanner_scan(f.scanner, "\xff", 1, NULL, &f.result, &f.err),
            LMV_ENCODING);
        ck_assert_ptr_null(f.result);
    }
    close_fixture(&f);
}
END_TEST

START_TEST(details_of_a_label)
{
    const char *text = "Küche? Painfully slow.";
    lmv_evidence_view view = {.size = (uint32_t)sizeof view};
    size_t start, end;
    fixture f;

    open_fixture(&f, PACK("basic"), NULL, 0);
    scan(&f, text);
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    ck_assert_int_eq(lmv_result_label_margin(f.result, 0), 1000);
    ck_assert_int_eq(lmv_result_label_margin(f.result, 2), 1000);
    ck_assert_str_eq(lmv_result_label_classifier(f.result, 0), "themes");
    ck_assert_str_eq(lmv_result_label_classifier(f.result, 1), "");
    ck_assert_int_eq(lmv_result_evidence(f.result, 0, 0, &view), LMV_OK);
    ck_assert_str_eq(view.signal, "pain");
    ck_assert_ptr_nonnull(strstr(view.file, "basic.yml"));
    ck_assert_uint_eq(view.line, 39);
    ck_assert_uint_eq(view.start, 8);
    ck_assert_uint_eq(view.theme, lmv_result_label_theme(f.result, 0));
    for (size_t i = 0; i < view.span_count; i++) {
        ck_assert_int_eq(
            lmv_result_evidence_span(f.result, 0, 0, i, &start, &end), LMV_OK);
        ck_assert(view.start <= start && start < end && end <= view.end);
    }
    ck_assert_int_eq(
        lmv_result_evidence_span(f.result, 0, 0, view.span_count, &start, &end),
        LMV_EINVAL);
    /* Out of range is nothing. */
    ck_assert_int_eq(lmv_result_evidence(f.result, 0, 1, &view), LMV_EINVAL);
    ck_assert_int_eq(lmv_result_evidence(f.result, 9, 0, &view), LMV_EINVAL);
    ck_assert_uint_eq(lmv_result_label_theme(f.result, 9), SIZE_MAX);
    ck_assert_uint_eq(lmv_result_label_from(f.result, 0, 0), SIZE_MAX);
    ck_assert_ptr_null(lmv_result_attribute_name(f.result, 0, 0));
    ck_assert_ptr_null(lmv_result_not_evaluated_rule(f.result, 0));
    close_fixture(&f);
}
END_TEST

/* ---- languages and bytes ---- */

START_TEST(a_stated_language_holds)
{
    const char *text = "langsam";
    fixture f;

    open_fixture(&f, PACK("basic"), NULL, 0);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, 7, "de", &f.result, &f.err), LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "de");
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, 7, "en", &f.result, &f.err), LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "en");
    ck_assert_uint_eq(lmv_result_label_count(f.result), 0);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, 7, "fr", &f.result, &f.err), LMV_OK);
    ck_assert_str_eq(lmv_result_language(f.result), "other");
    ck_assert_uint_eq(lmv_result_label_count(f.result), 0);
    close_fixture(&f);
}
END_TEST

START_TEST(a_nul_ends_nothing)
{
    static const char text[] = "fine\0slow.";
    lmv_evidence_view view = {.size = (uint32_t)sizeof view};
    fixture f;

    open_fixture(&f, PACK("basic"), NULL, 0);
    ck_assert_int_eq(lmv_scanner_scan(f.scanner, text, sizeof text - 1, "en",
                         &f.result, &f.err),
        LMV_OK);
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    ck_assert_int_eq(lmv_result_evidence(f.result, 0, 0, &view), LMV_OK);
    ck_assert_uint_eq(view.start, 5);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, NULL, 3, NULL, &f.result, &f.err),
        LMV_EINVAL);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, NULL, 0, NULL, &f.result, NULL), LMV_OK);
    close_fixture(&f);
}
END_TEST

START_TEST(a_long_comment_is_cut)
{
    size_t length = 70000;
    char *text = malloc(length);
    fixture f;

    memset(text, 'x', length);
    for (size_t i = 0; i + 2 < length; i += 40)
        memcpy(text + i, ". ", 2);
    memcpy(text + 10, " slow ", 6);
    open_fixture(&f, PACK("basic"), NULL, 0);
    ck_assert_int_eq(
        lmv_scanner_scan(f.scanner, text, length, "en", &f.result, &f.err),
        LMV_OK);
    ck_assert_int_eq(lmv_result_truncated(f.result), 1);
    ck_assert_uint_eq(lmv_result_label_count(f.result), 3);
    close_fixture(&f);
    free(text);
}
END_TEST

/* ---- not evaluated ---- */

START_TEST(what_a_limit_cut_is_not_evaluated)
{
    char text[600] = "";
    fixture f;

    for (int i = 0; i < 80; i++)
        memcpy(text + 4 * i, "la. ", 4);
    open_fixture(&f, PACK("basic"), NULL, 0);
    scan(&f, text);
    /* 64 pieces are enough for the threshold of one, not of the other. */
    ck_assert_uint_eq(lmv_result_label_count(f.result), 1);
    ck_assert_str_eq(
        lmv_theme_id(f.rules, lmv_result_label_theme(f.result, 0)), "refrain");
    ck_assert_uint_eq(lmv_result_not_evaluated_count(f.result), 2);
    ck_assert_str_eq(
        lmv_theme_id(f.rules, lmv_result_not_evaluated_theme(f.result, 0)),
        "quality");
    ck_assert_str_eq(
        lmv_theme_id(f.rules, lmv_result_not_evaluated_theme(f.result, 1)),
        "chorus");
    ck_assert_ptr_nonnull(
        strstr(lmv_result_not_evaluated_rule(f.result, 1), "basic.yml:"));
    ck_assert_str_ne(lmv_result_not_evaluated_reason(f.result, 1), "");
    /* The group is evaluated as soon as another member makes it. */
    memcpy(text + 320, "slow", 5);
    f.language = "en";
    scan(&f, text);
    ck_assert_uint_eq(lmv_result_not_evaluated_count(f.result), 1);
    close_fixture(&f);
}
END_TEST

/* ---- selection ---- */

static const struct {
    const char *themes[2], *labels;
} selections[] = {
    {{"slow"}, "slow:1000{sluggish}"}, /* its overrider is not reported */
    {{"dirty-place"}, "dirty-place:1000{kitchen was dirty}"},
    {{"outside", "friendly"}, "friendly:1000{friendly}"},
    /* A group stands for its members too. */
    {{"service"}, "slow:1000{sluggish} very-slow:2000{painfully slow} "
                  "friendly:1000{friendly} "
                  "service:2000{painfully slow|sluggish|friendly}"
                  "<slow<very-slow<friendly"},
};

START_TEST(selected_themes_are_reported)
{
    fixture f;

    open_fixture(&f, PACK("basic"), selections[_i].themes,
        selections[_i].themes[1] ? 2 : 1);
    ck_assert_str_eq(
        scan(&f, "It was painfully slow. The site is sluggish. They were "
                 "friendly. The kitchen was dirty."),
        selections[_i].labels);
    close_fixture(&f);
}
END_TEST

static const struct {
    const char *theme;
    lmv_status status;
    const char *message;
} refused_selections[] = {
    {"freindly", LMV_ENOTFOUND,
        "no theme has the id 'freindly': did you mean 'friendly'?"},
    {"zzzzzz", LMV_ENOTFOUND, "`leitmotiv themes` lists them all"},
    {"place", LMV_EINVAL, "is a helper, which is never reported"},
};

START_TEST(bad_selections_are_refused)
{
    fixture f;

    load_rules(&f, PACK("basic"));
    ck_assert_int_eq(make_engine(&f, &refused_selections[_i].theme, 1),
        refused_selections[_i].status);
    ck_assert_msg(strstr(f.err.message, refused_selections[_i].message) != NULL,
        "%s", f.err.message);
    close_fixture(&f);
}
END_TEST

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
    fixture f;

    open_fixture(&f, PACK("together"), NULL, 0);
    ck_assert_str_eq(scan(&f, together[_i].text), together[_i].labels);
    ck_assert_ptr_null(lmv_result_error(f.result));
    close_fixture(&f);
}
END_TEST

/* Selecting one theme of such a plugin, the others are still decided. */
START_TEST(they_get_all_their_themes)
{
    static const char *const themes[] = {"noise"};
    fixture f;

    open_fixture(&f, PACK("together"), themes, 1);
    ck_assert_str_eq(scan(&f, "A dog all day."), "");
    ck_assert_str_eq(
        scan(&f, "A dog. A drill."), "noise:1000{drill}(call=4)(saw=3)");
    close_fixture(&f);
}
END_TEST

START_TEST(plugins_that_wait_for_each_other_are_refused)
{
    fixture f;

    load_rules(&f, PACK("circle"));
    ck_assert_int_eq(make_engine(&f, NULL, 0), LMV_ERULES);
    ck_assert_ptr_null(f.engine);
    ck_assert_ptr_nonnull(
        strstr(f.err.message, "'third' (together) waits for 'second'"));
    ck_assert_ptr_nonnull(
        strstr(f.err.message, "'second' (jointly) waits for 'first'"));
    ck_assert_uint_gt(f.err.line, 0);
    close_fixture(&f);
}
END_TEST

START_TEST(themes_of_one_call_cannot_need_each_other)
{
    fixture f;

    load_rules(&f, PACK("inside"));
    ck_assert_int_eq(make_engine(&f, NULL, 0), LMV_ERULES);
    ck_assert_str_eq(f.err.message,
        "theme 'second' needs theme 'first', but the plugin 'together' "
        "decides them together");
    ck_assert_uint_eq(f.err.line, 16);
    close_fixture(&f);
}
END_TEST

/* ---- what plugins may do ---- */

START_TEST(services_tell_of_the_comment)
{
    fixture f;

    open_fixture(&f, PACK("every"), NULL, 0);
    ck_assert_str_eq(
        scan(&f, "I waited two weeks, but they did not call. Küche!"),
        "read:1000{!}(language=en)(tokens=13)(sentences=2)(clauses=3)"
        "(last-kind=3)(last-sentence=1)(beyond=2)(duration=P14D)");
    ck_assert_str_eq(scan(&f, ""), "");
    close_fixture(&f);
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
    fixture f;

    open_fixture(&f, PACK("rogue"), NULL, 0);
    f.language = "en";
    snprintf(text, sizeof text, "über all, do %s", deeds[_i].word);
    scan(&f, text);
    ck_assert_ptr_nonnull(lmv_result_error(f.result));
    ck_assert_msg(strstr(lmv_result_error(f.result), deeds[_i].error) != NULL,
        "%s", lmv_result_error(f.result));
    ck_assert_int_eq(
        strncmp(lmv_result_error(f.result), "plugin rogue: ", 14), 0);
    ck_assert_str_eq(f.told.data, "honest:1000{über|do}");
    ck_assert_str_eq(scan(&f, "do"), "honest:1000{do}");
    ck_assert_ptr_null(lmv_result_error(f.result));
    close_fixture(&f);
}
END_TEST

/* ---- trace and crashes ---- */

START_TEST(the_trace_shows_all_candidates)
{
    lmv__trace trace;
    const char *plugin;
    fixture f;

    open_fixture(&f, PACK("together"), NULL, 0);
    scan(&f, "A dog all day. No music.");
    ck_assert_uint_eq(lmv__trace_note_count(f.scanner), 0);
    lmv__trace_notes(f.scanner, true);
    scan(&f, "A dog all day. No music.");
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
    close_fixture(&f);
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
    fixture f;

    open_fixture(&f, PACK("rogue"), NULL, 0);
    crashing_engine = f.engine;
    crash_pipe = out;
    lmv__platform_on_crash(last_words);
    lmv__scanner_set_record(f.scanner, 7);
    scan(&f, "crash");
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

/* ---- threads ---- */

static void *scan_many(void *argument)
{
    fixture *shared = argument;
    fixture own = *shared;
    size_t *wrong = calloc(1, sizeof *wrong);

    lmv__buf_init(&own.told);
    *wrong = lmv_scanner_new(&own.scanner, own.engine, &own.err) != LMV_OK;
    for (int round = 0; round < 40 && !*wrong; round++) {
        for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
            *wrong += strcmp(scan(&own, basics[i].text), basics[i].labels) != 0;
    }
    lmv__buf_clear(&own.told);
    lmv_scanner_free(own.scanner);
    return wrong;
}

START_TEST(scanners_of_one_engine_are_independent)
{
    pthread_t threads[4];
    fixture f;

    open_fixture(&f, PACK("basic"), NULL, 0);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, scan_many, &f), 0);
    for (int i = 0; i < 4; i++) {
        void *wrong;

        pthread_join(threads[i], &wrong);
        ck_assert_uint_eq(*(size_t *)wrong, 0);
        free(wrong);
    }
    close_fixture(&f);
}
END_TEST

#define N_OF(table) ((int)(sizeof(table) / sizeof *(table)))

static Suite *scanner_suite(void)
{
    Suite *suite = suite_create("scanner");
    TCase *tcase = tcase_create("scanner");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, themes_and_groups, 0, N_OF(basics));
    tcase_add_test(tcase, a_scanner_forgets_the_last_comment);
    tcase_add_test(tcase, details_of_a_label);
    tcase_add_test(tcase, a_stated_language_holds);
    tcase_add_test(tcase, a_nul_ends_nothing);
    tcase_add_test(tcase, a_long_comment_is_cut);
    tcase_add_test(tcase, what_a_limit_cut_is_not_evaluated);
    tcase_add_loop_test(
        tcase, selected_themes_are_reported, 0, N_OF(selections));
    tcase_add_loop_test(
        tcase, bad_selections_are_refused, 0, N_OF(refused_selections));
    tcase_add_loop_test(tcase, plugins_that_decide_together, 0, N_OF(together));
    tcase_add_test(tcase, they_get_all_their_themes);
    tcase_add_test(tcase, plugins_that_wait_for_each_other_are_refused);
    tcase_add_test(tcase, themes_of_one_call_cannot_need_each_other);
    tcase_add_test(tcase, services_tell_of_the_comment);
    tcase_add_loop_test(tcase, a_misdeed_costs_one_call, 0, N_OF(deeds));
    tcase_add_test(tcase, the_trace_shows_all_candidates);
    tcase_add_test(tcase, a_crash_can_name_the_plugin);
    tcase_add_test(tcase, scanners_of_one_engine_are_independent);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(scanner_suite)
