/*
 * The order of a scan: classifiers as steps, each behind what it needs.
 *
 * The loader has put the themes into an order in which each stands behind
 * what it needs.  A classifier that decides all its themes in one call joins
 * theirs into one step, which may have to wait for more, or for ever.
 */
#include "base/status.h"
#include "engine/core.h"

#include <stdlib.h>
#include <string.h>

typedef struct order {
    lmv__making *making;
    lmv_engine *engine;
    lmv__step *units; /* in the order of their first themes */
    uint32_t n_units;
    uint32_t *of_plugin; /* unit of a plugin that decides together */
    uint32_t *place;     /* of a unit among the steps, or LMV__NONE */
} order;

static bool decides_together(const lmv_engine *engine, uint32_t plugin)
{
    return plugin != LMV__NONE &&
           !(engine->plugins.items[plugin]->classifier.flags &
               LMV_CLASSIFIER_INDEPENDENT);
}

/* ---- units ---- */

static bool new_unit(order *ordering, uint32_t theme)
{
    lmv_engine *engine = ordering->engine;
    uint32_t plugin = engine->roles[theme].plugin;
    bool together = decides_together(engine, plugin);
    size_t room = together ? engine->plugins.items[plugin]->themes.len : 1;
    lmv__step *unit = &ordering->units[ordering->n_units];

    unit->plugin = plugin;
    unit->together = together;
    unit->themes = lmv__arena_alloc(&engine->arena, room, sizeof(uint32_t));
    if (together)
        ordering->of_plugin[plugin] = ordering->n_units;
    ordering->n_units++;
    return unit->themes != NULL;
}

static bool add_to_unit(order *ordering, uint32_t theme)
{
    lmv__role *role = &ordering->engine->roles[theme];
    uint32_t unit = LMV__NONE;

    if (!role->active)
        return true;
    if (decides_together(ordering->engine, role->plugin))
        unit = ordering->of_plugin[role->plugin];
    if (unit == LMV__NONE) {
        unit = ordering->n_units;
        if (!new_unit(ordering, theme))
            return false;
    }
    role->step = unit;
    ordering->units[unit].themes[ordering->units[unit].n_themes++] = theme;
    return true;
}

