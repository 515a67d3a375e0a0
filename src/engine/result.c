/*
 * The result: what is reported of a comment, and how it is read.
 */
#include "base/status.h"
#include "engine/scan.h"

#include <stdlib.h>
#include <string.h>

/* ---- making it ---- */

/* Themes in file order, groups behind them. */
static int by_theme(const void *left, const void *right)
{
    const lmv__decision *a = *(lmv__decision *const *)left;
    const lmv__decision *b = *(lmv__decision *const *)right;

    if ((a->n_from > 0) != (b->n_from > 0))
        return a->n_from > 0 ? 1 : -1;
    return (a->theme > b->theme) - (a->theme < b->theme);
}

static lmv_status collect_labels(lmv_scanner *scanner, lmv_error *err)
{
    lmv_result *result = &scanner->result;
    lmv__decision **all = scanner->decisions.data;

    result->labels = lmv__arena_alloc(
        &scanner->arena, scanner->decisions.len, sizeof *result->labels);
    if (!result->labels)
        return lmv__error_nomem(err);
    for (size_t i = 0; i < scanner->decisions.len; i++) {
        if (scanner->engine->roles[all[i]->theme].reported)
            result->labels[result->n_labels++] = all[i];
    }
    if (result->n_labels > 1)
        qsort(
            result->labels, result->n_labels, sizeof *result->labels, by_theme);
    return LMV_OK;
}

static bool is_listed(const lmv_result *result, uint32_t theme)
{
    for (size_t i = 0; i < result->n_unevaluated; i++) {
        if (result->unevaluated[i].theme == theme)
            return true;
    }
    return false;
}

static lmv_status add_unevaluated(lmv_scanner *scanner, uint32_t theme,
    const lmv__missed *missed, lmv_error *err)
{
    const lmv_ruleset *rules = scanner->engine->rules;
    lmv_result *result = &scanner->result;
    lmv__unevaluated *item = &result->unevaluated[result->n_unevaluated];

    if (scanner->seen[theme].decision ||
        !scanner->engine->roles[theme].reported || is_listed(result, theme))
        return LMV_OK;
    item->theme = theme;
    item->reason = missed->reason;
    item->rule = missed->pos.file < rules->n_files
                     ? lmv__arena_printf(&scanner->arena, "%s:%u",
                           rules->files[missed->pos.file].name,
                           (unsigned)missed->pos.line)
                     : "";
    if (!item->rule)
        return lmv__error_nomem(err);
    result->n_unevaluated++;
    return LMV_OK;
}

static int by_index(const void *left, const void *right)
{
    const lmv__unevaluated *a = left, *b = right;

    return (a->theme > b->theme) - (a->theme < b->theme);
}

/* A theme that a limit cut short, unless it was assigned all the same; so are
 * the groups that it might have made. */
static lmv_status collect_unevaluated(lmv_scanner *scanner, lmv_error *err)
{
    const lmv_ruleset *rules = scanner->engine->rules;
    lmv_result *result = &scanner->result;
    uint32_t n = 0;
    const lmv__missed *missed = lmv__scan_missed(scanner->scan, &n);
    lmv_status status = LMV_OK;

    if (n == 0)
        return LMV_OK;
    result->unevaluated = lmv__arena_alloc(
        &scanner->arena, rules->n_themes, sizeof *result->unevaluated);
    if (!result->unevaluated)
        return lmv__error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t theme = missed[i].theme, hops = 0;
        bool up = !scanner->seen[theme].decision;

        status = add_unevaluated(scanner, theme, &missed[i], err);
        while (status == LMV_OK && up && hops++ < rules->n_themes) {
            bool counts = rules->themes[theme].kind == LMV_KIND_THEME ||
                          rules->themes[theme].kind == LMV_KIND_GROUP;

            theme = rules->themes[theme].parent;
            up = counts && theme != LMV__NONE &&
                 rules->themes[theme].kind == LMV_KIND_GROUP &&
                 !scanner->seen[theme].decision;
            if (up)
                status = add_unevaluated(scanner, theme, &missed[i], err);
        }
        if (status != LMV_OK)
            return status;
    }
    if (result->n_unevaluated > 1)
        qsort(result->unevaluated, result->n_unevaluated,
            sizeof *result->unevaluated, by_index);
    return LMV_OK;
}

lmv_status lmv__result_finish(lmv_scanner *scanner, lmv_error *err)
{
    lmv_status status = collect_labels(scanner, err);

    return status == LMV_OK ? collect_unevaluated(scanner, err) : status;
}

/* ---- reading it ---- */

