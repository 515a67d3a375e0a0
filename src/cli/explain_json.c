#include <config.h>

#include "cli/explain_out.h"

#include "base/json.h"
#include "engine/trace.h"
#include "rules/model.h"
#include "workbench/reason.h"

#include <string.h>

static void pair(lmv__json_writer *json, const char *key, const char *text)
{
    lmv__json_key(json, key);
    lmv__json_text(json, text);
}

static void span(lmv__json_writer *json, lmv__slice text, size_t start,
    size_t end, const char *key)
{
    lmv__json_key(json, "start");
    lmv__json_uint(json, start);
    lmv__json_key(json, "end");
    lmv__json_uint(json, end);
    lmv__json_key(json, key);
    if (start <= end && end <= text.len)
        lmv__json_string(json, text.ptr + start, end - start);
    else
        lmv__json_null(json);
}

static void milli(lmv__json_writer *json, const char *key, int64_t value)
{
    lmv__json_key(json, key);
    lmv__json_milli(json, value);
}

static void place(lmv__json_writer *json, const char *file, uint32_t line)
{
    lmv__buf rule;

    lmv__buf_init(&rule);
    lmv__buf_addf(&rule, "%s:%u", file, line);
    pair(json, "rule", rule.data);
    lmv__buf_clear(&rule);
}

static void add_evidence(
    lmv__json_writer *json, const lmv__explain *explain, size_t label, size_t i)
{
    lmv_evidence_view view = {.size = (uint32_t)sizeof view};

    if (lmv_result_evidence(explain->result, label, i, &view) != LMV_OK)
        return;
    lmv__json_begin(json, '{');
    span(json, explain->text, view.start, view.end, "text");
    pair(json, "signal", view.signal);
    place(json, view.file, view.line);
    pair(json, "guards", view.guards);
    lmv__json_end(json, '}');
}

static void add_attributes(
    lmv__json_writer *json, const lmv_result *result, size_t label)
{
    size_t i;

    lmv__json_key(json, "attributes");
    lmv__json_begin(json, '{');
    for (i = 0; i < lmv_result_attribute_count(result, label); i++)
        pair(json, lmv_result_attribute_name(result, label, i),
            lmv_result_attribute_value(result, label, i));
    lmv__json_end(json, '}');
}

