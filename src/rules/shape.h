/*
 * Shapes: which keys every map of a rule file may have, and what their values
 * are.  Each part of the loader declares the shape that it reads, next to the
 * code that reads it; lmv__fields() takes a shape, and the JSON Schema for
 * editors is written from the same tables (schema.c), so the
 * two cannot differ.
 *
 *     lmv__file_shape ─┬─ pack, defaults, lists ...
 *                      └─ themes ── theme ── signals ── matcher ...
 */
#ifndef LMV_RULES_SHAPE_H
#define LMV_RULES_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum lmv__value_kind {
    LMV__AS_TEXT,
    LMV__AS_ID,        /* kebab-case */
    LMV__AS_NAME,      /* a letter, then letters, digits, - and _ */
    LMV__AS_BOOL,      /* true or false */
    LMV__AS_WHOLE,     /* from min to max */
    LMV__AS_DECIMAL,   /* from min to max, in thousandths */
    LMV__AS_CHOICE,    /* one of `choices` */
    LMV__AS_CHOICES,   /* one of `choices`, or a list of them */
    LMV__AS_LABEL,     /* a text, or texts by language */
    LMV__AS_ENTRIES,   /* a text, a list, a block; or these by language */
    LMV__AS_STRINGS,   /* a text or a list of texts */
    LMV__AS_PAIRS,     /* any keys, their values texts */
    LMV__AS_NUMBERS,   /* any keys, their values numbers */
    LMV__AS_LANGUAGES, /* a language code or a list of them */
    LMV__AS_MAP,       /* of `shape` */
    LMV__AS_LIST,      /* its items of `shape` */
    LMV__AS_NAMED,     /* any names, their values of `shape` */
    LMV__AS_NAMED_ENTRIES,
    LMV__AS_ENTRIES_BY_ID, /* entries, or by the id of a signal */
    LMV__AS_ENTRIES_LIST,  /* a list, each item entries */
    LMV__AS_CONDITION,     /* entries, or a map of `shape` */
    LMV__AS_REACH,         /* a number of words, or one of `choices` */
    LMV__AS_WHENS,         /* names of guards, each one of `choices` */
    LMV__AS_EXAMPLES,      /* texts or maps of `shape`; or these by language */
    LMV__AS_THEMES         /* a list of themes and extensions */
} lmv__value_kind;

struct lmv__shape;

typedef struct lmv__key {
    const char *name;
    lmv__value_kind kind;
    const char *doc; /* one line for the editor */
    bool needed;
    int32_t min, max;
    const char *const *choices;
    size_t n_choices;
    const struct lmv__shape *shape;
} lmv__key;

typedef struct lmv__shape {
    const char *what; /* in messages: "a signal" */
    const lmv__key *keys;
    size_t n;
    /* The keys of `base` come first, in lmv__fields()' values too. */
    const struct lmv__shape *base;
} lmv__shape;

#define LMV__CHOICES(array) \
    .choices = (array), .n_choices = sizeof(array) / sizeof *(array)

/* Keys of the shape and its base. */
static inline size_t lmv__shape_size(const lmv__shape *shape)
{
    return (shape->base ? shape->base->n : 0) + shape->n;
}

/* Key i, those of the base first. */
static inline const lmv__key *lmv__shape_key(const lmv__shape *shape, size_t i)
{
    size_t of_base = shape->base ? shape->base->n : 0;

    return i < of_base ? &shape->base->keys[i] : &shape->keys[i - of_base];
}

extern const lmv__shape lmv__file_shape;      /* pack.c */
extern const lmv__shape lmv__language_shape;  /* language.c */
extern const lmv__shape lmv__verb_shape;      /* verb.c */
extern const lmv__shape lmv__guard_shape;     /* guard.c */
extern const lmv__shape lmv__question_shape;  /* asked.c */
extern const lmv__shape lmv__theme_shape;     /* theme.c */
extern const lmv__shape lmv__extension_shape; /* extend.c */
extern const lmv__shape lmv__signal_shape;    /* signal.c */
extern const lmv__shape lmv__matcher_shape;   /* matcher.c */
extern const lmv__shape lmv__examples_shape;  /* example.c */
extern const char *const lmv__when_names[3];  /* guard.c */

#endif
