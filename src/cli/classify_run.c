#include <config.h>

#include "cli/classify_run_p.h"

#include "cli/asks.h"

#include "base/platform.h"
#include "base/process.h"
#include "cli/crash.h"
#include "rules/model.h"
#include "workbench/theme_out.h"

#include <leitmotiv/leitmotiv.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_COMMENTS = 10 };

/* ---- opening ---- */

static lmv_status reject(
    void *payload, const char *bytes, size_t len, lmv_error *err)
{
    lmv__rejects *to = payload;
    lmv_status status = LMV_OK;

    if (!to->output)
        status = lmv__output_create(&to->output, to->path, err);
    if (status == LMV_OK)
        status = lmv__output_write(to->output, bytes, len, err);
    to->bytes += len;
    return status;
}

/* A column or encoding that is not there is wrong usage; an input that cannot
 * be read is a run that failed. */
static int open_failure(const lmv__classify_args *args, lmv_status status)
{
    lmv__file_mode mode;

    if (status == LMV_EINVAL)
        return LMV__EXIT_USAGE;
    if (status == LMV_ENOTFOUND &&
        (strcmp(args->input, "-") == 0 ||
            lmv__platform_mode(args->input, &mode, NULL) == LMV_OK))
        return LMV__EXIT_USAGE;
    return LMV__EXIT_FAILED;
}

static int open_reader(lmv__run_parts *run)
{
    const lmv__classify_args *args = run->args;
    lmv__reader_options options;
    lmv_error err = LMV_ERROR_INIT;
    size_t i;

    memset(&options, 0, sizeof options);
    options.path = args->input;
    options.encoding = args->encoding;
    options.separator = args->separator;
    options.sheet = args->sheet;
    options.text = (const char *const *)args->text.data;
    options.n_text = args->text.len;
    options.id = args->id;
    options.language = args->lang_column;
    options.sha256 = args->output != NULL;
    options.fix_mojibake = args->fix_mojibake;
    options.trust_input = args->trust_input;
    if (args->rejects) {
        run->rejects.path = args->rejects;
        options.reject = reject;
        options.reject_payload = &run->rejects;
    }
    if (lmv__reader_open(&run->reader, &options, &err) != LMV_OK)
        return lmv__cli_error(&err, open_failure(args, err.status));
    for (i = 0; i < lmv__reader_warning_count(run->reader); i++)
        lmv__cli_say(
            "%s: %s", args->input, lmv__reader_warning(run->reader, i));
    return LMV__EXIT_OK;
}

static int check_language(lmv__run_parts *run)
{
    lmv__classify_args *args = run->args;
    const lmv__langdata *data = args->rules.setup.ruleset->langdata;
    int language;

    if (!args->language)
        return LMV__EXIT_OK;
    language = lmv__langdata_find(data, lmv__slice_of(args->language));
    if (language < 0)
        return lmv__cli_usage(&lmv__cmd_classify,
            "--language %s: no loaded pack knows this language",
            args->language);
    args->language = lmv__langdata_code(data, language);
    return LMV__EXIT_OK;
}

static int ask_columns(lmv__run_parts *run)
{
    const lmv__classify_args *args = run->args;

    run->asked = lmv__asks_columns(&lmv__cmd_classify, &args->asks,
        args->rules.setup.ruleset, lmv__reader_columns(run->reader));
    return run->asked ? LMV__EXIT_OK : LMV__EXIT_USAGE;
}

static void fill_facts(
    const lmv_ruleset *rules, size_t i, lmv__theme_facts *facts)
{
    static const char *const polarities[] = {
        "neutral", "negative", "positive", "mixed"};
    static const char *const kinds[] = {"theme", "facet", "helper", "group"};
    lmv_theme_kind kind = lmv_theme_kind_of(rules, i);
    size_t parent = lmv_theme_parent(rules, i);

    facts->kind = kinds[kind];
    facts->polarity = kind == LMV_KIND_GROUP
                          ? NULL
                          : polarities[lmv_theme_polarity(rules, i)];
    facts->parent = parent == (size_t)-1 ? NULL : lmv_theme_id(rules, parent);
    facts->definition = lmv_theme_definition(rules, i);
}

