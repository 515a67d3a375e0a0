/*
 * The scanner: a comment through all steps of its engine.
 */
#include "base/status.h"
#include "engine/scan.h"
#include "engine/trace.h"

#include <stdlib.h>
#include <string.h>

/* ---- making and freeing ---- */

static void watch_scanner(lmv_scanner *scanner)
{
    lmv__watch *watch = scanner->engine->watch;

    for (size_t i = 0; i < LMV__MAX_SCANNERS; i++) {
        lmv_scanner *free_place = NULL;

        scanner->place = i;
        if (atomic_compare_exchange_strong(
                &watch->scanners[i], &free_place, scanner))
            return;
    }
    scanner->place = LMV__MAX_SCANNERS;
}

static lmv_status make_scratch(lmv_scanner *scanner, lmv_error *err)
{
    const lmv_engine *engine = scanner->engine;

    for (size_t i = 0; i < engine->plugins.n; i++) {
        const lmv__plugin *plugin = engine->plugins.items[i];
        lmv_error its = LMV_ERROR_INIT;
        lmv_status status;

        if (plugin->refusal || !plugin->themes.len ||
            !plugin->classifier.new_scratch)
            continue;
        status = plugin->classifier.new_scratch(
            plugin->self, &scanner->scratch[i], &its);
        if (status == LMV_OK)
            continue;
        scanner->scratch[i] = NULL;
        lmv__plugin_tidy(&its, status);
        return lmv__error_set(err,
            status == LMV_ENOMEM ? LMV_ENOMEM : LMV_EPLUGIN,
            "plugin '%s' cannot serve a thread: %s", plugin->name, its.message);
    }
    return LMV_OK;
}

static void free_scratch(lmv_scanner *scanner)
{
    const lmv_engine *engine = scanner->engine;

    for (size_t i = 0; i < engine->plugins.n && scanner->scratch; i++) {
        const lmv__plugin *plugin = engine->plugins.items[i];

        if (scanner->scratch[i] && plugin->classifier.free_scratch)
            plugin->classifier.free_scratch(plugin->self, scanner->scratch[i]);
    }
    free(scanner->scratch);
}

static lmv_status prepare(lmv_scanner *scanner, lmv_error *err)
{
    const lmv_engine *engine = scanner->engine;
    size_t n_themes = engine->rules->n_themes;

    scanner->seen = calloc(n_themes ? n_themes : 1, sizeof *scanner->seen);
    scanner->scratch = calloc(
        engine->plugins.n ? engine->plugins.n : 1, sizeof *scanner->scratch);
    scanner->doc = lmv__document_new(engine->rules->langdata);
    if (!scanner->seen || !scanner->scratch || !scanner->doc)
        return lmv__error_nomem(err);
    scanner->document.doc = scanner->doc;
    scanner->evidence.scanner = scanner;
    scanner->labels.scanner = scanner;
    return lmv__scan_new(&scanner->scan, engine->rules, engine->matcher, err);
}

lmv_status lmv_scanner_new(
    lmv_scanner **out, const lmv_engine *engine, lmv_error *err)
{
    lmv_scanner *scanner = calloc(1, sizeof *scanner);
    lmv_status status;

    *out = NULL;
    if (!scanner)
        return lmv__error_nomem(err);
    scanner->engine = engine;
    scanner->place = LMV__MAX_SCANNERS;
    lmv__arena_init(&scanner->arena, 16384);
    lmv__vec_init(&scanner->items, sizeof(lmv__candidate *));
    lmv__vec_init(&scanner->decisions, sizeof(lmv__decision *));
    lmv__vec_init(&scanner->notes, sizeof(lmv__note));
    lmv__vec_init(&scanner->labels.drafts, sizeof(lmv__draft));
    lmv__vec_init(&scanner->labels.proofs, sizeof(lmv__draft_proof));
    lmv__vec_init(&scanner->labels.attributes, sizeof(lmv__draft_attribute));
    status = prepare(scanner, err);
    if (status == LMV_OK)
        status = make_scratch(scanner, err);
    if (status != LMV_OK) {
        lmv_scanner_free(scanner);
        return status;
    }
    watch_scanner(scanner);
    *out = scanner;
    return LMV_OK;
}

void lmv_scanner_free(lmv_scanner *scanner)
{
    if (!scanner)
        return;
    if (scanner->place < LMV__MAX_SCANNERS)
        atomic_store(&scanner->engine->watch->scanners[scanner->place], NULL);
    lmv__trace_notes(scanner, false);
    free_scratch(scanner);
    lmv__scan_free(scanner->scan);
    lmv__document_free(scanner->doc);
    lmv__vec_clear(&scanner->labels.attributes);
    lmv__vec_clear(&scanner->labels.proofs);
    lmv__vec_clear(&scanner->labels.drafts);
    lmv__vec_clear(&scanner->notes);
    lmv__vec_clear(&scanner->decisions);
    lmv__vec_clear(&scanner->items);
    lmv__arena_clear(&scanner->arena);
    free(scanner->seen);
    free(scanner);
}

/* ---- one step ---- */

/* The candidates of a theme, without those that were taken from it. */
static lmv_status look(lmv_scanner *scanner, uint32_t theme, lmv_error *err)
{
    const lmv__role *roles = scanner->engine->roles;
    const lmv__role *role = &roles[theme];
    lmv__seen *seen = &scanner->seen[theme];
    lmv_status status =
        lmv__scan_theme(scanner->scan, theme, &seen->items, &seen->n, err);

    seen->looked = true;
    if (status != LMV_OK || seen->n == 0)
        return status;
    for (uint32_t i = 0; i < role->n_overriders; i++) {
        uint32_t by = role->overriders[i];

        if (roles[by].step != role->step && scanner->seen[by].decision)
            lmv__scan_override(scanner->scan, by, seen->items, seen->n);
    }
    return LMV_OK;
}

