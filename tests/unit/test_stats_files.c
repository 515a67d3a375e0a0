#include <config.h>

/* SPSS, Stata and SAS files: names, values, labels, and files that are not
 * what they say. */
#include "records.h"

#include "records/stats_name.h"

#include <readstat.h>
#include <unistd.h>

/* Names */

static const struct {
    const char *wanted[3], *name[3];
    size_t limit;
} names[] = {
    {{"lm_slow_response", "Größe der Tür", "7. Frage?"},
        {"lm_slow_response", "Groesse_der_Tuer", "v_7_Frage"}, 64},
    {{"a", "A", "a_2"}, {"a", "A_2", "a_2_2"}, 64},
    {{"all", "strL", "str12"}, {"all_2", "strL_2", "str12_2"}, 64},
    {{"", "___", "日本"}, {"v", "v____", "v_2"}, 64},
    {{"a_name_that_is_longer_than_stata_allows",
         "a_name_that_is_longer_than_stata_knows", "x"},
        {"a_name_that_is_longer_than_stata", "a_name_that_is_longer_than_sta_2",
            "x"},
        32},
};

START_TEST(names_are_legal_and_unique)
{
    lmv__stats_names list;

    lmv__stats_names_init(&list, names[_i].limit);
    for (int i = 0; i < 3; i++) {
        lmv__slice wanted = lmv__slice_of(names[_i].wanted[i]);
        bool changed;
        const char *name = lmv__stats_name(&list, wanted, &changed);

        ck_assert_str_eq(name, names[_i].name[i]);
        ck_assert_int_eq(changed, strcmp(name, names[_i].wanted[i]) != 0);
        ck_assert_uint_le(strlen(name), names[_i].limit);
    }
    lmv__stats_names_clear(&list);
}
END_TEST

/* Files, written by ReadStat */

typedef enum made { SAV, ZSAV, DTA, SAS, MADE } made;

static ssize_t append(const void *bytes, size_t len, void *payload)
{
    lmv__buf_add(payload, bytes, len);
    return (ssize_t)len;
}

static void set_up(readstat_writer_t *to, made kind,
    readstat_variable_t **score, readstat_variable_t **text)
{
    *score = readstat_add_variable(to, "score", READSTAT_TYPE_DOUBLE, 0);
    *text = readstat_add_variable(to, "comment", READSTAT_TYPE_STRING, 80);
    readstat_variable_set_label(*text, "Was war gut?");
    if (kind == SAV || kind == ZSAV) {
        readstat_label_set_t *set =
            readstat_add_label_set(to, READSTAT_TYPE_DOUBLE, "scores");

        readstat_label_double_value(set, 1, "schlecht");
        readstat_label_double_value(set, -99, "weiß nicht");
        readstat_variable_set_label_set(*score, set);
        readstat_variable_add_missing_double_value(*score, -99);
    }
}

static void make(made kind, lmv__buf *out)
{
    static const char *const comments[] = {"Sehr nette Leute, immer gern",
        "Zwei Wochen ohne Antwort 😀", "", "Nothing at all to say here"};
    readstat_writer_t *to = readstat_writer_init();
    readstat_variable_t *score, *text;

    lmv__buf_init(out);
    readstat_set_data_writer(to, append);
    set_up(to, kind, &score, &text);
    if (kind == ZSAV)
        readstat_writer_set_compression(to, READSTAT_COMPRESS_BINARY);
    ck_assert_int_eq(kind == DTA   ? readstat_begin_writing_dta(to, out, 4)
                     : kind == SAS ? readstat_begin_writing_sas7bdat(to, out, 4)
                                   : readstat_begin_writing_sav(to, out, 4),
        READSTAT_OK);
    for (int i = 0; i < 4; i++) {
        readstat_begin_row(to);
        if (i == 2)
            readstat_insert_missing_value(to, score);
        else
            readstat_insert_double_value(to, score, i == 1 ? -99 : i + 0.5);
        readstat_insert_string_value(to, text, comments[i]);
        ck_assert_int_eq(readstat_end_row(to), READSTAT_OK);
    }
    ck_assert_int_eq(readstat_end_writing(to), READSTAT_OK);
    readstat_writer_free(to);
}

/* Reads all; NULL when the file was refused: then `err` says why. */
static lmv_status read_bytes(
    const lmv__buf *bytes, bool trust, lmv__buf *dump, lmv_error *err)
{
    lmv__reader_options options =
        options_of((lmv__slice){bytes->data, bytes->len});
    lmv__reader *reader;
    lmv_status status;

    lmv__buf_reset(dump);
    options.trust_input = trust;
    status = lmv__reader_open(&reader, &options, err);
    if (status == LMV_OK)
        dump_all(reader, dump, NULL);
    if (status == LMV_OK)
        lmv__reader_close(reader);
    return status;
}

