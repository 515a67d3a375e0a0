/*
 * SHA-256 (FIPS 180-4), so that a run says which bytes it has read.
 */
#ifndef LMV_BASE_SHA256_H
#define LMV_BASE_SHA256_H

#include "base/status.h"

#include <stdbool.h>

typedef struct lmv__sha256 {
    uint32_t state[8];
    uint64_t bytes;
    unsigned char block[64];
    bool fast; /* the processor has instructions for it */
} lmv__sha256;

#define LMV__SHA256_HEX 65 /* 64 digits and the NUL */

void lmv__sha256_init(lmv__sha256 *sha);
void lmv__sha256_add(lmv__sha256 *sha, const void *bytes, size_t len);
/* `sha` needs init before it is used again. */
void lmv__sha256_end(lmv__sha256 *sha, unsigned char digest[32]);
void lmv__sha256_hex(const unsigned char digest[32], char hex[LMV__SHA256_HEX]);
/* Of a whole file, streamed. */
lmv_status lmv__sha256_file(
    const char *path, char hex[LMV__SHA256_HEX], lmv_error *err);

#endif
