/*
 * Where packs are: ids along the search path, the files of a folder.
 */
#include "rules/pack.h"

#include "base/file.h"
#include "base/platform.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PACK_FILES 1000

void lmv__pack_failed(lmv__loader *load, lmv_status status, const char *code,
    lmv__pos pos, const char *help, const char *message)
{
    lmv__fail(load, code, pos, help, "%s", message);
    if (load->failure.status == LMV_OK)
        lmv__error_set(&load->failure, status, "%s", message);
}

static bool ends_in(const char *text, const char *suffix)
{
    size_t len = strlen(text), tail = strlen(suffix);

    return len > tail && !strcmp(text + len - tail, suffix);
}

bool lmv__pack_is_path(const char *spec)
{
    return strchr(spec, '/') || ends_in(spec, ".yml") || ends_in(spec, ".yaml");
}

/* "DIR/NAME" in the arena; NULL (and nomem) without memory. */
static char *join_path(
    lmv__loader *load, const char *folder, const char *name, const char *suffix)
{
    size_t len = strlen(folder);
    char *path = lmv__arena_printf(&load->rules->arena, "%s%s%s%s", folder,
        len && folder[len - 1] == '/' ? "" : "/", name, suffix);

    if (!path)
        load->nomem = true;
    return path;
}

const char *lmv__pack_locate(lmv__loader *load, const char *id)
{
    for (size_t i = 0; i < load->options->n_search_path; i++) {
        const char *folder = load->options->search_path[i];
        lmv__file_mode mode;
        char *path = join_path(load, folder, id, "");

        if (path && lmv__platform_mode(path, &mode, NULL) == LMV_OK &&
            mode.folder)
            return path;
        path = join_path(load, folder, id, ".yml");
        if (path && lmv__platform_mode(path, &mode, NULL) == LMV_OK &&
            mode.regular)
            return path;
    }
    return NULL;
}

/* ---- an unknown id ---- */

/* Ids of one folder of the search path as candidates. */
static void suggest_folder(
    lmv__loader *load, lmv__suggest *suggest, const char *folder)
{
    size_t count = 0;
    char **names = NULL;

    if (lmv__platform_names(folder, "", &names, &count, NULL) != LMV_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        lmv__slice id = lmv__slice_of(names[i]);

        if (ends_in(names[i], ".yml"))
            id.len -= 4;
        if (lmv__is_id(id))
            lmv__suggest_try(suggest, lmv__keep(load, id));
    }
    lmv__platform_free_names(names, count);
}

void lmv__pack_unknown(lmv__loader *load, lmv__slice id, lmv__pos pos)
{
    const lmv_ruleset_options *options = load->options;
    lmv__suggest suggest;
    lmv__buf text;

    lmv__suggest_init(&suggest, id);
    lmv__buf_init(&text);
    lmv__buf_addf(&text, "there is no pack '%.*s'", LMV__ARG(id));
    for (size_t i = 0; i < options->n_search_path; i++) {
        suggest_folder(load, &suggest, options->search_path[i]);
        lmv__buf_addf(
            &text, "%s%s", i ? ", " : " in ", options->search_path[i]);
    }
    if (text.failed)
        load->nomem = true;
    else
        lmv__pack_failed(load, LMV_ENOTFOUND, "E224", pos,
            lmv__suggest_help(&suggest,
                "packs are looked up by id (the name of a folder or of a .yml "
                "file); a path has a / in it"),
            text.data);
    lmv__buf_clear(&text);
}

/* ---- files ---- */

