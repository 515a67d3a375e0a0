#include "rules/report.h"
#include "text/fold.h"
#include "workbench/lint.h"

#include <string.h>

#define MAX_SHADOW \
    500 /* entries of one set that are compared with each other */
#define SHORT_STEM 3

typedef struct linter {
    const lmv_ruleset *rules;
    lmv__reporter *reporter;
    pcre2_match_data *data;
    bool nomem;
} linter;

/* Where a sign begins in a text, or NULL. */
static const char *find_sign(lmv__slice text, const char *sign)
{
    size_t len = strlen(sign);

    for (size_t i = 0; i + len <= text.len; i++)
        if (!memcmp(text.ptr + i, sign, len))
            return text.ptr + i;
    return NULL;
}

/* ---- what an entry says ---- */

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           c == '\'' || c == '-';
}

bool lmv__lint_plain(const lmv__entry *entry, lmv__buf *out)
{
    lmv__buf text;
    bool plain = entry->text.len > 0;

    lmv__buf_init(&text);
    for (size_t i = 0; i < entry->text.len && plain; i++) {
        char c = entry->text.ptr[i];

        if (c == '*')
            lmv__buf_adds(&text, "qqq");
        else
            lmv__buf_addc(&text, c);
        plain = c == '*' || is_plain(c);
    }
    plain = plain && !find_sign(entry->text, "…");
    if (plain)
        plain = lmv__fold_string(text.data, text.len, out, NULL) == LMV_OK &&
                !text.failed;
    lmv__buf_clear(&text);
    return plain;
}

bool lmv__lint_matches(const lmv_ruleset *rules, const lmv__pattern *pattern,
    const lmv__buf *folded, pcre2_match_data *data)
{
    const lmv__code *code;
    char message[128];

    if (pattern->n_parts != 1 || pattern->parts[0].raw ||
        pattern->parts[0].caseless || pattern->parts[0].n_exact)
        return false;
    code = lmv__part_code(rules, &pattern->parts[0], message, NULL);
    return code && pcre2_match(code->code, (PCRE2_SPTR)folded->data,
                       folded->len, 0, 0, data, NULL) >= 0;
}

/* ---- one entry ---- */

/* `a*`: a wildcard that finds half of the dictionary. */
static void check_stems(linter *lint, const lmv__entry *entry)
{
    static const char ends[] = " ()|&~.$\"";
    size_t at = 0;

    while (at < entry->text.len) {
        size_t begin = at, letters = 0;
        bool star = false, other = false;

        for (; at < entry->text.len && !strchr(ends, entry->text.ptr[at]);
             at++) {
            unsigned char c = (unsigned char)entry->text.ptr[at];

            star |=
                c == '*' && (at == begin || entry->text.ptr[at - 1] != '\\');
            other |= c == '{' || c == '\\';
            letters += c != '*' && (c & 0xc0) != 0x80;
        }
        if (star && !other && letters && letters < SHORT_STEM)
            lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W337",
                lmv__entry_at(entry, begin),
                "write the words that are meant, or a longer stem",
                "the wildcard '%.*s' finds far too much", (int)(at - begin),
                entry->text.ptr + begin);
        at += at == begin;
    }
}

/* ---- a set of entries ---- */

static void check_twice(linter *lint, const lmv__entries *entries)
{
    lmv__arena keys;
    lmv__map seen;
    lmv__buf folded;

    lmv__arena_init(&keys, 4096);
    lmv__map_init(&seen);
    lmv__buf_init(&folded);
    for (uint32_t i = 0; i < entries->n; i++) {
        const lmv__entry *entry = &entries->items[i];
        lmv__slice key;
        uint32_t before;

        lmv__buf_reset(&folded);
        if (lmv__fold_string(entry->text.ptr, entry->text.len, &folded, NULL) !=
                LMV_OK ||
            !folded.len || memchr(entry->text.ptr, '=', entry->text.len))
            continue;
        key.ptr = lmv__arena_copy(&keys, folded.data, folded.len);
        key.len = folded.len;
        before = key.ptr ? lmv__map_get(&seen, key) : LMV__MAP_NONE;
        if (before == LMV__MAP_NONE) {
            lint->nomem |= !key.ptr || !lmv__map_set(&seen, key, i);
        } else if (entries->items[before].languages & entry->languages) {
            lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W330",
                entry->pos, "take one of them out",
                "'%.*s' is there twice; the first is at line %u, column %u",
                LMV__ARG(entry->text), entries->items[before].pos.line,
                entries->items[before].pos.column);
        }
    }
    lmv__buf_clear(&folded);
    lmv__map_clear(&seen);
    lmv__arena_clear(&keys);
}

