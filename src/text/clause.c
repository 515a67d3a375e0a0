/*
 * Clauses: the pieces of a sentence between its borders.
 *
 *     Der Service war gut, | aber teuer (| zu teuer)| - | leider
 *
 * A border's sign belongs to the clause before it, an opening bracket and a
 * clause break word begin the new one.  A comma inside an enumeration is no
 * border.
 */
#include "text/cutter.h"

#include <string.h>

enum {
    ENUMERATION_REACH = 3,
    LONGEST_BREAK = 8, /* words of a clause break */
    BREAK_BYTES = 128
};

typedef struct clauses {
    lmv__cut cut;
    uint32_t first, end; /* tokens of the sentence */
    uint8_t admits;      /* languages whose clause breaks count */
} clauses;

static bool is_comma(const lmv__cut *cut, uint32_t i)
{
    return cut->tokens[i].kind == LMV__TOKEN_PUNCT &&
           lmv__token_first_char(cut, i) == ',';
}

/* Words of the clause break at token i; 0 when there is none.  The longest
 * one wins. */
static uint32_t break_at(const clauses *c, uint32_t i)
{
    char words[BREAK_BYTES];
    size_t len = 0;
    uint32_t n = 0, found = 0;

    if (c->cut.tokens[i].kind != LMV__TOKEN_WORD)
        return 0;
    if (!(c->cut.infos[i]->starts_break & c->admits))
        return 0;
    while (n < LONGEST_BREAK && n < lmv__langdata_longest_break(c->cut.data) &&
           i + n < c->end) {
        lmv__slice word = lmv__token_folded(&c->cut, i + n);
        lmv__slice all = {words, 0};
        if (c->cut.tokens[i + n].kind != LMV__TOKEN_WORD ||
            len + word.len + 1 > sizeof words)
            break;
        if (n++)
            words[len++] = ' ';
        memcpy(words + len, word.ptr, word.len);
        len += word.len;
        all.len = len;
        if (lmv__langdata_has(c->cut.data, LMV__CLAUSE_BREAKS, all) & c->admits)
            found = n;
    }
    return found;
}

/* A comma or an enumeration word within reach behind token i. */
static bool enumerates_behind(const clauses *c, uint32_t i, uint32_t least)
{
    uint32_t last = i + 1 + ENUMERATION_REACH;

    for (uint32_t j = i + 1; j <= last && j < c->end; j++) {
        if (c->cut.tokens[j].enumeration || is_comma(&c->cut, j))
            return j > i + least;
        if (c->cut.tokens[j].kind == LMV__TOKEN_PUNCT || break_at(c, j))
            return false;
    }
    return false;
}

static bool enumerates_before(const clauses *c, uint32_t i)
{
    uint32_t reach = i - c->first;

    if (reach > ENUMERATION_REACH + 1)
        reach = ENUMERATION_REACH + 1;
    for (uint32_t j = i; j-- > i - reach;) {
        if (is_comma(&c->cut, j))
            return true;
        if (c->cut.tokens[j].kind == LMV__TOKEN_PUNCT)
            return false;
    }
    return false;
}

/* "Preis, Service und Lage": at most three tokens to another comma or to an
 * enumeration word.  ", und er" alone is a border. */
static bool is_enumeration_comma(const clauses *c, uint32_t i)
{
    if (i + 1 >= c->end || break_at(c, i + 1))
        return false;
    return enumerates_behind(c, i, 1) || enumerates_before(c, i);
}

/* A dash that stands for itself: between blanks, or longer than a hyphen. */
static bool is_dash(const clauses *c, uint32_t i)
{
    int32_t first = lmv__token_first_char(&c->cut, i);
    lmv__span span = c->cut.tokens[i].span;

    if (!lmv__char_is_dash(first))
        return false;
    if (span.end - span.start > 1 && !lmv__char_is_hyphen(first))
        return c->cut.tokens[i - (i > 0)].kind != LMV__TOKEN_NUMBER ||
               !lmv__token_touches_next(&c->cut, i);
    return span.end - span.start > 1 ||
           (!lmv__token_touches_next(&c->cut, i) &&
               (i == c->first || !lmv__token_touches_next(&c->cut, i - 1)));
}

