#include <config.h>

#include "records/stats_reader.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef readstat_error_t (*parse_fn)(
    readstat_parser_t *parser, const char *path, void *ctx);

/* A packed file may not grow without end. */
#define SPOOL_FLOOR (256u * 1024u * 1024u)
#define SPOOL_RATIO 400u

static lmv__slice keep(lmv__stats_in *in, const char *text)
{
    lmv__slice kept = lmv__slice_of(text ? text : "");

    kept.ptr = lmv__arena_copy(&in->arena, kept.ptr, kept.len);
    if (!kept.ptr) {
        in->nomem = true;
        return lmv__slice_of("");
    }
    return kept;
}

/* What ReadStat calls */

static int on_metadata(readstat_metadata_t *metadata, void *payload)
{
    lmv__stats_in *in = payload;
    const char *encoding = readstat_get_file_encoding(metadata);
    int columns = readstat_get_var_count(metadata);

    in->too_wide = columns > (int)LMV__MAX_COLUMNS;
    snprintf(in->encoding, sizeof in->encoding, "%s",
        encoding && *encoding ? encoding : "");
    return in->too_wide ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

static void take_missing(
    lmv__stats_column *to, const readstat_variable_t *variable)
{
    int n = readstat_variable_get_missing_ranges_count(variable);

    if (readstat_variable_get_type_class(variable) !=
        READSTAT_TYPE_CLASS_NUMERIC)
        return;
    for (int i = 0; i < n && i < LMV__STATS_MAX_RANGES; i++) {
        lmv__missing_range *range = &to->missing[to->n_missing++];

        range->low = readstat_double_value(
            readstat_variable_get_missing_range_lo(variable, i));
        range->high = readstat_double_value(
            readstat_variable_get_missing_range_hi(variable, i));
    }
}

static int on_variable(
    int index, readstat_variable_t *variable, const char *labels, void *payload)
{
    lmv__stats_in *in = payload;
    lmv__stats_column *column;
    const char *format = readstat_variable_get_format(variable);

    in->too_wide = index < 0 || (size_t)index != in->columns.len ||
                   in->columns.len >= LMV__MAX_COLUMNS;
    column = in->too_wide ? NULL : lmv__vec_push(&in->columns);
    if (!column) {
        in->nomem |= !in->too_wide;
        return READSTAT_HANDLER_ABORT;
    }
    column->name = keep(in, readstat_variable_get_name(variable));
    column->label = keep(in, readstat_variable_get_label(variable));
    column->set = keep(in, labels);
    snprintf(column->format, sizeof column->format, "%s", format ? format : "");
    take_missing(column, variable);
    return in->nomem ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

static int on_label(
    const char *set, readstat_value_t value, const char *label, void *payload)
{
    lmv__stats_in *in = payload;
    lmv__stats_set_value *to;

    if (in->values.len >= LMV__STATS_MAX_LABELS)
        return READSTAT_HANDLER_OK;
    lmv__buf_reset(&in->cell);
    lmv__stats_cell(&in->cell, value, "");
    if (in->cell.len == 0)
        return READSTAT_HANDLER_OK;
    to = lmv__vec_push(&in->values);
    if (!to) {
        in->nomem = true;
        return READSTAT_HANDLER_ABORT;
    }
    to->set = keep(in, set);
    to->value = keep(in, in->cell.data);
    to->label = keep(in, label);
    return in->nomem ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

/* The row that was filled goes to the spool: its length, then the cells. */
static bool end_row(lmv__stats_in *in)
{
    uint32_t len = (uint32_t)in->row.len;
    uint64_t limit = in->file->size * SPOOL_RATIO;

    if (in->observation < 0)
        return true;
    in->observation = -1;
    if (in->row.failed || in->cell.failed) {
        in->nomem = true;
        return false;
    }
    if (limit < SPOOL_FLOOR)
        limit = SPOOL_FLOOR;
    in->spooled += sizeof len + len;
    in->too_big = in->spooled > limit;
    if (in->too_big)
        return false;
    if (fwrite(&len, sizeof len, 1, in->spool) != 1 ||
        (len > 0 && fwrite(in->row.data, 1, len, in->spool) != len)) {
        snprintf(in->broken, sizeof in->broken,
            "a temporary file cannot be written");
        return false;
    }
    lmv__buf_reset(&in->row);
    in->rows++;
    return true;
}

static int on_value(int observation, readstat_variable_t *variable,
    readstat_value_t value, void *payload)
{
    lmv__stats_in *in = payload;
    int index = readstat_variable_get_index(variable);
    const lmv__stats_column *column;
    uint32_t len;

    if (index < 0 || (size_t)index >= in->columns.len)
        return READSTAT_HANDLER_ABORT;
    if (observation != in->observation && !end_row(in))
        return READSTAT_HANDLER_ABORT;
    in->cells = observation == in->observation ? in->cells + 1 : 1;
    in->observation = observation;
    column = lmv__vec_at(&in->columns, (size_t)index);
    lmv__buf_reset(&in->cell);
    lmv__stats_cell(&in->cell, value, column->format);
    len = (uint32_t)in->cell.len;
    if (in->row.len + len > 4 * LMV__MAX_RECORD)
        len = 0; /* the row is too long; said when it is handed out */
    lmv__buf_add(&in->row, &index, sizeof(uint32_t));
    lmv__buf_add(&in->row, &len, sizeof len);
    lmv__buf_add(&in->row, in->cell.data, len);
    return READSTAT_HANDLER_OK;
}

static void on_error(const char *message, void *payload)
{
    lmv__stats_in *in = payload;
    size_t n = strcspn(message, "\r\n");

    snprintf(in->broken, sizeof in->broken, "%.*s", (int)(n < 200 ? n : 200),
        message);
}

/* The file, as ReadStat asks for it */

static int io_open(const char *path, void *payload)
{
    (void)path;
    rewind(((const lmv__stats_in *)payload)->file->file);
    return 0;
}

static int io_close(void *payload)
{
    (void)payload;
    return 0;
}

static readstat_off_t io_seek(
    readstat_off_t offset, readstat_io_flags_t whence, void *payload)
{
    FILE *file = ((const lmv__stats_in *)payload)->file->file;
    int from = whence == READSTAT_SEEK_SET   ? SEEK_SET
               : whence == READSTAT_SEEK_CUR ? SEEK_CUR
                                             : SEEK_END;

    return fseeko(file, (off_t)offset, from) == 0 ? (readstat_off_t)ftello(file)
                                                  : -1;
}

static ssize_t io_read(void *to, size_t size, void *payload)
{
    FILE *file = ((const lmv__stats_in *)payload)->file->file;
    size_t got = fread(to, 1, size, file);

    return got == 0 && ferror(file) ? -1 : (ssize_t)got;
}

static readstat_error_t io_update(
    long size, readstat_progress_handler progress, void *ctx, void *io)
{
    (void)size;
    (void)progress;
    (void)ctx;
    (void)io;
    return READSTAT_OK;
}

static void set_handlers(readstat_parser_t *parser, lmv__stats_in *in)
{
    const char *encoding = in->file->options->encoding;

    readstat_set_open_handler(parser, io_open);
    readstat_set_close_handler(parser, io_close);
    readstat_set_seek_handler(parser, io_seek);
    readstat_set_read_handler(parser, io_read);
    readstat_set_update_handler(parser, io_update);
    readstat_set_io_ctx(parser, in);
    readstat_set_metadata_handler(parser, on_metadata);
    readstat_set_variable_handler(parser, on_variable);
    readstat_set_value_label_handler(parser, on_label);
    readstat_set_value_handler(parser, on_value);
    readstat_set_error_handler(parser, on_error);
    if (encoding)
        readstat_set_file_character_encoding(parser, encoding);
}

/* Opening */

static lmv_status refuse(
    const lmv__stats_in *in, readstat_error_t error, lmv_error *err)
{
    if (in->nomem || error == READSTAT_ERROR_MALLOC)
        return lmv__error_set(err, LMV_ENOMEM,
            "not enough memory: or the file claims more than it has");
    if (in->too_wide)
        return lmv__error_set(
            err, LMV_ELIMIT, "more than %u columns", LMV__MAX_COLUMNS);
    return lmv__error_set(err, LMV_EFORMAT, "the file is broken: %s",
        in->broken[0] ? in->broken : readstat_error_message(error));
}

/* Rows that were read are worth something, whatever follows them. */
static lmv_status judge(
    lmv__stats_in *in, readstat_error_t error, lmv_error *err)
{
    if (error == READSTAT_OK && in->columns.len == 0)
        return lmv__error_set(err, LMV_EFORMAT, "the file has no variables");
    if (error == READSTAT_OK) {
        in->broken[0] = '\0';
        return LMV_OK;
    }
    if (in->nomem || in->columns.len == 0 || in->rows == 0)
        return refuse(in, error, err);
    if (in->too_big)
        snprintf(in->broken, sizeof in->broken,
            "it unpacks to over %u times its size", SPOOL_RATIO);
    else if (!in->broken[0])
        snprintf(
            in->broken, sizeof in->broken, "%s", readstat_error_message(error));
    return LMV_OK;
}

static lmv_status parse(lmv__stats_in *in, parse_fn run, lmv_error *err)
{
    readstat_parser_t *parser = readstat_parser_init();
    readstat_error_t error;

    if (!parser)
        return lmv__error_nomem(err);
    set_handlers(parser, in);
    error = run(parser, "", in);
    readstat_parser_free(parser);
    /* The last row counts when it is whole. */
    if (in->cells == in->columns.len && !end_row(in) && error == READSTAT_OK)
        error = READSTAT_ERROR_USER_ABORT;
    if (fflush(in->spool) != 0)
        return lmv__error_set(err, LMV_EIO, "cannot write a temporary file");
    rewind(in->spool);
    return judge(in, error, err);
}

static lmv_status open_with(
    void **out, const lmv__table_file *file, parse_fn run, lmv_error *err)
{
    lmv__stats_in *in = calloc(1, sizeof *in);
    lmv_status status;

    *out = in;
    if (!in)
        return lmv__error_nomem(err);
    in->file = file;
    in->observation = -1;
    lmv__arena_init(&in->arena, 16384);
    lmv__vec_init(&in->columns, sizeof(lmv__stats_column));
    lmv__vec_init(&in->values, sizeof(lmv__stats_set_value));
    in->spool = tmpfile();
    if (!in->spool)
        return lmv__error_set(err, LMV_EIO, "cannot make a temporary file");
    status = parse(in, run, err);
    in->file = NULL; /* it is gone when this returns */
    return status;
}

/* ReadStat's reader of .sav and .zsav wrote past its memory before 1.1.9. */
static bool is_safe(void)
{
    unsigned major = 0, minor = 0, patch = 0;

    return sscanf(READSTAT_VERSION, "%u.%u.%u", &major, &minor, &patch) == 3 &&
           (major > 1 || minor > 1 || (major == 1 && minor == 1 && patch >= 9));
}

static lmv_status open_sav(
    void **out, const lmv__table_file *file, lmv_error *err)
{
    *out = NULL;
    if (!is_safe() && !file->options->trust_input)
        return lmv__error_set(err, LMV_EINVAL,
            "SPSS files are read by ReadStat %s, which a file made to do harm "
            "could break (1.1.9 is safe); when you know where this one is "
            "from, add --trust-input, else export it as CSV",
            READSTAT_VERSION);
    return open_with(out, file, readstat_parse_sav, err);
}

static lmv_status open_dta(
    void **out, const lmv__table_file *file, lmv_error *err)
{
    return open_with(out, file, readstat_parse_dta, err);
}

static lmv_status open_sas(
    void **out, const lmv__table_file *file, lmv_error *err)
{
    return open_with(out, file, readstat_parse_sas7bdat, err);
}

static void close_table(void *table)
{
    lmv__stats_in *in = table;

    if (!in)
        return;
    if (in->spool)
        fclose(in->spool);
    lmv__arena_clear(&in->arena);
    lmv__vec_clear(&in->columns);
    lmv__vec_clear(&in->values);
    lmv__buf_clear(&in->row);
    lmv__buf_clear(&in->cell);
    free(in);
}

/* Columns */

static lmv_status add_values(const lmv__stats_in *in,
    const lmv__stats_column *from, lmv__column *to, lmv__arena *arena)
{
    lmv__value_label *values;
    size_t n = 0;

    for (size_t i = 0; from->set.len > 0 && i < in->values.len; i++) {
        const lmv__stats_set_value *value = lmv__vec_at(&in->values, i);

        n += lmv__slice_same(value->set, from->set);
    }
    if (n == 0)
        return LMV_OK;
    to->values = values = lmv__arena_alloc(arena, n, sizeof *values);
    if (!values)
        return LMV_ENOMEM;
    for (size_t i = 0; i < in->values.len; i++) {
        const lmv__stats_set_value *value = lmv__vec_at(&in->values, i);

        if (lmv__slice_same(value->set, from->set))
            values[to->n_values++] =
                (lmv__value_label){value->value, value->label};
    }
    return LMV_OK;
}

static lmv_status add_columns(void *table, lmv__reader *reader, lmv_error *err)
{
    lmv__stats_in *in = table;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < in->columns.len; i++) {
        lmv__stats_column *from = lmv__vec_at(&in->columns, i);
        lmv__column *to;

        status = lmv__reader_add_column(reader, from->name, err);
        if (status)
            break;
        to = &reader->column[i];
        to->label = from->label;
        to->missing = from->missing;
        to->n_missing = from->n_missing;
        if (add_values(in, from, to, &in->arena))
            status = lmv__error_nomem(err);
    }
    if (!status && in->encoding[0]) {
        reader->dialect.encoding = in->encoding;
        reader->dialect.encoding_why = "the file says so";
    }
    return status;
}

/* Rows */

/* Text that is no UTF-8 after ReadStat's conversion gets U+FFFD. */
static void put_cell(
    lmv__stats_in *in, lmv__record *record, uint32_t column, lmv__slice value)
{
    lmv__buf *fixed = &in->cell;

    if (lmv__utf8_valid(value.ptr, value.len) < value.len) {
        lmv__buf_reset(fixed);
        while (value.len > 0) {
            size_t good = lmv__utf8_valid(value.ptr, value.len), used;

            lmv__buf_add(fixed, value.ptr, good);
            value.ptr += good;
            value.len -= good;
            if (value.len == 0)
                break;
            (void)lmv__utf8_next(value.ptr, value.len, &used);
            lmv__buf_adds(fixed, "\xEF\xBF\xBD");
            value.ptr += used;
            value.len -= used;
        }
        value = (lmv__slice){fixed->data ? fixed->data : "", fixed->len};
    }
    if (value.len > 0)
        lmv__row_cell(record, column, value, LMV__FIELD_PLAIN);
}

static lmv_status take_row(
    lmv__stats_in *in, lmv__record *record, lmv_error *err)
{
    uint32_t len = 0, head[2];
    size_t at = 0;

    lmv__buf_reset(&in->row);
    if (fread(&len, sizeof len, 1, in->spool) != 1 ||
        !lmv__buf_reserve(&in->row, len) ||
        (len > 0 && fread(in->row.data, 1, len, in->spool) != len))
        return lmv__error_set(err, LMV_EIO, "cannot read a temporary file");
    while (at + sizeof head <= len) {
        memcpy(head, in->row.data + at, sizeof head);
        at += sizeof head;
        if (head[1] > len - at)
            break;
        put_cell(in, record, head[0], (lmv__slice){in->row.data + at, head[1]});
        at += head[1];
    }
    return in->cell.failed ? lmv__error_nomem(err) : LMV_OK;
}

static lmv_status next_row(
    void *table, lmv__record *record, bool *more, lmv_error *err)
{
    lmv__stats_in *in = table;
    lmv_status status;

    *more = in->next < in->rows || (in->broken[0] && !in->told);
    if (!*more)
        return LMV_OK;
    lmv__row_begin(record, in->next + 1);
    if (in->next == in->rows) {
        in->told = true;
        in->next++;
        lmv__row_error(record, "the file is broken here: %s", in->broken);
        return lmv__row_end(record, err);
    }
    in->next++;
    status = take_row(in, record, err);
    return status ? status : lmv__row_end(record, err);
}

const lmv__table_kind lmv__sav_reader = {
    .format = LMV__FORMAT_SAV,
    .takes_encoding = true,
    .open = open_sav,
    .close = close_table,
    .columns = add_columns,
    .next = next_row,
};

const lmv__table_kind lmv__dta_reader = {
    .format = LMV__FORMAT_DTA,
    .takes_encoding = true,
    .open = open_dta,
    .close = close_table,
    .columns = add_columns,
    .next = next_row,
};

const lmv__table_kind lmv__sas_reader = {
    .format = LMV__FORMAT_SAS,
    .takes_encoding = true,
    .open = open_sas,
    .close = close_table,
    .columns = add_columns,
    .next = next_row,
};
