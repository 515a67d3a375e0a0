#include <config.h>

#include "records/stats_writer.h"

#include "records/packed.h"

#include <stdlib.h>
#include <string.h>

void lmv__stats_version(char *out, size_t size)
{
    snprintf(out, size, "ReadStat %s", READSTAT_VERSION);
}

/* Variables */

static lmv_status add_variable(lmv__writer *writer, lmv__stats *stats,
    const lmv__stats_variable *like, lmv__slice wanted, lmv_error *err)
{
    lmv__stats_variable *variable = lmv__vec_push(&stats->variables);
    bool changed = false;

    if (!variable)
        return lmv__error_nomem(err);
    *variable = *like;
    variable->name = lmv__stats_name(&stats->names, wanted, &changed);
    /* The name that it had becomes the label, when it has no other. */
    if (changed && (!variable->label || !*variable->label))
        variable->label =
            lmv__arena_copy(&writer->arena, wanted.ptr, wanted.len);
    if (!variable->label)
        variable->label = "";
    if (!variable->name || (changed && !variable->label))
        return lmv__error_nomem(err);
    stats->n_renamed += changed && like->source == LMV__STATS_INPUT;
    return LMV_OK;
}

static lmv_status add_input(
    lmv__writer *writer, lmv__stats *stats, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < columns->count; i++) {
        const lmv__column *column = &columns->at[i];
        lmv__stats_variable variable = {.source = LMV__STATS_INPUT,
            .column = i,
            .number = !lmv__writer_is_text(writer, i) && i != columns->title};

        if (writer->dropped && writer->dropped[i])
            continue;
        if (column->label.len > 0) {
            variable.label = lmv__arena_copy(
                &writer->arena, column->label.ptr, column->label.len);
            if (!variable.label)
                return lmv__error_nomem(err);
        }
        status = add_variable(writer, stats, &variable, column->name, err);
    }
    return status;
}

static lmv_status add_named(lmv__writer *writer, lmv__stats *stats,
    lmv__stats_variable *variable, lmv__slice prefix, const char *name,
    lmv_error *err)
{
    char *full = lmv__arena_printf(&writer->arena, "%.*s_%s",
        (int)(prefix.len < 200 ? prefix.len : 200), prefix.ptr, name);

    return full
               ? add_variable(writer, stats, variable, lmv__slice_of(full), err)
               : lmv__error_nomem(err);
}

/* Labelled by the theme's label, and by the column where there are several. */
static lmv_status add_themes(lmv__writer *writer, lmv__stats *stats,
    size_t text, lmv__slice prefix, lmv_error *err)
{
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < writer->n_themes; i++) {
        lmv__stats_variable variable = {.source = LMV__STATS_THEME,
            .column = text,
            .theme = i,
            .number = true};
        bool several = writer->columns->n_text > 1;

        if (!writer->reported[i])
            continue;
        variable.label = lmv__arena_printf(&writer->arena, "%s%s%.*s%s",
            writer->label[i].ptr, several ? " (" : "",
            several ? (int)(prefix.len < 100 ? prefix.len : 100) : 0,
            prefix.ptr, several ? ")" : "");
        if (!variable.label)
            return lmv__error_nomem(err);
        status = add_named(
            writer, stats, &variable, prefix, writer->theme[i].ptr, err);
    }
    return status;
}

static lmv_status add_output(
    lmv__writer *writer, lmv__stats *stats, lmv_error *err)
{
    static const char *const names[] = {"themes", "evidence", "lang", "status"};
    const lmv__columns *columns = writer->columns;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < columns->n_text; i++) {
        lmv__slice prefix = columns->n_text > 1
                                ? columns->at[columns->text[i]].name
                                : lmv__slice_of("lm");

        for (int k = 0; !status && k < 4; k++) {
            lmv__stats_variable variable = {
                .source = (lmv__stats_source)(LMV__STATS_THEMES + k),
                .column = i};

            status = add_named(writer, stats, &variable, prefix, names[k], err);
        }
        if (!status)
            status = add_themes(writer, stats, i, prefix, err);
    }
    return status;
}

