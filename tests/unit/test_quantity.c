/* Quantities: durations and numbers as people write them. */
#include "unit.h"

#include "langdata_fixture.h"
#include "text/quantity.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static lmv__langdata *data;
static lmv__document *doc;

static void setup(void)
{
    data = langdata_fixture();
    doc = lmv__document_new(data);
    ck_assert_ptr_nonnull(doc);
}

static void teardown(void)
{
    lmv__document_free(doc);
    lmv__langdata_free(data);
}

static lmv__span take(const char *text)
{
    lmv__span all = {0, (uint32_t)strlen(text)};

    ck_assert_int_eq(
        lmv__document_set(doc, text, all.end, LMV__LANG_UNKNOWN, NULL), LMV_OK);
    return all;
}

static const struct duration {
    const char *text, *iso; /* NULL: none */
    double seconds;
    const char *span;
} durations[] = {
    {"kam nach drei Wochen", "P21D", 1814400, "drei Wochen"},
    {"kam nach 3 Wochen zurück", "P21D", 1814400, "3 Wochen"},
    {"over an hour on hold", "PT1H", 3600, "an hour"},
    {"45min gewartet", "PT45M", 2700, "45min"},
    {"nach 45 Min. aufgelegt", "PT45M", 2700, "45 Min"},
    {"anderthalb Stunden Wartezeit", "PT1.5H", 5400, "anderthalb Stunden"},
    {"waited 2 1/2 hours", "PT2.5H", 9000, "2 1/2 hours"},
    {"waited 2½ hours", "PT2.5H", 9000, "2½ hours"},
    {"nur eine halbe Stunde", "PT0.5H", 1800, "eine halbe Stunde"},
    {"about half an hour late", "PT0.5H", 1800, "half an hour"},
    {"a quarter of an hour", "PT0.25H", 900, "a quarter of an hour"},
    {"eine Viertelstunde", "PT15M", 900, "eine Viertelstunde"},
    {"14-tägig", NULL, 0, NULL},
    {"alle 14 Tage", "P14D", 1209600, "14 Tage"},
    {"ein paar Tage später", "P3D", 259200, "ein paar Tage"},
    {"a couple of weeks ago", "P14D", 1209600, "a couple of weeks"},
    {"a few days", "P3D", 259200, "a few days"},
    {"zwei bis drei Wochen", "P21D", 1814400, "zwei bis drei Wochen"},
    {"2-3 weeks", "P21D", 1814400, "2-3 weeks"},
    {"2 – 3 Tage", "P3D", 259200, "2 – 3 Tage"},
    {"between two and four weeks", "P28D", 2419200, "two and four weeks"},
    {"3 oder 4 Monate", "P4M", 10368000, "3 oder 4 Monate"},
    {"zweieinhalb Monate", "P2.5M", 6480000, "zweieinhalb Monate"},
    {"a week and a half", "P10.5D", 907200, "a week and a half"},
    {"two and a half hours", "PT2.5H", 9000, "two and a half hours"},
    {"1 Std. 20", "PT1H20M", 4800, "1 Std. 20"},
    {"1h30 am Telefon", "PT1H30M", 5400, "1h30"},
    {"1 Std. 20 Min. gewartet", "PT1H20M", 4800, "1 Std. 20 Min"},
    {"2 hours and 10 minutes", "PT2H10M", 7800, "2 hours and 10 minutes"},
    {"fünfundzwanzig Minuten", "PT25M", 1500, "fünfundzwanzig Minuten"},
    {"FUENFUNDZWANZIG MINUTEN", "PT25M", 1500, "FUENFUNDZWANZIG MINUTEN"},
    {"twenty-five minutes", "PT25M", 1500, "twenty-five minutes"},
    {"twenty five minutes", "PT25M", 1500, "twenty five minutes"},
    {"einundzwanzig Tage", "P21D", 1814400, "einundzwanzig Tage"},
    {"hundertzwanzig Minuten", "PT120M", 7200, "hundertzwanzig Minuten"},
    {"eineinhalb Jahre", "P1.5Y", 47304000, "eineinhalb Jahre"},
    {"drei volle Wochen", "P21D", 1814400, "drei volle Wochen"},
    {"10 working days", "P10D", 864000, "10 working days"},
    {"a 30-minute wait", "PT30M", 1800, "30-minute"},
    {"a two-week delay", "P14D", 1209600, "a two-week"},
    {"1,5 Std", "PT1.5H", 5400, "1,5 Std"},
    {"1.5 hrs", "PT1.5H", 5400, "1.5 hrs"},
    {"ein Dutzend Tage", "P12D", 1036800, "ein Dutzend Tage"},
    {"half a dozen weeks", "P42D", 3628800, "half a dozen weeks"},
    {"two hundred days", "P200D", 17280000, "two hundred days"},
    {"1.000 Tage", "P1000D", 86400000, "1.000 Tage"},
    {"a fortnight", "P14D", 1209600, "a fortnight"},
    {"Wochen gewartet", NULL, 0, NULL},
    {"an Tagen wie diesen", NULL, 0, NULL},
    {"um 10:30 Uhr", NULL, 0, NULL},
    {"drei Mitarbeiter", NULL, 0, NULL},
    {"1 Std. 20 Leute", "PT1H", 3600, "1 Std"},
    {"zu dritt 5 Personen, 2 Tage", "P2D", 172800, "2 Tage"},
    {"", NULL, 0, NULL},
};

