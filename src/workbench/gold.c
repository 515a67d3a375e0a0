#include "workbench/gold.h"

#include "rules/model.h"
#include "workbench/gold_inner.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const lmv__sheet *lmv__gold_sheet(const lmv__gold *gold, size_t i)
{
    return lmv__vec_at(&gold->sheets, i);
}

/* ---- which shape it is ---- */

static size_t find_column(const lmv__columns *columns, const char *const *names)
{
    size_t i, k;

    for (k = 0; names[k]; k++)
        for (i = 0; i < columns->count; i++)
            if (columns->at[i].name.len == strlen(names[k]) &&
                strncasecmp(columns->at[i].name.ptr, names[k],
                    columns->at[i].name.len) == 0)
                return i;
    return LMV__NO_COLUMN;
}

static size_t find_list(const lmv__columns *columns)
{
    static const char *const names[] = {"themes", "lm_themes", NULL};
    static const char ending[] = " - Topics";
    size_t at = find_column(columns, names), i, n = sizeof ending - 1;

    for (i = 0; at == LMV__NO_COLUMN && i < columns->count; i++) {
        lmv__slice name = columns->at[i].name;

        if (name.len > n &&
            strncasecmp(name.ptr + name.len - n, ending, n) == 0)
            at = i;
    }
    return at;
}

/* "Q5_3": the third code of question 5 */
static bool is_code_column(lmv__slice name)
{
    size_t digits = 0;

    while (digits < name.len && name.ptr[name.len - 1 - digits] >= '0' &&
           name.ptr[name.len - 1 - digits] <= '9')
        digits++;
    return digits > 0 && digits + 1 < name.len &&
           name.ptr[name.len - 1 - digits] == '_';
}

static const char *find_wide(
    const lmv__gold *gold, const lmv__columns *all, lmv__gold_columns *columns)
{
    size_t i, wide = 0, codes = 0;

    for (i = 0; i < all->count; i++) {
        bool taken = i == columns->id || i == columns->coder ||
                     i == columns->weight || i == columns->hash ||
                     i == columns->column;

        columns->wide[i] =
            taken ? LMV__MAP_NONE : lmv__gold_theme(gold, all->at[i].name);
        wide += columns->wide[i] != LMV__MAP_NONE;
        columns->codes[i] = !taken && is_code_column(all->at[i].name);
        codes += columns->codes[i];
    }
    if (wide > 0)
        memset(columns->codes, 0, all->count * sizeof *columns->codes);
    return wide > 0 ? "wide" : codes > 0 ? "codes" : NULL;
}

static lmv_status find_columns(lmv__gold *gold, const lmv__columns *all,
    const lmv__gold_options *options, lmv__gold_columns *columns,
    lmv_error *err)
{
    static const char *const theme[] = {"theme", "lm_theme", NULL};
    static const char *const label[] = {"label", NULL};
    static const char *const coder[] = {"coder", NULL};
    static const char *const column[] = {"column", NULL};
    static const char *const weight[] = {"weight", NULL};
    static const char *const hash[] = {"text_hash", NULL};

    columns->id = all->id;
    columns->theme = find_column(all, theme);
    columns->label = find_column(all, label);
    columns->coder = find_column(all, coder);
    columns->column = find_column(all, column);
    columns->weight = find_column(all, weight);
    columns->hash = find_column(all, hash);
    columns->list = find_list(all);
    columns->wide =
        lmv__arena_alloc(&gold->arena, all->count, sizeof *columns->wide);
    columns->codes =
        lmv__arena_alloc(&gold->arena, all->count, sizeof *columns->codes);
    if (!columns->wide || !columns->codes)
        return lmv__error_nomem(err);
    if (columns->id == LMV__NO_COLUMN)
        return lmv__error_set(err, LMV_EFORMAT,
            "%s: no column is clearly the comments' ids; name it with "
            "--gold-id NAME",
            options->path);
    gold->shape = columns->theme != LMV__NO_COLUMN  ? "long"
                  : columns->list != LMV__NO_COLUMN ? "lists"
                                                    : NULL;
    if (!gold->shape)
        gold->shape = find_wide(gold, all, columns);
    if (!gold->shape)
        return lmv__error_set(err, LMV_EFORMAT,
            "%s: no column `theme` or `themes`, and none is named like a theme "
            "of these rules",
            options->path);
    return LMV_OK;
}

/* ---- what was left unsaid ---- */

/* In the shapes that only name what is there, and in files that never say 0,
 * silence is 0. */
static void fill_unsaid(lmv__gold_read *read, const lmv__gold_columns *columns)
{
    lmv__gold *gold = read->gold;
    bool answers =
        columns->label != LMV__NO_COLUMN || strcmp(gold->shape, "wide") == 0;
    size_t i, t;

    if (answers && read->zeros)
        return;
    for (i = 0; i < gold->sheets.len; i++) {
        lmv__sheet *sheet = lmv__vec_at(&gold->sheets, i);

        for (t = 0; t < gold->n_themes; t++)
            if (sheet->says[t] == LMV__UNSAID)
                sheet->says[t] = 0;
    }
}

