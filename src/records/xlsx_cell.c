#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSX

#include "records/xlsx.h"

#include <string.h>

enum { SHOWN_DIGITS = 15, MAX_DIGITS = 19 };

/* Number formats */

lmv__xlsx_style lmv__xlsx_builtin_style(unsigned format)
{
    if (format == 22)
        return LMV__XLSX_DATETIME;
    if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) ||
        format == 36 || (format >= 50 && format <= 58))
        return LMV__XLSX_DATE;
    if ((format >= 18 && format <= 21) || (format >= 32 && format <= 35) ||
        format == 45 || format == 47)
        return LMV__XLSX_TIME;
    return format == 46 ? LMV__XLSX_DURATION : LMV__XLSX_NUMBER;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Behind the bracket that opens at i; *elapsed when it holds [h], [mm] ... */
static size_t skip_bracket(lmv__slice code, size_t i, bool *elapsed)
{
    size_t begin = ++i;
    bool same = true;

    while (i < code.len && code.ptr[i] != ']') {
        same = same && lower(code.ptr[i]) == lower(code.ptr[begin]);
        i++;
    }
    *elapsed |= same && i > begin && strchr("hms", lower(code.ptr[begin]));
    return i;
}

lmv__xlsx_style lmv__xlsx_code_style(lmv__slice code)
{
    bool elapsed = false, day = false, month = false, hour = false;

    for (size_t i = 0; i < code.len && code.ptr[i] != ';'; i++) {
        char c = lower(code.ptr[i]);

        if (c == '"') {
            while (++i < code.len && code.ptr[i] != '"')
                continue;
        } else if (c == '\\' || c == '_' || c == '*')
            i++;
        else if (c == '[')
            i = skip_bracket(code, i, &elapsed);
        else if (c == 'g' && code.len - i >= 7)
            i += 6; /* General */
        day |= c == 'd' || c == 'y';
        month |= c == 'm';
        hour |= c == 'h' || c == 's';
    }
    if (elapsed)
        return LMV__XLSX_DURATION;
    if (day || (month && !hour))
        return hour ? LMV__XLSX_DATETIME : LMV__XLSX_DATE;
    return hour ? LMV__XLSX_TIME : LMV__XLSX_NUMBER;
}

/* Numbers: 0.DIGITS times ten to the power of `point`. */

typedef struct decimal {
    char digits[MAX_DIGITS];
    int n, point;
    bool negative;
} decimal;

static bool parse_exponent(lmv__slice text, size_t i, int *exponent)
{
    bool negative = i < text.len && text.ptr[i] == '-';
    int n = 0;

    if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+'))
        i++;
    if (i == text.len || text.len - i > 4)
        return false;
    for (; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        n = 10 * n + (text.ptr[i] - '0');
    }
    *exponent = negative ? -n : n;
    return true;
}

static bool parse(lmv__slice text, decimal *out)
{
    size_t i = 0, seen = 0;
    bool point = false;
    int exponent = 0;

    memset(out, 0, sizeof *out);
    if (text.len > 0 && text.len < 400 && *text.ptr == '-')
        out->negative = ++i > 0;
    for (; i < text.len && text.len < 400; i++) {
        char c = text.ptr[i];

        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        seen++;
        if (c != '0' || out->n > 0) {
            if (out->n < MAX_DIGITS)
                out->digits[out->n++] = c;
            out->point += !point;
        } else {
            out->point -= point;
        }
    }
    if (seen == 0)
        return false;
    if (i < text.len && (text.ptr[i] == 'e' || text.ptr[i] == 'E')) {
        if (!parse_exponent(text, i + 1, &exponent))
            return false;
    } else if (i < text.len) {
        return false;
    }
    out->point += exponent;
    return true;
}

/* To the digits that are shown, without zeros behind them. */
static void round_digits(decimal *number)
{
    bool up = number->n > SHOWN_DIGITS && number->digits[SHOWN_DIGITS] >= '5';

    if (number->n > SHOWN_DIGITS)
        number->n = SHOWN_DIGITS;
    while (up && number->n > 0) {
        up = ++number->digits[number->n - 1] > '9';
        if (up)
            number->n--;
    }
    if (up) {
        number->digits[number->n++] = '1';
        number->point++;
    }
    while (number->n > 0 && number->digits[number->n - 1] == '0')
        number->n--;
}

static void show_number(const decimal *number, lmv__buf *out)
{
    int n = number->n, point = number->point;

    if (n == 0) {
        lmv__buf_addc(out, '0');
        return;
    }
    if (number->negative)
        lmv__buf_addc(out, '-');
    if (point > SHOWN_DIGITS + 5 || point < -8) {
        lmv__buf_addc(out, number->digits[0]);
        if (n > 1)
            lmv__buf_addc(out, '.');
        lmv__buf_add(out, number->digits + 1, (size_t)n - 1);
        lmv__buf_addf(out, "E%+03d", point - 1);
        return;
    }
    if (point <= 0)
        lmv__buf_addc(out, '0');
    for (int i = 0; i < n || i < point; i++) {
        if (i == (point > 0 ? point : 0))
            lmv__buf_addc(out, '.');
        for (int zero = point; i == 0 && zero < 0; zero++)
            lmv__buf_addc(out, '0');
        lmv__buf_addc(out, i < n ? number->digits[i] : '0');
    }
}

