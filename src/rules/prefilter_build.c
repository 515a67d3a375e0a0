#include "rules/prefilter.h"

#include "base/vec.h"
#include "rules/track.h"

#include <string.h>

/*
 * Building the prefilter: literals are made unique, each pattern waits for the
 * group that is rarest by the look of it (longest literals), and checks the
 * others when one of those occurs.
 */

typedef struct builder {
    lmv_ruleset *rules;
    lmv__prefilter *filter;
    lmv__vec ids;   /* uint32_t: needs, then points */
    lmv__map index; /* literal with its flags -> id */
    uint32_t cap;
} builder;

/* Text and flags as one key, in the arena. */
static lmv__slice key_of(builder *b, const lmv__literal *literal)
{
    lmv__slice key = {NULL, literal->text.len + 1};
    char *bytes = lmv__arena_alloc(&b->rules->arena, key.len, 1);

    if (bytes) {
        memcpy(bytes, literal->text.ptr, literal->text.len);
        bytes[literal->text.len] =
            (char)('0' + literal->starts_word + 2 * literal->ends_word);
    }
    key.ptr = bytes;
    return key;
}

static lmv_status add_literal(
    builder *b, const lmv__literal *given, uint32_t *id)
{
    lmv__prefilter *f = b->filter;
    lmv__literal literal = *given;
    lmv__slice key;

    if (literal.text.len > LMV__MAX_LITERAL) {
        literal.text.len = LMV__MAX_LITERAL;
        literal.ends_word = false;
    }
    key = key_of(b, &literal);
    if (!key.ptr)
        return LMV_ENOMEM;
    *id = lmv__map_get(&b->index, key);
    if (*id != LMV__MAP_NONE)
        return LMV_OK;
    if (f->n_literals == b->cap) {
        uint32_t cap = b->cap ? b->cap * 2 : 1024;
        lmv__literal *more =
            lmv__arena_alloc(&b->rules->arena, cap, sizeof *more);
        if (!more)
            return LMV_ENOMEM;
        if (f->n_literals)
            memcpy(more, f->literals, f->n_literals * sizeof *more);
        f->literals = more;
        b->cap = cap;
    }
    *id = f->n_literals++;
    f->literals[*id] = literal;
    return lmv__map_set(&b->index, key, *id) ? LMV_OK : LMV_ENOMEM;
}

static lmv_status push_id(builder *b, uint32_t id)
{
    uint32_t *slot = lmv__vec_push(&b->ids);

    if (!slot)
        return LMV_ENOMEM;
    *slot = id;
    return LMV_OK;
}

/* The ids so far as an array in the arena; none are left. */
static uint32_t *take_ids(builder *b)
{
    uint32_t *ids = lmv__arena_alloc(&b->rules->arena, b->ids.len, sizeof *ids);

    if (ids && b->ids.len)
        memcpy(ids, b->ids.data, b->ids.len * sizeof *ids);
    b->ids.len = 0;
    return ids;
}

static lmv_status add_group(
    builder *b, const lmv__literal_group *group, uint32_t flag)
{
    lmv_status status = push_id(b, group->n | flag);
    uint32_t id;

    for (uint32_t i = 0; i < group->n && status == LMV_OK; i++) {
        status = add_literal(b, &group->items[i], &id);
        if (status == LMV_OK)
            status = push_id(b, id);
    }
    return status;
}

static lmv_status add_needs(builder *b)
{
    lmv__programs *programs = b->rules->programs;
    lmv__prefilter *f = b->filter;
    lmv_status status = LMV_OK;

    f->first_need = lmv__arena_alloc(
        &b->rules->arena, programs->n + 1, sizeof *f->first_need);
    if (!f->first_need)
        return LMV_ENOMEM;
    for (uint32_t p = 0; p < programs->n; p++) {
        const lmv__pattern *pattern = programs->patterns[p];

        f->first_need[p] = (uint32_t)b->ids.len;
        for (uint32_t i = 0; i < pattern->n_parts; i++)
            for (uint32_t g = 0;
                 g < pattern->parts[i].n_groups && status == LMV_OK; g++)
                status = add_group(b, &pattern->parts[i].groups[g],
                    g ? 0 : LMV__FIRST_OF_PART);
    }
    f->first_need[programs->n] = (uint32_t)b->ids.len;
    f->needs = take_ids(b);
    return f->needs ? status : LMV_ENOMEM;
}

/* Index of the part's group whose shortest literal is longest. */
static uint32_t shortest_is_longest(const lmv__part *part)
{
    uint32_t best = 0;
    size_t best_length = 0;

    for (uint32_t g = 0; g < part->n_groups; g++) {
        size_t shortest = SIZE_MAX;

        for (uint32_t i = 0; i < part->groups[g].n; i++)
            if (part->groups[g].items[i].text.len < shortest)
                shortest = part->groups[g].items[i].text.len;
        if (shortest > best_length) {
            best_length = shortest;
            best = g;
        }
    }
    return best;
}

/* The pattern's group whose shortest literal is longest: its ids and their
 * number. */
