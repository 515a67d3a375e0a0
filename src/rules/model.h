/*
 * The model: rule packs as their authors wrote them, with every name
 * resolved.  The loader (load.c, pack.c ...) builds it from YAML, the compiler
 * (words.c, program.c ...) adds programs, and then it never changes again.
 *
 *     ruleset ─┬─ packs ── files
 *              ├─ language data
 *              ├─ macros, lists (verbs are lists too)
 *              ├─ guards ── triggers ── entries
 *              └─ themes ── signals ── matcher ─┬─ entries ── programs
 *                                               └─ matchers ...
 *
 * Everything lives in the ruleset's arena.  Slices are NUL-terminated.
 */
#ifndef LMV_RULES_MODEL_H
#define LMV_RULES_MODEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "text/langdata.h"

#include <leitmotiv/ruleset.h>

#include <stdbool.h>
#include <stdint.h>

#define LMV__NONE UINT32_MAX
#define LMV__MAX_GUARDS 32
#define LMV__MAX_DEPTH 8           /* of matchers, groups, lists in lists */
#define LMV__MAX_OPERANDS 32       /* of near, all, any, at_least */
#define LMV__MAX_RULE_FILE 4194304 /* bytes */
#define LMV__DEFAULT_GAP 5
#define LMV__DEFAULT_WITHIN 8

struct lmv__program; /* program.h */

/* A place in an author's file. */
typedef struct lmv__pos {
    uint32_t file;         /* index of ruleset->files, LMV__NONE: built in */
    uint32_t line, column; /* 1-based, columns in characters */
} lmv__pos;

typedef struct lmv__file {
    const char *path; /* as opened, for messages */
    const char *name; /* "customer-centricity/support.yml", for records */
    lmv__slice text;
    uint32_t pack;
} lmv__file;

/* One entry of `words`, a list, a trigger ... as written. */
typedef struct lmv__entry {
    lmv__slice text;
    uint8_t languages; /* mask of the languages that it is for */
    lmv__pos pos;
    uint32_t pack;                /* whose lists and macros its names mean */
    struct lmv__pattern *pattern; /* compiled; NULL until then */
    /* For lmv__entry_at() only: the bytes in the file of a quoted scalar, or of
     * an entry of several lines. */
    const char *source, *source_end;
    char quote; /* ' or ", | for several lines, 0: as it stands */
} lmv__entry;

typedef struct lmv__entries {
    lmv__entry *items;
    uint32_t n;
    /* Set by the compiler: an entry that is only `$list` becomes the list's
     * entries, so these may be more than `items`. */
    struct lmv__pattern **patterns;
    uint32_t n_patterns;
    uint32_t index; /* among all entries: the prefilter's */
} lmv__entries;

typedef enum lmv__matcher_kind {
    LMV__MATCH_WORDS,
    LMV__MATCH_PATTERN,
    LMV__MATCH_NEAR,
    LMV__MATCH_ALL,
    LMV__MATCH_ANY,
    LMV__MATCH_AT_LEAST,
    LMV__MATCH_THEME
} lmv__matcher_kind;

typedef struct lmv__matcher {
    lmv__matcher_kind kind;
    lmv__pos pos;
    lmv__entries words;         /* WORDS; PATTERN: one item, the regex */
    struct lmv__matcher *parts; /* NEAR (each WORDS), ALL, ANY, AT_LEAST */
    uint32_t n_parts;
    uint32_t at_least; /* AT_LEAST */
    uint32_t within;   /* NEAR: words between neighbours */
    bool ordered;      /* NEAR */
    bool in_comment;   /* ALL, ANY, AT_LEAST: `in: comment` */
    uint32_t theme;    /* THEME: index, resolved */
    lmv__slice theme_id;
} lmv__matcher;

/* What a `when` says of a guard. */
typedef enum lmv__when {
    LMV__WHEN_UNSET,
    LMV__WHEN_SKIP,
    LMV__WHEN_KEEP,
    LMV__WHEN_ONLY
} lmv__when;

