/* Words entries: what each way of writing matches (rule language, 4). */
#include "unit.h"

#include "match_fixture.h"

#include <stdio.h>
#include <string.h>

/* Entries, a comment, what is found in it. */
static const struct {
    const char *entries, *text, *want;
} found[] = {
    /* a word with its regular endings, any case, any umlaut spelling */
    {"freundlich", "sehr freundlich hier", "[freundlich]"},
    {"freundlich", "Freundliche Leute", "[Freundliche]"},
    {"freundlich", "FREUNDLICHEN", "[FREUNDLICHEN]"},
    {"freundlich", "Freundlichkeit", ""},
    {"freundlich", "unfreundlich", ""},
    {"recommend", "recommended, recommending", "[recommended]; [recommending]"},
    {"für", "fuer uns", "[fuer]"},
    {"fuer", "für uns", "[für]"},
    {"groß", "GROSS und gross", "[GROSS]; [gross]"},
    {"grosse", "größte", ""},
    {"zurück",
        "zuru\xCC\x88"
        "ck",
        "[zuru\xCC\x88"
        "ck]"},
    {"wurde", "würde", ""},
    /* endings only for words of four letters and more */
    {"SMS", "SMSen", ""},
    {"Chat", "Chats", "[Chats]"},
    /* exactly this form */
    {"\"freundlich\"", "freundlich, freundliche", "[freundlich]"},
    {"„freundlich“", "freundliche freundlich", "[freundlich]"},
    {"\"sehr gut\"", "sehr gut, sehr gute", "[sehr gut]"},
    /* wildcards */
    {"freundlich*", "Freundlichkeit", "[Freundlichkeit]"},
    {"*hotline*", "Support-Hotline", "[Support-Hotline]"},
    {"*hotline*", "Supporthotlinenummer", "[Supporthotlinenummer]"},
    {"*hotline", "Hotlinenummer", ""},
    {"*hotline", "Die Hotlines", "[Hotlines]"},
    {"*hotline", "24h-Hotline", "[24h-Hotline]"},
    {"hot*ine", "Hotline", "[Hotline]"},
    {"*n't", "I don't, I dont", "[don't]"},
    {"*n't", "I don\xE2\x80\x99t", "[don\xE2\x80\x99t]"},
    {"jeden * Tag", "jeden verdammten Tag", "[jeden verdammten Tag]"},
    /* joined, hyphenated or with a blank */
    {"warte~schleife", "Warteschleife", "[Warteschleife]"},
    {"warte~schleife", "Warte-Schleife", "[Warte-Schleife]"},
    {"warte~schleife", "Warte Schleife", "[Warte Schleife]"},
    {"E-Mail", "Email, E-Mails, e mail", "[Email]; [E-Mails]; [e mail]"},
    {"call-back",
        "callback call\xE2\x80\x91"
        "back",
        "[callback]; [call\xE2\x80\x91"
        "back]"},
    /* words in a row; blanks, quotes, brackets are passed over */
    {"das Blaue vom Himmel", "das Blaue vom Himmel", "[das Blaue vom Himmel]"},
    {"sehr gut", "sehr \"gut\"", "[sehr \"gut]"},
    {"sehr gut", "sehr (gut)", "[sehr (gut]"},
    {"sehr gut", "sehr, gut", ""},
    {"sehr gut", "sehr\ngut", ""},
    {"sehr gut", "sehr\xC2\xA0gut", "[sehr\xC2\xA0gut]"},
    /* gaps */
    {"rief ... zurück", "rief mal zurück", "[rief] [zurück]"},
    {"rief ... zurück", "rief nie zurück", "-[rief] [zurück] negated"},
    {"rief … zurück", "rief mich da zurück", "[rief] [zurück]"},
    {"rief ... zurück", "rief zurück", "[rief] [zurück]"},
    {"rief ... zurück", "rief a b c d e zurück", "[rief] [zurück]"},
    {"rief ... zurück", "rief a b c d e f zurück", ""},
    {"rief ...6 zurück", "rief a b c d e f zurück", "[rief] [zurück]"},
    {"rief ...1 zurück", "rief a b zurück", ""},
    {"rief ... zurück", "rief, wie gesagt, zurück", "[rief] [zurück]"},
    {"rief ... zurück", "rief nie. zurück", ""},
    {"a ... b ... c", "a x b y c", "[a] [b] [c]"},
    /* either order */
    {"Preis &5 gestiegen", "der Preis ist gestiegen", "[Preis] [gestiegen]"},
    {"Preis &5 gestiegen", "gestiegen ist der Preis", "[gestiegen] [Preis]"},
    {"Preis &1 gestiegen", "Preis a b gestiegen", ""},
    {"Preis & gestiegen", "Preis a b c d e f g h i gestiegen",
        "[Preis] [gestiegen]"},
    {"Preis & gestiegen", "Preis hoch. Er ist gestiegen", ""},
    {"H&M", "bei H&M", "[H&M]"},
    /* alternatives, longest first; an empty one is optional */
    {"(nie|nicht|no one)", "no one", "[no one]"},
    {"(Rück|Rückruf)", "Rückruf", "[Rückruf]"},
    {"(sehr|) gut", "sehr gut, gut", "[sehr gut]; ~[gut]; [gut]"},
    {"gut (gemacht|)", "gut gemacht", "[gut gemacht]"},
    {"gut (gemacht|) heute", "gut heute", "[gut heute]"},
    {"(un|)freundlich", "unfreundlich", "[unfreundlich]"},
    {"(un|)freundlich", "superfreundlich", ""},
    {"(an|ab)ruf*", "Anrufer, Abruf", "[Anrufer]; [Abruf]"},
    {"(a|b (c|d)) e", "b d e", "[b d e]"},
    /* exact letters */
    {"=IT", "it is IT", "[IT]"},
    {"die =IT", "die IT, die it", "[die IT]"},
    /* literal characters */
    {"\\*\\*\\*", "schlecht***", "[***]"},
    {":-\\(", "naja :-(", "[:-(]"},
    {"24/7", "24/7 da", "[24/7]"},
    {"k.A.", "k.A.", "[k.A.]"},
    /* edges: hyphens, digits, gender, emoji */
    {"min", "30min", "[min]"},
    {"30", "30min 300", "[30]"},
    {"Kunde", "Kund_innen", ""},
    {"Mitarbeiter", "Mitarbeiter:innen", "[Mitarbeiter]"},
    {"Hotline", "Support-Hotline", "[Hotline]"},
    {"👎", "Service👎", "[👎]"},
    {"👍", "👍🏽", "[👍🏽]"},
    {"❤", "❤️ toll", "[❤️]"},
    {"gut", "gut\xC2\xAD", "[gut]"},
    {"gut", "g\xC2\xADut", "[g\xC2\xADut]"},
    /* every start is tried, guards come before overlap */
    {"Service ... gut", "Service nicht gut, Service gut",
        "-[Service] [gut] negated; [Service] [gut]"},
    {"gut\ngute", "gute", "[gute]"},
};

