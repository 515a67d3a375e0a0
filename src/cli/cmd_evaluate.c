/*
 * leitmotiv evaluate: the themes beside what people coded.
 */
#include <config.h>

#include "base/file.h"
#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/evaluate_out.h"
#include "cli/half.h"
#include "cli/style.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    KEY_GOLD = LMV__KEY_OWN,
    KEY_GOLD_ID,
    KEY_JUDGED,
    KEY_CODER,
    KEY_HALF,
    KEY_SEED,
    KEY_RESAMPLES,
    KEY_RESPONDENT,
    KEY_ERRORS,
    KEY_SHOW,
    KEY_COVERAGE,
    KEY_JSON
};

static const lmv__cli_option options[] = {
    {"gold", KEY_GOLD, "FILE", "what people coded (needed)"},
    {"gold-id", KEY_GOLD_ID, "COLUMN",
        "its column of the comments' ids; default: found"},
    {"judged", KEY_JUDGED, "WHICH",
        "all: every theme was judged; or a file of theme ids;\n"
        "default: the themes that the gold names"},
    {"coder", KEY_CODER, "NAME", "only this coder's rows"},
    {"half", KEY_HALF, "NAME",
        "dev or test: one half of the comments, by their ids;\n"
        "every look at test is written to GOLD.looks"},
    {"respondent", KEY_RESPONDENT, "NAME",
        "comments with one value of this column belong together;\n"
        "default: the id"},
    {"seed", KEY_SEED, "N", "of the bootstrap; default: 1"},
    {"resamples", KEY_RESAMPLES, "N",
        "of the bootstrap; default: 2000, 0: no intervals"},
    {"errors", KEY_ERRORS, "FILE", "write every error to this CSV file"},
    {"show", KEY_SHOW, "N", "errors of each kind in the text; default: 10"},
    {"coverage", KEY_COVERAGE, NULL, "list every entry of the rules"},
    {"json", KEY_JSON, NULL, "one JSON object, with all numbers"},
    {"color", LMV__KEY_COLOR, "WHEN", "auto (default), always, never"},
    {NULL, 0, NULL, NULL},
};

typedef struct evaluate_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus;
    lmv__gold_options gold;
    lmv__evaluation_options how;
    const char *errors;
    size_t show;
    bool coverage, json;
    lmv__color_choice color;
} evaluate_args;

static bool take_number(
    const char *name, const char *value, uint64_t most, uint64_t *to)
{
    char *end;

    errno = 0;
    *to = strtoull(value, &end, 10);
    if (*value >= '0' && *value <= '9' && !*end && !errno && *to <= most)
        return true;
    lmv__cli_usage(&lmv__cmd_evaluate, "--%s %s: a number up to %llu", name,
        value, (unsigned long long)most);
    return false;
}

static bool take_color(evaluate_args *args, const char *value)
{
    if (lmv__color_parse(value, &args->color))
        return true;
    lmv__cli_usage(
        &lmv__cmd_evaluate, "--color %s: auto, always or never", value);
    return false;
}

static bool take_numbers(evaluate_args *args, int key, const char *value)
{
    uint64_t number = 0;

    if (key == KEY_SEED)
        return take_number("seed", value, UINT64_MAX, &args->how.seed);
    if (!take_number(
            key == KEY_SHOW ? "show" : "resamples", value, 100000, &number))
        return false;
    if (key == KEY_SHOW)
        args->show = (size_t)number;
    else
        args->how.resamples = (unsigned)number;
    return true;
}

static bool take(void *payload, int key, const char *value)
{
    evaluate_args *args = payload;
    int taken;

    switch (key) {
    case KEY_GOLD:
        args->gold.path = value;
        return true;
    case KEY_GOLD_ID:
        args->gold.id = value;
        return true;
    case KEY_JUDGED:
        args->how.judged = value;
        return true;
    case KEY_CODER:
        args->how.coder = value;
        return true;
    case KEY_HALF:
        return lmv__half_take(&lmv__cmd_evaluate, value, &args->how.half);
    case KEY_RESPONDENT:
        args->corpus.respondent = value;
        return true;
    case KEY_SEED:
    case KEY_RESAMPLES:
    case KEY_SHOW:
        return take_numbers(args, key, value);
    case KEY_ERRORS:
        args->errors = value;
        return true;
    case KEY_COVERAGE:
        return args->coverage = true;
    case KEY_JSON:
        return args->json = true;
    case LMV__KEY_COLOR:
        return take_color(args, value);
    default:
        taken =
            lmv__cli_corpus_take(&args->corpus, &lmv__cmd_evaluate, key, value);
        return taken ? taken > 0
                     : lmv__cli_rules_take(&args->rules, key, value);
    }
}

static void add_head(
    const evaluate_args *args, const lmv__evaluation *e, lmv__buf *to)
{
    size_t i, themes = 0;

    for (i = 0; i < e->n_scores; i++)
        themes += e->themes[i].averaged;
    lmv__buf_addf(to,
        "%zu comment%s, of which %zu %s coded%s; %zu themes "
        "judged; gold: %s, %zu coder%s\n",
        e->corpus->comments.len, e->corpus->comments.len == 1 ? "" : "s",
        e->n_rows, e->n_rows == 1 ? "is" : "are",
        args->how.half == LMV__HALF_DEV    ? " (half dev)"
        : args->how.half == LMV__HALF_TEST ? " (half test)"
                                           : "",
        themes, e->gold->shape, e->gold->coders.len,
        e->gold->coders.len == 1 ? "" : "s");
}

