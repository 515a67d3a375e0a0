#include "rules/report.h"
#include "workbench/lint.h"
#include "workbench/milli.h"

#include <string.h>

typedef struct linter {
    const lmv_ruleset *rules;
    lmv__reporter *reporter;
    pcre2_match_data *data;
} linter;

static bool decides_itself(const lmv__theme *theme)
{
    return !theme->disabled && theme->kind != LMV_KIND_GROUP &&
           lmv__slice_is(theme->classifier, "themes");
}

/* ---- W401 ---- */

static void check_threshold(linter *lint, const lmv__theme *theme)
{
    lmv__buf best;
    int64_t sum = 0;

    for (uint32_t i = 0; i < theme->n_signals; i++)
        if (theme->signals[i].weight > 0)
            sum += (int64_t)theme->signals[i].weight *
                   (theme->scope == LMV__SCOPE_COMMENT ? theme->signals[i].max
                                                       : 1);
    if (sum >= theme->threshold)
        return;
    lmv__buf_init(&best);
    lmv__milli_add(&best, sum);
    lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W401", theme->pos,
        "lower the threshold, or raise weights or `max`",
        "the theme '%.*s' is never assigned: its signals make %s at most",
        LMV__ARG(theme->id), best.data ? best.data : "0");
    lmv__buf_clear(&best);
}

/* ---- the same entries ---- */

static bool same_entries(const lmv__entries *a, const lmv__entries *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!lmv__slice_same(a->items[i].text, b->items[i].text) ||
            a->items[i].languages != b->items[i].languages)
            return false;
    return true;
}

static bool same_matcher(
    const lmv__matcher *a, const lmv__matcher *b, unsigned depth)
{
    if (a->kind != b->kind || a->n_parts != b->n_parts ||
        a->in_comment != b->in_comment || a->within != b->within ||
        a->ordered != b->ordered || a->at_least != b->at_least ||
        a->theme != b->theme || !same_entries(&a->words, &b->words) ||
        depth > LMV__MAX_DEPTH)
        return false;
    for (uint32_t i = 0; i < a->n_parts; i++)
        if (!same_matcher(&a->parts[i], &b->parts[i], depth + 1))
            return false;
    return true;
}

static bool same_signal(const lmv__signal *a, const lmv__signal *b)
{
    return same_matcher(&a->matcher, &b->matcher, 1) &&
           a->case_match == b->case_match && a->languages == b->languages &&
           a->asked == b->asked && a->whole == b->whole &&
           a->unless.in == b->unless.in && a->requires.in == b->requires.in &&
           !memcmp(&a->resolved, &b->resolved, sizeof a->resolved) &&
           same_entries(&a->unless.entries, &b->unless.entries) &&
           same_entries(&a->requires.entries, &b->requires.entries);
}

/* ---- W402: the same words never count twice in a theme ---- */

static void check_signals(linter *lint, const lmv__theme *theme)
{
    for (uint32_t i = 1; i < theme->n_signals; i++)
        for (uint32_t k = 0; k < i; k++) {
            const lmv__signal *a = &theme->signals[k], *b = &theme->signals[i];

            if ((a->weight < 0) != (b->weight < 0) || !same_signal(a, b))
                continue;
            lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W402",
                b->pos, "the same words count once: take one of them out",
                "this signal adds nothing: the one at line %u finds the same",
                a->pos.line);
            break;
        }
}

/* ---- W403 ---- */

static bool all_blocked(linter *lint, const lmv__signal *signal)
{
    const lmv__entries *words = &signal->matcher.words,
                       *unless = &signal->unless.entries;
    bool all = words->n > 0 && unless->n > 0;
    lmv__buf folded;

    lmv__buf_init(&folded);
    for (uint32_t i = 0; i < words->n && all; i++) {
        bool hit = false;

        lmv__buf_reset(&folded);
        all = lmv__lint_plain(&words->items[i], &folded);
        for (uint32_t k = 0; all && k < unless->n_patterns && !hit; k++)
            hit = lmv__lint_matches(
                lint->rules, unless->patterns[k], &folded, lint->data);
        all = all && hit;
    }
    lmv__buf_clear(&folded);
    return all;
}

static void check_unless(linter *lint, const lmv__theme *theme)
{
    for (uint32_t i = 0; i < theme->n_signals; i++) {
        const lmv__signal *signal = &theme->signals[i];

        if (signal->matcher.kind == LMV__MATCH_WORDS &&
            all_blocked(lint, signal))
            lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W403",
                signal->unless.pos, "`unless` names what must not be near",
                "this signal never counts: its `unless` is in every entry");
    }
}

/* ---- W404 ---- */

static uint8_t languages_of(const lmv__matcher *matcher, unsigned depth)
{
    uint8_t mask = matcher->kind == LMV__MATCH_THEME ? 0xff : 0;

    for (uint32_t i = 0; i < matcher->words.n; i++)
        mask |= matcher->words.items[i].languages;
    for (uint32_t i = 0; depth <= LMV__MAX_DEPTH && i < matcher->n_parts; i++)
        mask |= languages_of(&matcher->parts[i], depth + 1);
    return mask;
}

static void check_languages(linter *lint, const lmv__theme *theme)
{
    uint8_t claimed = lint->rules->packs[theme->pack].languages, has = 0;

    for (uint32_t i = 0; i < theme->n_signals; i++)
        has |= languages_of(&theme->signals[i].matcher, 1) &
               theme->signals[i].languages;
    for (int i = 0; i < 8; i++) {
        const char *code = lmv__langdata_code(lint->rules->langdata, i);

        if (code && (claimed & ~has) >> i & 1)
            lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W404",
                theme->pos,
                "add entries, or give the theme a pack without this language",
                "the theme '%.*s' has no entry for '%s', a language of its "
                "pack",
                LMV__ARG(theme->id), code);
    }
}

/* ---- W405 ---- */

static bool same_signals(const lmv__theme *a, const lmv__theme *b)
{
    if (a->n_signals != b->n_signals || a->threshold != b->threshold)
        return false;
    for (uint32_t i = 0; i < a->n_signals; i++)
        if (!same_signal(&a->signals[i], &b->signals[i]) ||
            a->signals[i].weight != b->signals[i].weight)
            return false;
    return true;
}

static void check_twins(linter *lint, uint32_t theme)
{
    const lmv__theme *themes = lint->rules->themes;

    for (uint32_t i = 0; i < theme; i++) {
        if (!decides_itself(&themes[i]) ||
            !same_signals(&themes[i], &themes[theme]))
            continue;
        lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W405",
            themes[theme].pos, "say what sets them apart, or make one of them",
            "the themes '%.*s' and '%.*s' look for the same",
            LMV__ARG(themes[i].id), LMV__ARG(themes[theme].id));
        return;
    }
}

lmv_status lmv__lint_logic(const lmv_ruleset *rules, lmv__reporter *reporter)
{
    linter lint = {.rules = rules,
        .reporter = reporter,
        .data = pcre2_match_data_create(1, NULL)};

    for (uint32_t i = 0; lint.data && i < rules->n_themes; i++) {
        const lmv__theme *theme = &rules->themes[i];

        if (!decides_itself(theme) || !theme->n_signals ||
            !lmv__lint_wants(rules, theme))
            continue;
        check_threshold(&lint, theme);
        check_signals(&lint, theme);
        check_unless(&lint, theme);
        check_languages(&lint, theme);
        check_twins(&lint, i);
    }
    pcre2_match_data_free(lint.data);
    return lint.data ? LMV_OK : LMV_ENOMEM;
}
