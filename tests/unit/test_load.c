/* Packs on disk to the model: every key, every complaint, no leaks. */
#define _GNU_SOURCE
#include "load_util.h"

#include <sys/stat.h>

/* Lines 1 and 2 of the packs that are written here. */
#define HEAD "leitmotiv: 1\npack: {id: p, languages: [de, en]}\n"

#define SEARCH RULES_DATA "/search"

static void load_clinic(loaded *l)
{
    const char *packs[] = {"clinic"};

    load_packs(l, packs, 1, SEARCH, 0);
    ck_assert_msg(l->status == LMV_OK, "%s", all_seen(l));
}

static const lmv__list *find_list(
    const loaded *l, uint32_t pack, const char *name)
{
    uint32_t i = lmv__ruleset_list(&l->rules, pack, lmv__slice_of(name));

    ck_assert_uint_ne(i, LMV__NONE);
    return &l->rules.lists[i];
}

/* ---- what stands in the model ---- */

START_TEST(packs_files_and_imports)
{
    loaded l;
    const lmv__pack *clinic, *common;

    load_clinic(&l);
    ck_assert_uint_eq(l.rules.n_packs, 3);
    common = &l.rules.packs[0];
    assert_slice(common->id, "common");
    assert_slice(common->version, "1.2.3");
    ck_assert_uint_eq(common->n_imports, 0);
    assert_slice(common->titles[1].language, "en");
    assert_slice(common->titles[1].text, "Common");
    clinic = &l.rules.packs[1];
    assert_slice(clinic->id, "clinic");
    assert_slice(clinic->titles[0].language, "");
    ck_assert_uint_eq(clinic->n_imports, 2);
    assert_slice(l.rules.packs[clinic->imports[0]].id, "rooms");
    assert_slice(l.rules.packs[clinic->imports[1]].id, "common");
    ck_assert_uint_eq(clinic->within, 6);
    ck_assert_uint_eq(clinic->gap, 3);
    ck_assert_int_eq(clinic->threshold, 1500);
    ck_assert_int_eq(clinic->when.of[1], LMV__WHEN_ONLY);
    ck_assert_uint_eq(l.rules.n_files, 5);
    ck_assert_str_eq(l.rules.files[0].name, "common/pack.yml");
    ck_assert_str_eq(l.rules.files[1].name, "clinic/a-waiting.yml");
    ck_assert_str_eq(l.rules.files[2].name, "clinic/b-staff.yml");
    ck_assert_str_eq(l.rules.files[4].name, "rooms.yml");
    load_end(&l);
}
END_TEST

START_TEST(what_stands_beside_is_warned_of)
{
    loaded l;

    load_clinic(&l);
    ck_assert_uint_eq(l.n_seen, 3);
    ck_assert_ptr_nonnull(strstr(l.seen[0].file, "copy.yml.txt"));
    ck_assert_ptr_nonnull(strstr(l.seen[1].message, "folder is not read"));
    ck_assert_ptr_nonnull(strstr(l.seen[2].file, "old.yaml"));
    for (int i = 0; i < 3; i++) {
        ck_assert_str_eq(l.seen[i].code, "W124");
        ck_assert_uint_eq(l.seen[i].line, 1);
        ck_assert_uint_eq(l.seen[i].column, 1);
    }
    load_end(&l);
}
END_TEST

START_TEST(language_data_reaches_the_engine)
{
    loaded l;
    double value;
    const lmv__unit *unit;

    load_clinic(&l);
    ck_assert_int_eq(lmv__langdata_count(l.rules.langdata), 2);
    ck_assert_str_eq(lmv__langdata_code(l.rules.langdata, 0), "de");
    ck_assert_uint_eq(lmv__langdata_ending_count(l.rules.langdata, 1), 3);
    ck_assert_uint_eq(lmv__langdata_has(l.rules.langdata, LMV__NEVER_FINAL,
                          lmv__slice_of("d.h.")),
        1);
    ck_assert_uint_eq(lmv__langdata_has(l.rules.langdata, LMV__CLAUSE_BREAKS,
                          lmv__slice_of("but")),
        2);
    ck_assert(lmv__langdata_number(
        l.rules.langdata, 1, lmv__slice_of("halbe"), &value));
    ck_assert_double_eq(value, 0.5);
    unit = lmv__langdata_unit(l.rules.langdata, 1, lmv__slice_of("woche"));
    ck_assert_ptr_nonnull(unit);
    ck_assert_double_eq(unit->seconds, 604800);
    load_end(&l);
}
END_TEST

