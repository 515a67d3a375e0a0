#ifdef HAVE_CONFIG_H
#include "config.h" /* mkstemps */
#endif

#include "match_fixture.h"

#include "rules/load.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char message[1024];
static char answer[8192];

const char *fixture_message(void)
{
    return message;
}

static void take_diagnostic(void *payload, const lmv_diagnostic *d)
{
    (void)payload;
    if (!message[0] && d->severity == LMV_ERROR)
        snprintf(message, sizeof message, "%u:%u: %s: %s", d->line, d->column,
            d->code, d->message);
}

static void write_pack(const char *path, const char *body)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fprintf(file,
        "leitmotiv: 1\n"
        "pack: {id: t, version: 1.0.0, title: {de: T}, languages: [de, en], "
        "license: Apache-2.0}\n"
        "%s",
        body);
    fclose(file);
}

lmv_ruleset *fixture_load(const char *body)
{
    static const char *const search[] = {TESTS_SRCDIR "/data/rules/match"};
    lmv_ruleset_options options = {.size = sizeof options,
        .search_path = search,
        .n_search_path = 1,
        .strict = 1,
        .diag = take_diagnostic};
    char path[] = "/tmp/lmv-match-XXXXXX.yml";
    const char *packs[] = {path};
    lmv_error err = LMV_ERROR_INIT;
    lmv_ruleset *rules = NULL;
    int fd = mkstemps(path, 4);

    ck_assert_int_ge(fd, 0);
    close(fd);
    write_pack(path, body);
    message[0] = '\0';
    if (lmv_ruleset_load(&rules, packs, 1, &options, &err) != LMV_OK &&
        !message[0])
        snprintf(message, sizeof message, "%s", err.message);
    unlink(path);
    return rules;
}

const char *fixture_words(const char *entries)
{
    static char body[16384];
    char *out =
        body + sprintf(body,
                   "themes:\n  - id: t\n    label: {de: T}\n    definition: D\n"
                   "    polarity: positive\n    words: |\n      ");

    for (; *entries && out < body + sizeof body - 16; entries++) {
        *out++ = *entries;
        if (*entries == '\n')
            out += sprintf(out, "      ");
    }
    *out++ = '\n';
    *out = '\0';
    return body;
}

static const char *block_name(const lmv_ruleset *rules, const lmv__candidate *c)
{
    switch ((lmv__block)c->block) {
    case LMV__BLOCK_GUARD:
        return rules->guards[c->guard].name.ptr;
    case LMV__BLOCK_ONLY:
        return "only";
    case LMV__BLOCK_UNLESS:
        return "unless";
    case LMV__BLOCK_REQUIRES:
        return "requires";
    case LMV__BLOCK_WHOLE:
        return "whole";
    default:
        return "?";
    }
}

static void print_candidate(const lmv_ruleset *rules, const char *text,
    const lmv__candidate *c, lmv__buf *out)
{
    if (out->len)
        lmv__buf_adds(out, "; ");
    if (c->state == LMV__BLOCKED)
        lmv__buf_addc(out, '-');
    if (c->state == LMV__OVERLAPPED)
        lmv__buf_addc(out, '~');
    if (c->state == LMV__OVERRIDDEN)
        lmv__buf_addc(out, '!');
    for (uint32_t i = 0; i < c->n_spans; i++)
        lmv__buf_addf(out, "%s[%.*s]", i ? " " : "",
            (int)(c->spans[i].end - c->spans[i].start),
            text + c->spans[i].start);
    if (c->state == LMV__BLOCKED)
        lmv__buf_addf(out, " %s", block_name(rules, c));
    for (uint32_t i = 0; i < c->n_guards; i++)
        if (c->guards[i].when == LMV__WHEN_KEEP)
            lmv__buf_addf(
                out, " +%s", rules->guards[c->guards[i].guard].name.ptr);
}

typedef struct session {
    lmv__scan *scan;
    lmv__document *doc;
    lmv__candidate *candidates;
    uint32_t n;
    int64_t score;
    bool assigned;
} session;

/* All themes in order, with the standard decision; stops at `theme`. */
static void run(session *s, lmv_ruleset *rules, uint32_t theme,
    const char *text, const char *language, const char *matcher)
{
    int index =
        language ? lmv__langdata_find(rules->langdata, lmv__slice_of(language))
                 : LMV__LANG_UNKNOWN;

    s->doc = lmv__document_new(rules->langdata);
    ck_assert_ptr_nonnull(s->doc);
    ck_assert_int_eq(lmv__scan_new(&s->scan, rules, matcher, NULL), LMV_OK);
    ck_assert_int_eq(
        lmv__document_set(s->doc, text, strlen(text), index, NULL), LMV_OK);
    ck_assert_int_eq(lmv__scan_begin(s->scan, s->doc, NULL), LMV_OK);
    for (uint32_t i = 0; i < rules->n_order; i++) {
        uint32_t t = rules->order[i], n = 0;
        const lmv__candidate *evidence[1024];

        if (rules->themes[t].kind == LMV_KIND_GROUP)
            continue;
        ck_assert_int_eq(
            lmv__scan_theme(s->scan, t, &s->candidates, &s->n, NULL), LMV_OK);
        for (uint32_t o = 0; o < rules->n_themes; o++)
            for (uint32_t k = 0; k < rules->themes[o].n_overrides; k++)
                if (rules->themes[o].overrides[k] == t)
                    lmv__scan_override(s->scan, o, s->candidates, s->n);
        ck_assert_int_eq(lmv__scan_score(s->scan, t, s->candidates, s->n,
                             &s->score, &s->assigned, NULL),
            LMV_OK);
        for (uint32_t k = 0; k < s->n && s->assigned && n < 1024; k++)
            if (s->candidates[k].state == LMV__ACCEPTED)
                evidence[n++] = &s->candidates[k];
        ck_assert_int_eq(
            lmv__scan_decided(s->scan, t, evidence, n, NULL), LMV_OK);
        if (t == theme)
            return;
    }
}

static void finish(session *s)
{
    lmv__scan_free(s->scan);
    lmv__document_free(s->doc);
}

const char *fixture_find(lmv_ruleset *rules, const char *theme,
    const char *text, const char *language, const char *matcher)
{
    session s = {0};
    lmv__buf out;
    uint32_t missed;

    ck_assert_msg(rules != NULL, "%s", message);
    lmv__buf_init(&out);
    run(&s, rules, (uint32_t)lmv_ruleset_theme_find(rules, theme), text,
        language, matcher);
    for (uint32_t i = 0; i < s.n; i++)
        print_candidate(rules, text, &s.candidates[i], &out);
    lmv__scan_missed(s.scan, &missed);
    snprintf(answer, sizeof answer, "%s%s", out.data ? out.data : "",
        missed ? " (not evaluated)" : "");
    lmv__buf_clear(&out);
    finish(&s);
    return answer;
}

int64_t fixture_score(lmv_ruleset *rules, const char *theme, const char *text,
    const char *language)
{
    session s = {0};
    int64_t score;

    ck_assert_msg(rules != NULL, "%s", message);
    run(&s, rules, (uint32_t)lmv_ruleset_theme_find(rules, theme), text,
        language, NULL);
    score = s.assigned ? s.score : INT64_MIN;
    finish(&s);
    return score;
}
