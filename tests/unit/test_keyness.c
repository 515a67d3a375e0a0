#include <config.h>

#include "unit.h"

#include "rules/model.h"
#include "workbench/collocations.h"
#include "workbench/contrast.h"
#include "workbench/grams.h"
#include "workbench/near.h"
#include "workbench/setup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- the numbers ---- */

START_TEST(associations)
{
    /* Dunning (1993), bigrams of a text of 31,777: both, A not B, B not A,
     * neither. */
    static const struct {
        double k[4], want;
    } cases[] = {
        {{110, 2442, 111, 29114}, 270.72},
        {{29, 13, 123, 31612}, 263.90},
        {{31, 23, 139, 31584}, 256.84},
    };
    const double *k = cases[_i].k;
    double got = lmv__keyness_association(
        k[0], k[0] + k[1], k[0] + k[2], k[0] + k[1] + k[2] + k[3]);

    ck_assert_msg(fabs(got - cases[_i].want) < 0.006, "%f", got);
}
END_TEST

START_TEST(keyness_of_two)
{
    /* By hand: E1 = 1000 * 40 / 3000, E2 = 2000 * 40 / 3000;
     * 2 (30 ln (30 / E1) + 10 ln (10 / E2)) */
    double got = lmv__keyness_g2(30, 10, 1000, 2000);
    double hand = 2 * (30 * log(2.25) + 10 * log(0.375));

    ck_assert(fabs(got - hand) < 1e-9);
    ck_assert(fabs(got - 29.0392) < 0.0001);
    ck_assert(lmv__keyness_g2(10, 20, 1000, 2000) < 1e-9); /* the same share */
    ck_assert(fabs(lmv__keyness_g2(5, 0, 10, 10) - 10 * log(2.0)) < 1e-9);
    ck_assert(!(lmv__keyness_g2(0, 0, 0, 0) > 0));
}
END_TEST

/* ---- counting in little room ---- */

START_TEST(a_full_table_drops_the_rare)
{
    lmv__grams grams;
    uint32_t i, row[2];

    ck_assert(lmv__grams_init(&grams, 100));
    for (i = 0; i < 1000; i++) {
        row[0] = 7;
        row[1] = 7;
        ck_assert(lmv__grams_add(&grams, row, 2, i, i % 2));
        row[1] = 1000 + i;
        ck_assert(lmv__grams_add(&grams, row, 2, i, 0));
        ck_assert(lmv__grams_add(&grams, row, 2, i, 0)); /* counted once */
    }
    ck_assert_uint_eq(grams.n + grams.pruned, 1001);
    ck_assert_uint_le(grams.n, 100);
    ck_assert_uint_eq(grams.floor > 0, 1);
    ck_assert_uint_eq(grams.items[0].families[0], 7);
    ck_assert_uint_eq(grams.items[0].families[1], 7);
    ck_assert_uint_eq(grams.items[0].counts[0], 500);
    ck_assert_uint_eq(grams.items[0].counts[1], 500);
    ck_assert_uint_eq(grams.items[0].n_samples, 3);
    ck_assert_uint_eq(grams.items[0].samples[2], 5);
    lmv__grams_clear(&grams);
}
END_TEST

/* ---- a corpus ---- */

typedef struct fixture {
    lmv__setup setup;
    lmv__corpus corpus;
    lmv__vocabulary v;
} fixture;

static const char comments[] =
    "id,comment\n"
    "1,\"Die Hotline war nie erreichbar, lange Warteschleife.\"\n"
    "2,\"Eure Kundenhotline und die Service-Hotlines sind besetzt.\"\n"
    "3,\"Kunden warten lange auf freundliche Leute.\"\n"
    "4,\"Ein freundlicher Herr war da. Freundlichen Service gab es auch.\"\n"
    "5,\"Hotline besetzt, Hotline besetzt!\"\n";

static void open_fixture(fixture *f)
{
    static const char path[] = "test_keyness.csv";
    static const char *const names[] = {"common"};
    static const char *const rules[] = {RULES_SRCDIR};
    lmv__setup_options setup;
    lmv__corpus_options options;
    FILE *file = fopen(path, "w");
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_ptr_nonnull(file);
    ck_assert_int_gt(fputs(comments, file), -1);
    fclose(file);
    memset(&setup, 0, sizeof setup);
    setup.packs.items = names;
    setup.packs.n = 1;
    setup.rules_path.items = rules;
    setup.rules_path.n = 1;
    ck_assert_msg(
        lmv__setup_open(&f->setup, &setup, &err) == LMV_OK, "%s", err.message);
    memset(&options, 0, sizeof options);
    options.path = path;
    ck_assert_msg(lmv__corpus_load(&f->corpus, &options, &err) == LMV_OK, "%s",
        err.message);
    unlink(path);
    ck_assert_int_eq(lmv__vocabulary_make(&f->v, &f->corpus,
                         f->setup.ruleset->langdata, "de", &err),
        LMV_OK);
}

