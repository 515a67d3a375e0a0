/*
 * leitmotiv profile: where the time of a scan goes.
 */
#include <config.h>

#include "base/json.h"
#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/style.h"
#include "workbench/profile.h"
#include "workbench/reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SHOW = LMV__KEY_OWN, KEY_JSON };

static const lmv__cli_option options[] = {
    {"show", KEY_SHOW, "N", "entries; default: 20"},
    {"json", KEY_JSON, NULL, "as JSON, with every entry that ran"},
    {NULL, 0, NULL, NULL},
};

typedef struct profile_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus;
    size_t show;
    bool json;
} profile_args;

static bool take(void *payload, int key, const char *value)
{
    profile_args *args = payload;
    char *end;
    int taken;

    switch (key) {
    case KEY_SHOW:
        args->show = strtoul(value, &end, 10);
        if (*value >= '0' && *value <= '9' && !*end)
            return true;
        lmv__cli_usage(&lmv__cmd_profile, "--show %s: a number", value);
        return false;
    case KEY_JSON:
        return args->json = true;
    default:
        taken =
            lmv__cli_corpus_take(&args->corpus, &lmv__cmd_profile, key, value);
        return taken ? taken > 0
                     : lmv__cli_rules_take(&args->rules, key, value);
    }
}

/* ---- as text ---- */

static void add_owner(lmv__buf *to, const lmv__profile *p, const lmv__cost *c)
{
    if (c->theme != LMV__NONE)
        lmv__buf_adds(to, p->rules->themes[c->theme].id.ptr);
    else if (c->guard != LMV__NONE)
        lmv__buf_addf(to, "guard %s", p->rules->guards[c->guard].name.ptr);
    if (c->users > 1)
        lmv__buf_addf(to, " and %u more", c->users - 1);
}

static void add_cost(lmv__buf *to, const lmv__profile *p, const lmv__cost *c)
{
    lmv__buf_addf(to, "%9.2f %5.1f%% %8llu %8llu %8llu  ", c->seconds * 1000,
        p->seconds > 0 ? 100 * c->seconds / p->seconds : 0,
        (unsigned long long)c->calls, (unsigned long long)c->candidates,
        (unsigned long long)c->matches);
    lmv__reason_place(to, p->rules, c->pos);
    lmv__buf_adds(to, "  ");
    add_owner(to, p, c);
    lmv__buf_adds(to, c->always ? "  (always run)  " : "  ");
    lmv__style_safe(to, c->text.ptr, c->text.len);
    lmv__buf_addc(to, '\n');
}

static void add_text(
    lmv__buf *to, const profile_args *args, const lmv__profile *p)
{
    size_t i, ran = 0, always = 0;

    for (i = 0; i < p->costs.len; i++) {
        const lmv__cost *cost = lmv__profile_at(p, i);

        ran += cost->calls > 0;
        always += cost->always && cost->calls > 0;
    }
    lmv__buf_addf(to,
        "%zu comments in %.1f ms: %.1f ms in rules, the rest in reading the "
        "text, looking for\nliterals, and deciding; before that %.1f ms to "
        "compile all entries\n",
        args->corpus.corpus.comments.len, p->seconds * 1000, p->in_rules * 1000,
        p->compiling * 1000);
    lmv__buf_addf(to,
        "%zu entries, of which %zu ran; %zu of these run over every sentence, "
        "since no literal\nmust occur in what they find\n\n"
        "       ms  share    calls    finds  matches  entry\n",
        p->costs.len, ran, always);
    for (i = 0; i < p->costs.len && i < args->show; i++)
        if (lmv__profile_at(p, i)->calls > 0)
            add_cost(to, p, lmv__profile_at(p, i));
}

/* ---- as JSON ---- */

