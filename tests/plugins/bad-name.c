/* Its name would never stand in a rule file. */
#include "simple.h"

LMV_PLUGIN_EXPORT const lmv_plugin_desc lmv_plugin = {
    SIMPLE_DESCRIPTOR("Bad Name\n")};
