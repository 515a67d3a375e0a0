#include "rules/guard.h"

#include "rules/asked.h"
#include "rules/entry.h"

const char *const lmv__when_names[3] = {"skip", "keep", "only"};

/* All but the last to the right. */
static const char *const reaches[] = {
    "clause", "sentence", "comment", "previous-question"};

static const lmv__key trigger_keys[] = {
    {.name = "id", .kind = LMV__AS_ID, .doc = "name of the trigger"},
    {.name = "left",
        .kind = LMV__AS_REACH,
        .doc = "how far it reaches before itself",
        .needed = true,
        LMV__CHOICES(reaches)},
    {.name = "right",
        .kind = LMV__AS_REACH,
        .doc = "how far it reaches behind itself",
        .needed = true,
        .choices = reaches,
        .n_choices = 3},
    {.name = "words",
        .kind = LMV__AS_ENTRIES,
        .doc = "the words that trigger",
        .needed = true},
};
static const lmv__shape trigger_shape = {"a trigger", trigger_keys, 4, NULL};

static const lmv__key guard_keys[] = {
    {.name = "default",
        .kind = LMV__AS_CHOICE,
        .doc = "what happens to words inside",
        .choices = lmv__when_names,
        .n_choices = 2},
    {.name = "triggers",
        .kind = LMV__AS_LIST,
        .doc = "words and how far they reach",
        .shape = &trigger_shape},
    {.name = "not",
        .kind = LMV__AS_ENTRIES,
        .doc = "what looks like a trigger and is none"},
    {.name = "asked",
        .kind = LMV__AS_CHOICES,
        .doc = "the whole answer to such a question is inside",
        .choices = lmv__asked_names,
        .n_choices = LMV__N_ASKED},
};
const lmv__shape lmv__guard_shape = {"a guard", guard_keys, 4, NULL};

/* A number of words or a named reach. */
static bool read_reach(lmv__loader *load, const lmv__node *node,
    const char *what, bool left, int32_t *out)
{
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
    i = lmv__choice(load, node, what, reaches, left ? 4 : 3);
    *out = -1 - i;
    return i >= 0;
}

static void read_trigger(
    lmv__loader *load, const lmv__node *node, lmv__vec *triggers)
{
    const lmv__node *values[4];
    lmv__trigger trigger = {.id = lmv__slice_of(""), .pos = node->pos};
    lmv__trigger *slot;

    if (!lmv__fields(load, node, &trigger_shape, values))
        return;
    for (int i = 1; i < 4; i++)
        if (!values[i]) {
            lmv__fail(load, "E204", node->pos,
                "left and right say how many words a trigger reaches",
                "a trigger needs %s", trigger_keys[i].name);
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
            lmv__twice(
                load, "E208", "trigger", trigger.id, trigger.pos, other->pos);
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
    const lmv__node *values[4];
    lmv__guard guard = {.pos = key->pos, .standard = LMV__WHEN_SKIP};
    const lmv__guard *guards = load->guards.data;
    lmv__guard *slot;
    int standard;

    if (!lmv__name(load, key, "the guard", &guard.name) ||
        !lmv__fields(load, node, &lmv__guard_shape, values))
        return;
    for (size_t i = 0; i < load->guards.len; i++)
        if (lmv__slice_same(guards[i].name, guard.name)) {
            lmv__twice(
                load, "E226", "guard", guard.name, key->pos, guards[i].pos);
            return;
        }
    if (values[0]) {
        standard = lmv__choice(load, values[0], "default", lmv__when_names, 2);
        if (standard >= 0)
            guard.standard = (lmv__when)(LMV__WHEN_SKIP + standard);
    }
    if (values[1])
        read_triggers(load, values[1], &guard);
    else if (!values[3])
        lmv__fail(load, "E204", key->pos, NULL,
            "the guard '%.*s' has no "
            "triggers",
            LMV__ARG(guard.name));
    if (values[2])
        guard.not_these = lmv__entries_read(
            load, values[2], lmv__pack_languages(load), "not");
    if (values[3])
        lmv__read_asked(load, values[3], &guard.asked);
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
        when = lmv__choice(
            load, node->items[2 * i + 1], "when", lmv__when_names, 3);
        if (guard == LMV__NONE || when < 0)
            continue;
        whens->of[guard] = (uint8_t)(LMV__WHEN_SKIP + when);
        if (keeps && when == 1)
            *keeps = true;
    }
}
