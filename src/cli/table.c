#include <config.h>

#include "cli/table.h"

#include "cli/style.h"

#include <stdlib.h>
#include <string.h>

enum { TOP_THEMES = 15, BAR = 24, INDENT = 4 };

typedef struct row {
    size_t theme;
    uint64_t count;
} row;

static void add_ink(lmv__buf *out, const lmv__table *table, lmv__ink ink)
{
    lmv__buf_adds(out, lmv__ink_on(table->color, ink));
}

static void end_ink(lmv__buf *out, const lmv__table *table)
{
    lmv__buf_adds(out, lmv__ink_off(table->color));
}

static double share(uint64_t part, uint64_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void add_count(lmv__buf *out, const char *name, uint64_t n, uint64_t all)
{
    lmv__buf_addf(out, "  %-14s %9llu  %5.1f %%\n", name, (unsigned long long)n,
        share(n, all));
}

static void add_counts(lmv__buf *out, const lmv__table *table)
{
    const lmv__tally *tally = table->tally;

    add_ink(out, table, LMV__INK_BOLD);
    lmv__buf_addf(out, "%s: %llu comment%s in %llu record%s",
        strcmp(table->input, "-") == 0 ? "standard input" : table->input,
        (unsigned long long)tally->comments, tally->comments == 1 ? "" : "s",
        (unsigned long long)tally->records, tally->records == 1 ? "" : "s");
    end_ink(out, table);
    lmv__buf_adds(out, ", text from ");
    lmv__style_safe(out, table->columns, strlen(table->columns));
    lmv__buf_adds(out, "\n\n");
    add_count(out, "labelled", tally->labelled, tally->comments);
    add_count(out, "no theme", tally->no_theme, tally->comments);
    add_count(out, "empty", tally->empty, tally->comments);
    add_count(out, "errors", tally->failed, tally->comments);
    add_count(out, "not evaluated", tally->not_evaluated, tally->comments);
}

static int by_count(const void *a, const void *b)
{
    const row *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->theme < y->theme ? -1 : x->theme > y->theme;
}

/* Blocks, an eighth each at the end. */
static void add_bar(lmv__buf *out, uint64_t part, uint64_t most)
{
    static const char *const eighths[] = {"", "\xe2\x96\x8f", "\xe2\x96\x8e",
        "\xe2\x96\x8d", "\xe2\x96\x8c", "\xe2\x96\x8b", "\xe2\x96\x8a",
        "\xe2\x96\x89"};
    unsigned units =
        most ? (unsigned)((double)part * BAR * 8 / (double)most + 0.5) : 0;

    if (units == 0 && part > 0)
        units = 1;
    for (; units >= 8; units -= 8)
        lmv__buf_adds(out, "\xe2\x96\x88");
    lmv__buf_adds(out, eighths[units]);
}

/* Themes and groups with a comment, the most frequent first. */
static size_t collect(const lmv__table *table, row *rows)
{
    size_t n = 0, i;

    for (i = 0; i < table->tally->n_themes; i++)
        if (table->tally->themes[i] > 0) {
            rows[n].theme = i;
            rows[n++].count = table->tally->themes[i];
        }
    qsort(rows, n, sizeof *rows, by_count);
    return n;
}

static void add_themes(lmv__buf *out, const lmv__table *table)
{
    const lmv_ruleset *rules = lmv_engine_ruleset(table->engine);
    uint64_t answered = table->tally->comments - table->tally->empty;
    row *rows = calloc(table->tally->n_themes + 1, sizeof *rows);
    size_t n, i;

    if (!rows) {
        out->failed = true;
        return;
    }
    n = collect(table, rows);
    add_ink(out, table, LMV__INK_BOLD);
    lmv__buf_addf(out, "\n  %-26s %8s   share\n", "theme", "comments");
    end_ink(out, table);
    for (i = 0; i < n && i < TOP_THEMES; i++) {
        bool group = lmv_theme_kind_of(rules, rows[i].theme) == LMV_KIND_GROUP;

        lmv__buf_addf(out, "  %-26s %8llu  %5.1f %%  %s",
            lmv_theme_id(rules, rows[i].theme),
            (unsigned long long)rows[i].count, share(rows[i].count, answered),
            lmv__ink_on(table->color, group ? LMV__INK_DIM : LMV__INK_BLUE));
        add_bar(out, rows[i].count, rows[0].count);
        end_ink(out, table);
        lmv__buf_adds(out, group ? "  group\n" : "\n");
    }
    if (n > TOP_THEMES)
        lmv__buf_addf(
            out, "  ... and %llu more\n", (unsigned long long)(n - TOP_THEMES));
    if (n == 0)
        lmv__buf_adds(out, "  none\n");
    free(rows);
}

/* Length of the escape sequence at `text`, 0 when there is none. */
static size_t escape_length(const char *text, size_t length)
{
    size_t i = 2;

    if (length < 2 || text[0] != '\033' || text[1] != '[')
        return 0;
    while (i < length && text[i] != 'm')
        i++;
    return i < length ? i + 1 : length;
}

static size_t visible_width(const char *text, size_t length)
{
    size_t width = 0, i = 0, start = 0;

    while (i < length) {
        size_t escape = escape_length(text + i, length - i);

        if (escape) {
            width += lmv__style_width(text + start, i - start);
            start = i += escape;
        } else {
            i++;
        }
    }
    return width + lmv__style_width(text + start, i - start);
}

void lmv__table_wrap(
    lmv__buf *out, const char *text, size_t length, int indent, int width)
{
    size_t room = width > indent + 20 ? (size_t)(width - indent) : 20;
    size_t used = 0, i = 0;

    lmv__buf_addf(out, "%*s", indent, "");
    while (i < length) {
        size_t end = i, columns;

        while (end < length && text[end] != ' ')
            end++;
        columns = visible_width(text + i, end - i);
        if (used > 0 && used + 1 + columns > room) {
            lmv__buf_addf(out, "\n%*s", indent, "");
            used = 0;
        } else if (used > 0) {
            lmv__buf_addc(out, ' ');
            used++;
        }
        lmv__buf_add(out, text + i, end - i);
        used += columns;
        for (i = end; i < length && text[i] == ' ';)
            i++;
    }
    lmv__buf_addc(out, '\n');
}

static void add_sample_themes(
    lmv__buf *out, const lmv__table *table, const lmv__sample *sample)
{
    const lmv_ruleset *rules = lmv_engine_ruleset(table->engine);
    size_t i, shown = 0;

    for (i = 0; i < sample->n_themes; i++) {
        if (lmv_theme_kind_of(rules, sample->themes[i]) == LMV_KIND_GROUP)
            continue;
        lmv__buf_adds(out, shown++ ? ", " : "");
        add_ink(out, table, LMV__INK_BOLD);
        lmv__buf_adds(out, lmv_theme_id(rules, sample->themes[i]));
        end_ink(out, table);
    }
}

static void add_sample(
    lmv__buf *out, const lmv__table *table, const lmv__sample *sample)
{
    lmv__mark *marks = calloc(sample->n_marks + 1, sizeof *marks);
    lmv__buf text;
    size_t i;

    if (!marks) {
        out->failed = true;
        return;
    }
    for (i = 0; i < sample->n_marks; i++) {
        marks[i].start = sample->marks[i][0];
        marks[i].end = sample->marks[i][1];
    }
    lmv__buf_init(&text);
    lmv__style_marked(&text, sample->text, sample->length, marks,
        sample->n_marks, table->color);
    lmv__buf_addf(out, "  record %llu: ", (unsigned long long)sample->record);
    add_sample_themes(out, table, sample);
    lmv__buf_addc(out, '\n');
    lmv__table_wrap(out, text.data ? text.data : "", text.len, INDENT,
        table->width > 100 ? 100 : table->width);
    out->failed = out->failed || text.failed;
    lmv__buf_clear(&text);
    free(marks);
}

void lmv__table_format(const lmv__table *table, lmv__buf *out)
{
    size_t i;

    add_counts(out, table);
    add_themes(out, table);
    if (table->samples->kept.len > 0)
        lmv__buf_adds(out, "\n");
    for (i = 0; i < table->samples->kept.len; i++)
        add_sample(out, table, lmv__vec_at(&table->samples->kept, i));
    lmv__buf_adds(out, "\nSave all of them:  ");
    add_ink(out, table, LMV__INK_BOLD);
    lmv__buf_adds(out, table->save);
    end_ink(out, table);
    lmv__buf_addc(out, '\n');
}
