#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lmv__chunk {
    struct lmv__chunk *next;
    size_t used, size;
    _Alignas(16) unsigned char data[];
};

void lmv__arena_init(lmv__arena *arena, size_t chunk_size)
{
    arena->first = arena->current = NULL;
    arena->chunk_size = chunk_size ? chunk_size : 4096;
}

void lmv__arena_clear(lmv__arena *arena)
{
    struct lmv__chunk *chunk = arena->first;

    while (chunk) {
        struct lmv__chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    arena->first = arena->current = NULL;
}

void lmv__arena_reset(lmv__arena *arena)
{
    for (struct lmv__chunk *chunk = arena->first; chunk; chunk = chunk->next)
        chunk->used = 0;
    arena->current = arena->first;
}

/* A chunk with room for `need` bytes: the next one when it is large enough,
 * otherwise a new one put in behind the current. */
static struct lmv__chunk *arena_grow(lmv__arena *arena, size_t need)
{
    struct lmv__chunk *current = arena->current, *chunk;
    size_t size = need > arena->chunk_size ? need : arena->chunk_size;

    if (current && current->next && current->next->size >= need) {
        arena->current = current->next;
        return arena->current;
    }
    if (size > SIZE_MAX - sizeof *chunk)
        return NULL;
    chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        return NULL;
    chunk->used = 0;
    chunk->size = size;
    chunk->next = current ? current->next : NULL;
    if (current)
        current->next = chunk;
    else
        arena->first = chunk;
    arena->current = chunk;
    return chunk;
}

void *lmv__arena_alloc(lmv__arena *arena, size_t n, size_t size)
{
    struct lmv__chunk *chunk = arena->current;
    size_t bytes;
    void *data;

    if (size && n > (SIZE_MAX - 16) / size)
        return NULL;
    bytes = (n * size + 15) & ~(size_t)15;
    if (!chunk || chunk->size - chunk->used < bytes)
        chunk = arena_grow(arena, bytes);
    if (!chunk)
        return NULL;
    data = chunk->data + chunk->used;
    chunk->used += bytes;
    memset(data, 0, bytes);
    return data;
}

char *lmv__arena_copy(lmv__arena *arena, const char *text, size_t length)
{
    char *copy;

    if (length == SIZE_MAX)
        return NULL;
    copy = lmv__arena_alloc(arena, length + 1, 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}

char *lmv__arena_printf(lmv__arena *arena, const char *format, ...)
{
    va_list args;
    char *text;
    int length;

    va_start(args, format);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return NULL;
    text = lmv__arena_alloc(arena, (size_t)length + 1, 1);
    if (!text)
        return NULL;
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}
