#include "workbench/grams.h"

#include <stdlib.h>
#include <string.h>

bool lmv__grams_init(lmv__grams *grams, uint32_t max)
{
    uint32_t slots = 16;

    memset(grams, 0, sizeof *grams);
    grams->max = max > 8 ? max : 8;
    while (slots < 2 * (uint64_t)grams->max)
        slots *= 2;
    grams->mask = slots - 1;
    grams->items = calloc(grams->max, sizeof *grams->items);
    grams->slots = calloc(slots, sizeof *grams->slots);
    if (grams->items && grams->slots)
        return true;
    lmv__grams_clear(grams);
    return false;
}

void lmv__grams_clear(lmv__grams *grams)
{
    free(grams->items);
    free(grams->slots);
    memset(grams, 0, sizeof *grams);
}

static uint32_t *find_slot(const lmv__grams *grams, const uint32_t *families)
{
    uint64_t hash =
        lmv__hash((const char *)families, LMV__MAX_ROW * sizeof *families);
    uint32_t at = (uint32_t)hash & grams->mask;

    while (
        grams->slots[at] && memcmp(grams->items[grams->slots[at] - 1].families,
                                families, LMV__MAX_ROW * sizeof *families) != 0)
        at = (at + 1) & grams->mask;
    return &grams->slots[at];
}

/* Drop what was seen least, until a quarter of the room is free. */
static void prune(lmv__grams *grams)
{
    uint32_t i, kept = 0;

    do {
        grams->floor++;
        for (i = 0, kept = 0; i < grams->n; i++)
            if (grams->items[i].counts[0] + grams->items[i].counts[1] >
                grams->floor)
                grams->items[kept++] = grams->items[i];
        grams->pruned += grams->n - kept;
        grams->n = kept;
    } while (kept > grams->max - grams->max / 4);
    memset(grams->slots, 0, ((size_t)grams->mask + 1) * sizeof *grams->slots);
    for (i = 0; i < grams->n; i++)
        *find_slot(grams, grams->items[i].families) = i + 1;
}

bool lmv__grams_add(lmv__grams *grams, const uint32_t *families, uint32_t n,
    uint32_t comment, unsigned side)
{
    uint32_t key[LMV__MAX_ROW] = {LMV__MAP_NONE, LMV__MAP_NONE, LMV__MAP_NONE};
    uint32_t *slot;
    lmv__gram *gram;

    if (n > LMV__MAX_ROW || side > 1)
        return false;
    memcpy(key, families, n * sizeof *key);
    slot = find_slot(grams, key);
    if (!*slot && grams->n == grams->max) {
        prune(grams);
        slot = find_slot(grams, key);
    }
    if (!*slot) {
        gram = &grams->items[grams->n];
        memset(gram, 0, sizeof *gram);
        memcpy(gram->families, key, sizeof key);
        *slot = ++grams->n;
    }
    gram = &grams->items[*slot - 1];
    if (gram->last == comment + 1)
        return true;
    gram->last = comment + 1;
    gram->counts[side]++;
    if (side == 1 && gram->n_samples < LMV__MAX_SAMPLES)
        gram->samples[gram->n_samples++] = comment;
    return true;
}