static bool add_file(lmv__loader *load, const char *path, lmv__pos pos)
{
    const char *outside = load->reporter->path;
    lmv_error err = LMV_ERROR_INIT;
    lmv_status status;
    lmv__file *file;
    lmv__buf buf;

    load->reporter->path = path;
    lmv__buf_init(&buf);
    status = lmv__file_load(path, LMV__MAX_RULE_FILE, &buf, &err);
    if (status == LMV_ELIMIT)
        lmv__pack_failed(load, LMV_ERULES, "E107", pos,
            "divide it into several files", err.message);
    else if (status == LMV_ENOMEM)
        load->nomem = true;
    else if (status != LMV_OK)
        lmv__pack_failed(load, status, "E217", pos, NULL, err.message);
    else if ((file = lmv__push(load, &load->files))) {
        file->path = path;
        file->name = path;
        file->text = lmv__keep(load, (lmv__slice){buf.data, buf.len});
        file->pack = load->pack;
        lmv__show(load);
    }
    lmv__buf_clear(&buf);
    load->reporter->path = outside;
    return status == LMV_OK && !load->nomem;
}

/* Something beside the pack's files that looks as if it should be one. */
static void warn_beside(lmv__loader *load, const char *path, const char *name)
{
    const char *outside = load->reporter->path;
    lmv__file_mode mode;
    bool folder =
        lmv__platform_mode(path, &mode, NULL) == LMV_OK && mode.folder;

    load->reporter->path = path;
    if (folder)
        lmv__warn(load, "W124", LMV__NOWHERE, "put its files beside pack.yml",
            "this folder is not read: packs have no folders inside");
    else if (strstr(name, ".yml") || strstr(name, ".yaml"))
        lmv__warn(load, "W124", LMV__NOWHERE,
            "a pack's files end in .yml; rename it, or move it away",
            "this file is not read");
    load->reporter->path = outside;
}

static bool add_folder_file(
    lmv__loader *load, const char *folder, const char *name, lmv__pos pos)
{
    const char *path;

    if (name[0] == '.')
        return true;
    path =
        join_path(load, folder, lmv__keep(load, lmv__slice_of(name)).ptr, "");
    if (!path)
        return false;
    if (ends_in(name, ".yml")) {
        lmv__file_mode mode;

        if (lmv__platform_mode(path, &mode, NULL) != LMV_OK || !mode.folder)
            return add_file(load, path, pos);
    }
    warn_beside(load, path, name);
    return true;
}

static bool read_folder(lmv__loader *load, const char *folder, lmv__pos pos)
{
    lmv_error err = LMV_ERROR_INIT;
    char **names = NULL;
    size_t count = 0, files = load->files.len;
    lmv_status status = lmv__platform_names(folder, "", &names, &count, &err);
    bool good = true;

    if (status == LMV_ENOMEM)
        load->nomem = true;
    else if (status != LMV_OK)
        lmv__pack_failed(load, status, "E217", pos, NULL, err.message);
    if (count > MAX_PACK_FILES) {
        lmv__fail(load, "E107", pos, NULL, "%s has more than %d files", folder,
            MAX_PACK_FILES);
        count = MAX_PACK_FILES;
        good = false;
    }
    for (size_t i = 0; i < count; i++)
        good = add_folder_file(load, folder, names[i], pos) && good;
    lmv__platform_free_names(names, count);
    return good && status == LMV_OK && load->files.len > files;
}

static bool read_files(lmv__loader *load, const char *path, lmv__pos pos)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__file_mode mode;
    lmv_status status = lmv__platform_mode(path, &mode, &err);
    char *header;

    if (status != LMV_OK) {
        lmv__pack_failed(load, status,
            status == LMV_ENOTFOUND ? "E224" : "E217", pos, NULL, err.message);
        return false;
    }
    if (!mode.folder)
        return add_file(load, path, pos);
    header = join_path(load, path, "pack.yml", "");
    if (header && lmv__platform_mode(header, &mode, NULL) == LMV_ENOTFOUND) {
        lmv__fail(load, "E202", pos,
            "a pack is one .yml file, or a folder with pack.yml in it",
            "the folder %s has no pack.yml", path);
        return false;
    }
    return header && read_folder(load, path, pos);
}

bool lmv__pack_read_files(lmv__loader *load, const char *path, lmv__pos pos)
{
    const char *outside = load->reporter->path;
    bool good;

    load->reporter->path = path;
    good = read_files(load, path, pos);
    load->reporter->path = outside;
    return good;
}
