#include <config.h>

#include "cli/classify_run.h"

#include "base/platform.h"
#include "base/process.h"
#include "cli/crash.h"
#include "cli/table.h"
#include "rules/model.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_COMMENTS = 10 };

typedef struct rejects {
    const char *path;
    lmv__output *output; /* made with the first broken record */
    uint64_t bytes;
} rejects;

typedef struct classify_run {
    lmv__classify_args *args;
    lmv__reader *reader;
    lmv__writer *writer;
    lmv__output *output;
    lmv__tally tally;
    lmv__samples samples;
    lmv__progress progress;
    rejects rejects;
    bool *themes; /* that are no groups: for the choice of samples */
    bool *reported;
    const char **ids;
    char started[32];
    double clock;
    char *written; /* the file that the records went to, or NULL */
} classify_run;

/* ---- opening ---- */

static lmv_status reject(
    void *payload, const char *bytes, size_t len, lmv_error *err)
{
    rejects *to = payload;
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

static int open_reader(classify_run *run)
{
    const lmv__classify_args *args = run->args;
    lmv__reader_options options;
    lmv_error err = LMV_ERROR_INIT;
    size_t i;

    memset(&options, 0, sizeof options);
    options.path = args->input;
    options.encoding = args->encoding;
    options.separator = args->separator;
    options.text = (const char *const *)args->text.data;
    options.n_text = args->text.len;
    options.id = args->id;
    options.language = args->lang_column;
    options.sha256 = args->output != NULL;
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

static int check_language(classify_run *run)
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

static int list_themes(classify_run *run)
{
    const lmv_ruleset *rules = run->args->rules.setup.ruleset;
    const lmv_engine *engine = run->args->rules.setup.engine;
    size_t n = lmv_ruleset_theme_count(rules), i;

    run->themes = calloc(n + 1, sizeof *run->themes);
    run->reported = calloc(n + 1, sizeof *run->reported);
    run->ids = calloc(n + 1, sizeof *run->ids);
    if (!run->themes || !run->reported || !run->ids ||
        !lmv__tally_init(&run->tally, n) ||
        !lmv__samples_init(&run->samples, SHOWN_COMMENTS, run->themes, n)) {
        lmv__cli_say("out of memory");
        return LMV__EXIT_FAILED;
    }
    for (i = 0; i < n; i++) {
        run->themes[i] = lmv_theme_kind_of(rules, i) != LMV_KIND_GROUP;
        run->reported[i] = lmv_engine_reports(engine, i) != 0;
        run->ids[i] = lmv_theme_id(rules, i);
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

static int open_writer(classify_run *run)
{
    const lmv__classify_args *args = run->args;
    lmv__writer_options options;
    lmv_error err = LMV_ERROR_INIT;
    lmv_status status;
    size_t i;

    if (args->table)
        return LMV__EXIT_OK;
    memset(&options, 0, sizeof options);
    options.format = output_format(args);
    options.offsets = args->offsets;
    options.no_text = args->no_text;
    options.trace = args->trace;
    options.themes = run->ids;
    options.reported = run->reported;
    options.n_themes = run->tally.n_themes;
    status = lmv__writer_new(&run->writer, &options, run->reader, &err);
    if (status == LMV_OK)
        status = lmv__output_create(
            &run->output, args->output ? args->output : "-", &err);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    for (i = 0; i < lmv__writer_warning_count(run->writer); i++)
        lmv__cli_say("%s", lmv__writer_warning(run->writer, i));
    return LMV__EXIT_OK;
}

static int open_all(classify_run *run)
{
    int code = open_reader(run);

    if (code == LMV__EXIT_OK)
        code = lmv__cli_rules_open(&run->args->rules);
    if (code == LMV__EXIT_OK)
        code = check_language(run);
    if (code == LMV__EXIT_OK)
        code = list_themes(run);
    if (code == LMV__EXIT_OK)
        code = open_writer(run);
    return code;
}

static void close_all(classify_run *run)
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
    free(run->written);
}

/* ---- what the user is told ---- */

static void say_problems(const classify_run *run)
{
    const lmv__problem *problems = lmv__reader_problems(run->reader);
    size_t i;

    for (i = 0; i < LMV__PROBLEM_COUNT; i++)
        if (problems[i].count > 0)
            lmv__cli_say("%s: %s: %llu, the first in line %llu",
                run->args->input, problems[i].what,
                (unsigned long long)problems[i].count,
                (unsigned long long)problems[i].first_line);
}

static void say_unknown_languages(const classify_run *run)
{
    const lmv__tally *tally = &run->tally;
    lmv__buf code;
    size_t i;

    for (i = 0; i < tally->n_unknown; i++) {
        lmv__buf_init(&code);
        lmv__style_safe(
            &code, tally->unknown[i].code, strlen(tally->unknown[i].code));
        lmv__cli_say("language \"%s\" is not known; it was detected instead in "
                     "%llu record%s",
            code.data ? code.data : "",
            (unsigned long long)tally->unknown[i].count,
            tally->unknown[i].count == 1 ? "" : "s");
        lmv__buf_clear(&code);
    }
    if (tally->more_unknown > 0)
        lmv__cli_say("other values of the language column are not known either "
                     "(%llu records)",
            (unsigned long long)tally->more_unknown);
}

static void say_disabled(const classify_run *run)
{
    size_t n = lmv_ruleset_disabled_count(run->args->rules.setup.ruleset);

    if (n > 0)
        lmv__cli_say("%zu theme%s left out because of errors in the rules", n,
            n == 1 ? " was" : "s were");
}

static void say_summary(const classify_run *run)
{
    const lmv__tally *tally = &run->tally;
    double seconds = lmv__process_clock() - run->clock;
    char more[128] = "";

    if (tally->comments != tally->records)
        snprintf(more, sizeof more, ", %llu comments",
            (unsigned long long)tally->comments);
    lmv__cli_say("%llu record%s%s, %llu labelled, %llu empty, %llu errors, "
                 "%llu not evaluated, %.1f s",
        (unsigned long long)tally->records, tally->records == 1 ? "" : "s",
        more, (unsigned long long)tally->labelled,
        (unsigned long long)tally->empty, (unsigned long long)tally->failed,
        (unsigned long long)tally->not_evaluated, seconds);
}

static const char *column_names(const classify_run *run, lmv__buf *names)
{
    const lmv__columns *columns = lmv__reader_columns(run->reader);
    size_t i;

    for (i = 0; i < columns->n_text; i++) {
        lmv__slice name = columns->at[columns->text[i]].name;

        lmv__buf_adds(names, i ? ", " : "");
        lmv__buf_add(names, name.ptr, name.len);
    }
    return names->data ? names->data : "";
}

static int print_table(classify_run *run)
{
    lmv__buf names, out;
    lmv__table table = {.input = run->args->input,
        .save = run->args->save,
        .engine = run->args->rules.setup.engine,
        .tally = &run->tally,
        .samples = &run->samples,
        .width = lmv__process_columns(1),
        .color = lmv__color_wanted(run->args->color, 1)};
    bool ok;

    lmv__buf_init(&names);
    lmv__buf_init(&out);
    lmv__samples_finish(&run->samples);
    table.columns = column_names(run, &names);
    lmv__table_format(&table, &out);
    ok = !out.failed;
    if (ok)
        fwrite(out.data, 1, out.len, stdout);
    else
        lmv__cli_say("out of memory");
    lmv__buf_clear(&names);
    lmv__buf_clear(&out);
    return lmv__cli_finish(ok ? LMV__EXIT_OK : LMV__EXIT_FAILED);
}

/* ---- ending ---- */

static bool to_file(const classify_run *run)
{
    return run->args->output && strcmp(run->args->output, "-") != 0;
}

static bool log_options(const classify_run *run, lmv__runlog *log)
{
    const lmv__classify_args *args = run->args;
    const lmv__cli_rules *rules = &args->rules;

    return lmv__runlog_list(log, "text", args->text.data, args->text.len) &&
           lmv__runlog_list(
               log, "rules", rules->packs.data, rules->packs.len) &&
           lmv__runlog_list(
               log, "only_rules", rules->only.data, rules->only.len) &&
           lmv__runlog_list(
               log, "themes", rules->themes.data, rules->themes.len) &&
           lmv__runlog_option(log, "format", args->format) &&
           lmv__runlog_option(log, "id", args->id) &&
           lmv__runlog_option(log, "lang_column", args->lang_column) &&
           lmv__runlog_option(log, "language", args->language) &&
           lmv__runlog_option(log, "encoding", args->encoding) &&
           lmv__runlog_option(log, "separator", args->separator_name) &&
           lmv__runlog_option(log, "threads", args->threads_name) &&
           lmv__runlog_option(log, "offsets", args->offsets_name) &&
           lmv__runlog_option(log, "engine", rules->matcher) &&
           lmv__runlog_option(log, "trace", args->trace ? "yes" : NULL) &&
           lmv__runlog_option(log, "no_text", args->no_text ? "yes" : NULL) &&
           lmv__runlog_option(log, "strict", args->strict ? "yes" : NULL);
}

/* NAME.run.json beside the file that was written. */
static lmv_status write_runlog(classify_run *run, bool complete, lmv_error *err)
{
    lmv__runlog log;
    lmv__buf text, path;
    char ended[32];
    lmv_status status;

    lmv__runlog_init(&log);
    lmv__buf_init(&text);
    lmv__buf_init(&path);
    lmv__process_date(ended);
    log.started = run->started;
    log.ended = ended;
    log.complete = complete;
    log.input = run->args->input;
    log.output = run->written;
    log.reader = run->reader;
    log.setup = &run->args->rules.setup;
    log.tally = &run->tally;
    lmv__buf_addf(&path, "%s.run.json", run->written);
    if (!log_options(run, &log) || path.failed)
        status = lmv__error_nomem(err);
    else
        status = lmv__runlog_format(&log, &text, err);
    if (status == LMV_OK)
        status = lmv__file_save(path.data, text.data, text.len, err);
    lmv__runlog_clear(&log);
    lmv__buf_clear(&text);
    lmv__buf_clear(&path);
    return status;
}

static int finish_rejects(classify_run *run)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__output *output = run->rejects.output;

    if (!output)
        return LMV__EXIT_OK;
    run->rejects.output = NULL;
    if (lmv__output_commit(output, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    lmv__cli_say("the broken records are in %s", run->rejects.path);
    return LMV__EXIT_OK;
}

static int finish_output(classify_run *run)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__output *output = run->output;
    lmv_status status;

    run->output = NULL;
    if (!output)
        return print_table(run);
    if (to_file(run)) {
        run->written = strdup(run->args->output);
        if (!run->written) {
            lmv__output_abandon(output, false);
            lmv__cli_say("out of memory");
            return LMV__EXIT_FAILED;
        }
    }
    status = lmv__output_commit(output, &err);
    if (status == LMV_ECANCELLED) /* nobody reads any more */
        return 128 + SIGPIPE;
    if (status == LMV_OK && run->written)
        status = write_runlog(run, true, &err);
    return status == LMV_OK ? LMV__EXIT_OK
                            : lmv__cli_error(&err, LMV__EXIT_FAILED);
}

static int finish_complete(classify_run *run)
{
    int code = finish_output(run), more;

    if (code == 128 + SIGPIPE)
        return code;
    more = finish_rejects(run);
    say_problems(run);
    say_unknown_languages(run);
    say_disabled(run);
    say_summary(run);
    if (code == LMV__EXIT_OK)
        code = more;
    if (code == LMV__EXIT_OK && run->args->strict &&
        run->tally.failed + run->tally.not_evaluated > 0)
        code = LMV__EXIT_FAILED;
    return code;
}

/* Stopped by a signal: what was written stays, under its temporary name. */
static int finish_stopped(classify_run *run)
{
    lmv_error err = LMV_ERROR_INIT;

    if (run->output && to_file(run)) {
        run->written = strdup(lmv__output_temporary(run->output));
        lmv__output_abandon(run->output, true);
        run->output = NULL;
        if (run->written && write_runlog(run, false, &err) != LMV_OK)
            lmv__cli_error(&err, LMV__EXIT_FAILED);
        lmv__cli_say("stopped; %s is incomplete",
            run->written ? run->written : "the output");
    } else if (run->output) {
        lmv__output_flush(run->output, NULL);
        lmv__cli_say("stopped; the output is incomplete");
    } else {
        print_table(run);
        lmv__cli_say("stopped; the table counts only what was read");
    }
    finish_rejects(run);
    say_summary(run);
    return 128 + lmv__platform_stopped();
}

static int finish_failed(classify_run *run, const lmv_error *err)
{
    lmv__cli_error(err, LMV__EXIT_FAILED);
    if (to_file(run))
        lmv__cli_say("nothing was written to %s", run->args->output);
    finish_rejects(run);
    return LMV__EXIT_FAILED;
}

static bool wants_progress(const lmv__classify_args *args)
{
    if (args->progress != LMV__PROGRESS_AUTO)
        return args->progress == LMV__PROGRESS_ON;
    return lmv__process_terminal(2) &&
           (args->output || args->table || !lmv__process_terminal(1));
}

static int work(classify_run *run)
{
    const lmv__classify_args *args = run->args;
    lmv_error err = LMV_ERROR_INIT;
    lmv__classify_options options = {.engine = args->rules.setup.engine,
        .reader = run->reader,
        .writer = run->writer,
        .output = run->output,
        .threads = args->threads,
        .language = args->language,
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
        return finish_complete(run);
    if (status == LMV_ECANCELLED && lmv__platform_stopped())
        return finish_stopped(run);
    if (status == LMV_ECANCELLED)
        return 128 + SIGPIPE;
    return finish_failed(run, &err);
}

int lmv__classify_command(lmv__classify_args *args)
{
    classify_run run;
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
