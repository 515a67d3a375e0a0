/*
 * The themes as a page to read: what each one means, where it ends and its
 * neighbour begins, and a comment in each language that has it.
 *
 *     # Themes
 *     - pack, how much is in it
 *     ## group
 *     ### theme        definition, borders, examples
 */
#include <config.h>

#include "cli/themes_md.h"

#include "text/document.h"

#include <stdio.h>

enum { MAX_DEPTH = 8, MAX_LEVEL = 4 };

static const char *const polarities[] = {
    "neutral", "negative", "positive", "mixed"};
static const char *const kinds[] = {"theme", "facet", "helper", "group"};

typedef struct counts {
    size_t themes, facets, groups, signals, entries, examples;
} counts;

/* A list that stands alone in an entry counts as what is in it. */
static size_t count_entries(const lmv__matcher *matcher)
{
    size_t n = matcher->words.n_patterns ? matcher->words.n_patterns
                                         : matcher->words.n;

    for (uint32_t i = 0; i < matcher->n_parts; i++)
        n += count_entries(&matcher->parts[i]);
    return n;
}

static void add_theme(counts *c, const lmv__theme *theme)
{
    c->themes += theme->kind == LMV_KIND_THEME;
    c->facets += theme->kind == LMV_KIND_FACET;
    c->groups += theme->kind == LMV_KIND_GROUP;
    c->signals += theme->n_signals;
    c->examples += theme->n_examples;
    for (uint32_t i = 0; i < theme->n_signals; i++)
        c->entries += count_entries(&theme->signals[i].matcher);
}

static void print_count(const char *before, size_t n, const char *what)
{
    if (n > 0)
        printf("%s%zu %s%s", before, n, what, n == 1 ? "" : "s");
}

static void print_packs(const lmv_ruleset *rules)
{
    for (uint32_t p = 0; p < rules->n_packs; p++) {
        const lmv__pack *pack = &rules->packs[p];
        counts c = {0};

        for (uint32_t i = 0; i < rules->n_themes; i++)
            if (rules->themes[i].pack == p)
                add_theme(&c, &rules->themes[i]);
        if (c.themes + c.facets == 0)
            continue;
        printf("- `%s` %s: ", pack->id.ptr, pack->version.ptr);
        print_count("", c.themes, "theme");
        print_count(c.themes ? ", " : "", c.facets, "facet");
        print_count(", ", c.groups, "group");
        print_count("; ", c.signals, "signal");
        printf(" with %zu entries", c.entries);
        print_count(", ", c.examples, "example");
        putchar('\n');
    }
}

/* On one line. */
static void print_text(lmv__slice text)
{
    while (text.len && text.ptr[text.len - 1] == '\n')
        text.len--;
    for (size_t i = 0; i < text.len; i++)
        putchar(text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

/* The English one first, as the page is in English. */
static void print_labels(const lmv__theme *theme)
{
    const char *before = " ";

    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = 0; i < theme->n_labels; i++)
            if (lmv__slice_is(theme->labels[i].language, "en") == !turn) {
                printf("%s", before);
                print_text(theme->labels[i].text);
                before = " · ";
            }
}

static void print_heading(const lmv__theme *theme, int depth)
{
    for (int level = 2 + depth < MAX_LEVEL ? 2 + depth : MAX_LEVEL; level > 0;
         level--)
        putchar('#');
    printf("%s", theme->n_labels ? "" : " `");
    if (!theme->n_labels)
        printf("%s`", theme->id.ptr);
    print_labels(theme);
    printf("\n\n`%s`", theme->id.ptr);
    if (theme->kind == LMV_KIND_GROUP) {
        puts(", group");
        return;
    }
    printf(", %s", polarities[theme->polarity]);
    if (theme->kind != LMV_KIND_THEME)
        printf(", %s", kinds[theme->kind]);
    if (!lmv__slice_is(theme->classifier, "themes"))
        printf(", decided by the plugin `%s`", theme->classifier.ptr);
    putchar('\n');
}

static void print_borders(const lmv__theme *theme)
{
    for (uint32_t i = 0; i < theme->codebook.n; i++) {
        const lmv__pair *pair = &theme->codebook.items[i];

        if (!lmv__slice_is(pair->name, "boundary"))
            continue;
        printf("- Border to ");
        print_text(pair->value);
        putchar('\n');
    }
}

/* The language that an example states, else the one that it seems to have. */
static int language_of(lmv__document *doc, const lmv__example *example)
{
    const lmv__langdata *data = lmv__document_langdata(doc);

    if (example->language.len)
        return lmv__langdata_find(data, example->language);
    if (lmv__document_set(doc, example->text.ptr, example->text.len,
            LMV__LANG_UNKNOWN, NULL) != LMV_OK)
        return LMV__LANG_UNKNOWN;
    return lmv__document_language(doc);
}

static void print_examples(lmv__document *doc, const lmv__theme *theme)
{
    int n = lmv__langdata_count(lmv__document_langdata(doc));

    for (int language = 0; language < n; language++) {
        for (uint32_t i = 0; i < theme->n_examples; i++) {
            const lmv__example *example = &theme->examples[i];

            if (!example->match || example->asked ||
                language_of(doc, example) != language)
                continue;
            printf("- %s: *",
                lmv__langdata_code(lmv__document_langdata(doc), language));
            print_text(example->text);
            puts("*");
            break;
        }
    }
}

static void print_theme(
    const lmv_ruleset *rules, lmv__document *doc, uint32_t at, int depth)
{
    const lmv__theme *theme = &rules->themes[at];
    bool group = theme->kind == LMV_KIND_GROUP;

    if (theme->kind == LMV_KIND_HELPER)
        return;
    putchar('\n');
    print_heading(theme, depth);
    if (!group) {
        putchar('\n');
        print_text(theme->definition);
        puts("\n");
        print_borders(theme);
        print_examples(doc, theme);
    }
    for (uint32_t i = 0; depth < MAX_DEPTH && i < rules->n_themes; i++)
        if (rules->themes[i].parent == at)
            print_theme(rules, doc, i, depth + 1);
}

void lmv__themes_markdown(const lmv_ruleset *rules)
{
    lmv__document *doc = lmv__document_new(rules->langdata);

    if (!doc)
        return;
    puts("# Themes\n");
    print_packs(rules);
    for (uint32_t i = 0; i < rules->n_themes; i++)
        if (rules->themes[i].parent == LMV__NONE)
            print_theme(rules, doc, i, 0);
    lmv__document_free(doc);
}
