/*
 * leitmotiv find: what an entry catches, before it stands in a rule.
 *
 * The entry becomes the only theme of a pack of its own, which imports the
 * packs that are loaded, so lists, macros and guards mean what they mean in a
 * rule, and the scanner that classifies finds it.
 */
#include <config.h>

#include "base/file.h"
#include "base/json.h"
#include "cli/check_on.h"
#include "cli/corpus.h"
#include "cli/crash.h"
#include "cli/style.h"
#include "rules/model.h"
#include "workbench/forms.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_PATTERN = LMV__KEY_OWN, KEY_SHOW, KEY_WIDTH, KEY_JSON };
enum { MAX_ENTRY = 4096, FORMS = 30 };

#define THEME "what-is-looked-for"
/* What stands before the entry on its line of the pack. */
#define BEFORE "          "

static const lmv__cli_option options[] = {
    {"pattern", KEY_PATTERN, NULL, "ENTRY is a pattern, not words"},
    {"show", KEY_SHOW, "N", "lines of context; default: 20"},
    {"width", KEY_WIDTH, "N", "bytes of context at either side; default: 30"},
    {"json", KEY_JSON, NULL, "one JSON object; of the finds, --show many"},
    {"color", LMV__KEY_COLOR, "WHEN", "auto (default), always, never"},
    {NULL, 0, NULL, NULL},
};

typedef struct find_args {
    lmv__cli_rules rules;
    lmv__cli_corpus corpus;
    const char *entry;
    bool pattern, color, json;
    size_t show, width;
    lmv__color_choice choice;
} find_args;

static bool take_number(const char *name, const char *value, size_t *to)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || n > 1000000) {
        lmv__cli_usage(
            &lmv__cmd_find, "--%s %s: a number up to 1000000", name, value);
        return false;
    }
    *to = n;
    return true;
}

static bool take(void *payload, int key, const char *value)
{
    find_args *args = payload;
    int taken;

    switch (key) {
    case KEY_PATTERN:
        return args->pattern = true;
    case KEY_JSON:
        return args->json = true;
    case KEY_SHOW:
        return take_number("show", value, &args->show);
    case KEY_WIDTH:
        return take_number("width", value, &args->width);
    case LMV__KEY_COLOR:
        if (lmv__color_parse(value, &args->choice))
            return true;
        lmv__cli_usage(
            &lmv__cmd_find, "--color %s: auto, always or never", value);
        return false;
    default:
        taken = lmv__cli_corpus_take(&args->corpus, &lmv__cmd_find, key, value);
        return taken ? taken > 0
                     : lmv__cli_rules_take(&args->rules, key, value);
    }
}

/* ---- the pack of one entry ---- */

static void write_pack(
    lmv__buf *to, const find_args *args, const lmv_ruleset *rules)
{
    uint32_t i;

    lmv__buf_adds(to, "leitmotiv: 1\npack:\n  id: " THEME "\n"
                      "  version: 0.0.0\n  title: {en: \"Find\"}\n"
                      "  languages: [de, en]\n  license: CC0-1.0\n"
                      "imports: [");
    for (i = 0; i < rules->n_packs; i++)
        lmv__buf_addf(to, "%s%s", i ? ", " : "", rules->packs[i].id.ptr);
    lmv__buf_adds(to, "]\nthemes:\n  - id: " THEME "\n"
                      "    label: {en: \"Find\"}\n"
                      "    definition: What is looked for.\n"
                      "    polarity: neutral\n    signals:\n");
    lmv__buf_addf(to, "      - %s: |\n" BEFORE "%s\n",
        args->pattern ? "pattern" : "words", args->entry);
}

/* Load everything again, with the pack.  It lies in a folder of its own that
 * is gone when this returns. */
