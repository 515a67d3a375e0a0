/*
 * YAML to nodes that know where they stand.
 *
 * libyaml's parser gives events; the tree, the exact places and the refusals
 * are ours.  Rule files use a small YAML: maps with text keys, lists, scalars,
 * all of them strings ("no", "on", "~" and "1.10" too).  Refused are anchors,
 * aliases, tags, merge keys, directives, several documents and key twice.
 */
#ifndef LMV_RULES_YAML_H
#define LMV_RULES_YAML_H

#include "rules/model.h"

#define LMV__MAX_YAML_DEPTH 32
#define LMV__MAX_YAML_NODES 200000

typedef enum lmv__node_kind { LMV__SCALAR, LMV__LIST, LMV__MAP } lmv__node_kind;

typedef enum lmv__node_style {
    LMV__PLAIN,
    LMV__SINGLE,  /* 'quoted' */
    LMV__DOUBLE,  /* "quoted" */
    LMV__LITERAL, /* | */
    LMV__FOLDED,  /* > */
    LMV__FLOW,    /* [ ] and { } */
    LMV__BLOCK
} lmv__node_style;

typedef struct lmv__node {
    lmv__node_kind kind;
    lmv__node_style style;
    lmv__pos pos; /* its first character, with quotes and | */
    uint32_t end_line;
    size_t start, end; /* bytes of the file's text, end exclusive */
    lmv__slice value;  /* of a scalar */
    /* A list's n items; a map's n keys and values by turns. */
    struct lmv__node **items;
    uint32_t n;
    uint8_t broken; /* lmv__broken */
} lmv__node;

/* Problems that leave the tree whole are reported, and noted here: whoever
 * reads the node knows what they break (a theme, or everything). */
typedef enum lmv__broken {
    LMV__WHOLE,
    LMV__BROKEN_BELOW, /* in what it holds */
    LMV__BROKEN        /* itself */
} lmv__broken;

/* The tree of file `file` of `rules`, in `arena`.  LMV_ERULES when there is
 * none; that was reported. */
lmv_status lmv__yaml_parse(lmv__node **root, const lmv_ruleset *rules,
    uint32_t file, lmv__arena *arena, lmv__reporter *reporter);

/* Value of a key of a map, or NULL. */
const lmv__node *lmv__node_get(const lmv__node *map, const char *key);

#endif
