#include "base/vec.h"
#include "rules/report.h"
#include "workbench/lint.h"

#include <string.h>

#define STRESS_BYTES 1500 /* of one generated text; sentences have 2,000 */

typedef struct linter {
    const lmv_ruleset *rules;
    lmv__reporter *reporter;
    pcre2_match_data *data;
    pcre2_match_context *context;
    lmv__buf stress;
} linter;

static void warn(linter *lint, const char *code, lmv__pos pos, const char *help,
    const char *message)
{
    lmv__report(lint->reporter, lint->rules, LMV_WARNING, code, pos, help, "%s",
        message);
}

/* ---- as it is written ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* "ä" is c3 a4 and so on; the macro for it, or NULL. */
static const char *umlaut_help(lmv__slice text, size_t at)
{
    static const char *const known[][2] = {
        {"\xa4\x84", "write {{ä}}: it also finds ae and every way to type it"},
        {"\xb6\x96", "write {{ö}}: it also finds oe and every way to type it"},
        {"\xbc\x9c", "write {{ü}}: it also finds ue and every way to type it"},
        {"\x9f\x9f", "write {{ß}}: it also finds ss"}};

    if (at + 1 >= text.len || text.ptr[at] != '\xc3' ||
        (at >= 2 && !memcmp(text.ptr + at - 2, "{{", 2)))
        return NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strchr(known[i][0], text.ptr[at + 1]))
            return known[i][1];
    return NULL;
}

/* One character of the regex; `in_class`: between [ and ]. */
static void check_character(
    linter *lint, const lmv__entry *entry, size_t at, bool in_class)
{
    lmv__slice text = entry->text;
    const char *help = umlaut_help(text, at);

    if (help)
        warn(lint, "W332", lmv__entry_at(entry, at), help,
            "an umlaut in a pattern matches only itself");
    if (in_class && text.ptr[at] == '|')
        warn(lint, "W333", lmv__entry_at(entry, at),
            "write (m|n) for one of these, [mn] for one of these letters",
            "| between [ and ] is a letter like any other");
    if (!in_class && text.ptr[at] == '.' && at && at + 1 < text.len &&
        is_letter(text.ptr[at - 1]) && is_letter(text.ptr[at + 1]))
        warn(lint, "W334", lmv__entry_at(entry, at),
            "write \\. for a full stop",
            "a dot between letters is any character");
}

static void check_written(linter *lint, const lmv__entry *entry)
{
    bool in_class = false;

    for (size_t i = 0; i < entry->text.len; i++) {
        char c = entry->text.ptr[i];

        if (c == '\\') {
            i++;
            continue;
        }
        check_character(lint, entry, i, in_class);
        if (c == '[' && !in_class) {
            in_class = true;
            i += i + 1 < entry->text.len && entry->text.ptr[i + 1] == '^';
        } else if (c == ']') {
            in_class = false;
        }
    }
}

/* ---- steps ---- */

static bool too_slow(linter *lint, const lmv__code *code, lmv__slice text)
{
    int found;
    size_t at = 0;

    do { /* as the matcher does: from every start */
        found = pcre2_match(code->code, (PCRE2_SPTR)text.ptr, text.len, at,
            PCRE2_NO_JIT, lint->data, lint->context);
        if (found >= 0)
            at = pcre2_get_ovector_pointer(lint->data)[1];
    } while (found >= 0 && at < text.len);
    return found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
           found == PCRE2_ERROR_HEAPLIMIT;
}

/* `piece` again and again, then something that nothing matches. */
static bool stress(
    linter *lint, const lmv__code *code, lmv__slice piece, const char *between)
{
    lmv__buf_reset(&lint->stress);
    while (lint->stress.len < STRESS_BYTES && !lint->stress.failed) {
        lmv__buf_add(&lint->stress, piece.ptr, piece.len);
        lmv__buf_adds(&lint->stress, between);
    }
    /* nothing matches the first; the rest is what patterns like to end with,
     * or PCRE2 would not even begin */
    lmv__buf_adds(
        &lint->stress, "\xe2\x82\xac!?.:;,-)(0abcdefghijklmnopqrstuvwxyz");
    return !lint->stress.failed &&
           too_slow(
               lint, code, (lmv__slice){lint->stress.data, lint->stress.len});
}

/* Long runs of letters, digits, blanks, and of the pattern's own words. */
static bool slow_somewhere(
    linter *lint, const lmv__part *part, const lmv__code *code)
{
    static const char *const runs[] = {"a", "1", " ", "ab ", "1. ", "a-"};
    bool slow = false;

    for (size_t i = 0; i < sizeof runs / sizeof *runs && !slow; i++)
        slow = stress(lint, code, lmv__slice_of(runs[i]), "");
    for (uint32_t g = 0; g < part->n_groups && !slow; g++)
        for (uint32_t i = 0; i < part->groups[g].n && i < 20 && !slow; i++) {
            lmv__slice literal = part->groups[g].items[i].text;

            slow = stress(lint, code, literal, "") ||
                   stress(lint, code, literal, " ") ||
                   stress(lint, code, literal, " aaaa ");
        }
    return slow;
}

static void check_steps(linter *lint, const lmv__theme *theme,
    const lmv__entry *entry, lmv__part *part)
{
    char message[128];
    const lmv__code *code = lmv__part_code(lint->rules, part, message, NULL);
    bool slow = code && slow_somewhere(lint, part, code);

    for (uint32_t i = 0; code && !slow && i < theme->n_examples; i++)
        slow = too_slow(lint, code, theme->examples[i].text);
    if (slow)
        warn(lint, "W336", entry->pos,
            "repeat single characters, not groups: [^,]{0,40}, not (\\w+\\s*)+",
            "this pattern takes more than 10,000 steps for one text");
}

/* ---- all patterns ---- */

static void check_matcher(linter *lint, const lmv__theme *theme,
    const lmv__matcher *matcher, unsigned depth)
{
    if (matcher->kind == LMV__MATCH_PATTERN && matcher->words.n_patterns) {
        const lmv__entry *entry = &matcher->words.items[0];
        lmv__part *part = &matcher->words.patterns[0]->parts[0];

        check_written(lint, entry);
        if (!part->n_groups)
            warn(lint, "W335", entry->pos,
                "let a word of three letters or more stand outside of ( | ), "
                "[ ] and ?",
                "no word has to be there: this pattern is run on every "
                "sentence, which is slow");
        check_steps(lint, theme, entry, part);
    }
    for (uint32_t i = 0; depth <= LMV__MAX_DEPTH && i < matcher->n_parts; i++)
        check_matcher(lint, theme, &matcher->parts[i], depth + 1);
}

lmv_status lmv__lint_raw(const lmv_ruleset *rules, lmv__reporter *reporter)
{
    linter lint = {.rules = rules,
        .reporter = reporter,
        .data = pcre2_match_data_create(64, NULL),
        .context = pcre2_match_context_create(NULL)};
    bool good = lint.data && lint.context;

    lmv__buf_init(&lint.stress);
    if (good)
        pcre2_set_match_limit(lint.context, LMV__LINT_STEPS);
    for (uint32_t i = 0; good && i < rules->n_themes; i++) {
        const lmv__theme *theme = &rules->themes[i];

        for (uint32_t k = 0;
             lmv__lint_wants(rules, theme) && k < theme->n_signals; k++)
            check_matcher(&lint, theme, &theme->signals[k].matcher, 1);
    }
    lmv__buf_clear(&lint.stress);
    pcre2_match_context_free(lint.context);
    pcre2_match_data_free(lint.data);
    return good ? LMV_OK : LMV_ENOMEM;
}
