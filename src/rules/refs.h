/*
 * References in an entry or regex: `$list`, `$pack/list`, `{{macro}}`.
 */
#ifndef LMV_RULES_REFS_H
#define LMV_RULES_REFS_H

#include "base/buf.h"

#include <stdbool.h>

typedef struct lmv__ref {
    lmv__slice name; /* without $ and {{ }} */
    size_t at;       /* bytes into the text, where $ or {{ stands */
    bool macro;
} lmv__ref;

/* The next reference at or behind *at, which moves behind it.  `raw`: in a
 * regex, where only {{ }} means something. */
bool lmv__refs_next(lmv__slice text, bool raw, size_t *at, lmv__ref *ref);

/* {{ä}} and its like, which the language has itself. */
bool lmv__is_builtin_macro(lmv__slice name);

#endif
