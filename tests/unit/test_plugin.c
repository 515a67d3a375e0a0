/* The plugin host against good and deliberately bad plugins. */
#include "config.h"

#include "unit.h"

#include "engine/core.h"

#include <leitmotiv/engine.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLUGINS TESTS_BUILDDIR "/plugins/.libs"
#define SHIPPED TESTS_BUILDDIR "/../plugins/themes/.libs"

/* ---- a ruleset by hand: nothing but ids and classifiers ---- */

typedef struct fixture {
    lmv_ruleset rules;
    lmv__file file;
    lmv__theme themes[4];
    uint32_t order[4];
    lmv_engine_options options;
    char said[8192]; /* all diagnostics */
    unsigned errors, warnings, notes;
} fixture;

static void listen(void *payload, const lmv_diagnostic *diagnostic)
{
    fixture *f = payload;
    size_t length = strlen(f->said);

    f->errors += diagnostic->severity == LMV_ERROR;
    f->warnings += diagnostic->severity == LMV_WARNING;
    f->notes += diagnostic->severity == LMV_NOTE;
    snprintf(f->said + length, sizeof f->said - length, "%s:%u: %s (%s)\n",
        diagnostic->file ? diagnostic->file : "", diagnostic->line,
        diagnostic->message, diagnostic->help ? diagnostic->help : "");
}

static void fixture_init(fixture *f)
{
    memset(f, 0, sizeof *f);
    f->file.path = "pack/themes.yml";
    f->file.name = "pack/themes.yml";
    f->rules.files = &f->file;
    f->rules.n_files = 1;
    f->rules.themes = f->themes;
    f->rules.order = f->order;
    lmv__map_init(&f->rules.theme_index);
    f->options.size = (uint32_t)sizeof f->options;
    f->options.diag = listen;
    f->options.payload = f;
}

static void add_theme(fixture *f, const char *id, const char *classifier)
{
    uint32_t i = f->rules.n_themes++;
    lmv__theme *theme = &f->themes[i];

    theme->id = lmv__slice_of(id);
    theme->classifier = lmv__slice_of(classifier);
    theme->parent = LMV__NONE;
    theme->pos = (lmv__pos){0, 10 * (i + 1), 5};
    theme->classifier_pos = (lmv__pos){0, 10 * (i + 1) + 2, 17};
    f->order[f->rules.n_order++] = i;
    lmv__map_set(&f->rules.theme_index, theme->id, i);
}

static lmv_status open_engine(fixture *f, lmv_engine **engine,
    const char *const *path, size_t n, lmv_error *err)
{
    f->options.plugin_path = path;
    f->options.n_plugin_path = n;
    f->options.trusted = path;
    f->options.n_trusted = n;
    return lmv_engine_new(engine, &f->rules, &f->options, err);
}

static void close_engine(fixture *f, lmv_engine *engine)
{
    lmv_engine_free(engine);
    lmv__map_clear(&f->rules.theme_index);
}

static size_t find_file(const lmv_engine *engine, const char *name)
{
    for (size_t i = 0; i < lmv_engine_plugin_count(engine); i++) {
        const char *file = lmv_engine_plugin_file(engine, i);

        if (strcmp(strrchr(file, '/') + 1, name) == 0)
            return i;
    }
    ck_abort_msg("no file %s", name);
    return 0;
}

/* ---- what each file becomes ---- */

static const struct {
    const char *file, *name, *refusal;
} expected[] = {
    {"abi-future.so", "abi-future",
        "it speaks plugin ABI 42, this leitmotiv 1 to 1: it needs a newer"},
    {"abi-zero.so", "abi-zero",
        "it speaks plugin ABI 0, this leitmotiv 1 to 1: build it anew"},
    {"bad-name.so", "bad-name", "its name is not kebab-case"},
    {"every.so", "every", NULL},
    {"failing-open.so", "failing-open",
        "it cannot be opened: the model is not  there"},
    {"jointly.so", "jointly", NULL},
    {"longer-descriptor.so", "longer-descriptor", NULL},
    {"no-classifier.so", "no-classifier",
        "it does not offer leitmotiv.classifier/1"},
    {"no-symbol.so", "no-symbol", "it exports no symbol lmv_plugin"},
    {"null-classify.so", "null-classify", "has no classify"},
    {"null-fields.so", "null-fields", "has no close: fill every field"},
    {"rogue.so", "rogue", NULL},
    {"short-descriptor.so", "short-descriptor",
        "its descriptor (40 bytes) has no open"},
    {"together.so", "together", NULL},
    {"twice-a.so", "twice", NULL},
    {"twice-b.so", "twice", "a plugin named 'twice' was loaded from "},
    {"undefined.so", "undefined", "a_function_that_nobody_has"},
};
#define N_EXPECTED (sizeof expected / sizeof *expected)

