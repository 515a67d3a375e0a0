/* One of two files with the same plugin name. */
#include "simple.h"

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    SIMPLE_DESCRIPTOR("twice")};
