#include "base/map.h"

#include <stdlib.h>
#include <string.h>

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

static uint64_t mix(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

/* Words are short and looked up by the million: eight bytes at a time, the
 * last eight once more when they are not a full number. */
static uint32_t hash_key(lmv__slice key)
{
    uint64_t hash = key.len, bytes = 0;
    size_t at = 0;

    for (; at + sizeof bytes <= key.len; at += sizeof bytes) {
        memcpy(&bytes, key.ptr + at, sizeof bytes);
        hash = mix(hash, bytes);
    }
    if (at == key.len)
        return (uint32_t)mix(hash, 0);
    if (at) {
        memcpy(&bytes, key.ptr + key.len - sizeof bytes, sizeof bytes);
    } else {
        for (bytes = 0; at < key.len; at++)
            bytes = bytes << 8 | (unsigned char)key.ptr[at];
    }
    return (uint32_t)mix(mix(hash, bytes), 0);
}

/* The slot of the key, or the free one where it belongs; cap > 0. */
static lmv__map_slot *map_slot(
    const lmv__map *map, lmv__slice key, uint32_t hash)
{
    size_t mask = map->cap - 1, i = hash & mask;

    while (
        map->slots[i].key.ptr && (map->slots[i].hash != hash ||
                                     !lmv__slice_same(map->slots[i].key, key)))
        i = (i + 1) & mask;
    return &map->slots[i];
}

static bool map_grow(lmv__map *map)
{
    lmv__map larger = {NULL, map->len, map->cap ? map->cap * 2 : 16};

    larger.slots = calloc(larger.cap, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < map->cap; i++) {
        const lmv__map_slot *slot = &map->slots[i];

        if (slot->key.ptr)
            *map_slot(&larger, slot->key, slot->hash) = *slot;
    }
    free(map->slots);
    *map = larger;
    return true;
}

bool lmv__map_set(lmv__map *map, lmv__slice key, uint32_t value)
{
    lmv__map_slot *slot;
    uint32_t hash;

    if ((map->len + 1) * 4 > map->cap * 3 && !map_grow(map))
        return false;
    if (!key.ptr)
        key.ptr = "";
    hash = hash_key(key);
    slot = map_slot(map, key, hash);
    if (!slot->key.ptr) {
        slot->key = key;
        slot->hash = hash;
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
    slot = map_slot(map, key, hash_key(key));
    return slot->key.ptr ? slot->value : LMV__MAP_NONE;
}
