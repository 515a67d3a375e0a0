/*
 * Track: a part of a words entry as a small program of its own.
 *
 *     rief ... zurück     EDGE rief EDGE  GAP 5  EDGE zurueck EDGE  DONE
 *
 * It finds what the regex of the part finds, byte for byte, but knows only
 * what the words language has, so that it needs neither PCRE2 nor its
 * compiler.  words_emit.c is the other half: what one changes the other must
 * change too; tests/unit/test_differential.c compares them.  Parts with a
 * macro have no track.
 *
 * A track backtracks like a regex: choices are tried in the order of the
 * author, stars and gaps as short as can be.
 */
#ifndef LMV_RULES_TRACK_H
#define LMV_RULES_TRACK_H

#include "rules/words.h"

#define LMV__TRACK_STEPS 50000 /* for one start; then PCRE2 decides */

typedef enum lmv__op_kind {
    LMV__OP_LITERAL, /* n bytes */
    LMV__OP_EXACT,   /* the same, remembered as `capture` */
    LMV__OP_BEFORE,  /* flag: the edge */
    LMV__OP_BEHIND,
    LMV__OP_ENDINGS, /* data: one of n slices, or nothing */
    LMV__OP_STAR,    /* characters of a word, few first */
    LMV__OP_RUN,     /* all that there are, at least n */
    LMV__OP_JOIN,    /* a hyphen or blank, or nothing */
    LMV__OP_ROW,     /* what may stand between words in a row */
    LMV__OP_GAP,     /* up to n other words; flag: separators few first */
    LMV__OP_SPLIT,   /* go on, else at op n; flag: `first` tells at once */
    LMV__OP_SWITCH,  /* data: the one of n branches that fits, in their order */
    LMV__OP_JUMP,    /* to op n */
    LMV__OP_ATOMIC,
    LMV__OP_COMMIT, /* forget the choices since ATOMIC */
    LMV__OP_DONE
} lmv__op_kind;

typedef struct lmv__op {
    uint8_t kind;
    uint8_t flag;
    unsigned char first; /* byte that this branch of a SPLIT begins with */
    uint8_t capture;
    uint32_t n;
    union {
        uint64_t head;    /* LITERAL of up to 8 bytes */
        const void *data; /* a longer one, ENDINGS */
    } u;
} lmv__op;

/* A branch of a SWITCH. */
typedef struct lmv__branch {
    uint32_t op;
    uint16_t first; /* byte that it begins with; LMV__ANY_BYTE: not known */
} lmv__branch;

#define LMV__ANY_BYTE 256

typedef struct lmv__branches {
    uint64_t bytes[4]; /* that some branch may begin with */
    bool at_end;       /* one may match nothing more: ask at the end too */
    lmv__branch items[];
} lmv__branches;

typedef struct lmv__track {
    lmv__op *ops;
    uint32_t n_ops;
    uint32_t n_captures; /* pairs of the ovector, the whole match too */
    struct lmv__named *names;
    uint32_t n_names;
    uint32_t letters; /* bytes of all literals and endings */
} lmv__track;

/* The track of a sequence, in the arena; `*out` is NULL when it has a macro or
 * is too large.  LMV_ENOMEM. */
lmv_status lmv__track_build(lmv_ruleset *rules, const lmv__sequence *sequence,
    uint8_t endings, const lmv__track **out);

/* ---- running, by one thread ---- */

typedef struct lmv__walker lmv__walker;

/* `largest`: ops of the largest track.  Owned; NULL: out of memory. */
lmv__walker *lmv__walker_new(uint32_t largest);
void lmv__walker_free(lmv__walker *walker);

typedef enum lmv__walk {
    LMV__WALK_NOTHING,
    LMV__WALK_FOUND,
    LMV__WALK_GAVE_UP /* too many steps, or out of memory */
} lmv__walk;

/* Does the track match at `start`?  Nothing outside of the text is seen. */
lmv__walk lmv__track_match(lmv__walker *walker, const lmv__track *track,
    const char *text, size_t len, size_t start);
/* The pairs of the last match, as PCRE2 has them. */
size_t *lmv__walker_ovector(lmv__walker *walker);
/* The first of the characters before `at`, back to `stop`, that a star could
 * take. */
size_t lmv__walker_back(
    lmv__walker *walker, const char *text, size_t len, size_t at, size_t stop);

#endif
