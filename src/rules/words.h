/*
 * Words: the micro-language of entries (rule-language, section 4).
 *
 *     text ─words_parse.c─► tree ─words_emit.c────► regex
 *                              └──words_literals.c► literals
 *
 *     tree    parts      joined by &
 *     part    sequence   words with a row or a gap before each
 *     word    atoms      without a blank between: un(freundlich|höflich)*
 *     atom    literal, star, join (~ or -), group, macro, exact (=IT)
 *     group   sequences  one of them
 */
#ifndef LMV_RULES_WORDS_H
#define LMV_RULES_WORDS_H

#include "base/vec.h"
#include "rules/pattern.h"

typedef enum lmv__atom_kind {
    LMV__ATOM_LITERAL,
    LMV__ATOM_STAR,
    LMV__ATOM_JOIN,
    LMV__ATOM_GROUP,
    LMV__ATOM_MACRO,
    LMV__ATOM_EXACT
} lmv__atom_kind;

struct lmv__sequence;

typedef struct lmv__atom {
    lmv__atom_kind kind;
    lmv__slice text; /* folded literal; original letters of EXACT; the
                          expanded regex of MACRO */
    bool quoted;     /* no endings; always so for =IT */
    struct lmv__sequence *choices; /* GROUP */
    uint32_t n_choices;
    bool optional; /* GROUP: an alternative was empty */
} lmv__atom;

typedef struct lmv__word {
    lmv__atom *atoms;
    uint32_t n_atoms;
    int32_t gap; /* before it: -1 a row, else at most so many other words */
    lmv__slice source; /* as the author wrote it, borrowed from the entry */
} lmv__word;

typedef struct lmv__sequence {
    lmv__word *words;
    uint32_t n_words;
    uint32_t length; /* bytes, for "longest first" */
} lmv__sequence;

typedef struct lmv__tree {
    lmv__sequence *parts;
    int32_t *within; /* to the part before; -1: anywhere */
    uint32_t n_parts;
    lmv__slice only_list; /* the entry is just `$name`: its name */
} lmv__tree;

/* What parsing needs to know of the entry's surroundings. */
typedef struct lmv__words_context {
    lmv_ruleset *rules;
    lmv__reporter *reporter;
    const lmv__entry *entry; /* the author's, for positions */
    uint32_t pack;           /* whose lists and macros are meant */
    uint8_t languages;
    int32_t gap;     /* of a `...` without a number */
    uint32_t depth;  /* of lists in lists */
    uint32_t size;   /* atoms so far: an entry may not explode */
    bool case_match; /* letters must have the author's case */
} lmv__words_context;

/* Parse one entry.  LMV_ERULES: reported; LMV_ENOMEM. */
lmv_status lmv__words_parse(
    lmv__words_context *context, lmv__slice text, lmv__tree *tree);

/* The regex of a sequence, put into part->regex, and what must be compared
 * with the original, into part->exact.  `endings` is a mask of languages, 0
 * for none. */
lmv_status lmv__words_emit(lmv_ruleset *rules, const lmv__sequence *sequence,
    uint8_t endings, lmv__part *part);

/* The literals that must occur wherever the sequence matches.  `endings` as
 * above: with endings a literal does not end a word. */
lmv_status lmv__words_literals(lmv_ruleset *rules,
    const lmv__sequence *sequence, uint8_t endings, lmv__part *part);

/* ---- edges: words_edge.c, for whoever makes a program of a tree ---- */

typedef enum lmv__edge {
    LMV__EDGE_NONE,
    LMV__EDGE_LETTER,
    LMV__EDGE_DIGIT,
    LMV__EDGE_RUN,  /* of a star: no letter, digit or hyphen run before it */
    LMV__EDGE_MIXED /* alternatives differ: each has its own */
} lmv__edge;

/* What stands next to a word inside a group. */
typedef enum lmv__side {
    LMV__SIDE_OPEN,    /* blanks or nothing: it needs its edge */
    LMV__SIDE_HOISTED, /* the group has the edge for all of its alternatives */
    LMV__SIDE_GLUED    /* more of the same word: no edge, no endings */
} lmv__side;

lmv__edge lmv__atom_edge(const lmv__atom *atom, bool at_end);
/* The edge of a word: of its first (last) atom and, as long as that is
 * optional, of the next one too. */
lmv__edge lmv__word_edge(const lmv__word *word, bool at_end);
bool lmv__atom_optional(const lmv__word *word, uint32_t i);
bool lmv__word_optional(const lmv__word *word);
/* Do the endings of the languages of `endings` belong behind atom i? */
bool lmv__takes_endings(
    uint8_t endings, const lmv__word *word, uint32_t i, lmv__side right);
/* The first word of the piece [from, to) that must be there. */
uint32_t lmv__piece_anchor(
    const lmv__sequence *sequence, uint32_t from, uint32_t to);

/* The regex of a macro with the built-in and other macros in it expanded, as
 * a non-capturing group.  LMV_ENOTFOUND: `*missing` names the unknown one.
 * `map`, when given, gets for every byte of `out` the byte of `text`. */
lmv_status lmv__macro_expand(const lmv_ruleset *rules, uint32_t pack,
    lmv__slice text, uint32_t depth, lmv__buf *out, lmv__vec *map,
    lmv__slice *missing);

/* A macro's regex for the folded copy: letters outside of classes folded
 * (ü as ue), `\\d` and other escapes kept. */
lmv_status lmv__fold_macro(lmv__buf *regex);

/* Report an unknown list `bytes` into the entry; LMV_ERULES. */
lmv_status lmv__report_unknown_list(
    const lmv__words_context *context, int32_t bytes, lmv__slice name);

#endif
