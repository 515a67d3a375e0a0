#include "rules/asked.h"
#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>

/*
 * Guards: does a trigger reach a candidate?
 *
 *     Die Hotline [erreiche] ich  gar  nicht          left 2, right 5
 *                  candidate     └free┘ trigger ◄──── distance 2
 *
 * Triggers are searched once a sentence, when a candidate first needs them.
 * A distance counts content words, the transparent ones are free; it ends at
 * the border of a clause.
 */

#define LONG_SENTENCE 25 /* tokens; without punctuation: */
#define LONG_REACH 5     /* what a `clause` reach shrinks to */

/* --------------------------------------------------------------- triggers */

static bool inside_any(const lmv__hits *outer, const lmv__hit *hit)
{
    for (uint32_t i = 0; i < outer->n; i++)
        if (lmv__span_contains(outer->items[i].hull, hit->hull))
            return true;
    return false;
}

static void find_triggers(
    lmv__scan *scan, uint32_t guard, uint32_t sentence, lmv__vec *found)
{
    const lmv__guard *g = &scan->rules->guards[guard];
    lmv__hits not_these = {NULL, 0, 0};
    bool know_not = false;

    for (uint32_t t = 0; t < g->n_triggers; t++) {
        lmv__hits hits = {NULL, 0, 0};

        lmv__run_entries(scan, &g->triggers[t].words, sentence, &hits);
        if (hits.n == 0)
            continue;
        lmv__hits_sort(&hits);
        if (!know_not)
            lmv__run_entries(scan, &g->not_these, sentence, &not_these);
        know_not = true;
        for (uint32_t i = 0; i < hits.n; i++) {
            lmv__trigger_hit *slot = lmv__vec_push(found);
            if (!slot) {
                scan->status = LMV_ENOMEM;
                return;
            }
            slot->guard = guard;
            slot->trigger = t;
            slot->hit = hits.items[i];
            slot->void_ = inside_any(&not_these, &hits.items[i]);
        }
    }
}

static uint32_t length_of(lmv__span span)
{
    return span.end - span.start;
}

typedef struct placed {
    lmv__span hull;
    uint32_t i;
} placed;

