#include "rules/program.h"

#include "base/vec.h"
#include "rules/prefilter.h"
#include "rules/raw.h"
#include "rules/track.h"
#include "rules/words.h"

#include <stdlib.h>
#include <string.h>

/*
 * Compiling a model: every set of entries becomes a set of patterns.
 *
 * The patterns of a list are made once and shared by all entries that are
 * nothing but `$list`.
 */

typedef struct compiler {
    lmv_ruleset *rules;
    lmv__reporter *reporter;
    bool endings;    /* signals and lists; never guards */
    bool case_match; /* of the signal */
    int32_t gap;
    uint32_t depth; /* of lists */
    bool broken;    /* something was reported */
} compiler;

/* --------------------------------------------------------------- patterns */

static lmv__pattern *new_pattern(compiler *c, const lmv__entry *entry)
{
    lmv__programs *programs = c->rules->programs;
    lmv__pattern *pattern =
        lmv__arena_alloc(&programs->hot, 1, sizeof *pattern);

    if (!pattern)
        return NULL;
    if (programs->n == programs->cap) {
        uint32_t cap = programs->cap ? programs->cap * 2 : 256;
        lmv__pattern **more = realloc(programs->patterns, cap * sizeof *more);
        if (!more)
            return NULL;
        programs->patterns = more;
        programs->cap = cap;
    }
    pattern->index = programs->n;
    pattern->pos = entry->pos;
    pattern->languages = entry->languages;
    programs->patterns[programs->n++] = pattern;
    return pattern;
}

static lmv_status make_parts(
    compiler *c, const lmv__entry *entry, uint32_t n, lmv__pattern **out)
{
    lmv__pattern *pattern = new_pattern(c, entry);

    if (!pattern)
        return LMV_ENOMEM;
    pattern->parts =
        lmv__arena_alloc(&c->rules->programs->hot, n, sizeof(lmv__part));
    if (!pattern->parts)
        return LMV_ENOMEM;
    pattern->n_parts = n;
    *out = pattern;
    return LMV_OK;
}

/* Is its regex so short for sure that nobody needs to look before PCRE2 is
 * asked?  No op makes as much as 200 bytes of it, but for long literals.
 * Letters to be compared with the original are noted with the regex. */
static bool fits_surely(const lmv__track *track)
{
    if (!track || track->n_ops > 200 || track->letters > 5000)
        return false;
    for (uint32_t i = 0; i < track->n_names; i++)
        if (strcmp(track->names[i].name, LMV__GROUP_GAP) != 0)
            return false;
    return true;
}

static lmv_status words_part(compiler *c, const lmv__entry *entry,
    const lmv__tree *tree, uint32_t i, lmv__part *part)
{
    uint8_t endings = c->endings ? entry->languages : 0;
    const lmv__sequence *sequence = &tree->parts[i];
    lmv_status status =
        lmv__track_build(c->rules, sequence, endings, &part->track);
    char message[128];

    part->within = tree->within[i];
    part->sequence = sequence;
    part->endings = endings;
    if (status == LMV_OK && !fits_surely(part->track))
        status = lmv__words_emit(c->rules, sequence, endings, part);
    if (status == LMV_ELIMIT) {
        lmv__report(c->reporter, c->rules, LMV_ERROR, "E309", entry->pos,
            "split it into several entries, or shorten the lists it names",
            "this entry is too large");
        return LMV_ERULES;
    }
    if (status == LMV_OK)
        status = lmv__words_literals(c->rules, sequence, endings, part);
    if (status == LMV_OK && part->caseless &&
        !lmv__part_code(c->rules, part, message, NULL)) {
        lmv__report(c->reporter, c->rules, LMV_ERROR, "E321", entry->pos,
            "look at the macro that this entry uses", "%s", message);
        return LMV_ERULES;
    }
    return status;
}

static lmv_status words_pattern(compiler *c, const lmv__entry *entry,
    const lmv__tree *tree, lmv__pattern **out)
{
    lmv_status status = make_parts(c, entry, tree->n_parts, out);

    for (uint32_t i = 0; i < tree->n_parts && status == LMV_OK; i++)
        status = words_part(c, entry, tree, i, &(*out)->parts[i]);
    return status;
}

/* ---------------------------------------------------------------- entries */

static lmv_status push_pattern(lmv__vec *patterns, lmv__pattern *pattern)
{
    lmv__pattern **slot = lmv__vec_push(patterns);

    if (!slot)
        return LMV_ENOMEM;
    *slot = pattern;
    return LMV_OK;
}

static lmv_status compile_entry(
    compiler *c, lmv__entry *entry, uint8_t languages, lmv__vec *patterns);

