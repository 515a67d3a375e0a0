/* CSV in: the state machine, ragged and broken rows, encodings, sniffing. */
#include "records.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

/* What records a text holds.  The separator is the comma. */

static const struct {
    const char *text, *want;
} tables[] = {
    {"a,b\n1,2\n", "1@2 [1][2]\n"},
    {"a,b\n1,2", "1@2 [1][2]\n"},
    {"a,b\r\n1,2\r\n3,4\r\n", "1@2 [1][2]\n2@3 [3][4]\n"},
    {"a,b\r1,2\r3,4", "1@2 [1][2]\n2@3 [3][4]\n"},
    /* Quotes. */
    {"a,b\n\"1,2\",\"say \"\"no\"\"\"\n", "1@2 <1,2><say \"no\">\n"},
    {"a,b\n\"x\ny\",\"p\r\nq\rr\"\nz,\n", "1@2 <x\ny><p\r\nq\rr>\n2@5 [z][]\n"},
    {"a,b\n\"\",\n", "1@2 <>[]\n"},
    {"a,b\n5\" disk,x \"y\"\n", "1@2 [5\" disk][x \"y\"]\n"},
    {"a,b\n\"x\" ,\"y\"\t\n", "1@2 <x><y>\n"},
    {"a,b\n\"\"\"\",\"\"\"x\"\"\"\n", "1@2 <\"><\"x\">\n"},
    {"a,b\n1,\"2\"", "1@2 [1]<2>\n"},
    /* CR in a cell of a file whose lines end with LF. */
    {"a,b\nx\ry,2\n", "1@2 [x\ry][2]\n"},
    /* Ragged. */
    {"a,b,c\n1\n1,2,3\n",
        "1@2 warning: the row has 1 cells, the header has 3: the rest is empty"
        "[1]()()\n2@3 [1][2][3]\n"},
    {"a,b\n1,2,3\n4,5\n",
        "1@2 error: the row has 3 cells, the header has 2: is a separator in "
        "a cell without quotes?\n2@3 [4][5]\n"},
    {"a,b\n1,2,,\n", "1@2 [1][2]\n"},
    /* Broken quotes: the line is lost, the next is not. */
    {"a,b\n1,\"x\n2,y\n",
        "1@2 error: the quote that opens in line 2 is never closed\n"
        "2@3 [2][y]\n"},
    {"a,b\n1,\"x\n2,\"y\"\n3,z\n",
        "1@2 error: a quote inside the quoted cell that begins in line 2 is "
        "neither doubled nor the cell's end\n2@3 [2]<y>\n3@4 [3][z]\n"},
    {"a,b\n\"p\nq\",\"x\n2,y\n",
        "1@2 error: the quote that opens in line 3 is never closed\n"
        "2@4 [2][y]\n"},
    {"a,b\n1,\"he said \"hi\" to me\"\n2,y\n",
        "1@2 error: a quote inside the quoted cell that begins in line 2 is "
        "neither doubled nor the cell's end\n2@3 [2][y]\n"},
    /* Blank lines and blank cells. */
    {"\n  \na,b\n\n1,2\n \t\n3,4\n\n\n", "1@5 [1][2]\n2@7 [3][4]\n"},
    {"a 5\",\"b\n\"\r\n1,\"2\n\"\r\n", "1@3 [1]<2\n>\n"},
    {"\n\ra,b\r1,2\r", "1@4 [1][2]\n"},
    {"a,b\n,\n", "1@2 [][]\n"},
    {"a,b\n", ""},
    {"a,b", ""},
    /* A mark before a quoted name. */
    {"\xEF\xBB\xBF\"a\",b\n1,2\n", "1@2 [1][2]\n"},
};

static void check_dump(const lmv__reader_options *options, const char *want)
{
    lmv__reader *reader = open_reader(options);
    lmv__buf out;

    lmv__buf_init(&out);
    dump_all(reader, &out, NULL);
    ck_assert_str_eq(out.data, want);
    lmv__buf_clear(&out);
    lmv__reader_close(reader);
}

START_TEST(records_are_read)
{
    static const size_t pieces[] = {0, 1, 2, 3, 7, 64};

    for (int i = 0; i < COUNT(pieces); i++) {
        lmv__reader_options options =
            options_of(lmv__slice_of(tables[_i].text));

        options.separator = ',';
        options.piece = pieces[i];
        check_dump(&options, tables[_i].want);
    }
}
END_TEST

