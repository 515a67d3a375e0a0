/*
 * What `inspect` prints, for people and for machines.
 */
#ifndef LMV_CLI_INSPECT_OUT_H
#define LMV_CLI_INSPECT_OUT_H

#include "workbench/inspect.h"

void lmv__inspect_text(lmv__buf *out, const char *path,
    const lmv__reader *reader, const lmv__inspection *found);
void lmv__inspect_json(lmv__buf *out, const char *path,
    const lmv__reader *reader, const lmv__inspection *found);

/* "CSV" or "JSON Lines"; "," ";" "TAB"; "LF" "CR LF" "CR". */
const char *lmv__inspect_container(const lmv__dialect *dialect);

#endif