static void close_fixture(fixture *f)
{
    lmv__vocabulary_clear(&f->v);
    lmv__corpus_clear(&f->corpus);
    lmv__setup_close(&f->setup);
}

static uint32_t family_of(const fixture *f, const char *folded)
{
    uint32_t at = lmv__map_get(&f->v.index, lmv__slice_of(folded));

    ck_assert_msg(at != LMV__MAP_NONE, "%s", folded);
    return lmv__vocabulary_word(&f->v, at)->family;
}

START_TEST(forms_and_compounds)
{
    fixture f;
    uint32_t hotline;

    open_fixture(&f);
    hotline = family_of(&f, "hotline");
    ck_assert_uint_eq(
        family_of(&f, "freundliche"), family_of(&f, "freundlicher"));
    ck_assert_uint_eq(
        family_of(&f, "freundliche"), family_of(&f, "freundlichen"));
    ck_assert_uint_eq(
        lmv__vocabulary_family(&f.v, family_of(&f, "kundenhotline"))->root,
        hotline);
    ck_assert_uint_eq(
        lmv__vocabulary_family(&f.v, family_of(&f, "service-hotlines"))->root,
        hotline);
    /* "Schleife" is no word of these comments. */
    ck_assert_uint_eq(
        lmv__vocabulary_family(&f.v, family_of(&f, "warteschleife"))->root,
        family_of(&f, "warteschleife"));
    ck_assert(lmv__vocabulary_word(
        &f.v, lmv__map_get(&f.v.index, lmv__slice_of("die")))
                  ->stop);
    close_fixture(&f);
}
END_TEST

/* The same letters in two languages. */
START_TEST(forms_of_one_language)
{
    static const char path[] = "test_keyness_two.csv";
    lmv__corpus_options options;
    fixture f;
    FILE *file = fopen(path, "w");
    lmv_error err = LMV_ERROR_INIT;

    open_fixture(&f);
    lmv__vocabulary_clear(&f.v);
    lmv__corpus_clear(&f.corpus);
    ck_assert_ptr_nonnull(file);
    fputs("id,lang,comment\n1,de,Am Ende kein Wort\n2,en,It ended well\n"
          "3,en,It ends well\n",
        file);
    fclose(file);
    memset(&options, 0, sizeof options);
    options.path = path;
    ck_assert_int_eq(lmv__corpus_load(&f.corpus, &options, &err), LMV_OK);
    unlink(path);
    ck_assert_int_eq(lmv__vocabulary_make(&f.v, &f.corpus,
                         f.setup.ruleset->langdata, NULL, &err),
        LMV_OK);
    ck_assert_uint_ne(family_of(&f, "ende"), family_of(&f, "ended"));
    close_fixture(&f);
}
END_TEST

START_TEST(keys_of_some_comments)
{
    static const unsigned char sides[] = {1, 1, 0, 0, 1};
    static const lmv__keyness_options options = {.min_count = 2, .min_g2 = 1};
    fixture f;
    lmv__keyness keyness;
    const lmv__key *first;
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf text;

    open_fixture(&f);
    ck_assert_int_eq(
        lmv__keyness_find(&keyness, &f.v, sides, &options, &err), LMV_OK);
    ck_assert_uint_eq(keyness.n_target, 3);
    ck_assert_uint_eq(keyness.n_rest, 2);
    ck_assert_uint_ge(keyness.keys.len, 2);
    first = lmv__keyness_at(&keyness, 0);
    lmv__buf_init(&text);
    lmv__key_text(&f.v, first, &text);
    ck_assert_str_eq(text.data, "Hotline");
    lmv__buf_reset(&text);
    lmv__key_entry(&f.v, first, &text);
    ck_assert_str_eq(text.data, "*Hotline");
    ck_assert_uint_eq(first->target, 3);
    ck_assert_uint_eq(first->rest, 0);
    ck_assert(fabs(first->g2 - 6 * log(5.0 / 3)) < 1e-9);
    ck_assert_uint_eq(first->n_samples, 3);
    ck_assert_uint_eq(first->samples[2], 4);
    lmv__buf_clear(&text);
    lmv__keyness_clear(&keyness);
    close_fixture(&f);
}
END_TEST

