#include "workbench/runlog.h"

#include "base/file.h"
#include "rules/model.h"
#include "workbench/versions.h"

#include <string.h>

/* What lmv__run points to while it is formatted. */
typedef struct run_parts {
    lmv__arena arena;
    lmv__vec packs, plugins;                    /* of lmv__run_file */
    lmv__vec versions, options, counts, themes; /* of lmv__run_item */
    char input_sha[LMV__SHA256_HEX];
} run_parts;

void lmv__runlog_init(lmv__runlog *log)
{
    memset(log, 0, sizeof *log);
    lmv__vec_init(&log->options, sizeof(lmv__run_item));
    lmv__arena_init(&log->arena, 1024);
}

void lmv__runlog_clear(lmv__runlog *log)
{
    lmv__vec_clear(&log->options);
    lmv__arena_clear(&log->arena);
}

static bool add_text(lmv__vec *items, const char *name, const char *text)
{
    lmv__run_item *item = text ? lmv__vec_push(items) : NULL;

    if (!text)
        return true;
    if (item) {
        item->name = name;
        item->text = text;
    }
    return item != NULL;
}

static bool add_number(lmv__vec *items, const char *name, uint64_t number)
{
    lmv__run_item *item = lmv__vec_push(items);

    if (item) {
        item->name = name;
        item->number = number;
    }
    return item != NULL;
}

bool lmv__runlog_option(lmv__runlog *log, const char *name, const char *text)
{
    return add_text(&log->options, name, text);
}

bool lmv__runlog_list(
    lmv__runlog *log, const char *name, const char *const *items, size_t n)
{
    const char *all = "";
    size_t i;

    for (i = 0; all && i < n; i++)
        all = lmv__arena_printf(
            &log->arena, "%s%s%s", all, i ? ", " : "", items[i]);
    return all && (n == 0 || add_text(&log->options, name, all));
}

static void init_parts(run_parts *parts)
{
    memset(parts, 0, sizeof *parts);
    lmv__arena_init(&parts->arena, 4096);
    lmv__vec_init(&parts->packs, sizeof(lmv__run_file));
    lmv__vec_init(&parts->plugins, sizeof(lmv__run_file));
    lmv__vec_init(&parts->versions, sizeof(lmv__run_item));
    lmv__vec_init(&parts->options, sizeof(lmv__run_item));
    lmv__vec_init(&parts->counts, sizeof(lmv__run_item));
    lmv__vec_init(&parts->themes, sizeof(lmv__run_item));
}

static void clear_parts(run_parts *parts)
{
    lmv__vec_clear(&parts->packs);
    lmv__vec_clear(&parts->plugins);
    lmv__vec_clear(&parts->versions);
    lmv__vec_clear(&parts->options);
    lmv__vec_clear(&parts->counts);
    lmv__vec_clear(&parts->themes);
    lmv__arena_clear(&parts->arena);
}

/* The sum of a pack: of the bytes of its files, in the order of their load. */
static bool add_pack(run_parts *parts, const lmv_ruleset *rules, uint32_t pack)
{
    lmv__run_file *file = lmv__vec_push(&parts->packs);
    unsigned char digest[32];
    char hex[LMV__SHA256_HEX];
    lmv__sha256 sha;
    uint32_t i;

    if (!file)
        return false;
    lmv__sha256_init(&sha);
    for (i = 0; i < rules->n_files; i++)
        if (rules->files[i].pack == pack) {
            lmv__sha256_add(
                &sha, rules->files[i].text.ptr, rules->files[i].text.len);
            file->bytes += rules->files[i].text.len;
        }
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, hex);
    file->path = rules->packs[pack].path;
    file->version = rules->packs[pack].version.ptr;
    file->sha256 = lmv__arena_copy(&parts->arena, hex, strlen(hex));
    return file->sha256 != NULL;
}

/* Path, size and sum of a file. */
static lmv_status describe_file(
    lmv__run_file *file, const char *path, char *hex, lmv_error *err)
{
    lmv__input *input;
    lmv_status status = lmv__sha256_file(path, hex, err);

    if (status == LMV_OK)
        status = lmv__input_open(&input, path, err);
    if (status != LMV_OK)
        return status;
    file->path = path;
    file->sha256 = hex;
    file->bytes = lmv__input_size(input);
    lmv__input_close(input);
    return LMV_OK;
}

static lmv_status add_plugin(
    run_parts *parts, const lmv_engine *engine, size_t i, lmv_error *err)
{
    lmv__run_file *file;
    char *hex;

    if (lmv_engine_plugin_refusal(engine, i))
        return LMV_OK;
    file = lmv__vec_push(&parts->plugins);
    hex = lmv__arena_alloc(&parts->arena, LMV__SHA256_HEX, 1);
    if (!file || !hex)
        return lmv__error_nomem(err);
    file->version = lmv_engine_plugin_version(engine, i);
    return describe_file(file, lmv_engine_plugin_file(engine, i), hex, err);
}

static bool add_versions(run_parts *parts, const lmv__versions *versions)
{
    lmv__vec *to = &parts->versions;

    return add_text(to, "leitmotiv", versions->leitmotiv) &&
           add_number(to, "rule_schema", versions->rule_schema) &&
           add_number(to, "output_schema", versions->output_schema) &&
           add_number(to, "plugin_abi", versions->plugin_abi) &&
           add_text(to, "icu", versions->icu) &&
           add_text(to, "unicode", versions->unicode) &&
           add_text(to, "pcre2", versions->pcre2) &&
           add_text(to, "libyaml", versions->yaml);
}

