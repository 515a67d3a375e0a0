/*
 * Sniffing: what the first 256 KiB say about format, separator, line ends
 * and columns.
 */
#include "records/inner.h"

#include <string.h>
#include <strings.h>

#define ROWS 500u /* of the sample that are looked at */

/* Format */

char lmv__separator_named(const char *name)
{
    if (strcasecmp(name, "tab") == 0 || strcmp(name, "\\t") == 0)
        return '\t';
    if (strlen(name) != 1 || strchr("\"\r\n", name[0]) ||
        (unsigned char)name[0] >= 0x80)
        return 0;
    return name[0];
}

/* Does the line begin as an object does?  A brace alone may begin a CSV
 * header. */
static bool begins_object(lmv__slice line)
{
    lmv__json_reader json;
    lmv__json_token token;
    size_t i = 0;

    while (i < line.len && strchr(" \t\r\n", line.ptr[i]) && line.ptr[i])
        i++;
    if (i == line.len || line.ptr[i] != '{')
        return false;
    lmv__json_reader_init(&json, line.ptr + i, line.len - i, 0);
    if (lmv__json_next(&json, &token, NULL) ||
        lmv__json_next(&json, &token, NULL))
        return false;
    return token.kind == LMV__JSON_KEY || token.kind == LMV__JSON_OBJECT_END;
}

/* The first line may be broken, so most of the first ones decide. */
static bool begins_with_object(lmv__slice sample)
{
    uint32_t lines = 0, objects = 0;

    if (begins_object(sample))
        return true;
    while (sample.len > 0 && lines < 20) {
        const char *end = memchr(sample.ptr, '\n', sample.len);
        lmv__slice line = {
            sample.ptr, end ? (size_t)(end - sample.ptr) + 1 : sample.len};

        lines++;
        objects += begins_object(line);
        sample.ptr += line.len;
        sample.len -= line.len;
    }
    return 2 * objects > lines;
}

lmv__format lmv__sniff_format(const char *path, lmv__slice sample)
{
    lmv__format format = lmv__format_of_path(path);

    if (format == LMV__FORMAT_JSONL || begins_with_object(sample) ||
        lmv__json_array_is(sample))
        return LMV__FORMAT_JSONL;
    return format == LMV__FORMAT_TSV &&
                   memchr(sample.ptr, '\t', sample.len ? sample.len : 0)
               ? LMV__FORMAT_TSV
               : LMV__FORMAT_CSV;
}

