#include "rules/theme.h"

#include "rules/extend.h"
#include "rules/guard.h"

#include <string.h>

enum {
    ID,
    CODE,
    PARENT,
    LABEL,
    DEFINITION,
    POLARITY,
    KIND,
    SEVERITY,
    TAGS,
    STATUS,
    REPLACED_BY,
    CODEBOOK,
    PROVENANCE,
    EXAMPLES,
    N_GROUP_KEYS, /* from here on not for groups */
    CLASSIFIER = N_GROUP_KEYS,
    SETTINGS,
    THRESHOLD,
    SCOPE,
    WHEN,
    OVERRIDES,
    SIGNALS,
    WORDS,
    N_KEYS
};

enum { MAX_CODE = 999999999 };

static const char *const kinds[] = {"theme", "facet", "helper", "group"};
static const char *const polarities[] = {
    "neutral", "negative", "positive", "mixed"};
static const char *const statuses[] = {
    "draft", "review", "stable", "deprecated"};
static const char *const severities[] = {"low", "medium", "high", "critical"};
static const char *const scopes[] = {"comment", "sentence"};

static const lmv__key codebook_keys[] = {
    {.name = "include",
        .kind = LMV__AS_STRINGS,
        .doc = "what belongs to the theme"},
    {.name = "exclude", .kind = LMV__AS_STRINGS, .doc = "what does not"},
    {.name = "boundary",
        .kind = LMV__AS_PAIRS,
        .doc = "by theme: how to tell them apart"},
};
static const lmv__shape codebook_shape = {"codebook", codebook_keys, 3, NULL};

static const lmv__key keys[N_KEYS] = {
    [ID] = {.name = "id",
        .kind = LMV__AS_ID,
        .doc = "stable, never used again",
        .needed = true},
    [CODE] = {.name = "code",
        .kind = LMV__AS_WHOLE,
        .doc = "a number for SPSS and codebooks",
        .min = 1,
        .max = MAX_CODE},
    [PARENT] = {.name = "parent",
        .kind = LMV__AS_ID,
        .doc = "where it stands; a group is assigned "
               "with its themes"},
    [LABEL] = {.name = "label",
        .kind = LMV__AS_LABEL,
        .doc = "its name for readers",
        .needed = true},
    [DEFINITION] = {.name = "definition",
        .kind = LMV__AS_TEXT,
        .doc = "what a comment says that has the theme"},
    [POLARITY] = {.name = "polarity",
        .kind = LMV__AS_CHOICE,
        .doc = "good or bad for the company",
        LMV__CHOICES(polarities)},
    [KIND] = {.name = "kind",
        .kind = LMV__AS_CHOICE,
        .doc = "theme; facet; helper: used by others only; group",
        LMV__CHOICES(kinds)},
    [SEVERITY] = {.name = "severity",
        .kind = LMV__AS_CHOICE,
        .doc = "passed through",
        LMV__CHOICES(severities)},
    [TAGS] = {.name = "tags", .kind = LMV__AS_STRINGS, .doc = "passed through"},
    [STATUS] = {.name = "status",
        .kind = LMV__AS_CHOICE,
        .doc = "how far it is tried",
        LMV__CHOICES(statuses)},
    [REPLACED_BY] = {.name = "replaced_by",
        .kind = LMV__AS_ID,
        .doc = "of a deprecated theme"},
    [CODEBOOK] = {.name = "codebook",
        .kind = LMV__AS_MAP,
        .doc = "for coders",
        .shape = &codebook_shape},
    [PROVENANCE] = {.name = "provenance",
        .kind = LMV__AS_PAIRS,
        .doc = "where it comes from"},
    [EXAMPLES] = {.name = "examples",
        .kind = LMV__AS_MAP,
        .doc = "comments that `check` runs",
        .shape = &lmv__examples_shape},
    [CLASSIFIER] = {.name = "classifier",
        .kind = LMV__AS_NAME,
        .doc = "the plugin that decides; themes if you say nothing"},
    [SETTINGS] = {.name = "settings",
        .kind = LMV__AS_PAIRS,
        .doc = "what that plugin is told"},
    [THRESHOLD] = {.name = "threshold",
        .kind = LMV__AS_DECIMAL,
        .doc = "the score that assigns it, default 1",
        .min = 1,
        .max = LMV__MAX_WEIGHT},
    [SCOPE] = {.name = "scope",
        .kind = LMV__AS_CHOICE,
        .doc = "where the threshold is reached",
        LMV__CHOICES(scopes)},
    [WHEN] = {.name = "when",
        .kind = LMV__AS_WHENS,
        .doc = "what guards do, for all signals"},
    [OVERRIDES] = {.name = "overrides",
        .kind = LMV__AS_STRINGS,
        .doc = "themes whose evidence it takes away"},
    [SIGNALS] = {.name = "signals",
        .kind = LMV__AS_LIST,
        .doc = "ways to find the theme",
        .shape = &lmv__signal_shape},
    [WORDS] = {.name = "words",
        .kind = LMV__AS_ENTRIES,
        .doc = "instead of signals: words alone"},
};
const lmv__shape lmv__theme_shape = {"a theme", keys, N_KEYS, NULL};

