#include "workbench/check.h"

#include "engine/core.h"
#include "rules/model.h"
#include "rules/report.h"
#include "workbench/lint.h"
#include "workbench/milli.h"
#include "workbench/reason.h"

#include <leitmotiv/scanner.h>

#include <string.h>

typedef struct checking {
    const lmv_ruleset *rules;
    const lmv_engine *engine;
    lmv_scanner *scanner;
    lmv__reporter reporter;
    lmv__check_counts *counts;
    lmv__buf help;
    uint64_t shown;    /* signals of the theme that an example shows */
    uint8_t languages; /* of the theme's match examples */
} checking;

static void add_candidate(lmv__buf *out, const lmv_ruleset *rules,
    lmv__slice text, const lmv__candidate *candidate)
{
    const char *signal = lmv__reason_signal(rules, candidate);

    lmv__buf_adds(out, "\"");
    lmv__buf_add(out, text.ptr + candidate->hull.start,
        candidate->hull.end - candidate->hull.start);
    lmv__buf_adds(out, "\" (");
    if (*signal)
        lmv__buf_addf(out, "signal %s, ", signal);
    lmv__reason_place(out, rules, candidate->pos);
    lmv__buf_adds(out, ")");
}

/* A match example that does not match. */
static void report_missing(checking *check, const lmv__theme *theme,
    const lmv__example *example, const lmv__trace *trace)
{
    const lmv__candidate *nearest = lmv__reason_nearest(trace);
    lmv__buf scores;

    lmv__buf_init(&scores);
    lmv__buf_reset(&check->help);
    lmv__milli_add(&scores, trace->score);
    lmv__buf_adds(&scores, ", threshold ");
    lmv__milli_add(&scores, theme->threshold);
    if (nearest) {
        lmv__buf_adds(&check->help, "nearest: ");
        add_candidate(&check->help, check->rules, example->text, nearest);
        if (nearest->state != LMV__ACCEPTED)
            lmv__buf_adds(&check->help, ", ");
        lmv__reason_add(&check->help, check->rules, example->text, nearest);
    } else {
        lmv__buf_adds(&check->help, "no entry of this theme finds anything "
                                    "in it");
    }
    lmv__report(&check->reporter, check->rules, LMV_ERROR, "E501", example->pos,
        check->help.data, "this comment does not get %s: score %s",
        theme->id.ptr, scores.data ? scores.data : "0");
    lmv__buf_clear(&scores);
}

/* A no_match example that matches. */
static void report_surplus(checking *check, const lmv__theme *theme,
    const lmv__example *example, const lmv__trace *trace)
{
    uint32_t i, shown = 0;

    lmv__buf_reset(&check->help);
    for (i = 0; i < trace->n_candidates; i++)
        if (trace->candidates[i].state == LMV__ACCEPTED && shown < 5) {
            lmv__buf_adds(&check->help, shown++ ? "; " : "its evidence: ");
            add_candidate(&check->help, check->rules, example->text,
                &trace->candidates[i]);
        }
    lmv__report(&check->reporter, check->rules, LMV_ERROR, "E502", example->pos,
        check->help.data, "this comment must not get %s", theme->id.ptr);
}

/* Could a limit have kept the theme from being decided? */
static bool not_evaluated(const lmv_result *result, size_t theme)
{
    size_t i;

    for (i = 0; i < lmv_result_not_evaluated_count(result); i++)
        if (lmv_result_not_evaluated_theme(result, i) == theme)
            return true;
    return false;
}

/* What a match example says of its theme: a language, some signals. */
static void note_shown(checking *check, const lmv__example *example,
    const lmv_result *result, const lmv__trace *trace)
{
    int language = lmv__langdata_find(
        check->rules->langdata, lmv__slice_of(lmv_result_language(result)));

    for (uint32_t i = 0; i < trace->n_candidates; i++)
        if (trace->candidates[i].state != LMV__BLOCKED &&
            trace->candidates[i].signal < 64)
            check->shown |= UINT64_C(1) << trace->candidates[i].signal;
    if (example->match)
        check->languages |= (uint8_t)(language < 0 ? 0xffu : 1u << language);
}

/* The same comment on both sides. */
static void check_contradictions(checking *check, const lmv__theme *theme)
{
    for (uint32_t i = 1; i < theme->n_examples; i++)
        for (uint32_t k = 0; k < i; k++) {
            const lmv__example *a = &theme->examples[k],
                               *b = &theme->examples[i];

            if (a->match == b->match || a->asked != b->asked ||
                !lmv__slice_same(a->text, b->text))
                continue;
            lmv__report(&check->reporter, check->rules, LMV_ERROR, "E504",
                b->pos, "it cannot be both; take one of them out",
                "this comment is a match example too, at line %u", a->pos.line);
            check->counts->failed++;
            break;
        }
}