START_TEST(names_have_no_mark)
{
    lmv__reader_options options =
        options_of(lmv__slice_of("\xEF\xBB\xBF\"id\",b,\n1,2,3\n"));
    lmv__reader *reader = open_reader(&options);
    const lmv__columns *columns = lmv__reader_columns(reader);

    ck_assert_uint_eq(columns->count, 3);
    ck_assert(lmv__slice_is(columns->at[0].name, "id"));
    ck_assert(lmv__slice_is(columns->at[2].name, "column 3"));
    ck_assert(columns->at[2].unnamed);
    ck_assert_uint_eq(columns->id, 0);
    ck_assert(lmv__reader_dialect(reader)->bom);
    ck_assert(lmv__slice_is(lmv__reader_header(reader), "\"id\",b,"));
    ck_assert_uint_eq(lmv__reader_warning_count(reader), 1);
    ck_assert_str_eq(
        lmv__reader_warning(reader, 0), "column 3 has no name in the header");
    lmv__reader_close(reader);
}
END_TEST

START_TEST(nul_is_kept_and_told)
{
    lmv__slice text = {"a,b\n1,x\0y\n2,z\n", 14};
    lmv__reader_options options = options_of(text);
    lmv__reader *reader;
    lmv__record record;
    lmv__slice value;

    options.encoding = "utf-8";
    reader = open_reader(&options);
    lmv__record_init(&record);
    ck_assert(next_record(reader, &record));
    value = lmv__record_field(&record, 1);
    ck_assert_uint_eq(value.len, 3);
    ck_assert_mem_eq(value.ptr, "x\0y", 3);
    ck_assert_int_eq(record.status, LMV__RECORD_WARNING);
    ck_assert(next_record(reader, &record));
    ck_assert_int_eq(record.status, LMV__RECORD_OK);
    ck_assert(!next_record(reader, &record));
    ck_assert_uint_eq(lmv__reader_problems(reader)[LMV__PROBLEM_NUL].count, 1);
    lmv__record_clear(&record);
    lmv__reader_close(reader);
}
END_TEST

START_TEST(problems_are_counted)
{
    lmv__reader_options options =
        options_of(lmv__slice_of("a,b\n1\n\n2,3,4\n\"x\n5,6\n7\n\n \n"));
    lmv__reader *reader;
    const lmv__problem *problems;
    lmv__buf out;

    options.separator = ',';
    reader = open_reader(&options);
    lmv__buf_init(&out);
    dump_all(reader, &out, NULL);
    lmv__buf_clear(&out);
    problems = lmv__reader_problems(reader);
    ck_assert_uint_eq(problems[LMV__PROBLEM_SHORT_ROW].count, 2);
    ck_assert_uint_eq(problems[LMV__PROBLEM_SHORT_ROW].first_record, 1);
    ck_assert_uint_eq(problems[LMV__PROBLEM_SHORT_ROW].first_line, 2);
    ck_assert_uint_eq(problems[LMV__PROBLEM_LONG_ROW].count, 1);
    ck_assert_uint_eq(problems[LMV__PROBLEM_LONG_ROW].first_line, 4);
    ck_assert_uint_eq(problems[LMV__PROBLEM_QUOTE].count, 1);
    ck_assert_uint_eq(problems[LMV__PROBLEM_QUOTE].first_record, 3);
    ck_assert_uint_eq(problems[LMV__PROBLEM_BLANK_LINE].count, 1);
    ck_assert_uint_eq(problems[LMV__PROBLEM_BLANK_LINE].first_line, 3);
    for (int i = 0; i < LMV__PROBLEM_COUNT; i++)
        ck_assert_ptr_nonnull(problems[i].what);
    ck_assert_uint_eq(lmv__reader_records(reader), 5);
    ck_assert_uint_eq(lmv__reader_errors(reader), 2);
    lmv__reader_close(reader);
}
END_TEST

/* Encodings */