static bool same_place(lmv__pos a, lmv__pos b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

/* A trigger in the longer entry is what it is there for. */
static bool has_trigger(linter *lint, const lmv__buf *folded)
{
    for (uint32_t g = 0; g < lint->rules->n_guards; g++) {
        const lmv__guard *guard = &lint->rules->guards[g];

        for (uint32_t t = 0; t < guard->n_triggers; t++)
            for (uint32_t i = 0; i < guard->triggers[t].words.n_patterns; i++)
                if (lmv__lint_matches(lint->rules,
                        guard->triggers[t].words.patterns[i], folded,
                        lint->data))
                    return true;
    }
    return false;
}

static const lmv__pattern *shadow_of(linter *lint, const lmv__entries *entries,
    const lmv__entry *entry, const lmv__buf *folded)
{
    for (uint32_t i = 0; i < entries->n_patterns; i++) {
        const lmv__pattern *other = entries->patterns[i];

        if (!same_place(other->pos, entry->pos) &&
            (other->languages & entry->languages) == entry->languages &&
            lmv__lint_matches(lint->rules, other, folded, lint->data))
            return other;
    }
    return NULL;
}

static void check_shadowed(linter *lint, const lmv__entries *entries)
{
    lmv__buf folded;

    lmv__buf_init(&folded);
    for (uint32_t i = 0; i < entries->n && entries->n <= MAX_SHADOW; i++) {
        const lmv__entry *entry = &entries->items[i];
        const lmv__pattern *other;

        lmv__buf_reset(&folded);
        if (!lmv__lint_plain(entry, &folded))
            continue;
        other = shadow_of(lint, entries, entry, &folded);
        if (!other || has_trigger(lint, &folded))
            continue;
        lmv__report(lint->reporter, lint->rules, LMV_WARNING, "W331",
            entry->pos, "take it out, or make the other one narrower",
            "'%.*s' adds nothing: the entry at line %u, column %u finds it",
            LMV__ARG(entry->text), other->pos.line, other->pos.column);
    }
    lmv__buf_clear(&folded);
}

/* ---- all sets ---- */

static void check_set(linter *lint, const lmv__entries *entries, bool whole)
{
    for (uint32_t i = 0; i < entries->n; i++) {
        check_stems(lint, &entries->items[i]);
    }
    check_twice(lint, entries);
    if (whole)
        check_shadowed(lint, entries);
}

static void check_matcher(
    linter *lint, const lmv__matcher *matcher, unsigned depth, bool whole)
{
    if (matcher->kind == LMV__MATCH_WORDS)
        check_set(lint, &matcher->words, whole);
    for (uint32_t i = 0; depth <= LMV__MAX_DEPTH && i < matcher->n_parts; i++)
        check_matcher(lint, &matcher->parts[i], depth + 1, false);
}

lmv_status lmv__lint_words(const lmv_ruleset *rules, lmv__reporter *reporter)
{
    linter lint = {.rules = rules,
        .reporter = reporter,
        .data = pcre2_match_data_create(1, NULL)};

    for (uint32_t i = 0; lint.data && i < rules->n_lists; i++)
        if (rules->packs[rules->lists[i].pack].named)
            check_set(&lint, &rules->lists[i].entries, false);
    for (uint32_t i = 0; lint.data && i < rules->n_themes; i++) {
        const lmv__theme *theme = &rules->themes[i];

        for (uint32_t k = 0;
             lmv__lint_wants(rules, theme) && k < theme->n_signals; k++) {
            const lmv__signal *signal = &theme->signals[k];

            check_matcher(&lint, &signal->matcher, 1, true);
            check_set(&lint, &signal->unless.entries, false);
            check_set(&lint, &signal->requires.entries, false);
        }
    }
    lint.nomem |= !lint.data;
    pcre2_match_data_free(lint.data);
    return lint.nomem ? LMV_ENOMEM : LMV_OK;
}
