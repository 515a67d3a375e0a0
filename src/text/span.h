/*
 * Span: a piece of the comment.  Everywhere inside the library a span counts
 * bytes of the comment's own text, end exclusive; a comment has at most
 * LMV__MAX_COMMENT bytes.
 */
#ifndef LMV_TEXT_SPAN_H
#define LMV_TEXT_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#define LMV__MAX_COMMENT 65536u /* longer comments are cut at a sentence */

typedef struct lmv__span {
    uint32_t start, end;
} lmv__span;

static inline bool lmv__span_overlaps(lmv__span a, lmv__span b)
{
    return a.start < b.end && b.start < a.end;
}

static inline bool lmv__span_contains(lmv__span outer, lmv__span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

#endif
