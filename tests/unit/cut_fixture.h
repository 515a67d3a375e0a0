/*
 * One comment cut into all its parts, without a document.
 */
#ifndef LMV_TESTS_CUT_FIXTURE_H
#define LMV_TESTS_CUT_FIXTURE_H

#include "text/cut.h"

typedef struct cut_fixture {
    lmv__langdata *data;
    lmv__folder *folder;
    lmv__cutter *cutter;
    lmv__slice text;
    lmv__copy folded;
    lmv__vec tokens, sentences, clauses;
    int language;
} cut_fixture;

void cut_fixture_init(cut_fixture *f);
void cut_fixture_clear(cut_fixture *f);
/* Fails the test unless `holds`. */
void cut_must(bool holds, const char *what);
/* Cuts `text`; `stated` as in lmv__cut_languages(). */
void cut_text(cut_fixture *f, const char *text, size_t len, int stated);

const lmv__token *cut_token(const cut_fixture *f, size_t i);
const lmv__sentence *cut_sentence(const cut_fixture *f, size_t i);
const lmv__clause *cut_clause(const cut_fixture *f, size_t i);
/* The pieces with `between` between them, in a buffer that the fixture keeps
 * until the next call. */
const char *cut_joined_tokens(cut_fixture *f, const char *between);
const char *cut_joined_sentences(cut_fixture *f, const char *between);
const char *cut_joined_clauses(cut_fixture *f, const char *between);

#endif
