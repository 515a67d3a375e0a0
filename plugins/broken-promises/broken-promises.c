/*
 * broken-promises: what became of a commitment?
 *
 *     "Rückruf wurde zugesagt. Angerufen hat nie jemand."
 *      ──────────────────────  ─────────     ───
 *      promise-callback        happened      negated: not happened
 *
 * The rules find promises and outcomes, this plugin pairs them, across
 * sentences and through negation.  A theme takes the broken or the kept ones.
 * README.md is the contract with the authors of rules.
 */
#include "broken-promises.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------- labels */

/* A signal counts once, as in the standard decision. */
static int64_t score(const promise_scratch *scratch)
{
    int64_t sum = 0;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        const promise_cue *cue = &scratch->cues[i];
        bool counted = false;

        for (size_t j = 0; j < i && cue->proves; j++)
            counted = counted || (scratch->cues[j].proves &&
                                     scratch->cues[j].signal == cue->signal);
        if (cue->proves && !counted)
            sum += cue->weight;
    }
    return sum;
}

static const promise_cue *first_proof(const promise_scratch *scratch)
{
    const promise_cue *first = NULL;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        const promise_cue *cue = &scratch->cues[i];

        if (cue->proves && cue->weight > 0 &&
            (!first || cue->start < first->start))
            first = cue;
    }
    return first;
}

static lmv_status describe(const promise_plugin *plugin,
    const promise_cue *proof, lmv_labels *labels, uint32_t label)
{
    static const char *const names[] = {
        "unknown", "not-happened", "late", "broken", "happened", "kept"};
    lmv_status status = LMV_OK;

    if (proof->means->role == PROMISE && *proof->means->kind)
        status = plugin->labels->add_attribute(
            labels, label, "promise", proof->means->kind);
    if (status == LMV_OK)
        status = plugin->labels->add_attribute(
            labels, label, "outcome", names[proof->outcome]);
    return status;
}

static lmv_status decide(const promise_plugin *plugin, uint32_t number,
    const promise_scratch *scratch, lmv_labels *labels)
{
    const promise_cue *proof = first_proof(scratch);
    int64_t sum = score(scratch);
    uint32_t label;
    lmv_status status;

    if (!proof || sum < plugin->themes[number].threshold)
        return LMV_OK;
    status = plugin->labels->add(labels, number, sum, &label);
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        if (scratch->cues[i].shown)
            status = plugin->labels->add_evidence(
                labels, label, scratch->cues[i].candidate);
    }
    return status == LMV_OK ? describe(plugin, proof, labels, label) : status;
}

static lmv_status promise_classify(void *self, void *memory,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const promise_plugin *plugin = self;
    promise_scratch *scratch = memory;

    for (uint32_t number = 0; number < plugin->n_themes; number++) {
        lmv_status status;

        if (!plugin->evidence->wanted(evidence, number))
            continue;
        status =
            promise_find_outcomes(plugin, number, document, evidence, scratch);
        if (status == LMV_OK)
            status = decide(plugin, number, scratch, labels);
        if (status != LMV_OK)
            return promise_fail(err, status, "a service of the host failed");
    }
    return LMV_OK;
}

/* ----------------------------------------------------------- life, export */

static lmv_status promise_add_theme(
    void *self, const lmv_theme *source, lmv_error *err)
{
    promise_plugin *plugin = self;
    promise_theme *grown =
        realloc(plugin->themes, ((size_t)plugin->n_themes + 1) * sizeof *grown);

    if (!grown)
        return promise_fail(err, LMV_ENOMEM, "out of memory");
    plugin->themes = grown;
    /* A refused theme keeps its number: the host counts it, too. */
    return promise_read_theme(plugin, source, &grown[plugin->n_themes++], err);
}

static lmv_status promise_new_scratch(void *self, void **memory, lmv_error *err)
{
    (void)self;
    *memory = calloc(1, sizeof(promise_scratch));
    return *memory ? LMV_OK : promise_fail(err, LMV_ENOMEM, "out of memory");
}

static void promise_free_scratch(void *self, void *memory)
{
    promise_scratch *scratch = memory;

    (void)self;
    if (scratch)
        free(scratch->cues);
    free(scratch);
}

static lmv_status promise_open(
    const lmv_host *host, void **self, lmv_error *err)
{
    promise_plugin *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return promise_fail(err, LMV_ENOMEM, "out of memory");
    plugin->host = host;
    plugin->theme = host->service(host, LMV_SERVICE_THEME);
    plugin->document = host->service(host, LMV_SERVICE_DOCUMENT);
    plugin->evidence = host->service(host, LMV_SERVICE_EVIDENCE);
    plugin->labels = host->service(host, LMV_SERVICE_LABELS);
    plugin->log = host->service(host, LMV_SERVICE_LOG);
    if (!plugin->theme || !plugin->document || !plugin->evidence ||
        !plugin->labels) {
        free(plugin);
        return promise_fail(err, LMV_EPLUGIN,
            "broken-promises needs a host with themes, documents, evidence "
            "and labels");
    }
    *self = plugin;
    return LMV_OK;
}

static void promise_close(void *self)
{
    promise_plugin *plugin = self;

    for (uint32_t i = 0; i < plugin->n_themes; i++)
        free(plugin->themes[i].signals);
    free(plugin->themes);
    free(plugin);
}

static const lmv_classifier classifier = {
    .size = (uint32_t)sizeof(lmv_classifier),
    .flags = LMV_CLASSIFIER_INDEPENDENT,
    .add_theme = promise_add_theme,
    .new_scratch = promise_new_scratch,
    .free_scratch = promise_free_scratch,
    .classify = promise_classify,
};

static const void *promise_capability(void *self, const char *id)
{
    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "broken-promises",
    .version = "0.1.0",
    .license = "Apache-2.0",
    .summary = "commitments and what became of them",
    .open = promise_open,
    .close = promise_close,
    .capability = promise_capability,
};
