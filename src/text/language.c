/*
 * Language: evidence word by word, summed for the sentence and the comment.
 *
 *     function word of one language   strong
 *     other words                     by their character n-grams, capped
 *     foreign words and letters       evidence for "other"
 *
 * A sentence of which too little is known takes its comment's language.
 */
#include "text/cutter.h"
#include "text/ngram.h"

/* In hundredths, so that sums do not depend on their order. */
enum {
    OWN_WORD = 200,   /* function word of one language only */
    SHARED_WORD = 20, /* of several */
    MOST_BY_LETTERS = 120,
    FOREIGN_WORD = 200,
    FOREIGN_SCRIPT = 300,
    FOREIGN_LETTERS = 60,
    LEAST = 75,       /* below is unknown */
    LEAD = 55,        /* the winner's least lead */
    LEAST_OTHER = 250 /* below is never other */
};

typedef struct evidence {
    int32_t sum[LMV__MAX_LANGUAGES];
    uint32_t function_words[LMV__MAX_LANGUAGES];
    int32_t other;
    uint32_t foreign; /* foreign words and scripts */
    uint32_t words;
} evidence;

typedef struct judge {
    lmv__cut cut;
    int languages;
} judge;

static int single_language(uint8_t mask)
{
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++)
        if (mask == 1u << i)
            return i;
    return -1;
}

/* Up to U+023F every letter is Latin. */
static bool is_surely_latin(lmv__slice text, lmv__span span)
{
    unsigned char most = 0;

    for (uint32_t i = span.start; i < span.end; i++)
        if ((unsigned char)text.ptr[i] > most)
            most = (unsigned char)text.ptr[i];
    return most < 0xC9;
}

static bool is_foreign_script(lmv__slice text, lmv__span span)
{
    if (is_surely_latin(text, span))
        return false;
    while (span.start < span.end) {
        lmv__char ch = lmv__char_at(text, span.start);
        if (ch.kind == LMV__CHAR_LETTER && !lmv__char_is_latin(ch.c))
            return true;
        span.start = ch.end;
    }
    return false;
}

/* The letters of a word that is no function word. */
static void weigh_letters(
    const judge *j, lmv__slice word, uint8_t sampled, evidence *out)
{
    double scores[LMV__MAX_LANGUAGES], lead;
    int best = 0, second = -1;
    uint32_t letters = lmv__ngrams_length(word);
    int32_t weight;

    if (letters < 3 || letters > 60 ||
        !lmv__langdata_ngram(j->cut.data, word, scores))
        return;
    for (int i = 0; i < j->languages; i++)
        if (sampled >> i & 1)
            scores[i] += 2.0;
    for (int i = 1; i < j->languages; i++)
        if (scores[i] > scores[best])
            best = i;
    for (int i = 0; i < j->languages; i++)
        if (i != best && (second < 0 || scores[i] > scores[second]))
            second = i;
    if (!sampled && scores[best] / letters < -3.1)
        out->other += FOREIGN_LETTERS;
    lead = second < 0 ? 1.0 : scores[best] - scores[second];
    weight = (int32_t)(lead * 25.0);
    out->sum[best] += weight < MOST_BY_LETTERS ? weight : MOST_BY_LETTERS;
}

static void weigh_function_word(
    const judge *j, uint8_t mask, bool shared, evidence *out)
{
    int only = shared ? -1 : single_language(mask);

    if (only >= 0) {
        out->sum[only] += OWN_WORD;
        out->function_words[only]++;
        return;
    }
    for (int i = 0; i < j->languages; i++)
        if (mask >> i & 1)
            out->sum[i] += SHARED_WORD;
}

static bool is_dotted(const lmv__cut *cut, uint32_t i)
{
    return lmv__token_touches_next(cut, i) &&
           lmv__token_first_char(cut, i + 1) == '.';
}

