#include <config.h>

#include "cli/inspect_out.h"
#include "cli/style.h"

#include <stdio.h>
#include <string.h>

enum { NAME_WIDTH = 28, SAMPLE_WIDTH = 64, MAX_VALUES = 8 };

const char *lmv__inspect_container(const lmv__dialect *dialect)
{
    return lmv__format_info_of(dialect->format)->title;
}

/* At most `width` characters, "..." behind what was cut. */
static void add_cut(lmv__buf *out, lmv__slice text, size_t width, bool cut)
{
    size_t len = 0, n = 0;

    while (len < text.len && n < width) {
        len++;
        while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
            len++;
        n++;
    }
    lmv__style_safe(out, text.ptr, len);
    if (cut || len < text.len)
        lmv__buf_adds(out, "...");
}

/* Which sheet, and which others there are. */
static void add_sheets(lmv__buf *out, const lmv__dialect *dialect)
{
    lmv__buf_addf(
        out, ", sheet %zu of %zu: ", dialect->sheet + 1, dialect->n_sheets);
    add_cut(
        out, lmv__slice_of(dialect->sheets[dialect->sheet].name), 60, false);
    if (dialect->sheet_why)
        lmv__buf_addf(out, " (%s)", dialect->sheet_why);
    for (size_t i = 0; i < dialect->n_sheets && dialect->n_sheets > 1; i++) {
        lmv__buf_addf(out, "%s%zu ", i ? ", " : "\nSheets     ", i + 1);
        add_cut(out, lmv__slice_of(dialect->sheets[i].name), 60, false);
        lmv__buf_adds(out, dialect->sheets[i].hidden ? " (hidden)" : "");
    }
    lmv__buf_addc(out, '\n');
}

static void add_container(lmv__buf *out, const lmv__dialect *dialect)
{
    const char *end = dialect->newline;

    lmv__buf_addf(out, "Container  %s",
        dialect->array ? "JSON, an array of objects"
                       : lmv__inspect_container(dialect));
    if (dialect->n_sheets > 0)
        add_sheets(out, dialect);
    if (dialect->separator == '\t')
        lmv__buf_adds(out, ", separator TAB");
    else if (dialect->separator)
        lmv__buf_addf(out, ", separator \"%c\"", dialect->separator);
    if (dialect->format == LMV__FORMAT_CSV)
        lmv__buf_addf(out, ", lines end in %s",
            strcmp(end, "\n") == 0     ? "LF"
            : strcmp(end, "\r\n") == 0 ? "CR LF"
                                       : "CR");
    if (dialect->n_sheets == 0)
        lmv__buf_addf(out, "\nEncoding   %s (%s)\n", dialect->encoding,
            dialect->encoding_why);
    if (dialect->tool)
        lmv__buf_addf(
            out, "Tool       %s: %s\n", dialect->tool, dialect->tool_why);
    else
        lmv__buf_adds(out, "Tool       none recognised\n");
    if (dialect->format == LMV__FORMAT_JSONL)
        return;
    if (dialect->header_rows == 0)
        lmv__buf_adds(out, "Header     none\n");
    else
        lmv__buf_addf(out, "Header     %u row%s\n", dialect->header_rows,
            dialect->header_rows == 1 ? "" : "s");
}

static void add_count(lmv__buf *out, uint64_t n, const char *what)
{
    if (n > 0)
        lmv__buf_addf(out, ", %llu %s", (unsigned long long)n, what);
}

static void add_comments(lmv__buf *out, const lmv__columns *columns)
{
    if (columns->n_text == 0)
        lmv__buf_addf(out, "Comments   %s\n",
            columns->no_text ? columns->no_text : "none found");
    for (size_t i = 0; i < columns->n_text; i++) {
        lmv__buf_addf(out, "Comments   column %zu, ", columns->text[i] + 1);
        add_cut(out, columns->at[columns->text[i]].name, 60, false);
        lmv__buf_addf(out, ": %s\n", columns->text_why);
    }
}