static const uint32_t *best_group(
    const lmv__prefilter *f, uint32_t pattern, uint32_t *n)
{
    const uint32_t *at = f->needs + f->first_need[pattern];
    const uint32_t *end = f->needs + f->first_need[pattern + 1], *best = NULL;
    size_t best_length = 0;

    while (at < end) {
        uint32_t items = at[0] & ~LMV__FIRST_OF_PART;
        size_t shortest = SIZE_MAX;

        for (uint32_t i = 1; i <= items; i++)
            if (f->literals[at[i]].text.len < shortest)
                shortest = f->literals[at[i]].text.len;
        if (!best || shortest > best_length) {
            best = at;
            best_length = shortest;
        }
        at += items + 1;
    }
    *n = best ? best[0] & ~LMV__FIRST_OF_PART : 0;
    return best ? best + 1 : NULL;
}

/* Count or note the patterns that wait for each literal. */
static void visit_users(builder *b, bool note)
{
    lmv__prefilter *f = b->filter;

    for (uint32_t p = 0; p < b->rules->programs->n; p++) {
        uint32_t n;
        const uint32_t *ids = best_group(f, p, &n);

        if (!ids && !note)
            f->always[p / 64] |= (uint64_t)1 << (p % 64);
        for (uint32_t i = 0; i < n; i++)
            if (note)
                f->users[--f->first_user[ids[i] + 1]] = p;
            else
                f->first_user[ids[i] + 1]++;
    }
}

/* first_user[i + 1] counts first, then it is the end of literal i's users,
 * and moves down to their start while they are noted. */
static lmv_status add_users(builder *b)
{
    lmv__prefilter *f = b->filter;
    lmv__arena *arena = &b->rules->arena;
    uint32_t n = 0;

    f->first_user =
        lmv__arena_alloc(arena, f->n_literals + 2, sizeof *f->first_user);
    if (!f->first_user)
        return LMV_ENOMEM;
    visit_users(b, false);
    for (uint32_t i = 1; i <= f->n_literals; i++)
        f->first_user[i] = n += f->first_user[i];
    f->users = lmv__arena_alloc(arena, n, sizeof *f->users);
    if (!f->users)
        return LMV_ENOMEM;
    visit_users(b, true);
    memmove(f->first_user, f->first_user + 1,
        f->n_literals * sizeof *f->first_user);
    f->first_user[f->n_literals] = n;
    return LMV_OK;
}

/* ----------------------------------------------------------------- points */

static lmv_status add_points(builder *b, const lmv__part *part)
{
    const lmv__literal_group *group = NULL;
    lmv_status status = LMV_OK;
    uint32_t n = part->n_openers, id;

    if (part->track && part->track->n_ops > b->filter->largest)
        b->filter->largest = part->track->n_ops;
    if (!part->track && part->n_groups)
        group = &part->groups[shortest_is_longest(part)];
    if (!part->track)
        n = group ? group->n : 0;
    for (uint32_t i = 0; i < n && status == LMV_OK; i++) {
        status = add_literal(
            b, group ? &group->items[i] : &part->openers[i].literal, &id);
        if (status == LMV_OK)
            status = push_id(b, id << 1 | (!group && part->openers[i].back));
    }
    return status;
}

static lmv_status add_all_points(builder *b)
{
    lmv__programs *programs = b->rules->programs;
    lmv__prefilter *f = b->filter;
    lmv_status status = LMV_OK;

    for (uint32_t p = 0; p < programs->n; p++)
        for (uint32_t i = 0; i < programs->patterns[p]->n_parts; i++)
            programs->patterns[p]->parts[i].index = f->n_parts++;
    f->first_point = lmv__arena_alloc(
        &b->rules->arena, f->n_parts + 1, sizeof *f->first_point);
    if (!f->first_point)
        return LMV_ENOMEM;
    for (uint32_t p = 0; p < programs->n; p++)
        for (uint32_t i = 0;
             i < programs->patterns[p]->n_parts && status == LMV_OK; i++) {
            const lmv__part *part = &programs->patterns[p]->parts[i];

            f->first_point[part->index] = (uint32_t)b->ids.len;
            status = add_points(b, part);
        }
    f->first_point[f->n_parts] = (uint32_t)b->ids.len;
    f->points = take_ids(b);
    return f->points ? status : LMV_ENOMEM;
}

lmv_status lmv__prefilter_build(lmv_ruleset *rules)
{
    lmv__programs *programs = rules->programs;
    builder b = {.rules = rules};
    lmv_status status = LMV_OK;

    lmv__map_init(&b.index);
    b.filter = lmv__arena_alloc(&rules->arena, 1, sizeof *b.filter);
    if (!b.filter)
        return LMV_ENOMEM;
    lmv__vec_init(&b.ids, sizeof(uint32_t));
    b.filter->always =
        lmv__arena_alloc(&rules->arena, programs->n / 64 + 1, sizeof(uint64_t));
    status = b.filter->always ? add_needs(&b) : LMV_ENOMEM;
    if (status == LMV_OK)
        status = add_all_points(&b);
    if (status == LMV_OK) /* when all literals are known */
        status = add_users(&b);
    if (status == LMV_OK)
        status = lmv__prefilter_tables(rules, b.filter);
    if (status == LMV_OK)
        status = lmv__prefilter_uses(rules, b.filter);
    lmv__vec_clear(&b.ids);
    lmv__map_clear(&b.index);
    programs->prefilter = b.filter;
    return status;
}
