/*
 * The fast matcher against the plain one: random themes, random comments, the
 * same candidates.  LMV_TEST_CASES raises the
 * number of rule sets.
 */
#include "unit.h"

#include "find_all.h"
#include "match_fixture.h"
#include "random_rules.h"

#include <stdio.h>
#include <string.h>

static uint32_t below(random_source *source, uint32_t n)
{
    source->state ^= source->state << 13;
    source->state ^= source->state >> 7;
    source->state ^= source->state << 17;
    return (uint32_t)(source->state >> 33) % n;
}

static uint32_t cases(void)
{
    const char *wanted = getenv("LMV_TEST_CASES");

    return wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 60;
}

/* Finds in one comment by both; true when there is any. */
static bool compare(lmv_ruleset *rules, lmv__scan *const scans[2],
    lmv__document *doc, const lmv__buf *text, const char *body)
{
    lmv__buf found[2];
    bool any;

    for (int i = 0; i < 2; i++) {
        lmv__buf_init(&found[i]);
        ck_assert_int_eq(
            lmv__document_set(doc, text->data, text->len, 0, NULL), LMV_OK);
        ck_assert_msg(
            find_all(scans[i], doc,
                (uint32_t)lmv_ruleset_theme_find(rules, "t"), &found[i]),
            "%.2000s\ntext: %.1000s\n%.2000s", body, text->data, found[i].data);
    }
    ck_assert_msg(strcmp(found[0].data, found[1].data) == 0,
        "%.2000s\ntext: %.1000s\nnaive: %.1000s\nfast: %.1000s", body,
        text->data, found[0].data, found[1].data);
    any = strchr(found[0].data, '\n') != NULL;
    lmv__buf_clear(&found[0]);
    lmv__buf_clear(&found[1]);
    return any;
}

/* 40 comments; how many have a find. */
static uint32_t compare_many(
    lmv_ruleset *rules, random_source *source, const char *body)
{
    lmv__document *doc = lmv__document_new(rules->langdata);
    lmv__scan *scans[2];
    uint32_t hits = 0;

    ck_assert_ptr_nonnull(doc);
    ck_assert_int_eq(lmv__scan_new(&scans[0], rules, "naive", NULL), LMV_OK);
    ck_assert_int_eq(lmv__scan_new(&scans[1], rules, "fast", NULL), LMV_OK);
    for (uint32_t i = 0; i < 40; i++) {
        lmv__buf text;

        lmv__buf_init(&text);
        random_comment(source, &text);
        hits += compare(rules, scans, doc, &text, body);
        lmv__buf_clear(&text);
    }
    lmv__scan_free(scans[0]);
    lmv__scan_free(scans[1]);
    lmv__document_free(doc);
    return hits;
}

START_TEST(fast_finds_what_naive_finds)
{
    random_source source = {.below = below};
    uint32_t with_hits = 0, loaded = 0;

    source.state = 0x9E3779B97F4A7C15u + (uint64_t)_i * 7919;
    for (uint32_t round = 0; round < cases(); round++) {
        lmv_ruleset *rules;
        lmv__buf body;

        lmv__buf_init(&body);
        random_theme(&source, &body);
        rules = fixture_load(body.data);
        if (rules) { /* some entries are refused for good reasons */
            loaded++;
            with_hits += compare_many(rules, &source, body.data);
        }
        lmv__buf_clear(&body);
        lmv_ruleset_free(rules);
    }
    ck_assert_uint_gt(loaded, cases() / 3);
    ck_assert_uint_gt(with_hits, cases() * 4);
}
END_TEST

static Suite *differential_suite(void)
{
    Suite *suite = suite_create("differential");
    TCase *tcase = tcase_create("differential");

    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, fast_finds_what_naive_finds, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(differential_suite)
