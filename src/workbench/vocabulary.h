/*
 * Vocabulary: the words of a corpus, and which of them are forms of one.
 *
 *     comments ─► stream of words ─► families ─► roots
 *                 Hotlines Hotline   hotline     hotline
 *                 Kundenhotline      kundenh.    hotline
 *
 * A family is a stem with the regular endings of the language data, as an
 * entry of `words` finds them; a root is the last part of compounds, when
 * that part and what stands before it are words of the corpus themselves.
 * Both come from the data alone.
 */
#ifndef LMV_WORKBENCH_VOCABULARY_H
#define LMV_WORKBENCH_VOCABULARY_H

#include "text/langdata.h"
#include "workbench/corpus.h"

/* Caps: what is beyond is left out and counted. */
#define LMV__MAX_VOCABLES 1000000u
#define LMV__MAX_STREAM 64000000u /* words, 4 bytes each */

/* In the stream, between words: */
#define LMV__STREAM_BREAK (UINT32_MAX - 1) /* a sign, a number */
#define LMV__STREAM_END UINT32_MAX         /* of a sentence */

typedef struct lmv__vocable { /* a distinct folded word */
    lmv__slice folded, shown; /* shown: as it was met first */
    uint32_t comments;        /* that have it */
    uint32_t last;            /* the comment that was counted last, from 1 */
    uint32_t family;
    uint8_t languages; /* mask, of the comments that it stands in */
    bool stop;         /* a function word of those languages */
} lmv__vocable;

typedef struct lmv__family {
    lmv__slice stem;      /* folded */
    uint32_t first, best; /* vocables: the first one, the most frequent one */
    uint32_t n_forms;
    uint32_t root; /* a family; itself when it is no compound */
    bool stop;
} lmv__family;

typedef struct lmv__vocabulary {
    lmv__arena arena;
    lmv__vec vocables; /* of lmv__vocable */
    lmv__vec families; /* of lmv__family */
    lmv__vec stream;   /* of uint32_t: vocables and breaks */
    uint32_t *starts;  /* by comment; that of the next ends it */
    size_t n_comments;
    uint64_t n_sentences;
    uint64_t lost_words, lost_comments; /* by the caps */
    lmv__map index;
} lmv__vocabulary;

/* `language`: of all comments; NULL: as they state, or detected. */
lmv_status lmv__vocabulary_make(lmv__vocabulary *vocabulary,
    const lmv__corpus *corpus, const lmv__langdata *data, const char *language,
    lmv_error *err);
void lmv__vocabulary_clear(lmv__vocabulary *vocabulary);

const lmv__vocable *lmv__vocabulary_word(
    const lmv__vocabulary *vocabulary, uint32_t i);
const lmv__family *lmv__vocabulary_family(
    const lmv__vocabulary *vocabulary, uint32_t i);
/* What an entry of `words` for the whole family looks like. */
void lmv__family_entry(
    const lmv__vocabulary *vocabulary, uint32_t family, lmv__buf *out);

/* families.c: sets families and roots. */
lmv_status lmv__families_make(
    lmv__vocabulary *vocabulary, const lmv__langdata *data, lmv_error *err);

#endif