typedef struct lmv__whens {
    uint8_t of[LMV__MAX_GUARDS]; /* lmv__when, by guard index */
} lmv__whens;

typedef enum lmv__extent {
    LMV__IN_CLAUSE,
    LMV__IN_SENTENCE,
    LMV__IN_COMMENT
} lmv__extent;

/* `unless` and `requires`; entries.n == 0: not given. */
typedef struct lmv__condition {
    lmv__entries entries;
    lmv__extent in;
    lmv__pos pos;
} lmv__condition;

typedef struct lmv__signal {
    lmv__slice id; /* "" when there is none */
    lmv__pos pos;
    lmv__matcher matcher;
    int32_t weight;      /* thousandths */
    uint32_t max;        /* sentences that may count */
    lmv__whens when;     /* as written, UNSET elsewhere */
    lmv__whens resolved; /* signal, theme, pack, guard: never UNSET */
    bool keeps_blocked;  /* a `keep` was written here or in the theme */
    lmv__condition unless, requires;
    bool whole;
    bool case_match;   /* case: match */
    uint8_t languages; /* mask; all when not given */
    uint8_t asked;     /* mask of lmv_asked; 0: whatever was asked */
    lmv__slice note;
} lmv__signal;

typedef struct lmv__label {
    lmv__slice language, text;
} lmv__label;

/* A name and a text: settings, tags, provenance, codebook. */
typedef struct lmv__pair {
    lmv__slice name, value;
    lmv__pos pos, value_pos;
} lmv__pair;

typedef struct lmv__pairs {
    lmv__pair *items;
    uint32_t n;
} lmv__pairs;

typedef struct lmv__example {
    lmv__slice text, why, language; /* "" when not given */
    bool match;
    lmv_asked asked;
    lmv__pos pos;
} lmv__example;

typedef enum lmv__scope { LMV__SCOPE_COMMENT, LMV__SCOPE_SENTENCE } lmv__scope;

typedef struct lmv__theme {
    lmv__slice id;
    lmv__pos pos;
    uint32_t pack;
    uint32_t code;   /* 0: none */
    uint32_t parent; /* theme index or LMV__NONE */
    lmv__slice parent_id;
    lmv__pos parent_pos;
    lmv__label *labels;
    uint32_t n_labels;
    lmv__slice definition;
    lmv_polarity polarity;
    bool has_polarity; /* false: not given (a helper or group) */
    lmv_theme_kind kind;
    lmv__slice severity; /* "" when not given */
    lmv__slice status;   /* "draft" */
    lmv__slice replaced_by;
    lmv__pairs tags;
    lmv__slice classifier; /* "themes" when not given, "" for a group */
    lmv__pos classifier_pos;
    lmv__pairs settings;
    lmv__pairs codebook; /* include, exclude, boundary: value has it all */
    lmv__pairs provenance;
    int32_t threshold; /* thousandths */
    lmv__scope scope;
    lmv__whens when;
    uint32_t *overrides; /* theme indexes */
    uint32_t n_overrides;
    lmv__pairs override_ids;
    lmv__signal *signals;
    uint32_t n_signals;
    lmv__example *examples;
    uint32_t n_examples;
    bool disabled; /* had an error, or is off; takes no part */
    bool off;      /* taken away by an extension: no error */
} lmv__theme;

/* How far a trigger reaches: a number of words, or one of these. */
#define LMV__REACH_CLAUSE (-1)
#define LMV__REACH_SENTENCE (-2)
#define LMV__REACH_COMMENT (-3)
#define LMV__REACH_PREVIOUS_QUESTION (-4) /* left only */

typedef struct lmv__trigger {
    lmv__slice id;
    lmv__pos pos;
    int32_t left, right;
    lmv__entries words;
} lmv__trigger;

