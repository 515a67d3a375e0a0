#include "workbench/keyness.h"

#include "workbench/grams.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the numbers ---- */

static double part(double observed, double expected)
{
    return observed > 0 && expected > 0 ? observed * log(observed / expected)
                                        : 0;
}

double lmv__keyness_g2(double a, double b, double c, double d)
{
    double sum = c + d;

    if (!(sum > 0))
        return 0;
    return 2 * (part(a, c * (a + b) / sum) + part(b, d * (a + b) / sum));
}

double lmv__keyness_association(
    double both, double first, double second, double n)
{
    if (!(n > 0))
        return 0;
    return 2 *
           (part(both, first * second / n) +
               part(first - both, first * (n - second) / n) +
               part(second - both, (n - first) * second / n) +
               part(n - first - second + both, (n - first) * (n - second) / n));
}

/* ---- counting ---- */

typedef struct counting {
    const lmv__vocabulary *v;
    const lmv__keyness_options *options;
    const unsigned char *sides;
    lmv__grams words, rows; /* roots; families */
} counting;

static bool opens(const counting *c, uint32_t word)
{
    return !lmv__vocabulary_word(c->v, word)->stop ||
           (c->options->openers && c->options->openers[word]);
}

/* The word at `at` of the stream and the rows that end with it. */
static bool count_at(
    counting *c, uint32_t comment, const uint32_t *from, const uint32_t *at)
{
    unsigned side = c->sides[comment];
    uint32_t families[LMV__MAX_ROW], n;
    const lmv__vocable *word = lmv__vocabulary_word(c->v, *at);
    uint32_t root = lmv__vocabulary_family(c->v, word->family)->root;

    if (word->stop)
        return true;
    if (!lmv__grams_add(&c->words, &root, 1, comment, side))
        return false;
    for (n = 2; n <= LMV__MAX_ROW && at - from >= (ptrdiff_t)(n - 1); n++) {
        const uint32_t *first = at - (n - 1);
        uint32_t i;

        if (*first >= LMV__STREAM_BREAK)
            break;
        if (!opens(c, *first))
            continue;
        for (i = 0; i < n; i++)
            families[i] = lmv__vocabulary_word(c->v, first[i])->family;
        if (!lmv__grams_add(&c->rows, families, n, comment, side))
            return false;
    }
    return true;
}

static bool count_all(counting *c, lmv__keyness *out)
{
    const uint32_t *stream = c->v->stream.data;
    size_t comment;
    uint32_t i;
    bool ok = true;

    for (comment = 0; comment < c->v->n_comments && ok; comment++) {
        uint32_t from = c->v->starts[comment];

        if (c->sides[comment] > LMV__SIDE_TARGET)
            continue;
        *(c->sides[comment] ? &out->n_target : &out->n_rest) += 1;
        for (i = from; i < c->v->starts[comment + 1] && ok; i++)
            if (stream[i] < LMV__STREAM_BREAK)
                ok = count_at(c, (uint32_t)comment, stream + from, stream + i);
    }
    return ok;
}

/* ---- choosing ---- */

static bool take_gram(
    const counting *c, lmv__keyness *out, const lmv__gram *gram)
{
    uint32_t least = c->options->min_count ? c->options->min_count : 2;
    double g2 = lmv__keyness_g2(
        gram->counts[1], gram->counts[0], out->n_target, out->n_rest);
    bool more = (double)gram->counts[1] * out->n_rest >
                (double)gram->counts[0] * out->n_target;
    lmv__key *key;

    if (gram->counts[1] < least ||
        (c->options->min_g2 >= 0 && (!more || g2 < c->options->min_g2)))
        return true;
    key = lmv__vec_push(&out->keys);
    if (!key)
        return false;
    for (key->n = 0; key->n < LMV__MAX_ROW; key->n++) {
        if (gram->families[key->n] == LMV__MAP_NONE)
            break;
        key->families[key->n] = gram->families[key->n];
    }
    key->target = gram->counts[1];
    key->rest = gram->counts[0];
    key->g2 = g2;
    memcpy(key->samples, gram->samples, sizeof key->samples);
    key->n_samples = gram->n_samples;
    return true;
}

static int by_g2(const void *a, const void *b)
{
    const lmv__key *x = a, *y = b;
    size_t i;

    if (x->g2 < y->g2 || x->g2 > y->g2)
        return x->g2 > y->g2 ? -1 : 1;
    if (x->target != y->target)
        return x->target > y->target ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    for (i = 0; i < x->n; i++)
        if (x->families[i] != y->families[i])
            return x->families[i] < y->families[i] ? -1 : 1;
    return 0;
}

