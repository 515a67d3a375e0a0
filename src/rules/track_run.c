#include "rules/track.h"

#include "rules/eight.h"
#include "rules/kinds.h"

#include <stdlib.h>
#include <string.h>

/*
 * Running a track: one path at a time, with a stack of the choices that are
 * left and a trail of the captures to put back.
 */

#define UNSET SIZE_MAX /* as PCRE2_UNSET */
#define MARK UINT32_MAX

/* Where to go on when the path fails. */
typedef struct choice {
    size_t at;
    size_t start;   /* of a GAP */
    uint32_t op;    /* MARK: the start of an atomic group */
    uint32_t count; /* of GAP and ENDINGS; of a MARK: the one outside */
    uint32_t trail;
} choice;

typedef struct kept {
    uint32_t capture;
    size_t start, end;
} kept;

struct lmv__walker {
    lmv__kinds kinds;
    choice *choices;
    kept *trail;
    size_t *ovector;
};

typedef struct walk {
    lmv__walker *w;
    const lmv__track *track;
    const char *text;
    size_t len, at;
    uint32_t op, n_choices, n_trail, mark, steps;
} walk;

lmv__walker *lmv__walker_new(uint32_t largest)
{
    lmv__walker *w = calloc(1, sizeof *w);
    size_t n = (size_t)largest + 1;

    if (!w)
        return NULL;
    w->choices = calloc(n, sizeof *w->choices);
    w->trail = calloc(n, sizeof *w->trail);
    w->ovector = calloc(2 * (n + 1), sizeof *w->ovector);
    if (!lmv__kinds_init(&w->kinds) || !w->choices || !w->trail ||
        !w->ovector) {
        lmv__walker_free(w);
        return NULL;
    }
    return w;
}

void lmv__walker_free(lmv__walker *w)
{
    if (!w)
        return;
    lmv__kinds_clear(&w->kinds);
    free(w->choices);
    free(w->trail);
    free(w->ovector);
    free(w);
}

size_t *lmv__walker_ovector(lmv__walker *w)
{
    return w->ovector;
}

/* ------------------------------------------------------------- characters */

static uint8_t kind_here(walk *k, size_t at, size_t *used)
{
    *used = 0;
    return at < k->len ? lmv__kind_at(&k->w->kinds, k->text, k->len, at, used)
                       : 0;
}

