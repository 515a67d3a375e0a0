#include "workbench/import_p.h"

#include "base/file.h"
#include "workbench/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Each round leaves out what the one before it found wrong. */
#define MAX_ROUNDS 200

void lmv__import_say(const lmv__import *import, const char *format, ...)
{
    char text[600];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    import->options->say(import->options->payload, text);
}

size_t lmv__import_pieces(const lmv__code *code, lmv__piece_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < code->pieces.len; i++) {
        const lmv__piece *piece = lmv__vec_at(&code->pieces, i);

        n += piece->kind == kind && !piece->why;
    }
    return n;
}

/* Groups and parents */

static lmv__code *find_code(const lmv__import *import, lmv__slice name)
{
    uint32_t index = lmv__map_get(&import->ids, name);

    if (index == LMV__MAP_NONE)
        index = lmv__map_get(&import->names, name);
    return index == LMV__MAP_NONE ? NULL : lmv__vec_at(&import->codes, index);
}

static void place_code(lmv__import *import, lmv__code *code)
{
    lmv__code *parent;

    if (code->why || code->parent.len == 0)
        return;
    parent = find_code(import, code->parent);
    if (!parent || parent->why || parent == code) {
        lmv__import_say(import,
            "record %llu, %s: there is no code %s to be its "
            "parent; it stands by itself",
            (unsigned long long)code->record, code->id.ptr, code->parent.ptr);
        code->parent = lmv__slice_of("");
        return;
    }
    code->parent = parent->id;
    parent->group |= lmv__import_pieces(parent, LMV__PIECE_WORDS) == 0;
}

/* Rows that nothing can be found by. */
static void drop_wordless(lmv__import *import)
{
    for (size_t i = 0; i < import->codes.len; i++) {
        lmv__code *code = lmv__vec_at(&import->codes, i);

        if (code->why || code->group ||
            lmv__import_pieces(code, LMV__PIECE_WORDS) > 0)
            continue;
        code->why = "it has no key words that can be used";
        import->dropped = true;
    }
}

/* A parent that was left out takes no code with it. */
static void drop_parents(lmv__import *import)
{
    for (size_t i = 0; i < import->codes.len; i++) {
        lmv__code *code = lmv__vec_at(&import->codes, i);
        const lmv__code *parent =
            code->parent.len > 0 ? find_code(import, code->parent) : NULL;

        if (!parent || parent->why)
            code->parent = lmv__slice_of("");
    }
}

/* What loading and checking find */

static const char *keep_text(lmv__import *import, const char *text)
{
    const char *kept = lmv__arena_copy(&import->arena, text, strlen(text));

    import->nomem |= !kept;
    return kept ? kept : "";
}

static void blame_code(
    lmv__import *import, lmv__code *code, uint32_t line, const char *message)
{
    for (size_t i = 0; i < code->pieces.len; i++) {
        lmv__piece *piece = lmv__vec_at(&code->pieces, i);

        if (piece->line != line || piece->why)
            continue;
        piece->why =
            piece->kind == LMV__PIECE_MATCH ? "the key words do not find it"
            : piece->kind == LMV__PIECE_NO_MATCH ? "the key words find it"
                                                 : keep_text(import, message);
        import->dropped = true;
        return;
    }
    code->why = keep_text(import, message);
    import->dropped = true;
}

static void take_diagnostic(void *payload, const lmv_diagnostic *diagnostic)
{
    lmv__import *import = payload;

    if (diagnostic->severity != LMV_ERROR)
        return;
    for (size_t i = 0; i < import->codes.len; i++) {
        lmv__code *code = lmv__vec_at(&import->codes, i);

        if (!code->why && diagnostic->line >= code->first_line &&
            diagnostic->line <= code->last_line) {
            blame_code(import, code, diagnostic->line, diagnostic->message);
            return;
        }
    }
    if (!import->fatal)
        import->fatal = keep_text(import, diagnostic->message);
}

static lmv_status check_file(
    lmv__import *import, const char *path, lmv_error *err)
{
    lmv__setup_options options = import->options->setup;
    lmv__check_counts counts;
    lmv__setup setup;
    lmv_status status;

    options.packs = (lmv__names){&path, 1};
    options.diag = take_diagnostic;
    options.payload = import;
    memset(&counts, 0, sizeof counts);
    status = lmv__setup_open(&setup, &options, err);
    if (status == LMV_OK && !import->dropped)
        status = lmv__check_run(&setup, take_diagnostic, import, &counts, err);
    if (setup.ruleset || setup.engine)
        lmv__setup_close(&setup);
    /* What a row is to blame for is no failure. */
    return import->dropped && status == LMV_ERULES ? LMV_OK : status;
}

