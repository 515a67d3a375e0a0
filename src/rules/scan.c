#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>

/*
 * The matcher's life: made once a thread, begun once a comment, asked once a
 * theme.
 */

#define RAW_MATCH_LIMIT 100000
#define WORDS_MATCH_LIMIT 10000000
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT 20000 /* KiB */

/* ------------------------------------------------------------------- life */

static pcre2_match_context *new_context(lmv__scan *scan, uint32_t limit)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);

    if (!context)
        return NULL;
    pcre2_set_match_limit(context, limit);
    pcre2_set_depth_limit(context, DEPTH_LIMIT);
    pcre2_set_heap_limit(context, HEAP_LIMIT);
    pcre2_jit_stack_assign(context, NULL, scan->stack);
    return context;
}

static bool allocate(lmv__scan *scan)
{
    const lmv_ruleset *rules = scan->rules;

    scan->stack = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, NULL);
    scan->data = pcre2_match_data_create(128, NULL);
    scan->words_context = new_context(scan, WORDS_MATCH_LIMIT);
    scan->raw_context = new_context(scan, RAW_MATCH_LIMIT);
    scan->decisions = calloc(rules->n_themes + 1, sizeof *scan->decisions);
    scan->walker = lmv__walker_new(rules->programs->prefilter->largest);
    return scan->data && scan->words_context && scan->raw_context &&
           scan->decisions && scan->walker &&
           lmv__sweep_init(&scan->sweep, rules);
}

lmv_status lmv__matcher_named(const char *name, bool *naive, lmv_error *err)
{
    *naive = name && strcmp(name, "naive") == 0;
    if (!name || *naive || strcmp(name, "fast") == 0)
        return LMV_OK;
    return lmv__error_set(err, LMV_EINVAL,
        "there is no matcher '%s'; there are: fast, naive", name);
}

lmv_status lmv__scan_new(lmv__scan **out, const lmv_ruleset *rules,
    const char *matcher, lmv_error *err)
{
    lmv__scan *scan;
    bool naive;
    lmv_status status = lmv__matcher_named(matcher, &naive, err);

    *out = NULL;
    if (status != LMV_OK)
        return status;
    scan = calloc(1, sizeof *scan);
    if (!scan)
        return lmv__error_nomem(err);
    scan->rules = rules;
    scan->naive = naive;
    lmv__arena_init(&scan->arena, 65536);
    lmv__vec_init(&scan->missed, sizeof(lmv__missed));
    if (!allocate(scan)) {
        lmv__scan_free(scan);
        return lmv__error_nomem(err);
    }
    *out = scan;
    return LMV_OK;
}

void lmv__scan_free(lmv__scan *scan)
{
    if (!scan)
        return;
    pcre2_match_data_free(scan->data);
    pcre2_match_context_free(scan->words_context);
    pcre2_match_context_free(scan->raw_context);
    pcre2_jit_stack_free(scan->stack);
    lmv__arena_clear(&scan->arena);
    lmv__vec_clear(&scan->missed);
    lmv__walker_free(scan->walker);
    lmv__sweep_clear(&scan->sweep);
    free(scan->decisions);
    free(scan);
}

/* --------------------------------------------------------------- documents */

static lmv_status failed(lmv__scan *scan, lmv_error *err)
{
    scan->status = LMV_ENOMEM;
    return lmv__error_nomem(err);
}

lmv_status lmv__scan_begin(lmv__scan *scan, lmv__document *doc, lmv_error *err)
{
    lmv__arena_reset(&scan->arena);
    scan->missed.len = 0;
    scan->status = LMV_OK;
    scan->spent = 0;
    scan->compared = 0;
    scan->document++;
    scan->doc = doc;
    scan->sentences = NULL;
    scan->n_sentences = 0;
    scan->folded = lmv__document_folded(doc);
    if (!scan->folded)
        return failed(scan, err);
    if (scan->naive)
        return LMV_OK;
    lmv__sweep_run(
        &scan->sweep, scan->rules, scan->folded->text, scan->folded->len);
    return scan->sweep.failed ? failed(scan, err) : LMV_OK;
}

