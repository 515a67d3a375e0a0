/*
 * leitmotiv gold: coded sheets into a gold file.
 */
#include <config.h>

#include "base/file.h"
#include "base/platform.h"
#include "cli/rules.h"
#include "rules/model.h"
#include "workbench/coding.h"
#include "workbench/sheets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_KEY = LMV__KEY_OWN, KEY_ADJUDICATE, KEY_ADJUDICATED };

static const lmv__cli_option options[] = {
    {"output", 'o', "FILE", "the gold; needed"},
    {"key", KEY_KEY, "FILE",
        "the weights that `sample` wrote; default: NAME-key.csv beside\n"
        "NAME-1.csv, when it is there"},
    {"adjudicate", KEY_ADJUDICATE, "FILE",
        "write what the coders differ on, to be decided"},
    {"adjudicated", KEY_ADJUDICATED, "FILE",
        "take the decisions of such a file"},
    {NULL, 0, NULL, NULL},
};

typedef struct gold_args {
    lmv__cli_rules rules;
    const char *output, *key, *adjudicate, *adjudicated;
    char found[4096]; /* key */
} gold_args;

static bool take(void *payload, int key, const char *value)
{
    gold_args *args = payload;

    switch (key) {
    case 'o':
        args->output = value;
        return true;
    case KEY_KEY:
        args->key = value;
        return true;
    case KEY_ADJUDICATE:
        args->adjudicate = value;
        return true;
    case KEY_ADJUDICATED:
        args->adjudicated = value;
        return true;
    default:
        return lmv__cli_rules_take(&args->rules, key, value);
    }
}

/* ---- reading ---- */

/* The file's name without folder and ending. */
static void name_coder(const char *path, char out[256])
{
    const char *name = strrchr(path, '/'), *end;
    size_t n;

    name = name ? name + 1 : path;
    end = strrchr(name, '.');
    n = end && end > name ? (size_t)(end - name) : strlen(name);
    snprintf(out, 256, "%.*s", (int)(n < 255 ? n : 255), name);
}

/* NAME-1.csv: NAME-key.csv, when it is there. */
static void find_key(gold_args *args, const char *sheet)
{
    const char *dash = strrchr(sheet, '-');
    lmv__file_mode mode;
    int n;

    if (args->key || !dash || strchr(dash, '/'))
        return;
    n = snprintf(args->found, sizeof args->found, "%.*s-key.csv",
        (int)(dash - sheet), sheet);
    if (n > 0 && (size_t)n < sizeof args->found &&
        lmv__platform_mode(args->found, &mode, NULL) == LMV_OK)
        args->key = args->found;
}

static int read_sheets(
    gold_args *args, lmv__coding *coding, char **paths, int n)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv_status status = LMV_OK;
    char name[256];
    size_t i;
    int k;

    for (k = 0; k < n && status == LMV_OK; k++) {
        name_coder(paths[k], name);
        status = lmv__coding_sheet(coding, paths[k], name, &err);
        find_key(args, paths[k]);
    }
    if (status == LMV_OK && args->key)
        status = lmv__coding_key(coding, args->key, &err);
    if (status == LMV_OK && args->adjudicated)
        status = lmv__coding_decisions(coding, args->adjudicated, &err);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (coding->strangers > 0)
        lmv__cli_say("note: %llu decision%s of %s on comments that no sheet "
                     "has",
            (unsigned long long)coding->strangers,
            coding->strangers == 1 ? "" : "s", args->adjudicated);
    for (i = 0; i < coding->problems.len; i++)
        lmv__cli_say("%s", *(const char **)lmv__vec_at(&coding->problems, i));
    if (coding->problems.len == 0)
        return LMV__EXIT_OK;
    lmv__cli_say("nothing was written");
    return LMV__EXIT_FAILED;
}

/* ---- telling ---- */

static void print_number(double value)
{
    if (lmv__stats_defined(value))
        printf(" %6.3f", value);
    else
        printf("    n/a");
}

static void print_agreement(const char *name, const lmv__agreement *a)
{
    printf("%-28s %6llu %6llu %6llu", name, (unsigned long long)a->units,
        (unsigned long long)a->yes, (unsigned long long)a->differ);
    print_number(a->alpha);
    print_number(a->raw);
    print_number(a->positive);
    putchar('\n');
}

static size_t coded_by(const lmv__coding *coding, size_t coder)
{
    size_t i, n = 0;

    for (i = 0; i < coding->units.len; i++)
        n += lmv__coding_at(coding, i)->says[coder] != NULL;
    return n;
}

