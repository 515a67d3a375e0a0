/* Calls a function that nobody has: refused when it is loaded, not when it
 * would be called. */
#include "simple.h"

extern void a_function_that_nobody_has(void);

static void undefined_close(void *self)
{
    (void)self;
    a_function_that_nobody_has();
}

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI,
    .size = (uint32_t)sizeof(lmv_plugin_desc),
    .name = "undefined",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "needs what is not there",
    .open = simple_open,
    .close = undefined_close,
    .capability = simple_capability,
};
