/*
 * One call of a plugin: what it gets, and what becomes of its answer.
 */
#include "base/status.h"
#include "engine/scan.h"

void lmv__scanner_blame(
    lmv_scanner *scanner, const char *plugin, const char *message)
{
    const char *text;

    if (scanner->result.error)
        return;
    text = lmv__arena_printf(&scanner->arena, "plugin %s: %s", plugin, message);
    scanner->result.error = text ? text : "out of memory";
}

static lmv_status gather(
    lmv_scanner *scanner, const lmv__step *step, lmv_error *err)
{
    scanner->items.len = 0;
    for (uint32_t t = 0; t < step->n_themes; t++) {
        lmv__seen *seen = &scanner->seen[step->sorted[t]];

        seen->called = true;
        for (uint32_t i = 0; i < seen->n; i++) {
            lmv__candidate **item = lmv__vec_push(&scanner->items);

            if (!item)
                return lmv__error_nomem(err);
            *item = &seen->items[i];
            if (seen->items[i].state == LMV__OVERLAPPED)
                seen->items[i].state = LMV__ACCEPTED;
        }
    }
    scanner->evidence.step = step;
    scanner->evidence.items = scanner->items.data;
    scanner->evidence.n = (uint32_t)scanner->items.len;
    return LMV_OK;
}

/* Nonzero `*good` when the drafts may be used. */
static lmv_status ask(
    lmv_scanner *scanner, const lmv__step *step, bool *good, lmv_error *err)
{
    const lmv__plugin *plugin = scanner->engine->plugins.items[step->plugin];
    struct lmv_labels *labels = &scanner->labels;
    lmv_error its = LMV_ERROR_INIT;
    lmv_status status = gather(scanner, step, err);

    *good = false;
    if (status != LMV_OK)
        return status;
    lmv__labels_reset(labels, step);
    atomic_store_explicit(
        &scanner->thread, pthread_self(), memory_order_relaxed);
    atomic_store_explicit(
        &scanner->current, plugin->name, memory_order_release);
    status = plugin->classifier.classify(plugin->self,
        scanner->scratch[step->plugin], &scanner->document, &scanner->evidence,
        labels, &its);
    atomic_store_explicit(&scanner->current, NULL, memory_order_release);
    if (labels->no_memory || lmv__document_status(scanner->doc) != LMV_OK)
        return lmv__error_nomem(err);
    if (status == LMV_OK)
        lmv__labels_check(labels);
    if (labels->breach[0]) {
        lmv__scanner_blame(scanner, plugin->name, labels->breach);
    } else if (status != LMV_OK) {
        lmv__plugin_tidy(&its, status);
        lmv__scanner_blame(scanner, plugin->name, its.message);
    } else {
        *good = true;
    }
    return LMV_OK;
}

/* ---- overrides between themes of one call ---- */

static uint32_t count_overridden(const lmv__seen *seen)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < seen->n; i++)
        count += seen->items[i].state == LMV__OVERRIDDEN;
    return count;
}

static bool overrides(const lmv__role *role, uint32_t by)
{
    for (uint32_t i = 0; i < role->n_overriders; i++) {
        if (role->overriders[i] == by)
            return true;
    }
    return false;
}

/* Take from the others of the step what theme `by`, which has a draft, takes;
 * `*taken` when that was anything. */
static lmv_status take_away(lmv_scanner *scanner, const lmv__step *step,
    uint32_t by, bool *taken, lmv_error *err)
{
    const struct lmv_labels *labels = &scanner->labels;
    const lmv__draft *draft = lmv__labels_draft(labels, by);
    const lmv__candidate **proofs;
    lmv_status status;

    proofs = lmv__labels_proofs(
        labels, (uint32_t)(draft - (const lmv__draft *)labels->drafts.data));
    if (!proofs)
        return lmv__error_nomem(err);
    status = lmv__scan_decided(scanner->scan, by, proofs, draft->n_proofs, err);
    scanner->seen[by].told = true;
    for (uint32_t i = 0; i < step->n_themes && status == LMV_OK; i++) {
        lmv__seen *seen = &scanner->seen[step->themes[i]];
        uint32_t before = count_overridden(seen);

        if (!overrides(&scanner->engine->roles[step->themes[i]], by))
            continue;
        lmv__scan_override(scanner->scan, by, seen->items, seen->n);
        *taken |= count_overridden(seen) != before;
    }
    return status;
}

/* The themes stand so that an overrider comes before what it overrides: once
 * all before it have taken theirs, its own label is final.  Whenever evidence
 * goes, the plugin is asked again. */
static lmv_status settle(
    lmv_scanner *scanner, const lmv__step *step, bool *good, lmv_error *err)
{
    lmv_status status = LMV_OK;

    for (uint32_t i = 0; i < step->n_themes && *good && status == LMV_OK; i++) {
        bool taken = false;

        if (!scanner->engine->roles[step->themes[i]].asked ||
            !lmv__labels_draft(&scanner->labels, step->themes[i]))
            continue;
        status = take_away(scanner, step, step->themes[i], &taken, err);
        if (status == LMV_OK && taken)
            status = ask(scanner, step, good, err);
    }
    return status;
}

lmv_status lmv__scanner_call(
    lmv_scanner *scanner, const lmv__step *step, lmv_error *err)
{
    bool good;
    lmv_status status = ask(scanner, step, &good, err);

    if (status == LMV_OK && good && step->inner)
        status = settle(scanner, step, &good, err);
    if (status == LMV_OK && good)
        status = lmv__labels_commit(&scanner->labels, err);
    return status;
}
