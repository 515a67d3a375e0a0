#include "rules/words.h"

#include "base/utf8.h"
#include "text/fold.h"

#include <string.h>
#include <unicode/uchar.h>

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

typedef enum edge {
    EDGE_NONE,
    EDGE_LETTER,
    EDGE_DIGIT,
    EDGE_RUN,  /* of a star: no letter, digit or hyphen run before it */
    EDGE_MIXED /* alternatives differ: each has its own */
} edge;

/* What stands next to a word inside a group. */
typedef enum side {
    SIDE_OPEN,    /* blanks or nothing: it needs its edge */
    SIDE_HOISTED, /* the group has the edge for all of its alternatives */
    SIDE_GLUED    /* more of the same word: no edge, no endings */
} side;

typedef struct emitter {
    lmv_ruleset *rules;
    lmv__part *part;
    lmv__buf out;
    uint8_t endings;
    uint32_t gaps, exact;
} emitter;

static void emit_sequence(
    emitter *e, const lmv__sequence *sequence, side left, side right);

/* ------------------------------------------------------------------ edges */

static edge edge_of(uint32_t c)
{
    if (u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK))
        return EDGE_LETTER;
    return u_isdigit((UChar32)c) ? EDGE_DIGIT : EDGE_NONE;
}

static edge literal_edge(lmv__slice text, bool at_end)
{
    size_t at = 0, used;

    if (text.len == 0)
        return EDGE_NONE;
    if (at_end)
        for (at = text.len - 1;
             at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;)
            at--;
    return edge_of(lmv__utf8_next(text.ptr + at, text.len - at, &used));
}

static edge atom_edge(const lmv__atom *atom, bool at_end)
{
    edge common = EDGE_NONE;

    switch (atom->kind) {
    case LMV__ATOM_LITERAL:
    case LMV__ATOM_EXACT:
        return literal_edge(atom->text, at_end);
    case LMV__ATOM_STAR:
        return EDGE_RUN;
    case LMV__ATOM_GROUP:
        for (uint32_t i = 0; i < atom->n_choices; i++) {
            const lmv__sequence *s = &atom->choices[i];
            const lmv__word *w = &s->words[at_end ? s->n_words - 1 : 0];
            edge mine =
                atom_edge(&w->atoms[at_end ? w->n_atoms - 1 : 0], at_end);
            if (i && mine != common)
                return EDGE_MIXED;
            common = mine;
        }
        return common;
    default:
        return EDGE_NONE;
    }
}

static void emit_edge(emitter *e, edge kind, bool at_end)
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

static uint32_t count_letters(const lmv__word *word)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < word->n_atoms; k++) {
        lmv__slice text = word->atoms[k].text;
        size_t i = 0, used;

        if (word->atoms[k].kind == LMV__ATOM_GROUP)
            n += 2;
        if (word->atoms[k].kind != LMV__ATOM_LITERAL &&
            word->atoms[k].kind != LMV__ATOM_EXACT)
            continue;
        for (; i < text.len; i += used)
            n += edge_of(lmv__utf8_next(text.ptr + i, text.len - i, &used)) ==
                 EDGE_LETTER;
    }
    return n;
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

static void emit_group(emitter *e, const lmv__atom *atom, side left, side right)
{
    lmv__buf_adds(&e->out, "(?:");
    for (uint32_t i = 0; i < atom->n_choices; i++) {
        if (i)
            lmv__buf_addc(&e->out, '|');
        emit_sequence(e, &atom->choices[i], left, right);
    }
    lmv__buf_addc(&e->out, ')');
}

