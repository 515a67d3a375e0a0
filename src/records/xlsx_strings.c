/*
 * Shared strings: cells name them by number, in any order, so all must be at
 * hand.  The first 64 MiB are kept in memory, the rest in a file without a
 * name.
 */
#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSX

#include "records/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void lmv__shared_init(lmv__shared *strings)
{
    memset(strings, 0, sizeof *strings);
    lmv__buf_init(&strings->kept);
    lmv__buf_init(&strings->room);
}

void lmv__shared_clear(lmv__shared *strings)
{
    if (strings->rest)
        fclose(strings->rest);
    lmv__buf_clear(&strings->kept);
    lmv__buf_clear(&strings->room);
    free(strings->end);
    memset(strings, 0, sizeof *strings);
}

static bool grow(lmv__shared *strings)
{
    size_t cap = strings->cap ? 2 * strings->cap : 1024;
    uint64_t *end;

    if (strings->n < strings->cap)
        return true;
    end = realloc(strings->end, cap * sizeof *end);
    if (!end)
        return false;
    strings->end = end;
    strings->cap = cap;
    return true;
}

static void keep(lmv__xml *xml, const char *text, size_t len)
{
    lmv__shared *strings = xml->payload;

    if (strings->n >= LMV__XLSX_MAX_UNIQUE) {
        lmv__xml_fail(xml, LMV_ELIMIT, "it has more than %u strings",
            LMV__XLSX_MAX_UNIQUE);
        return;
    }
    if (!grow(strings)) {
        lmv__xml_fail(xml, LMV_ENOMEM, "out of memory");
        return;
    }
    if (!strings->rest && strings->kept.len + len > LMV__XLSX_KEPT) {
        strings->rest = tmpfile();
        if (!strings->rest) {
            lmv__xml_fail(xml, LMV_EIO, "cannot make a temporary file");
            return;
        }
    }
    if (!strings->rest)
        lmv__buf_add(&strings->kept, text, len);
    else if (fwrite(text, 1, len, strings->rest) != len)
        lmv__xml_fail(xml, LMV_EIO, "cannot write a temporary file");
    if (strings->kept.failed)
        lmv__xml_fail(xml, LMV_ENOMEM, "out of memory");
    strings->size += len;
    strings->end[strings->n++] = strings->size;
}

static void begin(lmv__xml *xml, const char *name, const char **attributes)
{
    (void)attributes;
    if (lmv__xml_is(name, "si"))
        lmv__buf_reset(&xml->text);
    else if (lmv__xml_is(name, "t"))
        xml->collect = true;
    else if (lmv__xml_is(name, "rPh"))
        xml->silent++; /* how it sounds, not what it says */
}

static void end(lmv__xml *xml, const char *name)
{
    if (lmv__xml_is(name, "t"))
        xml->collect = false;
    else if (lmv__xml_is(name, "rPh"))
        xml->silent--;
    else if (lmv__xml_is(name, "si")) {
        lmv__xlsx_unescape(&xml->text, 0);
        keep(xml, xml->text.data ? xml->text.data : "", xml->text.len);
    }
}

lmv_status lmv__shared_read(
    lmv__shared *strings, lmv__zip *zip, const char *name, lmv_error *err)
{
    static const lmv__xml_handlers handlers = {begin, end};
    lmv_status status =
        lmv__xml_run(zip, name, LMV__XLSX_MAX_STRINGS, &handlers, strings, err);

    if (!status && strings->rest && fflush(strings->rest) != 0)
        return lmv__error_set(err, LMV_EIO, "cannot write a temporary file");
    return status;
}

/* Behind what is kept in memory. */
static bool read_rest(
    lmv__shared *strings, uint64_t from, size_t len, lmv__slice *out)
{
    lmv__buf *room = &strings->room;
    size_t got = 0;

    lmv__buf_reset(room);
    if (!lmv__buf_reserve(room, len))
        return false;
    while (got < len) {
        ssize_t n = pread(fileno(strings->rest), room->data + got, len - got,
            (off_t)(from - strings->kept.len + got));

        if (n <= 0)
            return false;
        got += (size_t)n;
    }
    out->ptr = room->data;
    out->len = len;
    return true;
}

bool lmv__shared_get(lmv__shared *strings, uint64_t i, lmv__slice *out)
{
    uint64_t from;
    size_t len;

    if (i >= strings->n)
        return false;
    from = i > 0 ? strings->end[i - 1] : 0;
    len = (size_t)(strings->end[i] - from);
    out->ptr = "";
    out->len = 0;
    if (len == 0)
        return true;
    if (from >= strings->kept.len)
        return read_rest(strings, from, len, out);
    out->ptr = strings->kept.data + from;
    out->len = len;
    return true;
}

#endif
