#include "workbench/nearest_inner.h"

#include <string.h>

/*
 * Words that are nearly there: a letter wrong, or part of a longer word.
 */

#define SHORTEST 5u  /* letters, to be looked for inside others */
#define LONGEST 48u  /* of which a distance is computed */
#define LONG_WORD 9u /* may have two letters wrong */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits, a swap of neighbours being one, but never more than `most` + 1. */
static size_t distance(lmv__slice a, lmv__slice b, size_t most)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2], i, j;

    for (j = 0; j <= b.len; j++)
        last[j] = j;
    for (i = 1; i <= a.len; i++) {
        size_t *spare = before, smallest = i;

        row[0] = i;
        for (j = 1; j <= b.len; j++) {
            row[j] = least(last[j] + 1, row[j - 1] + 1);
            row[j] =
                least(row[j], last[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]));
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            smallest = least(smallest, row[j]);
        }
        if (smallest > most)
            return most + 1;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.len];
}

static bool is_spelling(lmv__slice literal, lmv__slice token)
{
    size_t most = literal.len >= LONG_WORD ? 2 : 1;

    if (literal.len > LONGEST || token.len > LONGEST ||
        token.len + most < literal.len || literal.len + most < token.len ||
        literal.ptr[0] != token.ptr[0])
        return false;
    return distance(literal, token, most) <= most;
}

/* At its beginning or end, as parts of compounds stand. */
static bool is_part(lmv__slice literal, lmv__slice token)
{
    return token.len > literal.len &&
           (memcmp(token.ptr, literal.ptr, literal.len) == 0 ||
               memcmp(token.ptr + token.len - literal.len, literal.ptr,
                   literal.len) == 0);
}

lmv__near_kind lmv__near_word_like(const lmv__nearest *nearest,
    lmv__slice literal, uint32_t from, uint32_t until, lmv__span *token)
{
    const lmv__scan *scan = nearest->loose;
    lmv__near_kind kind = LMV__NEAR_NONE;
    uint32_t i;

    if (literal.len < SHORTEST || from >= until || scan->n_sentences < until)
        return LMV__NEAR_NONE;
    for (i = scan->sentences[from].first_token; i < scan->n_tokens; i++) {
        const lmv__token *at = &scan->tokens[i];
        lmv__slice word = {scan->folded->text + at->folded.start,
            at->folded.end - at->folded.start};

        if (at->sentence >= until)
            break;
        if (at->kind != LMV__TOKEN_WORD || word.len < SHORTEST - 1 ||
            lmv__langdata_has(scan->rules->langdata, LMV__FUNCTION_WORDS, word))
            continue;
        if (is_part(literal, word)) {
            *token = at->span;
            return LMV__NEAR_PART;
        }
        if (kind == LMV__NEAR_NONE && is_spelling(literal, word)) {
            *token = at->span;
            kind = LMV__NEAR_SPELLING;
        }
    }
    return kind;
}
