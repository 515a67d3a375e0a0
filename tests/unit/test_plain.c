/*
 * The short way to tokens against the long one, which it must equal, and
 * against ICU's words, from which it differs on purpose.
 *
 * LMV_TEST_CASES: so many random texts.  LMV_TEST_TEXTS: a folder; every line
 * of its files is cut both ways, too.
 */
#include "unit.h"

#include "cut_fixture.h"
#include "random_text.h"
#include "text/cutter.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ubrk.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static cut_fixture fixture;
static lmv__vec other; /* the tokens of the short way */
static UBreakIterator *words;

static void setup(void)
{
    UErrorCode status = U_ZERO_ERROR;

    cut_fixture_init(&fixture);
    lmv__vec_init(&other, sizeof(lmv__token));
    words = ubrk_open(UBRK_WORD, "root", NULL, 0, &status);
    ck_assert(U_SUCCESS(status));
}

static void teardown(void)
{
    ubrk_close(words);
    lmv__vec_clear(&other);
    cut_fixture_clear(&fixture);
}

static uint32_t cases(uint32_t usual)
{
    const char *wanted = getenv("LMV_TEST_CASES");

    return wanted ? (uint32_t)strtoul(wanted, NULL, 10) : usual;
}

static void cut_tokens(const char *text, size_t len, bool long_way)
{
    fixture.cutter->long_way = long_way;
    fixture.tokens.len = 0;
    fixture.text = (lmv__slice){text, len};
    cut_must(lmv__cut_tokens(fixture.cutter, fixture.text, &fixture.folded,
                 &fixture.tokens, NULL) == LMV_OK,
        "tokens");
}

static bool same_token(const lmv__token *a, const lmv__token *b)
{
    return a->span.start == b->span.start && a->span.end == b->span.end &&
           a->folded.start == b->folded.start &&
           a->folded.end == b->folded.end && a->kind == b->kind &&
           a->parts == b->parts && a->transparent == b->transparent &&
           a->enumeration == b->enumeration && a->sentence == b->sentence &&
           a->clause == b->clause;
}

/* Cuts both ways; the tokens stay in the fixture. */
static void compare_ways(const char *text, size_t len)
{
    if (len > LMV__MAX_COMMENT)
        len = 0;
    cut_must(lmv__fold_text(fixture.folder, text, len, &fixture.folded, NULL) ==
                 LMV_OK,
        "folded");
    cut_tokens(text, len, false);
    other.len = 0;
    for (size_t i = 0; i < fixture.tokens.len; i++)
        *(lmv__token *)lmv__vec_push(&other) = *cut_token(&fixture, i);
    cut_tokens(text, len, true);
    if (other.len != fixture.tokens.len)
        ck_abort_msg("%zu tokens the short way, %zu the long one: %.*s",
            other.len, fixture.tokens.len, (int)len, text);
    for (size_t i = 0; i < other.len; i++)
        if (!same_token(lmv__vec_at(&other, i), cut_token(&fixture, i)))
            ck_abort_msg("token %zu differs: %.*s", i, (int)len, text);
}

/* ---- ICU's words ---- */

static bool is_blank_before(uint32_t at)
{
    return !at || fixture.text.ptr[at - 1] == ' ';
}

/* What the short way calls a word, behind a blank, is one to ICU. */
static void compare_icu(const char *text, size_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, (int64_t)len, &status);

    ubrk_setUText(words, utext, &status);
    cut_must(U_SUCCESS(status), "ICU");
    for (size_t i = 0; i < fixture.tokens.len; i++) {
        lmv__span span = cut_token(&fixture, i)->span;

        if (cut_token(&fixture, i)->kind != LMV__TOKEN_WORD ||
            lmv__scan_plain(fixture.text, span.start) != span.end ||
            !is_blank_before(span.start))
            continue;
        if (!ubrk_isBoundary(words, (int32_t)span.start) ||
            ubrk_following(words, (int32_t)span.start) != (int32_t)span.end)
            ck_abort_msg("no word of ICU's at %u: %.*s", (unsigned)span.start,
                (int)len, text);
    }
    utext_close(utext);
}

static void compare(const char *text, size_t len)
{
    compare_ways(text, len);
    compare_icu(text, fixture.text.len);
}

/* ---- texts ---- */

START_TEST(both_ways_cut_random_text_alike)
{
    uint64_t state = 815;
    uint32_t n = cases(100000);
    lmv__buf text;

    lmv__buf_init(&text);
    for (uint32_t i = 0; i < n; i++) {
        random_text(&state, &text, 30);
        compare(text.data, text.len);
    }
    lmv__buf_clear(&text);
}
END_TEST

