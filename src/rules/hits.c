#include "rules/scan.h"

#include <string.h>

/*
 * Lists of hits in the arena of a scan.
 */

#define MAX_HITS 4096 /* of one matcher and sentence */

lmv__hit *lmv__hits_add(lmv__scan *scan, lmv__hits *hits)
{
    if (hits->n == hits->cap) {
        uint32_t cap = hits->cap ? hits->cap * 2 : 8;
        lmv__hit *more;

        if (cap > MAX_HITS) {
            lmv__scan_miss(scan, hits->items[0].pos, "more than 4096 finds");
            return NULL;
        }
        more = lmv__arena_alloc(&scan->arena, cap, sizeof *more);
        if (!more) {
            scan->status = LMV_ENOMEM;
            return NULL;
        }
        if (hits->n)
            memcpy(more, hits->items, hits->n * sizeof *more);
        hits->items = more;
        hits->cap = cap;
    }
    memset(&hits->items[hits->n], 0, sizeof(lmv__hit));
    return &hits->items[hits->n++];
}

static int compare(const lmv__hit *a, const lmv__hit *b)
{
    if (a->hull.start != b->hull.start)
        return a->hull.start < b->hull.start ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return a->hull.end < b->hull.end ? -1 : a->hull.end > b->hull.end;
}

static bool same_spans(const lmv__hit *a, const lmv__hit *b)
{
    return a->n_spans == b->n_spans &&
           memcmp(a->spans, b->spans, a->n_spans * sizeof *a->spans) == 0;
}

/* Merge sort on a small array would be no faster: hits come nearly sorted. */
static void insertion_sort(lmv__hits *hits)
{
    for (uint32_t i = 1; i < hits->n; i++) {
        lmv__hit moving = hits->items[i];
        uint32_t j = i;

        for (; j > 0 && compare(&moving, &hits->items[j - 1]) < 0; j--)
            hits->items[j] = hits->items[j - 1];
        hits->items[j] = moving;
    }
}

static bool seen_before(const lmv__hits *hits, uint32_t n, const lmv__hit *hit)
{
    for (uint32_t i = n; i-- > 0;) {
        if (hits->items[i].hull.start != hit->hull.start)
            return false;
        if (same_spans(&hits->items[i], hit))
            return true;
    }
    return false;
}

void lmv__hits_sort(lmv__hits *hits)
{
    uint32_t n = 0;

    insertion_sort(hits);
    for (uint32_t i = 0; i < hits->n; i++)
        if (!seen_before(hits, n, &hits->items[i]))
            hits->items[n++] = hits->items[i];
    hits->n = n;
}

uint32_t lmv__words_between(lmv__scan *scan, lmv__span a, lmv__span b)
{
    uint32_t n = 0, i;

    if (b.start < a.start) {
        lmv__span swap = a;
        a = b;
        b = swap;
    }
    for (i = lmv__document_token_at(scan->doc, a.end); i < scan->n_tokens;
         i++) {
        const lmv__token *token = &scan->tokens[i];

        if (token->span.start < a.end)
            continue;
        if (token->span.end > b.start)
            break;
        if (token->kind == LMV__TOKEN_WORD || token->kind == LMV__TOKEN_NUMBER)
            n++;
    }
    return n;
}

bool lmv__hits_overlap(const lmv__hit *a, const lmv__hit *b)
{
    if (!lmv__span_overlaps(a->hull, b->hull))
        return false;
    for (uint32_t i = 0; i < a->n_spans; i++)
        for (uint32_t j = 0; j < b->n_spans; j++)
            if (lmv__span_overlaps(a->spans[i], b->spans[j]))
                return true;
    return false;
}
