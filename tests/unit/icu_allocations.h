/*
 * Counts what ICU allocates: functions for u_setMemoryFunctions().
 */
#ifndef LMV_TESTS_ICU_ALLOCATIONS_H
#define LMV_TESTS_ICU_ALLOCATIONS_H

#include <stddef.h>
#include <stdlib.h>

static size_t icu_allocations;

static void *icu_alloc(const void *context, size_t size)
{
    (void)context;
    icu_allocations++;
    return malloc(size);
}

static void *icu_realloc(const void *context, void *block, size_t size)
{
    (void)context;
    icu_allocations++;
    return realloc(block, size);
}

static void icu_free(const void *context, void *block)
{
    (void)context;
    free(block);
}

#endif
