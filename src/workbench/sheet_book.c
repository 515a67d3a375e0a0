#include "workbench/sheet_book.h"

#include "records/coding_sheet.h"
#include "rules/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOT = 3, MAX_COLUMNS = FIRST_SLOT + LMV__MAX_SLOTS + 1 };

static const char *label_of(const lmv__theme *theme, const char *language)
{
    const char *label = theme->n_labels ? theme->labels[0].text.ptr : "";

    for (uint32_t i = 0; i < theme->n_labels; i++)
        if (lmv__slice_is(theme->labels[i].language, language))
            label = theme->labels[i].text.ptr;
    return label;
}

/* The themes that people code, by label, or by id where two have one label;
 * `none` first.  Owned array of borrowed texts. */
static const char **choices_of(const lmv__sheet_book *book, size_t *n)
{
    const lmv_ruleset *rules = book->rules;
    const char **choices = calloc((size_t)rules->n_themes + 1, sizeof *choices);

    if (!choices)
        return NULL;
    choices[0] = "none";
    *n = 1;
    for (uint32_t i = 0; i < rules->n_themes; i++) {
        const lmv__theme *theme = &rules->themes[i];
        const char *label = label_of(theme, book->language);
        bool taken = !*label;

        if (!lmv__sheet_theme(rules, i))
            continue;
        for (size_t k = 0; k < *n; k++)
            taken = taken || strcmp(choices[k], label) == 0;
        choices[(*n)++] = taken ? theme->id.ptr : label;
    }
    return choices;
}

static lmv_status add_rows(lmv__coding_sheet *sheet,
    const lmv__sheet_book *book, const uint32_t *order, size_t n,
    lmv_error *err)
{
    lmv__slice cells[MAX_COLUMNS];
    lmv_status status = LMV_OK;

    for (size_t i = 0; i < MAX_COLUMNS; i++)
        cells[i] = lmv__slice_of("");
    for (size_t i = 0; i < n && status == LMV_OK; i++) {
        const lmv__comment *comment = lmv__corpus_at(
            book->corpus, lmv__draw_at(book->draw, order[i])->comment);

        cells[0] = comment->id;
        cells[1] = *(const lmv__slice *)lmv__vec_at(
            &book->corpus->columns, comment->column);
        cells[2] = comment->text;
        status = lmv__coding_row(sheet, cells, err);
    }
    return status;
}

static lmv_status save(
    lmv__coding_sheet *sheet, const char *path, lmv_error *err)
{
    lmv__output *output = NULL;
    lmv_status status = lmv__output_create(&output, path, err);

    if (status != LMV_OK)
        return status;
    status = lmv__coding_save(sheet, output, err);
    if (status == LMV_OK)
        return lmv__output_commit(output, err);
    lmv__output_abandon(output, false);
    return status;
}

lmv_status lmv__sheet_book_save(const lmv__sheet_book *book,
    const uint32_t *order, size_t n, const char *path, lmv_error *err)
{
    lmv__coding_column columns[MAX_COLUMNS] = {{.name = "comment_id"},
        {.name = "column"}, {.name = "comment", .width = 70}};
    size_t slots = book->slots, n_choices = 0;
    char names[LMV__MAX_SLOTS][16];
    const char **choices = choices_of(book, &n_choices);
    lmv__coding_sheet *sheet = NULL;
    lmv_status status;

    if (!choices)
        return lmv__error_nomem(err);
    slots = slots < LMV__MAX_SLOTS ? slots : LMV__MAX_SLOTS;
    for (size_t i = 0; i < slots; i++) {
        snprintf(names[i], sizeof names[i], "theme_%zu", i + 1);
        columns[FIRST_SLOT + i] =
            (lmv__coding_column){names[i], 24, choices, n_choices, NULL};
    }
    columns[FIRST_SLOT + slots] =
        (lmv__coding_column){.name = "note", .width = 30};
    status = lmv__coding_open(
        &sheet, "Comments", columns, FIRST_SLOT + slots + 1, err);
    if (status == LMV_OK)
        status = add_rows(sheet, book, order, n, err);
    if (status == LMV_OK)
        status = save(sheet, path, err);
    lmv__coding_close(sheet);
    free(choices);
    return status;
}
