/*
 * The document as plugins read it: index in, bytes out.
 */
#include "engine/scan.h"

static lmv_status give(lmv__span span, size_t *start, size_t *end)
{
    if (start)
        *start = span.start;
    if (end)
        *end = span.end;
    return LMV_OK;
}

static const char *document_text(const lmv_document *document, size_t *length)
{
    lmv__slice text = lmv__document_text(document->doc);

    if (length)
        *length = text.len;
    return text.ptr;
}

static const char *document_language(const lmv_document *document)
{
    return lmv__langdata_code(lmv__document_langdata(document->doc),
        lmv__document_language(document->doc));
}

static const lmv__sentence *sentence_at(
    const lmv_document *document, uint32_t i)
{
    uint32_t count = 0;
    const lmv__sentence *all = lmv__document_sentences(document->doc, &count);

    return i < count ? &all[i] : NULL;
}

static uint32_t document_sentence_count(const lmv_document *document)
{
    uint32_t count = 0;

    lmv__document_sentences(document->doc, &count);
    return count;
}

static lmv_status document_sentence(
    const lmv_document *document, uint32_t sentence, size_t *start, size_t *end)
{
    const lmv__sentence *its = sentence_at(document, sentence);

    return its ? give(its->span, start, end) : LMV_EINVAL;
}

static const char *document_sentence_language(
    const lmv_document *document, uint32_t sentence)
{
    const lmv__sentence *its = sentence_at(document, sentence);

    return its ? lmv__langdata_code(
                     lmv__document_langdata(document->doc), its->language)
               : NULL;
}

static uint32_t document_clause_count(const lmv_document *document)
{
    uint32_t count = 0;

    lmv__document_clauses(document->doc, &count);
    return count;
}

static lmv_status document_clause(
    const lmv_document *document, uint32_t clause, size_t *start, size_t *end)
{
    uint32_t count = 0;
    const lmv__clause *all = lmv__document_clauses(document->doc, &count);

    return clause < count ? give(all[clause].span, start, end) : LMV_EINVAL;
}

/* Tokens know their sentence and clause only once those were cut. */
static const lmv__token *token_at(const lmv_document *document, uint32_t i)
{
    uint32_t count = 0;
    const lmv__token *all;

    lmv__document_sentences(document->doc, &count);
    count = 0;
    all = lmv__document_tokens(document->doc, &count);
    return i < count ? &all[i] : NULL;
}

static uint32_t document_token_count(const lmv_document *document)
{
    uint32_t count = 0;

    lmv__document_tokens(document->doc, &count);
    return count;
}

static lmv_status document_token(const lmv_document *document, uint32_t token,
    uint32_t *kind, size_t *start, size_t *end)
{
    const lmv__token *its = token_at(document, token);

    if (!its)
        return LMV_EINVAL;
    if (kind)
        *kind = its->kind;
    return give(its->span, start, end);
}

static uint32_t document_token_sentence(
    const lmv_document *document, uint32_t token)
{
    const lmv__token *its = token_at(document, token);

    return its ? its->sentence : UINT32_MAX;
}

static uint32_t document_token_clause(
    const lmv_document *document, uint32_t token)
{
    const lmv__token *its = token_at(document, token);

    return its ? its->clause : UINT32_MAX;
}

const lmv_document_api lmv__document_service = {
    .size = (uint32_t)sizeof(lmv_document_api),
    .text = document_text,
    .language = document_language,
    .sentence_count = document_sentence_count,
    .sentence = document_sentence,
    .sentence_language = document_sentence_language,
    .clause_count = document_clause_count,
    .clause = document_clause,
    .token_count = document_token_count,
    .token = document_token,
    .token_sentence = document_token_sentence,
    .token_clause = document_token_clause,
};
