#include "rules/scan.h"

#include <stdlib.h>

/*
 * Combining: one hit of each operand, for `near`, `&` and `all`.
 *
 * Each hit of the first operand is an anchor and yields at most one
 * combination: the operands are tried nearest to the anchor first.
 */

/* Of one matcher and sentence: */
#define MAX_STEPS 4000    /* tries */
#define MAX_SORTED 400000 /* hits put in the order of their distance */

typedef struct near_hit {
    uint32_t distance, i;
} near_hit;

typedef struct search {
    lmv__scan *scan;
    const lmv__combine *how;
    const lmv__hit *chosen[LMV__MAX_OPERANDS];
    near_hit *order[LMV__MAX_OPERANDS]; /* by distance from the anchor ... */
    const lmv__hit *anchor[LMV__MAX_OPERANDS]; /* ... that this is */
    uint32_t steps, sorted;
} search;

static uint32_t distance(lmv__span a, lmv__span b)
{
    if (a.end <= b.start)
        return b.start - a.end;
    return b.end <= a.start ? a.start - b.end : 0;
}

static bool apart(search *s, const lmv__hit *a, const lmv__hit *b, int32_t most)
{
    return most < 0 ||
           lmv__words_between(s->scan, a->hull, b->hull) <= (uint32_t)most;
}

/* May `hit` stand as operand i beside those chosen so far? */
static bool fits(search *s, uint32_t i, const lmv__hit *hit)
{
    const lmv__combine *how = s->how;

    if (how->kind == LMV__COMBINE_ALL)
        return true;
    for (uint32_t k = 0; k < i; k++)
        if (lmv__hits_overlap(s->chosen[k], hit))
            return false;
    if (how->kind == LMV__COMBINE_CHAIN)
        return apart(s, s->chosen[i - 1], hit, how->within[i]);
    return !how->ordered || s->chosen[i - 1]->hull.end <= hit->hull.start;
}

/* `near`: are neighbours in the text close enough? */
static bool complete(search *s)
{
    const lmv__hit *sorted[LMV__MAX_OPERANDS];
    uint32_t n = s->how->n;

    if (s->how->kind != LMV__COMBINE_NEAR)
        return true;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = i;
        for (; j > 0 && sorted[j - 1]->hull.start > s->chosen[i]->hull.start;
             j--)
            sorted[j] = sorted[j - 1];
        sorted[j] = s->chosen[i];
    }
    for (uint32_t i = 1; i < n; i++)
        if (!apart(s, sorted[i - 1], sorted[i], s->how->within[0]))
            return false;
    return true;
}

static int nearer(const void *a, const void *b)
{
    const near_hit *x = a, *y = b;

    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

/* The hits of operand i, nearest to the anchor first. */
static const near_hit *by_distance(search *s, uint32_t i)
{
    const lmv__hits *operand = &s->how->operands[i];
    const lmv__hit *anchor = s->chosen[0];
    near_hit *order = s->order[i];

    if (s->anchor[i] == anchor)
        return order;
    if (!order)
        order = s->order[i] =
            lmv__arena_alloc(&s->scan->arena, operand->n, sizeof *order);
    if (!order) {
        s->scan->status = LMV_ENOMEM;
        return NULL;
    }
    for (uint32_t k = 0; k < operand->n; k++) {
        order[k].distance = distance(operand->items[k].hull, anchor->hull);
        order[k].i = k;
    }
    qsort(order, operand->n, sizeof *order, nearer);
    s->anchor[i] = anchor;
    s->sorted += operand->n;
    return order;
}

static bool too_many(const search *s)
{
    return s->steps > MAX_STEPS || s->sorted > MAX_SORTED;
}

static bool choose(search *s, uint32_t i)
{
    const near_hit *order;

    if (i == s->how->n)
        return complete(s);
    order = by_distance(s, i);
    for (uint32_t k = 0; order && k < s->how->operands[i].n; k++) {
        const lmv__hit *hit = &s->how->operands[i].items[order[k].i];

        s->steps++;
        if (too_many(s))
            return false;
        if (!fits(s, i, hit))
            continue;
        s->chosen[i] = hit;
        if (choose(s, i + 1))
            return true;
    }
    return false;
}

/* Spans stay in order; those that overlap become one. */
static void insert_span(lmv__hit *hit, lmv__span span)
{
    uint32_t kept = 0, j;

    for (uint32_t k = 0; k < hit->n_spans; k++) {
        lmv__span old = hit->spans[k];

        if (lmv__span_overlaps(old, span)) {
            span.start = old.start < span.start ? old.start : span.start;
            span.end = old.end > span.end ? old.end : span.end;
        } else {
            hit->spans[kept++] = old;
        }
    }
    for (j = kept; j > 0 && hit->spans[j - 1].start > span.start; j--)
        hit->spans[j] = hit->spans[j - 1];
    hit->spans[j] = span;
    hit->n_spans = kept + 1;
}

/* The chosen hits as one. */
static void merge(search *s, lmv__pos pos, lmv__hits *hits)
{
    uint32_t spans = 0, groups = 0;
    lmv__hit *hit = lmv__hits_add(s->scan, hits);

    if (!hit)
        return;
    for (uint32_t i = 0; i < s->how->n; i++) {
        spans += s->chosen[i]->n_spans;
        groups += s->chosen[i]->n_groups;
    }
    hit->spans = lmv__arena_alloc(&s->scan->arena, spans, sizeof *hit->spans);
    hit->groups =
        lmv__arena_alloc(&s->scan->arena, groups, sizeof *hit->groups);
    if (!hit->spans || !hit->groups) {
        s->scan->status = LMV_ENOMEM;
        hits->n--;
        return;
    }
    for (uint32_t i = 0; i < s->how->n; i++) {
        const lmv__hit *part = s->chosen[i];

        for (uint32_t k = 0; k < part->n_spans; k++)
            insert_span(hit, part->spans[k]);
        for (uint32_t k = 0; k < part->n_groups; k++)
            hit->groups[hit->n_groups++] = part->groups[k];
    }
    hit->hull.start = hit->spans[0].start;
    hit->hull.end = hit->spans[hit->n_spans - 1].end;
    hit->order = s->chosen[0]->order;
    hit->pos = pos.line ? pos : s->chosen[0]->pos;
    hit->sentence = lmv__document_sentence_at(s->scan->doc, hit->hull.start);
}

void lmv__combine_hits(
    lmv__scan *scan, const lmv__combine *how, lmv__pos pos, lmv__hits *hits)
{
    search s = {.scan = scan, .how = how};

    if (how->n == 0 || how->n > LMV__MAX_OPERANDS)
        return;
    for (uint32_t i = 0; i < how->operands[0].n; i++) {
        s.chosen[0] = &how->operands[0].items[i];
        if (choose(&s, 1))
            merge(&s, pos, hits);
        if (too_many(&s)) {
            lmv__scan_miss(scan, s.chosen[0]->pos, "too many combinations");
            return;
        }
    }
}
