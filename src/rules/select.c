#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>

/*
 * The standard decision: the same words never count twice, weights are
 * summed, and the theme is assigned when the threshold is reached.
 */

typedef struct order {
    lmv__candidate *candidate;
    uint32_t index;
    int32_t weight; /* absolute */
    uint32_t length;
} order;

static uint32_t words_length(const lmv__candidate *c)
{
    uint32_t length = 0;

    for (uint32_t i = 0; i < c->n_spans; i++)
        length += c->spans[i].end - c->spans[i].start;
    return length;
}

/* By |weight|, length, start, file order. */
static int compare(const void *left, const void *right)
{
    const order *a = left, *b = right;

    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    if (a->candidate->hull.start != b->candidate->hull.start)
        return a->candidate->hull.start < b->candidate->hull.start ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool share_words(const lmv__candidate *a, const lmv__candidate *b)
{
    if (!lmv__span_overlaps(a->hull, b->hull))
        return false;
    for (uint32_t i = 0; i < a->n_spans; i++)
        for (uint32_t j = 0; j < b->n_spans; j++)
            if (lmv__span_overlaps(a->spans[i], b->spans[j]))
                return true;
    return false;
}

/* Marks as overlapped what shares words with something better of its sign. */
static void mark_overlapped(order *items, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        lmv__candidate *mine = items[i].candidate;

        for (uint32_t k = 0; k < i && mine->state == LMV__ACCEPTED; k++) {
            const lmv__candidate *better = items[k].candidate;

            if (better->state == LMV__ACCEPTED &&
                (better->weight < 0) == (mine->weight < 0) &&
                share_words(better, mine))
                mine->state = LMV__OVERLAPPED;
        }
    }
}

/* Sentences of a signal that count, at most its `max`; only those of
 * `sentence` unless it is LMV__ALL_SENTENCES. */
static uint32_t counting(const lmv__candidate *candidates, uint32_t count,
    uint32_t signal, uint32_t sentence, uint32_t max)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < count && n < max; i++) {
        const lmv__candidate *c = &candidates[i];
        bool first = true;

        if (c->signal != signal || c->state != LMV__ACCEPTED ||
            (sentence != LMV__ALL_SENTENCES && c->sentence != sentence))
            continue;
        for (uint32_t k = 0; k < i && first; k++)
            first = !(candidates[k].signal == signal &&
                      candidates[k].state == LMV__ACCEPTED &&
                      candidates[k].sentence == c->sentence);
        n += first;
    }
    return n;
}

static int64_t sum(const lmv__theme *theme, const lmv__candidate *candidates,
    uint32_t count, uint32_t sentence)
{
    int64_t score = 0;

    for (uint32_t s = 0; s < theme->n_signals; s++)
        score +=
            (int64_t)theme->signals[s].weight *
            counting(candidates, count, s, sentence, theme->signals[s].max);
    return score;
}

lmv_status lmv__scan_score(lmv__scan *scan, uint32_t theme,
    lmv__candidate *candidates, uint32_t count, int64_t *score, bool *assigned,
    lmv_error *err)
{
    const lmv__theme *t = &scan->rules->themes[theme];
    order *items = lmv__arena_alloc(&scan->arena, count, sizeof *items);
    uint32_t n = 0;

    if (!items)
        return lmv__error_nomem(err);
    for (uint32_t i = 0; i < count; i++) {
        lmv__candidate *c = &candidates[i];

        if (c->state == LMV__OVERLAPPED)
            c->state = LMV__ACCEPTED;
        if (c->state != LMV__ACCEPTED)
            continue;
        items[n].candidate = c;
        items[n].index = i;
        items[n].weight = abs(c->weight);
        items[n++].length = words_length(c);
    }
    if (n)
        qsort(items, n, sizeof *items, compare);
    mark_overlapped(items, n);
    *score = 0;
    if (t->scope == LMV__SCOPE_COMMENT) {
        *score = sum(t, candidates, count, LMV__ALL_SENTENCES);
    } else {
        for (uint32_t i = 0; i < n; i++) {
            int64_t here =
                sum(t, candidates, count, items[i].candidate->sentence);
            if (i == 0 || here > *score)
                *score = here;
        }
    }
    *assigned = n > 0 && *score >= t->threshold;
    return LMV_OK;
}
