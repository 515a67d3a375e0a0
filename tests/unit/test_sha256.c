/* SHA-256 against the examples of FIPS 180-4 and its own in pieces. */
#include "unit.h"

#include "base/file.h"
#include "base/sha256.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void hash_by(
    const char *text, size_t len, size_t piece, bool fast, char *hex)
{
    unsigned char digest[32];
    lmv__sha256 sha;

    lmv__sha256_init(&sha);
    sha.fast &= fast;
    for (size_t i = 0; i < len; i += piece)
        lmv__sha256_add(&sha, text + i, len - i < piece ? len - i : piece);
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, hex);
}

/* The processor's instructions, where it has them, and plain C agree. */
static void hash(const char *text, size_t len, size_t piece, char *hex)
{
    char plain[LMV__SHA256_HEX];

    hash_by(text, len, piece, true, hex);
    hash_by(text, len, piece, false, plain);
    ck_assert_str_eq(hex, plain);
}

static const struct {
    const char *text, *hex;
} examples[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

START_TEST(standard_examples)
{
    char hex[LMV__SHA256_HEX];

    hash(examples[_i].text, strlen(examples[_i].text), 64, hex);
    ck_assert_str_eq(hex, examples[_i].hex);
}
END_TEST

START_TEST(a_million_letters)
{
    char hex[LMV__SHA256_HEX], *text = malloc(1000000);

    ck_assert_ptr_nonnull(text);
    memset(text, 'a', 1000000);
    hash(text, 1000000, 4096, hex);
    free(text);
    ck_assert_str_eq(hex,
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(pieces_do_not_matter)
{
    char text[300], whole[LMV__SHA256_HEX], parts[LMV__SHA256_HEX];

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7);
    for (size_t len = 0; len <= sizeof text; len++) {
        hash(text, len, sizeof text, whole);
        hash(text, len, 1 + len % 67, parts);
        ck_assert_str_eq(whole, parts);
    }
}
END_TEST

START_TEST(a_file)
{
    const char *path = TESTS_BUILDDIR "/sha256.tmp";
    lmv_error err = LMV_ERROR_INIT;
    char hex[LMV__SHA256_HEX];
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    fputs("abc", file);
    fclose(file);
    ck_assert_int_eq(lmv__sha256_file(path, hex, &err), LMV_OK);
    ck_assert_str_eq(hex, examples[1].hex);
    unlink(path);
    ck_assert_int_eq(lmv__sha256_file(path, hex, &err), LMV_ENOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.message, path));
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("sha256");
    TCase *tcase = tcase_create("sha256");

    tcase_add_loop_test(
        tcase, standard_examples, 0, (int)(sizeof examples / sizeof *examples));
    tcase_add_test(tcase, a_million_letters);
    tcase_add_test(tcase, pieces_do_not_matter);
    tcase_add_test(tcase, a_file);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
