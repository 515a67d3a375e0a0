/* Forgot close(). */
#include "simple.h"

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "null-fields",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "no close",
    .open = simple_open,
    .capability = simple_capability,
};
