#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>

/*
 * What a comment's sweep says of one part, or of one set of entries: worked
 * out when it is first asked for, kept in the scan's arena.
 */

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void sort(uint32_t *items, uint32_t n)
{
    uint32_t sorted = 1;

    while (sorted < n && items[sorted - 1] <= items[sorted])
        sorted++;
    if (sorted >= n)
        return;
    if (n > 24) {
        qsort(items, n, sizeof *items, ascending);
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        uint32_t moving = items[i], j = i;

        for (; j > 0 && items[j - 1] > moving; j--)
            items[j] = items[j - 1];
        items[j] = moving;
    }
}

static bool failed(lmv__scan *scan)
{
    scan->status = LMV_ENOMEM;
    return false;
}

/* ------------------------------------------------------------------ starts */

static bool occurs(const lmv__sweep *sweep, uint32_t literal)
{
    return sweep->present[literal / 64] >> (literal % 64) & 1;
}

static uint32_t list_size(const lmv__sweep *sweep, uint32_t literal)
{
    uint32_t n = 0;

    for (uint32_t i = sweep->places[literal].first; i != UINT32_MAX;
         i = sweep->occurrences[i].next)
        n++;
    return n;
}

/* Where the part's points are, ascending; bit 0: a star stands before it. */
static uint32_t *collect(lmv__scan *scan, const uint32_t *points,
    uint32_t n_points, uint32_t *count, bool *back)
{
    const lmv__sweep *sweep = &scan->sweep;
    uint32_t n = 0, *places;

    for (uint32_t i = 0; i < n_points; i++)
        if (occurs(sweep, points[i] >> 1))
            n += list_size(sweep, points[i] >> 1);
    places = lmv__arena_alloc(&scan->arena, n, sizeof *places);
    if (!places)
        return NULL;
    *count = n;
    *back = false;
    n = 0;
    for (uint32_t i = 0; i < n_points; i++) {
        uint32_t literal = points[i] >> 1, star = points[i] & 1;

        if (!occurs(sweep, literal))
            continue;
        *back = *back || star;
        for (uint32_t k = sweep->places[literal].first; k != UINT32_MAX;
             k = sweep->occurrences[k].next)
            places[n++] = sweep->occurrences[k].at << 1 | star;
    }
    sort(places, n);
    return places;
}

/* All places that a star may take before one that stands behind it: up to the
 * place before, whose own were taken already. */
static bool walk_back(lmv__scan *scan, uint32_t **places, uint32_t *count)
{
    const lmv__copy *folded = scan->folded;
    uint32_t *out = NULL, n = 0;

    for (int pass = 0; pass < 2; pass++) {
        uint32_t reached = 0; /* all of it is known before here */

        n = 0;
        for (uint32_t i = 0; i < *count; i++) {
            uint32_t at = (*places)[i] >> 1, from = at;

            if ((*places)[i] & 1)
                from = (uint32_t)lmv__walker_back(
                    scan->walker, folded->text, folded->len, at, reached);
            for (; from <= at; from++) {
                if (out)
                    out[n] = from;
                n++;
            }
            reached = (*places)[i] & 1 ? at : reached;
        }
        if (!out)
            out = lmv__arena_alloc(&scan->arena, n, sizeof *out);
        if (!out)
            return failed(scan);
    }
    sort(out, n); /* plain ones may stand among those of a star */
    *places = out;
    *count = n;
    return true;
}

static bool find_starts(
    lmv__scan *scan, uint32_t part, uint32_t **starts, uint32_t *count)
{
    const lmv__prefilter *f = scan->rules->programs->prefilter;
    uint32_t from = f->first_point[part];
    bool back;

    *starts = collect(
        scan, f->points + from, f->first_point[part + 1] - from, count, &back);
    if (!*starts)
        return failed(scan);
    if (back)
        return walk_back(scan, starts, count);
    for (uint32_t i = 0; i < *count; i++)
        (*starts)[i] >>= 1;
    return true;
}

bool lmv__scan_starts(lmv__scan *scan, const lmv__part *part,
    const uint32_t **starts, uint32_t *count)
{
    lmv__sweep *sweep = &scan->sweep;
    const uint32_t *first = scan->rules->programs->prefilter->first_point;

    if (first[part->index] == first[part->index + 1])
        return false;
    if (sweep->parts[part->index].document != sweep->document) {
        uint32_t n = 0, *found = NULL;

        if (!find_starts(scan, part->index, &found, &n))
            return false;
        sweep->parts[part->index].document = sweep->document;
        sweep->parts[part->index].starts = found;
        sweep->parts[part->index].n = n;
    }
    *starts = sweep->parts[part->index].starts;
    *count = sweep->parts[part->index].n;
    return true;
}

/* ----------------------------------------------------------------- entries */

const uint32_t *lmv__scan_alive(
    lmv__scan *scan, const lmv__entries *entries, uint32_t *count)
{
    lmv__sweep *sweep = &scan->sweep;
    uint32_t e = entries->index, n = 0;

    *count = 0;
    if (sweep->entries[e].document != sweep->document)
        return NULL;
    if (!sweep->entries[e].sorted) {
        uint32_t *sorted =
            lmv__arena_alloc(&scan->arena, sweep->entries[e].n, sizeof *sorted);

        if (!sorted) {
            failed(scan);
            return NULL;
        }
        for (uint32_t i = sweep->entries[e].head; i != UINT32_MAX;
             i = sweep->links[i].next)
            sorted[n++] = sweep->links[i].at;
        sort(sorted, n);
        sweep->entries[e].sorted = sorted;
    }
    *count = sweep->entries[e].n;
    return sweep->entries[e].sorted;
}
