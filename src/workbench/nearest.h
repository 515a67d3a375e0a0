/*
 * Nearest: how close a comment came to a theme that it does not have.
 *
 *     entry     rief ... zurück        parsed as always, then taken apart
 *     words     rief | zurück          each a pattern of its own
 *     comment   "... rief mich nach drei langen Wochen nie mehr zurück"
 *               ─► all words are there, 7 words apart, at most 5 are allowed
 *
 * It is asked only of what did not match, so it may be slow: every entry of
 * the theme is tried word by word, and the one that lacks least is told.  The
 * words are found by the matcher that classifies, so endings, wildcards,
 * lists and spellings mean what they always mean.
 */
#ifndef LMV_WORKBENCH_NEAREST_H
#define LMV_WORKBENCH_NEAREST_H

#include "base/buf.h"
#include "base/status.h"
#include "rules/model.h"
#include "text/document.h"

#define LMV__NEAR_SPANS 12 /* words of an entry that are looked at */

/* What keeps the entry from matching. */
typedef enum lmv__near_kind {
    LMV__NEAR_NONE,
    LMV__NEAR_MISSING,  /* the word `lacking` */
    LMV__NEAR_PART,     /* `lacking` is only part of the word at `other` */
    LMV__NEAR_SPELLING, /* `lacking` is spelled a little differently there */
    LMV__NEAR_SENTENCE, /* its words stand in several sentences */
    LMV__NEAR_LANGUAGE, /* the entry is for another language */
    LMV__NEAR_ORDER,    /* its words stand in another order */
    LMV__NEAR_FAR,      /* too many words between two of them */
    LMV__NEAR_CASE,     /* small and capital letters differ */
    LMV__NEAR_BETWEEN   /* a sign stands between two words of a row */
} lmv__near_kind;

typedef struct lmv__near {
    lmv__near_kind kind;
    uint32_t theme, signal;
    lmv__pos pos;     /* of the entry, or of a combining matcher */
    lmv__slice entry; /* as written; "" for a combining matcher */
    lmv__span spans[LMV__NEAR_SPANS]; /* what of it is there, in text order */
    uint32_t n_spans;
    lmv__slice lacking;    /* MISSING, PART, SPELLING: as the author wrote it */
    lmv__span other;       /* PART, SPELLING: the comment's word */
    lmv__span left, right; /* FAR, ORDER, BETWEEN: the two */
    uint32_t distance, limit; /* FAR: words */
    uint8_t languages;        /* LANGUAGE: mask, of the entry */
    int language;             /* LANGUAGE: of the sentence */
    uint32_t rank;            /* 1000 is a match; 0: nothing is near */
} lmv__near;

/* From here on a miss is worth telling to somebody who did not ask. */
#define LMV__NEAR_WORTH 700u

typedef struct lmv__nearest lmv__nearest; /* one thread's */

/* Takes every entry of the themes apart; `rules` must outlive it.  Owned. */
lmv_status lmv__nearest_new(
    lmv__nearest **out, const lmv_ruleset *rules, lmv_error *err);
void lmv__nearest_free(lmv__nearest *nearest);

/* The comment that the next questions are about; borrowed. */
lmv_status lmv__nearest_begin(
    lmv__nearest *nearest, lmv__document *doc, lmv_error *err);
/* The entry of a theme that came nearest to matching.  Its slices are borrowed
 * until the next begin(). */
lmv_status lmv__nearest_theme(
    lmv__nearest *nearest, uint32_t theme, lmv__near *out, lmv_error *err);

/* "far", "missing" ...: for machines. */
const char *lmv__near_name(lmv__near_kind kind);
/* "`zurück` is missing", "7 words between "rief" and "zurück", at most 5" */
void lmv__near_reason(lmv__buf *out, const lmv_ruleset *rules, lmv__slice text,
    const lmv__near *near);

#endif
