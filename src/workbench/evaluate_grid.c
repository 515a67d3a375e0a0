/*
 * The grid of an evaluation: which comments, which themes, and what gold and
 * rules say in each cell.
 */
#include "workbench/evaluate.h"

#include "base/file.h"
#include "rules/model.h"

#include <string.h>

enum { MAX_JUDGED_FILE = 1024 * 1024 };

lmv__half lmv__evaluation_half(lmv__slice id)
{
    lmv__random mix = {lmv__hash(id.ptr, id.len)};

    return lmv__random_next(&mix) >> 63 ? LMV__HALF_TEST : LMV__HALF_DEV;
}

/* ---- judged themes ---- */

static lmv_status judge_file(lmv__evaluation *e, lmv_error *err)
{
    lmv__buf text;
    size_t from = 0, i;
    lmv_status status;

    lmv__buf_init(&text);
    status = lmv__file_load(e->options.judged, MAX_JUDGED_FILE, &text, err);
    for (i = 0; status == LMV_OK && i <= text.len; i++) {
        lmv__slice name = {text.data + from, i - from};
        uint32_t theme;

        if (i < text.len && text.data[i] != '\n')
            continue;
        from = i + 1;
        while (name.len > 0 && (unsigned char)name.ptr[name.len - 1] <= ' ')
            name.len--;
        if (name.len == 0 || name.ptr[0] == '#')
            continue;
        theme = lmv__gold_theme(e->gold, name);
        if (theme == LMV__MAP_NONE)
            status = lmv__error_set(err, LMV_ENOTFOUND,
                "%s: these rules have no theme %.*s", e->options.judged,
                (int)name.len, name.ptr);
        else
            e->judged[theme] = true;
    }
    lmv__buf_clear(&text);
    return status;
}

static bool can_be_judged(const lmv__evaluation *e, uint32_t theme)
{
    const lmv__theme *t = &e->rules->themes[theme];

    return !t->disabled && t->kind != LMV_KIND_HELPER;
}

static lmv_status choose_themes(lmv__evaluation *e, lmv_error *err)
{
    const char *judged = e->options.judged;
    uint32_t i;

    for (i = 0; i < e->n_themes; i++)
        e->judged[i] = can_be_judged(e, i) &&
                       (e->gold->named[i] ||
                           (judged && strcmp(judged, "all") == 0 &&
                               e->rules->themes[i].kind == LMV_KIND_THEME));
    if (judged && strcmp(judged, "all") != 0)
        return judge_file(e, err);
    return LMV_OK;
}

/* ---- rows ---- */

static bool takes_part(const lmv__evaluation *e, const lmv__sheet *sheet)
{
    const lmv__comment *comment = lmv__corpus_at(e->corpus, sheet->comment);
    const lmv__slice *coder = lmv__vec_at(&e->gold->coders, sheet->coder);

    if (e->options.coder && !lmv__slice_is(*coder, e->options.coder))
        return false;
    return e->options.half == LMV__HALF_NONE ||
           e->options.half == lmv__evaluation_half(comment->id);
}

/* The slice of a language, made when it is new; 0 when there are too many. */
static uint32_t find_slice(lmv__evaluation *e, const char *language)
{
    size_t i;

    for (i = 1; i < e->n_overall; i++)
        if (strcmp(e->overall[i].name, language) == 0)
            return (uint32_t)i;
    if (e->n_overall == LMV__MAX_SLICES)
        return 0;
    e->overall[e->n_overall].name = language;
    return (uint32_t)e->n_overall++;
}

static void add_row(lmv__evaluation *e, size_t sheet)
{
    uint32_t comment = lmv__gold_sheet(e->gold, sheet)->comment;
    const lmv__outcome *outcome = &e->outcomes->of[comment];

    if (e->n_rows > 0 && e->rows[e->n_rows - 1] == comment)
        return;
    if (outcome->error)
        e->failed++;
    e->rows[e->n_rows] = comment;
    e->first_sheet[e->n_rows] = (uint32_t)sheet;
    e->slices[e->n_rows] = find_slice(e, outcome->language);
    e->n_rows++;
}

static lmv_status collect_rows(lmv__evaluation *e, lmv_error *err)
{
    size_t n = e->gold->sheets.len, i;

    e->rows = lmv__arena_alloc(&e->arena, n + 1, sizeof *e->rows);
    e->slices = lmv__arena_alloc(&e->arena, n + 1, sizeof *e->slices);
    e->first_sheet = lmv__arena_alloc(&e->arena, n + 1, sizeof *e->first_sheet);
    if (!e->rows || !e->slices || !e->first_sheet)
        return lmv__error_nomem(err);
    e->overall[0].name = "all";
    e->n_overall = 1;
    for (i = 0; i < n; i++)
        if (takes_part(e, lmv__gold_sheet(e->gold, i)))
            add_row(e, i);
    if (e->n_rows == 0)
        return lmv__error_set(err, LMV_EFORMAT,
            "no comment of the gold is among the comments%s",
            e->options.coder || e->options.half != LMV__HALF_NONE
                ? " of this half or coder"
                : "");
    return LMV_OK;
}

