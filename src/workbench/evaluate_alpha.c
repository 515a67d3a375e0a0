/*
 * Agreement: alpha among coders, alpha with the engine as one more, and every
 * pair of coders.
 *
 * A theme's unit is a comment; overall a unit is a comment and a theme, over
 * the themes that are averaged.
 */
#include "workbench/evaluate.h"

#include <string.h>

static void add_units(lmv__evaluation *e, lmv__theme_score *score,
    lmv__alpha *coders, lmv__alpha *engine)
{
    lmv__alpha own[2];
    size_t row;

    lmv__alpha_init(&own[0], 2);
    lmv__alpha_init(&own[1], 2);
    for (row = 0; row < e->n_rows; row++) {
        uint32_t slice = e->slices[row];
        unsigned votes[2], with[2];

        lmv__evaluate_votes(e, row, score->theme, false, votes);
        lmv__evaluate_votes(e, row, score->theme, true, with);
        lmv__alpha_unit(&own[0], votes);
        lmv__alpha_unit(&own[1], with);
        if (!score->averaged)
            continue;
        lmv__alpha_unit(&coders[0], votes);
        lmv__alpha_unit(&engine[0], with);
        if (slice > 0) {
            lmv__alpha_unit(&coders[slice], votes);
            lmv__alpha_unit(&engine[slice], with);
        }
    }
    score->alpha_coders = lmv__alpha_value(&own[0]);
    score->alpha_engine = lmv__alpha_value(&own[1]);
}

/* ---- pairs ---- */

static void add_pair_row(lmv__evaluation *e, const lmv__sheet *a,
    const lmv__sheet *b, lmv__confusion *to)
{
    size_t i;

    for (i = 0; i < e->n_scores; i++) {
        unsigned char x = a->says[e->themes[i].theme];
        unsigned char y = b->says[e->themes[i].theme];

        if (!e->themes[i].averaged || x == LMV__UNSAID || y == LMV__UNSAID)
            continue;
        if (x == 1)
            *(y == 1 ? &to->tp : &to->fn) += 1;
        else
            *(y == 1 ? &to->fp : &to->tn) += 1;
    }
}

/* `find` the sheet of a coder in a row. */
static const lmv__sheet *sheet_of(
    const lmv__evaluation *e, size_t row, uint32_t coder)
{
    size_t i;

    for (i = e->first_sheet[row]; i < e->gold->sheets.len; i++) {
        const lmv__sheet *sheet = lmv__gold_sheet(e->gold, i);

        if (sheet->comment != e->rows[row])
            break;
        if (sheet->coder == coder)
            return sheet;
    }
    return NULL;
}

static lmv_status score_pairs(lmv__evaluation *e, lmv_error *err)
{
    uint32_t n = (uint32_t)e->gold->coders.len, a, b;
    size_t row;

    if (n < 2 || e->options.coder)
        return LMV_OK;
    e->pairs =
        lmv__arena_alloc(&e->arena, (size_t)n * (n - 1) / 2, sizeof *e->pairs);
    if (!e->pairs)
        return lmv__error_nomem(err);
    for (a = 0; a < n; a++)
        for (b = a + 1; b < n; b++) {
            lmv__pair_score *pair = &e->pairs[e->n_pairs++];

            pair->a = a;
            pair->b = b;
            for (row = 0; row < e->n_rows; row++) {
                const lmv__sheet *x = sheet_of(e, row, a);
                const lmv__sheet *y = sheet_of(e, row, b);

                if (x && y)
                    add_pair_row(e, x, y, &pair->counts);
            }
        }
    return LMV_OK;
}

lmv_status lmv__evaluate_alpha(lmv__evaluation *e, lmv_error *err)
{
    lmv__alpha coders[LMV__MAX_SLICES], engine[LMV__MAX_SLICES];
    size_t i;

    for (i = 0; i < LMV__MAX_SLICES; i++) {
        lmv__alpha_init(&coders[i], 2);
        lmv__alpha_init(&engine[i], 2);
    }
    for (i = 0; i < e->n_scores; i++) /* nobody votes for a group */
        if (e->rules->themes[e->themes[i].theme].kind != LMV_KIND_GROUP)
            add_units(e, &e->themes[i], coders, engine);
    for (i = 0; i < e->n_overall; i++) {
        e->overall[i].alpha_coders = lmv__alpha_value(&coders[i]);
        e->overall[i].alpha_engine = lmv__alpha_value(&engine[i]);
    }
    return score_pairs(e, err);
}
