#include "rules/words.h"

#include "text/fold.h"

#include <string.h>

/*
 * From the tree of an entry to its regex on the folded copy.
 *
 * No \b and no \w: their meaning changed in PCRE2 10.43.  Edges are spelled
 * out: a piece that begins (ends) with a letter does not follow (precede) a
 * letter or mark, one with a digit no digit, others need none.  Gaps are runs
 * of separators and words that never give back what they took, so that a
 * program stays linear in the length of a sentence.
 */

#define LETTER "[\\p{L}\\p{M}]"
/* `*`: letters, digits, inner hyphens */
#define INNER "(?:[\\p{L}\\p{M}\\p{N}]|-(?=[\\p{L}\\p{N}]))"
/* between the words of a row: blanks, quotes, brackets */
#define ROW "[\\s\"'()\\[\\]{}]++"
#define OTHER_WORD "(?:\\p{L}[\\p{L}\\p{M}]*+(?:'\\p{L}++)*+|\\p{N}++)"
#define SEPARATORS "[^\\p{L}\\p{N}]*+"
#define LAZY_SEPARATORS "[^\\p{L}\\p{N}]*?"
#define MAX_REGEX 60000 /* PCRE2's links hold 64 KiB */

typedef struct emitter {
    lmv_ruleset *rules;
    lmv__part *part;
    lmv__buf out;
    uint8_t endings;
    uint32_t gaps, exact;
} emitter;

static void emit_sequence(
    emitter *e, const lmv__sequence *sequence, lmv__side left, lmv__side right);

/* ------------------------------------------------------------------ edges */

static void emit_edge(emitter *e, lmv__edge kind, bool at_end)
{
    static const char *const before[] = {"", "(?<!" LETTER ")", "(?<!\\p{N})",
        "(?<![\\p{L}\\p{M}\\p{N}])(?<![\\p{L}\\p{M}\\p{N}]-)", ""};
    static const char *const behind[] = {
        "", "(?!" LETTER ")", "(?!\\p{N})", "", ""};

    lmv__buf_adds(&e->out, at_end ? behind[kind] : before[kind]);
}

/* --------------------------------------------------------------- literals */

static void emit_text(emitter *e, lmv__slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr("\\^$.[]|()?*+{}#", text.ptr[i]))
            lmv__buf_addc(&e->out, '\\');
        lmv__buf_addc(&e->out, text.ptr[i]);
    }
}

/* (?:en|em|e|s)?, of all languages of the mask, each once. */
static void emit_endings(emitter *e)
{
    const lmv__langdata *data = e->rules->langdata;
    lmv__buf *out = &e->out;
    bool any = false;

    for (int l = 0; l < lmv__langdata_count(data); l++) {
        if (!(e->endings & (1u << l)))
            continue;
        for (uint32_t i = 0; i < lmv__langdata_ending_count(data, l); i++) {
            lmv__buf_adds(out, any ? "|" : "(?:");
            emit_text(e, lmv__langdata_ending(data, l, i));
            any = true;
        }
    }
    if (any)
        lmv__buf_adds(out, ")?");
}

/* ------------------------------------------------------------------ atoms */

static void emit_group(
    emitter *e, const lmv__atom *atom, lmv__side left, lmv__side right)
{
    lmv__buf_adds(&e->out, "(?:");
    for (uint32_t i = 0; i < atom->n_choices; i++) {
        if (i)
            lmv__buf_addc(&e->out, '|');
        emit_sequence(e, &atom->choices[i], left, right);
    }
    lmv__buf_addc(&e->out, ')');
}

static void emit_exact(emitter *e, const lmv__atom *atom)
{
    lmv__buf folded;

    lmv__buf_init(&folded);
    if (lmv__fold_string(atom->text.ptr, atom->text.len, &folded, NULL) !=
        LMV_OK)
        e->out.failed = true;
    lmv__buf_addf(&e->out, "(?<" LMV__GROUP_EXACT "%u>", e->exact);
    if (folded.data) {
        lmv__slice text = {folded.data, folded.len};
        emit_text(e, text);
    }
    lmv__buf_addc(&e->out, ')');
    e->part->exact[e->exact++] = atom->text;
    lmv__buf_clear(&folded);
}

static void emit_atom(emitter *e, const lmv__word *word, uint32_t i,
    lmv__side left, lmv__side right)
{
    const lmv__atom *atom = &word->atoms[i];
    bool last = i + 1 == word->n_atoms;

    switch (atom->kind) {
    case LMV__ATOM_LITERAL:
        emit_text(e, atom->text);
        if (lmv__takes_endings(e->endings, word, i, right))
            emit_endings(e);
        break;
    case LMV__ATOM_STAR:
        lmv__buf_adds(&e->out, !last                ? INNER "*?"
                               : word->n_atoms == 1 ? INNER "++"
                                                    : INNER "*+");
        break;
    case LMV__ATOM_JOIN:
        lmv__buf_adds(&e->out, "[-\\s]?");
        break;
    case LMV__ATOM_GROUP:
        emit_group(e, atom, left, right);
        break;
    case LMV__ATOM_MACRO:
        lmv__buf_add(&e->out, atom->text.ptr, atom->text.len);
        e->part->caseless = true;
        break;
    case LMV__ATOM_EXACT:
        emit_exact(e, atom);
        if (lmv__takes_endings(e->endings, word, i, right))
            emit_endings(e);
        break;
    }
}

/* The atoms of a word with their edges; a group hoists the edge that all of
 * its alternatives share. */
