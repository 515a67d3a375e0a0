#include "rules/asked.h"

#include "rules/guard.h"

#include <string.h>

const char *const lmv__asked_names[LMV__N_ASKED] = {
    "open", "liked", "disliked", "improve"};

static const lmv__key question_keys[] = {
    {.name = "asks",
        .kind = LMV__AS_CHOICE,
        .doc = "what the question asks for",
        .needed = true,
        LMV__CHOICES(lmv__asked_names)},
};
const lmv__shape lmv__question_shape = {"a question", question_keys, 1, NULL};

static void read_question(
    lmv__loader *load, const lmv__node *key, const lmv__node *node)
{
    const lmv__node *values[1];
    lmv__question question = {.pos = key->pos}, *slot;
    int asks;

    if (!lmv__text(load, key, "a question", &question.name) ||
        !lmv__fields(load, node, &lmv__question_shape, values))
        return;
    if (!values[0]) {
        lmv__fail(load, "E204", node->pos, "write {asks: improve}",
            "the question '%.*s' has no asks", LMV__ARG(question.name));
        return;
    }
    asks = lmv__choice(load, values[0], "asks", lmv__asked_names, LMV__N_ASKED);
    if (asks < 0)
        return;
    question.asks = (lmv_asked)asks;
    for (size_t i = 0; i < load->questions.len; i++) {
        const lmv__question *other = lmv__vec_at(&load->questions, i);

        if (lmv__slice_same(other->name, question.name)) {
            lmv__twice(
                load, "E226", "question", question.name, key->pos, other->pos);
            return;
        }
    }
    slot = lmv__push(load, &load->questions);
    if (slot)
        *slot = question;
}

void lmv__read_questions(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "questions"))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!node->items[2 * i]->broken)
            read_question(load, node->items[2 * i], node->items[2 * i + 1]);
}

static void add_asked(lmv__loader *load, const lmv__node *node, uint8_t *mask)
{
    int asked =
        lmv__choice(load, node, "asked", lmv__asked_names, LMV__N_ASKED);

    if (asked >= 0)
        *mask |= LMV__ASKED_BIT(asked);
}

void lmv__read_asked(lmv__loader *load, const lmv__node *node, uint8_t *mask)
{
    *mask = 0;
    if (node->kind != LMV__LIST) {
        add_asked(load, node, mask);
        return;
    }
    if (!node->n)
        lmv__fail(load, "E211", node->pos, NULL, "the list of asked is empty");
    for (uint32_t i = 0; i < node->n; i++)
        add_asked(load, node->items[i], mask);
}

/* ---- the public face ---- */

lmv_asked lmv_ruleset_asks(const lmv_ruleset *ruleset, const char *question)
{
    for (uint32_t i = 0; question && i < ruleset->n_questions; i++)
        if (lmv__slice_is(ruleset->questions[i].name, question))
            return ruleset->questions[i].asks;
    return LMV_ASKED_OPEN;
}

int lmv_asked_find(const char *name, lmv_asked *asked)
{
    for (int i = 0; name && i < LMV__N_ASKED; i++)
        if (!strcmp(lmv__asked_names[i], name)) {
            *asked = (lmv_asked)i;
            return 1;
        }
    return 0;
}