/* Index of the value of a key in a list of names; `standard` when there is
 * none or a wrong one. */
static int choose(lmv__loader *load, const lmv__node *node, const char *what,
    const char *const *names, size_t n, int standard)
{
    int i = node ? lmv__choice(load, node, what, names, n) : -1;

    return i < 0 ? standard : i;
}

static void read_kind(
    lmv__loader *load, const lmv__node *const *values, lmv__theme *theme)
{
    theme->kind = (lmv_theme_kind)choose(
        load, values[KIND], "kind", kinds, 4, LMV_KIND_THEME);
    theme->polarity = (lmv_polarity)choose(
        load, values[POLARITY], "polarity", polarities, 4, LMV_NEUTRAL);
    theme->has_polarity = values[POLARITY] != NULL;
}

static void read_id(lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    lmv__slice *id = &theme->id;
    uint32_t other;

    if (!node || !lmv__id(load, node, "the id", id)) {
        *id = lmv__slice_of("");
        return;
    }
    other = lmv__map_get(&load->rules->theme_index, *id);
    if (other != LMV__MAP_NONE) {
        lmv__pos first = load->rules->themes[other].pos;

        lmv__fail(load, "E208", node->pos, "ids are never used again",
            "the theme '%.*s' is defined twice; the first is at %s:%u:%u",
            LMV__ARG(*id), load->rules->files[first.file].name, first.line,
            first.column);
    }
}

static void read_code(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    if (!lmv__number(load, node, "code", 1, MAX_CODE, &theme->code))
        return;
    for (uint32_t i = 0; i < load->rules->n_themes; i++) {
        const lmv__theme *other = &load->rules->themes[i];

        if (other->code != theme->code)
            continue;
        lmv__fail(load, "E208", node->pos, NULL,
            "the code %u is used twice; the first is the theme '%.*s' at "
            "%s:%u:%u",
            theme->code, LMV__ARG(other->id),
            load->rules->files[other->pos.file].name, other->pos.line,
            other->pos.column);
        return;
    }
}

/* ---- what is passed through ---- */

static void push_pair(
    lmv__loader *load, lmv__vec *pairs, const char *name, const lmv__pair *pair)
{
    lmv__pair *slot = lmv__push(load, pairs);

    if (!slot)
        return;
    *slot = *pair;
    slot->name = lmv__slice_of(name);
}

/* include and exclude are texts; a boundary is "theme: how to decide". */
static void read_codebook(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    const lmv__node *values[3];
    lmv__vec pairs;

    if (!lmv__fields(load, node, &codebook_shape, values))
        return;
    lmv__vec_init(&pairs, sizeof(lmv__pair));
    for (int i = 0; i < 2; i++) {
        lmv__pairs texts = {NULL, 0};

        if (values[i])
            texts = lmv__strings_read(load, values[i], codebook_keys[i].name);
        for (uint32_t k = 0; k < texts.n; k++)
            push_pair(load, &pairs, codebook_keys[i].name, &texts.items[k]);
    }
    if (values[2]) {
        lmv__pairs texts = lmv__pairs_read(load, values[2], "boundary");

        for (uint32_t k = 0; k < texts.n; k++) {
            lmv__pair *pair = &texts.items[k];
            const char *both = lmv__arena_printf(
                &load->rules->arena, "%s: %s", pair->name.ptr, pair->value.ptr);

            if (!both)
                load->nomem = true;
            pair->value = lmv__slice_of(both ? both : "");
            push_pair(load, &pairs, "boundary", pair);
        }
    }
    theme->codebook.items = lmv__freeze(load, &pairs, &theme->codebook.n);
}

static void read_status(
    lmv__loader *load, const lmv__node *const *values, lmv__theme *theme)
{
    int status = choose(load, values[STATUS], "status", statuses, 4, 0);
    int severity =
        choose(load, values[SEVERITY], "severity", severities, 4, -1);

    theme->status = lmv__slice_of(statuses[status]);
    theme->severity = lmv__slice_of(severity < 0 ? "" : severities[severity]);
    theme->replaced_by = lmv__slice_of("");
    if (!values[REPLACED_BY])
        return;
    lmv__id(load, values[REPLACED_BY], "replaced_by", &theme->replaced_by);
    if (status != 3)
        lmv__fail(load, "E210", values[REPLACED_BY]->pos,
            "write `status: deprecated` too",
            "only a deprecated theme is replaced by another");
}

/* Keys that are stored as they are. */
static void read_about(
    lmv__loader *load, const lmv__node *const *values, lmv__theme *theme)
{
    theme->definition = theme->parent_id = lmv__slice_of("");
    if (values[LABEL])
        theme->labels =
            lmv__labels(load, values[LABEL], "label", &theme->n_labels);
    if (values[DEFINITION])
        lmv__text(load, values[DEFINITION], "definition", &theme->definition);
    if (values[PARENT]) {
        theme->parent_pos = values[PARENT]->pos;
        lmv__id(load, values[PARENT], "parent", &theme->parent_id);
    }
    if (values[CODE])
        read_code(load, values[CODE], theme);
    if (values[TAGS])
        theme->tags = lmv__strings_read(load, values[TAGS], "tags");
    if (values[CODEBOOK])
        read_codebook(load, values[CODEBOOK], theme);
    if (values[PROVENANCE])
        theme->provenance =
            lmv__pairs_read(load, values[PROVENANCE], "provenance");
    read_status(load, values, theme);
}

