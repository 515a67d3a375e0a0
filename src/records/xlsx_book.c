#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSX

#include "records/xlsx.h"

#include <stdlib.h>
#include <string.h>

/* Relations: which part of the archive is what. */

typedef struct relation {
    const char *id, *type, *target;
} relation;

typedef struct relations {
    lmv__arena *arena;
    const char *folder; /* of the part they belong to, "xl/" */
    lmv__vec items;
} relations;

static char *copy(lmv__xml *xml, lmv__arena *arena, const char *text)
{
    char *own = lmv__arena_copy(arena, text, strlen(text));

    if (!own)
        lmv__xml_fail(xml, LMV_ENOMEM, "out of memory");
    return own;
}

/* The last word of "http://.../relationships/worksheet". */
static const char *type_of(const char *url)
{
    const char *slash = strrchr(url, '/');

    return slash ? slash + 1 : url;
}

static void begin_relation(
    lmv__xml *xml, const char *name, const char **attributes)
{
    relations *to = xml->payload;
    const char *id = lmv__xml_attribute(attributes, "Id");
    const char *type = lmv__xml_attribute(attributes, "Type");
    const char *target = lmv__xml_attribute(attributes, "Target");
    relation *item;

    if (!lmv__xml_is(name, "Relationship") || !id || !type || !target)
        return;
    if (to->items.len >= LMV__XLSX_MAX_ENTRIES) {
        lmv__xml_fail(xml, LMV_ELIMIT, "too many relations");
        return;
    }
    item = lmv__vec_push(&to->items);
    if (!item) {
        lmv__xml_fail(xml, LMV_ENOMEM, "out of memory");
        return;
    }
    item->id = copy(xml, to->arena, id);
    item->type = copy(xml, to->arena, type_of(type));
    item->target = *target == '/' ? copy(xml, to->arena, target + 1)
                                  : lmv__arena_printf(
                                        to->arena, "%s%s", to->folder, target);
    if (!item->target)
        lmv__xml_fail(xml, LMV_ENOMEM, "out of memory");
}

static void end_nothing(lmv__xml *xml, const char *name)
{
    (void)xml;
    (void)name;
}

static lmv_status read_relations(
    relations *to, lmv__zip *zip, const char *name, lmv_error *err)
{
    static const lmv__xml_handlers handlers = {begin_relation, end_nothing};

    lmv__vec_init(&to->items, sizeof(relation));
    return lmv__xml_run(zip, name, LMV__XLSX_MAX_PART, &handlers, to, err);
}

static const relation *find_relation(
    const relations *in, const char *id, const char *type)
{
    for (size_t i = 0; i < in->items.len; i++) {
        const relation *item = lmv__vec_at(&in->items, i);

        if ((!id || strcmp(item->id, id) == 0) &&
            (!type || strcmp(item->type, type) == 0))
            return item;
    }
    return NULL;
}

/* The workbook: its sheets, and the epoch of its dates */

typedef struct workbook {
    lmv__xlsx_book *book;
    const relations *parts;
} workbook;

static void add_sheet(lmv__xml *xml, const char **attributes)
{
    const workbook *in = xml->payload;
    lmv__xlsx_book *book = in->book;
    const char *name = lmv__xml_attribute(attributes, "name");
    const char *id = lmv__xml_attribute(attributes, "id");
    const char *state = lmv__xml_attribute(attributes, "state");
    const relation *part =
        id ? find_relation(in->parts, id, "worksheet") : NULL;
    lmv__sheet_info *sheet;
    const char **path;

    if (!part) /* a sheet that is a chart, or lost */
        return;
    if (book->sheets.len >= LMV__XLSX_MAX_SHEETS) {
        lmv__xml_fail(xml, LMV_ELIMIT, "it has more than %u sheets",
            LMV__XLSX_MAX_SHEETS);
        return;
    }
    sheet = lmv__vec_push(&book->sheets);
    path = lmv__vec_push(&book->paths);
    if (!sheet || !path) {
        lmv__xml_fail(xml, LMV_ENOMEM, "out of memory");
        return;
    }
    sheet->name = copy(xml, &book->arena, name ? name : "");
    sheet->hidden = state && strcmp(state, "visible") != 0;
    *path = part->target;
}

static void begin_workbook(
    lmv__xml *xml, const char *name, const char **attributes)
{
    const workbook *in = xml->payload;
    const char *epoch;

    if (lmv__xml_is(name, "sheet"))
        add_sheet(xml, attributes);
    if (!lmv__xml_is(name, "workbookPr"))
        return;
    epoch = lmv__xml_attribute(attributes, "date1904");
    in->book->from_1904 =
        epoch && (strcmp(epoch, "1") == 0 || strcmp(epoch, "true") == 0);
}

/* Styles: a cell names a format by its index, and that a number format */

typedef struct number_format {
    unsigned long id;
    lmv__xlsx_style style;
} number_format;

typedef struct styles {
    lmv__xlsx_book *book;
    lmv__vec formats; /* of number_format */
    lmv__vec cells;   /* of unsigned char */
    bool in_cells;
} styles;

static lmv__xlsx_style style_of(const styles *in, unsigned long id)
{
    for (size_t i = in->formats.len; i > 0; i--) {
        const number_format *format = lmv__vec_at(&in->formats, i - 1);

        if (format->id == id)
            return format->style;
    }
    return id < 164 ? lmv__xlsx_builtin_style((unsigned)id) : LMV__XLSX_NUMBER;
}

