#include "rules/scan.h"

/*
 * Matchers: words, pattern, near, all, any, at_least, theme.
 */

static void evaluate_theme(lmv__scan *scan, const lmv__matcher *matcher,
    uint32_t sentence, lmv__hits *hits)
{
    const lmv__decision *decision = &scan->decisions[matcher->theme];

    if (decision->document != scan->document)
        return;
    for (uint32_t i = 0; i < decision->n; i++) {
        lmv__hit *hit;

        if (sentence != LMV__ALL_SENTENCES &&
            decision->evidence[i].sentence != sentence)
            continue;
        hit = lmv__hits_add(scan, hits);
        if (!hit)
            return;
        *hit = decision->evidence[i];
        hit->pos = matcher->pos;
    }
}

/* Evaluates the operands; the number of those that found something. */
static uint32_t evaluate_parts(lmv__scan *scan, const lmv__matcher *matcher,
    uint32_t sentence, lmv__hits *operands)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < matcher->n_parts; i++) {
        lmv__evaluate(scan, &matcher->parts[i], sentence, &operands[i]);
        lmv__hits_sort(&operands[i]);
        found += operands[i].n > 0;
        if (operands[i].n == 0 && (matcher->kind == LMV__MATCH_NEAR ||
                                      matcher->kind == LMV__MATCH_ALL))
            break;
    }
    return found;
}

static void append(lmv__scan *scan, const lmv__hits *from, lmv__hits *to)
{
    for (uint32_t i = 0; i < from->n; i++) {
        lmv__hit *hit = lmv__hits_add(scan, to);
        if (!hit)
            return;
        *hit = from->items[i];
    }
}

/* The first n operands that found something, moved to the front. */
static void keep_found(lmv__hits *operands, uint32_t n_parts, uint32_t n)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < n_parts && kept < n; i++)
        if (operands[i].n > 0)
            operands[kept++] = operands[i];
}

static void evaluate_combined(lmv__scan *scan, const lmv__matcher *matcher,
    uint32_t sentence, lmv__hits *hits)
{
    lmv__hits operands[LMV__MAX_OPERANDS] = {{NULL, 0, 0}};
    int32_t within = (int32_t)matcher->within;
    lmv__combine how = {LMV__COMBINE_ALL, operands, matcher->n_parts, &within,
        matcher->ordered};
    lmv__pos anywhere = {0, 0, 0};
    uint32_t found;

    if (matcher->n_parts > LMV__MAX_OPERANDS)
        return;
    found = evaluate_parts(scan, matcher, sentence, operands);
    if (matcher->kind == LMV__MATCH_ANY) {
        for (uint32_t i = 0; i < matcher->n_parts; i++)
            append(scan, &operands[i], hits);
        return;
    }
    if (matcher->kind == LMV__MATCH_NEAR)
        how.kind = LMV__COMBINE_NEAR;
    if (matcher->kind == LMV__MATCH_AT_LEAST) {
        if (found < matcher->at_least)
            return;
        keep_found(operands, matcher->n_parts, matcher->at_least);
        how.n = matcher->at_least;
    } else if (found < matcher->n_parts) {
        return;
    }
    lmv__combine_hits(scan, &how, anywhere, hits);
}

void lmv__evaluate(lmv__scan *scan, const lmv__matcher *matcher,
    uint32_t sentence, lmv__hits *hits)
{
    bool everywhere = sentence == LMV__ALL_SENTENCES;

    if (matcher->in_comment)
        sentence = LMV__ALL_SENTENCES;
    switch (matcher->kind) {
    case LMV__MATCH_WORDS:
    case LMV__MATCH_PATTERN:
        if (!everywhere) {
            lmv__run_entries(scan, &matcher->words, sentence, hits);
            break;
        }
        for (uint32_t s = 0; s < scan->n_sentences; s++)
            lmv__run_entries(scan, &matcher->words, s, hits);
        break;
    case LMV__MATCH_THEME:
        evaluate_theme(scan, matcher, sentence, hits);
        break;
    case LMV__MATCH_NEAR:
        if (!everywhere) {
            evaluate_combined(scan, matcher, sentence, hits);
            break;
        }
        for (uint32_t s = 0; s < scan->n_sentences; s++)
            evaluate_combined(scan, matcher, s, hits);
        break;
    case LMV__MATCH_ALL:
    case LMV__MATCH_ANY:
    case LMV__MATCH_AT_LEAST:
        evaluate_combined(scan, matcher, sentence, hits);
        break;
    }
}
