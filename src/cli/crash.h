/*
 * Last words: a fatal signal names the plugin and the record.
 */
#ifndef LMV_CLI_CRASH_H
#define LMV_CLI_CRASH_H

#include <leitmotiv/engine.h>

/* From now on; the engine must stay until the program ends its work. */
void lmv__crash_watch(const lmv_engine *engine);

#endif
