/*
 * An evaluation for programs.
 */
#include <config.h>

#include "cli/evaluate_out.h"

#include "base/json.h"
#include "records/csv.h"
#include "rules/model.h"
#include "workbench/milli.h"
#include "workbench/reason.h"

#include <string.h>

static void put(lmv__json_writer *json, const char *key, double value)
{
    lmv__json_key(json, key);
    lmv__json_real(json, value);
}

static void put_interval(
    lmv__json_writer *json, const char *key, lmv__interval interval)
{
    lmv__json_key(json, key);
    if (!lmv__stats_defined(interval.low)) {
        lmv__json_null(json);
        return;
    }
    lmv__json_begin(json, '[');
    lmv__json_real(json, interval.low);
    lmv__json_real(json, interval.high);
    lmv__json_end(json, ']');
}

static void put_counts(lmv__json_writer *json, const lmv__confusion *c)
{
    put(json, "tp", c->tp);
    put(json, "fp", c->fp);
    put(json, "fn", c->fn);
    put(json, "tn", c->tn);
}

static void put_rates(lmv__json_writer *json, const lmv__evaluation *e,
    const lmv__confusion *plain, const lmv__confusion *sums)
{
    double n = sums->tp + sums->fp + sums->fn + sums->tn;
    double precision = lmv__stats_precision(sums);
    double recall = lmv__stats_recall(sums);

    put_counts(json, plain);
    put(json, "support", plain->tp + plain->fn);
    put(json, "precision", precision);
    put(json, "recall", recall);
    put(json, "f1", lmv__stats_f1(sums));
    put(json, "kappa", lmv__stats_kappa(sums));
    put(json, "prevalence_gold", (sums->tp + sums->fn) / n);
    put(json, "prevalence_found", (sums->tp + sums->fp) / n);
    put_interval(json, "precision_95",
        lmv__evaluation_wilson(e, precision, plain->tp + plain->fp));
    put_interval(json, "recall_95",
        lmv__evaluation_wilson(e, recall, plain->tp + plain->fn));
}

static void put_theme(lmv__json_writer *json, const lmv__evaluation *e,
    const lmv__theme_score *score)
{
    static const char *const kinds[] = {"theme", "facet", "helper", "group"};
    size_t i;

    lmv__json_begin(json, '{');
    lmv__json_key(json, "theme");
    lmv__json_slice(json, e->rules->themes[score->theme].id);
    lmv__json_key(json, "kind");
    lmv__json_text(json, kinds[e->rules->themes[score->theme].kind]);
    put_rates(json, e, &score->counts[0], &score->sums[0]);
    put_interval(json, "f1_95", score->f1);
    put(json, "alpha_coders", score->alpha_coders);
    put(json, "alpha_engine", score->alpha_engine);
    lmv__json_key(json, "not_evaluated");
    lmv__json_uint(json, score->not_evaluated);
    lmv__json_key(json, "languages");
    lmv__json_begin(json, '{');
    for (i = 1; i < e->n_overall; i++) {
        lmv__json_key(json, e->overall[i].name);
        lmv__json_begin(json, '{');
        put_rates(json, e, &score->counts[i], &score->sums[i]);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, '}');
    lmv__json_end(json, '}');
}

static void put_overall(lmv__json_writer *json, const lmv__overall *all)
{
    lmv__json_begin(json, '{');
    lmv__json_key(json, "comments");
    lmv__json_uint(json, all->comments);
    put_counts(json, &all->micro);
    put(json, "precision", lmv__stats_precision(&all->micro));
    put(json, "recall", lmv__stats_recall(&all->micro));
    put(json, "micro_f1", lmv__stats_f1(&all->micro));
    put_interval(json, "micro_f1_95", all->micro_f1);
    put(json, "macro_f1", all->macro);
    put_interval(json, "macro_f1_95", all->macro_f1);
    lmv__json_key(json, "macro_themes");
    lmv__json_uint(json, all->n_macro);
    lmv__json_key(json, "macro_left_out");
    lmv__json_uint(json, all->n_left_out);
    put(json, "exact_match", all->exact);
    put(json, "jaccard", all->jaccard);
    put(json, "kappa", lmv__stats_kappa(&all->micro));
    put(json, "alpha_coders", all->alpha_coders);
    put_interval(json, "alpha_coders_95", all->coders_i);
    put(json, "alpha_engine", all->alpha_engine);
    put_interval(json, "alpha_engine_95", all->alpha_i);
    lmv__json_end(json, '}');
}

