/*
 * Coding sheets as workbooks: the same rows as sheets.h writes as CSV, with
 * the themes to choose from a list in every cell for them.
 */
#ifndef LMV_WORKBENCH_SHEET_BOOK_H
#define LMV_WORKBENCH_SHEET_BOOK_H

#include "workbench/sheets.h"

typedef struct lmv__sheet_book {
    const lmv_ruleset *rules;
    const lmv__corpus *corpus;
    const lmv__draw *draw;
    const char *language; /* of the labels to choose from: "de" */
    size_t slots;         /* cells for themes */
} lmv__sheet_book;

/* Write the sheet of the n drawn ones in `order` to the file `path`.
 * LMV_EINVAL, with what to install, when the build cannot write workbooks. */
lmv_status lmv__sheet_book_save(const lmv__sheet_book *book,
    const uint32_t *order, size_t n, const char *path, lmv_error *err);

#endif