static void fill_origin(lmv__run_parts *run, lmv__writer_origin *origin)
{
    const lmv__classify_args *args = run->args;
    const lmv_ruleset *rules = args->rules.setup.ruleset;
    lmv__file_mode mode;
    lmv__buf packs;
    uint32_t i;

    lmv__buf_init(&packs);
    for (i = 0; i < rules->n_packs; i++)
        lmv__buf_addf(&packs, "%s%s%s%s", i > 0 ? ", " : "",
            rules->packs[i].id.ptr, rules->packs[i].version.len > 0 ? " " : "",
            rules->packs[i].version.ptr);
    run->packs = packs.data;
    origin->input = args->input;
    origin->started = run->started;
    origin->program = lmv_version();
    origin->packs = run->packs;
    origin->path = args->output;
    origin->append = args->append && args->output &&
                     lmv__platform_mode(args->output, &mode, NULL) == LMV_OK;
}

static int list_themes(lmv__run_parts *run)
{
    const lmv_ruleset *rules = run->args->rules.setup.ruleset;
    const lmv_engine *engine = run->args->rules.setup.engine;
    size_t n = lmv_ruleset_theme_count(rules), i;

    run->themes = calloc(n + 1, sizeof *run->themes);
    run->reported = calloc(n + 1, sizeof *run->reported);
    run->ids = calloc(n + 1, sizeof *run->ids);
    run->labels = calloc(n + 1, sizeof *run->labels);
    run->info = calloc(n + 1, sizeof *run->info);
    run->facts = calloc(n + 1, sizeof *run->facts);
    if (!run->themes || !run->reported || !run->ids || !run->labels ||
        !run->facts || !run->info || !lmv__tally_init(&run->tally, n) ||
        !lmv__samples_init(&run->samples, SHOWN_COMMENTS, run->themes, n)) {
        lmv__cli_say("out of memory");
        return LMV__EXIT_FAILED;
    }
    for (i = 0; i < n; i++) {
        run->themes[i] = lmv_theme_kind_of(rules, i) != LMV_KIND_GROUP;
        run->reported[i] = lmv_engine_reports(engine, i) != 0;
        run->ids[i] = lmv_theme_id(rules, i);
        fill_facts(rules, i, &run->facts[i]);
        run->labels[i] = lmv_theme_label(
            rules, i, run->args->labels ? run->args->labels : "en");
        lmv__theme_out_of(rules, i, &run->info[i]);
        run->info[i].label = run->labels[i];
    }
    return LMV__EXIT_OK;
}

static lmv__format output_format(const lmv__classify_args *args)
{
    lmv__format format = LMV__FORMAT_AUTO;

    if (args->format)
        format = lmv__format_named(args->format);
    else if (args->output)
        format = lmv__format_of_path(args->output);
    return format == LMV__FORMAT_AUTO ? LMV__FORMAT_JSONL : format;
}

/* Options that some formats alone have. */
static int check_format_options(
    const lmv__classify_args *args, lmv__format format)
{
    bool csv = format == LMV__FORMAT_CSV || format == LMV__FORMAT_TSV;
    const char *option = args->excel       ? "excel"
                         : args->long_rows ? "long"
                                           : NULL;

    if (args->keep.len && format == LMV__FORMAT_JSONL)
        option = "keep";
    if (option && !csv)
        return lmv__cli_usage(&lmv__cmd_classify,
            "--%s is for CSV: end the output's name in .csv, or give "
            "--format csv",
            option);
    if (args->append && (format != LMV__FORMAT_SQLITE || !args->output ||
                            strcmp(args->output, "-") == 0))
        return lmv__cli_usage(&lmv__cmd_classify,
            "--append is for databases: end the output's name in .sqlite");
    return LMV__EXIT_OK;
}

void lmv__classify_warn(lmv__run_parts *run)
{
    for (; run->writer && run->warned < lmv__writer_warning_count(run->writer);
         run->warned++)
        lmv__cli_say("%s", lmv__writer_warning(run->writer, run->warned));
}

