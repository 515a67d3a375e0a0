#include "rules/prefilter.h"

#include "rules/scan.h"

#include <string.h>

/*
 * Running the prefilter over one comment.
 */

typedef struct sweep {
    const lmv__prefilter *filter;
    const unsigned char *text;
    uint32_t len;
    uint64_t *present; /* literals that occur */
    uint64_t *alive;   /* patterns that come into question */
    bool edges;        /* look at what stands beside a literal */
} sweep;

static bool is_letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* The literal stands at `at`, and no ASCII letter against its edges. */
static bool stands(const sweep *s, const lmv__literal *literal, uint32_t at)
{
    size_t len = literal->text.len, end = at + len;
    const unsigned char *want = (const unsigned char *)literal->text.ptr;

    if (len > s->len - at || memcmp(s->text + at, want, len) != 0)
        return false;
    if (!s->edges)
        return true;
    if (literal->starts_word && at > 0 && is_letter(want[0]) &&
        is_letter(s->text[at - 1]))
        return false;
    return !(literal->ends_word && end < s->len && is_letter(want[len - 1]) &&
             is_letter(s->text[end]));
}

static bool get(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

static void set(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* A literal occurs: the patterns that wait for it come into question. */
static void found(const sweep *s, uint32_t id)
{
    const lmv__indexed *literal = &s->filter->literals[id];

    set(s->present, id);
    for (uint32_t i = 0; i < literal->n_users; i++)
        set(s->alive, literal->users[i]);
}

static void look(const sweep *s, uint32_t at, uint32_t n)
{
    uint32_t slot = lmv__prefix_slot(s->text + at, n), id;

    if (!get(s->filter->bitmap[n - 1], slot))
        return;
    for (id = s->filter->heads[n - 1][slot]; id != UINT32_MAX;
         id = s->filter->literals[id].next)
        if (!get(s->present, id) &&
            stands(s, &s->filter->literals[id].literal, at))
            found(s, id);
}

static bool all_groups(const sweep *s, const lmv__needs *needs)
{
    const uint32_t *at = needs->ids;

    for (uint32_t g = 0; g < needs->n_groups; g++) {
        bool one = false;

        for (uint32_t i = 1; i <= at[0] && !one; i++)
            one = get(s->present, at[i]);
        if (!one)
            return false;
        at += at[0] + 1;
    }
    return true;
}

/* Of the patterns in question, keep those that have all they need. */
static void check_groups(const sweep *s, uint32_t words)
{
    for (uint32_t w = 0; w < words; w++) {
        uint64_t bits = s->alive[w] & ~s->filter->always[w];

        for (; bits; bits &= bits - 1) {
            uint32_t p = w * 64 + (uint32_t)__builtin_ctzll(bits);
            if (!all_groups(s, &s->filter->needs[p]))
                s->alive[w] &= ~((uint64_t)1 << (p % 64));
        }
    }
}

void lmv__prefilter_run(lmv__scan *scan, lmv__span range, uint64_t *alive)
{
    const lmv__programs *programs = scan->rules->programs;
    const lmv__prefilter *f = programs->prefilter;
    uint32_t words = (programs->n + 63) / 64;
    sweep s = {.filter = f,
        .present = scan->present,
        .alive = alive,
        .text = (const unsigned char *)scan->folded->text + range.start,
        .len = range.end - range.start,
        /* longer sentences are matched in pieces that may cut a word */
        .edges = range.end - range.start <= LMV__MAX_REGION};

    if (scan->naive) {
        memset(alive, 0xFF, words * sizeof *alive);
        return;
    }
    memcpy(alive, f->always, words * sizeof *alive);
    memset(s.present, 0, (f->n_literals / 64 + 1) * sizeof *s.present);
    for (uint32_t n = 1; n <= LMV__PREFIXES; n++) {
        if (!f->used[n - 1])
            continue;
        for (uint32_t at = 0; at + n <= s.len; at++)
            look(&s, at, n);
    }
    check_groups(&s, words);
}