/* A sign behind which a new clause begins. */
static bool closes(const clauses *c, uint32_t i)
{
    const lmv__cut *cut = &c->cut;
    int32_t ch;

    if (cut->tokens[i].kind == LMV__TOKEN_EMOJI)
        return true;
    if (cut->tokens[i].kind != LMV__TOKEN_PUNCT)
        return false;
    ch = lmv__token_first_char(cut, i);
    if (ch == ',')
        return !is_enumeration_comma(c, i);
    return ch == ';' || ch == ':' || lmv__char_is_closing(ch) || is_dash(c, i);
}

static bool is_opening(const clauses *c, uint32_t i)
{
    return c->cut.tokens[i].kind == LMV__TOKEN_PUNCT &&
           lmv__char_is_opening(lmv__token_first_char(&c->cut, i));
}

/* A comma, bracket, colon, dash or emoji between words. */
static bool is_punctuated(const clauses *c)
{
    bool word = false, sign = false;

    for (uint32_t i = c->first; i < c->end; i++) {
        const lmv__token *token = &c->cut.tokens[i];
        int32_t ch;

        if (token->kind == LMV__TOKEN_WORD ||
            token->kind == LMV__TOKEN_NUMBER) {
            if (sign)
                return true;
            word = true;
        } else if (word) {
            ch = lmv__token_first_char(&c->cut, i);
            sign = sign || token->kind == LMV__TOKEN_EMOJI || ch == ',' ||
                   ch == ';' || ch == ':' || lmv__char_is_terminator(ch) ||
                   lmv__char_is_opening(ch) || lmv__char_is_closing(ch) ||
                   is_dash(c, i);
        }
    }
    return false;
}

static bool push_clause(const clauses *c, uint32_t sentence, uint32_t first,
    uint32_t end, lmv__vec *out)
{
    lmv__clause *clause = lmv__vec_push(out);

    if (!clause)
        return false;
    clause->span.start = c->cut.tokens[first].span.start;
    clause->span.end = c->cut.tokens[end - 1].span.end;
    clause->sentence = sentence;
    clause->first_token = first;
    clause->n_tokens = end - first;
    for (uint32_t i = first; i < end; i++)
        c->cut.tokens[i].clause = (uint32_t)out->len - 1;
    return true;
}

/* Is there a border between token i - 1 and token i?  `inside`: where the
 * last clause break ends; "so dass" is one break, not two. */
static bool is_border(const clauses *c, uint32_t i, uint32_t *inside)
{
    uint32_t words = i < *inside ? 0 : break_at(c, i);

    if (words) {
        *inside = i + words;
        return true;
    }
    if (is_opening(c, i))
        return true;
    /* "), " and emoji in a row stay with the clause that they close. */
    return closes(c, i - 1) && !closes(c, i);
}

/* A clause has at least one word, so signs alone never make one. */
static bool cut_sentence(
    clauses *c, lmv__sentence *sentence, uint32_t index, lmv__vec *out)
{
    uint32_t start = c->first, last = c->end - 1;
    uint32_t inside = start + break_at(c, start);
    bool words = false;

    while (last > start && !lmv__token_is_content(&c->cut.tokens[last]))
        last--;
    sentence->first_clause = (uint32_t)out->len;
    for (uint32_t i = start + 1; i <= last; i++) {
        words = words || lmv__token_is_content(&c->cut.tokens[i - 1]);
        if (!is_border(c, i, &inside) || !words)
            continue;
        if (!push_clause(c, index, start, i, out))
            return false;
        start = i;
        words = false;
    }
    if (!push_clause(c, index, start, c->end, out))
        return false;
    sentence->n_clauses = (uint32_t)out->len - sentence->first_clause;
    sentence->punctuated = sentence->n_clauses > 1 || is_punctuated(c);
    return true;
}

lmv_status lmv__cut_clauses(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv__vec *sentences,
    lmv__vec *clauses_out, lmv_error *err)
{
    clauses c = {.first = 0};

    c.cut = lmv__cut_of(cutter, text, folded, tokens);
    for (uint32_t i = 0; i < sentences->len; i++) {
        lmv__sentence *sentence = lmv__vec_at(sentences, i);
        c.first = sentence->first_token;
        c.end = c.first + sentence->n_tokens;
        c.admits = sentence->admits ? sentence->admits : UINT8_MAX;
        if (c.first == c.end)
            continue;
        if (!cut_sentence(&c, sentence, i, clauses_out))
            return lmv__error_nomem(err);
    }
    return LMV_OK;
}