START_TEST(lists_macros_and_verbs)
{
    static const char *const forms[] = {"zurückrufen", "zurückzurufen",
        "zurückruf*", "zurückrief*", "zurückgerufen",
        "(ruf*|rief*) ... zurück"};
    loaded l;
    const lmv__list *list;
    uint32_t macro;

    load_clinic(&l);
    list = find_list(&l, 1, "answer");
    ck_assert_uint_eq(list->entries.n, 4);
    ck_assert_uint_eq(list->pack, 0);
    ck_assert_uint_eq(list->entries.items[1].languages, 1);
    ck_assert_uint_eq(list->entries.items[2].languages, 2);
    list = find_list(&l, 0, "zurückrufen");
    ck_assert_uint_eq(list->entries.n, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_slice(list->entries.items[i].text, forms[i]);
        ck_assert_uint_eq(list->entries.items[i].pos.line, 40);
        ck_assert_uint_eq(list->entries.items[i].pos.column, 3);
    }
    list = find_list(&l, 1, "nurse");
    assert_slice(list->entries.items[1].text, "Schwester");
    ck_assert_ptr_eq(find_list(&l, 1, "clinic/nurse"), list);
    ck_assert_ptr_eq(
        find_list(&l, 1, "common/answer"), find_list(&l, 0, "answer"));
    ck_assert_uint_eq(
        lmv__ruleset_list(&l.rules, 0, lmv__slice_of("nurse")), LMV__NONE);
    macro = lmv__ruleset_macro(&l.rules, 1, lmv__slice_of("number"));
    ck_assert_uint_eq(macro, 0);
    assert_slice(l.rules.macros[0].regex, "\\d+");
    ck_assert_uint_eq(l.rules.macros[0].pos.column, 12);
    load_end(&l);
}
END_TEST

START_TEST(guards_and_triggers)
{
    loaded l;
    const lmv__guard *guard;

    load_clinic(&l);
    ck_assert_uint_eq(l.rules.n_guards, 2);
    guard =
        &l.rules.guards[lmv__ruleset_guard(&l.rules, lmv__slice_of("negated"))];
    ck_assert_int_eq(guard->standard, LMV__WHEN_SKIP);
    ck_assert_uint_eq(guard->n_triggers, 2);
    assert_slice(guard->triggers[0].id, "particle");
    ck_assert_int_eq(guard->triggers[0].left, 2);
    ck_assert_int_eq(guard->triggers[0].right, 5);
    assert_slice(guard->triggers[0].words.items[3].text, "*n't");
    ck_assert_int_eq(guard->triggers[1].left, LMV__REACH_CLAUSE);
    ck_assert_int_eq(guard->triggers[1].right, LMV__REACH_COMMENT);
    ck_assert_uint_eq(guard->not_these.n, 2);
    ck_assert_uint_eq(guard->not_these.items[1].languages, 2);
    guard++;
    ck_assert_int_eq(guard->standard, LMV__WHEN_KEEP);
    ck_assert_int_eq(guard->triggers[0].left, LMV__REACH_PREVIOUS_QUESTION);
    ck_assert_int_eq(guard->triggers[0].right, LMV__REACH_SENTENCE);
    load_end(&l);
}
END_TEST

START_TEST(a_theme_with_every_key)
{
    loaded l;
    const lmv__theme *theme;

    load_clinic(&l);
    theme = find_theme(&l, "long-wait");
    ck_assert(!theme->disabled);
    ck_assert_uint_eq(theme->code, 101);
    assert_slice(l.rules.themes[theme->parent].id, "waiting");
    ck_assert_uint_eq(theme->n_labels, 2);
    assert_slice(theme->labels[0].text, "Langes Warten");
    assert_slice(theme->definition, "Somebody waits too long.");
    ck_assert_int_eq(theme->polarity, LMV_NEGATIVE);
    ck_assert_int_eq(theme->kind, LMV_KIND_THEME);
    assert_slice(theme->severity, "high");
    assert_slice(theme->status, "review");
    ck_assert_uint_eq(theme->tags.n, 2);
    assert_slice(theme->tags.items[1].name, "queue");
    assert_slice(theme->classifier, "slow-support");
    ck_assert_uint_eq(theme->classifier_pos.line, 18);
    assert_slice(theme->settings.items[1].name, "writing");
    assert_slice(theme->settings.items[1].value, "3d");
    ck_assert_uint_eq(theme->settings.items[1].value_pos.column, 39);
    ck_assert_uint_eq(theme->codebook.n, 4);
    assert_slice(theme->codebook.items[2].name, "exclude");
    assert_slice(
        theme->codebook.items[3].value, "rude-staff: tone is not time");
    ck_assert_uint_eq(theme->provenance.n, 2);
    ck_assert_int_eq(theme->threshold, 2000);
    ck_assert_int_eq(theme->scope, LMV__SCOPE_SENTENCE);
    ck_assert_int_eq(theme->when.of[0], LMV__WHEN_KEEP);
    ck_assert_uint_eq(theme->n_overrides, 1);
    assert_slice(l.rules.themes[theme->overrides[0]].id, "rude-staff");
    ck_assert_uint_eq(theme->n_signals, 4);
    load_end(&l);
}
END_TEST

