/*
 * Eight bytes of text as one number, the first one lowest, so that short
 * literals compare at once.
 */
#ifndef LMV_RULES_EIGHT_H
#define LMV_RULES_EIGHT_H

#include <stddef.h>
#include <stdint.h>

/* The first of `n` bytes, at most eight; the others 0. */
static inline uint64_t lmv__eight(const void *text, size_t n)
{
    const unsigned char *t = text;
    uint64_t key = 0;

    if (n >= 8) /* compilers make one load of this */
        return (uint64_t)t[0] | (uint64_t)t[1] << 8 | (uint64_t)t[2] << 16 |
               (uint64_t)t[3] << 24 | (uint64_t)t[4] << 32 |
               (uint64_t)t[5] << 40 | (uint64_t)t[6] << 48 |
               (uint64_t)t[7] << 56;
    for (size_t i = 0; i < n; i++)
        key |= (uint64_t)t[i] << (8 * i);
    return key;
}

/* The first `n` (1 to 8) of eight. */
static inline uint64_t lmv__eight_first(uint64_t key, size_t n)
{
    return key & UINT64_MAX >> (64 - 8 * n);
}

#endif
