/*
 * A JSON array of objects, element by element, as programs' interfaces answer:
 *
 *     [ {...}, {...} ]     or     { "ratings": [ {...}, {...} ], "next": null }
 *
 * Only strings and brackets are looked at to find an element's end; what is in
 * it is judged when it is parsed.
 */
#include "records/inner.h"

#include <string.h>

static size_t skip_space(lmv__slice text, size_t i)
{
    while (i < text.len && text.ptr[i] && strchr(" \t\r\n", text.ptr[i]))
        i++;
    return i;
}

/* Behind the string that begins at i; 0 when it does not end. */
static size_t skip_string(lmv__slice text, size_t i)
{
    for (i++; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == '"')
            return i + 1;
    }
    return 0;
}

/* Behind the bracket that closes the one at i; 0 when it does not. */
static size_t skip_value(lmv__slice text, size_t i)
{
    size_t depth = 0;

    while (i < text.len) {
        char c = text.ptr[i];

        if (c == '"') {
            i = skip_string(text, i);
            if (i == 0)
                return 0;
            continue;
        }
        i++;
        depth += c == '{' || c == '[';
        if ((c == '}' || c == ']') && --depth == 0)
            return i;
    }
    return 0;
}

/* Where the first object of the array stands; 0: it is no such text. */
static size_t find_begin(lmv__slice text)
{
    size_t i = skip_space(text, 0);

    if (i < text.len && text.ptr[i] == '{') {
        i = skip_space(text, i + 1);
        i = i < text.len && text.ptr[i] == '"' ? skip_string(text, i) : 0;
        i = i > 0 ? skip_space(text, i) : text.len;
        if (i >= text.len || text.ptr[i] != ':')
            return 0;
        i = skip_space(text, i + 1);
    }
    if (i >= text.len || text.ptr[i] != '[')
        return 0;
    i = skip_space(text, i + 1);
    return i < text.len && text.ptr[i] == '{' ? i : 0;
}

/* An object around the array is told from a line of JSON Lines: behind a line
 * another one follows. */
bool lmv__json_array_is(lmv__slice sample)
{
    size_t begin = find_begin(sample), first = skip_space(sample, 0), end;

    if (begin == 0 || sample.ptr[first] == '[')
        return begin > 0;
    end = skip_value(sample, first);
    return end == 0 ? !memchr(sample.ptr, '\n', sample.len) ||
                          memchr(sample.ptr, '\n', begin)
                    : skip_space(sample, end) == sample.len;
}

void lmv__json_array_begin(lmv__slice *rest)
{
    size_t begin = find_begin(*rest);

    rest->ptr += begin;
    rest->len -= begin;
}

bool lmv__json_array_cut(lmv__slice rest, lmv__slice *element)
{
    size_t from = skip_space(rest, 0), until;

    if (from < rest.len && rest.ptr[from] == ',')
        from = skip_space(rest, from + 1);
    if (from >= rest.len || rest.ptr[from] != '{')
        return false;
    until = skip_value(rest, from);
    element->ptr = rest.ptr + from;
    element->len = until > from ? until - from : 0;
    return until > from;
}

/* Takes what stands between elements. */
static lmv_status drop(lmv__reader *reader, size_t len, lmv_error *err)
{
    lmv__slice window = lmv__source_window(&reader->source);
    bool differs;
    uint64_t bad;

    reader->line += lmv__reader_count_lines(reader, window.ptr, len);
    lmv__buf_reset(&reader->raw);
    return lmv__source_take(
        &reader->source, len, &reader->raw, &differs, &bad, err);
}

/* Bytes before the next object; *more = false: the array has ended. */
static size_t find_object(
    const lmv__reader *reader, lmv__slice window, bool *more)
{
    size_t i = reader->in_array ? 0 : find_begin(window);

    *more = false;
    if (reader->array_ended)
        return window.len;
    while (i < window.len && window.ptr[i] && strchr(" \t\r\n,", window.ptr[i]))
        i++;
    *more = i < window.len && window.ptr[i] != ']';
    return i;
}

/* Is the window enough to say what stands at `before`? */
static bool is_enough(const lmv__reader *reader, lmv__slice window,
    size_t before, bool more, size_t until)
{
    if (reader->source.ended || window.len > LMV__MAX_RECORD)
        return true;
    if (!reader->in_array && find_begin(window) == 0)
        return false;
    return until > 0 || (before < window.len && !more) ||
           (more && window.ptr[before] != '{');
}

lmv_status lmv__json_array_next(lmv__reader *reader, lmv__slice *element,
    bool *more, bool *over, lmv_error *err)
{
    lmv__source *source = &reader->source;
    lmv_status status = LMV_OK;

    *over = false;
    while (!status) {
        lmv__slice window = lmv__source_window(source);
        size_t before = find_object(reader, window, more), until = 0;

        if (*more && window.ptr[before] == '{')
            until = skip_value(window, before);
        if (!is_enough(reader, window, before, *more, until)) {
            status = lmv__source_fill(source, window.len + window.len / 2, err);
            continue;
        }
        reader->in_array = true;
        reader->array_ended |= !*more;
        *over = *more && (until == 0 || until - before > LMV__MAX_RECORD);
        status = drop(reader, *more ? before : window.len, err);
        if (status || *more || source->ended)
            break;
        status = lmv__source_fill(source, 0, err); /* behind the array */
    }
    *element = lmv__source_window(source);
    if (!status && *more && !*over)
        (void)lmv__json_array_cut(*element, element);
    return status;
}