void lmv__scan_asked(lmv__scan *scan, lmv_asked asked)
{
    scan->asked = asked;
}

void lmv__scan_probe(lmv__scan *scan, const struct lmv__probe *probe)
{
    scan->probe = probe;
}

/* Sentences and the rest are cut when the first theme has a live pattern. */
lmv_status lmv__scan_cut(lmv__scan *scan)
{
    if (scan->states && scan->sentences)
        return LMV_OK;
    scan->nfc = lmv__document_nfc(scan->doc);
    scan->tokens = lmv__document_tokens(scan->doc, &scan->n_tokens);
    scan->sentences = lmv__document_sentences(scan->doc, &scan->n_sentences);
    scan->clauses = lmv__document_clauses(scan->doc, &scan->n_clauses);
    if (!scan->nfc || lmv__document_status(scan->doc) != LMV_OK)
        return LMV_ENOMEM;
    scan->tokens = lmv__document_tokens(scan->doc, &scan->n_tokens);
    scan->states = lmv__arena_alloc(
        &scan->arena, scan->n_sentences + 1, sizeof *scan->states);
    return scan->states ? LMV_OK : LMV_ENOMEM;
}

/* ------------------------------------------------------------------ themes */

static bool matcher_alive(const lmv__scan *scan, const lmv__matcher *matcher)
{
    bool any =
        matcher->kind == LMV__MATCH_ANY || matcher->kind == LMV__MATCH_AT_LEAST;

    if (matcher->kind == LMV__MATCH_WORDS ||
        matcher->kind == LMV__MATCH_PATTERN)
        return lmv__entries_alive(scan, &matcher->words);
    if (matcher->kind == LMV__MATCH_THEME)
        return scan->decisions[matcher->theme].document == scan->document &&
               scan->decisions[matcher->theme].n > 0;
    for (uint32_t i = 0; i < matcher->n_parts; i++)
        if (matcher_alive(scan, &matcher->parts[i]) == any)
            return any;
    return !any;
}

static void hits_of(
    lmv__scan *scan, const lmv__matcher *matcher, lmv__hits *hits)
{
    if (matcher->in_comment) {
        lmv__evaluate(scan, matcher, LMV__ALL_SENTENCES, hits);
        lmv__hits_sort(hits);
        return;
    }
    for (uint32_t s = 0; s < scan->n_sentences; s++) {
        lmv__hits here = {NULL, 0, 0};

        if (!scan->sentences[s].admits && matcher->kind != LMV__MATCH_THEME)
            continue;
        lmv__evaluate(scan, matcher, s, &here);
        lmv__hits_sort(&here);
        for (uint32_t i = 0; i < here.n; i++) {
            lmv__hit *hit = lmv__hits_add(scan, hits);
            if (!hit)
                return;
            *hit = here.items[i];
        }
    }
}

static void fill(lmv__candidate *c, const lmv__hit *hit, uint32_t theme,
    uint32_t signal, int32_t weight)
{
    c->theme = theme;
    c->signal = signal;
    c->sentence = hit->sentence;
    c->hull = hit->hull;
    c->spans = hit->spans;
    c->n_spans = hit->n_spans;
    c->groups = hit->groups;
    c->n_groups = hit->n_groups;
    c->pos = hit->pos;
    c->weight = weight;
    c->overridden_by = LMV__NONE;
}

static void signal_candidates(
    lmv__scan *scan, uint32_t theme, uint32_t signal, lmv__vec *out)
{
    const lmv__theme *t = &scan->rules->themes[theme];
    const lmv__signal *s = &t->signals[signal];
    lmv__hits hits = {NULL, 0, 0};

    hits_of(scan, &s->matcher, &hits);
    if (hits.n > LMV__MAX_EVIDENCE) {
        lmv__scan_miss(scan, s->pos, "more than 64 pieces of evidence");
        hits.n = LMV__MAX_EVIDENCE;
    }
    for (uint32_t i = 0; i < hits.n; i++) {
        lmv__candidate *c = lmv__vec_push(out);
        if (!c) {
            scan->status = LMV_ENOMEM;
            return;
        }
        fill(c, &hits.items[i], theme, signal, s->weight);
        lmv__judge(scan, s, t, c);
    }
}

