#include "rules/track.h"

#include "rules/eight.h"
#include "rules/pattern.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

/*
 * From the tree of an entry to its track: the same walk as words_emit.c.
 */

#define MAX_OPS 20000
#define MAX_CAPTURES 60

typedef struct tracker {
    lmv_ruleset *rules;
    lmv__vec ops;   /* lmv__op */
    lmv__vec names; /* lmv__named */
    uint8_t endings;
    uint32_t exact;
    lmv__slice *ending_list;
    uint32_t n_endings;
    bool failed;  /* out of memory */
    bool refused; /* a macro, or too large */
} tracker;

static void add_sequence(
    tracker *s, const lmv__sequence *sequence, lmv__side left, lmv__side right);

/* Index of a new op. */
static uint32_t add(tracker *s, lmv__op_kind kind, uint8_t flag, uint32_t n)
{
    lmv__op *op;

    if (s->ops.len >= MAX_OPS)
        s->refused = true;
    if (s->refused || s->failed)
        return 0;
    op = lmv__vec_push(&s->ops);
    if (!op) {
        s->failed = true;
        return 0;
    }
    op->kind = (uint8_t)kind;
    op->flag = flag;
    op->n = n;
    return (uint32_t)s->ops.len - 1;
}

static lmv__op *op_at(tracker *s, uint32_t i)
{
    return lmv__vec_at(&s->ops, i);
}

static bool stopped(const tracker *s)
{
    return s->failed || s->refused;
}

/* What comes next is where the op jumps to. */
static void land(tracker *s, uint32_t op)
{
    if (!stopped(s))
        op_at(s, op)->n = (uint32_t)s->ops.len;
}

/* The byte that what follows op i begins with, or LMV__ANY_BYTE. */
static uint16_t first_byte(tracker *s, uint32_t i)
{
    const lmv__op *op;

    while (i < s->ops.len && op_at(s, i)->kind == LMV__OP_BEFORE)
        i++;
    if (i == s->ops.len)
        return LMV__ANY_BYTE;
    op = op_at(s, i);
    if ((op->kind != LMV__OP_LITERAL && op->kind != LMV__OP_EXACT) || !op->n)
        return LMV__ANY_BYTE;
    return op->n <= 8 ? (uint16_t)(op->u.head & 0xFF)
                      : *(const unsigned char *)op->u.data;
}

/* A split whose branch begins with a literal need not be tried for others. */
static void look_ahead(tracker *s, uint32_t split)
{
    uint16_t first = stopped(s) ? LMV__ANY_BYTE : first_byte(s, split + 1);

    if (first == LMV__ANY_BYTE)
        return;
    op_at(s, split)->flag = 1;
    op_at(s, split)->first = (unsigned char)first;
}

static uint8_t add_capture(tracker *s, const char *name)
{
    lmv__named *named;

    if (s->names.len >= MAX_CAPTURES)
        s->refused = true;
    named = stopped(s) ? NULL : lmv__vec_push(&s->names);
    if (!named) {
        s->failed = !s->refused;
        return 0;
    }
    named->name = name;
    named->number = (uint32_t)s->names.len;
    return (uint8_t)named->number;
}

/* ------------------------------------------------------------------ atoms */

static void add_edge(tracker *s, lmv__edge kind, bool at_end)
{
    if (kind == LMV__EDGE_LETTER || kind == LMV__EDGE_DIGIT ||
        (kind == LMV__EDGE_RUN && !at_end))
        add(s, at_end ? LMV__OP_BEHIND : LMV__OP_BEFORE, (uint8_t)kind, 0);
}

static void add_literal(tracker *s, lmv__op_kind kind, lmv__slice text)
{
    uint32_t op = add(s, kind, 0, (uint32_t)text.len);

    if (stopped(s))
        return;
    if (text.len <= 8)
        op_at(s, op)->u.head = lmv__eight(text.ptr, text.len);
    else
        op_at(s, op)->u.data = text.ptr;
}

static void add_exact(tracker *s, const lmv__atom *atom)
{
    char *name = lmv__arena_printf(
        &s->rules->arena, LMV__GROUP_EXACT "%u", (unsigned)s->exact++);
    lmv__slice text = {NULL, 0};
    lmv__buf folded;

    lmv__buf_init(&folded);
    if (lmv__fold_string(atom->text.ptr, atom->text.len, &folded, NULL) ==
        LMV_OK) {
        text.len = folded.len;
        text.ptr = lmv__arena_copy(
            &s->rules->arena, folded.data ? folded.data : "", folded.len);
    }
    lmv__buf_clear(&folded);
    if (!text.ptr || !name) {
        s->failed = true;
        return;
    }
    add_literal(s, LMV__OP_EXACT, text);
    if (!stopped(s)) {
        uint32_t op = (uint32_t)s->ops.len - 1;
        uint8_t capture = add_capture(s, name);
        op_at(s, op)->capture = capture;
    }
}

static void add_endings(tracker *s)
{
    uint32_t op;

    if (!s->n_endings)
        return;
    op = add(s, LMV__OP_ENDINGS, 0, s->n_endings);
    if (!stopped(s))
        op_at(s, op)->u.data = s->ending_list;
}

