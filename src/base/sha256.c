#include "base/sha256.h"

#include "base/file.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_SHA_INSTRUCTIONS 1
#include <cpuid.h>
#include <immintrin.h>
#endif

/* First 32 bits of the fractional parts of the cube roots of 64 primes. */
static const uint32_t constants[64] = {0x428a2f98, 0x71374491, 0xb5c0fbcf,
    0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
    0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
    0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c,
    0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee,
    0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n)
{
    return x >> n | x << (32 - n);
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static void schedule(uint32_t w[64], const unsigned char *block)
{
    for (size_t i = 0; i < 16; i++)
        w[i] = big_endian(block + 4 * i);
    for (size_t i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];

        w[i] = w[i - 16] + w[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
}

static void compress_plain(uint32_t state[8], const unsigned char *block)
{
    uint32_t w[64], s[8];

    schedule(w, block);
    memcpy(s, state, sizeof s);
    for (size_t i = 0; i < 64; i++) {
        uint32_t e = s[4], a = s[0];
        uint32_t one = s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                       ((e & s[5]) ^ (~e & s[6])) + constants[i] + w[i];
        uint32_t two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
                       ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));

        s[7] = s[6];
        s[6] = s[5];
        s[5] = e;
        s[4] = s[3] + one;
        s[3] = s[2];
        s[2] = s[1];
        s[1] = a;
        s[0] = one + two;
    }
    for (size_t i = 0; i < 8; i++)
        state[i] += s[i];
}

#ifdef HAVE_SHA_INSTRUCTIONS
/* SSSE3, SSE4.1 and SHA. */
static bool has_instructions(void)
{
    unsigned a, b, c, d;

    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 9 & 1) || !(c >> 19 & 1))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

static __m128i load(const void *bytes)
{
    return _mm_loadu_si128(bytes);
}

/* The instructions want the state as ABEF and CDGH and do four rounds with
 * four words at a time. */
__attribute__((target("sha,sse4.1,ssse3"))) static void compress_fast(
    uint32_t state[8], const unsigned char *block)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i dcba = _mm_shuffle_epi32(load(state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(load(state + 4), 0x1B);
    __m128i abef = _mm_alignr_epi8(dcba, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, dcba, 0xF0);
    __m128i old_abef = abef, old_cdgh = cdgh, w[4];

    for (size_t i = 0; i < 4; i++)
        w[i] = _mm_shuffle_epi8(load(block + 16 * i), swap);
    for (size_t i = 0; i < 16; i++) {
        __m128i k = _mm_add_epi32(w[i % 4], load(constants + 4 * i)), next;

        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(k, 0x0E));
        next = _mm_add_epi32(_mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]),
            _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4));
        w[i % 4] = _mm_sha256msg2_epu32(next, w[(i + 3) % 4]);
    }
    abef = _mm_shuffle_epi32(_mm_add_epi32(abef, old_abef), 0x1B);
    cdgh = _mm_shuffle_epi32(_mm_add_epi32(cdgh, old_cdgh), 0xB1);
    _mm_storeu_si128((void *)state, _mm_blend_epi16(abef, cdgh, 0xF0));
    _mm_storeu_si128((void *)(state + 4), _mm_alignr_epi8(cdgh, abef, 8));
}
#else
static bool has_instructions(void)
{
    return false;
}

static void compress_fast(uint32_t state[8], const unsigned char *block)
{
    compress_plain(state, block);
}
#endif

static void compress(lmv__sha256 *sha, const unsigned char *block)
{
    if (sha->fast)
        compress_fast(sha->state, block);
    else
        compress_plain(sha->state, block);
}

void lmv__sha256_init(lmv__sha256 *sha)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
        0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

    memcpy(sha->state, start, sizeof start);
    sha->bytes = 0;
    sha->fast = has_instructions();
}

void lmv__sha256_add(lmv__sha256 *sha, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    size_t held = (size_t)(sha->bytes % 64);

    if (len == 0)
        return;
    sha->bytes += len;
    if (held) {
        size_t take = 64 - held < len ? 64 - held : len;

        memcpy(sha->block + held, p, take);
        if (held + take < 64)
            return;
        compress(sha, sha->block);
        p += take;
        len -= take;
    }
    for (; len >= 64; p += 64, len -= 64)
        compress(sha, p);
    if (len)
        memcpy(sha->block, p, len);
}

void lmv__sha256_end(lmv__sha256 *sha, unsigned char digest[32])
{
    static const unsigned char padding[64] = {0x80};
    uint64_t bits = sha->bytes * 8;
    size_t held = (size_t)(sha->bytes % 64);
    unsigned char length[8];

    for (size_t i = 0; i < 8; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    lmv__sha256_add(sha, padding, held < 56 ? 56 - held : 120 - held);
    lmv__sha256_add(sha, length, sizeof length);
    for (size_t i = 0; i < 32; i++)
        digest[i] = (unsigned char)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}

void lmv__sha256_hex(const unsigned char digest[32], char hex[LMV__SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < 32; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[64] = '\0';
}

lmv_status lmv__sha256_file(
    const char *path, char hex[LMV__SHA256_HEX], lmv_error *err)
{
    char piece[16384];
    unsigned char digest[32];
    lmv__sha256 sha;
    lmv__input *input;
    lmv_status status;
    size_t got = 1;

    status = lmv__input_open(&input, path, err);
    if (status)
        return status;
    lmv__sha256_init(&sha);
    while (!status && got > 0) {
        status = lmv__input_read(input, piece, sizeof piece, &got, err);
        if (!status)
            lmv__sha256_add(&sha, piece, got);
    }
    lmv__input_close(input);
    if (status)
        return status;
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, hex);
    return LMV_OK;
}
