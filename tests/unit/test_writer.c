/* Labelled records out: JSON Lines, CSV, TSV, run.json. */
#include "records.h"

#include "base/json.h"
#include "records/packed.h"
#include "records/run.h"
#include "records/writer.h"

static const char *const themes[] = {
    "slow-response", "rude-staff", "slow-support", "hidden"};
static const bool reported[] = {true, true, true, false};

/* "ü😀 zwei Wochen": the evidence is "zwei Wochen". */
#define TEXT "\xC3\xBC\xF0\x9F\x98\x80 zwei Wochen"

static lmv__evidence_out evidence = {7, 18, {"wait", 4}, {"p/s.yml", 7}, 42};
static const lmv__attribute_out attribute = {{"waited", 6}, {"P14D", 4}};
static const size_t from[] = {0};

static void make_labels(lmv__label_out labels[2])
{
    memset(labels, 0, 2 * sizeof *labels);
    labels[0].theme = 0;
    labels[0].score = 1250;
    labels[0].classifier = lmv__slice_of("slow-support");
    labels[0].attributes = &attribute;
    labels[0].n_attributes = 1;
    labels[0].evidence = &evidence;
    labels[0].n_evidence = 1;
    labels[1].theme = 2;
    labels[1].score = 1000;
    labels[1].margin = -500;
    labels[1].classifier = lmv__slice_of("");
    labels[1].group = true;
    labels[1].from = from;
    labels[1].n_from = 1;
}

static const lmv__not_evaluated_out skipped = {
    1, {"p/s.yml:7", 9}, {"match limit", 11}};
static lmv__blocked_out blocked = {
    1, {0, 2, {"", 0}, {"p/s.yml", 7}, 9}, {"negated", 7}};

/* What the tests do to each record: labels where the text holds "zwei". */
static void label(lmv__labelled *labelled, const lmv__record *record,
    size_t column, const lmv__label_out labels[2])
{
    memset(labelled, 0, sizeof *labelled);
    labelled->column = column;
    labelled->text = lmv__record_field(record, column);
    labelled->lang = lmv__slice_of("de");
    labelled->classified = true;
    labelled->status = lmv__slice_of("ok");
    labelled->error = lmv__slice_of("");
    if (labelled->text.len == strlen(TEXT)) {
        labelled->labels = labels;
        labelled->n_labels = 2;
        labelled->trace = &blocked;
        labelled->n_trace = 1;
    } else if (lmv__slice_is(labelled->text, "limit")) {
        labelled->not_evaluated = &skipped;
        labelled->n_not_evaluated = 1;
    } else if (record->status == LMV__RECORD_ERROR) {
        labelled->classified = false;
        labelled->lang = lmv__slice_of("");
        labelled->status = lmv__slice_of("error");
        labelled->error = lmv__slice_of(record->message);
    }
}

struct job {
    const char *input;
    const char *text[2];
    size_t n_text;
    char separator;
    lmv__writer_options options;
    char warning[256]; /* the writer's first */
    bool packed;       /* each record goes through lmv__pack() */
};

static lmv__reader *open_job(const struct job *job)
{
    lmv__reader_options options = options_of(lmv__slice_of(job->input));

    options.text = job->text;
    options.n_text = job->n_text;
    options.separator = job->separator;
    return open_reader(&options);
}

/* Packed twice over, unpacked, and only then written; no part of it is read
 * as a record. */
static void write_packed(const lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *labelled, size_t n, lmv__buf *out)
{
    lmv__unpacked row;
    lmv__slice rest;
    lmv__buf packed;

    lmv__buf_init(&packed);
    lmv__unpacked_init(&row);
    lmv__pack(&packed, record, labelled, n);
    for (size_t len = 0; len < packed.len; len += 7) {
        rest = (lmv__slice){packed.data, len};
        ck_assert_int_eq(lmv__unpack(&row, &rest, NULL), LMV_EFORMAT);
    }
    lmv__pack(&packed, record, labelled, n);
    rest = (lmv__slice){packed.data, packed.len};
    ck_assert_int_eq(lmv__unpack(&row, &rest, NULL), LMV_OK);
    ck_assert_uint_eq(rest.len, packed.len / 2);
    ck_assert_int_eq(lmv__unpack(&row, &rest, NULL), LMV_OK);
    ck_assert_uint_eq(rest.len, 0);
    ck_assert_int_eq(lmv__writer_record(writer, &row.record, row.columns,
                         row.n_columns, out, NULL),
        LMV_OK);
    lmv__unpacked_clear(&row);
    lmv__buf_clear(&packed);
}