START_TEST(every_file_is_judged_alone)
{
    static const char *const path[] = {PLUGINS};
    size_t i = (size_t)_i;
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    ck_assert_int_eq(open_engine(&f, &engine, path, 1, &err), LMV_OK);
    ck_assert_uint_eq(lmv_engine_plugin_count(engine), N_EXPECTED);
    ck_assert_uint_eq(find_file(engine, expected[i].file), i);
    ck_assert_str_eq(lmv_engine_plugin_name(engine, i), expected[i].name);
    if (!expected[i].refusal) {
        ck_assert_ptr_null(lmv_engine_plugin_refusal(engine, i));
        ck_assert_str_ne(lmv_engine_plugin_version(engine, i), "");
        ck_assert_str_ne(lmv_engine_plugin_license(engine, i), "");
        ck_assert_str_ne(lmv_engine_plugin_summary(engine, i), "");
    } else {
        const char *refusal = lmv_engine_plugin_refusal(engine, i);

        ck_assert_ptr_nonnull(refusal);
        ck_assert_msg(strstr(refusal, expected[i].refusal) != NULL, "%s: %s",
            expected[i].file, refusal);
        ck_assert_ptr_null(strchr(refusal, '\n'));
        ck_assert_ptr_nonnull(strstr(f.said, expected[i].refusal));
    }
    ck_assert_uint_eq(f.errors, 0);
    close_engine(&f, engine);
}
END_TEST

START_TEST(an_index_out_of_range_is_nothing)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    ck_assert_int_eq(open_engine(&f, &engine, NULL, 0, &err), LMV_OK);
    ck_assert_uint_eq(lmv_engine_plugin_count(engine), 0);
    ck_assert_ptr_null(lmv_engine_plugin_name(engine, 0));
    ck_assert_ptr_null(lmv_engine_plugin_file(engine, 7));
    ck_assert_ptr_null(lmv_engine_plugin_refusal(engine, 7));
    ck_assert_int_eq(lmv_engine_reports(engine, 0), 0);
    ck_assert_ptr_eq(lmv_engine_ruleset(engine), &f.rules);
    close_engine(&f, engine);
    lmv_engine_free(NULL);
}
END_TEST

START_TEST(folders_are_searched_in_order_once)
{
    static const char *const path[] = {
        SHIPPED, PLUGINS "/../.libs", TESTS_BUILDDIR "/nowhere", PLUGINS};
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    ck_assert_int_eq(open_engine(&f, &engine, path, 4, &err), LMV_OK);
    ck_assert_uint_eq(lmv_engine_plugin_count(engine), N_EXPECTED + 1);
    ck_assert_str_eq(lmv_engine_plugin_name(engine, 0), "themes");
    ck_assert_uint_eq(f.notes, 1);
    ck_assert_ptr_nonnull(strstr(f.said, "/nowhere: No such file"));
    close_engine(&f, engine);
}
END_TEST

START_TEST(several_engines_open_the_same_plugins)
{
    static const char *const path[] = {SHIPPED, PLUGINS};
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *first, *second;
    fixture f, g;

    fixture_init(&f);
    fixture_init(&g);
    add_theme(&f, "a", "themes");
    add_theme(&g, "b", "together");
    ck_assert_int_eq(open_engine(&f, &first, path, 2, &err), LMV_OK);
    ck_assert_int_eq(open_engine(&g, &second, path, 2, &err), LMV_OK);
    ck_assert_int_eq(lmv_engine_reports(first, 0), 1);
    close_engine(&f, first);
    ck_assert_int_eq(lmv_engine_reports(second, 0), 1);
    lmv__engine_keep_plugins(second, true);
    close_engine(&g, second);
}
END_TEST