static int load_with(
    find_args *args, lmv__cli_rules *with, const lmv__buf *pack)
{
    const char *base = getenv("TMPDIR");
    char folder[2048], file[2100];
    lmv_error err = LMV_ERROR_INIT;
    int code = LMV__EXIT_FAILED;
    size_t i;

    snprintf(folder, sizeof folder, "%s/leitmotiv-XXXXXX",
        base && *base ? base : "/tmp");
    if (!mkdtemp(folder)) {
        lmv__cli_say("cannot make a folder %s: %s", folder, strerror(errno));
        return LMV__EXIT_FAILED;
    }
    snprintf(file, sizeof file, "%s/entry.yml", folder);
    for (i = 0; i < args->rules.only.len; i++)
        lmv__cli_push(&with->only, *(char **)lmv__vec_at(&args->rules.only, i));
    for (i = 0; i < args->rules.packs.len; i++)
        lmv__cli_push(
            &with->packs, *(char **)lmv__vec_at(&args->rules.packs, i));
    with->matcher = args->rules.matcher;
    with->diag.typed_file = file;
    with->diag.typed = args->entry;
    with->diag.typed_from = (unsigned)sizeof BEFORE;
    if (!lmv__cli_push(&with->packs, file) ||
        !lmv__cli_push(&with->themes, THEME))
        lmv__cli_say("out of memory");
    else if (lmv__file_save(file, pack->data, pack->len, &err) != LMV_OK)
        lmv__cli_error(&err, LMV__EXIT_FAILED);
    else
        code = lmv__cli_rules_open(with);
    unlink(file);
    rmdir(folder);
    return code;
}

/* ---- what was found ---- */

