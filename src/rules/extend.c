#include "rules/extend.h"

#include "rules/entry.h"

#include <string.h>

enum { SIGNALS, WORDS, LISTS, EXAMPLES, N_CHANGES };

static const lmv__key add_keys[N_CHANGES] = {
    [SIGNALS] = {.name = "signals",
        .kind = LMV__AS_LIST,
        .doc = "signals that the theme gets",
        .shape = &lmv__signal_shape},
    [WORDS] = {.name = "words",
        .kind = LMV__AS_ENTRIES_BY_ID,
        .doc = "entries, or entries by the id of a signal"},
    [LISTS] = {.name = "lists",
        .kind = LMV__AS_NAMED_ENTRIES,
        .doc = "entries for lists of the theme's pack"},
    [EXAMPLES] = {.name = "examples",
        .kind = LMV__AS_MAP,
        .doc = "examples that the theme gets",
        .shape = &lmv__examples_shape},
};
static const lmv__shape add_shape = {"add", add_keys, N_CHANGES, NULL};

static const lmv__key remove_keys[N_CHANGES] = {
    [SIGNALS] = {.name = "signals",
        .kind = LMV__AS_STRINGS,
        .doc = "ids of signals that go"},
    [WORDS] = {.name = "words",
        .kind = LMV__AS_ENTRIES_BY_ID,
        .doc = "entries that go, or these by the id of a signal"},
    [LISTS] = {.name = "lists",
        .kind = LMV__AS_NAMED_ENTRIES,
        .doc = "entries that go from lists of the theme's pack"},
    [EXAMPLES] = {.name = "examples",
        .kind = LMV__AS_STRINGS,
        .doc = "examples that go, as they are"},
};
static const lmv__shape remove_shape = {"remove", remove_keys, N_CHANGES, NULL};

enum { EXTEND, ADD, REMOVE, SETTINGS, DISABLE, N_KEYS };

static const lmv__key extension_keys[N_KEYS] = {
    [EXTEND] = {.name = "extend",
        .kind = LMV__AS_TEXT,
        .doc = "pack/theme that is changed",
        .needed = true},
    [ADD] = {.name = "add",
        .kind = LMV__AS_MAP,
        .doc = "what the theme gets",
        .shape = &add_shape},
    [REMOVE] = {.name = "remove",
        .kind = LMV__AS_MAP,
        .doc = "what the theme loses, first",
        .shape = &remove_shape},
    [SETTINGS] = {.name = "settings",
        .kind = LMV__AS_PAIRS,
        .doc = "settings of the theme's plugin, instead of its own"},
    [DISABLE] = {.name = "disable",
        .kind = LMV__AS_BOOL,
        .doc = "true: the theme is gone"},
};
const lmv__shape lmv__extension_shape = {
    "an extension", extension_keys, N_KEYS, NULL};

/* What changes the entries of a signal or list. */
typedef void (*change_fn)(
    lmv__loader *load, const lmv__node *node, lmv__entries *entries);

/* ---- arrays ---- */

/* The items of both, in the ruleset's arena. */
static void *join(lmv__loader *load, const void *items, uint32_t *n,
    const void *more, uint32_t n_more, size_t size)
{
    char *all =
        lmv__arena_alloc(&load->rules->arena, (size_t)*n + n_more, size);

    if (!all) {
        load->nomem = true;
        *n = 0;
        return NULL;
    }
    if (*n)
        memcpy(all, items, *n * size);
    if (n_more)
        memcpy(all + *n * size, more, n_more * size);
    *n += n_more;
    return all;
}

/* Item i goes, the others move up. */
static void drop(void *items, uint32_t *n, uint32_t i, size_t size)
{
    char *at = (char *)items + i * size;

    memmove(at, at + size, (*n - i - 1) * size);
    --*n;
}

/* ---- which theme, signal, list ---- */

