/*
 * From evidence to outcomes: which words say what became of which promise, and
 * how negation turns them round.
 */
#include "broken-promises.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------- collecting */

/* A candidate that only its negation blocks is what this plugin lives on;
 * what is wished, imagined or somebody else's counts for nothing. */
static bool usable(
    const promise_plugin *plugin, const lmv_evidence *evidence, uint32_t i)
{
    static const char *const unreal[] = {
        "hypothetical", "wished", "third-party"};

    if (plugin->evidence->state(evidence, i) == LMV_STATE_ACCEPTED)
        return true;
    if (strcmp(plugin->evidence->blocked_by(evidence, i), "negated") != 0)
        return false;
    for (size_t n = 0; n < sizeof unreal / sizeof *unreal; n++) {
        if (plugin->evidence->in_guard(evidence, i, unreal[n]))
            return false;
    }
    return plugin->evidence->state(evidence, i) == LMV_STATE_BLOCKED;
}

/* What the words say by themselves. */
static enum outcome outcome_of(enum role role, bool negated)
{
    switch (role) {
    case HAPPENED:
        return negated ? OUTCOME_NOT_HAPPENED : OUTCOME_HAPPENED;
    case NOT_HAPPENED:
        return negated ? UNKNOWN : OUTCOME_NOT_HAPPENED;
    case LATE:
        return negated ? OUTCOME_HAPPENED : OUTCOME_LATE;
    case BROKEN:
        return negated ? OUTCOME_KEPT : OUTCOME_BROKEN;
    case KEPT:
        return negated ? OUTCOME_BROKEN : OUTCOME_KEPT;
    case PROMISE:
        break;
    }
    return UNKNOWN;
}

/* The clause at a byte of the comment: the last one that begins before it. */
static uint32_t clause_at(
    const promise_plugin *plugin, const lmv_document *document, size_t place)
{
    uint32_t low = 0, high = plugin->document->clause_count(document);

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        size_t start = 0, end = 0;

        plugin->document->clause(document, middle, &start, &end);
        if (start <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static lmv_status add_cue(const promise_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence, uint32_t i,
    promise_scratch *scratch)
{
    promise_cue *cue;
    lmv_status status;

    if (scratch->n_cues == scratch->room) {
        size_t room = scratch->room ? scratch->room * 2 : 64;
        void *grown = realloc(scratch->cues, room * sizeof *scratch->cues);

        if (!grown)
            return LMV_ENOMEM;
        scratch->cues = grown;
        scratch->room = room;
    }
    cue = &scratch->cues[scratch->n_cues++];
    memset(cue, 0, sizeof *cue);
    cue->candidate = i;
    cue->signal = plugin->evidence->signal(evidence, i);
    cue->sentence = plugin->evidence->sentence(evidence, i);
    cue->weight = plugin->evidence->weight(evidence, i);
    cue->negated = plugin->evidence->in_guard(evidence, i, "negated") != 0;
    cue->means = &plugin->themes[number].signals[cue->signal];
    cue->outcome = outcome_of(cue->means->role, cue->negated);
    status = plugin->evidence->hull(evidence, i, &cue->start, &cue->end);
    cue->clause = clause_at(plugin, document, cue->start);
    return status;
}

static lmv_status collect(const promise_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    promise_scratch *scratch)
{
    uint32_t count = plugin->evidence->count(evidence);
    lmv_status status = LMV_OK;

    scratch->n_cues = 0;
    for (uint32_t i = 0; i < count && status == LMV_OK; i++) {
        if (plugin->evidence->theme(evidence, i) == number &&
            usable(plugin, evidence, i))
            status = add_cue(plugin, number, document, evidence, i, scratch);
    }
    return status;
}

/* ---------------------------------------------------------------- pairing */

static bool is_outcome(const promise_cue *cue)
{
    enum role role = cue->means->role;

    return cue->outcome != UNKNOWN &&
           (role == HAPPENED || role == NOT_HAPPENED || role == LATE);
}

static bool is_statement(const promise_cue *cue)
{
    return cue->means->role == BROKEN || cue->means->role == KEPT;
}

static bool has_promise(const promise_scratch *scratch, uint32_t sentence)
{
    for (size_t i = 0; i < scratch->n_cues; i++) {
        if (scratch->cues[i].means->role == PROMISE &&
            scratch->cues[i].sentence == sentence)
            return true;
    }
    return false;
}

static size_t bytes_between(const promise_cue *a, const promise_cue *b)
{
    if (a->end <= b->start)
        return b->start - a->end;
    return b->end <= a->start ? a->start - b->end : 0;
}

/* How far an outcome is from its promise: 0 in the same sentence, then the
 * sentences behind it, then those before it.  UINT32_MAX is out of reach. */
static uint32_t rank(const promise_theme *theme, const promise_cue *promise,
    const promise_cue *outcome)
{
    uint32_t behind = outcome->sentence - promise->sentence;
    uint32_t before = promise->sentence - outcome->sentence;

    if (outcome->sentence == promise->sentence)
        return 0;
    if (outcome->has_promise)
        return UINT32_MAX; /* that promise's outcome, not this one's */
    if (outcome->sentence > promise->sentence)
        return behind <= theme->within ? behind : UINT32_MAX;
    return before <= theme->before ? theme->within + before : UINT32_MAX;
}

static promise_cue *find_outcome(const promise_theme *theme,
    const promise_scratch *scratch, const promise_cue *promise)
{
    promise_cue *best = NULL;
    uint32_t best_rank = UINT32_MAX;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        promise_cue *cue = &scratch->cues[i];
        uint32_t its_rank;

        if (!is_outcome(cue))
            continue;
        its_rank = rank(theme, promise, cue);
        if (its_rank == UINT32_MAX || its_rank > best_rank)
            continue;
        if (!best || its_rank < best_rank ||
            bytes_between(promise, cue) < bytes_between(promise, best)) {
            best = cue;
            best_rank = its_rank;
        }
    }
    return best;
}

/* "Zugesagter Rückruf nicht erfolgt": the negation reaches the promise, too,
 * but belongs to the outcome.  "Nie versprochen" is no promise. */
static bool is_real(const promise_cue *promise, const promise_cue *outcome)
{
    return !promise->negated || (outcome->sentence == promise->sentence &&
                                    outcome->outcome != OUTCOME_HAPPENED);
}

/* "Der Rückruf kam erst Wochen später": what came too late in one clause did
 * not simply happen. */
static enum outcome in_the_end(
    const promise_scratch *scratch, promise_cue *promise)
{
    const promise_cue *outcome = promise->pair;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        promise_cue *cue = &scratch->cues[i];

        if (outcome->outcome == OUTCOME_HAPPENED && is_outcome(cue) &&
            cue->outcome == OUTCOME_LATE && cue->clause == outcome->clause) {
            promise->also = cue;
            return OUTCOME_LATE;
        }
    }
    return outcome->outcome;
}

