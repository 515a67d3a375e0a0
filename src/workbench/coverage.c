#include "workbench/coverage.h"

#include "rules/pattern.h"

#include <stdlib.h>
#include <string.h>

const lmv__entry_use *lmv__coverage_at(const lmv__coverage *coverage, size_t i)
{
    return lmv__vec_at(&coverage->entries, i);
}

bool lmv__entry_dead(const lmv__entry_use *use)
{
    return use->hits + use->blocked + use->lost == 0;
}

static int compare_keys(const void *a, const void *b)
{
    const lmv__entry_use *x = a, *y = b;
    uint32_t keys[2][5] = {
        {x->theme, x->signal, x->pos.file, x->pos.line, x->pos.column},
        {y->theme, y->signal, y->pos.file, y->pos.line, y->pos.column}};
    size_t i;

    for (i = 0; i < 5; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

/* ---- which entries there are ---- */

static bool add_entry(lmv__coverage *coverage, uint32_t theme, uint32_t signal,
    lmv__pos pos, lmv__slice text)
{
    lmv__entry_use *use = lmv__vec_push(&coverage->entries);

    if (!use)
        return false;
    use->theme = theme;
    use->signal = signal;
    use->pos = pos;
    use->text = text;
    return true;
}

/* The words at a place: the entry's own, or those of a list. */
static lmv__slice words_at(
    const lmv_ruleset *rules, const lmv__entries *entries, lmv__pos pos)
{
    uint32_t i, k;

    for (i = 0; i < entries->n; i++)
        if (memcmp(&entries->items[i].pos, &pos, sizeof pos) == 0)
            return entries->items[i].text;
    for (i = 0; i < rules->n_lists; i++) {
        const lmv__entries *list = &rules->lists[i].entries;

        for (k = 0; k < list->n; k++)
            if (memcmp(&list->items[k].pos, &pos, sizeof pos) == 0)
                return list->items[k].text;
    }
    return lmv__slice_of("");
}

static bool add_matcher(lmv__coverage *coverage, uint32_t theme,
    uint32_t signal, const lmv__matcher *matcher)
{
    const lmv__entries *words = &matcher->words;
    uint32_t i;

    if (matcher->kind == LMV__MATCH_WORDS ||
        matcher->kind == LMV__MATCH_PATTERN) {
        for (i = 0; i < words->n_patterns; i++)
            if (words->patterns[i] &&
                !add_entry(coverage, theme, signal, words->patterns[i]->pos,
                    words_at(coverage->rules, words, words->patterns[i]->pos)))
                return false;
        return true;
    }
    return add_entry(coverage, theme, signal, matcher->pos, lmv__slice_of(""));
}

static bool add_all(lmv__coverage *coverage)
{
    const lmv_ruleset *rules = coverage->rules;
    uint32_t theme, signal;
    size_t i, kept = 0;

    for (theme = 0; theme < rules->n_themes; theme++) {
        const lmv__theme *t = &rules->themes[theme];

        for (signal = 0; !t->disabled && signal < t->n_signals; signal++)
            if (!add_matcher(
                    coverage, theme, signal, &t->signals[signal].matcher))
                return false;
    }
    if (coverage->entries.len > 0)
        qsort(coverage->entries.data, coverage->entries.len,
            coverage->entries.item, compare_keys);
    for (i = 0; i < coverage->entries.len; i++) { /* each place once */
        lmv__entry_use *use = lmv__vec_at(&coverage->entries, i);

        if (kept == 0 ||
            compare_keys(lmv__vec_at(&coverage->entries, kept - 1), use) != 0)
            *(lmv__entry_use *)lmv__vec_at(&coverage->entries, kept++) = *use;
    }
    coverage->entries.len = kept;
    return true;
}

/* ---- what they do ---- */

/* What is made of several stands at its matcher or at one of its parts: the
 * signal's only entry. */
static lmv__entry_use *first_of_signal(
    const lmv__coverage *coverage, const lmv__find *find)
{
    size_t low = 0, high = coverage->entries.len;
    lmv__entry_use key, *use;

    memset(&key, 0, sizeof key);
    key.theme = find->theme;
    key.signal = find->signal;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_keys(lmv__vec_at(&coverage->entries, middle), &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == coverage->entries.len)
        return NULL;
    use = lmv__vec_at(&coverage->entries, low);
    return use->theme == find->theme && use->signal == find->signal ? use
                                                                    : NULL;
}

static lmv__entry_use *find_use(
    const lmv__coverage *coverage, const lmv__find *find)
{
    lmv__entry_use key;
    lmv__entry_use *found;

    memset(&key, 0, sizeof key);
    key.theme = find->theme;
    key.signal = find->signal;
    key.pos = find->pos;
    if (coverage->entries.len == 0)
        return NULL;
    found = bsearch(&key, coverage->entries.data, coverage->entries.len,
        coverage->entries.item, compare_keys);
    if (found)
        return found;
    return first_of_signal(coverage, find);
}

uint32_t lmv__coverage_entry(
    const lmv__coverage *coverage, const lmv__find *find)
{
    const lmv__entry_use *use = find_use(coverage, find);
    const lmv__entry_use *all = coverage->entries.data;

    return use ? (uint32_t)(use - all) : LMV__NONE;
}

static void count_find(lmv__entry_use *use, const lmv__find *find)
{
    if (find->state == LMV__ACCEPTED) {
        use->hits++;
        return;
    }
    if (find->state != LMV__BLOCKED) {
        use->lost++;
        return;
    }
    use->blocked++;
    if (find->block == LMV__BLOCK_GUARD || find->block == LMV__BLOCK_ONLY)
        use->guards[find->guard % LMV__MAX_GUARDS]++;
    else
        use->conditions++;
}

static void judge_blocked(lmv__entry_use *use, const lmv__cell *cell)
{
    if (cell && cell->gold == 0)
        use->blocked_right++;
    else if (cell && cell->gold == 1)
        use->blocked_wrong++;
}

/* Is another entry of the theme at work in this comment? */
static bool is_alone(const lmv__coverage *coverage, const lmv__outcome *outcome,
    const lmv__entry_use *use)
{
    uint32_t i;

    for (i = 0; i < outcome->n_finds; i++)
        if (outcome->finds[i].theme == use->theme &&
            outcome->finds[i].state == LMV__ACCEPTED &&
            find_use(coverage, &outcome->finds[i]) != use)
            return false;
    return true;
}

static bool is_first(const lmv__coverage *coverage, const lmv__outcome *outcome,
    uint32_t find, const lmv__entry_use *use)
{
    uint32_t i;

    for (i = 0; i < find; i++)
        if (outcome->finds[i].state == LMV__ACCEPTED &&
            outcome->finds[i].theme == use->theme &&
            find_use(coverage, &outcome->finds[i]) == use)
            return false;
    return true;
}

static void count_comment(const lmv__coverage *coverage,
    const lmv__outcome *outcome, const lmv__evaluation *e, size_t row)
{
    uint32_t i;

    for (i = 0; i < outcome->n_finds; i++) {
        const lmv__find *find = &outcome->finds[i];
        lmv__entry_use *use = find_use(coverage, find);
        const lmv__cell *cell = NULL;

        if (!use)
            continue;
        if (e && row < e->n_rows)
            cell = lmv__evaluation_cell(e, row, find->theme);
        count_find(use, find);
        if (find->state == LMV__BLOCKED)
            judge_blocked(use, cell);
        if (find->state != LMV__ACCEPTED ||
            !is_first(coverage, outcome, i, use))
            continue;
        use->fired++;
        if (!cell || cell->found != 1)
            continue;
        use->tp += cell->gold == 1;
        use->fp += cell->gold == 0;
        use->unique_tp += cell->gold == 1 && is_alone(coverage, outcome, use);
    }
}

lmv_status lmv__coverage_make(lmv__coverage *coverage,
    const lmv__outcomes *outcomes, const lmv__evaluation *e, lmv_error *err)
{
    size_t i, row = 0;

    memset(coverage, 0, sizeof *coverage);
    coverage->rules = outcomes->rules;
    lmv__vec_init(&coverage->entries, sizeof(lmv__entry_use));
    lmv__vec_init(&coverage->signals, sizeof(lmv__signal_use));
    if (!add_all(coverage)) {
        lmv__coverage_clear(coverage);
        return lmv__error_nomem(err);
    }
    for (i = 0; i < outcomes->n; i++) {
        bool here;

        while (e && row < e->n_rows && e->rows[row] < i)
            row++;
        here = e && row < e->n_rows && e->rows[row] == i;
        count_comment(coverage, &outcomes->of[i], e, here ? row : SIZE_MAX);
    }
    if (lmv__coverage_count_signals(coverage, outcomes, e, err) != LMV_OK) {
        lmv__coverage_clear(coverage);
        return LMV_ENOMEM;
    }
    return LMV_OK;
}

void lmv__coverage_clear(lmv__coverage *coverage)
{
    lmv__vec_clear(&coverage->entries);
    lmv__vec_clear(&coverage->signals);
}
