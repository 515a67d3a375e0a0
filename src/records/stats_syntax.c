/*
 * NAME.sps: the multiple-response sets, which a .sav made by ReadStat cannot
 * hold.
 */
#include <config.h>

#include "records/stats_writer.h"

#include <string.h>

static void add_quoted(lmv__buf *out, const char *text, size_t limit)
{
    lmv__slice all = lmv__slice_of(text);
    size_t n = lmv__stats_fit(all, limit);

    lmv__buf_addc(out, '\'');
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\'')
            lmv__buf_addc(out, '\'');
        lmv__buf_addc(out, text[i] == '\n' || text[i] == '\r' ? ' ' : text[i]);
    }
    lmv__buf_addc(out, '\'');
}

static bool is_group(const lmv__writer *writer, size_t theme)
{
    const char *kind = writer->facts[theme].kind;

    return kind && strcmp(kind, "group") == 0;
}

/* The variables of one column's themes, or groups, a line each. */
static size_t add_variables(const lmv__writer *writer, const lmv__stats *stats,
    size_t column, bool groups, lmv__buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < stats->variables.len; i++) {
        const lmv__stats_variable *of = lmv__vec_at(&stats->variables, i);

        if (of->source != LMV__STATS_THEME || of->column != column ||
            is_group(writer, of->theme) != groups)
            continue;
        lmv__buf_addf(out, "    %s\n", of->name);
        n++;
    }
    return n;
}

static void add_set(const lmv__writer *writer, const lmv__stats *stats,
    size_t column, bool groups, lmv__buf *out)
{
    size_t n_text = writer->columns->n_text;
    lmv__slice name = writer->columns->at[writer->columns->text[column]].name;
    lmv__buf variables, label;

    lmv__buf_init(&variables);
    lmv__buf_init(&label);
    lmv__buf_adds(&label, groups ? "Groups: " : "Themes: ");
    lmv__buf_add(&label, name.ptr, name.len);
    if (add_variables(writer, stats, column, groups, &variables) >= 2) {
        lmv__buf_addf(out, "MRSETS\n  /MDGROUP NAME=$lm_%s",
            groups ? "groups" : "themes");
        if (n_text > 1)
            lmv__buf_addf(out, "_%zu", column + 1);
        lmv__buf_adds(out, "\n    LABEL=");
        add_quoted(out, label.data ? label.data : "", 120);
        lmv__buf_adds(out, "\n    CATEGORYLABELS=VARLABELS\n    VARIABLES=\n");
        lmv__buf_add(out, variables.data, variables.len);
        lmv__buf_adds(out, "    VALUE=1.\n");
    }
    out->failed |= variables.failed || label.failed;
    lmv__buf_clear(&variables);
    lmv__buf_clear(&label);
}

/* out.sav and out.zsav have out.sps. */
static void name_syntax(const char *path, lmv__buf *name)
{
    const char *dot = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    size_t n = dot && (!slash || dot > slash + 1) && dot > path
                   ? (size_t)(dot - path)
                   : strlen(path);

    lmv__buf_add(name, path, n);
    lmv__buf_adds(name, ".sps");
}

lmv_status lmv__stats_syntax(
    const lmv__writer *writer, const lmv__stats *stats, lmv_error *err)
{
    const char *path = writer->origin.path, *slash;
    lmv__buf out, name;
    lmv_status status;

    if (!path || strcmp(path, "-") == 0)
        return LMV_OK;
    lmv__buf_init(&out);
    lmv__buf_init(&name);
    slash = strrchr(path, '/');
    lmv__buf_adds(&out, "* Encoding: UTF-8.\n"
                        "* The themes as multiple-response sets.\n"
                        "GET FILE=");
    add_quoted(&out, slash ? slash + 1 : path, 255);
    lmv__buf_adds(&out, ".\n");
    for (size_t i = 0; i < writer->columns->n_text; i++) {
        add_set(writer, stats, i, false, &out);
        add_set(writer, stats, i, true, &out);
    }
    lmv__buf_adds(&out, "MRSETS /DISPLAY NAME=ALL.\n");
    name_syntax(path, &name);
    status = out.failed || name.failed
                 ? lmv__error_nomem(err)
                 : lmv__file_save(name.data, out.data, out.len, err);
    lmv__buf_clear(&out);
    lmv__buf_clear(&name);
    return status;
}
