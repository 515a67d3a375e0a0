/* JSON and UTF-8: what is written is always valid, what is read is strict. */
#include "unit.h"

#include "base/json.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

/* UTF-8 */

static const struct {
    const char *bytes;
    size_t valid; /* bytes up to the first bad one */
    size_t used;  /* what one U+FFFD stands for there */
} utf8[] = {
    {"abcdefgh", 8, 0},
    {"\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80", 9, 0},
    {"abcdefgh\xFF", 8, 1},
    {"\xC0\xAF", 0, 1},         /* overlong */
    {"\xE0\x80\xAF", 0, 1},     /* overlong */
    {"\xED\xA0\x80", 0, 1},     /* surrogate */
    {"\xF4\x90\x80\x80", 0, 1}, /* beyond U+10FFFF */
    {"\xF0\x9F\x98 x", 0, 3},   /* cut */
    {"x\xE2\x82", 1, 2},        /* cut by the end */
    {"\x80", 0, 1},             /* begins in the middle */
    {"\xEF\xBF\xBF\xF4\x8F\xBF\xBF", 7, 0},
};

START_TEST(utf8_is_strict)
{
    size_t len = strlen(utf8[_i].bytes), used;
    size_t valid = lmv__utf8_valid(utf8[_i].bytes, len);

    ck_assert_uint_eq(valid, utf8[_i].valid);
    if (valid == len)
        return;
    ck_assert_uint_eq(
        lmv__utf8_next(utf8[_i].bytes + valid, len - valid, &used),
        LMV__UTF8_BAD);
    ck_assert_uint_eq(used, utf8[_i].used);
}
END_TEST

START_TEST(utf8_knows_what_is_cut)
{
    ck_assert_uint_eq(lmv__utf8_cut("ab", 2), 0);
    ck_assert_uint_eq(lmv__utf8_cut("", 0), 0);
    ck_assert_uint_eq(lmv__utf8_cut("a\xC3", 2), 1);
    ck_assert_uint_eq(lmv__utf8_cut("a\xC3\xBC", 3), 0);
    ck_assert_uint_eq(lmv__utf8_cut("\xF0\x9F\x98", 3), 3);
    ck_assert_uint_eq(lmv__utf8_cut("\xED\xA0", 2), 0);
    ck_assert_uint_eq(lmv__utf8_cut("\x80\x80\x80\x80", 4), 0);
}
END_TEST

START_TEST(utf8_writes_what_it_reads)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t len = lmv__utf8_put(c, bytes), used;
        uint32_t want = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;

        ck_assert_uint_eq(lmv__utf8_next(bytes, len, &used), want);
        ck_assert_uint_eq(used, len);
    }
}
END_TEST

/* Writer */

