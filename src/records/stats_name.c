#include "records/stats_name.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define MAX_NAME 64u

/* Of SPSS and of Stata. */
static const char *const reserved[] = {"all", "and", "by", "eq", "ge", "gt",
    "le", "lt", "ne", "not", "or", "to", "with", "byte", "double", "float",
    "if", "in", "int", "long", "using", "str", "strl"};

void lmv__stats_names_init(lmv__stats_names *names, size_t limit)
{
    memset(names, 0, sizeof *names);
    lmv__arena_init(&names->arena, 4096);
    lmv__map_init(&names->taken);
    names->limit = limit < MAX_NAME ? limit : MAX_NAME;
}

void lmv__stats_names_clear(lmv__stats_names *names)
{
    lmv__arena_clear(&names->arena);
    lmv__map_clear(&names->taken);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Umlauts as everybody writes them without; NULL: none. */
static const char *plain(const char *text, size_t len)
{
    static const struct {
        const char *letter, *as;
    } letters[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"},
        {"Ö", "Oe"}, {"Ü", "Ue"}, {"ß", "ss"}};

    for (size_t i = 0; len >= 2 && i < sizeof letters / sizeof *letters; i++)
        if (memcmp(text, letters[i].letter, 2) == 0)
            return letters[i].as;
    return NULL;
}

static void add(char *name, size_t *n, size_t limit, const char *text)
{
    for (; *text && *n < limit; text++)
        name[(*n)++] = *text;
}

/* Everything that is no letter, digit or _ is one _. */
static size_t fold(lmv__slice wanted, char name[MAX_NAME + 1], size_t limit)
{
    size_t n = 0;

    if (wanted.len > 0 && !is_letter(*wanted.ptr) &&
        !plain(wanted.ptr, wanted.len))
        add(name, &n, limit, "v_");
    for (size_t i = 0; i < wanted.len && n < limit; i++) {
        char c = wanted.ptr[i], one[2] = {c, '\0'};
        const char *as = plain(wanted.ptr + i, wanted.len - i);

        if (((unsigned char)c & 0xC0) == 0x80)
            continue; /* the rest of a character */
        if (is_letter(c) || is_digit(c) || c == '_')
            add(name, &n, limit, one);
        else if (as)
            add(name, &n, limit, as);
        else if (n > 0 && name[n - 1] != '_')
            add(name, &n, limit, "_");
    }
    while (n > 0 && name[n - 1] == '_' && wanted.ptr[wanted.len - 1] != '_')
        n--;
    if (n == 0 || (n == 1 && *name == '_'))
        add(name, &n, limit, "v");
    name[n] = '\0';
    return n;
}

static bool is_reserved(const char *name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcasecmp(name, reserved[i]) == 0)
            return true;
    return strncasecmp(name, "str", 3) == 0 && is_digit(name[3]) &&
           name[3 + strspn(name + 3, "0123456789")] == '\0';
}

/* false: taken, or out of memory (*nomem). */
static bool take(lmv__stats_names *names, const char *name, bool *nomem)
{
    char *key = lmv__arena_copy(&names->arena, name, strlen(name));
    lmv__slice slice;

    *nomem = key == NULL;
    if (!key)
        return false;
    for (char *c = key; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 0x20);
    slice = lmv__slice_of(key);
    if (is_reserved(key) || lmv__map_get(&names->taken, slice) != LMV__MAP_NONE)
        return false;
    *nomem = !lmv__map_set(&names->taken, slice, 0);
    return !*nomem;
}

const char *lmv__stats_name(
    lmv__stats_names *names, lmv__slice wanted, bool *changed)
{
    char name[MAX_NAME + 1], tail[16];
    size_t n = fold(wanted, name, names->limit);
    bool nomem = false;

    for (unsigned i = 2; !take(names, name, &nomem); i++) {
        size_t more;

        if (nomem || i == 0)
            return NULL;
        more = (size_t)snprintf(tail, sizeof tail, "_%u", i);
        if (n + more > names->limit)
            n = names->limit - more;
        memcpy(name + n, tail, more + 1);
    }
    *changed = !lmv__slice_is(wanted, name);
    return lmv__arena_copy(&names->arena, name, strlen(name));
}
