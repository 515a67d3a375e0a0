/* The YAML reader: places, entries in every style, and refusals. */
#include "load_util.h"

#include "rules/yaml.h"

/* ---- the tree ---- */

/* Parse a text that is no pack. */
static lmv__node *parse(loaded *l, lmv__file *file, const char *text)
{
    lmv__node *root;

    load_begin(l);
    *file = (lmv__file){.path = "x.yml", .name = "x.yml"};
    file->text = (lmv__slice){
        lmv__arena_copy(&l->rules.arena, text, strlen(text)), strlen(text)};
    l->rules.files = file;
    l->rules.n_files = 1;
    l->status =
        lmv__yaml_parse(&root, &l->rules, 0, &l->rules.arena, &l->reporter);
    return root;
}

START_TEST(places_are_lines_and_characters)
{
    static const char text[] = "\xef\xbb\xbfgröße: [ä, \"ö\", {x: y}]\r\n"
                               "b:\r\n"
                               "  - 'c'\r\n";
    lmv__file file;
    loaded l;
    const lmv__node *root = parse(&l, &file, text), *list, *b;

    ck_assert_msg(root, "%s", all_seen(&l));
    ck_assert_int_eq(root->kind, LMV__MAP);
    ck_assert_uint_eq(root->n, 2);
    list = lmv__node_get(root, "größe");
    ck_assert_int_eq(list->style, LMV__FLOW);
    ck_assert_uint_eq(list->n, 3);
    ck_assert_uint_eq(list->pos.line, 1);
    ck_assert_uint_eq(list->pos.column, 8);
    ck_assert_uint_eq(list->items[1]->pos.column, 12);
    ck_assert_int_eq(list->items[1]->style, LMV__DOUBLE);
    assert_slice(list->items[1]->value, "ö");
    /* Bytes, in the file with its mark. */
    ck_assert_mem_eq(text + list->items[1]->start, "\"ö\"",
        list->items[1]->end - list->items[1]->start);
    ck_assert_uint_eq(list->items[2]->items[1]->pos.column, 21);
    b = lmv__node_get(root, "b");
    ck_assert_uint_eq(b->items[0]->pos.line, 3);
    ck_assert_uint_eq(b->items[0]->pos.column, 5);
    ck_assert_ptr_null(lmv__node_get(root, "c"));
    load_end(&l);
}
END_TEST

START_TEST(everything_is_a_string)
{
    lmv__file file;
    loaded l;
    const lmv__node *root =
        parse(&l, &file, "- no\n- on\n- ~\n- 1.10\n- 0x1F\n- null\n-\n");
    static const char *const want[] = {
        "no", "on", "~", "1.10", "0x1F", "null", ""};

    ck_assert_uint_eq(root->n, 7);
    for (uint32_t i = 0; i < 7; i++)
        assert_slice(root->items[i]->value, want[i]);
    load_end(&l);
}
END_TEST

