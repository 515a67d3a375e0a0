#include "rules/prefilter.h"

#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>

/*
 * Running the prefilter over one comment.
 */

typedef struct looking {
    lmv__sweep *sweep;
    const lmv__prefilter *filter;
    const unsigned char *text;
    uint32_t len;
    bool edges; /* look at what stands beside a literal */
} looking;

bool lmv__sweep_init(lmv__sweep *sweep, const lmv_ruleset *rules)
{
    const lmv__prefilter *f = rules->programs->prefilter;

    sweep->present = calloc(f->n_literals / 64 + 1, sizeof *sweep->present);
    sweep->places = calloc(f->n_literals + 1, sizeof *sweep->places);
    sweep->alive = calloc(rules->programs->n / 64 + 1, sizeof *sweep->alive);
    sweep->entries = calloc(f->n_entries + 1, sizeof *sweep->entries);
    sweep->themes = calloc(rules->n_themes + 1, sizeof *sweep->themes);
    sweep->parts = calloc(f->n_parts + 1, sizeof *sweep->parts);
    return sweep->present && sweep->places && sweep->alive && sweep->entries &&
           sweep->themes && sweep->parts;
}

void lmv__sweep_clear(lmv__sweep *sweep)
{
    free(sweep->present);
    free(sweep->places);
    free(sweep->occurrences);
    free(sweep->alive);
    free(sweep->entries);
    free(sweep->links);
    free(sweep->themes);
    free(sweep->parts);
}

