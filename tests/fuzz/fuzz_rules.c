/*
 * Rule files: any bytes load or are refused with a place and a message; what
 * loads can be used.
 */
#include "rules.h"

#include "rules/match.h"

static unsigned errors;

static void take(void *payload, const lmv_diagnostic *d)
{
    (void)payload;
    FUZZ_ASSERT(d->message && d->message[0]);
    if (d->severity != LMV_NOTE) /* "12 more problems not shown" */
        FUZZ_ASSERT(d->code && d->code[0] && d->file && d->line && d->column);
    errors += d->severity == LMV_ERROR;
}

/* Everything that the rules find in a comment. */
static void find_all(const lmv_ruleset *rules, const char *text)
{
    lmv__document *doc = lmv__document_new(rules->langdata);
    lmv__scan *scan = NULL;

    FUZZ_ASSERT(doc && lmv__scan_new(&scan, rules, NULL, NULL) == LMV_OK);
    FUZZ_ASSERT(lmv__document_set(doc, text, strlen(text), LMV__LANG_UNKNOWN,
                    NULL) == LMV_OK);
    FUZZ_ASSERT(lmv__scan_begin(scan, doc, NULL) == LMV_OK);
    for (uint32_t i = 0; i < rules->n_order; i++) {
        uint32_t theme = rules->order[i], n;
        lmv__candidate *candidates;
        int64_t score;
        bool assigned;

        if (rules->themes[theme].kind == LMV_KIND_GROUP)
            continue;
        FUZZ_ASSERT(
            lmv__scan_theme(scan, theme, &candidates, &n, NULL) == LMV_OK);
        FUZZ_ASSERT(lmv__scan_score(scan, theme, candidates, n, &score,
                        &assigned, NULL) == LMV_OK);
    }
    lmv__scan_free(scan);
    lmv__document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset *rules;

    errors = 0;
    rules = fuzz_load_rules((const char *)data, size, size % 2, take, &err);
    if (rules) {
        find_all(rules, "Die Hotline ist nie erreichbar: a b c 3 Wochen!");
        find_all(rules, "No reply (x) for two weeks");
    } else {
        FUZZ_ASSERT(err.message[0] != '\0');
        FUZZ_ASSERT(err.status != LMV_ERULES || errors > 0);
    }
    lmv_ruleset_free(rules);
    return 0;
}
