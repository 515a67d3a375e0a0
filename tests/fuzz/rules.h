/*
 * Rules for fuzz targets: bytes of a rule file to a ruleset, by way of a file,
 * as users do.
 */
#ifndef LMV_TESTS_FUZZ_RULES_H
#define LMV_TESTS_FUZZ_RULES_H

#include "fuzz.h"

#include "rules/model.h"

#include <string.h>
#include <unistd.h>

/* The ruleset, or NULL; on failure `err` says why.  `bytes` NULL: the pack
 * common alone. */
static inline lmv_ruleset *fuzz_load_rules(const char *bytes, size_t size,
    bool strict, lmv_diag_fn diag, lmv_error *err)
{
    static const char *const search[] = {TESTS_SRCDIR "/data/rules/match"};
    lmv_ruleset_options options = {.size = sizeof options,
        .search_path = search,
        .n_search_path = 1,
        .strict = strict,
        .diag = diag};
    char path[64];
    const char *packs[] = {path};
    lmv_ruleset *rules = NULL;

    snprintf(path, sizeof path, "/tmp/lmv-fuzz-%ld.yml", (long)getpid());
    if (bytes) {
        FILE *file = fopen(path, "wb");

        FUZZ_ASSERT(file && fwrite(bytes, 1, size, file) == size);
        FUZZ_ASSERT(fclose(file) == 0);
    }
    (void)lmv_ruleset_load(&rules, packs, bytes ? 1 : 0, &options, err);
    if (bytes)
        (void)unlink(path);
    return rules;
}

#endif
