/* Guessing encodings, and decoding in pieces of any size. */
#include "random_text.h"
#include "unit.h"

#include "base/utf8.h"
#include "text/decode.h"

#include <stdio.h>
#include <string.h>

#include <unicode/ucnv.h>

/* ---- guessing ---- */

#define BYTES(s) s, sizeof(s) - 1

static const struct {
    const char *sample;
    size_t len;
    lmv__encoding encoding;
    size_t bom;
    bool binary;
    const char *why;
} guesses[] = {
    {BYTES(""), LMV__ENC_UTF8, 0, false, "valid UTF-8"},
    {BYTES("a"), LMV__ENC_UTF8, 0, false, "valid UTF-8"},
    {BYTES("id,text\n1,gut\n"), LMV__ENC_UTF8, 0, false, "valid UTF-8"},
    {BYTES("Größe; Maß"), LMV__ENC_UTF8, 0, false, "valid UTF-8"},
    {BYTES("\xEF\xBB\xBF\"id\""), LMV__ENC_UTF8, 3, false, "byte order"},
    {BYTES("\xEF\xBB\xBFgr\xFC\xDF"), LMV__ENC_UTF8, 3, false, "byte order"},
    {BYTES("\xFF\xFEi\0d\0"), LMV__ENC_UTF16LE, 2, false, "byte order"},
    {BYTES("\xFE\xFF\0i\0d"), LMV__ENC_UTF16BE, 2, false, "byte order"},
    {BYTES("\xFF\xFE"), LMV__ENC_UTF16LE, 2, false, "byte order"},
    {BYTES("i\0d\0;\0g\0u\0t\0\n\0"), LMV__ENC_UTF16LE, 0, false, "every"},
    {BYTES("\0i\0d\0;\0g\0u\0t\0\n"), LMV__ENC_UTF16BE, 0, false, "every"},
    {BYTES("g\0r\0\xFC\0\xDF\0e\0 \0\x1E "
           "a\0\x1C "),
        LMV__ENC_UTF16LE, 0, false, "every"},
    {BYTES("i\0d\0;\0g\0u\0t"), LMV__ENC_UTF16LE, 0, false, "every"},
    {BYTES("gr\xFC\xDF dich"), LMV__ENC_WINDOWS_1252, 0, false, "not valid"},
    {BYTES("100 \x80 f\xFCr \x84nichts\x93"), LMV__ENC_WINDOWS_1252, 0, false,
        "not valid"},
    {BYTES("\xC3"), LMV__ENC_WINDOWS_1252, 0, false, "not valid"},
    {BYTES("äöüäöüäöüäöüäöü \xFF ok"), LMV__ENC_UTF8, 0, false, "but for"},
    {BYTES("id,text\n1,a\0b\n2,gut\n"), LMV__ENC_UTF8, 0, false, "valid"},
    {BYTES("id,text\n1,a\0b\n2,f\xFCr\n"), LMV__ENC_WINDOWS_1252, 0, false,
        "not valid"},
    {BYTES("PK\x03\x04\x14\0\x06\0"), LMV__ENC_UTF8, 0, true, "ZIP"},
    {BYTES("\x7F"
           "ELF\x02\x01\x01"),
        LMV__ENC_UTF8, 0, true, "program"},
    {BYTES("%PDF-1.7\n"), LMV__ENC_UTF8, 0, true, "PDF"},
    {BYTES("\x1F\x8B\x08\0"), LMV__ENC_UTF8, 0, true, "gzip"},
    {BYTES("SQLite format 3\0\x10\0"), LMV__ENC_UTF8, 0, true, "SQLite"},
    {BYTES("\xFF\xFE\0\0i\0\0\0"), LMV__ENC_UTF8, 0, true, "UTF-32"},
    {BYTES("$FL2@(#) SPSS DATA FILE"), LMV__ENC_UTF8, 0, true, "SPSS"},
    {BYTES("\x01\x02\x03\x04 ab\x05\x06"), LMV__ENC_UTF8, 0, true, "control"},
    {BYTES("a\xFF\0\0\0\x01zzz\xFE\x80yy"), LMV__ENC_WINDOWS_1252, 0, true,
        "NUL"},
    {BYTES("\xFF\x01\x02\x03\x04\x05"), LMV__ENC_WINDOWS_1252, 0, true,
        "control"},
};

