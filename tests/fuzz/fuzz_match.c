/*
 * The matchers: a random theme and a random comment, drawn by the fuzzer's
 * bytes.  Both engines find the same; spans lie in the comment, on grapheme
 * borders.
 */
#include "rules.h"

#include "../unit/find_all.h"
#include "../unit/random_rules.h"

static uint32_t below(random_source *source, uint32_t n)
{
    uint32_t value;

    if (source->size == 0)
        return 0;
    source->size--;
    value = *source->data++;
    if (n > 256 && source->size > 0) {
        source->size--;
        value = value << 8 | *source->data++;
    }
    return value % n;
}

static void check_borders(lmv__scan *scan, lmv__document *doc, uint32_t theme)
{
    lmv__candidate *candidates;
    uint32_t n;

    FUZZ_ASSERT(lmv__scan_begin(scan, doc, NULL) == LMV_OK);
    FUZZ_ASSERT(lmv__scan_theme(scan, theme, &candidates, &n, NULL) == LMV_OK);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < candidates[i].n_spans; k++) {
            lmv__span span = candidates[i].spans[k];
            lmv__span whole = lmv__document_graphemes(doc, span);

            FUZZ_ASSERT(span.start == whole.start && span.end == whole.end);
        }
}

static void compare(const lmv_ruleset *rules, const lmv__buf *text)
{
    static const char *const engines[] = {"naive", "fast"};
    uint32_t theme = (uint32_t)lmv_ruleset_theme_find(rules, "t");
    lmv__document *doc = lmv__document_new(rules->langdata);
    lmv__buf found[2];

    FUZZ_ASSERT(doc);
    for (int i = 0; i < 2; i++) {
        lmv__scan *scan;

        lmv__buf_init(&found[i]);
        FUZZ_ASSERT(lmv__scan_new(&scan, rules, engines[i], NULL) == LMV_OK);
        FUZZ_ASSERT(lmv__document_set(doc, text->data, text->len,
                        LMV__LANG_UNKNOWN, NULL) == LMV_OK);
        FUZZ_ASSERT(find_all(scan, doc, theme, &found[i]));
        check_borders(scan, doc, theme);
        lmv__scan_free(scan);
    }
    FUZZ_ASSERT(strcmp(found[0].data, found[1].data) == 0);
    lmv__buf_clear(&found[0]);
    lmv__buf_clear(&found[1]);
    lmv__document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "leitmotiv: 1\npack: {id: t, version: 1.0.0, "
                               "title: {de: T}, languages: [de, en], "
                               "license: Apache-2.0}\n";
    random_source source = {.below = below, .data = data, .size = size};
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset *rules;
    lmv__buf body, text;

    lmv__buf_init(&body);
    lmv__buf_init(&text);
    lmv__buf_adds(&body, head);
    random_theme(&source, &body);
    rules = fuzz_load_rules(body.data, body.len, true, NULL, &err);
    for (int i = 0; rules && i < 4; i++) {
        lmv__buf_reset(&text);
        lmv__buf_adds(&text, "");
        random_comment(&source, &text);
        compare(rules, &text);
    }
    lmv_ruleset_free(rules);
    lmv__buf_clear(&body);
    lmv__buf_clear(&text);
    return 0;
}
