/*
 * Buffer: bytes that grow.  Out of memory is sticky: `failed` is set, later
 * appends do nothing, and the caller asks once at the end.
 */
#ifndef LMV_BASE_BUF_H
#define LMV_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

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
void lmv__buf_add(lmv__buf *buf, const void *bytes, size_t length);
void lmv__buf_addc(lmv__buf *buf, char byte);
void lmv__buf_adds(lmv__buf *buf, const char *text);
void lmv__buf_addf(lmv__buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

lmv__slice lmv__slice_of(const char *text);
bool lmv__slice_is(lmv__slice slice, const char *text);
bool lmv__slice_same(lmv__slice a, lmv__slice b);

#endif
