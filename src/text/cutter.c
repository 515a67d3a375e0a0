/* What the parts that cut share: see cutter.h. */
#include "text/cutter.h"

#include <stdlib.h>

lmv__cutter *lmv__cutter_new(const lmv__langdata *data)
{
    lmv__cutter *cutter = calloc(1, sizeof *cutter);

    if (!cutter)
        return NULL;
    cutter->data = data;
    lmv__vec_init(&cutter->infos, sizeof(const lmv__wordinfo *));
    return cutter;
}

void lmv__cutter_free(lmv__cutter *cutter)
{
    if (cutter)
        lmv__vec_clear(&cutter->infos);
    free(cutter);
}

lmv__cut lmv__cut_of(const lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, const lmv__vec *tokens)
{
    lmv__cut cut = {
        .data = cutter->data,
        .text = text,
        .folded = folded,
        .tokens = tokens->data,
        .infos = cutter->infos.data,
        .n = (uint32_t)tokens->len,
    };
    return cut;
}

lmv__slice lmv__cut_folded(const lmv__cut *cut, lmv__span span)
{
    uint32_t start = lmv__copy_from_original(cut->folded, span.start);
    uint32_t end = lmv__copy_from_original(cut->folded, span.end);
    lmv__slice slice = {cut->folded->text + start, end - start};

    return slice;
}

lmv__slice lmv__token_folded(const lmv__cut *cut, uint32_t i)
{
    lmv__span span = cut->tokens[i].folded;
    lmv__slice slice = {cut->folded->text + span.start, span.end - span.start};

    return slice;
}

int32_t lmv__token_last_char(const lmv__cut *cut, uint32_t i)
{
    return lmv__char_before(cut->text, cut->tokens[i].span.end).c;
}

uint32_t lmv__token_letters(const lmv__cut *cut, uint32_t i, uint32_t most)
{
    lmv__span span = cut->tokens[i].span;
    uint32_t n = 0;

    while (span.start < span.end && n < most) {
        lmv__char ch = lmv__char_at(cut->text, span.start);
        n += ch.kind == LMV__CHAR_LETTER || ch.kind == LMV__CHAR_DIGIT;
        span.start = ch.end;
    }
    return n;
}

bool lmv__token_touches_next(const lmv__cut *cut, uint32_t i)
{
    return i + 1 < cut->n &&
           cut->tokens[i].span.end == cut->tokens[i + 1].span.start;
}

bool lmv__token_is_content(const lmv__token *token)
{
    return token->kind != LMV__TOKEN_PUNCT;
}