/* ---- cells ---- */

void lmv__evaluate_votes(const lmv__evaluation *e, size_t row, uint32_t theme,
    bool engine, unsigned counts[2])
{
    size_t i;

    counts[0] = counts[1] = 0;
    for (i = e->first_sheet[row]; i < e->gold->sheets.len; i++) {
        const lmv__sheet *sheet = lmv__gold_sheet(e->gold, i);

        if (sheet->comment != e->rows[row])
            break;
        if (takes_part(e, sheet) && sheet->says[theme] < LMV__UNSAID)
            counts[sheet->says[theme]]++;
    }
    if (engine) {
        unsigned char found = lmv__evaluation_cell(e, row, theme)->found;

        if (found < LMV__UNSAID)
            counts[found]++;
    }
}

static void fill_cell(lmv__evaluation *e, size_t row, uint32_t theme)
{
    lmv__cell *cell = &e->cells[row * e->n_themes + theme];
    const lmv__outcome *outcome = &e->outcomes->of[e->rows[row]];
    unsigned votes[2];

    cell->gold = cell->found = LMV__UNSAID;
    if (!e->judged[theme])
        return;
    cell->found = lmv__outcome_label(outcome, theme) != NULL;
    if (!cell->found && !lmv__outcome_evaluated(outcome, theme))
        cell->found = LMV__UNSAID;
    lmv__evaluate_votes(e, row, theme, false, votes);
    if (votes[0] != votes[1])
        cell->gold = votes[1] > votes[0];
    else if (votes[0] > 0)
        e->ties++;
}

/* The group that a theme's label would assign, LMV__NONE when none. */
static uint32_t group_of(const lmv_ruleset *rules, uint32_t theme)
{
    uint32_t parent = rules->themes[theme].parent;

    if (parent >= rules->n_themes ||
        rules->themes[parent].kind != LMV_KIND_GROUP)
        return LMV__NONE;
    return parent;
}

/* A judged theme's cell passes to its groups what is known: one 1 makes them
 * 1, else all must be 0. */
static void fill_groups(lmv__evaluation *e, size_t row, uint32_t theme)
{
    const lmv__cell *from = lmv__evaluation_cell(e, row, theme);
    uint32_t group = group_of(e->rules, theme), depth;

    for (depth = 0; group != LMV__NONE && depth < 32; depth++) {
        lmv__cell *to = &e->cells[row * e->n_themes + group];

        if (from->gold < LMV__UNSAID && (to->gold != 1 || from->gold == 1))
            to->gold = from->gold;
        if (from->found < LMV__UNSAID && (to->found != 1 || from->found == 1))
            to->found = from->found;
        e->judged[group] = true;
        group = group_of(e->rules, group);
    }
}

static lmv_status fill_cells(lmv__evaluation *e, lmv_error *err)
{
    size_t row;
    uint32_t theme;

    if (e->n_themes > 0 && e->n_rows > SIZE_MAX / 4 / e->n_themes)
        return lmv__error_nomem(err);
    e->cells =
        lmv__arena_alloc(&e->arena, e->n_rows * e->n_themes, sizeof *e->cells);
    if (!e->cells)
        return lmv__error_nomem(err);
    for (row = 0; row < e->n_rows; row++)
        for (theme = 0; theme < e->n_themes; theme++)
            fill_cell(e, row, theme);
    for (theme = 0; theme < e->n_themes; theme++)
        for (row = 0; row < e->n_rows && e->judged[theme] &&
                      e->rules->themes[theme].kind == LMV_KIND_THEME;
             row++)
            fill_groups(e, row, theme);
    return LMV_OK;
}

lmv_status lmv__evaluate_grid(lmv__evaluation *e, lmv_error *err)
{
    lmv_status status;

    e->n_themes = e->rules->n_themes;
    e->judged = lmv__arena_alloc(&e->arena, e->n_themes + 1, sizeof *e->judged);
    if (!e->judged)
        return lmv__error_nomem(err);
    status = choose_themes(e, err);
    if (status == LMV_OK)
        status = collect_rows(e, err);
    if (status == LMV_OK)
        status = fill_cells(e, err);
    return status;
}
