/*
 * Language data: what the engine knows of each language.
 *
 * All of it comes from the `language_data` and `clause_breaks` of rule packs
 * (rules/common); the code itself knows no word of any language.  The rules
 * loader fills one object, seals it, and from then on it is immutable and
 * shared by threads.  Words are folded (text/fold.h) when they are added, so
 * lookups take folded words.
 *
 * A language is an index (0, 1, ...) in the order of its first mention; a set
 * of languages is a mask with bit (1 << index).
 */
#ifndef LMV_TEXT_LANGDATA_H
#define LMV_TEXT_LANGDATA_H

#include "base/buf.h"
#include "base/status.h"

#include <stdint.h>

#define LMV__MAX_LANGUAGES 8

/* Not a language of the data: what a sentence or comment may be besides. */
#define LMV__LANG_UNKNOWN (-1)
#define LMV__LANG_MIXED (-2)
#define LMV__LANG_OTHER (-3)

/* The word lists of a language; names as in `language_data`. */
typedef enum lmv__wordlist {
    LMV__ENDINGS,           /* endings: e en em er es n s */
    LMV__NEVER_FINAL,       /* never_final: z.B. ca. Dr. */
    LMV__MAYBE_FINAL,       /* maybe_final: Std. usw. */
    LMV__BEFORE_NUMBER,     /* before_number: max. Nr. */
    LMV__ORDINAL_CUES,      /* ordinal_cues: am der die das zum */
    LMV__SENTENCE_STARTERS, /* sentence_starters: Danke Das Es Ich */
    LMV__TRANSPARENT,       /* transparent: gar leider mir sich */
    LMV__ENUMERATION,       /* enumeration: und oder noch sowie */
    LMV__FUNCTION_WORDS,    /* function_words: for language detection */
    LMV__SHARED_WORDS,      /* shared_words: in several languages, weigh 0 */
    LMV__GENDER_SUFFIXES,   /* gender_suffixes: in innen r n */
    LMV__CLAUSE_BREAKS,     /* clause_breaks: aber obwohl "so dass" */
    LMV__NAMES,             /* names: de deu ger German Deutsch */
    LMV__AFTER_ORDINAL,     /* after_ordinal: Mai Mal Stock ("3. Mai") */
    LMV__RANGE_WORDS,       /* range_words: bis oder ("2 bis 3 Tage") */
    LMV__QUANTITY_FILLERS,  /* quantity_fillers: ganze volle ("3 volle Tage") */
    LMV__FOREIGN_WORDS,     /* foreign_words: of no language of the data */
    LMV__HOST_ENDINGS,      /* host_endings: de com org html */
    LMV__WORDLIST_COUNT
} lmv__wordlist;

typedef struct lmv__langdata lmv__langdata;

lmv__langdata *lmv__langdata_new(void); /* owned; NULL when out of memory */
void lmv__langdata_free(lmv__langdata *data);

/* ---- filling it: one thread, before the seal ---- */

/* The word list of a key of `language_data` ("never_final"), or
 * LMV__WORDLIST_COUNT. */
lmv__wordlist lmv__wordlist_of(lmv__slice key);
/* The key of a word list; static. */
const char *lmv__wordlist_key(lmv__wordlist list);

/* Index of the language `code` ("de"), added when it is new; -1 when there
 * are LMV__MAX_LANGUAGES already or memory ran out. */
int lmv__langdata_add_language(lmv__langdata *data, lmv__slice code);

/* `word` is as the author wrote it.  A clause break or an abbreviation
 * (never_final, maybe_final, before_number) may be several words in a row; in
 * every other list a row of words counts as so many entries.  LMV_EINVAL when
 * nothing is left of it after folding. */
lmv_status lmv__langdata_add_word(lmv__langdata *data, int language,
    lmv__wordlist list, lmv__slice word, lmv_error *err);
lmv_status lmv__langdata_add_number(lmv__langdata *data, int language,
    lmv__slice word, double value, lmv_error *err);
/* `iso` is an ISO 8601 duration of one unit: "PT1M", "P7D".  LMV_EINVAL, with
 * a message for the author, when it is none. */
lmv_status lmv__langdata_add_unit(lmv__langdata *data, int language,
    lmv__slice word, lmv__slice iso, lmv_error *err);
/* Running text of the language, from which the character n-gram table for
 * detection is counted. */
lmv_status lmv__langdata_add_sample(
    lmv__langdata *data, int language, lmv__slice text, lmv_error *err);
/* Computes the tables; nothing can be added behind it. */
lmv_status lmv__langdata_seal(lmv__langdata *data, lmv_error *err);

/* ---- reading it: any thread, after the seal ---- */

int lmv__langdata_count(const lmv__langdata *data);
/* "de"; "unknown", "mixed", "other" for the negative ones. */
const char *lmv__langdata_code(const lmv__langdata *data, int language);
/* By code or by one of its names, any case, a region behind '-' or '_'
 * ignored ("de-AT", "Deutsch"); LMV__LANG_UNKNOWN when nobody knows it. */
int lmv__langdata_find(const lmv__langdata *data, lmv__slice name);
/* Mask of the languages in whose list the folded word is.  Abbreviations are
 * kept without blanks and with their last dot ("z.b."). */
uint8_t lmv__langdata_has(
    const lmv__langdata *data, lmv__wordlist list, lmv__slice folded);
/* Endings of a language, folded, longest first. */
uint32_t lmv__langdata_ending_count(const lmv__langdata *data, int language);
lmv__slice lmv__langdata_ending(
    const lmv__langdata *data, int language, uint32_t i);
/* The value of a folded number word in one of the languages of `mask`. */
bool lmv__langdata_number(
    const lmv__langdata *data, uint8_t mask, lmv__slice folded, double *value);
/* The unit of a folded word: its ISO letter with a leading 'T' for the time
 * part ("D", "TM", "M" ...), how many of them, and seconds in all. */
typedef struct lmv__unit {
    char designator[3];
    double amount, seconds;
} lmv__unit;
const lmv__unit *lmv__langdata_unit(
    const lmv__langdata *data, uint8_t mask, lmv__slice folded);
/* Longest clause break, in words, of any language (at least 1). */
uint32_t lmv__langdata_longest_break(const lmv__langdata *data);

/* Log-likelihood of each language for a folded word by character n-grams;
 * `scores` has LMV__MAX_LANGUAGES places.  False when no sample was given. */
bool lmv__langdata_ngram(
    const lmv__langdata *data, lmv__slice folded, double *scores);

#endif
