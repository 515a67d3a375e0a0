/*
 * The strict reader of json.h: a state a token, one bit a level.
 *
 *     VALUE ──► scalar ──► AFTER ──► , ──► VALUE or KEY
 *       ├──► { ─► FIRST_KEY ─► KEY : VALUE      └──► } ] ─► AFTER
 *       └──► [ ─► FIRST_ITEM                    (level 0: DONE)
 */
#include "base/json.h"

#include "base/utf8.h"

#include <string.h>

enum { VALUE, FIRST_ITEM, FIRST_KEY, KEY, AFTER, DONE, FAILED };

void lmv__json_reader_init(
    lmv__json_reader *reader, const char *text, size_t len, unsigned max_depth)
{
    memset(reader, 0, sizeof *reader);
    reader->text = text;
    reader->len = len;
    reader->max_depth = max_depth > 0 && max_depth < LMV__JSON_MAX_DEPTH
                            ? max_depth
                            : LMV__JSON_MAX_DEPTH;
    reader->state = VALUE;
}

static lmv_status fail(
    lmv__json_reader *reader, const char *what, lmv_error *err)
{
    reader->state = FAILED;
    return lmv__error_set(err, LMV_EFORMAT, "no valid JSON at byte %zu: %s",
        reader->pos + 1, what);
}

/* The next byte, or -1 at the end. */
static int peek(const lmv__json_reader *reader)
{
    return reader->pos < reader->len ? (unsigned char)reader->text[reader->pos]
                                     : -1;
}

static void skip_blanks(lmv__json_reader *reader)
{
    int c = peek(reader);

    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        reader->pos++;
        c = peek(reader);
    }
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool skip_digits(lmv__json_reader *reader)
{
    size_t begin = reader->pos;

    while (is_digit(peek(reader)))
        reader->pos++;
    return reader->pos > begin;
}

static lmv_status scan_number(lmv__json_reader *reader, lmv_error *err)
{
    if (peek(reader) == '-')
        reader->pos++;
    if (peek(reader) == '0')
        reader->pos++;
    else if (!skip_digits(reader))
        return fail(reader, "a digit was expected", err);
    if (is_digit(peek(reader)))
        return fail(reader, "a number has no leading zeros", err);
    if (peek(reader) == '.') {
        reader->pos++;
        if (!skip_digits(reader))
            return fail(reader, "a digit was expected", err);
    }
    if (peek(reader) == 'e' || peek(reader) == 'E') {
        reader->pos++;
        if (peek(reader) == '+' || peek(reader) == '-')
            reader->pos++;
        if (!skip_digits(reader))
            return fail(reader, "a digit was expected", err);
    }
    return LMV_OK;
}

/* Four hexadecimal digits; false leaves pos at the wrong one. */
static bool scan_hex(lmv__json_reader *reader, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++) {
        int c = peek(reader);

        if (is_digit(c))
            c -= '0';
        else if (c >= 'a' && c <= 'f')
            c -= 'a' - 10;
        else if (c >= 'A' && c <= 'F')
            c -= 'A' - 10;
        else
            return false;
        *value = *value << 4 | (uint32_t)c;
        reader->pos++;
    }
    return true;
}

/* Behind "\u". */
static lmv_status scan_code(lmv__json_reader *reader, lmv_error *err)
{
    size_t begin = reader->pos - 2;
    uint32_t c;

    if (!scan_hex(reader, &c))
        return fail(reader, "four hexadecimal digits were expected", err);
    if (c < 0xD800 || c > 0xDFFF)
        return LMV_OK;
    if (c <= 0xDBFF && reader->len - reader->pos >= 2 &&
        memcmp(reader->text + reader->pos, "\\u", 2) == 0) {
        reader->pos += 2;
        if (!scan_hex(reader, &c))
            return fail(reader, "four hexadecimal digits were expected", err);
        if (c >= 0xDC00 && c <= 0xDFFF)
            return LMV_OK;
    }
    reader->pos = begin;
    return fail(reader, "half of a surrogate pair stands alone", err);
}

