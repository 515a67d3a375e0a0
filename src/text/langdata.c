/*
 * Language data: filling and sealing.  One table of words serves all lists,
 * so that one look-up a token tells everything; langdata_read.c has the
 * questions.
 */
#include "text/langdata_i.h"

#include "text/fold.h"
#include "text/iso8601.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WORD 128u       /* bytes of a folded word */
#define MAX_SAMPLE 1048576u /* bytes of the sample text of a language */

static const char *const list_keys[LMV__WORDLIST_COUNT] = {
    [LMV__ENDINGS] = "endings",
    [LMV__NEVER_FINAL] = "never_final",
    [LMV__MAYBE_FINAL] = "maybe_final",
    [LMV__BEFORE_NUMBER] = "before_number",
    [LMV__ORDINAL_CUES] = "ordinal_cues",
    [LMV__SENTENCE_STARTERS] = "sentence_starters",
    [LMV__TRANSPARENT] = "transparent",
    [LMV__ENUMERATION] = "enumeration",
    [LMV__FUNCTION_WORDS] = "function_words",
    [LMV__SHARED_WORDS] = "shared_words",
    [LMV__GENDER_SUFFIXES] = "gender_suffixes",
    [LMV__CLAUSE_BREAKS] = "clause_breaks",
    [LMV__NAMES] = "names",
    [LMV__AFTER_ORDINAL] = "after_ordinal",
    [LMV__RANGE_WORDS] = "range_words",
    [LMV__QUANTITY_FILLERS] = "quantity_fillers",
    [LMV__FOREIGN_WORDS] = "foreign_words",
    [LMV__HOST_ENDINGS] = "host_endings",
};

lmv__langdata *lmv__langdata_new(void)
{
    lmv__langdata *data = calloc(1, sizeof *data);

    if (!data)
        return NULL;
    lmv__arena_init(&data->arena, 16384);
    lmv__map_init(&data->words);
    lmv__vec_init(&data->infos, sizeof(lmv__wordinfo));
    lmv__vec_init(&data->values, sizeof(double));
    lmv__vec_init(&data->units, sizeof(lmv__unit));
    lmv__buf_init(&data->scratch);
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++) {
        lmv__language *language = &data->languages[i];
        lmv__vec_init(&language->endings, sizeof(lmv__slice));
        lmv__map_init(&language->numbers);
        lmv__map_init(&language->unit_words);
        lmv__buf_init(&language->sample);
    }
    data->longest_break = 1;
    return data;
}

void lmv__langdata_free(lmv__langdata *data)
{
    if (!data)
        return;
    for (int i = 0; i < LMV__MAX_LANGUAGES; i++) {
        lmv__language *language = &data->languages[i];
        lmv__vec_clear(&language->endings);
        lmv__map_clear(&language->numbers);
        lmv__map_clear(&language->unit_words);
        lmv__buf_clear(&language->sample);
        lmv__ngrams_free(language->ngrams);
    }
    lmv__buf_clear(&data->scratch);
    lmv__vec_clear(&data->units);
    lmv__vec_clear(&data->values);
    lmv__vec_clear(&data->infos);
    lmv__map_clear(&data->words);
    lmv__arena_clear(&data->arena);
    free(data);
}

lmv__wordlist lmv__wordlist_of(lmv__slice key)
{
    int list = 0;

    while (list < LMV__WORDLIST_COUNT && !lmv__slice_is(key, list_keys[list]))
        list++;
    return (lmv__wordlist)list;
}

const char *lmv__wordlist_key(lmv__wordlist list)
{
    return list_keys[list];
}

int lmv__langdata_add_language(lmv__langdata *data, lmv__slice code)
{
    char *copy;

    for (int i = 0; i < data->count; i++)
        if (lmv__slice_is(code, data->languages[i].code))
            return i;
    if (data->count == LMV__MAX_LANGUAGES || !code.len || code.len > MAX_WORD)
        return -1;
    copy = lmv__arena_copy(&data->arena, code.ptr, code.len);
    if (!copy)
        return -1;
    data->languages[data->count].code = copy;
    return data->count++;
}

/* Folds into the scratch buffer, blanks at the ends dropped and inner ones
 * single.  Empty `out` when nothing is left. */
