/*
 * The loader at work: the model while it grows, and the small readers that
 * every part of the loader uses.
 *
 * Problems in a file are reported and then stepped over, so that one run shows
 * all of them.  Out of memory is sticky: `nomem` is set, readers return empty
 * values, and lmv__rules_load() asks once at the end.
 */
#ifndef LMV_RULES_LOADER_H
#define LMV_RULES_LOADER_H

#include "base/vec.h"
#include "rules/load.h"
#include "rules/report.h"
#include "rules/shape.h"
#include "rules/suggest.h"
#include "rules/yaml.h"

/* A place where a language was named, to be checked when all are known. */
typedef struct lmv__mention {
    uint32_t language;
    lmv__pos pos;
} lmv__mention;

typedef struct lmv__loader {
    lmv_ruleset *rules;
    const lmv_ruleset_options *options;
    lmv__reporter *reporter;
    lmv__arena trees; /* YAML nodes, until the load ends */
    /* What grows; rules->files and so on point here until the end. */
    lmv__vec files, packs, macros, lists, guards, themes, questions;
    lmv__vec mentions;         /* lmv__mention */
    lmv__vec commas;           /* lmv__entry: suspicious items of [a, b] */
    lmv__slice languages[8];   /* codes, by the index of langdata */
    uint8_t described;         /* languages that have language_data */
    lmv__pairs infinitives[8]; /* by language: particles of infinitives */
    uint32_t pack;             /* the one that is being read */
    uint32_t loading[32];      /* chain of imports: pack indexes */
    uint32_t depth;            /* of the chain */
    lmv_error failure;         /* a pack that was not found or not read */
    bool nomem;
} lmv__loader;

/* ---- load.c ---- */

void lmv__fail(lmv__loader *load, const char *code, lmv__pos pos,
    const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void lmv__warn(lmv__loader *load, const char *code, lmv__pos pos,
    const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* A copy in the ruleset's arena; "" when there is no memory. */
lmv__slice lmv__keep(lmv__loader *load, lmv__slice slice);
/* The vector's items in the ruleset's arena; the vector is cleared. */
void *lmv__freeze(lmv__loader *load, lmv__vec *vec, uint32_t *n);
/* A new zeroed item; NULL sets nomem. */
void *lmv__push(lmv__loader *load, lmv__vec *vec);
/* Makes rules->files, packs ... show what the vectors hold. */
void lmv__show(lmv__loader *load);

/* ---- value.c: `what` names the value in messages: "threshold" ---- */

/* The node is of this kind; otherwise reported (unless it is broken, and so
 * was reported before). */
bool lmv__is(lmv__loader *load, const lmv__node *node, lmv__node_kind kind,
    const char *what);
/* Values of the shape's keys of a map, NULL where there is none; unknown keys
 * are reported.  False when the node is no map. */
bool lmv__fields(lmv__loader *load, const lmv__node *node,
    const lmv__shape *shape, const lmv__node **values);
/* A text that is not empty, kept. */
bool lmv__text(lmv__loader *load, const lmv__node *node, const char *what,
    lmv__slice *out);
/* kebab-case: a-z, 0-9 and single inner hyphens. */
bool lmv__id(lmv__loader *load, const lmv__node *node, const char *what,
    lmv__slice *out);
bool lmv__is_id(lmv__slice text);
/* A name of a list, macro, guard: letters of any script, digits, - and _. */
bool lmv__name(lmv__loader *load, const lmv__node *node, const char *what,
    lmv__slice *out);
bool lmv__bool(
    lmv__loader *load, const lmv__node *node, const char *what, bool *out);
bool lmv__number(lmv__loader *load, const lmv__node *node, const char *what,
    uint32_t min, uint32_t max, uint32_t *out);
/* A decimal with up to 3 places, in thousandths. */
bool lmv__milli(lmv__loader *load, const lmv__node *node, const char *what,
    int32_t min, int32_t max, int32_t *out);
/* Index of a value in a list of names, with did-you-mean; -1. */
int lmv__choice(lmv__loader *load, const lmv__node *node, const char *what,
    const char *const *names, size_t n);
/* A text in one language or in several: {de: ..., en: ...}. */
lmv__label *lmv__labels(
    lmv__loader *load, const lmv__node *node, const char *what, uint32_t *n);
/* Name and text of every key of a map; scalars only. */
lmv__pairs lmv__pairs_read(
    lmv__loader *load, const lmv__node *node, const char *what);
/* One string or a list of strings, as pairs {text, text}. */
lmv__pairs lmv__strings_read(
    lmv__loader *load, const lmv__node *node, const char *what);
/* Where the text of a scalar begins: behind its quote. */
lmv__pos lmv__text_pos(const lmv__node *node);

/* ---- language.c ---- */

/* Index of a language that the current pack may use, or -1, reported. */
int lmv__language(lmv__loader *load, const lmv__node *code);
/* Mask of a list of codes. */
bool lmv__languages(
    lmv__loader *load, const lmv__node *node, const char *what, uint8_t *mask);
/* The same for `languages:` of a pack's header, which may name new ones. */
bool lmv__declare_languages(
    lmv__loader *load, const lmv__node *node, uint8_t *mask);
void lmv__read_language_data(lmv__loader *load, const lmv__node *node);
void lmv__read_clause_breaks(lmv__loader *load, const lmv__node *node);
/* Languages that were named but never described. */
void lmv__check_languages(lmv__loader *load);

#endif
