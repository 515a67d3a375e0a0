#include "workbench/nearest_inner.h"

#include "base/map.h"
#include "rules/prefilter.h"
#include "rules/program.h"
#include "rules/words.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

/*
 * Taking entries apart: each is parsed as it was when it was compiled, and
 * every word of it becomes a pattern of a second set of programs.  The same
 * word of many entries is made once.
 */

#define MAX_WORDS 200000u /* patterns in all */

/* An entry and what its surroundings say of it. */
typedef struct source {
    lmv__entry *entry;
    int32_t gap;
} source;

typedef struct build {
    lmv__nearest *nearest;
    lmv__vec sources; /* of source, by place */
    lmv__map known;   /* a word with its surroundings -> pattern */
    lmv__reporter quiet;
} build;

static void say_nothing(void *payload, const lmv_diagnostic *diag)
{
    (void)payload;
    (void)diag;
}

/* ---- where the entries are ---- */

static bool add_sources(build *b, const lmv__entries *entries, int32_t gap)
{
    uint32_t i;

    for (i = 0; i < entries->n; i++) {
        source *one = lmv__vec_push(&b->sources);

        if (!one)
            return false;
        one->entry = &entries->items[i];
        one->gap = gap;
    }
    return true;
}

static bool add_matcher(build *b, const lmv__matcher *matcher, int32_t gap)
{
    bool ok = true;
    uint32_t i;

    if (matcher->kind == LMV__MATCH_WORDS)
        ok = add_sources(b, &matcher->words, gap);
    for (i = 0; ok && i < matcher->n_parts; i++)
        ok = add_matcher(b, &matcher->parts[i], gap);
    return ok;
}

static int compare_pos(lmv__pos a, lmv__pos b)
{
    if (a.file != b.file)
        return a.file < b.file ? -1 : 1;
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return (a.column > b.column) - (a.column < b.column);
}

static int by_place(const void *a, const void *b)
{
    const source *x = a, *y = b;

    return compare_pos(x->entry->pos, y->entry->pos);
}

static bool collect(build *b)
{
    const lmv_ruleset *rules = b->nearest->rules;
    bool ok = true;
    uint32_t i, k;

    for (i = 0; ok && i < rules->n_lists; i++)
        ok = add_sources(b, &rules->lists[i].entries,
            (int32_t)rules->packs[rules->lists[i].pack].gap);
    for (i = 0; ok && i < rules->n_themes; i++)
        for (k = 0; ok && k < rules->themes[i].n_signals; k++)
            ok = add_matcher(b, &rules->themes[i].signals[k].matcher,
                (int32_t)rules->packs[rules->themes[i].pack].gap);
    if (b->sources.len > 0)
        qsort(b->sources.data, b->sources.len, sizeof(source), by_place);
    return ok;
}

/* The entry that a pattern was made of.  The forms of a verb share a place,
 * there the entry knows its pattern. */
static const source *source_of(const build *b, const lmv__pattern *pattern)
{
    size_t low = 0, high = b->sources.len;
    const source *first = NULL;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const source *at = lmv__vec_at(&b->sources, middle);

        if (compare_pos(at->entry->pos, pattern->pos) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < b->sources.len; low++) {
        const source *at = lmv__vec_at(&b->sources, low);

        if (compare_pos(at->entry->pos, pattern->pos) != 0)
            break;
        if (at->entry->pattern == pattern)
            return at;
        first = first ? first : at;
    }
    return first;
}

/* ---- words ---- */

static lmv__pattern *new_pattern(build *b, lmv__pos pos)
{
    lmv_ruleset *relaxed = &b->nearest->relaxed;
    lmv__programs *programs = relaxed->programs;
    lmv__pattern *pattern =
        lmv__arena_alloc(&relaxed->arena, 1, sizeof *pattern);

    if (!pattern || programs->n >= MAX_WORDS)
        return NULL;
    if (programs->n == programs->cap) {
        uint32_t cap = programs->cap ? programs->cap * 2 : 1024;
        lmv__pattern **more = realloc(programs->patterns, cap * sizeof *more);

        if (!more)
            return NULL;
        programs->patterns = more;
        programs->cap = cap;
    }
    pattern->parts = lmv__arena_alloc(&relaxed->arena, 1, sizeof(lmv__part));
    if (!pattern->parts)
        return NULL;
    pattern->n_parts = 1;
    pattern->parts->within = -1;
    pattern->pos = pos;
    pattern->languages = 0xFF; /* the sentence's language is asked later */
    pattern->index = programs->n;
    programs->patterns[programs->n++] = pattern;
    return pattern;
}

