/* Character n-grams: see ngram.h. */
#include "text/ngram.h"

#include <math.h>
#include <stdlib.h>

enum {
    EDGE = 0,   /* begin or end of a word */
    QUOTE = 27, /* apostrophe inside a word */
    ALIEN = 28, /* a letter outside a to z */
    SYMBOLS = 29,
    PAIRS = SYMBOLS * SYMBOLS,
    TRIPLES = PAIRS * SYMBOLS
};

struct lmv__ngrams {
    float log_triple[TRIPLES]; /* log P(c | a b) at [(a * S + b) * S + c] */
};

typedef struct counts {
    uint32_t one[SYMBOLS], two[PAIRS], three[TRIPLES];
} counts;

/* The symbol of the byte at i; continuation bytes belong to the one before. */
static int symbol_at(lmv__slice word, size_t i)
{
    unsigned char c = (unsigned char)word.ptr[i];

    if ((unsigned char)(c - 'a') < 26)
        return c - 'a' + 1;
    if (c == '\'')
        return QUOTE;
    if (c >= 0xc0)
        return ALIEN;
    return c >= 0x80 ? -1 : EDGE;
}

static void count_symbol(counts *c, int a, int b, int s)
{
    c->one[s]++;
    c->two[b * SYMBOLS + s]++;
    c->three[(a * SYMBOLS + b) * SYMBOLS + s]++;
}

static void count_text(counts *c, lmv__slice text)
{
    int a = EDGE, b = EDGE;

    for (size_t i = 0; i <= text.len; i++) {
        int s = i < text.len ? symbol_at(text, i) : EDGE;
        if (s < 0 || (s == EDGE && b == EDGE))
            continue;
        count_symbol(c, a, b, s);
        a = s == EDGE ? EDGE : b;
        b = s;
    }
}

static void set_row(lmv__ngrams *ngrams, const counts *c, int a, int b)
{
    const double alpha = 0.5, k = 6.0;
    double total1 = alpha * SYMBOLS, total2 = 0, total3 = 0;
    size_t row = (size_t)(a * SYMBOLS + b) * SYMBOLS;

    for (int s = 0; s < SYMBOLS; s++) {
        total1 += c->one[s];
        total2 += c->two[b * SYMBOLS + s];
        total3 += c->three[row + (size_t)s];
    }
    for (int s = 0; s < SYMBOLS; s++) {
        double p1 = (c->one[s] + alpha) / total1;
        double p2 = (c->two[b * SYMBOLS + s] + k * p1) / (total2 + k);
        double p3 = (c->three[row + (size_t)s] + k * p2) / (total3 + k);
        ngrams->log_triple[row + (size_t)s] = (float)log(p3);
    }
}

lmv__ngrams *lmv__ngrams_new(lmv__slice sample)
{
    lmv__ngrams *ngrams = malloc(sizeof *ngrams);
    counts *c = calloc(1, sizeof *c);

    if (ngrams && c) {
        count_text(c, sample);
        for (int a = 0; a < SYMBOLS; a++)
            for (int b = 0; b < SYMBOLS; b++)
                set_row(ngrams, c, a, b);
    } else {
        free(ngrams);
        ngrams = NULL;
    }
    free(c);
    return ngrams;
}

void lmv__ngrams_free(lmv__ngrams *ngrams)
{
    free(ngrams);
}

double lmv__ngrams_score(const lmv__ngrams *ngrams, lmv__slice word)
{
    int a = EDGE, b = EDGE;
    double sum = 0;

    for (size_t i = 0; i <= word.len; i++) {
        int s = i < word.len ? symbol_at(word, i) : EDGE;
        if (s < 0 || (s == EDGE && b == EDGE))
            continue;
        sum += ngrams->log_triple[(a * SYMBOLS + b) * SYMBOLS + s];
        a = s == EDGE ? EDGE : b;
        b = s;
    }
    return sum;
}

uint32_t lmv__ngrams_rows(lmv__slice word, uint16_t rows[LMV__NGRAM_ROWS])
{
    int a = EDGE, b = EDGE;
    uint32_t n = 0;

    for (size_t i = 0; i <= word.len; i++) {
        int s = i < word.len ? symbol_at(word, i) : EDGE;
        if (s < 0 || (s == EDGE && b == EDGE))
            continue;
        if (n == LMV__NGRAM_ROWS)
            return n + 1;
        rows[n++] = (uint16_t)((a * SYMBOLS + b) * SYMBOLS + s);
        a = s == EDGE ? EDGE : b;
        b = s;
    }
    return n;
}

double lmv__ngrams_sum(
    const lmv__ngrams *ngrams, const uint16_t *rows, uint32_t n)
{
    double sum = 0;

    for (uint32_t i = 0; i < n; i++)
        sum += ngrams->log_triple[rows[i]];
    return sum;
}

uint32_t lmv__ngrams_length(lmv__slice word)
{
    uint32_t n = 0;
    int before = EDGE;

    for (size_t i = 0; i <= word.len; i++) {
        int s = i < word.len ? symbol_at(word, i) : EDGE;
        if (s < 0 || (s == EDGE && before == EDGE))
            continue;
        n++;
        before = s;
    }
    return n;
}
