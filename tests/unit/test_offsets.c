/*
 * Offsets: what the rules find in the shipped export is exact in every
 * spelling and encoding of the same comments.
 */
#include "unit.h"

#include "records/reader.h"
#include "rules/match.h"
#include "text/decode.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define ROOM 65536

typedef struct kit {
    lmv_ruleset *rules;
    lmv__document *doc;
    lmv__scan *scan;
    lmv__reader *reader;
    lmv__record record;
} kit;

static void setup(kit *k)
{
    static const char *const search[] = {RULES_SRCDIR};
    static const char *const packs[] = {"customer-centricity"};
    lmv_ruleset_options rules = {
        .size = sizeof rules, .search_path = search, .n_search_path = 1};
    lmv__reader_options reader = {.path = TESTS_SRCDIR "/data/demo.csv"};
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_msg(lmv_ruleset_load(&k->rules, packs, 1, &rules, &err) == LMV_OK,
        "%s", err.message);
    k->doc = lmv__document_new(k->rules->langdata);
    ck_assert_int_eq(lmv__scan_new(&k->scan, k->rules, NULL, &err), LMV_OK);
    ck_assert_msg(lmv__reader_open(&k->reader, &reader, &err) == LMV_OK, "%s",
        err.message);
    lmv__record_init(&k->record);
}

static void teardown(kit *k)
{
    lmv__record_clear(&k->record);
    lmv__reader_close(k->reader);
    lmv__scan_free(k->scan);
    lmv__document_free(k->doc);
    lmv_ruleset_free(k->rules);
}

/* The next comment, or an empty slice at the end. */
static lmv__slice next_comment(kit *k)
{
    const lmv__columns *columns = lmv__reader_columns(k->reader);
    lmv__slice none = {NULL, 0};
    bool more;

    ck_assert_int_eq(
        lmv__reader_next(k->reader, &k->record, &more, NULL), LMV_OK);
    return more ? lmv__record_field(&k->record, columns->text[0]) : none;
}

/* Grapheme borders of the text, by ICU: border[i] for every byte. */
static void find_borders(lmv__slice text, bool *border)
{
    UErrorCode code = U_ZERO_ERROR;
    UText *view = utext_openUTF8(NULL, text.ptr, (int64_t)text.len, &code);
    UBreakIterator *breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &code);

    memset(border, 0, text.len + 1);
    ubrk_setUText(breaks, view, &code);
    ck_assert(U_SUCCESS(code));
    for (int32_t at = ubrk_first(breaks); at != UBRK_DONE;
         at = ubrk_next(breaks))
        border[at] = true;
    ubrk_close(breaks);
    utext_close(view);
}

/* Everything found, a line each: theme, state and the words, in NFC.  Every
 * span lies inside the text and on grapheme borders. */
static void find_all(kit *k, lmv__slice text, lmv__buf *out);

/* The NFC (or NFD) of text, in `out`. */
static lmv__slice normalized(lmv__slice text, bool decompose, char *out)
{
    static UChar from[ROOM], to[ROOM];
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form =
        decompose ? unorm2_getNFDInstance(&code) : unorm2_getNFCInstance(&code);
    lmv__slice made = {out, 0};
    int32_t n = 0;

    u_strFromUTF8(from, ROOM, &n, text.ptr, (int32_t)text.len, &code);
    n = unorm2_normalize(form, from, n, to, ROOM, &code);
    u_strToUTF8(out, ROOM, &n, to, n, &code);
    ck_assert(U_SUCCESS(code));
    made.len = (size_t)n;
    return made;
}

static void add_candidate(
    const lmv__candidate *c, lmv__slice text, const bool *border, lmv__buf *out)
{
    static char nfc[ROOM];

    lmv__buf_addf(out, "%u %u", c->theme, c->state);
    for (uint32_t i = 0; i < c->n_spans; i++) {
        lmv__span span = c->spans[i];
        lmv__slice words = {text.ptr + span.start, span.end - span.start};

        ck_assert_uint_lt(span.start, span.end);
        ck_assert_uint_le(span.end, text.len);
        ck_assert(border[span.start] && border[span.end]);
        ck_assert(i == 0 || c->spans[i - 1].end <= span.start);
        words = normalized(words, false, nfc);
        lmv__buf_addf(out, " [%.*s]", (int)words.len, words.ptr);
    }
    lmv__buf_addc(out, '\n');
}

