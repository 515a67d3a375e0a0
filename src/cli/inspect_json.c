#include <config.h>

#include "base/json.h"
#include "cli/inspect_out.h"

static void add_text(lmv__json_writer *json, const char *key, const char *text)
{
    lmv__json_key(json, key);
    lmv__json_text(json, text);
}

static void add_uint(lmv__json_writer *json, const char *key, uint64_t n)
{
    lmv__json_key(json, key);
    lmv__json_uint(json, n);
}

static void add_sheets(lmv__json_writer *json, const lmv__dialect *dialect)
{
    if (dialect->n_sheets == 0)
        return;
    add_text(json, "sheet", dialect->sheets[dialect->sheet].name);
    add_text(json, "sheet_by", dialect->sheet_why);
    lmv__json_key(json, "sheets");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < dialect->n_sheets; i++) {
        lmv__json_begin(json, '{');
        add_text(json, "name", dialect->sheets[i].name);
        lmv__json_key(json, "hidden");
        lmv__json_bool(json, dialect->sheets[i].hidden);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void add_dialect(lmv__json_writer *json, const lmv__dialect *dialect)
{
    char separator[2] = {dialect->separator, '\0'};

    add_text(json, "container", lmv__format_name(dialect->format));
    add_text(json, "encoding", dialect->encoding);
    add_text(json, "encoding_by", dialect->encoding_why);
    lmv__json_key(json, "bom");
    lmv__json_bool(json, dialect->bom);
    add_text(json, "separator", dialect->separator ? separator : NULL);
    add_text(json, "line_end", dialect->newline);
    add_sheets(json, dialect);
    add_text(json, "tool", dialect->tool);
    add_text(json, "tool_by", dialect->tool ? dialect->tool_why : NULL);
    add_uint(json, "header_rows", dialect->header_rows);
}

/* Of files of statistics programs. */
static void add_values(lmv__json_writer *json, const lmv__column *column)
{
    if (column->n_values > 0) {
        lmv__json_key(json, "values");
        lmv__json_begin(json, '{');
        for (size_t i = 0; i < column->n_values; i++) {
            lmv__json_key_slice(json, column->values[i].value);
            lmv__json_slice(json, column->values[i].label);
        }
        lmv__json_end(json, '}');
    }
    if (column->n_missing == 0)
        return;
    lmv__json_key(json, "missing_ranges");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < column->n_missing; i++) {
        lmv__json_begin(json, '[');
        lmv__json_real(json, column->missing[i].low);
        lmv__json_real(json, column->missing[i].high);
        lmv__json_end(json, ']');
    }
    lmv__json_end(json, ']');
}

static void add_column(lmv__json_writer *json, const lmv__column *column,
    const lmv__inspect_column *facts, size_t number)
{
    lmv__json_begin(json, '{');
    add_uint(json, "number", number);
    lmv__json_key(json, "name");
    lmv__json_slice(json, column->name);
    lmv__json_key(json, "question");
    if (column->label.len > 0)
        lmv__json_slice(json, column->label);
    else
        lmv__json_null(json);
    add_text(json, "type", lmv__facts_type(&facts->facts));
    add_text(json, "role", column->role ? lmv__role_name(column->role) : NULL);
    add_text(json, "role_by", column->why);
    add_text(json, "personal", column->personal);
    add_values(json, column);
    add_uint(json, "filled", facts->facts.cells);
    add_uint(json, "empty", facts->empty);
    add_uint(json, "quoted_empty", facts->quoted_empty);
    add_uint(json, "missing", facts->missing);
    add_uint(json, "longest", facts->longest);
    lmv__json_key(json, "samples");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < facts->n_samples; i++)
        lmv__json_slice(json, facts->sample[i]);
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

static void add_problems(lmv__json_writer *json, const lmv__reader *reader)
{
    const lmv__problem *problems = lmv__reader_problems(reader);

    lmv__json_key(json, "warnings");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < lmv__reader_warning_count(reader); i++)
        lmv__json_text(json, lmv__reader_warning(reader, i));
    lmv__json_end(json, ']');
    lmv__json_key(json, "problems");
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < LMV__PROBLEM_COUNT; i++) {
        if (problems[i].count == 0)
            continue;
        lmv__json_begin(json, '{');
        add_text(json, "what", problems[i].what);
        add_uint(json, "count", problems[i].count);
        add_uint(json, "first_line", problems[i].first_line);
        add_uint(json, "first_record", problems[i].first_record);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

void lmv__inspect_json(lmv__buf *out, const char *path,
    const lmv__reader *reader, const lmv__inspection *found)
{
    const lmv__columns *columns = lmv__reader_columns(reader);
    lmv__json_writer json;

    lmv__json_writer_init(&json, out, 2);
    lmv__json_begin(&json, '{');
    add_text(&json, "file", path);
    add_dialect(&json, lmv__reader_dialect(reader));
    add_uint(&json, "records", found->records);
    add_uint(&json, "previews", found->previews);
    add_uint(&json, "testers", found->testers);
    add_uint(&json, "incomplete", found->incomplete);
    add_uint(&json, "errors", found->errors);
    add_text(&json, "no_text", columns->n_text ? NULL : columns->no_text);
    lmv__json_key(&json, "columns");
    lmv__json_begin(&json, '[');
    for (size_t i = 0; i < columns->count; i++)
        add_column(&json, &columns->at[i], &found->columns[i], i + 1);
    lmv__json_end(&json, ']');
    add_problems(&json, reader);
    lmv__json_end(&json, '}');
    lmv__buf_addc(out, '\n');
}