static lmv_status compile_word(build *b, const lmv__word *word, uint8_t endings,
    lmv__pos pos, lmv__pattern **out)
{
    lmv_ruleset *relaxed = &b->nearest->relaxed;
    lmv__word alone = *word;
    lmv__sequence sequence = {.words = &alone, .n_words = 1};
    lmv_status status;

    alone.gap = -1;
    *out = new_pattern(b, pos);
    if (!*out)
        return LMV_ENOMEM;
    status = lmv__words_emit(relaxed, &sequence, endings, (*out)->parts);
    if (status == LMV_OK)
        status =
            lmv__words_literals(relaxed, &sequence, endings, (*out)->parts);
    return status;
}

/* The pattern of a word, made when it is new. */
static lmv_status find_pattern(build *b, const lmv__words_context *context,
    const lmv__word *word, lmv__pattern **out)
{
    lmv_ruleset *relaxed = &b->nearest->relaxed;
    lmv__slice key;
    char *text = lmv__arena_printf(&relaxed->arena, "%u %u %d %d %.*s",
        (unsigned)context->pack, (unsigned)context->languages, context->gap,
        (int)word->atoms[0].quoted, (int)word->source.len, word->source.ptr);
    uint32_t index;
    lmv_status status;

    if (!text)
        return LMV_ENOMEM;
    key = lmv__slice_of(text);
    index = lmv__map_get(&b->known, key);
    if (index != LMV__MAP_NONE) {
        *out = relaxed->programs->patterns[index];
        return LMV_OK;
    }
    status =
        compile_word(b, word, context->languages, context->entry->pos, out);
    if (status == LMV_OK && !lmv__map_set(&b->known, key, (*out)->index))
        status = LMV_ENOMEM;
    return status;
}

/* What must have the author's letters may have any here; says whether there
 * was such a thing. */
static bool loosen(build *b, lmv__sequence *sequence)
{
    bool exact = false;
    uint32_t i, k, c;

    for (i = 0; i < sequence->n_words; i++)
        for (k = 0; k < sequence->words[i].n_atoms; k++) {
            lmv__atom *atom = &sequence->words[i].atoms[k];
            lmv__buf folded;

            for (c = 0; c < atom->n_choices; c++)
                exact = loosen(b, &atom->choices[c]) || exact;
            if (atom->kind != LMV__ATOM_EXACT)
                continue;
            exact = true;
            lmv__buf_init(&folded);
            if (lmv__fold_string(
                    atom->text.ptr, atom->text.len, &folded, NULL) == LMV_OK &&
                folded.data) {
                atom->kind = LMV__ATOM_LITERAL;
                atom->text.ptr = lmv__arena_copy(
                    &b->nearest->relaxed.arena, folded.data, folded.len);
                atom->text.len = atom->text.ptr ? folded.len : 0;
            }
            lmv__buf_clear(&folded);
        }
    return exact;
}

static bool is_optional(const lmv__word *word)
{
    return word->n_atoms == 1 && word->atoms[0].kind == LMV__ATOM_GROUP &&
           word->atoms[0].optional;
}

static uint32_t letters_of(const lmv__word *word)
{
    uint32_t letters = 0, i;

    for (i = 0; i < word->n_atoms; i++)
        letters += word->atoms[i].kind == LMV__ATOM_LITERAL
                       ? (uint32_t)word->atoms[i].text.len
                   : word->atoms[i].kind == LMV__ATOM_GROUP ? 5u
                                                            : 0u;
    return letters > 0 ? letters : 1;
}

static lmv_status add_word(build *b, const lmv__words_context *context,
    const lmv__word *word, int32_t limit, bool either, lmv__near_entry *to)
{
    lmv__near_word *out = &to->words[to->n_words];
    lmv_status status = find_pattern(b, context, word, &out->pattern);

    if (status != LMV_OK)
        return status;
    out->source = word->source;
    out->literal =
        word->n_atoms == 1 && word->atoms[0].kind == LMV__ATOM_LITERAL
            ? word->atoms[0].text
            : lmv__slice_of("");
    out->limit = limit;
    out->either = either;
    out->letters = letters_of(word);
    to->letters += out->letters;
    to->n_words++;
    return LMV_OK;
}

