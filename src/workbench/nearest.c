#include "workbench/nearest_inner.h"

#include "rules/program.h"
#include "workbench/reason.h"

#include <stdlib.h>
#include <string.h>

static lmv_status make(lmv__nearest *n, lmv_error *err)
{
    lmv_status status = lmv__near_build(n);

    if (status == LMV_OK)
        status = lmv__scan_new(&n->strict, n->rules, NULL, err);
    if (status == LMV_OK)
        status = lmv__scan_new(&n->loose, &n->relaxed, "naive", err);
    if (status != LMV_OK)
        return status == LMV_ENOMEM ? lmv__error_nomem(err) : status;
    n->hits = calloc((size_t)n->relaxed.programs->n + 1, sizeof *n->hits);
    n->stamps = calloc((size_t)n->relaxed.programs->n + 1, sizeof *n->stamps);
    return n->hits && n->stamps ? LMV_OK : lmv__error_nomem(err);
}

lmv_status lmv__nearest_new(
    lmv__nearest **out, const lmv_ruleset *rules, lmv_error *err)
{
    lmv__nearest *n = calloc(1, sizeof *n);
    lmv_status status;

    *out = NULL;
    if (!n)
        return lmv__error_nomem(err);
    n->rules = rules;
    n->relaxed = *rules;
    n->relaxed.programs = NULL;
    lmv__arena_init(&n->relaxed.arena, 65536);
    lmv__arena_init(&n->arena, 4096);
    status = make(n, err);
    if (status == LMV_OK)
        *out = n;
    else
        lmv__nearest_free(n);
    return status;
}

void lmv__nearest_free(lmv__nearest *n)
{
    if (!n)
        return;
    lmv__scan_free(n->strict);
    lmv__scan_free(n->loose);
    lmv__rules_free_programs(&n->relaxed);
    lmv__arena_clear(&n->relaxed.arena);
    lmv__arena_clear(&n->arena);
    free(n->hits);
    free(n->stamps);
    free(n);
}

/* Every sentence admits every language: that is judged afterwards. */
static lmv_status open_sentences(lmv__scan *scan, lmv_error *err)
{
    lmv__sentence *open = lmv__arena_alloc(
        &scan->arena, (size_t)scan->n_sentences + 1, sizeof *open);
    uint32_t i;

    if (!open)
        return lmv__error_nomem(err);
    for (i = 0; i < scan->n_sentences; i++) {
        open[i] = scan->sentences[i];
        open[i].admits = 0xFF;
    }
    scan->sentences = open;
    return LMV_OK;
}

lmv_status lmv__nearest_begin(
    lmv__nearest *n, lmv__document *doc, lmv_error *err)
{
    lmv_status status;

    n->doc = doc;
    n->stamp++;
    lmv__arena_reset(&n->arena);
    status = lmv__scan_begin(n->strict, doc, err);
    if (status == LMV_OK)
        status = lmv__scan_begin(n->loose, doc, err);
    if (status != LMV_OK)
        return status;
    if (lmv__scan_cut(n->strict) != LMV_OK || lmv__scan_cut(n->loose) != LMV_OK)
        return lmv__error_nomem(err);
    return open_sentences(n->loose, err);
}

static void judge_matcher(lmv__nearest *n, uint32_t theme, uint32_t signal,
    const lmv__matcher *matcher, lmv__near *best)
{
    uint32_t i;

    switch (matcher->kind) {
    case LMV__MATCH_WORDS:
        for (i = 0; i < matcher->words.n_patterns; i++)
            lmv__near_entry_judge(
                n, theme, signal, matcher->words.patterns[i], best);
        break;
    case LMV__MATCH_ANY:
        for (i = 0; i < matcher->n_parts; i++)
            judge_matcher(n, theme, signal, &matcher->parts[i], best);
        break;
    case LMV__MATCH_NEAR:
    case LMV__MATCH_ALL:
    case LMV__MATCH_AT_LEAST:
        lmv__near_match_judge(n, theme, signal, matcher, best);
        break;
    case LMV__MATCH_PATTERN: /* says nothing of why it does not match */
    case LMV__MATCH_THEME:
        break;
    }
}

