/*
 * References to lists and macros, and cycles among these.
 */
#include "rules/graph.h"
#include "rules/refs.h"
#include "rules/report.h"
#include "rules/resolve.h"
#include "rules/suggest.h"

#include <string.h>

bool lmv__pack_sees(const lmv_ruleset *rules, uint32_t from, uint32_t pack)
{
    const lmv__pack *self = &rules->packs[from];

    for (uint32_t i = 0; i < self->n_imports; i++)
        if (self->imports[i] == pack)
            return true;
    return from == pack;
}

/* The name of list or macro i, and its pack. */
typedef struct named {
    lmv__slice name;
    uint32_t pack;
} named;

static named name_of(const lmv_ruleset *rules, bool macro, uint32_t i)
{
    if (macro)
        return (named){rules->macros[i].name, rules->macros[i].pack};
    return (named){rules->lists[i].name, rules->lists[i].pack};
}

static uint32_t count_of(const lmv_ruleset *rules, bool macro)
{
    return macro ? rules->n_macros : rules->n_lists;
}

static uint32_t find_in(
    const lmv_ruleset *rules, bool macro, uint32_t pack, lmv__slice name)
{
    for (uint32_t i = 0; i < count_of(rules, macro); i++) {
        named candidate = name_of(rules, macro, i);

        if (candidate.pack == pack && lmv__slice_same(candidate.name, name))
            return i;
    }
    return LMV__NONE;
}

/* The pack before the slash of a qualified name; *name loses it. */
static bool qualified(lmv__slice *name, lmv__slice *pack)
{
    const char *slash = name->len ? memchr(name->ptr, '/', name->len) : NULL;

    if (!slash)
        return false;
    *pack = (lmv__slice){name->ptr, (size_t)(slash - name->ptr)};
    *name = (lmv__slice){slash + 1, name->len - pack->len - 1};
    return true;
}

static uint32_t find(
    const lmv_ruleset *rules, bool macro, uint32_t pack, lmv__slice name)
{
    const lmv__pack *self = &rules->packs[pack];
    lmv__slice other;
    bool only = qualified(&name, &other);
    uint32_t found = LMV__NONE;

    if (!only || lmv__slice_same(other, self->id))
        found = find_in(rules, macro, pack, name);
    for (uint32_t i = 0; found == LMV__NONE && i < self->n_imports; i++)
        if (!only || lmv__slice_same(other, rules->packs[self->imports[i]].id))
            found = find_in(rules, macro, self->imports[i], name);
    return found;
}

uint32_t lmv__ruleset_list(
    const lmv_ruleset *rules, uint32_t pack, lmv__slice name)
{
    return find(rules, false, pack, name);
}

uint32_t lmv__ruleset_macro(
    const lmv_ruleset *rules, uint32_t pack, lmv__slice name)
{
    return find(rules, true, pack, name);
}

uint32_t lmv__ruleset_guard(const lmv_ruleset *rules, lmv__slice name)
{
    for (uint32_t i = 0; i < rules->n_guards; i++)
        if (lmv__slice_same(rules->guards[i].name, name))
            return i;
    return LMV__NONE;
}

/* ---- unknown names ---- */

static void report_unknown(const lmv_ruleset *rules, lmv__reporter *reporter,
    uint32_t pack, const lmv__ref *ref, lmv__pos pos)
{
    const char *what = ref->macro ? "macro" : "list";
    lmv__slice name = ref->name, other;
    lmv__suggest suggest;

    qualified(&name, &other);
    lmv__suggest_init(&suggest, name);
    for (uint32_t i = 0; i < count_of(rules, ref->macro); i++) {
        named candidate = name_of(rules, ref->macro, i);

        if (lmv__pack_sees(rules, pack, candidate.pack)) {
            lmv__suggest_try(&suggest, candidate.name);
        } else if (lmv__slice_same(candidate.name, name)) {
            lmv__report(reporter, rules, LMV_ERROR, "E227", pos,
                "add the pack to `imports:` in pack.yml",
                "the %s '%.*s' is defined in the pack '%.*s', which is not "
                "imported",
                what, LMV__ARG(name),
                LMV__ARG(rules->packs[candidate.pack].id));
            return;
        }
    }
    lmv__report(reporter, rules, LMV_ERROR, ref->macro ? "E221" : "E220", pos,
        lmv__suggest_help(&suggest,
            ref->macro ? "macros are defined under `macros:`"
                       : "lists are defined under `lists:` and `verbs:`; a $ "
                         "in a text is written \\$"),
        "unknown %s '%.*s'", what, LMV__ARG(ref->name));
}