static void note_branch(lmv__branches *table, uint16_t first)
{
    if (first == LMV__ANY_BYTE) {
        memset(table->bytes, 0xFF, sizeof table->bytes);
        table->at_end = true;
    } else {
        table->bytes[first / 64] |= (uint64_t)1 << (first % 64);
    }
}

/* The branches begin at `starts`, each ends in a jump to here. */
static void finish_switch(
    tracker *s, uint32_t op, const uint32_t *starts, uint32_t n)
{
    lmv__branches *table = NULL;

    if (!stopped(s))
        table = lmv__arena_alloc(&s->rules->programs->hot, 1,
            sizeof *table + n * sizeof table->items[0]);
    if (!table) {
        s->failed = !s->refused;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        table->items[i].op = starts[i];
        table->items[i].first = first_byte(s, starts[i]);
        note_branch(table, table->items[i].first);
        if (i + 1 < n)
            land(s, starts[i + 1] - 1);
    }
    op_at(s, op)->u.data = table;
}

static void add_group(
    tracker *s, const lmv__atom *atom, lmv__side left, lmv__side right)
{
    uint32_t op, *starts;

    if (atom->n_choices == 1) {
        add_sequence(s, atom->choices, left, right);
        return;
    }
    starts = calloc(atom->n_choices, sizeof *starts);
    if (!starts) {
        s->failed = true;
        return;
    }
    op = add(s, LMV__OP_SWITCH, 0, atom->n_choices);
    for (uint32_t i = 0; i < atom->n_choices && !stopped(s); i++) {
        if (i)
            add(s, LMV__OP_JUMP, 0, 0);
        starts[i] = (uint32_t)s->ops.len;
        add_sequence(s, &atom->choices[i], left, right);
    }
    finish_switch(s, op, starts, atom->n_choices);
    free(starts);
}

static void add_atom(tracker *s, const lmv__word *word, uint32_t i,
    lmv__side left, lmv__side right)
{
    const lmv__atom *atom = &word->atoms[i];

    switch (atom->kind) {
    case LMV__ATOM_LITERAL:
        add_literal(s, LMV__OP_LITERAL, atom->text);
        break;
    case LMV__ATOM_EXACT:
        add_exact(s, atom);
        break;
    case LMV__ATOM_STAR:
        if (i + 1 < word->n_atoms)
            add(s, LMV__OP_STAR, 0, 0);
        else
            add(s, LMV__OP_RUN, 0, word->n_atoms == 1);
        return;
    case LMV__ATOM_JOIN:
        add(s, LMV__OP_JOIN, 0, 0);
        return;
    case LMV__ATOM_GROUP:
        add_group(s, atom, left, right);
        return;
    case LMV__ATOM_MACRO:
        s->refused = true;
        return;
    }
    if (lmv__takes_endings(s->endings, word, i, right))
        add_endings(s);
}

/* The atom, and nothing when it is not there. */
static void add_optional_atom(tracker *s, const lmv__word *word, uint32_t i,
    lmv__side left, lmv__side right)
{
    bool optional = word->n_atoms > 1 && lmv__atom_optional(word, i);
    uint32_t split = optional ? add(s, LMV__OP_SPLIT, 0, 0) : 0;

    add_atom(s, word, i, left, right);
    if (optional) {
        look_ahead(s, split);
        land(s, split);
    }
}

static void add_word(
    tracker *s, const lmv__word *word, lmv__side left, lmv__side right)
{
    lmv__edge first = lmv__word_edge(word, false);
    lmv__edge last = lmv__word_edge(word, true);
    bool hoist_left = left == LMV__SIDE_OPEN && first != LMV__EDGE_MIXED;
    bool hoist_right = right == LMV__SIDE_OPEN && last != LMV__EDGE_MIXED;

    if (hoist_left)
        add_edge(s, first, false);
    for (uint32_t i = 0; i < word->n_atoms && !stopped(s); i++) {
        lmv__side l = i            ? LMV__SIDE_GLUED
                      : hoist_left ? LMV__SIDE_HOISTED
                                   : left;
        lmv__side r = i + 1 < word->n_atoms ? LMV__SIDE_GLUED
                      : hoist_right         ? LMV__SIDE_HOISTED
                                            : right;
        bool inner_star = word->atoms[i].kind == LMV__ATOM_STAR && i > 0 &&
                          i + 2 < word->n_atoms;

        if (!inner_star) {
            add_optional_atom(s, word, i, l, r);
            continue;
        }
        add(s, LMV__OP_ATOMIC, 0, 0);
        add_atom(s, word, i++, l, r);
        add_atom(s, word, i, LMV__SIDE_GLUED, LMV__SIDE_GLUED);
        add(s, LMV__OP_COMMIT, 0, 0);
    }
    if (hoist_right)
        add_edge(s, last, true);
}

/* -------------------------------------------------------------- sequences */

