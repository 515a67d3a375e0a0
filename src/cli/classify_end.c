/*
 * How a run of `classify` ends, and what the user is told.
 */
#include <config.h>

#include "cli/classify_run_p.h"

#include "base/file.h"
#include "base/platform.h"
#include "base/process.h"
#include "cli/table.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Named with their numbers, since it is for the user to decide. */
static void say_mojibake(const lmv__run_parts *run, const lmv__problem *problem)
{
    lmv__buf numbers;
    size_t i;

    if (problem->count == 0)
        return;
    lmv__buf_init(&numbers);
    for (i = 0; i < LMV__PROBLEM_RECORDS && i < problem->count; i++)
        lmv__buf_addf(&numbers, "%s%llu", i > 0 ? ", " : "",
            (unsigned long long)problem->records[i]);
    lmv__cli_say("%s: %s: %llu, record%s %s%s", run->args->input, problem->what,
        (unsigned long long)problem->count, problem->count == 1 ? "" : "s",
        numbers.data ? numbers.data : "",
        problem->count > LMV__PROBLEM_RECORDS ? " ..." : "");
    lmv__buf_clear(&numbers);
}

static void say_problems(const lmv__run_parts *run)
{
    const lmv__problem *problems = lmv__reader_problems(run->reader);
    size_t i;

    for (i = 0; i < LMV__PROBLEM_COUNT; i++)
        if (i == LMV__PROBLEM_MOJIBAKE)
            say_mojibake(run, &problems[i]);
        else if (problems[i].count > 0)
            lmv__cli_say("%s: %s: %llu, the first in %s %llu", run->args->input,
                problems[i].what, (unsigned long long)problems[i].count,
                lmv__reader_place(run->reader),
                (unsigned long long)problems[i].first_line);
}

static void say_unknown_languages(const lmv__run_parts *run)
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

static void say_disabled(const lmv__run_parts *run)
{
    size_t n = lmv_ruleset_disabled_count(run->args->rules.setup.ruleset);

    if (n > 0)
        lmv__cli_say("%zu theme%s left out because of errors in the rules", n,
            n == 1 ? " was" : "s were");
}

static void say_interviews(const lmv__run_parts *run)
{
    const lmv__tally *tally = &run->tally;
    const char *tool = lmv__reader_dialect(run->reader)->tool;

    if (tally->excluded > 0)
        lmv__cli_say("%s export: %llu record%s of testers or previews, not "
                     "classified (excluded)",
            tool, (unsigned long long)tally->excluded,
            tally->excluded == 1 ? "" : "s");
    if (tally->incomplete > 0)
        lmv__cli_say("%s export: %llu interview%s not completed, classified "
                     "and marked (incomplete)",
            tool, (unsigned long long)tally->incomplete,
            tally->incomplete == 1 ? "" : "s");
}

static void say_summary(const lmv__run_parts *run)
{
    const lmv__tally *tally = &run->tally;
    double seconds = lmv__process_clock() - run->clock;
    char more[128] = "";

    if (tally->comments != tally->records)
        snprintf(more, sizeof more, ", %llu comments",
            (unsigned long long)tally->comments);
    say_interviews(run);
    lmv__cli_say("%llu record%s%s, %llu labelled, %llu empty, %llu errors, "
                 "%llu not evaluated, %.1f s",
        (unsigned long long)tally->records, tally->records == 1 ? "" : "s",
        more, (unsigned long long)tally->labelled,
        (unsigned long long)tally->empty, (unsigned long long)tally->failed,
        (unsigned long long)tally->not_evaluated, seconds);
}

static const char *column_names(const lmv__run_parts *run, lmv__buf *names)
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

static int print_table(lmv__run_parts *run)
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

static bool to_file(const lmv__run_parts *run)
{
    return run->args->output && strcmp(run->args->output, "-") != 0;
}

static bool log_options(const lmv__run_parts *run, lmv__runlog *log)
{
    const lmv__classify_args *args = run->args;
    const lmv__cli_rules *rules = &args->rules;

    return lmv__runlog_list(log, "text", args->text.data, args->text.len) &&
           lmv__runlog_list(log, "asks", args->asks.data, args->asks.len) &&
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
           lmv__runlog_option(log, "sheet", args->sheet) &&
           lmv__runlog_option(log, "threads", args->threads_name) &&
           lmv__runlog_option(log, "offsets", args->offsets_name) &&
           lmv__runlog_option(log, "engine", rules->matcher) &&
           lmv__runlog_option(log, "trace", args->trace ? "yes" : NULL) &&
           lmv__runlog_option(log, "no_text", args->no_text ? "yes" : NULL) &&
           lmv__runlog_list(log, "keep", args->keep.data, args->keep.len) &&
           lmv__runlog_option(
               log, "drop_personal", args->drop_personal ? "yes" : NULL) &&
           lmv__runlog_option(log, "excel",
               args->excel ? (args->excel == ';' ? "de" : "en") : NULL) &&
           lmv__runlog_option(log, "long", args->long_rows ? "yes" : NULL) &&
           lmv__runlog_option(
               log, "trust_input", args->trust_input ? "yes" : NULL) &&
           lmv__runlog_option(log, "append", args->append ? "yes" : NULL) &&
           lmv__runlog_option(log, "labels", args->labels) &&
           lmv__runlog_option(
               log, "fix_mojibake", args->fix_mojibake ? "yes" : NULL) &&
           lmv__runlog_option(log, "offsets_of",
               args->fix_mojibake ? "the mended text" : NULL) &&
           lmv__runlog_option(log, "strict", args->strict ? "yes" : NULL);
}

/* NAME.run.json beside the file that was written. */
static lmv_status write_runlog(
    lmv__run_parts *run, bool complete, lmv_error *err)
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

static int finish_rejects(lmv__run_parts *run)
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

static int finish_output(lmv__run_parts *run)
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

int lmv__classify_complete(lmv__run_parts *run)
{
    int code = finish_output(run), more;

    if (code == 128 + SIGPIPE)
        return code;
    more = finish_rejects(run);
    lmv__classify_warn(run);
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
int lmv__classify_stopped(lmv__run_parts *run)
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

int lmv__classify_failed(lmv__run_parts *run, const lmv_error *err)
{
    lmv__cli_error(err, LMV__EXIT_FAILED);
    if (to_file(run))
        lmv__cli_say("nothing was written to %s", run->args->output);
    finish_rejects(run);
    return LMV__EXIT_FAILED;
}
