/* Folded and NFC copies and their maps. */
#include "random_text.h"
#include "unit.h"

#include "base/utf8.h"
#include "text/fold.h"
#include "text/segment.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

static const struct {
    const char *text, *folded;
} foldings[] = {
    {"", ""},
    {"Für", "fuer"},
    {"fuer", "fuer"},
    {"fu\xCC\x88r", "fuer"},
    {"FU\xCC\x88R", "fuer"},
    {"ÄÖÜ äöü", "aeoeue aeoeue"},
    {"Straße STRASSE STRAẞE", "strasse strasse strasse"},
    {"Café Ångström naïve", "café ångstroem naïve"},
    {"\xE2\x84\xAA\xE2\x84\xAB", "kå"},
    {"Waſſer", "wasser"},
    {"İI\xCC\x87ıIi", "İİıii"},
    {"Σίσυφος ΣΊΣΥΦΟΣ", "σίσυφοσ σίσυφοσ"},
    {"ﬁnden", "ﬁnden"},
    {"geht’s ‘n ‚s´ a`s ʼn 5′ ‹x›", "geht's 'n 's' a's 'n 5' 'x'"},
    {"„a“ “b” «c» »d« \"e\"", "\"a\" \"b\" \"c\" \"d\" \"e\""},
    {"a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"},
    {"a\xC2\xA0"
     "b\xE2\x80\xAF"
     "c\xE2\x80\x89"
     "d\xE3\x80\x80"
     "e\t\r\nf",
        "a b c d e\t\r\nf"},
    {"Ser\xC2\xADvice\xE2\x80\x8B\xE2\x80\x8C\xE2\x80\x8D\xE2\x81\xA0"
     "\xEF\xBB\xBF!",
        "service!"},
    {"\xE2\x80\x8E?\xE2\x80\xAE", "?"},
    {"👍🏽 ❤️ 👩🏻\xE2\x80\x8D💻 🇩🇪", "👍 ❤ 👩💻 🇩🇪"},
    {"...… ok", "...… ok"},
    {"u\xE2\x80\x8B\xCC\x88", "ue"},
    {"\xCC\x88u", "\xCC\x88u"},
    {"ǟ ạ\xCC\x88", "ǟ ạ\xCC\x88"},
    {"ä\xCC\x81", "aé"},
    {"ſ\xCC\x81", "ś"},
    {"q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"},
    {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
    {"Ⱥ", "ⱥ"},
};

START_TEST(folds_as_the_rule_language_says)
{
    const char *text = foldings[_i].text;
    lmv__folder *folder = lmv__folder_new();
    lmv__copy copy;

    ck_assert_int_eq(
        lmv__fold_text(folder, text, strlen(text), &copy, NULL), LMV_OK);
    ck_assert_str_eq(copy.text, foldings[_i].folded);
    ck_assert_uint_eq(copy.len, strlen(foldings[_i].folded));
    lmv__folder_free(folder);
}
END_TEST

static void check_map(
    const char *text, const char *folded, size_t n, const uint32_t *map)
{
    lmv__folder *folder = lmv__folder_new();
    lmv__copy copy;

    ck_assert_int_eq(
        lmv__fold_text(folder, text, strlen(text), &copy, NULL), LMV_OK);
    ck_assert_str_eq(copy.text, folded);
    ck_assert_uint_eq(copy.len + 1, n);
    ck_assert_ptr_nonnull(copy.map);
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(copy.map[i] == map[i], "map[%zu] of \"%s\" is %u", i,
            text, (unsigned)copy.map[i]);
    lmv__folder_free(folder);
}

START_TEST(maps_back_where_lengths_change)
{
    const uint32_t umlaut[] = {0, 1, 1, 3, 4};
    const uint32_t nfd[] = {0, 1, 1, 4, 5};
    const uint32_t kelvin[] = {0, 1, 4, 5};
    const uint32_t long_s[] = {0, 1, 3, 4};
    const uint32_t sharp[] = {0, 0, 3, 4};
    const uint32_t emoji[] = {0, 0, 0, 0, 8, 9};
    const uint32_t soft[] = {0, 1, 4, 5};
    const uint32_t longer[] = {0, 0, 0, 2, 3};
    const uint32_t first[] = {3, 4, 5};

    check_map("für", "fuer", 5, umlaut);
    check_map("fu\xCC\x88r", "fuer", 5, nfd);
    check_map("x\xE2\x84\xAAx", "xkx", 4, kelvin);
    check_map("xſx", "xsx", 4, long_s);
    check_map("ẞ.", "ss.", 4, sharp);
    check_map("👍🏽!", "👍!", 6, emoji);
    check_map("ab\xC2\xAD"
              "c",
        "abc", 4, soft);
    check_map("Ⱥa", "ⱥa", 5, longer);
    check_map("\xE2\x80\x8B"
              "ab",
        "ab", 3, first);
}
END_TEST

START_TEST(keeps_no_map_where_nothing_moves)
{
    static const char text[] = "Der Service ist SEHR gut, 'danke'. éé „\n";
    lmv__folder *folder = lmv__folder_new();
    lmv__copy copy;

    ck_assert_int_eq(
        lmv__fold_text(folder, text, strlen(text) - 4, &copy, NULL), LMV_OK);
    ck_assert_ptr_null(copy.map);
    ck_assert_str_eq(copy.text, "der service ist sehr gut, 'danke'. éé ");
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 5), 5);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 5000), copy.len);
    lmv__folder_free(folder);
}
END_TEST

