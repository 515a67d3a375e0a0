/* A classifier that cannot classify. */
#include "simple.h"

static const void *capability(void *self, const char *id)
{
    static const lmv_classifier classifier = {
        .size = (uint32_t)sizeof(lmv_classifier),
        .add_theme = simple_add_theme,
    };

    (void)self;
    (void)id;
    return &classifier;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "null-classify",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "no classify",
    .open = simple_open,
    .close = simple_close,
    .capability = capability,
};