static const struct {
    const char *bytes;
    size_t len;
    const char *encoding, *want; /* encoding NULL: found */
} encoded[] = {
    {"\xFF\xFE"
     "a\0,\0b\0\r\0\n\0\xFC\0,\0\"\0\x3D\xD8\x00\xDE\"\0\r\0\n\0",
        28, NULL, "1@2 [\xC3\xBC]<\xF0\x9F\x98\x80>\n"},
    {"\xFE\xFF\0a\0,\0b\0\n\0\xFC\0,\x20\xAC", 16, NULL,
        "1@2 [\xC3\xBC][\xE2\x82\xAC]\n"},
    {"a,b\ngr\xFC\xDF,\x80\n", 11, NULL,
        "1@2 [gr\xC3\xBC\xC3\x9F][\xE2\x82\xAC]\n"},
    {"a,b\ngr\xFC\xDF,\x80\n", 11, "latin1",
        "1@2 [gr\xC3\xBC\xC3\x9F][\xE2\x82\xAC]\n"},
    {"a,b\n\xA4,x\n", 8, "iso-8859-15", "1@2 [\xE2\x82\xAC][x]\n"},
    {"a,b\nx\xFFy\xE2\x82,2\n3,\xC3\xBC\n", 17, "utf-8",
        "1@2 warning: 2 piece(s) that are no text in this encoding became "
        "U+FFFD[x\xEF\xBF\xBDy\xEF\xBF\xBD][2]\n2@3 [3][\xC3\xBC]\n"},
};

START_TEST(encodings_become_utf8)
{
    static const size_t pieces[] = {0, 1, 2, 3, 5};

    for (int i = 0; i < COUNT(pieces); i++) {
        lmv__slice bytes = {encoded[_i].bytes, encoded[_i].len};
        lmv__reader_options options = options_of(bytes);

        options.encoding = encoded[_i].encoding;
        options.separator = ',';
        options.piece = pieces[i];
        check_dump(&options, encoded[_i].want);
    }
}
END_TEST

/* ASCII for longer than the sample, then Windows-1252: nothing is lost. */
START_TEST(late_umlauts_are_found)
{
    static const size_t pieces[] = {0, 4096, 1000};
    lmv__buf text, raw, out;

    lmv__buf_init(&text);
    lmv__buf_init(&out);
    lmv__buf_init(&raw);
    lmv__buf_adds(&text, "id,comment\n");
    while (text.len < 300 * 1024)
        lmv__buf_adds(&text, "1,nothing to say about it\n");
    lmv__buf_adds(&text, "2,sch\xF6n gr\xFC\xDF"
                         "en\n3,\xA3 5\n");
    for (int i = 0; i < COUNT(pieces); i++) {
        lmv__slice bytes = {text.data, text.len};
        lmv__reader_options options = options_of(bytes);
        lmv__reader *reader;

        options.piece = pieces[i];
        reader = open_reader(&options);
        lmv__buf_reset(&raw);
        lmv__buf_adds(&raw, "id,comment\n");
        dump_all(reader, &out, &raw);
        ck_assert_ptr_nonnull(
            strstr(out.data, "[2][sch\xC3\xB6n gr\xC3\xBC\xC3\x9F"
                             "en]\n"));
        ck_assert_ptr_nonnull(strstr(out.data, "[3][\xC2\xA3 5]\n"));
        ck_assert_uint_eq(raw.len, text.len);
        ck_assert_mem_eq(raw.data, text.data, text.len);
        lmv__reader_close(reader);
    }
    lmv__buf_clear(&text);
    lmv__buf_clear(&out);
    lmv__buf_clear(&raw);
}
END_TEST

/* Sizes */

static lmv_status keep_reject(
    void *payload, const char *bytes, size_t len, lmv_error *err)
{
    (void)err;
    lmv__buf_add(payload, bytes, len);
    return LMV_OK;
}

static void check_giant(const char *before, char fill, const char *after,
    size_t size, const char *want, bool all_rejected)
{
    lmv__buf text, out, rejected;
    lmv__reader_options options;
    lmv__slice bytes;
    lmv__reader *reader;
    size_t begin;

    lmv__buf_init(&text);
    lmv__buf_init(&out);
    lmv__buf_init(&rejected);
    lmv__buf_adds(&text, "a,b\n");
    begin = text.len;
    lmv__buf_adds(&text, before);
    ck_assert(lmv__buf_reserve(&text, size));
    memset(text.data + text.len, fill, size);
    text.len += size;
    lmv__buf_adds(&text, after);
    bytes.ptr = text.data;
    bytes.len = text.len;
    options = options_of(bytes);
    options.separator = ',';
    options.reject = keep_reject;
    options.reject_payload = &rejected;
    reader = open_reader(&options);
    dump_all(reader, &out, NULL);
    ck_assert_str_eq(out.data, want);
    if (all_rejected) {
        size_t len = strlen(before) + size + 1;

        ck_assert_uint_eq(rejected.len, len);
        ck_assert_mem_eq(rejected.data, text.data + begin, len);
    }
    lmv__reader_close(reader);
    lmv__buf_clear(&text);
    lmv__buf_clear(&out);
    lmv__buf_clear(&rejected);
}

