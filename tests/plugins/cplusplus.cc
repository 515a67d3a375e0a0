// A plugin in C++: the header needs nothing but a C++11 compiler.  Labels a
// theme whose evidence is accepted; attribute `words` says what was found.
#include <leitmotiv/plugin.h>

#include <cstring>
#include <new>
#include <string>
#include <vector>

namespace
{

struct Plugin {
    const lmv_theme_api *theme;
    const lmv_document_api *document;
    const lmv_evidence_api *evidence;
    const lmv_labels_api *labels;
    std::vector<bool> shouts;
};

lmv_status fail(lmv_error *err, lmv_status status, const char *message)
{
    err->status = status;
    std::strncpy(err->message, message, sizeof err->message - 1);
    return status;
}

template <class Api>
const Api *service(const lmv_host *host, const char *id)
{
    return static_cast<const Api *>(host->service(host, id));
}

lmv_status open(const lmv_host *host, void **self, lmv_error *err)
{
    Plugin *plugin = new (std::nothrow) Plugin();

    if (!plugin)
        return fail(err, LMV_ENOMEM, "out of memory");
    plugin->theme = service<lmv_theme_api>(host, LMV_SERVICE_THEME);
    plugin->document = service<lmv_document_api>(host, LMV_SERVICE_DOCUMENT);
    plugin->evidence = service<lmv_evidence_api>(host, LMV_SERVICE_EVIDENCE);
    plugin->labels = service<lmv_labels_api>(host, LMV_SERVICE_LABELS);
    *self = plugin;
    return LMV_OK;
}

void close(void *self)
{
    delete static_cast<Plugin *>(self);
}

lmv_status add_theme(void *self, const lmv_theme *theme, lmv_error *err)
{
    Plugin *plugin = static_cast<Plugin *>(self);

    plugin->shouts.push_back(false);
    for (uint32_t i = 0; i < plugin->theme->setting_count(theme); i++) {
        if (std::strcmp(plugin->theme->setting_name(theme, i), "shout") != 0)
            return plugin->theme->refuse_setting(
                theme, i, "shout is the only setting", err);
        plugin->shouts.back() = true;
    }
    return LMV_OK;
}

std::string words_of(
    const Plugin *plugin, const lmv_document *document, size_t from, size_t to)
{
    size_t length = 0;
    const char *text = plugin->document->text(document, &length);

    return std::string(text + from, to - from);
}

lmv_status classify(void *self, void *, const lmv_document *document,
    lmv_evidence *evidence, lmv_labels *labels, lmv_error *)
{
    const Plugin *plugin = static_cast<const Plugin *>(self);
    std::string words;
    uint32_t theme = 0, label = 0;

    plugin->labels->add(labels, theme, 1000, &label);
    for (uint32_t i = 0; i < plugin->evidence->count(evidence); i++) {
        size_t start = 0, end = 0;

        if (plugin->evidence->state(evidence, i) != LMV_STATE_ACCEPTED)
            continue;
        plugin->evidence->hull(evidence, i, &start, &end);
        plugin->labels->add_evidence(labels, label, i);
        words += (words.empty() ? "" : "+") +
                 words_of(plugin, document, start, end);
    }
    if (plugin->shouts[theme])
        words += "!";
    return plugin->labels->add_attribute(
        labels, label, "words", words.c_str());
}

const void *capability(void *, const char *id)
{
    static const lmv_classifier classifier = {
        static_cast<uint32_t>(sizeof(lmv_classifier)),
        LMV_CLASSIFIER_INDEPENDENT, add_theme, nullptr, nullptr, nullptr,
        classify};

    return std::strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : nullptr;
}

} // namespace

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {LMV_PLUGIN_ABI,
    static_cast<uint32_t>(sizeof(lmv_plugin_desc)), "cplusplus", "1.0.0",
    "0BSD", "a plugin in C++", open, close, capability};