START_TEST(files_are_read)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf bytes, dump;

    make((made)_i, &bytes);
    lmv__buf_init(&dump);
    ck_assert_msg(
        read_bytes(&bytes, true, &dump, &err) == LMV_OK, "%s", err.message);
    ck_assert_str_eq(dump.data, "1@1 [0.5][Sehr nette Leute, immer gern]\n"
                                "2@2 [-99][Zwei Wochen ohne Antwort 😀]\n"
                                "3@3 ()()\n"
                                "4@4 [3.5][Nothing at all to say here]\n");
    lmv__buf_clear(&bytes);
    lmv__buf_clear(&dump);
}
END_TEST

START_TEST(labels_and_missing_values)
{
    lmv__reader_options options;
    const lmv__columns *columns;
    lmv__reader *reader;
    lmv__buf bytes;

    make(SAV, &bytes);
    options = options_of((lmv__slice){bytes.data, bytes.len});
    options.trust_input = true;
    reader = open_reader(&options);
    columns = lmv__reader_columns(reader);
    ck_assert_uint_eq(columns->count, 2);
    ck_assert(lmv__slice_is(columns->at[1].label, "Was war gut?"));
    ck_assert_uint_eq(columns->at[0].n_values, 2);
    ck_assert_uint_eq(columns->at[0].n_missing, 1);
    ck_assert(columns->at[0].missing[0].low == -99);
    ck_assert_str_eq(lmv__reader_dialect(reader)->encoding, "UTF-8");
    lmv__reader_close(reader);
    lmv__buf_clear(&bytes);
}
END_TEST

START_TEST(spss_needs_trust)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf bytes, dump;
    unsigned patch = 0;

    make(SAV, &bytes);
    lmv__buf_init(&dump);
    if (sscanf(READSTAT_VERSION, "1.1.%u", &patch) == 1 && patch < 9) {
        ck_assert_int_eq(read_bytes(&bytes, false, &dump, &err), LMV_EINVAL);
        ck_assert_ptr_nonnull(strstr(err.message, "--trust-input"));
    }
    lmv__buf_clear(&bytes);
    lmv__buf_clear(&dump);
}
END_TEST

/* Cut anywhere: refused with a message, or the rows before and an error. */
START_TEST(cut_files)
{
    lmv__buf bytes, dump;

    make((made)_i, &bytes);
    lmv__buf_init(&dump);
    for (size_t len = 4; len < bytes.len; len += len < 600 ? 1 : 61) {
        lmv__buf cut = bytes;
        lmv_error err = LMV_ERROR_INIT;

        cut.len = len;
        if (read_bytes(&cut, true, &dump, &err) != LMV_OK)
            ck_assert_str_ne(err.message, "");
    }
    lmv__buf_clear(&bytes);
    lmv__buf_clear(&dump);
}
END_TEST

/* A header that claims 2^31 - 1 rows. */
START_TEST(false_count)
{
    static const unsigned char many[4] = {0xFF, 0xFF, 0xFF, 0x7F};
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf bytes, dump;

    make(SAV, &bytes);
    lmv__buf_init(&dump);
    memcpy(bytes.data + 80, many, 4);
    if (read_bytes(&bytes, true, &dump, &err) == LMV_OK) {
        ck_assert_ptr_nonnull(strstr(dump.data, "4@4 [3.5]"));
        ck_assert_ptr_nonnull(strstr(dump.data, "5@5 error: the file is"));
    } else {
        ck_assert_str_ne(err.message, "");
    }
    lmv__buf_clear(&bytes);
    lmv__buf_clear(&dump);
}
END_TEST

/* Damaged bytes, among them every length; SAS and Stata, which are read
 * without being trusted. */
START_TEST(damaged_files)
{
    static const made kinds[] = {DTA, SAS};
    static const unsigned char values[] = {0x00, 0x7F, 0x80, 0xFF};
    lmv__buf bytes, dump;

    make(kinds[_i], &bytes);
    lmv__buf_init(&dump);
    for (size_t at = 4; at < bytes.len; at += at < 1000 ? 3 : 131) {
        char kept = bytes.data[at];
        lmv_error err = LMV_ERROR_INIT;

        bytes.data[at] = (char)values[at % 4];
        if (read_bytes(&bytes, false, &dump, &err) != LMV_OK)
            ck_assert_str_ne(err.message, "");
        bytes.data[at] = kept;
    }
    lmv__buf_clear(&bytes);
    lmv__buf_clear(&dump);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("stats_files");
    TCase *tcase = tcase_create("stats_files");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, names_are_legal_and_unique, 0,
        (int)(sizeof names / sizeof *names));
    tcase_add_loop_test(tcase, files_are_read, 0, MADE);
    tcase_add_test(tcase, labels_and_missing_values);
    tcase_add_test(tcase, spss_needs_trust);
    tcase_add_loop_test(tcase, cut_files, 0, MADE);
    tcase_add_test(tcase, false_count);
    tcase_add_loop_test(tcase, damaged_files, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
