/*
 * Map: strings to 32-bit values.  Open addressing; keys are borrowed.
 */
#ifndef LMV_BASE_MAP_H
#define LMV_BASE_MAP_H

#include "base/buf.h"

#include <stdint.h>

typedef struct lmv__map_slot {
    lmv__slice key; /* ptr NULL: free */
    uint32_t value;
    uint32_t hash; /* of the key; others need not be compared */
} lmv__map_slot;

typedef struct lmv__map {
    lmv__map_slot *slots;
    size_t len, cap; /* cap is a power of two, or 0 */
} lmv__map;

#define LMV__MAP_NONE UINT32_MAX

void lmv__map_init(lmv__map *map);
void lmv__map_clear(lmv__map *map); /* frees */
/* Sets key to value, replacing an earlier one; false when out of memory. */
bool lmv__map_set(lmv__map *map, lmv__slice key, uint32_t value);
/* The value, or LMV__MAP_NONE. */
uint32_t lmv__map_get(const lmv__map *map, lmv__slice key);
/* FNV-1a of the bytes. */
uint64_t lmv__hash(const char *bytes, size_t length);

#endif
