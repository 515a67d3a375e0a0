/*
 * Signals: a matcher, what it weighs, and under which conditions it counts.
 */
#include "rules/asked.h"
#include "rules/entry.h"
#include "rules/guard.h"
#include "rules/theme.h"

enum {
    ID = LMV__N_MATCHER_KEYS,
    WEIGHT,
    MAX,
    WHEN,
    UNLESS,
    REQUIRES,
    WHOLE,
    ASKED,
    CASE,
    LANGUAGES,
    NOTE,
    N_KEYS
};

static const char *const extents[] = {"clause", "sentence", "comment"};

static const lmv__key condition_keys[] = {
    {.name = "words",
        .kind = LMV__AS_ENTRIES,
        .doc = "the words",
        .needed = true},
    {.name = "in",
        .kind = LMV__AS_CHOICE,
        .doc = "where to look for them",
        LMV__CHOICES(extents)},
};
static const lmv__shape unless_shape = {"unless", condition_keys, 2, NULL};
static const lmv__shape requires_shape = {"requires", condition_keys, 2, NULL};

static const char *const cases[] = {"match"};

#define OWN(key) [(key)-LMV__N_MATCHER_KEYS]

static const lmv__key own_keys[N_KEYS - LMV__N_MATCHER_KEYS] = {
    OWN(ID) = {.name = "id",
        .kind = LMV__AS_ID,
        .doc = "needed when there are several signals"},
    OWN(WEIGHT) = {.name = "weight",
        .kind = LMV__AS_DECIMAL,
        .doc = "points for each sentence, default 1; negative counts against",
        .min = -LMV__MAX_WEIGHT,
        .max = LMV__MAX_WEIGHT},
    OWN(MAX) = {.name = "max",
        .kind = LMV__AS_WHOLE,
        .doc = "sentences that may count, default 1",
        .min = 1,
        .max = 1000},
    OWN(WHEN) = {.name = "when",
        .kind = LMV__AS_WHENS,
        .doc = "what guards do to this signal"},
    OWN(UNLESS) = {.name = "unless",
        .kind = LMV__AS_CONDITION,
        .doc = "words that block it, in the clause if you say nothing",
        .shape = &unless_shape},
    OWN(REQUIRES) = {.name = "requires",
        .kind = LMV__AS_CONDITION,
        .doc = "words that it needs, in the sentence if you say nothing",
        .shape = &requires_shape},
    OWN(WHOLE) = {.name = "whole",
        .kind = LMV__AS_BOOL,
        .doc = "true: the find must be the whole comment"},
    OWN(ASKED) = {.name = "asked",
        .kind = LMV__AS_CHOICES,
        .doc = "only in answers to such questions",
        .choices = lmv__asked_names,
        .n_choices = LMV__N_ASKED},
    OWN(CASE) = {.name = "case",
        .kind = LMV__AS_CHOICE,
        .doc = "match: letters must have the author's case",
        LMV__CHOICES(cases)},
    OWN(LANGUAGES) = {.name = "languages",
        .kind = LMV__AS_LANGUAGES,
        .doc = "only in sentences of these"},
    OWN(NOTE) = {.name = "note",
        .kind = LMV__AS_TEXT,
        .doc = "for readers of the file"},
};
const lmv__shape lmv__signal_shape = {
    "a signal", own_keys, N_KEYS - LMV__N_MATCHER_KEYS, &lmv__matcher_shape};

/* {words: entries, in: clause} or entries. */
static void read_condition(lmv__loader *load, const lmv__node *node,
    const lmv__shape *shape, lmv__extent standard, lmv__condition *out)
{
    const lmv__node *values[2];
    int extent;

    out->pos = node->pos;
    out->in = standard;
    if (node->kind == LMV__MAP &&
        (lmv__node_get(node, "words") || lmv__node_get(node, "in"))) {
        if (!lmv__fields(load, node, shape, values))
            return;
        if (values[1]) {
            extent = lmv__choice(load, values[1], "in", extents, 3);
            if (extent >= 0)
                out->in = (lmv__extent)extent;
        }
        node = values[0];
        if (!node) {
            lmv__fail(
                load, "E204", out->pos, NULL, "%s needs words", shape->what);
            return;
        }
    }
    out->entries =
        lmv__entries_read(load, node, lmv__pack_languages(load), shape->what);
}

static void read_case(
    lmv__loader *load, const lmv__node *node, lmv__signal *signal)
{
    signal->case_match = lmv__choice(load, node, "case", cases, 1) == 0;
}

