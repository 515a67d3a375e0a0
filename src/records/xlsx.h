/*
 * XLSX: the workbook of spreadsheets, a zip archive of XML files.
 *
 *     xlsx_zip.c      an entry of the archive as bytes, with caps
 *     xlsx_xml.c      an entry through expat: no DTD, no entities
 *     xlsx_book.c     sheets, number formats
 *     xlsx_strings.c  the table of shared strings
 *     xlsx_cell.c     what stands in a cell: numbers, dates, escapes
 *     xlsx_reader.c   the rows of a sheet, as a kind of table.h
 *
 * The archive is not trusted.  What an entry claims about itself is not
 * believed; every entry has a limit of bytes and of how well it may be
 * compressed.
 */
#ifndef LMV_RECORDS_XLSX_H
#define LMV_RECORDS_XLSX_H

#include "base/arena.h"
#include "base/vec.h"
#include "records/table.h"

#include <expat.h>

#define LMV__XLSX_MIB (1024u * 1024u)
#define LMV__XLSX_MAX_PART (64u * LMV__XLSX_MIB) /* styles, relations ... */
#define LMV__XLSX_MAX_STRINGS (1024u * (uint64_t)LMV__XLSX_MIB)
#define LMV__XLSX_MAX_SHEET (4096u * (uint64_t)LMV__XLSX_MIB)
#define LMV__XLSX_MAX_RATIO 200u /* behind the first 16 MiB */
#define LMV__XLSX_FREE_RATIO (16u * LMV__XLSX_MIB)
#define LMV__XLSX_MAX_ENTRIES 10000u
#define LMV__XLSX_MAX_SHEETS 1024u
#define LMV__XLSX_MAX_ROWS 1048576u
#define LMV__XLSX_MAX_CELLS UINT64_C(200000000)
#define LMV__XLSX_MAX_UNIQUE 16777216u       /* shared strings */
#define LMV__XLSX_MAX_DEPTH 64u              /* of elements */
#define LMV__XLSX_KEPT (64u * LMV__XLSX_MIB) /* of strings in memory */

/* xlsx_zip.c */

typedef struct lmv__zip {
    void *archive; /* unzFile */
    FILE *file;
    uint64_t size;       /* of the file */
    const char *name;    /* of the open entry */
    uint64_t limit, got; /* of its bytes */
    uint64_t compressed;
    bool open;
} lmv__zip;

lmv_status lmv__zip_open(
    lmv__zip *zip, const lmv__table_file *file, lmv_error *err);
void lmv__zip_close(lmv__zip *zip);
/* LMV_ENOTFOUND when there is none of this name (in any case of letters);
 * `name` is borrowed while it is open. */
lmv_status lmv__zip_enter(
    lmv__zip *zip, const char *name, uint64_t limit, lmv_error *err);
/* *got = 0 at the end, when the checksum was right. */
lmv_status lmv__zip_read(
    lmv__zip *zip, void *to, unsigned size, size_t *got, lmv_error *err);
void lmv__zip_leave(lmv__zip *zip);
/* Where in the file the open entry is being read. */
uint64_t lmv__zip_offset(const lmv__zip *zip);

/* xlsx_xml.c */

typedef struct lmv__xml lmv__xml;

/* Names come without their prefix. */
typedef struct lmv__xml_handlers {
    void (*begin)(lmv__xml *xml, const char *name, const char **attributes);
    void (*end)(lmv__xml *xml, const char *name);
} lmv__xml_handlers;

struct lmv__xml {
    XML_Parser parser;
    lmv__zip *zip;
    const lmv__xml_handlers *handlers;
    void *payload;
    unsigned depth, silent;
    /* Text is appended to `text` while `collect` is set and `silent` 0. */
    bool collect, ended;
    lmv__buf text;
    lmv_status status; /* the first problem of a handler or of the text */
    lmv_error problem;
};