static lmv_status fold_word(
    lmv__langdata *data, lmv__slice word, lmv__slice *out, lmv_error *err)
{
    size_t n = 0;
    lmv_status status;
    char *s;

    lmv__buf_reset(&data->scratch);
    status = lmv__fold_string(word.ptr, word.len, &data->scratch, err);
    if (status != LMV_OK)
        return status;
    if (data->scratch.failed)
        return lmv__error_nomem(err);
    s = data->scratch.data;
    for (size_t i = 0; i < data->scratch.len; i++) {
        bool blank = s[i] == ' ' || s[i] == '\t' || s[i] == '\n';
        if (!blank)
            s[n++] = s[i];
        else if (n && s[n - 1] != ' ')
            s[n++] = ' ';
    }
    while (n && s[n - 1] == ' ')
        n--;
    out->ptr = s;
    out->len = n;
    if (!n || n > MAX_WORD)
        return lmv__error_set(err, LMV_EINVAL, "\"%.*s\" %s",
            (int)(word.len < 40 ? word.len : 40), word.ptr,
            n ? "is too long for a word" : "has no letters");
    return LMV_OK;
}

/* The entry of a folded word, made when it is new; NULL: out of memory. */
static lmv__wordinfo *info_of(lmv__langdata *data, lmv__slice folded)
{
    uint32_t i = lmv__map_get(&data->words, folded);
    lmv__slice key = {NULL, folded.len};

    if (i != LMV__MAP_NONE)
        return lmv__vec_at(&data->infos, i);
    key.ptr = lmv__arena_copy(&data->arena, folded.ptr, folded.len);
    i = (uint32_t)data->infos.len;
    if (!key.ptr || !lmv__vec_push(&data->infos))
        return NULL;
    if (!lmv__map_set(&data->words, key, i))
        return NULL;
    return lmv__vec_at(&data->infos, i);
}

static bool add_to(
    lmv__langdata *data, int language, lmv__wordlist list, lmv__slice folded)
{
    lmv__wordinfo *info = info_of(data, folded);

    if (!info)
        return false;
    info->in[list] |= (uint8_t)(1u << language);
    return true;
}

/* "z. B." and "z.B" are kept as "z.b.". */
static bool add_abbreviation(
    lmv__langdata *data, int language, lmv__wordlist list, lmv__slice folded)
{
    char word[LMV__MAX_ABBREVIATION];
    size_t n = lmv__langdata_abbreviate(folded, word);
    lmv__slice slice = {word, n};

    return !n || add_to(data, language, list, slice);
}

static bool add_break(lmv__langdata *data, int language, lmv__slice folded)
{
    lmv__slice first = folded;
    lmv__wordinfo *info;
    uint32_t words = 1;

    for (size_t i = folded.len; i--;) {
        if (folded.ptr[i] == ' ') {
            words++;
            first.len = i;
        }
    }
    if (words > data->longest_break)
        data->longest_break = words;
    info = info_of(data, first);
    if (!info)
        return false;
    info->starts_break |= (uint8_t)(1u << language);
    return add_to(data, language, LMV__CLAUSE_BREAKS, folded);
}

static bool add_ending(lmv__langdata *data, int language, lmv__slice folded)
{
    lmv__vec *endings = &data->languages[language].endings;
    lmv__slice *slot;
    size_t at;
    char *copy = lmv__arena_copy(&data->arena, folded.ptr, folded.len);

    if (!copy || !lmv__vec_push(endings))
        return false;
    slot = endings->data;
    for (at = endings->len - 1; at && slot[at - 1].len < folded.len; at--)
        slot[at] = slot[at - 1];
    slot[at].ptr = copy;
    slot[at].len = folded.len;
    return true;
}

static bool add_each(
    lmv__langdata *data, int language, lmv__wordlist list, lmv__slice row)
{
    size_t i = 0;

    while (i < row.len) {
        size_t end = i;
        lmv__slice word = {row.ptr + i, 0};
        while (end < row.len && row.ptr[end] != ' ')
            end++;
        word.len = end - i;
        if (!add_to(data, language, list, word))
            return false;
        if (list == LMV__ENDINGS &&
            !lmv__langdata_has_ending(data, language, word) &&
            !add_ending(data, language, word))
            return false;
        i = end + 1;
    }
    return true;
}

lmv_status lmv__langdata_add_word(lmv__langdata *data, int language,
    lmv__wordlist list, lmv__slice word, lmv_error *err)
{
    lmv__slice folded;
    lmv_status status;
    bool done;

    if (data->sealed || language < 0 || language >= data->count ||
        list >= LMV__WORDLIST_COUNT)
        return lmv__error_set(err, LMV_EINVAL, "no such word list");
    status = fold_word(data, word, &folded, err);
    if (status != LMV_OK)
        return status;
    switch (list) {
    case LMV__NEVER_FINAL:
    case LMV__MAYBE_FINAL:
    case LMV__BEFORE_NUMBER:
        done = add_abbreviation(data, language, list, folded);
        break;
    case LMV__CLAUSE_BREAKS:
        done = add_break(data, language, folded);
        break;
    default:
        done = add_each(data, language, list, folded);
    }
    return done ? LMV_OK : lmv__error_nomem(err);
}

