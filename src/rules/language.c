/*
 * Languages: which ones a pack may name, and what its `language_data` and
 * `clause_breaks` tell the engine of them.
 */
#include "rules/entry.h"

#include <string.h>

/* Index of a code among the languages known so far, or -1. */
static int find_language(const lmv__loader *load, lmv__slice code)
{
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++)
        if (load->languages[i].len && lmv__slice_same(load->languages[i], code))
            return i;
    return -1;
}

static bool is_code(lmv__slice code)
{
    for (size_t i = 0; i < code.len; i++)
        if (code.ptr[i] < 'a' || code.ptr[i] > 'z')
            return false;
    return code.len == 2 || code.len == 3;
}

/* The language of a code, new or not; -1 after a report. */
static int add_language(lmv__loader *load, const lmv__node *node)
{
    lmv__mention *mention;
    int language;

    if (!lmv__is(load, node, LMV__SCALAR, "a language"))
        return -1;
    if (!is_code(node->value)) {
        lmv__fail(load, "E229", node->pos, "languages are codes: de, en",
            "'%.*s' is no language code", LMV__ARG(node->value));
        return -1;
    }
    language = find_language(load, node->value);
    if (language < 0)
        language = lmv__langdata_add_language(
            load->rules->langdata, lmv__keep(load, node->value));
    if (language < 0 &&
        lmv__langdata_count(load->rules->langdata) < LMV__MAX_LANGUAGES) {
        load->nomem = true;
        return -1;
    }
    if (language < 0) {
        lmv__fail(load, "E215", node->pos, NULL,
            "more than %d languages in all packs", LMV__MAX_LANGUAGES);
        return -1;
    }
    if (!load->languages[language].len)
        load->languages[language] = lmv__keep(load, node->value);
    mention = lmv__push(load, &load->mentions);
    if (mention)
        *mention = (lmv__mention){(uint32_t)language, node->pos};
    return language;
}

int lmv__language(lmv__loader *load, const lmv__node *node)
{
    uint8_t legal = lmv__pack_languages(load);
    lmv__suggest suggest;
    int language;

    if (!lmv__is(load, node, LMV__SCALAR, "a language"))
        return -1;
    language = find_language(load, node->value);
    if (language >= 0 && (legal >> language & 1))
        return language;
    lmv__suggest_init(&suggest, node->value);
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++)
        if (legal >> i & 1)
            lmv__suggest_try(&suggest, load->languages[i]);
    lmv__fail(load, "E229", node->pos,
        lmv__suggest_help(&suggest,
            language < 0 ? "texts by language look like {de: ..., en: ...}"
                         : "add it to `languages:` in the pack's header"),
        language < 0 ? "unknown language '%.*s'"
                     : "'%.*s' is not among the languages of this pack",
        LMV__ARG(node->value));
    return -1;
}

/* One code or a list of them, each by `find`. */
static bool read_mask(lmv__loader *load, const lmv__node *node,
    const char *what, int (*find)(lmv__loader *, const lmv__node *),
    uint8_t *mask)
{
    const lmv__node *const *items = &node;
    uint32_t n = 1;
    bool good = true;

    if (node->kind == LMV__LIST) {
        items = (const lmv__node *const *)node->items;
        n = node->n;
    }
    if (!n) {
        lmv__fail(load, "E211", node->pos, NULL, "%s: the list is empty", what);
        return false;
    }
    *mask = 0;
    for (uint32_t i = 0; i < n; i++) {
        int language = find(load, items[i]);

        if (language < 0)
            good = false;
        else
            *mask |= (uint8_t)(1u << language);
    }
    return good && *mask;
}

bool lmv__languages(
    lmv__loader *load, const lmv__node *node, const char *what, uint8_t *mask)
{
    return read_mask(load, node, what, lmv__language, mask);
}

bool lmv__declare_languages(
    lmv__loader *load, const lmv__node *node, uint8_t *mask)
{
    return read_mask(load, node, "languages", add_language, mask);
}