lmv_status lmv__sniff_refuse(lmv__slice head, lmv_error *err)
{
    static const struct {
        const char *magic;
        size_t len;
        const char *what;
    } known[] = {
        {"\xD0\xCF\x11\xE0", 4,
            "an old Excel workbook (XLS), or one with a password: save it as "
            "XLSX without one"},
        {"%PDF", 4, "a PDF"},
        {"\x1F\x8B", 2, "compressed by gzip: unpack it (gzip -dc FILE)"},
        {"$FL2", 4,
            "an SPSS file, which this version does not read: export it as "
            "CSV UTF-8, with value labels"},
        {"$FL3", 4,
            "an SPSS file, which this version does not read: export it as "
            "CSV UTF-8, with value labels"},
        {"<stata_dta>", 11,
            "a Stata file, which this version does not read: export it as "
            "CSV UTF-8, with value labels"},
        {"SQLite format 3", 15, "an SQLite database: export a table as CSV"},
        {"\x89PNG", 4, "a picture"},
        {"\xFF\xD8\xFF", 3, "a picture"},
        {"\x7F"
         "ELF",
            4, "a program"},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (head.len >= known[i].len &&
            memcmp(head.ptr, known[i].magic, known[i].len) == 0)
            return lmv__error_set(
                err, LMV_EFORMAT, "the file is no table but %s", known[i].what);
    return LMV_OK;
}

/* Line ends and separator */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind a quoted cell that begins at `i`. */
static size_t skip_quoted(lmv__slice sample, size_t i)
{
    for (i++; i < sample.len; i++) {
        if (sample.ptr[i] != '"')
            continue;
        if (i + 1 == sample.len || sample.ptr[i + 1] != '"')
            return i + 1;
        i++;
    }
    return i;
}

/* The first line end outside of quotes. */
const char *lmv__sniff_newline(lmv__slice sample, char separator)
{
    size_t i = 0;
    bool begins = true; /* a cell begins here */

    /* Blank lines at the beginning do not decide. */
    while (i < sample.len && is_space(sample.ptr[i]))
        i++;
    while (i < sample.len) {
        char c = sample.ptr[i++];

        if (c == '"' && begins) {
            i = skip_quoted(sample, i - 1);
            begins = false;
            continue;
        }
        if (c == '\n')
            return "\n";
        if (c == '\r')
            return i < sample.len && sample.ptr[i] == '\n' ? "\r\n" : "\r";
        begins = separator ? c == separator : c && strchr(",;\t|", c) != NULL;
    }
    return "\n";
}

/* Calls the scanner for row after row of the sample; answers false when there
 * is none left.  A broken row has no fields. */
struct rows {
    const lmv__csv *csv;
    lmv__slice rest;
    bool complete;
    lmv__record record;
    lmv__csv_row row;
};

static void skip_line(struct rows *in)
{
    const char *end =
        memchr(in->rest.ptr, in->csv->cr_ends ? '\r' : '\n', in->rest.len);
    size_t used = end ? (size_t)(end - in->rest.ptr) + 1 : in->rest.len;

    in->rest.ptr += used;
    in->rest.len -= used;
    in->record.n_fields = 0;
}

static bool next_sample_row(struct rows *in, const char **text)
{
    lmv__csv_result result;

    do {
        *text = in->rest.ptr;
        result = lmv__csv_scan(in->csv, in->rest.ptr, in->rest.len,
            in->complete, &in->record, &in->row);
        if (result == LMV__CSV_END || result == LMV__CSV_MORE ||
            result == LMV__CSV_NOMEM)
            return false;
        if (result == LMV__CSV_RECORD || result == LMV__CSV_BLANK) {
            in->rest.ptr += in->row.used;
            in->rest.len -= in->row.used;
        } else
            skip_line(in);
    } while (result == LMV__CSV_BLANK);
    return true;
}

struct fit {
    size_t columns;              /* of the header; 0: its quotes are broken */
    uint32_t rows, same, single; /* behind the header */
};

static struct fit try_separator(
    lmv__slice sample, bool complete, bool cr_ends, char separator)
{
    struct fit result = {1, 0, 0, 0}; /* no whole header: says nothing */
    lmv__csv csv;
    struct rows in;
    const char *text;

    lmv__csv_init(&csv, separator, cr_ends);
    memset(&in, 0, sizeof in);
    in.csv = &csv;
    in.rest = sample;
    in.complete = complete;
    if (next_sample_row(&in, &text))
        result.columns = in.record.n_fields;
    while (result.rows < ROWS && next_sample_row(&in, &text)) {
        result.rows++;
        result.same += in.record.n_fields == result.columns;
        result.single += in.record.n_fields == 1;
    }
    lmv__record_clear(&in.record);
    return result;
}

/* Share of rows that fit the header, in thousandths. */
static uint32_t share(const struct fit *fit)
{
    return fit->rows ? fit->same * 1000u / fit->rows : 1000u;
}

static char find_separator(lmv__slice sample, bool complete, bool cr_ends)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    struct fit best = {1, 0, 0, 0};
    char found = 0, broken = 0;

    for (size_t i = 0; i < sizeof candidates; i++) {
        struct fit now =
            try_separator(sample, complete, cr_ends, candidates[i]);

        if (now.columns == 0)
            broken = candidates[i];
        if (now.columns < 2)
            continue;
        /* A header that happens to have the character in it: most rows are
         * one cell or of any length. */
        if (share(&now) < 500 && now.single * 3 >= now.rows)
            continue;
        if (found &&
            (share(&now) < share(&best) ||
                (share(&now) == share(&best) && now.columns <= best.columns)))
            continue;
        best = now;
        found = candidates[i];
    }
    return found ? found : broken;
}

char lmv__sniff_separator(lmv__slice sample, bool complete, bool cr_ends)
{
    char found = find_separator(sample, complete, cr_ends);

    /* A header longer than the sample: what is there of it must do. */
    return found || complete ? found : find_separator(sample, true, cr_ends);
}

/* Columns */

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* A word of letters, with punctuation around and ' or - inside? */
static bool is_word(const char *s, size_t len)
{
    size_t letters = 0;

    while (len > 0 && !is_letter((unsigned char)s[len - 1]) &&
           strchr(".,;:!?)\"'-", s[len - 1]))
        len--;
    while (len > 0 && (*s == '"' || *s == '(' || *s == '\'')) {
        s++;
        len--;
    }
    for (size_t i = 0; i < len; i++) {
        if (is_letter((unsigned char)s[i]))
            letters++;
        else if (s[i] != '\'' && s[i] != '-' && s[i] != '/')
            return false;
    }
    return letters > 0;
}

static bool is_number(const char *s, size_t len)
{
    bool digit = false;

    for (size_t i = 0; i < len; i++) {
        digit |= s[i] >= '0' && s[i] <= '9';
        if (!s[i] || !strchr("0123456789.,:+-/ %TZ", s[i]))
            return false;
    }
    return digit;
}

