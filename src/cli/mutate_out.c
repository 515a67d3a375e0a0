#include <config.h>

#include "cli/mutate_out.h"

#include "base/json.h"
#include "cli/style.h"
#include "workbench/reason.h"

#include <stdlib.h>

typedef struct mutant_list {
    const lmv__mutation *mutation;
    const lmv__mutant **items;
    size_t n;
} mutant_list;

/* Every mutant for which `wanted` is true; items NULL: out of memory. */
static mutant_list choose(const lmv__mutation *mutation,
    bool (*wanted)(const lmv__mutant *mutant),
    int (*order)(const void *, const void *))
{
    mutant_list list = {mutation, NULL, 0};
    size_t i;

    list.items = calloc(mutation->mutants.len + 1, sizeof *list.items);
    for (i = 0; list.items && i < mutation->mutants.len; i++) {
        const lmv__mutant *mutant = lmv__mutation_at(mutation, i);

        if (wanted(mutant))
            list.items[list.n++] = mutant;
    }
    if (order && list.n > 1)
        qsort(list.items, list.n, sizeof *list.items, order);
    return list;
}

static bool is_worth(const lmv__mutant *mutant)
{
    return mutant->worth > 0;
}

static bool is_harmful(const lmv__mutant *mutant)
{
    return mutant->worth < 0;
}

static bool is_dead(const lmv__mutant *mutant)
{
    return lmv__mutant_dead(mutant) && !mutant->inside;
}

static bool is_untested(const lmv__mutant *mutant)
{
    return mutant->tests == 0 && !mutant->inside && !lmv__mutant_dead(mutant);
}

static bool is_inside(const lmv__mutant *mutant)
{
    return mutant->inside;
}

static bool is_tested(const lmv__mutant *mutant)
{
    return mutant->tests > 0;
}

static bool is_idle(const lmv__mutant *mutant)
{
    return mutant->comments == 0 && !mutant->inside;
}

static bool changes_gold(const lmv__mutant *mutant)
{
    return mutant->cells > 0;
}

/* Entries lie in one array by place, so addresses break ties. */
static int by_worth(const void *a, const void *b)
{
    const lmv__mutant *x = *(const lmv__mutant *const *)a,
                      *y = *(const lmv__mutant *const *)b;
    double one = x->worth < 0 ? -x->worth : x->worth;
    double two = y->worth < 0 ? -y->worth : y->worth;

    if (one < two || one > two)
        return one > two ? -1 : 1;
    return x < y ? -1 : x > y;
}

static int by_comments(const void *a, const void *b)
{
    const lmv__mutant *x = *(const lmv__mutant *const *)a,
                      *y = *(const lmv__mutant *const *)b;

    if (x->comments != y->comments)
        return x->comments > y->comments ? -1 : 1;
    return x < y ? -1 : x > y;
}

static size_t how_many(
    const lmv__mutation *mutation, bool (*wanted)(const lmv__mutant *mutant))
{
    size_t i, n = 0;

    for (i = 0; i < mutation->mutants.len; i++)
        n += wanted(lmv__mutation_at(mutation, i));
    return n;
}

/* ---- as text ---- */

static void add_entry(
    lmv__buf *to, const lmv__mutation *mutation, const lmv__mutant *mutant)
{
    lmv__reason_place(to, mutation->rules, mutant->pos);
    lmv__buf_addf(to, "  %s", mutation->rules->themes[mutant->theme].id.ptr);
    if (mutant->users > 1)
        lmv__buf_addf(to, " and %u more", mutant->users - 1);
    lmv__buf_adds(to, "  ");
    lmv__style_safe(to, mutant->text.ptr, mutant->text.len);
    lmv__buf_addc(to, '\n');
}

static void add_worth(lmv__buf *to, const mutant_list *list,
    const lmv__evaluation *e, size_t show)
{
    size_t i;

    for (i = 0; i < list->n && i < show; i++) {
        const lmv__mutant *mutant = list->items[i];

        lmv__buf_addf(to, "  %+8.4f ", mutant->worth);
        if (lmv__stats_defined(mutant->worth_own))
            lmv__buf_addf(to, "%+8.4f", mutant->worth_own);
        else
            lmv__buf_adds(to, "     n/a");
        lmv__buf_addf(to, " %5llu %8llu  ", (unsigned long long)mutant->cells,
            (unsigned long long)mutant->tests);
        add_entry(to, list->mutation, mutant);
        if (mutant->worth < 0 && mutant->comment != LMV__NONE) {
            const lmv__comment *comment =
                lmv__corpus_at(e->corpus, mutant->comment);

            lmv__buf_adds(to, "                                   for one: ");
            lmv__style_safe(to, comment->id.ptr, comment->id.len);
            lmv__buf_addc(to, '\n');
        }
    }
    if (list->n > show)
        lmv__buf_addf(to, "  and %zu more\n", list->n - show);
}

static void add_list(lmv__buf *to, const mutant_list *list, size_t show)
{
    size_t i;

    for (i = 0; i < list->n && i < show; i++) {
        lmv__buf_adds(to, "  ");
        add_entry(to, list->mutation, list->items[i]);
    }
    if (list->n > show)
        lmv__buf_addf(to, "  and %zu more\n", list->n - show);
}

