#include "cut_fixture.h"
#include "langdata_fixture.h"

#include <check.h>
#include <string.h>

static char joined[1 << 16];

void cut_fixture_init(cut_fixture *f)
{
    memset(f, 0, sizeof *f);
    f->data = langdata_fixture();
    f->folder = lmv__folder_new();
    f->cutter = lmv__cutter_new(f->data);
    ck_assert_ptr_nonnull(f->folder);
    ck_assert_ptr_nonnull(f->cutter);
    lmv__vec_init(&f->tokens, sizeof(lmv__token));
    lmv__vec_init(&f->sentences, sizeof(lmv__sentence));
    lmv__vec_init(&f->clauses, sizeof(lmv__clause));
}

void cut_fixture_clear(cut_fixture *f)
{
    lmv__vec_clear(&f->tokens);
    lmv__vec_clear(&f->sentences);
    lmv__vec_clear(&f->clauses);
    lmv__cutter_free(f->cutter);
    lmv__folder_free(f->folder);
    lmv__langdata_free(f->data);
}

/* Check's own assertions are slow when there are millions of them. */
void cut_must(bool holds, const char *what)
{
    if (!holds)
        ck_abort_msg("%s", what);
}

void cut_text(cut_fixture *f, const char *text, size_t len, int stated)
{
    lmv_status status;

    f->text.ptr = text;
    f->text.len = len;
    f->tokens.len = f->sentences.len = f->clauses.len = 0;
    status = lmv__fold_text(f->folder, text, len, &f->folded, NULL);
    if (status == LMV_OK)
        status =
            lmv__cut_tokens(f->cutter, f->text, &f->folded, &f->tokens, NULL);
    if (status == LMV_OK)
        status = lmv__cut_sentences(
            f->cutter, f->text, &f->folded, &f->tokens, &f->sentences, NULL);
    cut_must(status == LMV_OK, "tokens and sentences");
    f->language = lmv__cut_languages(
        f->cutter, f->text, &f->folded, &f->tokens, &f->sentences, stated);
    status = lmv__cut_clauses(f->cutter, f->text, &f->folded, &f->tokens,
        &f->sentences, &f->clauses, NULL);
    cut_must(status == LMV_OK, "clauses");
}

const lmv__token *cut_token(const cut_fixture *f, size_t i)
{
    cut_must(i < f->tokens.len, "token index");
    return lmv__vec_at(&f->tokens, i);
}

const lmv__sentence *cut_sentence(const cut_fixture *f, size_t i)
{
    cut_must(i < f->sentences.len, "sentence index");
    return lmv__vec_at(&f->sentences, i);
}

const lmv__clause *cut_clause(const cut_fixture *f, size_t i)
{
    cut_must(i < f->clauses.len, "clause index");
    return lmv__vec_at(&f->clauses, i);
}

static void join(
    const cut_fixture *f, size_t i, lmv__span span, const char *between)
{
    size_t used = i ? strlen(joined) : 0, gap = i ? strlen(between) : 0;
    size_t len = span.end - span.start;

    ck_assert_uint_lt(used + gap + len, sizeof joined);
    memcpy(joined + used, between, gap);
    memcpy(joined + used + gap, f->text.ptr + span.start, len);
    joined[used + gap + len] = '\0';
}

const char *cut_joined_tokens(cut_fixture *f, const char *between)
{
    joined[0] = '\0';
    for (size_t i = 0; i < f->tokens.len; i++)
        join(f, i, cut_token(f, i)->span, between);
    return joined;
}

const char *cut_joined_sentences(cut_fixture *f, const char *between)
{
    joined[0] = '\0';
    for (size_t i = 0; i < f->sentences.len; i++)
        join(f, i, cut_sentence(f, i)->span, between);
    return joined;
}

const char *cut_joined_clauses(cut_fixture *f, const char *between)
{
    joined[0] = '\0';
    for (size_t i = 0; i < f->clauses.len; i++)
        join(f, i, cut_clause(f, i)->span, between);
    return joined;
}