static bool takes_endings(
    const emitter *e, const lmv__word *word, uint32_t i, side right)
{
    const lmv__atom *atom = &word->atoms[i];

    return e->endings && !atom->quoted && right != SIDE_GLUED &&
           literal_edge(atom->text, true) == EDGE_LETTER &&
           count_letters(word) >= 4;
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

static void emit_atom(
    emitter *e, const lmv__word *word, uint32_t i, side left, side right)
{
    const lmv__atom *atom = &word->atoms[i];
    bool last = i + 1 == word->n_atoms;

    switch (atom->kind) {
    case LMV__ATOM_LITERAL:
        emit_text(e, atom->text);
        if (takes_endings(e, word, i, right))
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
        if (takes_endings(e, word, i, right))
            emit_endings(e);
        break;
    }
}

static bool optional_atom(const lmv__word *word, uint32_t i)
{
    return word->atoms[i].kind == LMV__ATOM_GROUP && word->atoms[i].optional;
}

/* The edge of a word: of its first (last) atom and, as long as that is
 * optional, of the next one too. */
static edge word_edge(const lmv__word *word, bool at_end)
{
    edge common = EDGE_NONE;

    for (uint32_t k = 0; k < word->n_atoms; k++) {
        uint32_t i = at_end ? word->n_atoms - 1 - k : k;
        edge mine = atom_edge(&word->atoms[i], at_end);

        if (k == 0)
            common = mine;
        else if (mine != common)
            common = EDGE_LETTER;
        if (word->n_atoms == 1 || !optional_atom(word, i))
            break;
        if (common == EDGE_MIXED)
            common = EDGE_LETTER;
    }
    return common;
}

/* The atoms of a word with their edges; a group hoists the edge that all of
 * its alternatives share. */
static void emit_word(emitter *e, const lmv__word *word, side left, side right)
{
    edge first = word_edge(word, false), last = word_edge(word, true);
    bool hoist_left = left == SIDE_OPEN && first != EDGE_MIXED;
    bool hoist_right = right == SIDE_OPEN && last != EDGE_MIXED;

    if (hoist_left)
        emit_edge(e, first, false);
    for (uint32_t i = 0; i < word->n_atoms; i++) {
        side l = i ? SIDE_GLUED : hoist_left ? SIDE_HOISTED : left;
        side r = i + 1 < word->n_atoms ? SIDE_GLUED
                 : hoist_right         ? SIDE_HOISTED
                                       : right;
        bool inner_star = word->atoms[i].kind == LMV__ATOM_STAR && i > 0 &&
                          i + 2 < word->n_atoms;

        if (inner_star) { /* the first place will do: stays linear */
            lmv__buf_adds(&e->out, "(?>");
            emit_atom(e, word, i++, l, r);
            emit_atom(e, word, i, SIDE_GLUED, SIDE_GLUED);
            lmv__buf_addc(&e->out, ')');
            continue;
        }
        emit_atom(e, word, i, l, r);
        if (word->n_atoms > 1 && optional_atom(word, i))
            lmv__buf_addc(&e->out, '?');
    }
    if (hoist_right)
        emit_edge(e, last, true);
}

/* -------------------------------------------------------------- sequences */

static bool word_optional(const lmv__word *word)
{
    return word->n_atoms == 1 && optional_atom(word, 0);
}

static void emit_separator(emitter *e, const lmv__word *word)
{
    edge first;

    if (word->gap < 0) {
        lmv__buf_adds(&e->out, ROW);
        return;
    }
    first = atom_edge(&word->atoms[0], false);
    lmv__buf_addf(&e->out, "(?<" LMV__GROUP_GAP "%u>", e->gaps++);
    if (first == EDGE_NONE || first == EDGE_MIXED)
        lmv__buf_addf(&e->out,
            LAZY_SEPARATORS "(?:" OTHER_WORD LAZY_SEPARATORS "){0,%d}?)",
            word->gap);
    else
        lmv__buf_addf(&e->out,
            SEPARATORS "(?:" OTHER_WORD SEPARATORS "){0,%d}?)", word->gap);
}

/* The first word of the piece (up to the next gap) that must be there. */
static uint32_t anchor_of(const lmv__sequence *s, uint32_t from, uint32_t to)
{
    while (from < to && word_optional(&s->words[from]))
        from++;
    return from;
}

/* A piece: words in a row, [from, to).  Optional words before the anchor bring
 * the separator behind them, those after it the one before them. */
static void emit_piece(emitter *e, const lmv__sequence *s, uint32_t from,
    uint32_t to, side left, side right)
{
    uint32_t anchor = anchor_of(s, from, to);

    for (uint32_t i = from; i < to; i++) {
        bool optional = word_optional(&s->words[i]);
        side l = i == 0 ? left : SIDE_OPEN;
        side r = i + 1 == s->n_words ? right : SIDE_OPEN;

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
    emitter *e, const lmv__sequence *s, side left, side right)
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
    emit_sequence(&e, sequence, SIDE_OPEN, SIDE_OPEN);
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
