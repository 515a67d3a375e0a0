/*
 * The words of the benchmark's comments, and a random source that gives the
 * same numbers everywhere.
 */
#ifndef LMV_BENCH_VOCABULARY_H
#define LMV_BENCH_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum word_class {
    FIRST,
    SECOND,
    QUALITY,
    DEGREE,
    SAY,
    SHORT,
    CLASSES
} word_class;

enum { GERMAN, ENGLISH, LANGUAGES, MOST_WORDS = 256 };

typedef struct words {
    char *items[MOST_WORDS];
    uint32_t n;
} words;

typedef struct vocabulary {
    words of[LANGUAGES][CLASSES];
} vocabulary;

/* Reads the file; false with a message on stderr. */
bool vocabulary_read(vocabulary *v, const char *path);
void vocabulary_clear(vocabulary *v);

typedef struct source {
    uint64_t state;
} source;

uint32_t random_below(source *random, uint32_t n);
bool random_chance(source *random, uint32_t percent);
/* Small numbers more often than great ones. */
uint32_t random_skewed(source *random, uint32_t n);

/* Thing number `n` of a language, put into `room`: "Rechnungsstelle", "billing
 * desk". */
uint32_t thing_count(const vocabulary *v, int language);
void thing_name(
    const vocabulary *v, int language, uint32_t n, char *room, size_t size);

#endif
