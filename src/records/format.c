#include <config.h>

#include "records/format.h"

#include "records/table.h"
#include "records/writer_kind.h"
#ifdef HAVE_XLSX
#include "records/xlsx.h"
#endif
#ifdef HAVE_XLSXWRITER
#include <xlsxwriter.h>
#endif

#ifdef HAVE_SQLITE
#include "records/sqlite_writer.h"
#define SQLITE_KIND &lmv__sqlite_kind
#define SQLITE_MISSING NULL
#else
#define SQLITE_KIND NULL
#define lmv__sqlite_version NULL
#endif

#ifdef HAVE_READSTAT
#include "records/stats_writer.h"
#define STATS_KIND &lmv__stats_kind
#define SAV_READER &lmv__sav_reader
#define DTA_READER &lmv__dta_reader
#define SAS_READER &lmv__sas_reader
#define READSTAT_MISSING NULL
#else
#define STATS_KIND NULL
#define SAV_READER NULL
#define DTA_READER NULL
#define SAS_READER NULL
#define lmv__stats_version NULL
#endif

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What a build has of the optional ones. */
#ifdef HAVE_XLSX
#define XLSX_KIND &lmv__xlsx_kind
#define XLSX_MISSING NULL
#else
#define XLSX_KIND NULL
#endif

#ifdef HAVE_XLSXWRITER
#define XLSX_OUT_KIND &lmv__xlsx_out_kind
#define XLSXWRITER_MISSING NULL
static void xlsxwriter_version(char *out, size_t size)
{
    snprintf(out, size, "libxlsxwriter %s", lxw_version());
}
#else
#define XLSX_OUT_KIND NULL
#define xlsxwriter_version NULL
#endif

static bool is_zip(lmv__slice head)
{
    return head.len >= 4 && memcmp(head.ptr, "PK\x03\x04", 4) == 0;
}

static bool is_sqlite(lmv__slice head)
{
    return head.len >= 16 && memcmp(head.ptr, "SQLite format 3", 16) == 0;
}

static bool begins(lmv__slice head, const char *magic, size_t len)
{
    return head.len >= len && memcmp(head.ptr, magic, len) == 0;
}

static bool is_sav(lmv__slice head)
{
    return begins(head, "$FL2", 4) || begins(head, "$FL3", 4);
}

/* XML, or a version, a byte order, 1 and 0. */
static bool is_dta(lmv__slice head)
{
    return begins(head, "<stata_dta>", 11) ||
           (head.len > 4 && (unsigned char)head.ptr[0] >= 104 &&
               (unsigned char)head.ptr[0] <= 115 &&
               (head.ptr[1] == 1 || head.ptr[1] == 2) && head.ptr[2] == 1 &&
               head.ptr[3] == 0);
}

static bool is_por(lmv__slice head)
{
    static const char mark[] = "SPSS PORT FILE";

    for (size_t i = 0; i + sizeof mark <= head.len && i < 200; i++)
        if (memcmp(head.ptr + i, mark, sizeof mark - 1) == 0)
            return head.len > 400 && !memchr(head.ptr, ',', 40);
    return false;
}

static bool is_sas(lmv__slice head)
{
    return begins(head,
        "\0\0\0\0\0\0\0\0\0\0\0\0"
        "\xC2\xEA\x81\x60\xB3\x14\x11\xCF\xBD\x92\x08\0\x09\xC7\x31\x8C",
        28);
}

