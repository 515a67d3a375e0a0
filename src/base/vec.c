#include "base/vec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void lmv__vec_init(lmv__vec *vec, size_t item_size)
{
    vec->data = NULL;
    vec->len = vec->cap = 0;
    vec->item = item_size;
}

void lmv__vec_clear(lmv__vec *vec)
{
    free(vec->data);
    vec->data = NULL;
    vec->len = vec->cap = 0;
}

void *lmv__vec_push(lmv__vec *vec)
{
    void *slot;

    if (vec->len == vec->cap) {
        size_t cap = vec->cap ? vec->cap * 2 : 16;
        void *data;

        if (cap > SIZE_MAX / vec->item)
            return NULL;
        data = realloc(vec->data, cap * vec->item);
        if (!data)
            return NULL;
        vec->data = data;
        vec->cap = cap;
    }
    slot = (char *)vec->data + vec->len * vec->item;
    memset(slot, 0, vec->item);
    vec->len++;
    return slot;
}

void *lmv__vec_at(const lmv__vec *vec, size_t i)
{
    return (char *)vec->data + i * vec->item;
}
