/*
 * Packs that nobody wrote: rule files grown from the loader's shapes, and the
 * same with bytes and lines changed.  Each loads or is refused; every message
 * has a code, a text and a place that is in the file; what loads can be run.
 * LMV_TEST_CASES raises the number of files.
 */
#include "unit.h"

#include "find_all.h"
#include "random_file.h"

#include "rules/codes.h"
#include "rules/load.h"
#include "rules/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *text_of_file; /* for messages */
static bool as_it_should_be;
static uint32_t lines_of_file, n_errors, n_refused, n_loaded;

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

    return wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 300;
}

static bool is_known(const char *code)
{
    for (size_t i = 0; lmv__rule_code(i); i++)
        if (!strcmp(lmv__rule_code(i)->code, code))
            return true;
    return false;
}

static void has_a_place(void *payload, const lmv_diagnostic *d)
{
    const char *path = payload;

    if (d->severity == LMV_NOTE) /* "12 more problems not shown" */
        return;
    n_errors += d->severity == LMV_ERROR;
    if (as_it_should_be) /* but an entry may turn out to be optional */
        ck_assert_msg(d->severity != LMV_ERROR || !strcmp(d->code, "E306"),
            "%s: %s\n%.4000s", d->code, d->message, text_of_file);
    ck_assert_msg(d->code && is_known(d->code), "code %s", d->code);
    ck_assert_msg(d->message && *d->message, "%s without words", d->code);
    ck_assert_msg(d->file && !strcmp(d->file, path), "%s: %s in %s\n%.4000s",
        d->code, d->message, d->file ? d->file : "no file", text_of_file);
    ck_assert_msg(
        d->line >= 1 && d->line <= lines_of_file + 1 && d->column >= 1,
        "%s: %s at %u:%u\n%.4000s", d->code, d->message, d->line, d->column,
        text_of_file);
    if (d->source_line)
        ck_assert_msg(d->column <= strlen(d->source_line) + 1,
            "%s: %s at %u:%u of '%s'", d->code, d->message, d->line, d->column,
            d->source_line);
}

/* Everything that the themes find in two comments. */
static void run_rules(const lmv_ruleset *rules)
{
    static const char *const texts[] = {
        "Service nie gut, rief zurück: 30 min x!", "kein hotline Mail 👍"};
    lmv__document *doc = lmv__document_new(rules->langdata);
    lmv__scan *scan = NULL;
    lmv__buf found;

    ck_assert_int_eq(lmv__scan_new(&scan, rules, NULL, NULL), LMV_OK);
    lmv__buf_init(&found);
    for (size_t t = 0; t < 2; t++) {
        ck_assert_int_eq(
            lmv__document_set(doc, texts[t], strlen(texts[t]), 0, NULL),
            LMV_OK);
        for (uint32_t i = 0; i < rules->n_order; i++)
            if (rules->themes[rules->order[i]].kind != LMV_KIND_GROUP)
                ck_assert_msg(find_all(scan, doc, rules->order[i], &found),
                    "%.2000s\n%.6000s", found.data, text_of_file);
    }
    lmv__buf_clear(&found);
    lmv__scan_free(scan);
    lmv__document_free(doc);
}

static void load_text(const lmv__buf *text, bool strict)
{
    static const char *const search[] = {TESTS_SRCDIR "/data/rules/match"};
    char path[64];
    FILE *file;
    const char *packs[] = {path};
    lmv_ruleset_options options = {.size = sizeof options,
        .search_path = search,
        .n_search_path = 1,
        .strict = strict,
        .diag = has_a_place,
        .payload = path};
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset *rules = NULL;
    lmv_status status;

    snprintf(path, sizeof path, "/tmp/lmv-random-%ld.yml", (long)getpid());
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text->data, 1, text->len, file), text->len);
    ck_assert_int_eq(fclose(file), 0);
    text_of_file = text->data;
    lines_of_file = 1;
    for (size_t i = 0; i < text->len; i++)
        lines_of_file += text->data[i] == '\n' || text->data[i] == '\r';
    n_errors = 0;
    status = lmv_ruleset_load(&rules, packs, 1, &options, &err);
    unlink(path);
    ck_assert_msg(status == LMV_OK || (n_errors > 0 && err.message[0]),
        "%d %s\n%.4000s", status, err.message, text->data);
    if (rules)
        run_rules(rules);
    n_loaded += rules != NULL;
    n_refused += rules == NULL;
    lmv_ruleset_free(rules);
}

/* Bytes changed, lines doubled, dropped or moved in. */
static void mutate(random_source *r, lmv__buf *text)
{
    static const char *const pieces[] = {"\"", "'", ": ", "- ", "\n", " ", "\t",
        "{", "}", "[", "]", "|", "&", "*", "#", "\\", "(", ")", "$", "...",
        "\xC3", "\0x", "{{", "=", "\xEF\xBB\xBF", "\r\n"};
    uint32_t count = 1 + BELOW(r, 4);

    for (uint32_t i = 0; i < count && text->len > 2; i++) {
        size_t at = BELOW(r, (uint32_t)text->len - 1);
        size_t len = 1 + BELOW(r, 40);
        const char *piece = PICK_OF(r, pieces);
        lmv__buf changed;

        len = len < text->len - at ? len : text->len - at;
        lmv__buf_init(&changed);
        lmv__buf_add(&changed, text->data, at);
        if (BELOW(r, 3) == 0) /* again */
            lmv__buf_add(&changed, text->data + at, len);
        else if (BELOW(r, 2)) /* something else */
            lmv__buf_add(&changed, piece, *piece ? strlen(piece) : 2);
        else /* gone */
            at += len;
        lmv__buf_add(&changed, text->data + at, text->len - at);
        lmv__buf_clear(text);
        *text = changed;
    }
}

static void load_many(uint64_t seed, uint32_t wrong, bool mutated)
{
    random_source r = {.below = below, .state = seed};

    n_loaded = n_refused = 0;
    as_it_should_be = !wrong;
    for (uint32_t i = 0, n = cases(); i < n; i++) {
        lmv__buf text;

        lmv__buf_init(&text);
        random_rule_file(&r, &text, wrong);
        if (mutated)
            mutate(&r, &text);
        load_text(&text, i % 2);
        lmv__buf_clear(&text);
    }
}

START_TEST(files_as_they_should_be)
{
    load_many(0x9E3779B97F4A7C15u, 0, false);
    ck_assert_uint_gt(n_loaded, 0);
}
END_TEST

START_TEST(files_with_mistakes)
{
    load_many(0xD1B54A32D192ED03u, 4, false);
    ck_assert_uint_gt(n_loaded, 0);
    ck_assert_uint_gt(n_refused, 0);
}
END_TEST

START_TEST(files_with_bytes_changed)
{
    load_many(0x94D049BB133111EBu, 3, true);
    ck_assert_uint_gt(n_loaded, 0);
    ck_assert_uint_gt(n_refused, 0);
}
END_TEST

static Suite *random_packs_suite(void)
{
    Suite *suite = suite_create("random_packs");
    TCase *tcase = tcase_create("random_packs");

    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, files_as_they_should_be);
    tcase_add_test(tcase, files_with_mistakes);
    tcase_add_test(tcase, files_with_bytes_changed);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(random_packs_suite)
