/*
 * Rulesets: the public face of load and compile.
 */
#include "base/status.h"
#include "rules/load.h"
#include "rules/program.h"
#include "rules/report.h"
#include "rules/resolve.h"

#include <stdlib.h>
#include <string.h>

/* What the caller knows of the options; the rest is zero. */
static lmv_ruleset_options known_options(const lmv_ruleset_options *options)
{
    lmv_ruleset_options known;
    size_t size = sizeof known;

    memset(&known, 0, sizeof known);
    if (options && options->size < size)
        size = options->size;
    if (options)
        memcpy(&known, options, size);
    return known;
}

/* Compile what was loaded: a theme's error disables it, others are fatal. */
static lmv_status compile(lmv_ruleset *rules, lmv__reporter *reporter,
    const lmv_ruleset_options *options, lmv_error *err)
{
    lmv_error compiling = LMV_ERROR_INIT;
    lmv_status status = lmv__rules_compile(rules, reporter, &compiling);

    if (status != LMV_OK && status != LMV_ERULES) {
        if (err)
            *err = compiling;
        return status;
    }
    status = lmv__rules_settle(rules, reporter);
    if (status != LMV_OK)
        return lmv__error_nomem(err);
    if (!reporter->fatal && !(options->strict && rules->n_disabled))
        return LMV_OK;
    if (err)
        *err = reporter->first;
    return LMV_ERULES;
}

lmv_status lmv_ruleset_load(lmv_ruleset **out, const char *const *packs,
    size_t n_packs, const lmv_ruleset_options *options, lmv_error *err)
{
    lmv_ruleset_options known = known_options(options);
    lmv__reporter reporter = {
        .diag = known.diag, .payload = known.payload, .first = LMV_ERROR_INIT};
    lmv_ruleset *rules = calloc(1, sizeof *rules);
    lmv_status status;

    *out = NULL;
    if (!rules)
        return lmv__error_nomem(err);
    lmv__arena_init(&rules->arena, 65536);
    lmv__map_init(&rules->theme_index);
    status = lmv__rules_load(rules, packs, n_packs, &known, &reporter, err);
    if (status == LMV_OK)
        status = compile(rules, &reporter, &known, err);
    else if (status == LMV_ERULES && rules->order && !rules->circular)
        compile(rules, &reporter, &known, NULL); /* what else is wrong */
    lmv__report_end(&reporter);
    if (status == LMV_OK)
        *out = rules;
    else
        lmv_ruleset_free(rules);
    return status;
}

void lmv_ruleset_free(lmv_ruleset *ruleset)
{
    if (!ruleset)
        return;
    lmv__rules_free_programs(ruleset);
    lmv__langdata_free(ruleset->langdata);
    lmv__map_clear(&ruleset->theme_index);
    lmv__arena_clear(&ruleset->arena);
    free(ruleset);
}

size_t lmv_ruleset_theme_count(const lmv_ruleset *ruleset)
{
    return ruleset->n_themes;
}

size_t lmv_ruleset_disabled_count(const lmv_ruleset *ruleset)
{
    return ruleset->n_disabled;
}

size_t lmv_ruleset_theme_find(const lmv_ruleset *ruleset, const char *id)
{
    uint32_t i = lmv__map_get(&ruleset->theme_index, lmv__slice_of(id));

    return i == LMV__MAP_NONE ? (size_t)-1 : i;
}

static const lmv__theme *theme_at(const lmv_ruleset *ruleset, size_t i)
{
    return i < ruleset->n_themes ? &ruleset->themes[i] : NULL;
}

const char *lmv_theme_id(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme ? theme->id.ptr : NULL;
}

const char *lmv_theme_pack(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme ? ruleset->packs[theme->pack].id.ptr : NULL;
}

lmv_theme_kind lmv_theme_kind_of(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme ? theme->kind : LMV_KIND_THEME;
}

lmv_polarity lmv_theme_polarity(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme ? theme->polarity : LMV_NEUTRAL;
}

const char *lmv_theme_label(
    const lmv_ruleset *ruleset, size_t i, const char *language)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    if (!theme)
        return NULL;
    for (uint32_t k = 0; language && k < theme->n_labels; k++)
        if (lmv__slice_is(theme->labels[k].language, language))
            return theme->labels[k].text.ptr;
    return theme->n_labels ? theme->labels[0].text.ptr : theme->id.ptr;
}

const char *lmv_theme_definition(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme ? theme->definition.ptr : NULL;
}

size_t lmv_theme_parent(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme && theme->parent != LMV__NONE ? theme->parent : (size_t)-1;
}

const char *lmv_theme_classifier(const lmv_ruleset *ruleset, size_t i)
{
    const lmv__theme *theme = theme_at(ruleset, i);

    return theme ? theme->classifier.ptr : NULL;
}