/* Optional words are left out: without them the entry matches as well. */
static lmv_status add_words(build *b, const lmv__words_context *context,
    const lmv__tree *tree, lmv__near_entry *to)
{
    lmv_status status = LMV_OK;
    uint32_t part, i;

    to->words = lmv__arena_alloc(
        &b->nearest->relaxed.arena, LMV__NEAR_SPANS, sizeof *to->words);
    if (!to->words)
        return LMV_ENOMEM;
    for (part = 0; status == LMV_OK && part < tree->n_parts; part++) {
        const lmv__sequence *sequence = &tree->parts[part];
        int32_t limit =
            tree->within[part] < 0 ? LMV__NEAR_ANY : tree->within[part];
        bool either = true;

        for (i = 0; status == LMV_OK && i < sequence->n_words; i++) {
            const lmv__word *word = &sequence->words[i];

            if (is_optional(word))
                continue;
            if (to->n_words == LMV__NEAR_SPANS) {
                to->n_words = 0; /* longer than anybody writes */
                return LMV_OK;
            }
            if (!either)
                limit = word->gap < 0 ? LMV__NEAR_ROW : word->gap;
            status = add_word(b, context, word, limit, either, to);
            either = false;
        }
    }
    return status;
}

/* ---- entries ---- */

static lmv_status build_entry(
    build *b, const lmv__pattern *pattern, bool case_match)
{
    lmv__nearest *nearest = b->nearest;
    lmv__near_entry *to = &nearest->entries[pattern->index];
    const source *from = source_of(b, pattern);
    lmv__words_context context = {.rules = &nearest->relaxed,
        .reporter = &b->quiet,
        .languages = pattern->languages,
        .case_match = case_match};
    lmv__tree tree;
    lmv_status status;
    uint32_t i;

    if (to->text.ptr || !from || pattern->parts[0].raw)
        return LMV_OK;
    to->text = from->entry->text;
    context.entry = from->entry;
    context.pack = from->entry->pack;
    context.gap = from->gap;
    status = lmv__words_parse(&context, from->entry->text, &tree);
    if (status != LMV_OK || tree.only_list.len > 0)
        return status == LMV_ENOMEM ? status : LMV_OK;
    for (i = 0; i < tree.n_parts; i++)
        to->exact = loosen(b, &tree.parts[i]) || to->exact;
    status = add_words(b, &context, &tree, to);
    if (status == LMV_OK)
        return LMV_OK;
    to->n_words = 0; /* it cannot be taken apart: no harm */
    return status == LMV_ENOMEM ? status : LMV_OK;
}

static lmv_status build_matcher(
    build *b, const lmv__matcher *matcher, bool case_match)
{
    lmv_status status = LMV_OK;
    uint32_t i;

    if (matcher->kind == LMV__MATCH_WORDS)
        for (i = 0; status == LMV_OK && i < matcher->words.n_patterns; i++)
            status = build_entry(b, matcher->words.patterns[i], case_match);
    for (i = 0; status == LMV_OK && i < matcher->n_parts; i++)
        status = build_matcher(b, &matcher->parts[i], case_match);
    return status;
}

lmv_status lmv__near_build(lmv__nearest *nearest)
{
    const lmv_ruleset *rules = nearest->rules;
    build b = {.nearest = nearest};
    lmv_status status = LMV_ENOMEM;
    uint32_t i, k;

    b.quiet.diag = say_nothing;
    lmv__vec_init(&b.sources, sizeof(source));
    lmv__map_init(&b.known);
    nearest->entries = lmv__arena_alloc(&nearest->relaxed.arena,
        (size_t)rules->programs->n + 1, sizeof *nearest->entries);
    if (nearest->entries && collect(&b))
        status = lmv__rules_new_programs(&nearest->relaxed);
    for (i = 0; status == LMV_OK && i < rules->n_themes; i++)
        for (k = 0; status == LMV_OK && !rules->themes[i].disabled &&
                    k < rules->themes[i].n_signals;
             k++)
            status = build_matcher(&b, &rules->themes[i].signals[k].matcher,
                rules->themes[i].signals[k].case_match);
    /* The patterns are looked for by themselves: no theme and no guard of the
     * rules, whose entries are numbered already, has them. */
    nearest->relaxed.n_themes = nearest->relaxed.n_guards = 0;
    if (status == LMV_OK)
        status = lmv__prefilter_build(&nearest->relaxed);
    nearest->relaxed.n_themes = rules->n_themes;
    nearest->relaxed.n_guards = rules->n_guards;
    lmv__vec_clear(&b.sources);
    lmv__map_clear(&b.known);
    return status;
}
