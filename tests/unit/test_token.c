/* Tokens: how words, numbers, emoji and addresses are cut. */
#include "unit.h"

#include "cut_fixture.h"
#include "random_text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static cut_fixture fixture;

static void setup(void)
{
    cut_fixture_init(&fixture);
}

static void teardown(void)
{
    cut_fixture_clear(&fixture);
}

/* Kinds: w word, n number, p punctuation, e emoji, o other. */
static const struct line {
    const char *text, *tokens, *kinds;
} lines[] = {
    {"Der Service war gut.", "Der|Service|war|gut|.", "wwwwp"},
    {"don't don’t geht's geht´s", "don't|don’t|geht's|geht´s", "wwww"},
    {"E-Mail Support-Hotline", "E-Mail|Support-Hotline", "ww"},
    {"Mitarbeiter:innen Mitarbeiter*innen",
        "Mitarbeiter:innen|"
        "Mitarbeiter*innen",
        "ww"},
    {"Kolleg/-innen Kund_innen Lehrer/innen",
        "Kolleg/-innen|Kund_innen|Lehrer/innen", "www"},
    {"Mitarbeiter(innen) MitarbeiterInnen",
        "Mitarbeiter(innen)|MitarbeiterInnen", "ww"},
    {"jede:r Bürger*innenbüro", "jede:r|Bürger*innenbüro", "ww"},
    {"Preis:Leistung und/oder", "Preis|:|Leistung|und|/|oder", "wpwwpw"},
    {"super.gerne wieder", "super|.|gerne|wieder", "wpww"},
    {"z.B. d.h. i.d.R. e.g.", "z.B|.|d.h|.|i.d.R|.|e.g|.", "wpwpwpwp"},
    {"z. B. hier", "z|.|B|.|hier", "wpwpw"},
    {"30min 2Std. 5G 1st", "30|min|2|Std|.|5G|1st", "nwnwpww"},
    {"10:30 1,5 1.000,00 12.03.2024", "10:30|1,5|1.000,00|12.03.2024", "nnnn"},
    {"14-tägig 24-Stunden-Service 2-3", "14-tägig|24-Stunden-Service|2|-|3",
        "wwnpn"},
    {"50€ $30 50 %", "50|€|$|30|50|%", "noonnp"},
    {"👍👍🏽 🇩🇪 👩‍💻 ❤️ 1️⃣",
        "👍|👍🏽|🇩🇪|👩‍💻|❤️|1️⃣", "eeeeee"},
    {":-) :( ;-) :D <3 :'-( xD ^^ :)))", ":-)|:(|;-)|:D|<3|:'-(|xD|^^|:)))",
        "eeeeeeeee"},
    {"super:) gut:(aber", "super|:)|gut|:|(|aber", "wewppw"},
    {"unter <30 und (Punkt 8) 2:3", "unter|<|30|und|(|Punkt|8|)|2:3",
        "wonwpwnpn"},
    {"#topic @name # 1", "#topic|@name|#|1", "oopn"},
    {"www.beispiel.de/a?b=c. Ja", "www.beispiel.de/a?b=c|.|Ja", "opw"},
    {"info@beispiel.de, beispiel.de", "info@beispiel.de|,|beispiel.de", "opo"},
    {"(https://example.com/x_(y)) da", "(|https://example.com/x_(y)|)|da",
        "popw"},
    {"gut!!! Was?! Naja… hm...", "gut|!!!|Was|?!|Naja|…|hm|...", "wpwpwpwp"},
    {"„Gut“ »so« (ja)", "„|Gut|“|»|so|«|(|ja|)", "pwppwppwp"},
    {"n/a w/o m/w/d", "n/a|w/o|m/w/d", "www"},
    {"R&D B2B H2O", "R&D|B2B|H2O", "www"},
    {"Vor- und Nachteile", "Vor|-|und|Nachteile", "wpww"},
    {"nett -- aber — teuer", "nett|--|aber|—|teuer", "wpwpw"},
    {"fu\xCC\x88r a\xC2\xAD"
     "b",
        "fu\xCC\x88r|a\xC2\xAD"
        "b",
        "ww"},
    {"Привет 你好", "Привет|你好", "ww"},
    {"\xE2\x80\x8B \xCC\x88", "", ""},
    {"a,b;c", "a|,|b|;|c", "wpwpw"},
    {"½ 2½ m²", "½|2½|m²", "nnw"},
    {"k.A. Dr.Müller Nr.5", "k.A|.|Dr|.|Müller|Nr|.|5", "wpwpwwpn"},
};