static bool add_remarks(lmv__gold_read *read, const lmv__gold_options *options)
{
    lmv__gold *gold = read->gold;
    bool ok = true;

    if (read->lost > 0)
        ok = lmv__gold_remark(gold,
            "%llu row%s of %s of a comment that is not there (the first: %s)",
            (unsigned long long)read->lost, read->lost == 1 ? "" : "s",
            options->path, read->first_lost);
    if (ok && read->changed > 0)
        ok = lmv__gold_remark(gold,
            "%llu row%s of a comment whose text has changed since it was "
            "coded",
            (unsigned long long)read->changed, read->changed == 1 ? "" : "s");
    if (ok && read->scientific > 0)
        ok = lmv__gold_remark(gold,
            "%llu id%s like 1,23E+15: a spreadsheet has rounded them; export "
            "them as text",
            (unsigned long long)read->scientific,
            read->scientific == 1 ? "" : "s");
    if (ok && gold->unknown.len > 0) {
        const lmv__slice *first = lmv__vec_at(&gold->unknown, 0);

        ok = lmv__gold_remark(gold,
            "%zu theme%s of %s that these rules do not have (the first: %.*s)",
            gold->unknown.len, gold->unknown.len == 1 ? "" : "s", options->path,
            (int)first->len, first->ptr);
    }
    return ok;
}

static int by_comment(const void *a, const void *b)
{
    const lmv__sheet *x = a, *y = b;

    if (x->comment != y->comment)
        return x->comment < y->comment ? -1 : 1;
    return (x->coder > y->coder) - (x->coder < y->coder);
}

/* ---- reading ---- */

static lmv_status read_rows(lmv__gold_read *read, lmv__reader *reader,
    const lmv__gold_options *options, lmv_error *err)
{
    lmv__gold_columns columns;
    lmv__record record;
    bool more = true;
    lmv_status status = find_columns(
        read->gold, lmv__reader_columns(reader), options, &columns, err);

    if (status != LMV_OK)
        return status;
    if (!lmv__gold_index(read, columns.column != LMV__NO_COLUMN))
        return lmv__error_nomem(err);
    lmv__record_init(&record);
    while (status == LMV_OK && more) {
        status = lmv__reader_next(reader, &record, &more, err);
        if (status == LMV_OK && more && record.status == LMV__RECORD_ERROR)
            status = lmv__error_set(err, LMV_EFORMAT, "%s: row %llu: %s",
                options->path, (unsigned long long)record.number,
                record.message);
        else if (status == LMV_OK && more)
            status = lmv__gold_row(read, &columns, &record, err);
    }
    lmv__record_clear(&record);
    if (status != LMV_OK)
        return status;
    fill_unsaid(read, &columns);
    if (read->gold->sheets.len > 1)
        qsort(read->gold->sheets.data, read->gold->sheets.len,
            sizeof(lmv__sheet), by_comment);
    return add_remarks(read, options) ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status init(lmv__gold *gold, const lmv__corpus *corpus,
    const lmv_ruleset *rules, lmv_error *err)
{
    size_t i;

    memset(gold, 0, sizeof *gold);
    lmv__arena_init(&gold->arena, 65536);
    lmv__vec_init(&gold->sheets, sizeof(lmv__sheet));
    lmv__vec_init(&gold->coders, sizeof(lmv__slice));
    lmv__vec_init(&gold->remarks, sizeof(char *));
    lmv__vec_init(&gold->unknown, sizeof(lmv__slice));
    lmv__map_init(&gold->theme_names);
    lmv__map_init(&gold->sheet_index);
    lmv__map_init(&gold->unknown_index);
    gold->rules = rules;
    gold->n_themes = rules->n_themes;
    gold->named =
        lmv__arena_alloc(&gold->arena, gold->n_themes + 1, sizeof(bool));
    gold->weights = lmv__arena_alloc(
        &gold->arena, corpus->comments.len + 1, sizeof(double));
    if (!gold->named || !gold->weights || !lmv__gold_names(gold))
        return lmv__error_nomem(err);
    for (i = 0; i < corpus->comments.len; i++)
        gold->weights[i] = 1;
    return LMV_OK;
}

lmv_status lmv__gold_load(lmv__gold *gold, const lmv__gold_options *options,
    const lmv__corpus *corpus, const lmv_ruleset *rules, lmv_error *err)
{
    lmv__gold_read read = {.gold = gold, .corpus = corpus};
    lmv__reader_options how;
    lmv__reader *reader = NULL;
    lmv_status status = init(gold, corpus, rules, err);

    memset(&how, 0, sizeof how);
    how.path = options->path;
    how.id = options->id;
    how.any_text = true;
    lmv__map_init(&read.comments);
    if (status == LMV_OK)
        status = lmv__reader_open(&reader, &how, err);
    if (status == LMV_OK)
        status = read_rows(&read, reader, options, err);
    lmv__reader_close(reader);
    lmv__map_clear(&read.comments);
    if (status != LMV_OK)
        lmv__gold_clear(gold);
    return status;
}

void lmv__gold_clear(lmv__gold *gold)
{
    lmv__vec_clear(&gold->sheets);
    lmv__vec_clear(&gold->coders);
    lmv__vec_clear(&gold->remarks);
    lmv__vec_clear(&gold->unknown);
    lmv__map_clear(&gold->theme_names);
    lmv__map_clear(&gold->sheet_index);
    lmv__map_clear(&gold->unknown_index);
    lmv__arena_clear(&gold->arena);
    memset(gold, 0, sizeof *gold);
}
