/*
 * leitmotiv mutate: what each entry is worth, seen by what changes without
 * it.
 */
#include <config.h>

#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/mutate_out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_GOLD = LMV__KEY_OWN, KEY_GOLD_ID, KEY_JUDGED, KEY_SHOW, KEY_JSON };

static const lmv__cli_option options[] = {
    {"gold", KEY_GOLD, "FILE", "what people coded; needed"},
    {"gold-id", KEY_GOLD_ID, "COLUMN",
        "the gold's column of comment ids; default: found"},
    {"judged", KEY_JUDGED, "WHICH",
        "themes that the gold judges although it never names\n"
        "them: all, or a file of ids"},
    {"show", KEY_SHOW, "N", "entries in each list; default: 10"},
    {"json", KEY_JSON, NULL, "as JSON, with every entry"},
    {NULL, 0, NULL, NULL},
};

typedef struct mutate_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus;
    lmv__gold_options gold;
    const char *judged;
    size_t show;
    bool json;
} mutate_args;

static bool take(void *payload, int key, const char *value)
{
    mutate_args *args = payload;
    char *end;
    int taken;

    switch (key) {
    case KEY_GOLD:
        args->gold.path = value;
        return true;
    case KEY_GOLD_ID:
        args->gold.id = value;
        return true;
    case KEY_JUDGED:
        args->judged = value;
        return true;
    case KEY_SHOW:
        args->show = strtoul(value, &end, 10);
        if (*value >= '0' && *value <= '9' && !*end)
            return true;
        lmv__cli_usage(&lmv__cmd_mutate, "--show %s: a number", value);
        return false;
    case KEY_JSON:
        return args->json = true;
    default:
        taken =
            lmv__cli_corpus_take(&args->corpus, &lmv__cmd_mutate, key, value);
        return taken ? taken > 0
                     : lmv__cli_rules_take(&args->rules, key, value);
    }
}

static int print(const mutate_args *args, const lmv__mutation *mutation,
    const lmv__evaluation *evaluation)
{
    lmv__buf text;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&text);
    if (args->json)
        lmv__mutate_json(&text, mutation, evaluation);
    else
        lmv__mutate_text(&text, mutation, evaluation, args->show);
    if (text.failed) {
        lmv__cli_say("out of memory");
        code = LMV__EXIT_FAILED;
    } else {
        fwrite(text.data, 1, text.len, stdout);
    }
    lmv__buf_clear(&text);
    return code;
}

static int mutate_judged(
    const mutate_args *args, const lmv__evaluation *evaluation)
{
    lmv__mutation_options options_ = {args->corpus.threads, NULL};
    lmv__mutation mutation;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_corpus_language(
        &args->corpus, &args->rules.setup, &options_.language);

    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__mutation_make(&mutation, &args->rules.setup, evaluation, &options_,
            &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = print(args, &mutation, evaluation);
    lmv__mutation_clear(&mutation);
    return code;
}

static int mutate_gold(const mutate_args *args, const lmv__gold *gold)
{
    lmv__evaluation_options how = {.judged = args->judged};
    lmv__evaluation evaluation;
    lmv__outcomes outcomes;
    lmv_error err = LMV_ERROR_INIT;
    size_t i;
    int code;

    for (i = 0; i < gold->remarks.len; i++)
        lmv__cli_say(
            "note: %s", *(const char **)lmv__vec_at(&gold->remarks, i));
    code = lmv__cli_corpus_scan(
        &args->corpus, &args->rules.setup, true, &outcomes);
    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__evaluation_make(&evaluation, &args->corpus.corpus, &outcomes, gold,
            &how, &err) == LMV_OK) {
        code = mutate_judged(args, &evaluation);
        lmv__evaluation_clear(&evaluation);
    } else {
        code = lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    lmv__outcomes_clear(&outcomes);
    return code;
}

static int mutate(mutate_args *args, const char *pack, const char *path)
{
    lmv__gold gold;
    lmv_error err = LMV_ERROR_INIT;
    int code;

    args->rules.own_packs = true;
    if (!lmv__cli_push(&args->rules.packs, pack)) {
        lmv__cli_say("out of memory");
        return LMV__EXIT_FAILED;
    }
    code = lmv__cli_rules_open(&args->rules);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, path);
    if (code != LMV__EXIT_OK)
        return code;
    lmv__crash_watch(args->rules.setup.engine);
    if (lmv__gold_load(&gold, &args->gold, &args->corpus.corpus,
            args->rules.setup.ruleset, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = mutate_gold(args, &gold);
    lmv__gold_clear(&gold);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    mutate_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.show = 10;
    lmv__cli_rules_init(&args.rules);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest + 2 != argc)
        code = lmv__cli_usage(command, "a pack and a file of comments, please");
    else if (!args.gold.path)
        code = lmv__cli_usage(command, "--gold FILE is needed");
    else
        code = mutate(&args, argv[rest], argv[rest + 1]);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_mutate = {
    "mutate",
    "[OPTION]... --gold GOLD PACK COMMENTS",
    "take each entry away and see what changes",
    "Takes each entry of PACK (an id, a file or a folder) away in turn: does a "
    "comment of\nthe gold, or an example of the pack, get another label? Lists "
    "what the entries are\nworth (F1 that is lost without them), those that "
    "are better taken out, those that\nno example tests, and those that find "
    "nothing at all.",
    {options, lmv__cli_corpus_options, lmv__cli_rules_options, NULL},
    "  leitmotiv mutate --gold gold.csv parking.yml survey.csv\n"
    "  leitmotiv mutate --gold gold.csv --json customer-centricity "
    "survey.csv\n",
    run,
};
