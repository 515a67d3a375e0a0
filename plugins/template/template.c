/* SPDX-License-Identifier: 0BSD
 *
 * template: a theme counts only when it has the last word, that is, when its
 * words stand in the comment's last sentence.
 */
#include <leitmotiv/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct plugin {
    const lmv_theme_api *theme;
    const lmv_document_api *document;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
} plugin;

static lmv_status fail(lmv_error *err, lmv_status status, const char *message)
{
    if (err) {
        err->status = status;
        snprintf(err->message, sizeof err->message, "%s", message);
    }
    return status;
}

static lmv_status open_plugin(const lmv_host *host, void **self, lmv_error *err)
{
    plugin *own = calloc(1, sizeof *own);

    if (!own)
        return fail(err, LMV_ENOMEM, "out of memory");
    own->theme = host->service(host, LMV_SERVICE_THEME);
    own->document = host->service(host, LMV_SERVICE_DOCUMENT);
    own->evidence = host->service(host, LMV_SERVICE_EVIDENCE);
    own->labels = host->service(host, LMV_SERVICE_LABELS);
    if (!own->theme || !own->document || !own->evidence || !own->labels) {
        free(own);
        return fail(err, LMV_EPLUGIN, "the host lacks a service");
    }
    *self = own;
    return LMV_OK;
}

static void close_plugin(void *self)
{
    free(self);
}

static lmv_status add_theme(void *self, const lmv_theme *theme, lmv_error *err)
{
    const plugin *own = self;

    if (own->theme->setting_count(theme) == 0)
        return LMV_OK;
    return own->theme->refuse_setting(
        theme, 0, "template knows no settings", err);
}

static lmv_status classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const plugin *own = self;
    uint32_t count = own->evidence->count(evidence);
    uint32_t last = own->document->sentence_count(document) - 1;
    uint32_t labelled = UINT32_MAX, label = 0;
    lmv_status status = LMV_OK;

    (void)scratch;
    for (uint32_t i = 0; i < count && status == LMV_OK; i++) {
        uint32_t theme = own->evidence->theme(evidence, i);

        if (!own->evidence->wanted(evidence, theme) ||
            own->evidence->state(evidence, i) != LMV_STATE_ACCEPTED ||
            own->evidence->sentence(evidence, i) != last)
            continue;
        if (theme != labelled)
            status = own->labels->add(
                labels, theme, own->evidence->weight(evidence, i), &label);
        labelled = theme;
        if (status == LMV_OK)
            status = own->labels->add_evidence(labels, label, i);
    }
    return status == LMV_OK ? LMV_OK
                            : fail(err, status, "the host refused a label");
}

static const lmv_classifier classifier = {
    .size = (uint32_t)sizeof(lmv_classifier),
    .flags = LMV_CLASSIFIER_INDEPENDENT,
    .add_theme = add_theme,
    .classify = classify,
};

static const void *capability(void *self, const char *id)
{
    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "template",
    .version = "0.1.0",
    .license = "0BSD",
    .summary = "themes that have the last word",
    .open = open_plugin,
    .close = close_plugin,
    .capability = capability,
};