static void begin_style(
    lmv__xml *xml, const char *name, const char **attributes)
{
    styles *in = xml->payload;
    const char *id = lmv__xml_attribute(attributes, "numFmtId");
    const char *code = lmv__xml_attribute(attributes, "formatCode");

    if (lmv__xml_is(name, "cellXfs"))
        in->in_cells = true;
    if (lmv__xml_is(name, "numFmt") && id && code && in->formats.len < 10000) {
        number_format *format = lmv__vec_push(&in->formats);

        if (format) {
            format->id = strtoul(id, NULL, 10);
            format->style = lmv__xlsx_code_style(lmv__slice_of(code));
        }
    }
    if (lmv__xml_is(name, "xf") && in->in_cells && in->cells.len < 65536) {
        unsigned char *cell = lmv__vec_push(&in->cells);

        if (cell)
            *cell = (unsigned char)style_of(in, id ? strtoul(id, NULL, 10) : 0);
    }
}

static void end_style(lmv__xml *xml, const char *name)
{
    styles *in = xml->payload;

    if (lmv__xml_is(name, "cellXfs"))
        in->in_cells = false;
}

static lmv_status read_styles(
    lmv__xlsx_book *book, lmv__zip *zip, lmv_error *err)
{
    static const lmv__xml_handlers handlers = {begin_style, end_style};
    styles in = {book, {NULL, 0, 0, 0}, {NULL, 0, 0, 0}, false};
    lmv_status status;

    lmv__vec_init(&in.formats, sizeof(number_format));
    lmv__vec_init(&in.cells, 1);
    status = lmv__xml_run(
        zip, book->styles, LMV__XLSX_MAX_PART, &handlers, &in, err);
    lmv__vec_clear(&in.formats);
    book->style = in.cells.data;
    book->n_styles = in.cells.len;
    return status == LMV_ENOTFOUND ? LMV_OK : status;
}

/* All of it */

void lmv__xlsx_book_init(lmv__xlsx_book *book)
{
    memset(book, 0, sizeof *book);
    lmv__arena_init(&book->arena, 4096);
    lmv__vec_init(&book->sheets, sizeof(lmv__sheet_info));
    lmv__vec_init(&book->paths, sizeof(char *));
}

void lmv__xlsx_book_clear(lmv__xlsx_book *book)
{
    lmv__arena_clear(&book->arena);
    lmv__vec_clear(&book->sheets);
    lmv__vec_clear(&book->paths);
    free(book->style);
    memset(book, 0, sizeof *book);
}

/* "xl/" of "xl/workbook.xml", and "xl/_rels/workbook.xml.rels" */
static bool split(
    lmv__arena *arena, const char *path, const char **folder, const char **rels)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) + 1 : 0;

    *folder = lmv__arena_copy(arena, path, n);
    *rels = *folder
                ? lmv__arena_printf(arena, "%s_rels/%s.rels", *folder, path + n)
                : NULL;
    return *rels != NULL;
}

static lmv_status no_workbook(lmv__zip *zip, lmv_error *err)
{
    static const struct {
        const char *part, *what;
    } known[] = {
        {"content.xml", "an OpenDocument file: save it as XLSX or CSV"},
        {"word/document.xml", "a Word document"},
        {"xl/workbook.bin", "a binary workbook (XLSB): save it as XLSX"}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!lmv__zip_enter(zip, known[i].part, 1, NULL))
            return lmv__error_set(err, LMV_EFORMAT,
                "the file is no XLSX workbook but %s", known[i].what);
    return lmv__error_set(err, LMV_EFORMAT,
        "the file is a zip archive but no workbook: unpack it");
}

static lmv_status read_workbook(
    lmv__xlsx_book *book, lmv__zip *zip, const char *path, lmv_error *err)
{
    static const lmv__xml_handlers handlers = {begin_workbook, end_nothing};
    relations parts = {&book->arena, "", {NULL, 0, 0, 0}};
    workbook in = {book, &parts};
    const relation *part;
    const char *rels;
    lmv_status status;

    if (!split(&book->arena, path, &parts.folder, &rels))
        return lmv__error_nomem(err);
    status = read_relations(&parts, zip, rels, err);
    if (!status)
        status =
            lmv__xml_run(zip, path, LMV__XLSX_MAX_PART, &handlers, &in, err);
    part = find_relation(&parts, NULL, "sharedStrings");
    book->strings = part ? part->target : NULL;
    part = find_relation(&parts, NULL, "styles");
    book->styles = part ? part->target : NULL;
    lmv__vec_clear(&parts.items);
    return status;
}

lmv_status lmv__xlsx_book_read(
    lmv__xlsx_book *book, lmv__zip *zip, lmv_error *err)
{
    relations top = {&book->arena, "", {NULL, 0, 0, 0}};
    const relation *main;
    lmv_status status = read_relations(&top, zip, "_rels/.rels", err);

    main = find_relation(&top, NULL, "officeDocument");
    if (status == LMV_ENOTFOUND || (!status && !main))
        status = no_workbook(zip, err);
    if (!status)
        status = read_workbook(book, zip, main->target, err);
    if (status == LMV_ENOTFOUND)
        status = no_workbook(zip, err);
    lmv__vec_clear(&top.items);
    if (!status && book->sheets.len == 0)
        status = lmv__error_set(
            err, LMV_EFORMAT, "the workbook has no sheet with cells");
    if (!status && book->styles)
        status = read_styles(book, zip, err);
    return status;
}

#endif
