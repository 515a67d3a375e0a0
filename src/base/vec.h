/*
 * Vector: items of one size that grow.  Items move when it grows: keep
 * indexes, not pointers.
 */
#ifndef LMV_BASE_VEC_H
#define LMV_BASE_VEC_H

#include <stddef.h>

typedef struct lmv__vec {
    void *data;
    size_t len, cap, item;
} lmv__vec;

void lmv__vec_init(lmv__vec *vec, size_t item_size);
void lmv__vec_clear(lmv__vec *vec); /* frees */
/* A new zeroed item at the end, or NULL when out of memory. */
void *lmv__vec_push(lmv__vec *vec);
void *lmv__vec_at(const lmv__vec *vec, size_t i);

#endif
