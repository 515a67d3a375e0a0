/*
 * A good plugin that decides all its themes in one call, as the standard
 * decision does, and tells how it was called: attribute `call` is the number
 * of its calls for the thread, `saw` the number of candidates.
 *
 * Settings: `blocked: use` labels a theme with its blocked evidence.
 *
 * Built twice, under two names, so that one can wait for the other.
 */
#include "simple.h"

#ifndef PLUGIN_NAME
#define PLUGIN_NAME "together"
#endif

#define MAX_THEMES 64

typedef struct together {
    const lmv_host *host;
    const lmv_theme_api *theme;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    const lmv_log_api *log;
    int blocked[MAX_THEMES];
    uint32_t n;
} together;

static lmv_status together_open(
    const lmv_host *host, void **self, lmv_error *err)
{
    together *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return simple_fail(err, LMV_ENOMEM, "out of memory");
    plugin->host = host;
    plugin->theme = host->service(host, LMV_SERVICE_THEME);
    plugin->evidence = host->service(host, LMV_SERVICE_EVIDENCE);
    plugin->labels = host->service(host, LMV_SERVICE_LABELS);
    plugin->log = host->service(host, LMV_SERVICE_LOG);
    *self = plugin;
    return LMV_OK;
}

static void together_close(void *self)
{
    free(self);
}

static lmv_status together_add_theme(
    void *self, const lmv_theme *theme, lmv_error *err)
{
    together *plugin = self;

    if (plugin->n == MAX_THEMES)
        return simple_fail(err, LMV_ELIMIT, "too many themes");
    for (uint32_t i = 0; i < plugin->theme->setting_count(theme); i++) {
        if (strcmp(plugin->theme->setting_name(theme, i), "blocked") != 0)
            return plugin->theme->refuse_setting(
                theme, i, "unknown setting", err);
        plugin->blocked[plugin->n] =
            strcmp(plugin->theme->setting_value(theme, i), "use") == 0;
    }
    plugin->n++;
    return LMV_OK;
}

static lmv_status together_new_scratch(
    void *self, void **scratch, lmv_error *err)
{
    (void)self;
    *scratch = calloc(1, sizeof(int));
    return *scratch ? LMV_OK : simple_fail(err, LMV_ENOMEM, "out of memory");
}

static void together_free_scratch(void *self, void *scratch)
{
    (void)self;
    free(scratch);
}

static int proves(const together *plugin, const lmv_evidence *evidence,
    uint32_t i, uint32_t theme)
{
    uint32_t state = plugin->evidence->state(evidence, i);

    return plugin->evidence->theme(evidence, i) == theme &&
           (state == LMV_STATE_ACCEPTED ||
               (state == LMV_STATE_BLOCKED && plugin->blocked[theme]));
}

static void decide(const together *plugin, int call, uint32_t theme,
    lmv_evidence *evidence, lmv_labels *labels)
{
    uint32_t count = plugin->evidence->count(evidence), label;
    char number[24];
    int64_t score = 0;
    int assigned = 0;

    plugin->evidence->score(evidence, theme, &score, &assigned);
    for (uint32_t i = 0; i < count && plugin->blocked[theme]; i++)
        assigned |= proves(plugin, evidence, i, theme);
    if (!assigned)
        return;
    plugin->labels->add(labels, theme, score < 0 ? 0 : score, &label);
    for (uint32_t i = 0; i < count; i++) {
        if (proves(plugin, evidence, i, theme))
            plugin->labels->add_evidence(labels, label, i);
    }
    snprintf(number, sizeof number, "%d", call);
    plugin->labels->add_attribute(labels, label, "call", number);
    snprintf(number, sizeof number, "%u", count);
    plugin->labels->add_attribute(labels, label, "saw", number);
}

static lmv_status together_classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const together *plugin = self;
    int *calls = scratch;

    (void)document;
    (void)err;
    ++*calls;
    plugin->log->note(plugin->host, "deciding");
    for (uint32_t theme = 0; theme < plugin->n; theme++) {
        if (plugin->evidence->wanted(evidence, theme))
            decide(plugin, *calls, theme, evidence, labels);
    }
    return LMV_OK;
}

static const void *together_capability(void *self, const char *id)
{
    static const lmv_classifier classifier = {
        .size = (uint32_t)sizeof(lmv_classifier),
        .add_theme = together_add_theme,
        .new_scratch = together_new_scratch,
        .free_scratch = together_free_scratch,
        .classify = together_classify,
    };

    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = PLUGIN_NAME,
    .version = "1.0.0",
    .license = "0BSD",
    .summary = "decides its themes in one call",
    .open = together_open,
    .close = together_close,
    .capability = together_capability,
};