/* -------------------------------------------------------------- judgement */

/* A promise inside a statement is the statement's.  Of promises, and of
 * statements, that share words the longest counts, of equal ones the first. */
static bool shadows(const promise_cue *other, const promise_cue *cue)
{
    size_t length = cue->end - cue->start;
    size_t others = other->end - other->start;

    if (other == cue || other->end <= cue->start || cue->end <= other->start)
        return false;
    if (is_statement(other) && !is_statement(cue))
        return true;
    if (is_statement(other) != is_statement(cue) ||
        (!is_statement(other) && other->means->role != PROMISE))
        return false;
    return others > length || (others == length && other < cue);
}

static bool shadowed(const promise_scratch *scratch, const promise_cue *cue)
{
    for (size_t i = 0; i < scratch->n_cues; i++) {
        if (shadows(&scratch->cues[i], cue))
            return true;
    }
    return false;
}

static bool is_kept(enum outcome outcome)
{
    return outcome == OUTCOME_HAPPENED || outcome == OUTCOME_KEPT;
}

static void log_cue(const promise_plugin *plugin, const promise_cue *cue)
{
    static const char *const says[] = {
        "no outcome", "not happened", "late", "broken", "happened", "kept"};
    char message[160];

    if (!plugin->log)
        return;
    snprintf(message, sizeof message, "%s at byte %zu, sentence %u: %s",
        is_statement(cue) ? "statement" : "promise", cue->start,
        (unsigned)cue->sentence, says[cue->outcome]);
    plugin->log->note(plugin->host, message);
}

static void judge(const promise_plugin *plugin, const promise_theme *theme,
    const promise_scratch *scratch, promise_cue *cue)
{
    if ((cue->means->role != PROMISE && !is_statement(cue)) ||
        shadowed(scratch, cue))
        return;
    if (cue->means->role == PROMISE) {
        cue->pair = find_outcome(theme, scratch, cue);
        if (cue->pair && is_real(cue, cue->pair))
            cue->outcome = in_the_end(scratch, cue);
    }
    cue->proves =
        cue->outcome != UNKNOWN && is_kept(cue->outcome) == theme->wants_kept;
    log_cue(plugin, cue);
}

lmv_status promise_find_outcomes(const promise_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    promise_scratch *scratch)
{
    lmv_status status = collect(plugin, number, document, evidence, scratch);

    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++)
        scratch->cues[i].has_promise =
            has_promise(scratch, scratch->cues[i].sentence);
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++)
        judge(plugin, &plugin->themes[number], scratch, &scratch->cues[i]);
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        promise_cue *cue = &scratch->cues[i];

        if (!cue->proves || cue->weight <= 0)
            continue;
        cue->shown = true;
        if (cue->pair)
            cue->pair->shown = true;
        if (cue->also)
            cue->also->shown = true;
    }
    return status;
}
