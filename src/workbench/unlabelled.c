#include "workbench/unlabelled.h"

#include "rules/model.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_COMMENTS = 2 }; /* on either side, to be compared */

static bool has_theme(const lmv_ruleset *rules, const lmv__outcome *outcome)
{
    uint32_t i;

    for (i = 0; i < outcome->n_given; i++)
        if (rules->themes[outcome->given[i].theme].kind == LMV_KIND_THEME)
            return true;
    return false;
}

static unsigned char *make_sides(
    lmv__unlabelled *to, const lmv__outcomes *outcomes)
{
    unsigned char *sides = calloc(outcomes->n + 1, 1);
    size_t i;

    for (i = 0; sides && i < outcomes->n; i++) {
        const lmv__outcome *outcome = &outcomes->of[i];

        if (outcome->error) {
            sides[i] = LMV__SIDE_OUT;
            continue;
        }
        sides[i] = has_theme(outcomes->rules, outcome)
                       ? (unsigned char)LMV__SIDE_REST
                       : (unsigned char)LMV__SIDE_TARGET;
        to->comments++;
        to->without += sides[i] == LMV__SIDE_TARGET;
    }
    return sides;
}

lmv_status lmv__unlabelled_find(lmv__unlabelled *to, const lmv__corpus *corpus,
    const lmv__outcomes *outcomes, lmv_error *err)
{
    lmv__keyness_options options = {.min_g2 = LMV__KEY_G2};
    unsigned char *sides;
    lmv_status status = LMV_OK;

    memset(to, 0, sizeof *to);
    sides = make_sides(to, outcomes);
    if (!sides)
        return lmv__error_nomem(err);
    if (to->without >= MIN_COMMENTS &&
        to->comments - to->without >= MIN_COMMENTS) {
        status = lmv__vocabulary_make(&to->vocabulary, corpus,
            outcomes->rules->langdata, outcomes->language, err);
        if (status == LMV_OK) {
            status = lmv__keyness_find(
                &to->keyness, &to->vocabulary, sides, &options, err);
            to->compared = status == LMV_OK;
            if (status != LMV_OK)
                lmv__vocabulary_clear(&to->vocabulary);
        }
    }
    free(sides);
    return status;
}

void lmv__unlabelled_clear(lmv__unlabelled *unlabelled)
{
    if (unlabelled->compared) {
        lmv__keyness_clear(&unlabelled->keyness);
        lmv__vocabulary_clear(&unlabelled->vocabulary);
    }
    memset(unlabelled, 0, sizeof *unlabelled);
}
