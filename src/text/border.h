/*
 * Borders: where graphemes begin, so that no evidence ends between a letter
 * and its accent or inside an emoji, and where too long a comment is cut.
 *
 * Most borders are seen from the bytes alone.  The first that is not makes ICU
 * mark all of them in one pass, since asking it place by place costs a look
 * back over all flags before the place.  Iterator, UText and marks are reused
 * from comment to comment.
 */
#ifndef LMV_TEXT_BORDER_H
#define LMV_TEXT_BORDER_H

#include "text/span.h"

#include <stddef.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

typedef struct lmv__borders {
    const char *text;
    uint32_t len;
    UText utext;
    UBreakIterator *graphemes;
    bool *marks; /* [0..len]: a grapheme begins or the text ends here */
    size_t cap;
    bool marked; /* `marks` are this text's */
    bool failed; /* out of memory: borders of characters were taken */
} lmv__borders;

/* False when ICU has no memory or no data. */
bool lmv__borders_init(lmv__borders *borders);
void lmv__borders_clear(lmv__borders *borders);
/* `text` is borrowed until the next set(). */
void lmv__borders_set(lmv__borders *borders, const char *text, uint32_t len);
/* The smallest span of whole graphemes around `span`. */
lmv__span lmv__borders_widen(lmv__borders *borders, lmv__span span);

/* Where to cut `text`, so that at most `most` bytes stay: behind the last
 * sentence that fits, else the last word, else the last grapheme. */
uint32_t lmv__borders_cut(const char *text, size_t len, uint32_t most);

#endif
