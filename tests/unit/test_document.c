/* The document: lazy parts, cutting, and the way back to the original. */
#include "icu_allocations.h"
#include "random_text.h"
#include "unit.h"

#include "base/utf8.h"
#include "text/border.h"
#include "text/document.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uclean.h>

static lmv__langdata *data; /* of each test */
enum { DE, EN };

static void add_words(int language, lmv__wordlist list, const char *words)
{
    while (*words) {
        size_t n = strcspn(words, " ");

        ck_assert_int_eq(lmv__langdata_add_word(data, language, list,
                             (lmv__slice){words, n}, NULL),
            LMV_OK);
        words += n + (words[n] == ' ');
    }
}

static void set_up(void)
{
    data = lmv__langdata_new();
    ck_assert_int_eq(lmv__langdata_add_language(data, lmv__slice_of("de")), DE);
    ck_assert_int_eq(lmv__langdata_add_language(data, lmv__slice_of("en")), EN);
    add_words(DE, LMV__FUNCTION_WORDS,
        "der die das und ist war ich nicht sehr aber für mit zu auf");
    add_words(EN, LMV__FUNCTION_WORDS,
        "the and is was i not very but for with to of on it");
    add_words(DE, LMV__CLAUSE_BREAKS, "aber obwohl");
    add_words(EN, LMV__CLAUSE_BREAKS, "but although");
    ck_assert_int_eq(lmv__langdata_seal(data, NULL), LMV_OK);
}

static void tear_down(void)
{
    lmv__langdata_free(data);
}

static lmv__document *new_document(void)
{
    lmv__document *doc = lmv__document_new(data);

    ck_assert_ptr_nonnull(doc);
    return doc;
}

static void set(lmv__document *doc, const char *text)
{
    ck_assert_int_eq(
        lmv__document_set(doc, text, strlen(text), LMV__LANG_UNKNOWN, NULL),
        LMV_OK);
}

/* ---- the way back ---- */

static const struct {
    const char *text, *find, *original; /* find: in the folded copy */
} ways_back[] = {
    {"Sehr Für uns", "fuer", "Für"},
    {"Sehr fu\xCC\x88r uns", "fuer", "fu\xCC\x88r"},
    {"Sehr fu\xCC\x88r uns", "f", "f"},
    {"Sehr fu\xCC\x88r uns", "e", "e"},
    {"xu\xCC\x88x", "e", "u\xCC\x88"},
    {"xu\xCC\x88x", "u", "u\xCC\x88"},
    {"Ser\xC2\xADvice\xC2\xAD gut", "service", "Ser\xC2\xADvice"},
    {"Ser\xC2\xADvice\xC2\xAD gut", "ser", "Ser"},
    {"ok \xE2\x80\x8B\xE2\x80\x8Bgut", " ", " "},
    {"so 👍🏽!", "👍", "👍🏽"},
    {"so 👍🏽", "👍", "👍🏽"},
    {"so ❤\xEF\xB8\x8F!", "❤", "❤\xEF\xB8\x8F"},
    {"so 👩\xE2\x80\x8D💻!", "👩", "👩\xE2\x80\x8D💻"},
    {"so 👩\xE2\x80\x8D💻!", "💻", "👩\xE2\x80\x8D💻"},
    {"🇩🇪🇬🇧", "🇬", "🇬🇧"},
    {"5 \xE2\x84\xAA kalt", "k", "\xE2\x84\xAA"},
    {"Waſſer", "ss", "ſſ"},
    {"GROẞ", "ss", "ẞ"},
    {"GROẞ", "gros", "GROẞ"},
    {"é und e\xCC\x81!", "é", "é"},
    {"e\xCC\x81!", "é", "e\xCC\x81"},
    {"a\xCC\xA7\xCC\x88!", "a", "a\xCC\xA7\xCC\x88"},
    {"gut\r\nso", "\r", "\r\n"},
};

