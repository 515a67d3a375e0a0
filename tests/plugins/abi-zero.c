/* A descriptor that nobody filled. */
#include "simple.h"

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {.abi = 0};
