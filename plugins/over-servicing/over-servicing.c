/*
 * over-servicing: is attention too much, or just right?
 *
 *     "Alle fünf Minuten kam jemand und fragte, ob alles in Ordnung ist"
 *      ─────────────────            ──────────────────────
 *      frequency: R/PT5M            contact
 *
 * A contact is too much when it comes too often or disturbs, unless the
 * customer asked for it.  A theme for the right measure takes what does not
 * disturb: "nie aufdringlich".  README.md is the contract with the authors of
 * rules.
 */
#include "over-servicing.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------- labels */

/* A signal counts once, as in the standard decision. */
static int64_t score(const over_scratch *scratch)
{
    int64_t sum = 0;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        const over_cue *cue = &scratch->cues[i];
        bool counted = false;

        for (size_t j = 0; j < i && cue->counts; j++)
            counted = counted || (scratch->cues[j].counts &&
                                     scratch->cues[j].signal == cue->signal);
        if (cue->counts && !counted)
            sum += cue->weight;
    }
    return sum;
}

/* The first in the text of the cues that count and that `has` accepts. */
static const over_cue *first(
    const over_scratch *scratch, bool (*has)(const over_cue *cue))
{
    const over_cue *best = NULL;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        const over_cue *cue = &scratch->cues[i];

        if (cue->counts && cue->weight > 0 && has(cue) &&
            (!best || cue->start < best->start))
            best = cue;
    }
    return best;
}

static bool has_weight(const over_cue *cue)
{
    return cue->weight > 0;
}

static bool has_times(const over_cue *cue)
{
    return cue->often != NULL;
}

static bool has_kind(const over_cue *cue)
{
    return cue->means->role == CONTACT && *cue->means->kind;
}

static lmv_status describe(const over_plugin *plugin,
    const over_scratch *scratch, lmv_labels *labels, uint32_t label)
{
    const over_cue *often = first(scratch, has_times);
    const over_cue *kind = first(scratch, has_kind);
    lmv_status status = LMV_OK;

    if (often)
        status = plugin->labels->add_attribute(
            labels, label, "times", often->often->times);
    if (status == LMV_OK && kind)
        status = plugin->labels->add_attribute(
            labels, label, "contact", kind->means->kind);
    return status;
}

static lmv_status decide(const over_plugin *plugin, uint32_t number,
    const over_scratch *scratch, lmv_labels *labels)
{
    int64_t sum = score(scratch);
    uint32_t label;
    lmv_status status;

    if (!first(scratch, has_weight) || sum < plugin->themes[number].threshold)
        return LMV_OK;
    status = plugin->labels->add(labels, number, sum, &label);
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        if (scratch->cues[i].shown)
            status = plugin->labels->add_evidence(
                labels, label, scratch->cues[i].candidate);
    }
    return status == LMV_OK ? describe(plugin, scratch, labels, label) : status;
}

static lmv_status over_classify(void *self, void *memory,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const over_plugin *plugin = self;
    over_scratch *scratch = memory;

    for (uint32_t number = 0; number < plugin->n_themes; number++) {
        lmv_status status;

        if (!plugin->evidence->wanted(evidence, number))
            continue;
        status = over_find_proofs(plugin, number, document, evidence, scratch);
        if (status == LMV_OK)
            status = decide(plugin, number, scratch, labels);
        if (status != LMV_OK)
            return over_fail(err, status, "a service of the host failed");
    }
    return LMV_OK;
}

/* ----------------------------------------------------------- life, export */

static lmv_status over_add_theme(
    void *self, const lmv_theme *source, lmv_error *err)
{
    over_plugin *plugin = self;
    over_theme *grown =
        realloc(plugin->themes, ((size_t)plugin->n_themes + 1) * sizeof *grown);

    if (!grown)
        return over_fail(err, LMV_ENOMEM, "out of memory");
    plugin->themes = grown;
    /* A refused theme keeps its number: the host counts it, too. */
    return over_read_theme(plugin, source, &grown[plugin->n_themes++], err);
}

static lmv_status over_new_scratch(void *self, void **memory, lmv_error *err)
{
    (void)self;
    *memory = calloc(1, sizeof(over_scratch));
    return *memory ? LMV_OK : over_fail(err, LMV_ENOMEM, "out of memory");
}

static void over_free_scratch(void *self, void *memory)
{
    over_scratch *scratch = memory;

    (void)self;
    if (scratch)
        free(scratch->cues);
    free(scratch);
}

static lmv_status over_open(const lmv_host *host, void **self, lmv_error *err)
{
    over_plugin *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return over_fail(err, LMV_ENOMEM, "out of memory");
    plugin->host = host;
    plugin->theme = host->service(host, LMV_SERVICE_THEME);
    plugin->document = host->service(host, LMV_SERVICE_DOCUMENT);
    plugin->evidence = host->service(host, LMV_SERVICE_EVIDENCE);
    plugin->labels = host->service(host, LMV_SERVICE_LABELS);
    plugin->quantity = host->service(host, LMV_SERVICE_QUANTITY);
    plugin->log = host->service(host, LMV_SERVICE_LOG);
    if (!plugin->theme || !plugin->document || !plugin->evidence ||
        !plugin->labels || !plugin->quantity) {
        free(plugin);
        return over_fail(err, LMV_EPLUGIN,
            "over-servicing needs a host with themes, documents, evidence, "
            "labels and quantities");
    }
    *self = plugin;
    return LMV_OK;
}

static void over_close(void *self)
{
    over_plugin *plugin = self;

    for (uint32_t i = 0; i < plugin->n_themes; i++)
        free(plugin->themes[i].signals);
    free(plugin->themes);
    free(plugin);
}

static const lmv_classifier classifier = {
    .size = (uint32_t)sizeof(lmv_classifier),
    .flags = LMV_CLASSIFIER_INDEPENDENT,
    .add_theme = over_add_theme,
    .new_scratch = over_new_scratch,
    .free_scratch = over_free_scratch,
    .classify = over_classify,
};

static const void *over_capability(void *self, const char *id)
{
    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "over-servicing",
    .version = "0.1.0",
    .license = "Apache-2.0",
    .summary = "attention that is too much, or just right",
    .open = over_open,
    .close = over_close,
    .capability = over_capability,
};
