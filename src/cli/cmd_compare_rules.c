/*
 * leitmotiv compare-rules: what a change of rules gains and loses.
 */
#include <config.h>

#include "cli/compare_out.h"
#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/half.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_GOLD = LMV__KEY_OWN,
    KEY_JUDGED,
    KEY_HALF,
    KEY_FAIL,
    KEY_SHOW,
    KEY_JSON
};
enum { RESAMPLES = 2000, SEED = 1 };

static const lmv__cli_option options[] = {
    {"gold", KEY_GOLD, "FILE", "what people coded: which set is right?"},
    {"judged", KEY_JUDGED, "WHICH",
        "all: every theme was judged; or a file of theme ids;\n"
        "default: the themes that the gold names"},
    {"half", KEY_HALF, "NAME",
        "dev or test: one half of the gold, by the comments' ids;\n"
        "every look at test is written to GOLD.looks"},
    {"fail-on-loss", KEY_FAIL, NULL, "exit with 1 when a label is lost"},
    {"show", KEY_SHOW, "N", "changes of each theme; default: 5"},
    {"json", KEY_JSON, NULL, "one JSON object, with every change"},
    {NULL, 0, NULL, NULL},
};

typedef struct compare_args {
    lmv__cli_rules before, after;
    lmv__cli_corpus corpus;
    const char *gold;
    lmv__evaluation_options how;
    bool fail_on_loss, json;
    size_t show;
} compare_args;

static bool take(void *payload, int key, const char *value)
{
    compare_args *args = payload;
    char *end;

    switch (key) {
    case KEY_GOLD:
        args->gold = value;
        return true;
    case KEY_JUDGED:
        args->how.judged = value;
        return true;
    case KEY_HALF:
        return lmv__half_take(&lmv__cmd_compare_rules, value, &args->how.half);
    case KEY_JSON:
        return args->json = true;
    case KEY_FAIL:
        return args->fail_on_loss = true;
    case KEY_SHOW:
        args->show = strtoul(value, &end, 10);
        if (*value >= '0' && *value <= '9' && !*end)
            return true;
        lmv__cli_usage(&lmv__cmd_compare_rules, "--show %s: a number", value);
        return false;
    default:
        return lmv__cli_corpus_take(
                   &args->corpus, &lmv__cmd_compare_rules, key, value) > 0;
    }
}

static lmv_status judge(const compare_args *args, const lmv__outcomes of[2],
    lmv__comparison *comparison, lmv_error *err)
{
    lmv__gold_options options_ = {args->gold, NULL};
    lmv__gold gold[2];
    lmv__evaluation evaluation[2];
    lmv_status status = LMV_OK;
    size_t i;

    memset(gold, 0, sizeof gold);
    memset(evaluation, 0, sizeof evaluation);
    for (i = 0; i < 2 && status == LMV_OK; i++) {
        status = lmv__gold_load(
            &gold[i], &options_, &args->corpus.corpus, of[i].rules, err);
        if (status == LMV_OK)
            status = lmv__evaluation_make(&evaluation[i], &args->corpus.corpus,
                &of[i], &gold[i], &args->how, err);
        evaluation[i].options.resamples = RESAMPLES;
    }
    if (status == LMV_OK)
        status =
            lmv__compare_gold(&evaluation[0], &evaluation[1], comparison, err);
    for (i = 0; i < 2; i++) {
        lmv__evaluation_clear(&evaluation[i]);
        lmv__gold_clear(&gold[i]);
    }
    return status;
}

static size_t count_lost(const lmv__vec *changes)
{
    size_t lost = 0, i;

    for (i = 0; i < changes->len; i++)
        lost += ((const lmv__change *)lmv__vec_at(changes, i))->lost;
    return lost;
}

static lmv_status print(const compare_args *args, const lmv__compare_out *about,
    const lmv__outcomes of[2], lmv_error *err)
{
    lmv__compare_out out = *about;
    lmv__comparison comparison;
    lmv_status status = LMV_OK;
    lmv__buf text;

    if (args->gold) {
        status = judge(args, of, &comparison, err);
        out.gold = &comparison;
    }
    if (status != LMV_OK)
        return status;
    lmv__buf_init(&text);
    (args->json ? lmv__compare_json : lmv__compare_text)(&out, &text);
    if (text.failed)
        status = lmv__error_nomem(err);
    else
        fwrite(text.data, 1, text.len, stdout);
    lmv__buf_clear(&text);
    return status;
}

static int report(
    const compare_args *args, const lmv__outcomes of[2], char **names)
{
    lmv__compare_out out = {.old_name = names[0],
        .new_name = names[1],
        .corpus = &args->corpus.corpus,
        .of = {&of[0], &of[1]},
        .show = args->show,
        .seed = SEED};
    lmv_error err = LMV_ERROR_INIT;
    lmv__vec changes;
    lmv_status status;

    lmv__vec_init(&changes, sizeof(lmv__change));
    status = lmv__compare_labels(&of[0], &of[1], &changes, &err);
    if (status == LMV_OK) {
        out.changes = &changes;
        out.lost = count_lost(&changes);
        status = print(args, &out, of, &err);
    }
    lmv__vec_clear(&changes);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    return out.lost > 0 && args->fail_on_loss ? LMV__EXIT_FAILED : LMV__EXIT_OK;
}

static int compare(compare_args *args, char **argv)
{
    lmv__outcomes of[2];
    int code;

    memset(of, 0, sizeof of);
    args->before.own_packs = args->after.own_packs = true;
    if (!lmv__cli_push(&args->before.packs, argv[0]) ||
        !lmv__cli_push(&args->after.packs, argv[1]))
        return LMV__EXIT_FAILED;
    code = lmv__cli_rules_open(&args->before);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_rules_open(&args->after);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, argv[2]);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_scan(
            &args->corpus, &args->before.setup, false, &of[0]);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_scan(
            &args->corpus, &args->after.setup, false, &of[1]);
    if (code == LMV__EXIT_OK && args->gold)
        code = lmv__half_log(args->gold, args->how.half);
    if (code == LMV__EXIT_OK)
        code = report(args, of, argv);
    lmv__outcomes_clear(&of[0]);
    lmv__outcomes_clear(&of[1]);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    compare_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.show = 5;
    args.how.seed = SEED;
    lmv__cli_rules_init(&args.before);
    lmv__cli_rules_init(&args.after);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest + 3 != argc)
        code =
            lmv__cli_usage(command, "two packs and a file of comments, please");
    else if (!args.gold && (args.how.judged || args.how.half))
        code = lmv__cli_usage(command,
            "%s is about the gold: --gold FILE is missing",
            args.how.judged ? "--judged" : "--half");
    else
        code = compare(&args, argv + rest);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.before);
    lmv__cli_rules_clear(&args.after);
    return code;
}

const lmv__cli_command lmv__cmd_compare_rules = {
    "compare-rules",
    "[OPTION]... OLD NEW COMMENTS",
    "show which labels a change of rules gains and loses",
    "Runs two packs (ids, files or folders) over COMMENTS and prints the "
    "labels that only\none of them gives, with their evidence. With --gold "
    "also micro F1 of both on the\nthemes that both have, a paired bootstrap "
    "of the difference, and McNemar's test.",
    {options, lmv__cli_corpus_options, NULL},
    "  leitmotiv compare-rules old.yml new.yml survey.csv\n"
    "  leitmotiv compare-rules --gold gold.csv --fail-on-loss old new "
    "survey.csv\n",
    run,
};
