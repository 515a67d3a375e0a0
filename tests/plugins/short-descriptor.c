/* Built against a descriptor that ended before `open`: what lies behind its
 * size must not be read. */
#include "simple.h"

LMV_PLUGIN_EXPORT const struct short_descriptor {
    uint32_t abi, size;
    const char *name, *version, *license, *summary;
} lmv_plugin = {LMV_PLUGIN_ABI, (uint32_t)sizeof(struct short_descriptor),
    "short-descriptor", "1.0.0", "Apache-2.0", "ends early"};
