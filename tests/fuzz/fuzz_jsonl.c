/* JSON Lines: any bytes. */
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_table(data, size, LMV__FORMAT_JSONL, 0);
    return 0;
}
