/* Offers only what no host knows. */
#include "simple.h"

static const void *capability(void *self, const char *id)
{
    (void)self;
    return strcmp(id, "leitmotiv.oracle/1") == 0 ? "yes" : NULL;
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "no-classifier",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "no classifier",
    .open = simple_open,
    .close = simple_close,
    .capability = capability,
};