static void add_section(lmv__buf *to, const lmv__mutation *mutation,
    const char *title, bool (*wanted)(const lmv__mutant *mutant),
    int (*order)(const void *, const void *), size_t show)
{
    mutant_list list = choose(mutation, wanted, order);

    to->failed = to->failed || !list.items;
    if (list.n > 0) {
        lmv__buf_addf(to, "\n%s: %zu\n", title, list.n);
        add_list(to, &list, show);
    }
    free(list.items);
}

static void add_worths(lmv__buf *to, const lmv__mutation *mutation,
    const lmv__evaluation *e, const char *title,
    bool (*wanted)(const lmv__mutant *mutant), size_t show)
{
    mutant_list list = choose(mutation, wanted, by_worth);

    to->failed = to->failed || !list.items;
    if (list.n > 0) {
        lmv__buf_addf(to,
            "\n%s: %zu\n     of all of theme  gold examples  entry\n", title,
            list.n);
        add_worth(to, &list, e, show);
    }
    free(list.items);
}

void lmv__mutate_text(lmv__buf *to, const lmv__mutation *mutation,
    const lmv__evaluation *e, size_t show)
{
    size_t n = mutation->mutants.len;

    lmv__buf_addf(to,
        "Comments: %llu, of which %zu are coded; examples: %llu\n"
        "Entries, each taken away in turn                    %6zu\n"
        "  that change a label of the gold                   %6zu\n"
        "  tested: an example fails without them             %6zu\n"
        "  that find nothing in the comments                 %6zu\n"
        "    nor in the examples: dead                       %6zu\n",
        (unsigned long long)mutation->comments, e->n_rows,
        (unsigned long long)mutation->examples, n,
        how_many(mutation, changes_gold), how_many(mutation, is_tested),
        how_many(mutation, is_idle), how_many(mutation, is_dead));
    if (how_many(mutation, is_inside) > 0)
        lmv__buf_addf(to,
            "  not tried: in a list inside of other entries, or\n"
            "    the only one of a `requires`                    %6zu\n",
            how_many(mutation, is_inside));
    lmv__buf_adds(to, "Micro F1 with all of them: ");
    if (lmv__stats_defined(mutation->micro))
        lmv__buf_addf(to, "%.4f\n", mutation->micro);
    else
        lmv__buf_adds(to, "n/a\n");
    add_worths(to, mutation, e, "F1 is lost without them", is_worth, show);
    add_worths(to, mutation, e, "F1 is gained without them", is_harmful, show);
    add_section(to, mutation, "Untested, those with the most comments first",
        is_untested, by_comments, show);
    add_section(
        to, mutation, "Dead: found nothing anywhere", is_dead, NULL, show);
}

/* ---- as JSON ---- */

static const char *state_of(const lmv__mutant *mutant)
{
    return mutant->inside             ? "not tried"
           : lmv__mutant_dead(mutant) ? "dead"
           : mutant->tests > 0        ? "tested"
                                      : "untested";
}

static void add_numbers(lmv__json_writer *json, const lmv__mutant *mutant)
{
    lmv__json_key(json, "comments");
    lmv__json_uint(json, mutant->comments);
    lmv__json_key(json, "examples");
    lmv__json_uint(json, mutant->examples);
    lmv__json_key(json, "gold_changed");
    lmv__json_uint(json, mutant->cells);
    lmv__json_key(json, "examples_changed");
    lmv__json_uint(json, mutant->tests);
    lmv__json_key(json, "worth");
    lmv__json_real(json, mutant->worth);
    lmv__json_key(json, "worth_in_theme");
    lmv__json_real(json, mutant->worth_own);
}

static void add_json_entry(lmv__json_writer *json,
    const lmv__mutation *mutation, const lmv__mutant *mutant)
{
    lmv__buf place;

    lmv__buf_init(&place);
    lmv__reason_place(&place, mutation->rules, mutant->pos);
    lmv__json_begin(json, '{');
    lmv__json_key(json, "rule");
    lmv__json_text(json, place.data);
    lmv__json_key(json, "entry");
    lmv__json_slice(json, mutant->text);
    lmv__json_key(json, "theme");
    lmv__json_slice(json, mutation->rules->themes[mutant->theme].id);
    lmv__json_key(json, "themes");
    lmv__json_uint(json, mutant->users);
    lmv__json_key(json, "state");
    lmv__json_text(json, state_of(mutant));
    add_numbers(json, mutant);
    lmv__json_end(json, '}');
    lmv__buf_clear(&place);
}

void lmv__mutate_json(
    lmv__buf *to, const lmv__mutation *mutation, const lmv__evaluation *e)
{
    lmv__json_writer json;
    size_t i;

    lmv__json_writer_init(&json, to, 2);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "comments");
    lmv__json_uint(&json, mutation->comments);
    lmv__json_key(&json, "coded");
    lmv__json_uint(&json, e->n_rows);
    lmv__json_key(&json, "examples");
    lmv__json_uint(&json, mutation->examples);
    lmv__json_key(&json, "scans");
    lmv__json_uint(&json, mutation->scans);
    lmv__json_key(&json, "failed");
    lmv__json_uint(&json, mutation->failed);
    lmv__json_key(&json, "micro_f1");
    lmv__json_real(&json, mutation->micro);
    lmv__json_key(&json, "entries");
    lmv__json_begin(&json, '[');
    for (i = 0; i < mutation->mutants.len; i++)
        add_json_entry(&json, mutation, lmv__mutation_at(mutation, i));
    lmv__json_end(&json, ']');
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}
