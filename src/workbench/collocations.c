#include "workbench/collocations.h"

#include "workbench/grams.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SENTENCE = 60 }; /* words of one sentence that are paired */

typedef struct pairing {
    const lmv__vocabulary *v;
    lmv__collocations *out;
    uint32_t least;
    uint32_t *in; /* sentences, by family */
    lmv__grams pairs;
    uint32_t here[MAX_SENTENCE], n_here;
} pairing;

const lmv__pair_use *lmv__collocations_at(const lmv__collocations *c, size_t i)
{
    return lmv__vec_at(&c->pairs, i);
}

/* The families of the sentence that begins at i, each once; behind it. */
static uint32_t read_sentence(pairing *p, uint32_t i, uint32_t end)
{
    const uint32_t *stream = p->v->stream.data;

    p->n_here = 0;
    for (; i < end && stream[i] != LMV__STREAM_END; i++) {
        uint32_t family, k;

        if (stream[i] == LMV__STREAM_BREAK || p->n_here == MAX_SENTENCE ||
            lmv__vocabulary_word(p->v, stream[i])->stop)
            continue;
        family = lmv__vocabulary_word(p->v, stream[i])->family;
        for (k = 0; k < p->n_here && p->here[k] != family; k++)
            ;
        if (k == p->n_here)
            p->here[p->n_here++] = family;
    }
    return i + 1;
}

static void count_words(pairing *p)
{
    uint32_t i, end = (uint32_t)p->v->stream.len, k;

    for (i = 0; i < end;) {
        i = read_sentence(p, i, end);
        p->out->sentences++;
        for (k = 0; k < p->n_here; k++)
            p->in[p->here[k]]++;
    }
}

static bool count_sentence(pairing *p, uint32_t comment, uint32_t sentence)
{
    uint32_t i, k;

    for (i = 0; i < p->n_here; i++)
        for (k = 0; k < p->n_here; k++) {
            uint32_t pair[2] = {p->here[i], p->here[k]};
            uint32_t n;

            if (pair[0] >= pair[1] || p->in[pair[0]] < p->least ||
                p->in[pair[1]] < p->least)
                continue;
            /* Counted a sentence once; the comment is kept as a sample. */
            n = p->pairs.n;
            if (!lmv__grams_add(&p->pairs, pair, 2, sentence, 1))
                return false;
            if (p->pairs.n > n)
                p->pairs.items[n].samples[0] = comment;
        }
    return true;
}

static bool count_pairs(pairing *p)
{
    uint32_t comment, sentence = 0;
    bool ok = true;

    for (comment = 0; comment < p->v->n_comments && ok; comment++) {
        uint32_t i = p->v->starts[comment];

        while (i < p->v->starts[comment + 1] && ok) {
            i = read_sentence(p, i, p->v->starts[comment + 1]);
            ok = count_sentence(p, comment, sentence++);
        }
    }
    return ok;
}

static bool take_pairs(pairing *p)
{
    uint32_t i;

    for (i = 0; i < p->pairs.n; i++) {
        const lmv__gram *gram = &p->pairs.items[i];
        double n = (double)p->out->sentences, both = gram->counts[1];
        double a = p->in[gram->families[0]], b = p->in[gram->families[1]];
        lmv__pair_use *use;

        if (gram->counts[1] < p->least || both * n <= a * b)
            continue;
        use = lmv__vec_push(&p->out->pairs);
        if (!use)
            return false;
        use->a = gram->families[0];
        use->b = gram->families[1];
        use->both = gram->counts[1];
        use->in_a = p->in[use->a];
        use->in_b = p->in[use->b];
        use->g2 = lmv__keyness_association(both, a, b, n);
        use->comment = gram->samples[0];
    }
    p->out->pruned = p->pairs.pruned;
    p->out->floor = p->pairs.floor;
    return true;
}

static int by_g2(const void *left, const void *right)
{
    const lmv__pair_use *x = left, *y = right;

    if (x->g2 < y->g2 || x->g2 > y->g2)
        return x->g2 > y->g2 ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

lmv_status lmv__collocations_find(lmv__collocations *out,
    const lmv__vocabulary *v, uint32_t min_count, lmv_error *err)
{
    pairing p = {.v = v, .out = out, .least = min_count ? min_count : 3};
    uint64_t room = (uint64_t)v->stream.len * 8 + 16;
    bool ok;

    memset(out, 0, sizeof *out);
    memset(&p.pairs, 0, sizeof p.pairs);
    lmv__vec_init(&out->pairs, sizeof(lmv__pair_use));
    p.in = calloc(v->families.len + 1, sizeof *p.in);
    ok = p.in && lmv__grams_init(&p.pairs,
                     room < LMV__MAX_GRAMS ? (uint32_t)room : LMV__MAX_GRAMS);
    if (ok) {
        count_words(&p);
        ok = count_pairs(&p) && take_pairs(&p);
    }
    free(p.in);
    lmv__grams_clear(&p.pairs);
    if (!ok) {
        lmv__collocations_clear(out);
        return lmv__error_nomem(err);
    }
    if (out->pairs.len > 0)
        qsort(out->pairs.data, out->pairs.len, out->pairs.item, by_g2);
    return LMV_OK;
}

void lmv__collocations_clear(lmv__collocations *collocations)
{
    lmv__vec_clear(&collocations->pairs);
    memset(collocations, 0, sizeof *collocations);
}
