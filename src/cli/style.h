/*
 * Style: colours where they are wanted, and text that a terminal can be
 * trusted with.
 */
#ifndef LMV_CLI_STYLE_H
#define LMV_CLI_STYLE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum lmv__ink {
    LMV__INK_NONE,
    LMV__INK_BOLD,
    LMV__INK_DIM,
    LMV__INK_RED,
    LMV__INK_GREEN,
    LMV__INK_YELLOW,
    LMV__INK_BLUE,
    LMV__INK_MARK /* evidence */
} lmv__ink;

typedef enum lmv__color_choice {
    LMV__COLOR_AUTO, /* a terminal, TERM not dumb, NO_COLOR not set */
    LMV__COLOR_ALWAYS,
    LMV__COLOR_NEVER
} lmv__color_choice;

/* "auto", "always", "never"; false for anything else. */
bool lmv__color_parse(const char *word, lmv__color_choice *choice);
bool lmv__color_wanted(lmv__color_choice choice, int fd);

/* The escape sequence of an ink, "" without colour. */
const char *lmv__ink_on(bool color, lmv__ink ink);
const char *lmv__ink_off(bool color);

/* Append `text` without anything that moves a terminal's cursor: control
 * characters become spaces (breaks, tabs) or U+FFFD. */
void lmv__style_safe(lmv__buf *out, const char *text, size_t length);
/* Columns of a terminal that UTF-8 takes: one a character, none for what
 * combines, two for wide ones and emoji. */
size_t lmv__style_width(const char *text, size_t length);

/* Pieces of a text, sorted or not, that are evidence. */
typedef struct lmv__mark {
    size_t start, end;
} lmv__mark;

/* Append `text` safely with its marks: coloured, or in [brackets].  Sorts
 * and joins `marks` in place. */
void lmv__style_marked(lmv__buf *out, const char *text, size_t length,
    lmv__mark *marks, size_t n, bool color);

#endif
