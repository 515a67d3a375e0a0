#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSX

#include "records/xlsx.h"

#include <stdlib.h>
#include <string.h>

typedef struct xlsx {
    lmv__zip zip;
    lmv__xlsx_book book;
    lmv__shared strings;
    lmv__xml xml; /* the sheet */

    /* where it stands */
    lmv__record *record;
    uint64_t row, cells;
    uint32_t column;
    bool in_data, in_row;
    char type; /* of the cell: n s i(nlineStr) t(str) b e d */
    lmv__xlsx_style style;
    lmv__buf value;
} xlsx;

void lmv__xlsx_version(char *out, size_t size)
{
    XML_Expat_Version version = XML_ExpatVersionInfo();

    snprintf(out, size, "minizip, expat %d.%d.%d", version.major, version.minor,
        version.micro);
}

/* Cells */

static char type_of(const char *name)
{
    static const struct {
        const char *name;
        char type;
    } known[] = {{"n", 'n'}, {"s", 's'}, {"inlineStr", 'i'}, {"str", 't'},
        {"b", 'b'}, {"e", 'e'}, {"d", 'd'}};

    for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].type;
    return 'n';
}

static lmv__xlsx_style style_of(const xlsx *in, const char *index)
{
    unsigned long i = index ? strtoul(index, NULL, 10) : 0;

    return i < in->book.n_styles ? (lmv__xlsx_style)in->book.style[i]
                                 : LMV__XLSX_NUMBER;
}

static void begin_cell(lmv__xml *xml, const char **attributes)
{
    xlsx *in = xml->payload;
    const char *place = lmv__xml_attribute(attributes, "r");
    uint32_t column;
    uint64_t row;

    if (++in->cells > LMV__XLSX_MAX_CELLS) {
        lmv__xml_fail(xml, LMV_ELIMIT, "it has more than %llu cells",
            (unsigned long long)LMV__XLSX_MAX_CELLS);
        return;
    }
    lmv__buf_reset(&xml->text);
    in->type = type_of(lmv__xml_attribute(attributes, "t"));
    in->style = style_of(in, lmv__xml_attribute(attributes, "s"));
    column = in->column + 1; /* of the first: 0 */
    if (place && !lmv__xlsx_place(place, &column, &row))
        lmv__row_error(in->record,
            "there is no cell %.40s: the last column "
            "of a sheet is XFD",
            place);
    else if (in->column != UINT32_MAX && column <= in->column)
        lmv__row_error(
            in->record, "cell %.40s stands behind one to its right", place);
    in->column =
        in->record->status == LMV__RECORD_ERROR ? in->column + 1 : column;
}

static bool find_shared(xlsx *in, lmv__slice number, lmv__slice *out)
{
    uint64_t i = 0;

    if (number.len == 0 || number.len > 9)
        return false;
    for (size_t at = 0; at < number.len; at++) {
        if (number.ptr[at] < '0' || number.ptr[at] > '9')
            return false;
        i = 10 * i + (uint64_t)(number.ptr[at] - '0');
    }
    return lmv__shared_get(&in->strings, i, out);
}

static lmv__slice shown(xlsx *in, lmv__slice text)
{
    lmv__slice value;

    lmv__buf_reset(&in->value);
    lmv__xlsx_number(text, in->style, in->book.from_1904, &in->value);
    value.ptr = in->value.data ? in->value.data : "";
    value.len = in->value.len;
    return value;
}

static void end_cell(lmv__xml *xml)
{
    xlsx *in = xml->payload;
    lmv__slice text;
    lmv__field_kind kind = LMV__FIELD_PLAIN;

    if (in->type == 'i' || in->type == 't')
        lmv__xlsx_unescape(&xml->text, 0);
    text.ptr = xml->text.data ? xml->text.data : "";
    text.len = xml->text.len;
    if (text.len == 0)
        return;
    if (in->type == 's' && !find_shared(in, text, &text))
        lmv__row_error(in->record,
            "a cell names a shared string that the workbook does not have");
    if (in->type == 's' || in->type == 'i' || in->type == 't')
        kind = LMV__FIELD_QUOTED;
    else if (in->type == 'b' && text.len == 1)
        text = lmv__slice_of(*text.ptr == '0' ? "FALSE" : "TRUE");
    else if (in->type == 'e')
        kind = LMV__FIELD_FAILED;
    else if (in->type == 'n')
        text = shown(in, text);
    if (text.len > 0)
        lmv__row_cell(in->record, in->column, text, kind);
}

/* Rows */

