/*
 * Questions: what a comment answers.
 *
 *     questions: {Q5: {asks: improve}}      in a pack
 *     asked: [improve, disliked]            of a signal, a guard, an example
 *
 * "Parkplätze" after "What could be better?" is a wish: a guard that says
 * `asked: improve` has every word of such an answer inside it.
 */
#ifndef LMV_RULES_ASKED_H
#define LMV_RULES_ASKED_H

#include "rules/loader.h"

#define LMV__N_ASKED 4
#define LMV__ASKED_BIT(asked) ((uint8_t)(1u << (asked)))

/* By lmv_asked: "open", "liked", "disliked", "improve". */
extern const char *const lmv__asked_names[LMV__N_ASKED];

void lmv__read_questions(lmv__loader *load, const lmv__node *node);
/* `asked:`, one kind of question or a list of them, as a mask. */
void lmv__read_asked(lmv__loader *load, const lmv__node *node, uint8_t *mask);

#endif
