/*
 * Coverage by signal: what the entries of coverage.c do together.
 */
#include "workbench/coverage.h"

#include <stdlib.h>

/* The place of a theme's first signal among all signals. */
static uint32_t *number_signals(const lmv_ruleset *rules, uint32_t *n)
{
    uint32_t *first = calloc((size_t)rules->n_themes + 1, sizeof *first);
    uint32_t i;

    *n = 0;
    for (i = 0; first && i < rules->n_themes; i++) {
        first[i] = *n;
        *n += rules->themes[i].n_signals;
    }
    return first;
}

/* Is another signal of the theme at work in this comment? */
static bool is_alone(const lmv__outcome *outcome, const lmv__find *find)
{
    uint32_t i;

    for (i = 0; i < outcome->n_finds; i++)
        if (outcome->finds[i].theme == find->theme &&
            outcome->finds[i].signal != find->signal &&
            outcome->finds[i].state == LMV__ACCEPTED)
            return false;
    return true;
}

static bool is_first(const lmv__outcome *outcome, uint32_t find)
{
    uint32_t i;

    for (i = 0; i < find; i++)
        if (outcome->finds[i].theme == outcome->finds[find].theme &&
            outcome->finds[i].signal == outcome->finds[find].signal &&
            outcome->finds[i].state == LMV__ACCEPTED)
            return false;
    return true;
}

static void count_find(lmv__signal_use *use, const lmv__outcome *outcome,
    uint32_t i, const lmv__cell *cell)
{
    const lmv__find *find = &outcome->finds[i];

    use->finds++;
    if (find->state == LMV__BLOCKED && cell) {
        use->blocked_right += cell->gold == 0;
        use->blocked_wrong += cell->gold == 1;
    }
    if (find->state != LMV__ACCEPTED || !is_first(outcome, i))
        return;
    use->fired++;
    if (!cell || cell->found != 1)
        return;
    use->tp += cell->gold == 1;
    use->fp += cell->gold == 0;
    use->unique_tp += cell->gold == 1 && is_alone(outcome, find);
}

static bool list_signals(lmv__coverage *coverage)
{
    const lmv_ruleset *rules = coverage->rules;
    uint32_t theme, signal;

    for (theme = 0; theme < rules->n_themes; theme++)
        for (signal = 0; signal < rules->themes[theme].n_signals; signal++) {
            lmv__signal_use *use = lmv__vec_push(&coverage->signals);

            if (!use)
                return false;
            use->theme = theme;
            use->signal = signal;
        }
    return true;
}

lmv_status lmv__coverage_count_signals(lmv__coverage *coverage,
    const lmv__outcomes *outcomes, const lmv__evaluation *e, lmv_error *err)
{
    uint32_t n, *first = number_signals(coverage->rules, &n), k;
    size_t i, row = 0;

    if (!first || !list_signals(coverage)) {
        free(first);
        return lmv__error_nomem(err);
    }
    for (i = 0; i < outcomes->n; i++) {
        const lmv__outcome *outcome = &outcomes->of[i];
        bool judged;

        while (e && row < e->n_rows && e->rows[row] < i)
            row++;
        judged = e && row < e->n_rows && e->rows[row] == i;
        for (k = 0; k < outcome->n_finds; k++) {
            const lmv__find *find = &outcome->finds[k];
            uint32_t at = first[find->theme] + find->signal;

            if (find->signal < coverage->rules->themes[find->theme].n_signals &&
                at < n)
                count_find(lmv__vec_at(&coverage->signals, at), outcome, k,
                    judged ? lmv__evaluation_cell(e, row, find->theme) : NULL);
        }
    }
    free(first);
    return LMV_OK;
}
