/*
 * Does, in classify(), what the setting `do` of its theme says; each is
 * something that a host must survive.
 */
#include "simple.h"

#include <signal.h>

#define MAX_THEMES 64

typedef struct rogue {
    const lmv_theme_api *theme;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    char deeds[MAX_THEMES][24];
    uint32_t n;
    int refuse_ready;
} rogue;

static lmv_status rogue_open(const lmv_host *host, void **self, lmv_error *err)
{
    rogue *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return simple_fail(err, LMV_ENOMEM, "out of memory");
    plugin->theme = host->service(host, LMV_SERVICE_THEME);
    plugin->evidence = host->service(host, LMV_SERVICE_EVIDENCE);
    plugin->labels = host->service(host, LMV_SERVICE_LABELS);
    *self = plugin;
    return LMV_OK;
}

static void rogue_close(void *self)
{
    free(self);
}

static lmv_status rogue_add_theme(
    void *self, const lmv_theme *theme, lmv_error *err)
{
    rogue *plugin = self;
    uint32_t handle = plugin->n++;
    const char *deed = plugin->theme->setting_value(theme, 0);

    if (handle >= MAX_THEMES || !deed)
        return simple_fail(err, LMV_EINVAL, "what shall I do?");
    if (strcmp(deed, "refuse") == 0)
        return plugin->theme->refuse_setting(theme, 0, "I will not", err);
    if (strcmp(deed, "refuse-signal") == 0)
        return plugin->theme->refuse_signal(theme, 0, "not this one", err);
    if (strcmp(deed, "not-ready") == 0)
        plugin->refuse_ready = 1;
    snprintf(plugin->deeds[handle], sizeof plugin->deeds[handle], "%s", deed);
    return LMV_OK;
}

static lmv_status rogue_ready(void *self, lmv_error *err)
{
    const rogue *plugin = self;

    return plugin->refuse_ready ? simple_fail(err, LMV_EIO, "still booting")
                                : LMV_OK;
}

/* Deeds of one step, after a good label with its evidence was added. */
static lmv_status do_more(const rogue *plugin, const char *deed, uint32_t theme,
    uint32_t label, lmv_evidence *evidence, lmv_labels *labels, lmv_error *err)
{
    const lmv_labels_api *api = plugin->labels;
    char lengthy[5000];

    memset(lengthy, 'x', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = '\0';
    if (strcmp(deed, "fail-late") == 0)
        return simple_fail(err, LMV_EFORMAT, "changed\nmy mind");
    if (strcmp(deed, "fail-mute") == 0)
        return LMV_EIO;
    if (strcmp(deed, "unknown-theme") == 0)
        api->add(labels, 9999, 1000, &label);
    if (strcmp(deed, "twice") == 0)
        api->add(labels, theme, 1000, &label);
    if (strcmp(deed, "outside") == 0)
        api->add_span(labels, label, 3, 100000);
    if (strcmp(deed, "backwards") == 0)
        api->add_span(labels, label, 3, 2);
    if (strcmp(deed, "cut-character") == 0)
        api->add_span(labels, label, 0, 1);
    if (strcmp(deed, "no-such-label") == 0)
        api->add_evidence(labels, 7, 0);
    if (strcmp(deed, "no-such-evidence") == 0)
        api->add_evidence(labels, label, plugin->evidence->count(evidence));
    if (strcmp(deed, "bad-name") == 0)
        api->add_attribute(labels, label, "Not Kebab", "x");
    if (strcmp(deed, "bad-utf8") == 0)
        api->add_attribute(labels, label, "name", "\xff\xfe");
    if (strcmp(deed, "long-value") == 0)
        api->add_attribute(labels, label, "name", lengthy);
    if (strcmp(deed, "null-value") == 0)
        api->add_attribute(labels, label, "name", NULL);
    if (strcmp(deed, "same-name") == 0) {
        api->add_attribute(labels, label, "name", "a");
        api->add_attribute(labels, label, "name", "b");
    }
    if (strcmp(deed, "much-evidence") == 0) {
        for (int i = 0; i < 100000; i++)
            api->add_evidence(labels, label, 0);
    }
    return LMV_OK;
}

static lmv_status rogue_classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const rogue *plugin = self;
    uint32_t theme = plugin->evidence->theme(evidence, 0);
    const char *deed = plugin->deeds[theme];
    int64_t score = 1000;
    uint32_t label;

    (void)scratch;
    (void)document;
    if (strcmp(deed, "fail") == 0)
        return simple_fail(err, LMV_EIO, "no");
    if (strcmp(deed, "crash") == 0)
        raise(SIGSEGV);
    if (strcmp(deed, "negative-score") == 0)
        score = -1;
    if (strcmp(deed, "huge-score") == 0)
        score = INT64_MAX;
    if (plugin->labels->add(labels, theme, score, &label) != LMV_OK)
        return LMV_OK;
    if (strcmp(deed, "no-evidence") != 0)
        plugin->labels->add_evidence(labels, label, 0);
    return do_more(plugin, deed, theme, label, evidence, labels, err);
}

static const void *rogue_capability(void *self, const char *id)
{
    static const lmv_classifier classifier = {
        .size = (uint32_t)sizeof(lmv_classifier),
        .flags = LMV_CLASSIFIER_INDEPENDENT,
        .add_theme = rogue_add_theme,
        .ready = rogue_ready,
        .classify = rogue_classify,
    };

    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "rogue",
    .version = "0.0.1",
    .license = "0BSD",
    .summary = "does what it is told, however bad",
    .open = rogue_open,
    .close = rogue_close,
    .capability = rogue_capability,
};
