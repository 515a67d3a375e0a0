#include "text/segment.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf16.h>

void lmv__segment_init(lmv__segment *segment, const UNormalizer2 *nfc)
{
    segment->nfc = nfc;
    segment->points = segment->small;
    segment->len = 0;
    segment->cap = sizeof segment->small / sizeof segment->small[0];
    segment->failed = false;
}

void lmv__segment_clear(lmv__segment *segment)
{
    if (segment->points != segment->small)
        free(segment->points);
    lmv__segment_init(segment, segment->nfc);
}

static bool grow(lmv__segment *segment)
{
    size_t cap = segment->cap * 2;
    lmv__point *points;

    if (segment->failed || cap > UINT32_MAX / sizeof *points)
        return !(segment->failed = true);
    points = malloc(cap * sizeof *points);
    if (!points)
        return !(segment->failed = true);
    memcpy(points, segment->points, segment->len * sizeof *points);
    if (segment->points != segment->small)
        free(segment->points);
    segment->points = points;
    segment->cap = cap;
    return true;
}

static void append(lmv__segment *segment, UChar32 code)
{
    lmv__point *point;

    if (segment->len == segment->cap && !grow(segment))
        return;
    point = &segment->points[segment->len];
    point->code = code;
    point->order = (uint32_t)segment->len++;
    point->weight =
        code < 0x300 ? 0 : unorm2_getCombiningClass(segment->nfc, code);
}

void lmv__segment_push(lmv__segment *segment, UChar32 code)
{
    UChar parts[32]; /* canonical ones have at most 4 */
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = -1;
    UChar32 part;

    if (code >= 0xC0)
        len = unorm2_getDecomposition(segment->nfc, code, parts,
            (int32_t)(sizeof parts / sizeof parts[0]), &status);
    if (len <= 0 || U_FAILURE(status)) {
        append(segment, code);
        return;
    }
    for (int32_t i = 0; i < len;) {
        U16_NEXT(parts, i, len, part);
        append(segment, part);
    }
}

static int by_weight(const void *a, const void *b)
{
    const lmv__point *p = a, *q = b;

    if (p->weight != q->weight)
        return p->weight < q->weight ? -1 : 1;
    return (p->order > q->order) - (p->order < q->order);
}

/* Stable sort of each run of marks by combining class. */
static void sort_marks(lmv__segment *segment)
{
    lmv__point *points = segment->points;
    size_t start = 0, end;

    while (start < segment->len) {
        bool sorted = true;

        if (points[start].weight == 0) {
            start++;
            continue;
        }
        for (end = start + 1; end < segment->len && points[end].weight; end++)
            sorted = sorted && points[end - 1].weight <= points[end].weight;
        if (!sorted)
            qsort(points + start, end - start, sizeof *points, by_weight);
        start = end;
    }
}

void lmv__segment_compose(lmv__segment *segment)
{
    lmv__point *points = segment->points;
    size_t starter = SIZE_MAX, out = 0;
    unsigned last = 0; /* weight of what was kept last */

    if (segment->len < 2)
        return;
    sort_marks(segment);
    for (size_t i = 0; i < segment->len; i++) {
        lmv__point point = points[i];
        UChar32 pair = -1;

        if (starter != SIZE_MAX && (starter + 1 == out || last < point.weight))
            pair = unorm2_composePair(
                segment->nfc, points[starter].code, point.code);
        if (pair >= 0) {
            points[starter].code = pair;
            continue;
        }
        if (point.weight == 0)
            starter = out;
        last = point.weight;
        points[out++] = point;
    }
    segment->len = out;
}

void lmv__segment_fold(lmv__segment *segment)
{
    lmv__segment folded;
    UChar32 to[2];

    if (segment->len == 1) { /* what it folds to is in NFC */
        int n = lmv__fold_point(segment->points[0].code, to);

        segment->len = 0;
        for (int k = 0; k < n; k++)
            append(segment, to[k]);
        return;
    }
    lmv__segment_init(&folded, segment->nfc);
    for (size_t i = 0; i < segment->len; i++) {
        int n = lmv__fold_point(segment->points[i].code, to);

        for (int k = 0; k < n; k++)
            lmv__segment_push(&folded, to[k]);
    }
    lmv__segment_compose(&folded);
    segment->len = 0;
    segment->failed = segment->failed || folded.failed;
    for (size_t i = 0; i < folded.len; i++)
        append(segment, folded.points[i].code);
    lmv__segment_clear(&folded);
}

bool lmv__starts_segment(const UNormalizer2 *nfc, UChar32 code)
{
    return code < 0x300 || unorm2_hasBoundaryBefore(nfc, code);
}

bool lmv__is_plain(UChar32 code)
{
    if (code < 0x300)
        return code != 0xAD;
    return (code >= 0x2010 && code <= 0x2027) ||   /* dashes, quotes, … */
           (code >= 0x2030 && code <= 0x205F) ||   /* ‰ ′ ‹ › */
           (code >= 0x20A0 && code <= 0x20BF) ||   /* € */
           (code >= 0x1F1E6 && code <= 0x1F3FA) || /* flags, emoji */
           (code >= 0x1F400 && code <= 0x1F64F);
}

bool lmv__is_dropped(UChar32 code)
{
    if (code < 0x200B)
        return code == 0xAD || (code >= 0x180B && code <= 0x180F);
    if (code < 0x2070) /* zero-width, direction marks, word joiner ... */
        return code <= 0x200F || (code >= 0x202A && code <= 0x202E) ||
               code >= 0x2060;
    if (code < 0x1F3FB)
        return (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF;
    return code <= 0x1F3FF || (code >= 0xE0100 && code <= 0xE01EF);
}

/* Quotes, dashes and blanks, as ASCII; 0 for anything else. */
static UChar32 fold_mark(UChar32 code)
{
    if (code > 0xBB && code < 0x2BB)
        return 0;
    switch (code) {
    case 0x60:
    case 0xB4:
    case 0x2BB: /* turned comma, comma above as letters */
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032: /* primes */
    case 0x2035:
    case 0x2039: /* single guillemets */
    case 0x203A:
    case 0xFF07:
        return '\'';
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x2036:
    case 0x301D:
    case 0x301E:
    case 0x301F:
    case 0xFF02:
        return '"';
    case 0xA0:
        return ' ';
    case 0x2212: /* minus sign */
        return '-';
    default:
        break;
    }
    if (code < 0x500)
        return 0;
    switch (u_charType(code)) {
    case U_SPACE_SEPARATOR:
        return ' ';
    case U_DASH_PUNCTUATION:
        return '-';
    default:
        return 0;
    }
}

int lmv__fold_point(UChar32 code, UChar32 to[2])
{
    UChar32 mark = fold_mark(code);

    to[0] = to[1] = 'e';
    switch (code) {
    case 0xC4:
    case 0xE4:
        to[0] = 'a';
        return 2;
    case 0xD6:
    case 0xF6:
        to[0] = 'o';
        return 2;
    case 0xDC:
    case 0xFC:
        to[0] = 'u';
        return 2;
    case 0xDF:
    case 0x1E9E:
        to[0] = to[1] = 's';
        return 2;
    default:
        to[0] = mark ? mark : u_foldCase(code, U_FOLD_CASE_DEFAULT);
        return 1;
    }
}
