/*
 * leitmotiv sample: blind sheets for people to code.
 */
#include <config.h>

#include "base/file.h"
#include "base/platform.h"
#include "cli/corpus.h"
#include "cli/crash.h"
#include "rules/model.h"
#include "workbench/sheet_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_N = LMV__KEY_OWN,
    KEY_CODERS,
    KEY_OVERLAP,
    KEY_SEED,
    KEY_SLOTS,
    KEY_EXCEL
};
enum { MAX_CODERS = 64 };

static const lmv__cli_option options[] = {
    {"output", 'o', "NAME.csv",
        "name of the sheets: NAME-1.csv, ...; or NAME.xlsx, in\n"
        "which the themes are chosen from a list; needed"},
    {"n", KEY_N, "N", "comments to draw; default: 300"},
    {"coders", KEY_CODERS, "N", "how many people code; default: 2"},
    {"overlap", KEY_OVERLAP, "N",
        "comments that all of them code; default: a third of --n"},
    {"seed", KEY_SEED, "N", "the same seed draws the same; default: 1"},
    {"slots", KEY_SLOTS, "N", "cells for themes in a row; default: 6"},
    {"excel", KEY_EXCEL, "LANG",
        "for Excel in this language: de (separator ;) or en (,)"},
    {NULL, 0, NULL, NULL},
};

typedef struct sample_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus;
    lmv__draw_options draw;
    lmv__sheet_options sheet;
    const char *output, *labels;
    bool overlap;
} sample_args;

static bool take_number(const char *name, const char *value, uint64_t least,
    uint64_t most, uint64_t *to)
{
    char *end;

    *to = strtoull(value, &end, 10);
    if (*value >= '0' && *value <= '9' && !*end && *to >= least && *to <= most)
        return true;
    lmv__cli_usage(&lmv__cmd_sample, "--%s %s: a number from %llu to %llu",
        name, value, (unsigned long long)least, (unsigned long long)most);
    return false;
}

static bool take_size(const char *name, const char *value, uint64_t least,
    uint64_t most, size_t *to)
{
    uint64_t number;
    bool good = take_number(name, value, least, most, &number);

    *to = good ? (size_t)number : 0;
    return good;
}

static bool take_excel(sample_args *args, const char *value)
{
    args->sheet.excel = true;
    args->sheet.separator = *value == 'd' ? ';' : ',';
    if (strcmp(value, "de") == 0 || strcmp(value, "en") == 0)
        return true;
    lmv__cli_usage(&lmv__cmd_sample, "--excel %s: de or en", value);
    return false;
}

static bool take(void *payload, int key, const char *value)
{
    sample_args *args = payload;
    int taken;

    switch (key) {
    case 'o':
        args->output = value;
        return true;
    case KEY_N:
        return take_size("n", value, 1, 100000, &args->draw.n);
    case KEY_CODERS:
        return take_size("coders", value, 1, MAX_CODERS, &args->draw.coders);
    case KEY_OVERLAP:
        args->overlap = true;
        return take_size("overlap", value, 0, 100000, &args->draw.overlap);
    case KEY_SEED:
        return take_number("seed", value, 0, UINT64_MAX, &args->draw.seed);
    case KEY_SLOTS:
        return take_size("slots", value, 1, LMV__MAX_SLOTS, &args->sheet.slots);
    case KEY_EXCEL:
        return take_excel(args, value);
    default:
        taken =
            lmv__cli_corpus_take(&args->corpus, &lmv__cmd_sample, key, value);
        return taken ? taken > 0
                     : lmv__cli_rules_take(&args->rules, key, value);
    }
}

/* ---- files ---- */

static bool is_book(const sample_args *args)
{
    return strcmp(strrchr(args->output, '.'), ".xlsx") == 0;
}

static const char *suffix(const sample_args *args)
{
    return is_book(args) ? ".xlsx" : ".csv";
}

static const char *language(const sample_args *args)
{
    return args->corpus.language ? args->corpus.language : "en";
}

static bool save_book(const sample_args *args, const lmv__draw *draw,
    const uint32_t *order, size_t n, const char *path)
{
    lmv__sheet_book book = {args->rules.setup.ruleset, &args->corpus.corpus,
        draw, language(args), args->sheet.slots};
    lmv_error err = LMV_ERROR_INIT;

    if (lmv__sheet_book_save(&book, order, n, path, &err) != LMV_OK)
        lmv__cli_error(&err, LMV__EXIT_FAILED);
    return err.status == LMV_OK;
}

/* NAME-`part`; false: the name is too long, or what it names is there. */
static bool name_file(
    const sample_args *args, const char *part, char path[4096])
{
    size_t stem = (size_t)(strrchr(args->output, '.') - args->output);
    lmv__file_mode mode;
    int n = snprintf(path, 4096, "%.*s-%s", (int)stem, args->output, part);

    if (n < 0 || n >= 4096) {
        lmv__cli_say("the name %s is too long", args->output);
        return false;
    }
    if (lmv__platform_mode(path, &mode, NULL) != LMV_OK)
        return true;
    lmv__cli_say("%s is there: what was coded is not written over; choose "
                 "another name, or move it away",
        path);
    return false;
}

static bool save(const char *path, const lmv__buf *text)
{
    lmv_error err = LMV_ERROR_INIT;

    if (text->failed)
        lmv__error_nomem(&err);
    else
        lmv__file_save(path, text->data, text->len, &err);
    if (err.status != LMV_OK)
        lmv__cli_error(&err, LMV__EXIT_FAILED);
    return err.status == LMV_OK;
}