static const struct {
    const char *text, *code;
    uint32_t line, column;
    const char *message;
} refusals[] = {
    {"", "E106", 1, 1, "empty"},
    {"# only a comment\n", "E106", 1, 1, "empty"},
    {"a: b\n---\nc: d\n", "E106", 2, 1, "one document"},
    {"%YAML 1.1\n---\na: b\n", "E105", 1, 1, "directive"},
    {"a:\n- *hotline\n", "E105", 2, 3, "alias"},
    {"a:\n- *hotline*\n- b\n", "E105", 2, 3, "alias"},
    {"a: &b c\n", "E105", 1, 4, "anchor"},
    {"a: !!str c\n", "E105", 1, 4, "tag"},
    {"a: !wichtig\n", "E105", 1, 4, "tag"},
    {"<<: b\n", "E105", 1, 1, "merge key"},
    {"a: 1\nb: 2\na: 3\n", "E103", 3, 1, "first is at line 1, column 1"},
    {"x: {ä: 1, ä: 2}\n", "E103", 1, 11, "first is at line 1, column 5"},
    {"a:\n\t- b\n", "E102", 2, 1, "tab"},
    {"a:\n  - b\n\t- c\n", "E102", 3, 1, "tab"},
    {"a: | Kantine\n", "E108", 1, 6, "text on the line of |"},
    {"a: \"\\d+\"\n", "E109", 1, 5, "backslash"},
    {"a: \"\\bnicht\\b\"\n", "E109", 1, 4, "backspace"},
    {"a: \"x\\ay\"\n", "E109", 1, 4, "control character"},
    {"a: @b\n", "E110", 1, 4, "begin with @"},
    {"a: %b\n", "E110", 1, 4, "begin with %"},
    {"a: `b`\n", "E110", 1, 4, "begin with `"},
    {"text: Hotline: nie\n", "E111", 1, 14, "second colon"},
    {"? [a]\n: b\n", "E112", 1, 3, "key"},
    {"a: {{x}}\n", "E112", 1, 5, "key"},
    {"a: \"never closed\nb: c\n", "E101", 1, 4, "never closed"},
    {"a: [x, y\nb: c\n", "E101", 1, 4, "never closed"},
    {"a: {x, y\nb: c\n", "E101", 1, 4, "never closed"},
    {"a: b\nfoo\n", "E101", 2, 1, "no `key: value`"},
    {"a: 'it's'\n", "E101", 1, 8, "does not fit"},
    {"a: gr\xfc\xdf\x65\n", "E104", 1, 6, "looks like Windows-1252"},
    {"a: b\n  \xc3\n", "E104", 2, 3, "not UTF-8"},
    {"\xff\xfe\x61", "E104", 1, 1, "UTF-16"},
    {"a: b\x07\n", "E104", 1, 5, "control character"},
    {"a: \xe2\x80\xa8\n", "E104", 1, 4, "line separator"},
    {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        "E107", 1, 33, "nested"},
};

START_TEST(refuses)
{
    lmv__file file;
    loaded l;
    lmv__node *root = parse(&l, &file, refusals[_i].text);
    const seen *s = find_seen(
        &l, refusals[_i].code, refusals[_i].line, refusals[_i].column);

    ck_assert_msg(s, "%s in: %s\nseen: %s", refusals[_i].code,
        refusals[_i].text, all_seen(&l));
    ck_assert_msg(strstr(s->message, refusals[_i].message), "%s", s->message);
    ck_assert(!root || root->broken);
    ck_assert_ptr_null(l.reporter.theme);
    load_end(&l);
}
END_TEST

START_TEST(a_nul_byte_is_refused_where_it_stands)
{
    loaded l;

    load_bytes(&l, "leitmotiv: 1\na\0b\n", 17, NULL);
    ck_assert_int_eq(l.status, LMV_ERULES);
    ck_assert_msg(find_seen(&l, "E104", 2, 2), "%s", all_seen(&l));
    load_end(&l);
}
END_TEST

START_TEST(the_source_line_is_shown)
{
    lmv__file file;
    loaded l;

    parse(&l, &file,
        "\xef\xbb\xbf"
        "a: @b\r\n");
    ck_assert_str_eq(l.seen[0].line_text, "a: @b");
    ck_assert_str_eq(l.seen[0].help, "put the text in quotes, or in a | block");
    load_end(&l);
}
END_TEST

START_TEST(too_many_nodes_are_refused)
{
    size_t n = 2 * (LMV__MAX_YAML_NODES + 10);
    char *text = malloc(n + 2);
    lmv__file file;
    loaded l;

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < n; i += 2)
        memcpy(text + i, i ? "a," : "[ ", 2);
    memcpy(text + n, "]", 2);
    ck_assert_ptr_null(parse(&l, &file, text));
    ck_assert_msg(find_seen(&l, "E107", 1, 0), "%s", all_seen(&l));
    load_end(&l);
    free(text);
}
END_TEST

/* ---- entries ---- */

#define DESCRIPTION                        \
    "leitmotiv: 1\n"                       \
    "pack: {id: p, languages: [de, en]}\n" \
    "lists:\n" /* line 3, the entries follow */

