/*
 * An evaluation for programs.
 */
#include <config.h>

#include "cli/evaluate_out.h"

#include "base/json.h"
#include "rules/model.h"
#include "workbench/reason.h"

enum { MAX_KEYS = 100 };

static void put(lmv__json_writer *json, const char *key, double value)
{
    lmv__json_key(json, key);
    lmv__json_real(json, value);
}

static void put_uint(lmv__json_writer *json, const char *key, uint64_t value)
{
    lmv__json_key(json, key);
    lmv__json_uint(json, value);
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
    put_interval(json, "f1_95", score->f1[0]);
    put(json, "alpha_coders", score->alpha_coders);
    put(json, "alpha_engine", score->alpha_engine);
    put_uint(json, "not_evaluated", score->not_evaluated);
    lmv__json_key(json, "languages");
    lmv__json_begin(json, '{');
    for (i = 1; i < e->n_overall; i++) {
        lmv__json_key(json, e->overall[i].name);
        lmv__json_begin(json, '{');
        put_rates(json, e, &score->counts[i], &score->sums[i]);
        put_interval(json, "f1_95", score->f1[i]);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, '}');
    lmv__json_end(json, '}');
}

static void put_overall(lmv__json_writer *json, const lmv__overall *all)
{
    lmv__json_begin(json, '{');
    put_uint(json, "comments", all->comments);
    put_counts(json, &all->micro);
    put(json, "precision", lmv__stats_precision(&all->micro));
    put(json, "recall", lmv__stats_recall(&all->micro));
    put(json, "micro_f1", lmv__stats_f1(&all->micro));
    put_interval(json, "micro_f1_95", all->micro_f1);
    put(json, "macro_f1", all->macro);
    put_interval(json, "macro_f1_95", all->macro_f1);
    put_uint(json, "macro_themes", all->n_macro);
    put_uint(json, "macro_left_out", all->n_left_out);
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
    put_uint(json, "fired", use->fired);
    put_uint(json, "tp", use->tp);
    put_uint(json, "fp", use->fp);
    put_uint(json, "unique_tp", use->unique_tp);
    put_uint(json, "blocked_rightly", use->blocked_right);
    put_uint(json, "blocked_wrongly", use->blocked_wrong);
    lmv__json_key(json, "dead");
    lmv__json_bool(json, lmv__entry_dead(use));
    lmv__json_end(json, '}');
    lmv__buf_clear(&place);
}

static void put_signal(lmv__json_writer *json, const lmv_ruleset *rules,
    const lmv__signal_use *use)
{
    const lmv__signal *signal = &rules->themes[use->theme].signals[use->signal];
    lmv__buf place;

    lmv__buf_init(&place);
    lmv__reason_place(&place, rules, signal->pos);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "theme");
    lmv__json_slice(json, rules->themes[use->theme].id);
    lmv__json_key(json, "signal");
    lmv__json_slice(json, signal->id);
    lmv__json_key(json, "rule");
    lmv__json_text(json, place.data);
    put_uint(json, "fired", use->fired);
    put_uint(json, "tp", use->tp);
    put_uint(json, "fp", use->fp);
    put_uint(json, "unique_tp", use->unique_tp);
    put_uint(json, "blocked_rightly", use->blocked_right);
    put_uint(json, "blocked_wrongly", use->blocked_wrong);
    lmv__json_key(json, "dead");
    lmv__json_bool(json, use->finds == 0);
    lmv__json_end(json, '}');
    lmv__buf_clear(&place);
}

