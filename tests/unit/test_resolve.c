/* Names to indexes, what `when` means, cycles, the order of themes. */
#include "load_util.h"

#include "rules/codes.h"

#define HEAD "leitmotiv: 1\npack: {id: p, languages: [de, en]}\n"
#define THEME "label: L, definition: D, polarity: negative"

/* ---- names ---- */

static const struct {
    const char *yaml, *code;
    uint32_t line, column;
    const char *message, *help;
    bool theme; /* the error is a theme's, not everybody's */
} unknown[] = {
    {HEAD "lists:\n  a: |\n    x\n    y $anwser z\n", "E220", 6, 7,
        "unknown list 'anwser'", "did you mean 'answer'?", false},
    {HEAD "lists:\n  a: '$rooms/ward'\n", "E220", 4, 7,
        "unknown list 'rooms/ward'", "", false},
    {HEAD "macros:\n  a: 'x {{nubmer}}'\n", "E221", 4, 9,
        "unknown macro 'nubmer'", "did you mean 'number'?", false},
    {HEAD "guards: {g: {triggers: [{left: 0, right: 1, words: $b}]}}\n", "E220",
        3, 52, "unknown list 'b'", "", false},
    {HEAD "themes:\n- {id: t, " THEME ", words: 'a {{durtion}}'}\n", "E221", 4,
        66, "unknown macro", "", true},
    {HEAD "themes:\n- {id: t, " THEME ", signals: [{words: a, unless: $b}]}\n",
        "E220", 4, 85, "unknown list 'b'", "", true},
    {HEAD "themes:\n- {id: t, " THEME ", words: a, parent: slow-supprt}\n"
          "- {id: slow-support, kind: group, label: L}\n",
        "E223", 4, 74, "unknown theme 'slow-supprt'",
        "did you mean 'slow-support'?", true},
    {HEAD "themes:\n- {id: t, " THEME ", words: a, overrides: [u]}\n", "E223",
        4, 78, "unknown theme 'u'", "", true},
    {HEAD "themes:\n- {id: t, " THEME ", signals: [{theme: u}]}\n", "E223", 4,
        74, "unknown theme 'u'", "", true},
    {HEAD "themes:\n- {id: t, " THEME ", words: a, overrides: [g]}\n"
          "- {id: g, kind: group, label: L}\n",
        "E210", 4, 78, "cannot name a group", "themes of the group", true},
    {HEAD "themes:\n- {id: t, " THEME ", words: a, when: {negatd: keep}}\n",
        "E222", 4, 73, "unknown guard", "did you mean 'negated'?", true},
};

START_TEST(unknown_names)
{
    const seen *s;
    loaded l;

    load_text(&l, unknown[_i].yaml);
    s = find_seen(&l, unknown[_i].code, unknown[_i].line, unknown[_i].column);
    ck_assert_msg(s, "%s in:\n%s\nseen: %s", unknown[_i].code, unknown[_i].yaml,
        all_seen(&l));
    ck_assert_msg(strstr(s->message, unknown[_i].message), "%s", s->message);
    ck_assert_msg(strstr(s->help, unknown[_i].help), "%s", s->help);
    ck_assert_uint_eq(l.reporter.errors, 1);
    ck_assert_int_eq(l.status, unknown[_i].theme ? LMV_OK : LMV_ERULES);
    ck_assert_uint_eq(l.rules.n_disabled, unknown[_i].theme);
    load_end(&l);
}
END_TEST

START_TEST(built_in_and_escaped_names_are_known)
{
    loaded l;

    load_text(&l, HEAD "lists:\n  a: ['{{ä}} {{-}}', '5 \\$answr', '$5']\n");
    ck_assert_msg(l.n_seen == 0, "%s", all_seen(&l));
    load_end(&l);
}
END_TEST

