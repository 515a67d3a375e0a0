/*
 * Sentences: every place where one might end is judged by the tokens around
 * it.
 *
 *     newline, bullet, list item, end of emoji ─► ends
 *     ! ? … .  then closing quotes             ─► ends, unless the words
 *                                                  say otherwise (stop.c)
 *
 * Candidates are a superset of Unicode's sentence breaks: survey comments go
 * on in lower case, leave out blanks and set emoji where a full stop belongs.
 */
#include "text/stop.h"

enum {
    LONG_LINE = 60, /* from here on a line break may be the mailer's */
    MOST_CLOSERS = 8
};

/* Line breaks between token i and the next. */
static uint32_t newlines_behind(const lmv__cut *cut, uint32_t i)
{
    uint32_t pos = cut->tokens[i].span.end, n = 0;

    while (pos < cut->tokens[i + 1].span.start) {
        lmv__char ch = lmv__char_at(cut->text, pos);
        if (ch.kind == LMV__CHAR_NEWLINE) {
            if (ch.c == '\r' && lmv__char_at(cut->text, ch.end).c == '\n')
                ch.end++;
            n++;
        }
        pos = ch.end;
    }
    return n;
}

static uint32_t line_length(const lmv__cut *cut, uint32_t end)
{
    uint32_t start = end;

    while (start && end - start < LONG_LINE &&
           cut->text.ptr[start - 1] != '\n' && cut->text.ptr[start - 1] != '\r')
        start--;
    return end - start;
}

/* One line break in running text that a mail program has wrapped. */
static bool is_wrapped(const lmv__cut *cut, uint32_t i)
{
    int32_t last = lmv__token_last_char(cut, i);

    return lmv__char_is_lower(lmv__token_first_char(cut, i + 1)) &&
           cut->tokens[i].kind != LMV__TOKEN_EMOJI && last != ':' &&
           !lmv__char_is_terminator(last) &&
           line_length(cut, cut->tokens[i].span.end) >= LONG_LINE;
}

/* Behind a terminator only these may go on in the same sentence. */
static bool joins_left(const lmv__cut *cut, uint32_t i)
{
    int32_t c = lmv__token_first_char(cut, i);

    if (cut->tokens[i].kind != LMV__TOKEN_PUNCT)
        return false;
    return c == ',' || c == ';' || c == ':' || lmv__char_is_terminator(c) ||
           lmv__char_is_closing(c);
}

static bool is_blank_before(const lmv__cut *cut, uint32_t i)
{
    return !i || !lmv__token_touches_next(cut, i - 1);
}

/* A number with '.' or ')' behind it, as in "2. Service"; 0 when it is none. */
static uint32_t item_number(const lmv__cut *cut, uint32_t i)
{
    lmv__span span = cut->tokens[i].span;
    uint32_t n = 0;
    int32_t sign;

    if (cut->tokens[i].kind != LMV__TOKEN_NUMBER || span.end - span.start > 2 ||
        i + 2 >= cut->n || !lmv__token_touches_next(cut, i))
        return 0;
    sign = lmv__token_first_char(cut, i + 1);
    if ((sign != '.' && sign != ')') ||
        cut->tokens[i + 1].span.end - cut->tokens[i + 1].span.start != 1 ||
        cut->tokens[i + 2].kind != LMV__TOKEN_WORD)
        return 0;
    for (uint32_t at = span.start; at < span.end; at++) {
        char c = cut->text.ptr[at];
        if (c < '0' || c > '9')
            return 0;
        n = n * 10 + (uint32_t)(c - '0');
    }
    return n;
}

/* Keeps the count of a list: 1. ... 2. ... 3. ...; true when token i is its
 * next item. */
static bool is_next_item(lmv__stop *stop, uint32_t i)
{
    const lmv__cut *cut = &stop->cut;
    uint32_t number = item_number(cut, i);

    if (!number || lmv__stop_is_ordinal(stop, i, stop->first))
        return false;
    if (number == 1 &&
        (i == stop->first || lmv__token_last_char(cut, i - 1) == ':')) {
        stop->items = 1;
        stop->item = i;
        return false;
    }
    if (!stop->items || number != stop->items + 1)
        return false;
    stop->items = number;
    stop->item = i;
    return true;
}

/* A bullet, or the sign that this sentence began with as one. */
static bool is_next_bullet(const lmv__stop *stop, uint32_t i)
{
    const lmv__cut *cut = &stop->cut;
    int32_t c = lmv__token_first_char(cut, i);

    if (i + 1 >= cut->n || !is_blank_before(cut, i))
        return false;
    if (lmv__char_is_bullet(c))
        return true;
    return (lmv__char_is_dash(c) || c == '*' || c == '+') && i > stop->first &&
           c == lmv__token_first_char(cut, stop->first) &&
           cut->tokens[stop->first].kind != LMV__TOKEN_WORD &&
           cut->tokens[stop->first].kind != LMV__TOKEN_EMOJI &&
           cut->tokens[i].kind != LMV__TOKEN_EMOJI && stop->content;
}

/* The terminator that token i ends with, closing quotes and brackets passed
 * over; LMV__NO_TOKEN when there is none. */
