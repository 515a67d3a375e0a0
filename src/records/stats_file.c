/*
 * The second pass: variables with their labels, then the rows of the spool.
 */
#include <config.h>

#include "records/packed.h"
#include "records/stats_writer.h"

#include <stdlib.h>
#include <string.h>

static lmv_status failed(
    const lmv__stats *stats, readstat_error_t error, lmv_error *err)
{
    if (stats->error.status) {
        if (err)
            *err = stats->error;
        return stats->error.status;
    }
    return lmv__error_set(err, LMV_EIO, "the %s file cannot be written: %s",
        stats->stata ? "Stata" : "SPSS", readstat_error_message(error));
}

static ssize_t put_bytes(const void *bytes, size_t len, void *payload)
{
    lmv__stats *stats = payload;

    return lmv__output_write(stats->output, bytes, len, &stats->error) == LMV_OK
               ? (ssize_t)len
               : -1;
}

/* Variables */

static size_t string_limit(const lmv__stats *stats)
{
    return stats->stata ? SIZE_MAX : LMV__SAV_STRING;
}

static bool is_strl(const lmv__stats *stats, const lmv__stats_variable *of)
{
    return stats->stata && !of->number && of->width > LMV__DTA_STRING;
}

static readstat_type_t type_of(
    const lmv__stats *stats, const lmv__stats_variable *of)
{
    if (of->source == LMV__STATS_THEME && stats->stata)
        return READSTAT_TYPE_INT8;
    if (of->number)
        return READSTAT_TYPE_DOUBLE;
    return is_strl(stats, of) ? READSTAT_TYPE_STRING_REF : READSTAT_TYPE_STRING;
}

static size_t width_of(const lmv__stats *stats, const lmv__stats_variable *of)
{
    size_t width = of->width > 0 ? of->width : 1;

    if (of->number || is_strl(stats, of))
        return 0;
    return width < string_limit(stats) ? width : string_limit(stats);
}

static void set_label(
    lmv__stats *stats, const lmv__stats_variable *from, size_t limit)
{
    lmv__slice label = lmv__slice_of(from->label);
    char room[LMV__STATS_LABEL + 1];
    size_t n = lmv__stats_fit(
        label, limit < LMV__STATS_LABEL ? limit : LMV__STATS_LABEL);

    (void)stats;
    memcpy(room, label.ptr, n);
    room[n] = '\0';
    readstat_variable_set_label(from->as, room);
}

static readstat_label_set_t *yes_no(
    const lmv__writer *writer, lmv__stats *stats)
{
    bool german = writer->german;
    readstat_label_set_t *set = readstat_add_label_set(stats->writer,
        stats->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "lm_yes_no");

    if (stats->stata) {
        readstat_label_int32_value(set, 0, german ? "nein" : "no");
        readstat_label_int32_value(set, 1, german ? "ja" : "yes");
    } else {
        readstat_label_double_value(set, 0, german ? "nein" : "no");
        readstat_label_double_value(set, 1, german ? "ja" : "yes");
    }
    return set;
}

/* What the input's file said of the column's values. */
static void keep_values(
    lmv__stats *stats, lmv__stats_variable *of, const lmv__column *column)
{
    readstat_label_set_t *set;
    char name[32];

    for (size_t i = 0; of->number && !stats->stata && i < column->n_missing;
         i++)
        readstat_variable_add_missing_double_range(
            of->as, column->missing[i].low, column->missing[i].high);
    if (column->n_values == 0 || (!of->number && of->width > 8) ||
        is_strl(stats, of))
        return;
    if (stats->stata && !of->number)
        return;
    snprintf(name, sizeof name, "labels%zu", of->column + 1);
    set = readstat_add_label_set(stats->writer,
        !of->number    ? READSTAT_TYPE_STRING
        : stats->stata ? READSTAT_TYPE_INT32
                       : READSTAT_TYPE_DOUBLE,
        name);
    for (size_t i = 0; i < column->n_values; i++) {
        double value = strtod(column->values[i].value.ptr, NULL);

        if (!of->number)
            readstat_label_string_value(
                set, column->values[i].value.ptr, column->values[i].label.ptr);
        else if (!stats->stata)
            readstat_label_double_value(
                set, value, column->values[i].label.ptr);
        else if (value >= -2147483647.0 && value <= 2147483620.0)
            readstat_label_int32_value(
                set, (int32_t)value, column->values[i].label.ptr);
    }
    readstat_variable_set_label_set(of->as, set);
}

static lmv_status add_variable(const lmv__writer *writer, lmv__stats *stats,
    lmv__stats_variable *of, readstat_label_set_t *answers, lmv_error *err)
{
    char format[32];

    if (of->width == 0 && of->source == LMV__STATS_INPUT)
        of->number = false; /* an empty column is text */
    of->as = readstat_add_variable(
        stats->writer, of->name, type_of(stats, of), width_of(stats, of));
    if (!of->as)
        return lmv__error_nomem(err);
    set_label(stats, of, stats->stata ? 80 : LMV__STATS_LABEL);
    if (of->source == LMV__STATS_THEME) {
        readstat_variable_set_label_set(of->as, answers);
        readstat_variable_set_measure(of->as, READSTAT_MEASURE_NOMINAL);
    }
    if (of->number && !stats->stata) {
        snprintf(format, sizeof format, "F%u.%u",
            (unsigned)(of->width < 8    ? 8
                       : of->width > 40 ? 40
                                        : of->width),
            of->decimals > 15 ? 15 : of->decimals);
        readstat_variable_set_format(
            of->as, of->source == LMV__STATS_THEME ? "F1.0" : format);
    }
    if (of->source == LMV__STATS_INPUT)
        keep_values(stats, of, &writer->columns->at[of->column]);
    return LMV_OK;
}