static void run_job(struct job *job, lmv__buf *out)
{
    lmv__reader *reader = open_job(job);
    const lmv__columns *columns = lmv__reader_columns(reader);
    lmv__label_out labels[2];
    lmv__writer *writer;
    lmv__record record;

    make_labels(labels);
    lmv__buf_reset(out);
    job->options.themes = themes;
    job->options.reported = reported;
    job->options.n_themes = 4;
    ck_assert_int_eq(
        lmv__writer_new(&writer, &job->options, reader, NULL), LMV_OK);
    if (lmv__writer_warning(writer, 0))
        snprintf(job->warning, sizeof job->warning, "%s",
            lmv__writer_warning(writer, 0));
    ck_assert_int_eq(lmv__writer_begin(writer, out, NULL), LMV_OK);
    lmv__record_init(&record);
    while (next_record(reader, &record)) {
        lmv__labelled labelled[2];

        for (size_t i = 0; i < columns->n_text; i++)
            label(&labelled[i], &record, columns->text[i], labels);
        if (job->packed)
            write_packed(writer, &record, labelled, columns->n_text, out);
        else
            ck_assert_int_eq(lmv__writer_record(writer, &record, labelled,
                                 columns->n_text, out, NULL),
                LMV_OK);
    }
    lmv__record_clear(&record);
    lmv__writer_free(writer);
    lmv__reader_close(reader);
}

static void expect(struct job *job, const char *want)
{
    lmv__buf out;

    lmv__buf_init(&out);
    run_job(job, &out);
    ck_assert_str_eq(out.data, want);
    lmv__buf_clear(&out);
}

/* The same output, whether the records come at once or packed. */
static void expect_packed(const struct job *job)
{
    struct job direct = *job, packed = *job;
    lmv__buf out[2];

    lmv__buf_init(&out[0]);
    lmv__buf_init(&out[1]);
    packed.packed = true;
    run_job(&direct, &out[0]);
    run_job(&packed, &out[1]);
    ck_assert_str_eq(out[1].data, out[0].data);
    lmv__buf_clear(&out[0]);
    lmv__buf_clear(&out[1]);
}

static const char input[] = "id,Q5\nR_1," TEXT "\nR_2,limit\nR_3,a,b\n";

START_TEST(jsonl_has_its_shape)
{
    struct job job = {input, {"Q5"}, 1, ',', {0}, "", false};

    expect(&job,
        "{\"record\":1,\"id\":\"R_1\",\"column\":\"Q5\",\"lang\":\"de\","
        "\"text\":\"" TEXT "\",\"labels\":[{\"theme\":\"slow-response\","
        "\"score\":1.25,\"margin\":0,\"classifier\":\"slow-support\","
        "\"attributes\":{\"waited\":\"P14D\"},\"evidence\":[{\"start\":7,"
        "\"end\":18,\"text\":\"zwei Wochen\",\"signal\":\"wait\","
        "\"rule\":\"p/s.yml:42\"}]},{\"theme\":\"slow-support\","
        "\"from\":[\"slow-response\"],\"score\":1,\"margin\":-0.5,"
        "\"classifier\":null,\"attributes\":{},\"evidence\":[]}],"
        "\"not_evaluated\":[],\"status\":\"ok\",\"error\":null}\n"
        "{\"record\":2,\"id\":\"R_2\",\"column\":\"Q5\",\"lang\":\"de\","
        "\"text\":\"limit\",\"labels\":[],\"not_evaluated\":[{\"theme\":"
        "\"rude-staff\",\"rule\":\"p/s.yml:7\",\"reason\":\"match limit\"}],"
        "\"status\":\"ok\",\"error\":null}\n"
        "{\"record\":3,\"id\":null,\"column\":\"Q5\",\"lang\":null,"
        "\"text\":null,\"labels\":[],\"not_evaluated\":[],\"status\":"
        "\"error\",\"error\":\"the row has 3 cells, the header has 2: is a "
        "separator in a cell without quotes?\"}\n");
}
END_TEST

