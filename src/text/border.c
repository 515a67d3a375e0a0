#include "text/border.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/utf8.h>

/* ICU looks at this much behind a cut to see whether it is a border. */
#define LOOK_AHEAD 1024

bool lmv__borders_init(lmv__borders *borders)
{
    const UText closed = UTEXT_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;

    memset(borders, 0, sizeof *borders);
    borders->utext = closed;
    borders->text = "";
    borders->graphemes = ubrk_open(UBRK_CHARACTER, "root", NULL, 0, &status);
    return U_SUCCESS(status);
}

void lmv__borders_clear(lmv__borders *borders)
{
    if (borders->graphemes)
        ubrk_close(borders->graphemes);
    borders->graphemes = NULL;
    utext_close(&borders->utext);
    free(borders->marks);
    borders->marks = NULL;
}

void lmv__borders_set(lmv__borders *borders, const char *text, uint32_t len)
{
    borders->text = text;
    borders->len = len;
    borders->marked = borders->failed = false;
}

static bool make_room(lmv__borders *borders)
{
    size_t cap = borders->cap ? borders->cap : 1024;
    bool *marks;

    if (borders->cap > borders->len)
        return true;
    while (cap <= borders->len)
        cap *= 2;
    marks = realloc(borders->marks, cap * sizeof *marks);
    if (!marks)
        return false;
    borders->marks = marks;
    borders->cap = cap;
    return true;
}

static bool mark(lmv__borders *borders)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t at;

    if (borders->marked || borders->failed)
        return borders->marked;
    utext_openUTF8(
        &borders->utext, borders->text, (int64_t)borders->len, &status);
    ubrk_setUText(borders->graphemes, &borders->utext, &status);
    if (U_FAILURE(status) || !make_room(borders))
        return !(borders->failed = true);
    memset(borders->marks, 0, (borders->len + 1) * sizeof *borders->marks);
    for (at = ubrk_first(borders->graphemes); at != UBRK_DONE;
         at = ubrk_next(borders->graphemes))
        borders->marks[at] = true;
    borders->marks[borders->len] = true;
    return borders->marked = true;
}

/* Between two characters below U+0300 is always a border, but for CR LF.
 * `at` is where a character begins. */
static bool is_surely_border(const lmv__borders *borders, uint32_t at)
{
    const unsigned char *text = (const unsigned char *)borders->text;
    bool plain_before;

    if (at == 0 || at >= borders->len)
        return true;
    plain_before = U8_IS_SINGLE(text[at - 1]) ||
                   (at > 1 && U8_IS_LEAD(text[at - 2]) && text[at - 2] < 0xCC);
    return plain_before && text[at] < 0xCC &&
           !(text[at - 1] == '\r' && text[at] == '\n');
}

static uint32_t border_before(lmv__borders *borders, uint32_t at)
{
    while (at > 0 && at < borders->len && U8_IS_TRAIL(borders->text[at]))
        at--;
    if (!is_surely_border(borders, at) && mark(borders))
        while (!borders->marks[at])
            at--;
    return at;
}

static uint32_t border_behind(lmv__borders *borders, uint32_t at)
{
    while (at < borders->len && U8_IS_TRAIL(borders->text[at]))
        at++;
    if (!is_surely_border(borders, at) && mark(borders))
        while (!borders->marks[at])
            at++;
    return at;
}

lmv__span lmv__borders_widen(lmv__borders *borders, lmv__span span)
{
    lmv__span wide;

    if (span.end > borders->len)
        span.end = borders->len;
    if (span.start > span.end)
        span.start = span.end;
    wide.start = border_before(borders, span.start);
    wide.end = border_behind(borders, span.end);
    return wide;
}

/* The last border of `kind` at or before `most`; 0 when there is none. */
static uint32_t last_border(
    UBreakIteratorType kind, const char *text, size_t len, uint32_t most)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, (int64_t)len, &status);
    UBreakIterator *iterator = ubrk_open(kind, "root", NULL, 0, &status);
    int32_t at = 0;

    ubrk_setUText(iterator, utext, &status);
    if (U_SUCCESS(status))
        at = ubrk_isBoundary(iterator, (int32_t)most)
                 ? (int32_t)most
                 : ubrk_preceding(iterator, (int32_t)most);
    if (iterator)
        ubrk_close(iterator);
    utext_close(utext);
    return at > 0 ? (uint32_t)at : 0;
}

uint32_t lmv__borders_cut(const char *text, size_t len, uint32_t most)
{
    const UBreakIteratorType kinds[] = {
        UBRK_SENTENCE, UBRK_WORD, UBRK_CHARACTER};
    uint32_t at;

    if (len <= most)
        return (uint32_t)len;
    if (len > most + LOOK_AHEAD)
        for (len = most + LOOK_AHEAD; U8_IS_TRAIL(text[len]);)
            len--;
    while (most > 0 && U8_IS_TRAIL(text[most]))
        most--;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        at = last_border(kinds[i], text, len, most);
        if (at > 0)
            return at;
    }
    return most; /* one grapheme longer than all that is allowed */
}
