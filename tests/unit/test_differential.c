/*
 * The fast matcher against the plain one: random entries from the grammar of
 * words, random comments, the same candidates.  LMV_TEST_CASES raises the
 * number of rule sets.
 */
#include "unit.h"

#include "match_fixture.h"

#include <stdio.h>
#include <string.h>

static uint64_t state;

static uint32_t random_below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % n;
}

/* Words that folding, edges and endings have something to do with. */
static const char *const vocabulary[] = {"gut", "gute", "guten", "Service",
    "Servicehotline", "Support-Hotline", "hotline", "nie", "nicht", "kein",
    "rief", "zurück", "zurueck",
    "zuru\xCC\x88"
    "ck",
    "STRASSE", "Straße", "straße", "ß", "ẞ", "ﬁx", "ſehr",
    "\xE2\x84\xAA"
    "elvin",
    "kelvin", "İyi", "don't", "don\xE2\x80\x99t", "dont", "30min", "30", "min",
    "24/7", "👍", "👍🏽", "👎", "❤️", ":-)", "E-Mail", "Email", "e mail",
    "Mitarbeiter:innen", "Kund_innen", "ä", "ae", "a\xCC\x88",
    "ou\xC2\xAD"
    "t",
    "zero\xE2\x80\x8Bwidth", "x", "Größe", "groesse", "é", "café",
    "cafe\xCC\x81", "na\xC3\xAFve", "10,5", "Ä", "ÖL", "oel", "Hei\xCC\x81m"};

static const char *const separators[] = {" ", " ", " ", " ", ", ", ". ", "! ",
    " - ", "\n", " (", ") ", "\"", "… ", "-", "/", "; ", " aber ", " nicht ",
    "", "\xC2\xA0"};

#define PICK(table) ((table)[random_below(sizeof(table) / sizeof *(table))])

static void add_word(lmv__buf *out, bool entry)
{
    static const char *const plain[] = {"gut", "Service", "hotline", "nie",
        "rief", "zurück", "straße", "kelvin", "min", "30", "Mail", "Größe",
        "café", "oel", "sehr", "ae", "👍", "👎", "x"};

    if (!entry) {
        lmv__buf_adds(out, PICK(vocabulary));
        return;
    }
    switch (random_below(9)) {
    case 0:
        lmv__buf_addf(out, "*%s", PICK(plain));
        break;
    case 1:
        lmv__buf_addf(out, "%s*", PICK(plain));
        break;
    case 2:
        lmv__buf_addf(out, "(%s|%s)", PICK(plain), PICK(plain));
        break;
    case 3:
        lmv__buf_addf(out, "%s~%s", PICK(plain), PICK(plain));
        break;
    case 4:
        lmv__buf_addf(out, "\"%s\"", PICK(plain));
        break;
    case 5:
        lmv__buf_addf(out, "(%s %s|%s)", PICK(plain), PICK(plain), PICK(plain));
        break;
    case 6:
        lmv__buf_addf(out, "(un|)%s", PICK(plain));
        break;
    default:
        lmv__buf_adds(out, PICK(plain));
    }
}

static void add_entry(lmv__buf *out)
{
    uint32_t words = 1 + random_below(3);

    for (uint32_t i = 0; i < words; i++) {
        if (i)
            lmv__buf_adds(out, random_below(3)   ? " "
                               : random_below(2) ? " ... "
                                                 : " &3 ");
        add_word(out, true);
    }
    lmv__buf_addc(out, '\n');
}

static void add_text(lmv__buf *out)
{
    uint32_t words = 1 + random_below(14);

    for (uint32_t i = 0; i < words; i++) {
        add_word(out, false);
        lmv__buf_adds(out, PICK(separators));
    }
}

static uint32_t cases(void)
{
    const char *wanted = getenv("LMV_TEST_CASES");

    return wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 60;
}

START_TEST(fast_finds_what_naive_finds)
{
    uint64_t with_hits = 0;

    state = 0x9E3779B97F4A7C15u + (uint64_t)_i * 7919;
    for (uint32_t round = 0; round < cases(); round++) {
        lmv__buf entries, text;
        lmv_ruleset *rules;

        lmv__buf_init(&entries);
        for (uint32_t i = 0; i < 12; i++)
            add_entry(&entries);
        entries.data[entries.len - 1] = '\0';
        rules = fixture_load(fixture_words(entries.data));
        ck_assert_msg(rules != NULL, "%s: %s", entries.data, fixture_message());
        for (uint32_t i = 0; i < 40; i++) {
            char want[8192];

            lmv__buf_init(&text);
            add_text(&text);
            snprintf(want, sizeof want, "%s",
                fixture_find(rules, "t", text.data, "de", "naive"));
            ck_assert_msg(strcmp(want, fixture_find(rules, "t", text.data, "de",
                                           "fast")) == 0,
                "entries:\n%s\ntext: %s\nnaive: %s", entries.data, text.data,
                want);
            with_hits += want[0] != '\0';
            lmv__buf_clear(&text);
        }
        lmv__buf_clear(&entries);
        lmv_ruleset_free(rules);
    }
    ck_assert_uint_gt(with_hits, cases() * 4);
}
END_TEST

static Suite *differential_suite(void)
{
    Suite *suite = suite_create("differential");
    TCase *tcase = tcase_create("differential");

    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, fast_finds_what_naive_finds, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(differential_suite)
