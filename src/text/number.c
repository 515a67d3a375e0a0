/* Numbers: see number.h. */
#include "text/number.h"

#include "text/chars.h"

#include <math.h>
#include <unicode/uchar.h>

enum {
    MOST_ATOMS = 8,    /* number words in a compound */
    LONGEST_WORD = 64, /* bytes of a compound */
    LONGEST_LINK = 8,  /* bytes of "und" in one */
    MOST_DIGITS = 15
};

/* ---- pieces ---- */

static bool is_inner_sign(int32_t c)
{
    return c == '.' || c == ',' || c == ':' || c == '/' || c == '\'';
}

static uint32_t scan_numeral(lmv__slice text, uint32_t pos)
{
    for (;;) {
        lmv__char ch = lmv__char_at(text, pos), next;
        if (ch.c < 0)
            return pos;
        if (ch.kind == LMV__CHAR_DIGIT) {
            pos = ch.end;
            continue;
        }
        next = lmv__char_at(text, ch.end);
        if (!is_inner_sign(ch.c) || next.c < 0 || next.kind != LMV__CHAR_DIGIT)
            return pos;
        pos = next.end;
    }
}

static uint32_t scan_letters(lmv__slice text, uint32_t pos)
{
    for (;;) {
        lmv__char ch = lmv__char_at(text, pos);
        bool inside = ch.kind == LMV__CHAR_LETTER ||
                      ch.kind == LMV__CHAR_MARK ||
                      (ch.c == '\'' &&
                          lmv__char_at(text, ch.end).kind == LMV__CHAR_LETTER);
        if (ch.c < 0 || !inside)
            return pos;
        pos = ch.end;
    }
}

uint32_t lmv__piece_next(lmv__slice text, uint32_t pos, lmv__piece *out)
{
    uint32_t start = pos;
    lmv__char ch = lmv__char_at(text, pos);

    while (ch.c >= 0 &&
           (ch.kind == LMV__CHAR_BLANK || ch.kind == LMV__CHAR_NEWLINE)) {
        pos = ch.end;
        ch = lmv__char_at(text, pos);
    }
    out->touches = pos == start && pos > 0;
    out->kind = LMV__PIECE_OTHER;
    start = pos;
    pos = ch.end;
    if (ch.c < 0) {
        out->kind = LMV__PIECE_END;
    } else if (ch.kind == LMV__CHAR_DIGIT) {
        out->kind = LMV__PIECE_NUMERAL;
        pos = scan_numeral(text, start);
    } else if (ch.kind == LMV__CHAR_LETTER || ch.kind == LMV__CHAR_MARK ||
               ch.c == '&') {
        out->kind = LMV__PIECE_WORD;
        pos = ch.c == '&' ? ch.end : scan_letters(text, start);
    } else if (lmv__char_is_dash(ch.c)) {
        out->kind = LMV__PIECE_DASH;
    } else if (ch.c == '.') {
        out->kind = LMV__PIECE_DOT;
    }
    out->text.ptr = text.ptr + start;
    out->text.len = pos - start;
    return pos;
}

void lmv__window_fill(lmv__window *window, const lmv__langdata *data,
    lmv__slice text, uint32_t pos)
{
    window->data = data;
    window->n = 0;
    do
        pos = lmv__piece_next(text, pos, &window->pieces[window->n]);
    while (window->pieces[window->n].kind != LMV__PIECE_END &&
           ++window->n < LMV__WINDOW);
    window->pieces[window->n].kind = LMV__PIECE_END;
}

bool lmv__piece_in(const lmv__window *window, lmv__wordlist list, uint32_t i)
{
    return window->pieces[i].kind == LMV__PIECE_WORD &&
           lmv__langdata_has(window->data, list, window->pieces[i].text);
}

/* ---- numerals ---- */

/* Where the decimals begin: the length when there are none.  "1.000,5" and
 * "1,000.5"; a single sign with three digits behind it groups thousands. */
static size_t decimals_at(lmv__slice text)
{
    size_t last = text.len, signs = 0;
    bool same = true;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c != '.' && c != ',')
            continue;
        same = same && (!signs || text.ptr[last] == c);
        last = i;
        signs++;
    }
    if (!signs || !same)
        return last;
    if (signs > 1 || (text.len - last == 4 && last <= 3 && text.ptr[0] != '0'))
        return text.len;
    return last;
}