typedef struct want_entry {
    const char *text;
    uint32_t line, column;
    uint8_t languages; /* de 1, en 2 */
} want_entry;

static const struct {
    const char *yaml;
    want_entry want[6];
} entry_cases[] = {
    {"  l: Kantine\n", {{"Kantine", 4, 6, 3}}},
    {"  l: \"=IT\"\n", {{"=IT", 4, 7, 3}}},
    {"  l: [ab, 'c d',   \"e\"]\n",
        {{"ab", 4, 7, 3}, {"c d", 4, 12, 3}, {"e", 4, 21, 3}}},
    {"  l:\n    - ä b\n    - '*hotline'\n",
        {{"ä b", 5, 7, 3}, {"*hotline", 6, 8, 3}}},
    {"  l: |\n    # first\n    ab\n\n      c d   # why\n    e#1 #2\n",
        {{"ab", 6, 5, 3}, {"c d", 8, 7, 3}, {"e#1 #2", 9, 5, 3}}},
    {"  l: |\n    ä (b|  # why\n    # or\n      c)\n    d\n",
        {{"ä (b| c)", 5, 5, 3}, {"d", 8, 5, 3}}},
    {"  l: |-  # about\n\n    ab\n    \"c\" ",
        {{"ab", 6, 5, 3}, {"\"c\"", 7, 5, 3}}},
    {"  l: |2\n    ab\n", {{"ab", 5, 5, 3}}},
    {"  l: >\n\n    ab\n\n    c d\n", {{"ab", 6, 5, 3}, {"c d", 8, 5, 3}}},
    {"  l:\n    de: |\n      ä\n      b\n    en: [c, d]\n",
        {{"ä", 6, 7, 1}, {"b", 7, 7, 1}, {"c", 8, 10, 2}, {"d", 8, 13, 2}}},
    {"  l:\n  - |\n    a\n    b\n  - c\n",
        {{"a", 6, 5, 3}, {"b", 7, 5, 3}, {"c", 8, 5, 3}}},
    {"  l: |\r\n    ab\r\n    ü c\r\n", {{"ab", 5, 5, 3}, {"ü c", 6, 5, 3}}},
};

START_TEST(entries_of_every_style_know_their_place)
{
    const want_entry *want = entry_cases[_i].want;
    char text[512];
    uint32_t n = 0;
    loaded l;
    const lmv__list *list;

    snprintf(text, sizeof text, DESCRIPTION "%s", entry_cases[_i].yaml);
    load_text(&l, text);
    ck_assert_msg(l.status == LMV_OK, "%s\n%s", text, all_seen(&l));
    list = &l.rules.lists[l.rules.n_lists - 1];
    while (n < 6 && want[n].text)
        n++;
    ck_assert_uint_eq(list->entries.n, n);
    for (uint32_t i = 0; i < n; i++) {
        const lmv__entry *entry = &list->entries.items[i];

        assert_slice(entry->text, want[i].text);
        ck_assert_uint_eq(entry->pos.line, want[i].line);
        ck_assert_uint_eq(entry->pos.column, want[i].column);
        ck_assert_uint_eq(entry->languages, want[i].languages);
        ck_assert_ptr_null(strchr(entry->text.ptr, '\r'));
    }
    load_end(&l);
}
END_TEST

START_TEST(places_inside_of_entries)
{
    static const struct {
        const char *yaml;
        size_t bytes;
        uint32_t line, column;
    } cases[] = {
        {"  l: äb cd\n", 4, 4, 9},         /* of cd: ä is one character */
        {"  l: 'it''s x'\n", 5, 4, 13},    /* '' is two in the file */
        {"  l: \"a\\\"b x\"\n", 4, 4, 12}, /* \" too */
        {"  l: \"\\u00e4b x\"\n", 4, 4, 15}, {"  l: ab\n", 99, 4, 8},
        {"  l: |\n    ä (b|  # why\n    # or\n      cd)\n", 8, 7, 8}, /* d */
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        loaded l;
        lmv__pos pos;

        snprintf(text, sizeof text, DESCRIPTION "%s", cases[i].yaml);
        load_text(&l, text);
        ck_assert_msg(l.status == LMV_OK, "%s\n%s", text, all_seen(&l));
        pos = lmv__entry_at(
            l.rules.lists[l.rules.n_lists - 1].entries.items, cases[i].bytes);
        ck_assert_uint_eq(pos.line, cases[i].line);
        ck_assert_msg(
            pos.column == cases[i].column, "%s: %u", cases[i].yaml, pos.column);
        load_end(&l);
    }
}
END_TEST

