/* JSON Lines in. */
#include "records.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const struct {
    const char *text, *want;
} files[] = {
    {"{\"id\":1,\"text\":\"a\"}\n{\"text\":\"b\",\"id\":\"x\"}\n",
        "1@1 {1}<a>\n2@2 <x><b>\n"},
    {"{\"id\":1}", "1@1 {1}\n"},
    /* Escapes, nested values, null, what is missing, blanks. */
    {"{\"t\":\"\\u00fc\\n\\\"\\ud83d\\ude00\",\"n\":{\"a\":[1, 2]}}\r\n"
     " { \"t\" : null } \n",
        "1@1 <\xC3\xBC\n\"\xF0\x9F\x98\x80>{[1, 2]}\n2@2 ()()\n"},
    {"{\"\\u0074\":1}\n{\"t\":2}\n", "1@1 {1}\n2@2 {2}\n"},
    {"{\"t\":\"a\",\"t\":\"b\"}\n", "1@1 <b>\n"},
    /* Bad lines stay in their place. */
    {"{\"t\":\"a\"}\n{\"t\":\"b\"\nnonsense\n\n[1]\n{\"t\":\"c\"} x\n"
     "{\"t\":\"d\"}\n",
        "1@1 <a>\n"
        "2@2 error: no valid JSON at byte 9: ',' or '}' was expected\n"
        "3@3 error: no valid JSON at byte 1: a value was expected\n"
        "4@5 error: the line is no JSON object but an array: one object a "
        "line is needed\n"
        "5@6 error: no valid JSON at byte 11: something follows the value\n"
        "6@7 <d>\n"},
    {"\xEF\xBB\xBF{\"t\":\"a\"}\n", "1@1 <a>\n"},
    {"{}\n{\"t\":1}\n", "1@1 ()\n2@2 {1}\n"},
    /* Objects inside are columns, unless they are empty or too deep. */
    {"{\"a\":{\"b\":1,\"c\":{}},\"d\":null}\n"
     "{\"a\":null,\"d\":{\"e\":\"x\"}}\n{\"a\":{\"b\":{\"c\":2}}}\n",
        "1@1 {1}{{}}()()\n2@2 ()()<x>()\n3@3 ()()(){2}\n"},
    {"{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}\n", "1@1 {{\"a\":1}}\n"},
    /* Arrays, alone and in an object. */
    {" [ {\"t\":\"a\"}\n,{\"t\":\"]}\\\"\"}, 7 ,\n{\"t\":\"c\"} ] x\n",
        "1@1 <a>\n2@2 <]}\">\n3@2 error: the element is no object\n"
        "4@3 <c>\n"},
    {"{ \"r\" : [{\"t\":1},\n{\"t\":2}], \"n\": [{\"t\":3}] }\n",
        "1@1 {1}\n2@2 {2}\n"},
};

START_TEST(lines_are_read)
{
    static const size_t pieces[] = {0, 1, 3, 10};

    for (int i = 0; i < COUNT(pieces); i++) {
        lmv__reader_options options = options_of(lmv__slice_of(files[_i].text));
        lmv__reader *reader;
        lmv__buf out;

        options.piece = pieces[i];
        reader = open_reader(&options);
        ck_assert_int_eq(
            lmv__reader_dialect(reader)->format, LMV__FORMAT_JSONL);
        lmv__buf_init(&out);
        dump_all(reader, &out, NULL);
        ck_assert_str_eq(out.data, files[_i].want);
        lmv__buf_clear(&out);
        lmv__reader_close(reader);
    }
}
END_TEST

START_TEST(roles_are_found)
{
    lmv__reader_options options = options_of(lmv__slice_of(
        "{\"id\":7,\"score\":3,\"lang\":\"en\",\"comment\":\"nobody ever "
        "called me back about it\",\"tags\":[]}\n"
        "{\"id\":8,\"score\":9,\"lang\":\"de\",\"comment\":\"alles gut\"}\n"));
    lmv__reader *reader;
    const lmv__columns *columns;

    options.any_text = false;
    reader = open_reader(&options);
    columns = lmv__reader_columns(reader);
    ck_assert_uint_eq(columns->count, 5);
    ck_assert_uint_eq(columns->id, 0);
    ck_assert_uint_eq(columns->language, 2);
    ck_assert_uint_eq(columns->n_text, 1);
    ck_assert_uint_eq(columns->text[0], 3);
    ck_assert_uint_eq(lmv__reader_header(reader).len, 0);
    lmv__reader_close(reader);
}
END_TEST