static void weigh_token(const judge *j, uint32_t i, evidence *out)
{
    lmv__slice word = lmv__token_folded(&j->cut, i);
    const lmv__wordinfo *info = j->cut.infos[i];
    uint8_t mask = info->in[LMV__FUNCTION_WORDS];
    uint8_t shared = info->in[LMV__SHARED_WORDS];

    if (j->cut.tokens[i].kind != LMV__TOKEN_WORD ||
        (word.len == 1 && is_dotted(&j->cut, i))) /* "u. a." */
        return;
    out->words++;
    if (mask || shared) {
        weigh_function_word(j, mask | shared, shared != 0, out);
    } else if (is_foreign_script(j->cut.text, j->cut.tokens[i].span)) {
        out->other += FOREIGN_SCRIPT;
        out->foreign += 2;
    } else if (info->in[LMV__FOREIGN_WORDS]) {
        out->other += FOREIGN_WORD;
        out->foreign++;
    } else {
        weigh_letters(j, word, info->sampled, out);
    }
}

static void add_evidence(evidence *sum, const evidence *part)
{
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++) {
        sum->sum[i] += part->sum[i];
        sum->function_words[i] += part->function_words[i];
    }
    sum->other += part->other;
    sum->foreign += part->foreign;
    sum->words += part->words;
}

/* Clearly none of the languages: foreign words outweigh the known ones. */
static bool is_other(const evidence *e, int best)
{
    uint32_t known = e->function_words[best];
    int32_t against = (int32_t)known * OWN_WORD;

    if (e->other < LEAST_OTHER)
        return false;
    if (e->foreign >= 2)
        return e->other > against * 3 / 2;
    return e->words >= 4 && e->other > e->sum[best] && !known;
}

static int decide(const judge *j, const evidence *e)
{
    int best = 0, second = -1;
    int32_t lead;

    if (!j->languages)
        return LMV__LANG_UNKNOWN;
    for (int i = 1; i < j->languages; i++)
        if (e->sum[i] > e->sum[best])
            best = i;
    for (int i = 0; i < j->languages; i++)
        if (i != best && (second < 0 || e->sum[i] > e->sum[second]))
            second = i;
    if (is_other(e, best))
        return LMV__LANG_OTHER;
    if (second >= 0 && e->function_words[best] && e->function_words[second] &&
        e->sum[second] * 4 >= e->sum[best] + e->sum[second])
        return LMV__LANG_MIXED;
    lead = e->sum[best] - (second < 0 ? 0 : e->sum[second]);
    return e->sum[best] >= LEAST && lead >= LEAD ? best : LMV__LANG_UNKNOWN;
}

static uint8_t all_languages(const judge *j)
{
    return (uint8_t)((1u << j->languages) - 1);
}

static uint8_t admits(const judge *j, int language)
{
    if (language >= 0)
        return (uint8_t)(1u << language);
    return language == LMV__LANG_OTHER ? 0 : all_languages(j);
}

static int judge_sentences(const judge *j, lmv__vec *sentences)
{
    evidence comment = {.other = 0};

    for (size_t i = 0; i < sentences->len; i++) {
        lmv__sentence *sentence = lmv__vec_at(sentences, i);
        evidence own = {.other = 0};
        for (uint32_t t = 0; t < sentence->n_tokens; t++)
            weigh_token(j, sentence->first_token + t, &own);
        sentence->language = decide(j, &own);
        add_evidence(&comment, &own);
    }
    return decide(j, &comment);
}

int lmv__cut_languages(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, const lmv__vec *tokens, lmv__vec *sentences,
    int stated)
{
    judge j = {.languages = lmv__langdata_count(cutter->data)};
    int comment = stated;

    j.cut = lmv__cut_of(cutter, text, folded, tokens);
    if (stated == LMV__LANG_UNKNOWN)
        comment = judge_sentences(&j, sentences);
    for (size_t i = 0; i < sentences->len; i++) {
        lmv__sentence *sentence = lmv__vec_at(sentences, i);
        if (stated != LMV__LANG_UNKNOWN ||
            sentence->language == LMV__LANG_UNKNOWN)
            sentence->language = comment;
        sentence->admits = admits(&j, sentence->language);
    }
    return comment;
}