START_TEST(packed_records_are_the_same)
{
    struct job jsonl = {.input = input,
        .text = {"Q5"},
        .n_text = 1,
        .options = {.trace = true, .format = LMV__FORMAT_JSONL}};
    struct job csv = {.input = "id,a,b\n1,\"x \"\"y\"\"\"," TEXT "\n2\n",
        .text = {"a", "b"},
        .n_text = 2,
        .options = {.format = LMV__FORMAT_CSV, .excel = ';'}};

    expect_packed(&jsonl);
    expect_packed(&csv);
}
END_TEST

START_TEST(jsonl_offsets_have_their_unit)
{
    static const char *const want[] = {"\"start\":7,\"end\":18,",
        "\"start\":3,\"end\":14,", "\"start\":4,\"end\":15,"};
    lmv__buf out;

    lmv__buf_init(&out);
    for (int i = 0; i < 3; i++) {
        struct job job = {input, {"Q5"}, 1, ',', {0}, "", false};

        job.options.offsets = (lmv__offsets)i;
        run_job(&job, &out);
        ck_assert_ptr_nonnull(strstr(out.data, want[i]));
        ck_assert_ptr_nonnull(strstr(out.data, "\"text\":\"zwei Wochen\""));
    }
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(jsonl_can_do_without_text)
{
    struct job job = {input, {"Q5"}, 1, ',', {0}, "", false};
    lmv__buf out;

    lmv__buf_init(&out);
    job.options.no_text = true;
    run_job(&job, &out);
    ck_assert_ptr_null(strstr(out.data, "\"text\""));
    ck_assert_ptr_null(strstr(out.data, "Wochen"));
    ck_assert_ptr_nonnull(
        strstr(out.data, "\"start\":7,\"end\":18,\"signal\""));
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(jsonl_traces)
{
    struct job job = {input, {"Q5"}, 1, ',', {0}, "", false};
    lmv__buf out;

    lmv__buf_init(&out);
    job.options.trace = true;
    run_job(&job, &out);
    ck_assert_ptr_nonnull(strstr(out.data,
        "\"error\":null,\"trace\":[{\"theme\":\"rude-staff\",\"blocked_by\":"
        "\"negated\",\"start\":0,\"end\":2,\"text\":\"\xC3\xBC\",\"signal\":"
        "null,\"rule\":\"p/s.yml:9\"}]}\n"));
    ck_assert_ptr_nonnull(strstr(out.data, "\"error\":null,\"trace\":[]}\n"));
    lmv__buf_clear(&out);
}
END_TEST

/* Every line of output is JSON whatever is in the text, the id, the name. */
START_TEST(jsonl_is_always_json)
{
    static const char bytes[] = "i\"d,a\x01\xE2\x80\xA8\n\"x\"\"\r\ny\x7F\","
                                "\xC2\x85\\\n\xFF,\xED\xA0\n";
    lmv__slice slice = {bytes, sizeof bytes - 1};
    lmv__reader_options options = options_of(slice);
    static const char *const text[] = {"2"};
    lmv__writer_options to = {0};
    lmv__label_out labels[2];
    lmv__reader *reader;
    lmv__writer *writer;
    lmv__record record;
    lmv__buf out;

    make_labels(labels);
    options.encoding = "utf-8";
    options.separator = ',';
    options.text = text;
    options.n_text = 1;
    options.id = "1";
    reader = open_reader(&options);
    ck_assert_int_eq(lmv__writer_new(&writer, &to, reader, NULL), LMV_OK);
    lmv__record_init(&record);
    lmv__buf_init(&out);
    while (next_record(reader, &record)) {
        lmv__labelled labelled;
        lmv__json_reader json;
        lmv__json_token token;

        label(&labelled, &record, 1, labels);
        lmv__buf_reset(&out);
        ck_assert_int_eq(
            lmv__writer_record(writer, &record, &labelled, 1, &out, NULL),
            LMV_OK);
        for (size_t i = 0; i + 1 < out.len; i++)
            ck_assert((unsigned char)out.data[i] >= 0x20);
        ck_assert_ptr_null(strstr(out.data, "\xE2\x80\xA8"));
        ck_assert_ptr_null(strstr(out.data, "\xC2\x85"));
        lmv__json_reader_init(&json, out.data, out.len, 0);
        do
            ck_assert_int_eq(lmv__json_next(&json, &token, NULL), LMV_OK);
        while (token.kind != LMV__JSON_END);
    }
    ck_assert_uint_eq(lmv__reader_records(reader), 2);
    lmv__buf_clear(&out);
    lmv__record_clear(&record);
    lmv__writer_free(writer);
    lmv__reader_close(reader);
}
END_TEST

START_TEST(csv_keeps_and_adds)
{
    struct job job = {"\xEF\xBB\xBF\"id\";Q5\r\n\"R_1\" ;" TEXT
                      "\r\nR_2;\"limit\"\r\n"
                      "R_3;a;b\r\nR_4\r\nR_5;x;;\r\n",
        {"Q5"}, 1, ';', {0}, "", false};

    job.options.format = LMV__FORMAT_CSV;
    expect(&job,
        "\xEF\xBB\xBF\"id\";Q5;lm_themes;lm_evidence;lm_lang;lm_status;"
        "lm_slow_response;lm_rude_staff;lm_slow_support\r\n"
        "\"R_1\" ;" TEXT ";slow-response|slow-support;slow-response: zwei "
        "Wochen;de;ok;1;0;1\r\n"
        "R_2;\"limit\";;;de;ok;0;;0\r\n"
        ";;;;;error: the row has 3 cells, the header has 2: is a separator in "
        "a cell without quotes?;;;\r\n"
        "R_4;;;;de;ok;0;0;0\r\n"
        "R_5;x;;;de;ok;0;0;0\r\n");
}
END_TEST

START_TEST(csv_names_are_unique)
{
    struct job job = {"id,text,lm_themes,lm_rude_staff\n1,x,y,z\n", {"text"}, 1,
        ',', {0}, "", false};
    lmv__buf out;

    lmv__buf_init(&out);
    job.options.format = LMV__FORMAT_CSV;
    run_job(&job, &out);
    ck_assert_ptr_nonnull(strstr(out.data,
        "id,text,lm_themes,lm_rude_staff,lm_themes_2,lm_evidence,lm_lang,"
        "lm_status,lm_slow_response,lm_rude_staff_2,lm_slow_support\n"));
    ck_assert_str_eq(job.warning,
        "there already is a column lm_themes: the new one is named "
        "lm_themes_2");
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(csv_of_several_text_columns)
{
    struct job job = {"id,good,\"b,d\"\n1," TEXT ",limit\n", {"good", "3"}, 2,
        ',', {0}, "", false};

    job.options.format = LMV__FORMAT_CSV;
    expect(&job,
        "id,good,\"b,d\",good_themes,good_evidence,good_lang,good_status,"
        "good_slow_response,good_rude_staff,good_slow_support,\"b,d_themes\","
        "\"b,d_evidence\",\"b,d_lang\",\"b,d_status\",\"b,d_slow_response\","
        "\"b,d_rude_staff\",\"b,d_slow_support\"\n"
        "1," TEXT ",limit,slow-response|slow-support,slow-response: zwei "
        "Wochen,de,ok,1,0,1,,,de,ok,0,,0\n");
}
END_TEST

START_TEST(csv_can_do_without_text)
{
    struct job job = {
        "id,Q5,n\n1,\"" TEXT "\",7\n2\n", {"Q5"}, 1, ',', {0}, "", false};

    job.options.format = LMV__FORMAT_CSV;
    job.options.no_text = true;
    expect(&job,
        "id,Q5,n,lm_themes,lm_evidence,lm_lang,lm_status,lm_slow_response,"
        "lm_rude_staff,lm_slow_support\n"
        "1,,7,slow-response|slow-support,slow-response: 7-18,de,ok,1,0,1\n"
        "2,,,,,de,ok,0,0,0\n");
}
END_TEST

START_TEST(other_separators_are_written_anew)
{
    struct job tsv = {
        "id;Q5\n1;\"a;b\tc\"\n2;\"\"\n", {"Q5"}, 1, ';', {0}, "", false};
    struct job single = {"Q5\na, b\n\"c\"\n", {"Q5"}, 1, 0, {0}, "", false};
    struct job jsonl = {
        "{\"id\":1,\"Q5\":\"a,\\\"b\\\"\",\"n\":[1,2]}\n{\"id\":2}\n", {"Q5"},
        1, 0, {0}, "", false};

    tsv.options.format = LMV__FORMAT_TSV;
    expect(&tsv,
        "id\tQ5\tlm_themes\tlm_evidence\tlm_lang\tlm_status\t"
        "lm_slow_response\tlm_rude_staff\tlm_slow_support\n"
        "1\t\"a;b\tc\"\t\t\tde\tok\t0\t0\t0\n2\t\"\"\t\t\tde\tok\t0\t0\t0\n");
    single.options.format = jsonl.options.format = LMV__FORMAT_CSV;
    expect(&single,
        "Q5,lm_themes,lm_evidence,lm_lang,lm_status,lm_slow_response,"
        "lm_rude_staff,lm_slow_support\n"
        "\"a, b\",,,de,ok,0,0,0\n\"c\",,,de,ok,0,0,0\n");
    expect(&jsonl,
        "id,Q5,n,lm_themes,lm_evidence,lm_lang,lm_status,lm_slow_response,"
        "lm_rude_staff,lm_slow_support\n"
        "1,\"a,\"\"b\"\"\",\"[1,2]\",,,de,ok,0,0,0\n2,,,,,de,ok,0,0,0\n");
}
END_TEST

START_TEST(column_counts_must_fit)
{
    struct job job = {input, {"Q5"}, 1, ',', {0}, "", false};
    lmv__reader *reader = open_job(&job);
    lmv_error err = LMV_ERROR_INIT;
    lmv__writer *writer;
    lmv__record record;
    lmv__buf out;

    lmv__buf_init(&out);
    lmv__record_init(&record);
    ck_assert_int_eq(
        lmv__writer_new(&writer, &job.options, reader, &err), LMV_OK);
    ck_assert_int_eq(
        lmv__writer_record(writer, &record, NULL, 0, &out, &err), LMV_EINVAL);
    lmv__writer_free(writer);
    lmv__reader_close(reader);
    lmv__buf_clear(&out);
}
END_TEST

START_TEST(a_run_is_written_down)
{
    lmv__run_file pack = {"customer", "ab", 12, "1.0"};
    lmv__run_item count = {"records", NULL, 3}, option = {"text", "Q5", 0};
    lmv__run run;
    lmv__buf out;

    memset(&run, 0, sizeof run);
    run.complete = true;
    run.started = run.ended = "2024-01-01T00:00:00Z";
    run.input.path = "a.csv";
    run.output.path = "o.jsonl";
    run.packs = &pack;
    run.n_packs = 1;
    run.counts = &count;
    run.n_counts = 1;
    run.options = &option;
    run.n_options = 1;
    lmv__buf_init(&out);
    ck_assert_int_eq(lmv__run_format(&run, &out, NULL), LMV_OK);
    ck_assert_str_eq(out.data,
        "{\n  \"schema\": 1,\n  \"complete\": true,\n"
        "  \"started\": \"2024-01-01T00:00:00Z\",\n"
        "  \"ended\": \"2024-01-01T00:00:00Z\",\n  \"versions\": {},\n"
        "  \"input\": {\n    \"path\": \"a.csv\",\n    \"bytes\": 0,\n"
        "    \"sha256\": null\n  },\n"
        "  \"output\": {\n    \"path\": \"o.jsonl\",\n    \"bytes\": 0,\n"
        "    \"sha256\": null\n  },\n  \"options\": {\n    \"text\": \"Q5\"\n"
        "  },\n  \"packs\": [\n    {\n      \"path\": \"customer\",\n"
        "      \"version\": \"1.0\",\n      \"bytes\": 12,\n"
        "      \"sha256\": \"ab\"\n    }\n  ],\n  \"plugins\": [],\n"
        "  \"counts\": {\n    \"records\": 3\n  },\n  \"themes\": {}\n}\n");
    lmv__buf_clear(&out);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("writer");
    TCase *tcase = tcase_create("writer");

    tcase_add_test(tcase, jsonl_has_its_shape);
    tcase_add_test(tcase, packed_records_are_the_same);
    tcase_add_test(tcase, jsonl_offsets_have_their_unit);
    tcase_add_test(tcase, jsonl_can_do_without_text);
    tcase_add_test(tcase, jsonl_traces);
    tcase_add_test(tcase, jsonl_is_always_json);
    tcase_add_test(tcase, csv_keeps_and_adds);
    tcase_add_test(tcase, csv_names_are_unique);
    tcase_add_test(tcase, csv_of_several_text_columns);
    tcase_add_test(tcase, csv_can_do_without_text);
    tcase_add_test(tcase, other_separators_are_written_anew);
    tcase_add_test(tcase, column_counts_must_fit);
    tcase_add_test(tcase, a_run_is_written_down);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