/* Has any signal of the theme a chance? */
static bool theme_alive(const lmv__scan *scan, uint32_t theme)
{
    return scan->naive || scan->rules->programs->prefilter->asks[theme] ||
           scan->sweep.themes[theme] == scan->sweep.document;
}

lmv_status lmv__scan_theme(lmv__scan *scan, uint32_t theme,
    lmv__candidate **candidates, uint32_t *count, lmv_error *err)
{
    const lmv__theme *t = &scan->rules->themes[theme];
    lmv__vec found;

    *candidates = NULL;
    *count = 0;
    scan->theme = theme;
    if (!theme_alive(scan, theme))
        return LMV_OK;
    lmv__vec_init(&found, sizeof(lmv__candidate));
    for (uint32_t s = 0; s < t->n_signals && scan->status == LMV_OK; s++) {
        if (!matcher_alive(scan, &t->signals[s].matcher))
            continue;
        scan->status = lmv__scan_cut(scan);
        if (scan->status == LMV_OK)
            signal_candidates(scan, theme, s, &found);
    }
    if (found.len) {
        *candidates =
            lmv__arena_alloc(&scan->arena, found.len, sizeof(lmv__candidate));
        if (*candidates)
            memcpy(*candidates, found.data, found.len * sizeof(lmv__candidate));
        else
            scan->status = LMV_ENOMEM;
        *count = (uint32_t)found.len;
    }
    lmv__vec_clear(&found);
    return scan->status == LMV_OK ? LMV_OK : lmv__error_nomem(err);
}

/* --------------------------------------------------------------- decisions */

lmv_status lmv__scan_decided(lmv__scan *scan, uint32_t theme,
    const lmv__candidate *const *evidence, uint32_t n, lmv_error *err)
{
    lmv__decision *decision = &scan->decisions[theme];

    decision->document = scan->document;
    decision->n = 0;
    decision->evidence =
        lmv__arena_alloc(&scan->arena, n, sizeof *decision->evidence);
    if (!decision->evidence)
        return failed(scan, err);
    for (uint32_t i = 0; i < n; i++) {
        lmv__hit *hit = &decision->evidence[decision->n++];
        const lmv__candidate *c = evidence[i];

        hit->hull = c->hull;
        hit->spans = c->spans;
        hit->n_spans = c->n_spans;
        hit->groups = c->groups;
        hit->n_groups = c->n_groups;
        hit->sentence = c->sentence;
        hit->pos = c->pos;
        hit->order = i;
    }
    return LMV_OK;
}

static bool same_clause(lmv__scan *scan, lmv__span a, lmv__span b)
{
    for (uint32_t i = lmv__document_token_at(scan->doc, a.start);
         i < scan->n_tokens && scan->tokens[i].span.start < a.end; i++)
        for (uint32_t j = lmv__document_token_at(scan->doc, b.start);
             j < scan->n_tokens && scan->tokens[j].span.start < b.end; j++)
            if (scan->tokens[i].clause == scan->tokens[j].clause)
                return true;
    return false;
}

static bool overrides(
    lmv__scan *scan, const lmv__hit *by, const lmv__candidate *c)
{
    for (uint32_t i = 0; i < by->n_spans; i++)
        for (uint32_t j = 0; j < c->n_spans; j++)
            if (lmv__span_overlaps(by->spans[i], c->spans[j]) ||
                same_clause(scan, by->spans[i], c->spans[j]))
                return true;
    return false;
}

void lmv__scan_override(
    lmv__scan *scan, uint32_t by, lmv__candidate *candidates, uint32_t count)
{
    const lmv__decision *decision = &scan->decisions[by];

    if (decision->document != scan->document)
        return;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < decision->n; k++)
            if (candidates[i].state == LMV__ACCEPTED &&
                overrides(scan, &decision->evidence[k], &candidates[i])) {
                candidates[i].state = LMV__OVERRIDDEN;
                candidates[i].overridden_by = by;
            }
}

const lmv__missed *lmv__scan_missed(const lmv__scan *scan, uint32_t *count)
{
    *count = (uint32_t)scan->missed.len;
    return scan->missed.data;
}