static void put_pairs(lmv__json_writer *json, const lmv__evaluation *e)
{
    size_t i;

    lmv__json_key(json, "coders");
    lmv__json_begin(json, '[');
    for (i = 0; i < e->n_pairs; i++) {
        const lmv__pair_score *pair = &e->pairs[i];

        lmv__json_begin(json, '{');
        lmv__json_key(json, "a");
        lmv__json_slice(
            json, *(lmv__slice *)lmv__vec_at(&e->gold->coders, pair->a));
        lmv__json_key(json, "b");
        lmv__json_slice(
            json, *(lmv__slice *)lmv__vec_at(&e->gold->coders, pair->b));
        put(json, "kappa", lmv__stats_kappa(&pair->counts));
        put(json, "agreement", lmv__stats_agreement(&pair->counts));
        put(json, "positive_agreement", lmv__stats_positive(&pair->counts));
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void put_entry(
    lmv__json_writer *json, const lmv_ruleset *rules, const lmv__entry_use *use)
{
    lmv__buf place;

    lmv__buf_init(&place);
    lmv__reason_place(&place, rules, use->pos);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "theme");
    lmv__json_slice(json, rules->themes[use->theme].id);
    lmv__json_key(json, "signal");
    lmv__json_slice(json, rules->themes[use->theme].signals[use->signal].id);
    lmv__json_key(json, "rule");
    lmv__json_text(json, place.data);
    lmv__json_key(json, "entry");
    lmv__json_slice(json, use->text);
    lmv__json_key(json, "fired");
    lmv__json_uint(json, use->fired);
    lmv__json_key(json, "tp");
    lmv__json_uint(json, use->tp);
    lmv__json_key(json, "fp");
    lmv__json_uint(json, use->fp);
    lmv__json_key(json, "unique_tp");
    lmv__json_uint(json, use->unique_tp);
    lmv__json_key(json, "blocked_rightly");
    lmv__json_uint(json, use->blocked_right);
    lmv__json_key(json, "blocked_wrongly");
    lmv__json_uint(json, use->blocked_wrong);
    lmv__json_key(json, "dead");
    lmv__json_bool(json, lmv__entry_dead(use));
    lmv__json_end(json, '}');
    lmv__buf_clear(&place);
}

void lmv__evaluate_json(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    lmv__json_writer json;
    size_t i;

    lmv__json_writer_init(&json, to, 2);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "gold");
    lmv__json_text(&json, e->gold->shape);
    lmv__json_key(&json, "seed");
    lmv__json_uint(&json, e->options.seed);
    lmv__json_key(&json, "resamples");
    lmv__json_uint(&json, e->options.resamples);
    lmv__json_key(&json, "overall");
    lmv__json_begin(&json, '{');
    for (i = 0; i < e->n_overall; i++) {
        lmv__json_key(&json, e->overall[i].name);
        put_overall(&json, &e->overall[i]);
    }
    lmv__json_end(&json, '}');
    lmv__json_key(&json, "themes");
    lmv__json_begin(&json, '[');
    for (i = 0; i < e->n_scores; i++)
        put_theme(&json, e, &e->themes[i]);
    lmv__json_end(&json, ']');
    put_pairs(&json, e);
    lmv__json_key(&json, "ties");
    lmv__json_uint(&json, e->ties);
    lmv__json_key(&json, "failed");
    lmv__json_uint(&json, e->failed);
    lmv__json_key(&json, "entries");
    lmv__json_begin(&json, '[');
    for (i = 0; i < out->coverage->entries.len; i++)
        put_entry(&json, e->rules, lmv__coverage_at(out->coverage, i));
    lmv__json_end(&json, ']');
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}

/* ---- the errors as CSV ---- */

static void put_cell(lmv__buf *to, const char *text, size_t len, bool last)
{
    lmv__slice slice = {text ? text : "", len};

    lmv__csv_put(to, slice, ',', false);
    lmv__buf_adds(to, last ? "\r\n" : ",");
}

static void put_miss(const lmv__evaluate_out *out, const lmv__miss *miss,
    bool wanted, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[miss->row]);
    const char *kind = wanted ? "false negative" : "false positive";
    lmv__buf text;

    lmv__buf_init(&text);
    put_cell(to, kind, strlen(kind), false);
    put_cell(to, comment->id.ptr, comment->id.len, false);
    put_cell(to, e->rules->themes[miss->theme].id.ptr,
        e->rules->themes[miss->theme].id.len, false);
    if (!wanted)
        lmv__milli_add(&text, miss->margin);
    put_cell(to, text.data, text.len, false);
    lmv__buf_reset(&text);
    if (wanted)
        lmv__miss_reason(&text, e, miss);
    put_cell(to, text.data, text.len, false);
    lmv__buf_reset(&text);
    if (miss->find)
        lmv__reason_place(&text, e->rules, miss->find->pos);
    put_cell(to, text.data, text.len, false);
    if (miss->find)
        put_cell(to, comment->text.ptr + miss->find->hull.start,
            miss->find->hull.end - miss->find->hull.start, false);
    else
        put_cell(to, "", 0, false);
    put_cell(to, comment->text.ptr, comment->text.len, true);
    to->failed = to->failed || text.failed;
    lmv__buf_clear(&text);
}

void lmv__evaluate_errors(const lmv__evaluate_out *out, lmv__buf *to)
{
    size_t i;

    lmv__buf_adds(
        to, "error,comment_id,theme,margin,reason,rule,words,text\r\n");
    for (i = 0; i < out->misses->negatives.len; i++)
        put_miss(out, lmv__vec_at(&out->misses->negatives, i), true, to);
    for (i = 0; i < out->misses->positives.len; i++)
        put_miss(out, lmv__vec_at(&out->misses->positives, i), false, to);
}