static void find_all(kit *k, lmv__slice text, lmv__buf *out)
{
    static bool border[ROOM + 1];

    find_borders(text, border);
    ck_assert_int_eq(
        lmv__document_set(k->doc, text.ptr, text.len, LMV__LANG_UNKNOWN, NULL),
        LMV_OK);
    ck_assert_int_eq(lmv__scan_begin(k->scan, k->doc, NULL), LMV_OK);
    for (uint32_t i = 0; i < k->rules->n_order; i++) {
        lmv__candidate *found;
        uint32_t n;

        ck_assert_int_eq(
            lmv__scan_theme(k->scan, k->rules->order[i], &found, &n, NULL),
            LMV_OK);
        for (uint32_t c = 0; c < n; c++)
            add_candidate(&found[c], text, border, out);
    }
}

/* The same comment must give the same finds. */
static void compare(kit *k, lmv__slice plain, lmv__slice other)
{
    lmv__buf want, got;

    lmv__buf_init(&want);
    lmv__buf_init(&got);
    find_all(k, plain, &want);
    find_all(k, other, &got);
    ck_assert_msg(
        want.len == got.len &&
            (want.len == 0 || memcmp(want.data, got.data, want.len) == 0),
        "%.*s\nwant:\n%s\ngot:\n%s", (int)other.len, other.ptr,
        want.data ? want.data : "", got.data ? got.data : "");
    lmv__buf_clear(&want);
    lmv__buf_clear(&got);
}

START_TEST(decomposed_letters_change_nothing)
{
    static char nfd[ROOM];
    unsigned comments = 0;
    lmv__slice text;
    kit k;

    setup(&k);
    while ((text = next_comment(&k)).ptr) {
        compare(&k, text, normalized(text, true, nfd));
        comments++;
    }
    ck_assert_uint_eq(comments, 200);
    teardown(&k);
}
END_TEST

/* Emoji of many code points stand before the comment; spans move, words do
 * not. */
START_TEST(emoji_move_spans_only)
{
    static const char family[] =
        "👩‍👩‍👧 🇩🇪 🧑🏽‍🚀\n";
    static char plain[ROOM], moved[ROOM];
    lmv__slice text;
    kit k;

    setup(&k);
    while ((text = next_comment(&k)).ptr) {
        lmv__slice a = {plain, 0}, b = {moved, 0};

        a.len =
            (size_t)snprintf(plain, ROOM, "🚲\n%.*s", (int)text.len, text.ptr);
        b.len = (size_t)snprintf(
            moved, ROOM, "%s%.*s", family, (int)text.len, text.ptr);
        compare(&k, a, b);
    }
    teardown(&k);
}
END_TEST

static const struct {
    const char *converter;
    lmv__encoding encoding;
} encodings[] = {
    {"UTF-16LE", LMV__ENC_UTF16LE},
    {"UTF-16BE", LMV__ENC_UTF16BE},
    {"windows-1252", LMV__ENC_WINDOWS_1252},
};

START_TEST(encodings_change_nothing)
{
    static char bytes[ROOM];
    unsigned compared = 0;
    lmv__slice text;
    kit k;

    setup(&k);
    while ((text = next_comment(&k)).ptr) {
        UErrorCode code = U_ZERO_ERROR;
        lmv__decoder *decoder;
        lmv__slice back;
        lmv__buf out;
        int32_t n = ucnv_convert(encodings[_i].converter, "UTF-8", bytes, ROOM,
            text.ptr, (int32_t)text.len, &code);

        ck_assert(U_SUCCESS(code));
        lmv__buf_init(&out);
        ck_assert_int_eq(
            lmv__decoder_new(&decoder, encodings[_i].encoding, NULL, NULL),
            LMV_OK);
        ck_assert_int_eq(
            lmv__decoder_feed(decoder, bytes, (size_t)n, true, &out, NULL),
            LMV_OK);
        back.ptr = out.data ? out.data : "";
        back.len = out.len;
        if (back.len == text.len) { /* 1252 has no emoji */
            compare(&k, text, back);
            compared++;
        }
        lmv__decoder_free(decoder);
        lmv__buf_clear(&out);
    }
    ck_assert_uint_gt(compared, 180);
    teardown(&k);
}
END_TEST

static Suite *offsets_suite(void)
{
    Suite *suite = suite_create("offsets");
    TCase *tcase = tcase_create("offsets");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, decomposed_letters_change_nothing);
    tcase_add_test(tcase, emoji_move_spans_only);
    tcase_add_loop_test(tcase, encodings_change_nothing, 0,
        (int)(sizeof encodings / sizeof *encodings));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(offsets_suite)
