/* Language data: the questions, for any thread after the seal. */
#include "text/langdata_i.h"

#include "text/fold.h"

static const lmv__wordinfo nothing;

int lmv__langdata_count(const lmv__langdata *data)
{
    return data->count;
}

const char *lmv__langdata_code(const lmv__langdata *data, int language)
{
    if (language >= 0 && language < data->count)
        return data->languages[language].code;
    switch (language) {
    case LMV__LANG_MIXED:
        return "mixed";
    case LMV__LANG_OTHER:
        return "other";
    default:
        return "unknown";
    }
}

static int find_name(const lmv__langdata *data, lmv__slice folded)
{
    uint8_t mask = lmv__langdata_info(data, folded)->in[LMV__NAMES];

    for (int i = 0; i < data->count; i++)
        if (lmv__slice_is(folded, data->languages[i].code) || (mask >> i & 1))
            return i;
    return LMV__LANG_UNKNOWN;
}

int lmv__langdata_find(const lmv__langdata *data, lmv__slice name)
{
    lmv__buf buf;
    lmv__slice folded;
    int found = LMV__LANG_UNKNOWN;

    if (!name.len || name.len > 256)
        return LMV__LANG_UNKNOWN;
    lmv__buf_init(&buf);
    if (lmv__fold_string(name.ptr, name.len, &buf, NULL) == LMV_OK &&
        !buf.failed && buf.len) {
        folded.ptr = buf.data;
        folded.len = buf.len;
        while (folded.len && folded.ptr[folded.len - 1] == ' ')
            folded.len--;
        while (folded.len && folded.ptr[0] == ' ') {
            folded.ptr++;
            folded.len--;
        }
        found = find_name(data, folded);
        for (size_t i = 0; i < folded.len && found < 0; i++) {
            char c = folded.ptr[i];
            lmv__slice head = {folded.ptr, i};
            if (c == '-' || c == '_' || c == ' ' || c == '(')
                found = find_name(data, head);
        }
    }
    lmv__buf_clear(&buf);
    return found;
}

const lmv__wordinfo *lmv__langdata_info(
    const lmv__langdata *data, lmv__slice folded)
{
    uint32_t i = lmv__map_get(&data->words, folded);

    return i == LMV__MAP_NONE ? &nothing : lmv__vec_at(&data->infos, i);
}

size_t lmv__langdata_abbreviate(
    lmv__slice folded, char out[LMV__MAX_ABBREVIATION])
{
    size_t n = 0;

    for (size_t i = 0; i < folded.len; i++) {
        if (folded.ptr[i] == ' ')
            continue;
        if (n + 2 > LMV__MAX_ABBREVIATION)
            return 0;
        out[n++] = folded.ptr[i];
    }
    if (n && out[n - 1] != '.')
        out[n++] = '.';
    return n;
}

const lmv__wordinfo *lmv__langdata_abbreviation(
    const lmv__langdata *data, lmv__slice folded)
{
    char word[LMV__MAX_ABBREVIATION];
    lmv__slice slice = {word, lmv__langdata_abbreviate(folded, word)};

    return slice.len ? lmv__langdata_info(data, slice) : &nothing;
}

uint8_t lmv__langdata_has(
    const lmv__langdata *data, lmv__wordlist list, lmv__slice folded)
{
    return lmv__langdata_info(data, folded)->in[list];
}

uint32_t lmv__langdata_ending_count(const lmv__langdata *data, int language)
{
    if (language < 0 || language >= data->count)
        return 0;
    return (uint32_t)data->languages[language].endings.len;
}

lmv__slice lmv__langdata_ending(
    const lmv__langdata *data, int language, uint32_t i)
{
    const lmv__slice *ending =
        lmv__vec_at(&data->languages[language].endings, i);

    return *ending;
}

bool lmv__langdata_has_ending(
    const lmv__langdata *data, int language, lmv__slice folded)
{
    uint32_t n = lmv__langdata_ending_count(data, language);

    for (uint32_t i = 0; i < n; i++)
        if (lmv__slice_same(lmv__langdata_ending(data, language, i), folded))
            return true;
    return false;
}

bool lmv__langdata_number(
    const lmv__langdata *data, uint8_t mask, lmv__slice folded, double *value)
{
    for (int i = 0; i < data->count; i++) {
        uint32_t at;
        if (!(mask >> i & 1))
            continue;
        at = lmv__map_get(&data->languages[i].numbers, folded);
        if (at != LMV__MAP_NONE) {
            *value = *(const double *)lmv__vec_at(&data->values, at);
            return true;
        }
    }
    return false;
}

const lmv__unit *lmv__langdata_unit(
    const lmv__langdata *data, uint8_t mask, lmv__slice folded)
{
    for (int i = 0; i < data->count; i++) {
        uint32_t at;
        if (!(mask >> i & 1))
            continue;
        at = lmv__map_get(&data->languages[i].unit_words, folded);
        if (at != LMV__MAP_NONE)
            return lmv__vec_at(&data->units, at);
    }
    return NULL;
}

uint32_t lmv__langdata_longest_break(const lmv__langdata *data)
{
    return data->longest_break;
}

bool lmv__langdata_ngram(
    const lmv__langdata *data, lmv__slice folded, double *scores)
{
    uint16_t rows[LMV__NGRAM_ROWS];
    uint32_t n = lmv__ngrams_rows(folded, rows);

    for (int i = 0; i < LMV__MAX_LANGUAGES; i++) {
        const lmv__ngrams *ngrams = data->languages[i].ngrams;

        if (!ngrams)
            scores[i] = 0;
        else if (n > LMV__NGRAM_ROWS)
            scores[i] = lmv__ngrams_score(ngrams, folded);
        else
            scores[i] = lmv__ngrams_sum(ngrams, rows, n);
    }
    return data->sampled;
}
