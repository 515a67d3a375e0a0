#include "workbench/proposals.h"

#include "engine/trace.h"
#include "workbench/lint.h"
#include "workbench/near.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TRIED = 2000 }; /* keys that are scanned to see if they are known */

typedef struct proposing {
    lmv__proposals *out;
    const lmv__setup *setup;
    const lmv__corpus *corpus;
    const lmv__outcomes *outcomes;
    const lmv__proposals_options *options;
    unsigned char *sides;
    lmv_scanner *scanner;
} proposing;

/* ---- who is compared with whom ---- */

static bool has_theme(const lmv_ruleset *rules, const lmv__outcome *outcome)
{
    uint32_t i;

    for (i = 0; i < outcome->n_given; i++)
        if (rules->themes[outcome->given[i].theme].kind == LMV_KIND_THEME)
            return true;
    return false;
}

static void take_sides(proposing *p)
{
    const lmv__evaluation *e = p->options->evaluation;
    size_t i, row;

    for (i = 0; i < p->outcomes->n; i++) {
        p->sides[i] = LMV__SIDE_OUT;
        if (p->options->theme != LMV__NONE || p->outcomes->of[i].error)
            continue;
        p->sides[i] = LMV__SIDE_TARGET;
        if (has_theme(p->outcomes->rules, &p->outcomes->of[i]))
            p->sides[i] = LMV__SIDE_REST;
    }
    for (row = 0; p->options->theme != LMV__NONE && e && row < e->n_rows;
         row++) {
        const lmv__cell *cell = lmv__evaluation_cell(e, row, p->options->theme);

        if (cell->gold == LMV__UNSAID || cell->found == LMV__UNSAID)
            continue;
        p->sides[e->rows[row]] = LMV__SIDE_REST;
        if (cell->gold == 1 && cell->found == 0)
            p->sides[e->rows[row]] = LMV__SIDE_TARGET;
    }
}

/* ---- words that may begin a row although they are function words ---- */

static bool triggers(const lmv_ruleset *rules, lmv__slice folded,
    pcre2_match_data *data, bool *failed)
{
    bool found = false;
    lmv__buf text;
    uint32_t i, k, n;

    lmv__buf_init(&text);
    lmv__buf_add(&text, folded.ptr, folded.len);
    *failed = *failed || text.failed;
    for (i = 0; i < rules->n_guards && !text.failed && !found; i++)
        for (k = 0; k < rules->guards[i].n_triggers && !found; k++) {
            const lmv__entries *words = &rules->guards[i].triggers[k].words;

            for (n = 0; n < words->n_patterns && !found; n++)
                found =
                    lmv__lint_matches(rules, words->patterns[n], &text, data);
        }
    lmv__buf_clear(&text);
    return found;
}

/* "nicht erreichbar": what triggers a guard says as much as any word. */
static bool *find_openers(proposing *p)
{
    const lmv__vocabulary *v = &p->out->vocabulary;
    bool *openers = calloc(v->vocables.len + 1, sizeof *openers);
    pcre2_match_data *data = pcre2_match_data_create(32, NULL);
    bool failed = !openers || !data;
    uint32_t i;

    for (i = 0; i < v->vocables.len && !failed; i++)
        if (lmv__vocabulary_word(v, i)->stop)
            openers[i] = triggers(p->outcomes->rules,
                lmv__vocabulary_word(v, i)->folded, data, &failed);
    pcre2_match_data_free(data);
    if (!failed)
        return openers;
    free(openers);
    return NULL;
}

/* ---- what is covered ---- */

/* A language that all words of the key are in, or NULL. */
static const char *key_language(const proposing *p, const lmv__key *key)
{
    const lmv__vocabulary *v = &p->out->vocabulary;
    const lmv__langdata *data = p->setup->ruleset->langdata;
    unsigned mask = 0xff;
    uint32_t i;
    int language;

    for (i = 0; i < key->n; i++)
        mask &= lmv__vocabulary_word(
            v, lmv__vocabulary_family(v, key->families[i])->best)
                    ->languages;
    for (language = 0; language < lmv__langdata_count(data); language++)
        if (mask == 1u << language)
            return lmv__langdata_code(data, language);
    return NULL;
}

