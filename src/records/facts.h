/*
 * Facts of a column: counts over its cells that say what it holds.
 */
#ifndef LMV_RECORDS_FACTS_H
#define LMV_RECORDS_FACTS_H

#include "base/buf.h"

#include <stdint.h>

typedef struct lmv__column_facts {
    uint32_t cells;     /* with something in them */
    uint32_t words;     /* of letters, in all cells */
    uint32_t tokens;    /* pieces between blanks */
    uint32_t sentences; /* cells of four words and more */
    uint32_t numbers;   /* cells that are one */
    uint32_t codes;     /* cells that look like de, en-GB */
    uint32_t dates;     /* cells that begin like 2024-01-31 or 31.01.2024 */
    uint32_t mails;     /* cells that are a mail address */
    uint32_t ips;       /* cells that are four numbers with dots */
    uint64_t seen[16];  /* hashes, for the share of distinct cells */
} lmv__column_facts;

void lmv__facts_add(lmv__column_facts *facts, lmv__slice value);
/* "empty", "dates", "numbers", "codes", "mail addresses", "sentences" or
 * "words": what nearly all of the cells are. */
const char *lmv__facts_type(const lmv__column_facts *facts);

#endif
