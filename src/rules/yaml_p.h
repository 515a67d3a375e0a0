/*
 * What the parts of the YAML reader share.
 */
#ifndef LMV_RULES_YAML_P_H
#define LMV_RULES_YAML_P_H

#include "rules/yaml.h"

#include <yaml.h>

typedef struct lmv__yaml {
    const lmv_ruleset *rules;
    lmv__reporter *reporter;
    uint32_t file;
    lmv__arena *arena;
    const char *text; /* behind a byte order mark */
    size_t len, bom;
    yaml_parser_t parser;
    /* Where the last mark was: characters and bytes go together. */
    size_t at_character, at_byte;
} lmv__yaml;

/* Refuses what no rule file may hold: false when something was reported. */
bool lmv__yaml_check_bytes(lmv__yaml *yaml);
/* libyaml's complaint in an author's words. */
void lmv__yaml_explain(lmv__yaml *yaml);
/* Traps of a scalar that is valid YAML. */
void lmv__yaml_check_scalar(lmv__yaml *yaml, lmv__node *node);
/* Report an error in a node that stays in the tree. */
void lmv__yaml_break(lmv__yaml *yaml, lmv__node *node, const char *code,
    lmv__pos pos, const char *help, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
