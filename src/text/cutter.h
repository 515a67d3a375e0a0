/*
 * What the parts that cut share: the object of one thread, the text that is
 * being cut, and small questions about tokens.
 */
#ifndef LMV_TEXT_CUTTER_H
#define LMV_TEXT_CUTTER_H

#include "text/chars.h"
#include "text/cut.h"
#include "text/langdata_p.h"

struct lmv__cutter {
    const lmv__langdata *data;
    bool long_way;  /* tests: do without lmv__scan_plain() */
    lmv__vec infos; /* const lmv__wordinfo *, what is known of each token */
};

/* A text with the tokens found so far. */
typedef struct lmv__cut {
    const lmv__langdata *data;
    lmv__slice text;
    const lmv__copy *folded;
    lmv__token *tokens;
    const lmv__wordinfo *const *infos; /* of the tokens */
    uint32_t n;
} lmv__cut;

lmv__cut lmv__cut_of(const lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, const lmv__vec *tokens);

/* The folded form of a span of the text. */
lmv__slice lmv__cut_folded(const lmv__cut *cut, lmv__span span);
/* Is token i in a list?  The mask of the languages. */
static inline uint8_t lmv__token_in(
    const lmv__cut *cut, lmv__wordlist list, uint32_t i)
{
    return cut->infos[i]->in[list];
}
/* The folded form of a token. */
lmv__slice lmv__token_folded(const lmv__cut *cut, uint32_t i);
/* First and last character of a token. */
static inline int32_t lmv__token_first_char(const lmv__cut *cut, uint32_t i)
{
    return lmv__char_at(cut->text, cut->tokens[i].span.start).c;
}
int32_t lmv__token_last_char(const lmv__cut *cut, uint32_t i);
/* Letters and digits of a token, at most `most`. */
uint32_t lmv__token_letters(const lmv__cut *cut, uint32_t i, uint32_t most);
/* Nothing stands between token i and the next. */
bool lmv__token_touches_next(const lmv__cut *cut, uint32_t i);
bool lmv__token_is_content(const lmv__token *token); /* no punctuation */

/* The short way (plain.c): the end of the token at `pos` when it is a word of
 * letters below U+0100, or a sign, of which the next character alone tells that
 * it goes on no further; `pos` when a closer look is needed. */
uint32_t lmv__scan_plain(lmv__slice text, uint32_t pos);

/* Other kinds of tokens (address.c, emoji.c): the end of the one that begins
 * at `pos`, or `pos`. */
uint32_t lmv__scan_address(const lmv__cut *cut, uint32_t pos);
uint32_t lmv__scan_emoji(lmv__slice text, uint32_t pos);
uint32_t lmv__scan_emoticon(lmv__slice text, uint32_t pos);

#endif
