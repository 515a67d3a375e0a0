/*
 * Decoding: any bytes in any encoding become valid UTF-8, the same however
 * they are cut.  The first byte chooses the encoding and the pieces.
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "text/decode.h"

#include <string.h>

static void decode(lmv__encoding encoding, const char *bytes, size_t len,
    size_t piece, lmv__buf *out)
{
    lmv__decoder *decoder;

    FUZZ_ASSERT(
        lmv__decoder_new(&decoder, encoding, "ISO-8859-15", NULL) == LMV_OK);
    for (size_t i = 0; i < len; i += piece) {
        size_t n = len - i < piece ? len - i : piece;

        FUZZ_ASSERT(lmv__decoder_feed(decoder, bytes + i, n, i + n == len, out,
                        NULL) == LMV_OK);
    }
    lmv__decoder_free(decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const lmv__encoding encodings[] = {LMV__ENC_UTF8, LMV__ENC_UTF16LE,
        LMV__ENC_UTF16BE, LMV__ENC_WINDOWS_1252, LMV__ENC_NAMED};
    lmv__buf whole, parts;

    if (size < 2)
        return 0;
    (void)lmv__decode_guess((const char *)data + 1, size - 1, data[0] & 1);
    lmv__buf_init(&whole);
    lmv__buf_init(&parts);
    decode(
        encodings[data[0] % 5], (const char *)data + 1, size - 1, size, &whole);
    decode(encodings[data[0] % 5], (const char *)data + 1, size - 1,
        1u + data[0] / 5u, &parts);
    FUZZ_ASSERT(whole.len == parts.len);
    if (whole.len > 0) {
        FUZZ_ASSERT(memcmp(whole.data, parts.data, whole.len) == 0);
        FUZZ_ASSERT(lmv__utf8_valid(whole.data, whole.len) == whole.len);
    }
    lmv__buf_clear(&whole);
    lmv__buf_clear(&parts);
    return 0;
}
