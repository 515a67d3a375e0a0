/*
 * The document: text of any bytes is refused or has all its parts, in order,
 * inside each other; every way back ends on grapheme borders.
 */
#include "rules.h"

#include "base/utf8.h"
#include "text/document.h"

#include <unicode/ubrk.h>

static lmv_ruleset *rules;
static lmv__document *doc;
static UBreakIterator *graphemes;

static void tear_down(void)
{
    ubrk_close(graphemes);
    lmv__document_free(doc);
    lmv_ruleset_free(rules);
}

static void set_up(void)
{
    UErrorCode status = U_ZERO_ERROR;
    lmv_error err = LMV_ERROR_INIT;

    if (doc)
        return;
    rules = fuzz_load_rules(NULL, 0, true, NULL, &err);
    FUZZ_ASSERT(rules);
    doc = lmv__document_new(rules->langdata);
    graphemes = ubrk_open(UBRK_CHARACTER, "root", NULL, 0, &status);
    FUZZ_ASSERT(doc && graphemes && U_SUCCESS(status));
    atexit(tear_down);
}

/* border[i]: a grapheme begins or the text ends at byte i. */
static bool *mark_borders(lmv__slice text)
{
    bool *border = calloc(text.len + 1, sizeof *border);
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;

    FUZZ_ASSERT(border);
    border[0] = border[text.len] = true;
    utext_openUTF8(&utext, text.ptr, (int64_t)text.len, &status);
    ubrk_setUText(graphemes, &utext, &status);
    FUZZ_ASSERT(U_SUCCESS(status));
    for (int32_t at = ubrk_first(graphemes); at != UBRK_DONE;
         at = ubrk_next(graphemes))
        border[at] = true;
    utext_close(&utext);
    return border;
}

static void check_tokens(lmv__slice text)
{
    uint32_t n, last = 0;
    const lmv__token *t = lmv__document_tokens(doc, &n);

    for (uint32_t i = 0; i < n; i++) {
        FUZZ_ASSERT(last <= t[i].span.start);
        FUZZ_ASSERT(t[i].span.start < t[i].span.end);
        FUZZ_ASSERT(t[i].span.end <= text.len);
        FUZZ_ASSERT(t[i].folded.start <= t[i].folded.end);
        FUZZ_ASSERT(t[i].folded.end <= lmv__document_folded(doc)->len);
        FUZZ_ASSERT(lmv__document_token_at(doc, t[i].span.start) == i);
        last = t[i].span.end;
    }
}

/* Sentences and clauses divide the tokens without a rest. */
static void check_sentences(void)
{
    uint32_t n_tokens, n, n_clauses, token = 0, clause = 0, last = 0;
    const lmv__token *t = lmv__document_tokens(doc, &n_tokens);
    const lmv__sentence *s = lmv__document_sentences(doc, &n);
    const lmv__clause *c = lmv__document_clauses(doc, &n_clauses);

    for (uint32_t i = 0; i < n; i++) {
        FUZZ_ASSERT(s[i].first_token == token && s[i].n_tokens > 0);
        FUZZ_ASSERT(s[i].first_clause == clause && s[i].n_clauses > 0);
        FUZZ_ASSERT(last <= s[i].span.start);
        FUZZ_ASSERT(s[i].folded.start <= s[i].folded.end);
        for (uint32_t k = 0; k < s[i].n_tokens; k++, token++) {
            FUZZ_ASSERT(token < n_tokens && t[token].sentence == i);
            FUZZ_ASSERT(lmv__span_contains(s[i].span, t[token].span));
        }
        for (uint32_t k = 0; k < s[i].n_clauses; k++, clause++) {
            FUZZ_ASSERT(clause < n_clauses && c[clause].sentence == i);
            FUZZ_ASSERT(lmv__span_contains(s[i].span, c[clause].span));
        }
        last = s[i].span.end;
    }
    FUZZ_ASSERT(token == n_tokens && clause == n_clauses);
}

static void check_copy(const lmv__copy *copy, const bool *border)
{
    uint32_t step = copy->len / 64 + 1;

    FUZZ_ASSERT(lmv__utf8_valid(copy->text, copy->len) == copy->len);
    for (uint32_t start = 0; start < copy->len; start += step) {
        uint32_t end = start + 1 + (start * 7) % (copy->len - start);
        lmv__span span = lmv__document_original(doc, copy, start, end);

        FUZZ_ASSERT(span.start < span.end);
        FUZZ_ASSERT(border[span.start] && border[span.end]);
        if (copy->map)
            FUZZ_ASSERT(span.start <= copy->map[start] &&
                        span.end > copy->map[end - 1]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    lmv__slice text;
    lmv_status status;
    bool *border;

    set_up();
    status = lmv__document_set(doc, bytes, size, LMV__LANG_UNKNOWN, NULL);
    if (lmv__utf8_valid(bytes, size) < size) {
        FUZZ_ASSERT(status == LMV_ENCODING);
        return 0;
    }
    FUZZ_ASSERT(status == LMV_OK);
    text = lmv__document_text(doc);
    FUZZ_ASSERT(text.len <= LMV__MAX_COMMENT && text.len <= size);
    FUZZ_ASSERT(lmv__document_truncated(doc) == (text.len < size));
    check_tokens(text);
    check_sentences();
    (void)lmv__document_language(doc);
    border = mark_borders(text);
    check_copy(lmv__document_nfc(doc), border);
    check_copy(lmv__document_folded(doc), border);
    FUZZ_ASSERT(lmv__document_status(doc) == LMV_OK);
    free(border);
    return 0;
}
