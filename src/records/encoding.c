/*
 * Which encoding the input has: named by the user, or guessed from the
 * sample.
 *
 * One damaged character must not turn a file of UTF-8 into Windows-1252, so
 * the guess is looked over: text that holds more whole UTF-8 sequences than
 * bytes that are none is UTF-8.
 */
#include "records/inner.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* Characters of two and more bytes, and bytes that are none. */
static void count_utf8(const char *text, size_t len, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t i = 0; i < len;) {
        size_t used;

        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        if (lmv__utf8_next(text + i, len - i, &used) != LMV__UTF8_BAD)
            ++*good;
        else if (i + used < len)
            ++*bad;
        i += used;
    }
}

static void plain_name(const char *name, char out[32])
{
    size_t n = 0;

    for (; *name && n < 31; name++) {
        char c = *name;

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != '-' && c != '_' && c != ' ')
            out[n++] = c;
    }
    out[n] = '\0';
}

static lmv__encoding encoding_named(const char *name)
{
    static const struct {
        const char *name;
        lmv__encoding encoding;
    } known[] = {{"utf8", LMV__ENC_UTF8}, {"utf8bom", LMV__ENC_UTF8},
        {"utf16le", LMV__ENC_UTF16LE}, {"utf16be", LMV__ENC_UTF16BE},
        {"windows1252", LMV__ENC_WINDOWS_1252},
        {"cp1252", LMV__ENC_WINDOWS_1252}, {"ansi", LMV__ENC_WINDOWS_1252},
        {"latin1", LMV__ENC_WINDOWS_1252}, {"iso88591", LMV__ENC_WINDOWS_1252},
        {"auto", LMV__ENC_AUTO}};
    char plain[32];

    plain_name(name, plain);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(plain, known[i].name) == 0)
            return known[i].encoding;
    return LMV__ENC_NAMED;
}

/* Bytes of the mark, for an encoding that the user named. */
static size_t mark_of(lmv__encoding encoding, const lmv__buf *head)
{
    static const struct {
        lmv__encoding encoding;
        const char *mark;
        size_t len;
    } marks[] = {{LMV__ENC_UTF8, "\xEF\xBB\xBF", 3},
        {LMV__ENC_UTF16LE, "\xFF\xFE", 2}, {LMV__ENC_UTF16BE, "\xFE\xFF", 2}};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].encoding == encoding && head->len >= marks[i].len &&
            memcmp(head->data, marks[i].mark, marks[i].len) == 0)
            return marks[i].len;
    return 0;
}

static lmv_status guess_encoding(
    lmv__source *source, const char *name, lmv_error *err)
{
    lmv__encoding_guess guess = lmv__decode_guess(
        source->head.data, source->head.len, source->sample_complete);
    size_t good, bad;

    if (guess.binary && !name)
        return lmv__error_set(err, LMV_EFORMAT,
            "this looks like no text file (%s); if it is one, name its "
            "encoding (--encoding)",
            guess.why);
    source->encoding = guess.encoding;
    source->encoding_why = guess.why;
    source->head_used = guess.bom;
    if (guess.bom)
        return LMV_OK;
    count_utf8(source->head.data, source->head.len, &good, &bad);
    source->undecided =
        guess.encoding == LMV__ENC_UTF8 && good == 0 && bad == 0;
    if (guess.encoding == LMV__ENC_WINDOWS_1252 && good > bad) {
        source->encoding = LMV__ENC_UTF8;
        source->encoding_why = "nearly all of it is valid UTF-8";
    }
    return LMV_OK;
}

lmv_status lmv__source_choose_encoding(
    lmv__source *source, const char *name, lmv_error *err)
{
    lmv__encoding named = name ? encoding_named(name) : LMV__ENC_AUTO;
    char plain[32] = "";
    lmv_status status;

    if (name)
        plain_name(name, plain);
    if (named == LMV__ENC_AUTO || strcmp(plain, "utf16") == 0) {
        status = guess_encoding(source, name, err);
        if (status || named == LMV__ENC_AUTO)
            return status;
        named = source->encoding == LMV__ENC_UTF16BE ? LMV__ENC_UTF16BE
                                                     : LMV__ENC_UTF16LE;
    }
    source->encoding = named;
    source->encoding_why = "--encoding";
    source->head_used = mark_of(named, &source->head);
    return LMV_OK;
}

lmv_status lmv__source_start_decoder(
    lmv__source *source, const char *name, lmv_error *err)
{
    source->encoding_name = lmv__encoding_name(source->encoding);
    if (source->encoding == LMV__ENC_NAMED) {
        snprintf(source->name_room, sizeof source->name_room, "%s", name);
        source->encoding_name = source->name_room;
    }
    if (source->encoding == LMV__ENC_UTF8)
        return LMV_OK;
    return lmv__decoder_new(&source->decoder, source->encoding, name, err);
}