START_TEST(signals_with_every_key)
{
    loaded l;
    const lmv__signal *s;

    load_clinic(&l);
    s = find_theme(&l, "long-wait")->signals;
    assert_slice(s->id, "duration");
    ck_assert_int_eq(s->matcher.kind, LMV__MATCH_PATTERN);
    assert_slice(s->matcher.words.items[0].text, "seit {{wait}} (?<hit>warte)");
    ck_assert_uint_eq(s->matcher.words.items[0].pos.column, 19);
    ck_assert_int_eq(s->weight, 1250);
    ck_assert_uint_eq(s->max, 3);
    ck_assert_uint_eq(s->languages, 1);
    assert_slice(s->note, "how long");
    ck_assert(s->keeps_blocked);
    s++;
    ck_assert_int_eq(s->matcher.kind, LMV__MATCH_NEAR);
    ck_assert_uint_eq(s->matcher.n_parts, 2);
    ck_assert_uint_eq(s->matcher.parts[0].words.n, 2);
    ck_assert_uint_eq(s->matcher.within, 4);
    ck_assert(s->matcher.ordered);
    ck_assert_int_eq(s->weight, -500);
    ck_assert_int_eq(s->unless.in, LMV__IN_SENTENCE);
    assert_slice(s->unless.entries.items[0].text, "kurz");
    ck_assert_int_eq(s->requires.in, LMV__IN_SENTENCE);
    ck_assert_uint_eq(s->requires.entries.n, 2);
    ck_assert(s->case_match);
    ck_assert_uint_eq(s->languages, 3);
    s++;
    ck_assert_int_eq(s->matcher.kind, LMV__MATCH_ALL);
    ck_assert(!s->matcher.in_comment);
    ck_assert_int_eq(s->matcher.parts[1].kind, LMV__MATCH_ANY);
    assert_slice(s->matcher.parts[1].parts[0].theme_id, "helper");
    ck_assert_uint_eq(s->matcher.parts[1].parts[1].at_least, 2);
    ck_assert_uint_eq(s->matcher.parts[1].parts[1].n_parts, 3);
    ck_assert(s->matcher.parts[1].parts[1].in_comment);
    ck_assert_uint_eq(s->matcher.within, 6);
    s++;
    ck_assert(s->whole);
    ck_assert_int_eq(s->unless.in, LMV__IN_CLAUSE);
    ck_assert_uint_eq(s->unless.entries.n, 0);
    load_end(&l);
}
END_TEST

START_TEST(short_themes_and_examples)
{
    loaded l;
    const lmv__theme *theme;

    load_clinic(&l);
    theme = find_theme(&l, "rude-staff");
    ck_assert_uint_eq(theme->n_signals, 1);
    assert_slice(theme->signals[0].id, "");
    ck_assert_uint_eq(theme->signals[0].matcher.words.n, 2);
    assert_slice(
        theme->signals[0].matcher.words.items[1].text, "$nurse &3 $rooms/ward");
    ck_assert_int_eq(theme->threshold, 1500);
    assert_slice(theme->classifier, "themes");
    assert_slice(theme->status, "draft");
    theme = find_theme(&l, "waiting");
    assert_slice(theme->classifier, "");
    ck_assert_int_eq(theme->kind, LMV_KIND_GROUP);
    theme = find_theme(&l, "long-wait");
    ck_assert_uint_eq(theme->n_examples, 4);
    ck_assert(theme->examples[0].match);
    assert_slice(theme->examples[0].language, "de");
    assert_slice(theme->examples[2].why, "neighbour");
    assert_slice(theme->examples[2].text, "I wait, and wait");
    ck_assert(!theme->examples[3].match);
    assert_slice(theme->examples[3].language, "");
    ck_assert_uint_eq(theme->examples[3].pos.line, 63);
    load_end(&l);
}
END_TEST

