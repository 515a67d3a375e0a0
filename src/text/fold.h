/*
 * Copies of a comment that are easier to search, each with a map back.
 *
 *     text     Für  u + U+0308   »Über-Maß«      as the respondent typed it
 *     nfc      Für  ü            »Über-Maß«      for raw patterns
 *     folded   fuer ue           "ueber-mass"    for words entries
 *
 * Folded: NFC, simple case folding, ä ö ü ß as ae oe ue ss, every apostrophe
 * and single quote as ', every double quote as ", every hyphen and dash as -,
 * every blank (no-break too) as a space, "…" kept; soft hyphens, zero-width
 * characters and direction marks, variation selectors and skin tones removed.
 * Folding a folded text changes nothing.  Folding two pieces is folding the
 * whole, unless the second begins with a mark that merges with the first.
 */
#ifndef LMV_TEXT_FOLD_H
#define LMV_TEXT_FOLD_H

#include "base/buf.h"
#include "base/status.h"
#include "text/span.h"

typedef struct lmv__copy {
    const char *text;
    uint32_t len;
    /* map[i]: where in the original the character begins that made byte i;
     * map[len] = the original's length.  Never decreases.  NULL: identity. */
    const uint32_t *map;
} lmv__copy;

/* Memory of one folding, reused from comment to comment. */
typedef struct lmv__folder lmv__folder;
lmv__folder *lmv__folder_new(void); /* owned; NULL when out of memory */
void lmv__folder_free(lmv__folder *folder);

/* Make a copy of `text` (valid UTF-8, at most LMV__MAX_COMMENT bytes).  `*out`
 * is borrowed until the next call of the same kind with this folder.  An NFC
 * copy of text that is NFC already is the text itself, map NULL. */
lmv_status lmv__fold_nfc(lmv__folder *folder, const char *text, size_t len,
    lmv__copy *out, lmv_error *err);
lmv_status lmv__fold_text(lmv__folder *folder, const char *text, size_t len,
    lmv__copy *out, lmv_error *err);

/* Append the folded form of a word or entry to `out`, without a map.  Any
 * length, any thread (no state).  `text` must be valid UTF-8. */
lmv_status lmv__fold_string(
    const char *text, size_t len, lmv__buf *out, lmv_error *err);

/* First byte of the copy that comes from `offset` of the original or behind
 * it (for the start of a sentence, and for its end). */
uint32_t lmv__copy_from_original(const lmv__copy *copy, uint32_t offset);

#endif