START_TEST(what_is_not_imported_is_not_seen)
{
    loaded l;
    const char *packs[] = {"clinic", l.path};
    const seen *s;

    load_text(&l, HEAD "lists: {a: $ward}\nthemes:\n- {id: t, " THEME
                       ", words: a, overrides: [rude-staff]}\n");
    load_end(&l);
    /* Again, with a pack beside it that has both. */
    write_file(l.path,
        HEAD "lists: {a: $ward}\nthemes:\n- {id: t, " THEME
             ", words: a, overrides: [rude-staff]}\n",
        strlen(HEAD "lists: {a: $ward}\nthemes:\n- {id: t, " THEME
                    ", words: a, overrides: [rude-staff]}\n"));
    {
        char path[sizeof l.path];

        memcpy(path, l.path, sizeof path);
        packs[1] = path;
        load_packs(&l, packs, 2, RULES_DATA "/search", 0);
        memcpy(l.path, path, sizeof path);
    }
    s = find_seen(&l, "E227", 3, 12);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_ptr_nonnull(strstr(s->message, "the pack 'rooms'"));
    s = find_seen(&l, "E227", 5, 78);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_ptr_nonnull(strstr(s->message, "the pack 'clinic'"));
    load_end(&l);
}
END_TEST

START_TEST(deprecated_themes_warn)
{
    loaded l;
    const seen *s;

    load_text(&l, HEAD "themes:\n- {id: old, " THEME
                       ", words: a, status: deprecated, replaced_by: new}\n"
                       "- {id: new, " THEME ", words: b, overrides: [old]}\n");
    s = find_seen(&l, "W230", 5, 0);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_str_eq(s->help, "use 'new'");
    ck_assert_int_eq(l.status, LMV_OK);
    load_end(&l);
}
END_TEST

/* ---- when ---- */

START_TEST(when_goes_from_the_signal_outwards)
{
    static const char text[] =
        "leitmotiv: 1\n"
        "pack: {id: p, languages: [de, en]}\n"
        "defaults: {when: {noted: skip}}\n"
        "themes:\n"
        "- id: neg\n"
        "  label: L\n"
        "  definition: D\n"
        "  polarity: negative\n"
        "  when: {negated: keep}\n"
        "  signals:\n"
        "  - {id: a, words: x, when: {negated: only}}\n"
        "  - {id: b, words: y}\n"
        "- {id: neutral, label: L, definition: D, polarity: neutral, words: "
        "z}\n"
        "- {id: mixed, label: L, definition: D, polarity: mixed, words: z, "
        "when: {negated: skip}}\n"
        "- {id: help, label: L, kind: helper, words: z}\n"
        "- {id: pos, label: L, definition: D, polarity: positive, words: z}\n";
    loaded l;
    const lmv__signal *s;

    load_text(&l, text);
    ck_assert_msg(l.n_seen == 0, "%s", all_seen(&l));
    s = find_theme(&l, "neg")->signals; /* guards: negated, noted */
    ck_assert_int_eq(s[0].resolved.of[0], LMV__WHEN_ONLY);
    ck_assert_int_eq(s[0].resolved.of[1], LMV__WHEN_SKIP);
    ck_assert_int_eq(s[1].resolved.of[0], LMV__WHEN_KEEP);
    ck_assert(s[1].keeps_blocked);
    s = find_theme(&l, "neutral")->signals;
    ck_assert_int_eq(s->resolved.of[0], LMV__WHEN_KEEP);
    ck_assert_int_eq(s->resolved.of[1], LMV__WHEN_KEEP);
    ck_assert(!s->keeps_blocked);
    s = find_theme(&l, "mixed")->signals;
    ck_assert_int_eq(s->resolved.of[0], LMV__WHEN_SKIP);
    ck_assert_int_eq(s->resolved.of[1], LMV__WHEN_KEEP);
    s = find_theme(&l, "help")->signals; /* no polarity: as usual */
    ck_assert_int_eq(s->resolved.of[0], LMV__WHEN_SKIP);
    s = find_theme(&l, "pos")->signals;
    ck_assert_int_eq(s->resolved.of[0], LMV__WHEN_SKIP);
    ck_assert_int_eq(s->resolved.of[1], LMV__WHEN_SKIP);
    load_end(&l);
}
END_TEST

/* ---- order ---- */

static uint32_t place(const loaded *l, const char *id)
{
    const lmv__theme *theme = find_theme(l, id);

    for (uint32_t i = 0; i < l->rules.n_order; i++)
        if (&l->rules.themes[l->rules.order[i]] == theme)
            return i;
    return LMV__NONE;
}