typedef struct lmv__guard {
    lmv__slice name;
    lmv__pos pos;
    lmv__when standard; /* `default:` */
    lmv__trigger *triggers;
    uint32_t n_triggers;
    lmv__entries not_these; /* `not:` */
    uint8_t asked;          /* answers to these questions are inside; mask */
} lmv__guard;

typedef struct lmv__list {
    lmv__slice name;
    uint32_t pack;
    lmv__pos pos;
    lmv__entries entries;
} lmv__list;

typedef struct lmv__macro {
    lmv__slice name, regex;
    uint32_t pack;
    lmv__pos pos;
} lmv__macro;

typedef struct lmv__question {
    lmv__slice name; /* of a column */
    lmv_asked asks;
    lmv__pos pos;
} lmv__question;

typedef struct lmv__pack {
    lmv__slice id, version, license;
    lmv__label *titles;
    uint32_t n_titles;
    const char *path;
    const char *real; /* the path without links: one pack, one name */
    uint8_t languages;
    uint32_t *imports; /* pack indexes; `common` is always among them */
    uint32_t n_imports;
    uint32_t gap, within;
    int32_t threshold;
    lmv__whens when;
    bool named; /* asked for, not only imported */
    lmv__pos pos;
} lmv__pack;

/* Called by the loader and the compiler for every problem. */
typedef struct lmv__reporter {
    lmv_diag_fn diag;
    void *payload;
    uint32_t errors, warnings; /* counted, also beyond the cap of 50 */
    lmv_error first;           /* the first error */
    uint32_t fatal;            /* errors outside of every theme */
    uint32_t shown, hidden;
    /* Set while a theme is read or compiled: an error then disables it.
     * NULL: an error is fatal. */
    lmv__theme *theme;
    /* Places of the errors shown: the loader and the compiler may stumble over
     * the same thing, which is told once. */
    struct {
        lmv__pos pos;
        char code[6];
    } told[50];
    uint32_t n_told;
    /* The file or folder that problems without a line belong to; they are told
     * of its first character.  NULL: they have no place. */
    const char *path;
} lmv__reporter;

struct lmv_ruleset {
    lmv__arena arena;
    lmv__langdata *langdata;
    lmv__file *files;
    uint32_t n_files;
    lmv__pack *packs;
    uint32_t n_packs;
    lmv__macro *macros;
    uint32_t n_macros;
    lmv__list *lists; /* `verbs` become lists */
    uint32_t n_lists;
    lmv__guard *guards;
    uint32_t n_guards;
    lmv__question *questions;
    uint32_t n_questions;
    lmv__theme *themes; /* groups too */
    uint32_t n_themes;
    lmv__map theme_index; /* id -> index */
    uint32_t *order;      /* theme indexes so that what a theme needs comes
                             before it: overriders, `theme:`; groups last */
    uint32_t n_order;
    uint32_t n_disabled;
    bool circular; /* lists or macros use each other: not to be compiled */
    struct lmv__programs *programs; /* all of them: compiler's, program.h */
};

/* The list or macro that `name` ("answer" or "common/answer") means in pack
 * `pack`: its own, then its imports in their order.  Index or LMV__NONE. */
uint32_t lmv__ruleset_list(
    const lmv_ruleset *rules, uint32_t pack, lmv__slice name);
uint32_t lmv__ruleset_macro(
    const lmv_ruleset *rules, uint32_t pack, lmv__slice name);
uint32_t lmv__ruleset_guard(const lmv_ruleset *rules, lmv__slice name);

/* Report one problem; printf.  `code` is "E203" (errors) or "W..." etc. per
 * severity; `help` may be NULL.  file:line:column, the source line and the
 * count come from `pos`. */
void lmv__report(lmv__reporter *reporter, const lmv_ruleset *rules,
    lmv_severity severity, const char *code, lmv__pos pos, const char *help,
    const char *format, ...) __attribute__((format(printf, 7, 8)));

/* The place `bytes` into an entry's text (entries stand on one line). */
lmv__pos lmv__entry_at(const lmv__entry *entry, size_t bytes);

#endif
