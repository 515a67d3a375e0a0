/* Speaks an interface that is not there yet: its fields mean nothing here. */
#include "simple.h"

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    .abi = LMV_PLUGIN_ABI + 41,
    .size = 4000,
    .name = "abi-future",
};
