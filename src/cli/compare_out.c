#include <config.h>

#include "cli/compare_out.h"

#include "base/json.h"
#include "cli/style.h"
#include "rules/model.h"
#include "workbench/reason.h"

#include <string.h>

static const lmv_ruleset *rules_of(
    const lmv__compare_out *out, const lmv__change *change)
{
    return out->of[!change->lost]->rules;
}

static const char *theme_of(
    const lmv__compare_out *out, const lmv__change *change)
{
    return rules_of(out, change)->themes[change->theme].id.ptr;
}

/* The changes of one theme stand together: where those of `from` end, and how
 * many of them are lost. */
static size_t theme_end(const lmv__compare_out *out, size_t from, size_t *lost)
{
    const char *id = theme_of(out, lmv__vec_at(out->changes, from));
    size_t k;

    *lost = 0;
    for (k = from; k < out->changes->len; k++) {
        const lmv__change *next = lmv__vec_at(out->changes, k);

        if (strcmp(theme_of(out, next), id) != 0)
            break;
        *lost += next->lost;
    }
    return k;
}

/* ---- for people ---- */

static void add_change(
    lmv__buf *to, const lmv__compare_out *out, const lmv__change *change)
{
    const lmv__comment *comment = lmv__corpus_at(out->corpus, change->comment);

    lmv__buf_adds(to, change->lost ? "  - " : "  + ");
    lmv__style_safe(to, comment->id.ptr, comment->id.len);
    if (change->find) {
        lmv__buf_adds(to, "  \"");
        lmv__style_safe(to, comment->text.ptr + change->find->hull.start,
            change->find->hull.end - change->find->hull.start);
        lmv__buf_adds(to, "\"  ");
        lmv__reason_place(to, rules_of(out, change), change->find->pos);
    }
    lmv__buf_addc(to, '\n');
}

static void add_gold(lmv__buf *to, const lmv__compare_out *out)
{
    const lmv__comparison *c = out->gold;

    lmv__buf_addf(to,
        "micro F1 %.3f, was %.3f; difference %.3f to %.3f (95 %%, paired "
        "bootstrap, seed %llu)\n",
        lmv__stats_f1(&c->new_sum), lmv__stats_f1(&c->old_sum),
        c->difference.low, c->difference.high, (unsigned long long)out->seed);
    lmv__buf_addf(to,
        "McNemar: only the old rules are right %llu times, only the new %llu; "
        "p = ",
        (unsigned long long)c->only_old, (unsigned long long)c->only_new);
    if (lmv__stats_defined(c->p))
        lmv__buf_addf(to, "%.4f\n", c->p);
    else
        lmv__buf_adds(to, "n/a\n");
}

void lmv__compare_text(const lmv__compare_out *out, lmv__buf *to)
{
    size_t n = out->changes->len, i, k, lost;

    for (i = 0; i < n; i = k) {
        size_t shown;

        k = theme_end(out, i, &lost);
        lmv__buf_addf(to, "%s  lost %zu, gained %zu\n",
            theme_of(out, lmv__vec_at(out->changes, i)), lost, k - i - lost);
        for (shown = i; shown < k && shown - i < out->show; shown++)
            add_change(to, out, lmv__vec_at(out->changes, shown));
        if (k > shown)
            lmv__buf_addf(to, "  and %zu more\n", k - shown);
    }
    lmv__buf_addf(to, "%zu label%s lost, %zu gained in %zu comments\n",
        out->lost, out->lost == 1 ? "" : "s", n - out->lost, out->of[0]->n);
    if (out->gold)
        add_gold(to, out);
}

/* ---- for programs ---- */

static void put_uint(lmv__json_writer *json, const char *key, uint64_t value)
{
    lmv__json_key(json, key);
    lmv__json_uint(json, value);
}

static void put_real(lmv__json_writer *json, const char *key, double value)
{
    lmv__json_key(json, key);
    lmv__json_real(json, value);
}

static void put_change(lmv__json_writer *json, const lmv__compare_out *out,
    const lmv__change *change)
{
    const lmv__comment *comment = lmv__corpus_at(out->corpus, change->comment);
    const lmv__find *find = change->find;
    lmv__buf place;

    lmv__buf_init(&place);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "id");
    lmv__json_slice(json, comment->id);
    lmv__json_key(json, "change");
    lmv__json_text(json, change->lost ? "lost" : "gained");
    lmv__json_key(json, "words");
    if (find)
        lmv__json_string(json, comment->text.ptr + find->hull.start,
            find->hull.end - find->hull.start);
    else
        lmv__json_null(json);
    if (find)
        lmv__reason_place(&place, rules_of(out, change), find->pos);
    lmv__json_key(json, "rule");
    lmv__json_text(json, find ? place.data : NULL);
    lmv__json_end(json, '}');
    lmv__buf_clear(&place);
}

static void put_themes(lmv__json_writer *json, const lmv__compare_out *out)
{
    size_t n = out->changes->len, i, k, lost;

    lmv__json_key(json, "themes");
    lmv__json_begin(json, '[');
    for (i = 0; i < n; i = k) {
        size_t at;

        k = theme_end(out, i, &lost);
        lmv__json_begin(json, '{');
        lmv__json_key(json, "theme");
        lmv__json_text(json, theme_of(out, lmv__vec_at(out->changes, i)));
        put_uint(json, "lost", lost);
        put_uint(json, "gained", k - i - lost);
        lmv__json_key(json, "changes");
        lmv__json_begin(json, '[');
        for (at = i; at < k; at++)
            put_change(json, out, lmv__vec_at(out->changes, at));
        lmv__json_end(json, ']');
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void put_gold(lmv__json_writer *json, const lmv__compare_out *out)
{
    const lmv__comparison *c = out->gold;

    lmv__json_key(json, "gold");
    if (!c) {
        lmv__json_null(json);
        return;
    }
    lmv__json_begin(json, '{');
    put_real(json, "micro_f1_old", lmv__stats_f1(&c->old_sum));
    put_real(json, "micro_f1_new", lmv__stats_f1(&c->new_sum));
    lmv__json_key(json, "difference_95");
    lmv__json_begin(json, '[');
    lmv__json_real(json, c->difference.low);
    lmv__json_real(json, c->difference.high);
    lmv__json_end(json, ']');
    put_uint(json, "seed", out->seed);
    put_uint(json, "only_old_right", c->only_old);
    put_uint(json, "only_new_right", c->only_new);
    put_real(json, "mcnemar_p", c->p);
    lmv__json_end(json, '}');
}

void lmv__compare_json(const lmv__compare_out *out, lmv__buf *to)
{
    lmv__json_writer json;

    lmv__json_writer_init(&json, to, 2);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "old");
    lmv__json_text(&json, out->old_name);
    lmv__json_key(&json, "new");
    lmv__json_text(&json, out->new_name);
    put_uint(&json, "comments", out->of[0]->n);
    put_uint(&json, "lost", out->lost);
    put_uint(&json, "gained", out->changes->len - out->lost);
    put_themes(&json, out);
    put_gold(&json, out);
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}
