/*
 * The parser of words entries, in three files: its cursor (words_cursor.c),
 * the atoms of a word (words_atom.c), words, sequences and entries
 * (words_parse.c).  One character at a time, no backtracking; each function
 * leaves `at` behind what it took.
 */
#ifndef LMV_RULES_WORDS_PARSER_H
#define LMV_RULES_WORDS_PARSER_H

#include "base/vec.h"
#include "rules/words.h"

#include <unicode/utypes.h>

typedef struct lmv__parser {
    lmv__words_context *context;
    const char *text;
    int32_t at, len;
    uint32_t depth; /* of brackets */
    bool own;       /* the author's entry itself, not a list's */
} lmv__parser;

lmv_status lmv__parse_complain(lmv__parser *p, int32_t at, const char *code,
    const char *help, const char *what);
lmv__arena *lmv__parse_arena_of(lmv__parser *p);
UChar32 lmv__parse_peek(const lmv__parser *p, int32_t at);
int32_t lmv__parse_next_at(const lmv__parser *p, int32_t at);
bool lmv__parse_is_blank(UChar32 c);
bool lmv__parse_is_quote(UChar32 c);
bool lmv__parse_is_hyphen(UChar32 c);
bool lmv__parse_is_alnum(UChar32 c);
bool lmv__parse_starts(const lmv__parser *p, int32_t at, const char *what);
int32_t lmv__parse_dots_at(const lmv__parser *p, int32_t at);
void lmv__parse_skip_blanks(lmv__parser *p);
int32_t lmv__parse_number(lmv__parser *p, int32_t standard);
lmv_status lmv__parse_add_atom(
    lmv__parser *p, lmv__vec *atoms, lmv__atom_kind kind, lmv__atom **out);
lmv_status lmv__parse_add_literal(
    lmv__parser *p, lmv__vec *atoms, const lmv__buf *raw, bool quoted);
lmv_status lmv__parse_macro(lmv__parser *p, lmv__vec *atoms);
lmv_status lmv__parse_exact(lmv__parser *p, lmv__vec *atoms);
lmv_status lmv__parse_group(lmv__parser *p, lmv__vec *atoms);
lmv__slice lmv__parse_name(lmv__parser *p);
lmv_status lmv__parse_list(lmv__parser *p, lmv__vec *atoms);
lmv_status lmv__parse_sequence(lmv__parser *p, lmv__sequence *out);

#endif