void lmv__check_languages(lmv__loader *load)
{
    const lmv__mention *mentions = load->mentions.data;

    for (size_t i = 0; load->described && i < load->mentions.len; i++) {
        uint32_t language = mentions[i].language;
        lmv__suggest suggest;

        if (load->described >> language & 1)
            continue;
        lmv__suggest_init(&suggest, load->languages[language]);
        for (int k = 0; k < LMV__MAX_LANGUAGES; k++)
            if (load->described >> k & 1)
                lmv__suggest_try(&suggest, load->languages[k]);
        lmv__fail(load, "E229", mentions[i].pos,
            lmv__suggest_help(&suggest,
                "a language needs `language_data` in one of the packs"),
            "unknown language '%.*s'", LMV__ARG(load->languages[language]));
    }
}

/* ---- language data ---- */

static void take_status(
    lmv__loader *load, lmv_status status, lmv__pos pos, const lmv_error *err)
{
    if (status == LMV_ENOMEM)
        load->nomem = true;
    else if (status != LMV_OK)
        lmv__fail(load, "E216", pos, NULL, "%s", err->message);
}

/* Entries into a word list of each language that they are for. */
static void add_words(
    lmv__loader *load, const lmv__entries *entries, lmv__wordlist list)
{
    for (uint32_t i = 0; i < entries->n; i++) {
        const lmv__entry *entry = &entries->items[i];

        for (int k = 0; k < LMV__MAX_LANGUAGES; k++) {
            lmv_error err = LMV_ERROR_INIT;

            if (!(entry->languages >> k & 1) || !load->languages[k].len)
                continue;
            take_status(load,
                lmv__langdata_add_word(
                    load->rules->langdata, k, list, entry->text, &err),
                entry->pos, &err);
        }
    }
}