static void print_coders(const lmv__coding *coding)
{
    size_t i, k, shared = 0, coded = 0;

    for (i = 0; i < coding->units.len; i++) {
        size_t n = 0;

        for (k = 0; k < coding->coders.len; k++)
            n += lmv__coding_at(coding, i)->says[k] != NULL;
        shared += n > 1;
        coded += n > 0;
    }
    for (k = 0; k < coding->coders.len; k++)
        printf("%s: %zu comments coded\n",
            *(const char **)lmv__vec_at(&coding->coders, k),
            coded_by(coding, k));
    printf("%zu of %zu comments coded, %zu by more than one\n", coded,
        coding->units.len, shared);
}

static void print_themes(const lmv__coding *coding)
{
    lmv__agreement agreement;
    uint32_t i, silent = 0;

    lmv__coding_agreement(coding, LMV__NONE, &agreement);
    if (agreement.units == 0) {
        printf("No comment was coded by two: nothing is known of how well "
               "they agree.\n");
        return;
    }
    printf("\n%-28s %6s %6s %6s %6s %6s %6s\n", "theme", "coded", "yes",
        "differ", "alpha", "raw", "pos.");
    for (i = 0; i < coding->rules->n_themes; i++) {
        if (!lmv__sheet_theme(coding->rules, i))
            continue;
        lmv__coding_agreement(coding, i, &agreement);
        if (agreement.yes > 0)
            print_agreement(coding->rules->themes[i].id.ptr, &agreement);
        else
            silent++;
    }
    lmv__coding_agreement(coding, LMV__NONE, &agreement);
    print_agreement("all themes", &agreement);
    if (silent > 0)
        printf("%u theme%s that nobody named %s left out of the table\n",
            silent, silent == 1 ? "" : "s", silent == 1 ? "is" : "are");
    printf("alpha: .80 is reliable, .667 tentative; rare themes depress it, so "
           "look at pos. too\n");
}

/* ---- writing ---- */

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

static int write_files(const gold_args *args, const lmv__coding *coding)
{
    lmv__buf text;
    size_t open = 0;
    bool ok;

    lmv__buf_init(&text);
    lmv__coding_gold(coding, &text);
    ok = save(args->output, &text);
    if (ok)
        printf("\n%s: %s\n", args->output,
            coding->decided ? "what was decided" : "what each coder said");
    lmv__buf_reset(&text);
    lmv__coding_disputes(coding, &text, &open);
    if (ok && args->adjudicate) {
        ok = save(args->adjudicate, &text);
        if (ok)
            printf("%s: fill in 1 or 0 under decision, and give it back with "
                   "--adjudicated\n",
                args->adjudicate);
    }
    lmv__buf_clear(&text);
    if (ok && open > 0)
        printf("%zu answer%s undecided%s\n", open, open == 1 ? " is" : "s are",
            coding->decided ? ": the majority has it, a tie is not judged"
                            : "");
    return ok ? LMV__EXIT_OK : LMV__EXIT_FAILED;
}

static int gold(gold_args *args, char **paths, int n)
{
    lmv__coding coding;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_rules_open(&args->rules);

    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__coding_init(&coding, args->rules.setup.ruleset, &err) != LMV_OK) {
        lmv__coding_clear(&coding);
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    code = read_sheets(args, &coding, paths, n);
    if (code == LMV__EXIT_OK) {
        if (coding.weighted)
            printf("weights: %s\n", args->key);
        print_coders(&coding);
        print_themes(&coding);
        code = write_files(args, &coding);
    }
    lmv__coding_clear(&coding);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    gold_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    lmv__cli_rules_init(&args.rules);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest == argc)
        code = lmv__cli_usage(command, "the coders' sheets, please");
    else if (!args.output)
        code = lmv__cli_usage(command, "-o FILE is needed");
    else
        code = gold(&args, argv + rest, argc - rest);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_gold = {
    "gold",
    "[OPTION]... -o FILE SHEET...",
    "make gold of what people have coded",
    "Merges the sheets that `sample` made and coders filled in (CSV, or any "
    "other format\nthat is read), tells how far the coders agree, theme by "
    "theme, and writes a gold file\nfor `evaluate`, with the weights of the "
    "sample. What they differ on goes to a sheet to\nbe decided, and comes "
    "back with --adjudicated.",
    {options, lmv__cli_rules_options, NULL},
    "  leitmotiv gold -o gold.csv --adjudicate open.csv coding-1.csv "
    "coding-2.csv\n"
    "  leitmotiv gold -o gold.csv --adjudicated open.csv coding-1.csv "
    "coding-2.csv\n",
    run,
};