static void not_there(lmv__loader *load, lmv__suggest *suggest,
    const char *code, lmv__pos pos, const char *what, lmv__slice name)
{
    lmv__fail(load, code, pos,
        lmv__suggest_help(suggest, "nothing of this name is there"),
        "no %s '%.*s' to change", what, LMV__ARG(name));
}

/* The pack `id` among the imports of the current one, or LMV__NONE. */
static uint32_t find_import(lmv__loader *load, lmv__slice id)
{
    const lmv__pack *packs = load->packs.data, *self = &packs[load->pack];

    for (uint32_t i = 0; i < self->n_imports; i++)
        if (lmv__slice_same(packs[self->imports[i]].id, id))
            return self->imports[i];
    return LMV__NONE;
}

static lmv__theme *find_theme(lmv__loader *load, const lmv__node *node)
{
    lmv__theme *themes = load->themes.data;
    const char *slash;
    lmv__slice pack, id;
    lmv__suggest suggest;
    uint32_t from;

    if (!lmv__is(load, node, LMV__SCALAR, "extend"))
        return NULL;
    slash = memchr(node->value.ptr, '/', node->value.len);
    if (!slash) {
        lmv__fail(load, "E207", node->pos,
            "write the pack, a slash, the theme: "
            "customer-centricity/slow-response",
            "`extend` names a theme of another pack");
        return NULL;
    }
    pack = (lmv__slice){node->value.ptr, (size_t)(slash - node->value.ptr)};
    id = (lmv__slice){slash + 1, node->value.len - pack.len - 1};
    from = find_import(load, pack);
    if (from == LMV__NONE) {
        lmv__fail(load, "E227", node->pos,
            "add the pack to `imports:` in pack.yml",
            "the pack '%.*s' is not imported", LMV__ARG(pack));
        return NULL;
    }
    lmv__suggest_init(&suggest, id);
    for (size_t i = 0; i < load->themes.len; i++) {
        if (themes[i].pack != from)
            continue;
        if (lmv__slice_same(themes[i].id, id))
            return &themes[i];
        lmv__suggest_try(&suggest, themes[i].id);
    }
    not_there(load, &suggest, "E223", node->pos, "theme", id);
    return NULL;
}

static lmv__signal *find_signal(
    lmv__loader *load, lmv__theme *theme, const lmv__node *id, const char *code)
{
    lmv__suggest suggest;

    if (!lmv__is(load, id, LMV__SCALAR, "a signal's id"))
        return NULL;
    lmv__suggest_init(&suggest, id->value);
    for (uint32_t i = 0; i < theme->n_signals; i++) {
        if (lmv__slice_same(theme->signals[i].id, id->value))
            return &theme->signals[i];
        lmv__suggest_try(&suggest, theme->signals[i].id);
    }
    not_there(load, &suggest, code, id->pos, "signal", id->value);
    return NULL;
}

static lmv__list *find_list(
    lmv__loader *load, uint32_t pack, const lmv__node *name)
{
    lmv__list *lists = load->lists.data;
    lmv__suggest suggest;

    lmv__suggest_init(&suggest, name->value);
    for (size_t i = 0; i < load->lists.len; i++) {
        if (lists[i].pack != pack)
            continue;
        if (lmv__slice_same(lists[i].name, name->value))
            return &lists[i];
        lmv__suggest_try(&suggest, lists[i].name);
    }
    not_there(load, &suggest, "E220", name->pos, "list", name->value);
    return NULL;
}

/* ---- entries ---- */

static void add_entries(
    lmv__loader *load, const lmv__node *node, lmv__entries *entries)
{
    lmv__entries more =
        lmv__entries_read(load, node, lmv__pack_languages(load), "add");

    entries->items = join(load, entries->items, &entries->n, more.items, more.n,
        sizeof *more.items);
}