START_TEST(nfc_is_the_text_itself_when_it_can_be)
{
    static const char plain[] =
        "Über-Maß – „alles“ 👍🏽 中文 й\0x";
    static const char nfd[] = "u\xCC\x88\xE2\x80\x8B \xE2\x84\xAA";
    lmv__folder *folder = lmv__folder_new();
    lmv__copy copy;

    ck_assert_int_eq(
        lmv__fold_nfc(folder, plain, sizeof plain - 1, &copy, NULL), LMV_OK);
    ck_assert_ptr_eq(copy.text, plain);
    ck_assert_ptr_null(copy.map);
    ck_assert_uint_eq(copy.len, sizeof plain - 1);
    ck_assert_int_eq(
        lmv__fold_nfc(folder, nfd, strlen(nfd), &copy, NULL), LMV_OK);
    ck_assert_str_eq(copy.text, "ü\xE2\x80\x8B K");
    ck_assert_uint_eq(copy.map[1], 0);
    ck_assert_uint_eq(copy.map[2], 3);
    ck_assert_uint_eq(copy.map[6], 7);
    ck_assert_uint_eq(copy.map[7], 10);
    lmv__folder_free(folder);
}
END_TEST

START_TEST(from_original_finds_the_first_byte)
{
    static const char text[] = "Für \xC2\xADuns";
    lmv__folder *folder = lmv__folder_new();
    lmv__copy copy;

    ck_assert_int_eq(
        lmv__fold_text(folder, text, strlen(text), &copy, NULL), LMV_OK);
    ck_assert_str_eq(copy.text, "fuer uns");
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 0), 0);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 1), 1);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 3), 3);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 5), 5);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 7), 5);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 10), 8);
    ck_assert_uint_eq(lmv__copy_from_original(&copy, 99), 8);
    lmv__folder_free(folder);
}
END_TEST

START_TEST(too_long_a_comment_is_refused)
{
    static char text[LMV__MAX_COMMENT + 1];
    lmv__folder *folder = lmv__folder_new();
    lmv_error err = LMV_ERROR_INIT;
    lmv__copy copy;

    memset(text, 'A', sizeof text);
    ck_assert_int_eq(
        lmv__fold_text(folder, text, sizeof text, &copy, &err), LMV_ELIMIT);
    ck_assert_int_eq(
        lmv__fold_nfc(folder, text, sizeof text, &copy, &err), LMV_ELIMIT);
    ck_assert_int_eq(
        lmv__fold_text(folder, text, sizeof text - 1, &copy, &err), LMV_OK);
    ck_assert_uint_eq(copy.len, LMV__MAX_COMMENT);
    lmv__folder_free(folder);
}
END_TEST

