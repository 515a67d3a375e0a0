/*
 * What one writes first: every rule on every comment, with PCRE2's JIT.  It
 * knows nothing of leitmotiv, so that it can be both the measure of its speed
 * and a witness of what it finds.
 *
 *     loop PATTERNS COMMENTS   one comment a line; theme TAB kind TAB regex
 *     loop --csv FILE          nothing but a pass over a CSV file
 *
 * The first prints a line a comment and theme found: "17 t3", by themes in
 * the order of the patterns; the second the number of cells and of their
 * bytes.
 */
#define _POSIX_C_SOURCE 200809L
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct rule {
    char *theme;
    pcre2_code *code;
} rule;

typedef struct rules {
    rule *items;
    size_t n;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
} rules;

static pcre2_code *compile(const char *regex)
{
    int number;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
        PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &number, &offset, NULL);

    if (!code) {
        fprintf(
            stderr, "at %zu of %s: error %d\n", (size_t)offset, regex, number);
        return NULL;
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return code;
}

static bool add_rule(rules *all, char *line)
{
    char *kind = strchr(line, '\t');
    char *regex = kind ? strchr(kind + 1, '\t') : NULL;
    rule *items = realloc(all->items, (all->n + 1) * sizeof *items);

    if (!regex || !items)
        return false;
    *kind = '\0';
    regex[strcspn(regex, "\n")] = '\0';
    all->items = items;
    items[all->n].theme = strdup(line);
    items[all->n].code = compile(regex + 1);
    return items[all->n++].code != NULL;
}

static bool read_rules(rules *all, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    bool good = file != NULL;

    while (good && getline(&line, &room, file) > 0)
        good = add_rule(all, line);
    free(line);
    if (file)
        fclose(file);
    all->data = pcre2_match_data_create(8, NULL);
    all->context = pcre2_match_context_create(NULL);
    all->stack = pcre2_jit_stack_create(32768, 1048576, NULL);
    pcre2_jit_stack_assign(all->context, NULL, all->stack);
    return good;
}

static void clear_rules(rules *all)
{
    for (size_t i = 0; i < all->n; i++) {
        free(all->items[i].theme);
        pcre2_code_free(all->items[i].code);
    }
    free(all->items);
    pcre2_match_data_free(all->data);
    pcre2_match_context_free(all->context);
    pcre2_jit_stack_free(all->stack);
}

/* The text was checked to be UTF-8 by whoever made it. */
static bool matches(const rules *all, size_t i, const char *text, size_t len)
{
    return pcre2_match(all->items[i].code, (PCRE2_SPTR)text, len, 0,
               PCRE2_NO_UTF_CHECK, all->data, all->context) >= 0;
}

/* Every rule is tried, as a program would that wants all evidence. */
static void search(
    const rules *all, size_t number, const char *text, size_t len)
{
    const char *told = "";

    for (size_t i = 0; i < all->n; i++) {
        const char *theme = all->items[i].theme;

        if (!matches(all, i, text, len) || !strcmp(theme, told))
            continue;
        printf("%zu %s\n", number, theme);
        told = theme;
    }
}

static int search_all(const char *patterns, const char *comments)
{
    rules all = {NULL, 0, NULL, NULL, NULL};
    FILE *file = fopen(comments, "r");
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t len;

    if (!file || !read_rules(&all, patterns))
        return 2;
    while ((len = getline(&line, &room, file)) > 0)
        search(&all, ++number, line, (size_t)len - (line[len - 1] == '\n'));
    free(line);
    fclose(file);
    clear_rules(&all);
    return 0;
}

/* ---- the floor: where cells begin and end, and nothing else ---- */

static size_t behind_cell(const char *text, size_t at, size_t len)
{
    const char *quote;

    if (text[at] != '"') {
        while (at < len && text[at] != ',' && text[at] != '\n')
            at++;
        return at;
    }
    for (at++; (quote = memchr(text + at, '"', len - at)) != NULL; at++) {
        at = (size_t)(quote - text) + 1;
        if (at >= len || text[at] != '"')
            return at;
    }
    return len;
}

static int pass_csv(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t cells = 0, bytes = 0, len = 0, cap = 1 << 20, got;
    char *text = malloc(cap);

    while (file && text && (got = fread(text + len, 1, cap - len, file)) > 0) {
        len += got;
        if (len == cap)
            text = realloc(text, cap *= 2);
    }
    for (size_t at = 0; file && text && at < len; at++) {
        size_t end = behind_cell(text, at, len);

        cells++;
        bytes += end - at;
        at = end;
    }
    printf("%zu cells, %zu bytes\n", cells, bytes);
    if (file)
        fclose(file);
    free(text);
    return cells == 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("Usage: loop PATTERNS COMMENTS, or loop --csv FILE\n", stderr);
        return 2;
    }
    return strcmp(argv[1], "--csv") ? search_all(argv[1], argv[2])
                                    : pass_csv(argv[2]);
}
