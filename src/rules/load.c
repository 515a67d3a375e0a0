#include "rules/load.h"

#include "base/status.h"
#include "rules/entry.h"
#include "rules/pack.h"
#include "rules/resolve.h"
#include "text/fold.h"

#include <string.h>

void lmv__fail(lmv__loader *load, const char *code, lmv__pos pos,
    const char *help, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    lmv__report_v(
        load->reporter, load->rules, LMV_ERROR, code, pos, help, format, args);
    va_end(args);
}

void lmv__warn(lmv__loader *load, const char *code, lmv__pos pos,
    const char *help, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    lmv__report_v(load->reporter, load->rules, LMV_WARNING, code, pos, help,
        format, args);
    va_end(args);
}

lmv__slice lmv__keep(lmv__loader *load, lmv__slice slice)
{
    const char *copy =
        lmv__arena_copy(&load->rules->arena, slice.ptr, slice.len);

    if (copy)
        return (lmv__slice){copy, slice.len};
    load->nomem = true;
    return lmv__slice_of("");
}

void *lmv__push(lmv__loader *load, lmv__vec *vec)
{
    void *item = vec->len < LMV__NONE ? lmv__vec_push(vec) : NULL;

    if (!item)
        load->nomem = true;
    return item;
}

void *lmv__freeze(lmv__loader *load, lmv__vec *vec, uint32_t *n)
{
    void *items = lmv__arena_alloc(&load->rules->arena, vec->len, vec->item);

    *n = 0;
    if (!items)
        load->nomem = true;
    else if (vec->len) {
        memcpy(items, vec->data, vec->len * vec->item);
        *n = (uint32_t)vec->len;
    }
    lmv__vec_clear(vec);
    return items;
}

void lmv__show(lmv__loader *load)
{
    lmv_ruleset *rules = load->rules;

    rules->files = load->files.data;
    rules->n_files = (uint32_t)load->files.len;
    rules->packs = load->packs.data;
    rules->n_packs = (uint32_t)load->packs.len;
    rules->themes = load->themes.data;
    rules->n_themes = (uint32_t)load->themes.len;
}

static void init(lmv__loader *load)
{
    lmv__arena_init(&load->trees, 65536);
    lmv__vec_init(&load->files, sizeof(lmv__file));
    lmv__vec_init(&load->packs, sizeof(lmv__pack));
    lmv__vec_init(&load->macros, sizeof(lmv__macro));
    lmv__vec_init(&load->lists, sizeof(lmv__list));
    lmv__vec_init(&load->guards, sizeof(lmv__guard));
    lmv__vec_init(&load->themes, sizeof(lmv__theme));
    lmv__vec_init(&load->questions, sizeof(lmv__question));
    lmv__vec_init(&load->mentions, sizeof(lmv__mention));
    lmv__vec_init(&load->commas, sizeof(lmv__entry));
}

/* What grew goes to the ruleset's arena. */
static void freeze(lmv__loader *load)
{
    lmv_ruleset *rules = load->rules;

    rules->files = lmv__freeze(load, &load->files, &rules->n_files);
    rules->packs = lmv__freeze(load, &load->packs, &rules->n_packs);
    rules->macros = lmv__freeze(load, &load->macros, &rules->n_macros);
    rules->lists = lmv__freeze(load, &load->lists, &rules->n_lists);
    rules->guards = lmv__freeze(load, &load->guards, &rules->n_guards);
    rules->questions = lmv__freeze(load, &load->questions, &rules->n_questions);
    rules->themes = lmv__freeze(load, &load->themes, &rules->n_themes);
}

static void clear(lmv__loader *load)
{
    lmv__vec_clear(&load->mentions);
    lmv__vec_clear(&load->commas);
    lmv__arena_clear(&load->trees);
}

/* [zu teuer, aber gut]: an item that begins with a clause break is the rest
 * of the one before it. */
static void warn_commas(lmv__loader *load)
{
    const lmv__entry *items = load->commas.data;

    for (size_t i = 0; i < load->commas.len; i++) {
        const char *blank = memchr(items[i].text.ptr, ' ', items[i].text.len);
        lmv__buf word;

        if (!blank)
            continue;
        lmv__buf_init(&word);
        if (lmv__fold_string(items[i].text.ptr,
                (size_t)(blank - items[i].text.ptr), &word, NULL) == LMV_OK &&
            word.len &&
            lmv__langdata_has(load->rules->langdata, LMV__CLAUSE_BREAKS,
                (lmv__slice){word.data, word.len}))
            lmv__warn(load, "W122", items[i].pos,
                "put the whole text in quotes, or use a | block",
                "a comma in [ ] divides a text: these are two entries");
        lmv__buf_clear(&word);
    }
}

static void read_packs(
    lmv__loader *load, const char *const *packs, size_t n_packs)
{
    lmv__pack_load_common(load);
    for (size_t i = 0; i < n_packs; i++)
        lmv__pack_load(load, packs[i]);
    lmv__check_languages(load);
    freeze(load);
}

/* Everything that needs all packs to be there. */
static lmv_status finish(lmv__loader *load, lmv_error *err)
{
    lmv_status status = lmv__langdata_seal(load->rules->langdata, err);

    if (status == LMV_OK)
        warn_commas(load);
    if (status == LMV_OK)
        status = lmv__rules_resolve(load->rules, load->reporter);
    if (status == LMV_OK)
        status = lmv__rules_settle(load->rules, load->reporter);
    if (status == LMV_ENOMEM || load->nomem)
        return lmv__error_nomem(err);
    return status;
}

static lmv_status judge(const lmv__loader *load, lmv_error *err)
{
    const lmv__reporter *reporter = load->reporter;

    if (load->failure.status != LMV_OK && err)
        *err = load->failure;
    if (load->failure.status != LMV_OK)
        return load->failure.status;
    if (!reporter->fatal && !(load->options->strict && load->rules->n_disabled))
        return LMV_OK;
    if (err)
        *err = reporter->first;
    return LMV_ERULES;
}

lmv_status lmv__rules_load(lmv_ruleset *rules, const char *const *packs,
    size_t n_packs, const lmv_ruleset_options *options, lmv__reporter *reporter,
    lmv_error *err)
{
    static const lmv_ruleset_options none = {.size = sizeof none};
    lmv__loader load = {.rules = rules,
        .options = options ? options : &none,
        .reporter = reporter,
        .failure = LMV_ERROR_INIT};
    lmv_status status;

    if (!rules->langdata)
        rules->langdata = lmv__langdata_new();
    if (!rules->langdata)
        return lmv__error_nomem(err);
    init(&load);
    read_packs(&load, packs, n_packs);
    status = load.nomem ? lmv__error_nomem(err) : finish(&load, err);
    if (status == LMV_OK)
        status = judge(&load, err);
    clear(&load);
    return status;
}