/* de, EN, en-GB, de_DE */
static bool is_code(const char *s, size_t len)
{
    size_t n = 0;

    while (
        n < len && is_letter((unsigned char)s[n]) && (unsigned char)s[n] < 0x80)
        n++;
    if (n < 2 || n > 3)
        return false;
    return n == len || ((s[n] == '-' || s[n] == '_') && len - n <= 9);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Begins like 2024-01-31, 2024/1/31, 31.01.2024 or 1/31/2024. */
static bool is_date(lmv__slice s)
{
    size_t i = 0, digits = 0, parts = 0;

    for (; i < s.len && parts < 3; i++) {
        digits += is_digit(s.ptr[i]);
        if (is_digit(s.ptr[i]) && i + 1 < s.len)
            continue;
        if (digits == 0 || digits > 4)
            return false;
        digits = 0;
        parts++;
        if (parts < 3 && !strchr("-/.", s.ptr[i]))
            return false;
    }
    return parts == 3 && s.len >= 8;
}

static bool is_mail(lmv__slice s)
{
    const char *at = memchr(s.ptr, '@', s.len);
    size_t rest = at ? (size_t)(s.ptr + s.len - at) : 0;

    return at && at > s.ptr && rest > 3 && memchr(at, '.', rest) &&
           !memchr(s.ptr, ' ', s.len);
}

static bool is_ip(lmv__slice s)
{
    size_t dots = 0, digits = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (is_digit(s.ptr[i]) && ++digits <= 3)
            continue;
        if (s.ptr[i] != '.' || digits == 0 || digits > 3)
            return false;
        dots++;
        digits = 0;
    }
    return dots == 3 && digits > 0;
}

static uint32_t count_tokens(lmv__slice value, uint32_t *words)
{
    uint32_t tokens = 0;
    size_t i = 0;

    *words = 0;
    while (i < value.len) {
        size_t begin;

        while (i < value.len && is_space(value.ptr[i]))
            i++;
        begin = i;
        while (i < value.len && !is_space(value.ptr[i]))
            i++;
        if (i == begin)
            break;
        tokens++;
        *words += is_word(value.ptr + begin, i - begin);
    }
    return tokens;
}

void lmv__facts_add(lmv__column_facts *facts, lmv__slice value)
{
    uint32_t words;
    uint64_t hash;

    while (value.len > 0 && is_space(*value.ptr)) {
        value.ptr++;
        value.len--;
    }
    while (value.len > 0 && is_space(value.ptr[value.len - 1]))
        value.len--;
    if (value.len == 0)
        return;
    facts->cells++;
    facts->tokens += count_tokens(value, &words);
    facts->words += words;
    facts->sentences += words >= 4;
    facts->numbers += is_number(value.ptr, value.len);
    facts->codes += is_code(value.ptr, value.len);
    facts->dates += is_date(value);
    facts->mails += is_mail(value);
    facts->ips += is_ip(value);
    hash = lmv__hash(value.ptr, value.len);
    hash ^= hash >> 32;
    facts->seen[hash / 64 % 16] |= UINT64_C(1) << hash % 64;
}

lmv_status lmv__sniff_csv_facts(const lmv__reader *reader,
    lmv__column_facts *facts, size_t n, uint32_t *count, lmv_error *err)
{
    const lmv__source *source = &reader->source;
    const char *text;
    struct rows in;

    (void)err;
    memset(&in, 0, sizeof in);
    in.csv = &reader->csv;
    in.rest.ptr = source->sample.data ? source->sample.data : "";
    in.rest.len = source->sample.len;
    in.complete = source->sample_complete;
    *count = 0;
    for (unsigned i = 0; i < reader->dialect.header_rows; i++)
        (void)next_sample_row(&in, &text);
    while (*count < ROWS && next_sample_row(&in, &text)) {
        ++*count;
        for (size_t i = 0; i < n && i < in.record.n_fields; i++) {
            lmv__slice cell = {
                text + in.record.fields[i].start, in.record.fields[i].len};

            if (!reader->tool || !lmv__value_in(cell, reader->tool->missing))
                lmv__facts_add(&facts[i], cell);
        }
    }
    lmv__record_clear(&in.record);
    return LMV_OK;
}

size_t lmv__sniff_head(const lmv__reader *reader, lmv__record *rows, size_t n)
{
    const lmv__source *source = &reader->source;
    size_t count = 0;
    const char *text;
    struct rows in;

    memset(&in, 0, sizeof in);
    in.csv = &reader->csv;
    in.rest.ptr = source->sample.data ? source->sample.data : "";
    in.rest.len = source->sample.len;
    in.complete = source->sample_complete;
    while (count < n && next_sample_row(&in, &text)) {
        lmv__record *row = &rows[count];

        if (!lmv__record_reserve(row, in.record.n_fields))
            break;
        if (in.record.n_fields)
            memcpy(row->fields, in.record.fields,
                in.record.n_fields * sizeof *row->fields);
        row->n_fields = in.record.n_fields;
        /* not row.used: a broken row is skipped by its line */
        lmv__buf_add(&row->source, text, (size_t)(in.rest.ptr - text));
        if (row->source.failed)
            break;
        lmv__csv_unescape(row);
        count++;
        if (in.record.n_fields == 0) /* broken: no more is known */
            break;
    }
    lmv__record_clear(&in.record);
    return count;
}
