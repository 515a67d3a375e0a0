/* UTF-8 that was read as Windows-1252: found, mended, and left alone. */
#include "unit.h"

#include "text/mojibake.h"

#include <string.h>

static const struct {
    const char *text, *meant;
    size_t found;
} cases[] = {
    {"Rückruf", "Rückruf", 0},
    {"RÃ¼ckruf", "Rückruf", 1},
    {"FÃƒÂ¼r", "Für", 2},
    {"FÃƒÆ’Ã‚Â¼r", "Für", 1},
    {"â€žSpaÃŸâ€œ â€“ 5 â‚¬", "„Spaß“ – 5 €", 5},
    {"itâ€™s ðŸ˜€", "it’s 😀", 2},
    {"3Â½ mÂ²", "3½ m²", 2},
    {"\xC3\x85\xC2\xA0koda, Å¾e", "Škoda, že", 2},
    /* Nothing of these is one. */
    {"„Spaß“ gehabt", "„Spaß“ gehabt", 0},
    {"„OKÄ“ und „ZÜ“", "„OKÄ“ und „ZÜ“", 0},
    {"Ã la carte, SÃO, Â", "Ã la carte, SÃO, Â", 0},
    {"Ärger… Öl– Übel—", "Ärger… Öl– Übel—", 0},
    {"ä“…", "ä“…", 0},
    {"", "", 0},
    {"Ã", "Ã", 0},
};

START_TEST(mends)
{
    const char *text = cases[_i].text;
    size_t found;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__buf_adds(&out, "");
    found = lmv__mojibake_mend(text, strlen(text), &out);
    ck_assert_str_eq(out.data, cases[_i].meant);
    ck_assert_int_eq(found > 0, cases[_i].found > 0);
    ck_assert_int_eq(lmv__mojibake_in(text, strlen(text)), found > 0);
    lmv__buf_clear(&out);
}
END_TEST

/* Any bytes, also those that are no UTF-8: nothing is read past the end, and
 * what is mended has nothing left to mend. */
START_TEST(any_bytes)
{
    static const char pieces[][4] = {
        "\xC3", "\x83", "\xC2", "\xBC", "a", "\xE2", "\x80", "\x9E", "\xC5"};
    unsigned seed = 7;

    for (int round = 0; round < 2000; round++) {
        char text[24];
        size_t len = 0;
        lmv__buf out;

        while (len < sizeof text) {
            seed = seed * 1103515245u + 12345u;
            text[len++] =
                pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)][0];
        }
        lmv__buf_init(&out);
        ck_assert_int_eq(lmv__mojibake_mend(text, len, &out) > 0,
            lmv__mojibake_in(text, len));
        ck_assert_uint_le(out.len, len);
        lmv__buf_clear(&out);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("mojibake");
    TCase *tcase = tcase_create("mojibake");

    tcase_add_loop_test(tcase, mends, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tcase, any_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
