/*
 * Cutting: tokens, sentences, clauses and languages of one comment.  These
 * are the parts that document.c puts together; nobody else calls them.
 */
#ifndef LMV_TEXT_CUT_H
#define LMV_TEXT_CUT_H

#include "base/vec.h"
#include "text/document.h"

/* ICU iterators and working memory of one thread. */
typedef struct lmv__cutter lmv__cutter;
lmv__cutter *lmv__cutter_new(const lmv__langdata *data); /* owned, or NULL */
void lmv__cutter_free(lmv__cutter *cutter);

/* The four are called in this order, for one text, with one cutter; the first
 * finds `tokens` empty and leaves what it knows of each in the cutter.
 * Appends lmv__token items: span, folded, kind, parts, transparent,
 * enumeration.  Blanks are no tokens. (token.c) */
lmv_status lmv__cut_tokens(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv_error *err);

/* Appends lmv__sentence items: span, folded, first_token, n_tokens, question,
 * and sets each token's sentence. (sentence.c) */
lmv_status lmv__cut_sentences(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv__vec *sentences,
    lmv_error *err);

/* The sentences' `admits` tells whose clause breaks count (0: everybody's), so
 * languages come first.
 * Appends lmv__clause items and sets first_clause, n_clauses, punctuated of
 * the sentences and the clause of each token. (clause.c) */
lmv_status lmv__cut_clauses(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv__vec *sentences,
    lmv__vec *clauses, lmv_error *err);

/* Sets language and admits of every sentence and returns the comment's
 * language.  `stated` is LMV__LANG_UNKNOWN or an index that holds for all.
 * (language.c) */
int lmv__cut_languages(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, const lmv__vec *tokens, lmv__vec *sentences,
    int stated);

#endif