static void add_json_cost(
    lmv__json_writer *json, const lmv__profile *p, const lmv__cost *c)
{
    lmv__buf place;

    lmv__buf_init(&place);
    lmv__reason_place(&place, p->rules, c->pos);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "rule");
    lmv__json_text(json, place.data);
    lmv__json_key(json, "entry");
    lmv__json_slice(json, c->text);
    lmv__json_key(json, "theme");
    lmv__json_text(
        json, c->theme == LMV__NONE ? NULL : p->rules->themes[c->theme].id.ptr);
    lmv__json_key(json, "guard");
    lmv__json_text(json,
        c->guard == LMV__NONE ? NULL : p->rules->guards[c->guard].name.ptr);
    lmv__json_key(json, "themes");
    lmv__json_uint(json, c->users);
    lmv__json_key(json, "always");
    lmv__json_bool(json, c->always);
    lmv__json_key(json, "seconds");
    lmv__json_real(json, c->seconds);
    lmv__json_key(json, "calls");
    lmv__json_uint(json, c->calls);
    lmv__json_key(json, "candidates");
    lmv__json_uint(json, c->candidates);
    lmv__json_key(json, "matches");
    lmv__json_uint(json, c->matches);
    lmv__json_end(json, '}');
    lmv__buf_clear(&place);
}

static void add_json(
    lmv__buf *to, const profile_args *args, const lmv__profile *p)
{
    lmv__json_writer json;
    size_t i;

    lmv__json_writer_init(&json, to, 2);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "comments");
    lmv__json_uint(&json, args->corpus.corpus.comments.len);
    lmv__json_key(&json, "failed");
    lmv__json_uint(&json, p->failed);
    lmv__json_key(&json, "seconds");
    lmv__json_real(&json, p->seconds);
    lmv__json_key(&json, "compiling");
    lmv__json_real(&json, p->compiling);
    lmv__json_key(&json, "in_rules");
    lmv__json_real(&json, p->in_rules);
    lmv__json_key(&json, "entries");
    lmv__json_begin(&json, '[');
    for (i = 0; i < p->costs.len; i++)
        if (lmv__profile_at(p, i)->calls > 0)
            add_json_cost(&json, p, lmv__profile_at(p, i));
    lmv__json_end(&json, ']');
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}

/* ---- the command ---- */

static int print(const profile_args *args, const lmv__profile *p)
{
    lmv__buf text;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&text);
    if (args->json)
        add_json(&text, args, p);
    else
        add_text(&text, args, p);
    if (text.failed) {
        lmv__cli_say("out of memory");
        code = LMV__EXIT_FAILED;
    } else {
        fwrite(text.data, 1, text.len, stdout);
    }
    lmv__buf_clear(&text);
    return code;
}

static int profile(profile_args *args, const char *pack, const char *path)
{
    lmv__profile found;
    lmv_error err = LMV_ERROR_INIT;
    const char *language;
    int code;

    args->rules.own_packs = true;
    if (!lmv__cli_push(&args->rules.packs, pack)) {
        lmv__cli_say("out of memory");
        return LMV__EXIT_FAILED;
    }
    code = lmv__cli_rules_open(&args->rules);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_language(
            &args->corpus, &args->rules.setup, &language);
    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, path);
    if (code != LMV__EXIT_OK)
        return code;
    lmv__crash_watch(args->rules.setup.engine);
    if (lmv__profile_make(&found, &args->rules.setup, &args->corpus.corpus,
            language, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    code = print(args, &found);
    lmv__profile_clear(&found);
    return code;
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    profile_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.show = 20;
    lmv__cli_rules_init(&args.rules);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    if (parsed != LMV__CLI_GO)
        code = lmv__cli_parse_exit(parsed);
    else if (rest + 2 != argc)
        code = lmv__cli_usage(command, "a pack and a file of comments, please");
    else
        code = profile(&args, argv[rest], argv[rest + 1]);
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_profile = {
    "profile",
    "[OPTION]... PACK COMMENTS",
    "show which entries of a pack take the time",
    "Runs PACK (an id, a file or a folder) over COMMENTS on one thread and "
    "prints for each\nentry, the slowest first: the time, over how many "
    "sentences it ran, what it found\nthere, and what of it counted in the "
    "end. Entries that run over every sentence are\nmarked: no literal must "
    "occur in what they find.",
    {options, lmv__cli_corpus_options, lmv__cli_rules_options, NULL},
    "  leitmotiv profile customer-centricity survey.csv\n"
    "  leitmotiv profile --show 50 parking.yml survey.csv\n",
    run,
};
