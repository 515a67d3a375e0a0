/*
 * Which of the input's columns a CSV has, and how spreadsheets want it:
 * --keep, --drop-personal, --excel.
 */
#include "records/writer_inner.h"

#include "records/csv.h"

#include <stdlib.h>
#include <string.h>

/* A whole name, else names with commas between them. */
static lmv_status keep_named(
    lmv__writer *writer, const char *wanted, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    lmv_error whole = LMV_ERROR_INIT;
    size_t column;
    char *list, *name, *rest = NULL;
    lmv_status status =
        lmv__columns_find(columns, "--keep", wanted, &column, &whole);

    if (status == LMV_OK)
        writer->dropped[column] = false;
    if (status != LMV_ENOTFOUND || !strchr(wanted, ',')) {
        if (status && err)
            *err = whole;
        return status;
    }
    list = lmv__arena_copy(&writer->arena, wanted, strlen(wanted));
    if (!list)
        return lmv__error_nomem(err);
    status = LMV_OK;
    for (name = strtok_r(list, ",", &rest); name && !status;
         name = strtok_r(NULL, ",", &rest)) {
        status = lmv__columns_find(columns, "--keep", name, &column, err);
        if (!status)
            writer->dropped[column] = false;
    }
    return status;
}

static bool is_text(const lmv__columns *columns, size_t column)
{
    for (size_t i = 0; i < columns->n_text; i++)
        if (columns->text[i] == column)
            return true;
    return column == columns->title;
}

static lmv_status drop_personal(lmv__writer *writer, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    size_t n = 0;
    lmv__buf names;
    char **slot;

    lmv__buf_init(&names);
    for (size_t i = 0; i < columns->count; i++) {
        lmv__slice name = columns->at[i].name;

        if (!columns->at[i].personal || is_text(columns, i))
            continue;
        writer->dropped[i] = true;
        if (n++ < 20)
            lmv__buf_addf(&names, "%s%.*s", n > 1 ? ", " : "",
                (int)(name.len < 60 ? name.len : 60), name.ptr);
    }
    slot = lmv__vec_push(&writer->warnings);
    if (slot && n > 0)
        *slot = lmv__arena_printf(&writer->arena,
            "%zu column%s with personal data left out: %s%s", n,
            n == 1 ? "" : "s", names.data ? names.data : "",
            n > 20 ? " ..." : "");
    else if (slot)
        *slot = lmv__arena_printf(
            &writer->arena, "no column with personal data was found");
    lmv__buf_clear(&names);
    return slot && *slot ? LMV_OK : lmv__error_nomem(err);
}

lmv_status lmv__csv_choose_columns(
    lmv__writer *writer, const lmv__writer_options *options, lmv_error *err)
{
    size_t n = writer->columns->count;
    lmv_status status = LMV_OK;

    if (options->n_keep == 0 && !options->drop_personal)
        return LMV_OK;
    writer->dropped = calloc(n + 1, sizeof *writer->dropped);
    if (!writer->dropped)
        return lmv__error_nomem(err);
    for (size_t i = 0; options->n_keep > 0 && i < n; i++)
        writer->dropped[i] = true;
    for (size_t i = 0; !status && i < options->n_keep; i++)
        status = keep_named(writer, options->keep[i], err);
    if (!status && options->drop_personal)
        status = drop_personal(writer, err);
    for (size_t i = 0; !status && i < n; i++)
        if (!writer->dropped[i])
            return LMV_OK;
    return status ? status
                  : lmv__error_set(err, LMV_EINVAL,
                        "no column of the input is left (--keep, "
                        "--drop-personal)");
}

/* -12,5 is a number and no formula. */
static bool is_number(lmv__slice value)
{
    for (size_t i = 1; i < value.len; i++)
        if (!strchr("0123456789.,", value.ptr[i]) || !value.ptr[i])
            return false;
    return value.len > 1 && (*value.ptr == '-' || *value.ptr == '+');
}

void lmv__csv_put_cell(
    const lmv__writer *writer, lmv__slice value, bool quote, lmv__buf *out)
{
    lmv__buf masked;

    if (!writer->excel || value.len == 0 || !*value.ptr ||
        !strchr("=+-@\t\r\n", *value.ptr) || is_number(value)) {
        lmv__csv_put(out, value, writer->separator, quote);
        return;
    }
    lmv__buf_init(&masked);
    lmv__buf_addc(&masked, '\'');
    lmv__buf_add(&masked, value.ptr, value.len);
    out->failed |= masked.failed;
    if (!masked.failed) {
        lmv__slice cell = {masked.data, masked.len};

        lmv__csv_put(out, cell, writer->separator, quote);
    }
    lmv__buf_clear(&masked);
}