START_TEST(entry_finds)
{
    lmv_ruleset *rules = fixture_load(fixture_words(found[_i].entries));
    const char *got;

    ck_assert_msg(
        rules != NULL, "%s: %s", found[_i].entries, fixture_message());
    got = fixture_find(rules, "t", found[_i].text, "de", NULL);
    ck_assert_msg(strcmp(got, found[_i].want) == 0,
        "`%s` in `%s`: got `%s`, want `%s`", found[_i].entries, found[_i].text,
        got, found[_i].want);
    got = fixture_find(rules, "t", found[_i].text, "de", "naive");
    ck_assert_str_eq(got, found[_i].want);
    lmv_ruleset_free(rules);
}
END_TEST

/* Entries that are refused, at line 8 of the pack, and why. */
static const struct {
    const char *entry;
    unsigned column;
    const char *code, *message;
} refused[] = {
    {"(nie", 7, "E301", "without `)`"},
    {"nie)", 10, "E301", "without `(`"},
    {"nie|nicht", 10, "E301", "outside of brackets"},
    {"rief ...", 12, "E302", "at the end"},
    {"... zurück", 7, "E302", "at the beginning"},
    {"a ...31 b", 9, "E302", "more than 30"},
    {"(a & b)", 10, "E303", "inside `( )`"},
    {"a & ", 10, "E306", "both sides"},
    {"[a-z]", 7, "E306", "regular expressions"},
    {"a.*b", 8, "E306", "regular expressions"},
    {"colou?r", 12, "E306", "regular expressions"},
    {"(?:x)", 7, "E306", "regular expressions"},
    {"\\bnicht", 7, "E306", "before a letter"},
    {"$nolist", 7, "E220", "unknown list"},
    {"sehr $nolist", 12, "E220", "unknown list"},
    {"für $nolist", 11, "E220", "unknown list"},
    {"{{nomacro}}", 7, "E221", "unknown macro"},
    {"(sehr|)", 7, "E306", "optional"},
    {"()", 7, "E306", "empty brackets"},
    {"((((((((((a))))))))))", 15, "E308", "too deep"},
};