static lmv_status warn(
    lmv__writer *writer, lmv_error *err, const char *what, size_t n)
{
    char **slot = n > 0 ? lmv__vec_push(&writer->warnings) : NULL;

    if (n == 0)
        return LMV_OK;
    if (slot)
        *slot = lmv__arena_printf(&writer->arena, "%s: %zu", what, n);
    return slot && *slot ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status open_kind(lmv__writer *writer, lmv_error *err)
{
    lmv__stats *stats = calloc(1, sizeof *stats);
    lmv_status status;

    if (!stats)
        return lmv__error_nomem(err);
    writer->own = stats;
    stats->stata = writer->format == LMV__FORMAT_DTA;
    stats->zsav = writer->format == LMV__FORMAT_ZSAV;
    lmv__vec_init(&stats->variables, sizeof(lmv__stats_variable));
    lmv__stats_names_init(&stats->names, stats->stata ? 32 : 64);
    stats->spool = tmpfile();
    if (!stats->spool)
        return lmv__error_set(err, LMV_EIO, "cannot make a temporary file");
    status = add_input(writer, stats, err);
    if (!status)
        status = add_output(writer, stats, err);
    return status ? status
                  : warn(writer, err,
                        "columns with another name, of letters, digits and _ "
                        "(the old "
                        "one is the label)",
                        stats->n_renamed);
}

/* First pass */

static lmv_status spool_row(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv_error *err)
{
    lmv__stats *stats = writer->own;

    for (size_t i = 0; i < stats->variables.len; i++) {
        lmv__stats_variable *variable = lmv__vec_at(&stats->variables, i);

        lmv__stats_measure(variable,
            lmv__stats_value(writer, stats, variable, record, columns));
    }
    lmv__buf_reset(&stats->packed);
    lmv__pack(&stats->packed, record, columns, n_columns);
    if (stats->packed.failed || stats->cell.failed)
        return lmv__error_nomem(err);
    if (fwrite(stats->packed.data, 1, stats->packed.len, stats->spool) !=
        stats->packed.len)
        return lmv__error_set(err, LMV_EIO, "cannot write a temporary file");
    stats->rows++;
    return LMV_OK;
}

/* Second pass */

static size_t count_cut(const lmv__stats *stats)
{
    size_t n = 0;

    for (size_t i = 0; i < stats->variables.len; i++)
        n += ((lmv__stats_variable *)lmv__vec_at(&stats->variables, i))->cut;
    return n;
}

static lmv_status finish(
    lmv__writer *writer, lmv__output *output, lmv_error *err)
{
    lmv__stats *stats = writer->own;
    lmv_status status = LMV_OK;

    if (fflush(stats->spool) != 0)
        return lmv__error_set(err, LMV_EIO, "cannot write a temporary file");
    rewind(stats->spool);
    stats->output = output;
    status = lmv__stats_write(writer, stats, err);
    if (!status && !stats->stata)
        status = lmv__stats_syntax(writer, stats, err);
    if (!status)
        status = warn(writer, err,
            "texts of more than 9072 bytes, which SPSS files of this library "
            "cannot hold (cut there)",
            count_cut(stats));
    if (!status)
        status = warn(writer, err,
            "texts with NUL characters (blanks in their place)", stats->n_nul);
    return status;
}

static void close_kind(lmv__writer *writer)
{
    lmv__stats *stats = writer->own;

    if (!stats)
        return;
    if (stats->spool)
        fclose(stats->spool);
    if (stats->writer)
        readstat_writer_free(stats->writer);
    lmv__vec_clear(&stats->variables);
    lmv__stats_names_clear(&stats->names);
    lmv__buf_clear(&stats->packed);
    lmv__buf_clear(&stats->cell);
    free(stats);
}

const lmv__writer_kind lmv__stats_kind = {
    .open = open_kind,
    .row = spool_row,
    .finish = finish,
    .close = close_kind,
};
