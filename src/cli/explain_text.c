#include <config.h>

#include "cli/explain_out.h"

#include "cli/style.h"
#include "cli/table.h"
#include "engine/trace.h"
#include "rules/model.h"
#include "workbench/milli.h"
#include "workbench/reason.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NEARS = 3 }; /* that nobody asked for */

static void add_ink(lmv__buf *out, const lmv__explain *explain, lmv__ink ink)
{
    lmv__buf_adds(out, lmv__ink_on(explain->color, ink));
}

static void end_ink(lmv__buf *out, const lmv__explain *explain)
{
    lmv__buf_adds(out, lmv__ink_off(explain->color));
}

static void add_words(lmv__buf *out, lmv__slice text, size_t start, size_t end)
{
    lmv__buf_addc(out, '"');
    if (start <= end && end <= text.len)
        lmv__style_safe(out, text.ptr + start, end - start);
    lmv__buf_addc(out, '"');
}

/* ---- the comment with its evidence ---- */

static size_t count_spans(const lmv_result *result)
{
    size_t n = 0, i, k;

    for (i = 0; i < lmv_result_label_count(result); i++)
        for (k = 0; k < lmv_result_evidence_count(result, i); k++) {
            lmv_evidence_view view = {.size = (uint32_t)sizeof view};

            if (lmv_result_evidence(result, i, k, &view) == LMV_OK)
                n += view.span_count;
        }
    return n;
}

static size_t collect_spans(const lmv_result *result, lmv__mark *marks)
{
    size_t n = 0, i, k, s;

    for (i = 0; i < lmv_result_label_count(result); i++)
        for (k = 0; k < lmv_result_evidence_count(result, i); k++) {
            lmv_evidence_view view = {.size = (uint32_t)sizeof view};

            if (lmv_result_evidence(result, i, k, &view) != LMV_OK)
                continue;
            for (s = 0; s < view.span_count; s++)
                if (lmv_result_evidence_span(result, i, k, s, &marks[n].start,
                        &marks[n].end) == LMV_OK)
                    n++;
        }
    return n;
}

/* "survey.csv, record 7, id R_7, column comment" */
static void add_place(lmv__buf *out, const lmv__explain *explain)
{
    const lmv__explain_place *place = &explain->place;

    if (!place->file)
        return;
    add_ink(out, explain, LMV__INK_DIM);
    lmv__buf_addf(
        out, "%s, record %llu", place->file, (unsigned long long)place->record);
    if (place->id.len > 0) {
        lmv__buf_adds(out, ", id ");
        lmv__style_safe(out, place->id.ptr, place->id.len);
    }
    lmv__buf_adds(out, ", column ");
    lmv__style_safe(out, place->column.ptr, place->column.len);
    end_ink(out, explain);
    lmv__buf_addc(out, '\n');
}

static void add_comment(lmv__buf *out, const lmv__explain *explain)
{
    lmv__mark *marks = calloc(count_spans(explain->result) + 1, sizeof *marks);
    lmv__buf line;

    if (!marks) {
        out->failed = true;
        return;
    }
    add_place(out, explain);
    lmv__buf_init(&line);
    lmv__style_marked(&line, explain->text.ptr, explain->text.len, marks,
        collect_spans(explain->result, marks), explain->color);
    lmv__table_wrap(
        out, line.data ? line.data : "", line.len, 0, explain->width);
    lmv__buf_clear(&line);
    free(marks);
    lmv__buf_addf(out, "language: %s\n", lmv_result_language(explain->result));
    if (lmv_result_truncated(explain->result))
        lmv__buf_adds(out, "longer than 64 KiB: only its beginning was read\n");
    if (lmv_result_error(explain->result))
        lmv__buf_addf(out, "error: %s\n", lmv_result_error(explain->result));
}

/* ---- labels ---- */

static void add_evidence(
    lmv__buf *out, const lmv__explain *explain, size_t label, size_t i)
{
    lmv_evidence_view view = {.size = (uint32_t)sizeof view};

    if (lmv_result_evidence(explain->result, label, i, &view) != LMV_OK)
        return;
    lmv__buf_adds(out, "    ");
    add_words(out, explain->text, view.start, view.end);
    if (view.signal && *view.signal)
        lmv__buf_addf(out, "  signal %s", view.signal);
    if (view.file && *view.file)
        lmv__buf_addf(out, "  %s:%u", view.file, view.line);
    if (view.guards && *view.guards)
        lmv__buf_addf(out, "  inside %s", view.guards);
    lmv__buf_addc(out, '\n');
}

static void add_group(lmv__buf *out, const lmv__explain *explain, size_t label)
{
    const lmv_ruleset *rules = explain->setup->ruleset;
    size_t n = lmv_result_label_from_count(explain->result, label), i;

    lmv__buf_adds(out, "  group, from ");
    for (i = 0; i < n; i++)
        lmv__buf_addf(out, "%s%s", i ? ", " : "",
            lmv_theme_id(
                rules, lmv_result_label_from(explain->result, label, i)));
    lmv__buf_addc(out, '\n');
}

