#include <config.h>

#include "cli/check_on.h"

#include "base/json.h"
#include "cli/style.h"
#include "rules/model.h"
#include "workbench/forms.h"
#include "workbench/reason.h"

#include <stdio.h>

enum { FORMS = 4 };

void lmv__check_add_forms(
    lmv__buf *to, const struct lmv__forms *forms, uint32_t entry, size_t most)
{
    size_t n, i;
    const lmv__form *form = lmv__forms_of(forms, entry, &n);

    for (i = 0; form && i < n && i < most; i++) {
        lmv__buf_adds(to, i ? ", " : "");
        lmv__style_safe(to, form[i].text.ptr, form[i].text.len);
        lmv__buf_addf(to, " %llu", (unsigned long long)form[i].count);
    }
    if (n > most)
        lmv__buf_addf(to, ", and %zu more", n - most);
}

/* "blocked 4: negated 3, a condition 1" */
static void add_blocked(
    lmv__buf *to, const lmv_ruleset *rules, const lmv__entry_use *use)
{
    const char *before = "";
    uint32_t guard;

    if (use->blocked == 0)
        return;
    lmv__buf_addf(to, "; blocked %llu: ", (unsigned long long)use->blocked);
    for (guard = 0; guard < rules->n_guards && guard < LMV__MAX_GUARDS; guard++)
        if (use->guards[guard] > 0) {
            lmv__buf_addf(to, "%s%s %llu", before,
                rules->guards[guard].name.ptr,
                (unsigned long long)use->guards[guard]);
            before = ", ";
        }
    if (use->conditions > 0)
        lmv__buf_addf(to, "%sunless, requires or whole %llu", before,
            (unsigned long long)use->conditions);
    if (use->blocked > use->hits)
        lmv__buf_adds(to, " (more than it finds)");
}

static void add_entry(lmv__buf *to, const lmv__coverage *coverage,
    const lmv__forms *forms, size_t i)
{
    const lmv__entry_use *use = lmv__coverage_at(coverage, i);

    lmv__buf_addf(to, "  %6llu  ", (unsigned long long)use->hits);
    lmv__reason_place(to, coverage->rules, use->pos);
    lmv__buf_adds(to, "  ");
    lmv__style_safe(to, use->text.ptr, use->text.len);
    if (lmv__entry_dead(use)) {
        lmv__buf_adds(to, "\n          never fires\n");
        return;
    }
    lmv__buf_adds(to, "\n          ");
    lmv__check_add_forms(to, forms, (uint32_t)i, FORMS);
    add_blocked(to, coverage->rules, use);
    if (use->lost > 0)
        lmv__buf_addf(
            to, "; counted elsewhere %llu", (unsigned long long)use->lost);
    lmv__buf_addc(to, '\n');
}

static void add_all(lmv__buf *to, const lmv__corpus *corpus,
    const lmv__coverage *coverage, const lmv__forms *forms)
{
    uint32_t theme = LMV__NONE;
    size_t i, dead = 0;

    for (i = 0; i < coverage->entries.len; i++) {
        const lmv__entry_use *use = lmv__coverage_at(coverage, i);

        if (use->theme != theme)
            lmv__buf_addf(
                to, "\n%s\n", coverage->rules->themes[use->theme].id.ptr);
        theme = use->theme;
        dead += lmv__entry_dead(use);
        add_entry(to, coverage, forms, i);
    }
    lmv__buf_addf(to,
        "\n%zu entries over %zu comments; %zu never fire, not even blocked\n",
        coverage->entries.len, corpus->comments.len, dead);
}

/* ---- for programs: an object an entry ---- */

static void put_uint(lmv__json_writer *json, const char *key, uint64_t value)
{
    lmv__json_key(json, key);
    lmv__json_uint(json, value);
}

