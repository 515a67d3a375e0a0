#include "rules/words.h"

#include "rules/raw.h"
#include "text/fold.h"

#include <string.h>

/*
 * The literals that must occur wherever an entry matches: one group of
 * alternatives for each word that has any, in the order of the text.  What is
 * not certain (stars, optional words) contributes nothing.
 *
 * And its openers: the literals of which one stands where a match begins, or
 * behind the star that it begins with.  A track is tried there only.
 */

#define MAX_ITEMS 512 /* of a group; more tell little and cost much */
#define MAX_OPENERS 2048

typedef struct collector {
    lmv_ruleset *rules;
    uint8_t endings;
    lmv__vec groups; /* lmv__literal_group */
} collector;

static bool word_literals(collector *c, const lmv__word *word, lmv__vec *items);

/* Appends what every alternative of a group needs; false when one of them
 * needs nothing that is known. */
static bool group_literals(
    collector *c, const lmv__atom *atom, bool glued, lmv__vec *items)
{
    if (atom->optional)
        return false;
    for (uint32_t i = 0; i < atom->n_choices; i++) {
        const lmv__sequence *choice = &atom->choices[i];
        bool found = false;

        for (uint32_t w = 0; w < choice->n_words && !found; w++) {
            size_t before = items->len;

            found = word_literals(c, &choice->words[w], items);
            if (!found)
                items->len = before;
        }
        if (!found || items->len > MAX_ITEMS)
            return false;
    }
    if (glued) /* more letters may stand next to them */
        for (size_t i = 0; i < items->len; i++) {
            lmv__literal *literal = lmv__vec_at(items, i);
            literal->starts_word = literal->ends_word = false;
        }
    return true;
}

/* A copy of the text in the arena, folded; len 0 when that leaves nothing. */
static lmv__slice folded_copy(collector *c, lmv__slice text)
{
    lmv__slice copy = {NULL, 0};
    lmv__buf folded;

    lmv__buf_init(&folded);
    if (lmv__fold_string(text.ptr, text.len, &folded, NULL) == LMV_OK &&
        folded.len) {
        copy.ptr = lmv__arena_copy(&c->rules->arena, folded.data, folded.len);
        copy.len = copy.ptr ? folded.len : 0;
    }
    lmv__buf_clear(&folded);
    return copy;
}

static lmv__slice literal_text(collector *c, const lmv__atom *atom)
{
    return atom->kind == LMV__ATOM_LITERAL ? atom->text /* folded */
                                           : folded_copy(c, atom->text);
}

/* Atom i is a literal of the word.  Beyond its ends there is more of the word
 * or an edge. */
static bool push_literal(
    collector *c, const lmv__word *word, uint32_t i, lmv__vec *items)
{
    lmv__slice text = literal_text(c, &word->atoms[i]);
    lmv__literal *literal = text.len ? lmv__vec_push(items) : NULL;

    if (!literal)
        return false;
    literal->text = text;
    literal->starts_word = i == 0;
    literal->ends_word =
        i + 1 == word->n_atoms &&
        !lmv__takes_endings(c->endings, word, i, LMV__SIDE_OPEN);
    return true;
}

/* What the regex of a macro needs. */
static bool macro_literals(collector *c, const lmv__atom *atom, lmv__vec *items)
{
    lmv__part part = {0};

    if (lmv__raw_literals(c->rules, atom->text, &part) != LMV_OK ||
        part.n_groups == 0)
        return false;
    for (uint32_t i = 0; i < part.groups->n; i++) {
        lmv__literal *literal = lmv__vec_push(items);

        if (!literal)
            return false;
        *literal = part.groups->items[i];
    }
    return true;
}

/* What a group or macro of the word needs. */
static bool inner_literals(collector *c, const lmv__word *word, lmv__vec *items)
{
    for (uint32_t i = 0; i < word->n_atoms; i++) {
        const lmv__atom *atom = &word->atoms[i];
        size_t before = items->len;

        if (atom->kind == LMV__ATOM_GROUP &&
            group_literals(c, atom, word->n_atoms > 1, items))
            return true;
        if (atom->kind == LMV__ATOM_MACRO && macro_literals(c, atom, items))
            return true;
        items->len = before;
    }
    return false;
}

/* The longest literal of a word, or what its group needs. */
static bool word_literals(collector *c, const lmv__word *word, lmv__vec *items)
{
    uint32_t best = UINT32_MAX;

    for (uint32_t i = 0; i < word->n_atoms; i++) {
        const lmv__atom *atom = &word->atoms[i];
        bool plain =
            atom->kind == LMV__ATOM_LITERAL || atom->kind == LMV__ATOM_EXACT;

        if (plain &&
            (best == UINT32_MAX || atom->text.len > word->atoms[best].text.len))
            best = i;
    }
    if (best == UINT32_MAX)
        return inner_literals(c, word, items);
    return push_literal(c, word, best, items);
}

