/*
 * Buffer: bytes that grow.  Out of memory is sticky: `failed` is set, later
 * appends do nothing, and the caller asks once at the end.
 */
#ifndef LMV_BASE_BUF_H
#define LMV_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct lmv__slice {
    const char *ptr;
    size_t len;
} lmv__slice;

typedef struct lmv__buf {
    char *data; /* always NUL-terminated once something was appended */
    size_t len, cap;
    bool failed;
} lmv__buf;

void lmv__buf_init(lmv__buf *buf);
void lmv__buf_clear(lmv__buf *buf); /* frees */
void lmv__buf_reset(lmv__buf *buf); /* empties, keeps the memory */
/* Room for `more` bytes behind the end; false when out of memory. */
bool lmv__buf_reserve(lmv__buf *buf, size_t more);
void lmv__buf_add_slowly(lmv__buf *buf, const void *bytes, size_t length);

/* Writers append by the word, so the usual case, room is there, is inline. */
static inline void lmv__buf_add(lmv__buf *buf, const void *bytes, size_t length)
{
    if (buf->failed || length >= buf->cap - buf->len) {
        lmv__buf_add_slowly(buf, bytes, length);
        return;
    }
    if (length)
        memcpy(buf->data + buf->len, bytes, length);
    buf->len += length;
    buf->data[buf->len] = '\0';
}

static inline void lmv__buf_addc(lmv__buf *buf, char byte)
{
    lmv__buf_add(buf, &byte, 1);
}

static inline void lmv__buf_adds(lmv__buf *buf, const char *text)
{
    lmv__buf_add(buf, text, strlen(text));
}

void lmv__buf_addf(lmv__buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

lmv__slice lmv__slice_of(const char *text);
bool lmv__slice_is(lmv__slice slice, const char *text);
bool lmv__slice_same(lmv__slice a, lmv__slice b);

#endif
