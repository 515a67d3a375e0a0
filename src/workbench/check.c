#include "workbench/check.h"

#include "rules/model.h"
#include "workbench/milli.h"
#include "workbench/reason.h"

#include <leitmotiv/scanner.h>

#include <string.h>

typedef struct checking {
    const lmv_ruleset *rules;
    lmv_scanner *scanner;
    lmv__reporter reporter;
    lmv__check_counts *counts;
    lmv__buf help;
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
    if (theme->disabled) {
        check->counts->disabled++;
        return LMV_OK;
    }
    if (theme->n_examples == 0 &&
        (theme->kind == LMV_KIND_THEME || theme->kind == LMV_KIND_FACET))
        check->counts->without_examples++;
    for (i = 0; i < theme->n_examples && status == LMV_OK; i++)
        status = check_example(check, index, &theme->examples[i], err);
    return status;
}

lmv_status lmv__check_run(const lmv__setup *setup, lmv_diag_fn diag,
    void *payload, lmv__check_counts *counts, lmv_error *err)
{
    checking check = {.rules = setup->ruleset, .counts = counts};
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
    return status;
}
