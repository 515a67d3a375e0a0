#include "text/decode.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

struct lmv__decoder {
    UConverter *from, *to; /* to: UTF-8 */
    bool utf8;             /* valid stretches need no converter */
    bool begun;            /* something was written */
    uint64_t replaced;
    UChar pivot[1024]; /* what stands between the two */
    UChar *pivot_from, *pivot_to;
};

/* Counts, and leaves the replacing to ICU: U+FFFD for each maximal piece that
 * is no character. */
static void U_CALLCONV replace(const void *context,
    UConverterToUnicodeArgs *args, const char *bytes, int32_t len,
    UConverterCallbackReason reason, UErrorCode *status)
{
    static const UChar replacement = 0xFFFD;
    lmv__decoder *decoder = (lmv__decoder *)context;

    (void)bytes;
    (void)len;
    if (reason > UCNV_IRREGULAR)
        return; /* reset, close, clone */
    decoder->replaced++;
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

static const char *converter_name(lmv__encoding encoding, const char *name)
{
    switch (encoding) {
    case LMV__ENC_UTF8:
    case LMV__ENC_UTF16LE:
    case LMV__ENC_UTF16BE:
    case LMV__ENC_WINDOWS_1252:
        return lmv__encoding_name(encoding);
    case LMV__ENC_NAMED:
        return name && *name ? name : NULL;
    default:
        return NULL;
    }
}

static lmv_status open_converters(
    lmv__decoder *decoder, const char *name, lmv_error *err)
{
    UErrorCode status = U_ZERO_ERROR;

    decoder->from = ucnv_open(name, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR)
        return lmv__error_nomem(err);
    if (U_FAILURE(status))
        return lmv__error_set(err, LMV_EINVAL,
            "ICU knows no encoding \"%.60s\"; try a name such as UTF-8, "
            "UTF-16LE, windows-1252 or ISO-8859-15",
            name);
    decoder->to = ucnv_open("UTF-8", &status);
    ucnv_setToUCallBack(decoder->from, replace, decoder, NULL, NULL, &status);
    if (U_FAILURE(status))
        return lmv__error_nomem(err);
    return LMV_OK;
}

lmv_status lmv__decoder_new(lmv__decoder **out, lmv__encoding encoding,
    const char *name, lmv_error *err)
{
    const char *known = converter_name(encoding, name);
    lmv__decoder *decoder;
    lmv_status status;

    *out = NULL;
    if (!known)
        return lmv__error_set(err, LMV_EINVAL, "no encoding is named");
    decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        return lmv__error_nomem(err);
    decoder->utf8 = encoding == LMV__ENC_UTF8;
    decoder->pivot_from = decoder->pivot_to = decoder->pivot;
    status = open_converters(decoder, known, err);
    if (status != LMV_OK) {
        lmv__decoder_free(decoder);
        return status;
    }
    *out = decoder;
    return LMV_OK;
}

void lmv__decoder_free(lmv__decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->from)
        ucnv_close(decoder->from);
    if (decoder->to)
        ucnv_close(decoder->to);
    free(decoder);
}

uint64_t lmv__decoder_replaced(const lmv__decoder *decoder)
{
    return decoder->replaced;
}

/* Through ICU; what the piece cuts stays in the converter. */
static lmv_status convert(lmv__decoder *decoder, const char *bytes, size_t len,
    bool flush, lmv__buf *out, lmv_error *err)
{
    const char *from = bytes, *limit = bytes + len;
    UErrorCode status;
    char *to;

    do {
        if (!lmv__buf_reserve(out, len + len / 2 + 64))
            return lmv__error_nomem(err);
        status = U_ZERO_ERROR;
        to = out->data + out->len;
        ucnv_convertEx(decoder->to, decoder->from, &to,
            out->data + out->cap - 1, &from, limit, decoder->pivot,
            &decoder->pivot_from, &decoder->pivot_to,
            decoder->pivot + sizeof decoder->pivot / sizeof decoder->pivot[0],
            false, flush, &status);
        out->len = (size_t)(to - out->data);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    out->data[out->len] = '\0';
    if (U_FAILURE(status))
        return lmv__error_set(err, LMV_ENCODING,
            "the bytes cannot be decoded: %s", u_errorName(status));
    return LMV_OK;
}

/* ICU holds the beginning of a character. */
static bool is_pending(const lmv__decoder *decoder)
{
    UErrorCode status = U_ZERO_ERROR;

    return decoder->pivot_from != decoder->pivot_to ||
           ucnv_toUCountPending(decoder->from, &status) > 0;
}

/* UTF-8: valid stretches are copied; ICU sees the bytes that are not, one by
 * one until it has made something of them. */
static lmv_status copy_valid(lmv__decoder *decoder, const char *bytes,
    size_t len, bool flush, lmv__buf *out, lmv_error *err)
{
    lmv_status status = LMV_OK;
    size_t i = 0;

    while (i < len && status == LMV_OK) {
        if (!is_pending(decoder)) {
            size_t valid = lmv__utf8_valid(bytes + i, len - i);

            lmv__buf_add(out, bytes + i, valid);
            i += valid;
        }
        if (i < len)
            status = convert(decoder, bytes + i++, 1, false, out, err);
    }
    if (status == LMV_OK && flush)
        status = convert(decoder, bytes + len, 0, true, out, err);
    return status;
}

/* A byte order mark is no text. */
static void drop_mark(lmv__decoder *decoder, lmv__buf *out, size_t start)
{
    if (decoder->begun || out->len == start)
        return;
    decoder->begun = true;
    if (out->len - start >= 3 &&
        memcmp(out->data + start, "\xEF\xBB\xBF", 3) == 0) {
        memmove(out->data + start, out->data + start + 3, out->len - start - 3);
        out->len -= 3;
        out->data[out->len] = '\0';
    }
}

lmv_status lmv__decoder_feed(lmv__decoder *decoder, const char *bytes,
    size_t len, bool flush, lmv__buf *out, lmv_error *err)
{
    size_t start = out->len;
    lmv_status status;

    if (!len)
        bytes = "";
    status = decoder->utf8 ? copy_valid(decoder, bytes, len, flush, out, err)
                           : convert(decoder, bytes, len, flush, out, err);
    if (out->failed)
        return lmv__error_nomem(err);
    drop_mark(decoder, out, start);
    return status;
}
