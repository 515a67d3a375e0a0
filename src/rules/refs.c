#include "rules/refs.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static bool is_name_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '/';
}

bool lmv__is_builtin_macro(lmv__slice name)
{
    static const char *const built_in[] = {"ä", "ö", "ü", "ß", "'", "-"};

    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (lmv__slice_is(name, built_in[i]))
            return true;
    return false;
}

/* `$name` at i: bytes of the name, 0 when it is none. */
static size_t list_name(lmv__slice text, size_t i)
{
    size_t len = 0;

    if (i + 1 >= text.len || !is_letter(text.ptr[i + 1]))
        return 0;
    while (i + 1 + len < text.len && is_name_char(text.ptr[i + 1 + len]))
        len++;
    while (len && (text.ptr[i + len] == '-' || text.ptr[i + len] == '/'))
        len--;
    return len;
}

/* `{{name}}` at i: bytes of the name, 0 when it is none. */
static size_t macro_name(lmv__slice text, size_t i)
{
    size_t len = 0;

    while (i + 2 + len + 1 < text.len && text.ptr[i + 2 + len] != '}' &&
           text.ptr[i + 2 + len] != '{')
        len++;
    if (i + 2 + len + 1 >= text.len || text.ptr[i + 2 + len] != '}' ||
        text.ptr[i + 2 + len + 1] != '}')
        return 0;
    return len;
}

bool lmv__refs_next(lmv__slice text, bool raw, size_t *at, lmv__ref *ref)
{
    for (size_t i = *at, len; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '\\') {
            i++;
        } else if (c == '$' && !raw && (len = list_name(text, i))) {
            *ref = (lmv__ref){{text.ptr + i + 1, len}, i, false};
            *at = i + 1 + len;
            return true;
        } else if (c == '{' && i + 1 < text.len && text.ptr[i + 1] == '{' &&
                   (len = macro_name(text, i))) {
            *ref = (lmv__ref){{text.ptr + i + 2, len}, i, true};
            *at = i + len + 4;
            return true;
        }
    }
    *at = text.len;
    return false;
}
