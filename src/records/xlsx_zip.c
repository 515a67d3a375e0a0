#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSX

#include "records/xlsx.h"

#include <string.h>
#include <unzip.h>

/* minizip reads through these, so that what it reads may have no name. */

static voidpf open_stream(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong read_stream(voidpf opaque, voidpf stream, void *to, uLong size)
{
    (void)opaque;
    return (uLong)fread(to, 1, size, stream);
}

static uLong write_stream(
    voidpf opaque, voidpf stream, const void *from, uLong size)
{
    (void)opaque;
    (void)stream;
    (void)from;
    (void)size;
    return 0;
}

static ZPOS64_T tell_stream(voidpf opaque, voidpf stream)
{
    off_t at = ftello(stream);

    (void)opaque;
    return at < 0 ? (ZPOS64_T)-1 : (ZPOS64_T)at;
}

static long seek_stream(
    voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    int whence = origin == ZLIB_FILEFUNC_SEEK_CUR   ? SEEK_CUR
                 : origin == ZLIB_FILEFUNC_SEEK_END ? SEEK_END
                                                    : SEEK_SET;

    (void)opaque;
    if (offset > INT64_MAX)
        return -1;
    return fseeko(stream, (off_t)offset, whence) == 0 ? 0 : -1;
}

static int close_stream(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static int error_of_stream(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ferror(stream);
}

lmv_status lmv__zip_open(
    lmv__zip *zip, const lmv__table_file *file, lmv_error *err)
{
    zlib_filefunc64_def calls = {open_stream, read_stream, write_stream,
        tell_stream, seek_stream, close_stream, error_of_stream, file->file};
    unz_global_info64 info;

    memset(zip, 0, sizeof *zip);
    zip->file = file->file;
    zip->size = file->size;
    zip->archive = unzOpen2_64(NULL, &calls);
    if (!zip->archive)
        return lmv__error_set(err, LMV_EFORMAT,
            "the workbook is cut off or damaged: the archive's table of "
            "contents is not there");
    if (unzGetGlobalInfo64(zip->archive, &info) != UNZ_OK ||
        info.number_entry > LMV__XLSX_MAX_ENTRIES)
        return lmv__error_set(err, LMV_ELIMIT,
            "the archive claims to have %llu files; %u are read",
            (unsigned long long)info.number_entry, LMV__XLSX_MAX_ENTRIES);
    return LMV_OK;
}

void lmv__zip_close(lmv__zip *zip)
{
    lmv__zip_leave(zip);
    if (zip->archive)
        unzClose(zip->archive);
    memset(zip, 0, sizeof *zip);
}

static lmv_status damaged(const lmv__zip *zip, const char *how, lmv_error *err)
{
    return lmv__error_set(
        err, LMV_EFORMAT, "the workbook is damaged: %.100s %s", zip->name, how);
}

lmv_status lmv__zip_enter(
    lmv__zip *zip, const char *name, uint64_t limit, lmv_error *err)
{
    unz_file_info64 info;

    lmv__zip_leave(zip);
    if (unzLocateFile(zip->archive, name, 2) != UNZ_OK)
        return lmv__error_set(
            err, LMV_ENOTFOUND, "the workbook has no part %.100s", name);
    zip->name = name;
    zip->limit = limit;
    zip->got = 0;
    if (unzGetCurrentFileInfo64(
            zip->archive, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
        return damaged(zip, "cannot be found in the archive", err);
    if (info.flag & 1)
        return lmv__error_set(err, LMV_EFORMAT,
            "the archive is encrypted: save the workbook without a password");
    zip->compressed = info.compressed_size;
    if (unzOpenCurrentFile(zip->archive) != UNZ_OK)
        return damaged(zip, "cannot be unpacked", err);
    zip->open = true;
    return LMV_OK;
}

static lmv_status check_size(const lmv__zip *zip, lmv_error *err)
{
    if (zip->got > zip->limit)
        return lmv__error_set(err, LMV_ELIMIT,
            "%.100s unpacks to more than %llu MiB: not read", zip->name,
            (unsigned long long)(zip->limit / LMV__XLSX_MIB));
    if (zip->got > LMV__XLSX_FREE_RATIO &&
        zip->got / LMV__XLSX_MAX_RATIO > zip->compressed)
        return lmv__error_set(err, LMV_ELIMIT,
            "%.100s unpacks to more than %u times its size, as a zip bomb "
            "does: not read",
            zip->name, LMV__XLSX_MAX_RATIO);
    return LMV_OK;
}

lmv_status lmv__zip_read(
    lmv__zip *zip, void *to, unsigned size, size_t *got, lmv_error *err)
{
    int n = unzReadCurrentFile(zip->archive, to, size);

    *got = n > 0 ? (size_t)n : 0;
    if (n < 0)
        return damaged(zip, "cannot be unpacked to its end", err);
    zip->got += *got;
    if (n > 0)
        return check_size(zip, err);
    zip->open = false;
    if (unzCloseCurrentFile(zip->archive) != UNZ_OK)
        return damaged(zip, "does not have the checksum that it claims", err);
    return LMV_OK;
}

void lmv__zip_leave(lmv__zip *zip)
{
    if (zip->open)
        unzCloseCurrentFile(zip->archive);
    zip->open = false;
}

uint64_t lmv__zip_offset(const lmv__zip *zip)
{
    return zip->open ? unzGetCurrentFileZStreamPos64(zip->archive) : zip->size;
}

#endif