static int by_index(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static bool overrides_inside(const lmv_engine *engine, const lmv__step *unit)
{
    for (uint32_t i = 0; i < unit->n_themes; i++) {
        const lmv__role *role = &engine->roles[unit->themes[i]];

        for (uint32_t k = 0; k < role->n_overriders; k++) {
            const lmv__role *other = &engine->roles[role->overriders[k]];

            if (other->active && other->step == role->step)
                return true;
        }
    }
    return false;
}

static bool finish_units(order *ordering)
{
    for (uint32_t i = 0; i < ordering->n_units; i++) {
        lmv__step *unit = &ordering->units[i];

        unit->sorted = lmv__arena_alloc(
            &ordering->engine->arena, unit->n_themes, sizeof(uint32_t));
        if (!unit->sorted)
            return false;
        memcpy(unit->sorted, unit->themes, unit->n_themes * sizeof(uint32_t));
        qsort(unit->sorted, unit->n_themes, sizeof(uint32_t), by_index);
        unit->inner =
            unit->together && overrides_inside(ordering->engine, unit);
    }
    return true;
}

static lmv_status make_units(order *ordering, lmv_error *err)
{
    lmv_engine *engine = ordering->engine;
    size_t n_themes = engine->rules->n_themes, n_plugins = engine->plugins.n;
    bool good;

    ordering->units =
        lmv__arena_alloc(&engine->arena, n_themes, sizeof(lmv__step));
    ordering->place =
        lmv__arena_alloc(&engine->arena, n_themes, sizeof(uint32_t));
    ordering->of_plugin =
        lmv__arena_alloc(&engine->arena, n_plugins, sizeof(uint32_t));
    good = ordering->units && ordering->place && ordering->of_plugin;
    for (size_t i = 0; i < n_plugins && good; i++)
        ordering->of_plugin[i] = LMV__NONE;
    for (uint32_t i = 0; i < engine->rules->n_order && good; i++)
        good = add_to_unit(ordering, engine->rules->order[i]);
    good = good && finish_units(ordering);
    return good ? LMV_OK : lmv__error_nomem(err);
}

/* ---- waiting ---- */

/* A theme that `theme` needs, in a step that has no place yet. */
static uint32_t awaited(
    const order *ordering, uint32_t theme, const uint32_t *list, uint32_t n)
{
    const lmv__role *roles = ordering->engine->roles;

    for (uint32_t i = 0; i < n; i++) {
        const lmv__role *other = &roles[list[i]];

        if (other->active && other->step != roles[theme].step &&
            ordering->place[other->step] == LMV__NONE)
            return list[i];
    }
    return LMV__NONE;
}

/* What the unit waits for, and which of its themes does; LMV__NONE: nothing. */
static uint32_t waits_for(
    const order *ordering, const lmv__step *unit, uint32_t *who)
{
    for (uint32_t i = 0; i < unit->n_themes; i++) {
        const lmv__role *role = &ordering->engine->roles[unit->themes[i]];
        uint32_t other =
            awaited(ordering, unit->themes[i], role->needs, role->n_needs);

        if (other == LMV__NONE)
            other = awaited(ordering, unit->themes[i], role->overriders,
                role->n_overriders);
        if (other == LMV__NONE)
            continue;
        *who = unit->themes[i];
        return other;
    }
    return LMV__NONE;
}

static lmv_status place_units(order *ordering, lmv_error *err)
{
    lmv_engine *engine = ordering->engine;
    bool moved = true;

    engine->steps = lmv__arena_alloc(
        &engine->arena, ordering->n_units, sizeof *engine->steps);
    if (!engine->steps)
        return lmv__error_nomem(err);
    for (uint32_t i = 0; i < ordering->n_units; i++)
        ordering->place[i] = LMV__NONE;
    while (moved) {
        moved = false;
        for (uint32_t i = 0; i < ordering->n_units; i++) {
            uint32_t who;

            if (ordering->place[i] != LMV__NONE ||
                waits_for(ordering, &ordering->units[i], &who) != LMV__NONE)
                continue;
            ordering->place[i] = engine->n_steps;
            engine->steps[engine->n_steps++] = ordering->units[i];
            moved = true;
        }
    }
    return LMV_OK;
}

/* ---- what cannot be ---- */

/* `theme:` within one call: the answer would be needed before the question. */
static lmv_status check_inside(order *ordering, lmv_error *err)
{
    const lmv_engine *engine = ordering->engine;

    for (uint32_t i = 0; i < engine->rules->n_themes; i++) {
        const lmv__role *role = &engine->roles[i];
        const lmv__theme *theme = &engine->rules->themes[i];

        for (uint32_t k = 0; k < role->n_needs && role->active; k++) {
            const lmv__role *other = &engine->roles[role->needs[k]];

            if (!other->active || other->step != role->step)
                continue;
            return lmv__engine_fail(ordering->making, LMV_ERULES, "E606",
                theme->pos, "decide one of them by another plugin", err,
                "theme '%s' needs theme '%s', but the plugin '%s' decides "
                "them together",
                theme->id.ptr, engine->rules->themes[role->needs[k]].id.ptr,
                theme->classifier.ptr);
        }
    }
    return LMV_OK;
}

static void add_hop(
    const order *ordering, lmv__buf *chain, uint32_t who, uint32_t other)
{
    const lmv__theme *themes = ordering->engine->rules->themes;
    const char *classifier = themes[who].classifier.ptr;

    lmv__buf_addf(chain, "%s'%s' (%s) waits for '%s'", chain->len ? ", " : "",
        themes[who].id.ptr, classifier[0] ? classifier : "group",
        themes[other].id.ptr);
}

/* Every unit that is left waits for another that is left: following them
 * leads into a circle. */
static lmv_status report_circle(order *ordering, lmv_error *err)
{
    lmv_engine *engine = ordering->engine;
    uint32_t unit = 0, start, who = 0;
    lmv_status status;
    lmv__buf chain;

    while (ordering->place[unit] != LMV__NONE)
        unit++;
    for (uint32_t i = 0; i < ordering->n_units; i++)
        unit = engine->roles[waits_for(ordering, &ordering->units[unit], &who)]
                   .step;
    start = unit;
    lmv__buf_init(&chain);
    do {
        uint32_t other = waits_for(ordering, &ordering->units[unit], &who);

        add_hop(ordering, &chain, who, other);
        unit = engine->roles[other].step;
    } while (unit != start);
    status = chain.failed ? lmv__error_nomem(err)
                          : lmv__engine_fail(ordering->making, LMV_ERULES,
                                "E225", engine->rules->themes[who].pos,
                                "a plugin decides its themes in one call", err,
                                "plugins wait for each other: %s", chain.data);
    lmv__buf_clear(&chain);
    return status;
}

lmv_status lmv__engine_order(lmv__making *making, lmv_error *err)
{
    order ordering = {.making = making, .engine = making->engine};
    lmv_engine *engine = making->engine;
    lmv_status status = make_units(&ordering, err);

    if (status == LMV_OK)
        status = check_inside(&ordering, err);
    if (status == LMV_OK)
        status = place_units(&ordering, err);
    if (status == LMV_OK && engine->n_steps < ordering.n_units)
        status = report_circle(&ordering, err);
    for (uint32_t i = 0; i < engine->rules->n_themes && status == LMV_OK; i++) {
        if (engine->roles[i].active)
            engine->roles[i].step = ordering.place[engine->roles[i].step];
    }
    return status;
}
