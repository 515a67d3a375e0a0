#include "workbench/misses.h"

#include "rules/model.h"
#include "workbench/reason.h"

#include <stdlib.h>
#include <string.h>

/* How near a find was to counting, above all that was not found. */
static int nearness(const lmv__find *find)
{
    switch ((lmv__state)find->state) {
    case LMV__ACCEPTED:
        return 1005;
    case LMV__OVERLAPPED:
        return 1004;
    case LMV__OVERRIDDEN:
        return 1003;
    case LMV__BLOCKED:
        return find->block == LMV__BLOCK_GUARD ? 1002 : 1001;
    }
    return 0;
}

static int miss_nearness(const lmv__miss *miss)
{
    return miss->find ? nearness(miss->find) : (int)miss->rank;
}

static const lmv__find *nearest(const lmv__outcome *outcome, uint32_t theme)
{
    const lmv__find *best = NULL;
    uint32_t i;

    for (i = 0; i < outcome->n_finds; i++) {
        const lmv__find *find = &outcome->finds[i];

        if (find->theme != theme || find->weight < 0)
            continue;
        if (!best || nearness(find) > nearness(best) ||
            (nearness(find) == nearness(best) && find->weight > best->weight))
            best = find;
    }
    return best;
}

static bool add_miss(lmv__misses *misses, const lmv__evaluation *e, size_t row,
    uint32_t theme, bool wanted)
{
    const lmv__outcome *outcome = &e->outcomes->of[e->rows[row]];
    const lmv__given *given = lmv__outcome_label(outcome, theme);
    lmv__miss *miss =
        lmv__vec_push(wanted ? &misses->negatives : &misses->positives);

    if (!miss)
        return false;
    miss->row = (uint32_t)row;
    miss->theme = theme;
    miss->margin = given ? given->margin : 0;
    miss->find = nearest(outcome, theme);
    return true;
}

static bool confuse(lmv__misses *misses, uint32_t wanted, uint32_t found)
{
    lmv__confused *pair;
    size_t i;

    for (i = 0; i < misses->confused.len; i++) {
        pair = lmv__vec_at(&misses->confused, i);
        if (pair->wanted == wanted && pair->found == found) {
            pair->count++;
            return true;
        }
    }
    pair = lmv__vec_push(&misses->confused);
    if (!pair)
        return false;
    pair->wanted = wanted;
    pair->found = found;
    pair->count = 1;
    return true;
}

/* Every pair of a theme that is missing and one that is too much. */
static bool confuse_row(lmv__misses *misses, size_t negatives, size_t positives)
{
    size_t i, k;
    bool ok = true;

    for (i = negatives; ok && i < misses->negatives.len; i++)
        for (k = positives; ok && k < misses->positives.len; k++) {
            const lmv__miss *a = lmv__vec_at(&misses->negatives, i);
            const lmv__miss *b = lmv__vec_at(&misses->positives, k);

            ok = confuse(misses, a->theme, b->theme);
        }
    return ok;
}

static int by_nearness(const void *a, const void *b)
{
    const lmv__miss *x = a, *y = b;
    int difference = miss_nearness(y) - miss_nearness(x);

    if (difference != 0)
        return difference;
    if (x->theme != y->theme)
        return x->theme < y->theme ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static int by_margin(const void *a, const void *b)
{
    const lmv__miss *x = a, *y = b;

    if (x->margin != y->margin)
        return x->margin < y->margin ? -1 : 1;
    if (x->theme != y->theme)
        return x->theme < y->theme ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static int by_count(const void *a, const void *b)
{
    const lmv__confused *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->wanted != y->wanted)
        return x->wanted < y->wanted ? -1 : 1;
    return (x->found > y->found) - (x->found < y->found);
}

static void sort(lmv__vec *list, int (*order)(const void *, const void *))
{
    if (list->len > 0)
        qsort(list->data, list->len, list->item, order);
}

lmv_status lmv__misses_find(
    lmv__misses *misses, const lmv__evaluation *e, lmv_error *err)
{
    lmv_status status;
    size_t row, i;
    bool ok = true;

    misses->not_searched = 0;
    lmv__vec_init(&misses->negatives, sizeof(lmv__miss));
    lmv__vec_init(&misses->positives, sizeof(lmv__miss));
    lmv__vec_init(&misses->confused, sizeof(lmv__confused));
    for (row = 0; ok && row < e->n_rows; row++) {
        size_t negatives = misses->negatives.len;
        size_t positives = misses->positives.len;

        for (i = 0; ok && i < e->n_scores; i++) {
            uint32_t theme = e->themes[i].theme;
            const lmv__cell *cell = lmv__evaluation_cell(e, row, theme);

            if (e->rules->themes[theme].kind != LMV_KIND_GROUP &&
                cell->gold != LMV__UNSAID && cell->found != LMV__UNSAID &&
                cell->gold != cell->found)
                ok = add_miss(misses, e, row, theme, cell->gold == 1);
        }
        ok = ok && confuse_row(misses, negatives, positives);
    }
    if (!ok) {
        lmv__misses_clear(misses);
        return lmv__error_nomem(err);
    }
    status = lmv__misses_near(misses, e, err);
    if (status != LMV_OK) {
        lmv__misses_clear(misses);
        return status;
    }
    sort(&misses->negatives, by_nearness);
    sort(&misses->positives, by_margin);
    sort(&misses->confused, by_count);
    return LMV_OK;
}

void lmv__misses_clear(lmv__misses *misses)
{
    size_t i;

    for (i = 0; i < misses->negatives.len; i++)
        free(((lmv__miss *)lmv__vec_at(&misses->negatives, i))->reason);
    lmv__vec_clear(&misses->negatives);
    lmv__vec_clear(&misses->positives);
    lmv__vec_clear(&misses->confused);
}

bool lmv__miss_place(const lmv__miss *miss, lmv__span *words, lmv__pos *rule)
{
    if (!miss->find && miss->rank == 0)
        return false;
    *words = miss->find ? miss->find->hull : miss->hull;
    *rule = miss->find ? miss->find->pos : miss->pos;
    return true;
}

void lmv__miss_reason(
    lmv__buf *out, const lmv__evaluation *e, const lmv__miss *miss)
{
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[miss->row]);
    lmv__candidate candidate;

    if (!miss->find) {
        lmv__buf_adds(out,
            miss->reason ? miss->reason : "nothing of this theme was found");
        return;
    }
    candidate = lmv__find_candidate(miss->find);
    if (candidate.state == LMV__ACCEPTED)
        lmv__buf_adds(out, "found, but below the threshold");
    else
        lmv__reason_add(out, e->rules, comment->text, &candidate);
}
