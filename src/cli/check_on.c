#include <config.h>

#include "cli/check_on.h"

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

static int print(const lmv__corpus *corpus, const lmv__coverage *coverage,
    const lmv__forms *forms)
{
    lmv__buf text;
    int code = LMV__EXIT_OK;

    lmv__buf_init(&text);
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

int lmv__check_on(
    lmv__cli_corpus *corpus, const lmv__setup *setup, const char *path)
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
        code = print(&corpus->corpus, &coverage, &forms);
        lmv__forms_clear(&forms);
    } else {
        code = lmv__cli_error(&err, LMV__EXIT_FAILED);
    }
    lmv__coverage_clear(&coverage);
    lmv__outcomes_clear(&outcomes);
    return code;
}