static double value_of(const decimal *number)
{
    uint64_t digits = 0;
    double value, scale = 1;
    int power = number->point - number->n;

    for (int i = 0; i < number->n; i++)
        digits = 10 * digits + (uint64_t)(number->digits[i] - '0');
    value = (double)digits;
    if (power < -300 || power > 20)
        return power < 0 ? 0 : 1e20;
    for (int i = 0; i < (power < 0 ? -power : power); i++)
        scale *= 10;
    return power < 0 ? value / scale : value * scale;
}

/* Dates */

/* Days from 1970-01-01, by the rules of the Gregorian calendar. */
static void add_date(int64_t days, lmv__buf *out)
{
    int64_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp;

    mp = (5 * doy + 2) / 153;
    lmv__buf_addf(out, "%04d-%02d-%02d",
        (int)(yoe + era * 400 + (mp >= 10 ? 1 : 0)),
        (int)(mp < 10 ? mp + 3 : mp - 9), (int)(doy - (153 * mp + 2) / 5 + 1));
}

/* Day 60 of the first epoch is one that never was. */
static void add_day(int64_t serial, lmv__buf *out)
{
    if (serial == 60)
        lmv__buf_adds(out, "1900-02-29");
    else
        add_date(serial - (serial > 60 ? 25569 : 25568), out);
}

static void add_time(int64_t seconds, lmv__buf *out)
{
    lmv__buf_addf(out, "%02lld:%02d:%02d", (long long)(seconds / 3600),
        (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static bool show_date(
    const decimal *number, lmv__xlsx_style style, bool from_1904, lmv__buf *out)
{
    double value = value_of(number);
    int64_t days, seconds;

    if (number->negative || value >= 2958466.0)
        return false;
    seconds = (int64_t)(value * 86400.0 + 0.5);
    days = seconds / 86400;
    if (style == LMV__XLSX_DURATION || (style == LMV__XLSX_TIME && days == 0)) {
        add_time(seconds, out);
        return true;
    }
    days += from_1904 ? 1462 : 0;
    if (days == 0)
        return false;
    add_day(days, out);
    seconds %= 86400;
    if (style != LMV__XLSX_DATE || seconds > 0) {
        lmv__buf_addc(out, 'T');
        add_time(seconds, out);
    }
    return true;
}

void lmv__xlsx_number(
    lmv__slice value, lmv__xlsx_style style, bool from_1904, lmv__buf *out)
{
    decimal number;

    if (!parse(value, &number)) {
        lmv__buf_add(out, value.ptr, value.len);
        return;
    }
    if (style != LMV__XLSX_NUMBER && show_date(&number, style, from_1904, out))
        return;
    round_digits(&number);
    show_number(&number, out);
}

/* Escapes */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Of "_xHHHH_" the code unit, else -1. */
static int32_t escape_at(const char *s, size_t len)
{
    int32_t unit = 0;

    if (len < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex(s[i]);

        if (digit < 0)
            return -1;
        unit = 16 * unit + digit;
    }
    return unit;
}

static size_t put_utf8(uint32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* The character at s and the bytes that it takes there; 0 when it is none. */
static size_t unescape_one(const char *s, size_t len, char *to, size_t *used)
{
    int32_t unit = escape_at(s, len), low;

    *used = 7;
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
        return 0;
    if (unit < 0xD800 || unit > 0xDFFF)
        return put_utf8((uint32_t)unit, to);
    low = len > 7 ? escape_at(s + 7, len - 7) : -1;
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    *used = 14;
    return put_utf8(
        0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00),
        to);
}

void lmv__xlsx_unescape(lmv__buf *text, size_t from)
{
    size_t to;

    if (text->len < from + 7 ||
        !memchr(text->data + from, '_', text->len - from))
        return;
    to = from;
    while (from < text->len) {
        char room[4];
        size_t used, n;

        n = text->data[from] == '_'
                ? unescape_one(text->data + from, text->len - from, room, &used)
                : 0;
        if (n == 0) {
            text->data[to++] = text->data[from++];
            continue;
        }
        memcpy(text->data + to, room, n);
        to += n;
        from += used;
    }
    text->len = to;
}

/* Places */

bool lmv__xlsx_place(const char *place, uint32_t *column, uint64_t *row)
{
    uint32_t n = 0;

    for (; *place >= 'A' && *place <= 'Z'; place++) {
        n = 26 * n + (uint32_t)(*place - 'A') + 1;
        if (n > LMV__MAX_COLUMNS)
            return false;
    }
    *row = 0;
    for (; *place >= '0' && *place <= '9'; place++) {
        if (*row > UINT32_MAX)
            return false;
        *row = 10 * *row + (uint64_t)(*place - '0');
    }
    *column = n - 1;
    return n > 0 && !*place;
}

#endif