static void begin_row(lmv__xml *xml, const char **attributes)
{
    xlsx *in = xml->payload;
    const char *number = lmv__xml_attribute(attributes, "r");
    uint64_t given = 0, before = in->row;

    lmv__record_reset(in->record);
    in->in_row = true;
    in->column = UINT32_MAX;
    in->row++;
    for (const char *at = number; at && *at && given < UINT32_MAX; at++)
        given = *at >= '0' && *at <= '9' ? 10 * given + (uint64_t)(*at - '0')
                                         : UINT32_MAX;
    if (number && given > before && given <= LMV__XLSX_MAX_ROWS)
        in->row = given;
    lmv__row_begin(in->record, in->row);
    if (in->row > LMV__XLSX_MAX_ROWS)
        lmv__xml_fail(
            xml, LMV_ELIMIT, "it has more than %u rows", LMV__XLSX_MAX_ROWS);
    else if (number && given <= before)
        lmv__row_error(in->record, "row %.20s stands behind row %llu", number,
            (unsigned long long)before);
    else if (number && given > LMV__XLSX_MAX_ROWS)
        lmv__row_error(in->record,
            "there is no row %.20s: a sheet has at most %u", number,
            LMV__XLSX_MAX_ROWS);
}

static void begin(lmv__xml *xml, const char *name, const char **attributes)
{
    xlsx *in = xml->payload;

    if (!in->in_data) {
        in->in_data = lmv__xml_is(name, "sheetData");
    } else if (lmv__xml_is(name, "row")) {
        begin_row(xml, attributes);
    } else if (!in->in_row) {
        return;
    } else if (lmv__xml_is(name, "c")) {
        begin_cell(xml, attributes);
    } else if (lmv__xml_is(name, "rPh")) {
        xml->silent++;
    } else if (lmv__xml_is(name, in->type == 'i' ? "t" : "v")) {
        xml->collect = true;
    }
}

static void end(lmv__xml *xml, const char *name)
{
    xlsx *in = xml->payload;

    if (!in->in_data)
        return;
    xml->collect = false;
    if (lmv__xml_is(name, "c") && in->in_row) {
        end_cell(xml);
    } else if (lmv__xml_is(name, "rPh") && xml->silent > 0) {
        xml->silent--;
    } else if (lmv__xml_is(name, "row") && in->in_row) {
        in->in_row = false;
        if (in->record->n_fields > 0 || in->record->status == LMV__RECORD_ERROR)
            lmv__xml_pause(xml);
    } else if (lmv__xml_is(name, "sheetData")) {
        in->in_data = false;
    }
}

static lmv_status next_row(
    void *table, lmv__record *record, bool *more, lmv_error *err)
{
    xlsx *in = table;
    uint64_t number = record->number;
    lmv_status status;

    in->record = record;
    status = lmv__xml_step(&in->xml, more, err);
    record->number = number;
    record->offset = lmv__zip_offset(&in->zip);
    if (!status && in->value.failed)
        status = lmv__error_nomem(err);
    return status || !*more ? status : lmv__row_end(record, err);
}

/* Opening */

static void close_book(void *table)
{
    xlsx *in = table;

    lmv__xml_clear(&in->xml);
    lmv__shared_clear(&in->strings);
    lmv__xlsx_book_clear(&in->book);
    lmv__zip_close(&in->zip);
    lmv__buf_clear(&in->value);
    free(in);
}

static lmv_status open_book(
    void **out, const lmv__table_file *file, lmv_error *err)
{
    xlsx *in = calloc(1, sizeof *in);
    lmv_status status;

    *out = in;
    if (!in)
        return lmv__error_nomem(err);
    lmv__xlsx_book_init(&in->book);
    lmv__shared_init(&in->strings);
    lmv__buf_init(&in->value);
    status = lmv__zip_open(&in->zip, file, err);
    if (!status)
        status = lmv__xlsx_book_read(&in->book, &in->zip, err);
    if (!status && in->book.strings)
        status =
            lmv__shared_read(&in->strings, &in->zip, in->book.strings, err);
    /* Without it no cell can name one; then the rows say so. */
    return status == LMV_ENOTFOUND ? LMV_OK : status;
}

static size_t list_sheets(const void *table, const lmv__sheet_info **at)
{
    const xlsx *in = table;

    *at = in->book.sheets.data;
    return in->book.sheets.len;
}

static lmv_status select_sheet(void *table, size_t sheet, lmv_error *err)
{
    static const lmv__xml_handlers handlers = {begin, end};
    xlsx *in = table;
    char **path = lmv__vec_at(&in->book.paths, sheet);
    lmv_status status;

    lmv__xml_clear(&in->xml);
    in->row = in->cells = 0;
    in->in_data = in->in_row = false;
    status = lmv__zip_enter(&in->zip, *path, LMV__XLSX_MAX_SHEET, err);
    return status ? status
                  : lmv__xml_init(&in->xml, &in->zip, &handlers, in, err);
}

const lmv__table_kind lmv__xlsx_kind = {
    .format = LMV__FORMAT_XLSX,
    .open = open_book,
    .close = close_book,
    .sheets = list_sheets,
    .select = select_sheet,
    .next = next_row,
};

#endif