/* ---- packs that are not there ---- */

#define LONG "0123456789012345678901234567890123456789012345678901234567890123"
#define TOO_LONG LONG LONG LONG LONG

START_TEST(packs_that_cannot_be_read)
{
    static const struct {
        const char *spec;
        lmv_status status;
        const char *code, *message;
        const char *file; /* NULL: there is none to point at */
    } cases[] = {
        {"clinik", LMV_ENOTFOUND, "E224", "there is no pack 'clinik'", NULL},
        {"Not An Id", LMV_ENOTFOUND, "E224", "there is no pack", NULL},
        {"./nowhere.yml", LMV_ENOTFOUND, "E224", "nowhere.yml",
            "./nowhere.yml"},
        {RULES_DATA "/search", LMV_ERULES, "E202", "has no pack.yml",
            RULES_DATA "/search"},
        {TOO_LONG ".yml", LMV_EIO, "E217", "File name too long",
            TOO_LONG ".yml"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *packs[] = {cases[i].spec};
        const seen *s;
        loaded l;

        load_packs(&l, packs, 1, SEARCH, 0);
        ck_assert_msg(l.status == cases[i].status, "%s: %d %s", cases[i].spec,
            l.status, all_seen(&l));
        s = find_seen(
            &l, cases[i].code, cases[i].file != NULL, cases[i].file != NULL);
        ck_assert_msg(s, "%s: %s", cases[i].spec, all_seen(&l));
        ck_assert_str_eq(s->file, cases[i].file ? cases[i].file : "");
        ck_assert_msg(strstr(s->message, cases[i].message), "%s", s->message);
        ck_assert_msg(
            strstr(l.err.message, cases[i].message), "%s", l.err.message);
        load_end(&l);
    }
}
END_TEST

START_TEST(a_pack_without_permission)
{
    loaded l;
    const char *packs[] = {l.path};

    if (geteuid() == 0) /* root reads everything */
        return;
    load_text(&l, HEAD);
    ck_assert_int_eq(chmod(l.path, 0), 0);
    load_packs(&l, packs, 1, NULL, 0);
    ck_assert_int_eq(l.status, LMV_EIO);
    load_end(&l);
}
END_TEST

START_TEST(a_pack_is_loaded_once_however_it_is_named)
{
    const char *packs[] = {"clinic", SEARCH "/clinic", "rooms",
        SEARCH "/../search/clinic/", SEARCH "/clinic/pack.yml",
        SEARCH "/rooms.yml", "common"};
    loaded l;

    load_packs(&l, packs, 7, SEARCH, 1);
    ck_assert_msg(l.status == LMV_OK, "%s", all_seen(&l));
    ck_assert_uint_eq(l.rules.n_packs, 3);
    ck_assert_uint_eq(l.rules.n_themes, 4);
    load_end(&l);
}
END_TEST

/* ---- the public face ---- */

START_TEST(the_public_face)
{
    const char *search[] = {RULES_DATA, SEARCH}, *packs[] = {"clinic"};
    lmv_ruleset_options options = {
        .size = sizeof options, .search_path = search, .n_search_path = 2};
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset *rules;
    size_t i;

    ck_assert_msg(lmv_ruleset_load(&rules, packs, 1, &options, &err) == LMV_OK,
        "%s", err.message);
    ck_assert_uint_eq(lmv_ruleset_theme_count(rules), 4);
    ck_assert_uint_eq(lmv_ruleset_disabled_count(rules), 0);
    i = lmv_ruleset_theme_find(rules, "long-wait");
    ck_assert_uint_eq(i, 1);
    ck_assert_uint_eq(lmv_ruleset_theme_find(rules, "x"), (size_t)-1);
    ck_assert_str_eq(lmv_theme_id(rules, i), "long-wait");
    ck_assert_str_eq(lmv_theme_pack(rules, i), "clinic");
    ck_assert_int_eq(lmv_theme_kind_of(rules, 0), LMV_KIND_GROUP);
    ck_assert_int_eq(lmv_theme_polarity(rules, i), LMV_NEGATIVE);
    ck_assert_str_eq(lmv_theme_label(rules, i, "en"), "Long wait");
    ck_assert_str_eq(lmv_theme_label(rules, i, "fr"), "Langes Warten");
    ck_assert_str_eq(lmv_theme_label(rules, 3, "de"), "Helper");
    ck_assert_str_eq(lmv_theme_definition(rules, 2), "Somebody is rude.");
    ck_assert_uint_eq(lmv_theme_parent(rules, i), 0);
    ck_assert_uint_eq(lmv_theme_parent(rules, 0), (size_t)-1);
    ck_assert_str_eq(lmv_theme_classifier(rules, i), "slow-support");
    ck_assert_str_eq(lmv_theme_classifier(rules, 0), "");
    ck_assert_ptr_null(lmv_theme_id(rules, 4));
    ck_assert_ptr_null(lmv_theme_label(rules, 4, "de"));
    ck_assert_uint_eq(lmv_theme_parent(rules, 4), (size_t)-1);
    lmv_ruleset_free(rules);
    lmv_ruleset_free(NULL);
}
END_TEST

/* ---- whatever the bytes are ---- */

static size_t read_fixture(const char *name, char *text, size_t size)
{
    char path[512];
    FILE *file;
    size_t len;

    snprintf(path, sizeof path, SEARCH "/%s", name);
    file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    len = fread(text, 1, size, file);
    ck_assert_uint_lt(len, size);
    fclose(file);
    return len;
}

static void survive(const char *text, size_t len)
{
    loaded l;

    load_bytes(&l, text, len, NULL);
    ck_assert(l.status == LMV_OK || l.status == LMV_ERULES);
    ck_assert(l.status == LMV_OK || l.reporter.fatal > 0);
    ck_assert_ptr_null(l.reporter.theme);
    load_end(&l);
}

static const char *const fixtures[] = {
    "common/pack.yml", "clinic/a-waiting.yml", "clinic/b-staff.yml"};

START_TEST(truncated_packs_are_survived)
{
    char text[8192] = HEAD;
    size_t head = strlen(text), len;

    if (_i == 0)
        head = 0;
    len = head + read_fixture(fixtures[_i], text + head, sizeof text - head);
    if (_i)
        memset(text + head, '#', 12); /* one `leitmotiv: 1` is enough */
    for (size_t n = 0; n <= len; n++)
        survive(text, n);
}
END_TEST

START_TEST(mutated_packs_are_survived)
{
    static const char odd[] = "\0\t\n :-|>*&!%@{}[]\"'#,\\$\xff\xc3=";
    char text[8192] = HEAD, copy[8192];
    size_t head = strlen(text), len;
    uint32_t random = 12345;

    if (_i == 0)
        head = 0;
    len = head + read_fixture(fixtures[_i], text + head, sizeof text - head);
    if (_i)
        memset(text + head, '#', 12);
    for (int round = 0; round < 3000; round++) {
        int changes = 1 + round % 3;

        memcpy(copy, text, len);
        while (changes--) {
            random = random * 1664525 + 1013904223;
            copy[(random >> 8) % len] =
                round % 2 ? odd[(random >> 3) % (sizeof odd - 1)]
                          : (char)(random >> 24);
        }
        survive(copy, len);
    }
}
END_TEST

#define N(array) (int)(sizeof(array) / sizeof *(array))

static Suite *load_suite(void)
{
    Suite *suite = suite_create("load");
    TCase *tcase = tcase_create("load");

    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, packs_files_and_imports);
    tcase_add_test(tcase, what_stands_beside_is_warned_of);
    tcase_add_test(tcase, language_data_reaches_the_engine);
    tcase_add_test(tcase, lists_macros_and_verbs);
    tcase_add_test(tcase, guards_and_triggers);
    tcase_add_test(tcase, a_theme_with_every_key);
    tcase_add_test(tcase, signals_with_every_key);
    tcase_add_test(tcase, short_themes_and_examples);
    tcase_add_test(tcase, packs_that_cannot_be_read);
    tcase_add_test(tcase, a_pack_without_permission);
    tcase_add_test(tcase, a_pack_is_loaded_once_however_it_is_named);
    tcase_add_test(tcase, the_public_face);
    tcase_add_loop_test(tcase, truncated_packs_are_survived, 0, N(fixtures));
    tcase_add_loop_test(tcase, mutated_packs_are_survived, 0, N(fixtures));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(load_suite)