/* All entries of a list, for the languages of whoever names it. */
static lmv_status compile_list(
    compiler *c, uint32_t index, uint8_t languages, lmv__vec *patterns)
{
    lmv__list *list = &c->rules->lists[index];
    int32_t gap = c->gap;
    lmv_status status = LMV_OK;

    if (++c->depth > LMV__MAX_DEPTH) {
        lmv__report(c->reporter, c->rules, LMV_ERROR, "E308", list->pos, NULL,
            "lists in lists too deep");
        c->depth--;
        return LMV_ERULES;
    }
    c->gap = (int32_t)c->rules->packs[list->pack].gap;
    for (uint32_t i = 0; i < list->entries.n; i++) {
        lmv__entry *entry = &list->entries.items[i];
        lmv_status one;

        if (!(entry->languages & languages))
            continue;
        one = compile_entry(c, entry, languages, patterns);
        if (one == LMV_ENOMEM)
            status = one;
        else if (one != LMV_OK && status == LMV_OK)
            status = one;
    }
    c->gap = gap;
    c->depth--;
    return status;
}

/* `*` alone. */
static bool is_anything(lmv__slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '*' && text.ptr[i] != ' ')
            return false;
    return text.len > 0;
}

static lmv_status compile_entry(
    compiler *c, lmv__entry *entry, uint8_t languages, lmv__vec *patterns)
{
    bool shared = c->depth > 0 && c->endings && !c->case_match &&
                  (entry->languages & languages) == entry->languages;
    lmv__entry narrowed = *entry;
    lmv__words_context context = {.rules = c->rules,
        .reporter = c->reporter,
        .entry = entry,
        .pack = entry->pack,
        .gap = c->gap,
        .case_match = c->case_match};
    lmv__pattern *pattern;
    lmv__tree tree;
    lmv_status status;

    if (shared && entry->pattern)
        return push_pattern(patterns, entry->pattern);
    if (is_anything(entry->text)) {
        lmv__report(c->reporter, c->rules, LMV_ERROR, "E306", entry->pos,
            "write part of the word: *hotline, freundlich*",
            "an entry that is only `*` finds every word");
        return LMV_ERULES;
    }
    narrowed.languages = entry->languages & languages;
    context.languages = narrowed.languages;
    status = lmv__words_parse(&context, entry->text, &tree);
    if (status != LMV_OK)
        return status;
    if (tree.only_list.len) {
        uint32_t index =
            lmv__ruleset_list(c->rules, entry->pack, tree.only_list);
        size_t before = patterns->len;

        if (index == LMV__NONE)
            return lmv__report_unknown_list(&context, 0, tree.only_list);
        status = compile_list(c, index, narrowed.languages, patterns);
        if (status == LMV_OK && patterns->len == before && c->depth == 0)
            lmv__report(c->reporter, c->rules, LMV_WARNING, "E312", entry->pos,
                "give the list entries for this language",
                "`$%.*s` has no entry for the languages of this entry",
                (int)tree.only_list.len, tree.only_list.ptr);
        return status;
    }
    status = words_pattern(c, &narrowed, &tree, &pattern);
    if (status != LMV_OK)
        return status;
    if (shared)
        entry->pattern = pattern;
    return push_pattern(patterns, pattern);
}

static lmv_status take_patterns(
    compiler *c, lmv__entries *entries, const lmv__vec *patterns)
{
    entries->n_patterns = (uint32_t)patterns->len;
    entries->patterns = lmv__arena_alloc(
        &c->rules->arena, patterns->len, sizeof *entries->patterns);
    if (!entries->patterns)
        return LMV_ENOMEM;
    if (patterns->len)
        memcpy(entries->patterns, patterns->data,
            patterns->len * sizeof *entries->patterns);
    return LMV_OK;
}

static lmv_status compile_entries(
    compiler *c, lmv__entries *entries, uint8_t languages)
{
    lmv__vec patterns;
    lmv_status status = LMV_OK;

    lmv__vec_init(&patterns, sizeof(lmv__pattern *));
    for (uint32_t i = 0; i < entries->n && status != LMV_ENOMEM; i++) {
        lmv_status one = LMV_OK;

        if (entries->items[i].languages & languages)
            one = compile_entry(c, &entries->items[i], languages, &patterns);
        if (one == LMV_ENOMEM)
            status = one;
        else if (one != LMV_OK)
            c->broken = true;
    }
    if (status == LMV_OK)
        status = take_patterns(c, entries, &patterns);
    lmv__vec_clear(&patterns);
    return status;
}

/* --------------------------------------------------------------- matchers */

