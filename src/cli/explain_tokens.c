/*
 * The text as the engine sees it: sentences with their language, clauses,
 * tokens.
 */
#include <config.h>

#include "cli/explain_out.h"
#include "cli/style.h"
#include "engine/trace.h"
#include "rules/model.h"

static void add_token(
    lmv__buf *out, const lmv__explain *explain, const lmv__token *token)
{
    static const char *const kinds[] = {
        "?", "", "number ", "", "emoji ", "other "};

    lmv__buf_addf(out, " %s", kinds[token->kind < 6 ? token->kind : 0]);
    lmv__style_safe(out, explain->text.ptr + token->span.start,
        token->span.end - token->span.start);
    lmv__buf_adds(out, " \xc2\xb7");
}

void lmv__explain_tokens(const lmv__explain *explain, lmv__buf *out)
{
    lmv__document *doc = lmv__trace_document(explain->scanner);
    uint32_t n_sentences, n_clauses, n_tokens, s, c, t;
    const lmv__sentence *sentences = lmv__document_sentences(doc, &n_sentences);
    const lmv__clause *clauses = lmv__document_clauses(doc, &n_clauses);
    const lmv__token *tokens = lmv__document_tokens(doc, &n_tokens);
    const lmv__langdata *data = explain->setup->ruleset->langdata;

    if (!sentences || !clauses || !tokens)
        return;
    for (s = 0; s < n_sentences; s++) {
        const lmv__sentence *sentence = &sentences[s];

        lmv__buf_addf(out, "\nsentence %u (%s%s)\n", s + 1,
            lmv__langdata_code(data, sentence->language),
            sentence->question ? ", question" : "");
        for (c = 0; c < sentence->n_clauses; c++) {
            const lmv__clause *clause = &clauses[sentence->first_clause + c];

            lmv__buf_addf(out, "  clause %u:", c + 1);
            for (t = 0; t < clause->n_tokens; t++)
                add_token(out, explain, &tokens[clause->first_token + t]);
            lmv__buf_addc(out, '\n');
        }
    }
}