START_TEST(no_objects_are_refused)
{
    lmv__reader_options options = options_of(lmv__slice_of("[\n7,\n]\n"));
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;

    options.format = LMV__FORMAT_JSONL;
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_EFORMAT);
    ck_assert_msg(strstr(err.message, "no line is a JSON object: ") != NULL,
        "%s", err.message);
}
END_TEST

static lmv_status keep_reject(
    void *payload, const char *bytes, size_t len, lmv_error *err)
{
    (void)err;
    lmv__buf_add(payload, bytes, len);
    return LMV_OK;
}

/* Three lines: good, 2 MiB, good; then bytes that are no UTF-8. */
START_TEST(long_and_broken_lines_are_kept_aside)
{
    lmv__buf text, out, rejected;
    lmv__reader_options options;
    lmv__slice bytes;
    lmv__reader *reader;
    size_t begin, len;

    lmv__buf_init(&text);
    lmv__buf_init(&out);
    lmv__buf_init(&rejected);
    lmv__buf_adds(&text, "{\"t\":\"a\"}\n");
    begin = text.len;
    lmv__buf_adds(&text, "{\"t\":\"");
    ck_assert(lmv__buf_reserve(&text, 2 << 20));
    memset(text.data + text.len, 'x', 2 << 20);
    text.len += 2 << 20;
    lmv__buf_adds(&text, "\"}\n");
    len = text.len - begin;
    lmv__buf_adds(&text, "{\"t\":\"b\xFF\"}\n{\"t\":\"\xFF\n");
    bytes.ptr = text.data;
    bytes.len = text.len;
    options = options_of(bytes);
    options.encoding = "utf-8";
    options.reject = keep_reject;
    options.reject_payload = &rejected;
    reader = open_reader(&options);
    dump_all(reader, &out, NULL);
    ck_assert_str_eq(out.data,
        "1@1 <a>\n2@2 error: the line is longer than 1048576 bytes\n"
        "3@3 warning: 1 piece(s) that are no text in this encoding became "
        "U+FFFD<b\xEF\xBF\xBD>\n"
        "4@4 error: no valid JSON at byte 10: the string has no end\n");
    ck_assert_uint_eq(rejected.len, len + 8);
    ck_assert_mem_eq(rejected.data, text.data + begin, len);
    ck_assert_mem_eq(rejected.data + len, "{\"t\":\"\xFF\n", 8);
    lmv__reader_close(reader);
    lmv__buf_clear(&text);
    lmv__buf_clear(&out);
    lmv__buf_clear(&rejected);
}
END_TEST

START_TEST(keys_behind_the_sample_are_told)
{
    lmv__buf text, out;
    lmv__reader_options options;
    lmv__slice bytes;
    lmv__reader *reader;
    const lmv__problem *problem;

    lmv__buf_init(&text);
    lmv__buf_init(&out);
    for (int i = 0; i < 600; i++)
        lmv__buf_adds(&text, "{\"t\":\"a\"}\n");
    lmv__buf_adds(&text, "{\"new\":1,\"t\":\"z\"}\n");
    bytes.ptr = text.data;
    bytes.len = text.len;
    options = options_of(bytes);
    reader = open_reader(&options);
    dump_all(reader, &out, NULL);
    ck_assert_ptr_nonnull(strstr(out.data, "601@601 <z>\n"));
    problem = &lmv__reader_problems(reader)[LMV__PROBLEM_UNKNOWN_KEY];
    ck_assert_uint_eq(problem->count, 1);
    ck_assert_uint_eq(problem->first_record, 601);
    lmv__reader_close(reader);
    lmv__buf_clear(&text);
    lmv__buf_clear(&out);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("jsonl");
    TCase *tcase = tcase_create("jsonl");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, lines_are_read, 0, COUNT(files));
    tcase_add_test(tcase, roles_are_found);
    tcase_add_test(tcase, no_objects_are_refused);
    tcase_add_test(tcase, long_and_broken_lines_are_kept_aside);
    tcase_add_test(tcase, keys_behind_the_sample_are_told);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
