#include <config.h>

#include "cli/style.h"

#include "base/process.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

bool lmv__color_parse(const char *word, lmv__color_choice *choice)
{
    static const char *const words[] = {"auto", "always", "never"};
    size_t i;

    for (i = 0; i < 3; i++)
        if (strcmp(word, words[i]) == 0) {
            *choice = (lmv__color_choice)i;
            return true;
        }
    return false;
}

bool lmv__color_wanted(lmv__color_choice choice, int fd)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

    if (choice != LMV__COLOR_AUTO)
        return choice == LMV__COLOR_ALWAYS;
    return lmv__process_terminal(fd) && term && strcmp(term, "dumb") != 0 &&
           !(no && *no);
}

const char *lmv__ink_on(bool color, lmv__ink ink)
{
    static const char *const inks[] = {"", "\033[1m", "\033[2m", "\033[31m",
        "\033[32m", "\033[33m", "\033[34m", "\033[1;4;36m"};

    return color ? inks[ink] : "";
}

const char *lmv__ink_off(bool color)
{
    return color ? "\033[0m" : "";
}

void lmv__style_safe(lmv__buf *out, const char *text, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)text;
    int32_t i = 0, n = length > INT32_MAX ? INT32_MAX : (int32_t)length;

    while (i < n) {
        int32_t start = i;
        UChar32 c;

        U8_NEXT(bytes, i, n, c);
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 ||
            c == 0x2029)
            lmv__buf_addc(out, ' ');
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0) ||
                 (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            lmv__buf_adds(out, "\xef\xbf\xbd");
        else
            lmv__buf_add(out, text + start, (size_t)(i - start));
    }
}

static size_t char_width(UChar32 c)
{
    int wide;

    if (u_getIntPropertyValue(c, UCHAR_GENERAL_CATEGORY_MASK) &
        (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK))
        return 0;
    wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

size_t lmv__style_width(const char *text, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)text;
    int32_t i = 0, n = length > INT32_MAX ? INT32_MAX : (int32_t)length;
    size_t width = 0;

    while (i < n) {
        UChar32 c;

        U8_NEXT(bytes, i, n, c);
        width += c < 0 ? 1 : char_width(c);
    }
    return width;
}

static int by_start(const void *a, const void *b)
{
    const lmv__mark *x = a, *y = b;

    return x->start < y->start ? -1 : x->start > y->start;
}

/* Sort, join what touches; the new number. */
static size_t join_marks(lmv__mark *marks, size_t n)
{
    size_t i, kept = 0;

    if (n == 0)
        return 0;
    qsort(marks, n, sizeof *marks, by_start);
    for (i = 1; i < n; i++) {
        if (marks[i].start > marks[kept].end)
            marks[++kept] = marks[i];
        else if (marks[i].end > marks[kept].end)
            marks[kept].end = marks[i].end;
    }
    return kept + 1;
}

void lmv__style_marked(lmv__buf *out, const char *text, size_t length,
    lmv__mark *marks, size_t n, bool color)
{
    size_t at = 0, i;

    n = join_marks(marks, n);
    for (i = 0; i < n; i++) {
        lmv__mark mark = marks[i];

        if (mark.start < at || mark.end > length || mark.end < mark.start)
            continue;
        lmv__style_safe(out, text + at, mark.start - at);
        lmv__buf_adds(out, color ? lmv__ink_on(true, LMV__INK_MARK) : "[");
        lmv__style_safe(out, text + mark.start, mark.end - mark.start);
        lmv__buf_adds(out, color ? lmv__ink_off(true) : "]");
        at = mark.end;
    }
    lmv__style_safe(out, text + at, length - at);
}
