#include "workbench/near.h"

#include "rules/model.h"
#include "text/fold.h"
#include "workbench/keyness.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_WORD = 6, LONG_WORD = 12, MAX_WORD = 63, SHORT_TAIL = 3 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned lmv__near_distance(lmv__slice a, lmv__slice b, unsigned limit)
{
    unsigned rows[3][MAX_WORD + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    size_t i, j;

    if (a.len > MAX_WORD || b.len > MAX_WORD || a.len > b.len + limit ||
        b.len > a.len + limit)
        return limit + 1;
    for (j = 0; j <= b.len; j++)
        last[j] = (unsigned)j;
    for (i = 1; i <= a.len; i++) {
        unsigned *spare = before, best;

        best = row[0] = (unsigned)i;
        for (j = 1; j <= b.len; j++) {
            row[j] = least(last[j] + 1, row[j - 1] + 1);
            row[j] =
                least(row[j], last[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]));
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
        before = last;
        last = row;
        row = spare;
    }
    return least(last[b.len], limit + 1);
}

/* ---- what is known ---- */

/* Evidence of one word: its form is known. */
static bool know_find(const lmv__vocabulary *v, lmv__slice text,
    const lmv__find *find, bool *known)
{
    lmv__buf folded;
    lmv__slice word;
    uint32_t at;
    bool ok;

    if (find->hull.end > text.len || find->hull.start >= find->hull.end)
        return true;
    word.ptr = text.ptr + find->hull.start;
    word.len = find->hull.end - find->hull.start;
    if (word.len > 2 * MAX_WORD || memchr(word.ptr, ' ', word.len))
        return true;
    lmv__buf_init(&folded);
    ok = lmv__fold_string(word.ptr, word.len, &folded, NULL) != LMV_ENOMEM &&
         !folded.failed;
    if (ok && folded.len > 0) {
        word.ptr = folded.data;
        word.len = folded.len;
        at = lmv__map_get(&v->index, word);
        if (at != LMV__MAP_NONE)
            known[at] = true;
    }
    lmv__buf_clear(&folded);
    return ok;
}

static bool know_all(const lmv__vocabulary *v, const lmv__corpus *corpus,
    const lmv__outcomes *outcomes, uint32_t theme, bool *known)
{
    bool ok = true;
    size_t i;
    uint32_t k;

    for (i = 0; i < outcomes->n && ok; i++)
        for (k = 0; k < outcomes->of[i].n_finds && ok; k++) {
            const lmv__find *find = &outcomes->of[i].finds[k];

            if (theme == LMV__NONE || find->theme == theme)
                ok = know_find(v, lmv__corpus_at(corpus, i)->text, find, known);
        }
    return ok;
}

static void mark_targets(
    const lmv__vocabulary *v, const unsigned char *sides, bool *there)
{
    const uint32_t *stream = v->stream.data;
    size_t comment;
    uint32_t i;

    for (comment = 0; comment < v->n_comments; comment++)
        for (i = v->starts[comment];
             sides[comment] == LMV__SIDE_TARGET && i < v->starts[comment + 1];
             i++)
            if (stream[i] < LMV__STREAM_BREAK)
                there[stream[i]] = true;
}

/* ---- comparing ---- */

/* Forms of one word are no slips: what they share is all but the end. */
static bool is_form(
    const lmv__vocabulary *v, const lmv__vocable *a, const lmv__vocable *b)
{
    lmv__slice x = a->folded, y = b->folded;
    size_t n = 0, shorter = x.len < y.len ? x.len : y.len;

    if (a->family == b->family ||
        lmv__vocabulary_family(v, a->family)->root ==
            lmv__vocabulary_family(v, b->family)->root)
        return true;
    while (n < shorter && x.ptr[n] == y.ptr[n])
        n++;
    return n + SHORT_TAIL > shorter;
}

typedef struct near_search {
    const lmv__vocabulary *v;
    uint32_t *known; /* vocables, by first letter */
    uint32_t first[257];
    lmv__vec *near;
} near_search;

static bool index_known(near_search *s, const bool *known)
{
    uint32_t counts[257] = {0}, i;

    s->known = calloc(s->v->vocables.len + 1, sizeof *s->known);
    if (!s->known)
        return false;
    for (i = 0; i < s->v->vocables.len; i++)
        if (known[i])
            counts[1 + (unsigned char)lmv__vocabulary_word(s->v, i)
                           ->folded.ptr[0]]++;
    for (i = 1; i < 257; i++)
        counts[i] += counts[i - 1];
    memcpy(s->first, counts, sizeof counts);
    for (i = 0; i < s->v->vocables.len; i++)
        if (known[i])
            s->known[counts[(unsigned char)lmv__vocabulary_word(s->v, i)
                                ->folded.ptr[0]]++] = i;
    return true;
}

static bool try_word(near_search *s, uint32_t number)
{
    const lmv__vocable *word = lmv__vocabulary_word(s->v, number);
    unsigned char letter = (unsigned char)word->folded.ptr[0];
    unsigned limit = word->folded.len >= LONG_WORD ? 2 : 1, nearest = limit + 1;
    uint32_t i, best = LMV__MAP_NONE;
    lmv__near *found;

    for (i = s->first[letter]; i < s->first[letter + 1]; i++) {
        const lmv__vocable *known = lmv__vocabulary_word(s->v, s->known[i]);
        unsigned distance;

        if (known->comments <= word->comments || is_form(s->v, word, known))
            continue;
        distance = lmv__near_distance(word->folded, known->folded, nearest - 1);
        if (distance < nearest) {
            nearest = distance;
            best = s->known[i];
            if (nearest <= 1)
                break;
        }
    }
    if (best == LMV__MAP_NONE)
        return true;
    found = lmv__vec_push(s->near);
    if (!found)
        return false;
    found->word = number;
    found->known = best;
    return true;
}

lmv_status lmv__near_find(lmv__vec *near, const lmv__vocabulary *v,
    const lmv__corpus *corpus, const lmv__outcomes *outcomes, uint32_t theme,
    const unsigned char *sides, lmv_error *err)
{
    near_search s = {.v = v, .near = near};
    bool *known = calloc(v->vocables.len + 1, sizeof *known);
    bool *there = calloc(v->vocables.len + 1, sizeof *there);
    bool ok = known && there && know_all(v, corpus, outcomes, theme, known) &&
              index_known(&s, known);
    uint32_t i;

    lmv__vec_init(near, sizeof(lmv__near));
    if (ok)
        mark_targets(v, sides, there);
    for (i = 0; i < v->vocables.len && ok; i++) {
        const lmv__vocable *word = lmv__vocabulary_word(v, i);

        if (there[i] && !known[i] && !word->stop &&
            word->folded.len >= MIN_WORD)
            ok = try_word(&s, i);
    }
    free(known);
    free(there);
    free(s.known);
    if (ok)
        return LMV_OK;
    lmv__vec_clear(near);
    return lmv__error_nomem(err);
}
