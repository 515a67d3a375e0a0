#include "base/map.h"

#include <stdlib.h>

void lmv__map_init(lmv__map *map)
{
    map->slots = NULL;
    map->len = map->cap = 0;
}

void lmv__map_clear(lmv__map *map)
{
    free(map->slots);
    lmv__map_init(map);
}

uint64_t lmv__hash(const char *bytes, size_t length)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < length; i++) {
        hash ^= (unsigned char)bytes[i];
        hash *= 1099511628211u;
    }
    return hash;
}

/* The slot of the key, or the free one where it belongs; cap > 0. */
static lmv__map_slot *map_slot(const lmv__map *map, lmv__slice key)
{
    size_t mask = map->cap - 1;
    size_t i = (size_t)lmv__hash(key.ptr, key.len) & mask;

    while (map->slots[i].key.ptr && !lmv__slice_same(map->slots[i].key, key))
        i = (i + 1) & mask;
    return &map->slots[i];
}

static bool map_grow(lmv__map *map)
{
    lmv__map larger = {NULL, map->len, map->cap ? map->cap * 2 : 16};

    larger.slots = calloc(larger.cap, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].key.ptr)
            *map_slot(&larger, map->slots[i].key) = map->slots[i];
    free(map->slots);
    *map = larger;
    return true;
}

bool lmv__map_set(lmv__map *map, lmv__slice key, uint32_t value)
{
    lmv__map_slot *slot;

    if ((map->len + 1) * 4 > map->cap * 3 && !map_grow(map))
        return false;
    if (!key.ptr)
        key.ptr = "";
    slot = map_slot(map, key);
    if (!slot->key.ptr) {
        slot->key = key;
        map->len++;
    }
    slot->value = value;
    return true;
}

uint32_t lmv__map_get(const lmv__map *map, lmv__slice key)
{
    const lmv__map_slot *slot;

    if (map->cap == 0)
        return LMV__MAP_NONE;
    if (!key.ptr)
        key.ptr = "";
    slot = map_slot(map, key);
    return slot->key.ptr ? slot->value : LMV__MAP_NONE;
}