/* What a file of a statistics program says of the values. */
static void add_values(lmv__buf *out, const lmv__column *column)
{
    for (size_t i = 0; i < column->n_values && i < MAX_VALUES; i++) {
        lmv__buf_adds(out, i == 0 ? "\n      values: " : ", ");
        add_cut(out, column->values[i].value, 20, false);
        lmv__buf_adds(out, " = ");
        add_cut(out, column->values[i].label, 30, false);
    }
    if (column->n_values > MAX_VALUES)
        lmv__buf_addf(out, " ... (%zu)", column->n_values);
    for (size_t i = 0; i < column->n_missing; i++) {
        const lmv__missing_range *range = &column->missing[i];

        lmv__buf_adds(out, i == 0 ? "\n      missing: " : ", ");
        if (range->low > -1e300)
            lmv__buf_addf(out, "%g", range->low);
        if (range->low < range->high)
            lmv__buf_adds(out, " to ");
        if (range->low < range->high && range->high < 1e300)
            lmv__buf_addf(out, "%g", range->high);
    }
}

static void add_column(lmv__buf *out, const lmv__column *column,
    const lmv__inspect_column *facts, size_t number)
{
    lmv__buf_addf(out, "\n%4zu  ", number);
    add_cut(out, column->name, 2 * NAME_WIDTH, false);
    lmv__buf_adds(out, "\n      ");
    if (column->label.len > 0) {
        add_cut(out, column->label, SAMPLE_WIDTH, false);
        lmv__buf_adds(out, "\n      ");
    }
    lmv__buf_addf(out, "%s", lmv__facts_type(&facts->facts));
    add_count(out, facts->facts.cells, "filled");
    add_count(out, facts->empty, "empty");
    add_count(out, facts->quoted_empty, "empty in quotes");
    add_count(out, facts->missing, "missing by code");
    if (column->role != LMV__ROLE_NONE)
        lmv__buf_addf(out, "\n      role: %s (%s)",
            lmv__role_name(column->role), column->why);
    if (column->personal)
        lmv__buf_addf(out, "\n      personal data: %s", column->personal);
    add_values(out, column);
    for (size_t i = 0; i < facts->n_samples; i++) {
        lmv__buf_adds(out, i == 0 ? "\n      such as " : " | ");
        add_cut(out, facts->sample[i], SAMPLE_WIDTH / facts->n_samples,
            facts->cut[i]);
    }
}

static void add_problems(lmv__buf *out, const lmv__reader *reader)
{
    const lmv__problem *problems = lmv__reader_problems(reader);
    bool any = false;

    for (size_t i = 0; i < lmv__reader_warning_count(reader); i++) {
        lmv__buf_adds(out, any ? "" : "\n\nProblems");
        lmv__buf_adds(out, "\n  ");
        lmv__style_safe(out, lmv__reader_warning(reader, i),
            strlen(lmv__reader_warning(reader, i)));
        any = true;
    }
    for (size_t i = 0; i < LMV__PROBLEM_COUNT; i++) {
        if (problems[i].count == 0)
            continue;
        lmv__buf_adds(out, any ? "" : "\n\nProblems");
        lmv__buf_addf(out, "\n  %s: %llu, the first in %s %llu",
            problems[i].what, (unsigned long long)problems[i].count,
            lmv__reader_place(reader),
            (unsigned long long)problems[i].first_line);
        if (problems[i].first_record > 0)
            lmv__buf_addf(out, ", record %llu",
                (unsigned long long)problems[i].first_record);
        any = true;
    }
    lmv__buf_adds(out, "\n");
}

void lmv__inspect_text(lmv__buf *out, const char *path,
    const lmv__reader *reader, const lmv__inspection *found)
{
    const lmv__columns *columns = lmv__reader_columns(reader);

    lmv__buf_addf(out, "File       %s\n", path);
    add_container(out, lmv__reader_dialect(reader));
    lmv__buf_addf(out, "Records    %llu", (unsigned long long)found->records);
    add_count(out, found->previews, "of previews (excluded)");
    add_count(out, found->testers, "of testers (excluded)");
    add_count(out, found->incomplete, "not completed");
    add_count(out, found->errors, "not readable");
    lmv__buf_addc(out, '\n');
    add_comments(out, columns);
    lmv__buf_addf(out, "Columns    %zu", columns->count);
    for (size_t i = 0; i < columns->count; i++)
        add_column(out, &columns->at[i], &found->columns[i], i + 1);
    add_problems(out, reader);
}
