/*
 * Replays a corpus without a fuzzer: every file, its first halves, and
 * mutations by a fixed seed.  TAP out, a line a file.
 *
 *     fuzz_csv [FILE ...]      (none: the corpus of the target)
 */
#include "config.h"

#include "fuzz.h"

#include <dirent.h>
#include <string.h>

#ifndef FUZZ_MUTATIONS /* fewer where a run takes long */
#define FUZZ_MUTATIONS 150
#endif
#define MAX_FILE (1u << 20)

static uint64_t seed = 0x2545F4914F6CDD1Du;

static uint32_t draw(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

/* The target gets memory of exactly that size, so that sanitizers see every
 * byte read beyond it. */
static void run(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);

    if (!copy)
        abort();
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* Some bytes changed, a piece repeated or left out. */
static size_t mutate(uint8_t *data, size_t size)
{
    static const char favourites[] = "\"\",;\n\r\t{}[]:\\u\xFF\xC3\xE2\xF0\0|";
    uint32_t count = 1 + draw(4);

    for (uint32_t i = 0; i < count && size > 0; i++) {
        size_t at = draw((uint32_t)size), len = 1 + draw(8);

        switch (draw(4)) {
        case 0:
            data[at] = (uint8_t)draw(256);
            break;
        case 1:
            data[at] = (uint8_t)favourites[draw(sizeof favourites - 1)];
            break;
        case 2:
            len = len < size - at ? len : size - at;
            memmove(data + at, data + at + len, size - at - len);
            size -= len;
            break;
        default:
            len = len < size - at ? len : size - at;
            memmove(data + at + len, data + at, size - at);
            size += len;
        }
    }
    return size;
}

static void replay(const uint8_t *data, size_t size)
{
    uint8_t *work = malloc(size + 64);

    if (!work)
        abort();
    run(data, size);
    for (size_t cut = size / 2; cut > 0; cut /= 2)
        run(data, cut);
    for (int i = 0; i < FUZZ_MUTATIONS && size < 65536; i++) {
        memcpy(work, data, size);
        run(work, mutate(work, size));
    }
    free(work);
}

static int replay_file(const char *path)
{
    uint8_t *data = malloc(MAX_FILE);
    FILE *file = fopen(path, "rb");
    size_t size;

    if (!data || !file) {
        perror(path);
        free(data);
        return 1;
    }
    size = fread(data, 1, MAX_FILE, file);
    fclose(file);
    replay(data, size);
    free(data);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Paths of the corpus, sorted; an allocation each. */
static char **list_corpus(size_t *n)
{
    static const char folder[] = TESTS_SRCDIR "/fuzz/corpus/" FUZZ_TARGET;
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    char **paths = NULL;

    *n = 0;
    while (dir && (entry = readdir(dir))) {
        size_t size = sizeof folder + strlen(entry->d_name) + 1;

        if (entry->d_name[0] == '.')
            continue;
        paths = realloc(paths, (*n + 1) * sizeof *paths);
        if (!paths || !(paths[*n] = malloc(size)))
            abort();
        snprintf(paths[(*n)++], size, "%s/%s", folder, entry->d_name);
    }
    if (dir)
        closedir(dir);
    if (paths)
        qsort(paths, *n, sizeof *paths, by_name);
    return paths;
}

int main(int argc, char **argv)
{
    size_t n = (size_t)argc - 1;
    char **paths = argc > 1 ? argv + 1 : list_corpus(&n);
    int failed = n == 0;

    printf("1..%zu\n", n);
    for (size_t i = 0; i < n; i++) {
        const char *name = strrchr(paths[i], '/');
        int bad = replay_file(paths[i]);

        failed |= bad;
        printf("%s %zu - %s: %s\n", bad ? "not ok" : "ok", i + 1, FUZZ_TARGET,
            name ? name + 1 : paths[i]);
        fflush(stdout);
        if (argc == 1)
            free(paths[i]);
    }
    if (argc == 1)
        free(paths);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