static size_t border(lmv__slice text, size_t at)
{
    while (
        at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static void add_line(lmv__buf *to, const find_args *args,
    const lmv_ruleset *rules, const lmv__comment *comment,
    const lmv__find *find)
{
    lmv__slice text = comment->text;
    size_t start = find->hull.start, end = find->hull.end;
    size_t from = start > args->width ? border(text, start - args->width) : 0;
    size_t until = text.len - end > args->width
                       ? border(text, end + args->width)
                       : text.len;
    size_t width = lmv__style_width(text.ptr + from, start - from);
    uint32_t guard;

    lmv__buf_adds(to, "  ");
    lmv__buf_addf(
        to, "%*s", (int)(width < args->width ? args->width - width : 0), "");
    lmv__style_safe(to, text.ptr + from, start - from);
    lmv__buf_adds(to, lmv__ink_on(args->color, LMV__INK_MARK));
    lmv__buf_adds(to, args->color ? "" : "[");
    lmv__style_safe(to, text.ptr + start, end - start);
    lmv__buf_adds(to, args->color ? "" : "]");
    lmv__buf_adds(to, lmv__ink_off(args->color));
    lmv__style_safe(to, text.ptr + end, until - end);
    lmv__buf_adds(to, "  (");
    lmv__style_safe(to, comment->id.ptr, comment->id.len);
    for (guard = 0; guard < rules->n_guards && guard < LMV__MAX_GUARDS; guard++)
        if (find->guards & (1u << guard))
            lmv__buf_addf(to, ", inside %s", rules->guards[guard].name.ptr);
    lmv__buf_adds(to, ")\n");
}

static void add_lines(lmv__buf *to, const find_args *args,
    const lmv__outcomes *outcomes, uint32_t theme)
{
    const lmv__corpus *corpus = &args->corpus.corpus;
    size_t i, finds = 0, comments = 0;
    uint32_t k;

    for (i = 0; i < outcomes->n; i++) {
        const lmv__outcome *outcome = &outcomes->of[i];
        size_t before = finds;

        for (k = 0; k < outcome->n_finds; k++)
            if (outcome->finds[k].theme == theme && finds++ < args->show)
                add_line(to, args, outcomes->rules, lmv__corpus_at(corpus, i),
                    &outcome->finds[k]);
        comments += finds > before;
    }
    if (finds > args->show)
        lmv__buf_addf(to, "  and %zu more\n", finds - args->show);
    lmv__buf_addf(to, "%zu find%s in %zu of %zu comments\n", finds,
        finds == 1 ? "" : "s", comments, outcomes->n);
}

/* ---- for programs ---- */

static void put_find(lmv__json_writer *json, const lmv_ruleset *rules,
    const lmv__comment *comment, const lmv__find *find)
{
    uint32_t guard;

    lmv__json_begin(json, '{');
    lmv__json_key(json, "id");
    lmv__json_slice(json, comment->id);
    lmv__json_key(json, "start");
    lmv__json_uint(json, find->hull.start);
    lmv__json_key(json, "end");
    lmv__json_uint(json, find->hull.end);
    lmv__json_key(json, "words");
    lmv__json_string(json, comment->text.ptr + find->hull.start,
        find->hull.end - find->hull.start);
    lmv__json_key(json, "guards");
    lmv__json_begin(json, '[');
    for (guard = 0; guard < rules->n_guards && guard < LMV__MAX_GUARDS; guard++)
        if (find->guards & (1u << guard))
            lmv__json_text(json, rules->guards[guard].name.ptr);
    lmv__json_end(json, ']');
    lmv__json_key(json, "text");
    lmv__json_slice(json, comment->text);
    lmv__json_end(json, '}');
}

static void put_finds(lmv__json_writer *json, const find_args *args,
    const lmv__outcomes *outcomes, uint32_t theme)
{
    size_t i, finds = 0, comments = 0;
    uint32_t k;

    lmv__json_key(json, "finds");
    lmv__json_begin(json, '[');
    for (i = 0; i < outcomes->n; i++) {
        const lmv__outcome *outcome = &outcomes->of[i];
        size_t before = finds;

        for (k = 0; k < outcome->n_finds; k++)
            if (outcome->finds[k].theme == theme && finds++ < args->show)
                put_find(json, outcomes->rules,
                    lmv__corpus_at(&args->corpus.corpus, i),
                    &outcome->finds[k]);
        comments += finds > before;
    }
    lmv__json_end(json, ']');
    lmv__json_key(json, "count");
    lmv__json_uint(json, finds);
    lmv__json_key(json, "in_comments");
    lmv__json_uint(json, comments);
    lmv__json_key(json, "comments");
    lmv__json_uint(json, outcomes->n);
}

static void add_json(lmv__buf *to, const find_args *args,
    const lmv__outcomes *outcomes, const lmv__coverage *coverage,
    const lmv__forms *forms, uint32_t theme)
{
    lmv__json_writer json;
    size_t i, k, n;

    lmv__json_writer_init(&json, to, 0);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "entry");
    lmv__json_text(&json, args->entry);
    lmv__json_key(&json, "forms");
    lmv__json_begin(&json, '[');
    for (i = 0; i < coverage->entries.len; i++) {
        const lmv__form *form = lmv__forms_of(forms, (uint32_t)i, &n);

        if (lmv__coverage_at(coverage, i)->theme != theme)
            continue;
        for (k = 0; form && k < n; k++) {
            lmv__json_begin(&json, '{');
            lmv__json_key(&json, "text");
            lmv__json_slice(&json, form[k].text);
            lmv__json_key(&json, "count");
            lmv__json_uint(&json, form[k].count);
            lmv__json_end(&json, '}');
        }
    }
    lmv__json_end(&json, ']');
    put_finds(&json, args, outcomes, theme);
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}

/* ---- for people ---- */

static void add_text(lmv__buf *to, const find_args *args,
    const lmv__outcomes *outcomes, const lmv__coverage *coverage,
    const lmv__forms *forms, uint32_t theme)
{
    size_t i;

    for (i = 0; i < coverage->entries.len; i++) {
        const lmv__entry_use *use = lmv__coverage_at(coverage, i);

        if (use->theme != theme || lmv__entry_dead(use))
            continue;
        lmv__style_safe(to, use->text.ptr, use->text.len);
        lmv__buf_adds(to, ": ");
        lmv__check_add_forms(to, forms, (uint32_t)i, FORMS);
        lmv__buf_adds(to, "\n");
    }
    add_lines(to, args, outcomes, theme);
}

static int print(const find_args *args, const lmv__outcomes *outcomes)
{
    uint32_t theme = (uint32_t)lmv_ruleset_theme_find(outcomes->rules, THEME);
    lmv_error err = LMV_ERROR_INIT;
    lmv__coverage coverage;
    lmv__forms forms;
    lmv__buf text;

    if (lmv__coverage_make(&coverage, outcomes, NULL, &err) != LMV_OK)
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    if (lmv__forms_collect(&forms, &args->corpus.corpus, outcomes, &coverage,
            &err) != LMV_OK) {
        lmv__coverage_clear(&coverage);
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    lmv__buf_init(&text);
    (args->json ? add_json : add_text)(
        &text, args, outcomes, &coverage, &forms, theme);
    if (!text.failed)
        fwrite(text.data, 1, text.len, stdout);
    else
        lmv__error_nomem(&err);
    lmv__buf_clear(&text);
    lmv__forms_clear(&forms);
    lmv__coverage_clear(&coverage);
    return err.status == LMV_OK ? LMV__EXIT_OK
                                : lmv__cli_error(&err, LMV__EXIT_FAILED);
}

static int find_in(find_args *args, lmv__cli_rules *with)
{
    lmv__outcomes outcomes;
    int code;

    lmv__crash_watch(with->setup.engine);
    code = lmv__cli_corpus_scan(&args->corpus, &with->setup, false, &outcomes);
    if (code != LMV__EXIT_OK)
        return code;
    code = print(args, &outcomes);
    lmv__outcomes_clear(&outcomes);
    return code;
}

static int find(find_args *args, const char *path)
{
    lmv__cli_rules with;
    lmv__buf pack;
    int code = lmv__cli_rules_open(&args->rules);

    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_open(&args->corpus, path);
    if (code != LMV__EXIT_OK)
        return code;
    lmv__cli_rules_init(&with);
    lmv__buf_init(&pack);
    write_pack(&pack, args, args->rules.setup.ruleset);
    with.strict = true;
    code = load_with(args, &with, &pack);
    if (code == LMV__EXIT_OK)
        code = find_in(args, &with);
    lmv__buf_clear(&pack);
    lmv__cli_rules_clear(&with);
    return code;
}

static bool is_entry(const char *entry)
{
    return *entry && strlen(entry) <= MAX_ENTRY && !strpbrk(entry, "\r\n") &&
           *entry != '#' && *entry != ' ' && !strstr(entry, " #");
}

static int run(const lmv__cli_command *command, int argc, char **argv)
{
    find_args args;
    lmv__cli_parsed parsed;
    int rest, code;

    memset(&args, 0, sizeof args);
    args.show = 20;
    args.width = 30;
    lmv__cli_rules_init(&args.rules);
    lmv__cli_corpus_init(&args.corpus);
    parsed = lmv__cli_parse(command, argc, argv, take, &args, &rest);
    args.color = lmv__color_wanted(args.choice, STDOUT_FILENO);
    if (parsed != LMV__CLI_GO) {
        code = lmv__cli_parse_exit(parsed);
    } else if (rest + 2 != argc) {
        code = lmv__cli_usage(command, "an entry and a file, please");
    } else if (!is_entry(argv[rest])) {
        code = lmv__cli_usage(command, "this is no entry of one line");
    } else {
        args.entry = argv[rest];
        code = find(&args, argv[rest + 1]);
    }
    lmv__cli_corpus_clear(&args.corpus);
    lmv__cli_rules_clear(&args.rules);
    return code;
}

const lmv__cli_command lmv__cmd_find = {
    "find",
    "[OPTION]... ENTRY COMMENTS",
    "show what an entry catches in a file of comments",
    "Reads ENTRY as a line of `words` (it may use $lists of the loaded packs), "
    "prints the\nforms that it catches in COMMENTS with their counts, then "
    "each find in its context\nwith the guards that it stands in.",
    {options, lmv__cli_corpus_options, lmv__cli_rules_options, NULL},
    "  leitmotiv find '*hotline*' survey.csv\n"
    "  leitmotiv find 'rief ... zurück' survey.csv\n"
    "  leitmotiv find --show 5 '$fault' survey.csv\n"
    "  leitmotiv find --json --show 0 '*essen' survey.csv\n",
    run,
};
