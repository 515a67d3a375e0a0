/*
 * Random themes and comments for comparing matchers: all that the rule
 * language has, over a vocabulary that makes folding, edges and cutting hard.
 * The caller draws the numbers, so that a seed or a fuzzer can.
 */
#ifndef LMV_TESTS_RANDOM_RULES_H
#define LMV_TESTS_RANDOM_RULES_H

#include "base/buf.h"

#include <stdint.h>

typedef struct random_source {
    uint32_t (*below)(struct random_source *source, uint32_t n);
    uint64_t state;
    const uint8_t *data; /* of a fuzzer */
    size_t size;
} random_source;

#define BELOW(source, n) ((source)->below(source, n))
#define PICK_OF(source, table) \
    ((table)[BELOW(source, (uint32_t)(sizeof(table) / sizeof *(table)))])

/* Words of comments. */
static const char *const random_words[] = {"gut", "gute", "guten", "Service",
    "Servicehotline", "Support-Hotline", "hotline", "nie", "nicht", "kein",
    "rief", "zurück", "zurueck",
    "zuru\xCC\x88"
    "ck",
    "STRASSE", "Straße", "straße", "ß", "ẞ", "ﬁx", "ſehr",
    "\xE2\x84\xAA"
    "elvin",
    "kelvin", "İyi", "ı", "I", "don't", "don\xE2\x80\x99t", "dont", "30min",
    "30", "min", "24/7", "👍", "👍🏽", "👎", "❤️", ":-)", "E-Mail",
    "Email", "e mail", "Mitarbeiter:innen", "Kund_innen", "ä", "ae",
    "a\xCC\x88",
    "ou\xC2\xAD"
    "t",
    "zero\xE2\x80\x8Bwidth", "x", "Größe", "groesse", "é", "café",
    "cafe\xCC\x81", "na\xC3\xAFve", "10,5", "Ä", "ÖL", "oel", "Hei\xCC\x81m",
    "bitte", "würde", "wenn", "nicht nur", "inzwischen behoben", "3 Wochen",
    "sehr", "Mail", "a\xCC\x88\xCC\xA3", "👩\xE2\x80\x8D💻", "🇩🇪", "ﬆraße"};

static const char *const random_separators[] = {" ", " ", " ", " ", " ", ", ",
    ". ", "! ", "? ", " - ", "\n", " (", ") ", "\"", "… ", "-", "/", "; ",
    " aber ", " nicht ", "", "\xC2\xA0", "\xE2\x80\x89", "\xCC\x88", "*"};

/* Words of entries. */
static const char *const random_plain[] = {"gut", "Service", "hotline", "nie",
    "rief", "zurück", "straße", "kelvin", "min", "30", "Mail", "Größe", "café",
    "oel", "sehr", "ae", "👍", "👎", "x", "ix", "iyi", "Woche"};

/* Pieces of words. */
static const char *const random_stems[] = {"un", "Ser", "vice", "ho", "t",
    "line", "stra", "kel", "gu", "ä", "oe", "mai", "3", "ß", "rie", "ck"};

