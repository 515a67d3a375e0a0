/*
 * leitmotiv new: a pack or plugin to start from.
 */
#include <config.h>

#include "base/file.h"
#include "base/platform.h"
#include "base/process.h"
#include "cli/cli.h"
#include "cli/new_pack.h"
#include "cli/paths.h"

#include <stdio.h>
#include <string.h>

enum { MAX_NAME = 40, MAX_FILE = 1024 * 1024 };

static const char placeholder[] = "template";

static const lmv__cli_option options[] = {
    {NULL, 0, NULL, NULL},
};

static bool take(void *payload, int key, const char *value)
{
    (void)payload;
    (void)key;
    (void)value;
    return false;
}

/* a, a-b, a1-b2 */
static bool is_kebab(const char *name)
{
    size_t i, length = strlen(name);

    if (length == 0 || length > MAX_NAME || *name < 'a' || *name > 'z' ||
        name[length - 1] == '-')
        return false;
    for (i = 0; i < length; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') ||
                (name[i] >= '0' && name[i] <= '9') ||
                (name[i] == '-' && name[i + 1] != '-')))
            return false;
    return true;
}

/* Append `text` with the placeholder's name replaced. */
static void add_renamed(
    lmv__buf *out, const char *text, size_t length, const char *name)
{
    size_t n = sizeof placeholder - 1, i = 0;

    while (i < length) {
        if (length - i >= n && memcmp(text + i, placeholder, n) == 0) {
            lmv__buf_adds(out, name);
            i += n;
        } else {
            lmv__buf_addc(out, text[i++]);
        }
    }
}

static lmv_status copy_file(
    const char *folder, const char *file, const char *name, lmv_error *err)
{
    lmv__buf from, to, text, renamed;
    lmv_status status;

    lmv__buf_init(&from);
    lmv__buf_init(&to);
    lmv__buf_init(&text);
    lmv__buf_init(&renamed);
    lmv__buf_addf(&from, "%s/%s", folder, file);
    lmv__buf_addf(&to, "%s/", name);
    add_renamed(&to, file, strlen(file), name);
    status = lmv__file_load(from.data, MAX_FILE, &text, err);
    if (status == LMV_OK) {
        add_renamed(&renamed, text.data, text.len, name);
        status = from.failed || to.failed || renamed.failed
                     ? lmv__error_nomem(err)
                     : lmv__file_save(to.data, renamed.data, renamed.len, err);
    }
    if (status == LMV_OK)
        printf("  %s\n", to.data);
    lmv__buf_clear(&from);
    lmv__buf_clear(&to);
    lmv__buf_clear(&text);
    lmv__buf_clear(&renamed);
    return status;
}

/* Part of the scaffold: a plain file, but not the build's own. */
static bool belongs(const char *folder, const char *file)
{
    lmv__file_mode mode;
    lmv__buf path;
    bool regular;

    if (*file == '.' || strcmp(file, "local.mk") == 0)
        return false;
    lmv__buf_init(&path);
    lmv__buf_addf(&path, "%s/%s", folder, file);
    regular = !path.failed &&
              lmv__platform_mode(path.data, &mode, NULL) == LMV_OK &&
              mode.regular;
    lmv__buf_clear(&path);
    return regular;
}

static lmv_status copy_template(
    const char *folder, const char *name, lmv_error *err)
{
    char **files;
    size_t n, i;
    lmv_status status = lmv__platform_names(folder, "", &files, &n, err);

    if (status == LMV_OK)
        status = lmv__process_make_folder(name, err);
    for (i = 0; i < n && status == LMV_OK; i++)
        if (belongs(folder, files[i]))
            status = copy_file(folder, files[i], name, err);
    lmv__platform_free_names(files, n);
    return status;
}

/* A file that is there is left alone. */
static lmv_status save_pack(
    const char *path, const lmv__buf *text, lmv_error *err)
{
    lmv__file_mode mode;

    if (lmv__platform_mode(path, &mode, NULL) == LMV_OK)
        return lmv__error_set(err, LMV_EIO, "%s is there already", path);
    if (text->failed)
        return lmv__error_nomem(err);
    return lmv__file_save(path, text->data, text->len, err);
}

static int new_pack(const char *name)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf path, text;
    lmv_status status;

    lmv__buf_init(&path);
    lmv__buf_init(&text);
    lmv__buf_addf(&path, "%s.yml", name);
    add_renamed(&text, lmv__new_pack_text, strlen(lmv__new_pack_text), name);
    status = path.failed ? lmv__error_nomem(&err)
                         : save_pack(path.data, &text, &err);
    if (status == LMV_OK)
        printf("  %s\nCheck it with:  leitmotiv check --strict %s\n", path.data,
            path.data);
    lmv__buf_clear(&path);
    lmv__buf_clear(&text);
    return status == LMV_OK ? LMV__EXIT_OK
                            : lmv__cli_error(&err, LMV__EXIT_FAILED);
}

static int new_plugin(const char *name)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__paths paths;
    lmv_status status;

    if (lmv__paths_init(&paths, NULL, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    status = copy_template(paths.template, name, &err);
    lmv__paths_clear(&paths);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    printf("Build it with:  make -C %s\n", name);
    return LMV__EXIT_OK;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    lmv__cli_parsed parsed;
    bool plugin;
    int rest;

    parsed = lmv__cli_parse(command, argc, argv, take, NULL, &rest);
    if (parsed != LMV__CLI_GO)
        return lmv__cli_parse_exit(parsed);
    plugin = argc - rest == 2 && strcmp(argv[rest], "plugin") == 0;
    if (!plugin && (argc - rest != 2 || strcmp(argv[rest], "pack") != 0))
        return lmv__cli_usage(
            command, "say: leitmotiv new pack NAME, or new plugin NAME");
    if (!is_kebab(argv[rest + 1]))
        return lmv__cli_usage(command,
            "\"%s\" is no name for a %s: small letters, digits and single "
            "hyphens, at most %d, a letter first",
            argv[rest + 1], argv[rest], MAX_NAME);
    return plugin ? new_plugin(argv[rest + 1]) : new_pack(argv[rest + 1]);
}

const lmv__cli_command lmv__cmd_new = {
    "new",
    "pack|plugin NAME",
    "make a rule pack or a plugin to start from",
    "pack: writes NAME.yml here, a rule pack of one theme in two languages, "
    "with\ncomments. plugin: makes the folder NAME here with a plugin in C, "
    "its Makefile,\na rule pack and a test, all of that name.",
    {options, NULL},
    "  leitmotiv new pack clinic && leitmotiv check --strict clinic.yml\n"
    "  leitmotiv new plugin parking && make -C parking\n",
    run,
};
