/*
 * slow-support: was a wait longer than the patience of its channel?
 *
 * The rules find words, this plugin relates them:
 *
 *     "Auf meine Mail kam erst nach drei Wochen eine Antwort"
 *                ────                ──────────      ───────
 *                channel: writing    duration        wait
 *
 * A duration that stands near a waiting word is a wait.  It proves the theme
 * when it is longer than the theme's setting for the channel ("writing: 3d").
 * Complaints that need no duration ("ewig gewartet") prove it by themselves.
 * README.md is the contract with the authors of rules.
 */
#include "slow-support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- labels */

/* A signal counts once, as in the standard decision. */
static int64_t score(const slow_scratch *scratch, bool *positive)
{
    int64_t sum = 0;

    *positive = false;
    for (size_t i = 0; i < scratch->n_cues; i++) {
        const slow_cue *cue = &scratch->cues[i];
        bool counted = false;

        for (size_t j = 0; j < i && cue->proves; j++)
            counted = counted || (scratch->cues[j].proves &&
                                     scratch->cues[j].signal == cue->signal);
        if (!cue->proves || counted)
            continue;
        sum += cue->weight;
        *positive = *positive || cue->weight > 0;
    }
    return sum;
}

/* The longest wait in multiples of its patience; a known length before an
 * unknown one. */
static const slow_cue *worst(
    const slow_theme *theme, const slow_scratch *scratch)
{
    const slow_cue *best = NULL;
    double most = -1;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        const slow_cue *cue = &scratch->cues[i];
        double multiple = cue->seconds / theme->patience[cue->channel];

        if (cue->proves && cue->weight > 0 && multiple > most) {
            best = cue;
            most = multiple;
        }
    }
    return best;
}

static lmv_status describe(const slow_plugin *plugin, const slow_theme *theme,
    const slow_cue *cue, lmv_labels *labels, uint32_t label)
{
    double multiple = cue->seconds / theme->patience[cue->channel];
    const char *severity = "medium";
    lmv_status status = LMV_OK;

    if (multiple >= theme->critical)
        severity = "critical";
    else if (multiple >= theme->high)
        severity = "high";
    if (cue->seconds > 0)
        status = plugin->labels->add_attribute(
            labels, label, cue->exact ? "waited" : "waited-at-least", cue->iso);
    if (status == LMV_OK && cue->channel != NO_CHANNEL)
        status = plugin->labels->add_attribute(
            labels, label, "channel", slow_channel_names[cue->channel]);
    if (status == LMV_OK)
        status =
            plugin->labels->add_attribute(labels, label, "severity", severity);
    return status;
}

static lmv_status decide(const slow_plugin *plugin, uint32_t number,
    const slow_scratch *scratch, lmv_labels *labels)
{
    const slow_theme *theme = &plugin->themes[number];
    bool positive;
    int64_t sum = score(scratch, &positive);
    uint32_t label;
    lmv_status status;

    if (!positive || sum < theme->threshold)
        return LMV_OK;
    status = plugin->labels->add(labels, number, sum, &label);
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        if (scratch->cues[i].shown)
            status = plugin->labels->add_evidence(
                labels, label, scratch->cues[i].candidate);
    }
    if (status != LMV_OK)
        return status;
    return describe(plugin, theme, worst(theme, scratch), labels, label);
}

static lmv_status slow_classify(void *self, void *memory,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const slow_plugin *plugin = self;
    slow_scratch *scratch = memory;

    for (uint32_t number = 0; number < plugin->n_themes; number++) {
        lmv_status status;

        if (!plugin->evidence->wanted(evidence, number))
            continue;
        status = slow_find_waits(plugin, number, document, evidence, scratch);
        if (status == LMV_OK)
            status = decide(plugin, number, scratch, labels);
        if (status != LMV_OK)
            return slow_fail(err, status, "a service of the host failed");
    }
    return LMV_OK;
}

/* ---------------------------------------------------------- life, export */

static lmv_status slow_add_theme(
    void *self, const lmv_theme *source, lmv_error *err)
{
    slow_plugin *plugin = self;
    slow_theme *grown =
        realloc(plugin->themes, ((size_t)plugin->n_themes + 1) * sizeof *grown);

    if (!grown)
        return slow_fail(err, LMV_ENOMEM, "out of memory");
    plugin->themes = grown;
    /* A refused theme keeps its number: the host counts it, too. */
    return slow_read_theme(plugin, source, &grown[plugin->n_themes++], err);
}

static lmv_status slow_new_scratch(void *self, void **memory, lmv_error *err)
{
    (void)self;
    *memory = calloc(1, sizeof(slow_scratch));
    return *memory ? LMV_OK : slow_fail(err, LMV_ENOMEM, "out of memory");
}

static void slow_free_scratch(void *self, void *memory)
{
    slow_scratch *scratch = memory;

    (void)self;
    if (scratch)
        free(scratch->cues);
    free(scratch);
}

static lmv_status slow_open(const lmv_host *host, void **self, lmv_error *err)
{
    slow_plugin *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return slow_fail(err, LMV_ENOMEM, "out of memory");
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
        return slow_fail(err, LMV_EPLUGIN,
            "slow-support needs a host with themes, documents, evidence, "
            "labels and quantities");
    }
    *self = plugin;
    return LMV_OK;
}

static void slow_close(void *self)
{
    slow_plugin *plugin = self;

    for (uint32_t i = 0; i < plugin->n_themes; i++)
        free(plugin->themes[i].signals);
    free(plugin->themes);
    free(plugin);
}

static const lmv_classifier classifier = {
    .size = (uint32_t)sizeof(lmv_classifier),
    .flags = LMV_CLASSIFIER_INDEPENDENT,
    .add_theme = slow_add_theme,
    .new_scratch = slow_new_scratch,
    .free_scratch = slow_free_scratch,
    .classify = slow_classify,
};

static const void *slow_capability(void *self, const char *id)
{
    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "slow-support",
    .version = "0.1.0",
    .license = "Apache-2.0",
    .summary = "waits that are longer than the patience of their channel",
    .open = slow_open,
    .close = slow_close,
    .capability = slow_capability,
};
