/* open() fails, and its message is not one line. */
#include "simple.h"

static lmv_status failing_open(
    const lmv_host *host, void **self, lmv_error *err)
{
    (void)host;
    *self = (void *)1;
    return simple_fail(err, LMV_ENOTFOUND, "the model\nis not\x1b there");
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "failing-open",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "never opens",
    .open = failing_open,
    .close = simple_close,
    .capability = simple_capability,
};
