/*
 * What the tests of the loader share: rules from a text or from the test data,
 * and what was reported.
 */
#ifndef LMV_TESTS_LOAD_UTIL_H
#define LMV_TESTS_LOAD_UTIL_H

#include "unit.h"

#include "rules/load.h"
#include "text/langdata.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RULES_DATA TESTS_SRCDIR "/data/rules"
#define MAX_SEEN 64

typedef struct seen {
    lmv_severity severity;
    char code[8], message[512], line_text[512], help[256];
    uint32_t line, column;
    char file[512];
} seen;

typedef struct loaded {
    lmv_ruleset rules;
    lmv__reporter reporter;
    lmv_status status;
    lmv_error err;
    seen seen[MAX_SEEN];
    size_t n_seen;
    char path[512];
} loaded;

static void note(void *payload, const lmv_diagnostic *d)
{
    loaded *l = payload;
    seen *s = &l->seen[l->n_seen];

    ck_assert_uint_lt(l->n_seen, MAX_SEEN);
    l->n_seen++;
    s->severity = d->severity;
    snprintf(s->code, sizeof s->code, "%s", d->code);
    snprintf(s->message, sizeof s->message, "%s", d->message);
    snprintf(s->line_text, sizeof s->line_text, "%s",
        d->source_line ? d->source_line : "");
    snprintf(s->help, sizeof s->help, "%s", d->help ? d->help : "");
    snprintf(s->file, sizeof s->file, "%s", d->file ? d->file : "");
    s->line = d->line;
    s->column = d->column;
}

static inline void load_begin(loaded *l)
{
    memset(l, 0, sizeof *l);
    l->err.size = sizeof l->err;
    l->reporter.first.size = sizeof l->reporter.first;
    l->reporter.diag = note;
    l->reporter.payload = l;
    lmv__arena_init(&l->rules.arena, 4096);
    lmv__map_init(&l->rules.theme_index);
}

static inline void load_packs(loaded *l, const char *const *packs, size_t n,
    const char *search, int strict)
{
    const char *const path[] = {search};
    lmv_ruleset_options options = {.size = sizeof options,
        .search_path = path,
        .n_search_path = search ? 1 : 0,
        .strict = strict};

    load_begin(l);
    l->status =
        lmv__rules_load(&l->rules, packs, n, &options, &l->reporter, &l->err);
}

static inline void load_end(loaded *l)
{
    lmv__langdata_free(l->rules.langdata);
    lmv__map_clear(&l->rules.theme_index);
    lmv__arena_clear(&l->rules.arena);
    if (l->path[0])
        unlink(l->path);
}

static inline void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
}

/* A pack of one file with these bytes; `search` may be NULL. */
static inline void load_bytes(
    loaded *l, const char *bytes, size_t len, const char *search)
{
    char path[sizeof l->path];
    const char *packs[] = {path};

    snprintf(
        path, sizeof path, TESTS_BUILDDIR "/unit/load-%ld.yml", (long)getpid());
    write_file(path, bytes, len);
    load_packs(l, packs, 1, search, 0);
    memcpy(l->path, path, sizeof path);
}

static inline void load_text(loaded *l, const char *text)
{
    load_bytes(l, text, strlen(text), RULES_DATA "/search");
}

/* Everything that was reported, for the message of a failed test. */
static inline const char *all_seen(const loaded *l)
{
    static char text[8192];
    size_t at = 0;

    text[0] = '\0';
    for (size_t i = 0; i < l->n_seen && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s at %u:%u: %s\n",
            l->seen[i].code, l->seen[i].line, l->seen[i].column,
            l->seen[i].message);
    return text;
}

/* The diagnostic of this code, line and column (0: any), or NULL. */
static inline const seen *find_seen(
    const loaded *l, const char *code, uint32_t line, uint32_t column)
{
    for (size_t i = 0; i < l->n_seen; i++) {
        const seen *s = &l->seen[i];

        if (!strcmp(s->code, code) && (!line || s->line == line) &&
            (!column || s->column == column))
            return s;
    }
    return NULL;
}

static inline const lmv__theme *find_theme(const loaded *l, const char *id)
{
    uint32_t i = lmv__map_get(&l->rules.theme_index, lmv__slice_of(id));

    ck_assert_msg(i != LMV__MAP_NONE, "no theme %s", id);
    return &l->rules.themes[i];
}

#define assert_slice(slice, text)                             \
    ck_assert_msg(lmv__slice_is(slice, text), "'%.*s' != %s", \
        (int)(slice).len, (slice).ptr, text)

#endif