/* ---- what decides ---- */

static void read_classifier(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    theme->classifier =
        lmv__slice_of(theme->kind == LMV_KIND_GROUP ? "" : "themes");
    theme->classifier_pos = theme->pos;
    if (!node)
        return;
    theme->classifier_pos = lmv__text_pos(node);
    lmv__name(load, node, "classifier", &theme->classifier);
}

static void read_matching(
    lmv__loader *load, const lmv__node *const *values, lmv__theme *theme)
{
    if (values[WHEN])
        lmv__read_whens(load, values[WHEN], &theme->when, NULL);
    if (values[THRESHOLD])
        lmv__milli(load, values[THRESHOLD], "threshold", 1, LMV__MAX_WEIGHT,
            &theme->threshold);
    theme->scope = (lmv__scope)choose(
        load, values[SCOPE], "scope", scopes, 2, LMV__SCOPE_COMMENT);
    if (values[SETTINGS])
        theme->settings = lmv__pairs_read(load, values[SETTINGS], "settings");
    if (values[OVERRIDES])
        theme->override_ids =
            lmv__strings_read(load, values[OVERRIDES], "overrides");
    if (values[SIGNALS] && values[WORDS])
        lmv__fail(load, "E209", values[WORDS]->pos,
            "make the words a signal of their own",
            "a theme has either signals or words");
    if (values[SIGNALS])
        lmv__read_signals(load, values[SIGNALS], theme);
    else if (values[WORDS])
        lmv__read_simple_signal(load, values[WORDS], theme);
}

/* What must be there, by kind. */
static void check_required(
    lmv__loader *load, const lmv__node *const *values, const lmv__theme *theme)
{
    bool full = theme->kind == LMV_KIND_THEME || theme->kind == LMV_KIND_FACET;

    for (int i = 0; i <= POLARITY; i++) {
        if (values[i] || i == CODE || i == PARENT ||
            (!full && (i == DEFINITION || i == POLARITY)))
            continue;
        lmv__fail(load, "E204", theme->pos, NULL,
            theme->id.len ? "the theme has no %s" : "a theme without %s",
            keys[i].name);
    }
    if (theme->kind == LMV_KIND_GROUP) {
        for (int i = N_GROUP_KEYS; i < N_KEYS; i++)
            if (values[i])
                lmv__fail(load, "E210", values[i]->pos,
                    "a group is assigned when one of its themes is",
                    "a group has no %s", keys[i].name);
        return;
    }
    if (!values[SIGNALS] && !values[WORDS] &&
        lmv__slice_is(theme->classifier, "themes"))
        lmv__fail(load, "E209", theme->pos, "write `words: |` and the words",
            "the theme has nothing to look for");
}

static void read_theme(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    const lmv__pack *pack = lmv__vec_at(&load->packs, load->pack);
    const lmv__node *values[N_KEYS];
    bool whole;

    theme->id = lmv__slice_of("");
    theme->pos = node->pos;
    theme->pack = load->pack;
    theme->parent = LMV__NONE;
    theme->threshold = pack->threshold;
    theme->disabled = node->broken != LMV__WHOLE;
    whole = lmv__fields(load, node, &lmv__theme_shape, values);
    if (!whole)
        theme->disabled = true;
    if (theme->disabled) /* by an unknown key: what is missing is no news */
        whole = false;
    read_kind(load, values, theme);
    read_id(load, values[ID], theme);
    read_about(load, values, theme);
    read_classifier(load, values[CLASSIFIER], theme);
    if (theme->kind != LMV_KIND_GROUP)
        read_matching(load, values, theme);
    if (values[EXAMPLES])
        lmv__read_examples(load, values[EXAMPLES], theme);
    if (whole)
        check_required(load, values, theme);
}

static void add_theme(lmv__loader *load, const lmv__node *node)
{
    lmv__theme theme, *slot;

    memset(&theme, 0, sizeof theme);
    load->reporter->theme = &theme;
    read_theme(load, node, &theme);
    load->reporter->theme = NULL;
    slot = lmv__push(load, &load->themes);
    if (!slot)
        return;
    *slot = theme;
    lmv__show(load);
    if (theme.id.len &&
        lmv__map_get(&load->rules->theme_index, theme.id) == LMV__MAP_NONE &&
        !lmv__map_set(&load->rules->theme_index, theme.id,
            (uint32_t)load->themes.len - 1))
        load->nomem = true;
}

void lmv__read_themes(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__LIST, "themes"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *item = node->items[i];

        if (item->kind == LMV__MAP && lmv__node_get(item, "extend"))
            lmv__read_extension(load, item);
        else
            add_theme(load, item);
    }
}
