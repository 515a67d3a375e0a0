/*
 * Trace: what `explain`, `check` and crash messages may see of a scanner
 * beyond its result.  Everything is borrowed until the next scan.
 */
#ifndef LMV_ENGINE_TRACE_H
#define LMV_ENGINE_TRACE_H

#include "rules/match.h"

#include <leitmotiv/scanner.h>

/* What became of one theme in the last scan. */
typedef struct lmv__trace {
    bool active;   /* takes part at all */
    bool reported; /* its label would be in the result */
    bool looked;   /* its signals were searched for */
    bool called;   /* its plugin was asked */
    bool scored;   /* the plugin asked for the standard score, `score` */
    bool assigned; /* reported or not */
    int64_t score; /* of the label when assigned, else the standard score */
    const lmv__candidate *candidates; /* all, with state and block */
    uint32_t n_candidates;
} lmv__trace;

/* False for a theme that there is not. */
bool lmv__trace_theme(
    const lmv_scanner *scanner, size_t theme, lmv__trace *out);
/* The document of the last scan. */
lmv__document *lmv__trace_document(const lmv_scanner *scanner);

/* Is the theme decided at all in this engine, reported or not? */
bool lmv__trace_active(const lmv_engine *engine, size_t theme);

/* Watch the patterns of the next scans (rules/probe.h); borrowed, NULL ends
 * it. */
struct lmv__probe;
void lmv__trace_probe(lmv_scanner *scanner, const struct lmv__probe *probe);

/* Keep the remarks of plugins (lmv_log_api) from the next scan on. */
void lmv__trace_notes(lmv_scanner *scanner, bool keep);
size_t lmv__trace_note_count(const lmv_scanner *scanner);
/* Remark i and the plugin that made it; NULL when out of range. */
const char *lmv__trace_note(
    const lmv_scanner *scanner, size_t i, const char **plugin);

/* ---- for a crash handler: async-signal-safe ---- */

/* The plugin that the scanner is in, or NULL. */
const char *lmv__scanner_current_plugin(const lmv_scanner *scanner);
/* The engine's scanner that is inside a plugin on this very thread. */
const lmv_scanner *lmv__engine_scanner_here(const lmv_engine *engine);
/* The number of the record that is scanned, as the caller sets it. */
void lmv__scanner_set_record(lmv_scanner *scanner, uint64_t record);
uint64_t lmv__scanner_record(const lmv_scanner *scanner);

#endif