START_TEST(guesses_as_the_formats_say)
{
    lmv__encoding_guess guess =
        lmv__decode_guess(guesses[_i].sample, guesses[_i].len, true);

    ck_assert_str_eq(lmv__encoding_name(guess.encoding),
        lmv__encoding_name(guesses[_i].encoding));
    ck_assert_uint_eq(guess.bom, guesses[_i].bom);
    ck_assert_int_eq(guess.binary, guesses[_i].binary);
    ck_assert_msg(strstr(guess.why, guesses[_i].why) != NULL,
        "the reason is \"%s\"", guess.why);
}
END_TEST

START_TEST(a_sample_may_cut_a_character)
{
    const char *text = "Grüße €uro 😀";
    size_t len = strlen(text);

    for (size_t n = 0; n <= len; n++)
        ck_assert_int_eq(
            lmv__decode_guess(text, n, false).encoding, LMV__ENC_UTF8);
    ck_assert_int_eq(
        lmv__decode_guess(text, len - 1, true).encoding, LMV__ENC_WINDOWS_1252);
}
END_TEST

/* Random bytes, and random bytes with the highest bit clear, are no text. */
START_TEST(noise_is_binary)
{
    static char noise[4096];
    uint64_t state = 5;

    for (int mask = 0x7F; mask <= 0xFF; mask += 0x80) {
        for (size_t i = 0; i < sizeof noise; i++)
            noise[i] = (char)(random_next(&state) & (unsigned)mask);
        ck_assert(lmv__decode_guess(noise, sizeof noise, false).binary);
    }
}
END_TEST

/* ---- decoding ---- */

static const struct {
    const char *bytes;
    size_t len;
    lmv__encoding encoding;
    const char *name, *text;
    unsigned replaced;
} decodings[] = {
    {BYTES(""), LMV__ENC_UTF8, NULL, "", 0},
    {BYTES("Größe 😀 €"), LMV__ENC_UTF8, NULL, "Größe 😀 €", 0},
    {BYTES("\xEF\xBB\xBF\"id\""), LMV__ENC_UTF8, NULL, "\"id\"", 0},
    {BYTES("a\xEF\xBB\xBF"), LMV__ENC_UTF8, NULL, "a\xEF\xBB\xBF", 0},
    {BYTES("gr\xFC\xDF!"), LMV__ENC_UTF8, NULL, "gr��!", 2},
    {BYTES("a\xC3(b\xE2\x82"), LMV__ENC_UTF8, NULL, "a�(b�", 2},
    {BYTES("\xF0\x9F\x98ü\x80z"), LMV__ENC_UTF8, NULL, "�ü�z", 2},
    {BYTES("\xC0\x80"), LMV__ENC_UTF8, NULL, "��", 2},
    {BYTES("\xED\xA0\x80"), LMV__ENC_UTF8, NULL, "���", 3},
    {BYTES("\xFF\xFEG\0r\0\xFC\0=\xD8\0\xDE"), LMV__ENC_UTF16LE, NULL, "Grü😀",
        0},
    {BYTES("G\0r\0\xFC\0=\xD8\0\xDE"), LMV__ENC_UTF16LE, NULL, "Grü😀", 0},
    {BYTES("\0G\xD8=\xDE\0 \x1E"), LMV__ENC_UTF16BE, NULL, "G😀„", 0},
    {BYTES("a\0=\xD8"
           "b\0"),
        LMV__ENC_UTF16LE, NULL, "a�b", 1},
    {BYTES("a\0b"), LMV__ENC_UTF16LE, NULL, "a�", 1},
    {BYTES("f\xFCr 5 \x80 \x84x\x93\x85"), LMV__ENC_WINDOWS_1252, NULL,
        "für 5 € „x“…", 0},
    {BYTES("\xA4 \xBC"), LMV__ENC_NAMED, "ISO-8859-15", "€ Œ", 0},
    {BYTES("\xEF\xF0\xE8"), LMV__ENC_NAMED, "windows-1251", "при", 0},
    {BYTES("\xFF\xFE\0\0i\0\0\0"), LMV__ENC_NAMED, "UTF-32", "i", 0},
};

