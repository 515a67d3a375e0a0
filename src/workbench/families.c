/*
 * Families of words: regular endings, then the last parts of compounds.
 */
#include "workbench/vocabulary.h"

#include <string.h>

/* As the words language has it: endings belong to words of 4 letters. */
#define MIN_STEM 4u
#define MIN_HEAD 5u
#define MIN_MODIFIER 4u

typedef struct grouping {
    lmv__vocabulary *v;
    const lmv__langdata *data;
    lmv__map support;  /* stem: how many forms it would have */
    lmv__map families; /* stem: family */
} grouping;

static bool ends_with(lmv__slice word, lmv__slice ending)
{
    return word.len > ending.len && memcmp(word.ptr + word.len - ending.len,
                                        ending.ptr, ending.len) == 0;
}

/* The next stem of a word behind stem *k (from 0: the word itself), by the
 * endings of its languages; false when there is none.  Stems of one length
 * come once: two languages share most of their endings. */
static bool next_stem(const grouping *g, const lmv__vocable *word, uint32_t *k,
    uint64_t *lengths, lmv__slice *stem)
{
    int n = lmv__langdata_count(g->data), language;
    uint32_t at = (*k)++, i;

    *stem = word->folded;
    if (at == 0)
        return true;
    for (language = 0; language < n; language++)
        for (i = 0; i < lmv__langdata_ending_count(g->data, language); i++) {
            lmv__slice ending = lmv__langdata_ending(g->data, language, i);

            if (!(word->languages >> language & 1) || ending.len > 63 ||
                *lengths >> ending.len & 1 ||
                !ends_with(word->folded, ending) ||
                word->folded.len - ending.len < MIN_STEM)
                continue;
            *lengths |= UINT64_C(1) << ending.len;
            stem->len = word->folded.len - ending.len;
            return true;
        }
    return false;
}

static bool count_stems(grouping *g)
{
    size_t i;

    for (i = 0; i < g->v->vocables.len; i++) {
        const lmv__vocable *word = lmv__vec_at(&g->v->vocables, i);
        uint64_t lengths = 0;
        uint32_t k = 0;
        lmv__slice stem;

        while (!word->stop && word->folded.len >= MIN_STEM &&
               next_stem(g, word, &k, &lengths, &stem)) {
            uint32_t known = lmv__map_get(&g->support, stem);

            if (!lmv__map_set(
                    &g->support, stem, known == LMV__MAP_NONE ? 1 : known + 1))
                return false;
        }
    }
    return true;
}

/* "ended" is no form of a word that only the other language has. */
static bool is_foreign(
    const grouping *g, const lmv__vocable *word, lmv__slice stem)
{
    uint32_t at = lmv__map_get(&g->v->index, stem);

    return at != LMV__MAP_NONE &&
           !(lmv__vocabulary_word(g->v, at)->languages & word->languages);
}

/* The stem that most other words share; the longest of equals. */
static lmv__slice choose_stem(const grouping *g, const lmv__vocable *word)
{
    lmv__slice best = word->folded, stem;
    uint64_t lengths = 0;
    uint32_t k = 0, most = 0;

    if (word->stop || word->folded.len < MIN_STEM)
        return best;
    while (next_stem(g, word, &k, &lengths, &stem)) {
        uint32_t support = lmv__map_get(&g->support, stem);

        if (support == LMV__MAP_NONE || support < most ||
            (support == most && stem.len <= best.len) ||
            is_foreign(g, word, stem))
            continue;
        best = stem;
        most = support;
    }
    return best;
}

static bool join_family(grouping *g, uint32_t number)
{
    lmv__vocable *word = lmv__vec_at(&g->v->vocables, number);
    lmv__slice stem = choose_stem(g, word);
    uint32_t known = lmv__map_get(&g->families, stem);
    lmv__family *family;

    if (known == LMV__MAP_NONE) {
        family = lmv__vec_push(&g->v->families);
        known = (uint32_t)g->v->families.len - 1;
        if (!family || !lmv__map_set(&g->families, stem, known))
            return false;
        family->stem = stem;
        family->first = family->best = number;
        family->root = known;
        family->stop = word->stop;
    }
    family = lmv__vec_at(&g->v->families, known);
    family->n_forms++;
    if (word->comments > lmv__vocabulary_word(g->v, family->best)->comments)
        family->best = number;
    word->family = known;
    return true;
}