static void remove_entry(
    lmv__loader *load, const lmv__entry *entry, lmv__entries *entries)
{
    uint32_t before = entries->n;
    lmv__suggest suggest;

    lmv__suggest_init(&suggest, entry->text);
    for (uint32_t i = entries->n; i-- > 0;) {
        lmv__suggest_try(&suggest, entries->items[i].text);
        if (lmv__slice_same(entries->items[i].text, entry->text) &&
            (entries->items[i].languages & entry->languages))
            drop(entries->items, &entries->n, i, sizeof *entries->items);
    }
    if (entries->n == before)
        lmv__fail(load, "E231", entry->pos,
            lmv__suggest_help(&suggest, "write it as it stands there"),
            "no entry '%.*s' to remove", LMV__ARG(entry->text));
    else if (!entries->n)
        lmv__fail(load, "E211", entry->pos,
            "remove the signal, or leave one entry",
            "this removes the last entry");
}

static void remove_entries(
    lmv__loader *load, const lmv__node *node, lmv__entries *entries)
{
    lmv__entries those = lmv__entries_read(load, node, 0xff, "remove");

    for (uint32_t i = 0; i < those.n; i++)
        remove_entry(load, &those.items[i], entries);
}

static void change_signal(lmv__loader *load, const lmv__node *node,
    lmv__pos pos, lmv__signal *signal, change_fn change)
{
    if (signal->matcher.kind == LMV__MATCH_WORDS)
        change(load, node, &signal->matcher.words);
    else
        lmv__fail(load, "E210", pos, "remove the signal and add another",
            "this signal has no words, but %s",
            lmv__matcher_shape.keys[signal->matcher.kind].name);
}

/* `words:` are entries when the theme has one signal without a name, or a map
 * of signals. */
