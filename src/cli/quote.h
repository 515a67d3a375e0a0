/*
 * Quoting words for a shell, for commands that are shown to be repeated.
 */
#ifndef LMV_CLI_QUOTE_H
#define LMV_CLI_QUOTE_H

#include "base/buf.h"

void lmv__quote_word(lmv__buf *out, const char *word);

#endif
