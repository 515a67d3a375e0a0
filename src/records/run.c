#include "records/run.h"

#include "base/json.h"

static void write_items(lmv__json_writer *json, const char *key,
    const lmv__run_item *items, size_t n)
{
    lmv__json_key(json, key);
    lmv__json_begin(json, '{');
    for (size_t i = 0; i < n; i++) {
        lmv__json_key(json, items[i].name);
        if (items[i].text)
            lmv__json_text(json, items[i].text);
        else
            lmv__json_uint(json, items[i].number);
    }
    lmv__json_end(json, '}');
}

static void write_file(lmv__json_writer *json, const lmv__run_file *file)
{
    lmv__json_begin(json, '{');
    lmv__json_key(json, "path");
    lmv__json_text(json, file->path);
    if (file->version) {
        lmv__json_key(json, "version");
        lmv__json_text(json, file->version);
    }
    lmv__json_key(json, "bytes");
    lmv__json_uint(json, file->bytes);
    lmv__json_key(json, "sha256");
    lmv__json_text(json, file->sha256);
    lmv__json_end(json, '}');
}

static void write_files(lmv__json_writer *json, const char *key,
    const lmv__run_file *files, size_t n)
{
    lmv__json_key(json, key);
    lmv__json_begin(json, '[');
    for (size_t i = 0; i < n; i++)
        write_file(json, &files[i]);
    lmv__json_end(json, ']');
}

lmv_status lmv__run_format(const lmv__run *run, lmv__buf *out, lmv_error *err)
{
    lmv__json_writer json;

    lmv__json_writer_init(&json, out, 2);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "schema");
    lmv__json_uint(&json, LMV__RUN_SCHEMA);
    lmv__json_key(&json, "complete");
    lmv__json_bool(&json, run->complete);
    lmv__json_key(&json, "started");
    lmv__json_text(&json, run->started);
    lmv__json_key(&json, "ended");
    lmv__json_text(&json, run->ended);
    write_items(&json, "versions", run->versions, run->n_versions);
    lmv__json_key(&json, "input");
    write_file(&json, &run->input);
    lmv__json_key(&json, "output");
    write_file(&json, &run->output);
    write_items(&json, "options", run->options, run->n_options);
    write_files(&json, "packs", run->packs, run->n_packs);
    write_files(&json, "plugins", run->plugins, run->n_plugins);
    write_items(&json, "counts", run->counts, run->n_counts);
    write_items(&json, "themes", run->themes, run->n_themes);
    lmv__json_end(&json, '}');
    lmv__buf_addc(out, '\n');
    return out->failed ? lmv__error_nomem(err) : LMV_OK;
}