static const struct {
    const char *text;
    size_t len;
    const char *want;
} escapes[] = {
    {"plain \xC3\xBC \xF0\x9F\x98\x80", 13, "plain \xC3\xBC \xF0\x9F\x98\x80"},
    {"\"\\/", 3, "\\\"\\\\/"},
    {"a\nb\rc\td\be\ff", 11, "a\\nb\\rc\\td\\u0008e\\u000cf"},
    {"a\0b", 3, "a\\u0000b"},
    {"\x1F\x7F", 2, "\\u001f\\u007f"},
    {"\xC2\x85\xC2\x9F\xC2\xA0", 6, "\\u0085\\u009f\xC2\xA0"},
    {"\xE2\x80\xA7\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA", 12,
        "\xE2\x80\xA7\\u2028\\u2029\xE2\x80\xAA"},
    {"a\xFFz", 3, "a\xEF\xBF\xBDz"},
    {"\xE2\x80", 2, "\xEF\xBF\xBD"},
    {"\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
};

START_TEST(strings_are_escaped)
{
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__json_escape(&out, escapes[_i].text, escapes[_i].len);
    ck_assert_str_eq(out.data, escapes[_i].want);
    lmv__buf_clear(&out);
}
END_TEST

static const struct {
    int64_t value;
    const char *want;
} millis[] = {{0, "0"}, {1000, "1"}, {-1000, "-1"}, {1250, "1.25"},
    {1, "0.001"}, {-5, "-0.005"}, {100, "0.1"}, {1010, "1.01"},
    {INT64_MAX, "9223372036854775.807"}, {INT64_MIN, "-9223372036854775.808"}};

START_TEST(thousandths_are_short)
{
    lmv__json_writer json;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__json_writer_init(&json, &out, 0);
    lmv__json_milli(&json, millis[_i].value);
    ck_assert_str_eq(out.data, millis[_i].want);
    lmv__buf_clear(&out);
}
END_TEST

static void write_sample(lmv__json_writer *json)
{
    lmv__json_begin(json, '{');
    lmv__json_key(json, "a");
    lmv__json_begin(json, '[');
    lmv__json_int(json, -1);
    lmv__json_uint(json, UINT64_MAX);
    lmv__json_begin(json, '{');
    lmv__json_end(json, '}');
    lmv__json_end(json, ']');
    lmv__json_key(json, "b\"");
    lmv__json_bool(json, true);
    lmv__json_key(json, "c");
    lmv__json_text(json, NULL);
    lmv__json_key(json, "d");
    lmv__json_begin(json, '[');
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

START_TEST(layout)
{
    lmv__json_writer json;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__json_writer_init(&json, &out, 0);
    write_sample(&json);
    ck_assert_str_eq(out.data,
        "{\"a\":[-1,18446744073709551615,{}],\"b\\\"\":true,\"c\":null,"
        "\"d\":[]}");
    lmv__buf_reset(&out);
    lmv__json_writer_init(&json, &out, 2);
    write_sample(&json);
    ck_assert_str_eq(out.data,
        "{\n  \"a\": [\n    -1,\n    18446744073709551615,\n    {}\n  ],\n"
        "  \"b\\\"\": true,\n  \"c\": null,\n  \"d\": []\n}");
    lmv__buf_clear(&out);
}
END_TEST

/* Reader */

/* Reads all tokens; strings are unescaped into `out` with a blank behind. */
static lmv_status read_all(
    const char *text, size_t len, size_t *pos, lmv__buf *out, lmv_error *err)
{
    lmv__json_reader json;
    lmv__json_token token;
    lmv_status status;

    lmv__json_reader_init(&json, text, len, 0);
    do {
        status = lmv__json_next(&json, &token, err);
        if (!status && token.kind == LMV__JSON_END)
            break;
        if (!status &&
            (token.kind == LMV__JSON_STRING || token.kind == LMV__JSON_KEY))
            lmv__json_unescape(&token, out);
        else if (!status)
            lmv__buf_add(out, token.text.ptr, token.text.len);
        lmv__buf_addc(out, ' ');
    } while (!status);
    *pos = json.pos;
    return status;
}

static const struct {
    const char *text, *want;
} good[] = {
    {"{}", "{ } "},
    {" [ ] ", "[ ] "},
    {"{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\"}}",
        "{ a 1 b [ true false null ] c { d e } } "},
    {"0", "0 "},
    {"-0.5e+10", "-0.5e+10 "},
    {"\"\"", " "},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\u20AC\"",
        "\"\\/\b\f\n\r\t\xC3\xBC\xE2\x82\xAC "},
    {"\"\\ud83d\\ude00\"", "\xF0\x9F\x98\x80 "},
    {"[[1,2],[3]]\r\n", "[ [ 1 2 ] [ 3 ] ] "},
    {"\"\xC3\xBC \xE2\x80\xA8\"", "\xC3\xBC \xE2\x80\xA8 "},
};

START_TEST(good_values_are_read)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf out;
    size_t pos;

    lmv__buf_init(&out);
    ck_assert_msg(read_all(good[_i].text, strlen(good[_i].text), &pos, &out,
                      &err) == LMV_OK,
        "%s", err.message);
    ck_assert_str_eq(out.data, good[_i].want);
    lmv__buf_clear(&out);
}
END_TEST

static const struct {
    const char *text;
    size_t at; /* byte of the error, from 0 */
    const char *message;
} bad[] = {
    {"", 0, "a value was expected"},
    {"  ", 2, "a value was expected"},
    {"{", 1, "a key in quotes"},
    {"{\"a\"}", 4, "':' was expected"},
    {"{\"a\":}", 5, "a value was expected"},
    {"{\"a\":1,}", 7, "a key in quotes"},
    {"[1,]", 3, "a value was expected"},
    {"[1 2]", 3, "',' or ']'"},
    {"{\"a\":1]", 6, "',' or '}'"},
    {"{a:1}", 1, "a key in quotes"},
    {"'a'", 0, "a value was expected"},
    {"nul", 0, "a value was expected"},
    {"nullx", 4, "something follows"},
    {"{} {}", 3, "something follows"},
    {"NaN", 0, "a value was expected"},
    {"01", 1, "no leading zeros"},
    {"-", 1, "a digit"},
    {"1.", 2, "a digit"},
    {".5", 0, "a value was expected"},
    {"1e", 2, "a digit"},
    {"+1", 0, "a value was expected"},
    {"\"abc", 4, "the string has no end"},
    {"\"a\tb\"", 2, "control character"},
    {"\"\\x\"", 2, "no such escape"},
    {"\"\\u12g4\"", 5, "hexadecimal"},
    {"\"\\ud83d\"", 1, "surrogate"},
    {"\"a\\ude00\"", 2, "surrogate"},
    {"\"\\ud83d\\u0041\"", 1, "surrogate"},
    {"\"\xFF\"", 1, "no UTF-8"},
    {"// x\n1", 0, "a value was expected"},
};

