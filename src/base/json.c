#include "base/json.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Writer */

void lmv__json_writer_init(lmv__json_writer *json, lmv__buf *out, int indent)
{
    json->out = out;
    json->indent = indent;
    json->depth = 0;
    json->comma = json->key = false;
}

static void new_line(const lmv__json_writer *json)
{
    if (json->indent <= 0)
        return;
    lmv__buf_addc(json->out, '\n');
    for (size_t i = 0; i < json->depth * (size_t)json->indent; i++)
        lmv__buf_addc(json->out, ' ');
}

/* What stands before a value or a key. */
static void before(lmv__json_writer *json)
{
    if (json->key) {
        json->key = false;
        return;
    }
    if (json->comma)
        lmv__buf_addc(json->out, ',');
    if (json->depth > 0)
        new_line(json);
    json->comma = true;
}

void lmv__json_begin(lmv__json_writer *json, char bracket)
{
    before(json);
    lmv__buf_addc(json->out, bracket);
    json->depth++;
    json->comma = false;
}

void lmv__json_end(lmv__json_writer *json, char bracket)
{
    json->depth--;
    if (json->comma)
        new_line(json);
    lmv__buf_addc(json->out, bracket);
    json->comma = true;
}

/* Escape of the character at text[0..len), *used = its bytes; NULL when it
 * stays as it is. */
static const char *escape_of(
    const char *text, size_t len, size_t *used, char room[8])
{
    static const char digits[] = "0123456789abcdef";
    uint32_t c = lmv__utf8_next(text, len, used);

    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case LMV__UTF8_BAD:
        return "\xEF\xBF\xBD";
    case 0x2028:
        return "\\u2028";
    case 0x2029:
        return "\\u2029";
    default:
        if (c >= 0x20 && (c < 0x7F || c > 0x9F))
            return NULL;
        memcpy(room, "\\u00", 4);
        room[4] = digits[c >> 4];
        room[5] = digits[c & 15];
        room[6] = '\0';
        return room;
    }
}

#define BLOCK 16

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/* By way of a local array, so that the compiler may use vectors. */
static bool block_is_plain(const char *text)
{
    unsigned char block[BLOCK], odd = 0;

    memcpy(block, text, BLOCK);
    for (size_t i = 0; i < BLOCK; i++)
        odd |= (unsigned char)((block[i] < 0x20) | (block[i] >= 0x7F) |
                               (block[i] == '"') | (block[i] == '\\'));
    return odd == 0;
}

/* A letter from U+00C0 to U+00FF: never escaped. */
static bool is_latin_letter(const char *text, size_t len)
{
    return len > 1 && (unsigned char)text[0] == 0xC3 &&
           ((unsigned char)text[1] & 0xC0) == 0x80;
}

void lmv__json_escape(lmv__buf *out, const char *text, size_t len)
{
    size_t i = 0, plain = 0;

    for (;;) {
        const char *escape;
        char room[8];
        size_t used;

        while (i + BLOCK <= len && block_is_plain(text + i))
            i += BLOCK;
        while (i < len && is_plain((unsigned char)text[i]))
            i++;
        if (i == len)
            break;
        if (is_latin_letter(text + i, len - i)) {
            i += 2;
            continue;
        }
        escape = escape_of(text + i, len - i, &used, room);
        if (escape) {
            lmv__buf_add(out, text + plain, i - plain);
            lmv__buf_adds(out, escape);
            plain = i + used;
        }
        i += used;
    }
    lmv__buf_add(out, text + plain, len - plain);
}

void lmv__json_string(lmv__json_writer *json, const char *text, size_t len)
{
    before(json);
    lmv__buf_addc(json->out, '"');
    if (len)
        lmv__json_escape(json->out, text, len);
    lmv__buf_addc(json->out, '"');
}

void lmv__json_slice(lmv__json_writer *json, lmv__slice text)
{
    lmv__json_string(json, text.ptr, text.len);
}

void lmv__json_text(lmv__json_writer *json, const char *text)
{
    if (text)
        lmv__json_string(json, text, strlen(text));
    else
        lmv__json_null(json);
}

void lmv__json_key(lmv__json_writer *json, const char *key)
{
    lmv__json_key_slice(json, lmv__slice_of(key));
}

void lmv__json_key_slice(lmv__json_writer *json, lmv__slice key)
{
    lmv__json_slice(json, key);
    lmv__buf_adds(json->out, json->indent > 0 ? ": " : ":");
    json->key = true;
}

static void add_uint(lmv__buf *out, uint64_t value)
{
    char digits[20];
    size_t i = sizeof digits;

    do {
        digits[--i] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    lmv__buf_add(out, digits + i, sizeof digits - i);
}

/* Adds the sign, answers the amount. */
static uint64_t add_sign(lmv__buf *out, int64_t value)
{
    if (value >= 0)
        return (uint64_t)value;
    lmv__buf_addc(out, '-');
    return 0 - (uint64_t)value;
}

void lmv__json_uint(lmv__json_writer *json, uint64_t value)
{
    before(json);
    add_uint(json->out, value);
}

void lmv__json_int(lmv__json_writer *json, int64_t value)
{
    before(json);
    add_uint(json->out, add_sign(json->out, value));
}

void lmv__json_milli(lmv__json_writer *json, int64_t thousandths)
{
    uint64_t amount;
    unsigned rest;

    before(json);
    amount = add_sign(json->out, thousandths);
    add_uint(json->out, amount / 1000);
    rest = (unsigned)(amount % 1000);
    if (rest == 0)
        return;
    lmv__buf_addc(json->out, '.');
    for (unsigned place = 100; rest > 0; place /= 10) {
        lmv__buf_addc(json->out, (char)('0' + rest / place));
        rest %= place;
    }
}

void lmv__json_bool(lmv__json_writer *json, bool value)
{
    before(json);
    lmv__buf_adds(json->out, value ? "true" : "false");
}

void lmv__json_real(lmv__json_writer *json, double value)
{
    char text[64];
    int n;

    if (!(value > -1e15 && value < 1e15)) {
        lmv__json_null(json);
        return;
    }
    before(json);
    n = snprintf(text, sizeof text, "%.6f", value);
    for (; n > 1 && text[n - 1] == '0'; n--)
        ;
    lmv__buf_add(json->out, text, (size_t)(n - (text[n - 1] == '.')));
}

void lmv__json_null(lmv__json_writer *json)
{
    before(json);
    lmv__buf_adds(json->out, "null");
}
