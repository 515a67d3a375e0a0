/*
 * What `suggest` prints.
 */
#ifndef LMV_CLI_SUGGEST_OUT_H
#define LMV_CLI_SUGGEST_OUT_H

#include "base/buf.h"
#include "workbench/collocations.h"
#include "workbench/contrast.h"
#include "workbench/keyness.h"
#include "workbench/proposals.h"

/* A list of keys with a heading of its own. */
typedef struct lmv__suggest_part {
    const char *name;  /* for JSON: "proposals", "words", "contrast" */
    const char *title; /* of the target: "Comments without any theme" */
    const char *value; /* of a contrast; else NULL */
    const lmv__keyness *keyness;
    bool entries; /* say how they would stand in a rule */
    bool compare; /* counts of the rest and G2 mean something */
} lmv__suggest_part;

typedef struct lmv__suggest_out {
    const lmv__corpus *corpus;
    const lmv__vocabulary *vocabulary;
    const lmv__suggest_part *parts;
    size_t n_parts;
    const lmv__proposals *proposals;       /* or NULL */
    const lmv__collocations *collocations; /* or NULL */
    const lmv__contrast *contrast;         /* or NULL */
    const char *theme;                     /* or NULL */
    size_t top;
    bool samples;
} lmv__suggest_out;

void lmv__suggest_text(lmv__buf *to, const lmv__suggest_out *out);
void lmv__suggest_json(lmv__buf *to, const lmv__suggest_out *out);

/* The forms of a key's word, the most frequent first: at most `most` of
 * them in `forms`; how many there are. */
size_t lmv__suggest_forms(const lmv__vocabulary *vocabulary,
    const lmv__key *key, uint32_t *forms, size_t most);

#endif
