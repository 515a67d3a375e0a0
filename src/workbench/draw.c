#include "workbench/draw.h"

#include "rules/model.h"
#include "workbench/stats.h"

#include <stdlib.h>
#include <string.h>

typedef struct drawing {
    lmv__draw *out;
    const lmv__outcomes *outcomes;
    const lmv__draw_options *options;
    lmv__random random;
    uint32_t *members[LMV__STRATA]; /* comments */
} drawing;

const lmv__drawn *lmv__draw_at(const lmv__draw *draw, size_t i)
{
    return lmv__vec_at(&draw->drawn, i);
}

const char *lmv__stratum_name(lmv__stratum stratum)
{
    static const char *const names[] = {"matched", "near-miss", "unmatched"};

    return names[stratum];
}

static lmv__stratum stratum_of(
    const lmv_ruleset *rules, const lmv__outcome *outcome)
{
    uint32_t i;

    for (i = 0; i < outcome->n_given; i++)
        if (rules->themes[outcome->given[i].theme].kind == LMV_KIND_THEME)
            return LMV__MATCHED;
    for (i = 0; i < outcome->n_finds; i++)
        if (rules->themes[outcome->finds[i].theme].kind == LMV_KIND_THEME)
            return LMV__NEAR_MISS;
    return LMV__UNMATCHED;
}

/* Put n numbers into an order of chance. */
static void shuffle(lmv__random *random, uint32_t *items, size_t n)
{
    for (; n > 1; n--) {
        size_t k = (size_t)lmv__random_below(random, n);
        uint32_t last = items[n - 1];

        items[n - 1] = items[k];
        items[k] = last;
    }
}

static bool make_strata(drawing *d)
{
    size_t i, n = d->outcomes->n;
    int s;

    for (s = 0; s < LMV__STRATA; s++) {
        d->members[s] = calloc(n + 1, sizeof *d->members[s]);
        if (!d->members[s])
            return false;
    }
    for (i = 0; i < n; i++) {
        const lmv__outcome *outcome = &d->outcomes->of[i];
        lmv__stratum stratum;

        if (outcome->error) {
            d->out->failed++;
            continue;
        }
        stratum = stratum_of(d->outcomes->rules, outcome);
        d->members[stratum][d->out->sizes[stratum]++] = (uint32_t)i;
    }
    for (s = 0; s < LMV__STRATA; s++)
        shuffle(&d->random, d->members[s], d->out->sizes[s]);
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void share_out(drawing *d)
{
    lmv__draw *out = d->out;
    size_t n = d->options->n, left;
    int s;

    out->taken[LMV__NEAR_MISS] = least(n / 4, out->sizes[LMV__NEAR_MISS]);
    out->taken[LMV__UNMATCHED] = least(n / 4, out->sizes[LMV__UNMATCHED]);
    out->taken[LMV__MATCHED] = least(n - 2 * (n / 4), out->sizes[LMV__MATCHED]);
    left = n - out->taken[0] - out->taken[1] - out->taken[2];
    for (s = 0; s < LMV__STRATA; s++) {
        size_t more = least(left, out->sizes[s] - out->taken[s]);

        out->taken[s] += more;
        left -= more;
    }
}

/* Everything drawn, mixed, so that what all coders get is of all strata. */
static bool take(drawing *d)
{
    size_t total = d->out->taken[0] + d->out->taken[1] + d->out->taken[2];
    uint32_t *order = calloc(total + 1, sizeof *order);
    lmv__drawn *mixed = calloc(total + 1, sizeof *mixed);
    size_t i, k, n = 0;
    int s;

    for (s = 0; order && mixed && s < LMV__STRATA; s++)
        for (i = 0; i < d->out->taken[s]; i++) {
            mixed[n].comment = d->members[s][i];
            mixed[n].stratum = (lmv__stratum)s;
            mixed[n].weight =
                (double)d->out->sizes[s] / (double)d->out->taken[s];
            order[n] = (uint32_t)n;
            n++;
        }
    if (order && mixed)
        shuffle(&d->random, order, n);
    for (i = 0, k = 0; i < n; i++) {
        lmv__drawn *drawn = lmv__vec_push(&d->out->drawn);

        if (!drawn)
            break;
        *drawn = mixed[order[i]];
        drawn->coder = LMV__ALL_CODERS;
        if (i >= d->options->overlap)
            drawn->coder = (uint32_t)(k++ % d->options->coders);
    }
    free(order);
    free(mixed);
    return order && mixed && d->out->drawn.len == n;
}

lmv_status lmv__draw_make(lmv__draw *out, const lmv__outcomes *outcomes,
    const lmv__draw_options *options, lmv_error *err)
{
    drawing d = {.out = out, .outcomes = outcomes, .options = options};
    bool ok;
    int s;

    memset(out, 0, sizeof *out);
    lmv__vec_init(&out->drawn, sizeof(lmv__drawn));
    d.random.state = options->seed;
    ok = make_strata(&d);
    if (ok) {
        share_out(&d);
        ok = take(&d);
    }
    for (s = 0; s < LMV__STRATA; s++)
        free(d.members[s]);
    if (ok)
        return LMV_OK;
    lmv__draw_clear(out);
    return lmv__error_nomem(err);
}

void lmv__draw_clear(lmv__draw *draw)
{
    lmv__vec_clear(&draw->drawn);
    memset(draw, 0, sizeof *draw);
}

size_t lmv__draw_sheet(
    const lmv__draw *draw, uint32_t coder, uint64_t seed, uint32_t *order)
{
    lmv__random random = {seed + 1 + coder};
    size_t i, n = 0;

    for (i = 0; i < draw->drawn.len; i++) {
        uint32_t whose = lmv__draw_at(draw, i)->coder;

        if (whose == coder || whose == LMV__ALL_CODERS)
            order[n++] = (uint32_t)i;
    }
    shuffle(&random, order, n);
    return n;
}