lmv_status lmv__nearest_theme(
    lmv__nearest *n, uint32_t theme, lmv__near *out, lmv_error *err)
{
    const lmv__theme *t = &n->rules->themes[theme];
    uint32_t i;

    memset(out, 0, sizeof *out);
    out->theme = theme;
    n->strict->theme = n->loose->theme = theme;
    for (i = 0; i < t->n_signals && !t->disabled; i++)
        if (t->signals[i].weight > 0)
            judge_matcher(n, theme, i, &t->signals[i].matcher, out);
    if (n->strict->status != LMV_OK || n->loose->status != LMV_OK)
        return lmv__error_nomem(err);
    return LMV_OK;
}

/* ---- words ---- */

const char *lmv__near_name(lmv__near_kind kind)
{
    static const char *const names[] = {"none", "missing", "part", "spelling",
        "sentence", "language", "order", "far", "case", "between"};

    return names[kind];
}

static void add_words(lmv__buf *out, lmv__slice text, lmv__span span)
{
    if (span.start > span.end || span.end > text.len)
        return;
    lmv__buf_addc(out, '"');
    lmv__buf_add(out, text.ptr + span.start, span.end - span.start);
    lmv__buf_addc(out, '"');
}

static void add_lacking(lmv__buf *out, const lmv__near *near)
{
    bool several = near->entry.len == 0;

    if (several) {
        lmv__buf_addf(out, "none of these is there: %.*s",
            (int)near->lacking.len, near->lacking.ptr);
        return;
    }
    lmv__buf_adds(out, "the word `");
    lmv__reason_entry(out, near->lacking);
    lmv__buf_adds(out, "` is missing");
}

static void add_languages(
    lmv__buf *out, const lmv_ruleset *rules, const lmv__near *near)
{
    int i, n = lmv__langdata_count(rules->langdata);
    bool first = true;

    lmv__buf_adds(out, "the entry is for ");
    for (i = 0; i < n; i++)
        if (near->languages & (1u << i)) {
            lmv__buf_addf(out, "%s%s", first ? "" : ", ",
                lmv__langdata_code(rules->langdata, i));
            first = false;
        }
    lmv__buf_addf(out, ", the sentence is %s",
        lmv__langdata_code(rules->langdata, near->language));
}

void lmv__near_reason(lmv__buf *out, const lmv_ruleset *rules, lmv__slice text,
    const lmv__near *near)
{
    switch (near->kind) {
    case LMV__NEAR_NONE:
        lmv__buf_adds(out, "nothing of it is there");
        return;
    case LMV__NEAR_MISSING:
        add_lacking(out, near);
        return;
    case LMV__NEAR_PART:
    case LMV__NEAR_SPELLING:
        add_words(out, text, near->other);
        lmv__buf_addf(out,
            near->kind == LMV__NEAR_PART
                ? " is a longer word than `%.*s`"
                : " is spelled a little differently than `%.*s`",
            (int)near->lacking.len, near->lacking.ptr);
        return;
    case LMV__NEAR_SENTENCE:
        lmv__buf_adds(out, "its words stand in several sentences");
        return;
    case LMV__NEAR_LANGUAGE:
        add_languages(out, rules, near);
        return;
    case LMV__NEAR_CASE:
        lmv__buf_adds(out, "small and capital letters differ");
        return;
    case LMV__NEAR_FAR:
        lmv__buf_addf(
            out, "distance %u > %u between ", near->distance, near->limit);
        break;
    case LMV__NEAR_ORDER:
        lmv__buf_adds(out, "another order: ");
        add_words(out, text, near->right);
        lmv__buf_adds(out, " stands before ");
        add_words(out, text, near->left);
        return;
    case LMV__NEAR_BETWEEN:
        lmv__buf_adds(out, "there is a sign between ");
        break;
    }
    add_words(out, text, near->left);
    lmv__buf_adds(out, " and ");
    add_words(out, text, near->right);
}