START_TEST(a_giant_cell_is_one_error)
{
    check_giant("1,", 'x', "\n2,y\n", 50u << 20,
        "1@2 error: the record is longer than 1048576 bytes\n2@3 [2][y]\n",
        true);
    check_giant("1,\"", 'x', "\"\n2,y\n", 3u << 20,
        "1@2 error: the quote that opens in line 2 is never closed\n"
        "2@3 [2][y]\n",
        false);
    check_giant("", ',', "\n2,y\n", 20000,
        "1@2 error: the row has more than 16384 cells\n2@3 [2][y]\n", true);
}
END_TEST

/* An unclosed quote early in a long file costs its line, no more. */
START_TEST(an_unclosed_quote_costs_a_line)
{
    lmv__buf text;
    lmv__reader_options options;
    lmv__slice bytes;
    lmv__reader *reader;
    lmv__record record;
    uint64_t rows = 1;

    lmv__buf_init(&text);
    lmv__buf_adds(&text, "id,text\n1,\"never closed\n");
    while (text.len < 3u << 20) {
        lmv__buf_adds(&text, "2,a comment without any quotes\n");
        rows++;
    }
    bytes.ptr = text.data;
    bytes.len = text.len;
    options = options_of(bytes);
    reader = open_reader(&options);
    lmv__record_init(&record);
    while (next_record(reader, &record))
        ck_assert_int_eq(
            record.status == LMV__RECORD_ERROR, record.number == 1);
    ck_assert_uint_eq(lmv__reader_records(reader), rows);
    ck_assert_uint_eq(record.offset, text.len);
    lmv__record_clear(&record);
    lmv__reader_close(reader);
    lmv__buf_clear(&text);
}
END_TEST

/* Sniffing */

static const struct {
    const char *text;
    char separator;
    int columns, column, id, language; /* -1: none */
} sniffed[] = {
    {"id,text\n1,the bill was wrong and nobody answered\n", ',', 2, 1, 0, -1},
    {"id;lang;Kommentar\n1;de;gut, danke\n2;en;ok, fine, really\n", ';', 3, 2,
        0, 1},
    {"id\ttext\n1\twell, that was easy; thank you\n", '\t', 2, 1, 0, -1},
    {"id|text\n1|well, that was easy; thank you\n", '|', 2, 1, 0, -1},
    {"Comment\nGreat, thanks\nFine; or not\n", 0, 1, 0, -1, -1},
    {"Was war gut, was nicht?\nalles\nnichts\nviel zu teuer und zu "
     "langsam\nDie Technik kam nicht zum Termin\n",
        0, 1, 0, -1, -1},
    {"comment_id,Title,Answer,UserLanguage\n"
     "r1,so so,the technician was late again and did not call,EN\n"
     "r2,fine,it took three calls until somebody understood me,DE\n",
        ',', 4, 2, 0, 3},
    {"id;Wert;Datum\n1;3,5;2024-01-01\n2;4,5;2024-01-02\n", ';', 3, -1, 0, -1},
    {"\"Respondent ID\",\"Q1 TEXT\"\n1,meh\n2,ok\n", ',', 2, 1, 0, -1},
};

START_TEST(dialects_are_found)
{
    lmv__reader_options options = options_of(lmv__slice_of(sniffed[_i].text));
    lmv__reader *reader = open_reader(&options);
    const lmv__columns *columns = lmv__reader_columns(reader);

    ck_assert_int_eq(
        lmv__reader_dialect(reader)->separator, sniffed[_i].separator);
    ck_assert_int_eq((int)columns->count, sniffed[_i].columns);
    ck_assert_int_eq(
        columns->n_text ? (int)columns->text[0] : -1, sniffed[_i].column);
    ck_assert_int_eq((int)columns->id, sniffed[_i].id);
    ck_assert_int_eq((int)columns->language, sniffed[_i].language);
    lmv__reader_close(reader);
}
END_TEST