/* No file is begun when another of them is there. */
static bool names_are_free(const sample_args *args)
{
    char path[4096], part[32];
    size_t i;

    for (i = 1; i <= args->draw.coders; i++) {
        snprintf(part, sizeof part, "%zu%s", i, suffix(args));
        if (!name_file(args, part, path))
            return false;
    }
    return name_file(args, "codebook.md", path) &&
           name_file(args, "key.csv", path);
}

static bool write_sheet(
    const sample_args *args, const lmv__draw *draw, uint32_t coder)
{
    uint32_t *order = calloc(draw->drawn.len + 1, sizeof *order);
    char path[4096], part[32];
    lmv__buf text;
    size_t n = 0;
    bool ok = order != NULL;

    lmv__buf_init(&text);
    snprintf(part, sizeof part, "%u%s", coder + 1, suffix(args));
    if (ok)
        n = lmv__draw_sheet(draw, coder, args->draw.seed, order);
    ok = ok && name_file(args, part, path);
    if (ok && is_book(args)) {
        ok = save_book(args, draw, order, n, path);
    } else if (ok) {
        lmv__sheet_write(
            &text, &args->corpus.corpus, draw, order, n, &args->sheet);
        ok = save(path, &text);
    }
    if (ok)
        printf("%s: %zu comments\n", path, n);
    free(order);
    lmv__buf_clear(&text);
    return ok;
}

static bool write_others(const sample_args *args, const lmv__draw *draw)
{
    const lmv_ruleset *rules = args->rules.setup.ruleset;
    char path[4096];
    lmv__buf text;
    bool ok;

    lmv__buf_init(&text);
    lmv__sheet_codebook(&text, rules, language(args));
    ok = name_file(args, "codebook.md", path) && save(path, &text);
    if (ok)
        printf("%s: for the coders\n", path);
    lmv__buf_reset(&text);
    lmv__sheet_key(&text, &args->corpus.corpus, draw);
    ok = ok && name_file(args, "key.csv", path) && save(path, &text);
    if (ok)
        printf("%s: strata and weights, not for the coders\n", path);
    lmv__buf_clear(&text);
    return ok;
}

/* ---- the command ---- */

static int write_all(const sample_args *args, const lmv__draw *draw)
{
    uint32_t i;
    bool ok = true;
    int s;

    printf("%zu of %zu comments drawn, seed %llu\n"
           "stratum     comments  drawn   weight\n",
        draw->drawn.len, args->corpus.corpus.comments.len,
        (unsigned long long)args->draw.seed);
    for (s = 0; s < LMV__STRATA; s++) {
        printf("%-10s  %8zu %6zu", lmv__stratum_name((lmv__stratum)s),
            draw->sizes[s], draw->taken[s]);
        if (draw->taken[s] > 0)
            printf(" %8.3f\n", (double)draw->sizes[s] / (double)draw->taken[s]);
        else
            printf("        -\n");
    }
    for (i = 0; i < args->draw.coders && ok; i++)
        ok = write_sheet(args, draw, i);
    return ok && write_others(args, draw) ? LMV__EXIT_OK : LMV__EXIT_FAILED;
}

static int sample(sample_args *args, const char *path)
{
    lmv__outcomes outcomes;
    lmv__draw draw;
    lmv_error err = LMV_ERROR_INIT;
    int code;

    if (!names_are_free(args))
        return LMV__EXIT_FAILED;
    code = lmv__cli_rules_open(&args->rules);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, path);
    if (code != LMV__EXIT_OK)
        return code;
    lmv__crash_watch(args->rules.setup.engine);
    code = lmv__cli_corpus_scan(
        &args->corpus, &args->rules.setup, false, &outcomes);
    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__draw_make(&draw, &outcomes, &args->draw, &err) == LMV_OK) {
        code = write_all(args, &draw);
        lmv__draw_clear(&draw);
    } else {
        code = lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    lmv__outcomes_clear(&outcomes);
    return code;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n > m && strcmp(text + n - m, end) == 0;
}

static int check(sample_args *args, const lmv__cli_command *command)
{
    if (!args->overlap)
        args->draw.overlap = args->draw.coders > 1 ? args->draw.n / 3 : 0;
    if (!args->output)
        return lmv__cli_usage(command, "-o NAME.csv is needed");
    if (!ends_with(args->output, ".csv") && !ends_with(args->output, ".xlsx"))
        return lmv__cli_usage(command,
            "-o %s: sheets are CSV or workbooks, NAME.csv or NAME.xlsx",
            args->output);
    if (args->draw.overlap > args->draw.n)
        return lmv__cli_usage(command,
            "--overlap %zu: more than the %zu that are drawn (--n)",
            args->draw.overlap, args->draw.n);
    return LMV__EXIT_OK;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    sample_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.draw.n = 300;
    args.draw.coders = 2;
    args.draw.seed = 1;
    args.sheet.slots = 6;
    args.sheet.separator = ',';
    lmv__cli_rules_init(&args.rules);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest + 1 != argc)
        code = lmv__cli_usage(command, "one file of comments, please");
    else
        code = check(&args, command);
    if (parsed == LMV__CLI_GO && code == LMV__EXIT_OK)
        code = sample(&args, argv[rest]);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_sample = {
    "sample",
    "[OPTION]... -o NAME.csv COMMENTS",
    "draw comments for people to code",
    "Draws comments in three strata (with a theme, nearly with one, without) "
    "and writes a\nblind sheet for each coder, NAME-1.csv and so on, a "
    "codebook, and a key with the\nweights that `gold` puts to what comes "
    "back.",
    {options, lmv__cli_corpus_options, lmv__cli_rules_options, NULL},
    "  leitmotiv sample -o coding.csv survey.csv\n"
    "  leitmotiv sample --language de -o coding.xlsx survey.csv\n"
    "  leitmotiv sample --n 400 --coders 3 --overlap 100 --excel de "
    "-o coding.csv survey.csv\n",
    run,
};
