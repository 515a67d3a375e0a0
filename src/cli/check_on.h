/*
 * check --on: what every entry of the rules finds in a corpus.
 */
#ifndef LMV_CLI_CHECK_ON_H
#define LMV_CLI_CHECK_ON_H

#include "cli/corpus.h"

/* Load `path`, run the rules, print a line an entry (`json`: an object).  The
 * exit code. */
int lmv__check_on(lmv__cli_corpus *corpus, const lmv__setup *setup,
    const char *path, bool json);

/* "loud 3, noisy 1, and 4 more": the forms of an entry, at most `most`. */
struct lmv__forms;
void lmv__check_add_forms(
    lmv__buf *to, const struct lmv__forms *forms, uint32_t entry, size_t most);

#endif
