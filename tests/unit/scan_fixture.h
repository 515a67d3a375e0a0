/*
 * A pack, an engine and a scanner, and what a scan finds as one line.
 */
#ifndef LMV_TESTS_SCAN_FIXTURE_H
#define LMV_TESTS_SCAN_FIXTURE_H

#include "base/buf.h"

#include <leitmotiv/leitmotiv.h>

#define SCAN_DATA TESTS_SRCDIR "/data/rules/"
#define PACK(name) SCAN_DATA "engine/" name ".yml"
#define N_OF(table) ((int)(sizeof(table) / sizeof *(table)))

typedef struct scan_fixture {
    lmv_ruleset *rules;
    lmv_engine *engine;
    lmv_scanner *scanner;
    const lmv_result *result;
    const char *language; /* stated with every comment */
    lmv_error err;
    lmv__buf said, told;
} scan_fixture;

/* Load a pack; fails the test when it does not load. */
void scan_load(scan_fixture *f, const char *pack);
/* The engine, which reports n themes (0: all). */
lmv_status scan_engine(scan_fixture *f, const char *const *themes, size_t n);
/* All of it; fails the test when anything does. */
void scan_open(
    scan_fixture *f, const char *pack, const char *const *themes, size_t n);
void scan_close(scan_fixture *f);

/* "id:score{evidence|evidence@guards}<from(name=value) id:..." */
const char *scan_text(scan_fixture *f, const char *text);

#endif