static void put_unlabelled(
    lmv__json_writer *json, const lmv__unlabelled *unlabelled)
{
    size_t i;

    lmv__json_key(json, "without_theme");
    lmv__json_begin(json, '{');
    put_uint(json, "comments", unlabelled->comments);
    put_uint(json, "without", unlabelled->without);
    lmv__json_key(json, "keys");
    lmv__json_begin(json, '[');
    for (i = 0; unlabelled->compared && i < unlabelled->keyness.keys.len &&
                i < MAX_KEYS;
         i++) {
        const lmv__key *key = lmv__keyness_at(&unlabelled->keyness, i);
        lmv__buf words;

        lmv__buf_init(&words);
        lmv__key_text(&unlabelled->vocabulary, key, &words);
        lmv__json_begin(json, '{');
        lmv__json_key(json, "words");
        lmv__json_string(json, words.data ? words.data : "", words.len);
        put(json, "g2", key->g2);
        put_uint(json, "here", key->target);
        put_uint(json, "elsewhere", key->rest);
        lmv__json_end(json, '}');
        lmv__buf_clear(&words);
    }
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

/* ---- errors ---- */

static void put_miss(lmv__json_writer *json, const lmv__evaluation *e,
    const lmv__miss *miss, bool wanted)
{
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[miss->row]);
    lmv__span words = {0, 0};
    lmv__pos rule;
    lmv__buf text;

    lmv__buf_init(&text);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "id");
    lmv__json_slice(json, comment->id);
    lmv__json_key(json, "theme");
    lmv__json_slice(json, e->rules->themes[miss->theme].id);
    if (wanted) {
        lmv__miss_reason(&text, e, miss);
        lmv__json_key(json, "reason");
        lmv__json_text(json, text.data);
        lmv__buf_reset(&text);
    } else {
        lmv__json_key(json, "margin");
        lmv__json_milli(json, miss->margin);
    }
    lmv__json_key(json, "rule");
    if (lmv__miss_place(miss, &words, &rule)) {
        lmv__reason_place(&text, e->rules, rule);
        lmv__json_text(json, text.data);
    } else {
        lmv__json_null(json);
    }
    put_uint(json, "start", words.start);
    put_uint(json, "end", words.end);
    lmv__json_end(json, '}');
    lmv__buf_clear(&text);
}

static void put_misses(lmv__json_writer *json, const lmv__evaluate_out *out,
    const char *name, const lmv__vec *list, bool wanted)
{
    size_t i;

    lmv__json_key(json, name);
    lmv__json_begin(json, '{');
    put_uint(json, "count", list->len);
    lmv__json_key(json, "first");
    lmv__json_begin(json, '[');
    for (i = 0; i < list->len && i < out->show; i++)
        put_miss(json, out->evaluation, lmv__vec_at(list, i), wanted);
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

static void put_confused(lmv__json_writer *json, const lmv__evaluate_out *out)
{
    const lmv__vec *list = &out->misses->confused;
    const lmv_ruleset *rules = out->evaluation->rules;
    size_t i;

    lmv__json_key(json, "confused");
    lmv__json_begin(json, '[');
    for (i = 0; i < list->len; i++) {
        const lmv__confused *pair = lmv__vec_at(list, i);

        lmv__json_begin(json, '{');
        lmv__json_key(json, "wanted");
        lmv__json_slice(json, rules->themes[pair->wanted].id);
        lmv__json_key(json, "found");
        lmv__json_slice(json, rules->themes[pair->found].id);
        put_uint(json, "comments", pair->count);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
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
    put_uint(&json, "seed", e->options.seed);
    put_uint(&json, "resamples", e->options.resamples);
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
    put_uint(&json, "ties", e->ties);
    put_uint(&json, "failed", e->failed);
    lmv__json_key(&json, "entries");
    lmv__json_begin(&json, '[');
    for (i = 0; i < out->coverage->entries.len; i++)
        put_entry(&json, e->rules, lmv__coverage_at(out->coverage, i));
    lmv__json_end(&json, ']');
    lmv__json_key(&json, "signals");
    lmv__json_begin(&json, '[');
    for (i = 0; i < out->coverage->signals.len; i++)
        put_signal(&json, e->rules, lmv__vec_at(&out->coverage->signals, i));
    lmv__json_end(&json, ']');
    put_misses(&json, out, "false_negatives", &out->misses->negatives, true);
    put_misses(&json, out, "false_positives", &out->misses->positives, false);
    put_confused(&json, out);
    put_unlabelled(&json, out->unlabelled);
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}