START_TEST(evidence_comes_back_whole)
{
    lmv__document *doc = new_document();
    const lmv__copy *folded;
    const char *at;
    char got[64] = "";
    lmv__span span;

    set(doc, ways_back[_i].text);
    folded = lmv__document_folded(doc);
    at = strstr(folded->text, ways_back[_i].find);
    ck_assert_ptr_nonnull(at);
    span = lmv__document_original(doc, folded, (uint32_t)(at - folded->text),
        (uint32_t)(at - folded->text + strlen(ways_back[_i].find)));
    memcpy(got, ways_back[_i].text + span.start, span.end - span.start);
    ck_assert_str_eq(got, ways_back[_i].original);
    lmv__document_free(doc);
}
END_TEST

START_TEST(ranges_are_clamped)
{
    lmv__document *doc = new_document();
    lmv__span span;

    set(doc, "für");
    span = lmv__document_original(doc, lmv__document_folded(doc), 90, 99);
    ck_assert(span.start == 4 && span.end == 4);
    span = lmv__document_original(doc, lmv__document_folded(doc), 2, 1);
    ck_assert(span.start <= span.end && span.end <= 3);
    span = lmv__document_graphemes(doc, (lmv__span){2, 2});
    ck_assert(span.start == 1 && span.end == 3);
    span = lmv__document_graphemes(doc, (lmv__span){7, 99});
    ck_assert(span.start == 4 && span.end == 4);
    lmv__document_free(doc);
}
END_TEST

START_TEST(folds_a_span_of_the_original)
{
    lmv__document *doc = new_document();

    set(doc, "Die Größe\xC2\xAD zählt");
    ck_assert(lmv__slice_is(
        lmv__document_fold_of(doc, (lmv__span){4, 11}), "groesse"));
    ck_assert(lmv__slice_is(
        lmv__document_fold_of(doc, (lmv__span){14, 20}), "zaehlt"));
    ck_assert(lmv__slice_is(lmv__document_fold_of(doc, (lmv__span){3, 3}), ""));
    lmv__document_free(doc);
}
END_TEST

/* ---- taking a comment ---- */

START_TEST(invalid_text_is_refused)
{
    lmv__document *doc = new_document();
    lmv_error err = LMV_ERROR_INIT;

    set(doc, "vorher");
    ck_assert_int_eq(
        lmv__document_set(doc, "gr\xFC\xDF", 4, LMV__LANG_UNKNOWN, &err),
        LMV_ENCODING);
    ck_assert_ptr_nonnull(strstr(err.message, "byte 3 of 4"));
    ck_assert_uint_eq(lmv__document_text(doc).len, 0);
    ck_assert_uint_eq(lmv__document_folded(doc)->len, 0);
    lmv__document_free(doc);
}
END_TEST

START_TEST(an_empty_comment_has_no_parts)
{
    lmv__document *doc = new_document();
    uint32_t n = 7;

    ck_assert_int_eq(
        lmv__document_set(doc, NULL, 0, LMV__LANG_UNKNOWN, NULL), LMV_OK);
    ck_assert_ptr_nonnull(lmv__document_tokens(doc, &n));
    ck_assert_uint_eq(n, 0);
    ck_assert_ptr_nonnull(lmv__document_sentences(doc, &n));
    ck_assert_uint_eq(n, 0);
    ck_assert_ptr_nonnull(lmv__document_clauses(doc, &n));
    ck_assert_uint_eq(n, 0);
    ck_assert_uint_eq(lmv__document_token_at(doc, 0), 0);
    ck_assert_uint_eq(lmv__document_sentence_at(doc, 3), 0);
    ck_assert_uint_eq(lmv__document_nfc(doc)->len, 0);
    ck_assert_int_eq(lmv__document_status(doc), LMV_OK);
    lmv__document_free(doc);
}
END_TEST