START_TEST(entry_is_refused)
{
    lmv_ruleset *rules = fixture_load(fixture_words(refused[_i].entry));
    char where[64];

    ck_assert_msg(rules == NULL, "%s: was taken", refused[_i].entry);
    snprintf(where, sizeof where, "9:%u: %s: ", refused[_i].column,
        refused[_i].code);
    ck_assert_msg(strncmp(fixture_message(), where, strlen(where)) == 0,
        "%s: want %s, got %s", refused[_i].entry, where, fixture_message());
    ck_assert_msg(strstr(fixture_message(), refused[_i].message) != NULL,
        "%s: want %s, got %s", refused[_i].entry, refused[_i].message,
        fixture_message());
}
END_TEST

static const char lists[] =
    "macros:\n"
    "  weeks: '(?<n>\\d+|zwei|fünf) (?:Woche|Tag)e?n?'\n"
    "verbs:\n"
    "  zurückrufen: {prefix: zurück, stem: ruf, past: rief, participle: "
    "gerufen}\n"
    "lists:\n"
    "  good: {de: [gut, \"(sehr|) toll\"], en: great}\n"
    "  better: [$good, prima]\n"
    "themes:\n"
    "  - {id: t, label: {de: T}, definition: D, polarity: positive,\n"
    "     words: {de: [\"$better\", \"wirklich $good\", \"$zurückrufen\",\n"
    "                  \"seit {{weeks}}\"], en: \"really $good\"}}\n";

static const struct {
    const char *text, *language, *want;
} listed[] = {
    {"gut", "de", "[gut]"},
    {"prima", "de", "[prima]"},
    {"sehr tolle", "de", "[sehr tolle]; ~[tolle]"},
    {"wirklich gut", "de", "[wirklich gut]; ~[gut]"},
    {"great", "de", ""},
    {"great", "en", ""},
    {"really great", "en", "[really great]"},
    {"really gut", "en", ""},
    {"wollten mich zurückrufen", "de", "[zurückrufen]"},
    {"ohne zurückzurufen", "de", "-[zurückzurufen] negated"},
    {"hat zurückgerufen", "de", "[zurückgerufen]"},
    {"rief nie zurück", "de", "-[rief] [zurück] negated"},
    {"ruft mich zurück", "de", "[ruft] [zurück]"},
    {"zurueckgerufen", "de", "[zurueckgerufen]"},
    {"seit 3 Wochen", "de", "[seit 3 Wochen]"},
    {"seit fünf Tagen", "de", "[seit fünf Tagen]"},
    {"SEIT FUENF TAGEN", "de", "[SEIT FUENF TAGEN]"},
};

START_TEST(names_are_expanded)
{
    lmv_ruleset *rules = fixture_load(lists);
    const char *got;

    ck_assert_msg(rules != NULL, "%s", fixture_message());
    got = fixture_find(rules, "t", listed[_i].text, listed[_i].language, NULL);
    ck_assert_msg(strcmp(got, listed[_i].want) == 0,
        "`%s`: got `%s`, want `%s`", listed[_i].text, got, listed[_i].want);
    lmv_ruleset_free(rules);
}
END_TEST

static Suite *words_suite(void)
{
    Suite *suite = suite_create("words");
    TCase *tcase = tcase_create("words");

    tcase_add_loop_test(
        tcase, entry_finds, 0, (int)(sizeof found / sizeof *found));
    tcase_add_loop_test(
        tcase, entry_is_refused, 0, (int)(sizeof refused / sizeof *refused));
    tcase_add_loop_test(
        tcase, names_are_expanded, 0, (int)(sizeof listed / sizeof *listed));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(words_suite)