/* Rows */

static readstat_error_t put_text(
    lmv__stats *stats, lmv__stats_variable *of, lmv__slice value)
{
    readstat_writer_t *to = stats->writer;
    size_t n = lmv__stats_fit(value, string_limit(stats));

    of->cut += n < value.len;
    lmv__buf_reset(&stats->packed);
    lmv__buf_add(&stats->packed, value.ptr, n);
    lmv__buf_addc(&stats->packed, '\0');
    if (stats->packed.failed)
        return READSTAT_ERROR_MALLOC;
    if (memchr(stats->packed.data, '\0', n)) {
        for (size_t i = 0; i < n; i++)
            if (!stats->packed.data[i])
                stats->packed.data[i] = ' ';
        stats->n_nul++;
    }
    if (!is_strl(stats, of))
        return readstat_insert_string_value(to, of->as, stats->packed.data);
    return readstat_insert_string_ref(
        to, of->as, readstat_add_string_ref(to, stats->packed.data));
}

static readstat_error_t put_value(
    lmv__stats *stats, lmv__stats_variable *of, lmv__slice value)
{
    readstat_writer_t *to = stats->writer;
    char number[32];

    if (!of->number)
        return put_text(stats, of, value);
    if (value.len == 0 || value.len >= sizeof number)
        return readstat_insert_missing_value(to, of->as);
    memcpy(number, value.ptr, value.len);
    number[value.len] = '\0';
    if (of->source == LMV__STATS_THEME && stats->stata)
        return readstat_insert_int8_value(to, of->as, *number == '1');
    return readstat_insert_double_value(to, of->as, strtod(number, NULL));
}

static lmv_status put_row(lmv__writer *writer, lmv__stats *stats,
    const lmv__unpacked *row, lmv_error *err)
{
    readstat_error_t error = readstat_begin_row(stats->writer);

    for (size_t i = 0; !error && i < stats->variables.len; i++) {
        lmv__stats_variable *of = lmv__vec_at(&stats->variables, i);

        error = put_value(stats, of,
            lmv__stats_value(writer, stats, of, &row->record, row->columns));
    }
    if (!error)
        error = readstat_end_row(stats->writer);
    return error ? failed(stats, error, err) : LMV_OK;
}

/* The next record of the spool, with its length in front. */
static lmv_status take_row(
    lmv__stats *stats, lmv__buf *bytes, lmv__unpacked *row, lmv_error *err)
{
    uint64_t len = 0;
    lmv__slice rest;

    lmv__buf_reset(bytes);
    if (fread(&len, sizeof len, 1, stats->spool) != 1 || len > SIZE_MAX / 2)
        return lmv__error_set(err, LMV_EIO, "cannot read a temporary file");
    lmv__buf_add(bytes, &len, sizeof len);
    if (!lmv__buf_reserve(bytes, (size_t)len))
        return lmv__error_nomem(err);
    if (fread(bytes->data + bytes->len, 1, (size_t)len, stats->spool) != len)
        return lmv__error_set(err, LMV_EIO, "cannot read a temporary file");
    bytes->len += (size_t)len;
    rest = (lmv__slice){bytes->data, bytes->len};
    return lmv__unpack(row, &rest, err);
}

static lmv_status put_rows(
    lmv__writer *writer, lmv__stats *stats, lmv_error *err)
{
    lmv__unpacked row;
    lmv__buf bytes;
    lmv_status status = LMV_OK;

    lmv__unpacked_init(&row);
    lmv__buf_init(&bytes);
    for (uint64_t i = 0; !status && i < stats->rows; i++) {
        status = take_row(stats, &bytes, &row, err);
        if (!status)
            status = put_row(writer, stats, &row, err);
    }
    lmv__buf_clear(&bytes);
    lmv__unpacked_clear(&row);
    return status;
}

static readstat_error_t begin(lmv__stats *stats)
{
    if (stats->stata)
        return readstat_begin_writing_dta(
            stats->writer, stats, (long)stats->rows);
    readstat_writer_set_compression(stats->writer,
        stats->zsav ? READSTAT_COMPRESS_BINARY : READSTAT_COMPRESS_ROWS);
    return readstat_begin_writing_sav(stats->writer, stats, (long)stats->rows);
}

lmv_status lmv__stats_write(
    lmv__writer *writer, lmv__stats *stats, lmv_error *err)
{
    readstat_label_set_t *answers;
    readstat_error_t error;
    lmv_status status = LMV_OK;

    if (stats->rows > 0x7FFFFFFF)
        return lmv__error_set(err, LMV_ELIMIT, "too many rows for the format");
    stats->writer = readstat_writer_init();
    if (!stats->writer)
        return lmv__error_nomem(err);
    readstat_set_data_writer(stats->writer, put_bytes);
    readstat_writer_set_file_label(stats->writer, "leitmotiv");
    answers = yes_no(writer, stats);
    for (size_t i = 0; !status && i < stats->variables.len; i++)
        status = add_variable(
            writer, stats, lmv__vec_at(&stats->variables, i), answers, err);
    if (status)
        return status;
    error = begin(stats);
    if (error)
        return failed(stats, error, err);
    status = put_rows(writer, stats, err);
    if (status)
        return status;
    error = readstat_end_writing(stats->writer);
    return error ? failed(stats, error, err) : LMV_OK;
}