START_TEST(nul_is_a_character)
{
    lmv__document *doc = new_document();
    const lmv__copy *folded;

    ck_assert_int_eq(
        lmv__document_set(doc, "\0Ü\0b", 5, LMV__LANG_UNKNOWN, NULL), LMV_OK);
    folded = lmv__document_folded(doc);
    ck_assert_uint_eq(folded->len, 5);
    ck_assert_mem_eq(folded->text, "\0ue\0b", 5);
    lmv__document_free(doc);
}
END_TEST

static size_t cut_length(const lmv__buf *text, bool *truncated)
{
    lmv__document *doc = new_document();
    size_t len;

    ck_assert_int_eq(
        lmv__document_set(doc, text->data, text->len, LMV__LANG_UNKNOWN, NULL),
        LMV_OK);
    len = lmv__document_text(doc).len;
    *truncated = lmv__document_truncated(doc);
    ck_assert_ptr_nonnull(lmv__document_folded(doc));
    lmv__document_free(doc);
    return len;
}

/* Until there are `len` bytes. */
static void pad(lmv__buf *buf, const char *piece, size_t len)
{
    while (buf->len + strlen(piece) <= len)
        lmv__buf_adds(buf, piece);
}

START_TEST(too_long_a_comment_is_cut_at_a_sentence)
{
    lmv__buf text;
    bool truncated;

    lmv__buf_init(&text);
    pad(&text, "Alles ist gut. ", LMV__MAX_COMMENT - 40);
    lmv__buf_adds(&text, "Und der letzte Satz ");
    pad(&text, "geht immer weiter ", 3 * LMV__MAX_COMMENT);
    ck_assert_uint_eq(
        cut_length(&text, &truncated), (LMV__MAX_COMMENT - 40) / 15 * 15);
    ck_assert(truncated);

    lmv__buf_reset(&text); /* one that ends at the very last byte */
    pad(&text, "Na ja, gut so. ", LMV__MAX_COMMENT - 15);
    while (text.len < LMV__MAX_COMMENT - 5)
        lmv__buf_adds(&text, "x");
    lmv__buf_adds(&text, "gut. Weiter.");
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT);
    ck_assert(truncated);

    lmv__buf_reset(&text);
    pad(&text, "x", LMV__MAX_COMMENT);
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT);
    ck_assert(!truncated);
    lmv__buf_clear(&text);
}
END_TEST

START_TEST(without_a_sentence_a_word_is_the_border)
{
    lmv__buf text;
    bool truncated;

    lmv__buf_init(&text);
    pad(&text, "Wörter ", 2 * LMV__MAX_COMMENT); /* 8 bytes each */
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT);
    lmv__buf_reset(&text);
    lmv__buf_adds(&text, "abc ");
    pad(&text, "Wörter ", 2 * LMV__MAX_COMMENT);
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT - 4);
    ck_assert(truncated);
    lmv__buf_clear(&text);
}
END_TEST

START_TEST(without_a_word_a_grapheme_is_the_border)
{
    lmv__buf text;
    bool truncated;

    lmv__buf_init(&text);
    lmv__buf_adds(&text, "x");
    pad(&text, "a\xCC\x88\xCC\xA3", 2 * LMV__MAX_COMMENT); /* 5 bytes */
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT);
    lmv__buf_reset(&text);
    lmv__buf_adds(&text, "xyz");
    pad(&text, "a\xCC\x88\xCC\xA3", 2 * LMV__MAX_COMMENT);
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT - 3);
    lmv__buf_reset(&text); /* one grapheme that never ends */
    lmv__buf_adds(&text, "a");
    pad(&text, "\xCC\x88", 2 * LMV__MAX_COMMENT);
    ck_assert_uint_eq(cut_length(&text, &truncated), LMV__MAX_COMMENT - 1);
    ck_assert(truncated);
    lmv__buf_clear(&text);
}
END_TEST

/* ---- the parts ---- */

static bool reads(lmv__document *doc, lmv__span span, const char *text)
{
    lmv__slice all = lmv__document_text(doc);

    return lmv__slice_is(
        (lmv__slice){all.ptr + span.start, span.end - span.start}, text);
}