/* Is there anything to ask the plugin about? */
static bool speaks(const lmv_scanner *scanner, uint32_t theme)
{
    const lmv__seen *seen = &scanner->seen[theme];
    const lmv__theme *model = &scanner->engine->rules->themes[theme];

    for (uint32_t i = 0; i < seen->n; i++) {
        const lmv__candidate *candidate = &seen->items[i];

        if (candidate->state == LMV__ACCEPTED)
            return true;
        if (candidate->state == LMV__BLOCKED &&
            candidate->signal < model->n_signals &&
            model->signals[candidate->signal].keeps_blocked)
            return true;
    }
    return false;
}

/* Later themes ask what became of this one. */
static lmv_status tell(lmv_scanner *scanner, uint32_t theme, lmv_error *err)
{
    lmv__seen *seen = &scanner->seen[theme];
    const lmv__decision *decision = seen->decision;

    if (!scanner->engine->roles[theme].asked)
        return LMV_OK;
    seen->told = true;
    return lmv__scan_decided(scanner->scan, theme,
        decision ? decision->proofs : NULL, decision ? decision->n_proofs : 0,
        err);
}

static lmv_status classify(
    lmv_scanner *scanner, const lmv__step *step, lmv_error *err)
{
    const lmv__plugin *plugin = scanner->engine->plugins.items[step->plugin];
    bool call = plugin->classifier.flags & LMV_CLASSIFIER_EVERY_COMMENT;
    lmv_status status = LMV_OK;

    for (uint32_t i = 0; i < step->n_themes && status == LMV_OK; i++) {
        status = look(scanner, step->themes[i], err);
        call = call || (status == LMV_OK && speaks(scanner, step->themes[i]));
    }
    if (status == LMV_OK && call)
        status = lmv__scanner_call(scanner, step, err);
    return status;
}

static lmv_status take_step(
    lmv_scanner *scanner, const lmv__step *step, lmv_error *err)
{
    lmv_status status = step->plugin == LMV__NONE
                            ? lmv__scanner_group(scanner, step->themes[0], err)
                            : classify(scanner, step, err);

    for (uint32_t i = 0; i < step->n_themes && status == LMV_OK; i++)
        status = tell(scanner, step->themes[i], err);
    return status;
}

/* ---- one comment ---- */

static void forget(lmv_scanner *scanner)
{
    lmv__arena_reset(&scanner->arena);
    scanner->decisions.len = scanner->notes.len = scanner->items.len = 0;
    memset(scanner->seen, 0,
        scanner->engine->rules->n_themes * sizeof *scanner->seen);
    memset(&scanner->result, 0, sizeof scanner->result);
    scanner->result.engine = scanner->engine;
    scanner->result.doc = scanner->doc;
}

/* A language that the rules do not know is another than theirs. */
static int stated_language(const lmv_scanner *scanner, const char *language)
{
    int found;

    if (!language || !language[0])
        return LMV__LANG_UNKNOWN;
    found = lmv__langdata_find(
        scanner->engine->rules->langdata, lmv__slice_of(language));
    return found == LMV__LANG_UNKNOWN ? LMV__LANG_OTHER : found;
}

static lmv_status run(lmv_scanner *scanner, lmv_error *err)
{
    const lmv_engine *engine = scanner->engine;
    lmv_status status = lmv__scan_begin(scanner->scan, scanner->doc, err);

    for (uint32_t i = 0; i < engine->n_steps && status == LMV_OK; i++)
        status = take_step(scanner, &engine->steps[i], err);
    if (status != LMV_OK)
        return status;
    scanner->result.truncated = lmv__document_truncated(scanner->doc);
    if (lmv__document_status(scanner->doc) != LMV_OK)
        return lmv__error_nomem(err);
    return lmv__result_finish(scanner, err);
}

/* What the caller knows of the options; the rest has its defaults. */
static lmv_scan_options known_options(const lmv_scan_options *options)
{
    lmv_scan_options known = LMV_SCAN_OPTIONS_INIT;
    size_t size = sizeof known;

    if (options && options->size < size)
        size = options->size;
    if (options)
        memcpy(&known, options, size);
    return known;
}

lmv_status lmv_scanner_scan(lmv_scanner *scanner, const char *text,
    size_t length, const char *language, const lmv_result **out, lmv_error *err)
{
    lmv_scan_options options = LMV_SCAN_OPTIONS_INIT;

    options.language = language;
    return lmv_scanner_scan_with(scanner, text, length, &options, out, err);
}

lmv_status lmv_scanner_scan_with(lmv_scanner *scanner, const char *text,
    size_t length, const lmv_scan_options *options, const lmv_result **out,
    lmv_error *err)
{
    lmv_scan_options known = known_options(options);
    lmv_status status;

    *out = NULL;
    if (!text && length > 0)
        return lmv__error_set(err, LMV_EINVAL, "there is no text");
    if ((unsigned)known.asked > LMV_ASKED_IMPROVE)
        return lmv__error_set(err, LMV_EINVAL, "there is no such question");
    forget(scanner);
    lmv__scan_asked(scanner->scan, known.asked);
    status = lmv__document_set(scanner->doc, text ? text : "", length,
        stated_language(scanner, known.language), err);
    if (status == LMV_OK)
        status = run(scanner, err);
    if (status == LMV_OK)
        *out = &scanner->result;
    return status;
}
