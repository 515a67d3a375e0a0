/* Stop: see stop.h. */
#include "text/stop.h"

enum { LONGEST_ABBREVIATION = 4 }; /* in words: "i. d. R.", "u. v. a. m." */

/* What is known of the abbreviation that a dot belongs to. */
typedef struct abbreviation {
    bool inside; /* more of it follows behind the dot */
    bool never, maybe, before_number;
} abbreviation;

static bool is_upper(const lmv__cut *cut, uint32_t i)
{
    return lmv__char_is_upper(lmv__token_first_char(cut, i));
}

static bool is_lower(const lmv__cut *cut, uint32_t i)
{
    return lmv__char_is_lower(lmv__token_first_char(cut, i));
}

/* A capital that begins a word which likes to begin sentences. */
static bool starts_sentence(const lmv__cut *cut, uint32_t i)
{
    return is_upper(cut, i) && lmv__token_in(cut, LMV__SENTENCE_STARTERS, i);
}

static bool is_single_dot(const lmv__cut *cut, uint32_t i)
{
    lmv__span span = cut->tokens[i].span;

    return span.end - span.start == 1 && cut->text.ptr[span.start] == '.';
}

/* The first token behind `last` that is no opening quote or bracket. */
static uint32_t next_word(const lmv__cut *cut, uint32_t last)
{
    uint32_t i = last + 1;

    while (i + 1 < cut->n && cut->tokens[i].kind == LMV__TOKEN_PUNCT &&
           (lmv__char_is_opening(lmv__token_first_char(cut, i)) ||
               lmv__char_is_quote(lmv__token_first_char(cut, i))))
        i++;
    return i;
}

/* ---- abbreviations ---- */

/* Is token i a word with a dot that touches it? */
static bool is_dotted_word(const lmv__cut *cut, uint32_t i)
{
    return i + 1 < cut->n && cut->tokens[i].kind == LMV__TOKEN_WORD &&
           lmv__token_touches_next(cut, i) && is_single_dot(cut, i + 1);
}

/* Looks up `words` dotted words in a row, from token `first` on. */
static const lmv__wordinfo *look_up(
    const lmv__cut *cut, uint32_t first, uint32_t words)
{
    lmv__span start = cut->tokens[first].folded;
    lmv__span end = cut->tokens[first + 2 * words - 1].folded;
    lmv__slice slice = {cut->folded->text + start.start, end.end - start.start};

    return lmv__langdata_abbreviation(cut->data, slice);
}

/* The longest known abbreviation that the dot behind token `word` is part of:
 * one that begins up to three words before and ends here or later. */
static abbreviation find_abbreviation(const lmv__cut *cut, uint32_t word)
{
    abbreviation found = {false, false, false, false};
    uint32_t first = word, longest = 0;

    for (uint32_t back = 0; back < LONGEST_ABBREVIATION; back++) {
        uint32_t words = 0;
        first = word - 2 * back;
        while (words < LONGEST_ABBREVIATION &&
               is_dotted_word(cut, first + 2 * words)) {
            const lmv__wordinfo *info = look_up(cut, first, ++words);
            if (words <= back || words <= longest)
                continue;
            if (!(info->in[LMV__NEVER_FINAL] | info->in[LMV__MAYBE_FINAL] |
                    info->in[LMV__BEFORE_NUMBER]))
                continue;
            longest = words;
            found.inside = words > back + 1;
            found.never = info->in[LMV__NEVER_FINAL] != 0;
            found.maybe = info->in[LMV__MAYBE_FINAL] != 0;
            found.before_number = info->in[LMV__BEFORE_NUMBER] != 0;
        }
        if (word < 2 * (back + 1) || !is_dotted_word(cut, first - 2))
            break;
    }
    return found;
}

static bool is_number_word(const lmv__cut *cut, uint32_t i)
{
    double value;

    return cut->tokens[i].kind == LMV__TOKEN_NUMBER ||
           (cut->tokens[i].kind == LMV__TOKEN_WORD &&
               lmv__langdata_number(
                   cut->data, UINT8_MAX, lmv__token_folded(cut, i), &value));
}

/* "gut.Danke", "super.gerne", but not "Dr.Med", "v1.x". */
static bool is_missing_blank(const lmv__cut *cut, uint32_t word, uint32_t next)
{
    uint32_t left = lmv__token_letters(cut, word, 3), right;

    switch (cut->tokens[next].kind) {
    case LMV__TOKEN_WORD:
        right = lmv__token_letters(cut, next, 3);
        if (left >= 3 && right >= 3)
            return true;
        return left >= 2 && is_upper(cut, next) &&
               (right >= 2 ||
                   lmv__token_in(cut, LMV__SENTENCE_STARTERS, next)) &&
               lmv__char_is_lower(lmv__token_last_char(cut, word));
    case LMV__TOKEN_NUMBER:
        return left >= 3;
    case LMV__TOKEN_PUNCT:
        return lmv__char_is_opening(lmv__token_first_char(cut, next)) ||
               lmv__char_is_dash(lmv__token_first_char(cut, next));
    default:
        return true;
    }
}

