#include "text/document.h"

#include "base/utf8.h"
#include "text/border.h"
#include "text/cut.h"
#include "text/segment.h"

#include <stdlib.h>

struct lmv__document {
    const lmv__langdata *data;
    lmv__folder *folder;
    lmv__cutter *cutter;
    lmv__borders borders;

    lmv__slice text;
    int stated; /* language of the input */
    bool truncated;
    lmv_status status;

    bool has_nfc, has_folded, has_tokens, has_sentences;
    lmv__copy nfc, folded;
    lmv__vec tokens, sentences, clauses;
    int language;
};

lmv__document *lmv__document_new(const lmv__langdata *data)
{
    lmv__document *doc = calloc(1, sizeof *doc);

    if (!doc)
        return NULL;
    doc->data = data;
    lmv__vec_init(&doc->tokens, sizeof(lmv__token));
    lmv__vec_init(&doc->sentences, sizeof(lmv__sentence));
    lmv__vec_init(&doc->clauses, sizeof(lmv__clause));
    doc->text = (lmv__slice){"", 0};
    doc->stated = doc->language = LMV__LANG_UNKNOWN;
    doc->folder = lmv__folder_new();
    doc->cutter = lmv__cutter_new(data);
    if (!lmv__borders_init(&doc->borders) || !doc->folder || !doc->cutter) {
        lmv__document_free(doc);
        return NULL;
    }
    return doc;
}

void lmv__document_free(lmv__document *doc)
{
    if (!doc)
        return;
    lmv__vec_clear(&doc->tokens);
    lmv__vec_clear(&doc->sentences);
    lmv__vec_clear(&doc->clauses);
    lmv__borders_clear(&doc->borders);
    lmv__cutter_free(doc->cutter);
    lmv__folder_free(doc->folder);
    free(doc);
}

static void hold(lmv__document *doc, const char *text, size_t len, int language)
{
    doc->text = (lmv__slice){text, len};
    doc->stated = language;
    doc->status = LMV_OK;
    doc->truncated = false;
    doc->has_nfc = doc->has_folded = false;
    doc->has_tokens = doc->has_sentences = false;
    doc->tokens.len = doc->sentences.len = doc->clauses.len = 0;
    doc->language = LMV__LANG_UNKNOWN;
    lmv__borders_set(&doc->borders, text, (uint32_t)len);
}

lmv_status lmv__document_set(lmv__document *doc, const char *text, size_t len,
    int language, lmv_error *err)
{
    size_t valid = len ? lmv__utf8_valid(text, len) : 0;
    size_t fits = len;

    hold(doc, "", 0, language);
    if (valid < len)
        return lmv__error_set(err, LMV_ENCODING,
            "the comment is not UTF-8: byte %zu of %zu begins no character",
            valid + 1, len);
    if (len == 0)
        return LMV_OK;
    if (len > LMV__MAX_COMMENT)
        fits = lmv__borders_cut(text, len, LMV__MAX_COMMENT);
    hold(doc, text, fits, language);
    doc->truncated = fits < len;
    return LMV_OK;
}

lmv__slice lmv__document_text(const lmv__document *doc)
{
    return doc->text;
}

bool lmv__document_truncated(const lmv__document *doc)
{
    return doc->truncated;
}

const lmv__langdata *lmv__document_langdata(const lmv__document *doc)
{
    return doc->data;
}

lmv_status lmv__document_status(const lmv__document *doc)
{
    return doc->status;
}

/* ---- the parts, each made when it is first asked for ---- */

/* A part that failed stays missing until the next set(). */
static bool made(lmv__document *doc, bool *has, lmv_status status)
{
    if (status != LMV_OK)
        doc->status = status;
    return *has = status == LMV_OK;
}

const lmv__copy *lmv__document_nfc(lmv__document *doc)
{
    if (!doc->has_nfc &&
        (doc->status != LMV_OK || !made(doc, &doc->has_nfc,
                                      lmv__fold_nfc(doc->folder, doc->text.ptr,
                                          doc->text.len, &doc->nfc, NULL))))
        return NULL;
    return &doc->nfc;
}

const lmv__copy *lmv__document_folded(lmv__document *doc)
{
    if (!doc->has_folded &&
        (doc->status != LMV_OK || !made(doc, &doc->has_folded,
                                      lmv__fold_text(doc->folder, doc->text.ptr,
                                          doc->text.len, &doc->folded, NULL))))
        return NULL;
    return &doc->folded;
}

static bool make_tokens(lmv__document *doc)
{
    if (doc->has_tokens)
        return true;
    if (!lmv__document_folded(doc) || doc->status != LMV_OK)
        return false;
    return made(doc, &doc->has_tokens,
        lmv__cut_tokens(
            doc->cutter, doc->text, &doc->folded, &doc->tokens, NULL));
}

