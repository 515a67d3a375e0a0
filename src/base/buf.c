#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void lmv__buf_init(lmv__buf *buf)
{
    buf->data = NULL;
    buf->len = buf->cap = 0;
    buf->failed = false;
}

void lmv__buf_clear(lmv__buf *buf)
{
    free(buf->data);
    lmv__buf_init(buf);
}

void lmv__buf_reset(lmv__buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->data)
        buf->data[0] = '\0';
}

bool lmv__buf_reserve(lmv__buf *buf, size_t more)
{
    size_t need, cap;
    char *data;

    if (buf->failed)
        return false;
    if (more >= SIZE_MAX / 2 - buf->len) {
        buf->failed = true;
        return false;
    }
    need = buf->len + more + 1;
    if (need <= buf->cap)
        return true;
    cap = buf->cap ? buf->cap : 64;
    while (cap < need)
        cap *= 2;
    data = realloc(buf->data, cap);
    if (!data) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->cap = cap;
    return true;
}

void lmv__buf_add_slowly(lmv__buf *buf, const void *bytes, size_t length)
{
    if (!lmv__buf_reserve(buf, length))
        return;
    if (length)
        memcpy(buf->data + buf->len, bytes, length);
    buf->len += length;
    buf->data[buf->len] = '\0';
}

void lmv__buf_addf(lmv__buf *buf, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0 || !lmv__buf_reserve(buf, (size_t)length)) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(buf->data + buf->len, (size_t)length + 1, format, args);
    va_end(args);
    buf->len += (size_t)length;
}

lmv__slice lmv__slice_of(const char *text)
{
    lmv__slice slice = {text, strlen(text)};

    return slice;
}

bool lmv__slice_same(lmv__slice a, lmv__slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool lmv__slice_is(lmv__slice slice, const char *text)
{
    return lmv__slice_same(slice, lmv__slice_of(text));
}