static int open_writer(lmv__run_parts *run)
{
    const lmv__classify_args *args = run->args;
    lmv__writer_options options;
    lmv_error err = LMV_ERROR_INIT;
    lmv_status status;

    if (args->table)
        return LMV__EXIT_OK;
    memset(&options, 0, sizeof options);
    options.format = output_format(args);
    options.offsets = args->offsets;
    if (check_format_options(args, options.format) != LMV__EXIT_OK)
        return LMV__EXIT_USAGE;
    options.no_text = args->no_text;
    options.keep = (const char *const *)args->keep.data;
    options.n_keep = args->keep.len;
    options.drop_personal = args->drop_personal;
    options.excel = args->excel;
    options.trace = args->trace;
    options.long_rows = args->long_rows;
    options.themes = run->ids;
    options.labels = run->labels;
    options.facts = run->facts;
    options.german = args->labels && strcmp(args->labels, "de") == 0;
    fill_origin(run, &options.origin);
    options.reported = run->reported;
    options.n_themes = run->tally.n_themes;
    options.info = run->info;
    status = lmv__writer_new(&run->writer, &options, run->reader, &err);
    if (status == LMV_ENOTFOUND || status == LMV_EINVAL)
        return lmv__cli_error(&err, LMV__EXIT_USAGE);
    if (status == LMV_OK)
        status = lmv__output_create(
            &run->output, args->output ? args->output : "-", &err);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    lmv__classify_warn(run);
    return LMV__EXIT_OK;
}

static int open_all(lmv__run_parts *run)
{
    int code = open_reader(run);

    if (code == LMV__EXIT_OK)
        code = lmv__cli_rules_open(&run->args->rules);
    if (code == LMV__EXIT_OK)
        code = check_language(run);
    if (code == LMV__EXIT_OK)
        code = ask_columns(run);
    if (code == LMV__EXIT_OK)
        code = list_themes(run);
    if (code == LMV__EXIT_OK)
        code = open_writer(run);
    return code;
}

static void close_all(lmv__run_parts *run)
{
    if (run->output)
        lmv__output_abandon(run->output, false);
    if (run->rejects.output)
        lmv__output_abandon(run->rejects.output, false);
    lmv__writer_free(run->writer);
    lmv__reader_close(run->reader);
    lmv__samples_clear(&run->samples);
    lmv__tally_clear(&run->tally);
    free(run->themes);
    free(run->reported);
    free(run->ids);
    free(run->labels);
    free(run->info);
    free(run->facts);
    free(run->packs);
    free(run->asked);
    free(run->written);
}

static bool wants_progress(const lmv__classify_args *args)
{
    if (args->progress != LMV__PROGRESS_AUTO)
        return args->progress == LMV__PROGRESS_ON;
    return lmv__process_terminal(2) &&
           (args->output || args->table || !lmv__process_terminal(1));
}

static int work(lmv__run_parts *run)
{
    const lmv__classify_args *args = run->args;
    lmv_error err = LMV_ERROR_INIT;
    lmv__classify_options options = {.engine = args->rules.setup.engine,
        .reader = run->reader,
        .writer = run->writer,
        .output = run->output,
        .threads = args->threads,
        .language = args->language,
        .asked = run->asked,
        .trace = args->trace,
        .samples = args->table ? &run->samples : NULL,
        .progress = lmv__progress_show,
        .payload = &run->progress};
    lmv_status status;

    lmv__platform_catch_stop();
    lmv__platform_ignore_pipe();
    lmv__crash_watch(args->rules.setup.engine);
    lmv__progress_start(
        &run->progress, wants_progress(args), lmv__reader_size(run->reader));
    status = lmv__classify_run(&options, &run->tally, &err);
    lmv__progress_end(&run->progress);
    if (status == LMV_OK)
        return lmv__classify_complete(run);
    if (status == LMV_ECANCELLED && lmv__platform_stopped())
        return lmv__classify_stopped(run);
    if (status == LMV_ECANCELLED)
        return 128 + SIGPIPE;
    return lmv__classify_failed(run, &err);
}

int lmv__classify_command(lmv__classify_args *args)
{
    lmv__run_parts run;
    int code;

    memset(&run, 0, sizeof run);
    run.args = args;
    run.clock = lmv__process_clock();
    lmv__process_date(run.started);
    code = open_all(&run);
    if (code == LMV__EXIT_OK)
        code = work(&run);
    close_all(&run);
    return code;
}
