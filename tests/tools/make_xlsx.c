/*
 * Makes a workbook, or something like one, from a text, so that a fixture can
 * be read and be wrong in any way:
 *
 *     make_xlsx [-s] BOOK.txt BOOK.xlsx      -s: stored, not compressed
 *
 *     == xl/worksheets/sheet1.xml Answers    a part; its sheet's name
 *     <row r="1"><c r="A1"><v>1</v></c></row>
 *     >id|text|when                          a row: cells between |
 *     >1|Very loud|#45413.5                  #N is a date, \n a line break
 *     %1000000 A                             so many times A
 *
 * What stands in xl/worksheets, xl/sharedStrings.xml and xl/styles.xml is put
 * into its root element unless it begins with "<?xml"; [Content_Types].xml,
 * the relations, xl/workbook.xml and styles (1: date and time, 2: date) are
 * made when they are not given.
 */
#include <config.h>

#include "base/buf.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

enum { MAX_PARTS = 64 };

typedef struct part {
    char path[128], sheet[128];
    lmv__buf text;
    unsigned row;
} part;

static part parts[MAX_PARTS];
static size_t n_parts;
static int method = 8; /* deflated */

static part *find_part(const char *path)
{
    for (size_t i = 0; i < n_parts; i++)
        if (strcmp(parts[i].path, path) == 0)
            return &parts[i];
    return NULL;
}

static part *add_part(const char *line)
{
    part *new = &parts[n_parts++];

    if (n_parts == MAX_PARTS)
        abort();
    sscanf(line, "%127s %127[^\n]", new->path, new->sheet);
    lmv__buf_init(&new->text);
    return new;
}

static void add_escaped(lmv__buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '&')
            lmv__buf_adds(out, "&amp;");
        else if (text[i] == '<')
            lmv__buf_adds(out, "&lt;");
        else if (text[i] == '\\' && i + 1 < len && text[i + 1] == 'n') {
            lmv__buf_addc(out, '\n');
            i++;
        } else
            lmv__buf_addc(out, text[i]);
    }
}

static void add_cell(lmv__buf *out, const char *text, size_t len)
{
    size_t digits = strspn(text, "0123456789");

    if (len == 0)
        lmv__buf_adds(out, "<c/>");
    else if (*text == '#')
        lmv__buf_addf(
            out, "<c s=\"1\"><v>%.*s</v></c>", (int)len - 1, text + 1);
    else if (digits == len)
        lmv__buf_addf(out, "<c><v>%.*s</v></c>", (int)len, text);
    else {
        lmv__buf_adds(out, "<c t=\"inlineStr\"><is><t>");
        add_escaped(out, text, len);
        lmv__buf_adds(out, "</t></is></c>");
    }
}

static void add_row(part *to, const char *line)
{
    lmv__buf_addf(&to->text, "<row r=\"%u\">", ++to->row);
    for (;;) {
        size_t len = strcspn(line, "|\n");

        add_cell(&to->text, line, len);
        if (line[len] != '|')
            break;
        line += len + 1;
    }
    lmv__buf_adds(&to->text, "</row>\n");
}

static void repeat(lmv__buf *out, const char *line)
{
    char *what;
    unsigned long n = strtoul(line, &what, 10);
    size_t len = strcspn(what, "\n");

    for (; n > 0 && len > 1; n--)
        lmv__buf_add(out, what + 1, len - 1);
}

static void read_parts(char *text)
{
    part *to = NULL;

    for (char *line = text, *next; *line; line = next) {
        next = line + strcspn(line, "\n");
        next += *next == '\n';
        if (strncmp(line, "== ", 3) == 0)
            to = add_part(line + 3);
        else if (to && *line == '>')
            add_row(to, line + 1);
        else if (to && *line == '%')
            repeat(&to->text, line + 1);
        else if (to)
            lmv__buf_add(&to->text, line, (size_t)(next - line));
    }
}

static void write_part(zipFile zip, const char *path, const lmv__buf *text)
{
    zip_fileinfo info;
    size_t from = 0;

    memset(&info, 0, sizeof info);
    if (zipOpenNewFileInZip(
            zip, path, &info, NULL, 0, NULL, 0, NULL, method, 6))
        abort();
    while (from < text->len) {
        size_t n = text->len - from < 65536 ? text->len - from : 65536;

        if (zipWriteInFileInZip(zip, text->data + from, (unsigned)n))
            abort();
        from += n;
    }
    zipCloseFileInZip(zip);
}