START_TEST(what_is_needed_comes_first_and_groups_last)
{
    loaded l;

    load_text(&l, HEAD "themes:\n"
                       "- {id: outer, kind: group, label: L}\n"
                       "- {id: inner, kind: group, label: L, parent: outer}\n"
                       "- {id: b, " THEME ", words: x, parent: inner}\n"
                       "- {id: c, " THEME
                       ", signals: [{any: [{words: x}, {theme: d}]}]}\n"
                       "- {id: d, " THEME ", words: x}\n"
                       "- {id: a, " THEME ", words: x, overrides: [b]}\n");
    ck_assert_msg(l.n_seen == 0, "%s", all_seen(&l));
    ck_assert_uint_eq(l.rules.n_order, 6);
    ck_assert_uint_lt(place(&l, "a"), place(&l, "b"));
    ck_assert_uint_lt(place(&l, "d"), place(&l, "c"));
    ck_assert_uint_eq(place(&l, "inner"), 4);
    ck_assert_uint_eq(place(&l, "outer"), 5);
    load_end(&l);
}
END_TEST

START_TEST(who_needs_a_disabled_theme_is_disabled)
{
    loaded l;
    const seen *s;

    load_text(&l,
        HEAD "themes:\n"
             "- {id: a, " THEME ", signals: [{theme: b}]}\n"
             "- {id: b, " THEME ", signals: [{theme: c}]}\n"
             "- {id: c, " THEME ", words: x, oops: 1}\n"
             "- {id: d, " THEME ", words: x, overrides: [c], parent: c}\n");
    ck_assert_int_eq(l.status, LMV_OK);
    s = find_seen(&l, "E228", 4, 74);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_str_eq(s->message, "the theme 'a' needs 'b', which has errors");
    ck_assert_msg(find_seen(&l, "E228", 5, 74), "%s", all_seen(&l));
    ck_assert_uint_eq(l.rules.n_disabled, 3);
    ck_assert_uint_eq(l.rules.n_order, 1);
    ck_assert(!find_theme(&l, "d")->disabled);
    load_end(&l);
}
END_TEST

START_TEST(strict_stops_at_a_disabled_theme)
{
    loaded l;
    char path[sizeof l.path];
    const char *packs[] = {path};

    load_text(&l, HEAD "themes:\n- {id: c, " THEME ", words: x, oops: 1}\n");
    memcpy(path, l.path, sizeof path);
    l.path[0] = '\0';
    load_end(&l);
    load_packs(&l, packs, 1, NULL, 1);
    ck_assert_int_eq(l.status, LMV_ERULES);
    ck_assert_str_eq(l.err.message, "unknown key 'oops' in a theme");
    ck_assert_uint_eq(l.err.line, 4);
    ck_assert_str_eq(l.err.file, path);
    memcpy(l.path, path, sizeof path);
    load_end(&l);
}
END_TEST

/* ---- cycles ---- */

static const struct {
    const char *yaml, *message;
    uint32_t line, disabled; /* 0: fatal */
} cycles[] = {
    {HEAD "lists:\n  a: [x, $b]\n  b: y $c\n  c: (z|$a)\n  d: $a\n",
        "lists use each other: $a → $b → $c → $a", 4, 0},
    {HEAD "lists:\n  a: $a\n", "$a → $a", 4, 0},
    {HEAD "macros:\n  a: 'x{{b}}'\n  b: '{{a}}'\n", "{{a}} → {{b}} → {{a}}", 4,
        0},
    {HEAD "themes:\n- {id: a, " THEME ", words: x, overrides: [b]}\n"
          "- {id: b, " THEME ", words: x, overrides: [a]}\n"
          "- {id: c, " THEME ", words: x}\n",
        "overrides and `theme:` go in a circle: a → b → a", 4, 2},
    {HEAD "themes:\n- {id: a, " THEME ", signals: [{theme: b}]}\n"
          "- {id: b, " THEME ", words: x, parent: a, overrides: [a]}\n",
        "", 0, 0},
    {HEAD "themes:\n- {id: a, " THEME ", signals: [{theme: a}]}\n", "a → a", 4,
        1},
    {HEAD "themes:\n- {id: a, kind: group, label: L, parent: b}\n"
          "- {id: b, kind: group, label: L, parent: a}\n",
        "parents go in a circle: a → b → a", 4, 2},
};

