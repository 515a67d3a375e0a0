/*
 * Tokens: one scan over the text by character classes.
 *
 *     letter ─► word, with what joins: don't, E-Mail, Kund*innen, z.B
 *     digit  ─► number (1.000,50  10:30  1/2), unit behind it split off
 *     else   ─► address, emoji, emoticon, #tag and @name, punctuation
 *
 * The scan asks ICU for properties of characters only, never for word
 * breaks: those change from version to version, and half of them would have
 * to be joined or split again for survey comments.
 */
#include "text/cutter.h"

enum { MOST_DOTS = 8 /* in an abbreviation */ };

typedef struct scan {
    lmv__cut cut; /* its tokens are not used here */
    lmv__vec *tokens, *infos;
    uint32_t folded; /* position in the folded copy, moves with the tokens */
} scan;

static lmv__char at(const scan *s, uint32_t pos)
{
    return lmv__char_at(s->cut.text, pos);
}

static bool is_letter(lmv__char ch)
{
    return ch.c >= 0 && ch.kind == LMV__CHAR_LETTER;
}

static bool is_digit(lmv__char ch)
{
    return ch.c >= 0 && ch.kind == LMV__CHAR_DIGIT;
}

static bool is_alnum(lmv__char ch)
{
    return is_letter(ch) || is_digit(ch);
}

static lmv__char before(const scan *s, uint32_t pos)
{
    lmv__char ch = lmv__char_before(s->cut.text, pos);

    while (ch.c >= 0 && ch.kind == LMV__CHAR_MARK)
        ch = lmv__char_before(s->cut.text, ch.end);
    return ch;
}

/* ---- words ---- */

/* Letters, marks, digits, and underscores between them. */
static uint32_t scan_run(const scan *s, uint32_t pos)
{
    for (;;) {
        lmv__char ch = at(s, pos);
        if (ch.c == '_' && is_alnum(at(s, ch.end))) {
            pos = ch.end;
            continue;
        }
        if (ch.c < 0 || (!is_alnum(ch) && ch.kind != LMV__CHAR_MARK))
            return pos;
        pos = ch.end;
    }
}

static uint32_t scan_letters(const scan *s, uint32_t pos)
{
    for (;;) {
        lmv__char ch = at(s, pos);
        if (ch.c < 0 ||
            (ch.kind != LMV__CHAR_LETTER && ch.kind != LMV__CHAR_MARK))
            return pos;
        pos = ch.end;
    }
}

/* How many letters stand in [start, end), at most 3. */
static uint32_t count_letters(const scan *s, uint32_t start, uint32_t end)
{
    uint32_t n = 0;

    while (start < end && n < 3) {
        lmv__char ch = at(s, start);
        n += ch.kind == LMV__CHAR_LETTER;
        start = ch.end;
    }
    return n;
}

static bool is_in_list(
    const scan *s, lmv__wordlist list, uint32_t start, uint32_t end)
{
    lmv__span span = {start, end};

    return lmv__langdata_has(
               s->cut.data, list, lmv__cut_folded(&s->cut, span)) != 0;
}

/* The end of a gender suffix at `pos`, or `pos`.  A long one may go on, as in
 * Bürger*innenbüro. */
static uint32_t scan_suffix(const scan *s, uint32_t pos)
{
    uint32_t end = scan_letters(s, pos), letters, stop = pos;

    if (end == pos)
        return pos;
    if (is_in_list(s, LMV__GENDER_SUFFIXES, pos, end))
        return end;
    for (letters = 0; stop < end && letters < 8;) {
        stop = at(s, stop).end;
        if (++letters >= 5 && is_in_list(s, LMV__GENDER_SUFFIXES, pos, stop))
            return end;
    }
    return pos;
}

/* Mitarbeiter:in, Kund*innen, Kolleg/-innen, Mitarbeiter(innen). */
static uint32_t scan_gender(const scan *s, uint32_t start, uint32_t pos)
{
    lmv__char sign = at(s, pos), next = at(s, sign.end);
    uint32_t end;

    if (sign.c == '(') {
        end = scan_suffix(s, sign.end);
        return end > sign.end && at(s, end).c == ')' ? end + 1 : pos;
    }
    if (sign.c != ':' && sign.c != '*' && sign.c != '/' && sign.c != 0xb7)
        return pos;
    if (count_letters(s, start, pos) < 3 || !is_letter(before(s, pos)))
        return pos;
    if (sign.c == '/' && lmv__char_is_hyphen(next.c)) {
        end = scan_suffix(s, next.end);
        return end > next.end ? end : pos;
    }
    end = scan_suffix(s, sign.end);
    return end > sign.end ? end : pos;
}