lmv_status lmv__xml_init(lmv__xml *xml, lmv__zip *zip,
    const lmv__xml_handlers *handlers, void *payload, lmv_error *err);
void lmv__xml_clear(lmv__xml *xml);
/* From a handler: end the parse with this problem. */
void lmv__xml_fail(lmv__xml *xml, lmv_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* From a handler: lmv__xml_step() returns and goes on when called again. */
void lmv__xml_pause(lmv__xml *xml);
/* Parse the entered entry on; *paused = false: it has ended. */
lmv_status lmv__xml_step(lmv__xml *xml, bool *paused, lmv_error *err);
/* The whole entry at once. */
lmv_status lmv__xml_run(lmv__zip *zip, const char *name, uint64_t limit,
    const lmv__xml_handlers *handlers, void *payload, lmv_error *err);
/* The attribute's value, or NULL. */
const char *lmv__xml_attribute(const char **attributes, const char *name);
bool lmv__xml_is(const char *name, const char *wanted);

/* xlsx_strings.c */

typedef struct lmv__shared {
    lmv__buf kept; /* the first LMV__XLSX_KEPT bytes */
    FILE *rest;    /* what is behind them; NULL: nothing */
    uint64_t size;
    uint64_t *end; /* where each string ends */
    size_t n, cap;
    lmv__buf room; /* one string of the rest */
} lmv__shared;

void lmv__shared_init(lmv__shared *strings);
void lmv__shared_clear(lmv__shared *strings);
lmv_status lmv__shared_read(
    lmv__shared *strings, lmv__zip *zip, const char *name, lmv_error *err);
/* Borrowed until the next call; false when there is no such string. */
bool lmv__shared_get(lmv__shared *strings, uint64_t i, lmv__slice *out);

/* xlsx_cell.c */

typedef enum lmv__xlsx_style {
    LMV__XLSX_NUMBER,
    LMV__XLSX_DATE,     /* days count */
    LMV__XLSX_TIME,     /* hours, minutes, seconds only */
    LMV__XLSX_DATETIME, /* both */
    LMV__XLSX_DURATION  /* [h]:mm: may be over a day */
} lmv__xlsx_style;

lmv__xlsx_style lmv__xlsx_builtin_style(unsigned number_format);
/* Of a format's code, "dd.mm.yyyy hh:mm". */
lmv__xlsx_style lmv__xlsx_code_style(lmv__slice code);
/* A number as a spreadsheet shows it: at most 15 digits count, and dates in
 * ISO 8601.  Appended. */
void lmv__xlsx_number(
    lmv__slice value, lmv__xlsx_style style, bool from_1904, lmv__buf *out);
/* _x000D_ is a CR, _x005F_ is "_".  In place. */
void lmv__xlsx_unescape(lmv__buf *text, size_t from);
/* "AB12": column from 0, row from 1; 0 when it is not given.  false when it is
 * no such place. */
bool lmv__xlsx_place(const char *place, uint32_t *column, uint64_t *row);

/* xlsx_book.c */

typedef struct lmv__xlsx_book {
    lmv__arena arena;
    lmv__vec sheets;      /* of lmv__sheet_info */
    lmv__vec paths;       /* of char *: the sheets' entries */
    const char *strings;  /* entry, or NULL */
    const char *styles;   /* entry, or NULL */
    unsigned char *style; /* lmv__xlsx_style by index */
    size_t n_styles;
    bool from_1904;
} lmv__xlsx_book;

void lmv__xlsx_book_init(lmv__xlsx_book *book);
void lmv__xlsx_book_clear(lmv__xlsx_book *book);
lmv_status lmv__xlsx_book_read(
    lmv__xlsx_book *book, lmv__zip *zip, lmv_error *err);

/* xlsx_reader.c */

extern const lmv__table_kind lmv__xlsx_kind;
void lmv__xlsx_version(char *out, size_t size);

#endif