static lmv_status scan_escape(lmv__json_reader *reader, lmv_error *err)
{
    int c;

    reader->pos++;
    c = peek(reader);
    if (c > 0 && strchr("\"\\/bfnrt", c)) {
        reader->pos++;
        return LMV_OK;
    }
    if (c != 'u')
        return fail(reader, "there is no such escape", err);
    reader->pos++;
    return scan_code(reader, err);
}

/* At the opening quote; leaves pos behind the closing one. */
static lmv_status scan_string(
    lmv__json_reader *reader, lmv__json_token *token, lmv_error *err)
{
    size_t begin = ++reader->pos;
    lmv_status status = LMV_OK;

    token->escaped = false;
    while (!status) {
        int c = peek(reader);
        size_t used = 1;

        if (c == '"')
            break;
        if (c < 0)
            return fail(reader, "the string has no end", err);
        if (c < 0x20)
            return fail(reader, "a control character must be escaped", err);
        if (c == '\\') {
            token->escaped = true;
            status = scan_escape(reader, err);
            continue;
        }
        if (c >= 0x80 && lmv__utf8_next(reader->text + reader->pos,
                             reader->len - reader->pos, &used) == LMV__UTF8_BAD)
            return fail(reader, "bytes that are no UTF-8", err);
        reader->pos += used;
    }
    if (status)
        return status;
    token->text.ptr = reader->text + begin;
    token->text.len = reader->pos - begin;
    reader->pos++;
    return LMV_OK;
}

static void after_value(lmv__json_reader *reader)
{
    reader->state = reader->depth > 0 ? AFTER : DONE;
}

static lmv_status scan_word(lmv__json_reader *reader, const char *word,
    lmv__json_kind kind, lmv__json_token *token, lmv_error *err)
{
    size_t len = strlen(word);

    if (reader->len - reader->pos < len ||
        memcmp(reader->text + reader->pos, word, len) != 0)
        return fail(reader, "a value was expected", err);
    token->kind = kind;
    reader->pos += len;
    return LMV_OK;
}

static lmv_status open_level(lmv__json_reader *reader, bool object,
    lmv__json_token *token, lmv_error *err)
{
    if (reader->depth >= reader->max_depth) {
        reader->state = FAILED;
        return lmv__error_set(err, LMV_ELIMIT,
            "JSON at byte %zu is nested deeper than %u levels", reader->pos + 1,
            reader->max_depth);
    }
    reader->objects = reader->objects << 1 | (object ? 1u : 0u);
    reader->depth++;
    reader->pos++;
    reader->state = object ? FIRST_KEY : FIRST_ITEM;
    token->kind = object ? LMV__JSON_OBJECT : LMV__JSON_ARRAY;
    return LMV_OK;
}

static lmv_status close_level(lmv__json_reader *reader, lmv__json_token *token)
{
    token->kind =
        reader->objects & 1 ? LMV__JSON_OBJECT_END : LMV__JSON_ARRAY_END;
    token->text.ptr = reader->text + reader->pos;
    token->text.len = 1;
    reader->objects >>= 1;
    reader->depth--;
    reader->pos++;
    after_value(reader);
    return LMV_OK;
}

static lmv_status scan_value(
    lmv__json_reader *reader, lmv__json_token *token, lmv_error *err)
{
    size_t begin = reader->pos;
    int c = peek(reader);
    lmv_status status;

    token->text.ptr = reader->text + begin;
    token->text.len = 1;
    switch (c) {
    case '{':
        return open_level(reader, true, token, err);
    case '[':
        return open_level(reader, false, token, err);
    case '"':
        token->kind = LMV__JSON_STRING;
        status = scan_string(reader, token, err);
        if (!status)
            after_value(reader);
        return status;
    case 't':
        status = scan_word(reader, "true", LMV__JSON_TRUE, token, err);
        break;
    case 'f':
        status = scan_word(reader, "false", LMV__JSON_FALSE, token, err);
        break;
    case 'n':
        status = scan_word(reader, "null", LMV__JSON_NULL, token, err);
        break;
    default:
        if (c != '-' && !is_digit(c))
            return fail(reader, "a value was expected", err);
        token->kind = LMV__JSON_NUMBER;
        status = scan_number(reader, err);
    }
    if (status)
        return status;
    token->text.len = reader->pos - begin;
    after_value(reader);
    return LMV_OK;
}

