/**
 * leitmotiv: finds the recurring themes in German and English survey
 * comments and shows the words that prove them.
 *
 *     packs ──► lmv_ruleset ──► lmv_engine ──► lmv_scanner ──► lmv_result
 *               immutable       + plugins      one a thread    borrowed
 *
 * This header is for programs that embed the engine.  A plugin includes
 * <leitmotiv/plugin.h> alone.
 */
#ifndef LEITMOTIV_H
#define LEITMOTIV_H

#include <leitmotiv/engine.h>
#include <leitmotiv/ruleset.h>
#include <leitmotiv/scanner.h>
#include <leitmotiv/status.h>
#include <leitmotiv/version.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The library's version at run time, "0.1.0". */
LMV_API const char *lmv_version(void);

#ifdef __cplusplus
}
#endif
#endif