/* ---- walking entries ---- */

typedef struct walker {
    lmv_ruleset *rules;
    lmv__reporter *reporter;
    lmv__graph *graph; /* of lists or macros; NULL: only check */
    uint32_t node;
    bool nomem;
} walker;

static void check_entry(walker *walk, const lmv__entry *entry, bool raw)
{
    size_t at = 0;
    lmv__ref ref;

    while (lmv__refs_next(entry->text, raw, &at, &ref)) {
        uint32_t found = find(walk->rules, ref.macro, entry->pack, ref.name);

        if (found == LMV__NONE &&
            !(ref.macro && lmv__is_builtin_macro(ref.name)))
            report_unknown(walk->rules, walk->reporter, entry->pack, &ref,
                lmv__entry_at(entry, ref.at));
        if (found == LMV__NONE || !walk->graph || ref.macro != raw)
            continue;
        if (!lmv__graph_need(walk->graph, walk->node, found))
            walk->nomem = true;
    }
}

static void check_entries(walker *walk, const lmv__entries *entries)
{
    for (uint32_t i = 0; i < entries->n; i++)
        check_entry(walk, &entries->items[i], false);
}

static void check_matcher(
    walker *walk, const lmv__matcher *matcher, unsigned depth)
{
    for (uint32_t i = 0; i < matcher->words.n; i++)
        check_entry(walk, &matcher->words.items[i],
            matcher->kind == LMV__MATCH_PATTERN);
    for (uint32_t i = 0; depth <= LMV__MAX_DEPTH && i < matcher->n_parts; i++)
        check_matcher(walk, &matcher->parts[i], depth + 1);
}

static void check_theme(walker *walk, lmv__theme *theme)
{
    walk->reporter->theme = theme;
    for (uint32_t i = 0; i < theme->n_signals; i++) {
        check_matcher(walk, &theme->signals[i].matcher, 1);
        check_entries(walk, &theme->signals[i].unless.entries);
        check_entries(walk, &theme->signals[i].requires.entries);
    }
    walk->reporter->theme = NULL;
}

/* ---- cycles ---- */

static void report_cycle(
    const walker *walk, bool macro, const uint32_t *cycle, uint32_t count)
{
    const lmv_ruleset *rules = walk->rules;
    lmv__pos pos =
        macro ? rules->macros[cycle[0]].pos : rules->lists[cycle[0]].pos;
    lmv__buf chain;

    walk->rules->circular = true;
    lmv__buf_init(&chain);
    for (uint32_t i = 0; i <= count; i++) {
        lmv__slice name = name_of(rules, macro, cycle[i % count]).name;

        lmv__buf_addf(&chain, macro ? "%s{{%.*s}}" : "%s$%.*s", i ? " → " : "",
            LMV__ARG(name));
    }
    lmv__report(walk->reporter, rules, LMV_ERROR, "E225", pos, NULL,
        macro ? "macros use each other: %s" : "lists use each other: %s",
        chain.failed ? "" : chain.data);
    lmv__buf_clear(&chain);
}