/* Dotted abbreviations: z.B, i.d.R, e.g; without their last dot. */
static uint32_t scan_dotted(const scan *s, uint32_t start, uint32_t pos)
{
    uint32_t end = pos;
    bool is_short = count_letters(s, start, pos) == 1;
    lmv__span span = {start, pos};
    const lmv__wordinfo *info;

    for (int parts = 0; parts < MOST_DOTS; parts++) {
        lmv__char dot = at(s, end);
        uint32_t next = dot.c == '.' ? scan_letters(s, dot.end) : end;
        if (dot.c != '.' || next == dot.end || is_digit(at(s, next)))
            break;
        is_short = is_short && count_letters(s, dot.end, next) <= 2;
        end = next;
    }
    if (end == pos || is_short)
        return end;
    span.end = end;
    info =
        lmv__langdata_abbreviation(s->cut.data, lmv__cut_folded(&s->cut, span));
    return info->in[LMV__NEVER_FINAL] | info->in[LMV__MAYBE_FINAL] |
                   info->in[LMV__BEFORE_NUMBER]
               ? end
               : pos;
}

/* n/a, w/o, c/o, m/w/d: single letters. */
static uint32_t scan_slashed(const scan *s, uint32_t start, uint32_t pos)
{
    lmv__char slash = at(s, pos), letter = at(s, slash.end);
    uint32_t tail = pos;

    while (tail > start && is_letter(before(s, tail)))
        tail = before(s, tail).end;
    if (slash.c != '/' || !is_letter(letter) ||
        count_letters(s, tail, pos) != 1 || is_letter(at(s, letter.end)))
        return pos;
    return letter.end;
}

/* What may follow inside the word that goes from `start` to `pos`; `pos` when
 * the word ends here. */
static uint32_t scan_joint(
    const scan *s, uint32_t start, uint32_t pos, uint8_t *parts)
{
    lmv__char ch = at(s, pos), next;
    uint32_t end;

    if (ch.c < 0 || ch.kind == LMV__CHAR_BLANK)
        return pos;
    next = at(s, ch.end);
    if (lmv__char_is_apostrophe(ch.c))
        return is_letter(next) && is_letter(before(s, pos))
                   ? scan_run(s, ch.end)
                   : pos;
    if (lmv__char_is_hyphen(ch.c)) {
        if (!is_alnum(next))
            return pos;
        if (*parts < UINT8_MAX)
            (*parts)++;
        return scan_run(s, ch.end);
    }
    if (ch.c == '&')
        return is_letter(next) && is_letter(before(s, pos))
                   ? scan_run(s, ch.end)
                   : pos;
    if (ch.c == '.')
        return scan_dotted(s, start, pos);
    end = scan_gender(s, start, pos);
    return end > pos ? end : scan_slashed(s, start, pos);
}

static uint32_t scan_word(const scan *s, uint32_t pos, uint8_t *parts)
{
    uint32_t end = scan_run(s, pos);

    for (;;) {
        uint32_t next = scan_joint(s, pos, end, parts);
        if (next == end)
            return end;
        end = next;
    }
}

/* ---- numbers ---- */

static uint32_t scan_digits(const scan *s, uint32_t pos)
{
    while (is_digit(at(s, pos)))
        pos = at(s, pos).end;
    return pos;
}

/* 1.000,50  10:30  12.03.2024  1/2  1'000 */
static uint32_t scan_number(const scan *s, uint32_t pos)
{
    uint32_t end = scan_digits(s, pos);

    for (;;) {
        lmv__char sign = at(s, end);
        bool joins = sign.c == '.' || sign.c == ',' || sign.c == ':' ||
                     sign.c == '/' || lmv__char_is_apostrophe(sign.c);
        if (!joins || !is_digit(at(s, sign.end)))
            return end;
        end = scan_digits(s, sign.end);
    }
}

/* A number, or a word that begins with one: 14-tägig, 5G, 1st.  "30min" is a
 * number and its unit. */
static uint32_t scan_numeric(
    const scan *s, uint32_t pos, uint8_t *kind, uint8_t *parts)
{
    uint32_t end = scan_number(s, pos), letters;
    lmv__char next = at(s, end);
    lmv__span unit;

    *kind = LMV__TOKEN_NUMBER;
    if (lmv__char_is_hyphen(next.c) && is_letter(at(s, next.end))) {
        *kind = LMV__TOKEN_WORD;
        return scan_word(s, pos, parts);
    }
    letters = scan_letters(s, end);
    if (letters == end)
        return end;
    unit.start = end;
    unit.end = letters;
    if (!is_digit(at(s, letters)) && at(s, letters).c != '_' &&
        lmv__langdata_unit(
            s->cut.data, UINT8_MAX, lmv__cut_folded(&s->cut, unit)))
        return end;
    if (end != scan_digits(s, pos)) /* 10.30Uhr, 12,50Euro */
        return end;
    *kind = LMV__TOKEN_WORD;
    return scan_word(s, pos, parts);
}

/* ---- the rest ---- */

/* Terminators, dashes and equal signs in a row are one token. */
static uint32_t scan_punct(const scan *s, uint32_t pos)
{
    lmv__char first = at(s, pos), ch = first;
    bool alone = lmv__char_is_quote(first.c) || lmv__char_is_opening(first.c) ||
                 lmv__char_is_closing(first.c);

    for (;;) {
        uint32_t end = ch.end;
        bool joins;
        ch = at(s, end);
        if (alone || ch.c < 0)
            return end;
        joins = ch.c == first.c ||
                (lmv__char_is_terminator(first.c) &&
                    lmv__char_is_terminator(ch.c)) ||
                (lmv__char_is_dash(first.c) && lmv__char_is_dash(ch.c));
        if (!joins)
            return end;
    }
}