static void add_separator(tracker *s, const lmv__word *word)
{
    lmv__edge first;
    uint32_t op;
    uint8_t capture;

    if (word->gap < 0) {
        add(s, LMV__OP_ROW, 0, 0);
        return;
    }
    first = lmv__atom_edge(&word->atoms[0], false);
    op =
        add(s, LMV__OP_GAP, first == LMV__EDGE_NONE || first == LMV__EDGE_MIXED,
            (uint32_t)word->gap);
    capture = add_capture(s, LMV__GROUP_GAP);
    if (!stopped(s))
        op_at(s, op)->capture = capture;
}

/* As emit_piece(). */
static void add_piece(tracker *s, const lmv__sequence *sequence, uint32_t from,
    uint32_t to, lmv__side left, lmv__side right)
{
    uint32_t anchor = lmv__piece_anchor(sequence, from, to);

    for (uint32_t i = from; i < to && !stopped(s); i++) {
        const lmv__word *word = &sequence->words[i];
        bool optional = lmv__word_optional(word);
        uint32_t split = optional ? add(s, LMV__OP_SPLIT, 0, 0) : 0;

        if (i > anchor)
            add_separator(s, word);
        add_word(s, word, i == 0 ? left : LMV__SIDE_OPEN,
            i + 1 == sequence->n_words ? right : LMV__SIDE_OPEN);
        if (i < anchor)
            add(s, LMV__OP_ROW, 0, 0);
        if (optional) {
            look_ahead(s, split);
            land(s, split);
        }
    }
}

static void add_sequence(
    tracker *s, const lmv__sequence *sequence, lmv__side left, lmv__side right)
{
    uint32_t from = 0;

    while (from < sequence->n_words && !stopped(s)) {
        uint32_t to = from + 1;

        while (to < sequence->n_words && sequence->words[to].gap < 0)
            to++;
        if (from > 0)
            add_separator(s, &sequence->words[from]);
        add_piece(s, sequence, from, to, left, right);
        from = to;
    }
}

/* ------------------------------------------------------------------ whole */

static lmv_status list_endings(tracker *s)
{
    const lmv__langdata *data = s->rules->langdata;
    uint32_t n = 0;

    for (int pass = 0; pass < 2; pass++) {
        n = 0;
        for (int l = 0; l < lmv__langdata_count(data); l++) {
            uint32_t its = s->endings & (1u << l)
                               ? lmv__langdata_ending_count(data, l)
                               : 0;
            for (uint32_t i = 0; i < its; i++, n++)
                if (pass)
                    s->ending_list[n] = lmv__langdata_ending(data, l, i);
        }
        if (!pass)
            s->ending_list =
                lmv__arena_alloc(&s->rules->arena, n, sizeof(lmv__slice));
        if (!s->ending_list)
            return LMV_ENOMEM;
    }
    s->n_endings = n;
    return LMV_OK;
}

static uint32_t count_letters(const lmv__track *track)
{
    uint32_t letters = 0;

    for (uint32_t i = 0; i < track->n_ops; i++) {
        const lmv__op *op = &track->ops[i];
        const lmv__slice *endings = op->u.data;

        if (op->kind == LMV__OP_LITERAL)
            letters += op->n;
        for (uint32_t k = 0; op->kind == LMV__OP_ENDINGS && k < op->n; k++)
            letters += (uint32_t)endings[k].len + 1;
    }
    return letters;
}

static lmv_status keep(tracker *s, const lmv__track **out)
{
    lmv__arena *arena = &s->rules->programs->hot;
    lmv__track *track = lmv__arena_alloc(arena, 1, sizeof *track);

    if (!track)
        return LMV_ENOMEM;
    track->n_ops = (uint32_t)s->ops.len;
    track->n_names = (uint32_t)s->names.len;
    track->n_captures = track->n_names + 1;
    track->ops = lmv__arena_alloc(arena, s->ops.len, sizeof *track->ops);
    track->names = lmv__arena_alloc(arena, s->names.len, sizeof(lmv__named));
    if (!track->ops || !track->names)
        return LMV_ENOMEM;
    memcpy(track->ops, s->ops.data, s->ops.len * sizeof *track->ops);
    if (s->names.len)
        memcpy(track->names, s->names.data, s->names.len * sizeof(lmv__named));
    track->letters = count_letters(track);
    *out = track;
    return LMV_OK;
}

lmv_status lmv__track_build(lmv_ruleset *rules, const lmv__sequence *sequence,
    uint8_t endings, const lmv__track **out)
{
    tracker s = {.rules = rules, .endings = endings};
    lmv_status status;

    *out = NULL;
    lmv__vec_init(&s.ops, sizeof(lmv__op));
    lmv__vec_init(&s.names, sizeof(lmv__named));
    status = list_endings(&s);
    if (status == LMV_OK) {
        add_sequence(&s, sequence, LMV__SIDE_OPEN, LMV__SIDE_OPEN);
        add(&s, LMV__OP_DONE, 0, 0);
        if (s.failed)
            status = LMV_ENOMEM;
        else if (!s.refused)
            status = keep(&s, out);
    }
    lmv__vec_clear(&s.ops);
    lmv__vec_clear(&s.names);
    return status;
}