START_TEST(durations_are_read)
{
    const struct duration *d = &durations[_i];
    lmv__quantity got = {.value = 0};
    bool found = lmv__quantity_duration(doc, take(d->text), &got);

    ck_assert_msg(found == (d->iso != NULL), "%s: %s", d->text, got.iso);
    if (!found)
        return;
    ck_assert_str_eq(got.iso, d->iso);
    ck_assert_msg(
        got.value > d->seconds - 0.001 && got.value < d->seconds + 0.001,
        "%s: %f", d->text, got.value);
    ck_assert_uint_eq(got.span.end - got.span.start, strlen(d->span));
    ck_assert_msg(!strncmp(d->text + got.span.start, d->span, strlen(d->span)),
        "%s: %.*s", d->text, (int)(got.span.end - got.span.start),
        d->text + got.span.start);
}
END_TEST

static const struct number {
    const char *text;
    double value; /* -1: none */
} numbers[] = {
    {"zum dritten Mal, 4 Anrufe", 4},
    {"drei Anrufe", 3},
    {"ein Anruf", -1},
    {"a call", -1},
    {"one call", 1},
    {"ein paar Anrufe", 3},
    {"twenty-one calls", 21},
    {"1.234,56 Euro", 1234.56},
    {"1,234.56 pounds", 1234.56},
    {"1,234 pounds", 1234},
    {"3.5 stars", 3.5},
    {"zweihundertfünfzig Euro", 250},
    {"dreitausend Euro", 3000},
    {"um 10:30 Uhr", -1},
    {"am 12.03.2024", -1},
    {"B2B", -1},
    {"keine Ahnung", -1},
    {"½ Portion", 0.5},
    {"3/4 voll", 0.75},
};

START_TEST(numbers_are_read)
{
    const struct number *n = &numbers[_i];
    lmv__quantity got = {.value = -1};
    bool found = lmv__quantity_number(doc, take(n->text), &got);

    ck_assert_msg(found == (n->value >= 0), "%s: %f", n->text, got.value);
    ck_assert_msg(got.value > n->value - 1e-9 && got.value < n->value + 1e-9,
        "%s: %f", n->text, got.value);
}
END_TEST

START_TEST(only_the_span_counts)
{
    const char *text = "3 Tage und 5 Wochen";
    lmv__span within = {6, (uint32_t)strlen(text)};
    lmv__quantity got;

    take(text);
    ck_assert(lmv__quantity_duration(doc, within, &got));
    ck_assert_str_eq(got.iso, "P35D");
    within.end = 10;
    ck_assert(!lmv__quantity_duration(doc, within, &got));
}
END_TEST

static const struct setting {
    const char *text;
    double seconds; /* -1: refused */
} settings[] = {
    {"15min", 900},
    {"3d", 259200},
    {"2 Wochen", 1209600},
    {"PT15M", 900},
    {"P1DT2H", 93600},
    {"1h 30min", 5400},
    {"zwei Stunden", 7200},
    {"45 Min.", 2700},
    {"15", -1},
    {"min", -1},
    {"15 min später", -1},
    {"", -1},
    {"P", -1},
    {"PT", -1},
    {"P1M2Y", -1},
};

START_TEST(settings_are_read)
{
    double seconds = -1;
    lmv_status status = lmv__quantity_parse(data, settings[_i].text, &seconds);

    ck_assert_msg(status == (settings[_i].seconds < 0 ? LMV_EFORMAT : LMV_OK),
        "%s", settings[_i].text);
    ck_assert_msg(
        settings[_i].seconds < 0 || (seconds > settings[_i].seconds - 0.001 &&
                                        seconds < settings[_i].seconds + 0.001),
        "%s: %f", settings[_i].text, seconds);
}
END_TEST

static const struct written {
    double seconds;
    const char *iso;
} written[] = {
    {0, "PT0S"},
    {30, "PT30S"},
    {0.5, "PT0.5S"},
    {90, "PT90S"},
    {5400, "PT90M"},
    {7200, "PT2H"},
    {86400, "P1D"},
    {1209600, "P14D"},
    {-1, "PT0S"},
};

START_TEST(seconds_are_written)
{
    char iso[40], tiny[3];

    lmv__quantity_format(written[_i].seconds, iso, sizeof iso);
    ck_assert_str_eq(iso, written[_i].iso);
    lmv__quantity_format(written[_i].seconds, tiny, sizeof tiny);
    ck_assert_uint_lt(strlen(tiny), sizeof tiny);
}
END_TEST

static Suite *quantity_suite(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tcase = tcase_create("quantity");

    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, durations_are_read, 0, COUNT(durations));
    tcase_add_loop_test(tcase, numbers_are_read, 0, COUNT(numbers));
    tcase_add_test(tcase, only_the_span_counts);
    tcase_add_loop_test(tcase, settings_are_read, 0, COUNT(settings));
    tcase_add_loop_test(tcase, seconds_are_written, 0, COUNT(written));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(quantity_suite)