/* Very many marks on one letter, in the worst order. */
START_TEST(a_tower_of_marks_is_sorted_in_time)
{
    lmv__folder *folder = lmv__folder_new();
    lmv__copy copy;
    lmv__buf buf;

    lmv__buf_init(&buf);
    lmv__buf_adds(&buf, "a");
    for (int i = 0; i < 16000; i++)
        lmv__buf_adds(&buf, i < 8000 ? "\xCC\x81" : "\xCC\xA3");
    ck_assert_int_eq(
        lmv__fold_text(folder, buf.data, buf.len, &copy, NULL), LMV_OK);
    ck_assert_mem_eq(copy.text, "ạ\xCC\xA3", 5);
    ck_assert_mem_eq(copy.text + copy.len - 2, "\xCC\x81", 2);
    lmv__buf_clear(&buf);
    lmv__folder_free(folder);
}
END_TEST

/* ---- properties ---- */

static void check_copy(const lmv__buf *text, const lmv__copy *copy)
{
    bool good = true;

    ck_assert_uint_eq(lmv__utf8_valid(copy->text, copy->len), copy->len);
    if (!copy->map) {
        ck_assert_uint_eq(copy->len, text->len);
        return;
    }
    ck_assert_uint_eq(copy->map[copy->len], text->len);
    for (uint32_t i = 0; good && i < copy->len; i++)
        good =
            copy->map[i] < text->len && copy->map[i] <= copy->map[i + 1] &&
            !U8_IS_TRAIL(text->data[copy->map[i]]) &&
            (!U8_IS_TRAIL(copy->text[i]) || copy->map[i] == copy->map[i - 1]);
    ck_assert(good);
}

static void check_nfc(const lmv__buf *text, const lmv__copy *nfc)
{
    static UChar wide[200000], normal[200000];
    static char bytes[400000];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len, bytes_len;

    u_strFromUTF8(wide, 200000, &len, text->data, (int32_t)text->len, &status);
    len = unorm2_normalize(
        unorm2_getNFCInstance(&status), wide, len, normal, 200000, &status);
    u_strToUTF8(bytes, 400000, &bytes_len, normal, len, &status);
    ck_assert(U_SUCCESS(status));
    ck_assert_uint_eq(nfc->len, (uint32_t)bytes_len);
    ck_assert_mem_eq(nfc->text, bytes, (size_t)bytes_len);
    if ((size_t)bytes_len == text->len &&
        !memcmp(bytes, text->data, text->len)) {
        ck_assert_ptr_eq(nfc->text, text->data);
        ck_assert_ptr_null(nfc->map);
    }
}

/* The same text as fold_text, and folding it again changes nothing. */
static void check_string(const lmv__buf *text, const lmv__copy *copy)
{
    lmv__buf once, twice;

    lmv__buf_init(&once);
    lmv__buf_init(&twice);
    ck_assert_int_eq(
        lmv__fold_string(text->data, text->len, &once, NULL), LMV_OK);
    ck_assert_uint_eq(once.len, copy->len);
    ck_assert_mem_eq(once.data, copy->text, copy->len);
    ck_assert_int_eq(
        lmv__fold_string(once.data, once.len, &twice, NULL), LMV_OK);
    ck_assert_uint_eq(twice.len, once.len);
    ck_assert_mem_eq(twice.data, once.data, once.len);
    lmv__buf_clear(&once);
    lmv__buf_clear(&twice);
}

/* Folding piece by piece is folding the whole. */
static void check_pieces(
    const lmv__buf *text, const lmv__copy *copy, uint32_t at)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    size_t cut, next, used;
    UChar32 code = 'x';
    lmv__buf joined;

    at %= (uint32_t)text->len + 1;
    while (at < text->len && U8_IS_TRAIL(text->data[at]))
        at--;
    for (cut = next = at; next < text->len; next += used) {
        code =
            (UChar32)lmv__utf8_next(text->data + next, text->len - next, &used);
        if (!lmv__is_dropped(code))
            break;
        code = 'x';
    }
    if (!unorm2_hasBoundaryBefore(nfc, code))
        return;
    lmv__buf_init(&joined);
    lmv__fold_string(text->data, cut, &joined, NULL);
    lmv__fold_string(text->data + cut, text->len - cut, &joined, NULL);
    ck_assert_uint_eq(joined.len, copy->len);
    ck_assert_mem_eq(joined.data, copy->text, copy->len);
    lmv__buf_clear(&joined);
}