/* Groups of thousands have three digits; dates have not. */
static bool is_grouped(lmv__slice text, size_t decimals)
{
    size_t group = 0, signs = 0;

    for (size_t i = 0; i < decimals; i++) {
        bool sign = text.ptr[i] == '.' || text.ptr[i] == ',';
        if (sign && signs && group != 3)
            return false;
        signs += sign;
        group = sign ? 0 : group + 1;
    }
    return !signs || group == 3;
}

/* Digits, signs and fractions such as "½". */
static bool plain_value(lmv__slice text, double *value)
{
    size_t decimals = decimals_at(text);
    double scale = 1;
    uint32_t digits = 0;

    *value = 0;
    if (!is_grouped(text, decimals))
        return false;
    for (uint32_t i = 0; i < text.len;) {
        lmv__char ch = lmv__char_at(text, i);
        double digit = u_getNumericValue(ch.c);
        if (ch.kind == LMV__CHAR_DIGIT && (digit < 0 || digit > 9))
            return false;
        if (ch.kind == LMV__CHAR_DIGIT && digit > 0 && digit < 1) {
            *value += digit;
        } else if (ch.kind == LMV__CHAR_DIGIT) {
            if (++digits > MOST_DIGITS)
                return false;
            scale *= i > decimals ? 10 : 1;
            *value = *value * 10 + digit;
        }
        i = ch.end;
    }
    *value /= scale;
    return true;
}

/* "1/2" is a half, "2/3 Tage" are up to three days. */
static bool numeral_value(lmv__slice text, double *value)
{
    lmv__slice left = text, right = {text.ptr, 0};
    double below;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ':')
            return false; /* a time of day */
        if (text.ptr[i] == '/' && right.len)
            return false; /* a date */
        if (text.ptr[i] == '/') {
            left.len = i;
            right.ptr = text.ptr + i + 1;
            right.len = text.len - i - 1;
        }
    }
    if (!plain_value(left, value))
        return false;
    if (!right.len)
        return true;
    if (!plain_value(right, &below) || below <= 0 || below > 31)
        return false;
    if (*value < below && (*value == 1 || (*value == 3 && below == 4)))
        *value /= below;
    else if (*value < below)
        *value = below;
    else
        return false;
    return true;
}

/* ---- number words ---- */

/* Number words and "und" in a row, longest first; fills the values. */
static int split_compound(const lmv__langdata *data, uint8_t mask,
    lmv__slice word, double *values, int n)
{
    size_t len, least = n > 0 || word.len > 1 ? 1 : 0;

    if (!word.len)
        return n;
    if (n == MOST_ATOMS)
        return 0;
    for (len = word.len; len > least; len--) {
        lmv__slice head = {word.ptr, len};
        lmv__slice tail = {word.ptr + len, word.len - len};
        int found;
        if (lmv__langdata_number(data, mask, head, &values[n])) {
            found = split_compound(data, mask, tail, values, n + 1);
            if (found)
                return found;
        } else if (n && tail.len && len <= LONGEST_LINK &&
                   (lmv__langdata_has(data, LMV__ENUMERATION, head) & mask)) {
            found = split_compound(data, mask, tail, values, n);
            if (found > n)
                return found;
        }
    }
    return 0;
}

/* Tens and units add, hundreds and thousands multiply what stands before. */
static double sum_atoms(const double *values, int n)
{
    double total = 0, current = 0;

    for (int i = 0; i < n; i++) {
        if (values[i] >= 1000) {
            total += (current > 0 ? current : 1) * values[i];
            current = 0;
        } else if (values[i] >= 100) {
            current = (current > 0 ? current : 1) * values[i];
        } else {
            current += values[i];
        }
    }
    return total + current;
}

static bool word_value(
    const lmv__langdata *data, lmv__slice word, double *value, uint8_t *mask)
{
    double values[MOST_ATOMS + 1];

    *mask = 0;
    if (word.len > LONGEST_WORD)
        return false;
    for (int i = 0; i < lmv__langdata_count(data); i++) {
        uint8_t bit = (uint8_t)(1u << i);
        int n = split_compound(data, bit, word, values, 0);
        if (!n)
            continue;
        *value = sum_atoms(values, n);
        *mask |= bit;
    }
    return *mask != 0;
}