static void add_label(
    lmv__json_writer *json, const lmv__explain *explain, size_t label)
{
    const lmv_result *result = explain->result;
    const lmv_ruleset *rules = explain->setup->ruleset;
    int64_t score = lmv_result_label_score(result, label);
    size_t i;

    lmv__json_begin(json, '{');
    pair(json, "theme",
        lmv_theme_id(rules, lmv_result_label_theme(result, label)));
    milli(json, "score", score);
    milli(json, "threshold", score - lmv_result_label_margin(result, label));
    pair(json, "classifier", lmv_result_label_classifier(result, label));
    lmv__json_key(json, "from");
    lmv__json_begin(json, '[');
    for (i = 0; i < lmv_result_label_from_count(result, label); i++)
        lmv__json_text(
            json, lmv_theme_id(rules, lmv_result_label_from(result, label, i)));
    lmv__json_end(json, ']');
    add_attributes(json, result, label);
    lmv__json_key(json, "evidence");
    lmv__json_begin(json, '[');
    for (i = 0; i < lmv_result_evidence_count(result, label); i++)
        add_evidence(json, explain, label, i);
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

static void add_candidate(lmv__json_writer *json, const lmv__explain *explain,
    const lmv__candidate *candidate)
{
    const lmv_ruleset *rules = explain->setup->ruleset;
    lmv__buf reason;

    lmv__buf_init(&reason);
    lmv__reason_add(&reason, rules, explain->text, candidate);
    lmv__json_begin(json, '{');
    pair(json, "theme", rules->themes[candidate->theme].id.ptr);
    span(json, explain->text, candidate->hull.start, candidate->hull.end,
        "text");
    pair(json, "signal", lmv__reason_signal(rules, candidate));
    place(json, lmv__reason_file(rules, candidate->pos), candidate->pos.line);
    milli(json, "weight", candidate->weight);
    pair(json, "by", lmv__reason_name(rules, candidate));
    pair(json, "reason", reason.len ? reason.data : NULL);
    lmv__json_key(json, "blocker");
    if (candidate->blocker.end > candidate->blocker.start) {
        lmv__json_begin(json, '{');
        span(json, explain->text, candidate->blocker.start,
            candidate->blocker.end, "text");
        lmv__json_end(json, '}');
    } else {
        lmv__json_null(json);
    }
    lmv__json_end(json, '}');
    lmv__buf_clear(&reason);
}

/* Everything that the rules found and that did not count. */
static void add_blocked(lmv__json_writer *json, const lmv__explain *explain)
{
    size_t theme;
    uint32_t i;

    lmv__json_key(json, "blocked");
    lmv__json_begin(json, '[');
    for (theme = 0; theme < explain->setup->ruleset->n_themes; theme++) {
        lmv__trace trace;

        if (!lmv__trace_theme(explain->scanner, theme, &trace))
            continue;
        for (i = 0; i < trace.n_candidates; i++)
            if (trace.candidates[i].state != LMV__ACCEPTED)
                add_candidate(json, explain, &trace.candidates[i]);
    }
    lmv__json_end(json, ']');
}

/* ---- themes ---- */

static void add_near(
    lmv__json_writer *json, const lmv__explain *explain, const lmv__near *near)
{
    const lmv_ruleset *rules = explain->setup->ruleset;
    lmv__buf reason;
    uint32_t i;

    lmv__buf_init(&reason);
    lmv__near_reason(&reason, rules, explain->text, near);
    lmv__json_begin(json, '{');
    pair(json, "kind", lmv__near_name(near->kind));
    pair(json, "signal",
        rules->themes[near->theme].signals[near->signal].id.ptr);
    place(json, lmv__reason_file(rules, near->pos), near->pos.line);
    lmv__json_key(json, "entry");
    lmv__json_slice(json, near->entry);
    lmv__json_key(json, "words");
    lmv__json_begin(json, '[');
    for (i = 0; i < near->n_spans; i++) {
        lmv__json_begin(json, '{');
        span(json, explain->text, near->spans[i].start, near->spans[i].end,
            "text");
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
    lmv__json_key(json, "lacking");
    if (near->lacking.len > 0)
        lmv__json_slice(json, near->lacking);
    else
        lmv__json_null(json);
    lmv__json_key(json, "distance");
    if (near->kind == LMV__NEAR_FAR)
        lmv__json_uint(json, near->distance);
    else
        lmv__json_null(json);
    lmv__json_key(json, "limit");
    if (near->kind == LMV__NEAR_FAR)
        lmv__json_uint(json, near->limit);
    else
        lmv__json_null(json);
    pair(json, "reason", reason.data);
    lmv__json_end(json, '}');
    lmv__buf_clear(&reason);
}

/* Every theme of which there is something to say, or that was asked for. */
static void add_themes(lmv__json_writer *json, const lmv__explain *explain)
{
    const lmv_ruleset *rules = explain->setup->ruleset;
    size_t i;

    lmv__json_key(json, "themes");
    lmv__json_begin(json, '[');
    for (i = 0; i < rules->n_themes; i++) {
        const lmv__near *near = &explain->nears[i];
        lmv__trace trace;

        if (!lmv__trace_theme(explain->scanner, i, &trace) || !trace.reported ||
            (!explain->all_themes && !trace.assigned &&
                trace.n_candidates == 0 && near->rank < LMV__NEAR_WORTH))
            continue;
        lmv__json_begin(json, '{');
        pair(json, "theme", rules->themes[i].id.ptr);
        lmv__json_key(json, "assigned");
        lmv__json_bool(json, trace.assigned);
        milli(json, "score", trace.score);
        milli(json, "threshold", rules->themes[i].threshold);
        lmv__json_key(json, "nearest");
        if (near->rank > 0)
            add_near(json, explain, near);
        else
            lmv__json_null(json);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

/* Where it stands; null for a comment that was given as such. */
static void add_place(lmv__json_writer *json, const lmv__explain *explain)
{
    const lmv__explain_place *at = &explain->place;

    pair(json, "file", at->file);
    lmv__json_key(json, "record");
    if (at->file)
        lmv__json_uint(json, at->record);
    else
        lmv__json_null(json);
    lmv__json_key(json, "id");
    if (at->id.len > 0)
        lmv__json_slice(json, at->id);
    else
        lmv__json_null(json);
    lmv__json_key(json, "column");
    if (at->file)
        lmv__json_slice(json, at->column);
    else
        lmv__json_null(json);
}

static void add_not_evaluated(
    lmv__json_writer *json, const lmv__explain *explain)
{
    const lmv_result *result = explain->result;
    size_t i;

    lmv__json_key(json, "not_evaluated");
    lmv__json_begin(json, '[');
    for (i = 0; i < lmv_result_not_evaluated_count(result); i++) {
        lmv__json_begin(json, '{');
        pair(json, "theme",
            lmv_theme_id(explain->setup->ruleset,
                lmv_result_not_evaluated_theme(result, i)));
        pair(json, "rule", lmv_result_not_evaluated_rule(result, i));
        pair(json, "reason", lmv_result_not_evaluated_reason(result, i));
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void add_tokens(lmv__json_writer *json, const lmv__explain *explain,
    const lmv__token *tokens, const lmv__clause *clause)
{
    static const char *const kinds[] = {
        "other", "word", "number", "punctuation", "emoji", "other"};
    uint32_t i;

    lmv__json_begin(json, '[');
    for (i = 0; i < clause->n_tokens; i++) {
        const lmv__token *token = &tokens[clause->first_token + i];

        lmv__json_begin(json, '{');
        pair(json, "kind", kinds[token->kind < 6 ? token->kind : 0]);
        span(json, explain->text, token->span.start, token->span.end, "text");
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void add_sentences(lmv__json_writer *json, const lmv__explain *explain)
{
    lmv__document *doc = lmv__trace_document(explain->scanner);
    uint32_t n, k, s, c;
    const lmv__sentence *sentences = lmv__document_sentences(doc, &n);
    const lmv__clause *clauses = lmv__document_clauses(doc, &k);
    const lmv__token *tokens = lmv__document_tokens(doc, &k);

    lmv__json_key(json, "sentences");
    lmv__json_begin(json, '[');
    for (s = 0; sentences && clauses && tokens && s < n; s++) {
        lmv__json_begin(json, '{');
        span(json, explain->text, sentences[s].span.start,
            sentences[s].span.end, "text");
        pair(json, "lang",
            lmv__langdata_code(
                explain->setup->ruleset->langdata, sentences[s].language));
        lmv__json_key(json, "clauses");
        lmv__json_begin(json, '[');
        for (c = 0; c < sentences[s].n_clauses; c++)
            add_tokens(
                json, explain, tokens, &clauses[sentences[s].first_clause + c]);
        lmv__json_end(json, ']');
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void add_notes(lmv__json_writer *json, const lmv__explain *explain)
{
    size_t n = lmv__trace_note_count(explain->scanner), i;
    const char *plugin, *note;

    lmv__json_key(json, "notes");
    lmv__json_begin(json, '[');
    for (i = 0; i < n; i++) {
        note = lmv__trace_note(explain->scanner, i, &plugin);
        if (note && strcmp(plugin, explain->plugin) == 0)
            lmv__json_text(json, note);
    }
    lmv__json_end(json, ']');
}

void lmv__explain_json(const lmv__explain *explain, lmv__buf *out)
{
    lmv__json_writer json;
    size_t i;

    lmv__json_writer_init(&json, out, 0);
    lmv__json_begin(&json, '{');
    add_place(&json, explain);
    lmv__json_key(&json, "text");
    lmv__json_slice(&json, explain->text);
    pair(&json, "lang", lmv_result_language(explain->result));
    pair(&json, "error", lmv_result_error(explain->result));
    lmv__json_key(&json, "labels");
    lmv__json_begin(&json, '[');
    for (i = 0; i < lmv_result_label_count(explain->result); i++)
        add_label(&json, explain, i);
    lmv__json_end(&json, ']');
    add_blocked(&json, explain);
    add_themes(&json, explain);
    add_not_evaluated(&json, explain);
    if (explain->show_tokens)
        add_sentences(&json, explain);
    if (explain->plugin)
        add_notes(&json, explain);
    lmv__json_end(&json, '}');
    lmv__buf_addc(out, '\n');
}