static lmv_status compile_raw(
    compiler *c, lmv__matcher *matcher, uint8_t languages)
{
    lmv__entry *entry = matcher->words.items;
    lmv__pattern *pattern;
    lmv__vec patterns;
    lmv_status status;

    if (!matcher->words.n) /* its text was refused */
        return LMV_OK;
    status = make_parts(c, entry, 1, &pattern);
    if (status != LMV_OK)
        return status;
    pattern->languages = entry->languages & languages;
    status = lmv__raw_compile(
        c->rules, c->reporter, entry, c->case_match, pattern->parts);
    if (status == LMV_ERULES) {
        c->broken = true;
        return LMV_OK;
    }
    if (status != LMV_OK)
        return status;
    lmv__vec_init(&patterns, sizeof(lmv__pattern *));
    status = push_pattern(&patterns, pattern);
    if (status == LMV_OK)
        status = take_patterns(c, &matcher->words, &patterns);
    lmv__vec_clear(&patterns);
    return status;
}

static lmv_status compile_matcher(
    compiler *c, lmv__matcher *matcher, uint8_t languages, uint32_t depth)
{
    lmv_status status = LMV_OK;

    if (depth > LMV__MAX_DEPTH) {
        lmv__report(c->reporter, c->rules, LMV_ERROR, "E308", matcher->pos,
            NULL, "matchers too deep");
        c->broken = true;
        return LMV_OK;
    }
    if (matcher->kind == LMV__MATCH_WORDS)
        return compile_entries(c, &matcher->words, languages);
    if (matcher->kind == LMV__MATCH_PATTERN)
        return compile_raw(c, matcher, languages);
    for (uint32_t i = 0; i < matcher->n_parts && status == LMV_OK; i++)
        status = compile_matcher(c, &matcher->parts[i], languages, depth + 1);
    return status;
}

static lmv_status compile_signal(compiler *c, lmv__signal *signal)
{
    uint8_t languages = signal->languages ? signal->languages : 0xFF;
    lmv_status status;

    c->case_match = signal->case_match;
    status = compile_matcher(c, &signal->matcher, languages, 1);
    if (status == LMV_OK)
        status = compile_entries(c, &signal->unless.entries, languages);
    if (status == LMV_OK)
        status = compile_entries(c, &signal->requires.entries, languages);
    c->case_match = false;
    return status;
}

static lmv_status compile_theme(compiler *c, lmv__theme *theme)
{
    lmv_status status = LMV_OK;

    c->broken = false;
    c->endings = true;
    c->gap = (int32_t)c->rules->packs[theme->pack].gap;
    c->reporter->theme = theme;
    for (uint32_t i = 0; i < theme->n_signals && status == LMV_OK; i++)
        status = compile_signal(c, &theme->signals[i]);
    c->reporter->theme = NULL;
    if (c->broken) {
        theme->disabled = true;
        c->rules->n_disabled++;
    }
    return status;
}

static lmv_status compile_guard(compiler *c, lmv__guard *guard)
{
    lmv_status status = LMV_OK;

    c->endings = false;
    c->gap = LMV__DEFAULT_GAP;
    for (uint32_t i = 0; i < guard->n_triggers && status == LMV_OK; i++)
        status = compile_entries(c, &guard->triggers[i].words, 0xFF);
    if (status == LMV_OK)
        status = compile_entries(c, &guard->not_these, 0xFF);
    return status;
}

/* -------------------------------------------------------------------- all */

lmv_status lmv__rules_new_programs(lmv_ruleset *rules)
{
    lmv__programs *programs =
        lmv__arena_alloc(&rules->arena, 1, sizeof *programs);

    if (!programs)
        return LMV_ENOMEM;
    programs->context = pcre2_compile_context_create(NULL);
    if (!programs->context)
        return LMV_ENOMEM;
    pcre2_set_newline(programs->context, PCRE2_NEWLINE_ANY);
    pcre2_set_parens_nest_limit(programs->context, 100);
#if PCRE2_MAJOR > 10 || (PCRE2_MAJOR == 10 && PCRE2_MINOR >= 43)
    pcre2_set_max_varlookbehind(programs->context, 0);
#endif
    pthread_mutex_init(&programs->lock, NULL);
    lmv__arena_init(&programs->hot, 65536);
    rules->programs = programs;
    return LMV_OK;
}

lmv_status lmv__rules_compile(
    lmv_ruleset *rules, lmv__reporter *reporter, lmv_error *err)
{
    compiler c = {.rules = rules, .reporter = reporter};
    lmv_status status = lmv__rules_new_programs(rules);
    bool guards_broken;

    for (uint32_t i = 0; i < rules->n_guards && status == LMV_OK; i++)
        status = compile_guard(&c, &rules->guards[i]);
    guards_broken = c.broken;
    for (uint32_t i = 0; i < rules->n_themes && status == LMV_OK; i++)
        if (!rules->themes[i].off) /* broken ones for their other errors */
            status = compile_theme(&c, &rules->themes[i]);
    if (status == LMV_OK)
        status = lmv__prefilter_build(rules);
    if (status == LMV_ENOMEM)
        return lmv__error_nomem(err);
    if (status == LMV_OK && (guards_broken || reporter->errors > 0))
        status = LMV_ERULES;
    if (status == LMV_ERULES && err)
        *err = reporter->first;
    return status;
}