/* The header alone is longer than what is looked at. */
START_TEST(a_very_long_header_is_read)
{
    lmv__reader_options options;
    lmv__reader *reader;
    lmv__buf text;

    lmv__buf_init(&text);
    for (int i = 0; i < 12000; i++)
        lmv__buf_addf(&text, "question number %d of them;", i);
    lmv__buf_adds(&text, "text\n");
    for (int i = 0; i < 12000; i++)
        lmv__buf_addc(&text, ';');
    lmv__buf_adds(&text, "the line is always busy\n");
    ck_assert_uint_gt(text.len, 256 * 1024);
    options = options_of((lmv__slice){text.data, text.len});
    reader = open_reader(&options);
    ck_assert_int_eq(lmv__reader_dialect(reader)->separator, ';');
    ck_assert_uint_eq(lmv__reader_columns(reader)->count, 12001);
    lmv__reader_close(reader);
    lmv__buf_clear(&text);
}
END_TEST

static const char survey[] =
    "Id,Comment good,comment BAD,Note,Note\n"
    "1,the people are friendly and quick,the line is always busy when I "
    "call,x,y\n"
    "2,nothing comes to my mind at all,waiting for weeks and weeks again,x,y\n";

static const struct {
    const char *name;
    int column; /* -1: refused */
    const char *message;
} named[] = {
    {"Comment good", 1, NULL},
    {" comment bad ", 2, NULL},
    {"2", 1, NULL},
    {"5", 4, NULL},
    {"6", -1, "no column 6 (--text)"},
    {"0", -1, "no column 0 (--text)"},
    {"Note", -1, "2 columns are named Note (--text): give its number"},
    {"comment goood", -1, "did you mean Comment good?"},
    {"xyz", -1,
        "no column xyz (--text). Columns: 1 Id, 2 Comment good, 3 comment "
        "BAD, 4 Note, 5 Note"},
};

START_TEST(columns_are_named)
{
    lmv__reader_options options = options_of(lmv__slice_of(survey));
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;
    lmv_status status;

    options.text = &named[_i].name;
    options.n_text = 1;
    status = lmv__reader_open(&reader, &options, &err);
    ck_assert_int_eq(status == LMV_OK, named[_i].column >= 0);
    if (!status)
        ck_assert_int_eq(
            (int)lmv__reader_columns(reader)->text[0], named[_i].column);
    else
        ck_assert_msg(
            strstr(err.message, named[_i].message) != NULL, "%s", err.message);
    if (!status)
        ck_assert_str_eq(lmv__reader_warning(reader, 0),
            "columns 4 and 5 have the same name: Note");
    lmv__reader_close(reader);
}
END_TEST

START_TEST(several_candidates_are_a_question)
{
    lmv__reader_options options = options_of(lmv__slice_of(survey));
    static const char *const both[] = {"3", "Comment good"};
    static const char *const twice[] = {"2", "Comment good"};
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;

    options.any_text = false;
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_EFORMAT);
    ck_assert_str_eq(err.message,
        "more than one column may be the comments: 2 Comment good, 3 comment "
        "BAD; choose with --text NAME (may be repeated)");
    options.text = twice;
    options.n_text = 2;
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_EINVAL);
    options.text = both;
    reader = open_reader(&options);
    ck_assert_uint_eq(lmv__reader_columns(reader)->n_text, 2);
    ck_assert_uint_eq(lmv__reader_columns(reader)->text[0], 2);
    ck_assert_uint_eq(lmv__reader_columns(reader)->text[1], 1);
    lmv__reader_close(reader);
}
END_TEST

/* Files that cannot be read at all */

static const struct {
    const char *bytes;
    size_t len;
    lmv_status status;
    const char *message;
} refused[] = {
    {"", 0, LMV_EFORMAT, "the file is empty"},
    {"\n\n \n", 4, LMV_EFORMAT, "only blank lines"},
    {"PK\x03\x04\x14\0\x06\0", 8, LMV_EFORMAT, "workbook"},
    {"%PDF-1.4\n", 9, LMV_EFORMAT, "a PDF"},
    {"id,\"text\n1,2\n", 13, LMV_EFORMAT, "the header is broken"},
    {"id,n\n1,2\n", 9, LMV_EFORMAT,
        "no column is clearly the comments; name it with --text NAME. "
        "Columns: 1 id, 2 n"},
    {"\0\1\2\3\xFF\0\0\0\5\6\7\0\0\x80\x81", 15, LMV_EFORMAT, "no text file"},
};

