/*
 * Random tables: what a small reference writer writes, the reader reads back
 * exactly, for all separators, line ends, encodings and sizes of pieces; and
 * the CSV that is written gives the input back when the new columns are
 * taken off.
 */
#include "records.h"

#include "base/utf8.h"
#include "records/writer.h"

#define MAX_CELLS 64

static uint64_t seed = 0x9E3779B97F4A7C15u;

static uint32_t draw(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

typedef struct cell {
    char text[96];
    size_t len;
    bool quoted;
} cell;

typedef struct table {
    size_t columns, rows;
    cell cells[MAX_CELLS];
    char separator;
    const char *newline;
    bool mark, last_end;
    int encoding; /* of encodings[] */
} table;

static const char *const encodings[] = {
    "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"};

/* Pieces of cells; those behind the bar need Unicode, the last two quotes. */
static const char *const pieces[] = {"a", "Wort", " ", "0", "'", "e-mail",
    "\xC3\xBC", "\xC3\x9F", "\xE2\x82\xAC", "\xE2\x80\x9E", ",", ";", "\t", "|",
    "\"", "\n", "\r\n", "\r", "x\xCC\x88", "\xF0\x9F\x98\x80",
    "\xE6\xBC"
    "\xA2"};
#define UNICODE_PIECES 3u

static void fill_cell(const table *t, cell *c)
{
    uint32_t n = (uint32_t)(sizeof pieces / sizeof *pieces);
    uint32_t count = draw(7);

    if (t->encoding == 3)
        n -= UNICODE_PIECES;
    c->len = 0;
    c->quoted = draw(3) == 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *piece = pieces[draw(n)];

        memcpy(c->text + c->len, piece, strlen(piece));
        c->len += strlen(piece);
        if (strchr("\"\r\n", piece[0]) || piece[0] == t->separator)
            c->quoted = true;
    }
    /* Alone in its row, a blank cell would be a blank line. */
    if (t->columns == 1)
        c->quoted = true;
}

static void make_table(table *t)
{
    static const char separators[] = {',', ';', '\t', '|'};
    static const char *const ends[] = {"\n", "\r\n", "\r"};

    memset(t, 0, sizeof *t);
    t->columns = 1 + draw(6);
    t->rows = draw(9);
    t->separator = separators[draw(4)];
    t->newline = ends[draw(3)];
    t->encoding = (int)draw(4);
    t->mark = t->encoding < 3 && draw(2);
    t->last_end = draw(4) != 0;
    for (size_t i = 0; i < t->columns * t->rows; i++)
        fill_cell(t, &t->cells[i]);
}

/* The reference writer. */
static void write_cell(const table *t, const cell *c, lmv__buf *out)
{
    (void)t;
    if (!c->quoted) {
        lmv__buf_add(out, c->text, c->len);
        return;
    }
    lmv__buf_addc(out, '"');
    for (size_t i = 0; i < c->len; i++) {
        if (c->text[i] == '"')
            lmv__buf_addc(out, '"');
        lmv__buf_addc(out, c->text[i]);
    }
    lmv__buf_addc(out, '"');
}

static void write_table(const table *t, lmv__buf *out)
{
    for (size_t i = 0; i < t->columns; i++)
        lmv__buf_addf(out, "%.*s\"c%zu\"", i > 0 ? 1 : 0, &t->separator, i);
    lmv__buf_adds(out, t->newline);
    for (size_t i = 0; i < t->columns * t->rows; i++) {
        bool end = i % t->columns == t->columns - 1;

        write_cell(t, &t->cells[i], out);
        if (!end)
            lmv__buf_addc(out, t->separator);
        else if (t->last_end || i + 1 < t->columns * t->rows)
            lmv__buf_adds(out, t->newline);
    }
}

static void put_unit(const table *t, uint32_t unit, lmv__buf *out)
{
    char low = (char)(unit & 0xFF), high = (char)(unit >> 8);

    lmv__buf_addc(out, t->encoding == 1 ? low : high);
    lmv__buf_addc(out, t->encoding == 1 ? high : low);
}

static void put_1252(uint32_t c, lmv__buf *out)
{
    if (c == 0x20AC)
        c = 0x80;
    if (c == 0x201E)
        c = 0x84;
    ck_assert_uint_lt(c, 256);
    lmv__buf_addc(out, (char)c);
}

