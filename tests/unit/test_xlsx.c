/* What stands in the cells of a workbook. */
#include "unit.h"

#include "records/xlsx.h"

#include <string.h>

static const struct {
    const char *code;
    lmv__xlsx_style want;
} codes[] = {
    {"General", LMV__XLSX_NUMBER},
    {"0.00E+00", LMV__XLSX_NUMBER},
    {"#,##0.00\\ \"Stunden\"", LMV__XLSX_NUMBER},
    {"[Red]0;[Blue]dd", LMV__XLSX_NUMBER},
    {"dd.mm.yyyy", LMV__XLSX_DATE},
    {"[$-409]d\\-mmm\\-yy;@", LMV__XLSX_DATE},
    {"mmmm", LMV__XLSX_DATE},
    {"yyyy-mm-dd\\Thh:mm:ss", LMV__XLSX_DATETIME},
    {"m/d/yyyy h:mm AM/PM", LMV__XLSX_DATETIME},
    {"h:mm", LMV__XLSX_TIME},
    {"mm:ss.0", LMV__XLSX_TIME},
    {"[hh]:mm:ss", LMV__XLSX_DURATION},
    {"[h", LMV__XLSX_DURATION},
    {"\"", LMV__XLSX_NUMBER},
    {"", LMV__XLSX_NUMBER},
};

START_TEST(codes_are_understood)
{
    ck_assert_msg(
        lmv__xlsx_code_style(lmv__slice_of(codes[_i].code)) == codes[_i].want,
        "%s", codes[_i].code);
}
END_TEST

static const struct {
    const char *value;
    lmv__xlsx_style style;
    bool from_1904;
    const char *want;
} numbers[] = {
    {"0", LMV__XLSX_NUMBER, false, "0"},
    {"-0.0", LMV__XLSX_NUMBER, false, "0"},
    {"007", LMV__XLSX_NUMBER, false, "7"},
    {"-12.50", LMV__XLSX_NUMBER, false, "-12.5"},
    {"100", LMV__XLSX_NUMBER, false, "100"},
    {"0.1", LMV__XLSX_NUMBER, false, "0.1"},
    {"0.10000000000000001", LMV__XLSX_NUMBER, false, "0.1"},
    {"0.29999999999999999", LMV__XLSX_NUMBER, false, "0.3"},
    {"9.9999999999999999", LMV__XLSX_NUMBER, false, "10"},
    {"99999999999999999999", LMV__XLSX_NUMBER, false, "1E+20"},
    {"12345678901234567", LMV__XLSX_NUMBER, false, "12345678901234600"},
    {"1.5E-7", LMV__XLSX_NUMBER, false, "0.00000015"},
    {"1.5E-20", LMV__XLSX_NUMBER, false, "1.5E-20"},
    {"1E3", LMV__XLSX_NUMBER, false, "1000"},
    {"1E", LMV__XLSX_NUMBER, false, "1E"},
    {"1E99999", LMV__XLSX_NUMBER, false, "1E99999"},
    {"INF", LMV__XLSX_DATE, false, "INF"},
    {"", LMV__XLSX_DATE, false, ""},
    {"1", LMV__XLSX_DATE, false, "1900-01-01"},
    {"59", LMV__XLSX_DATE, false, "1900-02-28"},
    {"60", LMV__XLSX_DATE, false, "1900-02-29"},
    {"61", LMV__XLSX_DATE, false, "1900-03-01"},
    {"36525", LMV__XLSX_DATE, false, "1999-12-31"},
    {"36585", LMV__XLSX_DATE, false, "2000-02-29"},
    {"45351", LMV__XLSX_DATE, false, "2024-02-29"},
    {"2958465", LMV__XLSX_DATE, false, "9999-12-31"},
    {"2958466", LMV__XLSX_DATE, false, "2958466"},
    {"1E300", LMV__XLSX_DATE, false, "1E+300"},
    {"-1", LMV__XLSX_DATE, false, "-1"},
    {"0", LMV__XLSX_DATE, false, "0"},
    {"45351.5", LMV__XLSX_DATE, false, "2024-02-29T12:00:00"},
    {"45351", LMV__XLSX_DATETIME, false, "2024-02-29T00:00:00"},
    {"45350.999999", LMV__XLSX_DATETIME, false, "2024-02-29T00:00:00"},
    {"0.5", LMV__XLSX_TIME, false, "12:00:00"},
    {"1.5", LMV__XLSX_DURATION, false, "36:00:00"},
    {"0", LMV__XLSX_DATE, true, "1904-01-01"},
    {"43889", LMV__XLSX_DATE, true, "2024-02-29"},
};

START_TEST(numbers_are_shown)
{
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__xlsx_number(lmv__slice_of(numbers[_i].value), numbers[_i].style,
        numbers[_i].from_1904, &out);
    ck_assert_str_eq(out.data ? out.data : "", numbers[_i].want);
    lmv__buf_clear(&out);
}
END_TEST

static const struct {
    const char *given, *want;
} escapes[] = {
    {"_x000D_", "\r"},
    {"a_x0041_b", "aAb"},
    {"_x005F_x000D_", "_x000D_"},
    {"_x00e4__x20AC_", "\xC3\xA4\xE2\x82\xAC"},
    {"_xD83D__xDE00_", "\xF0\x9F\x98\x80"},
    {"_xD83D_", "_xD83D_"},
    {"_xDE00_", "_xDE00_"},
    {"_x000_", "_x000_"},
    {"_x00G0_ _x0041", "_x00G0_ _x0041"},
    {"no_underscore_", "no_underscore_"},
};

START_TEST(escapes_are_read)
{
    lmv__buf text;

    lmv__buf_init(&text);
    lmv__buf_adds(&text, escapes[_i].given);
    lmv__xlsx_unescape(&text, 0);
    ck_assert_uint_eq(text.len, strlen(escapes[_i].want));
    ck_assert_mem_eq(text.data, escapes[_i].want, text.len);
    lmv__buf_clear(&text);
}
END_TEST

START_TEST(places_are_read)
{
    uint32_t column;
    uint64_t row;

    ck_assert(lmv__xlsx_place("A1", &column, &row));
    ck_assert_uint_eq(column, 0);
    ck_assert_uint_eq(row, 1);
    ck_assert(lmv__xlsx_place("XFD1048576", &column, &row));
    ck_assert_uint_eq(column, 16383);
    ck_assert_uint_eq(row, 1048576);
    ck_assert(!lmv__xlsx_place("XFE1", &column, &row));
    ck_assert(!lmv__xlsx_place("AAAAAAAAAAAAAAAA", &column, &row));
    ck_assert(!lmv__xlsx_place("1", &column, &row));
    ck_assert(!lmv__xlsx_place("a1", &column, &row));
    ck_assert(!lmv__xlsx_place("A99999999999999999999", &column, &row));
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

static Suite *make_suite(void)
{
    Suite *suite = suite_create("xlsx");
    TCase *tcase = tcase_create("xlsx");

    tcase_add_loop_test(tcase, codes_are_understood, 0, COUNT(codes));
    tcase_add_loop_test(tcase, numbers_are_shown, 0, COUNT(numbers));
    tcase_add_loop_test(tcase, escapes_are_read, 0, COUNT(escapes));
    tcase_add_test(tcase, places_are_read);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
