#include "workbench/outcome.h"

#include "base/platform.h"
#include "base/process.h"
#include "engine/pipeline.h"
#include "rules/model.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 64 };

typedef struct outcome_batch {
    size_t from, until;
} outcome_batch;

typedef struct outcome_job {
    const lmv__setup *setup;
    const lmv__corpus *corpus;
    const lmv__outcome_options *options;
    lmv__outcomes *outcomes;
    size_t next;
} outcome_job;

const lmv__given *lmv__outcome_label(
    const lmv__outcome *outcome, uint32_t theme)
{
    uint32_t i;

    for (i = 0; i < outcome->n_given; i++)
        if (outcome->given[i].theme == theme)
            return &outcome->given[i];
    return NULL;
}

bool lmv__outcome_evaluated(const lmv__outcome *outcome, uint32_t theme)
{
    uint32_t i;

    for (i = 0; i < outcome->n_unevaluated; i++)
        if (outcome->unevaluated[i] == theme)
            return false;
    return outcome->error == NULL;
}

const char *lmv__outcome_language(
    const lmv_ruleset *rules, const lmv__comment *comment)
{
    int language = comment->language.len > 0
                       ? lmv__langdata_find(rules->langdata, comment->language)
                       : -1;

    return language >= 0 ? lmv__langdata_code(rules->langdata, language) : NULL;
}

lmv__candidate lmv__find_candidate(const lmv__find *find)
{
    lmv__candidate candidate;

    memset(&candidate, 0, sizeof candidate);
    candidate.theme = find->theme;
    candidate.signal = find->signal;
    candidate.hull = find->hull;
    candidate.blocker = find->blocker;
    candidate.pos = find->pos;
    candidate.weight = find->weight;
    candidate.guard = find->guard;
    candidate.overridden_by = find->overridden_by;
    candidate.state = find->state;
    candidate.block = find->block;
    return candidate;
}

/* ---- one comment ---- */

static bool keep_labels(lmv__outcome *to, const lmv_result *result)
{
    size_t n = lmv_result_label_count(result), i;

    to->given = calloc(n + 1, sizeof *to->given);
    if (!to->given)
        return false;
    for (i = 0; i < n; i++) {
        to->given[i].theme = (uint32_t)lmv_result_label_theme(result, i);
        to->given[i].score = lmv_result_label_score(result, i);
        to->given[i].margin = lmv_result_label_margin(result, i);
    }
    to->n_given = (uint32_t)n;
    n = lmv_result_not_evaluated_count(result);
    to->unevaluated = n > 0 ? calloc(n, sizeof *to->unevaluated) : NULL;
    if (n > 0 && !to->unevaluated)
        return false;
    for (i = 0; i < n; i++)
        to->unevaluated[i] =
            (uint32_t)lmv_result_not_evaluated_theme(result, i);
    to->n_unevaluated = (uint32_t)n;
    return true;
}

static void keep_find(const lmv__candidate *from, lmv__find *to)
{
    uint32_t i;

    to->theme = from->theme;
    to->signal = from->signal;
    to->hull = from->hull;
    to->blocker = from->blocker;
    to->pos = from->pos;
    to->weight = from->weight;
    to->guard = from->guard;
    to->overridden_by = from->overridden_by;
    to->state = from->state;
    to->block = from->block;
    for (i = 0; i < from->n_guards; i++)
        to->guards |= 1u << (from->guards[i].guard & 31u);
}

static bool keep_finds(
    lmv__outcome *to, const lmv_scanner *scanner, uint32_t n_themes)
{
    lmv__trace trace;
    uint32_t n = 0, theme, i;

    for (theme = 0; theme < n_themes; theme++)
        if (lmv__trace_theme(scanner, theme, &trace))
            n += trace.n_candidates;
    if (n == 0)
        return true;
    to->finds = calloc(n, sizeof *to->finds);
    if (!to->finds)
        return false;
    for (theme = 0; theme < n_themes; theme++)
        if (lmv__trace_theme(scanner, theme, &trace))
            for (i = 0; i < trace.n_candidates; i++)
                keep_find(&trace.candidates[i], &to->finds[to->n_finds++]);
    return true;
}

static bool blame(lmv__outcome *to, const char *message)
{
    size_t length = strlen(message);

    to->error = malloc(length + 1);
    if (to->error)
        memcpy(to->error, message, length + 1);
    return to->error != NULL;
}

/* What the packs say that the comment's column asks for. */
static lmv_asked asked_of(const outcome_job *job, const lmv__comment *comment)
{
    const lmv__slice *column;

    if (comment->column >= job->corpus->columns.len)
        return LMV_ASKED_OPEN;
    column = lmv__vec_at(&job->corpus->columns, comment->column);
    return lmv_ruleset_asks(job->setup->ruleset, column->ptr); /* ends in 0 */
}