static void read_numbers(lmv__loader *load, const lmv__node *node, int language)
{
    if (!lmv__is(load, node, LMV__MAP, "numbers"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        lmv_error err = LMV_ERROR_INIT;
        int32_t milli;

        if (key->broken || key->kind != LMV__SCALAR ||
            !lmv__milli(load, node->items[2 * i + 1], "a number", 0, 2000000000,
                &milli))
            continue;
        take_status(load,
            lmv__langdata_add_number(load->rules->langdata, language,
                lmv__keep(load, key->value), milli / 1000.0, &err),
            key->pos, &err);
    }
}

static void read_units(lmv__loader *load, const lmv__node *node, int language)
{
    if (!lmv__is(load, node, LMV__MAP, "units"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        const lmv__node *value = node->items[2 * i + 1];
        lmv_error err = LMV_ERROR_INIT;
        lmv__slice iso;

        if (key->broken || key->kind != LMV__SCALAR ||
            !lmv__text(load, value, "a unit", &iso))
            continue;
        take_status(load,
            lmv__langdata_add_unit(load->rules->langdata, language,
                lmv__keep(load, key->value), iso, &err),
            value->pos, &err);
    }
}

static void read_sample(lmv__loader *load, const lmv__node *node, int language)
{
    lmv__pairs texts = lmv__strings_read(load, node, "sample");

    for (uint32_t i = 0; i < texts.n; i++) {
        lmv_error err = LMV_ERROR_INIT;

        take_status(load,
            lmv__langdata_add_sample(
                load->rules->langdata, language, texts.items[i].value, &err),
            texts.items[i].pos, &err);
    }
}

enum { NUMBERS, UNITS, SAMPLE, INFINITIVE, FIRST_LIST };

#define N_DATA_KEYS (FIRST_LIST + (size_t)LMV__WORDLIST_COUNT)
#define WORDS(list, key, text)        \
    [FIRST_LIST + (size_t)(list)] = { \
        .name = key, .kind = LMV__AS_ENTRIES, .doc = text}

/* The names of the word lists are lmv__wordlist_key()'s (a test compares). */
static const lmv__key data_keys[N_DATA_KEYS] = {
    [NUMBERS] = {.name = "numbers",
        .kind = LMV__AS_NUMBERS,
        .doc = "number words and their values"},
    [UNITS] = {.name = "units",
        .kind = LMV__AS_PAIRS,
        .doc = "words of time, as ISO 8601: P7D"},
    [SAMPLE] = {.name = "sample",
        .kind = LMV__AS_STRINGS,
        .doc = "running text, to tell languages"},
    [INFINITIVE] = {.name = "infinitive",
        .kind = LMV__AS_STRINGS,
        .doc = "what separable verbs take in: zurückzurufen"},
    WORDS(LMV__ENDINGS, "endings", "regular endings of words"),
    WORDS(LMV__NEVER_FINAL, "never_final", "abbreviations, never an end: z.B."),
    WORDS(LMV__MAYBE_FINAL, "maybe_final", "abbreviations, also an end: usw."),
    WORDS(LMV__BEFORE_NUMBER, "before_number",
        "abbreviations before numbers: Nr."),
    WORDS(LMV__ORDINAL_CUES, "ordinal_cues", "before an ordinal: am der"),
    WORDS(LMV__SENTENCE_STARTERS, "sentence_starters",
        "words that begin sentences"),
    WORDS(LMV__TRANSPARENT, "transparent", "words that guards do not count"),
    WORDS(LMV__ENUMERATION, "enumeration", "words that join: und oder"),
    WORDS(LMV__FUNCTION_WORDS, "function_words", "to tell languages"),
    WORDS(LMV__SHARED_WORDS, "shared_words", "of several languages"),
    WORDS(LMV__GENDER_SUFFIXES, "gender_suffixes", "behind : or *: innen"),
    WORDS(LMV__CLAUSE_BREAKS, "clause_breaks", "words that begin clauses"),
    WORDS(LMV__NAMES, "names", "names of the language in data: deu German"),
    WORDS(LMV__AFTER_ORDINAL, "after_ordinal", "behind an ordinal: Mai Mal"),
    WORDS(LMV__RANGE_WORDS, "range_words", "between two numbers: bis"),
    WORDS(LMV__QUANTITY_FILLERS, "quantity_fillers",
        "between number and unit: volle"),
    WORDS(LMV__FOREIGN_WORDS, "foreign_words", "of no language of the data"),
    WORDS(LMV__HOST_ENDINGS, "host_endings", "of internet addresses: de com"),
};
const lmv__shape lmv__language_shape = {
    "language_data", data_keys, N_DATA_KEYS, NULL};

static void read_language(
    lmv__loader *load, const lmv__node *node, int language)
{
    const lmv__node *values[N_DATA_KEYS];

    if (!lmv__fields(load, node, &lmv__language_shape, values))
        return;
    load->described |= (uint8_t)(1u << language);
    if (values[NUMBERS])
        read_numbers(load, values[NUMBERS], language);
    if (values[UNITS])
        read_units(load, values[UNITS], language);
    if (values[SAMPLE])
        read_sample(load, values[SAMPLE], language);
    if (values[INFINITIVE])
        load->infinitives[language] =
            lmv__strings_read(load, values[INFINITIVE], "infinitive");
    for (size_t i = FIRST_LIST; i < N_DATA_KEYS; i++) {
        lmv__entries entries;

        if (!values[i])
            continue;
        if (values[i]->kind == LMV__MAP) {
            lmv__is(load, values[i], LMV__LIST, data_keys[i].name);
            continue;
        }
        entries = lmv__entries_read(
            load, values[i], (uint8_t)(1u << language), data_keys[i].name);
        add_words(load, &entries, (lmv__wordlist)(i - FIRST_LIST));
    }
}

void lmv__read_language_data(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "language_data"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        int language;

        if (node->items[2 * i]->broken)
            continue;
        language = add_language(load, node->items[2 * i]);
        if (language >= 0)
            read_language(load, node->items[2 * i + 1], language);
    }
}

void lmv__read_clause_breaks(lmv__loader *load, const lmv__node *node)
{
    lmv__entries entries = lmv__entries_read(
        load, node, lmv__pack_languages(load), "clause_breaks");

    add_words(load, &entries, LMV__CLAUSE_BREAKS);
}
