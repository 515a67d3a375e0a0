#include "workbench/nearest_inner.h"

#include <string.h>

/*
 * One entry against the comment.
 *
 *     all of its words are there   what stands between them, their order, the
 *                                  sentence, the language, the letters' case
 *     one of them is not           is a similar one there? else it is missing
 *
 * Entries that lack more than one word are not near.
 */

#define MAX_TRIES 3000 /* combinations of places, for each sentence */

/* What it costs to be wrong in some way: the dearest pair is told. */
enum { COST_SIGN = 5, COST_FAR = 10, COST_ORDER = 100, COST_SAME = 400 };

/* ---- the words of an entry in one sentence ---- */

typedef struct pair {
    lmv__near_kind kind;
    uint32_t cost, distance, limit, at; /* at: of the second word */
} pair;

typedef struct places {
    lmv__nearest *nearest;
    const lmv__near_entry *entry;
    uint32_t sentence, skip; /* skip: this word is not looked for */
    uint32_t tries;
    lmv__span now[LMV__NEAR_SPANS], best[LMV__NEAR_SPANS];
    uint32_t best_cost;
    pair worst; /* of the best */
} places;

static lmv__hits *hits_of(lmv__nearest *n, const lmv__near_word *word)
{
    uint32_t index = word->pattern->index, s;
    lmv__hits *hits = &n->hits[index];

    if (n->stamps[index] == n->stamp)
        return hits;
    n->stamps[index] = n->stamp;
    memset(hits, 0, sizeof *hits);
    for (s = 0; s < n->loose->n_sentences; s++)
        lmv__run_pattern(n->loose, word->pattern, s, hits);
    lmv__hits_sort(hits);
    return hits;
}

static bool in_sentence(
    lmv__nearest *n, const lmv__near_word *word, uint32_t sentence)
{
    const lmv__hits *hits = hits_of(n, word);
    uint32_t i;

    for (i = 0; i < hits->n; i++)
        if (hits->items[i].sentence == sentence)
            return true;
    return false;
}

/* Is there more than blanks, quotes and brackets between two neighbours? */
static bool sign_between(const lmv__nearest *n, lmv__span a, lmv__span b)
{
    lmv__slice text = lmv__document_text(n->doc);
    uint32_t i;

    for (i = a.end; i < b.start; i++)
        if (!strchr(" \t\r\n\"'()[]{}", text.ptr[i]) &&
            (unsigned char)text.ptr[i] < 0x80)
            return true;
    return false;
}

static pair judge_pair(
    lmv__nearest *n, const lmv__near_word *word, lmv__span a, lmv__span b)
{
    pair p = {LMV__NEAR_NONE, 0, 0, 0, 0};
    bool row = word->limit == LMV__NEAR_ROW;

    if (lmv__span_overlaps(a, b)) {
        p.kind = LMV__NEAR_MISSING;
        p.cost = COST_SAME;
        return p;
    }
    p.distance = lmv__words_between(n->loose, a, b);
    p.limit = word->limit > 0 ? (uint32_t)word->limit : 0;
    if (b.start < a.end && !word->either) {
        p.kind = LMV__NEAR_ORDER;
        p.cost = COST_ORDER + p.distance;
    } else if (word->limit != LMV__NEAR_ANY && p.distance > p.limit) {
        p.kind = LMV__NEAR_FAR;
        p.cost = COST_FAR + p.distance - p.limit;
    } else if (row && sign_between(n, a, b)) {
        p.kind = LMV__NEAR_BETWEEN;
        p.cost = COST_SIGN;
    }
    return p;
}

/* Cost of the words placed so far, and its dearest pair. */
static uint32_t cost_of(places *p, pair *worst)
{
    uint32_t cost = 0, before = LMV__NONE, i;

    memset(worst, 0, sizeof *worst);
    for (i = 0; i < p->entry->n_words; i++) {
        pair one;

        if (i == p->skip)
            continue;
        if (before != LMV__NONE) {
            lmv__near_word word = p->entry->words[i];

            if (before + 1 != i) { /* the one between them is missing */
                word.limit = LMV__NEAR_ANY;
                word.either = word.either || p->entry->words[before + 1].either;
            }
            one = judge_pair(p->nearest, &word, p->now[before], p->now[i]);
            one.at = i;
            cost += one.cost;
            if (one.cost > worst->cost)
                *worst = one;
        }
        before = i;
    }
    return cost;
}

static void place(places *p, uint32_t word)
{
    const lmv__hits *hits;
    uint32_t i;

    if (word == p->skip)
        word++;
    if (word >= p->entry->n_words) {
        pair worst;
        uint32_t cost = cost_of(p, &worst);

        if (cost >= p->best_cost)
            return;
        p->best_cost = cost;
        p->worst = worst;
        memcpy(p->best, p->now, sizeof p->best);
        return;
    }
    hits = hits_of(p->nearest, &p->entry->words[word]);
    for (i = 0; i < hits->n && p->best_cost > 0; i++) {
        if (hits->items[i].sentence != p->sentence)
            continue;
        if (p->tries++ >= MAX_TRIES)
            return;
        p->now[word] = hits->items[i].hull;
        place(p, word + 1);
    }
}