/* Mostly letters, blanks and what may stand between them. */
START_TEST(both_ways_cut_random_words_alike)
{
    static const char *const pieces[] = {"a", "b", "x", "X", "D", "xD", "XDD",
        "o_O", "m(", "D:", "www", "de", "z", "B", "mailto", "in", "innen",
        "Kunde", "und", "n", "ä", "ß", "É", "×", "÷", "ª", "·", "\xCC\x88",
        "\xC2\xAD", "ł", " ", " ", " ", " ", "\n", "\t", ".", ".", ",", "!",
        "?", ";", ":", "\"", "'", "’", "(", ")", "-", "_", "/", "*", "&", "@",
        "#", "1", "30", "=", "…"};
    uint64_t state = 4711;
    uint32_t n = cases(100000);
    lmv__buf text;

    lmv__buf_init(&text);
    for (uint32_t i = 0; i < n; i++) {
        lmv__buf_reset(&text);
        for (uint32_t k = random_next(&state) % 40; k--;)
            lmv__buf_adds(&text, pieces[random_next(&state) % COUNT(pieces)]);
        if (text.len)
            compare(text.data, text.len);
    }
    lmv__buf_clear(&text);
}
END_TEST

START_TEST(long_words_are_cut_alike)
{
    char text[600];

    for (size_t n = 1; n < sizeof text - 4; n++) {
        memset(text, 'w', n);
        memcpy(text + n, ".de", 4);
        compare_ways(text, n);
        compare_ways(text, n + 3);
    }
}
END_TEST

static size_t compare_lines(const char *path)
{
    FILE *file = fopen(path, "rb");
    static char line[LMV__MAX_COMMENT];
    size_t n = 0;

    while (file && fgets(line, sizeof line, file)) {
        compare(line, strlen(line));
        n++;
    }
    if (file)
        fclose(file);
    return n;
}

START_TEST(both_ways_cut_real_lines_alike)
{
    const char *folder = getenv("LMV_TEST_TEXTS");
    DIR *list = opendir(folder ? folder : TESTS_SRCDIR "/data");
    const struct dirent *entry;
    size_t lines = 0;
    char path[1024];

    ck_assert_ptr_nonnull(list);
    while ((entry = readdir(list)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s",
            folder ? folder : TESTS_SRCDIR "/data", entry->d_name);
        lines += compare_lines(path);
    }
    closedir(list);
    ck_assert_uint_gt(lines, 20);
    if (folder)
        printf("# %zu lines of %s\n", lines, folder);
}
END_TEST

/* ---- where a token is meant to be another than ICU's word ----
 *
 * Mail addresses and Mitarbeiter:innen are one token here; in ICU that depends
 * on the version, which is why its words are not used.
 */

static const struct difference {
    const char *text, *ours, *icus;
} differences[] = {
    /* compounds and shortened forms are one word */
    {"E-Mail", "E-Mail", "E|-|Mail"},
    {"24-Stunden-Service", "24-Stunden-Service", "24|-|Stunden|-|Service"},
    {"R&D", "R&D", "R|&|D"},
    {"geht´s", "geht´s", "geht|´|s"},
    {"m/w/d", "m/w/d", "m|/|w|/|d"},
    {"Kund*innen", "Kund*innen", "Kund|*|innen"},
    {"Mitarbeiter(innen)", "Mitarbeiter(innen)", "Mitarbeiter|(|innen|)"},
    /* a forgotten blank does not make one word of two */
    {"super.gerne", "super|.|gerne", "super.gerne"},
    {"30min", "30|min", "30min"},
    /* addresses, tags, emoticons, numbers, signs in a row are one token */
    {"www.beispiel.de/a", "www.beispiel.de/a", "www.beispiel.de|/|a"},
    {"#topic", "#topic", "#|topic"},
    {":-)", ":-)", ":|-|)"},
    {"1/2", "1/2", "1|/|2"},
    {"10:30", "10:30", "10|:|30"},
    {"was?!", "was|?!", "was|?|!"},
    /* and these are alike */
    {"Der Service war gut.", "Der|Service|war|gut|.", "Der|Service|war|gut|."},
    {"Übel, müde; groß!", "Übel|,|müde|;|groß|!", "Übel|,|müde|;|groß|!"},
    {"don't z.B. Kund_innen 1.000,50", "don't|z.B|.|Kund_innen|1.000,50",
        "don't|z.B|.|Kund_innen|1.000,50"},
};

static void icu_words(const char *text, char *out, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, -1, &status);
    int32_t from, to;

    out[0] = '\0';
    ubrk_setUText(words, utext, &status);
    ck_assert(U_SUCCESS(status));
    for (from = ubrk_first(words); (to = ubrk_next(words)) != UBRK_DONE;
         from = to)
        if (text[from] != ' ')
            snprintf(out + strlen(out), size - strlen(out), "%s%.*s",
                out[0] ? "|" : "", to - from, text + from);
    utext_close(utext);
}

START_TEST(differences_from_icu_are_meant)
{
    const struct difference *row = &differences[_i];
    char icus[200];

    compare_ways(row->text, strlen(row->text));
    ck_assert_str_eq(cut_joined_tokens(&fixture, "|"), row->ours);
    icu_words(row->text, icus, sizeof icus);
    ck_assert_str_eq(icus, row->icus);
}
END_TEST

static Suite *plain_suite(void)
{
    Suite *suite = suite_create("plain");
    TCase *tcase = tcase_create("plain");

    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, both_ways_cut_random_text_alike);
    tcase_add_test(tcase, both_ways_cut_random_words_alike);
    tcase_add_test(tcase, long_words_are_cut_alike);
    tcase_add_test(tcase, both_ways_cut_real_lines_alike);
    tcase_add_loop_test(
        tcase, differences_from_icu_are_meant, 0, COUNT(differences));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(plain_suite)