static bool word_dot_ends(
    const lmv__cut *cut, uint32_t word, uint32_t last, uint32_t next)
{
    abbreviation found = find_abbreviation(cut, word);
    bool starts = starts_sentence(cut, next);

    if (found.inside || found.never)
        return false;
    if (found.before_number && is_number_word(cut, next))
        return false;
    if (found.maybe)
        return starts;
    if (lmv__token_letters(cut, word, 2) < 2)
        return starts;                                   /* an initial */
    if (lmv__slice_is(lmv__token_folded(cut, word), "")) /* nothing left */
        return true;
    for (uint32_t at = cut->tokens[word].span.start;
         at < cut->tokens[word].span.end; at++)
        if (cut->text.ptr[at] == '.')
            return starts; /* i.d.R, unknown to the lists */
    if (lmv__token_touches_next(cut, last))
        return is_missing_blank(cut, word, last + 1);
    return true;
}

/* ---- ordinals, dates and lists ---- */

/* Digits only, at most `most` of them. */
static bool is_short_integer(const lmv__cut *cut, uint32_t i, uint32_t most)
{
    lmv__span span = cut->tokens[i].span;

    if (span.end - span.start > most)
        return false;
    for (; span.start < span.end; span.start++)
        if (cut->text.ptr[span.start] < '0' || cut->text.ptr[span.start] > '9')
            return false;
    return true;
}

bool lmv__stop_is_ordinal(const lmv__stop *stop, uint32_t i, uint32_t first)
{
    const lmv__cut *cut = &stop->cut;

    if (!is_short_integer(cut, i, 3) || i + 2 >= cut->n)
        return false;
    if (lmv__token_in(cut, LMV__AFTER_ORDINAL, i + 2))
        return true;
    return i > first && lmv__token_in(cut, LMV__ORDINAL_CUES, i - 1) &&
           !starts_sentence(cut, i + 2);
}

/* "12.03." */
static bool is_date(const lmv__cut *cut, uint32_t i)
{
    lmv__span span = cut->tokens[i].span;
    uint32_t digits = 0, dots = 0;

    for (uint32_t at = span.start; at < span.end; at++) {
        digits += cut->text.ptr[at] >= '0' && cut->text.ptr[at] <= '9';
        dots += cut->text.ptr[at] == '.';
    }
    return dots == 1 && digits >= 2 && digits <= 4 &&
           digits + dots == span.end - span.start;
}

static bool number_dot_ends(
    const lmv__stop *stop, uint32_t number, uint32_t next)
{
    const lmv__cut *cut = &stop->cut;

    if (number == stop->item || lmv__stop_is_ordinal(stop, number, stop->first))
        return false;
    if (number == stop->first && is_short_integer(cut, number, 2) &&
        cut->tokens[next].kind == LMV__TOKEN_WORD)
        return false;
    if (is_date(cut, number))
        return starts_sentence(cut, next);
    if (!is_short_integer(cut, number, 3))
        return true;
    if (cut->tokens[next].kind == LMV__TOKEN_NUMBER) /* 12. 3. */
        return !(next + 1 < cut->n && lmv__token_touches_next(cut, next) &&
                 is_single_dot(cut, next + 1));
    if (is_lower(cut, next))
        return lmv__token_in(cut, LMV__SENTENCE_STARTERS, next);
    return true;
}

/* ---- terminators ---- */

/* "(!)", "(?)", "[...]" */
static bool is_bracketed(const lmv__cut *cut, uint32_t terminator)
{
    return terminator && terminator + 1 < cut->n &&
           lmv__char_is_opening(lmv__token_first_char(cut, terminator - 1)) &&
           lmv__char_is_closing(lmv__token_first_char(cut, terminator + 1));
}

/* One or more dots, or "…", and nothing else. */
static bool is_dots(const lmv__cut *cut, uint32_t i)
{
    lmv__span span = cut->tokens[i].span;

    while (span.start < span.end) {
        lmv__char ch = lmv__char_at(cut->text, span.start);
        if (ch.c != '.' && ch.c != 0x2026)
            return false;
        span.start = ch.end;
    }
    return true;
}

bool lmv__stop_ends(const lmv__stop *stop, uint32_t terminator, uint32_t last)
{
    const lmv__cut *cut = &stop->cut;
    uint32_t next = next_word(cut, last), word = terminator - 1;
    bool lower = is_lower(cut, next);

    if (is_bracketed(cut, terminator) || (last > terminator && lower))
        return false;
    if (!is_dots(cut, terminator))
        return true;
    if (!is_single_dot(cut, terminator))
        return !lower;
    if (terminator == stop->first)
        return false;
    if (!lmv__token_touches_next(cut, word))
        return true;
    switch (cut->tokens[word].kind) {
    case LMV__TOKEN_WORD:
        return word_dot_ends(cut, word, last, next);
    case LMV__TOKEN_NUMBER:
        return number_dot_ends(stop, word, next);
    default:
        return true;
    }
}