static char kind_letter(uint8_t kind)
{
    return "?wnpeo"[kind <= LMV__TOKEN_OTHER ? kind : 0];
}

START_TEST(lines_are_cut_right)
{
    const struct line *line = &lines[_i];
    char kinds[64] = "";

    cut_text(&fixture, line->text, strlen(line->text), LMV__LANG_UNKNOWN);
    ck_assert_str_eq(cut_joined_tokens(&fixture, "|"), line->tokens);
    ck_assert_uint_lt(fixture.tokens.len, sizeof kinds);
    for (size_t i = 0; i < fixture.tokens.len; i++)
        kinds[i] = kind_letter(cut_token(&fixture, i)->kind);
    ck_assert_msg(!strcmp(kinds, line->kinds), "%s: %s", line->text, kinds);
}
END_TEST

START_TEST(compounds_show_their_parts)
{
    const char *text = "Rund-um-die-Uhr-Service Kund*innen E-Mail gut";
    static const uint8_t parts[] = {5, 1, 2, 1};

    cut_text(&fixture, text, strlen(text), LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(fixture.tokens.len, COUNT(parts));
    for (size_t i = 0; i < COUNT(parts); i++)
        ck_assert_uint_eq(cut_token(&fixture, i)->parts, parts[i]);
}
END_TEST

START_TEST(folded_spans_are_found)
{
    const char *text = "Fu\xCC\x88r GROSSE Straße 👍🏽!";
    static const char *const folded[] = {"fuer", "grosse", "strasse", "👍", "!"};

    cut_text(&fixture, text, strlen(text), LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(fixture.tokens.len, COUNT(folded));
    for (size_t i = 0; i < COUNT(folded); i++) {
        lmv__span span = cut_token(&fixture, i)->folded;
        ck_assert_uint_eq(span.end - span.start, strlen(folded[i]));
        ck_assert_int_eq(memcmp(fixture.folded.text + span.start, folded[i],
                             span.end - span.start),
            0);
    }
}
END_TEST

START_TEST(words_carry_their_lists)
{
    const char *text = "gar nicht und or";

    cut_text(&fixture, text, strlen(text), LMV__LANG_UNKNOWN);
    ck_assert_uint_eq(cut_token(&fixture, 0)->transparent, 1);
    ck_assert_uint_eq(cut_token(&fixture, 1)->transparent, 0);
    ck_assert_uint_eq(cut_token(&fixture, 2)->enumeration, 1);
    ck_assert_uint_eq(cut_token(&fixture, 3)->enumeration, 2);
}
END_TEST

/* ---- what must hold for any text ---- */

static bool is_border(uint32_t at)
{
    return at == fixture.text.len ||
           (at < fixture.text.len &&
               ((unsigned char)fixture.text.ptr[at] & 0xc0) != 0x80);
}

static uint32_t in_folded(uint32_t at)
{
    return lmv__copy_from_original(&fixture.folded, at);
}

static void check_tokens(void)
{
    uint32_t end = 0;

    for (size_t i = 0; i < fixture.tokens.len; i++) {
        const lmv__token *token = cut_token(&fixture, i);
        lmv__span span = token->span;
        cut_must(span.start >= end && span.end > span.start, "order");
        cut_must(is_border(span.start) && is_border(span.end), "borders");
        cut_must(token->folded.start == in_folded(span.start) &&
                     token->folded.end == in_folded(span.end),
            "folded");
        cut_must(token->kind >= LMV__TOKEN_WORD &&
                     token->kind <= LMV__TOKEN_OTHER && token->parts >= 1,
            "kind");
        end = span.end;
    }
}

static void check_sentences(void)
{
    uint32_t next = 0, clause = 0;

    for (size_t i = 0; i < fixture.sentences.len; i++) {
        const lmv__sentence *s = cut_sentence(&fixture, i);
        const lmv__token *first, *last;
        cut_must(s->first_token == next && s->n_tokens, "gapless sentences");
        first = cut_token(&fixture, next);
        next += s->n_tokens;
        last = cut_token(&fixture, next - 1);
        cut_must(s->span.start == first->span.start &&
                     s->span.end == last->span.end && first->sentence == i &&
                     last->sentence == i,
            "span of a sentence");
        cut_must(s->folded.start == first->folded.start &&
                     s->folded.end == last->folded.end,
            "folded span of a sentence");
        cut_must(s->first_clause == clause && s->n_clauses, "its clauses");
        clause += s->n_clauses;
    }
    cut_must(next == fixture.tokens.len, "sentences have every token");
    cut_must(clause == fixture.clauses.len, "sentences have every clause");
}

static void check_clauses(void)
{
    uint32_t next = 0;

    for (size_t i = 0; i < fixture.clauses.len; i++) {
        const lmv__clause *c = cut_clause(&fixture, i);
        const lmv__sentence *s = cut_sentence(&fixture, c->sentence);
        cut_must(c->first_token == next && c->n_tokens, "gapless clauses");
        next += c->n_tokens;
        cut_must(lmv__span_contains(s->span, c->span), "inside the sentence");
        cut_must(cut_token(&fixture, next - 1)->clause == i, "its tokens");
        cut_must(i >= s->first_clause && i < s->first_clause + s->n_clauses,
            "known to the sentence");
    }
    cut_must(next == fixture.tokens.len, "clauses have every token");
}

START_TEST(parts_of_random_text_fit_together)
{
    uint64_t state = 4711;
    lmv__buf text;

    lmv__buf_init(&text);
    for (int i = 0; i < 200000; i++) {
        random_text(&state, &text, 30);
        cut_text(&fixture, text.data, text.len, LMV__LANG_UNKNOWN);
        check_tokens();
        check_sentences();
        check_clauses();
    }
    lmv__buf_clear(&text);
}
END_TEST

/* The longest comment of one thing after the other, to see that no part takes
 * quadratic time. */
START_TEST(long_runs_take_little_time)
{
    static const char *const pieces[] = {"a.", "a,", ")", "(", "-", "- ", "👍 ",
        ". ", ".(", "aaa.", "1.", "1. a ", "a/", "a:in", "\n", "@a", "#a-",
        "\"", "http://", ":)", "a\n", "*", "e.g. ", "z. ", "und ", "2 1/2 ",
        "a_", "a@", "www.", "\xCC\x88", "1:", "<3", "but ", "? ", ".)"};
    const char *piece = pieces[_i];
    size_t len = strlen(piece), n = LMV__MAX_COMMENT / len;
    char *text = malloc(n * len);

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * len, piece, len);
    cut_text(&fixture, text, n * len, LMV__LANG_UNKNOWN);
    check_tokens();
    check_sentences();
    check_clauses();
    free(text);
}
END_TEST

static Suite *token_suite(void)
{
    Suite *suite = suite_create("token");
    TCase *tcase = tcase_create("token");
    TCase *slow = tcase_create("random");

    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, lines_are_cut_right, 0, COUNT(lines));
    tcase_add_test(tcase, compounds_show_their_parts);
    tcase_add_test(tcase, folded_spans_are_found);
    tcase_add_test(tcase, words_carry_their_lists);
    tcase_add_loop_test(tcase, long_runs_take_little_time, 0, 35);
    suite_add_tcase(suite, tcase);
    tcase_add_unchecked_fixture(slow, setup, teardown);
    tcase_set_timeout(slow, 120);
    tcase_add_test(slow, parts_of_random_text_fit_together);
    suite_add_tcase(suite, slow);
    return suite;
}

UNIT_MAIN(token_suite)
