/*
 * Names of a table's columns: they differ in more than the case of letters,
 * and none is empty or over 255 characters.
 */
#include <config.h>

#include "base/status.h" /* never an empty file, also without the library */

#ifdef HAVE_XLSXWRITER

#include "records/xlsx_writer_p.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NAME = 255 };

lmv_status lmv__xlsx_warn(lmv__writer *writer, char *text, lmv_error *err)
{
    char **slot = text ? lmv__vec_push(&writer->warnings) : NULL;

    if (!slot)
        return lmv__error_nomem(err);
    *slot = text;
    return LMV_OK;
}

typedef struct naming {
    lmv__writer *writer;
    lmv__map taken; /* in small letters */
    uint32_t changed;
} naming;

static lmv__slice fold(lmv__arena *arena, const char *name)
{
    lmv__slice key = lmv__slice_of(name);
    char *own = lmv__arena_copy(arena, name, key.len);

    for (char *c = own; c && *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    key.ptr = own;
    return key;
}

static char *shorten(lmv__arena *arena, lmv__slice name)
{
    size_t n = 0, chars = 0;

    for (; n < name.len && name.ptr[n]; n++) {
        chars += ((unsigned char)name.ptr[n] & 0xC0) != 0x80;
        if (chars > MAX_NAME - 10)
            break;
    }
    return lmv__arena_copy(arena, name.ptr, n);
}

static lmv_status add_name(naming *to, lmv__slice wanted, lmv_error *err)
{
    lmv__xlsx_writer *own = to->writer->own;
    lmv__arena *arena = &to->writer->arena;
    char *first = shorten(arena, wanted), *name = first, **slot;
    lmv__slice key = {"", 0};

    for (unsigned n = 2; name; n++) {
        key = fold(arena, name);
        if (!key.ptr || lmv__map_get(&to->taken, key) == LMV__MAP_NONE)
            break;
        name = lmv__arena_printf(arena, "%s_%u", first, n);
    }
    slot = name && key.ptr ? lmv__vec_push(&own->names) : NULL;
    if (!slot || !lmv__map_set(&to->taken, key, 0))
        return lmv__error_nomem(err);
    to->changed += !lmv__slice_same(wanted, lmv__slice_of(name));
    *slot = name;
    return LMV_OK;
}

static lmv_status add_new_names(naming *to, lmv__slice prefix, lmv_error *err)
{
    static const char *const fixed[] = {"themes", "evidence", "lang", "status"};
    lmv__writer *writer = to->writer;
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < 4 + writer->n_themes; i++) {
        lmv__slice id =
            i < 4 ? lmv__slice_of(fixed[i]) : lmv__writer_theme(writer, i - 4);
        char *name;

        if (i >= 4 && !writer->reported[i - 4])
            continue;
        name = lmv__arena_printf(&writer->arena, "%.*s_%.*s",
            (int)(prefix.len < 200 ? prefix.len : 200), prefix.ptr, (int)id.len,
            id.ptr);
        for (char *c = name; i >= 4 && c && *c; c++)
            *c = *c == '-' ? '_' : *c;
        status = name ? add_name(to, lmv__slice_of(name), err)
                      : lmv__error_nomem(err);
    }
    return status;
}

bool lmv__xlsx_keeps(const lmv__writer *writer, size_t column)
{
    return !writer->dropped || !writer->dropped[column];
}

lmv_status lmv__xlsx_names(lmv__writer *writer, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    lmv__xlsx_writer *own = writer->own;
    naming to = {writer, {NULL, 0, 0}, 0};
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < columns->count; i++)
        if (lmv__xlsx_keeps(writer, i))
            status = add_name(&to, columns->at[i].name, err);
    for (size_t i = 0; !status && i < columns->n_text; i++)
        status = add_new_names(&to,
            columns->n_text > 1 ? columns->at[columns->text[i]].name
                                : lmv__slice_of("lm"),
            err);
    lmv__map_clear(&to.taken);
    if (!status && own->names.len > LMV__XLSX_OUT_COLUMNS)
        return lmv__error_set(err, LMV_EINVAL,
            "%zu columns do not fit into a sheet of %u: leave some out with "
            "--keep, or write CSV",
            own->names.len, LMV__XLSX_OUT_COLUMNS);
    if (status || to.changed == 0)
        return status;
    return lmv__xlsx_warn(writer,
        lmv__arena_printf(&writer->arena,
            "%u column%s got another name: in a workbook's table names must "
            "differ, also in small letters, and be short",
            to.changed, to.changed == 1 ? "" : "s"),
        err);
}

#endif