/* W505 and W506: what the examples leave out. */
static void check_shown(checking *check, const lmv__theme *theme)
{
    uint8_t wanted = check->rules->packs[theme->pack].languages;

    for (int i = 0; i < 8; i++) {
        const char *code = lmv__langdata_code(check->rules->langdata, i);

        if (code && (wanted & ~check->languages) >> i & 1)
            lmv__report(&check->reporter, check->rules, LMV_WARNING, "W505",
                theme->pos,
                "write a comment that has to match, as you know "
                "them from surveys",
                "the theme '%s' has no match example in '%s'", theme->id.ptr,
                code);
    }
    for (uint32_t i = 0; i < theme->n_signals && i < 64; i++)
        if (!(check->shown >> i & 1))
            lmv__report(&check->reporter, check->rules, LMV_WARNING, "W506",
                theme->signals[i].pos, "write a comment that it has to find",
                "no example shows the signal '%s' of '%s'",
                theme->signals[i].id.len ? theme->signals[i].id.ptr : "words",
                theme->id.ptr);
}

static lmv_status check_example(checking *check, size_t theme_index,
    const lmv__example *example, lmv_error *err)
{
    const lmv__theme *theme = &check->rules->themes[theme_index];
    lmv_scan_options options = LMV_SCAN_OPTIONS_INIT;
    const lmv_result *result;
    lmv__trace trace;
    lmv_status status;

    options.language = example->language.len ? example->language.ptr : NULL;
    options.asked = example->asked;
    status = lmv_scanner_scan_with(check->scanner, example->text.ptr,
        example->text.len, &options, &result, err);

    if (status != LMV_OK)
        return status;
    check->counts->examples++;
    if (!lmv__trace_theme(check->scanner, theme_index, &trace))
        return LMV_OK;
    note_shown(check, example, result, &trace);
    if (lmv_result_error(result) || not_evaluated(result, theme_index))
        lmv__report(&check->reporter, check->rules, LMV_ERROR, "E503",
            example->pos, NULL, "%s could not be decided: %s", theme->id.ptr,
            lmv_result_error(result) ? lmv_result_error(result)
                                     : "a limit was reached");
    else if (example->match && !trace.assigned)
        report_missing(check, theme, example, &trace);
    else if (!example->match && trace.assigned)
        report_surplus(check, theme, example, &trace);
    else
        return LMV_OK;
    check->counts->failed++;
    return LMV_OK;
}

static lmv_status check_theme(checking *check, size_t index, lmv_error *err)
{
    const lmv__theme *theme = &check->rules->themes[index];
    lmv_status status = LMV_OK;
    uint32_t i;

    if (theme->off)
        return LMV_OK;
    check->counts->themes++;
    /* by the loader, or by its plugin: each has said why */
    if (theme->disabled || !check->engine->roles[index].active) {
        check->counts->disabled++;
        return LMV_OK;
    }
    check_contradictions(check, theme);
    check->shown = 0;
    check->languages = 0;
    if (theme->n_examples == 0 &&
        (theme->kind == LMV_KIND_THEME || theme->kind == LMV_KIND_FACET))
        check->counts->without_examples++;
    for (i = 0; i < theme->n_examples && status == LMV_OK; i++)
        status = check_example(check, index, &theme->examples[i], err);
    if (status == LMV_OK &&
        (theme->kind == LMV_KIND_THEME || theme->kind == LMV_KIND_FACET) &&
        lmv__lint_wants(check->rules, theme))
        check_shown(check, theme);
    return status;
}

static lmv_status lint(checking *check)
{
    lmv_status status = lmv__lint_words(check->rules, &check->reporter);

    if (status == LMV_OK)
        status = lmv__lint_raw(check->rules, &check->reporter);
    return status == LMV_OK ? lmv__lint_logic(check->rules, &check->reporter)
                            : status;
}

lmv_status lmv__check_run(const lmv__setup *setup, lmv_diag_fn diag,
    void *payload, lmv__check_counts *counts, lmv_error *err)
{
    checking check = {
        .rules = setup->ruleset, .engine = setup->engine, .counts = counts};
    lmv_status status;
    size_t i;

    memset(counts, 0, sizeof *counts);
    counts->packs = setup->ruleset->n_packs;
    check.reporter.diag = diag;
    check.reporter.payload = payload;
    lmv__buf_init(&check.help);
    status = lmv_scanner_new(&check.scanner, setup->engine, err);
    for (i = 0; i < setup->ruleset->n_themes && status == LMV_OK; i++)
        status = check_theme(&check, i, err);
    lmv_scanner_free(check.scanner);
    lmv__buf_clear(&check.help);
    if (status == LMV_OK && lint(&check) != LMV_OK)
        status = lmv__error_nomem(err);
    lmv__report_end(&check.reporter);
    return status;
}