/* Feeds pieces of `piece` bytes; the caller clears `out`. */
static uint64_t decode(int i, size_t piece, lmv__buf *out)
{
    lmv__decoder *decoder;
    uint64_t replaced;

    lmv__buf_init(out);
    ck_assert_int_eq(lmv__decoder_new(&decoder, decodings[i].encoding,
                         decodings[i].name, NULL),
        LMV_OK);
    for (size_t at = 0; at < decodings[i].len; at += piece) {
        size_t left = decodings[i].len - at;

        ck_assert_int_eq(lmv__decoder_feed(decoder, decodings[i].bytes + at,
                             left < piece ? left : piece, false, out, NULL),
            LMV_OK);
    }
    ck_assert_int_eq(
        lmv__decoder_feed(decoder, NULL, 0, true, out, NULL), LMV_OK);
    replaced = lmv__decoder_replaced(decoder);
    lmv__decoder_free(decoder);
    return replaced;
}

START_TEST(decodes_pieces_of_any_size)
{
    for (size_t piece = 1; piece <= decodings[_i].len + 1; piece++) {
        lmv__buf out;
        uint64_t replaced = decode(_i, piece, &out);

        ck_assert_uint_eq(out.len, strlen(decodings[_i].text));
        ck_assert_mem_eq(out.len ? out.data : "", decodings[_i].text, out.len);
        ck_assert_uint_eq(replaced, decodings[_i].replaced);
        lmv__buf_clear(&out);
    }
}
END_TEST

START_TEST(refuses_what_icu_does_not_know)
{
    const char *const bad[] = {NULL, "", "klingon-8"};
    lmv_error err = LMV_ERROR_INIT;
    lmv__decoder *decoder;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(
            lmv__decoder_new(&decoder, LMV__ENC_NAMED, bad[i], &err),
            LMV_EINVAL);
        ck_assert_ptr_null(decoder);
    }
    ck_assert_ptr_nonnull(strstr(err.message, "\"klingon-8\""));
    ck_assert_int_eq(
        lmv__decoder_new(&decoder, LMV__ENC_AUTO, NULL, &err), LMV_EINVAL);
}
END_TEST

/* A NUL is a character like any other. */
START_TEST(keeps_nul_characters)
{
    lmv__decoder *decoder;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__decoder_new(&decoder, LMV__ENC_UTF8, NULL, NULL);
    lmv__decoder_feed(decoder, "a\0\xC3", 3, false, &out, NULL);
    lmv__decoder_feed(decoder, "\xA4\0", 2, true, &out, NULL);
    ck_assert_uint_eq(out.len, 5);
    ck_assert_mem_eq(out.data, "a\0ä\0", 5);
    lmv__decoder_free(decoder);
    lmv__buf_clear(&out);
}
END_TEST

/* Any text, through any encoding of Unicode, in pieces, comes back; and what
 * wrote it is guessed. */