/* The names of the text columns, in one string. */
static const char *text_columns(run_parts *parts, const lmv__columns *columns)
{
    lmv__buf names;
    const char *copy;
    size_t i;

    lmv__buf_init(&names);
    for (i = 0; i < columns->n_text; i++) {
        lmv__slice name = columns->at[columns->text[i]].name;

        lmv__buf_adds(&names, i ? ", " : "");
        lmv__buf_add(&names, name.ptr, name.len);
    }
    copy = names.failed ? NULL
                        : lmv__arena_copy(&parts->arena, names.data, names.len);
    lmv__buf_clear(&names);
    return copy;
}

static bool add_column(
    run_parts *parts, const char *name, const lmv__columns *columns, size_t i)
{
    lmv__slice column;
    const char *text;

    if (i == LMV__NO_COLUMN)
        return true;
    column = columns->at[i].name;
    text = lmv__arena_copy(&parts->arena, column.ptr, column.len);
    return text && add_text(&parts->options, name, text);
}

/* The options as given, then what the reader found. */
static bool add_options(run_parts *parts, const lmv__runlog *log)
{
    const lmv__dialect *dialect = lmv__reader_dialect(log->reader);
    const lmv__columns *columns = lmv__reader_columns(log->reader);
    const char separator[2] = {dialect->separator, '\0'};
    lmv__vec *to = &parts->options;
    const char *shown =
        lmv__arena_copy(&parts->arena, separator, strlen(separator));
    size_t i;

    for (i = 0; i < log->options.len; i++) {
        const lmv__run_item *item = lmv__vec_at(&log->options, i);

        if (!add_text(to, item->name, item->text))
            return false;
    }
    return shown &&
           add_text(to, "found_format", lmv__format_name(dialect->format)) &&
           add_text(to, "found_encoding", dialect->encoding) &&
           add_text(to, "encoding_by", dialect->encoding_why) &&
           add_text(to, "found_separator", shown) &&
           add_text(to, "found_sheet",
               dialect->n_sheets ? dialect->sheets[dialect->sheet].name
                                 : NULL) &&
           add_text(to, "found_text", text_columns(parts, columns)) &&
           add_text(to, "text_by", columns->text_why) &&
           add_column(parts, "found_id", columns, columns->id) &&
           add_column(parts, "found_language", columns, columns->language);
}

static bool add_counts(run_parts *parts, const lmv__runlog *log)
{
    const lmv__tally *tally = log->tally;
    uint64_t mojibake =
        lmv__reader_problems(log->reader)[LMV__PROBLEM_MOJIBAKE].count;
    lmv__vec *to = &parts->counts;

    return add_number(to, "records", tally->records) &&
           add_number(to, "comments", tally->comments) &&
           add_number(to, "labelled", tally->labelled) &&
           add_number(to, "no_theme", tally->no_theme) &&
           add_number(to, "empty", tally->empty) &&
           add_number(to, "errors", tally->failed) &&
           add_number(to, "not_evaluated", tally->not_evaluated) &&
           add_number(to, "other_language", tally->other_language) &&
           add_number(to, "repaired", tally->warnings) &&
           add_number(to, "truncated", tally->truncated) &&
           (mojibake == 0 || add_number(to, "mojibake", mojibake));
}

static lmv_status fill_parts(run_parts *parts, const lmv__runlog *log,
    const lmv__versions *versions, lmv_error *err)
{
    const lmv_ruleset *rules = log->setup->ruleset;
    const lmv_engine *engine = log->setup->engine;
    lmv_status status = LMV_OK;
    bool ok = true;
    size_t i;

    for (i = 0; ok && i < rules->n_packs; i++)
        ok = add_pack(parts, rules, (uint32_t)i);
    for (i = 0; status == LMV_OK && i < lmv_engine_plugin_count(engine); i++)
        status = add_plugin(parts, engine, i, err);
    for (i = 0; ok && i < log->tally->n_themes; i++)
        if (lmv_engine_reports(engine, i))
            ok = add_number(
                &parts->themes, lmv_theme_id(rules, i), log->tally->themes[i]);
    if (status != LMV_OK)
        return status;
    ok = ok && add_versions(parts, versions) && add_options(parts, log) &&
         add_counts(parts, log);
    return ok ? LMV_OK : lmv__error_nomem(err);
}

static void point(lmv__run *run, const run_parts *parts)
{
    run->packs = parts->packs.data;
    run->n_packs = parts->packs.len;
    run->plugins = parts->plugins.data;
    run->n_plugins = parts->plugins.len;
    run->versions = parts->versions.data;
    run->n_versions = parts->versions.len;
    run->options = parts->options.data;
    run->n_options = parts->options.len;
    run->counts = parts->counts.data;
    run->n_counts = parts->counts.len;
    run->themes = parts->themes.data;
    run->n_themes = parts->themes.len;
}

lmv_status lmv__runlog_format(
    const lmv__runlog *log, lmv__buf *out, lmv_error *err)
{
    lmv__versions versions;
    lmv__run run;
    run_parts parts;
    char output_sha[LMV__SHA256_HEX];
    lmv_status status;

    memset(&run, 0, sizeof run);
    lmv__versions_get(&versions);
    init_parts(&parts);
    run.started = log->started;
    run.ended = log->ended;
    run.complete = log->complete;
    run.input.path = log->input;
    run.input.bytes = lmv__reader_size(log->reader);
    if (lmv__reader_sha256(log->reader, parts.input_sha))
        run.input.sha256 = parts.input_sha;
    status = describe_file(&run.output, log->output, output_sha, err);
    if (status == LMV_OK)
        status = fill_parts(&parts, log, &versions, err);
    if (status == LMV_OK) {
        point(&run, &parts);
        status = lmv__run_format(&run, out, err);
    }
    clear_parts(&parts);
    return status;
}