/* #topic and @name */
static uint32_t scan_tag(const scan *s, uint32_t pos)
{
    lmv__char sign = at(s, pos);
    uint32_t end = sign.end;

    if ((sign.c != '#' && sign.c != '@') || !is_letter(at(s, end)))
        return pos;
    for (;;) {
        uint32_t next = scan_run(s, end);
        if (at(s, next).c == '-' && is_alnum(at(s, next + 1)))
            next++;
        if (next == end)
            return end;
        end = next;
    }
}

static uint32_t scan_marks(const scan *s, uint32_t pos)
{
    while (pos < s->cut.text.len && at(s, pos).kind == LMV__CHAR_MARK)
        pos = at(s, pos).end;
    return pos;
}

/* The end of the token at `pos`, its kind and its parts. */
static uint32_t scan_token(
    const scan *s, uint32_t pos, uint8_t *kind, uint8_t *parts)
{
    lmv__char ch = at(s, pos);
    uint32_t end = pos;

    *parts = 1;
    *kind = LMV__TOKEN_EMOJI;
    if (ch.kind != LMV__CHAR_LETTER || ch.c < 0x80)
        end = lmv__scan_emoticon(s->cut.text, pos);
    if (end == pos && ch.kind != LMV__CHAR_LETTER)
        end = lmv__scan_emoji(s->cut.text, pos);
    if (end > pos)
        return end;
    *kind = LMV__TOKEN_OTHER;
    if (is_alnum(ch))
        end = lmv__scan_address(&s->cut, pos);
    if (end == pos)
        end = scan_tag(s, pos);
    if (end > pos)
        return end;
    switch (ch.kind) {
    case LMV__CHAR_LETTER:
        *kind = LMV__TOKEN_WORD;
        return scan_word(s, pos, parts);
    case LMV__CHAR_DIGIT:
        return scan_numeric(s, pos, kind, parts);
    case LMV__CHAR_PUNCT:
        *kind = LMV__TOKEN_PUNCT;
        break;
    default:
        break;
    }
    return scan_marks(s, scan_punct(s, pos));
}

/* Moves on in the folded copy to what comes from `offset` or behind it. */
static uint32_t fold_position(scan *s, uint32_t offset)
{
    const lmv__copy *copy = s->cut.folded;

    if (!copy->map)
        return offset;
    while (s->folded < copy->len && copy->map[s->folded] < offset)
        s->folded++;
    return s->folded;
}

/* A new item; unlike lmv__vec_push() it is not zeroed when there is room. */
static void *next_item(lmv__vec *vec)
{
    if (vec->len == vec->cap)
        return lmv__vec_push(vec);
    return (char *)vec->data + vec->item * vec->len++;
}

static bool push_token(scan *s, lmv__span span, uint8_t kind, uint8_t parts)
{
    lmv__token *token = next_item(s->tokens);
    const lmv__wordinfo **info = next_item(s->infos);
    lmv__slice word;

    if (!token || !info)
        return false;
    *token = (lmv__token){.span = span, .kind = kind, .parts = parts};
    token->folded.start = fold_position(s, span.start);
    token->folded.end = fold_position(s, span.end);
    word.ptr = s->cut.folded->text + token->folded.start;
    word.len = token->folded.end - token->folded.start;
    *info = lmv__langdata_info(s->cut.data, word);
    token->transparent = (*info)->in[LMV__TRANSPARENT];
    token->enumeration = (*info)->in[LMV__ENUMERATION];
    return true;
}

/* Pushes the token that begins with `ch` and sets where it ends. */
static bool take_token(scan *s, lmv__span *span, lmv__char ch, bool long_way)
{
    uint8_t kind = LMV__TOKEN_PUNCT, parts = 1;

    span->end =
        long_way ? span->start : lmv__scan_plain(s->cut.text, span->start);
    if (span->end == span->start)
        span->end = scan_token(s, span->start, &kind, &parts);
    else if (ch.kind == LMV__CHAR_LETTER)
        kind = LMV__TOKEN_WORD;
    return push_token(s, *span, kind, parts);
}

lmv_status lmv__cut_tokens(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv_error *err)
{
    scan s = {.tokens = tokens, .infos = &cutter->infos};
    uint32_t pos = 0;

    if (text.len > LMV__MAX_COMMENT)
        return lmv__error_set(err, LMV_ELIMIT, "the comment is too long");
    s.cut = lmv__cut_of(cutter, text, folded, tokens);
    cutter->infos.len = 0;
    while (pos < text.len) {
        lmv__char ch = at(&s, pos);
        lmv__span span = {pos, ch.end};
        bool invisible = ch.kind == LMV__CHAR_BLANK ||
                         ch.kind == LMV__CHAR_NEWLINE ||
                         ch.kind == LMV__CHAR_MARK;

        if (!invisible && !take_token(&s, &span, ch, cutter->long_way))
            return lmv__error_nomem(err);
        pos = span.end;
    }
    return LMV_OK;
}
