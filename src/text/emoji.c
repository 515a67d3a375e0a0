/*
 * Emoji sequences and emoticons.
 *
 * A sequence is a pictograph with its variation selector, skin tone and tags,
 * joined to others by U+200D; or a flag of two regional indicators; or a
 * keycap.  Emoticons are shapes: eyes, nose, mouth, and a few fixed ones.
 */
#include "text/cutter.h"

#include <string.h>
#include <unicode/uchar.h>

enum { VS16 = 0xfe0f, ZWJ = 0x200d, KEYCAP = 0x20e3 };

static bool is_indicator(int32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Signs that are pictographs only with a variation selector. */
static bool is_text_sign(int32_t c)
{
    return c == 0xa9 || c == 0xae || c == 0x2122 || c == 0x203c ||
           c == 0x2049 || c == 0x2139 || (c >= 0x2190 && c <= 0x21ff) ||
           c == 0x24c2 || c == 0x25aa || c == 0x25ab || c == 0x2e3d;
}

static bool is_pictograph(lmv__slice text, int32_t c, uint32_t end)
{
    if (c < 0xa9)
        return false;
    if (is_text_sign(c))
        return lmv__char_at(text, end).c == VS16;
    return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static bool is_modifier(int32_t c)
{
    return c == VS16 || (c >= 0x1f3fb && c <= 0x1f3ff) || c == KEYCAP ||
           (c >= 0xe0020 && c <= 0xe007f);
}

static uint32_t skip_modifiers(lmv__slice text, uint32_t pos)
{
    for (;;) {
        lmv__char ch = lmv__char_at(text, pos);
        if (!is_modifier(ch.c))
            return pos;
        pos = ch.end;
    }
}

static uint32_t scan_keycap(lmv__slice text, uint32_t pos, lmv__char first)
{
    lmv__char ch = lmv__char_at(text, first.end);

    if (ch.c == VS16)
        ch = lmv__char_at(text, ch.end);
    return ch.c == KEYCAP ? ch.end : pos;
}

uint32_t lmv__scan_emoji(lmv__slice text, uint32_t pos)
{
    lmv__char ch = lmv__char_at(text, pos);
    uint32_t end = pos;

    if ((ch.c >= '0' && ch.c <= '9') || ch.c == '#' || ch.c == '*')
        return scan_keycap(text, pos, ch);
    if (is_indicator(ch.c)) {
        lmv__char next = lmv__char_at(text, ch.end);
        return is_indicator(next.c) ? next.end : ch.end;
    }
    while (is_pictograph(text, ch.c, ch.end)) {
        lmv__char joiner;
        end = skip_modifiers(text, ch.end);
        joiner = lmv__char_at(text, end);
        if (joiner.c != ZWJ)
            break;
        end = joiner.end;
        ch = lmv__char_at(text, end);
    }
    return end;
}

/* ---- emoticons: ASCII only, so bytes will do ---- */

static char byte_at(lmv__slice text, uint32_t pos)
{
    return pos < text.len ? text.ptr[pos] : ' ';
}

static bool is_alnum(lmv__slice text, uint32_t pos)
{
    lmv__char ch = lmv__char_at(text, pos);

    return ch.c >= 0 &&
           (ch.kind == LMV__CHAR_LETTER || ch.kind == LMV__CHAR_DIGIT);
}

static bool is_alnum_before(lmv__slice text, uint32_t pos)
{
    lmv__char ch = lmv__char_before(text, pos);

    return ch.c >= 0 &&
           (ch.kind == LMV__CHAR_LETTER || ch.kind == LMV__CHAR_DIGIT);
}

/* Fixed shapes that stand between blanks or punctuation. */
static const char *const shapes[] = {"</3", "<3", "^_^", "^^", "-_-", "-.-",
    "*_*", "o_O", "O_o", "o_o", "O_O", "T_T", ">_<", ">.<", "\\o/", "xDD", "xD",
    "XDD", "XD", "(:", "(-:", "(;", "):", "D:", "m("};

static uint32_t scan_shape(lmv__slice text, uint32_t pos)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        uint32_t len = (uint32_t)strlen(shapes[i]);
        if (len > text.len - pos || memcmp(text.ptr + pos, shapes[i], len))
            continue;
        if (is_alnum_before(text, pos) || is_alnum(text, pos + len))
            continue;
        /* "<3 Tage" and "(siehe oben):" are none. */
        if (shapes[i][0] == '<' && byte_at(text, pos + len) == ',')
            continue;
        if ((shapes[i][0] == '(' || shapes[i][0] == ')' ||
                shapes[i][0] == 'm') &&
            pos && text.ptr[pos - 1] != ' ')
            continue;
        return pos + len;
    }
    return pos;
}

/* May this mouth stand between `pos` (where the eyes are) and `end`? */
static bool is_mouth(lmv__slice text, uint32_t pos, uint32_t mouth, bool nose)
{
    char c = byte_at(text, mouth);

    switch (c) {
    case ')':
        return true;
    case '(':
    case '[':
    case '{':
        return nose || !is_alnum(text, mouth + 1);
    case ']':
    case '}':
    case '|':
    case '*':
    case '@':
    case '$':
        return nose || !is_alnum(text, mouth + 1);
    case '/':
    case '\\':
        return !is_alnum_before(text, pos) && !is_alnum(text, mouth + 1) &&
               byte_at(text, mouth + 1) != '/';
    case 'D':
        return !is_alnum(text, mouth + 1);
    case 'P':
    case 'p':
    case 'O':
    case 'o':
    case 'S':
    case 's':
    case 'x':
    case 'X':
        return !is_alnum(text, mouth + 1) &&
               (nose || !is_alnum_before(text, pos));
    case '3':
        return !is_alnum(text, mouth + 1) && !is_alnum_before(text, pos);
    default:
        return false;
    }
}

/* A quick look, since nearly no character begins an emoticon. */
static bool may_begin(char c)
{
    return c && strchr(":;=8B<>^-*()\\xXDoOTm", c);
}

uint32_t lmv__scan_emoticon(lmv__slice text, uint32_t pos)
{
    char c = byte_at(text, pos);
    uint32_t at = pos, mouth;
    bool nose = false;

    if (!may_begin(c))
        return pos;
    if (c == '>' && (byte_at(text, pos + 1) == ':'))
        at++;
    c = byte_at(text, at);
    mouth = at + 1;
    if (c == ':' || c == ';' || c == '=' ||
        ((c == '8' || c == 'B') && byte_at(text, mouth) == '-' &&
            !is_alnum_before(text, at))) {
        char n = byte_at(text, mouth);
        nose = n == '-' || n == '^' || (n == '\'' && c == ':');
        if (nose)
            mouth++;
        if (n == '\'' && byte_at(text, mouth) == '-')
            mouth++;
        if (is_mouth(text, at, mouth, nose)) {
            char m = byte_at(text, mouth);
            while (byte_at(text, mouth + 1) == m)
                mouth++;
            return mouth + 1;
        }
    }
    return scan_shape(text, pos);
}