static lmv_status scan_key(
    lmv__json_reader *reader, lmv__json_token *token, lmv_error *err)
{
    lmv_status status;

    if (peek(reader) != '"')
        return fail(reader, "a key in quotes was expected", err);
    token->kind = LMV__JSON_KEY;
    status = scan_string(reader, token, err);
    if (status)
        return status;
    skip_blanks(reader);
    if (peek(reader) != ':')
        return fail(reader, "':' was expected behind the key", err);
    reader->pos++;
    reader->state = VALUE;
    return LMV_OK;
}

/* Behind a value, inside of an object or array. */
static lmv_status scan_after(
    lmv__json_reader *reader, lmv__json_token *token, lmv_error *err)
{
    bool object = reader->objects & 1;

    if (peek(reader) == (object ? '}' : ']'))
        return close_level(reader, token);
    if (peek(reader) != ',')
        return fail(reader,
            object ? "',' or '}' was expected" : "',' or ']' was expected",
            err);
    reader->pos++;
    skip_blanks(reader);
    return object ? scan_key(reader, token, err)
                  : scan_value(reader, token, err);
}

lmv_status lmv__json_next(
    lmv__json_reader *reader, lmv__json_token *token, lmv_error *err)
{
    skip_blanks(reader);
    token->escaped = false;
    token->text.ptr = reader->text + reader->pos;
    token->text.len = 0;
    switch (reader->state) {
    case VALUE:
        return scan_value(reader, token, err);
    case FIRST_ITEM:
        return peek(reader) == ']' ? close_level(reader, token)
                                   : scan_value(reader, token, err);
    case FIRST_KEY:
        return peek(reader) == '}' ? close_level(reader, token)
                                   : scan_key(reader, token, err);
    case AFTER:
        return scan_after(reader, token, err);
    case DONE:
        token->kind = LMV__JSON_END;
        if (reader->pos < reader->len)
            return fail(reader, "something follows the value", err);
        return LMV_OK;
    default:
        return fail(reader, "reading has failed before", err);
    }
}

lmv_status lmv__json_skip(lmv__json_reader *reader,
    const lmv__json_token *token, lmv__slice *raw, lmv_error *err)
{
    unsigned depth = reader->depth;
    lmv__json_token inner;

    *raw = token->text;
    if (token->kind == LMV__JSON_STRING) {
        raw->ptr--;
        raw->len += 2;
    }
    if (token->kind != LMV__JSON_OBJECT && token->kind != LMV__JSON_ARRAY)
        return LMV_OK;
    while (reader->depth >= depth) {
        lmv_status status = lmv__json_next(reader, &inner, err);

        if (status)
            return status;
    }
    raw->len = (size_t)(reader->text + reader->pos - raw->ptr);
    return LMV_OK;
}

static uint32_t hex_value(const char *digits)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        unsigned digit =
            c <= '9' ? (unsigned)(c - '0') : ((unsigned)c | 0x20u) - 'a' + 10;

        value = value << 4 | digit;
    }
    return value;
}

/* The escape at s (valid, as the scan has made sure); answers its length. */
static size_t put_escape(const char *s, lmv__buf *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *simple = strchr(from, s[1]);
    char utf8[4];
    uint32_t c;
    size_t used = 6;

    if (s[1] != 'u') {
        lmv__buf_addc(out, simple ? to[simple - from] : s[1]);
        return 2;
    }
    c = hex_value(s + 2);
    if (c >= 0xD800 && c <= 0xDBFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + (hex_value(s + 8) - 0xDC00);
        used = 12;
    }
    lmv__buf_add(out, utf8, lmv__utf8_put(c, utf8));
    return used;
}

void lmv__json_unescape(const lmv__json_token *token, lmv__buf *out)
{
    const char *s = token->text.ptr, *end = s + token->text.len;

    while (s < end) {
        const char *slash = memchr(s, '\\', (size_t)(end - s));

        if (!slash) {
            lmv__buf_add(out, s, (size_t)(end - s));
            return;
        }
        lmv__buf_add(out, s, (size_t)(slash - s));
        s = slash + put_escape(slash, out);
    }
}
