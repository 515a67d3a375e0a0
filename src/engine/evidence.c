/*
 * Evidence as plugins read it: the candidates of one call.
 */
#include "engine/scan.h"

#include <string.h>

static const lmv__candidate *candidate_at(
    const lmv_evidence *evidence, uint32_t i)
{
    return i < evidence->n ? evidence->items[i] : NULL;
}

static lmv_status give(lmv__span span, size_t *start, size_t *end)
{
    if (start)
        *start = span.start;
    if (end)
        *end = span.end;
    return LMV_OK;
}

static const lmv_ruleset *rules_of(const lmv_evidence *evidence)
{
    return evidence->scanner->engine->rules;
}

/* The theme of a handle in this call, or LMV__NONE. */
static uint32_t wanted_theme(const lmv_evidence *evidence, uint32_t handle)
{
    const lmv_engine *engine = evidence->scanner->engine;
    const lmv__step *step = evidence->step;
    const lmv__plugin *plugin = engine->plugins.items[step->plugin];
    uint32_t theme;

    if (handle >= plugin->themes.len)
        return LMV__NONE;
    theme = *(const uint32_t *)lmv__vec_at(&plugin->themes, handle);
    if (theme == LMV__NONE || !engine->roles[theme].active)
        return LMV__NONE;
    return step->together || step->themes[0] == theme ? theme : LMV__NONE;
}

static int evidence_wanted(const lmv_evidence *evidence, uint32_t theme)
{
    return wanted_theme(evidence, theme) != LMV__NONE;
}

static uint32_t evidence_count(const lmv_evidence *evidence)
{
    return evidence->n;
}

static uint32_t evidence_theme(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? evidence->scanner->engine->roles[its->theme].handle
               : UINT32_MAX;
}

static uint32_t evidence_signal(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->signal : UINT32_MAX;
}

static const char *evidence_signal_id(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);
    lmv__slice id;

    if (!its)
        return NULL;
    id = rules_of(evidence)->themes[its->theme].signals[its->signal].id;
    return id.len ? id.ptr : "";
}

static uint32_t evidence_sentence(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->sentence : UINT32_MAX;
}

static uint32_t evidence_state(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->state : 0;
}

static int32_t evidence_weight(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->weight : 0;
}

static lmv_status evidence_hull(
    const lmv_evidence *evidence, uint32_t i, size_t *start, size_t *end)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? give(its->hull, start, end) : LMV_EINVAL;
}

static uint32_t evidence_span_count(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->n_spans : 0;
}

static lmv_status evidence_span(const lmv_evidence *evidence, uint32_t i,
    uint32_t span, size_t *start, size_t *end)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its && span < its->n_spans ? give(its->spans[span], start, end)
                                      : LMV_EINVAL;
}

/* ---- guards ---- */

static const char *guard_name(const lmv_evidence *evidence, uint32_t guard)
{
    const lmv_ruleset *rules = rules_of(evidence);

    return guard < rules->n_guards ? rules->guards[guard].name.ptr : "";
}

static uint32_t evidence_guard_count(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->n_guards : 0;
}

static const char *evidence_guard(
    const lmv_evidence *evidence, uint32_t i, uint32_t guard)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its && guard < its->n_guards
               ? guard_name(evidence, its->guards[guard].guard)
               : NULL;
}

static int evidence_in_guard(
    const lmv_evidence *evidence, uint32_t i, const char *name)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    for (uint32_t k = 0; its && name && k < its->n_guards; k++) {
        if (strcmp(guard_name(evidence, its->guards[k].guard), name) == 0)
            return 1;
    }
    return 0;
}

static const char *evidence_blocked_by(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    if (!its || its->state != LMV__BLOCKED)
        return "";
    switch ((lmv__block)its->block) {
    case LMV__BLOCK_GUARD:
    case LMV__BLOCK_ONLY:
        return guard_name(evidence, its->guard);
    case LMV__BLOCK_UNLESS:
        return "unless";
    case LMV__BLOCK_REQUIRES:
        return "requires";
    case LMV__BLOCK_WHOLE:
        return "whole";
    case LMV__BLOCK_ASKED:
        return "asked";
    case LMV__BLOCK_NONE:
    default:
        return "";
    }
}

/* ---- named groups ---- */

static uint32_t evidence_group_count(const lmv_evidence *evidence, uint32_t i)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its ? its->n_groups : 0;
}

static const char *evidence_group_name(
    const lmv_evidence *evidence, uint32_t i, uint32_t group)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its && group < its->n_groups ? its->groups[group].name : NULL;
}

static lmv_status evidence_group_span(const lmv_evidence *evidence, uint32_t i,
    uint32_t group, size_t *start, size_t *end)
{
    const lmv__candidate *its = candidate_at(evidence, i);

    return its && group < its->n_groups
               ? give(its->groups[group].span, start, end)
               : LMV_EINVAL;
}

/* ---- the standard decision ---- */

static lmv_status evidence_score(
    lmv_evidence *evidence, uint32_t theme, int64_t *score, int *assigned)
{
    uint32_t index = wanted_theme(evidence, theme);
    bool reached = false;
    int64_t sum = 0;
    lmv__seen *seen;
    lmv_status status;

    if (index == LMV__NONE)
        return LMV_EINVAL;
    seen = &evidence->scanner->seen[index];
    for (uint32_t i = 0; i < seen->n; i++) {
        if (seen->items[i].state == LMV__OVERLAPPED)
            seen->items[i].state = LMV__ACCEPTED;
    }
    status = lmv__scan_score(evidence->scanner->scan, index, seen->items,
        seen->n, &sum, &reached, NULL);
    if (status != LMV_OK)
        return status;
    seen->scored = true;
    seen->score = sum;
    if (score)
        *score = sum;
    if (assigned)
        *assigned = reached;
    return LMV_OK;
}

const lmv_evidence_api lmv__evidence_service = {
    .size = (uint32_t)sizeof(lmv_evidence_api),
    .wanted = evidence_wanted,
    .count = evidence_count,
    .theme = evidence_theme,
    .signal = evidence_signal,
    .signal_id = evidence_signal_id,
    .sentence = evidence_sentence,
    .state = evidence_state,
    .weight = evidence_weight,
    .hull = evidence_hull,
    .span_count = evidence_span_count,
    .span = evidence_span,
    .guard_count = evidence_guard_count,
    .guard = evidence_guard,
    .in_guard = evidence_in_guard,
    .blocked_by = evidence_blocked_by,
    .group_count = evidence_group_count,
    .group_name = evidence_group_name,
    .group_span = evidence_group_span,
    .score = evidence_score,
};