START_TEST(bad_values_are_refused_at_their_byte)
{
    lmv_error err = LMV_ERROR_INIT;
    char place[40];
    lmv__buf out;
    size_t pos;

    lmv__buf_init(&out);
    ck_assert_int_eq(
        read_all(bad[_i].text, strlen(bad[_i].text), &pos, &out, &err),
        LMV_EFORMAT);
    ck_assert_uint_eq(pos, bad[_i].at);
    ck_assert_msg(
        strstr(err.message, bad[_i].message) != NULL, "%s", err.message);
    snprintf(place, sizeof place, "byte %zu:", bad[_i].at + 1);
    ck_assert_ptr_nonnull(strstr(err.message, place));
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(nul_is_no_end)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf out;
    size_t pos;

    lmv__buf_init(&out);
    ck_assert_int_eq(read_all("1\0", 2, &pos, &out, &err), LMV_EFORMAT);
    ck_assert_int_eq(read_all("\"a\0\"", 4, &pos, &out, &err), LMV_EFORMAT);
    ck_assert_uint_eq(pos, 2);
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(depth_is_capped)
{
    char text[2 * 70];
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf out;
    size_t pos;

    memset(text, '[', 70);
    memset(text + 70, ']', 70);
    lmv__buf_init(&out);
    ck_assert_int_eq(read_all(text + 6, 128, &pos, &out, &err), LMV_OK);
    ck_assert_int_eq(read_all(text + 5, 130, &pos, &out, &err), LMV_ELIMIT);
    ck_assert_uint_eq(pos, 64);
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(a_value_is_skipped_whole)
{
    static const char text[] = "{\"a\":[1,{\"b\":\"]\"}],\"c\":\"x\"}";
    lmv__json_reader json;
    lmv__json_token token;
    lmv__slice raw;

    lmv__json_reader_init(&json, text, strlen(text), 0);
    ck_assert_int_eq(lmv__json_next(&json, &token, NULL), LMV_OK);
    ck_assert_int_eq(lmv__json_next(&json, &token, NULL), LMV_OK);
    ck_assert_int_eq(lmv__json_next(&json, &token, NULL), LMV_OK);
    ck_assert_int_eq(lmv__json_skip(&json, &token, &raw, NULL), LMV_OK);
    ck_assert(lmv__slice_is(raw, "[1,{\"b\":\"]\"}]"));
    ck_assert_int_eq(lmv__json_next(&json, &token, NULL), LMV_OK);
    ck_assert(lmv__slice_is(token.text, "c"));
    ck_assert_int_eq(lmv__json_next(&json, &token, NULL), LMV_OK);
    ck_assert_int_eq(lmv__json_skip(&json, &token, &raw, NULL), LMV_OK);
    ck_assert(lmv__slice_is(raw, "\"x\""));
}
END_TEST

/* Whatever bytes are written as a string are read back, bad ones as U+FFFD. */
START_TEST(what_is_written_is_read)
{
    uint64_t seed = 88172645463325252u;

    for (int round = 0; round < 2000; round++) {
        char bytes[40];
        size_t len, pos;
        lmv__json_writer json;
        lmv__buf out, back, again;

        for (len = 0; len < sizeof bytes; len++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            bytes[len] = (char)(seed >> 40);
        }
        lmv__buf_init(&out);
        lmv__buf_init(&back);
        lmv__buf_init(&again);
        lmv__json_writer_init(&json, &out, 0);
        lmv__json_string(&json, bytes, len);
        ck_assert_int_eq(
            read_all(out.data, out.len, &pos, &back, NULL), LMV_OK);
        lmv__json_writer_init(&json, &again, 0);
        lmv__json_string(&json, back.data, back.len - 1);
        ck_assert_str_eq(again.data, out.data);
        lmv__buf_clear(&out);
        lmv__buf_clear(&back);
        lmv__buf_clear(&again);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("json");
    TCase *tcase = tcase_create("json");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, utf8_is_strict, 0, COUNT(utf8));
    tcase_add_test(tcase, utf8_knows_what_is_cut);
    tcase_add_test(tcase, utf8_writes_what_it_reads);
    tcase_add_loop_test(tcase, strings_are_escaped, 0, COUNT(escapes));
    tcase_add_loop_test(tcase, thousandths_are_short, 0, COUNT(millis));
    tcase_add_test(tcase, layout);
    tcase_add_loop_test(tcase, good_values_are_read, 0, COUNT(good));
    tcase_add_loop_test(
        tcase, bad_values_are_refused_at_their_byte, 0, COUNT(bad));
    tcase_add_test(tcase, nul_is_no_end);
    tcase_add_test(tcase, depth_is_capped);
    tcase_add_test(tcase, a_value_is_skipped_whole);
    tcase_add_test(tcase, what_is_written_is_read);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
