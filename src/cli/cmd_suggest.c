/*
 * leitmotiv suggest: words that rules should know; without rules, what a
 * file of comments is about.
 */
#include <config.h>

#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/suggest_out.h"
#include "rules/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_THEME = LMV__KEY_OWN,
    KEY_GOLD,
    KEY_GOLD_ID,
    KEY_NO_RULES,
    KEY_BY,
    KEY_MIN,
    KEY_TOP,
    KEY_JSON
};

static const lmv__cli_option options[] = {
    {"theme", KEY_THEME, "ID",
        "words of the comments that the gold gives this theme and\n"
        "the rules do not"},
    {"gold", KEY_GOLD, "FILE", "what people coded, for --theme"},
    {"gold-id", KEY_GOLD_ID, "COLUMN",
        "the gold's column of comment ids; default: found"},
    {"no-rules", KEY_NO_RULES, NULL,
        "frequent words and rows, and pairs in sentences"},
    {"by", KEY_BY, "COLUMN",
        "what sets the values of a column apart, without rules"},
    {"min-count", KEY_MIN, "N", "in so many comments at least; default: 2"},
    {"top", KEY_TOP, "N", "in each list; default: 20"},
    {"json", KEY_JSON, NULL, "as JSON"},
    {NULL, 0, NULL, NULL},
};

typedef struct suggest_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus;
    lmv__gold_options gold;
    const char *theme;
    bool no_rules, json;
    unsigned long min_count, top;
} suggest_args;

static bool take_number(const char *name, const char *value, unsigned long *to)
{
    char *end;

    *to = strtoul(value, &end, 10);
    if (*value >= '0' && *value <= '9' && !*end && *to >= 1 && *to <= 1000000)
        return true;
    lmv__cli_usage(
        &lmv__cmd_suggest, "--%s %s: a number from 1 to 1000000", name, value);
    return false;
}

static bool take(void *payload, int key, const char *value)
{
    suggest_args *args = payload;
    int taken;

    switch (key) {
    case KEY_THEME:
        args->theme = value;
        return true;
    case KEY_GOLD:
        args->gold.path = value;
        return true;
    case KEY_GOLD_ID:
        args->gold.id = value;
        return true;
    case KEY_NO_RULES:
        return args->no_rules = true;
    case KEY_BY:
        args->corpus.by = value;
        return true;
    case KEY_MIN:
        return take_number("min-count", value, &args->min_count);
    case KEY_TOP:
        return take_number("top", value, &args->top);
    case KEY_JSON:
        return args->json = true;
    default:
        taken =
            lmv__cli_corpus_take(&args->corpus, &lmv__cmd_suggest, key, value);
        return taken ? taken > 0
                     : lmv__cli_rules_take(&args->rules, key, value);
    }
}

static int print(const suggest_args *args, const lmv__suggest_out *out)
{
    lmv__buf text;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&text);
    if (args->json)
        lmv__suggest_json(&text, out);
    else
        lmv__suggest_text(&text, out);
    if (text.failed) {
        lmv__cli_say("out of memory");
        code = LMV__EXIT_FAILED;
    } else {
        fwrite(text.data, 1, text.len, stdout);
    }
    lmv__buf_clear(&text);
    return code;
}

/* ---- with rules ---- */

