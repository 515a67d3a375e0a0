#include "vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const class_names[CLASSES] = {
    "first", "second", "q", "d", "say", "short"};

/* ---- reading ---- */

static bool add(words *list, const char *text, size_t len)
{
    char *copy;

    while (len && *text == ' ') {
        text++;
        len--;
    }
    if (!len)
        return true;
    copy = list->n < MOST_WORDS ? malloc(len + 1) : NULL;
    if (!copy)
        return false;
    memcpy(copy, text, len);
    copy[len] = '\0';
    list->items[list->n++] = copy;
    return true;
}

static bool add_line(words *list, const char *text, bool whole)
{
    while (!whole && *text) {
        size_t len = strcspn(text, ",");

        if (!add(list, text, len))
            return false;
        text += len + (text[len] == ',');
    }
    return !whole || add(list, text, strlen(text));
}

/* "de.first: Rechnungs, Kunden" */
static bool take_line(vocabulary *v, char *line)
{
    int language = !strncmp(line, "en.", 3) ? ENGLISH : GERMAN;
    char *colon = strchr(line, ':');

    line[strcspn(line, "\r\n")] = '\0';
    if (!line[0] || line[0] == '#')
        return true;
    if (!colon || strlen(line) < 4)
        return false;
    *colon = '\0';
    for (int i = 0; i < CLASSES; i++)
        if (!strcmp(line + 3, class_names[i]))
            return add_line(&v->of[language][i], colon + 1, i == SAY);
    return false;
}

bool vocabulary_read(vocabulary *v, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[1024];
    bool good = file != NULL;

    memset(v, 0, sizeof *v);
    while (good && fgets(line, sizeof line, file))
        good = take_line(v, line);
    for (int l = 0; l < LANGUAGES; l++)
        for (int i = 0; i < CLASSES; i++)
            good = good && v->of[l][i].n > 0;
    if (file)
        fclose(file);
    if (!good)
        fprintf(stderr, "cannot read %s\n", path);
    return good;
}

void vocabulary_clear(vocabulary *v)
{
    for (int l = 0; l < LANGUAGES; l++)
        for (int i = 0; i < CLASSES; i++)
            for (uint32_t k = 0; k < v->of[l][i].n; k++)
                free(v->of[l][i].items[k]);
}

/* ---- chance: xorshift64* ---- */

uint32_t random_below(source *random, uint32_t n)
{
    uint64_t x = random->state;

    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return (uint32_t)((x * UINT64_C(2685821657736338717)) >> 32) % n;
}

bool random_chance(source *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

uint32_t random_skewed(source *random, uint32_t n)
{
    uint64_t a = random_below(random, 65536), b = random_below(random, 65536);
    uint64_t c = random_below(random, 65536);

    return (uint32_t)((a * b >> 16) * c * n >> 32);
}

/* ---- things ---- */

uint32_t thing_count(const vocabulary *v, int language)
{
    return v->of[language][FIRST].n * v->of[language][SECOND].n;
}

void thing_name(
    const vocabulary *v, int language, uint32_t n, char *room, size_t size)
{
    const words *first = &v->of[language][FIRST];
    const words *second = &v->of[language][SECOND];

    snprintf(room, size, language == GERMAN ? "%s%s" : "%s %s",
        first->items[n % first->n], second->items[n / first->n % second->n]);
}