static inline void random_word(random_source *r, lmv__buf *out)
{
    switch (BELOW(r, 18)) {
    case 0:
        lmv__buf_addf(out, "*%s", PICK_OF(r, random_plain));
        break;
    case 1:
        lmv__buf_addf(out, "%s*", PICK_OF(r, random_plain));
        break;
    case 2:
        lmv__buf_addf(
            out, "(%s|%s)", PICK_OF(r, random_plain), PICK_OF(r, random_plain));
        break;
    case 3:
        lmv__buf_addf(
            out, "%s~%s", PICK_OF(r, random_plain), PICK_OF(r, random_plain));
        break;
    case 4:
        lmv__buf_addf(out, "\"%s\"", PICK_OF(r, random_plain));
        break;
    case 5:
        lmv__buf_addf(out, "(%s %s|%s)", PICK_OF(r, random_plain),
            PICK_OF(r, random_plain), PICK_OF(r, random_plain));
        break;
    case 6:
        lmv__buf_addf(out, "(un|)%s", PICK_OF(r, random_plain));
        break;
    case 7:
        lmv__buf_addf(out, "=%s", PICK_OF(r, random_plain));
        break;
    case 8:
        lmv__buf_adds(out, BELOW(r, 3) ? "$things" : "{{some}}");
        break;
    case 9:
        lmv__buf_addf(out, "(%s|*%s|%s*)", PICK_OF(r, random_plain),
            PICK_OF(r, random_plain), PICK_OF(r, random_plain));
        break;
    case 10:
        lmv__buf_addf(
            out, "%s*%s", PICK_OF(r, random_stems), PICK_OF(r, random_plain));
        break;
    case 11:
        lmv__buf_addf(out, "(%s|%s|)", PICK_OF(r, random_plain),
            PICK_OF(r, random_plain));
        break;
    case 12:
        lmv__buf_addf(out, "%s(%s|%s ...1 %s|)%s", PICK_OF(r, random_stems),
            PICK_OF(r, random_stems), PICK_OF(r, random_plain),
            PICK_OF(r, random_plain), BELOW(r, 2) ? "*" : "");
        break;
    case 13:
        lmv__buf_addf(
            out, "*%s*%s*", PICK_OF(r, random_stems), PICK_OF(r, random_stems));
        break;
    default:
        lmv__buf_adds(out, PICK_OF(r, random_plain));
    }
}

static inline void random_entry(random_source *r, lmv__buf *out)
{
    uint32_t words = BELOW(r, 2) ? 1 : 1 + BELOW(r, 3);

    for (uint32_t i = 0; i < words; i++) {
        static const char *const between[] = {
            " ", " ", " ", " ... ", " ...2 ", " &3 ", " & "};

        if (i)
            lmv__buf_adds(out, PICK_OF(r, between));
        random_word(r, out);
    }
}

/* A flow list of quoted entries. */
static inline void random_entries(random_source *r, lmv__buf *out, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        lmv__buf_adds(out, i ? ", '" : "['");
        random_entry(r, out);
        lmv__buf_addc(out, '\'');
    }
    lmv__buf_addc(out, ']');
}

static inline void random_pattern(random_source *r, lmv__buf *out)
{
    static const char *const pieces[] = {"gut", "(?:nie|nicht)", "{{some}}",
        "\\d+", "(?<hit>rief)", "(?<who>x|min)", "Stra(?:ß|ss)e",
        "gr{{ö}}{{ß}}e", "\\p{L}+", "(?<!k)elvin", "hot(?=line)", "zur{{ü}}ck",
        "don{{''}}t" /* a quote in YAML */, "[a-z]{2,4}", "(?i)MAIL",
        "caf(?-i)é", "(?:ab?c|x)", "\\bnie\\b"};
    static const char *const between[] = {
        " ", "", ".{0,9}?", "\\s+", "[^.]*", "(?: \\w+)? "};
    uint32_t n = 1 + BELOW(r, 3);

    for (uint32_t i = 0; i < n; i++) {
        if (i)
            lmv__buf_adds(out, PICK_OF(r, between));
        if (BELOW(r, 8) == 0)
            lmv__buf_addf(out, "(?:%s|%s)", PICK_OF(r, random_plain),
                PICK_OF(r, random_plain));
        else /* a group's name once */
            lmv__buf_adds(out, pieces[(BELOW(r, 6) * 3 + i) % 18]);
    }
}

