/*
 * What the targets for CSV and JSON Lines share: read the bytes whole and in
 * small pieces, compare, write both formats, and read JSON back.
 */
#ifndef LMV_TESTS_FUZZ_TABLE_H
#define LMV_TESTS_FUZZ_TABLE_H

#include "fuzz.h"

#include "base/json.h"
#include "records/writer.h"

#include <string.h>

static void check_line(const lmv__buf *out)
{
    lmv__json_reader json;
    lmv__json_token token;

    FUZZ_ASSERT(!out->failed && out->len > 0);
    FUZZ_ASSERT(memchr(out->data, '\n', out->len) == out->data + out->len - 1);
    lmv__json_reader_init(&json, out->data, out->len, 0);
    do
        FUZZ_ASSERT(lmv__json_next(&json, &token, NULL) == LMV_OK);
    while (token.kind != LMV__JSON_END);
}

static lmv__writer *open_writer(const lmv__reader *reader, lmv__format format)
{
    static const char *const themes[] = {"one-theme", "two"};
    lmv__writer_options options;
    lmv__writer *writer;

    memset(&options, 0, sizeof options);
    options.format = format;
    options.offsets = LMV__OFFSETS_UTF16;
    options.themes = themes;
    options.n_themes = 2;
    FUZZ_ASSERT(lmv__writer_new(&writer, &options, reader, NULL) == LMV_OK);
    return writer;
}

/* The record with one label over all of its first column. */
static void write_both(const lmv__writer *jsonl, const lmv__writer *csv,
    const lmv__record *record, lmv__buf *table)
{
    lmv__evidence_out evidence;
    lmv__label_out label;
    lmv__labelled labelled;
    lmv__buf line;

    memset(&evidence, 0, sizeof evidence);
    memset(&label, 0, sizeof label);
    memset(&labelled, 0, sizeof labelled);
    labelled.text = lmv__record_field(record, 0);
    labelled.lang = labelled.status = lmv__slice_of("en");
    labelled.error = lmv__slice_of(record->message);
    labelled.classified = record->status != LMV__RECORD_ERROR;
    labelled.labels = &label;
    labelled.n_labels = 1;
    label.classifier = labelled.text;
    label.evidence = &evidence;
    label.n_evidence = 1;
    evidence.end = labelled.text.len;
    evidence.file = evidence.signal = labelled.text;
    evidence.line = 3;
    lmv__buf_init(&line);
    FUZZ_ASSERT(!lmv__writer_record(jsonl, record, &labelled, 1, &line, NULL));
    check_line(&line);
    lmv__buf_clear(&line);
    FUZZ_ASSERT(!lmv__writer_record(csv, record, &labelled, 1, table, NULL));
}

/* Everything that was read, in a form that can be compared. */
static void note(const lmv__record *record, lmv__buf *notes)
{
    lmv__slice raw = lmv__record_raw(record);

    lmv__buf_addf(notes, "%llu %llu %d %zu %s\n",
        (unsigned long long)record->number, (unsigned long long)record->line,
        (int)record->status, record->n_fields, record->message);
    lmv__buf_add(notes, raw.ptr, raw.len);
    for (size_t i = 0; i < record->n_fields; i++) {
        lmv__slice value = lmv__record_field(record, i);

        lmv__buf_addf(notes, "\n%d:", (int)lmv__record_kind(record, i));
        lmv__buf_add(notes, value.ptr, value.len);
    }
}

/* False when the bytes cannot be opened. */
static bool read_table(
    const lmv__reader_options *options, lmv__buf *notes, lmv__buf *table)
{
    lmv__reader *reader;
    lmv__writer *jsonl, *csv;
    lmv__record record;
    bool more = true;

    if (lmv__reader_open(&reader, options, NULL))
        return false;
    jsonl = open_writer(reader, LMV__FORMAT_JSONL);
    csv = open_writer(reader, LMV__FORMAT_CSV);
    FUZZ_ASSERT(lmv__writer_begin(csv, table, NULL) == LMV_OK);
    lmv__record_init(&record);
    for (;;) {
        FUZZ_ASSERT(!lmv__reader_next(reader, &record, &more, NULL));
        if (!more)
            break;
        note(&record, notes);
        if (lmv__reader_columns(reader)->n_text == 1)
            write_both(jsonl, csv, &record, table);
    }
    lmv__record_clear(&record);
    lmv__writer_free(jsonl);
    lmv__writer_free(csv);
    lmv__reader_close(reader);
    return true;
}

/* What was written is one good row a record. */
static void check_table(const lmv__buf *table, char separator)
{
    lmv__reader_options options;
    lmv__reader *reader;
    lmv__record record;
    bool more = true;

    memset(&options, 0, sizeof options);
    options.bytes = table->data;
    options.n_bytes = table->len;
    options.encoding = "utf-8";
    options.separator = separator;
    options.format = LMV__FORMAT_CSV;
    options.any_text = true;
    FUZZ_ASSERT(lmv__reader_open(&reader, &options, NULL) == LMV_OK);
    lmv__record_init(&record);
    while (more) {
        FUZZ_ASSERT(!lmv__reader_next(reader, &record, &more, NULL));
        FUZZ_ASSERT(!more || record.status != LMV__RECORD_ERROR);
    }
    lmv__record_clear(&record);
    lmv__reader_close(reader);
}

/* The first byte chooses the size of the pieces of the second reading. */
static void fuzz_table(
    const uint8_t *data, size_t size, lmv__format format, char separator)
{
    static const char *const first[] = {"1"};
    lmv__reader_options options;
    lmv__buf notes[2], table[2];
    bool opened;

    if (size < 2)
        return;
    memset(&options, 0, sizeof options);
    options.bytes = (const char *)data + 1;
    options.n_bytes = size - 1;
    options.format = format;
    options.separator = separator;
    options.text = first;
    options.n_text = 1;
    for (int i = 0; i < 2; i++) {
        lmv__buf_init(&notes[i]);
        lmv__buf_init(&table[i]);
        options.piece = i ? 1u + data[0] % 16u : 0;
        opened = read_table(&options, &notes[i], &table[i]);
    }
    FUZZ_ASSERT(notes[0].len == notes[1].len);
    FUZZ_ASSERT(!notes[0].len ||
                memcmp(notes[0].data, notes[1].data, notes[0].len) == 0);
    FUZZ_ASSERT(table[0].len == table[1].len);
    if (opened && separator)
        check_table(&table[0], separator);
    for (int i = 0; i < 2; i++) {
        lmv__buf_clear(&notes[i]);
        lmv__buf_clear(&table[i]);
    }
}

#endif