/* ---- what is told ---- */

bool lmv__near_says(const lmv__nearest *n, const lmv__span *spans, uint32_t k)
{
    const lmv__scan *scan = n->loose;
    uint32_t i, t;

    for (i = 0; i < k; i++)
        for (t = lmv__document_token_at(n->doc, spans[i].start);
             t < scan->n_tokens && scan->tokens[t].span.start < spans[i].end;
             t++) {
            const lmv__token *token = &scan->tokens[t];
            lmv__slice word = {scan->folded->text + token->folded.start,
                token->folded.end - token->folded.start};

            if (token->kind == LMV__TOKEN_EMOJI ||
                (token->kind == LMV__TOKEN_WORD && word.len >= 4 &&
                    !token->transparent &&
                    !lmv__langdata_has(
                        scan->rules->langdata, LMV__FUNCTION_WORDS, word)))
                return true;
        }
    return false;
}

void lmv__near_keep(const lmv__near *near, lmv__near *best)
{
    if (near->rank > best->rank)
        *best = *near;
}

static void add_span(lmv__near *near, lmv__span span)
{
    uint32_t j = near->n_spans;

    for (; j > 0 && near->spans[j - 1].start > span.start; j--)
        near->spans[j] = near->spans[j - 1];
    near->spans[j] = span;
    near->n_spans++;
}

static void take_places(const places *p, lmv__near *near)
{
    uint32_t i;

    near->n_spans = 0;
    for (i = 0; i < p->entry->n_words; i++)
        if (i != p->skip)
            add_span(near, p->best[i]);
}

uint32_t lmv__near_less(uint32_t rank, uint32_t by)
{
    return rank > by + 1 ? rank - by : 1;
}

/* One word too many in a row is as bad as four where fourteen may stand. */
uint32_t lmv__near_far(uint32_t distance, uint32_t limit)
{
    uint32_t excess = distance - limit < 100 ? distance - limit : 100;

    return lmv__near_less(900, 250 * excess / (limit + 2));
}

/* Of words that all are there.  0: no match is near, one word of the comment
 * stands for two, or what it is cannot be told. */
static uint32_t rank_of(const lmv__nearest *n, const lmv__near *near)
{
    bool both =
        lmv__near_says(n, &near->left, 1) && lmv__near_says(n, &near->right, 1);

    switch (near->kind) {
    case LMV__NEAR_FAR:
        return lmv__near_less(
            lmv__near_far(near->distance, near->limit), both ? 0 : 100);
    case LMV__NEAR_BETWEEN:
        return both ? 895 : 700;
    case LMV__NEAR_ORDER:
        return lmv__near_less(
            both ? 850 : 600, 10 * (near->distance < 20 ? near->distance : 20));
    case LMV__NEAR_LANGUAGE:
        return lmv__near_says(n, near->spans, near->n_spans) ? 700 : 500;
    case LMV__NEAR_CASE:
        return 890;
    default:
        return 0;
    }
}

/* Every word is there, in this sentence; `cost` says how well. */
static void tell_places(lmv__nearest *n, const places *p, uint8_t languages,
    const lmv__near *frame, lmv__near *best)
{
    const lmv__sentence *sentence = &n->strict->sentences[p->sentence];
    bool foreign = !(sentence->admits & languages);
    const pair *worst = &p->worst;
    lmv__near near = *frame;

    take_places(p, &near);
    near.kind = worst->kind;
    near.language = sentence->language;
    near.languages = languages;
    near.distance = worst->distance;
    near.limit = worst->limit;
    if (worst->at > 0 && worst->at != p->skip) {
        near.left = p->best[worst->at - 1];
        near.right = p->best[worst->at];
    }
    if (worst->kind == LMV__NEAR_NONE && foreign)
        near.kind = LMV__NEAR_LANGUAGE;
    else if (worst->kind == LMV__NEAR_NONE && p->entry->exact)
        near.kind = LMV__NEAR_CASE;
    near.rank = rank_of(n, &near);
    if (foreign && near.kind != LMV__NEAR_LANGUAGE)
        near.rank = lmv__near_less(near.rank, 400);
    if (p->entry->n_words > 1 && !lmv__near_says(n, near.spans, near.n_spans))
        near.rank = lmv__near_less(near.rank, 400);
    lmv__near_keep(&near, best);
}

static void start_places(places *p, lmv__nearest *n,
    const lmv__near_entry *entry, uint32_t sentence, uint32_t skip)
{
    memset(p, 0, sizeof *p);
    p->nearest = n;
    p->entry = entry;
    p->sentence = sentence;
    p->skip = skip;
    p->best_cost = UINT32_MAX;
    place(p, 0);
}

