#include <config.h>

#include "unit.h"

#include "workbench/stats.h"

#include <math.h>
#include <string.h>

/* ---- alpha: the examples of Krippendorff, "Computing Krippendorff's
 * Alpha-Reliability" (2011); a row is an observer, '.' a missing value ---- */

static double alpha_of(const char *const *rows, size_t n_rows)
{
    size_t n = strlen(rows[0]), unit, row;
    lmv__alpha alpha;

    lmv__alpha_init(&alpha, LMV__MAX_VALUES);
    for (unit = 0; unit < n; unit++) {
        unsigned counts[LMV__MAX_VALUES] = {0};

        for (row = 0; row < n_rows; row++)
            if (rows[row][unit] != '.')
                counts[rows[row][unit] % LMV__MAX_VALUES]++;
        lmv__alpha_unit(&alpha, counts);
    }
    return lmv__alpha_value(&alpha);
}

START_TEST(alpha_binary)
{
    static const char *const rows[] = {"0100000010", "1110010000"};

    ck_assert_double_eq_tol(alpha_of(rows, 2), 0.095, 0.0005);
}
END_TEST

START_TEST(alpha_nominal)
{
    static const char *const rows[] = {"aabbdcccedda", "babbbccceddd"};

    ck_assert_double_eq_tol(alpha_of(rows, 2), 0.692, 0.0005);
}
END_TEST

START_TEST(alpha_missing)
{
    static const char *const rows[] = {
        "123321412...", "1233224125.3", ".3332342251.", "12332441251."};

    ck_assert_double_eq_tol(alpha_of(rows, 4), 0.743, 0.0005);
}
END_TEST

/* One value only, or nothing to pair: not defined, neither 0 nor 1. */
START_TEST(alpha_undefined)
{
    static const char *const same[] = {"1111", "1111"};
    static const char *const alone[] = {"12.1", "..2."};

    ck_assert(!lmv__stats_defined(alpha_of(same, 2)));
    ck_assert(!lmv__stats_defined(alpha_of(alone, 2)));
}
END_TEST

/* ---- rates ---- */

START_TEST(rates)
{
    lmv__confusion c = {20, 5, 10, 15};

    ck_assert_double_eq_tol(lmv__stats_precision(&c), 0.8, 1e-12);
    ck_assert_double_eq_tol(lmv__stats_recall(&c), 2.0 / 3, 1e-12);
    ck_assert_double_eq_tol(lmv__stats_f1(&c), 40.0 / 55, 1e-12);
    /* agreement .7, by chance .5 */
    ck_assert_double_eq_tol(lmv__stats_agreement(&c), 0.7, 1e-12);
    ck_assert_double_eq_tol(lmv__stats_kappa(&c), 0.4, 1e-12);
}
END_TEST

/* 50 proposals, two readers: 20 yes and 15 no from both, kappa .40.  The two
 * paradoxes of Feinstein and Cicchetti (1990): with the same agreement of .85
 * kappa is .70 or .32, with .60 it is .13 or .26. */
START_TEST(kappa_published)
{
    static const struct {
        lmv__confusion c;
        double agreement, kappa;
    } cases[] = {
        {{20, 5, 10, 15}, 0.70, 0.40},
        {{40, 9, 6, 45}, 0.85, 0.70},
        {{80, 10, 5, 5}, 0.85, 0.32},
        {{45, 15, 25, 15}, 0.60, 0.13},
        {{25, 35, 5, 35}, 0.60, 0.26},
    };

    ck_assert_double_eq_tol(
        lmv__stats_agreement(&cases[_i].c), cases[_i].agreement, 1e-9);
    ck_assert_double_eq_tol(
        lmv__stats_kappa(&cases[_i].c), cases[_i].kappa, 0.005);
}
END_TEST

START_TEST(rates_undefined)
{
    lmv__confusion nothing = {0, 0, 0, 40}, none = {0, 0, 0, 0};
    lmv__confusion missed = {0, 0, 3, 4};

    ck_assert(!lmv__stats_defined(lmv__stats_precision(&nothing)));
    ck_assert(!lmv__stats_defined(lmv__stats_recall(&nothing)));
    ck_assert(!lmv__stats_defined(lmv__stats_f1(&nothing)));
    ck_assert(!lmv__stats_defined(lmv__stats_kappa(&nothing)));
    ck_assert(!lmv__stats_defined(lmv__stats_agreement(&none)));
    ck_assert(!lmv__stats_defined(lmv__stats_precision(&missed)));
    ck_assert_double_eq(lmv__stats_recall(&missed), 0);
    ck_assert_double_eq(lmv__stats_f1(&missed), 0);
    ck_assert_double_eq(lmv__stats_kappa(&missed), 0);
}
END_TEST

/* ---- intervals ---- */