static int propose(const suggest_args *args, const lmv__outcomes *outcomes,
    lmv__proposals_options *how)
{
    lmv__suggest_part part = {.name = "proposals",
        .title = args->theme ? "Comments that the gold gives the theme and the "
                               "rules do not"
                             : "Comments without any theme",
        .entries = true,
        .compare = true};
    lmv__suggest_out out = {.corpus = &args->corpus.corpus,
        .parts = &part,
        .n_parts = 1,
        .theme = args->theme,
        .top = args->top,
        .samples = true};
    lmv__proposals proposals;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_corpus_language(
        &args->corpus, &args->rules.setup, &how->language);

    if (code != LMV__EXIT_OK)
        return code;
    how->min_count = (uint32_t)args->min_count;
    how->top = args->top;
    if (lmv__proposals_make(&proposals, &args->rules.setup, out.corpus,
            outcomes, how, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    out.vocabulary = &proposals.vocabulary;
    out.proposals = &proposals;
    part.keyness = &proposals.keyness;
    code = print(args, &out);
    lmv__proposals_clear(&proposals);
    return code;
}

static int propose_theme(const suggest_args *args,
    const lmv__outcomes *outcomes, const lmv__gold *gold, uint32_t theme)
{
    lmv__evaluation_options how = {.judged = NULL};
    lmv__proposals_options options_ = {.theme = theme};
    lmv__evaluation evaluation;
    lmv_error err = LMV_ERROR_INIT;
    size_t i;
    int code;

    for (i = 0; i < gold->remarks.len; i++)
        lmv__cli_say(
            "note: %s", *(const char **)lmv__vec_at(&gold->remarks, i));
    if (!gold->named[theme]) {
        lmv__cli_say(
            "%s never names the theme %s", args->gold.path, args->theme);
        return LMV__EXIT_FAILED;
    }
    if (lmv__evaluation_make(&evaluation, &args->corpus.corpus, outcomes, gold,
            &how, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    options_.evaluation = &evaluation;
    code = propose(args, outcomes, &options_);
    lmv__evaluation_clear(&evaluation);
    return code;
}

static int unknown_theme(const lmv_ruleset *rules, const char *id)
{
    lmv__suggest suggest;
    uint32_t i;

    lmv__suggest_init(&suggest, lmv__slice_of(id));
    for (i = 0; i < rules->n_themes; i++)
        lmv__suggest_try(&suggest, rules->themes[i].id);
    lmv__cli_say("no theme has the id '%s': %s", id,
        lmv__suggest_help(&suggest, "`leitmotiv themes` lists them all"));
    return LMV__EXIT_USAGE;
}

static int suggest_theme(suggest_args *args, const lmv__outcomes *outcomes)
{
    size_t theme = lmv_ruleset_theme_find(outcomes->rules, args->theme);
    lmv__gold gold;
    lmv_error err = LMV_ERROR_INIT;
    int code;

    if (theme == (size_t)-1)
        return unknown_theme(outcomes->rules, args->theme);
    if (lmv__gold_load(&gold, &args->gold, &args->corpus.corpus,
            outcomes->rules, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = propose_theme(args, outcomes, &gold, (uint32_t)theme);
    lmv__gold_clear(&gold);
    return code;
}

static int with_rules(suggest_args *args)
{
    lmv__proposals_options how = {.theme = LMV__NONE};
    lmv__outcomes outcomes;
    int code;

    lmv__crash_watch(args->rules.setup.engine);
    code = lmv__cli_corpus_scan(
        &args->corpus, &args->rules.setup, false, &outcomes);
    if (code != LMV__EXIT_OK)
        return code;
    code = args->theme ? suggest_theme(args, &outcomes)
                       : propose(args, &outcomes, &how);
    lmv__outcomes_clear(&outcomes);
    return code;
}

/* ---- without rules ---- */

static int by_comments(const void *a, const void *b)
{
    const lmv__key *x = a, *y = b;
    size_t i;

    if (x->target != y->target)
        return x->target > y->target ? -1 : 1;
    for (i = 0; i < x->n && i < y->n; i++)
        if (x->families[i] != y->families[i])
            return x->families[i] < y->families[i] ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

/* Words alone, or rows alone, the most frequent first. */
static bool split_keys(const lmv__keyness *all, bool rows, lmv__keyness *out)
{
    size_t i;

    *out = *all;
    lmv__vec_init(&out->keys, sizeof(lmv__key));
    for (i = 0; i < all->keys.len; i++) {
        const lmv__key *key = lmv__keyness_at(all, i);
        lmv__key *copy;

        if ((key->n > 1) != rows)
            continue;
        copy = lmv__vec_push(&out->keys);
        if (!copy)
            return false;
        *copy = *key;
    }
    if (out->keys.len > 1)
        qsort(out->keys.data, out->keys.len, out->keys.item, by_comments);
    return true;
}

static int show_frequencies(suggest_args *args, const lmv__vocabulary *v)
{
    lmv__keyness_options how = {
        .min_count = (uint32_t)args->min_count, .min_g2 = -1};
    lmv__suggest_part parts[2] = {
        {.name = "words", .title = "The most frequent words"},
        {.name = "rows", .title = "The most frequent rows of words"}};
    lmv__suggest_out out = {.corpus = &args->corpus.corpus,
        .vocabulary = v,
        .parts = parts,
        .n_parts = 2,
        .top = args->top};
    lmv__keyness all, split[2];
    lmv__collocations pairs;
    lmv_error err = LMV_ERROR_INIT;
    unsigned char *sides = malloc(v->n_comments + 1);
    int code = LMV__EXIT_FAILED;
    size_t i;

    memset(&all, 0, sizeof all);
    memset(split, 0, sizeof split);
    memset(&pairs, 0, sizeof pairs);
    if (sides)
        memset(sides, LMV__SIDE_TARGET, v->n_comments + 1);
    if (!sides || lmv__keyness_find(&all, v, sides, &how, &err) != LMV_OK ||
        !split_keys(&all, false, &split[0]) ||
        !split_keys(&all, true, &split[1]) ||
        lmv__collocations_find(&pairs, v, (uint32_t)args->min_count, &err) !=
            LMV_OK) {
        lmv__cli_say("out of memory");
    } else {
        for (i = 0; i < 2; i++)
            parts[i].keyness = &split[i];
        out.collocations = &pairs;
        code = print(args, &out);
    }
    free(sides);
    for (i = 0; i < 2; i++)
        lmv__keyness_clear(&split[i]);
    lmv__keyness_clear(&all);
    lmv__collocations_clear(&pairs);
    return code;
}

/* One group beside all others that have a value. */
static lmv_status contrast_group(const suggest_args *args,
    const lmv__vocabulary *v, const lmv__contrast *contrast, uint32_t group,
    lmv__keyness *out, lmv_error *err)
{
    lmv__keyness_options how = {
        .min_count = (uint32_t)args->min_count, .min_g2 = LMV__KEY_G2};
    unsigned char *sides = malloc(v->n_comments + 1);
    lmv_status status;
    size_t i;

    if (!sides)
        return lmv__error_nomem(err);
    for (i = 0; i < v->n_comments; i++) {
        sides[i] = LMV__SIDE_REST;
        if (contrast->of[i] == LMV__NO_GROUP)
            sides[i] = LMV__SIDE_OUT;
        else if (contrast->of[i] == group)
            sides[i] = LMV__SIDE_TARGET;
    }
    status = lmv__keyness_find(out, v, sides, &how, err);
    free(sides);
    if (status == LMV_OK)
        lmv__keyness_thin(out, v, args->top);
    return status;
}

static int show_contrasts(suggest_args *args, const lmv__vocabulary *v)
{
    lmv__suggest_part parts[LMV__MAX_CONTRASTS];
    lmv__keyness keyness[LMV__MAX_CONTRASTS];
    lmv__suggest_out out = {.corpus = &args->corpus.corpus,
        .vocabulary = v,
        .parts = parts,
        .top = args->top,
        .samples = true};
    lmv__contrast contrast;
    lmv_error err = LMV_ERROR_INIT;
    lmv_status status = lmv__contrast_make(&contrast, out.corpus, &err);
    int code;
    size_t i;

    memset(parts, 0, sizeof parts);
    memset(keyness, 0, sizeof keyness);
    for (i = 0; status == LMV_OK && i < contrast.groups.len; i++) {
        status =
            contrast_group(args, v, &contrast, (uint32_t)i, &keyness[i], &err);
        parts[i].name = "contrast";
        parts[i].title = "Comments of";
        parts[i].value = lmv__contrast_at(&contrast, i)->label;
        parts[i].keyness = &keyness[i];
        parts[i].compare = true;
        out.n_parts++;
    }
    out.contrast = &contrast;
    code = status == LMV_OK ? print(args, &out)
                            : lmv__cli_error(&err, LMV__EXIT_FAILED);
    for (i = 0; i < out.n_parts; i++)
        lmv__keyness_clear(&keyness[i]);
    lmv__contrast_clear(&contrast);
    return code;
}

static int without_rules(suggest_args *args)
{
    lmv__vocabulary vocabulary;
    lmv_error err = LMV_ERROR_INIT;
    const char *language;
    int code =
        lmv__cli_corpus_language(&args->corpus, &args->rules.setup, &language);

    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__vocabulary_make(&vocabulary, &args->corpus.corpus,
            args->rules.setup.ruleset->langdata, language, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = args->corpus.by ? show_contrasts(args, &vocabulary)
                           : show_frequencies(args, &vocabulary);
    lmv__vocabulary_clear(&vocabulary);
    return code;
}

/* ---- the command ---- */

static int suggest(suggest_args *args, const char *path)
{
    int code;

    args->no_rules = args->no_rules || args->corpus.by;
    if (args->no_rules) { /* the language data alone */
        args->rules.own_packs = true;
        lmv__cli_push(&args->rules.packs, "common");
    }
    code = lmv__cli_rules_open(&args->rules);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, path);
    if (code != LMV__EXIT_OK)
        return code;
    return args->no_rules ? without_rules(args) : with_rules(args);
}

static int check(const suggest_args *args, const lmv__cli_command *command)
{
    bool no_rules = args->no_rules || args->corpus.by;

    if (no_rules && (args->rules.packs.len > 0 || args->rules.only.len > 0))
        return lmv__cli_usage(command,
            "--no-rules and --by look at the words alone: no --rules with "
            "them");
    if (no_rules && args->theme)
        return lmv__cli_usage(
            command, "--theme needs rules: not with --no-rules or --by");
    if (args->theme && !args->gold.path)
        return lmv__cli_usage(command, "--theme needs --gold FILE");
    if (args->gold.path && !args->theme)
        return lmv__cli_usage(command, "--gold needs --theme ID");
    return LMV__EXIT_OK;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    suggest_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.min_count = 2;
    args.top = 20;
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
        code = suggest(&args, argv[rest]);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_suggest = {
    "suggest",
    "[OPTION]... COMMENTS",
    "find words that the rules should know",
    "Lists the words, and rows of two and three words, that set the comments "
    "without any\ntheme apart from the rest (or those in which the rules miss "
    "a theme that people\ncoded), by log-likelihood, with sample comments and "
    "an entry to paste into `words`.\nWhat an entry finds already is left out. "
    "Without rules it tells what the comments\nare about, and how groups of "
    "them differ.",
    {options, lmv__cli_corpus_options, lmv__cli_rules_options, NULL},
    "  leitmotiv suggest survey.csv\n"
    "  leitmotiv suggest --theme slow-response --gold gold.csv survey.csv\n"
    "  leitmotiv suggest --no-rules --top 50 survey.csv\n"
    "  leitmotiv suggest --by nps survey.csv\n",
    run,
};