static bool is_letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static bool get(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

static void set(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* A place for one more; NULL when out of memory. */
static lmv__occurrence *grow(
    lmv__sweep *s, lmv__occurrence **items, uint32_t *n, uint32_t *cap)
{
    if (*n == *cap) {
        uint32_t more = *cap ? *cap * 2 : 1024;
        lmv__occurrence *bigger = realloc(*items, more * sizeof **items);

        if (!bigger) {
            s->failed = true;
            return NULL;
        }
        *items = bigger;
        *cap = more;
    }
    return &(*items)[(*n)++];
}

/* --------------------------------------------------------------- literals */

/* A literal occurs: the patterns that wait for it come into question. */
static void found(looking *k, uint32_t id, uint32_t at)
{
    lmv__sweep *s = k->sweep;
    const lmv__prefilter *f = k->filter;
    lmv__occurrence *o =
        grow(s, &s->occurrences, &s->n_occurrences, &s->cap_occurrences);

    if (!o)
        return;
    o->at = at;
    o->next = UINT32_MAX;
    if (get(s->present, id)) {
        s->occurrences[s->places[id].last].next = s->n_occurrences - 1;
        s->places[id].last = s->n_occurrences - 1;
        return;
    }
    set(s->present, id);
    s->places[id].first = s->places[id].last = s->n_occurrences - 1;
    for (uint32_t i = f->first_user[id]; i < f->first_user[id + 1]; i++)
        set(s->alive, f->users[i]);
}

/* Is the literal at `at`, and where it should be?  `key`: the bytes there. */
static bool stands(
    const looking *k, const lmv__literal_cell *cell, uint64_t key, uint32_t at)
{
    uint32_t len = cell->len, end;

    if (len < 8)
        key = lmv__eight_first(key, len);
    if (key != cell->head || len > k->len - at)
        return false;
    end = at + len;
    if (len > 8 &&
        memcmp(k->text + at + 8,
            k->filter->literals[cell->literal].text.ptr + 8, len - 8) != 0)
        return false;
    return !(k->edges && cell->ends_word && end < k->len &&
             is_letter(k->text[end]) && is_letter(k->text[end - 1]));
}

static void look(looking *k, const lmv__literal_class *class, uint32_t at)
{
    uint8_t lengths = class->lengths[k->text[at]];
    uint64_t key = lmv__eight(k->text + at, k->len - at);

    for (uint32_t n = 1; n <= LMV__PREFIXES; n++) {
        const lmv__prefix_table *table = &class->tables[n - 1];
        const lmv__literal_cell *cell;
        uint32_t slot;

        if (!(lengths >> (n - 1) & 1))
            continue;
        slot = lmv__prefix_slot(key, n, table->shift);
        if (!get(table->bitmap, slot))
            continue;
        cell = &table->cells[table->first[slot]];
        for (;; cell++) {
            if (stands(k, cell, key, at))
                found(k, cell->literal, at);
            if (cell->last)
                break;
        }
    }
}

static void look_everywhere(looking *k)
{
    const lmv__literal_class *words = &k->filter->words;
    const lmv__literal_class *anywhere = &k->filter->anywhere;
    bool after_letter = false;

    for (uint32_t at = 0; at < k->len; at++) {
        uint32_t pair = k->text[at];

        if (at + 1 < k->len)
            pair |= (uint32_t)k->text[at + 1] << 8;
        if (!after_letter && get(words->pairs, pair))
            look(k, words, at);
        if (get(anywhere->pairs, pair))
            look(k, anywhere, at);
        after_letter = k->edges && is_letter(k->text[at]);
    }
}

/* --------------------------------------------------------------- patterns */

/* The earliest place behind `after` where one of the group occurs, as far as
 * its first and last place tell; INT64_MAX: none. */
static int64_t next_place(
    const lmv__sweep *s, const uint32_t *ids, uint32_t n, int64_t after)
{
    int64_t best = INT64_MAX;

    for (uint32_t i = 0; i < n; i++) {
        int64_t first, last;

        if (!get(s->present, ids[i]))
            continue;
        first = s->occurrences[s->places[ids[i]].first].at;
        last = s->occurrences[s->places[ids[i]].last].at;
        if (first <= after)
            first = last > after ? after + 1 : INT64_MAX;
        if (first < best)
            best = first;
    }
    return best;
}

static bool all_groups(
    const lmv__sweep *s, const lmv__prefilter *f, uint32_t pattern)
{
    const uint32_t *at = f->needs + f->first_need[pattern];
    const uint32_t *end = f->needs + f->first_need[pattern + 1];
    int64_t place = -1;

    while (at < end) {
        uint32_t n = at[0] & ~LMV__FIRST_OF_PART;

        if (at[0] & LMV__FIRST_OF_PART)
            place = -1;
        place = next_place(s, at + 1, n, place);
        if (place == INT64_MAX)
            return false;
        at += n + 1;
    }
    return true;
}

static void wake_entries(lmv__sweep *s, const lmv__prefilter *f, uint32_t p)
{
    for (uint32_t i = f->first_use[p]; i < f->first_use[p + 1]; i++) {
        uint32_t e = f->uses[i].entries;
        lmv__occurrence *link = grow(s, &s->links, &s->n_links, &s->cap_links);

        if (!link)
            return;
        if (s->entries[e].document != s->document) {
            s->entries[e].document = s->document;
            s->entries[e].n = 0;
            s->entries[e].head = UINT32_MAX;
            s->entries[e].sorted = NULL;
            if (f->owners[e] != LMV__NONE)
                s->themes[f->owners[e]] = s->document;
        }
        link->at = f->uses[i].position;
        link->next = s->entries[e].head;
        s->entries[e].head = s->n_links - 1;
        s->entries[e].n++;
    }
}

/* Of the patterns in question, keep those that have all they need. */
static void keep_alive(looking *k, uint32_t words)
{
    lmv__sweep *s = k->sweep;

    for (uint32_t w = 0; w < words; w++)
        for (uint64_t bits = s->alive[w]; bits; bits &= bits - 1) {
            uint32_t p = w * 64 + (uint32_t)__builtin_ctzll(bits);

            if (all_groups(s, k->filter, p))
                wake_entries(s, k->filter, p);
            else
                s->alive[w] &= ~((uint64_t)1 << (p % 64));
        }
}

/* Nothing of an earlier document may look like this one's. */
static void next_document(lmv__sweep *s, const lmv_ruleset *rules)
{
    const lmv__prefilter *f = rules->programs->prefilter;

    if (++s->document)
        return;
    memset(s->entries, 0, f->n_entries * sizeof *s->entries);
    memset(s->themes, 0, rules->n_themes * sizeof *s->themes);
    memset(s->parts, 0, f->n_parts * sizeof *s->parts);
    s->document = 1;
}

void lmv__sweep_run(
    lmv__sweep *sweep, const lmv_ruleset *rules, const char *text, size_t len)
{
    const lmv__prefilter *f = rules->programs->prefilter;
    uint32_t words = (rules->programs->n + 63) / 64;
    looking k = {.sweep = sweep,
        .filter = f,
        .text = (const unsigned char *)text,
        .len = (uint32_t)len,
        /* longer sentences are matched in pieces that may cut a word */
        .edges = len <= LMV__MAX_REGION};

    next_document(sweep, rules);
    memcpy(sweep->alive, f->always, words * sizeof *sweep->alive);
    memset(sweep->present, 0, (f->n_literals / 64 + 1) * sizeof(uint64_t));
    sweep->n_occurrences = sweep->n_links = 0;
    look_everywhere(&k);
    keep_alive(&k, words);
}
