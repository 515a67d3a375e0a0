#include "rules/found.h"

#include <stdlib.h>
#include <string.h>

/*
 * From a match to a hit.
 */

#define MAX_GAPS 64

static bool group_set(const lmv__found *r, uint32_t number)
{
    return number < r->n_pairs && r->ovector[2 * number] != PCRE2_UNSET &&
           r->ovector[2 * number + 1] > r->ovector[2 * number];
}

static lmv__span original(const lmv__found *r, size_t start, size_t end)
{
    return lmv__document_original(r->scan->doc, r->copy,
        r->base + (uint32_t)start, r->base + (uint32_t)end);
}

static bool is_gap(const char *name)
{
    return strncmp(name, LMV__GROUP_GAP, 2) == 0;
}

/* Is every =WORD written like that in the comment? */
static bool exact_words(const lmv__found *r)
{
    const lmv__copy *nfc = r->scan->nfc;

    if (r->part->n_exact == 0)
        return true;
    for (uint32_t i = 0; i < r->n_names; i++) {
        const lmv__named *named = &r->names[i];
        uint32_t which, start, end;
        lmv__slice want;
        lmv__span span;

        if (strncmp(named->name, LMV__GROUP_EXACT, 2) != 0 ||
            !group_set(r, named->number))
            continue;
        which = (uint32_t)strtoul(named->name + 2, NULL, 10);
        if (which >= r->part->n_exact)
            return false;
        want = r->part->exact[which];
        span = original(r, r->ovector[2 * named->number],
            r->ovector[2 * named->number + 1]);
        start = lmv__copy_from_original(nfc, span.start);
        end = lmv__copy_from_original(nfc, span.end);
        if (end - start != want.len ||
            memcmp(nfc->text + start, want.ptr, want.len) != 0)
            return false;
    }
    return true;
}

/* The gaps that took part, in text order. */
static uint32_t collect_gaps(const lmv__found *r, lmv__span *gaps)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < r->n_names && n < MAX_GAPS; i++) {
        uint32_t number = r->names[i].number, j;
        lmv__span gap;

        if (!is_gap(r->names[i].name) || !group_set(r, number))
            continue;
        gap.start = (uint32_t)r->ovector[2 * number];
        gap.end = (uint32_t)r->ovector[2 * number + 1];
        for (j = n++; j > 0 && gaps[j - 1].start > gap.start; j--)
            gaps[j] = gaps[j - 1];
        gaps[j] = gap;
    }
    return n;
}

/* The pieces between the gaps become the spans. */
static void set_spans(
    const lmv__found *r, lmv__hit *hit, size_t start, size_t end)
{
    lmv__span gaps[MAX_GAPS];
    uint32_t n = collect_gaps(r, gaps);
    size_t from = start;

    hit->spans = lmv__arena_alloc(&r->scan->arena, n + 1, sizeof *hit->spans);
    if (!hit->spans) {
        r->scan->status = LMV_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i <= n; i++) {
        size_t to = i < n ? gaps[i].start : end;
        if (to > from)
            hit->spans[hit->n_spans++] = original(r, from, to);
        if (i < n)
            from = gaps[i].end;
    }
    hit->hull.start = hit->spans[0].start;
    hit->hull.end = hit->spans[hit->n_spans - 1].end;
}

/* Named groups that are the author's. */
static void set_groups(const lmv__found *r, lmv__hit *hit)
{
    uint32_t n = r->n_names;

    if (n == 0)
        return;
    hit->groups = lmv__arena_alloc(&r->scan->arena, n, sizeof *hit->groups);
    if (!hit->groups) {
        r->scan->status = LMV_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        const lmv__named *named = &r->names[i];

        if (named->name[0] == '_' || !group_set(r, named->number) ||
            strcmp(named->name, LMV__GROUP_HIT) == 0)
            continue;
        hit->groups[hit->n_groups].name = named->name;
        hit->groups[hit->n_groups++].span = original(r,
            r->ovector[2 * named->number], r->ovector[2 * named->number + 1]);
    }
}

void lmv__found_take(const lmv__found *r, lmv__hits *hits)
{
    size_t start = r->ovector[0], end = r->ovector[1];
    lmv__hit *hit;

    if (!exact_words(r))
        return;
    for (uint32_t i = 0; i < r->n_names; i++) {
        uint32_t number = r->names[i].number;
        if (strcmp(r->names[i].name, LMV__GROUP_HIT) == 0 &&
            group_set(r, number)) {
            start = r->ovector[2 * number];
            end = r->ovector[2 * number + 1];
        }
    }
    if (end <= start)
        return;
    hit = lmv__hits_add(r->scan, hits);
    if (!hit)
        return;
    hit->sentence = r->sentence;
    hit->order = r->pattern->index;
    hit->pos = r->pattern->pos;
    set_spans(r, hit, start, end);
    set_groups(r, hit);
}