START_TEST(parts_are_there_in_any_order)
{
    lmv__document *doc = new_document();
    const lmv__sentence *sentences;
    const lmv__clause *clauses;
    const lmv__token *tokens;
    uint32_t n;

    set(doc, "Das ist für mich sehr gut, aber zu spät. It was not very good!");
    clauses = lmv__document_clauses(doc, &n); /* needs all the others */
    ck_assert_uint_eq(n, 3);
    ck_assert(reads(doc, clauses[2].span, "It was not very good!"));
    sentences = lmv__document_sentences(doc, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert(reads(doc, sentences[1].span, "It was not very good!"));
    ck_assert_int_eq(sentences[0].language, DE);
    ck_assert_int_eq(sentences[1].language, EN);
    ck_assert_uint_eq(sentences[0].n_clauses, 2);
    tokens = lmv__document_tokens(doc, &n);
    ck_assert_uint_eq(n, 17);
    ck_assert(reads(doc, tokens[2].span, "für"));
    ck_assert_uint_eq(tokens[n - 1].sentence, 1);
    ck_assert_uint_eq(tokens[n - 1].clause, 2);
    ck_assert_int_eq(lmv__document_language(doc), LMV__LANG_MIXED);
    ck_assert_ptr_eq(lmv__document_tokens(doc, NULL), tokens);
    ck_assert_int_eq(lmv__document_status(doc), LMV_OK);
    ck_assert_ptr_eq(lmv__document_langdata(doc), data);
    lmv__document_free(doc);
}
END_TEST

START_TEST(a_stated_language_holds_for_every_sentence)
{
    const char *text = "Das ist sehr gut. It was not very good. Na ja.";
    lmv__document *doc = new_document();
    const lmv__sentence *sentences;
    uint32_t n;

    for (int language = DE; language <= EN; language++) {
        ck_assert_int_eq(
            lmv__document_set(doc, text, strlen(text), language, NULL), LMV_OK);
        ck_assert_int_eq(lmv__document_language(doc), language);
        sentences = lmv__document_sentences(doc, &n);
        ck_assert_uint_eq(n, 3);
        for (uint32_t i = 0; i < n; i++) {
            ck_assert_int_eq(sentences[i].language, language);
            ck_assert_uint_eq(sentences[i].admits, 1u << language);
        }
    }
    lmv__document_free(doc);
}
END_TEST

START_TEST(places_are_found)
{
    lmv__document *doc = new_document();

    set(doc, " Gut so.  Danke ");
    ck_assert_uint_eq(lmv__document_token_at(doc, 0), 0);
    ck_assert_uint_eq(lmv__document_token_at(doc, 3), 0);
    ck_assert_uint_eq(lmv__document_token_at(doc, 4), 1);
    ck_assert_uint_eq(lmv__document_token_at(doc, 7), 2);
    ck_assert_uint_eq(lmv__document_token_at(doc, 8), 3);
    ck_assert_uint_eq(lmv__document_token_at(doc, 15), 4);
    ck_assert_uint_eq(lmv__document_token_at(doc, 999), 4);
    ck_assert_uint_eq(lmv__document_sentence_at(doc, 0), 0);
    ck_assert_uint_eq(lmv__document_sentence_at(doc, 7), 0);
    ck_assert_uint_eq(lmv__document_sentence_at(doc, 8), 1);
    ck_assert_uint_eq(lmv__document_sentence_at(doc, 14), 1);
    ck_assert_uint_eq(lmv__document_sentence_at(doc, 15), 2);
    lmv__document_free(doc);
}
END_TEST

/* Parts lie in order, inside each other, on character borders, and cover
 * everything but blanks and what folding drops. */
static void check_parts(lmv__document *doc)
{
    uint32_t n_tokens, n_sentences, n_clauses, token = 0, clause = 0;
    const lmv__sentence *s = lmv__document_sentences(doc, &n_sentences);
    const lmv__token *t = lmv__document_tokens(doc, &n_tokens);
    const lmv__clause *c = lmv__document_clauses(doc, &n_clauses);
    lmv__slice text = lmv__document_text(doc);
    bool good = true;

    for (uint32_t i = 0; i < n_tokens; i++)
        good = good && t[i].span.start < t[i].span.end &&
               t[i].span.end <= text.len &&
               !((text.ptr[t[i].span.start] & 0xC0) == 0x80) &&
               (i == 0 || t[i - 1].span.end <= t[i].span.start) &&
               t[i].folded.start <= t[i].folded.end &&
               t[i].folded.end <= lmv__document_folded(doc)->len;
    ck_assert(good);
    for (uint32_t i = 0; i < n_sentences; i++) {
        good = good && s[i].first_token == token && s[i].n_tokens > 0 &&
               s[i].first_clause == clause && s[i].n_clauses > 0 &&
               (i == 0 || s[i - 1].span.end <= s[i].span.start);
        token += s[i].n_tokens;
        clause += s[i].n_clauses;
        good = good && token <= n_tokens && clause <= n_clauses;
        for (uint32_t k = s[i].first_token; good && k < token; k++)
            good = t[k].sentence == i && t[k].clause < clause &&
                   lmv__span_contains(s[i].span, t[k].span);
        for (uint32_t k = s[i].first_clause; good && k < clause; k++)
            good =
                c[k].sentence == i && lmv__span_contains(s[i].span, c[k].span);
        ck_assert(good);
    }
    ck_assert(token == n_tokens && clause == n_clauses);
    for (uint32_t i = 0; good && i < text.len; i++) {
        uint32_t k = lmv__document_token_at(doc, i);
        bool inside = k < n_tokens && t[k].span.start <= i;

        good = inside || (unsigned char)text.ptr[i] <= ' ' ||
               (unsigned char)text.ptr[i] >= 0x7F;
    }
    ck_assert_msg(good, "an ASCII character is in no token");
}

/* ---- properties ---- */

/* Marks every grapheme border of the text, as ICU sees it. */
static void mark_borders(
    UBreakIterator *iterator, const lmv__buf *text, bool *border)
{
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;

    memset(border, 0, text->len + 1);
    utext_openUTF8(&utext, text->data, (int64_t)text->len, &status);
    ubrk_setUText(iterator, &utext, &status);
    ck_assert(U_SUCCESS(status));
    for (int32_t at = ubrk_first(iterator); at != UBRK_DONE;
         at = ubrk_next(iterator))
        border[at] = true;
    utext_close(&utext);
}

/* The span is made of whole graphemes, and none of them for nothing: each
 * end is the nearest border. */
static void check_whole(const bool *border, lmv__span from, lmv__span wide)
{
    bool good = wide.start <= from.start && wide.end >= from.end &&
                border[wide.start] && border[wide.end];

    for (uint32_t i = wide.start + 1; good && i <= from.start; i++)
        good = !border[i];
    for (uint32_t i = from.end; good && i < wide.end; i++)
        good = !border[i];
    ck_assert(good);
}

/* original() holds the characters: folding what it gives (as part of the
 * whole) has the bytes that were asked for. */
static void check_original(lmv__document *doc, const lmv__copy *copy,
    const bool *border, uint32_t start, uint32_t end)
{
    lmv__span span = lmv__document_original(doc, copy, start, end);
    lmv__span graphemes = lmv__document_graphemes(doc, span);

    ck_assert(span.start <= span.end && border[span.start] &&
              border[span.end] && lmv__span_contains(graphemes, span) &&
              lmv__span_contains(span, graphemes));
    if (start == end)
        return;
    if (copy->map)
        ck_assert(span.start <= copy->map[start] &&
                  span.end > copy->map[end - 1] &&
                  lmv__copy_from_original(copy, span.end) >= end);
    else
        ck_assert(span.start <= start && span.end >= end);
}

START_TEST(random_texts_come_back_whole)
{
    static bool border[200000];
    uint64_t state = 77000 + (uint64_t)_i;
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator =
        ubrk_open(UBRK_CHARACTER, "root", NULL, 0, &status);
    lmv__document *doc = new_document();
    lmv__buf text;

    lmv__buf_init(&text);
    for (int i = 0; i < 20000; i++) {
        const lmv__copy *copies[2];

        random_text(&state, &text, 20);
        ck_assert_int_eq(lmv__document_set(
                             doc, text.data, text.len, LMV__LANG_UNKNOWN, NULL),
            LMV_OK);
        mark_borders(iterator, &text, border);
        if (i % 8 == 0)
            check_parts(doc);
        copies[0] = lmv__document_folded(doc);
        copies[1] = lmv__document_nfc(doc);
        for (int k = 0; k < 12; k++) {
            const lmv__copy *copy = copies[k % 2];
            uint32_t start = random_next(&state) % (copy->len + 1);
            uint32_t end =
                start + random_next(&state) % (copy->len - start + 1);
            uint32_t a = random_next(&state) % ((uint32_t)text.len + 1);
            lmv__span span = {a, a};

            check_original(doc, copy, border, start, end);
            span.end += random_next(&state) % ((uint32_t)text.len - a + 1);
            check_whole(border, span, lmv__document_graphemes(doc, span));
        }
    }
    ubrk_close(iterator);
    lmv__buf_clear(&text);
    lmv__document_free(doc);
}
END_TEST

/* ---- memory ---- */

/* Everything of a comment; the memory that its parts stand in. */
static void ask_all(lmv__document *doc, const char *text, const void *where[7])
{
    const lmv__copy *folded, *nfc;
    uint32_t n;

    set(doc, text);
    folded = lmv__document_folded(doc);
    nfc = lmv__document_nfc(doc);
    where[0] = folded->text;
    where[1] = folded->map;
    where[2] = nfc->text;
    where[3] = nfc->map;
    where[4] = lmv__document_tokens(doc, &n);
    where[5] = lmv__document_sentences(doc, &n);
    where[6] = lmv__document_clauses(doc, &n);
    for (uint32_t i = 0; i < folded->len; i++)
        (void)lmv__document_original(doc, folded, i, i + 1);
}

START_TEST(the_steady_state_allocates_nothing)
{
    const char *text =
        "Fu\xCC\x88r 👍🏽 war es „gut“. Aber leider zu spät! 🇩🇪";
    const void *first[7], *later[7];
    UErrorCode status = U_ZERO_ERROR;
    lmv__document *doc;
    size_t before;

    u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &status);
    doc = new_document();
    ask_all(doc, text, first);
    before = icu_allocations;
    for (int i = 0; i < 200; i++) {
        ask_all(doc, i % 2 ? "Kürzer: u\xCC\x88." : text, later);
        if (i % 2 == 0)
            ck_assert_mem_eq(later, first, sizeof first);
    }
    ck_assert_uint_eq(icu_allocations, before);
    lmv__document_free(doc);
}
END_TEST

static Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *tcase = tcase_create("document");

    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, evidence_comes_back_whole, 0,
        sizeof ways_back / sizeof ways_back[0]);
    tcase_add_test(tcase, ranges_are_clamped);
    tcase_add_test(tcase, folds_a_span_of_the_original);
    tcase_add_test(tcase, invalid_text_is_refused);
    tcase_add_test(tcase, an_empty_comment_has_no_parts);
    tcase_add_test(tcase, nul_is_a_character);
    tcase_add_test(tcase, too_long_a_comment_is_cut_at_a_sentence);
    tcase_add_test(tcase, without_a_sentence_a_word_is_the_border);
    tcase_add_test(tcase, without_a_word_a_grapheme_is_the_border);
    tcase_add_test(tcase, parts_are_there_in_any_order);
    tcase_add_test(tcase, a_stated_language_holds_for_every_sentence);
    tcase_add_test(tcase, places_are_found);
    tcase_add_loop_test(tcase, random_texts_come_back_whole, 0, 8);
    tcase_add_test(tcase, the_steady_state_allocates_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(document_suite)
