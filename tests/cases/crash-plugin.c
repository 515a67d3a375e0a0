/* Fails in the way that no host can catch: on comments that say so. */
#include "../plugins/simple.h"

#include <signal.h>

static const lmv_document_api *texts;

static lmv_status crash_open(const lmv_host *host, void **self, lmv_error *err)
{
    (void)err;
    texts = host->service(host, LMV_SERVICE_DOCUMENT);
    *self = NULL;
    return LMV_OK;
}

static lmv_status crash_classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    static const char cue[] = "crash";
    size_t length;
    const char *text = texts->text(document, &length);

    (void)self;
    (void)scratch;
    (void)evidence;
    (void)labels;
    (void)err;
    if (length >= sizeof cue - 1 && memcmp(text, cue, sizeof cue - 1) == 0)
        raise(SIGSEGV);
    return LMV_OK;
}

static const void *crash_capability(void *self, const char *id)
{
    static const lmv_classifier classifier = {
        .size = (uint32_t)sizeof(lmv_classifier),
        .flags = LMV_CLASSIFIER_EVERY_COMMENT,
        .add_theme = simple_add_theme,
        .classify = crash_classify,
    };

    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "crash",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "a test",
    .open = crash_open,
    .close = simple_close,
    .capability = crash_capability,
};
