/*
 * What a fuzz target is: one function that takes any bytes and survives them.
 *
 * Built by a fuzzer (`make fuzzers`, Clang's libFuzzer) it is driven by that;
 * built by `make check` it is driven by driver.c, which replays the corpus
 * and some seeded mutations of it.
 */
#ifndef LMV_TESTS_FUZZ_H
#define LMV_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold for every input. */
#define FUZZ_ASSERT(condition)                                              \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                        \
        }                                                                   \
    } while (0)

#endif