static void add_label(lmv__buf *out, const lmv__explain *explain, size_t label)
{
    const lmv_result *result = explain->result;
    const lmv_ruleset *rules = explain->setup->ruleset;
    size_t theme = lmv_result_label_theme(result, label), i;
    int64_t score = lmv_result_label_score(result, label);

    lmv__buf_addc(out, '\n');
    add_ink(out, explain, LMV__INK_BOLD);
    lmv__buf_adds(out, lmv_theme_id(rules, theme));
    end_ink(out, explain);
    if (lmv_theme_kind_of(rules, theme) == LMV_KIND_GROUP) {
        add_group(out, explain, label);
        return;
    }
    lmv__buf_adds(out, "  score ");
    lmv__milli_add(out, score);
    lmv__buf_adds(out, ", threshold ");
    lmv__milli_add(out, score - lmv_result_label_margin(result, label));
    lmv__buf_addf(out, ", by %s\n", lmv_result_label_classifier(result, label));
    for (i = 0; i < lmv_result_evidence_count(result, label); i++)
        add_evidence(out, explain, label, i);
    for (i = 0; i < lmv_result_attribute_count(result, label); i++)
        lmv__buf_addf(out, "    %s = %s\n",
            lmv_result_attribute_name(result, label, i),
            lmv_result_attribute_value(result, label, i));
}

static void add_labels(lmv__buf *out, const lmv__explain *explain)
{
    size_t n = lmv_result_label_count(explain->result), i;

    for (i = 0; i < n; i++)
        add_label(out, explain, i);
    if (n == 0)
        lmv__buf_adds(out, "\nno theme\n");
}

/* ---- what did not count ---- */

static void add_candidate(
    lmv__buf *out, const lmv__explain *explain, const lmv__candidate *candidate)
{
    const lmv_ruleset *rules = explain->setup->ruleset;
    const char *signal = lmv__reason_signal(rules, candidate);
    lmv__buf reason;

    lmv__buf_adds(out, "    ");
    add_words(out, explain->text, candidate->hull.start, candidate->hull.end);
    if (*signal)
        lmv__buf_addf(out, "  signal %s", signal);
    lmv__buf_adds(out, "  ");
    lmv__reason_place(out, rules, candidate->pos);
    if (candidate->weight != 1000) {
        lmv__buf_adds(out, "  weight ");
        lmv__milli_add(out, candidate->weight);
    }
    lmv__buf_init(&reason);
    lmv__reason_add(&reason, rules, explain->text, candidate);
    if (reason.len > 0) {
        lmv__buf_adds(out, "\n      ");
        add_ink(out, explain, LMV__INK_YELLOW);
        lmv__style_safe(out, reason.data, reason.len);
        end_ink(out, explain);
    }
    lmv__buf_clear(&reason);
    lmv__buf_addc(out, '\n');
}

static bool worth_showing(const lmv__explain *explain, const lmv__trace *trace)
{
    uint32_t i;

    if (!trace->assigned)
        return trace->n_candidates > 0 ||
               (explain->all_themes && trace->reported);
    for (i = 0; i < trace->n_candidates; i++)
        if (trace->candidates[i].state != LMV__ACCEPTED)
            return true;
    return false;
}

/* What came nearest of a theme of which nothing was found. */
static void add_near(
    lmv__buf *out, const lmv__explain *explain, const lmv__near *near)
{
    const lmv_ruleset *rules = explain->setup->ruleset;
    const lmv__signal *signal =
        &rules->themes[near->theme].signals[near->signal];
    lmv__buf reason;
    uint32_t i;

    lmv__buf_adds(out, "    ");
    for (i = 0; i < near->n_spans; i++) {
        lmv__buf_adds(out, i ? " ... " : "");
        add_words(out, explain->text, near->spans[i].start, near->spans[i].end);
    }
    if (signal->id.len > 0)
        lmv__buf_addf(out, "  signal %s", signal->id.ptr);
    lmv__buf_adds(out, "  ");
    lmv__reason_place(out, rules, near->pos);
    if (near->entry.len > 0) {
        lmv__buf_adds(out, "  ");
        lmv__reason_entry(out, near->entry);
    }
    lmv__buf_adds(out, "\n      ");
    add_ink(out, explain, LMV__INK_YELLOW);
    lmv__buf_init(&reason);
    lmv__near_reason(&reason, rules, explain->text, near);
    lmv__style_safe(out, reason.data ? reason.data : "", reason.len);
    lmv__buf_clear(&reason);
    end_ink(out, explain);
    lmv__buf_addc(out, '\n');
}

static const char *plugin_of(const lmv__explain *explain, size_t theme)
{
    const lmv__theme *rule = &explain->setup->ruleset->themes[theme];

    return rule->classifier.len > 0 ? rule->classifier.ptr : "";
}