START_TEST(hopeless_files_are_refused)
{
    lmv__slice bytes = {refused[_i].bytes, refused[_i].len};
    lmv__reader_options options = options_of(bytes);
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;

    options.any_text = false;
    ck_assert_int_eq(
        lmv__reader_open(&reader, &options, &err), refused[_i].status);
    ck_assert_ptr_null(reader);
    ck_assert_msg(
        strstr(err.message, refused[_i].message) != NULL, "%s", err.message);
}
END_TEST

START_TEST(paths_are_named)
{
    lmv__reader_options options;
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;

    memset(&options, 0, sizeof options);
    options.path = TESTS_BUILDDIR "/none.csv";
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_ENOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.message, "none.csv: No such file"));
    ck_assert_str_eq(err.file, "");
    options.path = TESTS_SRCDIR;
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_EIO);
    ck_assert_ptr_nonnull(strstr(err.message, "Is a directory"));
    options.path = "/dev/null";
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_EFORMAT);
    ck_assert_str_eq(err.file, "/dev/null");
    options.path = TESTS_SRCDIR "/unit/base.mk";
    options.encoding = "no-such-encoding";
    ck_assert_int_eq(lmv__reader_open(&reader, &options, &err), LMV_EINVAL);
}
END_TEST

START_TEST(the_input_is_hashed)
{
    lmv__reader_options options = options_of(lmv__slice_of("a,b\n1,2\n"));
    lmv__reader *reader;
    char hex[LMV__SHA256_HEX], want[LMV__SHA256_HEX];
    unsigned char digest[32];
    lmv__sha256 sha;
    lmv__buf out;

    options.sha256 = true;
    options.piece = 3;
    reader = open_reader(&options);
    ck_assert(!lmv__reader_sha256(reader, hex));
    lmv__buf_init(&out);
    dump_all(reader, &out, NULL);
    lmv__buf_clear(&out);
    ck_assert(lmv__reader_sha256(reader, hex));
    lmv__sha256_init(&sha);
    lmv__sha256_add(&sha, options.bytes, options.n_bytes);
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, want);
    ck_assert_str_eq(hex, want);
    lmv__reader_close(reader);
}
END_TEST

START_TEST(separators_have_names)
{
    ck_assert_int_eq(lmv__separator_named("tab"), '\t');
    ck_assert_int_eq(lmv__separator_named("\\t"), '\t');
    ck_assert_int_eq(lmv__separator_named(";"), ';');
    ck_assert_int_eq(lmv__separator_named("\""), 0);
    ck_assert_int_eq(lmv__separator_named(""), 0);
    ck_assert_int_eq(lmv__separator_named(",,"), 0);
    ck_assert_int_eq(lmv__format_of_path("a/b.TSV"), LMV__FORMAT_TSV);
    ck_assert_int_eq(lmv__format_of_path("a.csv.gz"), LMV__FORMAT_AUTO);
    ck_assert_int_eq(lmv__format_named("jsonl"), LMV__FORMAT_JSONL);
    ck_assert_str_eq(lmv__format_name(LMV__FORMAT_TSV), "tsv");
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *tcase = tcase_create("csv");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, records_are_read, 0, COUNT(tables));
    tcase_add_test(tcase, names_have_no_mark);
    tcase_add_test(tcase, nul_is_kept_and_told);
    tcase_add_test(tcase, problems_are_counted);
    tcase_add_loop_test(tcase, encodings_become_utf8, 0, COUNT(encoded));
    tcase_add_test(tcase, late_umlauts_are_found);
    tcase_add_test(tcase, a_giant_cell_is_one_error);
    tcase_add_test(tcase, an_unclosed_quote_costs_a_line);
    tcase_add_test(tcase, a_very_long_header_is_read);
    tcase_add_loop_test(tcase, dialects_are_found, 0, COUNT(sniffed));
    tcase_add_loop_test(tcase, columns_are_named, 0, COUNT(named));
    tcase_add_test(tcase, several_candidates_are_a_question);
    tcase_add_loop_test(tcase, hopeless_files_are_refused, 0, COUNT(refused));
    tcase_add_test(tcase, paths_are_named);
    tcase_add_test(tcase, the_input_is_hashed);
    tcase_add_test(tcase, separators_have_names);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