/* Start of the character before `at`, at > 0. */
static size_t step_back(const char *text, size_t at)
{
    at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Bytes that a star may take at `at`; 0: none. */
static size_t inner(walk *k, size_t at)
{
    size_t used, next;

    if (kind_here(k, at, &used) & LMV__KIND_WORD)
        return used;
    if (used && k->text[at] == '-' &&
        kind_here(k, at + 1, &next) & (LMV__KIND_LETTER | LMV__KIND_DIGIT))
        return 1;
    return 0;
}

size_t lmv__walker_back(
    lmv__walker *w, const char *text, size_t len, size_t at, size_t stop)
{
    while (at > stop) {
        size_t before = step_back(text, at), used;

        if (text[before] != '-' &&
            !(lmv__kind_at(&w->kinds, text, len, before, &used) &
                LMV__KIND_WORD))
            break;
        at = before;
    }
    return at;
}

static bool edge_before(walk *k, uint8_t edge)
{
    size_t before, used;
    uint8_t kind;

    if (k->at == 0)
        return true;
    before = step_back(k->text, k->at);
    kind = kind_here(k, before, &used);
    if (edge == LMV__EDGE_LETTER)
        return !(kind & (LMV__KIND_LETTER | LMV__KIND_MARK));
    if (edge == LMV__EDGE_DIGIT)
        return !(kind & LMV__KIND_DIGIT);
    if (kind & LMV__KIND_WORD)
        return false;
    if (k->text[before] != '-' || before == 0)
        return true;
    return !(kind_here(k, step_back(k->text, before), &used) & LMV__KIND_WORD);
}

static bool edge_behind(walk *k, uint8_t edge)
{
    size_t used;
    uint8_t kind = kind_here(k, k->at, &used);

    if (edge == LMV__EDGE_DIGIT)
        return !(kind & LMV__KIND_DIGIT);
    return !(kind & (LMV__KIND_LETTER | LMV__KIND_MARK));
}

/* ---------------------------------------------------------------- choices */

static void push(walk *k, size_t at, uint32_t op, uint32_t count)
{
    choice *c = &k->w->choices[k->n_choices++];

    c->at = at;
    c->op = op;
    c->count = count;
    c->trail = k->n_trail;
}

static void capture(walk *k, uint32_t number, size_t start, size_t end)
{
    kept *old = &k->w->trail[k->n_trail++];
    size_t *pair = &k->w->ovector[2 * number];

    old->capture = number;
    old->start = pair[0];
    old->end = pair[1];
    pair[0] = start;
    pair[1] = end;
}

static void restore(walk *k, uint32_t trail)
{
    while (k->n_trail > trail) {
        const kept *old = &k->w->trail[--k->n_trail];

        k->w->ovector[2 * old->capture] = old->start;
        k->w->ovector[2 * old->capture + 1] = old->end;
    }
}

/* ---------------------------------------------------------------- literals */

static bool take_text(walk *k, const char *text, size_t n)
{
    if (n > k->len - k->at || memcmp(k->text + k->at, text, n) != 0)
        return false;
    k->at += n;
    return true;
}

static bool take_literal(walk *k, const lmv__op *op)
{
    size_t left = k->len - k->at;

    if (op->n > 8)
        return take_text(k, op->u.data, op->n);
    if (op->n > left || op->n == 0)
        return op->n == 0;
    if (lmv__eight_first(lmv__eight(k->text + k->at, left), op->n) !=
        op->u.head)
        return false;
    k->at += op->n;
    return true;
}

static bool take_exact(walk *k, const lmv__op *op)
{
    size_t start = k->at;

    if (!take_literal(k, op))
        return false;
    capture(k, op->capture, start, k->at);
    return true;
}

/* The next ending that fits, from number `i` on; at last none. */
static void take_ending(walk *k, const lmv__op *op, uint32_t i)
{
    const lmv__slice *endings = op->u.data;
    uint32_t here = k->op;
    size_t from = k->at;

    for (; i < op->n; i++)
        if (take_text(k, endings[i].ptr, endings[i].len)) {
            push(k, from, here, i + 1);
            break;
        }
    k->op++;
}

/* ------------------------------------------------------- stars, rows, gaps */

static bool take_run(walk *k, uint32_t at_least)
{
    size_t used;
    uint32_t n = 0;

    for (; (used = inner(k, k->at)) > 0; n++)
        k->at += used;
    return n >= at_least;
}

static bool in_row(walk *k, size_t at, size_t *used)
{
    if (kind_here(k, at, used) & LMV__KIND_BLANK)
        return true;
    return *used == 1 && k->text[at] && strchr("\"'()[]{}", k->text[at]);
}

static bool take_row(walk *k)
{
    size_t start = k->at, used;

    while (in_row(k, k->at, &used))
        k->at += used;
    return k->at > start;
}

static void take_join(walk *k)
{
    size_t used;
    bool blank = kind_here(k, k->at, &used) & LMV__KIND_BLANK;

    k->op++;
    if (!used || !(blank || k->text[k->at] == '-'))
        return;
    push(k, k->at, k->op - 1, 0);
    k->at += used;
}

static size_t skip_kinds(walk *k, size_t at, uint8_t kinds)
{
    const unsigned char *text = (const unsigned char *)k->text;
    const uint8_t *ascii = k->w->kinds.ascii;
    size_t used;

    while (at < k->len && text[at] < 0x80 && ascii[text[at]] & kinds)
        at++;
    while (kind_here(k, at, &used) & kinds)
        at += used;
    return at;
}

static size_t skip_separators(walk *k, size_t at)
{
    const unsigned char *text = (const unsigned char *)k->text;
    const uint8_t *ascii = k->w->kinds.ascii;
    size_t used;

    while (at < k->len && text[at] < 0x80 &&
           !(ascii[text[at]] & (LMV__KIND_LETTER | LMV__KIND_DIGIT)))
        at++;
    while (at < k->len &&
           !(kind_here(k, at, &used) & (LMV__KIND_LETTER | LMV__KIND_DIGIT)))
        at += used;
    return at;
}

/* Behind the word at `at`; `at` itself when there is none. */
static size_t skip_word(walk *k, size_t at)
{
    size_t used;
    uint8_t kind = kind_here(k, at, &used);

    if (kind & LMV__KIND_DIGIT)
        return skip_kinds(k, at, LMV__KIND_DIGIT);
    if (!(kind & LMV__KIND_LETTER))
        return at;
    at = skip_kinds(k, at, LMV__KIND_LETTER | LMV__KIND_MARK);
    while (at < k->len && k->text[at] == '\'') {
        size_t end = skip_kinds(k, at + 1, LMV__KIND_LETTER);

        if (end == at + 1)
            break;
        at = end;
    }
    return at;
}

/* The gap ends here; a longer one is left as a choice. */
static void end_gap(walk *k, const lmv__op *op, size_t start, uint32_t words)
{
    push(k, k->at, k->op, words);
    k->w->choices[k->n_choices - 1].start = start;
    capture(k, op->capture, start, k->at);
    k->op++;
}

static void take_gap(walk *k, const lmv__op *op)
{
    size_t start = k->at;

    if (!op->flag)
        k->at = skip_separators(k, k->at);
    end_gap(k, op, start, 0);
}

/* One more word; or, where separators go one by one, one of those. */
static bool widen_gap(walk *k, const lmv__op *op, const choice *c)
{
    size_t used;
    uint32_t words = c->count;
    uint8_t kind = kind_here(k, k->at, &used);

    if (kind & (LMV__KIND_LETTER | LMV__KIND_DIGIT)) {
        if (words++ >= op->n)
            return false;
        k->at = skip_word(k, k->at);
        if (!op->flag)
            k->at = skip_separators(k, k->at);
    } else if (op->flag && used) {
        k->at += used;
    } else {
        return false;
    }
    end_gap(k, op, c->start, words);
    return true;
}

/* ------------------------------------------------------------------ steps */

static void split(walk *k, const lmv__op *op)
{
    if (op->flag &&
        (k->at >= k->len || (unsigned char)k->text[k->at] != op->first)) {
        k->op = op->n;
        return;
    }
    push(k, k->at, k->op, 0);
    k->op++;
}

/* The first branch from number `i` on that may begin here. */
static bool take_branch(walk *k, const lmv__op *op, uint32_t i)
{
    const lmv__branches *table = op->u.data;
    uint32_t here = k->op;
    uint16_t byte = LMV__ANY_BYTE;

    if (k->at < k->len)
        byte = (unsigned char)k->text[k->at];
    if (byte == LMV__ANY_BYTE ? !table->at_end
                              : !(table->bytes[byte / 64] >> (byte % 64) & 1))
        return false;
    for (; i < op->n; i++)
        if (table->items[i].first == byte ||
            table->items[i].first == LMV__ANY_BYTE) {
            if (i + 1 < op->n)
                push(k, k->at, here, i + 1);
            k->op = table->items[i].op;
            return true;
        }
    return false;
}

static void commit(walk *k)
{
    uint32_t mark = k->mark;

    k->mark = k->w->choices[mark].count;
    k->n_choices = mark;
}

/* Ops that leave no choice; false: this path fails. */
static bool plain_step(walk *k, const lmv__op *op)
{
    k->op++;
    switch ((lmv__op_kind)op->kind) {
    case LMV__OP_LITERAL:
        return take_literal(k, op);
    case LMV__OP_EXACT:
        return take_exact(k, op);
    case LMV__OP_BEFORE:
        return edge_before(k, op->flag);
    case LMV__OP_BEHIND:
        return edge_behind(k, op->flag);
    case LMV__OP_RUN:
        return take_run(k, op->n);
    case LMV__OP_ROW:
        return take_row(k);
    case LMV__OP_COMMIT:
        commit(k);
        return true;
    default:
        return false;
    }
}

static bool step(walk *k, const lmv__op *op)
{
    switch ((lmv__op_kind)op->kind) {
    case LMV__OP_ENDINGS:
        take_ending(k, op, 0);
        return true;
    case LMV__OP_STAR:
        push(k, k->at, k->op, 0);
        k->op++;
        return true;
    case LMV__OP_JOIN:
        take_join(k);
        return true;
    case LMV__OP_GAP:
        take_gap(k, op);
        return true;
    case LMV__OP_SPLIT:
        split(k, op);
        return true;
    case LMV__OP_SWITCH:
        return take_branch(k, op, 0);
    case LMV__OP_JUMP:
        k->op = op->n;
        return true;
    case LMV__OP_ATOMIC:
        push(k, k->at, MARK, k->mark);
        k->mark = k->n_choices - 1;
        k->op++;
        return true;
    default:
        return plain_step(k, op);
    }
}

/* Take up the choice; false: it had no more to offer. */
static bool resume(walk *k, const choice *c)
{
    const lmv__op *op = &k->track->ops[c->op];
    size_t used;

    k->at = c->at;
    k->op = c->op;
    switch ((lmv__op_kind)op->kind) {
    case LMV__OP_SPLIT:
        k->op = op->n;
        return true;
    case LMV__OP_SWITCH:
        return take_branch(k, op, c->count);
    case LMV__OP_JOIN:
        k->op++;
        return true;
    case LMV__OP_ENDINGS:
        take_ending(k, op, c->count);
        return true;
    case LMV__OP_STAR:
        used = inner(k, k->at);
        if (!used)
            return false;
        k->at += used;
        push(k, k->at, k->op, 0);
        k->op++;
        return true;
    case LMV__OP_GAP:
        return widen_gap(k, op, c);
    default:
        return false;
    }
}

/* The path failed: the last choice that is left. */
static bool go_back(walk *k)
{
    while (k->n_choices > 0) {
        choice c = k->w->choices[--k->n_choices];

        k->steps++;
        restore(k, c.trail);
        if (c.op == MARK)
            k->mark = c.count;
        else if (resume(k, &c))
            return true;
    }
    return false;
}

lmv__walk lmv__track_match(lmv__walker *walker, const lmv__track *track,
    const char *text, size_t len, size_t start)
{
    walk k = {.w = walker,
        .track = track,
        .text = text,
        .len = len,
        .at = start,
        .mark = MARK};

    for (uint32_t i = 0; i < 2 * track->n_captures; i++)
        walker->ovector[i] = UNSET;
    for (;;) {
        const lmv__op *op = &track->ops[k.op];

        if (op->kind == LMV__OP_DONE)
            break;
        if (!step(&k, op) && !go_back(&k))
            return walker->kinds.failed ? LMV__WALK_GAVE_UP : LMV__WALK_NOTHING;
        if (k.steps > LMV__TRACK_STEPS)
            return LMV__WALK_GAVE_UP;
    }
    walker->ovector[0] = start;
    walker->ovector[1] = k.at;
    return walker->kinds.failed ? LMV__WALK_GAVE_UP : LMV__WALK_FOUND;
}
