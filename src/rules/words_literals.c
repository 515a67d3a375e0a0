#include "rules/words.h"

#include "text/fold.h"

#include <string.h>

/*
 * The literals that must occur wherever an entry matches: one group of
 * alternatives for each word that has any, in the order of the text.  What is
 * not certain (stars, macros, optional words) contributes nothing.
 */

#define MAX_ITEMS 512 /* of a group; more tell little and cost much */

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

/* The longest literal of a word, or what its group needs. */
static bool word_literals(collector *c, const lmv__word *word, lmv__vec *items)
{
    const lmv__atom *best = NULL;
    lmv__slice text = {NULL, 0};
    lmv__literal *literal;
    lmv__buf folded;

    for (uint32_t i = 0; i < word->n_atoms; i++) {
        const lmv__atom *atom = &word->atoms[i];
        bool plain =
            atom->kind == LMV__ATOM_LITERAL || atom->kind == LMV__ATOM_EXACT;

        if (plain && (!best || atom->text.len > best->text.len))
            best = atom;
    }
    if (!best) {
        for (uint32_t i = 0; i < word->n_atoms; i++)
            if (word->atoms[i].kind == LMV__ATOM_GROUP) {
                size_t before = items->len;
                if (group_literals(
                        c, &word->atoms[i], word->n_atoms > 1, items))
                    return true;
                items->len = before;
            }
        return false;
    }
    lmv__buf_init(&folded);
    if (lmv__fold_string(best->text.ptr, best->text.len, &folded, NULL) ==
        LMV_OK) {
        text.ptr = lmv__arena_copy(
            &c->rules->arena, folded.data ? folded.data : "", folded.len);
        text.len = folded.len;
    }
    lmv__buf_clear(&folded);
    literal = text.ptr && text.len ? lmv__vec_push(items) : NULL;
    if (!literal)
        return false;
    literal->text = text;
    literal->starts_word = best == &word->atoms[0];
    literal->ends_word = best == &word->atoms[word->n_atoms - 1] &&
                         (c->endings == 0 || best->quoted);
    return true;
}

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
    return status;
}
