#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSXWRITER

#include "records/xlsx_out.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

lmv_status lmv__xlsx_out_open(lmv__xlsx_out *out, lmv_error *err)
{
    const char *folder = getenv("TMPDIR");
    lxw_workbook_options options;
    lmv__buf path;
    int fd;

    memset(out, 0, sizeof *out);
    memset(&options, 0, sizeof options);
    options.constant_memory = 1;
    lmv__buf_init(&path);
    lmv__buf_addf(
        &path, "%s/leitmotiv-XXXXXX", folder && *folder ? folder : "/tmp");
    if (path.failed)
        return lmv__error_nomem(err);
    fd = mkstemp(path.data);
    if (fd < 0) {
        lmv_status status =
            lmv__error_set(err, LMV_EIO, "cannot make a temporary file in %s",
                folder && *folder ? folder : "/tmp");

        lmv__buf_clear(&path);
        return status;
    }
    close(fd);
    out->path = path.data;
    out->book = workbook_new_opt(out->path, &options);
    out->head = out->book ? workbook_add_format(out->book) : NULL;
    out->wrap = out->book ? workbook_add_format(out->book) : NULL;
    out->top = out->book ? workbook_add_format(out->book) : NULL;
    if (!out->head || !out->wrap || !out->top)
        return lmv__error_nomem(err);
    format_set_bold(out->head);
    format_set_text_wrap(out->head);
    format_set_align(out->head, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(out->top, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(out->wrap);
    format_set_align(out->wrap, LXW_ALIGN_VERTICAL_TOP);
    return LMV_OK;
}

void lmv__xlsx_out_close(lmv__xlsx_out *out)
{
    if (out->book)
        lxw_workbook_free(out->book);
    if (out->path)
        unlink(out->path);
    free(out->path);
    memset(out, 0, sizeof *out);
}

static lmv_status copy(FILE *from, lmv__output *output, lmv_error *err)
{
    char piece[65536];
    lmv_status status = LMV_OK;
    size_t got;

    while (!status && (got = fread(piece, 1, sizeof piece, from)) > 0)
        status = lmv__output_write(output, piece, got, err);
    if (!status && ferror(from))
        status = lmv__error_set(err, LMV_EIO, "cannot read a temporary file");
    return status;
}

lmv_status lmv__xlsx_out_save(
    lmv__xlsx_out *out, lmv__output *output, lmv_error *err)
{
    lxw_workbook *book = out->book;
    lmv_status status;
    lxw_error error;
    FILE *file;

    out->book = NULL;
    error = workbook_close(book); /* frees it in any case */
    if (error)
        return lmv__error_set(
            err, LMV_EIO, "cannot make the workbook: %s", lxw_strerror(error));
    file = fopen(out->path, "rb");
    if (!file)
        return lmv__error_set(err, LMV_EIO, "cannot read a temporary file");
    status = copy(file, output, err);
    fclose(file);
    return status;
}

lxw_format *lmv__xlsx_out_colour(lmv__xlsx_out *out, uint32_t rgb)
{
    lxw_format *format = workbook_add_format(out->book);

    if (format) {
        format_set_bold(format);
        format_set_font_color(format, rgb);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    return format;
}

/* Text */

/* "_x0041_" would be read as "A". */
static bool is_escape(const char *s, size_t len)
{
    if (len < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", s[i]) || !s[i])
            return false;
    return true;
}

/* How the character is written; its UTF-16 units. */
static size_t spell(const char *s, size_t len, size_t used, char to[16])
{
    unsigned char c = (unsigned char)*s;

    if ((c < 0x20 && c != '\t' && c != '\n') || is_escape(s, len))
        return (size_t)snprintf(to, 16, "_x%04X_", c);
    if (used == 3 && c == 0xEF && (unsigned char)s[1] == 0xBF &&
        (unsigned char)s[2] >= 0xBE)
        return (size_t)snprintf(to, 16, "\xEF\xBF\xBD") - 2;
    memcpy(to, s, used);
    to[used] = '\0';
    return used == 4 ? 2 : 1;
}

bool lmv__xlsx_out_clean(lmv__slice text, size_t *units, lmv__buf *out)
{
    for (size_t i = 0; i < text.len;) {
        char character[16] = "";
        size_t used, n;

        (void)lmv__utf8_next(text.ptr + i, text.len - i, &used);
        n = spell(text.ptr + i, text.len - i, used, character);
        if (*units + n > LMV__XLSX_CELL)
            return false;
        *units += n;
        lmv__buf_adds(out, character);
        i += used;
    }
    return true;
}

void lmv__xlsx_out_text(lmv__xlsx_out *out, lxw_worksheet *sheet, uint32_t row,
    size_t column, lmv__slice text, lxw_format *format)
{
    lmv__buf clean;
    size_t units = 0;

    if (text.len == 0)
        return;
    lmv__buf_init(&clean);
    out->cut += !lmv__xlsx_out_clean(text, &units, &clean);
    if (clean.data)
        worksheet_write_string(
            sheet, row, (lxw_col_t)column, clean.data, format);
    lmv__buf_clear(&clean);
}

/* Written as a number is shown: no zeros in front or behind, no exponent, no
 * more digits than a spreadsheet keeps. */
static bool plain_number(lmv__slice text, double *value)
{
    bool negative = text.len > 0 && *text.ptr == '-', point = false;
    size_t i = negative ? 1 : 0, digits = 0;
    double mantissa = 0, scale = 1;

    if (text.len - i == 0 || text.len > 17)
        return false;
    if (text.ptr[i] == '0' && text.len > i + 1 && text.ptr[i + 1] != '.')
        return false;
    for (; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '.' && !point && digits > 0) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        digits++;
        mantissa = 10 * mantissa + (c - '0');
        scale *= point ? 10 : 1;
    }
    *value = (negative ? -mantissa : mantissa) / scale;
    return digits <= 15 && !(negative && mantissa == 0) &&
           (!point || (text.ptr[text.len - 1] > '0'));
}

void lmv__xlsx_out_value(lmv__xlsx_out *out, lxw_worksheet *sheet, uint32_t row,
    size_t column, lmv__slice text)
{
    double value;

    if (plain_number(text, &value))
        worksheet_write_number(sheet, row, (lxw_col_t)column, value, out->top);
    else
        lmv__xlsx_out_text(out, sheet, row, column, text, out->top);
}

/* Tables */

/* The library refuses tables in constant memory because it would write their
 * headers itself, into rows that are gone; here the header is written already,
 * so only the definition of the table is needed. */
static lxw_error add_table(lxw_worksheet *sheet, uint32_t last,
    size_t n_columns, lxw_table_options *options)
{
    lxw_error error;

    sheet->optimize = 0;
    error = worksheet_add_table(
        sheet, 0, 0, last, (lxw_col_t)(n_columns - 1), options);
    sheet->optimize = 1;
    return error;
}

lmv_status lmv__xlsx_out_table(lmv__xlsx_out *out, lxw_worksheet *sheet,
    const char *name, char *const *columns, size_t n_columns, uint32_t last,
    lmv_error *err)
{
    lxw_table_column *items = calloc(n_columns + 1, sizeof *items);
    lxw_table_column **list = calloc(n_columns + 1, sizeof(void *));
    lxw_table_options options;
    char *own = strdup(name);
    lxw_error error = LXW_ERROR_MEMORY_MALLOC_FAILED;

    (void)out;
    memset(&options, 0, sizeof options);
    options.name = own;
    options.columns = list;
    options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
    options.style_type_number = 1;
    for (size_t i = 0; items && list && i < n_columns; i++) {
        items[i].header = columns[i];
        list[i] = &items[i];
    }
    if (items && list && own)
        error = add_table(sheet, last > 0 ? last : 1, n_columns, &options);
    free(items);
    free(list);
    free(own);
    if (error)
        return lmv__error_set(err, LMV_EIO, "cannot make the table %s: %s",
            name, lxw_strerror(error));
    return LMV_OK;
}

#endif