/* One round: written, checked and, when nothing is wrong, named. */
static lmv_status try_once(lmv__import *import, lmv_error *err)
{
    const char *to = import->options->output;
    lmv__output *output = NULL;
    lmv__buf text, path;
    lmv_status status;

    import->dropped = false;
    lmv__buf_init(&text);
    lmv__buf_init(&path);
    lmv__import_write(import, &text);
    status = text.failed ? lmv__error_nomem(err)
                         : lmv__output_create(&output, to, err);
    if (!status)
        status = lmv__output_write(output, text.data, text.len, err);
    if (!status)
        status = lmv__output_flush(output, err);
    if (!status) {
        lmv__buf_addf(&path, "%s%s", strchr(to, '/') ? "" : "./",
            lmv__output_temporary(output));
        status = path.failed ? lmv__error_nomem(err)
                             : check_file(import, path.data, err);
    }
    if (!status && !import->dropped && import->fatal)
        status = lmv__error_set(err, LMV_EFORMAT, "%s", import->fatal);
    if (!status && !import->dropped)
        status = lmv__output_commit(output, err);
    else if (output)
        lmv__output_abandon(output, false);
    lmv__buf_clear(&text);
    lmv__buf_clear(&path);
    return status;
}

/* Telling and counting */

static void say_pieces(lmv__import *import, const lmv__code *code)
{
    static const char *const kinds[] = {
        "key word", "anchor example", "counter-example"};

    for (size_t i = 0; i < code->pieces.len; i++) {
        const lmv__piece *piece = lmv__vec_at(&code->pieces, i);

        if (!piece->why)
            continue;
        import->counts->left_out++;
        lmv__import_say(import,
            "record %llu, %s: %s \"%.120s\" left out: %.200s",
            (unsigned long long)code->record, code->id.ptr, kinds[piece->kind],
            piece->text.ptr, piece->why);
    }
}

static void tell(lmv__import *import)
{
    lmv__import_counts *counts = import->counts;

    for (size_t i = 0; i < import->codes.len; i++) {
        const lmv__code *code = lmv__vec_at(&import->codes, i);

        if (code->why) {
            counts->left_out++;
            lmv__import_say(import, "record %llu, %s, left out: %.200s",
                (unsigned long long)code->record, code->name.ptr, code->why);
            say_pieces(import, code);
            continue;
        }
        counts->groups += code->group;
        counts->themes += !code->group;
        counts->words += lmv__import_pieces(code, LMV__PIECE_WORDS);
        counts->examples += lmv__import_pieces(code, LMV__PIECE_MATCH) +
                            lmv__import_pieces(code, LMV__PIECE_NO_MATCH);
        say_pieces(import, code);
    }
}

static size_t themes_left(const lmv__import *import)
{
    size_t n = 0;

    for (size_t i = 0; i < import->codes.len; i++) {
        const lmv__code *code = lmv__vec_at(&import->codes, i);

        n += !code->why && !code->group;
    }
    return n;
}

static lmv_status check_all(lmv__import *import, lmv_error *err)
{
    lmv_status status = LMV_OK;

    import->dropped = true;
    for (int i = 0; i < MAX_ROUNDS && !status && import->dropped; i++) {
        drop_wordless(import);
        drop_parents(import);
        if (themes_left(import) == 0)
            return lmv__error_set(
                err, LMV_EFORMAT, "no row of the codebook can be used");
        status = try_once(import, err);
        if (!status && import->nomem)
            status = lmv__error_nomem(err);
    }
    if (!status && import->dropped)
        return lmv__error_set(
            err, LMV_ELIMIT, "too much of the codebook is wrong");
    return status;
}

lmv_status lmv__import_codebook(const lmv__import_options *options,
    lmv__import_counts *counts, lmv_error *err)
{
    lmv__import import;
    lmv_status status;

    memset(&import, 0, sizeof import);
    memset(counts, 0, sizeof *counts);
    import.options = options;
    import.counts = counts;
    lmv__arena_init(&import.arena, 16384);
    lmv__vec_init(&import.codes, sizeof(lmv__code));
    lmv__map_init(&import.ids);
    lmv__map_init(&import.names);
    status = lmv__import_read(&import, err);
    for (size_t i = 0; !status && i < import.codes.len; i++)
        place_code(&import, lmv__vec_at(&import.codes, i));
    if (!status)
        status = check_all(&import, err);
    if (!status || status == LMV_EFORMAT)
        tell(&import);
    for (size_t i = 0; i < import.codes.len; i++)
        lmv__vec_clear(&((lmv__code *)lmv__vec_at(&import.codes, i))->pieces);
    lmv__vec_clear(&import.codes);
    lmv__map_clear(&import.ids);
    lmv__map_clear(&import.names);
    lmv__arena_clear(&import.arena);
    return status;
}
