/* A workbook, or what claims to be one: rows, or a refusal. */
#include "fuzz.h"

#include "base/map.h"
#include "records/reader.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lmv__reader_options options;
    lmv__reader *reader;
    lmv__record record;
    lmv_status status = LMV_OK;
    uint64_t bytes = 0; /* all of them are looked at */
    bool more = true;

    memset(&options, 0, sizeof options);
    options.bytes = (const char *)data;
    options.n_bytes = size;
    options.any_text = true;
    if (size < 4 || memcmp(data, "PK\3\4", 4) != 0 ||
        lmv__reader_open(&reader, &options, NULL))
        return 0;
    lmv__record_init(&record);
    while (!status && more) {
        status = lmv__reader_next(reader, &record, &more, NULL);
        for (size_t i = 0; !status && more && i < record.n_fields; i++)
            bytes += lmv__hash(lmv__record_field(&record, i).ptr,
                lmv__record_field(&record, i).len);
    }
    lmv__record_clear(&record);
    lmv__reader_close(reader);
    FUZZ_ASSERT(bytes != UINT64_MAX);
    return 0;
}
