/*
 * The benchmark's comments and rules, made of vocabulary.txt: as many as one
 * likes, always the same for a seed.
 *
 *     corpus VOCABULARY comments N [SEED]   CSV: id, comment
 *     corpus VOCABULARY lines N [SEED]      the same comments, one a line
 *     corpus VOCABULARY pack N [SEED]       a rule pack of N rules
 *     corpus VOCABULARY patterns N [SEED]   the same rules for other programs
 *
 * A line of `patterns` is: theme, TAB, "plain" or "around" (it looks around,
 * which not every program can), TAB, regular expression.  They mean what the
 * pack means as long as a sentence of the comments ends in . ! or ? and
 * nothing else of it does, which the templates see to.
 */
#include "vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULES_A_THEME = 10, THINGS = 4, QUALITIES = 3, LONGEST = 4096 };

#define GAP "[^\\w.!?\\n]+(?:\\w+[^\\w.!?\\n]+){0,%d}?"

/* ---- comments ---- */

static const char *pick(source *random, const words *list)
{
    return list->items[random_below(random, list->n)];
}

static const char *pick_common(source *random, const words *list)
{
    return list->items[random_skewed(random, list->n)];
}

static void append(char *to, const char *text)
{
    size_t len = strlen(to), more = strlen(text);

    if (len + more < LONGEST)
        memcpy(to + len, text, more + 1);
}

/* What stands for a slot. */
static void fill_slot(
    source *random, const vocabulary *v, int language, char slot, char *to)
{
    char name[256];

    if (slot == 'n') {
        uint32_t n = random_skewed(random, thing_count(v, language));

        thing_name(v, language, n, name, sizeof name);
        append(to, name);
    } else if (slot == 'q') {
        append(to, pick_common(random, &v->of[language][QUALITY]));
    } else {
        append(to, pick(random, &v->of[language][DEGREE]));
    }
}

/* ASCII and the letters of Latin-1. */
static void upper(char *text, bool all)
{
    for (unsigned char *at = (unsigned char *)text; *at; at++) {
        if (*at >= 'a' && *at <= 'z')
            *at = (unsigned char)(*at - 32);
        else if (*at == 0xC3 && at[1] >= 0xA0 && at[1] <= 0xBE) {
            at++;
            *at = (unsigned char)(*at - 32);
        } else if (*at >= 0x80) {
            continue;
        }
        if (!all)
            return;
    }
}

static void sentence(
    source *random, const vocabulary *v, int language, char *to)
{
    const char *from = pick(random, &v->of[language][SAY]);
    char made[LONGEST] = "", one[2] = "";

    while (*from == ' ')
        from++;
    for (; *from; from++) {
        if (from[0] == '{' && from[1] && from[2] == '}') {
            fill_slot(random, v, language, from[1], made);
            from += 2;
            continue;
        }
        one[0] = *from;
        append(made, one);
    }
    upper(made, false);
    append(to, made);
}

/* Lower case spoils where sentences end, so only single ones get it. */
static void lower(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + 32);
}

static void comment(source *random, const vocabulary *v, char *to)
{
    static const char *const ends[] = {
        " 👍", " 😡", " :-)", " 🙏🏽", " ❤️"};
    static const uint8_t lengths[] = {1, 1, 2, 2, 2, 3, 3, 3, 4, 6};
    int language = random_chance(random, 60) ? GERMAN : ENGLISH;
    uint32_t n = lengths[random_below(random, sizeof lengths)];
    bool lines = random_chance(random, 5);

    to[0] = '\0';
    if (random_chance(random, 20)) {
        append(to, pick(random, &v->of[language][SHORT]));
        return;
    }
    if (random_chance(random, 1))
        n = 12;
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            append(to, lines ? "\n" : " ");
        sentence(random, v, language, to);
    }
    if (n == 1 && random_chance(random, 30))
        lower(to);
    else if (random_chance(random, 2))
        upper(to, true);
    if (random_chance(random, 3))
        append(to, ends[random_below(random, sizeof ends / sizeof *ends)]);
}

static void put_csv(uint64_t id, const char *text)
{
    bool quoted = strpbrk(text, ",\"\n") != NULL;

    printf("%llu,%s", (unsigned long long)id, quoted ? "\"" : "");
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    fputs(quoted ? "\"\n" : "\n", stdout);
}

static void put_line(const char *text)
{
    for (; *text; text++)
        putchar(*text == '\n' ? ' ' : *text);
    putchar('\n');
}

static void put_comments(
    source *random, const vocabulary *v, uint64_t n, bool csv)
{
    char text[LONGEST];

    if (csv)
        puts("id,comment");
    for (uint64_t i = 1; i <= n; i++) {
        comment(random, v, text);
        if (csv)
            put_csv(i, text);
        else
            put_line(text);
    }
}

/* ---- rules ---- */

typedef enum shape { GROUPS, STEM, ROW, RAW, BEHIND } shape;

typedef struct rule {
    shape shape;
    int language;
    char things[THINGS][256];
    const char *qualities[QUALITIES];
    const char *degree;
} rule;

static rule make_rule(source *random, const vocabulary *v, uint32_t number)
{
    static const shape shapes[10] = {
        GROUPS, RAW, GROUPS, STEM, GROUPS, BEHIND, GROUPS, ROW, STEM, RAW};
    rule r = {.shape = shapes[number % 10]};
    uint32_t n;

    r.language = random_chance(random, 60) ? GERMAN : ENGLISH;
    n = thing_count(v, r.language);
    for (int i = 0; i < THINGS; i++)
        thing_name(v, r.language, random_skewed(random, n), r.things[i],
            sizeof r.things[i]);
    for (int i = 0; i < QUALITIES; i++)
        r.qualities[i] = pick_common(random, &v->of[r.language][QUALITY]);
    r.degree = pick(random, &v->of[r.language][DEGREE]);
    return r;
}