static void encode(const table *t, const lmv__buf *text, lmv__buf *out)
{
    if (t->encoding == 0) {
        if (t->mark)
            lmv__buf_adds(out, "\xEF\xBB\xBF");
        lmv__buf_add(out, text->data, text->len);
        return;
    }
    if (t->mark)
        put_unit(t, 0xFEFF, out);
    for (size_t i = 0, used; i < text->len; i += used) {
        uint32_t c = lmv__utf8_next(text->data + i, text->len - i, &used);

        if (t->encoding == 3)
            put_1252(c, out);
        else if (c < 0x10000)
            put_unit(t, c, out);
        else {
            put_unit(t, 0xD800 + ((c - 0x10000) >> 10), out);
            put_unit(t, 0xDC00 + ((c - 0x10000) & 0x3FF), out);
        }
    }
}

static lmv__reader_options options_for(const table *t, const lmv__buf *bytes)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 17, 100};
    lmv__slice slice = {bytes->data, bytes->len};
    lmv__reader_options options = options_of(slice);

    options.format = LMV__FORMAT_CSV;
    options.separator = t->separator;
    options.encoding = encodings[t->encoding];
    options.piece = sizes[draw(7)];
    return options;
}

static void compare_record(
    const table *t, const lmv__record *record, size_t row)
{
    ck_assert_uint_eq(record->number, row + 1);
    ck_assert_int_eq(record->status, LMV__RECORD_OK);
    ck_assert_uint_eq(record->n_fields, t->columns);
    for (size_t i = 0; i < t->columns; i++) {
        const cell *c = &t->cells[row * t->columns + i];
        lmv__slice value = lmv__record_field(record, i);

        ck_assert_uint_eq(value.len, c->len);
        ck_assert_mem_eq(value.ptr, c->text, c->len);
        ck_assert_int_eq(lmv__record_kind(record, i),
            c->quoted ? LMV__FIELD_QUOTED : LMV__FIELD_PLAIN);
    }
}

/* Line of the record: a line end in the header, and those before it. */
static uint64_t line_of(const table *t, const lmv__buf *text, size_t before)
{
    uint64_t line = 1;
    char end = t->newline[0] == '\r' && !t->newline[1] ? '\r' : '\n';

    for (size_t i = 0; i < before; i++)
        line += text->data[i] == end;
    return line;
}

START_TEST(tables_are_read_back)
{
    for (int round = 0; round < 300; round++) {
        lmv__buf text, bytes, raw;
        lmv__reader_options options;
        lmv__reader *reader;
        lmv__record record;
        size_t at, rows = 0;
        table t;

        make_table(&t);
        lmv__buf_init(&text);
        lmv__buf_init(&bytes);
        lmv__buf_init(&raw);
        lmv__buf_adds(&raw, "");
        write_table(&t, &text);
        encode(&t, &text, &bytes);
        options = options_for(&t, &bytes);
        reader = open_reader(&options);
        ck_assert_uint_eq(lmv__reader_columns(reader)->count, t.columns);
        ck_assert_str_eq(lmv__reader_dialect(reader)->newline, t.newline);
        at = lmv__reader_header(reader).len + strlen(t.newline);
        lmv__record_init(&record);
        while (next_record(reader, &record)) {
            lmv__slice own = lmv__record_raw(&record);

            ck_assert_uint_lt(rows, t.rows);
            compare_record(&t, &record, rows++);
            ck_assert_uint_eq(record.line, line_of(&t, &text, at));
            ck_assert_mem_eq(
                record.source.data, text.data + at, record.source.len);
            at += record.source.len;
            lmv__buf_add(&raw, own.ptr, own.len);
        }
        ck_assert_uint_eq(rows, t.rows);
        ck_assert_uint_eq(at, text.len);
        /* The records' own bytes are the input's end. */
        ck_assert_mem_eq(raw.data, bytes.data + bytes.len - raw.len, raw.len);
        lmv__record_clear(&record);
        lmv__reader_close(reader);
        lmv__buf_clear(&text);
        lmv__buf_clear(&bytes);
        lmv__buf_clear(&raw);
    }
}
END_TEST

/* Written CSV */

/* One label whose evidence has line ends, quotes and separators. */
static void label(
    lmv__labelled *labelled, lmv__label_out *out, lmv__evidence_out *evidence)
{
    memset(evidence, 0, sizeof *evidence);
    memset(out, 0, sizeof *out);
    evidence->end = labelled->text.len;
    out->theme = 1;
    out->evidence = evidence;
    out->n_evidence = 1;
    labelled->labels = out;
    labelled->n_labels = labelled->text.len > 0;
    labelled->classified = true;
    labelled->lang = lmv__slice_of("de");
    labelled->status = lmv__slice_of("ok");
    labelled->error = lmv__slice_of("");
}

