/*
 * Verbs: a separable verb is a list of its forms.
 */
#include "rules/entry.h"
#include "rules/guard.h"

#include <string.h>

enum { PREFIX, STEM, PAST, PARTICIPLE, N_VERB_KEYS };

static const lmv__key keys[N_VERB_KEYS] = {
    [PREFIX] = {.name = "prefix",
        .kind = LMV__AS_TEXT,
        .doc = "what is split off: zurück",
        .needed = true},
    [STEM] = {.name = "stem",
        .kind = LMV__AS_STRINGS,
        .doc = "stems of the present: ruf",
        .needed = true},
    [PAST] = {.name = "past",
        .kind = LMV__AS_STRINGS,
        .doc = "stems of the past: rief"},
    [PARTICIPLE] = {.name = "participle",
        .kind = LMV__AS_STRINGS,
        .doc = "with ge: gerufen"},
};
const lmv__shape lmv__verb_shape = {"a verb", keys, N_VERB_KEYS, NULL};

/* The entry of the joined forms with one stem: zurückruf*. */
static void add_form(
    lmv__loader *load, lmv__vec *entries, lmv__pos pos, const lmv__buf *text)
{
    lmv__entry *entry;

    if (text->failed) {
        load->nomem = true;
        return;
    }
    entry = lmv__push(load, entries);
    if (!entry)
        return;
    entry->text = lmv__keep(load, (lmv__slice){text->data, text->len});
    entry->languages = lmv__pack_languages(load);
    entry->pos = pos;
    entry->pack = load->pack;
}

static void add_joined(lmv__loader *load, lmv__vec *entries, lmv__pos pos,
    lmv__slice prefix, const lmv__pairs *stems, const char *ending)
{
    lmv__buf buf;

    lmv__buf_init(&buf);
    for (uint32_t i = 0; i < stems->n; i++) {
        lmv__buf_reset(&buf);
        lmv__buf_add(&buf, prefix.ptr, prefix.len);
        lmv__buf_add(
            &buf, stems->items[i].value.ptr, stems->items[i].value.len);
        lmv__buf_adds(&buf, ending);
        add_form(load, entries, pos, &buf);
    }
    lmv__buf_clear(&buf);
}

/* (ruf*|rief*) ... zurück */
static void add_split(lmv__loader *load, lmv__vec *entries, lmv__pos pos,
    lmv__slice prefix, const lmv__pairs *stems, const lmv__pairs *pasts)
{
    lmv__buf buf;

    lmv__buf_init(&buf);
    lmv__buf_addc(&buf, '(');
    for (uint32_t i = 0; i < stems->n + pasts->n; i++) {
        lmv__slice stem = i < stems->n ? stems->items[i].value
                                       : pasts->items[i - stems->n].value;

        lmv__buf_addf(&buf, "%s%s*", i ? "|" : "", stem.ptr);
    }
    lmv__buf_addf(&buf, ") ... %s", prefix.ptr);
    add_form(load, entries, pos, &buf);
    lmv__buf_clear(&buf);
}

/* The key itself, and with its languages' particles (`infinitive` of
 * language_data) between the parts: zurückrufen, zurückzurufen. */
static void add_infinitives(lmv__loader *load, lmv__vec *entries, lmv__pos pos,
    lmv__slice infinitive, lmv__slice prefix)
{
    uint8_t languages = lmv__pack_languages(load);
    lmv__buf buf;

    lmv__buf_init(&buf);
    lmv__buf_add(&buf, infinitive.ptr, infinitive.len);
    add_form(load, entries, pos, &buf);
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++) {
        const lmv__pairs *particles = &load->infinitives[i];

        for (uint32_t k = 0; (languages >> i & 1) && k < particles->n; k++) {
            lmv__buf_reset(&buf);
            lmv__buf_addf(&buf, "%s%s%s", prefix.ptr,
                particles->items[k].value.ptr, infinitive.ptr + prefix.len);
            add_form(load, entries, pos, &buf);
        }
    }
    lmv__buf_clear(&buf);
}

/* Parts of a verb are words: nothing that means something in an entry. */
static bool plain_words(lmv__loader *load, const lmv__pairs *words)
{
    bool good = true;

    for (uint32_t i = 0; i < words->n; i++)
        if (strpbrk(words->items[i].value.ptr, " \t\n*|()$&{}=\"\\.~")) {
            lmv__fail(load, "E207", words->items[i].pos,
                "stem: ruf, past: rief; wildcards come by themselves",
                "a part of a verb is one word, not '%.*s'",
                LMV__ARG(words->items[i].value));
            good = false;
        }
    return good;
}

static void read_verb(
    lmv__loader *load, const lmv__node *key, const lmv__node *node)
{
    const lmv__node *values[N_VERB_KEYS];
    lmv__pairs parts[N_VERB_KEYS] = {{NULL, 0}};
    lmv__entries entries = {.n = 0};
    lmv__slice name, prefix;
    lmv__vec forms;
    bool good = true;

    if (!lmv__name(load, key, "the verb", &name) ||
        !lmv__fields(load, node, &lmv__verb_shape, values))
        return;
    for (int i = 0; i < N_VERB_KEYS; i++) {
        if (values[i])
            parts[i] = lmv__strings_read(load, values[i], keys[i].name);
        else if (i <= STEM)
            lmv__fail(load, "E204", node->pos, NULL,
                "the verb '%.*s' has no %s", LMV__ARG(name), keys[i].name);
        good = plain_words(load, &parts[i]) && good;
    }
    if (!good || parts[PREFIX].n != 1 || !parts[STEM].n)
        return;
    prefix = parts[PREFIX].items[0].value;
    if (name.len <= prefix.len || memcmp(name.ptr, prefix.ptr, prefix.len)) {
        lmv__fail(load, "E207", key->pos,
            "the key is the infinitive: zurückrufen: {prefix: zurück, ...}",
            "the verb '%.*s' does not begin with its prefix '%.*s'",
            LMV__ARG(name), LMV__ARG(prefix));
        return;
    }
    lmv__vec_init(&forms, sizeof(lmv__entry));
    add_infinitives(load, &forms, key->pos, name, prefix);
    add_joined(load, &forms, key->pos, prefix, &parts[STEM], "*");
    add_joined(load, &forms, key->pos, prefix, &parts[PAST], "*");
    add_joined(load, &forms, key->pos, prefix, &parts[PARTICIPLE], "");
    add_split(load, &forms, key->pos, prefix, &parts[STEM], &parts[PAST]);
    entries.items = lmv__freeze(load, &forms, &entries.n);
    lmv__add_list(load, name, key->pos, &entries);
}

void lmv__read_verbs(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "verbs"))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!node->items[2 * i]->broken &&
            node->items[2 * i]->kind == LMV__SCALAR)
            read_verb(load, node->items[2 * i], node->items[2 * i + 1]);
}
