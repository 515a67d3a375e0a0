#include <config.h>

#include "unit.h"

#include "rules/model.h"
#include "workbench/draw.h"

#include <math.h>
#include <string.h>

enum { COMMENTS = 200, MATCHED = 150, NEAR = 20 };

/* 150 with a label, 20 with a find, 30 with nothing. */
typedef struct fixture {
    lmv_ruleset rules;
    lmv__theme theme;
    lmv__outcome of[COMMENTS];
    lmv__given given;
    lmv__find find;
    lmv__outcomes outcomes;
} fixture;

static void make(fixture *f)
{
    int i;

    memset(f, 0, sizeof *f);
    f->theme.kind = LMV_KIND_THEME;
    f->rules.themes = &f->theme;
    f->rules.n_themes = 1;
    for (i = 0; i < COMMENTS; i++) {
        f->of[i].given = &f->given;
        f->of[i].finds = &f->find;
        f->of[i].n_given = i < MATCHED;
        f->of[i].n_finds = i < MATCHED + NEAR;
    }
    f->outcomes.rules = &f->rules;
    f->outcomes.of = f->of;
    f->outcomes.n = COMMENTS;
}

static void draw(fixture *f, size_t n, size_t coders, size_t overlap,
    uint64_t seed, lmv__draw *out)
{
    lmv__draw_options options = {n, coders, overlap, seed};

    ck_assert_int_eq(lmv__draw_make(out, &f->outcomes, &options, NULL), LMV_OK);
}

START_TEST(strata_and_weights)
{
    static const struct {
        size_t n, taken[LMV__STRATA];
    } cases[] = {
        {40, {20, 10, 10}},
        {41, {21, 10, 10}},
        {100, {55, 20, 25}}, /* only 20 near misses: the matched give more */
        {1, {1, 0, 0}},
        {300, {150, 20, 30}},
    };
    double sums[LMV__STRATA] = {0, 0, 0};
    fixture f;
    lmv__draw all;
    size_t i;

    make(&f);
    draw(&f, cases[_i].n, 2, 0, 5, &all);
    for (i = 0; i < LMV__STRATA; i++)
        ck_assert_uint_eq(all.taken[i], cases[_i].taken[i]);
    for (i = 0; i < all.drawn.len; i++)
        sums[lmv__draw_at(&all, i)->stratum] += lmv__draw_at(&all, i)->weight;
    for (i = 0; i < LMV__STRATA; i++) /* they stand for all of their stratum */
        ck_assert(
            all.taken[i] == 0 || fabs(sums[i] - (double)all.sizes[i]) < 1e-9);
    lmv__draw_clear(&all);
}
END_TEST

START_TEST(coders_share)
{
    uint32_t one[COMMENTS], two[COMMENTS], three[COMMENTS];
    bool seen[COMMENTS] = {false};
    fixture f;
    lmv__draw all, again;
    size_t n[3], i, both = 0;

    make(&f);
    draw(&f, 60, 3, 15, 9, &all);
    n[0] = lmv__draw_sheet(&all, 0, 9, one);
    n[1] = lmv__draw_sheet(&all, 1, 9, two);
    n[2] = lmv__draw_sheet(&all, 2, 9, three);
    ck_assert_uint_eq(n[0] + n[1] + n[2], 60 + 2 * 15);
    ck_assert_uint_eq(n[0], 30);
    for (i = 0; i < n[0]; i++)
        seen[one[i]] = true;
    for (i = 0; i < n[1]; i++)
        both += seen[two[i]];
    ck_assert_uint_eq(both, 15);
    ck_assert(memcmp(one, two, 15 * sizeof *one) != 0);
    draw(&f, 60, 3, 15, 9, &again); /* the same seed */
    for (i = 0; i < 60; i++)
        ck_assert_uint_eq(
            lmv__draw_at(&all, i)->comment, lmv__draw_at(&again, i)->comment);
    lmv__draw_clear(&again);
    lmv__draw_clear(&all);
}
END_TEST

static Suite *draw_suite(void)
{
    Suite *s = suite_create("draw");
    TCase *t = tcase_create("draw");

    tcase_add_loop_test(t, strata_and_weights, 0, 5);
    tcase_add_test(t, coders_share);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(draw_suite)
