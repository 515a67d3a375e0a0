/*
 * leitmotiv compare-rules: what a change of rules gains and loses.
 */
#include <config.h>

#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/style.h"
#include "rules/model.h"
#include "workbench/compare.h"
#include "workbench/reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_GOLD = LMV__KEY_OWN, KEY_FAIL, KEY_SHOW };
enum { RESAMPLES = 2000, SEED = 1 };

static const lmv__cli_option options[] = {
    {"gold", KEY_GOLD, "FILE", "what people coded: which set is right?"},
    {"fail-on-loss", KEY_FAIL, NULL, "exit with 1 when a label is lost"},
    {"show", KEY_SHOW, "N", "changes of each theme; default: 5"},
    {NULL, 0, NULL, NULL},
};

typedef struct compare_args {
    lmv__cli_rules before, after;
    lmv__cli_corpus corpus;
    const char *gold;
    bool fail_on_loss;
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

static void add_change(lmv__buf *to, const compare_args *args,
    const lmv__change *change, const lmv_ruleset *rules)
{
    const lmv__comment *comment =
        lmv__corpus_at(&args->corpus.corpus, change->comment);

    lmv__buf_adds(to, change->lost ? "  - " : "  + ");
    lmv__style_safe(to, comment->id.ptr, comment->id.len);
    if (change->find) {
        lmv__buf_adds(to, "  \"");
        lmv__style_safe(to, comment->text.ptr + change->find->hull.start,
            change->find->hull.end - change->find->hull.start);
        lmv__buf_adds(to, "\"  ");
        lmv__reason_place(to, rules, change->find->pos);
    }
    lmv__buf_addc(to, '\n');
}

/* The changes of one theme stand together. */
static size_t add_changes(lmv__buf *to, const compare_args *args,
    const lmv__vec *changes, const lmv__outcomes of[2])
{
    size_t i, k, lost_all = 0;

    for (i = 0; i < changes->len; i = k) {
        const lmv__change *first = lmv__vec_at(changes, i);
        const char *id = of[!first->lost].rules->themes[first->theme].id.ptr;
        size_t lost = 0, shown;

        for (k = i; k < changes->len; k++) {
            const lmv__change *next = lmv__vec_at(changes, k);

            if (strcmp(of[!next->lost].rules->themes[next->theme].id.ptr, id) !=
                0)
                break;
            lost += next->lost;
        }
        lmv__buf_addf(to, "%s  lost %zu, gained %zu\n", id, lost, k - i - lost);
        for (shown = i; shown < k && shown - i < args->show; shown++) {
            const lmv__change *next = lmv__vec_at(changes, shown);

            add_change(to, args, next, of[!next->lost].rules);
        }
        if (k > shown)
            lmv__buf_addf(to, "  and %zu more\n", k - shown);
        lost_all += lost;
    }
    lmv__buf_addf(to, "%zu label%s lost, %zu gained in %zu comments\n",
        lost_all, lost_all == 1 ? "" : "s", changes->len - lost_all, of[0].n);
    return lost_all;
}

static void add_gold(lmv__buf *to, const lmv__comparison *c)
{
    lmv__buf_addf(to,
        "micro F1 %.3f, was %.3f; difference %.3f to %.3f (95 %%, paired "
        "bootstrap, seed %d)\n",
        lmv__stats_f1(&c->new_sum), lmv__stats_f1(&c->old_sum),
        c->difference.low, c->difference.high, SEED);
    lmv__buf_addf(to,
        "McNemar: only the old rules are right %llu times, only the new %llu; "
        "p = ",
        (unsigned long long)c->only_old, (unsigned long long)c->only_new);
    if (lmv__stats_defined(c->p))
        lmv__buf_addf(to, "%.4f\n", c->p);
    else
        lmv__buf_adds(to, "n/a\n");
}

static lmv_status judge(const compare_args *args, const lmv__outcomes of[2],
    lmv__buf *to, lmv_error *err)
{
    lmv__gold_options options_ = {args->gold, NULL};
    lmv__evaluation_options how = {.seed = SEED};
    lmv__gold gold[2];
    lmv__evaluation evaluation[2];
    lmv__comparison comparison;
    lmv_status status = LMV_OK;
    size_t i;

    memset(gold, 0, sizeof gold);
    memset(evaluation, 0, sizeof evaluation);
    for (i = 0; i < 2 && status == LMV_OK; i++) {
        status = lmv__gold_load(
            &gold[i], &options_, &args->corpus.corpus, of[i].rules, err);
        if (status == LMV_OK)
            status = lmv__evaluation_make(&evaluation[i], &args->corpus.corpus,
                &of[i], &gold[i], &how, err);
        evaluation[i].options.resamples = RESAMPLES;
    }
    if (status == LMV_OK)
        status =
            lmv__compare_gold(&evaluation[0], &evaluation[1], &comparison, err);
    if (status == LMV_OK)
        add_gold(to, &comparison);
    for (i = 0; i < 2; i++) {
        lmv__evaluation_clear(&evaluation[i]);
        lmv__gold_clear(&gold[i]);
    }
    return status;
}

static int report(const compare_args *args, const lmv__outcomes of[2])
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__vec changes;
    lmv__buf text;
    size_t lost = 0;
    lmv_status status;

    lmv__vec_init(&changes, sizeof(lmv__change));
    lmv__buf_init(&text);
    status = lmv__compare_labels(&of[0], &of[1], &changes, &err);
    if (status == LMV_OK)
        lost = add_changes(&text, args, &changes, of);
    if (status == LMV_OK && args->gold)
        status = judge(args, of, &text, &err);
    if (status == LMV_OK && text.failed)
        status = lmv__error_nomem(&err);
    if (status == LMV_OK)
        fwrite(text.data, 1, text.len, stdout);
    lmv__vec_clear(&changes);
    lmv__buf_clear(&text);
    if (status != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    return lost > 0 && args->fail_on_loss ? LMV__EXIT_FAILED : LMV__EXIT_OK;
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
    if (code == LMV__EXIT_OK)
        code = report(args, of);
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
    lmv__cli_rules_init(&args.before);
    lmv__cli_rules_init(&args.after);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest + 3 != argc)
        code =
            lmv__cli_usage(command, "two packs and a file of comments, please");
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