static void write_text(zipFile zip, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void write_text(zipFile zip, const char *path, const char *format, ...)
{
    char room[8192];
    lmv__buf text;
    va_list args;

    if (find_part(path))
        return;
    va_start(args, format);
    vsnprintf(room, sizeof room, format, args);
    va_end(args);
    lmv__buf_init(&text);
    lmv__buf_adds(&text, room);
    write_part(zip, path, &text);
    lmv__buf_clear(&text);
}

static void write_given(zipFile zip, part *of)
{
    static const char *const roots[][4] = {
        {"xl/worksheets/", "<worksheet xmlns=\"" MAIN "\"><sheetData>",
            "</sheetData></worksheet>", ""},
        {"xl/sharedStrings.xml", "<sst xmlns=\"" MAIN "\">", "</sst>", ""},
        {"xl/styles.xml", "<styleSheet xmlns=\"" MAIN "\">", "</styleSheet>",
            ""}};
    lmv__buf text;

    lmv__buf_init(&text);
    for (size_t i = 0; i < 3; i++) {
        if (strncmp(of->path, roots[i][0], strlen(roots[i][0])) != 0 ||
            (of->text.len > 5 && memcmp(of->text.data, "<?xml", 5) == 0))
            continue;
        lmv__buf_adds(&text, roots[i][1]);
        lmv__buf_add(&text, of->text.data, of->text.len);
        lmv__buf_adds(&text, roots[i][2]);
    }
    write_part(zip, of->path, text.len > 0 ? &text : &of->text);
    lmv__buf_clear(&text);
}

static void write_book(zipFile zip)
{
    lmv__buf sheets, rels;
    unsigned n = 0;

    lmv__buf_init(&sheets);
    lmv__buf_init(&rels);
    for (size_t i = 0; i < n_parts; i++) {
        const char *target = parts[i].path + strlen("xl/");

        if (strncmp(parts[i].path, "xl/worksheets/", 14) != 0)
            continue;
        n++;
        lmv__buf_addf(&sheets,
            "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>",
            parts[i].sheet, n, n);
        lmv__buf_addf(&rels,
            "<Relationship Id=\"rId%u\" Type=\"" RELS
            "/worksheet\" Target=\"%s\"/>",
            n, target);
    }
    write_text(zip, "xl/workbook.xml",
        "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS
        "\"><sheets>%s</sheets></workbook>",
        sheets.data ? sheets.data : "");
    write_text(zip, "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
        "relationships\">%s<Relationship Id=\"s\" Type=\"" RELS
        "/styles\" Target=\"styles.xml\"/><Relationship Id=\"t\" Type=\"" RELS
        "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>",
        rels.data ? rels.data : "");
    lmv__buf_clear(&sheets);
    lmv__buf_clear(&rels);
}

static void write_all(const char *path)
{
    zipFile zip = zipOpen64(path, 0);

    if (!zip)
        abort();
    write_text(zip, "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
        "content-types\"/>");
    write_text(zip, "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
        "relationships\"><Relationship Id=\"rId1\" Type=\"" RELS
        "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    write_book(zip);
    write_text(zip, "xl/styles.xml",
        "<styleSheet xmlns=\"" MAIN
        "\"><cellXfs><xf/><xf numFmtId=\"22\"/><xf numFmtId=\"14\"/>"
        "</cellXfs></styleSheet>");
    for (size_t i = 0; i < n_parts; i++)
        write_given(zip, &parts[i]);
    zipClose(zip, NULL);
}

int main(int argc, char **argv)
{
    lmv__buf text;

    lmv__buf_init(&text);
    if (argc == 4 && strcmp(argv[1], "-s") == 0) {
        method = 0;
        argc--;
        argv++;
    }
    if (argc != 3 || lmv__file_load(argv[1], 1u << 26, &text, NULL)) {
        fputs("usage: make_xlsx [-s] BOOK.txt BOOK.xlsx\n", stderr);
        return 2;
    }
    lmv__buf_addc(&text, '\0');
    read_parts(text.data);
    write_all(argv[2]);
    for (size_t i = 0; i < n_parts; i++)
        lmv__buf_clear(&parts[i].text);
    lmv__buf_clear(&text);
    return 0;
}