static void put_forms(
    lmv__json_writer *json, const lmv__forms *forms, uint32_t entry)
{
    size_t n, i;
    const lmv__form *form = lmv__forms_of(forms, entry, &n);

    lmv__json_key(json, "forms");
    lmv__json_begin(json, '[');
    for (i = 0; form && i < n; i++) {
        lmv__json_begin(json, '{');
        lmv__json_key(json, "text");
        lmv__json_slice(json, form[i].text);
        put_uint(json, "count", form[i].count);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void put_blocked(
    lmv__json_writer *json, const lmv_ruleset *rules, const lmv__entry_use *use)
{
    uint32_t guard;

    lmv__json_key(json, "blocked");
    lmv__json_begin(json, '{');
    for (guard = 0; guard < rules->n_guards && guard < LMV__MAX_GUARDS; guard++)
        if (use->guards[guard] > 0)
            put_uint(json, rules->guards[guard].name.ptr, use->guards[guard]);
    if (use->conditions > 0)
        put_uint(json, "unless, requires or whole", use->conditions);
    lmv__json_end(json, '}');
}

static void add_json(
    lmv__buf *to, const lmv__coverage *coverage, const lmv__forms *forms)
{
    const lmv_ruleset *rules = coverage->rules;
    size_t i;

    for (i = 0; i < coverage->entries.len; i++) {
        const lmv__entry_use *use = lmv__coverage_at(coverage, i);
        lmv__json_writer json;
        lmv__buf place;

        lmv__buf_init(&place);
        lmv__reason_place(&place, rules, use->pos);
        lmv__json_writer_init(&json, to, 0);
        lmv__json_begin(&json, '{');
        lmv__json_key(&json, "theme");
        lmv__json_slice(&json, rules->themes[use->theme].id);
        lmv__json_key(&json, "signal");
        lmv__json_slice(
            &json, rules->themes[use->theme].signals[use->signal].id);
        lmv__json_key(&json, "rule");
        lmv__json_text(&json, place.data);
        lmv__json_key(&json, "entry");
        lmv__json_slice(&json, use->text);
        put_uint(&json, "hits", use->hits);
        put_uint(&json, "comments", use->fired);
        put_blocked(&json, rules, use);
        put_uint(&json, "counted_elsewhere", use->lost);
        lmv__json_key(&json, "dead");
        lmv__json_bool(&json, lmv__entry_dead(use));
        put_forms(&json, forms, (uint32_t)i);
        lmv__json_end(&json, '}');
        lmv__buf_addc(to, '\n');
        lmv__buf_clear(&place);
    }
}

static int print(const lmv__corpus *corpus, const lmv__coverage *coverage,
    const lmv__forms *forms, bool json)
{
    lmv__buf text;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&text);
    if (json)
        add_json(&text, coverage, forms);
    else
        add_all(&text, corpus, coverage, forms);
    if (text.failed) {
        lmv__cli_say("out of memory");
        code = LMV__EXIT_FAILED;
    } else {
        fwrite(text.data, 1, text.len, stdout);
    }
    lmv__buf_clear(&text);
    return code;
}

int lmv__check_on(lmv__cli_corpus *corpus, const lmv__setup *setup,
    const char *path, bool json)
{
    lmv__outcomes outcomes;
    lmv__coverage coverage;
    lmv__forms forms;
    lmv_error err = LMV_ERROR_INIT;
    int code = lmv__cli_corpus_open(corpus, path);

    if (code == LMV__EXIT_OK)
        code = lmv__cli_corpus_scan(corpus, setup, false, &outcomes);
    if (code != LMV__EXIT_OK)
        return code;
    if (lmv__coverage_make(&coverage, &outcomes, NULL, &err) != LMV_OK) {
        lmv__outcomes_clear(&outcomes);
        return lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    if (lmv__forms_collect(
            &forms, &corpus->corpus, &outcomes, &coverage, &err) == LMV_OK) {
        code = print(&corpus->corpus, &coverage, &forms, json);
        lmv__forms_clear(&forms);
    } else {
        code = lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    lmv__coverage_clear(&coverage);
    lmv__outcomes_clear(&outcomes);
    return code;
}
