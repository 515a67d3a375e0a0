#include "rules/words.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

/*
 * Where a word of an entry must begin and end, and what may be left out: asked
 * by all that turn a tree into something that runs.
 */

static lmv__edge edge_of(uint32_t c)
{
    if (u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK))
        return LMV__EDGE_LETTER;
    return u_isdigit((UChar32)c) ? LMV__EDGE_DIGIT : LMV__EDGE_NONE;
}

static lmv__edge literal_edge(lmv__slice text, bool at_end)
{
    size_t at = 0, used;

    if (text.len == 0)
        return LMV__EDGE_NONE;
    if (at_end)
        for (at = text.len - 1;
             at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;)
            at--;
    return edge_of(lmv__utf8_next(text.ptr + at, text.len - at, &used));
}

static lmv__edge group_edge(const lmv__atom *atom, bool at_end)
{
    lmv__edge common = LMV__EDGE_NONE;

    for (uint32_t i = 0; i < atom->n_choices; i++) {
        const lmv__sequence *s = &atom->choices[i];
        const lmv__word *w = &s->words[at_end ? s->n_words - 1 : 0];
        lmv__edge mine =
            lmv__atom_edge(&w->atoms[at_end ? w->n_atoms - 1 : 0], at_end);

        if (i && mine != common)
            return LMV__EDGE_MIXED;
        common = mine;
    }
    return common;
}

lmv__edge lmv__atom_edge(const lmv__atom *atom, bool at_end)
{
    switch (atom->kind) {
    case LMV__ATOM_LITERAL:
    case LMV__ATOM_EXACT:
        return literal_edge(atom->text, at_end);
    case LMV__ATOM_STAR:
        return LMV__EDGE_RUN;
    case LMV__ATOM_GROUP:
        return group_edge(atom, at_end);
    default:
        return LMV__EDGE_NONE;
    }
}

bool lmv__atom_optional(const lmv__word *word, uint32_t i)
{
    return word->atoms[i].kind == LMV__ATOM_GROUP && word->atoms[i].optional;
}

lmv__edge lmv__word_edge(const lmv__word *word, bool at_end)
{
    lmv__edge common = LMV__EDGE_NONE;

    for (uint32_t k = 0; k < word->n_atoms; k++) {
        uint32_t i = at_end ? word->n_atoms - 1 - k : k;
        lmv__edge mine = lmv__atom_edge(&word->atoms[i], at_end);

        if (k == 0)
            common = mine;
        else if (mine != common)
            common = LMV__EDGE_LETTER;
        if (word->n_atoms == 1 || !lmv__atom_optional(word, i))
            break;
        if (common == LMV__EDGE_MIXED)
            common = LMV__EDGE_LETTER;
    }
    return common;
}

bool lmv__word_optional(const lmv__word *word)
{
    return word->n_atoms == 1 && lmv__atom_optional(word, 0);
}

uint32_t lmv__piece_anchor(
    const lmv__sequence *sequence, uint32_t from, uint32_t to)
{
    while (from < to && lmv__word_optional(&sequence->words[from]))
        from++;
    return from;
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
                 LMV__EDGE_LETTER;
    }
    return n;
}

bool lmv__takes_endings(
    uint8_t endings, const lmv__word *word, uint32_t i, lmv__side right)
{
    const lmv__atom *atom = &word->atoms[i];

    return endings && !atom->quoted && right != LMV__SIDE_GLUED &&
           literal_edge(atom->text, true) == LMV__EDGE_LETTER &&
           count_letters(word) >= 4;
}