static int by_start(const void *a, const void *b)
{
    const placed *x = a, *y = b;

    if (x->hull.start != y->hull.start)
        return x->hull.start < y->hull.start ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

/* The first that starts at `from` or behind it. */
static uint32_t first_from(const placed *order, uint32_t n, uint32_t from)
{
    uint32_t low = 0;

    while (low < n) {
        uint32_t middle = low + (n - low) / 2;

        if (order[middle].hull.start < from)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* Is it inside a longer one of another guard, or one with the same words? */
static void compare_longer(
    lmv__scan *scan, lmv__trigger_hit *hit, const lmv__trigger_hit *longer)
{
    scan->compared++;
    if (longer->guard == hit->guard || longer->void_ ||
        !lmv__span_contains(longer->hit.hull, hit->hit.hull))
        return;
    if (length_of(longer->hit.hull) > length_of(hit->hit.hull))
        hit->void_ = true;
    else
        hit->twin = true;
}

/* "wäre schön" is a wish, not the hypothetical "wäre".  What contains a trigger
 * starts at most the length of the longest one before its end. */
static void void_shorter(lmv__scan *scan, lmv__trigger_hit *hits, uint32_t n)
{
    placed *order = lmv__arena_alloc(&scan->arena, n, sizeof *order);
    uint32_t longest = 0;

    if (!order) {
        scan->status = LMV_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        order[i].hull = hits[i].hit.hull;
        order[i].i = i;
        if (length_of(order[i].hull) > longest)
            longest = length_of(order[i].hull);
    }
    if (n > 1)
        qsort(order, n, sizeof *order, by_start);
    for (uint32_t i = 0; i < n; i++) {
        lmv__span hull = hits[i].hit.hull;
        uint32_t from = hull.end > longest ? hull.end - longest : 0;

        for (uint32_t k = first_from(order, n, from);
             k < n && order[k].hull.start <= hull.start && !hits[i].void_; k++)
            compare_longer(scan, &hits[i], &hits[order[k].i]);
    }
}

static const lmv__sentence_state *triggers_of(
    lmv__scan *scan, uint32_t sentence)
{
    lmv__sentence_state *state = &scan->states[sentence];
    lmv__vec found;

    if (state->guarded)
        return state;
    state->guarded = true;
    lmv__vec_init(&found, sizeof(lmv__trigger_hit));
    for (uint32_t g = 0; g < scan->rules->n_guards; g++)
        find_triggers(scan, g, sentence, &found);
    state->triggers =
        lmv__arena_alloc(&scan->arena, found.len, sizeof *state->triggers);
    if (!state->triggers) {
        scan->status = LMV_ENOMEM;
    } else if (found.len) {
        memcpy(
            state->triggers, found.data, found.len * sizeof *state->triggers);
        state->n_triggers = (uint32_t)found.len;
        void_shorter(scan, state->triggers, state->n_triggers);
    }
    lmv__vec_clear(&found);
    return state;
}

/* ------------------------------------------------------------------ reach */

/* Tokens of a span: [first, last]. */
typedef struct range {
    uint32_t first, last;
} range;

static range tokens_of(lmv__scan *scan, lmv__span span)
{
    range r;

    r.first = r.last = lmv__document_token_at(scan->doc, span.start);
    while (r.last + 1 < scan->n_tokens &&
           scan->tokens[r.last + 1].span.start < span.end)
        r.last++;
    return r;
}

static bool counts(const lmv__scan *scan, uint32_t token)
{
    const lmv__token *t = &scan->tokens[token];

    return (t->kind == LMV__TOKEN_WORD || t->kind == LMV__TOKEN_NUMBER) &&
           !(t->transparent & scan->sentences[t->sentence].admits);
}

/* Is a token of `target` at most `reach` content words from `from`, in
 * direction `step`, without a border of a clause between? */
static bool within_words(
    const lmv__scan *scan, range from, range target, int32_t reach, int step)
{
    uint32_t at = step > 0 ? from.last : from.first;
    uint32_t clause = scan->tokens[at].clause;
    int32_t passed = 0;

    for (;;) {
        if (step > 0 ? at + 1 >= scan->n_tokens : at == 0)
            return false;
        at = step > 0 ? at + 1 : at - 1;
        if (scan->tokens[at].clause != clause)
            return false;
        if (at >= target.first && at <= target.last)
            return passed < reach;
        if (counts(scan, at) && ++passed >= reach)
            return false;
    }
}

static bool shares_clause(const lmv__scan *scan, range a, range b)
{
    for (uint32_t i = a.first; i <= a.last; i++)
        for (uint32_t j = b.first; j <= b.last; j++)
            if (scan->tokens[i].clause == scan->tokens[j].clause)
                return true;
    return false;
}

static bool is_long(const lmv__sentence *s)
{
    return s->n_tokens > LONG_SENTENCE && !s->punctuated;
}

/* Does a reach from the tokens `from` (a piece of a trigger) get to the span
 * `target`, which lies to its right (step 1) or left (-1)? */
static bool reaches(
    lmv__scan *scan, range from, range target, int32_t reach, int step)
{
    uint32_t here, there;

    if (from.first >= scan->n_tokens || target.first >= scan->n_tokens)
        return false;
    here = scan->tokens[from.first].sentence;
    there = scan->tokens[target.first].sentence;
    if (reach == LMV__REACH_COMMENT)
        return true;
    if (reach == LMV__REACH_PREVIOUS_QUESTION)
        return there + 1 == here && scan->sentences[there].question;
    if (here != there)
        return false;
    if (reach == LMV__REACH_SENTENCE)
        return true;
    if (reach == LMV__REACH_CLAUSE && !is_long(&scan->sentences[here]))
        return shares_clause(scan, from, target);
    if (reach == LMV__REACH_CLAUSE)
        reach = LONG_REACH;
    return reach > 0 && within_words(scan, from, target, reach, step);
}

static bool trigger_reaches(
    lmv__scan *scan, const lmv__trigger_hit *hit, const lmv__candidate *c)
{
    const lmv__trigger *t =
        &scan->rules->guards[hit->guard].triggers[hit->trigger];

    for (uint32_t i = 0; i < hit->hit.n_spans; i++) {
        range from = tokens_of(scan, hit->hit.spans[i]);

        for (uint32_t j = 0; j < c->n_spans; j++) {
            range target = tokens_of(scan, c->spans[j]);
            bool right = c->spans[j].start >= hit->hit.spans[i].end;

            if (reaches(scan, from, target, right ? t->right : t->left,
                    right ? 1 : -1))
                return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ judging */

typedef struct judging {
    lmv__scan *scan;
    const lmv__signal *signal;
    const lmv__theme *theme;
    lmv__candidate *candidate;
    lmv__vec guards; /* lmv__guarded */
} judging;

static bool names_guard(const judging *j, uint32_t guard)
{
    return j->signal->when.of[guard] != LMV__WHEN_UNSET ||
           j->theme->when.of[guard] != LMV__WHEN_UNSET;
}

/* Of two guards with the same words, the one that `when` names wins. */
static bool outvoted(
    const judging *j, const lmv__sentence_state *state, uint32_t i)
{
    const lmv__trigger_hit *mine = &state->triggers[i];

    if (!mine->twin || names_guard(j, mine->guard))
        return false;
    for (uint32_t k = 0; k < state->n_triggers; k++) {
        const lmv__trigger_hit *other = &state->triggers[k];

        j->scan->compared++;
        if (other->guard != mine->guard && !other->void_ &&
            other->hit.hull.start == mine->hit.hull.start &&
            other->hit.hull.end == mine->hit.hull.end &&
            names_guard(j, other->guard))
            return true;
    }
    return false;
}

static bool overlaps(const lmv__hit *hit, const lmv__candidate *c)
{
    for (uint32_t i = 0; i < hit->n_spans; i++)
        for (uint32_t j = 0; j < c->n_spans; j++)
            if (lmv__span_overlaps(hit->spans[i], c->spans[j]))
                return true;
    return false;
}

static bool is_noted(const judging *j, uint32_t guard)
{
    for (size_t i = 0; i < j->guards.len; i++) {
        const lmv__guarded *noted = lmv__vec_at(&j->guards, i);
        if (noted->guard == guard)
            return true;
    }
    return false;
}

static void note_guard(judging *j, const lmv__guarded *guarded)
{
    lmv__guarded *slot = lmv__vec_push(&j->guards);

    if (slot)
        *slot = *guarded;
    else
        j->scan->status = LMV_ENOMEM;
}

static void note_trigger(judging *j, const lmv__trigger_hit *hit)
{
    lmv__guarded guarded = {.guard = hit->guard,
        .trigger = hit->trigger,
        .span = hit->hit.hull,
        .when = (lmv__when)j->signal->resolved.of[hit->guard]};

    note_guard(j, &guarded);
}

/* The question puts its answers inside guards.  A complaint stays one when it
 * answers what could be better: only praise can be skipped for that. */
static void note_question(judging *j)
{
    const lmv_ruleset *rules = j->scan->rules;

    for (uint32_t g = 0; g < rules->n_guards; g++) {
        lmv__guarded guarded = {.guard = g,
            .trigger = LMV__NONE,
            .when = (lmv__when)j->signal->resolved.of[g]};

        if (is_noted(j, g) ||
            !(rules->guards[g].asked & LMV__ASKED_BIT(j->scan->asked)))
            continue;
        if (guarded.when == LMV__WHEN_SKIP &&
            j->theme->polarity != LMV_POSITIVE)
            guarded.when = LMV__WHEN_KEEP;
        note_guard(j, &guarded);
    }
}

static void look_at_sentence(judging *j, uint32_t sentence)
{
    const lmv__sentence_state *state = triggers_of(j->scan, sentence);

    for (uint32_t i = 0; i < state->n_triggers; i++) {
        const lmv__trigger_hit *hit = &state->triggers[i];

        j->scan->compared++;
        if (!hit->void_ && !is_noted(j, hit->guard) &&
            !overlaps(&hit->hit, j->candidate) &&
            trigger_reaches(j->scan, hit, j->candidate) &&
            !outvoted(j, state, i))
            note_trigger(j, hit);
    }
}

/* Sentences whose triggers could reach: those of the spans, the next one for
 * previous-question, all for a guard that reaches over the comment. */
static void find_guards(judging *j)
{
    const lmv_ruleset *rules = j->scan->rules;
    const lmv__candidate *c = j->candidate;
    uint32_t first = c->sentence, last = c->sentence;

    for (uint32_t i = 0; i < c->n_spans; i++) {
        uint32_t s = lmv__document_sentence_at(j->scan->doc, c->spans[i].start);
        if (s > last && s < j->scan->n_sentences)
            last = s;
    }
    if (last + 1 < j->scan->n_sentences)
        last++;
    for (uint32_t g = 0; g < rules->n_guards; g++)
        for (uint32_t t = 0; t < rules->guards[g].n_triggers; t++) {
            const lmv__trigger *trigger = &rules->guards[g].triggers[t];

            if ((trigger->left == LMV__REACH_COMMENT ||
                    trigger->right == LMV__REACH_COMMENT) &&
                lmv__entries_alive(j->scan, &trigger->words)) {
                first = 0;
                last = j->scan->n_sentences - 1;
            }
        }
    for (uint32_t s = first; s <= last; s++)
        look_at_sentence(j, s);
}

static void block(
    lmv__candidate *c, lmv__block why, uint32_t guard, lmv__span blocker)
{
    if (c->state == LMV__BLOCKED)
        return;
    c->state = LMV__BLOCKED;
    c->block = (uint8_t)why;
    c->guard = guard;
    c->blocker = blocker;
}

/* `only` adds the trigger to the evidence. */
static void add_span(lmv__scan *scan, lmv__candidate *c, lmv__span span)
{
    lmv__span *spans =
        lmv__arena_alloc(&scan->arena, c->n_spans + 1, sizeof *spans);
    uint32_t n = 0;
    bool put = false;

    if (!spans) {
        scan->status = LMV_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < c->n_spans; i++) {
        if (lmv__span_overlaps(c->spans[i], span))
            return;
        if (!put && c->spans[i].start > span.start) {
            spans[n++] = span;
            put = true;
        }
        spans[n++] = c->spans[i];
    }
    if (!put)
        spans[n++] = span;
    c->spans = spans;
    c->n_spans = n;
    c->hull.start = spans[0].start;
    c->hull.end = spans[n - 1].end;
}

static void apply_guards(judging *j)
{
    lmv__candidate *c = j->candidate;
    lmv__span nothing = {0, 0};

    for (size_t i = 0; i < j->guards.len; i++) {
        const lmv__guarded *g = lmv__vec_at(&j->guards, i);
        if (g->when == LMV__WHEN_SKIP)
            block(c, LMV__BLOCK_GUARD, g->guard, g->span);
    }
    for (uint32_t g = 0; g < j->scan->rules->n_guards; g++) {
        const lmv__guarded *met = NULL;

        if (j->signal->resolved.of[g] != LMV__WHEN_ONLY)
            continue;
        for (size_t i = 0; i < j->guards.len; i++) {
            const lmv__guarded *one = lmv__vec_at(&j->guards, i);
            if (one->guard == g)
                met = one;
        }
        if (met && met->trigger == LMV__NONE)
            continue;
        if (met)
            add_span(j->scan, c, met->span);
        else
            block(c, LMV__BLOCK_ONLY, g, nothing);
    }
    c->guards =
        lmv__arena_alloc(&j->scan->arena, j->guards.len, sizeof *c->guards);
    if (!c->guards) {
        j->scan->status = LMV_ENOMEM;
    } else if (j->guards.len) {
        memcpy(c->guards, j->guards.data, j->guards.len * sizeof *c->guards);
        c->n_guards = (uint32_t)j->guards.len;
    }
}

/* ---------------------------------------------------- unless and requires */

static bool in_touched_clause(
    lmv__scan *scan, const lmv__hit *hit, const lmv__candidate *c)
{
    for (uint32_t i = 0; i < hit->n_spans; i++)
        for (uint32_t j = 0; j < c->n_spans; j++) {
            range a = tokens_of(scan, hit->spans[i]);
            range b = tokens_of(scan, c->spans[j]);

            if (a.first < scan->n_tokens && b.first < scan->n_tokens &&
                shares_clause(scan, a, b))
                return true;
        }
    return false;
}

/* Does one of the condition's entries occur where it is asked for?  `*where`
 * gets its words. */
static bool occurs(lmv__scan *scan, const lmv__condition *condition,
    const lmv__candidate *c, lmv__span *where)
{
    uint32_t first = c->sentence, last = c->sentence;

    if (!lmv__entries_alive(scan, &condition->entries))
        return false;
    if (condition->in == LMV__IN_COMMENT) {
        first = 0;
        last = scan->n_sentences - 1;
    } else {
        for (uint32_t i = 0; i < c->n_spans; i++) {
            uint32_t s =
                lmv__document_sentence_at(scan->doc, c->spans[i].start);
            if (s > last && s < scan->n_sentences)
                last = s;
        }
    }
    for (uint32_t s = first; s <= last; s++) {
        lmv__hits hits = {NULL, 0, 0};

        lmv__run_entries(scan, &condition->entries, s, &hits);
        for (uint32_t i = 0; i < hits.n; i++)
            if (condition->in != LMV__IN_CLAUSE ||
                in_touched_clause(scan, &hits.items[i], c)) {
                *where = hits.items[i].hull;
                return true;
            }
    }
    return false;
}

/* Is everything but punctuation inside the candidate? */
static bool is_whole(const lmv__scan *scan, const lmv__candidate *c)
{
    for (uint32_t i = 0; i < scan->n_tokens; i++)
        if (scan->tokens[i].kind != LMV__TOKEN_PUNCT &&
            !lmv__span_contains(c->hull, scan->tokens[i].span))
            return false;
    return true;
}

void lmv__judge(lmv__scan *scan, const lmv__signal *signal,
    const lmv__theme *theme, lmv__candidate *candidate)
{
    judging j = {
        .scan = scan, .signal = signal, .theme = theme, .candidate = candidate};
    lmv__span where = {0, 0};

    candidate->state = LMV__ACCEPTED;
    candidate->guard = LMV__NONE;
    if (signal->asked && !(signal->asked & LMV__ASKED_BIT(scan->asked)))
        block(candidate, LMV__BLOCK_ASKED, LMV__NONE, where);
    if (signal->whole && !is_whole(scan, candidate))
        block(candidate, LMV__BLOCK_WHOLE, LMV__NONE, where);
    if (signal->requires.entries.n &&
        !occurs(scan, &signal->requires, candidate, &where))
        block(candidate, LMV__BLOCK_REQUIRES, LMV__NONE, where);
    if (signal->unless.entries.n &&
        occurs(scan, &signal->unless, candidate, &where))
        block(candidate, LMV__BLOCK_UNLESS, LMV__NONE, where);
    lmv__vec_init(&j.guards, sizeof(lmv__guarded));
    find_guards(&j);
    note_question(&j);
    apply_guards(&j);
    lmv__vec_clear(&j.guards);
}
