/* Exports something, but not lmv_plugin. */
#include "simple.h"

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugins = {
    SIMPLE_DESCRIPTOR("no-symbol")};
