/* Quantities: numbers and durations of a document (quantity.h). */
#include "text/quantity.h"

#include "text/iso8601.h"
#include "text/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILLERS = 2, MOST_SETTING = 200 };

typedef struct duration {
    lmv__iso_parts parts;
    double seconds;
    uint32_t end; /* the piece behind it */
} duration;

/* ---- durations in a window ---- */

/* The unit behind a number, fillers and a hyphen passed over; NULL when there
 * is none.  `*end` is the piece behind it. */
static const lmv__unit *unit_behind(
    const lmv__window *window, const lmv__number *number, uint32_t *end)
{
    uint32_t i = number->end;

    if (window->pieces[i].kind == LMV__PIECE_DASH &&
        window->pieces[i].touches && window->pieces[i + 1].touches)
        i++;
    for (int n = 0; n < MOST_FILLERS; n++)
        i += lmv__piece_in(window, LMV__QUANTITY_FILLERS, i);
    if (window->pieces[i].kind != LMV__PIECE_WORD)
        return NULL;
    *end = i + 1;
    return lmv__langdata_unit(
        window->data, number->mask, window->pieces[i].text);
}

static void add(duration *d, const lmv__unit *unit, double value, uint32_t end)
{
    lmv__iso_add(&d->parts, unit->designator, value * unit->amount);
    d->seconds += value * unit->seconds;
    d->end = end;
}

static uint32_t skip_dot(const lmv__window *window, uint32_t i)
{
    return i + (window->pieces[i].kind == LMV__PIECE_DOT &&
                   window->pieces[i].touches);
}

/* "an hour and a half" */
static bool add_fraction(
    const lmv__window *window, duration *d, const lmv__unit *unit)
{
    uint32_t i = d->end, end;
    lmv__number number;

    if (!lmv__piece_in(window, LMV__ENUMERATION, i) ||
        !lmv__number_at(window, i + 1, &number) || number.value >= 1 ||
        number.is_digits || unit_behind(window, &number, &end))
        return false;
    add(d, unit, number.value, number.end);
    return true;
}

/* "1 Std. 20", "1h30": minutes that nobody names. */
static bool add_minutes(
    const lmv__window *window, duration *d, const lmv__unit *unit)
{
    static const lmv__unit minute = {"TM", 1, 60};
    uint32_t i = skip_dot(window, d->end);
    lmv__number number;

    if (strcmp(unit->designator, "TH") != 0 ||
        window->pieces[i].kind != LMV__PIECE_NUMERAL ||
        (window->pieces[i + 1].kind == LMV__PIECE_WORD &&
            !window->pieces[i].touches) ||
        !lmv__number_single(window, i, &number) || number.value >= 60 ||
        number.value != floor(number.value))
        return false;
    add(d, &minute, number.value, number.end);
    return true;
}

/* "2 hours and 10 minutes": a smaller unit goes on. */
static const lmv__unit *add_smaller(
    const lmv__window *window, duration *d, const lmv__unit *unit)
{
    uint32_t i = skip_dot(window, d->end), end;
    const lmv__unit *next;
    lmv__number number;

    i += lmv__piece_in(window, LMV__ENUMERATION, i);
    if (!lmv__number_at(window, i, &number))
        return NULL;
    next = unit_behind(window, &number, &end);
    if (!next || next->seconds >= unit->seconds)
        return NULL;
    add(d, next, number.value, end);
    return next;
}

static bool duration_at(const lmv__window *window, uint32_t i, duration *out)
{
    const lmv__unit *unit, *next;
    lmv__number number;
    uint32_t end;

    memset(out, 0, sizeof *out);
    if (!lmv__number_at(window, i, &number))
        return false;
    unit = unit_behind(window, &number, &end);
    if (!unit)
        return false;
    add(out, unit, number.value, end);
    if (add_fraction(window, out, unit) || add_minutes(window, out, unit))
        return true;
    while ((next = add_smaller(window, out, unit)))
        unit = next;
    return true;
}

/* An article that stands alone is no number. */
static bool is_article(const lmv__window *window, const lmv__number *number)
{
    return number->end == 1 && !number->is_digits && number->value == 1 &&
           lmv__piece_in(window, LMV__FUNCTION_WORDS, 0);
}

/* ---- documents ---- */

/* A walk over the pieces of the folded copy inside a span. */
typedef struct walk {
    lmv__document *doc;
    const lmv__copy *copy;
    lmv__slice text; /* up to the end of the span */
    uint32_t pos;
    lmv__window window;
} walk;

