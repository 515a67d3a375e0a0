#include "rules/prefilter.h"

#include <string.h>

/*
 * Building the prefilter: literals are made unique, each pattern waits for the
 * group that is rarest by the look of it (longest literals), and checks the
 * others when one of those occurs.
 */

typedef struct builder {
    lmv_ruleset *rules;
    lmv__prefilter *filter;
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
    builder *b, const lmv__literal *literal, uint32_t *id)
{
    lmv__prefilter *f = b->filter;
    lmv__slice key = key_of(b, literal);

    if (!key.ptr)
        return LMV_ENOMEM;
    *id = lmv__map_get(&b->index, key);
    if (*id != LMV__MAP_NONE)
        return LMV_OK;
    if (f->n_literals == b->cap) {
        uint32_t cap = b->cap ? b->cap * 2 : 1024;
        lmv__indexed *more =
            lmv__arena_alloc(&b->rules->arena, cap, sizeof *more);
        if (!more)
            return LMV_ENOMEM;
        if (f->n_literals)
            memcpy(more, f->literals, f->n_literals * sizeof *more);
        f->literals = more;
        b->cap = cap;
    }
    *id = f->n_literals++;
    f->literals[*id].literal = *literal;
    return lmv__map_set(&b->index, key, *id) ? LMV_OK : LMV_ENOMEM;
}

static uint32_t count_ids(const lmv__pattern *pattern, uint32_t *groups)
{
    uint32_t n = 0;

    *groups = 0;
    for (uint32_t p = 0; p < pattern->n_parts; p++)
        for (uint32_t g = 0; g < pattern->parts[p].n_groups; g++) {
            n += pattern->parts[p].groups[g].n + 1;
            ++*groups;
        }
    return n;
}

static lmv_status add_needs(builder *b, const lmv__pattern *pattern)
{
    lmv__needs *needs = &b->filter->needs[pattern->index];
    uint32_t n = count_ids(pattern, &needs->n_groups), at = 0;
    lmv_status status = LMV_OK;

    needs->ids = lmv__arena_alloc(&b->rules->arena, n, sizeof *needs->ids);
    if (!needs->ids)
        return LMV_ENOMEM;
    for (uint32_t p = 0; p < pattern->n_parts; p++)
        for (uint32_t g = 0; g < pattern->parts[p].n_groups; g++) {
            const lmv__literal_group *group = &pattern->parts[p].groups[g];

            needs->ids[at++] = group->n;
            for (uint32_t i = 0; i < group->n && status == LMV_OK; i++)
                status = add_literal(b, &group->items[i], &needs->ids[at++]);
        }
    return status;
}

/* The group whose shortest literal is longest; its ids and their number. */
static const uint32_t *best_group(
    const lmv__prefilter *f, const lmv__needs *needs, uint32_t *n)
{
    const uint32_t *at = needs->ids, *best = NULL;
    size_t best_length = 0;

    for (uint32_t g = 0; g < needs->n_groups; g++) {
        size_t shortest = SIZE_MAX;

        for (uint32_t i = 1; i <= at[0]; i++)
            if (f->literals[at[i]].literal.text.len < shortest)
                shortest = f->literals[at[i]].literal.text.len;
        if (!best || shortest > best_length) {
            best = at;
            best_length = shortest;
        }
        at += at[0] + 1;
    }
    *n = best ? best[0] : 0;
    return best ? best + 1 : NULL;
}

/* Count (users == false) or note the patterns that wait for each literal. */
static void visit_users(builder *b, bool note)
{
    lmv__prefilter *f = b->filter;

    for (uint32_t p = 0; p < b->rules->programs->n; p++) {
        uint32_t n;
        const uint32_t *ids = best_group(f, &f->needs[p], &n);

        if (!ids && !note)
            f->always[p / 64] |= (uint64_t)1 << (p % 64);
        for (uint32_t i = 0; i < n; i++) {
            lmv__indexed *literal = &f->literals[ids[i]];
            if (note)
                literal->users[literal->n_users] = p;
            literal->n_users++;
        }
    }
}

static lmv_status add_users(builder *b)
{
    lmv__prefilter *f = b->filter;

    visit_users(b, false);
    for (uint32_t i = 0; i < f->n_literals; i++) {
        f->literals[i].users = lmv__arena_alloc(
            &b->rules->arena, f->literals[i].n_users, sizeof(uint32_t));
        if (!f->literals[i].users)
            return LMV_ENOMEM;
        f->literals[i].n_users = 0;
    }
    visit_users(b, true);
    return LMV_OK;
}

static void add_chains(lmv__prefilter *f)
{
    memset(f->heads, 0xFF, sizeof f->heads);
    for (uint32_t i = 0; i < f->n_literals; i++) {
        lmv__slice text = f->literals[i].literal.text;
        uint32_t n =
            text.len < LMV__PREFIXES ? (uint32_t)text.len : LMV__PREFIXES;
        uint32_t slot = lmv__prefix_slot((const unsigned char *)text.ptr, n);

        f->literals[i].next = f->heads[n - 1][slot];
        f->heads[n - 1][slot] = i;
        f->bitmap[n - 1][slot / 64] |= (uint64_t)1 << (slot % 64);
        f->used[n - 1] = true;
    }
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
    b.filter->needs =
        lmv__arena_alloc(&rules->arena, programs->n, sizeof(lmv__needs));
    b.filter->always =
        lmv__arena_alloc(&rules->arena, programs->n / 64 + 1, sizeof(uint64_t));
    if (!b.filter->needs || !b.filter->always)
        status = LMV_ENOMEM;
    for (uint32_t p = 0; p < programs->n && status == LMV_OK; p++)
        status = add_needs(&b, programs->patterns[p]);
    if (status == LMV_OK)
        status = add_users(&b);
    if (status == LMV_OK)
        add_chains(b.filter);
    lmv__map_clear(&b.index);
    programs->prefilter = b.filter;
    return status;
}
