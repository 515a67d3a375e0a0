/*
 * Asks for every comment and reads all of it through the host's services:
 * the label's span is the last token, its attributes are what it counted.
 */
#include "simple.h"

typedef struct every {
    const lmv_host *host;
    const lmv_theme_api *theme;
    const lmv_document_api *document;
    const lmv_labels_api *labels;
    const lmv_quantity_api *quantity;
} every;

static lmv_status every_open(const lmv_host *host, void **self, lmv_error *err)
{
    every *plugin = calloc(1, sizeof *plugin);

    if (!plugin)
        return simple_fail(err, LMV_ENOMEM, "out of memory");
    plugin->host = host;
    plugin->theme = host->service(host, LMV_SERVICE_THEME);
    plugin->document = host->service(host, LMV_SERVICE_DOCUMENT);
    plugin->labels = host->service(host, LMV_SERVICE_LABELS);
    plugin->quantity = host->service(host, LMV_SERVICE_QUANTITY);
    *self = plugin;
    return LMV_OK;
}

static void every_close(void *self)
{
    free(self);
}

static void count(const every *plugin, lmv_labels *labels, uint32_t label,
    const char *name, uint32_t number)
{
    char value[16];

    snprintf(value, sizeof value, "%u", number);
    plugin->labels->add_attribute(labels, label, name, value);
}

static lmv_status every_classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    const every *plugin = self;
    const lmv_document_api *api = plugin->document;
    lmv_duration duration = {.size = (uint32_t)sizeof duration};
    uint32_t tokens = api->token_count(document), label, kind;
    size_t start, end, length;

    (void)scratch;
    (void)evidence;
    (void)err;
    if (tokens == 0)
        return LMV_OK;
    api->text(document, &length);
    api->token(document, tokens - 1, &kind, &start, &end);
    plugin->labels->add(labels, 0, 1000, &label);
    plugin->labels->add_span(labels, label, start, end);
    plugin->labels->add_attribute(
        labels, label, "language", api->language(document));
    count(plugin, labels, label, "tokens", tokens);
    count(plugin, labels, label, "sentences", api->sentence_count(document));
    count(plugin, labels, label, "clauses", api->clause_count(document));
    count(plugin, labels, label, "last-kind", kind);
    count(plugin, labels, label, "last-sentence",
        api->token_sentence(document, tokens - 1));
    count(plugin, labels, label, "beyond",
        (uint32_t)api->token(document, tokens, &kind, &start, &end));
    if (plugin->quantity->duration(document, 0, length, &duration) == LMV_OK)
        plugin->labels->add_attribute(labels, label, "duration", duration.iso);
    return LMV_OK;
}

static const void *every_capability(void *self, const char *id)
{
    static const lmv_classifier classifier = {
        .size = (uint32_t)sizeof(lmv_classifier),
        .flags = LMV_CLASSIFIER_EVERY_COMMENT,
        .add_theme = simple_add_theme,
        .classify = every_classify,
    };

    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "every",
    .version = "1.0.0",
    .license = "0BSD",
    .summary = "reads every comment",
    .open = every_open,
    .close = every_close,
    .capability = every_capability,
};