static const lmv__decision *label_at(const lmv_result *result, size_t label)
{
    return label < result->n_labels ? result->labels[label] : NULL;
}

const char *lmv_result_language(const lmv_result *result)
{
    return lmv__langdata_code(lmv__document_langdata(result->doc),
        lmv__document_language(result->doc));
}

const char *lmv_result_error(const lmv_result *result)
{
    return result->error;
}

int lmv_result_truncated(const lmv_result *result)
{
    return result->truncated;
}

size_t lmv_result_label_count(const lmv_result *result)
{
    return result->n_labels;
}

size_t lmv_result_label_theme(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    return its ? its->theme : SIZE_MAX;
}

int64_t lmv_result_label_score(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    return its ? its->score : 0;
}

int64_t lmv_result_label_margin(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    return its ? its->margin : 0;
}

const char *lmv_result_label_classifier(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    if (!its)
        return NULL;
    return its->n_from > 0
               ? ""
               : result->engine->rules->themes[its->theme].classifier.ptr;
}

size_t lmv_result_label_from_count(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    return its ? its->n_from : 0;
}

size_t lmv_result_label_from(const lmv_result *result, size_t label, size_t i)
{
    const lmv__decision *its = label_at(result, label);

    return its && i < its->n_from ? its->from[i] : SIZE_MAX;
}

size_t lmv_result_attribute_count(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    return its ? its->n_attributes : 0;
}

const char *lmv_result_attribute_name(
    const lmv_result *result, size_t label, size_t i)
{
    const lmv__decision *its = label_at(result, label);

    return its && i < its->n_attributes ? its->attributes[i].name : NULL;
}

const char *lmv_result_attribute_value(
    const lmv_result *result, size_t label, size_t i)
{
    const lmv__decision *its = label_at(result, label);

    return its && i < its->n_attributes ? its->attributes[i].value : NULL;
}

/* ---- evidence ---- */

size_t lmv_result_evidence_count(const lmv_result *result, size_t label)
{
    const lmv__decision *its = label_at(result, label);

    return its ? its->n_proofs : 0;
}

static const char *signal_id(
    const lmv__theme *theme, const lmv__candidate *proof)
{
    if (proof->signal >= theme->n_signals ||
        theme->signals[proof->signal].id.len == 0)
        return "";
    return theme->signals[proof->signal].id.ptr;
}

lmv_status lmv_result_evidence(
    const lmv_result *result, size_t label, size_t i, lmv_evidence_view *view)
{
    const lmv__decision *its = label_at(result, label);
    const lmv_ruleset *rules = result->engine->rules;
    const lmv__candidate *proof;
    lmv_evidence_view own = {0};

    if (!its || i >= its->n_proofs || !view || view->size < sizeof view->size)
        return LMV_EINVAL;
    proof = its->proofs[i];
    own.size = view->size;
    own.start = proof->hull.start;
    own.end = proof->hull.end;
    own.theme = proof->theme;
    own.signal = signal_id(&rules->themes[proof->theme], proof);
    own.file = proof->pos.file < rules->n_files
                   ? rules->files[proof->pos.file].name
                   : "";
    own.line = proof->pos.line;
    own.span_count = proof->n_spans;
    own.guards = its->guards[i];
    memcpy(view, &own, own.size < sizeof own ? own.size : sizeof own);
    return LMV_OK;
}

lmv_status lmv_result_evidence_span(const lmv_result *result, size_t label,
    size_t i, size_t span, size_t *start, size_t *end)
{
    const lmv__decision *its = label_at(result, label);

    if (!its || i >= its->n_proofs || span >= its->proofs[i]->n_spans)
        return LMV_EINVAL;
    if (start)
        *start = its->proofs[i]->spans[span].start;
    if (end)
        *end = its->proofs[i]->spans[span].end;
    return LMV_OK;
}

/* ---- what could not be evaluated ---- */

size_t lmv_result_not_evaluated_count(const lmv_result *result)
{
    return result->n_unevaluated;
}

size_t lmv_result_not_evaluated_theme(const lmv_result *result, size_t i)
{
    return i < result->n_unevaluated ? result->unevaluated[i].theme : SIZE_MAX;
}

const char *lmv_result_not_evaluated_rule(const lmv_result *result, size_t i)
{
    return i < result->n_unevaluated ? result->unevaluated[i].rule : NULL;
}

const char *lmv_result_not_evaluated_reason(const lmv_result *result, size_t i)
{
    return i < result->n_unevaluated ? result->unevaluated[i].reason : NULL;
}
