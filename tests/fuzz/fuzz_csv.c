/* CSV: any bytes; with a separator that is given, and with one that is found. */
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_table(data, size, LMV__FORMAT_CSV, ',');
    fuzz_table(data, size, LMV__FORMAT_AUTO, 0);
    return 0;
}
