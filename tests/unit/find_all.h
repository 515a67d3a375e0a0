/*
 * All that a matcher finds in a comment, written down to the last offset, so
 * that two can be compared.
 */
#ifndef LMV_TESTS_FIND_ALL_H
#define LMV_TESTS_FIND_ALL_H

#include "rules/match.h"

/* Appends a span; false when it leaves the text. */
static inline bool write_span(lmv__buf *out, lmv__span span, size_t len)
{
    lmv__buf_addf(out, " %u-%u", (unsigned)span.start, (unsigned)span.end);
    return span.start < span.end && span.end <= len;
}

static inline bool write_candidate(
    lmv__buf *out, const lmv__candidate *c, size_t len)
{
    bool good = write_span(out, c->hull, len);

    lmv__buf_addf(out, " s%u l%u w%d b%u %u", (unsigned)c->signal,
        (unsigned)c->pos.line, (int)c->weight, (unsigned)c->block,
        (unsigned)c->state);
    for (uint32_t i = 0; i < c->n_spans; i++) {
        good = write_span(out, c->spans[i], len) && good;
        good = good && lmv__span_contains(c->hull, c->spans[i]) &&
               (i == 0 || c->spans[i - 1].end <= c->spans[i].start);
    }
    for (uint32_t i = 0; i < c->n_groups; i++) {
        lmv__buf_adds(out, c->groups[i].name);
        good = write_span(out, c->groups[i].span, len) && good;
    }
    for (uint32_t i = 0; i < c->n_guards; i++) {
        lmv__buf_addf(out, " g%u.%u", (unsigned)c->guards[i].guard,
            (unsigned)c->guards[i].trigger);
        /* the question's own guard has no trigger in the comment */
        if (c->guards[i].trigger != LMV__NONE)
            good = write_span(out, c->guards[i].span, len) && good;
    }
    lmv__buf_addc(out, '\n');
    return good;
}

/* The candidates of theme `theme`, scored; false when one is malformed or
 * something failed.  `scan` is one of doc's. */
static inline bool find_all(
    lmv__scan *scan, lmv__document *doc, uint32_t theme, lmv__buf *out)
{
    lmv__candidate *candidates;
    const lmv__missed *missed;
    uint32_t n, n_missed;
    int64_t score;
    bool assigned, good;

    if (lmv__scan_begin(scan, doc, NULL) != LMV_OK ||
        lmv__scan_theme(scan, theme, &candidates, &n, NULL) != LMV_OK ||
        lmv__scan_score(scan, theme, candidates, n, &score, &assigned, NULL) !=
            LMV_OK)
        return false;
    good = true;
    for (uint32_t i = 0; i < n; i++)
        good =
            write_candidate(out, &candidates[i], lmv__document_text(doc).len) &&
            good;
    missed = lmv__scan_missed(scan, &n_missed);
    lmv__buf_addf(out, "%ld %d", (long)score, assigned);
    for (uint32_t i = 0; i < n_missed; i++)
        lmv__buf_addf(out, " missed: %s", missed[i].reason);
    return good;
}

#endif
