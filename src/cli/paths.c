#include <config.h>

#include "cli/paths.h"

#include "base/platform.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool push(lmv__vec *list, const char *path)
{
    const char **item = path ? lmv__vec_push(list) : NULL;

    if (item)
        *item = path;
    return item != NULL;
}

/* A list of folders from the environment, split at colons.  An empty one
 * would mean the working directory, so it does not count. */
static bool push_list(lmv__paths *paths, lmv__vec *list, const char *value)
{
    while (value && *value) {
        size_t length = strcspn(value, ":");

        if (length > 0 &&
            !push(list, lmv__arena_copy(&paths->arena, value, length)))
            return false;
        value += length + (value[length] == ':');
    }
    return true;
}

static bool push_config(lmv__paths *paths)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

    if (config && *config == '/')
        return push(&paths->rules,
            lmv__arena_printf(&paths->arena, "%s/leitmotiv/rules", config));
    if (home && *home == '/')
        return push(&paths->rules, lmv__arena_printf(&paths->arena,
                                       "%s/.config/leitmotiv/rules", home));
    return true;
}

/* The folder of the program, libtool's .libs stripped; owned, or NULL. */
static char *program_folder(void)
{
    char *path = lmv__platform_program(), *slash;

    slash = path ? strrchr(path, '/') : NULL;
    if (slash)
        *slash = '\0';
    slash = path ? strrchr(path, '/') : NULL;
    if (slash && strcmp(slash, "/.libs") == 0)
        *slash = '\0';
    return path;
}

/* Is this a build tree?  Then where are its sources? */
static bool find_build(lmv__paths *paths)
{
    char *folder = program_folder();
    const char *marker = lmv__arena_printf(
        &paths->arena, "%s/leitmotiv.build", folder ? folder : "");
    char line[4096];
    FILE *file = folder && marker ? fopen(marker, "r") : NULL;
    bool ok = marker != NULL;

    if (file && fgets(line, sizeof line, file)) {
        char *source = NULL;

        line[strcspn(line, "\n")] = '\0';
        if (lmv__platform_real(line, &source, NULL) == LMV_OK)
            paths->source =
                lmv__arena_copy(&paths->arena, source, strlen(source));
        free(source);
        paths->build = lmv__arena_copy(&paths->arena, folder, strlen(folder));
        ok = paths->source && paths->build;
    }
    if (file)
        fclose(file);
    free(folder);
    return ok;
}

/* In a build tree every plugin lies in a .libs of its own.  The template is
 * built for the tests alone. */
static bool push_built_plugins(lmv__paths *paths)
{
    const char *root =
        lmv__arena_printf(&paths->arena, "%s/plugins", paths->build);
    char **names = NULL;
    size_t n = 0, i;
    bool ok = root != NULL;

    if (ok && lmv__platform_names(root, "", &names, &n, NULL) != LMV_OK)
        return true; /* no plugin was built */
    for (i = 0; ok && i < n; i++) {
        const char *libs =
            lmv__arena_printf(&paths->arena, "%s/%s/.libs", root, names[i]);
        lmv__file_mode mode;

        if (!libs)
            ok = false;
        else if (*names[i] != '.' && strcmp(names[i], "template") != 0 &&
                 lmv__platform_mode(libs, &mode, NULL) == LMV_OK && mode.folder)
            ok = push(&paths->plugins, libs);
    }
    lmv__platform_free_names(names, n);
    return ok;
}

static bool fill(lmv__paths *paths, const lmv__vec *plugin_dirs)
{
    size_t i;

    if (!push_list(paths, &paths->rules, getenv("LEITMOTIV_RULES")) ||
        !push_config(paths))
        return false;
    for (i = 0; plugin_dirs && i < plugin_dirs->len; i++)
        if (!push(&paths->plugins, *(char **)lmv__vec_at(plugin_dirs, i)))
            return false;
    if (!push_list(paths, &paths->plugins, getenv("LEITMOTIV_PLUGIN_PATH")))
        return false;
    if (!paths->build) {
        paths->template = LMV_TEMPLATEDIR;
        return push(&paths->rules, LMV_RULESDIR) &&
               push(&paths->plugins, LMV_PLUGINDIR);
    }
    paths->template =
        lmv__arena_printf(&paths->arena, "%s/plugins/template", paths->source);
    return paths->template &&
           push(&paths->rules,
               lmv__arena_printf(&paths->arena, "%s/rules", paths->source)) &&
           push_built_plugins(paths);
}

lmv_status lmv__paths_init(
    lmv__paths *paths, const lmv__vec *plugin_dirs, lmv_error *err)
{
    memset(paths, 0, sizeof *paths);
    lmv__arena_init(&paths->arena, 4096);
    lmv__vec_init(&paths->rules, sizeof(char *));
    lmv__vec_init(&paths->plugins, sizeof(char *));
    if (find_build(paths) && fill(paths, plugin_dirs))
        return LMV_OK;
    lmv__paths_clear(paths);
    return lmv__error_nomem(err);
}

void lmv__paths_clear(lmv__paths *paths)
{
    lmv__vec_clear(&paths->rules);
    lmv__vec_clear(&paths->plugins);
    lmv__arena_clear(&paths->arena);
}
