/*
 * Guessing a file's encoding from its beginning (text/decode.h).
 */
#include "base/utf8.h"
#include "text/decode.h"

#include <string.h>

static const struct {
    size_t len;
    const char *bytes, *why;
} magics[] = {
    {4, "PK\x03\x04", "begins like a ZIP archive (XLSX is one)"},
    {4, "PK\x05\x06", "begins like an empty ZIP archive"},
    {4,
        "\x7F"
        "ELF",
        "begins like a program"},
    {5, "%PDF-", "begins like a PDF document"},
    {2, "\x1F\x8B", "begins like a gzip archive"},
    {6,
        "\xFD"
        "7zXZ",
        "begins like an xz archive"},
    {4, "\x28\xB5\x2F\xFD", "begins like a zstd archive"},
    {6, "7z\xBC\xAF\x27\x1C", "begins like a 7z archive"},
    {16, "SQLite format 3", "begins like an SQLite database"},
    {8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "begins like an old Office document (XLS)"},
    {8, "\x89PNG\r\n\x1A\n", "begins like a PNG picture"},
    {3, "\xFF\xD8\xFF", "begins like a JPEG picture"},
    {4, "$FL2", "begins like an SPSS file"},
    {4, "$FL3", "begins like an SPSS file"},
    {4, "\xFF\xFE\0\0", "begins like UTF-32: name the encoding"},
    {4, "\0\0\xFE\xFF", "begins like UTF-32: name the encoding"},
};

static const struct {
    size_t len;
    const char *bytes;
    lmv__encoding encoding;
} marks[] = {
    {3, "\xEF\xBB\xBF", LMV__ENC_UTF8},
    {2, "\xFF\xFE", LMV__ENC_UTF16LE},
    {2, "\xFE\xFF", LMV__ENC_UTF16BE},
};

const char *lmv__encoding_name(lmv__encoding encoding)
{
    switch (encoding) {
    case LMV__ENC_AUTO:
        return "auto";
    case LMV__ENC_UTF8:
        return "UTF-8";
    case LMV__ENC_UTF16LE:
        return "UTF-16LE";
    case LMV__ENC_UTF16BE:
        return "UTF-16BE";
    case LMV__ENC_WINDOWS_1252:
        return "windows-1252";
    default:
        return "named";
    }
}

static lmv__encoding_guess guessed(lmv__encoding encoding, const char *why)
{
    lmv__encoding_guess guess = {encoding, 0, why, false};

    return guess;
}

static lmv__encoding_guess binary(lmv__encoding encoding, const char *why)
{
    lmv__encoding_guess guess = {encoding, 0, why, true};

    return guess;
}

static bool begins(
    const char *sample, size_t len, const char *bytes, size_t n_bytes)
{
    return len >= n_bytes && memcmp(sample, bytes, n_bytes) == 0;
}

/* What a sample is made of. */
typedef struct census {
    size_t nuls[2];   /* at even and at odd places */
    size_t controls;  /* that no text has; with the NULs */
    size_t sequences; /* valid UTF-8 beyond ASCII */
    size_t bad;       /* bytes that are no UTF-8 */
} census;

static void count_bytes(const char *sample, size_t len, census *c)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)sample[i];

        if (byte == 0)
            c->nuls[i % 2]++;
        if ((byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B &&
                byte != 0x1A) ||
            byte == 0x7F)
            c->controls++;
    }
}

static void count_utf8(const char *sample, size_t len, bool complete, census *c)
{
    size_t cut = complete ? 0 : lmv__utf8_cut(sample, len), used;

    for (size_t i = 0; i < len - cut; i += used) {
        if (lmv__utf8_next(sample + i, len - cut - i, &used) == LMV__UTF8_BAD)
            c->bad++;
        else if (used > 1)
            c->sequences++;
    }
}

/* In UTF-16 of a European language every other byte is a NUL. */
static lmv__encoding utf16_pattern(const census *c, size_t len)
{
    size_t pairs = len / 2;

    if (c->nuls[1] * 5 >= pairs * 2 && c->nuls[0] * 20 <= c->nuls[1])
        return c->nuls[1] ? LMV__ENC_UTF16LE : LMV__ENC_AUTO;
    if (c->nuls[0] * 5 >= pairs * 2 && c->nuls[1] * 20 <= c->nuls[0])
        return c->nuls[0] ? LMV__ENC_UTF16BE : LMV__ENC_AUTO;
    return LMV__ENC_AUTO;
}

/* A stray NUL or two in a text are the reader's to report; from three on, a
 * share of `per` in a hundred of bytes that no text has is too much. */
static bool is_binary(const census *c, size_t len, size_t per)
{
    return c->controls > 2 && c->controls * 100 > len * per;
}

static lmv__encoding_guess guess_by_content(
    const char *sample, size_t len, bool complete)
{
    lmv__encoding utf16;
    census c = {{0, 0}, 0, 0, 0};

    count_bytes(sample, len, &c);
    count_utf8(sample, len, complete, &c);
    utf16 = utf16_pattern(&c, len);
    if (utf16 != LMV__ENC_AUTO)
        return guessed(utf16, "every other byte is NUL");
    if (c.bad == 0) {
        if (is_binary(&c, len, 10))
            return binary(LMV__ENC_UTF8, "many control characters");
        return guessed(LMV__ENC_UTF8, "valid UTF-8");
    }
    /* Umlauts of Windows-1252 hardly ever look like UTF-8 by chance. */
    if (c.sequences > 10 * c.bad && !is_binary(&c, len, 10))
        return guessed(LMV__ENC_UTF8, "UTF-8, but for a few bytes");
    if (is_binary(&c, len, 3))
        return binary(LMV__ENC_WINDOWS_1252,
            c.nuls[0] + c.nuls[1] ? "NUL bytes that are no UTF-16"
                                  : "many control characters");
    return guessed(LMV__ENC_WINDOWS_1252, "not valid UTF-8");
}

lmv__encoding_guess lmv__decode_guess(
    const char *sample, size_t len, bool complete)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (begins(sample, len, magics[i].bytes, magics[i].len))
            return binary(LMV__ENC_UTF8, magics[i].why);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        lmv__encoding_guess guess = {
            marks[i].encoding, marks[i].len, "byte order mark", false};

        if (begins(sample, len, marks[i].bytes, marks[i].len))
            return guess;
    }
    return guess_by_content(sample, len, complete);
}