/* ---- compounds ---- */

/* A word of the corpus that is no function word: `part`, or what is left of
 * it without an ending, at least `least` bytes; or LMV__MAP_NONE. */
static uint32_t find_word(const grouping *g, lmv__slice part, size_t least)
{
    uint32_t at = lmv__map_get(&g->v->index, part), i;
    int language, n = lmv__langdata_count(g->data);

    if (part.len < least)
        return LMV__MAP_NONE;
    if (at != LMV__MAP_NONE)
        return lmv__vocabulary_word(g->v, at)->stop ? LMV__MAP_NONE : at;
    for (language = 0; language < n; language++)
        for (i = 0; i < lmv__langdata_ending_count(g->data, language); i++) {
            lmv__slice ending = lmv__langdata_ending(g->data, language, i);
            lmv__slice stem = {part.ptr, part.len - ending.len};

            if (!ends_with(part, ending) || stem.len < least)
                continue;
            at = lmv__map_get(&g->v->index, stem);
            if (at != LMV__MAP_NONE && !lmv__vocabulary_word(g->v, at)->stop)
                return at;
        }
    return LMV__MAP_NONE;
}

/* What stands before a head: a word, also with an ending that joins, or
 * anything with a hyphen. */
static bool is_modifier(const grouping *g, lmv__slice part)
{
    if (part.ptr[part.len - 1] == '-')
        return part.len > 1;
    return find_word(g, part, MIN_MODIFIER) != LMV__MAP_NONE;
}

/* The longest last part that is a word, as a family. */
static uint32_t find_head(const grouping *g, const lmv__family *family)
{
    lmv__slice word = lmv__vocabulary_word(g->v, family->best)->folded;
    size_t i;

    for (i = 2; i + MIN_HEAD <= word.len; i++) {
        lmv__slice head = {word.ptr + i, word.len - i}, before = {word.ptr, i};
        uint32_t at = find_word(g, head, MIN_HEAD);

        if (at == LMV__MAP_NONE || !is_modifier(g, before))
            continue;
        return lmv__vocabulary_word(g->v, at)->family;
    }
    return LMV__MAP_NONE;
}

static void find_roots(grouping *g)
{
    size_t i;
    int depth;

    for (i = 0; i < g->v->families.len; i++) {
        lmv__family *family = lmv__vec_at(&g->v->families, i);
        uint32_t head = family->stop ? LMV__MAP_NONE : find_head(g, family);

        if (head != LMV__MAP_NONE)
            family->root = head; /* a shorter word: no circles */
    }
    for (i = 0; i < g->v->families.len; i++) {
        lmv__family *family = lmv__vec_at(&g->v->families, i);

        for (depth = 0; depth < 8; depth++)
            family->root = lmv__vocabulary_family(g->v, family->root)->root;
    }
}

lmv_status lmv__families_make(
    lmv__vocabulary *v, const lmv__langdata *data, lmv_error *err)
{
    grouping g = {.v = v, .data = data};
    size_t i;
    bool ok;

    lmv__map_init(&g.support);
    lmv__map_init(&g.families);
    ok = count_stems(&g);
    for (i = 0; i < v->vocables.len && ok; i++)
        ok = join_family(&g, (uint32_t)i);
    if (ok)
        find_roots(&g);
    lmv__map_clear(&g.support);
    lmv__map_clear(&g.families);
    return ok ? LMV_OK : lmv__error_nomem(err);
}

/* ---- as an entry ---- */

static void add_escaped(lmv__buf *out, lmv__slice text)
{
    size_t i;

    for (i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
            !(c >= 'a' && c <= 'z') && c != '-' && c != '\'')
            lmv__buf_addc(out, '\\');
        lmv__buf_addc(out, (char)c);
    }
}

/* The stem as it is written: endings are plain letters, so as many bytes as
 * the first form has behind its stem are cut from how it is shown. */
void lmv__family_entry(const lmv__vocabulary *v, uint32_t number, lmv__buf *out)
{
    const lmv__family *family = lmv__vocabulary_family(v, number);
    const lmv__vocable *first = lmv__vocabulary_word(v, family->first);
    lmv__slice text = first->shown;
    size_t ending = first->folded.len - family->stem.len;

    if (family->n_forms == 1)
        text = lmv__vocabulary_word(v, family->best)->shown;
    else if (ending < text.len)
        text.len -= ending;
    add_escaped(out, text);
}