static bool take_all(
    const counting *c, lmv__keyness *out, const lmv__grams *grams)
{
    bool ok = true;
    uint32_t i;

    for (i = 0; i < grams->n && ok; i++)
        ok = take_gram(c, out, &grams->items[i]);
    out->pruned += grams->pruned;
    if (grams->floor > out->floor)
        out->floor = grams->floor;
    return ok;
}

lmv_status lmv__keyness_find(lmv__keyness *out, const lmv__vocabulary *v,
    const unsigned char *sides, const lmv__keyness_options *options,
    lmv_error *err)
{
    counting c = {.v = v, .options = options, .sides = sides};
    uint32_t n_rows = options->max_grams ? options->max_grams : LMV__MAX_GRAMS;
    uint32_t n_words = (uint32_t)v->families.len;
    bool ok;

    if (v->stream.len < n_rows)
        n_rows = (uint32_t)v->stream.len * 2 < n_rows
                     ? (uint32_t)v->stream.len * 2
                     : n_rows;
    memset(out, 0, sizeof *out);
    lmv__vec_init(&out->keys, sizeof(lmv__key));
    memset(&c.rows, 0, sizeof c.rows);
    ok = lmv__grams_init(&c.words, n_words) &&
         lmv__grams_init(&c.rows, n_rows) && count_all(&c, out) &&
         take_all(&c, out, &c.words) && take_all(&c, out, &c.rows);
    lmv__grams_clear(&c.words);
    lmv__grams_clear(&c.rows);
    if (!ok) {
        lmv__keyness_clear(out);
        return lmv__error_nomem(err);
    }
    if (out->keys.len > 0)
        qsort(out->keys.data, out->keys.len, out->keys.item, by_g2);
    return LMV_OK;
}

/* Does every word of `part` stand in `whole`? */
static bool is_part(
    const lmv__vocabulary *v, const lmv__key *part, const lmv__key *whole)
{
    uint32_t i, k;

    for (i = 0; i < part->n; i++) {
        uint32_t want = lmv__vocabulary_family(v, part->families[i])->root;
        bool there = false;

        for (k = 0; k < whole->n && !there; k++)
            there = lmv__vocabulary_family(v, whole->families[k])->root == want;
        if (!there)
            return false;
    }
    return true;
}

static bool says_the_same(
    const lmv__vocabulary *v, const lmv__key *a, const lmv__key *b)
{
    const lmv__key *less = a->target < b->target ? a : b;
    const lmv__key *more = less == a ? b : a;

    return (double)less->target >= 0.75 * more->target &&
           (is_part(v, a, b) || is_part(v, b, a));
}

void lmv__keyness_thin(
    lmv__keyness *keyness, const lmv__vocabulary *v, size_t most)
{
    lmv__key *keys = keyness->keys.data;
    size_t i, k, kept = 0;

    for (i = 0; i < keyness->keys.len && kept < most; i++) {
        for (k = 0; k < kept && !says_the_same(v, &keys[k], &keys[i]); k++)
            ;
        if (k == kept)
            keys[kept++] = keys[i];
    }
    keyness->keys.len = kept;
}

void lmv__keyness_clear(lmv__keyness *keyness)
{
    lmv__vec_clear(&keyness->keys);
    memset(keyness, 0, sizeof *keyness);
}

const lmv__key *lmv__keyness_at(const lmv__keyness *keyness, size_t i)
{
    return lmv__vec_at(&keyness->keys, i);
}

/* ---- as text ---- */

void lmv__key_text(const lmv__vocabulary *v, const lmv__key *key, lmv__buf *out)
{
    uint32_t i;

    for (i = 0; i < key->n; i++) {
        const lmv__family *family = lmv__vocabulary_family(v, key->families[i]);
        lmv__slice shown = lmv__vocabulary_word(v, family->best)->shown;

        if (i > 0)
            lmv__buf_addc(out, ' ');
        lmv__buf_add(out, shown.ptr, shown.len);
    }
}

static bool has_compounds(const lmv__vocabulary *v, uint32_t root)
{
    uint32_t i;

    for (i = 0; i < v->families.len; i++)
        if (i != root && lmv__vocabulary_family(v, i)->root == root)
            return true;
    return false;
}

void lmv__key_entry(
    const lmv__vocabulary *v, const lmv__key *key, lmv__buf *out)
{
    uint32_t i;

    if (key->n == 1 && has_compounds(v, key->families[0]))
        lmv__buf_addc(out, '*');
    for (i = 0; i < key->n; i++) {
        if (i > 0)
            lmv__buf_addc(out, ' ');
        lmv__family_entry(v, key->families[i], out);
    }
}