static void change_words(lmv__loader *load, const lmv__node *node,
    lmv__theme *theme, change_fn change)
{
    if (theme->n_signals == 1 && !theme->signals[0].id.len) {
        change_signal(load, node, node->pos, &theme->signals[0], change);
        return;
    }
    if (!lmv__is(load, node, LMV__MAP, "words"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        lmv__signal *signal = find_signal(load, theme, key, "E231");

        if (signal)
            change_signal(
                load, node->items[2 * i + 1], key->pos, signal, change);
    }
}

static void change_lists(
    lmv__loader *load, const lmv__node *node, uint32_t pack, change_fn change)
{
    if (!lmv__is(load, node, LMV__MAP, "lists"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        lmv__list *list = key->broken || key->kind != LMV__SCALAR
                              ? NULL
                              : find_list(load, pack, key);

        if (list)
            change(load, node->items[2 * i + 1], &list->entries);
    }
}

/* ---- signals and examples ---- */

static void add_signals(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    lmv__theme more = {.when = theme->when};

    lmv__read_signals(load, node, &more);
    for (uint32_t i = 0; i < more.n_signals; i++)
        if (!more.signals[i].id.len && theme->n_signals)
            lmv__fail(load, "E204", more.signals[i].pos,
                "a theme with several signals names each: `id: waiting-time`",
                "a signal without id");
    theme->signals = join(load, theme->signals, &theme->n_signals, more.signals,
        more.n_signals, sizeof *more.signals);
    lmv__check_signal_ids(load, theme->signals, theme->n_signals);
}

static void remove_signals(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    lmv__pairs ids = lmv__strings_read(load, node, "signals");

    for (uint32_t i = 0; i < ids.n; i++) {
        lmv__node id = {.kind = LMV__SCALAR,
            .pos = ids.items[i].pos,
            .value = ids.items[i].value};
        lmv__signal *signal = find_signal(load, theme, &id, "E231");

        if (signal)
            drop(theme->signals, &theme->n_signals,
                (uint32_t)(signal - theme->signals), sizeof *signal);
    }
}

static void add_examples(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    lmv__theme more = {.n_examples = 0};

    lmv__read_examples(load, node, &more);
    theme->examples = join(load, theme->examples, &theme->n_examples,
        more.examples, more.n_examples, sizeof *more.examples);
}

static void remove_examples(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    lmv__pairs texts = lmv__strings_read(load, node, "examples");

    for (uint32_t i = 0; i < texts.n; i++) {
        uint32_t before = theme->n_examples;

        for (uint32_t k = before; k-- > 0;)
            if (lmv__slice_same(theme->examples[k].text, texts.items[i].value))
                drop(theme->examples, &theme->n_examples, k,
                    sizeof *theme->examples);
        if (theme->n_examples == before)
            lmv__fail(load, "E231", texts.items[i].pos,
                "write the comment as it stands there",
                "no example '%.*s' to remove", LMV__ARG(texts.items[i].value));
    }
}

/* ---- the extension ---- */

static void read_add(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    const lmv__node *values[N_CHANGES];

    if (!lmv__fields(load, node, &add_shape, values))
        return;
    if (values[WORDS])
        change_words(load, values[WORDS], theme, add_entries);
    if (values[LISTS])
        change_lists(load, values[LISTS], theme->pack, add_entries);
    if (values[SIGNALS])
        add_signals(load, values[SIGNALS], theme);
    if (values[EXAMPLES])
        add_examples(load, values[EXAMPLES], theme);
}

static void read_remove(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    const lmv__node *values[N_CHANGES];

    if (!lmv__fields(load, node, &remove_shape, values))
        return;
    if (values[WORDS])
        change_words(load, values[WORDS], theme, remove_entries);
    if (values[LISTS])
        change_lists(load, values[LISTS], theme->pack, remove_entries);
    if (values[SIGNALS])
        remove_signals(load, values[SIGNALS], theme);
    if (values[EXAMPLES])
        remove_examples(load, values[EXAMPLES], theme);
}

/* A setting that the theme has is replaced. */
static void read_settings(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    lmv__pairs more = lmv__pairs_read(load, node, "settings");

    for (uint32_t i = 0; i < more.n; i++)
        for (uint32_t k = theme->settings.n; k-- > 0;)
            if (lmv__slice_same(
                    theme->settings.items[k].name, more.items[i].name))
                drop(theme->settings.items, &theme->settings.n, k,
                    sizeof *theme->settings.items);
    theme->settings.items = join(load, theme->settings.items,
        &theme->settings.n, more.items, more.n, sizeof *more.items);
}

static void change_theme(
    lmv__loader *load, const lmv__node *const *values, lmv__theme *theme)
{
    bool off = false;

    /* what goes, goes first: a signal can be replaced */
    if (values[REMOVE])
        read_remove(load, values[REMOVE], theme);
    if (values[ADD])
        read_add(load, values[ADD], theme);
    if (values[SETTINGS])
        read_settings(load, values[SETTINGS], theme);
    if (values[DISABLE] && lmv__bool(load, values[DISABLE], "disable", &off) &&
        off)
        theme->off = theme->disabled = true;
    if (!theme->n_signals && !theme->off && theme->kind != LMV_KIND_GROUP &&
        lmv__slice_is(theme->classifier, "themes"))
        lmv__fail(load, "E209", values[EXTEND]->pos,
            "write `disable: true` to take the theme away",
            "the theme has nothing to look for any more");
}

void lmv__read_extension(lmv__loader *load, const lmv__node *node)
{
    const lmv__node *values[N_KEYS];
    lmv__theme *theme;

    if (!lmv__fields(load, node, &lmv__extension_shape, values) ||
        !values[EXTEND])
        return;
    theme = find_theme(load, values[EXTEND]);
    if (!theme)
        return;
    if (!values[ADD] && !values[REMOVE] && !values[SETTINGS] &&
        !values[DISABLE])
        lmv__fail(load, "E204", node->pos,
            "write add, remove, settings or disable",
            "an extension that changes nothing");
    /* an extension with errors takes its theme with it */
    if (node->broken)
        theme->disabled = true;
    load->reporter->theme = theme;
    change_theme(load, values, theme);
    load->reporter->theme = NULL;
}