START_TEST(random_texts_keep_the_properties)
{
    uint64_t state = 20240 + (uint64_t)_i;
    lmv__folder *folder = lmv__folder_new();
    lmv__buf text;
    lmv__copy copy;

    lmv__buf_init(&text);
    for (int i = 0; i < 50000; i++) {
        random_text(&state, &text, 24);
        ck_assert_int_eq(
            lmv__fold_text(folder, text.data, text.len, &copy, NULL), LMV_OK);
        check_copy(&text, &copy);
        check_string(&text, &copy);
        check_pieces(&text, &copy, random_next(&state));
        ck_assert_int_eq(
            lmv__fold_nfc(folder, text.data, text.len, &copy, NULL), LMV_OK);
        check_copy(&text, &copy);
        check_nfc(&text, &copy);
    }
    lmv__buf_clear(&text);
    lmv__folder_free(folder);
}
END_TEST

static void check_stable(const UChar32 *codes, int n)
{
    lmv__buf text, once;
    lmv__copy copy;

    lmv__buf_init(&text);
    lmv__buf_init(&once);
    lmv__buf_reserve(&text, 16);
    for (int i = 0; i < n; i++)
        text.len += lmv__utf8_put((uint32_t)codes[i], text.data + text.len);
    ck_assert_int_eq(
        lmv__fold_string(text.data, text.len, &once, NULL), LMV_OK);
    copy = (lmv__copy){once.data, (uint32_t)once.len, NULL};
    check_string(&once, &copy);
    lmv__buf_clear(&text);
    lmv__buf_clear(&once);
}

/* Every character folds to something that folds to itself, alone and under
 * the marks that compose. */
START_TEST(every_character_folds_once)
{
    const UChar32 marks[] = {0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307,
        0x308, 0x30A, 0x30C, 0x323, 0x327, 0x328, 0x331, 0x338, 0x345};

    for (UChar32 c = 0; c <= 0x10FFFF; c++) {
        if (U_IS_SURROGATE(c) || (c > 0x323AF && c < 0xE0000) || c > 0xE01EF)
            continue;
        check_stable(&c, 1);
        if (c > 0x24FF || !u_isalpha(c))
            continue;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            check_stable((UChar32[]){c, marks[i]}, 2);
    }
}
END_TEST

/* Simple case folding, and nothing else, for letters out of the tables. */
START_TEST(letters_fold_as_icu_folds_them)
{
    for (UChar32 c = 0x100; c < 0x1E900; c++) {
        UChar32 want = u_foldCase(c, U_FOLD_CASE_DEFAULT), to[2];

        if (!u_isalpha(c) || c == 0x1E9E || c == 0x2BB || c == 0x2BC)
            continue;
        ck_assert_int_eq(lmv__fold_point(c, to), 1);
        ck_assert_int_eq(to[0], want);
    }
}
END_TEST

START_TEST(plain_characters_are_plain_to_icu)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar parts[8];

    for (UChar32 c = 0; c < 0x20000; c++) {
        if (!lmv__is_plain(c))
            continue;
        ck_assert(!lmv__is_dropped(c));
        ck_assert(unorm2_hasBoundaryBefore(nfc, c));
        ck_assert_int_eq(unorm2_getCombiningClass(nfc, c), 0);
        if (c >= 0x300)
            ck_assert_int_lt(
                unorm2_getDecomposition(nfc, c, parts, 8, &status), 0);
    }
}
END_TEST

static Suite *fold_suite(void)
{
    Suite *suite = suite_create("fold");
    TCase *tcase = tcase_create("fold");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, folds_as_the_rule_language_says, 0,
        sizeof foldings / sizeof foldings[0]);
    tcase_add_test(tcase, maps_back_where_lengths_change);
    tcase_add_test(tcase, keeps_no_map_where_nothing_moves);
    tcase_add_test(tcase, nfc_is_the_text_itself_when_it_can_be);
    tcase_add_test(tcase, from_original_finds_the_first_byte);
    tcase_add_test(tcase, too_long_a_comment_is_refused);
    tcase_add_test(tcase, a_tower_of_marks_is_sorted_in_time);
    tcase_add_loop_test(tcase, random_texts_keep_the_properties, 0, 4);
    tcase_add_test(tcase, every_character_folds_once);
    tcase_add_test(tcase, letters_fold_as_icu_folds_them);
    tcase_add_test(tcase, plain_characters_are_plain_to_icu);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(fold_suite)
