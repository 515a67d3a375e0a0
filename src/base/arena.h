/*
 * Arena: memory that is freed all at once.
 *
 *     first chunk ──► chunk ──► chunk
 *     [used....free]
 *
 * A compiled ruleset owns one and never frees a part; a scanner owns one and
 * resets it for every comment, so that the steady state allocates nothing.
 */
#ifndef LMV_BASE_ARENA_H
#define LMV_BASE_ARENA_H

#include <stddef.h>

struct lmv__chunk;

typedef struct lmv__arena {
    struct lmv__chunk *first, *current;
    size_t chunk_size;
} lmv__arena;

void lmv__arena_init(lmv__arena *arena, size_t chunk_size);
/* Frees everything. */
void lmv__arena_clear(lmv__arena *arena);
/* Forgets everything but keeps the memory for reuse. */
void lmv__arena_reset(lmv__arena *arena);

/* n items of `size` bytes, zeroed, aligned for anything; NULL when out of
 * memory or when n * size overflows.  n = 0 gives a valid pointer. */
void *lmv__arena_alloc(lmv__arena *arena, size_t n, size_t size);
/* A NUL-terminated copy of `length` bytes. */
char *lmv__arena_copy(lmv__arena *arena, const char *text, size_t length);
/* printf into the arena; NULL when out of memory. */
char *lmv__arena_printf(lmv__arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