static void write_labelled(const table *t, lmv__reader *reader, lmv__buf *out)
{
    static const char *const themes[] = {"slow-response", "rude-staff"};
    lmv__writer_options options;
    lmv__writer *writer;
    lmv__record record;

    (void)t;
    memset(&options, 0, sizeof options);
    options.format = LMV__FORMAT_CSV;
    options.themes = themes;
    options.n_themes = 2;
    ck_assert_int_eq(lmv__writer_new(&writer, &options, reader, NULL), LMV_OK);
    ck_assert_int_eq(lmv__writer_begin(writer, out, NULL), LMV_OK);
    lmv__record_init(&record);
    while (next_record(reader, &record)) {
        lmv__evidence_out evidence;
        lmv__label_out one;
        lmv__labelled labelled;

        memset(&labelled, 0, sizeof labelled);
        labelled.text = lmv__record_field(&record, 0);
        label(&labelled, &one, &evidence);
        ck_assert_int_eq(
            lmv__writer_record(writer, &record, &labelled, 1, out, NULL),
            LMV_OK);
    }
    lmv__record_clear(&record);
    lmv__writer_free(writer);
}

/* Takes the new columns off again, by reading what was written. */
static void strip_columns(const table *t, const lmv__buf *in, lmv__buf *out)
{
    lmv__slice bytes = {in->data, in->len};
    lmv__reader_options options = options_of(bytes);
    lmv__reader *reader;
    lmv__record record;

    options.separator = t->separator;
    reader = open_reader(&options);
    ck_assert_uint_eq(lmv__reader_columns(reader)->count, t->columns + 6);
    lmv__record_init(&record);
    while (next_record(reader, &record)) {
        ck_assert_int_eq(record.status, LMV__RECORD_OK);
        lmv__buf_add(
            out, record.source.data, record.fields[t->columns - 1].until);
        lmv__buf_add(out, record.source.data + record.source_text,
            record.source.len - record.source_text);
    }
    lmv__record_clear(&record);
    lmv__reader_close(reader);
}

START_TEST(written_tables_hold_their_input)
{
    static const char *const first[] = {"1"};

    for (int round = 0; round < 300; round++) {
        lmv__buf text, bytes, written, back;
        lmv__reader_options options;
        lmv__reader *reader;
        size_t header;
        table t;

        make_table(&t);
        t.last_end = true;
        lmv__buf_init(&text);
        lmv__buf_init(&bytes);
        lmv__buf_init(&written);
        lmv__buf_init(&back);
        lmv__buf_adds(&back, "");
        write_table(&t, &text);
        encode(&t, &text, &bytes);
        options = options_for(&t, &bytes);
        options.text = first;
        options.n_text = 1;
        reader = open_reader(&options);
        header = lmv__reader_header(reader).len + strlen(t.newline);
        write_labelled(&t, reader, &written);
        strip_columns(&t, &written, &back);
        ck_assert_uint_eq(back.len, text.len - header);
        ck_assert_mem_eq(back.data, text.data + header, back.len);
        lmv__reader_close(reader);
        lmv__buf_clear(&text);
        lmv__buf_clear(&bytes);
        lmv__buf_clear(&written);
        lmv__buf_clear(&back);
    }
}
END_TEST

/* Any bytes at all give the same records however they are cut. */
START_TEST(pieces_do_not_matter)
{
    static const char alphabet[] = "\"\"\"\",,;\n\n\r\t ab\xC3\xBC\xFF\0|";

    for (int round = 0; round < 1000; round++) {
        char bytes[120];
        size_t len = 1 + draw(sizeof bytes - 1), sizes[2] = {0, 1 + draw(9)};
        lmv__buf dumps[2];

        for (size_t i = 0; i < len; i++)
            bytes[i] = alphabet[draw(sizeof alphabet - 1)];
        for (int i = 0; i < 2; i++) {
            lmv__slice slice = {bytes, len};
            lmv__reader_options options = options_of(slice);
            lmv__reader *reader;

            lmv__buf_init(&dumps[i]);
            lmv__buf_adds(&dumps[i], "");
            options.encoding = "utf-8";
            options.piece = sizes[i];
            if (lmv__reader_open(&reader, &options, NULL) == LMV_OK) {
                lmv__buf raw;

                lmv__buf_init(&raw);
                dump_all(reader, &dumps[i], &raw);
                ck_assert_uint_le(raw.len, len);
                lmv__buf_clear(&raw);
            }
            lmv__reader_close(reader);
        }
        ck_assert_uint_eq(dumps[0].len, dumps[1].len);
        ck_assert_mem_eq(dumps[0].data, dumps[1].data, dumps[0].len);
        lmv__buf_clear(&dumps[0]);
        lmv__buf_clear(&dumps[1]);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, tables_are_read_back);
    tcase_add_test(tcase, written_tables_hold_their_input);
    tcase_add_test(tcase, pieces_do_not_matter);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