START_TEST(cycles_are_told_with_their_chain)
{
    const seen *s;
    loaded l;

    load_text(&l, cycles[_i].yaml);
    if (!cycles[_i].line) {
        ck_assert_msg(l.n_seen == 0, "%s", all_seen(&l));
        load_end(&l);
        return;
    }
    s = find_seen(&l, "E225", cycles[_i].line, 0);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_msg(strstr(s->message, cycles[_i].message), "%s", s->message);
    ck_assert_uint_eq(l.reporter.errors, 1);
    ck_assert_uint_eq(l.rules.n_disabled, cycles[_i].disabled);
    ck_assert_int_eq(l.status, cycles[_i].disabled ? LMV_OK : LMV_ERULES);
    load_end(&l);
}
END_TEST

START_TEST(imports_in_a_circle)
{
    const char *packs[] = {"one"};
    loaded l;
    const seen *s;

    load_packs(&l, packs, 1, RULES_DATA "/circle", 0);
    ck_assert_int_eq(l.status, LMV_ERULES);
    s = find_seen(&l, "E225", 3, 11);
    ck_assert_msg(s, "%s", all_seen(&l));
    ck_assert_str_eq(s->message, "packs import each other: one → two → one");
    load_end(&l);
}
END_TEST

START_TEST(lists_in_lists_have_a_depth)
{
    char text[1024];
    size_t at = (size_t)snprintf(text, sizeof text, HEAD "lists:\n  l0: x\n");
    loaded l;

    for (int i = 1; i <= 10; i++)
        at += (size_t)snprintf(
            text + at, sizeof text - at, "  l%d: $l%d\n", i, i - 1);
    load_text(&l, text);
    ck_assert_msg(find_seen(&l, "E215", 12, 3), "%s", all_seen(&l));
    ck_assert_uint_eq(l.reporter.errors, 1);
    load_end(&l);
}
END_TEST

/* ---- codes ---- */

/* Every code that a source of the loader reports stands in the table. */
START_TEST(codes_are_in_the_table)
{
    static const char *const sources[] = {"entry", "example", "guard",
        "language", "load", "locate", "matcher", "order", "pack", "resolve",
        "resolve_refs", "signal", "theme", "value", "verb", "yaml",
        "yaml_check"};
    size_t found = 0;

    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        char path[512], line[512];
        FILE *file;

        snprintf(
            path, sizeof path, TESTS_SRCDIR "/../src/rules/%s.c", sources[i]);
        file = fopen(path, "r");
        ck_assert_msg(file, "%s", path);
        while (fgets(line, sizeof line, file)) {
            const char *at = strpbrk(line, "EW");
            size_t k = 0;

            while (at && !(at[-1] == '"' && strspn(at + 1, "0123456789") == 3))
                at = strpbrk(at + 1, "EW");
            if (!at)
                continue;
            while (lmv__rule_code(k) && strncmp(lmv__rule_code(k)->code, at, 4))
                k++;
            ck_assert_msg(lmv__rule_code(k), "%.4s of %s", at, path);
            found++;
        }
        fclose(file);
    }
    ck_assert_uint_gt(found, 100);
}
END_TEST

#define N(array) (int)(sizeof(array) / sizeof *(array))

static Suite *resolve_suite(void)
{
    Suite *suite = suite_create("resolve");
    TCase *tcase = tcase_create("resolve");

    tcase_add_loop_test(tcase, unknown_names, 0, N(unknown));
    tcase_add_test(tcase, built_in_and_escaped_names_are_known);
    tcase_add_test(tcase, what_is_not_imported_is_not_seen);
    tcase_add_test(tcase, deprecated_themes_warn);
    tcase_add_test(tcase, when_goes_from_the_signal_outwards);
    tcase_add_test(tcase, what_is_needed_comes_first_and_groups_last);
    tcase_add_test(tcase, who_needs_a_disabled_theme_is_disabled);
    tcase_add_test(tcase, strict_stops_at_a_disabled_theme);
    tcase_add_loop_test(tcase, cycles_are_told_with_their_chain, 0, N(cycles));
    tcase_add_test(tcase, imports_in_a_circle);
    tcase_add_test(tcase, lists_in_lists_have_a_depth);
    tcase_add_test(tcase, codes_are_in_the_table);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(resolve_suite)