bool lmv__number_single(const lmv__window *window, uint32_t i, lmv__number *out)
{
    const lmv__piece *piece = &window->pieces[i];

    out->end = i + 1;
    out->mask = UINT8_MAX;
    out->is_digits = piece->kind == LMV__PIECE_NUMERAL;
    if (out->is_digits)
        return numeral_value(piece->text, &out->value);
    return piece->kind == LMV__PIECE_WORD &&
           word_value(window->data, piece->text, &out->value, &out->mask);
}

/* ---- numbers of several pieces ---- */

/* "two hundred", "half an", "zwei einhalb", "2 1/2", "twenty five", "a few";
 * false when the two do not make one number. */
static bool combine(lmv__number *number, const lmv__number *next)
{
    double v = number->value, n = next->value;

    if (number->is_digits && next->is_digits) {
        if (n >= 1 || v != floor(v))
            return false;
        number->value += n;
    } else if (next->is_digits) {
        return false;
    } else if (v == 1 && !number->is_digits) {
        number->value = n;
    } else if (v < 1 && n == 1) {
        return true;
    } else if (v < 1 && n > 1) {
        number->value *= n;
    } else if (n < 1) {
        number->value += n;
    } else if (n >= 100 && v < n) {
        number->value *= n;
    } else if ((v >= 20 && v < 100 && fmod(v, 10) == 0 && n < 10) ||
               (v >= 100 && n < 100)) {
        number->value += n;
    } else if (!number->is_digits && n > v) {
        number->value = n; /* "zwei drei Tage" */
    } else {
        return false;
    }
    return true;
}

/* Takes the number at piece i into `number`. */
static bool join(const lmv__window *window, uint32_t i, lmv__number *number)
{
    lmv__number next;

    if (!lmv__number_single(window, i, &next) || !(next.mask & number->mask) ||
        !combine(number, &next))
        return false;
    number->end = next.end;
    number->mask &= next.mask;
    return true;
}

/* "two and a half", "a hundred and twenty", "a quarter of an hour". */
static bool join_linked(const lmv__window *window, lmv__number *number)
{
    uint32_t i = number->end;
    lmv__number next, half;

    if (lmv__piece_in(window, LMV__QUANTITY_FILLERS, i) && number->value < 1)
        return lmv__number_single(window, i + 1, &next) && next.value == 1 &&
               !next.is_digits && join(window, i + 1, number);
    if (!lmv__piece_in(window, LMV__ENUMERATION, i) ||
        !lmv__number_single(window, i + 1, &next) ||
        !(next.mask & number->mask))
        return false;
    if (next.value == 1 && !next.is_digits &&
        lmv__number_single(window, i + 2, &half) && half.value < 1)
        next = half;
    if (next.value < 1 ? number->value < 1
                       : number->value < 100 || next.value >= 100)
        return false;
    number->value += next.value;
    number->end = next.end;
    return true;
}

static bool number_alone(
    const lmv__window *window, uint32_t i, lmv__number *out)
{
    if (!lmv__number_single(window, i, out))
        return false;
    for (;;) {
        uint32_t end = out->end;
        bool hyphen = window->pieces[end].kind == LMV__PIECE_DASH &&
                      window->pieces[end].touches &&
                      window->pieces[end + 1].touches && !out->is_digits;
        if (hyphen && out->value >= 20 && join(window, end + 1, out))
            continue;
        if (!hyphen && join(window, end, out))
            continue;
        if (!join_linked(window, out))
            return true;
    }
}

/* Where the second number of a range begins; 0 when there is none. */
static uint32_t range_at(const lmv__window *window, uint32_t i)
{
    uint32_t words = 0;

    if (window->pieces[i].kind == LMV__PIECE_DASH)
        return i + 1;
    while (words < 2 && lmv__piece_in(window, LMV__RANGE_WORDS, i + words))
        words++;
    return words ? i + words : 0;
}

bool lmv__number_at(const lmv__window *window, uint32_t i, lmv__number *out)
{
    lmv__number to;
    uint32_t second;

    if (i >= window->n || !number_alone(window, i, out))
        return false;
    second = range_at(window, out->end);
    if (second && second < window->n && number_alone(window, second, &to) &&
        (to.mask & out->mask) && to.value > out->value) {
        out->value = to.value;
        out->end = to.end;
        out->mask &= to.mask;
    }
    return true;
}
