/*
 * What the tests of records share: a reader over bytes, and records as text
 * that can be compared.
 *
 *     1@2 [plain]<quoted>{json}()          () is an absent cell
 *     2@3 error: the row has 3 cells ...
 */
#ifndef LMV_TESTS_RECORDS_H
#define LMV_TESTS_RECORDS_H

#include "unit.h"

#include "records/reader.h"

#include <stdio.h>
#include <string.h>

static inline lmv__reader_options options_of(lmv__slice bytes)
{
    lmv__reader_options options;

    memset(&options, 0, sizeof options);
    options.bytes = bytes.ptr;
    options.n_bytes = bytes.len;
    options.any_text = true;
    return options;
}

static inline lmv__reader *open_reader(const lmv__reader_options *options)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__reader *reader;

    ck_assert_msg(
        lmv__reader_open(&reader, options, &err) == LMV_OK, "%s", err.message);
    return reader;
}

static inline bool next_record(lmv__reader *reader, lmv__record *record)
{
    lmv_error err = LMV_ERROR_INIT;
    bool more;

    ck_assert_msg(lmv__reader_next(reader, record, &more, &err) == LMV_OK, "%s",
        err.message);
    return more;
}

static inline void dump_record(const lmv__record *record, lmv__buf *out)
{
    static const char *const brackets[] = {"()", "[]", "<>", "{}"};

    lmv__buf_addf(out, "%llu@%llu ", (unsigned long long)record->number,
        (unsigned long long)record->line);
    if (record->status != LMV__RECORD_OK)
        lmv__buf_addf(out, "%s: %s",
            record->status == LMV__RECORD_ERROR ? "error" : "warning",
            record->message);
    for (size_t i = 0; i < record->n_fields; i++) {
        lmv__slice value = lmv__record_field(record, i);
        const char *pair = brackets[lmv__record_kind(record, i)];

        lmv__buf_addc(out, pair[0]);
        lmv__buf_add(out, value.ptr, value.len);
        lmv__buf_addc(out, pair[1]);
    }
    lmv__buf_addc(out, '\n');
}

/* All records; the original bytes of all of them go to `raw` (may be NULL). */
static inline void dump_all(lmv__reader *reader, lmv__buf *out, lmv__buf *raw)
{
    lmv__record record;

    lmv__record_init(&record);
    lmv__buf_reset(out);
    lmv__buf_adds(out, "");
    while (next_record(reader, &record)) {
        lmv__slice bytes = lmv__record_raw(&record);

        dump_record(&record, out);
        if (raw)
            lmv__buf_add(raw, bytes.ptr, bytes.len);
    }
    lmv__record_clear(&record);
}

#endif