static int print(const evaluate_args *args, const lmv__evaluate_out *out)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf text;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&text);
    if (args->errors) {
        lmv__evaluate_errors(out, &text);
        if (text.failed)
            lmv__error_nomem(&err);
        else
            lmv__file_save(args->errors, text.data, text.len, &err);
        if (err.status != LMV_OK)
            code = lmv__cli_error(&err, LMV__EXIT_FAILED);
        lmv__buf_reset(&text);
    }
    if (args->json) {
        lmv__evaluate_json(out, &text);
    } else {
        add_head(args, out->evaluation, &text);
        lmv__evaluate_text(out, &text);
    }
    if (text.failed) {
        lmv__cli_say("out of memory");
        code = LMV__EXIT_FAILED;
    } else {
        fwrite(text.data, 1, text.len, stdout);
    }
    lmv__buf_clear(&text);
    return code;
}

static int report(const evaluate_args *args, const lmv__outcomes *outcomes,
    const lmv__evaluation *evaluation)
{
    lmv__evaluate_out out = {.evaluation = evaluation,
        .show = args->show,
        .all_entries = args->coverage,
        .color = lmv__color_wanted(args->color, STDOUT_FILENO)};
    lmv_error err = LMV_ERROR_INIT;
    lmv__misses misses;
    lmv__coverage coverage;
    lmv__unlabelled unlabelled;
    int code;

    if (lmv__misses_find(&misses, evaluation, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (lmv__coverage_make(&coverage, outcomes, evaluation, &err) != LMV_OK) {
        lmv__misses_clear(&misses);
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    out.misses = &misses;
    out.coverage = &coverage;
    out.unlabelled = &unlabelled;
    if (lmv__unlabelled_find(&unlabelled, evaluation->corpus, outcomes, &err) ==
        LMV_OK)
        code = print(args, &out);
    else
        code = lmv__cli_error(&err, LMV__EXIT_FAILED);
    lmv__unlabelled_clear(&unlabelled);
    lmv__coverage_clear(&coverage);
    lmv__misses_clear(&misses);
    return code;
}

static int evaluate_gold(const evaluate_args *args, const lmv__gold *gold,
    const lmv__outcomes *outcomes)
{
    lmv__evaluation evaluation;
    lmv_error err = LMV_ERROR_INIT;
    size_t i;
    int code;

    for (i = 0; i < gold->remarks.len; i++)
        lmv__cli_say(
            "note: %s", *(const char **)lmv__vec_at(&gold->remarks, i));
    if (lmv__evaluation_make(&evaluation, &args->corpus.corpus, outcomes, gold,
            &args->how, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = lmv__half_log(args->gold.path, args->how.half);
    if (code == LMV__EXIT_OK)
        code = report(args, outcomes, &evaluation);
    lmv__evaluation_clear(&evaluation);
    return code;
}

static int evaluate(evaluate_args *args, const char *path)
{
    lmv__outcomes outcomes;
    lmv__gold gold;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_rules_open(&args->rules);

    args->how.threads = args->corpus.threads;
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, path);
    if (code != LMV__EXIT_OK)
        return code;
    lmv__crash_watch(args->rules.setup.engine);
    /* The gold is read first: its mistakes are found at once. */
    if (lmv__gold_load(&gold, &args->gold, &args->corpus.corpus,
            args->rules.setup.ruleset, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = lmv__cli_corpus_scan(
        &args->corpus, &args->rules.setup, false, &outcomes);
    if (code == LMV__EXIT_OK) {
        code = evaluate_gold(args, &gold, &outcomes);
        lmv__outcomes_clear(&outcomes);
    }
    lmv__gold_clear(&gold);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    evaluate_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.how.seed = 1;
    args.how.resamples = 2000;
    args.show = 10;
    lmv__cli_rules_init(&args.rules);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest + 1 != argc)
        code = lmv__cli_usage(command, "one file of comments, please");
    else if (!args.gold.path)
        code = lmv__cli_usage(command, "--gold FILE is needed");
    else
        code = evaluate(&args, argv[rest]);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_evaluate = {
    "evaluate",
    "[OPTION]... --gold FILE COMMENTS",
    "measure the themes against what people coded",
    "Runs the rules over COMMENTS and compares with the gold: the errors "
    "first, those\nthat are easiest to mend at the top, then what each entry "
    "does, and precision,\nrecall, F1, kappa and Krippendorff's alpha for "
    "every theme, overall and by language.\nThe gold is long CSV "
    "(comment_id,theme[,label,coder,...]), a matrix of 0 and 1,\ncolumns of "
    "codes, or JSONL {\"id\",\"themes\"}. A theme that it never names is not\n"
    "judged.",
    {options, lmv__cli_corpus_options, lmv__cli_rules_options, NULL},
    "  leitmotiv evaluate --gold gold.csv survey.csv\n"
    "  leitmotiv evaluate --gold gold.csv --half dev --errors errors.csv "
    "survey.csv\n"
    "  leitmotiv evaluate --gold coded.jsonl --judged all --json survey.csv\n",
    run,
};
