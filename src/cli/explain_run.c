#include <config.h>

#include "cli/explain_run.h"

#include "base/file.h"
#include "base/platform.h"
#include "base/process.h"
#include "cli/asks.h"
#include "cli/crash.h"
#include "cli/explain_out.h"
#include "engine/trace.h"
#include "workbench/label.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHOWN_TWINS = 5 };

typedef struct explain_job {
    lmv__explain_args *args;
    lmv_scanner *scanner;
    lmv__nearest *nearest;
    lmv__near *nears; /* by theme */
    size_t explained;
    lmv__explain_place place; /* of the comment at hand */
} explain_job;

/* ---- one comment ---- */

/* What came nearest, for each theme that would have been reported. */
static lmv_status find_nears(explain_job *job, lmv_error *err)
{
    const lmv_ruleset *rules = job->args->rules.setup.ruleset;
    lmv_status status = LMV_OK;
    uint32_t theme;

    if (!job->nearest)
        status = lmv__nearest_new(&job->nearest, rules, err);
    if (status == LMV_OK)
        status = lmv__nearest_begin(
            job->nearest, lmv__trace_document(job->scanner), err);
    for (theme = 0; status == LMV_OK && theme < rules->n_themes; theme++) {
        lmv__trace trace;

        memset(&job->nears[theme], 0, sizeof job->nears[theme]);
        if (lmv__trace_theme(job->scanner, theme, &trace) && trace.reported &&
            !trace.assigned && trace.n_candidates == 0 &&
            rules->themes[theme].kind != LMV_KIND_GROUP)
            status = lmv__nearest_theme(
                job->nearest, theme, &job->nears[theme], err);
    }
    return status;
}

static int print(explain_job *job, lmv__explain *explain)
{
    lmv__buf out;

    lmv__buf_init(&out);
    if (job->explained++ > 0 && !job->args->json)
        lmv__buf_adds(&out, "\n----\n\n");
    if (job->args->json)
        lmv__explain_json(explain, &out);
    else
        lmv__explain_text(explain, &out);
    if (out.failed)
        lmv__cli_say("out of memory");
    else
        fwrite(out.data, 1, out.len, stdout);
    lmv__buf_clear(&out);
    return out.failed ? LMV__EXIT_FAILED : LMV__EXIT_OK;
}