/* The sentences that have all words but `skip`; false when there is none. */
static bool all_there(lmv__nearest *n, const lmv__near_entry *entry,
    uint8_t languages, const lmv__near *frame, lmv__near *best)
{
    bool any = false;
    uint32_t s, i;

    for (s = 0; s < n->loose->n_sentences; s++) {
        places p;

        for (i = 0; i < entry->n_words; i++)
            if (!in_sentence(n, &entry->words[i], s))
                break;
        if (i < entry->n_words)
            continue;
        any = true;
        start_places(&p, n, entry, s, LMV__NONE);
        if (p.best_cost < UINT32_MAX)
            tell_places(n, &p, languages, frame, best);
    }
    return any;
}

/* The words are in the comment, but in no sentence all of them. */
static void tell_sentences(lmv__nearest *n, const lmv__near_entry *entry,
    const lmv__near *frame, lmv__near *best)
{
    lmv__near near = *frame;
    uint32_t i;

    for (i = 0; i < entry->n_words; i++)
        add_span(&near, hits_of(n, &entry->words[i])->items[0].hull);
    near.kind = LMV__NEAR_SENTENCE;
    near.rank = 600;
    for (i = 0; i < near.n_spans; i++) /* each of them must say something */
        if (!lmv__near_says(n, &near.spans[i], 1))
            near.rank = 300;
    lmv__near_keep(&near, best);
}

static void tell_missing(lmv__nearest *n, const places *p, uint32_t missing,
    const lmv__near *frame, lmv__near *best)
{
    const lmv__near_word *word = &p->entry->words[missing];
    lmv__near near = *frame;
    uint32_t rest = p->entry->letters - word->letters;
    uint32_t wrong = p->best_cost < 200 ? p->best_cost : 200;

    take_places(p, &near);
    near.lacking = word->source;
    near.kind = lmv__near_word_like(
        n, word->literal, p->sentence, p->sentence + 1, &near.other);
    if (near.kind != LMV__NEAR_NONE) {
        near.rank = lmv__near_less(
            lmv__near_says(n, near.spans, near.n_spans) ? 780 : 500, wrong);
    } else {
        near.kind = LMV__NEAR_MISSING;
        near.rank = lmv__near_less(400 + 300 * rest / p->entry->letters, wrong);
        if (!lmv__near_says(n, near.spans, near.n_spans))
            near.rank = 100;
    }
    lmv__near_keep(&near, best);
}

static void one_missing(lmv__nearest *n, const lmv__near_entry *entry,
    uint32_t missing, uint8_t languages, const lmv__near *frame,
    lmv__near *best)
{
    uint32_t s, i;

    for (s = 0; s < n->loose->n_sentences; s++) {
        places p;

        if (!(n->strict->sentences[s].admits & languages))
            continue;
        for (i = 0; i < entry->n_words; i++)
            if (i != missing && !in_sentence(n, &entry->words[i], s))
                break;
        if (i < entry->n_words)
            continue;
        start_places(&p, n, entry, s, missing);
        if (p.best_cost < UINT32_MAX)
            tell_missing(n, &p, missing, frame, best);
    }
}

/* An entry of one word that is not there. */
static void like_word(lmv__nearest *n, const lmv__near_entry *entry,
    uint8_t languages, const lmv__near *frame, lmv__near *best)
{
    const lmv__near_word *word = &entry->words[0];
    uint32_t s;

    if (word->literal.len == 0)
        return;
    for (s = 0; s < n->loose->n_sentences; s++) {
        lmv__near near = *frame;

        if (!(n->strict->sentences[s].admits & languages))
            continue;
        near.kind =
            lmv__near_word_like(n, word->literal, s, s + 1, &near.other);
        if (near.kind == LMV__NEAR_NONE)
            continue;
        near.lacking = word->source;
        near.spans[near.n_spans++] = near.other;
        near.rank = near.kind == LMV__NEAR_PART ? 640 : 600;
        if (word->literal.len >= 7)
            near.rank += 60;
        lmv__near_keep(&near, best);
        return;
    }
}

void lmv__near_entry_judge(lmv__nearest *n, uint32_t theme, uint32_t signal,
    const lmv__pattern *pattern, lmv__near *best)
{
    const lmv__near_entry *entry = &n->entries[pattern->index];
    lmv__near frame = {.theme = theme,
        .signal = signal,
        .pos = pattern->pos,
        .entry = entry->text};
    uint32_t lacking = 0, missing = 0, i;

    for (i = 0; i < entry->n_words && lacking < 2; i++)
        if (hits_of(n, &entry->words[i])->n == 0) {
            missing = i;
            lacking++;
        }
    if (entry->n_words == 0 || lacking > 1)
        return;
    if (lacking == 0) {
        if (!all_there(n, entry, pattern->languages, &frame, best))
            tell_sentences(n, entry, &frame, best);
    } else if (entry->n_words > 1) {
        one_missing(n, entry, missing, pattern->languages, &frame, best);
    } else {
        like_word(n, entry, pattern->languages, &frame, best);
    }
}
