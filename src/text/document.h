/*
 * Document: one comment and everything that can be known of its text, each
 * part computed when it is first asked for.
 *
 *     text ─┬─► nfc, folded                        fold.c
 *           └─► tokens ─► sentences ─► clauses     token.c sentence.c clause.c
 *                            └─► language          language.c
 *
 * One thread's; set() makes it hold the next comment and reuses the memory.
 * All arrays are borrowed until the next set().
 */
#ifndef LMV_TEXT_DOCUMENT_H
#define LMV_TEXT_DOCUMENT_H

#include "text/fold.h"
#include "text/langdata.h"
#include "text/span.h"

typedef enum lmv__token_kind { /* values as LMV_TOKEN_... of plugin.h */
    LMV__TOKEN_WORD = 1,
    LMV__TOKEN_NUMBER,
    LMV__TOKEN_PUNCT,
    LMV__TOKEN_EMOJI, /* an emoji sequence or an emoticon such as :-( */
    LMV__TOKEN_OTHER
} lmv__token_kind;

typedef struct lmv__token {
    lmv__span span;
    lmv__span folded;          /* bytes of the folded copy */
    uint8_t kind;              /* lmv__token_kind */
    uint8_t parts;             /* hyphenated parts of a compound, else 1 */
    uint8_t transparent;       /* mask of languages: free for guards */
    uint8_t enumeration;       /* mask of languages: und, or ... */
    uint32_t sentence, clause; /* indexes; valid with the sentences */
} lmv__token;

typedef struct lmv__clause {
    lmv__span span;
    uint32_t sentence, first_token, n_tokens;
} lmv__clause;

typedef struct lmv__sentence {
    lmv__span span;   /* without blanks at its ends */
    lmv__span folded; /* the same in the folded copy */
    uint32_t first_token, n_tokens;
    uint32_t first_clause, n_clauses;
    bool question;   /* ends in '?' (closing quotes aside) */
    bool punctuated; /* has a clause border or punctuation inside */
    int language;    /* index, or LMV__LANG_... */
    uint8_t admits;  /* mask of the languages whose rules may run here */
} lmv__sentence;

typedef struct lmv__document lmv__document;

/* `data` is sealed and outlives the document.  Owned; NULL: out of memory. */
lmv__document *lmv__document_new(const lmv__langdata *data);
void lmv__document_free(lmv__document *doc);

/* Take the next comment.  `text` is borrowed and must stay until the next
 * set().  `language` is an index that the input states, or LMV__LANG_UNKNOWN
 * for detection; a stated language holds for every sentence.
 * Text over LMV__MAX_COMMENT bytes is cut at the last sentence that fits
 * (lmv__document_truncated()).  LMV_ENCODING: not UTF-8. */
lmv_status lmv__document_set(lmv__document *doc, const char *text, size_t len,
    int language, lmv_error *err);

lmv__slice lmv__document_text(const lmv__document *doc); /* after the cut */
bool lmv__document_truncated(const lmv__document *doc);
const lmv__langdata *lmv__document_langdata(const lmv__document *doc);

/* Each of these computes what is missing; NULL / 0 only when memory ran out,
 * and then lmv__document_status() is not LMV_OK. */
const lmv__copy *lmv__document_nfc(lmv__document *doc);
const lmv__copy *lmv__document_folded(lmv__document *doc);
const lmv__token *lmv__document_tokens(lmv__document *doc, uint32_t *count);
/* Sentences together with their clauses, tokens and languages. */
const lmv__sentence *lmv__document_sentences(
    lmv__document *doc, uint32_t *count);
const lmv__clause *lmv__document_clauses(lmv__document *doc, uint32_t *count);
/* The comment's language: an index or LMV__LANG_... */
int lmv__document_language(lmv__document *doc);
lmv_status lmv__document_status(const lmv__document *doc);

/* The span of the original that made bytes [start, end) of a copy (nfc or
 * folded), widened to grapheme borders. */
lmv__span lmv__document_original(
    lmv__document *doc, const lmv__copy *copy, uint32_t start, uint32_t end);
/* Widen a span of the original to grapheme borders. */
lmv__span lmv__document_graphemes(lmv__document *doc, lmv__span span);
/* The folded form of a span of the original. */
lmv__slice lmv__document_fold_of(lmv__document *doc, lmv__span span);
/* Index of the first token that ends behind `offset`; the token count when
 * there is none.  Binary search. */
uint32_t lmv__document_token_at(lmv__document *doc, uint32_t offset);
/* Index of the sentence that `offset` lies in, or of the next one. */
uint32_t lmv__document_sentence_at(lmv__document *doc, uint32_t offset);

#endif
