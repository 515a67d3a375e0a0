/*
 * Decisions: their evidence in order, and groups, which are made of the
 * decisions of their members.
 */
#include "base/status.h"
#include "engine/scan.h"

#include <stdlib.h>
#include <string.h>

/* ---- evidence in text order ---- */

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_text(const void *left, const void *right)
{
    const lmv__candidate *a = *(const lmv__candidate *const *)left;
    const lmv__candidate *b = *(const lmv__candidate *const *)right;
    int order = compare(a->hull.start, b->hull.start);

    if (!order)
        order = compare(a->hull.end, b->hull.end);
    if (!order)
        order = compare(a->pos.file, b->pos.file);
    if (!order)
        order = compare(a->pos.line, b->pos.line);
    if (!order)
        order = compare(a->theme, b->theme);
    if (!order)
        order = compare(a->signal, b->signal);
    return order;
}

/* The same words by the same rule. */
static bool is_same(const lmv__candidate *a, const lmv__candidate *b)
{
    if (a->hull.start != b->hull.start || a->hull.end != b->hull.end ||
        a->pos.file != b->pos.file || a->pos.line != b->pos.line ||
        a->n_spans != b->n_spans)
        return false;
    return a->n_spans == 0 ||
           memcmp(a->spans, b->spans, a->n_spans * sizeof *a->spans) == 0;
}

uint32_t lmv__proofs_sort(const lmv__candidate **proofs, uint32_t n)
{
    uint32_t kept = 0;

    if (n > 1)
        qsort(proofs, n, sizeof *proofs, by_text);
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || !is_same(proofs[kept - 1], proofs[i]))
            proofs[kept++] = proofs[i];
    }
    return kept;
}

/* ---- taking up a decision ---- */

/* Names of the guards that reach a candidate, in their order, each once. */
static const char *name_guards(
    lmv_scanner *scanner, const lmv__candidate *candidate)
{
    const lmv_ruleset *rules = scanner->engine->rules;
    const char *names = "";
    uint32_t seen = 0; /* a mask: there are at most LMV__MAX_GUARDS */

    for (uint32_t i = 0; i < candidate->n_guards && names; i++) {
        uint32_t guard = candidate->guards[i].guard;

        if (guard < rules->n_guards)
            seen |= UINT32_C(1) << guard;
    }
    for (uint32_t i = 0; i < rules->n_guards && seen && names; i++) {
        if (seen & (UINT32_C(1) << i))
            names = lmv__arena_printf(&scanner->arena, "%s%s%s", names,
                names[0] ? "," : "", rules->guards[i].name.ptr);
    }
    return names;
}

lmv_status lmv__scanner_decide(
    lmv_scanner *scanner, lmv__decision *decision, lmv_error *err)
{
    lmv__decision **place = lmv__vec_push(&scanner->decisions);

    decision->guards = lmv__arena_alloc(
        &scanner->arena, decision->n_proofs, sizeof *decision->guards);
    if (!place || !decision->guards)
        return lmv__error_nomem(err);
    for (uint32_t i = 0; i < decision->n_proofs; i++) {
        decision->guards[i] = name_guards(scanner, decision->proofs[i]);
        if (!decision->guards[i])
            return lmv__error_nomem(err);
    }
    *place = decision;
    scanner->seen[decision->theme].decision = decision;
    return LMV_OK;
}

/* ---- groups ---- */

static const lmv__decision *member(
    const lmv_scanner *scanner, uint32_t group, uint32_t i)
{
    return scanner->seen[scanner->engine->roles[group].needs[i]].decision;
}

/* Score and margin of the best member; on equal scores the larger margin. */
static void take_best(lmv__decision *group, const lmv__decision *its)
{
    if (group->n_from == 0 || its->score > group->score ||
        (its->score == group->score && its->margin > group->margin)) {
        group->score = its->score;
        group->margin = its->margin;
    }
}

lmv_status lmv__scanner_group(
    lmv_scanner *scanner, uint32_t group, lmv_error *err)
{
    const lmv__role *role = &scanner->engine->roles[group];
    lmv__decision *decision;
    uint32_t n_from = 0, n_proofs = 0;

    for (uint32_t i = 0; i < role->n_needs; i++) {
        const lmv__decision *its = member(scanner, group, i);

        n_from += its != NULL;
        n_proofs += its ? its->n_proofs : 0;
    }
    if (n_from == 0)
        return LMV_OK;
    decision = lmv__arena_alloc(&scanner->arena, 1, sizeof *decision);
    if (!decision)
        return lmv__error_nomem(err);
    decision->theme = group;
    decision->from =
        lmv__arena_alloc(&scanner->arena, n_from, sizeof *decision->from);
    decision->proofs =
        lmv__arena_alloc(&scanner->arena, n_proofs, sizeof *decision->proofs);
    if (!decision->from || !decision->proofs)
        return lmv__error_nomem(err);
    for (uint32_t i = 0; i < role->n_needs; i++) {
        const lmv__decision *its = member(scanner, group, i);

        if (!its)
            continue;
        take_best(decision, its);
        decision->from[decision->n_from++] = its->theme;
        memcpy(&decision->proofs[decision->n_proofs], its->proofs,
            its->n_proofs * sizeof *its->proofs);
        decision->n_proofs += its->n_proofs;
    }
    decision->n_proofs = lmv__proofs_sort(decision->proofs, decision->n_proofs);
    return lmv__scanner_decide(scanner, decision, err);
}