static uint32_t terminator_at(const lmv__stop *stop, uint32_t i)
{
    const lmv__cut *cut = &stop->cut;

    for (uint32_t n = 0; n <= MOST_CLOSERS; n++) {
        int32_t c = lmv__token_first_char(cut, i);
        if (cut->tokens[i].kind != LMV__TOKEN_PUNCT)
            return LMV__NO_TOKEN;
        if (lmv__char_is_terminator(c))
            return i;
        if ((!lmv__char_is_closing(c) && !lmv__char_is_quote(c)) ||
            i == stop->first || !lmv__token_touches_next(cut, i - 1))
            return LMV__NO_TOKEN;
        i--;
    }
    return LMV__NO_TOKEN;
}

/* A quote that touches what is left of it and not what is right of it. */
static bool is_closing_quote(const lmv__cut *cut, uint32_t i)
{
    return cut->tokens[i].kind == LMV__TOKEN_PUNCT &&
           lmv__char_is_quote(lmv__token_first_char(cut, i)) &&
           lmv__token_touches_next(cut, i - 1) &&
           (!lmv__token_touches_next(cut, i) ||
               cut->tokens[i + 1].kind == LMV__TOKEN_PUNCT);
}

/* Two words and a blank: none of the questions below has another answer. */
static bool is_running_text(const lmv__cut *cut, uint32_t i)
{
    const lmv__token *token = &cut->tokens[i];

    return token[0].kind == LMV__TOKEN_WORD &&
           token[1].kind == LMV__TOKEN_WORD &&
           token[0].span.end + 1 == token[1].span.start &&
           cut->text.ptr[token[0].span.end] == ' ';
}

static bool ends_behind(lmv__stop *stop, uint32_t i)
{
    const lmv__cut *cut = &stop->cut;
    uint32_t newlines, terminator;
    bool is_item;

    if (is_running_text(cut, i))
        return false;
    newlines = newlines_behind(cut, i);
    is_item = is_next_item(stop, i + 1);
    if (newlines)
        return newlines > 1 || !is_wrapped(cut, i);
    if (is_item || is_next_bullet(stop, i + 1))
        return true;
    if (joins_left(cut, i + 1) || is_closing_quote(cut, i + 1))
        return false;
    if (cut->tokens[i].kind == LMV__TOKEN_EMOJI)
        return cut->tokens[i + 1].kind != LMV__TOKEN_EMOJI && stop->content;
    terminator = terminator_at(stop, i);
    if (terminator == LMV__NO_TOKEN ||
        cut->tokens[i + 1].kind == LMV__TOKEN_EMOJI)
        return false;
    return lmv__stop_ends(stop, terminator, i);
}

/* Ends in '?', closing quotes and emoji aside. */
static bool is_question(const lmv__stop *stop, uint32_t last)
{
    const lmv__cut *cut = &stop->cut;
    lmv__span span;

    while (last > stop->first && cut->tokens[last].kind == LMV__TOKEN_EMOJI)
        last--;
    last = terminator_at(stop, last);
    if (last == LMV__NO_TOKEN)
        return false;
    span = cut->tokens[last].span;
    while (span.start < span.end) {
        lmv__char ch = lmv__char_at(cut->text, span.start);
        if (ch.c == '?' || ch.c == 0xff1f || ch.c == 0x203d ||
            (ch.c >= 0x2047 && ch.c <= 0x2049) || ch.c == 0x37e)
            return true;
        span.start = ch.end;
    }
    return false;
}

static bool push_sentence(lmv__stop *stop, uint32_t last, lmv__vec *sentences)
{
    lmv__token *tokens = stop->cut.tokens;
    lmv__sentence *sentence = lmv__vec_push(sentences);

    if (!sentence)
        return false;
    sentence->span.start = tokens[stop->first].span.start;
    sentence->span.end = tokens[last].span.end;
    sentence->folded.start = tokens[stop->first].folded.start;
    sentence->folded.end = tokens[last].folded.end;
    sentence->first_token = stop->first;
    sentence->n_tokens = last - stop->first + 1;
    sentence->question = is_question(stop, last);
    sentence->language = LMV__LANG_UNKNOWN;
    for (uint32_t i = stop->first; i <= last; i++)
        tokens[i].sentence = (uint32_t)sentences->len - 1;
    stop->first = last + 1;
    stop->content = false;
    return true;
}

lmv_status lmv__cut_sentences(lmv__cutter *cutter, lmv__slice text,
    const lmv__copy *folded, lmv__vec *tokens, lmv__vec *sentences,
    lmv_error *err)
{
    lmv__stop stop = {.item = LMV__NO_TOKEN};

    stop.cut = lmv__cut_of(cutter, text, folded, tokens);
    if (stop.cut.n)
        is_next_item(&stop, 0);
    for (uint32_t i = 0; i < stop.cut.n; i++) {
        const lmv__token *token = &stop.cut.tokens[i];
        bool ends;
        stop.content = stop.content || (lmv__token_is_content(token) &&
                                           token->kind != LMV__TOKEN_EMOJI);
        ends = i + 1 == stop.cut.n || ends_behind(&stop, i);
        if (ends && !push_sentence(&stop, i, sentences))
            return lmv__error_nomem(err);
        if (ends && i + 1 < stop.cut.n)
            is_next_item(&stop, i + 1);
    }
    return LMV_OK;
}
