#include "rules/guard.h"

#include "rules/entry.h"
#include "rules/refs.h"

#include <string.h>

/* "guards/x.yml:12:3" for the message about a name that is there twice. */
static void twice(lmv__loader *load, const char *code, const char *what,
    lmv__slice name, lmv__pos pos, lmv__pos first)
{
    const lmv__file *file = &load->rules->files[first.file];

    lmv__fail(load, code, pos, "names are free; choose another",
        "the %s '%.*s' is defined twice; the first is at %s:%u:%u", what,
        LMV__ARG(name), file->name, first.line, first.column);
}

/* ---- macros ---- */

static void read_macro(
    lmv__loader *load, const lmv__node *key, const lmv__node *value)
{
    lmv__macro macro = {.pack = load->pack, .pos = lmv__text_pos(value)};
    const lmv__macro *macros = load->macros.data;
    lmv__macro *slot;

    if (lmv__is_builtin_macro(key->value)) {
        lmv__fail(load, "E213", key->pos, "{{ä}} and its like are built in",
            "the name '%.*s' is reserved", LMV__ARG(key->value));
        return;
    }
    if (!lmv__name(load, key, "the macro", &macro.name) ||
        !lmv__text(load, value, "a macro", &macro.regex))
        return;
    if (memchr(macro.regex.ptr, '\n', macro.regex.len)) {
        lmv__fail(load, "E205", value->pos, NULL, "a macro stands on one line");
        return;
    }
    for (size_t i = 0; i < load->macros.len; i++)
        if (macros[i].pack == load->pack &&
            lmv__slice_same(macros[i].name, macro.name)) {
            twice(load, "E208", "macro", macro.name, key->pos, macros[i].pos);
            return;
        }
    slot = lmv__push(load, &load->macros);
    if (slot)
        *slot = macro;
}

void lmv__read_macros(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "macros"))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!node->items[2 * i]->broken &&
            node->items[2 * i]->kind == LMV__SCALAR)
            read_macro(load, node->items[2 * i], node->items[2 * i + 1]);
}

/* ---- lists ---- */

static void add_list(lmv__loader *load, lmv__slice name, lmv__pos pos,
    const lmv__entries *entries)
{
    const lmv__list *lists = load->lists.data;
    lmv__list *slot;

    for (size_t i = 0; i < load->lists.len; i++)
        if (lists[i].pack == load->pack &&
            lmv__slice_same(lists[i].name, name)) {
            twice(load, "E208", "list", name, pos, lists[i].pos);
            return;
        }
    slot = lmv__push(load, &load->lists);
    if (slot)
        *slot = (lmv__list){name, load->pack, pos, *entries};
}

void lmv__read_lists(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "lists"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        lmv__entries entries;
        lmv__slice name;

        if (key->broken || key->kind != LMV__SCALAR ||
            !lmv__name(load, key, "the list", &name))
            continue;
        entries = lmv__entries_read(
            load, node->items[2 * i + 1], lmv__pack_languages(load), "a list");
        add_list(load, name, key->pos, &entries);
    }
}

/* ---- verbs ---- */

enum { PREFIX, STEM, PAST, PARTICIPLE, N_VERB_KEYS };

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

/* The key itself, and with the sign of the infinitive between its parts:
 * zurückrufen, zurückzurufen.  This is what `verbs:` means; what it means is
 * a form of German, so the sign is part of the rule language. */