static void emit_word(
    emitter *e, const lmv__word *word, lmv__side left, lmv__side right)
{
    lmv__edge first = lmv__word_edge(word, false),
              last = lmv__word_edge(word, true);
    bool hoist_left = left == LMV__SIDE_OPEN && first != LMV__EDGE_MIXED;
    bool hoist_right = right == LMV__SIDE_OPEN && last != LMV__EDGE_MIXED;

    if (hoist_left)
        emit_edge(e, first, false);
    for (uint32_t i = 0; i < word->n_atoms; i++) {
        lmv__side l = i            ? LMV__SIDE_GLUED
                      : hoist_left ? LMV__SIDE_HOISTED
                                   : left;
        lmv__side r = i + 1 < word->n_atoms ? LMV__SIDE_GLUED
                      : hoist_right         ? LMV__SIDE_HOISTED
                                            : right;
        bool inner_star = word->atoms[i].kind == LMV__ATOM_STAR && i > 0 &&
                          i + 2 < word->n_atoms;

        if (inner_star) { /* the first place will do: stays linear */
            lmv__buf_adds(&e->out, "(?>");
            emit_atom(e, word, i++, l, r);
            emit_atom(e, word, i, LMV__SIDE_GLUED, LMV__SIDE_GLUED);
            lmv__buf_addc(&e->out, ')');
            continue;
        }
        emit_atom(e, word, i, l, r);
        if (word->n_atoms > 1 && lmv__atom_optional(word, i))
            lmv__buf_addc(&e->out, '?');
    }
    if (hoist_right)
        emit_edge(e, last, true);
}

/* -------------------------------------------------------------- sequences */

static void emit_separator(emitter *e, const lmv__word *word)
{
    lmv__edge first;

    if (word->gap < 0) {
        lmv__buf_adds(&e->out, ROW);
        return;
    }
    first = lmv__atom_edge(&word->atoms[0], false);
    lmv__buf_addf(&e->out, "(?<" LMV__GROUP_GAP "%u>", e->gaps++);
    if (first == LMV__EDGE_NONE || first == LMV__EDGE_MIXED)
        lmv__buf_addf(&e->out,
            LAZY_SEPARATORS "(?:" OTHER_WORD LAZY_SEPARATORS "){0,%d}?)",
            word->gap);
    else
        lmv__buf_addf(&e->out,
            SEPARATORS "(?:" OTHER_WORD SEPARATORS "){0,%d}?)", word->gap);
}

/* A piece: words in a row, [from, to).  Optional words before the anchor bring
 * the separator behind them, those after it the one before them. */
static void emit_piece(emitter *e, const lmv__sequence *s, uint32_t from,
    uint32_t to, lmv__side left, lmv__side right)
{
    uint32_t anchor = lmv__piece_anchor(s, from, to);

    for (uint32_t i = from; i < to; i++) {
        bool optional = lmv__word_optional(&s->words[i]);
        lmv__side l = i == 0 ? left : LMV__SIDE_OPEN;
        lmv__side r = i + 1 == s->n_words ? right : LMV__SIDE_OPEN;

        if (optional)
            lmv__buf_adds(&e->out, "(?:");
        if (i > anchor)
            emit_separator(e, &s->words[i]);
        emit_word(e, &s->words[i], l, r);
        if (i < anchor)
            lmv__buf_adds(&e->out, ROW);
        if (optional)
            lmv__buf_adds(&e->out, ")?");
    }
}

static void emit_sequence(
    emitter *e, const lmv__sequence *s, lmv__side left, lmv__side right)
{
    uint32_t from = 0;

    if (e->out.len > MAX_REGEX) {
        e->out.failed = true;
        return;
    }
    while (from < s->n_words) {
        uint32_t to = from + 1;

        while (to < s->n_words && s->words[to].gap < 0)
            to++;
        if (from > 0)
            emit_separator(e, &s->words[from]);
        emit_piece(e, s, from, to, left, right);
        from = to;
    }
}

static uint32_t count_exact(const lmv__sequence *s)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < s->n_words; i++)
        for (uint32_t j = 0; j < s->words[i].n_atoms; j++) {
            const lmv__atom *atom = &s->words[i].atoms[j];

            n += atom->kind == LMV__ATOM_EXACT;
            for (uint32_t k = 0; k < atom->n_choices; k++)
                n += count_exact(&atom->choices[k]);
        }
    return n;
}

lmv_status lmv__words_emit(lmv_ruleset *rules, const lmv__sequence *sequence,
    uint8_t endings, lmv__part *part)
{
    emitter e = {.rules = rules, .part = part, .endings = endings};
    lmv_status status = LMV_OK;

    part->n_exact = count_exact(sequence);
    part->exact =
        lmv__arena_alloc(&rules->arena, part->n_exact, sizeof(lmv__slice));
    if (!part->exact)
        return LMV_ENOMEM;
    lmv__buf_init(&e.out);
    emit_sequence(&e, sequence, LMV__SIDE_OPEN, LMV__SIDE_OPEN);
    if (e.out.failed) {
        status = e.out.len > MAX_REGEX ? LMV_ELIMIT : LMV_ENOMEM;
    } else {
        part->regex.ptr = lmv__arena_copy(&rules->arena, e.out.data, e.out.len);
        part->regex.len = e.out.len;
        if (!part->regex.ptr)
            status = LMV_ENOMEM;
    }
    lmv__buf_clear(&e.out);
    return status;
}