/* "not assigned: score 0, threshold 1" */
static void add_verdict(lmv__buf *out, const lmv__explain *explain,
    size_t theme, const lmv__trace *trace)
{
    const lmv__theme *rule = &explain->setup->ruleset->themes[theme];

    if (trace->assigned) {
        lmv__buf_adds(out, rule->kind == LMV_KIND_HELPER
                               ? "  (a helper, never reported), besides:\n"
                               : ", besides:\n");
        return;
    }
    if (rule->kind == LMV_KIND_GROUP) {
        lmv__buf_adds(out, "  not assigned: a group, and none of its themes "
                           "is\n");
        return;
    }
    lmv__buf_adds(out, "  not assigned: score ");
    lmv__milli_add(out, trace->score);
    lmv__buf_adds(out, ", threshold ");
    lmv__milli_add(out, rule->threshold);
    if (trace->scored && trace->score >= rule->threshold)
        lmv__buf_addf(
            out, ", but %s decided otherwise", plugin_of(explain, theme));
    if (trace->n_candidates == 0 && explain->nears[theme].rank == 0)
        lmv__buf_adds(out, "; nothing of it is there");
    lmv__buf_addc(out, '\n');
}

static void add_rest(lmv__buf *out, const lmv__explain *explain, size_t theme)
{
    const lmv__theme *rule = &explain->setup->ruleset->themes[theme];
    lmv__trace trace;
    uint32_t i;

    if (!lmv__trace_theme(explain->scanner, theme, &trace) ||
        !worth_showing(explain, &trace))
        return;
    lmv__buf_addf(out, "\n%s%s%s", lmv__ink_on(explain->color, LMV__INK_DIM),
        rule->id.ptr, lmv__ink_off(explain->color));
    add_verdict(out, explain, theme, &trace);
    for (i = 0; i < trace.n_candidates; i++)
        if (!trace.assigned || trace.candidates[i].state != LMV__ACCEPTED)
            add_candidate(out, explain, &trace.candidates[i]);
    if (trace.n_candidates == 0 && explain->nears[theme].rank > 0)
        add_near(out, explain, &explain->nears[theme]);
}

/* Without --themes, only the nearest few that nobody asked for. */
static void add_nears(lmv__buf *out, const lmv__explain *explain)
{
    size_t n = explain->setup->ruleset->n_themes, shown, i;
    uint32_t below = UINT32_MAX;

    if (explain->all_themes)
        return;
    for (shown = 0; shown < MAX_NEARS; shown++) {
        size_t best = n;

        for (i = 0; i < n; i++)
            if (explain->nears[i].rank >= LMV__NEAR_WORTH &&
                explain->nears[i].rank < below &&
                (best == n ||
                    explain->nears[i].rank > explain->nears[best].rank))
                best = i;
        if (best == n)
            return;
        below = explain->nears[best].rank;
        lmv__buf_addf(out, "\n%s%s%s  not assigned, but near:\n",
            lmv__ink_on(explain->color, LMV__INK_DIM),
            explain->setup->ruleset->themes[best].id.ptr,
            lmv__ink_off(explain->color));
        add_near(out, explain, &explain->nears[best]);
    }
}

static void add_not_evaluated(lmv__buf *out, const lmv__explain *explain)
{
    const lmv_result *result = explain->result;
    size_t i;

    for (i = 0; i < lmv_result_not_evaluated_count(result); i++)
        lmv__buf_addf(out, "\n%s  not evaluated: %s (%s)\n",
            lmv_theme_id(explain->setup->ruleset,
                lmv_result_not_evaluated_theme(result, i)),
            lmv_result_not_evaluated_reason(result, i),
            lmv_result_not_evaluated_rule(result, i));
}

static void add_notes(lmv__buf *out, const lmv__explain *explain)
{
    size_t n = lmv__trace_note_count(explain->scanner), i, shown = 0;

    for (i = 0; i < n; i++) {
        const char *plugin,
            *note = lmv__trace_note(explain->scanner, i, &plugin);

        if (!note || strcmp(plugin, explain->plugin) != 0)
            continue;
        if (shown++ == 0)
            lmv__buf_addf(out, "\n%s notes:\n", explain->plugin);
        lmv__buf_adds(out, "    ");
        lmv__style_safe(out, note, strlen(note));
        lmv__buf_addc(out, '\n');
    }
    if (shown == 0)
        lmv__buf_addf(out, "\n%s noted nothing\n", explain->plugin);
}

void lmv__explain_text(const lmv__explain *explain, lmv__buf *out)
{
    size_t i;

    add_comment(out, explain);
    if (explain->show_tokens)
        lmv__explain_tokens(explain, out);
    add_labels(out, explain);
    for (i = 0; i < explain->setup->ruleset->n_themes; i++)
        add_rest(out, explain, i);
    add_nears(out, explain);
    add_not_evaluated(out, explain);
    if (explain->plugin)
        add_notes(out, explain);
}