static void add_infinitives(lmv__loader *load, lmv__vec *entries, lmv__pos pos,
    lmv__slice infinitive, lmv__slice prefix)
{
    lmv__buf buf;

    lmv__buf_init(&buf);
    lmv__buf_add(&buf, infinitive.ptr, infinitive.len);
    add_form(load, entries, pos, &buf);
    lmv__buf_reset(&buf);
    lmv__buf_addf(&buf, "%szu%s", prefix.ptr, infinitive.ptr + prefix.len);
    add_form(load, entries, pos, &buf);
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
    static const char *const keys[] = {"prefix", "stem", "past", "participle"};
    const lmv__node *values[N_VERB_KEYS];
    lmv__pairs parts[N_VERB_KEYS] = {{NULL, 0}};
    lmv__entries entries = {.n = 0};
    lmv__slice name, prefix;
    lmv__vec forms;
    bool good = true;

    if (!lmv__name(load, key, "the verb", &name) ||
        !lmv__fields(load, node, "a verb", keys, N_VERB_KEYS, values))
        return;
    for (int i = 0; i < N_VERB_KEYS; i++) {
        if (values[i])
            parts[i] = lmv__strings_read(load, values[i], keys[i]);
        else if (i <= STEM)
            lmv__fail(load, "E204", node->pos, NULL,
                "the verb '%.*s' has no %s", LMV__ARG(name), keys[i]);
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
    add_list(load, name, key->pos, &entries);
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

/* ---- guards ---- */

static const char *const when_names[] = {"skip", "keep", "only"};

/* A number of words or a named reach. */
static bool read_reach(lmv__loader *load, const lmv__node *node,
    const char *what, bool left, int32_t *out)
{
    static const char *const names[] = {
        "clause", "sentence", "comment", "previous-question"};
    uint32_t words;
    int i;

    if (!lmv__is(load, node, LMV__SCALAR, what))
        return false;
    if (node->value.len && node->value.ptr[0] >= '0' &&
        node->value.ptr[0] <= '9') {
        if (!lmv__number(load, node, what, 0, 100, &words))
            return false;
        *out = (int32_t)words;
        return true;
    }
    i = lmv__choice(load, node, what, names, left ? 4 : 3);
    *out = -1 - i;
    return i >= 0;
}

static void read_trigger(
    lmv__loader *load, const lmv__node *node, lmv__vec *triggers)
{
    static const char *const keys[] = {"id", "left", "right", "words"};
    const lmv__node *values[4];
    lmv__trigger trigger = {.id = lmv__slice_of(""), .pos = node->pos};
    lmv__trigger *slot;

    if (!lmv__fields(load, node, "a trigger", keys, 4, values))
        return;
    for (int i = 1; i < 4; i++)
        if (!values[i]) {
            lmv__fail(load, "E204", node->pos,
                "left and right say how many words a trigger reaches",
                "a trigger needs %s", keys[i]);
            return;
        }
    if (values[0])
        lmv__id(load, values[0], "the id", &trigger.id);
    read_reach(load, values[1], "left", true, &trigger.left);
    read_reach(load, values[2], "right", false, &trigger.right);
    trigger.words =
        lmv__entries_read(load, values[3], lmv__pack_languages(load), "words");
    for (size_t i = 0; trigger.id.len && i < triggers->len; i++) {
        const lmv__trigger *other = lmv__vec_at(triggers, i);

        if (lmv__slice_same(other->id, trigger.id))
            twice(load, "E208", "trigger", trigger.id, trigger.pos, other->pos);
    }
    slot = lmv__push(load, triggers);
    if (slot)
        *slot = trigger;
}

static void read_triggers(
    lmv__loader *load, const lmv__node *node, lmv__guard *guard)
{
    lmv__vec triggers;

    if (!lmv__is(load, node, LMV__LIST, "triggers"))
        return;
    if (!node->n)
        lmv__fail(
            load, "E211", node->pos, NULL, "the list of triggers is empty");
    lmv__vec_init(&triggers, sizeof(lmv__trigger));
    for (uint32_t i = 0; i < node->n; i++)
        read_trigger(load, node->items[i], &triggers);
    guard->triggers = lmv__freeze(load, &triggers, &guard->n_triggers);
}

static void read_guard(
    lmv__loader *load, const lmv__node *key, const lmv__node *node)
{
    static const char *const keys[] = {"default", "triggers", "not"};
    const lmv__node *values[3];
    lmv__guard guard = {.pos = key->pos, .standard = LMV__WHEN_SKIP};
    const lmv__guard *guards = load->guards.data;
    lmv__guard *slot;
    int standard;

    if (!lmv__name(load, key, "the guard", &guard.name) ||
        !lmv__fields(load, node, "a guard", keys, 3, values))
        return;
    for (size_t i = 0; i < load->guards.len; i++)
        if (lmv__slice_same(guards[i].name, guard.name)) {
            twice(load, "E226", "guard", guard.name, key->pos, guards[i].pos);
            return;
        }
    if (values[0]) {
        standard = lmv__choice(load, values[0], "default", when_names, 2);
        if (standard >= 0)
            guard.standard = (lmv__when)(LMV__WHEN_SKIP + standard);
    }
    if (values[1])
        read_triggers(load, values[1], &guard);
    else
        lmv__fail(load, "E204", key->pos, NULL,
            "the guard '%.*s' has no "
            "triggers",
            LMV__ARG(guard.name));
    if (values[2])
        guard.not_these = lmv__entries_read(
            load, values[2], lmv__pack_languages(load), "not");
    if (load->guards.len == LMV__MAX_GUARDS) {
        lmv__fail(load, "E215", key->pos, NULL,
            "more than %d guards in all packs", LMV__MAX_GUARDS);
        return;
    }
    slot = lmv__push(load, &load->guards);
    if (slot)
        *slot = guard;
}

void lmv__read_guards(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "guards"))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!node->items[2 * i]->broken &&
            node->items[2 * i]->kind == LMV__SCALAR)
            read_guard(load, node->items[2 * i], node->items[2 * i + 1]);
}

/* ---- when ---- */

static uint32_t find_guard(lmv__loader *load, const lmv__node *key)
{
    const lmv__guard *guards = load->guards.data;
    lmv__suggest suggest;

    for (uint32_t i = 0; i < load->guards.len; i++)
        if (lmv__slice_same(guards[i].name, key->value))
            return i;
    lmv__suggest_init(&suggest, key->value);
    for (uint32_t i = 0; i < load->guards.len; i++)
        lmv__suggest_try(&suggest, guards[i].name);
    lmv__fail(load, "E222", key->pos, lmv__suggest_help(&suggest, NULL),
        "unknown guard '%.*s'", LMV__ARG(key->value));
    return LMV__NONE;
}

void lmv__read_whens(
    lmv__loader *load, const lmv__node *node, lmv__whens *whens, bool *keeps)
{
    if (!lmv__is(load, node, LMV__MAP, "when"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        uint32_t guard;
        int when;

        if (key->broken || key->kind != LMV__SCALAR)
            continue;
        guard = find_guard(load, key);
        when = lmv__choice(load, node->items[2 * i + 1], "when", when_names, 3);
        if (guard == LMV__NONE || when < 0)
            continue;
        whens->of[guard] = (uint8_t)(LMV__WHEN_SKIP + when);
        if (keeps && when == 1)
            *keeps = true;
    }
}