/* Sets the index of a word in one of the small maps. */
static lmv_status set_index(lmv__langdata *data, lmv__map *map,
    lmv__slice folded, size_t index, lmv_error *err)
{
    lmv__slice key = {NULL, folded.len};

    key.ptr = lmv__arena_copy(&data->arena, folded.ptr, folded.len);
    if (!key.ptr || !lmv__map_set(map, key, (uint32_t)index))
        return lmv__error_nomem(err);
    return LMV_OK;
}

lmv_status lmv__langdata_add_number(lmv__langdata *data, int language,
    lmv__slice word, double value, lmv_error *err)
{
    lmv__slice folded;
    lmv_status status;
    double *slot;

    if (data->sealed || language < 0 || language >= data->count)
        return lmv__error_set(err, LMV_EINVAL, "no such language");
    if (!(value >= 0 && value < 1e15))
        return lmv__error_set(err, LMV_EINVAL,
            "\"%.*s\": a number between 0 and 10^15 is expected",
            (int)(word.len < 40 ? word.len : 40), word.ptr);
    status = fold_word(data, word, &folded, err);
    if (status != LMV_OK)
        return status;
    slot = lmv__vec_push(&data->values);
    if (!slot)
        return lmv__error_nomem(err);
    *slot = value;
    return set_index(data, &data->languages[language].numbers, folded,
        data->values.len - 1, err);
}

lmv_status lmv__langdata_add_unit(lmv__langdata *data, int language,
    lmv__slice word, lmv__slice iso, lmv_error *err)
{
    lmv__slice folded;
    lmv_status status;
    lmv__unit *slot, unit;

    if (data->sealed || language < 0 || language >= data->count)
        return lmv__error_set(err, LMV_EINVAL, "no such language");
    if (!lmv__iso_parse_unit(iso, &unit))
        return lmv__error_set(err, LMV_EINVAL,
            "\"%.*s\" is no ISO 8601 duration of one unit, such as PT1M "
            "(minute), PT1H (hour), P1D (day), P7D (week), P1M (month)",
            (int)(iso.len < 40 ? iso.len : 40), iso.ptr);
    status = fold_word(data, word, &folded, err);
    if (status != LMV_OK)
        return status;
    slot = lmv__vec_push(&data->units);
    if (!slot)
        return lmv__error_nomem(err);
    *slot = unit;
    return set_index(data, &data->languages[language].unit_words, folded,
        data->units.len - 1, err);
}

lmv_status lmv__langdata_add_sample(
    lmv__langdata *data, int language, lmv__slice text, lmv_error *err)
{
    lmv__buf *sample;
    lmv_status status;

    if (data->sealed || language < 0 || language >= data->count)
        return lmv__error_set(err, LMV_EINVAL, "no such language");
    sample = &data->languages[language].sample;
    if (text.len > MAX_SAMPLE || sample->len > MAX_SAMPLE - text.len)
        return lmv__error_set(err, LMV_ELIMIT,
            "the sample texts of \"%s\" have more than %u bytes",
            data->languages[language].code, MAX_SAMPLE);
    status = lmv__fold_string(text.ptr, text.len, sample, err);
    if (status != LMV_OK)
        return status;
    lmv__buf_addc(sample, '\n');
    return sample->failed ? lmv__error_nomem(err) : LMV_OK;
}

/* Marks the words of the sample text. */
static bool mark_sample(lmv__langdata *data, int language)
{
    const lmv__buf *sample = &data->languages[language].sample;
    size_t start = 0;

    for (size_t i = 0; i <= sample->len; i++) {
        unsigned char c =
            i < sample->len ? (unsigned char)sample->data[i] : ' ';
        lmv__slice word = {sample->data + start, i - start};
        lmv__wordinfo *info;
        if ((c >= 'a' && c <= 'z') || c == '\'' || c >= 0x80)
            continue;
        if (word.len && word.len <= MAX_WORD) {
            info = info_of(data, word);
            if (!info)
                return false;
            info->sampled |= (uint8_t)(1u << language);
        }
        start = i + 1;
    }
    return true;
}

lmv_status lmv__langdata_seal(lmv__langdata *data, lmv_error *err)
{
    for (int i = 0; i < data->count && !data->sealed; i++) {
        lmv__language *language = &data->languages[i];
        lmv__slice sample = {language->sample.data, language->sample.len};
        if (!sample.len)
            continue;
        language->ngrams = lmv__ngrams_new(sample);
        if (!language->ngrams || !mark_sample(data, i))
            return lmv__error_nomem(err);
        data->sampled = true;
        lmv__buf_clear(&language->sample);
        lmv__buf_init(&language->sample);
    }
    data->sealed = true;
    return LMV_OK;
}
