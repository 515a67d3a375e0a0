/* Built against a later descriptor of the same ABI: good, its tail is
 * ignored. */
#include "simple.h"

LMV_PLUGIN_EXPORT const struct longer_descriptor {
    uint32_t abi, size;
    const char *name, *version, *license, *summary;
    lmv_status (*open)(const lmv_host *host, void **self, lmv_error *err);
    void (*close)(void *self);
    const void *(*capability)(void *self, const char *id);
    void *unknown[8];
} lmv_plugin = {LMV_PLUGIN_ABI, (uint32_t)sizeof(struct longer_descriptor),
    "longer-descriptor", "2.0.0", "Apache-2.0", "has more than is known",
    simple_open, simple_close, simple_capability, {(void *)1, (void *)2}};