static bool make_sentences(lmv__document *doc)
{
    lmv_status status;

    if (doc->has_sentences)
        return true;
    if (!make_tokens(doc) || doc->status != LMV_OK)
        return false;
    status = lmv__cut_sentences(doc->cutter, doc->text, &doc->folded,
        &doc->tokens, &doc->sentences, NULL);
    if (status == LMV_OK) {
        /* Before the clauses: which words begin one depends on it. */
        doc->language = lmv__cut_languages(doc->cutter, doc->text, &doc->folded,
            &doc->tokens, &doc->sentences, doc->stated);
        status = lmv__cut_clauses(doc->cutter, doc->text, &doc->folded,
            &doc->tokens, &doc->sentences, &doc->clauses, NULL);
    }
    if (!made(doc, &doc->has_sentences, status))
        return false;
    return true;
}

/* The items of a vector; `none` for an empty one, which is not NULL. */
static const void *items(
    bool there, const lmv__vec *vec, const void *none, uint32_t *count)
{
    if (count)
        *count = there ? (uint32_t)vec->len : 0;
    if (!there)
        return NULL;
    return vec->len ? vec->data : none;
}

const lmv__token *lmv__document_tokens(lmv__document *doc, uint32_t *count)
{
    static const lmv__token none;

    return items(make_tokens(doc), &doc->tokens, &none, count);
}

const lmv__sentence *lmv__document_sentences(
    lmv__document *doc, uint32_t *count)
{
    static const lmv__sentence none;

    return items(make_sentences(doc), &doc->sentences, &none, count);
}

const lmv__clause *lmv__document_clauses(lmv__document *doc, uint32_t *count)
{
    static const lmv__clause none;

    return items(make_sentences(doc), &doc->clauses, &none, count);
}

int lmv__document_language(lmv__document *doc)
{
    return make_sentences(doc) ? doc->language : LMV__LANG_UNKNOWN;
}

/* ---- from copies back to the original, and places to parts ---- */

/* Leaves out what folding dropped at the end: the next character of the copy
 * begins behind it, but it belongs to nobody. */
static uint32_t without_dropped(lmv__slice text, uint32_t start, uint32_t end)
{
    while (end > start) {
        uint32_t at = end - 1, code;
        size_t used;

        while (at > start && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
            at--;
        code = lmv__utf8_next(text.ptr + at, end - at, &used);
        if (at == start || !lmv__is_dropped((UChar32)code))
            break;
        end = at;
    }
    return end;
}

/* Where the characters end that made the bytes before `end` of the copy. */
static uint32_t end_in_original(const lmv__copy *copy, uint32_t end)
{
    return copy->map[lmv__copy_from_original(copy, copy->map[end - 1] + 1)];
}

lmv__span lmv__document_original(
    lmv__document *doc, const lmv__copy *copy, uint32_t start, uint32_t end)
{
    lmv__span span;

    if (end > copy->len)
        end = copy->len;
    if (start > end)
        start = end;
    span.start = span.end = copy->map ? copy->map[start] : start;
    if (!copy->map)
        span.end = end;
    else if (end > start)
        span.end = end_in_original(copy, end);
    if (copy->map && doc->has_folded && copy->map == doc->folded.map)
        span.end = without_dropped(doc->text, span.start, span.end);
    return lmv__document_graphemes(doc, span);
}

lmv__span lmv__document_graphemes(lmv__document *doc, lmv__span span)
{
    lmv__span wide = lmv__borders_widen(&doc->borders, span);

    if (doc->borders.failed)
        doc->status = LMV_ENOMEM;
    return wide;
}

lmv__slice lmv__document_fold_of(lmv__document *doc, lmv__span span)
{
    const lmv__copy *folded = lmv__document_folded(doc);
    lmv__slice slice = {"", 0};
    uint32_t start, end;

    if (!folded)
        return slice;
    start = lmv__copy_from_original(folded, span.start);
    end = lmv__copy_from_original(folded, span.end);
    slice.ptr = folded->text + start;
    slice.len = end > start ? end - start : 0;
    return slice;
}

uint32_t lmv__document_token_at(lmv__document *doc, uint32_t offset)
{
    uint32_t low = 0, high;
    const lmv__token *tokens = lmv__document_tokens(doc, &high);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (tokens[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t lmv__document_sentence_at(lmv__document *doc, uint32_t offset)
{
    uint32_t low = 0, high;
    const lmv__sentence *sentences = lmv__document_sentences(doc, &high);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (sentences[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