/* Lists in lists: `order` has what is needed first. */
static lmv_status check_depth(
    const walker *walk, const uint32_t *order, uint32_t count)
{
    lmv_ruleset *rules = walk->rules;
    uint32_t *depth =
        lmv__arena_alloc(&rules->arena, rules->n_lists, sizeof *depth);

    if (!depth)
        return LMV_ENOMEM;
    for (uint32_t k = 0; k < count; k++) {
        const lmv__list *list = &rules->lists[order[k]];

        for (uint32_t i = 0; i < list->entries.n; i++) {
            const lmv__entry *entry = &list->entries.items[i];
            size_t at = 0;
            lmv__ref ref;

            while (lmv__refs_next(entry->text, false, &at, &ref)) {
                uint32_t inner =
                    ref.macro ? LMV__NONE
                              : find(rules, false, entry->pack, ref.name);

                if (inner != LMV__NONE && depth[inner] >= depth[order[k]])
                    depth[order[k]] = depth[inner] + 1;
            }
        }
        if (depth[order[k]] == LMV__MAX_DEPTH)
            lmv__report(walk->reporter, rules, LMV_ERROR, "E215", list->pos,
                NULL, "lists are more than %d deep in lists", LMV__MAX_DEPTH);
    }
    return LMV_OK;
}

/* Report every cycle: the nodes of one are left out, then the next is sought. */
static lmv_status check_cycles(walker *walk, bool macro)
{
    uint32_t n = count_of(walk->rules, macro), count;
    uint32_t *order = lmv__arena_alloc(&walk->rules->arena, n, sizeof *order);
    lmv_status status = order ? LMV_ERULES : LMV_ENOMEM;

    while (status == LMV_ERULES) {
        status = lmv__graph_order(walk->graph, order, &count);
        if (status != LMV_ERULES)
            break;
        report_cycle(walk, macro, order, count);
        for (uint32_t i = 0; i < count; i++)
            lmv__graph_leave_out(walk->graph, order[i]);
    }
    if (status == LMV_OK && !macro)
        status = check_depth(walk, order, count);
    return status;
}

static lmv_status resolve_lists(walker *walk)
{
    lmv__graph graph;
    lmv_status status = lmv__graph_init(&graph, walk->rules->n_lists);

    walk->graph = &graph;
    for (uint32_t i = 0; status == LMV_OK && i < walk->rules->n_lists; i++) {
        walk->node = i;
        check_entries(walk, &walk->rules->lists[i].entries);
    }
    if (status == LMV_OK)
        status = walk->nomem ? LMV_ENOMEM : check_cycles(walk, false);
    lmv__graph_clear(&graph);
    walk->graph = NULL;
    return status;
}

static lmv_status resolve_macros(walker *walk)
{
    lmv__graph graph;
    lmv_status status = lmv__graph_init(&graph, walk->rules->n_macros);

    walk->graph = &graph;
    for (uint32_t i = 0; status == LMV_OK && i < walk->rules->n_macros; i++) {
        const lmv__macro *macro = &walk->rules->macros[i];
        lmv__entry entry = {
            .text = macro->regex, .pos = macro->pos, .pack = macro->pack};

        walk->node = i;
        check_entry(walk, &entry, true);
    }
    if (status == LMV_OK)
        status = walk->nomem ? LMV_ENOMEM : check_cycles(walk, true);
    lmv__graph_clear(&graph);
    walk->graph = NULL;
    return status;
}

lmv_status lmv__resolve_refs(lmv_ruleset *rules, lmv__reporter *reporter)
{
    walker walk = {.rules = rules, .reporter = reporter};
    lmv_status status = resolve_macros(&walk);

    if (status == LMV_OK)
        status = resolve_lists(&walk);
    for (uint32_t i = 0; status == LMV_OK && i < rules->n_guards; i++) {
        const lmv__guard *guard = &rules->guards[i];

        for (uint32_t k = 0; k < guard->n_triggers; k++)
            check_entries(&walk, &guard->triggers[k].words);
        check_entries(&walk, &guard->not_these);
    }
    for (uint32_t i = 0; status == LMV_OK && i < rules->n_themes; i++)
        check_theme(&walk, &rules->themes[i]);
    return status;
}