static const struct {
    const char *yaml, *code;
    uint32_t line, column;
    const char *message;
} entry_errors[] = {
    {"  l:\n", "E211", 4, 0, "empty"},
    {"  l: []\n", "E211", 4, 6, "empty"},
    {"  l: |\n    # nothing\n", "E211", 4, 6, "no entry"},
    {"  l: ['']\n", "E211", 4, 7, "empty"},
    {"  l: {}\n", "E211", 4, 6, "no entry"},
    {"  l: [[a]]\n", "E205", 4, 7, "not a list"},
    {"  l:\n    - Hotline: nie\n", "E205", 5, 7, "not a map"},
    {"  l: {de: {en: x}}\n", "E205", 4, 11, "not a map"},
    {"  l: {ed: x}\n", "E229", 4, 7, "unknown language 'ed'"},
    {"  l:\n    Kantine\n    Mensa\n", "E113", 5, 5, "one entry"},
    {"  l: >\n    Kantine\n    Mensa\n", "E113", 5, 5, "one entry"},
    {"  l: \"a\\nb\"\n", "E109", 4, 6, "newline"},
    {"  l:\n    - Platz #1\n", "W121", 5, 13, "dropped"},
    {"  l: [zu teuer, aber gut]\n", "W122", 4, 17, "comma"},
    {"  l: „freundlich“\n", "W123", 4, 6, "quote"},
};

START_TEST(entries_report)
{
    char text[512];
    const seen *s;
    loaded l;

    snprintf(text, sizeof text, DESCRIPTION "%s", entry_errors[_i].yaml);
    load_text(&l, text);
    s = find_seen(&l, entry_errors[_i].code, entry_errors[_i].line,
        entry_errors[_i].column);
    ck_assert_msg(s, "%s in: %s\nseen: %s", entry_errors[_i].code,
        entry_errors[_i].yaml, all_seen(&l));
    ck_assert_msg(
        strstr(s->message, entry_errors[_i].message), "%s", s->message);
    ck_assert_uint_eq(l.n_seen, 1);
    ck_assert_int_eq(l.status, s->severity == LMV_ERROR ? LMV_ERULES : LMV_OK);
    load_end(&l);
}
END_TEST

START_TEST(a_comment_with_a_blank_is_no_trap)
{
    loaded l;

    load_text(&l, DESCRIPTION "  l:\n    - Platz  # one\n    - b # two\n");
    ck_assert_msg(l.n_seen == 0, "%s", all_seen(&l));
    load_end(&l);
}
END_TEST

#define N(array) (int)(sizeof(array) / sizeof *(array))

static Suite *yaml_suite(void)
{
    Suite *suite = suite_create("yaml");
    TCase *tcase = tcase_create("yaml");

    tcase_add_test(tcase, places_are_lines_and_characters);
    tcase_add_test(tcase, everything_is_a_string);
    tcase_add_loop_test(tcase, refuses, 0, N(refusals));
    tcase_add_test(tcase, a_nul_byte_is_refused_where_it_stands);
    tcase_add_test(tcase, the_source_line_is_shown);
    tcase_add_test(tcase, too_many_nodes_are_refused);
    tcase_add_loop_test(
        tcase, entries_of_every_style_know_their_place, 0, N(entry_cases));
    tcase_add_test(tcase, places_inside_of_entries);
    tcase_add_loop_test(tcase, entries_report, 0, N(entry_errors));
    tcase_add_test(tcase, a_comment_with_a_blank_is_no_trap);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(yaml_suite)
