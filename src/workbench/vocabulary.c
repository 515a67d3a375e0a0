#include "workbench/vocabulary.h"

#include "text/document.h"

#include <string.h>

const lmv__vocable *lmv__vocabulary_word(const lmv__vocabulary *v, uint32_t i)
{
    return lmv__vec_at(&v->vocables, i);
}

const lmv__family *lmv__vocabulary_family(const lmv__vocabulary *v, uint32_t i)
{
    return lmv__vec_at(&v->families, i);
}

typedef struct reading {
    lmv__vocabulary *v;
    const lmv__langdata *data;
    lmv__document *doc;
    uint32_t comment;
    uint8_t languages;
} reading;

/* The word's number, LMV__STREAM_BREAK when there is no room for it, or
 * LMV__MAP_NONE: out of memory. */
static uint32_t number_word(reading *r, lmv__slice folded, lmv__slice shown)
{
    lmv__vocabulary *v = r->v;
    uint32_t known = lmv__map_get(&v->index, folded);
    lmv__vocable *word;

    if (known != LMV__MAP_NONE)
        return known;
    if (v->vocables.len >= LMV__MAX_VOCABLES) {
        v->lost_words++;
        return LMV__STREAM_BREAK;
    }
    word = lmv__vec_push(&v->vocables);
    if (!word)
        return LMV__MAP_NONE;
    word->folded.ptr = lmv__arena_copy(&v->arena, folded.ptr, folded.len);
    word->folded.len = folded.len;
    word->shown.ptr = lmv__arena_copy(&v->arena, shown.ptr, shown.len);
    word->shown.len = shown.len;
    known = (uint32_t)v->vocables.len - 1;
    if (!word->folded.ptr || !word->shown.ptr ||
        !lmv__map_set(&v->index, word->folded, known))
        return LMV__MAP_NONE;
    return known;
}

static bool put(lmv__vocabulary *v, uint32_t what)
{
    uint32_t *place = lmv__vec_push(&v->stream);

    if (place)
        *place = what;
    return place != NULL;
}

static bool add_word(reading *r, lmv__slice text, const lmv__copy *folded,
    const lmv__token *token)
{
    lmv__slice as_folded = {folded->text + token->folded.start,
        token->folded.end - token->folded.start};
    lmv__slice shown = {
        text.ptr + token->span.start, token->span.end - token->span.start};
    uint32_t number;
    lmv__vocable *word;

    if (as_folded.len == 0)
        return true;
    number = number_word(r, as_folded, shown);
    if (number == LMV__MAP_NONE)
        return false;
    if (number != LMV__STREAM_BREAK) {
        word = lmv__vec_at(&r->v->vocables, number);
        word->languages |= r->languages;
        word->comments += word->last != r->comment + 1;
        word->last = r->comment + 1;
    }
    return put(r->v, number);
}

static lmv_status add_comment(
    reading *r, lmv__slice text, int language, lmv_error *err)
{
    const lmv__copy *folded;
    const lmv__token *tokens;
    uint32_t n, i, n_sentences;
    bool ok = true;

    if (lmv__document_set(r->doc, text.ptr, text.len, language, err) != LMV_OK)
        return LMV_OK; /* nothing can be read in it */
    folded = lmv__document_folded(r->doc);
    lmv__document_sentences(r->doc, &n_sentences);
    tokens = lmv__document_tokens(r->doc, &n);
    if (lmv__document_status(r->doc) != LMV_OK)
        return lmv__error_nomem(err);
    text = lmv__document_text(r->doc);
    language = lmv__document_language(r->doc);
    r->languages = 0xff;
    if (language >= 0)
        r->languages = (uint8_t)(1u << language);
    r->v->n_sentences += n_sentences;
    for (i = 0; i < n && ok; i++) {
        if (i > 0 && tokens[i].sentence != tokens[i - 1].sentence)
            ok = put(r->v, LMV__STREAM_END);
        if (ok)
            ok = tokens[i].kind == LMV__TOKEN_WORD
                     ? add_word(r, text, folded, &tokens[i])
                     : put(r->v, LMV__STREAM_BREAK);
    }
    return ok && put(r->v, LMV__STREAM_END) ? LMV_OK : lmv__error_nomem(err);
}

static lmv_status read_all(
    reading *r, const lmv__corpus *corpus, const char *language, lmv_error *err)
{
    lmv__vocabulary *v = r->v;
    lmv_status status = LMV_OK;
    size_t i;

    for (i = 0; i < corpus->comments.len && status == LMV_OK; i++) {
        const lmv__comment *comment = lmv__corpus_at(corpus, i);
        lmv__slice name =
            language ? lmv__slice_of(language) : comment->language;

        v->starts[i] = (uint32_t)v->stream.len;
        if (v->stream.len >= LMV__MAX_STREAM) {
            v->lost_comments++;
            continue;
        }
        r->comment = (uint32_t)i;
        status = add_comment(r, comment->text,
            name.len ? lmv__langdata_find(r->data, name) : LMV__LANG_UNKNOWN,
            err);
    }
    v->starts[corpus->comments.len] = (uint32_t)v->stream.len;
    return status;
}

/* One letter is never worth a rule. */
static void mark_stops(lmv__vocabulary *v, const lmv__langdata *data)
{
    static const lmv__wordlist lists[] = {LMV__FUNCTION_WORDS, LMV__TRANSPARENT,
        LMV__ENUMERATION, LMV__CLAUSE_BREAKS};
    size_t i, k;

    for (i = 0; i < v->vocables.len; i++) {
        lmv__vocable *word = lmv__vec_at(&v->vocables, i);

        word->stop = word->folded.len < 2;
        for (k = 0; k < sizeof lists / sizeof *lists && !word->stop; k++)
            word->stop = (lmv__langdata_has(data, lists[k], word->folded) &
                             word->languages) != 0;
    }
}

lmv_status lmv__vocabulary_make(lmv__vocabulary *v, const lmv__corpus *corpus,
    const lmv__langdata *data, const char *language, lmv_error *err)
{
    reading r = {.v = v, .data = data};
    lmv_status status;

    memset(v, 0, sizeof *v);
    lmv__arena_init(&v->arena, 65536);
    lmv__vec_init(&v->vocables, sizeof(lmv__vocable));
    lmv__vec_init(&v->families, sizeof(lmv__family));
    lmv__vec_init(&v->stream, sizeof(uint32_t));
    lmv__map_init(&v->index);
    v->n_comments = corpus->comments.len;
    v->starts =
        lmv__arena_alloc(&v->arena, v->n_comments + 1, sizeof *v->starts);
    r.doc = lmv__document_new(data);
    status = v->starts && r.doc ? read_all(&r, corpus, language, err)
                                : lmv__error_nomem(err);
    lmv__document_free(r.doc);
    if (status == LMV_OK) {
        mark_stops(v, data);
        status = lmv__families_make(v, data, err);
    }
    if (status != LMV_OK)
        lmv__vocabulary_clear(v);
    return status;
}

void lmv__vocabulary_clear(lmv__vocabulary *v)
{
    lmv__vec_clear(&v->vocables);
    lmv__vec_clear(&v->families);
    lmv__vec_clear(&v->stream);
    lmv__map_clear(&v->index);
    lmv__arena_clear(&v->arena);
    memset(v, 0, sizeof *v);
}