static const lmv__format_info infos[] = {
    {LMV__FORMAT_JSONL, "jsonl", "JSON Lines", {".jsonl", ".ndjson", ".json"},
        NULL, NULL, &lmv__jsonl_kind, NULL, NULL},
    {LMV__FORMAT_CSV, "csv", "CSV", {".csv", ".txt"}, NULL, NULL,
        &lmv__csv_kind, NULL, NULL},
    {LMV__FORMAT_TSV, "tsv", "CSV", {".tsv", ".tab"}, NULL, NULL,
        &lmv__csv_kind, NULL, NULL},
    {LMV__FORMAT_LABEL_STUDIO, "label-studio", "Label Studio", {NULL}, NULL,
        NULL, &lmv__label_studio_kind, NULL, NULL},
    {LMV__FORMAT_DOCCANO, "doccano", "doccano", {NULL}, NULL, NULL,
        &lmv__doccano_kind, NULL, NULL},
    {LMV__FORMAT_XLSX, "xlsx", "XLSX", {".xlsx", ".xlsm"}, is_zip, XLSX_KIND,
        XLSX_OUT_KIND, XLSX_MISSING, XLSXWRITER_MISSING},
    {LMV__FORMAT_SQLITE, "sqlite", "SQLite", {".sqlite", ".db", ".sqlite3"},
        is_sqlite, NULL, SQLITE_KIND, NULL, SQLITE_MISSING},
    {LMV__FORMAT_SAV, "sav", "SPSS", {".sav"}, is_sav, SAV_READER, STATS_KIND,
        READSTAT_MISSING, READSTAT_MISSING},
    {LMV__FORMAT_ZSAV, "zsav", "SPSS", {".zsav"}, NULL, NULL, STATS_KIND, NULL,
        READSTAT_MISSING},
    {LMV__FORMAT_DTA, "dta", "Stata", {".dta"}, is_dta, DTA_READER, STATS_KIND,
        READSTAT_MISSING, READSTAT_MISSING},
    {LMV__FORMAT_POR, "por", "SPSS portable", {".por"}, is_por, NULL, NULL,
        "save it as .sav in SPSS or PSPP", NULL},
    {LMV__FORMAT_SAS, "sas7bdat", "SAS", {".sas7bdat"}, is_sas, SAS_READER,
        NULL, READSTAT_MISSING, NULL},
};

#define COUNT (sizeof infos / sizeof *infos)

const lmv__format_info *lmv__format_at(size_t i)
{
    return i < COUNT ? &infos[i] : NULL;
}

const lmv__format_info *lmv__format_info_of(lmv__format format)
{
    for (size_t i = 0; i < COUNT; i++)
        if (infos[i].format == format)
            return &infos[i];
    return NULL;
}

lmv__format lmv__format_named(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcasecmp(name, infos[i].name) == 0)
            return infos[i].format;
    return LMV__FORMAT_AUTO;
}

static bool ends_in(const char *path, const char *suffix)
{
    size_t n = strlen(path), m = strlen(suffix);

    return n > m && strcasecmp(path + n - m, suffix) == 0;
}

lmv__format lmv__format_of_path(const char *path)
{
    for (size_t i = 0; path && i < COUNT; i++)
        for (const char *const *at = infos[i].suffixes; *at; at++)
            if (ends_in(path, *at))
                return infos[i].format;
    return LMV__FORMAT_AUTO;
}

const char *lmv__format_name(lmv__format format)
{
    const lmv__format_info *info = lmv__format_info_of(format);

    return info ? info->name : "auto";
}

static bool is_listed(const lmv__format_info *info, bool suffixes)
{
    return (info->writer || info->no_writer) &&
           (!suffixes || info->suffixes[0]);
}

void lmv__format_list(lmv__buf *out, bool suffixes)
{
    size_t n = 0, left = 0;

    for (size_t i = 0; i < COUNT; i++)
        left += is_listed(&infos[i], suffixes);
    for (size_t i = 0; i < COUNT; i++) {
        if (!is_listed(&infos[i], suffixes))
            continue;
        left--;
        lmv__buf_adds(out, n++ == 0 ? "" : left ? ", " : " or ");
        lmv__buf_adds(out, suffixes ? infos[i].suffixes[0] : infos[i].name);
    }
}

const lmv__format_info *lmv__format_of_head(lmv__slice head)
{
    for (size_t i = 0; i < COUNT; i++)
        if (infos[i].is && infos[i].is(head))
            return &infos[i];
    return NULL;
}

/* Parts that configure may leave out */

typedef struct part_row {
    const char *what;
    void (*version)(char *out, size_t size);
    const char *missing; /* NULL: it is in */
} part_row;

#ifndef HAVE_XLSX
#define lmv__xlsx_version NULL
#endif

static const part_row parts[] = {
    {"reading XLSX", lmv__xlsx_version, XLSX_MISSING},
    {"writing XLSX", xlsxwriter_version, XLSXWRITER_MISSING},
    {"writing SQLite", lmv__sqlite_version, SQLITE_MISSING},
    {"SPSS, Stata", lmv__stats_version, READSTAT_MISSING},
    {NULL, NULL, NULL}, /* ends */
};

bool lmv__format_library(size_t i, lmv__library *part)
{
    const part_row *row = parts;

    memset(part, 0, sizeof *part);
    while (row->what && i-- > 0)
        row++;
    if (!row->what)
        return false;
    part->what = row->what;
    part->in = row->missing == NULL;
    if (part->in)
        row->version(part->with, sizeof part->with);
    else
        snprintf(part->with, sizeof part->with, "%s", row->missing);
    return true;
}
