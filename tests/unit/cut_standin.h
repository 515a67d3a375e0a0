/* Until the real ones land: words between blanks, one sentence, no clause. */
#include "text/cut.h"

struct lmv__cutter {
    int nothing;
};

lmv__cutter *lmv__cutter_new(const lmv__langdata *data)
{
    (void)data;
    return calloc(1, sizeof(lmv__cutter));
}

void lmv__cutter_free(lmv__cutter *cutter)
{
    free(cutter);
}

lmv_status lmv__cut_tokens(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv_error *err)
{
    (void)cutter;
    (void)err;
    for (uint32_t i = 0, start = 0; i <= text.len; i++) {
        lmv__token *token;

        if (i < text.len && text.ptr[i] != ' ')
            continue;
        if (i > start) {
            token = lmv__vec_push(tokens);
            token->span = (lmv__span){start, i};
            token->folded.start = lmv__copy_from_original(folded, start);
            token->folded.end = lmv__copy_from_original(folded, i);
        }
        start = i + 1;
    }
    return LMV_OK;
}

lmv_status lmv__cut_sentences(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv__vec *sentences,
    lmv_error *err)
{
    lmv__sentence *sentence;

    (void)cutter;
    (void)err;
    (void)folded;
    if (tokens->len) {
        sentence = lmv__vec_push(sentences);
        sentence->span.end = (uint32_t)text.len;
        sentence->n_tokens = (uint32_t)tokens->len;
    }
    return LMV_OK;
}

lmv_status lmv__cut_clauses(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv__vec *sentences,
    lmv__vec *clauses, lmv_error *err)
{
    (void)cutter;
    (void)err;
    (void)folded;
    (void)text;
    (void)tokens;
    if (sentences->len)
        ((lmv__clause *)lmv__vec_push(clauses))->span.end = 1;
    return LMV_OK;
}

int lmv__cut_languages(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, const lmv__vec *tokens, lmv__vec *sentences,
    int stated)
{
    (void)cutter;
    (void)folded;
    (void)text;
    (void)tokens;
    (void)sentences;
    return stated;
}