/* ---- options ---- */

START_TEST(options_of_older_headers_are_read)
{
    struct {
        uint32_t size;
        void *garbage[30];
    } old;
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    memset(&old, 0xff, sizeof old);
    old.size = (uint32_t)sizeof old.size;
    ck_assert_int_eq(lmv_engine_new(&engine, &f.rules,
                         (const lmv_engine_options *)(void *)&old, &err),
        LMV_OK);
    lmv_engine_free(engine);
    ck_assert_int_eq(lmv_engine_new(&engine, &f.rules, NULL, NULL), LMV_OK);
    lmv_engine_free(engine);
    old.size = 0;
    ck_assert_int_eq(lmv_engine_new(&engine, &f.rules,
                         (const lmv_engine_options *)(void *)&old, &err),
        LMV_EINVAL);
    ck_assert_ptr_null(engine);
    ck_assert_int_eq(lmv_engine_new(&engine, NULL, NULL, &err), LMV_EINVAL);
    close_engine(&f, NULL);
}
END_TEST

/* ---- modes ---- */

static void copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    char bytes[4096];
    size_t n;

    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(out);
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        ck_assert_uint_eq(fwrite(bytes, 1, n, out), n);
    fclose(in);
    fclose(out);
}

/* A folder of its own with the plugin twice-a and these modes. */
typedef struct shelf {
    char folder[512], file[600];
} shelf;

static void shelf_init(shelf *s, mode_t folder, mode_t file)
{
    snprintf(s->folder, sizeof s->folder, "%s/shelf-XXXXXX", TESTS_BUILDDIR);
    ck_assert_ptr_nonnull(mkdtemp(s->folder));
    snprintf(s->file, sizeof s->file, "%s/twice-a.so", s->folder);
    copy_file(PLUGINS "/twice-a.so", s->file);
    ck_assert_int_eq(chmod(s->file, file), 0);
    ck_assert_int_eq(chmod(s->folder, folder), 0);
}

static void shelf_clear(const shelf *s)
{
    unlink(s->file);
    ck_assert_int_eq(rmdir(s->folder), 0);
}

static const char *refusal_of(
    fixture *f, const shelf *s, bool trust, lmv_engine **engine)
{
    const char *path[] = {s->folder};
    lmv_error err = LMV_ERROR_INIT;

    fixture_init(f);
    f->options.plugin_path = path;
    f->options.n_plugin_path = 1;
    f->options.trusted = path;
    f->options.n_trusted = trust ? 1 : 0;
    ck_assert_int_eq(
        lmv_engine_new(engine, &f->rules, &f->options, &err), LMV_OK);
    ck_assert_uint_eq(lmv_engine_plugin_count(*engine), 1);
    return lmv_engine_plugin_refusal(*engine, 0);
}

static const struct {
    mode_t folder, file;
    const char *refusal; /* with the mode and the way out */
} modes[] = {
    {0755, 0644, NULL},
    {0700, 0600, NULL},
    {0775, 0664, NULL},
    {0755, 0666, "(mode 0666): chmod o-w, or --trust-plugin-dir /"},
    {0777, 0644, "(mode 0777): chmod o-w, or --trust-plugin-dir /"},
    {01777, 0644, "(mode 1777): chmod o-w, or --trust-plugin-dir /"},
    {0777, 0666, "(mode 0777): chmod o-w, or --trust-plugin-dir /"},
};
#define N_MODES (int)(sizeof modes / sizeof *modes)

START_TEST(what_anyone_may_write_is_not_opened)
{
    lmv_engine *engine;
    const char *refusal;
    shelf s;
    fixture f;

    shelf_init(&s, modes[_i].folder, modes[_i].file);
    refusal = refusal_of(&f, &s, false, &engine);
    if (modes[_i].refusal) {
        ck_assert_ptr_nonnull(refusal);
        ck_assert_ptr_nonnull(strstr(refusal, modes[_i].refusal));
        ck_assert_ptr_nonnull(strstr(refusal, s.folder));
    } else {
        ck_assert_ptr_null(refusal);
    }
    close_engine(&f, engine);
    ck_assert_ptr_null(refusal_of(&f, &s, true, &engine));
    close_engine(&f, engine);
    shelf_clear(&s);
}
END_TEST