START_TEST(wilson)
{
    static const struct {
        double share, n, low, high;
    } cases[] = {
        {0.8, 10, 0.49, 0.94},
        {0.8, 30, 0.63, 0.90},
        {0.8, 50, 0.67, 0.89},
        {0.8, 100, 0.71, 0.87},
        {0.8, 400, 0.76, 0.84},
        {0, 10, 0, 0.28},
        {1, 10, 0.72, 1},
    };
    lmv__interval i = lmv__stats_wilson(cases[_i].share, cases[_i].n);

    ck_assert_double_eq_tol(i.low, cases[_i].low, 0.0051);
    ck_assert_double_eq_tol(i.high, cases[_i].high, 0.0051);
}
END_TEST

/* Newcombe (1998), "Two-sided confidence intervals for the single
 * proportion", table I, method 3: score, without continuity correction. */
START_TEST(wilson_published)
{
    static const struct {
        double r, n, low, high;
    } cases[] = {
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0, 0.1611},
        {1, 29, 0.0061, 0.1718},
    };
    lmv__interval i = lmv__stats_wilson(cases[_i].r / cases[_i].n, cases[_i].n);

    ck_assert_double_eq_tol(i.low, cases[_i].low, 0.00005);
    ck_assert_double_eq_tol(i.high, cases[_i].high, 0.00005);
}
END_TEST

START_TEST(wilson_of_nothing)
{
    ck_assert(!lmv__stats_defined(lmv__stats_wilson(0.5, 0).low));
    ck_assert(!lmv__stats_defined(lmv__stats_wilson((double)NAN, 5).low));
}
END_TEST

START_TEST(percentiles)
{
    double values[201], few[4] = {1, (double)NAN, (double)NAN, (double)NAN};
    lmv__interval i;
    int k;

    for (k = 0; k < 201; k++)
        values[k] = 200 - k;
    i = lmv__stats_percentiles(values, 201);
    ck_assert_double_eq_tol(i.low, 5, 1e-9);
    ck_assert_double_eq_tol(i.high, 195, 1e-9);
    ck_assert(!lmv__stats_defined(lmv__stats_percentiles(few, 4).low));
}
END_TEST

/* ---- tests, chance ---- */

START_TEST(mcnemar)
{
    ck_assert_double_eq_tol(lmv__stats_mcnemar(1, 9), 22.0 / 1024, 1e-9);
    ck_assert_double_eq_tol(lmv__stats_mcnemar(9, 1), 22.0 / 1024, 1e-9);
    ck_assert_double_eq_tol(lmv__stats_mcnemar(0, 5), 2.0 / 32, 1e-9);
    ck_assert_double_eq_tol(lmv__stats_mcnemar(4, 4), 1, 1e-9);
    ck_assert(!lmv__stats_defined(lmv__stats_mcnemar(0, 0)));
}
END_TEST

/* Examples in wide use: 6 and 16 pairs, exact p .053; 121 and 59, p < .001;
 * 86 and 150 (approval of a prime minister, Agresti), p < .001. */
START_TEST(mcnemar_published)
{
    ck_assert(lmv__stats_mcnemar(86, 150) < 0.001);
    ck_assert(lmv__stats_mcnemar(121, 59) < 0.001);
    ck_assert_double_eq_tol(lmv__stats_mcnemar(6, 16), 0.053, 0.0006);
}
END_TEST

/* splitmix64's own first numbers for the seed 1234567 */
START_TEST(random_numbers)
{
    static const uint64_t want[] = {6457827717110365317u, 3203168211198807973u,
        9817491932198370423u, 4593380528125082431u};
    lmv__random random = {1234567};
    size_t i;

    for (i = 0; i < 4; i++)
        ck_assert(lmv__random_next(&random) == want[i]);
}
END_TEST

START_TEST(random_below)
{
    lmv__random random = {3};
    unsigned seen[7] = {0}, i;

    for (i = 0; i < 70000; i++)
        seen[lmv__random_below(&random, 7)]++;
    for (i = 0; i < 7; i++) {
        ck_assert_uint_gt(seen[i], 9600);
        ck_assert_uint_lt(seen[i], 10400);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("stats");
    TCase *agreement = tcase_create("agreement");
    TCase *numbers = tcase_create("numbers");

    tcase_add_test(agreement, alpha_binary);
    tcase_add_test(agreement, alpha_nominal);
    tcase_add_test(agreement, alpha_missing);
    tcase_add_test(agreement, alpha_undefined);
    tcase_add_test(agreement, rates);
    tcase_add_test(agreement, rates_undefined);
    tcase_add_loop_test(agreement, kappa_published, 0, 5);
    suite_add_tcase(suite, agreement);
    tcase_add_loop_test(numbers, wilson, 0, 7);
    tcase_add_loop_test(numbers, wilson_published, 0, 4);
    tcase_add_test(numbers, wilson_of_nothing);
    tcase_add_test(numbers, percentiles);
    tcase_add_test(numbers, mcnemar);
    tcase_add_test(numbers, mcnemar_published);
    tcase_add_test(numbers, random_numbers);
    tcase_add_test(numbers, random_below);
    suite_add_tcase(suite, numbers);
    return suite;
}

UNIT_MAIN(make_suite)
