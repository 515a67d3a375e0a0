/*
 * Segment: a character with the marks that may merge with it, on its way
 * through NFC and folding.
 *
 *     U U+0308 ──compose──► Ü ──fold──► u e
 *
 * Normalizing segment by segment gives what normalizing the whole text gives,
 * because a segment begins at an NFC boundary.  Written on code points, so
 * that nothing is converted to UTF-16 and back; marks are sorted by qsort(),
 * so that ten thousand of them on one letter cost no more than they weigh.
 */
#ifndef LMV_TEXT_SEGMENT_H
#define LMV_TEXT_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <unicode/umachine.h>
#include <unicode/unorm2.h>

typedef struct lmv__point {
    UChar32 code;
    uint32_t order; /* of arrival, for a stable sort */
    uint8_t weight; /* canonical combining class */
} lmv__point;

typedef struct lmv__segment {
    const UNormalizer2 *nfc;
    lmv__point *points; /* `small`, or the heap */
    size_t len, cap;
    bool failed; /* out of memory */
    lmv__point small[16];
} lmv__segment;

void lmv__segment_init(lmv__segment *segment, const UNormalizer2 *nfc);
void lmv__segment_clear(lmv__segment *segment);
/* Append the canonical decomposition of a code point. */
void lmv__segment_push(lmv__segment *segment, UChar32 code);
/* Bring the marks into order and compose: NFC. */
void lmv__segment_compose(lmv__segment *segment);
/* Fold every point of a composed segment, and compose again. */
void lmv__segment_fold(lmv__segment *segment);

/* Nothing before this code point can merge with it. */
bool lmv__starts_segment(const UNormalizer2 *nfc, UChar32 code);
/* A usual character of which this is known without asking ICU: it starts a
 * segment, decomposes into nothing, composes with nothing before it, and
 * folding keeps it.  (It may take marks.) */
bool lmv__is_plain(UChar32 code);
/* Folding leaves it out: soft hyphen, zero-width, skin tone ... */
bool lmv__is_dropped(UChar32 code);
/* What one code point folds to: 1 or 2 points in `to`. */
int lmv__fold_point(UChar32 code, UChar32 to[2]);

#endif