/* ---------------------------------------------------------------- openers */

static bool sequence_openers(collector *c, const lmv__sequence *sequence,
    bool back, bool glued, lmv__vec *openers);

static bool literal_opener(collector *c, const lmv__word *word, uint32_t i,
    bool back, bool glued, lmv__vec *openers)
{
    lmv__slice text = literal_text(c, &word->atoms[i]);
    lmv__opener *opener = NULL;

    if (text.len && openers->len < MAX_OPENERS)
        opener = lmv__vec_push(openers);
    if (!opener)
        return false;
    opener->back = back;
    opener->literal.text = text;
    opener->literal.starts_word = i == 0 && !back && !glued;
    opener->literal.ends_word =
        i + 1 == word->n_atoms && !glued &&
        !lmv__takes_endings(c->endings, word, i, LMV__SIDE_OPEN);
    return true;
}

/* `back`: behind a star; `glued`: more of the word may follow, or stand
 * before it. */
static bool word_openers(collector *c, const lmv__word *word, bool back,
    bool glued, lmv__vec *openers)
{
    for (uint32_t i = 0; i < word->n_atoms; i++) {
        const lmv__atom *atom = &word->atoms[i];

        if (atom->kind == LMV__ATOM_LITERAL || atom->kind == LMV__ATOM_EXACT)
            return literal_opener(c, word, i, back, glued, openers);
        if (atom->kind == LMV__ATOM_STAR && i == 0) {
            back = true;
            continue;
        }
        if (atom->kind != LMV__ATOM_GROUP)
            return false;
        for (uint32_t k = 0; k < atom->n_choices; k++)
            if (!sequence_openers(c, &atom->choices[k], back,
                    glued || word->n_atoms > 1, openers))
                return false;
        if (word->n_atoms == 1 || !atom->optional)
            return true;
    }
    return false;
}

static bool sequence_openers(collector *c, const lmv__sequence *sequence,
    bool back, bool glued, lmv__vec *openers)
{
    for (uint32_t i = 0; i < sequence->n_words; i++) {
        if (!word_openers(
                c, &sequence->words[i], back && i == 0, glued, openers))
            return false;
        if (!lmv__word_optional(&sequence->words[i]))
            return true;
    }
    return false;
}

static lmv_status add_openers(
    collector *c, const lmv__sequence *sequence, lmv__part *part)
{
    lmv_status status = LMV_OK;
    lmv__vec openers;

    lmv__vec_init(&openers, sizeof(lmv__opener));
    if (sequence_openers(c, sequence, false, false, &openers)) {
        part->openers = lmv__arena_alloc(
            &c->rules->arena, openers.len, sizeof *part->openers);
        if (part->openers) {
            memcpy(part->openers, openers.data,
                openers.len * sizeof *part->openers);
            part->n_openers = (uint32_t)openers.len;
        } else {
            status = LMV_ENOMEM;
        }
    }
    lmv__vec_clear(&openers);
    return status;
}

/* ----------------------------------------------------------------- groups */

static lmv_status add_group(collector *c, const lmv__vec *items)
{
    lmv__literal_group *group = lmv__vec_push(&c->groups);

    if (!group)
        return LMV_ENOMEM;
    group->n = (uint32_t)items->len;
    group->items =
        lmv__arena_alloc(&c->rules->arena, items->len, sizeof(lmv__literal));
    if (!group->items)
        return LMV_ENOMEM;
    memcpy(group->items, items->data, items->len * sizeof(lmv__literal));
    return LMV_OK;
}

lmv_status lmv__words_literals(lmv_ruleset *rules,
    const lmv__sequence *sequence, uint8_t endings, lmv__part *part)
{
    collector c = {.rules = rules, .endings = endings};
    lmv_status status = LMV_OK;
    lmv__vec items;

    lmv__vec_init(&c.groups, sizeof(lmv__literal_group));
    lmv__vec_init(&items, sizeof(lmv__literal));
    for (uint32_t i = 0; i < sequence->n_words && status == LMV_OK; i++) {
        items.len = 0;
        if (word_literals(&c, &sequence->words[i], &items) && items.len)
            status = add_group(&c, &items);
    }
    part->n_groups = (uint32_t)c.groups.len;
    part->groups = lmv__arena_alloc(
        &rules->arena, c.groups.len, sizeof(lmv__literal_group));
    if (!part->groups)
        status = LMV_ENOMEM;
    else if (c.groups.len)
        memcpy(part->groups, c.groups.data,
            c.groups.len * sizeof(lmv__literal_group));
    lmv__vec_clear(&items);
    lmv__vec_clear(&c.groups);
    return status == LMV_OK ? add_openers(&c, sequence, part) : status;
}