START_TEST(random_texts_come_back)
{
    const lmv__encoding encodings[] = {
        LMV__ENC_UTF8, LMV__ENC_UTF16LE, LMV__ENC_UTF16BE};
    static char bytes[400000];
    uint64_t state = 99;
    lmv__buf text, out;

    lmv__buf_init(&text);
    lmv__buf_init(&out);
    for (int i = 0; i < 6000; i++) {
        lmv__encoding encoding = encodings[i % 3];
        UErrorCode status = U_ZERO_ERROR;
        lmv__decoder *decoder;
        size_t len, piece;

        random_text(&state, &text, 60);
        if (text.len >= 3 && !memcmp(text.data, "\xEF\xBB\xBF", 3))
            continue; /* would be a byte order mark */
        len = (size_t)ucnv_convert(lmv__encoding_name(encoding), "UTF-8", bytes,
            sizeof bytes, text.data, (int32_t)text.len, &status);
        ck_assert(U_SUCCESS(status));
        lmv__buf_reset(&out);
        lmv__decoder_new(&decoder, encoding, NULL, NULL);
        for (size_t at = 0; at < len; at += piece) {
            piece = 1 + random_next(&state) % 50;
            if (piece > len - at)
                piece = len - at;
            ck_assert_int_eq(lmv__decoder_feed(decoder, bytes + at, piece,
                                 at + piece == len, &out, NULL),
                LMV_OK);
        }
        ck_assert_uint_eq(out.len, text.len);
        ck_assert(!text.len || !memcmp(out.data, text.data, text.len));
        ck_assert_uint_eq(lmv__decoder_replaced(decoder), 0);
        lmv__decoder_free(decoder);
    }
    lmv__buf_clear(&text);
    lmv__buf_clear(&out);
}
END_TEST

/* The shortcut for valid UTF-8 replaces what ICU alone would replace. */
START_TEST(broken_utf8_is_replaced_as_icu_does)
{
    uint64_t state = 4711;
    lmv__buf quick, icu;

    lmv__buf_init(&quick);
    lmv__buf_init(&icu);
    for (int i = 0; i < 20000; i++) {
        const unsigned char some[] = {0x41, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0xF0,
            0x9F, 0x98, 0x80, 0xFF, 0xED, 0xA0, 0xC0, 0xF4, 0x90, 0};
        lmv__decoder *a, *b;
        char bytes[24];
        size_t n = random_next(&state) % sizeof bytes;

        for (size_t k = 0; k < n; k++)
            bytes[k] = (char)some[random_next(&state) % sizeof some];
        lmv__buf_reset(&quick);
        lmv__buf_reset(&icu);
        lmv__decoder_new(&a, LMV__ENC_UTF8, NULL, NULL);
        lmv__decoder_new(&b, LMV__ENC_NAMED, "UTF-8", NULL);
        lmv__decoder_feed(a, bytes, n / 2, false, &quick, NULL);
        lmv__decoder_feed(a, bytes + n / 2, n - n / 2, true, &quick, NULL);
        lmv__decoder_feed(b, bytes, n, true, &icu, NULL);
        ck_assert_uint_eq(quick.len, icu.len);
        ck_assert(!icu.len || !memcmp(quick.data, icu.data, icu.len));
        ck_assert_uint_eq(lmv__utf8_valid(icu.data, icu.len), icu.len);
        ck_assert_uint_eq(lmv__decoder_replaced(a), lmv__decoder_replaced(b));
        lmv__decoder_free(a);
        lmv__decoder_free(b);
    }
    lmv__buf_clear(&quick);
    lmv__buf_clear(&icu);
}
END_TEST

static Suite *decode_suite(void)
{
    Suite *suite = suite_create("decode");
    TCase *tcase = tcase_create("decode");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, guesses_as_the_formats_say, 0,
        sizeof guesses / sizeof guesses[0]);
    tcase_add_test(tcase, a_sample_may_cut_a_character);
    tcase_add_test(tcase, noise_is_binary);
    tcase_add_loop_test(tcase, decodes_pieces_of_any_size, 0,
        sizeof decodings / sizeof decodings[0]);
    tcase_add_test(tcase, refuses_what_icu_does_not_know);
    tcase_add_test(tcase, keeps_nul_characters);
    tcase_add_test(tcase, random_texts_come_back);
    tcase_add_test(tcase, broken_utf8_is_replaced_as_icu_does);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(decode_suite)
