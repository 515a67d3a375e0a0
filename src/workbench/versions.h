/*
 * Versions: of the program, its formats and its libraries.
 */
#ifndef LMV_WORKBENCH_VERSIONS_H
#define LMV_WORKBENCH_VERSIONS_H

#include <stdbool.h>

typedef struct lmv__versions {
    const char *leitmotiv;
    unsigned rule_schema, output_schema, plugin_abi, plugin_abi_min;
    char icu[32], unicode[32], pcre2[48], yaml[32];
    bool pcre2_jit;
} lmv__versions;

void lmv__versions_get(lmv__versions *versions);

#endif
