/* JSON: what is accepted can be written again and is then read the same. */
#include "fuzz.h"

#include "base/json.h"

#include <string.h>

/* Writes the value anew; false when it is no JSON. */
static bool rewrite(const char *text, size_t len, lmv__buf *out)
{
    lmv__json_reader reader;
    lmv__json_writer writer;
    lmv__json_token token;
    lmv__buf room;
    bool good = true;

    lmv__buf_init(&room);
    lmv__json_reader_init(&reader, text, len, 0);
    lmv__json_writer_init(&writer, out, 0);
    while (good) {
        good = lmv__json_next(&reader, &token, NULL) == LMV_OK;
        FUZZ_ASSERT(reader.pos <= len);
        FUZZ_ASSERT(reader.depth <= LMV__JSON_MAX_DEPTH);
        if (!good || token.kind == LMV__JSON_END)
            break;
        lmv__buf_reset(&room);
        lmv__buf_adds(&room, "");
        if (token.kind == LMV__JSON_OBJECT || token.kind == LMV__JSON_ARRAY)
            lmv__json_begin(&writer, *token.text.ptr);
        else if (token.kind == LMV__JSON_OBJECT_END ||
                 token.kind == LMV__JSON_ARRAY_END)
            lmv__json_end(&writer, *token.text.ptr);
        else if (token.kind == LMV__JSON_KEY) {
            lmv__slice key = {NULL, 0};

            lmv__json_unescape(&token, &room);
            key.ptr = room.data;
            key.len = room.len;
            lmv__json_key_slice(&writer, key);
        } else {
            /* Numbers and words as strings. */
            lmv__json_unescape(&token, &room);
            lmv__json_string(&writer, room.data, room.len);
        }
    }
    lmv__buf_clear(&room);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lmv__buf once, twice;

    lmv__buf_init(&once);
    lmv__buf_init(&twice);
    if (rewrite((const char *)data, size, &once)) {
        FUZZ_ASSERT(rewrite(once.data, once.len, &twice));
        FUZZ_ASSERT(once.len == twice.len);
        FUZZ_ASSERT(memcmp(once.data, twice.data, once.len) == 0);
    }
    lmv__buf_clear(&once);
    lmv__buf_clear(&twice);
    return 0;
}