static bool begin(walk *w, lmv__document *doc, lmv__span within)
{
    w->doc = doc;
    w->copy = lmv__document_folded(doc);
    if (!w->copy || within.start >= within.end)
        return false;
    w->pos = lmv__copy_from_original(w->copy, within.start);
    w->text.ptr = w->copy->text;
    w->text.len = lmv__copy_from_original(w->copy, within.end);
    return true;
}

/* Fills the window at the next piece that may begin a number: a numeral that
 * no letter touches (not "B2B"), or a word. */
static bool step(walk *w)
{
    lmv__number number;
    lmv__piece piece;
    bool letters = false;

    for (;;) {
        uint32_t end = lmv__piece_next(w->text, w->pos, &piece);
        uint32_t start = w->pos;
        if (piece.kind == LMV__PIECE_END)
            return false;
        w->pos = end;
        if (piece.kind == LMV__PIECE_WORD ||
            (piece.kind == LMV__PIECE_NUMERAL && !(letters && piece.touches))) {
            lmv__window one;
            one.data = lmv__document_langdata(w->doc);
            one.pieces[0] = piece;
            if (lmv__number_single(&one, 0, &number)) {
                lmv__window_fill(&w->window, one.data, w->text, start);
                return true;
            }
        }
        letters = piece.kind == LMV__PIECE_WORD;
    }
}

static void publish(const walk *w, uint32_t pieces, lmv__quantity *out)
{
    const lmv__piece *last = &w->window.pieces[pieces - 1];
    const char *start = w->window.pieces[0].text.ptr;

    out->span = lmv__document_original(w->doc, w->copy,
        (uint32_t)(start - w->copy->text),
        (uint32_t)(last->text.ptr + last->text.len - w->copy->text));
}

bool lmv__quantity_number(
    lmv__document *doc, lmv__span within, lmv__quantity *out)
{
    lmv__number number;
    walk w;

    if (!begin(&w, doc, within))
        return false;
    while (step(&w)) {
        if (!lmv__number_at(&w.window, 0, &number) ||
            is_article(&w.window, &number))
            continue;
        memset(out, 0, sizeof *out);
        out->value = number.value;
        publish(&w, number.end, out);
        return true;
    }
    return false;
}

bool lmv__quantity_duration(
    lmv__document *doc, lmv__span within, lmv__quantity *out)
{
    duration d;
    walk w;

    if (!begin(&w, doc, within))
        return false;
    while (step(&w)) {
        if (!duration_at(&w.window, 0, &d))
            continue;
        memset(out, 0, sizeof *out);
        out->value = d.seconds;
        lmv__iso_write(&d.parts, out->iso, sizeof out->iso);
        publish(&w, d.end, out);
        return true;
    }
    return false;
}

/* ---- settings ---- */

lmv_status lmv__quantity_parse(
    const lmv__langdata *data, const char *text, double *seconds)
{
    lmv__slice slice = {text, strlen(text)};
    lmv_status status;
    lmv__window window;
    lmv__buf folded;
    duration d;

    if (slice.len > MOST_SETTING)
        return LMV_EFORMAT;
    if (lmv__iso_parse(slice, seconds))
        return LMV_OK;
    lmv__buf_init(&folded);
    status = lmv__fold_string(text, slice.len, &folded, NULL);
    if (status == LMV_OK && folded.failed)
        status = LMV_ENOMEM;
    if (status == LMV_OK) {
        slice.ptr = folded.data ? folded.data : "";
        slice.len = folded.len;
        lmv__window_fill(&window, data, slice, 0);
        status = LMV_EFORMAT;
        if (duration_at(&window, 0, &d) &&
            skip_dot(&window, d.end) == window.n) {
            *seconds = d.seconds;
            status = LMV_OK;
        }
    }
    lmv__buf_clear(&folded);
    return status;
}

void lmv__quantity_format(double seconds, char *iso, size_t size)
{
    static const lmv__unit units[] = {
        {"D", 86400, 0}, {"TH", 3600, 0}, {"TM", 60, 0}, {"TS", 1, 0}};
    lmv__iso_parts parts;
    size_t i = 0;

    memset(&parts, 0, sizeof parts);
    if (!(seconds >= 0 && seconds < 1e12))
        seconds = 0;
    while (i < 3 && fmod(seconds, units[i].amount) != 0)
        i++;
    if (seconds > 0)
        lmv__iso_add(&parts, units[i].designator, seconds / units[i].amount);
    lmv__iso_write(&parts, iso, size);
}