/* `max`, `when`, `unless` ...: everything but the matcher and the id. */
static void read_options(
    lmv__loader *load, const lmv__node *const *values, lmv__signal *signal)
{
    if (values[WEIGHT] &&
        lmv__milli(load, values[WEIGHT], "weight", -LMV__MAX_WEIGHT,
            LMV__MAX_WEIGHT, &signal->weight) &&
        !signal->weight)
        lmv__fail(load, "E212", values[WEIGHT]->pos, NULL,
            "a signal of weight 0 changes nothing");
    if (values[MAX])
        lmv__number(load, values[MAX], "max", 1, 1000, &signal->max);
    if (values[WHEN])
        lmv__read_whens(
            load, values[WHEN], &signal->when, &signal->keeps_blocked);
    if (values[UNLESS])
        read_condition(load, values[UNLESS], &unless_shape, LMV__IN_CLAUSE,
            &signal->unless);
    if (values[REQUIRES])
        read_condition(load, values[REQUIRES], &requires_shape,
            LMV__IN_SENTENCE, &signal->requires);
    if (values[WHOLE])
        lmv__bool(load, values[WHOLE], "whole", &signal->whole);
    if (values[ASKED])
        lmv__read_asked(load, values[ASKED], &signal->asked);
    if (values[CASE])
        read_case(load, values[CASE], signal);
    if (values[LANGUAGES])
        lmv__languages(
            load, values[LANGUAGES], "languages", &signal->languages);
    if (values[NOTE])
        lmv__text(load, values[NOTE], "note", &signal->note);
}

/* The defaults of a signal at `pos`. */
static lmv__signal new_signal(
    const lmv__loader *load, const lmv__theme *theme, lmv__pos pos)
{
    lmv__signal signal = {.id = lmv__slice_of(""),
        .pos = pos,
        .weight = 1000,
        .max = 1,
        .languages = lmv__pack_languages(load),
        .note = lmv__slice_of("")};

    for (int i = 0; i < LMV__MAX_GUARDS; i++)
        if (theme->when.of[i] == LMV__WHEN_KEEP)
            signal.keeps_blocked = true;
    return signal;
}

static void read_signal(lmv__loader *load, const lmv__node *node,
    const lmv__theme *theme, bool needs_id, lmv__signal *signal)
{
    const lmv__node *values[N_KEYS];
    uint32_t errors = load->reporter->errors;
    bool reported = false;

    *signal = new_signal(load, theme, node->pos);
    if (!lmv__fields(load, node, &lmv__signal_shape, values))
        return;
    if (load->reporter->errors != errors)
        reported = true;
    if (values[ID])
        lmv__id(load, values[ID], "the id", &signal->id);
    else if (needs_id)
        lmv__fail(load, "E204", node->pos,
            "a theme with several signals names each: `id: waiting-time`",
            "a signal without id");
    lmv__read_matcher(load, values, node->pos, reported, 1, &signal->matcher);
    read_options(load, values, signal);
}

void lmv__check_signal_ids(
    lmv__loader *load, const lmv__signal *signals, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = 0; k < i && signals[i].id.len; k++) {
            if (!lmv__slice_same(signals[i].id, signals[k].id))
                continue;
            lmv__fail(load, "E208", signals[i].pos, NULL,
                "the id '%.*s' is used twice; the first is at line %u, "
                "column %u",
                LMV__ARG(signals[i].id), signals[k].pos.line,
                signals[k].pos.column);
            break;
        }
}

static bool alloc_signals(lmv__loader *load, uint32_t n, lmv__theme *theme)
{
    theme->signals =
        lmv__arena_alloc(&load->rules->arena, n, sizeof *theme->signals);
    if (!theme->signals) {
        load->nomem = true;
        return false;
    }
    theme->n_signals = n;
    return true;
}

#define MAX_SIGNALS 1000

void lmv__read_signals(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    if (!lmv__is(load, node, LMV__LIST, "signals"))
        return;
    if (!node->n || node->n > MAX_SIGNALS) {
        lmv__fail(load, node->n ? "E215" : "E211", node->pos, NULL,
            node->n ? "more than %d signals" : "the list of signals is empty",
            MAX_SIGNALS);
        return;
    }
    if (!alloc_signals(load, node->n, theme))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        read_signal(
            load, node->items[i], theme, node->n > 1, &theme->signals[i]);
    lmv__check_signal_ids(load, theme->signals, theme->n_signals);
}

void lmv__read_simple_signal(
    lmv__loader *load, const lmv__node *words, lmv__theme *theme)
{
    const lmv__node *values[LMV__N_MATCHER_KEYS] = {NULL};

    if (!alloc_signals(load, 1, theme))
        return;
    values[LMV__MATCH_WORDS] = words;
    theme->signals[0] = new_signal(load, theme, words->pos);
    lmv__read_matcher(
        load, values, words->pos, false, 1, &theme->signals[0].matcher);
}
