/*
 * What the parts of the nearest-miss search share.
 *
 *     nearest_build.c   entries taken apart
 *     nearest_entry.c   one entry against the comment
 *     nearest_match.c   near, all, at_least
 *     nearest_word.c    words that are nearly there
 *     nearest.c         themes
 */
#ifndef LMV_WORKBENCH_NEAREST_INNER_H
#define LMV_WORKBENCH_NEAREST_INNER_H

#include "rules/scan.h"
#include "workbench/nearest.h"

#define LMV__NEAR_ROW (-1) /* limits of a word: stands right behind */
#define LMV__NEAR_ANY (-2) /* anywhere in the sentence */

/* A word of an entry; alternatives and lists are one word. */
typedef struct lmv__near_word {
    lmv__pattern *pattern; /* of the relaxed rules */
    lmv__slice source;     /* as written */
    lmv__slice literal;    /* folded, when it is nothing else; "" */
    int32_t limit;         /* words to the one before, or LMV__NEAR_... */
    bool either;           /* before or behind it */
    uint32_t letters;      /* about how much it says */
} lmv__near_word;

/* An entry, by the index of its pattern. */
typedef struct lmv__near_entry {
    lmv__slice text;
    lmv__near_word *words;
    uint32_t n_words; /* 0: it cannot be taken apart */
    uint32_t letters;
    bool exact; /* the letters' case counts */
} lmv__near_entry;

struct lmv__nearest {
    const lmv_ruleset *rules;
    lmv_ruleset relaxed; /* the same, but its patterns are single words */
    lmv__scan *strict;   /* of `rules` */
    lmv__scan *loose;    /* of `relaxed`, whatever the sentence's language */
    lmv__near_entry *entries; /* by pattern of `rules` */
    lmv__hits *hits;          /* by pattern of `relaxed` */
    uint32_t *stamps;         /* the document that these hits are of */
    uint32_t stamp;
    lmv__arena arena; /* of one document */
    lmv__document *doc;
};

/* nearest_build.c */
lmv_status lmv__near_build(lmv__nearest *nearest);

/* nearest_entry.c: keeps `best` unless the entry is nearer. */
void lmv__near_entry_judge(lmv__nearest *nearest, uint32_t theme,
    uint32_t signal, const lmv__pattern *pattern, lmv__near *best);
/* Does one of the spans say anything?  Not if it is all function words. */
bool lmv__near_says(const lmv__nearest *n, const lmv__span *spans, uint32_t k);
/* A rank, taken down; that of so many words where fewer are allowed. */
uint32_t lmv__near_less(uint32_t rank, uint32_t by);
uint32_t lmv__near_far(uint32_t distance, uint32_t limit);
void lmv__near_keep(const lmv__near *near, lmv__near *best);

/* nearest_match.c */
void lmv__near_match_judge(lmv__nearest *nearest, uint32_t theme,
    uint32_t signal, const lmv__matcher *matcher, lmv__near *best);

/* nearest_word.c: a token of sentences [from, until) that the literal is part
 * of, or nearly.  LMV__NEAR_NONE, or the kind. */
lmv__near_kind lmv__near_word_like(const lmv__nearest *nearest,
    lmv__slice literal, uint32_t from, uint32_t until, lmv__span *token);

#endif
