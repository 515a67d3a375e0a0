/*
 * What most test plugins share: open() that takes nothing from its host, and
 * a classifier that accepts every theme and finds nothing.
 */
#ifndef LMV_TESTS_PLUGINS_SIMPLE_H
#define LMV_TESTS_PLUGINS_SIMPLE_H

#include <leitmotiv/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline lmv_status simple_fail(
    lmv_error *err, lmv_status status, const char *message)
{
    err->status = status;
    snprintf(err->message, sizeof err->message, "%s", message);
    return status;
}

static inline lmv_status simple_open(
    const lmv_host *host, void **self, lmv_error *err)
{
    (void)host;
    (void)err;
    *self = NULL;
    return LMV_OK;
}

static inline void simple_close(void *self)
{
    (void)self;
}

static inline lmv_status simple_add_theme(
    void *self, const lmv_theme *theme, lmv_error *err)
{
    (void)self;
    (void)theme;
    (void)err;
    return LMV_OK;
}

static inline lmv_status simple_classify(void *self, void *scratch,
    const lmv_document *document, lmv_evidence *evidence, lmv_labels *labels,
    lmv_error *err)
{
    (void)self;
    (void)scratch;
    (void)document;
    (void)evidence;
    (void)labels;
    (void)err;
    return LMV_OK;
}

static inline const void *simple_capability(void *self, const char *id)
{
    static const lmv_classifier classifier = {
        .size = (uint32_t)sizeof(lmv_classifier),
        .add_theme = simple_add_theme,
        .classify = simple_classify,
    };

    (void)self;
    return strcmp(id, LMV_CAP_CLASSIFIER) == 0 ? &classifier : NULL;
}

/* The fields of a descriptor that are in order. */
#define SIMPLE_DESCRIPTOR(its_name)                                   \
    .abi = LMV_PLUGIN_ABI, .size = (uint32_t)sizeof(lmv_plugin_desc), \
    .name = its_name, .version = "1.0.0", .license = "Apache-2.0",    \
    .summary = "a test", .open = simple_open, .close = simple_close,  \
    .capability = simple_capability

#endif