static inline void random_matcher(
    random_source *r, lmv__buf *out, uint32_t depth)
{
    static const char *const combining[] = {"all", "any"};
    uint32_t n, kind = BELOW(r, depth < 2 ? 8 : 5);

    if (kind < 3) {
        lmv__buf_adds(out, "words: ");
        random_entries(r, out, 1 + BELOW(r, 4));
        return;
    }
    if (kind == 3) {
        lmv__buf_adds(out, "pattern: '");
        random_pattern(r, out);
        lmv__buf_addc(out, '\'');
        return;
    }
    if (kind == 4) {
        n = 2 + BELOW(r, 2);
        for (uint32_t i = 0; i < n; i++) {
            lmv__buf_adds(out, i ? ", " : "near: [");
            random_entries(r, out, 1 + BELOW(r, 2));
        }
        lmv__buf_addf(out, "], within: %u, ordered: %s", (unsigned)BELOW(r, 9),
            BELOW(r, 2) ? "true" : "false");
        return;
    }
    n = 1 + BELOW(r, 3);
    if (kind == 7)
        lmv__buf_addf(out, "at_least: {n: %u, of: [", (unsigned)(1 + n / 2));
    else
        lmv__buf_addf(out, "%s: [", combining[kind - 5]);
    for (uint32_t i = 0; i < n; i++) {
        lmv__buf_adds(out, i ? ", {" : "{");
        random_matcher(r, out, depth + 1);
        lmv__buf_addc(out, '}');
    }
    lmv__buf_adds(out, kind == 7 ? "]}" : "]");
    if (BELOW(r, 2))
        lmv__buf_adds(out, ", in: comment");
}

static inline void random_signal(random_source *r, lmv__buf *out, uint32_t id)
{
    static const char *const whens[] = {"negated: keep", "negated: only",
        "conditional: skip", "wished: keep", "resolved: skip"};
    static const char *const places[] = {"clause", "sentence", "comment"};

    lmv__buf_addf(out, "      - {id: s%u, ", (unsigned)id);
    random_matcher(r, out, 0);
    if (BELOW(r, 3) == 0)
        lmv__buf_addf(out, ", when: {%s}", PICK_OF(r, whens));
    for (int i = 0; i < 2; i++)
        if (BELOW(r, 5) == 0) {
            lmv__buf_addf(out, ", %s: {words: ", i ? "unless" : "requires");
            random_entries(r, out, 1 + BELOW(r, 2));
            lmv__buf_addf(out, ", in: %s}", PICK_OF(r, places));
        }
    if (BELOW(r, 12) == 0)
        lmv__buf_adds(out, ", whole: true");
    if (BELOW(r, 8) == 0)
        lmv__buf_adds(out, ", case: match");
    if (BELOW(r, 8) == 0)
        lmv__buf_adds(out, ", weight: 0.5, max: 2");
    lmv__buf_adds(out, "}\n");
}

/* Lists, macros and one theme `t`. */
static inline void random_theme(random_source *r, lmv__buf *out)
{
    static const char *const macros[] = {"\\d+", "gute?n?|nie", "(?:x|min)+",
        "(?<some>rief|sehr)", "stra{{ß}}e"};
    uint32_t n = 1 + BELOW(r, 4);

    lmv__buf_addf(out, "lists:\n  things: {de: [%s, '%s %s'], en: [%s]}\n",
        PICK_OF(r, random_plain), PICK_OF(r, random_plain),
        PICK_OF(r, random_plain), PICK_OF(r, random_plain));
    lmv__buf_addf(out, "macros:\n  some: '(?:%s)'\n", PICK_OF(r, macros));
    lmv__buf_addf(out,
        "themes:\n  - id: t\n    label: {de: T}\n    definition: D\n"
        "    polarity: %s\n    signals:\n",
        BELOW(r, 4) ? "positive" : "neutral");
    for (uint32_t i = 0; i < n; i++)
        random_signal(r, out, i);
}

static inline void random_comment(random_source *r, lmv__buf *out)
{
    uint32_t style = BELOW(r, 64), words = 1 + BELOW(r, 14);

    if (style == 1)
        words = 200 + BELOW(r, 400);
    for (uint32_t i = 0; i < words; i++) {
        if (style == 2 && i == words / 2) /* a word over a region's end */
            for (uint32_t k = 0; k < 1900 + BELOW(r, 250); k++)
                lmv__buf_addc(out, 'a');
        if (style == 3)
            lmv__buf_addc(out, '\0');
        lmv__buf_adds(out, PICK_OF(r, random_words));
        lmv__buf_adds(out, style == 1 ? " " : PICK_OF(r, random_separators));
    }
}

#endif