/* "billing" "desk": each word without endings, blanks as they are or \s+. */
static void put_thing(const char *thing, const char *quote, const char *blank)
{
    fputs(quote, stdout);
    for (; *thing; thing++) {
        if (*thing == ' ')
            printf("%s%s%s", quote, blank, quote);
        else
            putchar(*thing);
    }
    fputs(quote, stdout);
}

static void put_things(const rule *r, const char *quote, const char *blank)
{
    for (int i = 0; i < THINGS; i++) {
        if (i)
            putchar('|');
        put_thing(r->things[i], quote, blank);
    }
}

static void put_qualities(const rule *r, const char *quote)
{
    for (int i = 0; i < QUALITIES; i++)
        printf("%s%s%s%s", i ? "|" : "", quote, r->qualities[i], quote);
}

static void put_raw(const rule *r)
{
    if (r->shape == BEHIND) {
        printf("(?<!%s )\\b(?:", r->degree);
        put_qualities(r, "");
        fputs(")\\b[^.!?\\n]{0,30}\\b(?:", stdout);
        put_things(r, "", " ");
    } else {
        fputs("\\b(?:", stdout);
        put_things(r, "", " ");
        fputs(")\\b[^.!?\\n]{0,40}\\b(?:", stdout);
        put_qualities(r, "");
    }
    fputs(")\\b", stdout);
}

static void put_entry(const rule *r)
{
    if (r->shape == STEM) {
        put_thing(r->things[0], "", " ");
        printf("* ...3 %s*", r->qualities[0]);
    } else if (r->shape == ROW) {
        printf("\"%s\" \"%s\"", r->degree, r->qualities[0]);
    } else {
        putchar('(');
        put_things(r, "\"", " ");
        fputs(") ... (", stdout);
        put_qualities(r, "\"");
        putchar(')');
    }
}

static void put_entry_as_pattern(const rule *r)
{
    fputs("\\b", stdout);
    if (r->shape == STEM) {
        put_thing(r->things[0], "", " ");
        printf("\\w*" GAP "%s\\w*", 3, r->qualities[0]);
    } else if (r->shape == ROW) {
        printf("%s +%s\\b", r->degree, r->qualities[0]);
    } else {
        fputs("(?:", stdout);
        put_things(r, "", " +");
        printf(")" GAP "(?:", 5);
        put_qualities(r, "");
        fputs(")\\b", stdout);
    }
}

static void put_pack_head(void)
{
    puts("leitmotiv: 1\n"
         "pack:\n"
         "  id: bench\n"
         "  version: 1.0.0\n"
         "  title: {en: \"Benchmark\"}\n"
         "  languages: [de, en]\n"
         "  license: Apache-2.0\n"
         "defaults:\n"
         "  when: {negated: keep, hypothetical: keep, wished: keep, "
         "disliked: keep,\n"
         "    conditional: keep, third-party: keep, resolved: keep}\n"
         "themes:");
}

static void put_theme_head(uint32_t theme)
{
    printf("  - id: t%u\n"
           "    label: {en: \"Theme %u\"}\n"
           "    definition: Made up for the benchmark.\n"
           "    polarity: neutral\n"
           "    signals:\n",
        (unsigned)theme, (unsigned)theme);
}

static void put_pack(source *random, const vocabulary *v, uint32_t n)
{
    put_pack_head();
    for (uint32_t i = 0; i < n; i++) {
        rule r = make_rule(random, v, i);
        bool raw = r.shape == RAW || r.shape == BEHIND;

        if (i % RULES_A_THEME == 0)
            put_theme_head(i / RULES_A_THEME);
        printf("      - id: s%u\n        %s", (unsigned)(i % RULES_A_THEME),
            raw ? "pattern: '" : "words: '");
        if (raw)
            put_raw(&r);
        else
            put_entry(&r);
        puts("'");
    }
}

static void put_patterns(source *random, const vocabulary *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        rule r = make_rule(random, v, i);
        bool raw = r.shape == RAW || r.shape == BEHIND;

        printf("t%u\t%s\t", (unsigned)(i / RULES_A_THEME),
            r.shape == BEHIND ? "around" : "plain");
        if (raw)
            put_raw(&r);
        else
            put_entry_as_pattern(&r);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    vocabulary v;
    source random = {UINT64_C(0x9E3779B97F4A7C15)};
    uint64_t n = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
    const char *what = argc > 3 ? argv[2] : "";
    char room[1 << 16];

    if (argc > 4)
        random.state ^= strtoull(argv[4], NULL, 10) << 20;
    if (argc < 4 || !vocabulary_read(&v, argv[1]))
        return 2;
    setvbuf(stdout, room, _IOFBF, sizeof room);
    if (!strcmp(what, "comments") || !strcmp(what, "lines"))
        put_comments(&random, &v, n, what[0] == 'c');
    else if (!strcmp(what, "pack"))
        put_pack(&random, &v, (uint32_t)n);
    else
        put_patterns(&random, &v, (uint32_t)n);
    vocabulary_clear(&v);
    return fflush(stdout) || ferror(stdout) ? 1 : 0;
}