/* A link is no way round the modes of where it leads. */
START_TEST(links_are_followed)
{
    lmv_engine *engine;
    const char *refusal;
    char link_to[600];
    shelf open_shelf, s;
    fixture f;

    shelf_init(&open_shelf, 0777, 0644);
    shelf_init(&s, 0755, 0644);
    snprintf(link_to, sizeof link_to, "%s", s.file);
    ck_assert_int_eq(unlink(s.file), 0);
    ck_assert_int_eq(symlink(open_shelf.file, link_to), 0);
    refusal = refusal_of(&f, &s, false, &engine);
    ck_assert_ptr_nonnull(refusal);
    ck_assert_ptr_nonnull(strstr(refusal, open_shelf.folder));
    close_engine(&f, engine);
    shelf_clear(&s);
    shelf_clear(&open_shelf);
}
END_TEST

START_TEST(what_is_no_plugin_is_refused_or_passed_over)
{
    lmv_engine *engine;
    const char *refusal;
    char other[700];
    FILE *file;
    shelf s;
    fixture f;

    shelf_init(&s, 0755, 0644);
    file = fopen(s.file, "wb");
    fputs("This is a text.\n", file);
    fclose(file);
    snprintf(other, sizeof other, "%s/notes.so.txt", s.folder);
    file = fopen(other, "wb");
    fclose(file);
    refusal = refusal_of(&f, &s, false, &engine);
    ck_assert_ptr_nonnull(refusal);
    ck_assert_ptr_null(strstr(refusal, "twice-a.so"));
    ck_assert_str_eq(lmv_engine_plugin_name(engine, 0), "twice-a");
    ck_assert_str_eq(lmv_engine_plugin_version(engine, 0), "");
    close_engine(&f, engine);
    unlink(other);
    unlink(s.file);
    ck_assert_int_eq(mkdir(s.file, 0755), 0);
    refusal = refusal_of(&f, &s, false, &engine);
    ck_assert_str_eq(refusal, "it is no regular file");
    close_engine(&f, engine);
    rmdir(s.file);
    rmdir(s.folder);
}
END_TEST

/* ---- themes that name them ---- */

START_TEST(a_missing_plugin_is_an_error_at_the_theme)
{
    static const char *const path[] = {SHIPPED, PLUGINS};
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    add_theme(&f, "good", "themes");
    add_theme(&f, "lonely", "togehter");
    add_theme(&f, "lost", "null-fields");
    ck_assert_int_eq(open_engine(&f, &engine, path, 2, &err), LMV_EPLUGIN);
    ck_assert_ptr_null(engine);
    ck_assert_str_eq(err.file, "pack/themes.yml");
    ck_assert_uint_eq(err.line, 22);
    ck_assert_uint_eq(err.column, 17);
    ck_assert_str_eq(err.message,
        "theme 'lonely' needs the plugin 'togehter', which is not there");
    ck_assert_uint_eq(f.errors, 2);
    ck_assert_ptr_nonnull(strstr(f.said, "did you mean 'together'?"));
    ck_assert_ptr_nonnull(
        strstr(f.said, "theme 'lost' needs the plugin 'null-fields', which "
                       "was refused: "));
    ck_assert_ptr_nonnull(strstr(f.said, "null-fields.so: its descriptor"));
    close_engine(&f, NULL);
}
END_TEST

START_TEST(a_missing_plugin_matters_only_to_what_takes_part)
{
    static const char *const path[] = {SHIPPED};
    static const char *const themes[] = {"good"};
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    add_theme(&f, "good", "themes");
    add_theme(&f, "lonely", "nobody");
    f.options.themes = themes;
    f.options.n_themes = 1;
    ck_assert_int_eq(open_engine(&f, &engine, path, 1, &err), LMV_OK);
    ck_assert_int_eq(lmv_engine_reports(engine, 0), 1);
    ck_assert_int_eq(lmv_engine_reports(engine, 1), 0);
    close_engine(&f, engine);
}
END_TEST