static int explain_one(
    explain_job *job, lmv__slice text, const char *language, lmv_asked asked)
{
    const lmv__explain_args *args = job->args;
    lmv__explain explain = {.setup = &args->rules.setup,
        .scanner = job->scanner,
        .place = job->place,
        .text = text,
        .nears = job->nears,
        .all_themes = args->rules.some_themes,
        .show_tokens = args->show_tokens,
        .plugin = args->plugin,
        .color = lmv__color_wanted(args->color, STDOUT_FILENO),
        .width = lmv__process_columns(STDOUT_FILENO)};
    lmv_scan_options known = LMV_SCAN_OPTIONS_INIT;
    lmv_error err = LMV_ERROR_INIT;

    known.language = args->language ? args->language : language;
    known.asked = asked;
    if (lmv_scanner_scan_with(job->scanner, text.ptr, text.len, &known,
            &explain.result, &err) != LMV_OK ||
        find_nears(job, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    return print(job, &explain);
}

/* The whole of standard input is one comment. */
static int explain_stdin(explain_job *job)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf text;
    lmv__slice slice;
    int code;

    lmv__buf_init(&text);
    if (lmv__file_load("-", LMV__MAX_RECORD, &text, &err) != LMV_OK) {
        lmv__buf_clear(&text);
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    if (text.len > 0 && text.data[text.len - 1] == '\n')
        text.len--;
    slice.ptr = text.data ? text.data : "";
    slice.len = text.len;
    code = explain_one(job, slice, NULL, job->args->asked);
    lmv__buf_clear(&text);
    return code;
}

/* ---- a record of a file ---- */

typedef struct file_search {
    explain_job *job;
    const char *path;
    lmv__reader *reader;
    const lmv__columns *columns;
    const char *language; /* of the record at hand */
    lmv_asked *asked;     /* by text column */
    uint64_t number;      /* --record, or --id where no column has ids; 0 */
    uint64_t twins[SHOWN_TWINS], found;
    lmv__record kept; /* the first that was found */
} file_search;

static bool parse_number(const char *value, uint64_t *number)
{
    char *end;

    errno = 0;
    *number = strtoull(value, &end, 10);
    return *value >= '1' && *value <= '9' && !*end && !errno;
}

static bool is_wanted(const file_search *search, const lmv__record *record)
{
    if (search->number > 0)
        return record->number == search->number;
    return record->status != LMV__RECORD_ERROR &&
           lmv__slice_is(lmv__record_field(record, search->columns->id),
               search->job->args->id);
}

/* Reads to the end: an id may be there twice. */
static lmv_status search_file(file_search *search, lmv_error *err)
{
    lmv__record record;
    bool more = true;
    lmv_status status = LMV_OK;

    lmv__record_init(&record);
    while (status == LMV_OK && more &&
           !(search->number > 0 && search->found > 0)) {
        status = lmv__reader_next(search->reader, &record, &more, err);
        if (status != LMV_OK || !more || !is_wanted(search, &record))
            continue;
        if (search->found < SHOWN_TWINS)
            search->twins[search->found] = record.number;
        if (search->found++ == 0) {
            search->kept = record;
            lmv__record_init(&record);
        }
    }
    lmv__record_clear(&record);
    return status;
}

static int not_found(const file_search *search)
{
    const lmv__explain_args *args = search->job->args;
    unsigned long long n =
        (unsigned long long)lmv__reader_records(search->reader);
    uint64_t number;

    if (search->number > 0)
        lmv__cli_say("%s has no record %llu: it has %llu", search->path,
            (unsigned long long)search->number, n);
    else if (parse_number(args->id, &number) && number <= n)
        lmv__cli_say("%s: no record has the id %s in column %.*s; --record %s "
                     "is its place in the file",
            search->path, args->id,
            (int)search->columns->at[search->columns->id].name.len,
            search->columns->at[search->columns->id].name.ptr, args->id);
    else
        lmv__cli_say("%s: no record has the id %s in column %.*s; --id-column "
                     "names another column of ids",
            search->path, args->id,
            (int)search->columns->at[search->columns->id].name.len,
            search->columns->at[search->columns->id].name.ptr);
    return LMV__EXIT_USAGE;
}

static int ambiguous(const file_search *search)
{
    lmv__buf list;
    uint64_t i;

    lmv__buf_init(&list);
    for (i = 0; i < search->found && i < SHOWN_TWINS; i++)
        lmv__buf_addf(&list, "%s%llu", i ? ", " : "",
            (unsigned long long)search->twins[i]);
    lmv__cli_say("%s: %llu records have the id %s: %s%s; say which one with "
                 "--record",
        search->path, (unsigned long long)search->found, search->job->args->id,
        list.data ? list.data : "", search->found > SHOWN_TWINS ? " ..." : "");
    lmv__buf_clear(&list);
    return LMV__EXIT_USAGE;
}

static const char *language_of(
    const file_search *search, const lmv__record *record)
{
    const lmv__langdata *data =
        search->job->args->rules.setup.ruleset->langdata;
    int language = LMV__LANG_UNKNOWN;

    if (search->columns->language != LMV__NO_COLUMN)
        language = lmv__langdata_find(
            data, lmv__record_field(record, search->columns->language));
    return language >= 0 ? lmv__langdata_code(data, language) : NULL;
}

/* All its comments that are not empty. */
static int explain_record(file_search *search)
{
    explain_job *job = search->job;
    const lmv__record *record = &search->kept;
    size_t explained = job->explained, i;
    int code = LMV__EXIT_OK;
    lmv__arena arena;

    if (record->status == LMV__RECORD_ERROR) {
        lmv__cli_say("%s: record %llu cannot be read: %s", search->path,
            (unsigned long long)record->number, record->message);
        return LMV__EXIT_FAILED;
    }
    if (record->excluded)
        lmv__cli_say("note: record %llu is of a %s: classify leaves it out",
            (unsigned long long)record->number, record->excluded);
    job->place.file = search->path;
    job->place.record = record->number;
    job->place.id = search->columns->id == LMV__NO_COLUMN
                        ? lmv__slice_of("")
                        : lmv__record_field(record, search->columns->id);
    lmv__arena_init(&arena, 4096);
    for (i = 0; i < search->columns->n_text && code == LMV__EXIT_OK; i++) {
        size_t column = search->columns->text[i];
        lmv__slice text;

        job->place.column = search->columns->at[column].name;
        if (!lmv__label_text(search->columns, record, column, &arena, &text))
            code = lmv__cli_error(
                &(lmv_error){.message = "out of memory"}, LMV__EXIT_FAILED);
        else if (text.len > 0)
            code = explain_one(job, text, language_of(search, record),
                job->args->asked_given ? job->args->asked : search->asked[i]);
    }
    lmv__arena_clear(&arena);
    if (code == LMV__EXIT_OK && job->explained == explained) {
        lmv__cli_say("%s: record %llu has no comment%s", search->path,
            (unsigned long long)record->number,
            search->columns->n_text == 1 ? " (see --text)" : "");
        code = LMV__EXIT_FAILED;
    }
    return code;
}

static lmv_status open_file(file_search *search, lmv_error *err)
{
    const lmv__explain_args *args = search->job->args;
    lmv__reader_options how;
    size_t i;

    memset(&how, 0, sizeof how);
    how.path = search->path;
    how.text = (const char *const *)args->text.data;
    how.n_text = args->text.len;
    how.id = args->id_column;
    how.language = args->lang_column;
    how.encoding = args->encoding;
    how.separator = args->separator;
    if (lmv__reader_open(&search->reader, &how, err) != LMV_OK)
        return err->status;
    search->columns = lmv__reader_columns(search->reader);
    for (i = 0; i < lmv__reader_warning_count(search->reader); i++)
        lmv__cli_say("note: %s", lmv__reader_warning(search->reader, i));
    return LMV_OK;
}

/* Which record?  Without a column of ids a record's id is its number. */
static int choose_record(file_search *search)
{
    const lmv__explain_args *args = search->job->args;
    const char *number = args->record;

    if (!number && search->columns->id == LMV__NO_COLUMN)
        number = args->id;
    if (!number || parse_number(number, &search->number))
        return LMV__EXIT_OK;
    if (args->record)
        return lmv__cli_usage(
            &lmv__cmd_explain, "--record %s: a number from 1 on", number);
    lmv__cli_say("%s: no column holds ids, so --id is the record's number; "
                 "--id-column names a column",
        search->path);
    return LMV__EXIT_USAGE;
}

static int explain_file(explain_job *job, const char *path)
{
    file_search search = {.job = job, .path = path};
    lmv_error err = LMV_ERROR_INIT;
    int code;

    if (open_file(&search, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_USAGE);
    lmv__record_init(&search.kept);
    search.asked = lmv__asks_columns(&lmv__cmd_explain, &job->args->asks,
        job->args->rules.setup.ruleset, search.columns);
    code = search.asked ? choose_record(&search) : LMV__EXIT_USAGE;
    if (code == LMV__EXIT_OK && search_file(&search, &err) != LMV_OK)
        code = lmv__cli_error(&err, LMV__EXIT_FAILED);
    else if (code == LMV__EXIT_OK)
        code = search.found == 0  ? not_found(&search)
               : search.found > 1 ? ambiguous(&search)
                                  : explain_record(&search);
    lmv__record_clear(&search.kept);
    free(search.asked);
    lmv__reader_close(search.reader);
    return code;
}

/* ---- the command ---- */

static bool knows_plugin(const lmv__explain_args *args)
{
    const lmv_engine *engine = args->rules.setup.engine;
    size_t i;

    if (!args->plugin)
        return true;
    for (i = 0; i < lmv_engine_plugin_count(engine); i++)
        if (strcmp(lmv_engine_plugin_name(engine, i), args->plugin) == 0)
            return true;
    lmv__cli_usage(&lmv__cmd_explain,
        "there is no plugin %s; `leitmotiv plugins` lists them", args->plugin);
    return false;
}

static bool knows_language(lmv__explain_args *args)
{
    const lmv__langdata *data = args->rules.setup.ruleset->langdata;
    int language;

    if (!args->language)
        return true;
    language = lmv__langdata_find(data, lmv__slice_of(args->language));
    if (language < 0) {
        lmv__cli_usage(&lmv__cmd_explain,
            "--language %s: no loaded pack knows this language",
            args->language);
        return false;
    }
    args->language = lmv__langdata_code(data, language);
    return true;
}

/* "survey.csv" alone: nobody wants to know what themes a file's name has. */
static bool is_forgotten_id(const lmv__explain_args *args, const char *word)
{
    lmv__file_mode mode;

    if (args->id || args->record || strchr(word, ' ') ||
        lmv__platform_mode(word, &mode, NULL) != LMV_OK || !mode.regular)
        return false;
    lmv__cli_usage(&lmv__cmd_explain,
        "%s is a file: which of its comments? --id ID or --record N", word);
    return true;
}

static int explain_all(explain_job *job, int argc, char **argv, int rest)
{
    const lmv__explain_args *args = job->args;
    int code = LMV__EXIT_OK, i;

    for (i = rest; i < argc && code == LMV__EXIT_OK; i++) {
        if (args->id || args->record)
            code = explain_file(job, argv[i]);
        else if (strcmp(argv[i], "-") == 0)
            code = explain_stdin(job);
        else if (is_forgotten_id(args, argv[i]))
            code = LMV__EXIT_USAGE;
        else
            code = explain_one(
                job, lmv__slice_of(argv[i]), NULL, job->args->asked);
    }
    return code;
}

int lmv__explain_run(lmv__explain_args *args, int argc, char **argv, int rest)
{
    explain_job job = {.args = args};
    lmv_error err = LMV_ERROR_INIT;
    int code;

    if (args->id && args->record)
        return lmv__cli_usage(&lmv__cmd_explain,
            "--id and --record both say which comment: one of them, please");
    if (!args->id && !args->record && args->text.len + args->asks.len > 0)
        return lmv__cli_usage(&lmv__cmd_explain,
            "%s is about a file: --id ID or --record N is missing",
            args->text.len > 0 ? "--text" : "--asks COLUMN=KIND");
    code = lmv__cli_rules_open(&args->rules);
    if (code != LMV__EXIT_OK)
        return code;
    if (!knows_plugin(args) || !knows_language(args))
        return LMV__EXIT_USAGE;
    lmv__crash_watch(args->rules.setup.engine);
    job.nears = calloc(
        (size_t)args->rules.setup.ruleset->n_themes + 1, sizeof *job.nears);
    if (!job.nears || lmv_scanner_new(&job.scanner, args->rules.setup.engine,
                          &err) != LMV_OK) {
        free(job.nears);
        lmv__cli_say("%s", err.message[0] ? err.message : "out of memory");
        return LMV__EXIT_FAILED;
    }
    lmv__trace_notes(job.scanner, args->plugin != NULL);
    code = explain_all(&job, argc, argv, rest);
    lmv__nearest_free(job.nearest);
    lmv_scanner_free(job.scanner);
    free(job.nears);
    return code;
}