static lmv_status work_comment(
    outcome_job *job, lmv_scanner *scanner, size_t i, lmv_error *err)
{
    const lmv__comment *comment = lmv__corpus_at(job->corpus, i);
    const lmv_ruleset *rules = job->setup->ruleset;
    lmv__outcome *to = &job->outcomes->of[i];
    const char *language = job->options->language;
    lmv_scan_options known = LMV_SCAN_OPTIONS_INIT;
    const lmv_result *result;
    lmv_error problem = LMV_ERROR_INIT;
    lmv_status status;

    if (!language)
        language = lmv__outcome_language(rules, comment);
    known.language = language;
    known.asked = asked_of(job, comment);
    status = lmv_scanner_scan_with(scanner, comment->text.ptr,
        comment->text.len, &known, &result, &problem);
    to->language = "unknown";
    if (status == LMV_ENCODING || status == LMV_ELIMIT)
        return blame(to, problem.message) ? LMV_OK : lmv__error_nomem(err);
    if (status != LMV_OK)
        return lmv__error_set(err, status, "%s", problem.message);
    to->language = language ? language : lmv_result_language(result);
    if ((lmv_result_error(result) && !blame(to, lmv_result_error(result))) ||
        !keep_labels(to, result) ||
        (!job->options->no_finds && !keep_finds(to, scanner, rules->n_themes)))
        return lmv__error_nomem(err);
    return LMV_OK;
}

/* ---- the pipeline ---- */

static lmv_status new_batch(void *payload, void **batch, lmv_error *err)
{
    (void)payload;
    *batch = calloc(1, sizeof(outcome_batch));
    return *batch ? LMV_OK : lmv__error_nomem(err);
}

static void free_batch(void *payload, void *batch)
{
    (void)payload;
    free(batch);
}

static lmv_status new_worker(void *payload, void **worker, lmv_error *err)
{
    outcome_job *job = payload;
    lmv_scanner *scanner = NULL;
    lmv_status status = lmv_scanner_new(&scanner, job->setup->engine, err);

    *worker = scanner;
    return status;
}

static void free_worker(void *payload, void *worker)
{
    (void)payload;
    lmv_scanner_free(worker);
}

static lmv_status read_batch(
    void *payload, void *opaque, bool *more, lmv_error *err)
{
    outcome_job *job = payload;
    outcome_batch *batch = opaque;
    size_t n = job->corpus->comments.len;

    (void)err;
    batch->from = job->next;
    batch->until = n - batch->from > BATCH ? batch->from + BATCH : n;
    job->next = batch->until;
    *more = batch->until < n;
    return LMV_OK;
}

static lmv_status work_batch(
    void *payload, void *worker, void *opaque, lmv_error *err)
{
    outcome_batch *batch = opaque;
    lmv_status status = LMV_OK;
    size_t i;

    for (i = batch->from; i < batch->until && status == LMV_OK; i++)
        status = work_comment(payload, worker, i, err);
    return status;
}

static lmv_status write_batch(void *payload, void *batch, lmv_error *err)
{
    (void)payload;
    (void)batch;
    (void)err;
    return LMV_OK;
}

static bool is_cancelled(void *payload)
{
    (void)payload;
    return lmv__platform_stopped() != 0;
}

lmv_status lmv__outcomes_make(lmv__outcomes *outcomes, const lmv__setup *setup,
    const lmv__corpus *corpus, const lmv__outcome_options *options,
    lmv_error *err)
{
    static const lmv__pipeline_ops ops = {
        .new_batch = new_batch,
        .free_batch = free_batch,
        .new_worker = new_worker,
        .free_worker = free_worker,
        .read = read_batch,
        .work = work_batch,
        .write = write_batch,
        .cancelled = is_cancelled,
    };
    outcome_job job = {setup, corpus, options, outcomes, 0};
    unsigned threads =
        options->threads ? options->threads : lmv__process_cores();
    lmv_status status;

    outcomes->rules = setup->ruleset;
    outcomes->n = corpus->comments.len;
    outcomes->language = options->language;
    outcomes->of = calloc(outcomes->n + 1, sizeof *outcomes->of);
    if (!outcomes->of)
        return lmv__error_nomem(err);
    status = lmv__pipeline_run(&ops, &job, threads < 256 ? threads : 256, err);
    if (status != LMV_OK)
        lmv__outcomes_clear(outcomes);
    return status;
}

void lmv__outcomes_clear(lmv__outcomes *outcomes)
{
    size_t i;

    for (i = 0; outcomes->of && i < outcomes->n; i++) {
        free(outcomes->of[i].error);
        free(outcomes->of[i].given);
        free(outcomes->of[i].finds);
        free(outcomes->of[i].unevaluated);
    }
    free(outcomes->of);
    memset(outcomes, 0, sizeof *outcomes);
}