static lmv_status is_covered(proposing *p, lmv__slice text,
    const char *language, bool *covered, lmv_error *err)
{
    const lmv_ruleset *rules = p->outcomes->rules;
    const lmv_result *result;
    lmv__trace trace;
    lmv_status status;
    uint32_t i;

    *covered = false;
    status = lmv_scanner_scan(
        p->scanner, text.ptr, text.len, language, &result, err);
    if (status != LMV_OK)
        return status;
    for (i = 0; i < rules->n_themes && !*covered; i++)
        if ((p->options->theme == LMV__NONE
                    ? rules->themes[i].kind == LMV_KIND_THEME
                    : i == p->options->theme) &&
            lmv__trace_theme(p->scanner, i, &trace))
            *covered = trace.n_candidates > 0;
    return LMV_OK;
}

static lmv_status leave_out_keys(proposing *p, lmv_error *err)
{
    lmv__keyness *keyness = &p->out->keyness;
    lmv__key *keys = keyness->keys.data;
    size_t i, kept = 0;
    lmv_status status = LMV_OK;
    lmv__buf text;

    lmv__buf_init(&text);
    for (i = 0; i < keyness->keys.len && i < MAX_TRIED && status == LMV_OK &&
                kept < 4 * p->options->top;
         i++) {
        bool covered;

        lmv__buf_reset(&text);
        lmv__key_text(&p->out->vocabulary, &keys[i], &text);
        if (text.failed) {
            status = lmv__error_nomem(err);
            break;
        }
        status = is_covered(p, (lmv__slice){text.data, text.len},
            key_language(p, &keys[i]), &covered, err);
        if (status == LMV_OK && covered)
            p->out->covered++;
        else if (status == LMV_OK)
            keys[kept++] = keys[i];
    }
    lmv__buf_clear(&text);
    keyness->keys.len = kept;
    lmv__keyness_thin(keyness, &p->out->vocabulary, p->options->top);
    return status;
}

static lmv_status leave_out_near(proposing *p, lmv_error *err)
{
    lmv__near *near = p->out->near.data;
    size_t i, kept = 0;
    lmv_status status = LMV_OK;

    for (i = 0; i < p->out->near.len && kept < p->options->top; i++) {
        const lmv__vocable *word =
            lmv__vocabulary_word(&p->out->vocabulary, near[i].word);
        bool covered;

        status = is_covered(p, word->shown, NULL, &covered, err);
        if (status != LMV_OK)
            return status;
        if (!covered)
            near[kept++] = near[i];
    }
    p->out->near.len = kept;
    return LMV_OK;
}

/* ---- all of it ---- */

static lmv_status find_keys(proposing *p, lmv_error *err)
{
    lmv__keyness_options options = {
        .min_count = p->options->min_count, .min_g2 = LMV__KEY_G2};
    bool *openers = find_openers(p);
    lmv_status status;

    if (!openers)
        return lmv__error_nomem(err);
    options.openers = openers;
    status = lmv__keyness_find(
        &p->out->keyness, &p->out->vocabulary, p->sides, &options, err);
    free(openers);
    return status;
}

lmv_status lmv__proposals_make(lmv__proposals *out, const lmv__setup *setup,
    const lmv__corpus *corpus, const lmv__outcomes *outcomes,
    const lmv__proposals_options *options, lmv_error *err)
{
    proposing p = {.out = out,
        .setup = setup,
        .corpus = corpus,
        .outcomes = outcomes,
        .options = options};
    lmv_status status;

    memset(out, 0, sizeof *out);
    p.sides = calloc(outcomes->n + 1, 1);
    if (!p.sides)
        return lmv__error_nomem(err);
    take_sides(&p);
    status = lmv__vocabulary_make(&out->vocabulary, corpus,
        setup->ruleset->langdata, options->language, err);
    if (status == LMV_OK)
        status = lmv_scanner_new(&p.scanner, setup->engine, err);
    if (status == LMV_OK)
        status = find_keys(&p, err);
    if (status == LMV_OK)
        status = leave_out_keys(&p, err);
    if (status == LMV_OK)
        status = lmv__near_find(&out->near, &out->vocabulary, corpus, outcomes,
            options->theme, p.sides, err);
    if (status == LMV_OK)
        status = leave_out_near(&p, err);
    lmv_scanner_free(p.scanner);
    free(p.sides);
    if (status != LMV_OK)
        lmv__proposals_clear(out);
    return status;
}

void lmv__proposals_clear(lmv__proposals *proposals)
{
    lmv__vocabulary_clear(&proposals->vocabulary);
    lmv__keyness_clear(&proposals->keyness);
    lmv__vec_clear(&proposals->near);
    memset(proposals, 0, sizeof *proposals);
}