START_TEST(without_any_plugin_the_way_out_is_named)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    add_theme(&f, "good", "themes");
    ck_assert_int_eq(open_engine(&f, &engine, NULL, 0, &err), LMV_EPLUGIN);
    ck_assert_ptr_nonnull(strstr(f.said, "--plugin-dir"));
    close_engine(&f, NULL);
}
END_TEST

/* ---- themes that they refuse ---- */

static lmv__pair deed(const char *value, uint32_t line)
{
    lmv__pair pair = {
        lmv__slice_of("do"), lmv__slice_of(value), {0, line, 9}, {0, line, 13}};

    return pair;
}

START_TEST(a_refused_theme_is_disabled_at_its_place)
{
    static const char *const path[] = {SHIPPED, PLUGINS};
    lmv_error err = LMV_ERROR_INIT;
    lmv__pair refuse = deed("refuse", 77), fine = deed("label", 78);
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    add_theme(&f, "good", "rogue");
    add_theme(&f, "bad", "rogue");
    add_theme(&f, "settled", "themes");
    f.themes[0].settings = (lmv__pairs){&fine, 1};
    f.themes[1].settings = (lmv__pairs){&refuse, 1};
    f.themes[2].settings = (lmv__pairs){&fine, 1};
    ck_assert_int_eq(open_engine(&f, &engine, path, 2, &err), LMV_OK);
    ck_assert_uint_eq(lmv_engine_disabled_count(engine), 2);
    ck_assert_int_eq(lmv_engine_reports(engine, 0), 1);
    ck_assert_int_eq(lmv_engine_reports(engine, 1), 0);
    ck_assert_int_eq(lmv_engine_reports(engine, 2), 0);
    ck_assert_ptr_nonnull(strstr(f.said,
        "pack/themes.yml:77: plugin 'rogue' refuses the theme 'bad': "
        "I will not"));
    ck_assert_ptr_nonnull(strstr(
        f.said, "pack/themes.yml:78: plugin 'themes' refuses the theme"));
    lmv_engine_free(engine);
    f.options.strict = 1;
    ck_assert_int_eq(open_engine(&f, &engine, path, 2, &err), LMV_ERULES);
    ck_assert_uint_eq(err.line, 77);
    ck_assert_uint_eq(err.column, 9);
    close_engine(&f, NULL);
}
END_TEST

START_TEST(a_plugin_that_is_not_ready_fails_the_load)
{
    static const char *const path[] = {PLUGINS};
    lmv_error err = LMV_ERROR_INIT;
    lmv__pair not_ready = deed("not-ready", 5);
    lmv_engine *engine;
    fixture f;

    fixture_init(&f);
    add_theme(&f, "slow", "rogue");
    f.themes[0].settings = (lmv__pairs){&not_ready, 1};
    ck_assert_int_eq(open_engine(&f, &engine, path, 1, &err), LMV_EPLUGIN);
    ck_assert_str_eq(err.message, "plugin 'rogue' is not ready: still booting");
    close_engine(&f, NULL);
}
END_TEST

static Suite *plugin_suite(void)
{
    Suite *suite = suite_create("plugin");
    TCase *tcase = tcase_create("plugin");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, every_file_is_judged_alone, 0, (int)N_EXPECTED);
    tcase_add_test(tcase, an_index_out_of_range_is_nothing);
    tcase_add_test(tcase, folders_are_searched_in_order_once);
    tcase_add_test(tcase, several_engines_open_the_same_plugins);
    tcase_add_test(tcase, options_of_older_headers_are_read);
    tcase_add_loop_test(tcase, what_anyone_may_write_is_not_opened, 0, N_MODES);
    tcase_add_test(tcase, links_are_followed);
    tcase_add_test(tcase, what_is_no_plugin_is_refused_or_passed_over);
    tcase_add_test(tcase, a_missing_plugin_is_an_error_at_the_theme);
    tcase_add_test(tcase, a_missing_plugin_matters_only_to_what_takes_part);
    tcase_add_test(tcase, without_any_plugin_the_way_out_is_named);
    tcase_add_test(tcase, a_refused_theme_is_disabled_at_its_place);
    tcase_add_test(tcase, a_plugin_that_is_not_ready_fails_the_load);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(plugin_suite)
