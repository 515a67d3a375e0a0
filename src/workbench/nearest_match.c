#include "workbench/nearest_inner.h"

#include "workbench/reason.h"

#include <string.h>

/*
 * Combining matchers: near, all, at_least.  Each operand is asked as it is;
 * what can be wrong is that one finds nothing, or that they are too far apart.
 */

#define SHOWN 3 /* entries of an operand that finds nothing */

static bool uses_theme(const lmv__matcher *matcher)
{
    uint32_t i;

    if (matcher->kind == LMV__MATCH_THEME)
        return true;
    for (i = 0; i < matcher->n_parts; i++)
        if (uses_theme(&matcher->parts[i]))
            return true;
    return false;
}

/* "kaputt, defekt, hinüber, ..." */
static lmv__slice list_of(lmv__nearest *n, const lmv__matcher *matcher)
{
    lmv__slice out = {"", 0};
    lmv__buf text;
    uint32_t i;

    while (matcher->n_parts > 0)
        matcher = &matcher->parts[0];
    lmv__buf_init(&text);
    for (i = 0; i < matcher->words.n && i < SHOWN; i++) {
        lmv__buf_adds(&text, i ? ", " : "");
        lmv__reason_entry(&text, matcher->words.items[i].text);
    }
    if (matcher->words.n > SHOWN)
        lmv__buf_adds(&text, " ...");
    if (text.data && !text.failed) {
        out.ptr = lmv__arena_copy(&n->arena, text.data, text.len);
        out.len = out.ptr ? text.len : 0;
    }
    lmv__buf_clear(&text);
    return out;
}

static void add_span(lmv__near *near, lmv__span span)
{
    uint32_t j = near->n_spans;

    if (j == LMV__NEAR_SPANS)
        return;
    for (; j > 0 && near->spans[j - 1].start > span.start; j--)
        near->spans[j] = near->spans[j - 1];
    near->spans[j] = span;
    near->n_spans++;
}

/* The hit of an operand that is nearest to `anchor`. */
static const lmv__hit *nearest_hit(
    lmv__nearest *n, const lmv__hits *hits, lmv__span anchor)
{
    const lmv__hit *best = NULL;
    uint32_t best_distance = 0, i;

    for (i = 0; i < hits->n; i++) {
        uint32_t distance =
            lmv__words_between(n->strict, anchor, hits->items[i].hull);

        if (lmv__span_overlaps(anchor, hits->items[i].hull))
            continue;
        if (!best || distance < best_distance) {
            best = &hits->items[i];
            best_distance = distance;
        }
    }
    return best;
}

/* All operands of `near` found something: which neighbours are too far? */
static void tell_far(lmv__nearest *n, const lmv__matcher *matcher,
    const lmv__hits *operands, const lmv__near *frame, lmv__near *best)
{
    uint32_t a, i;

    for (a = 0; a < operands[0].n; a++) {
        lmv__near near = *frame;
        uint32_t worst = 0;

        add_span(&near, operands[0].items[a].hull);
        for (i = 1; i < matcher->n_parts && i < LMV__NEAR_SPANS; i++) {
            const lmv__hit *hit =
                nearest_hit(n, &operands[i], operands[0].items[a].hull);

            if (hit)
                add_span(&near, hit->hull);
        }
        for (i = 1; i < near.n_spans; i++) {
            uint32_t distance =
                lmv__words_between(n->strict, near.spans[i - 1], near.spans[i]);

            if (distance <= matcher->within || distance <= worst)
                continue;
            worst = near.distance = distance;
            near.left = near.spans[i - 1];
            near.right = near.spans[i];
        }
        near.limit = matcher->within;
        near.kind = worst > 0 ? LMV__NEAR_FAR : LMV__NEAR_ORDER;
        near.left = worst > 0 ? near.left : near.spans[0];
        near.right = worst > 0 ? near.right : near.spans[near.n_spans - 1];
        if (near.n_spans != matcher->n_parts)
            continue; /* the same words for two operands */
        near.rank = worst > 0 ? lmv__near_far(near.distance, near.limit) : 850;
        lmv__near_keep(&near, best);
    }
}

static void tell_missing(lmv__nearest *n, const lmv__matcher *matcher,
    const lmv__hits *operands, uint32_t missing, const lmv__near *frame,
    lmv__near *best)
{
    lmv__near near = *frame;
    uint32_t i;

    for (i = 0; i < matcher->n_parts; i++)
        if (operands[i].n > 0)
            add_span(&near, operands[i].items[0].hull);
    if (near.n_spans == 0 || !lmv__near_says(n, near.spans, near.n_spans))
        return;
    near.kind = LMV__NEAR_MISSING;
    near.lacking = list_of(n, &matcher->parts[missing]);
    near.rank = 400 + 300 * near.n_spans / (near.n_spans + 1);
    lmv__near_keep(&near, best);
}

static void judge_sentence(lmv__nearest *n, const lmv__matcher *matcher,
    uint32_t sentence, const lmv__near *frame, lmv__near *best)
{
    lmv__hits operands[LMV__MAX_OPERANDS] = {{NULL, 0, 0}};
    uint32_t needed = matcher->kind == LMV__MATCH_AT_LEAST ? matcher->at_least
                                                           : matcher->n_parts;
    uint32_t found = 0, missing = 0, i;

    for (i = 0; i < matcher->n_parts && i < LMV__MAX_OPERANDS; i++) {
        lmv__evaluate(n->strict, &matcher->parts[i], sentence, &operands[i]);
        lmv__hits_sort(&operands[i]);
        if (operands[i].n > 0)
            found++;
        else
            missing = i;
    }
    if (found == matcher->n_parts && matcher->kind == LMV__MATCH_NEAR)
        tell_far(n, matcher, operands, frame, best);
    else if (found + 1 == needed && found > 0)
        tell_missing(n, matcher, operands, missing, frame, best);
}

void lmv__near_match_judge(lmv__nearest *n, uint32_t theme, uint32_t signal,
    const lmv__matcher *matcher, lmv__near *best)
{
    lmv__near frame = {.theme = theme,
        .signal = signal,
        .pos = matcher->pos,
        .entry = {"", 0}};
    uint32_t s;

    if (matcher->n_parts > LMV__MAX_OPERANDS || uses_theme(matcher))
        return;
    if (matcher->in_comment) {
        judge_sentence(n, matcher, LMV__ALL_SENTENCES, &frame, best);
        return;
    }
    for (s = 0; s < n->strict->n_sentences; s++)
        judge_sentence(n, matcher, s, &frame, best);
}