START_TEST(pairs_of_sentences)
{
    fixture f;
    lmv__collocations pairs;
    const lmv__pair_use *first;
    lmv_error err = LMV_ERROR_INIT;
    double all;

    open_fixture(&f);
    ck_assert_int_eq(lmv__collocations_find(&pairs, &f.v, 2, &err), LMV_OK);
    ck_assert_uint_eq(pairs.pairs.len, 0); /* no two words, twice */
    lmv__collocations_clear(&pairs);
    ck_assert_int_eq(lmv__collocations_find(&pairs, &f.v, 1, &err), LMV_OK);
    ck_assert_uint_eq(pairs.sentences, 6);
    first = lmv__collocations_at(&pairs, 0);
    all = lmv__keyness_association(
        first->both, first->in_a, first->in_b, (double)pairs.sentences);
    ck_assert(fabs(first->g2 - all) < 1e-9);
    lmv__collocations_clear(&pairs);
    close_fixture(&f);
}
END_TEST

START_TEST(slips)
{
    static const struct {
        const char *a, *b;
        unsigned limit, want;
    } cases[] = {
        {"beschwerde", "beschwerde", 2, 0},
        {"beschwerde", "beschwaerde", 1, 1},
        {"drekcig", "dreckig", 1, 1},
        {"rechnung", "rechnug", 1, 1},
        {"rechnung", "rechnen", 1, 2},
        {"rechnung", "berechnung", 2, 2},
        {"rechnung", "abrechnungen", 2, 3},
        {"", "a", 1, 1},
    };

    ck_assert_uint_eq(lmv__near_distance(lmv__slice_of(cases[_i].a),
                          lmv__slice_of(cases[_i].b), cases[_i].limit),
        cases[_i].want);
}
END_TEST

/* ---- groups of a column ---- */

static void group_values(
    const char *const *values, size_t n, lmv__contrast *out)
{
    lmv__corpus corpus;
    lmv_error err = LMV_ERROR_INIT;
    size_t i;

    memset(&corpus, 0, sizeof corpus);
    lmv__vec_init(&corpus.comments, sizeof(lmv__comment));
    for (i = 0; i < n; i++) {
        lmv__comment *comment = lmv__vec_push(&corpus.comments);

        ck_assert_ptr_nonnull(comment);
        comment->group = lmv__slice_of(values[i]);
    }
    ck_assert_int_eq(lmv__contrast_make(out, &corpus, &err), LMV_OK);
    lmv__vec_clear(&corpus.comments);
}

START_TEST(values_make_groups)
{
    static const char *const nps[] = {
        "0", "6", "7", "8", "9", "10", "5", " ", "10"};
    static const char *const stars[] = {"1", "5", "5,0", "3", ""};
    static const char *const ages[] = {
        "18", "19", "25", "31", "44", "52", "63", "70", "88"};
    static const char *const words[] = {"a", "b", "a", "c", "d", "e", "f", "g",
        "h", "i", "j", "k", "l", "m", "n"};
    lmv__contrast c;

    group_values(nps, 9, &c);
    ck_assert_uint_eq(c.groups.len, 3);
    ck_assert_str_eq(lmv__contrast_at(&c, 0)->label, "0-6");
    ck_assert_uint_eq(lmv__contrast_at(&c, 0)->comments, 3);
    ck_assert_uint_eq(lmv__contrast_at(&c, 1)->comments, 2);
    ck_assert_uint_eq(lmv__contrast_at(&c, 2)->comments, 3);
    ck_assert_uint_eq(c.empty, 1);
    ck_assert_uint_eq(c.of[7], LMV__NO_GROUP);
    lmv__contrast_clear(&c);
    group_values(stars, 5, &c);
    ck_assert_uint_eq(c.groups.len, 3); /* 5 and 5,0 are one */
    ck_assert_uint_eq(c.of[1], c.of[2]);
    lmv__contrast_clear(&c);
    group_values(ages, 9, &c);
    ck_assert_uint_eq(c.groups.len, 3);
    ck_assert_str_eq(lmv__contrast_at(&c, 0)->label, "18 to 25");
    ck_assert_str_eq(lmv__contrast_at(&c, 2)->label, "63 to 88");
    ck_assert_uint_eq(lmv__contrast_at(&c, 1)->comments, 3);
    lmv__contrast_clear(&c);
    group_values(words, 15, &c);
    ck_assert_uint_eq(c.groups.len, LMV__MAX_CONTRASTS);
    ck_assert_str_eq(lmv__contrast_at(&c, 0)->label, "a");
    ck_assert_uint_eq(c.others, 2);
    lmv__contrast_clear(&c);
}
END_TEST

static Suite *keyness_suite(void)
{
    Suite *s = suite_create("keyness");
    TCase *t = tcase_create("keyness");

    tcase_add_loop_test(t, associations, 0, 3);
    tcase_add_test(t, keyness_of_two);
    tcase_add_test(t, a_full_table_drops_the_rare);
    tcase_add_test(t, forms_and_compounds);
    tcase_add_test(t, forms_of_one_language);
    tcase_add_test(t, keys_of_some_comments);
    tcase_add_test(t, pairs_of_sentences);
    tcase_add_loop_test(t, slips, 0, 8);
    tcase_add_test(t, values_make_groups);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(keyness_suite)
