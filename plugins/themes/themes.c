/*
 * themes: the standard decision, for every theme that names no other plugin.
 *
 * The host chooses among overlapping evidence and sums the weights
 * (lmv_evidence_api.score); a theme whose threshold is reached becomes a
 * label, proved by the evidence that was left.  Counter-evidence lowers the
 * score but proves nothing.
 */
#include <leitmotiv/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct themes {
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    const lmv_theme_api *theme;
} themes;

static lmv_status fail(lmv_error *err, lmv_status status, const char *message)
{
    if (err) {
        err->status = status;
        snprintf(err->message, sizeof err->message, "%s", message);
    }
    return status;
}

static lmv_status themes_open(const lmv_host *host, void **self, lmv_error *err)
{
    themes *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return fail(err, LMV_ENOMEM, "out of memory");
    plugin->evidence = host->service(host, LMV_SERVICE_EVIDENCE);
    plugin->labels = host->service(host, LMV_SERVICE_LABELS);
    plugin->theme = host->service(host, LMV_SERVICE_THEME);
    if (!plugin->evidence || !plugin->labels || !plugin->theme) {
        free(plugin);
        return fail(err, LMV_EPLUGIN, "this host offers no evidence or labels");
    }
    *self = plugin;
    return LMV_OK;
}

static void themes_close(void *self)
{
    free(self);
}

static lmv_status themes_add_theme(
    void *self, const lmv_theme *theme, lmv_error *err)
{
    const themes *plugin = self;

    if (plugin->theme->setting_count(theme) > 0)
        return plugin->theme->refuse_setting(theme, 0,
            "the plugin themes has no settings; name another with classifier",
            err);
    return LMV_OK;
}

/* Candidates [first, end) are one theme's. */
static lmv_status decide(const themes *plugin, lmv_evidence *evidence,
    uint32_t first, uint32_t end, lmv_labels *labels)
{
    uint32_t theme = plugin->evidence->theme(evidence, first);
    int64_t score = 0;
    int assigned = 0;
    uint32_t label;
    lmv_status status;

    if (!plugin->evidence->wanted(evidence, theme))
        return LMV_OK;
    status = plugin->evidence->score(evidence, theme, &score, &assigned);
    if (status != LMV_OK || !assigned)
        return status;
    status = plugin->labels->add(labels, theme, score, &label);
    for (uint32_t i = first; i < end && status == LMV_OK; i++) {
        if (plugin->evidence->state(evidence, i) == LMV_STATE_ACCEPTED &&
            plugin->evidence->weight(evidence, i) >= 0)
            status = plugin->labels->add_evidence(labels, label, i);
    }
    return status;
}

static lmv_status themes_classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const themes *plugin = self;
    uint32_t count = plugin->evidence->count(evidence);
    uint32_t end;

    (void)scratch;
    (void)document;
    for (uint32_t first = 0; first < count; first = end) {
        uint32_t theme = plugin->evidence->theme(evidence, first);
        lmv_status status;

        end = first + 1;
        while (end < count && plugin->evidence->theme(evidence, end) == theme)
            end++;
        status = decide(plugin, evidence, first, end, labels);
        if (status != LMV_OK)
            return fail(err, status, "the host refused a label");
    }
    return LMV_OK;
}

static const lmv_classifier classifier = {
    .size = (uint32_t)sizeof(lmv_classifier),
    .flags = LMV_CLASSIFIER_INDEPENDENT,
    .add_theme = themes_add_theme,
    .classify = themes_classify,
};

static const void *themes_capability(void *self, const char *id)
{
    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "themes",
    .version = "0.1.0",
    .license = "Apache-2.0",
    .summary = "weights, thresholds and overrides of the rule language",
    .open = themes_open,
    .close = themes_close,
    .capability = themes_capability,
};
