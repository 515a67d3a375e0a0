/*
 * From evidence to proofs: which contacts came too often or disturbed, and
 * which did not.
 */
#include "over-servicing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------- collecting */

/* A candidate that only its negation blocks is needed: it shows that there
 * was no disturbance.  What is wished, imagined or somebody else's counts for
 * nothing. */
static bool usable(
    const over_plugin *plugin, const lmv_evidence *evidence, uint32_t i)
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

/* The token at a byte of the comment: the last that begins before it. */
static uint32_t token_at(
    const over_plugin *plugin, const lmv_document *document, size_t place)
{
    uint32_t low = 0, high = plugin->document->token_count(document);

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t kind = 0;
        size_t start = 0, end = 0;

        plugin->document->token(document, middle, &kind, &start, &end);
        if (start <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static lmv_status add_cue(const over_plugin *plugin, const over_theme *theme,
    const lmv_document *document, const lmv_evidence *evidence, uint32_t i,
    over_scratch *scratch)
{
    over_cue *cue;
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
    cue->means = &theme->signals[cue->signal];
    status = plugin->evidence->hull(evidence, i, &cue->start, &cue->end);
    cue->first = token_at(plugin, document, cue->start);
    cue->last = token_at(plugin, document, cue->end ? cue->end - 1 : 0);
    return status;
}

/* The span of a named group of the cue's match; false when it has none. */
static bool group(const over_plugin *plugin, const lmv_evidence *evidence,
    const over_cue *cue, const char *name, size_t *start, size_t *end)
{
    uint32_t count = plugin->evidence->group_count(evidence, cue->candidate);

    for (uint32_t i = 0; i < count; i++) {
        const char *its_name =
            plugin->evidence->group_name(evidence, cue->candidate, i);

        if (strcmp(its_name, name) == 0)
            return plugin->evidence->group_span(
                       evidence, cue->candidate, i, start, end) == LMV_OK;
    }
    return false;
}

/* How often?  "drei Mails" counts, "alle fünf Minuten" has an interval, and
 * all other words simply say often. */
static void read_frequency(const over_plugin *plugin, const over_theme *theme,
    const lmv_document *document, const lmv_evidence *evidence, over_cue *cue)
{
    lmv_duration every = {.size = (uint32_t)sizeof every};
    size_t start, end, from, to;
    double number;

    if (group(plugin, evidence, cue, "times", &start, &end)) {
        if (plugin->quantity->number(
                document, start, end, &number, &from, &to) != LMV_OK)
            return; /* "die Mails": no number, not often */
        cue->too_often = number >= theme->times;
        snprintf(cue->times, sizeof cue->times, "%.0f", number);
        return;
    }
    if (!group(plugin, evidence, cue, "duration", &start, &end)) {
        start = cue->start;
        end = cue->end;
    }
    if (plugin->quantity->duration(document, start, end, &every) == LMV_OK) {
        cue->too_often = every.seconds <= theme->interval;
        snprintf(cue->times, sizeof cue->times, "R/%s", every.iso);
        return;
    }
    cue->too_often = true;
    snprintf(cue->times, sizeof cue->times, "often");
}

static lmv_status collect(const over_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    over_scratch *scratch)
{
    const over_theme *theme = &plugin->themes[number];
    uint32_t count = plugin->evidence->count(evidence);

    scratch->n_cues = 0;
    for (uint32_t i = 0; i < count; i++) {
        lmv_status status;
        over_cue *cue;

        if (plugin->evidence->theme(evidence, i) != number ||
            !usable(plugin, evidence, i))
            continue;
        status = add_cue(plugin, theme, document, evidence, i, scratch);
        if (status != LMV_OK)
            return status;
        cue = &scratch->cues[scratch->n_cues - 1];
        if (cue->means->role == FREQUENCY)
            read_frequency(plugin, theme, document, evidence, cue);
    }
    return LMV_OK;
}

/* -------------------------------------------------------------- reasoning */

static uint32_t sentences_between(const over_cue *a, const over_cue *b)
{
    return a->sentence > b->sentence ? a->sentence - b->sentence
                                     : b->sentence - a->sentence;
}

/* Words and punctuation marks between two cues. */
static uint32_t tokens_between(const over_cue *a, const over_cue *b)
{
    if (a->last < b->first)
        return b->first - a->last - 1;
    return b->last < a->first ? a->first - b->last - 1 : 0;
}

static bool nearer(const over_cue *to, const over_cue *a, const over_cue *b)
{
    uint32_t a_sentences = sentences_between(to, a);
    uint32_t b_sentences = sentences_between(to, b);

    if (a_sentences != b_sentences)
        return a_sentences < b_sentences;
    return tokens_between(to, a) < tokens_between(to, b);
}

/* The nearest frequency that is too often, or annoyance that is not negated,
 * in reach of a contact; NULL when there is none. */
static over_cue *nearest(const over_theme *theme, const over_scratch *scratch,
    enum role role, const over_cue *contact)
{
    over_cue *best = NULL;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        over_cue *cue = &scratch->cues[i];

        if (cue->means->role != role || cue->negated ||
            sentences_between(contact, cue) > theme->within ||
            tokens_between(contact, cue) > theme->apart)
            continue;
        if (role == FREQUENCY && !cue->too_often)
            continue;
        if (!best || nearer(contact, cue, best))
            best = cue;
    }
    return best;
}

/* Did the customer ask for it, in its sentence or the one before? */
static bool is_requested(const over_scratch *scratch, const over_cue *contact)
{
    for (size_t i = 0; i < scratch->n_cues; i++) {
        const over_cue *cue = &scratch->cues[i];

        if (cue->means->role == REQUESTED && !cue->negated &&
            (cue->sentence == contact->sentence ||
                cue->sentence + 1 == contact->sentence))
            return true;
    }
    return false;
}

static bool is_too_much(
    const over_theme *theme, const over_scratch *scratch, over_cue *cue)
{
    if (cue->negated || cue->means->role != CONTACT)
        return !cue->negated && cue->means->role == DIRECT;
    if (is_requested(scratch, cue))
        return false;
    cue->often = nearest(theme, scratch, FREQUENCY, cue);
    cue->annoying = nearest(theme, scratch, ANNOYANCE, cue);
    return cue->often || cue->annoying;
}

static bool is_right(const over_cue *cue)
{
    if (cue->means->role == DIRECT)
        return !cue->negated;
    return cue->negated &&
           (cue->means->role == ANNOYANCE || cue->means->role == CONTACT);
}

static void log_contact(const over_plugin *plugin, const over_cue *cue)
{
    char message[160];

    if (!plugin->log || cue->means->role != CONTACT)
        return;
    snprintf(message, sizeof message,
        "contact at byte %zu, sentence %u: %s, %s, %s", cue->start,
        (unsigned)cue->sentence, cue->often ? cue->often->times : "not often",
        cue->annoying ? "annoying" : "not annoying",
        cue->proves ? "counts" : "does not count");
    plugin->log->note(plugin->host, message);
}

/* Of proofs that share words the longest counts, of equal ones the first. */
static bool shadowed(const over_scratch *scratch, const over_cue *cue)
{
    size_t length = cue->end - cue->start;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        const over_cue *other = &scratch->cues[i];
        size_t others = other->end - other->start;

        if (other == cue || !other->proves)
            continue;
        if (other->end <= cue->start || cue->end <= other->start)
            continue;
        if (others > length || (others == length && other < cue))
            return true;
    }
    return false;
}

static void show(over_cue *cue)
{
    cue->shown = true;
    if (cue->often)
        cue->often->shown = true;
    if (cue->annoying)
        cue->annoying->shown = true;
}

lmv_status over_find_proofs(const over_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    over_scratch *scratch)
{
    const over_theme *theme = &plugin->themes[number];
    lmv_status status = collect(plugin, number, document, evidence, scratch);

    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        over_cue *cue = &scratch->cues[i];

        cue->proves = theme->wants_right ? is_right(cue)
                                         : is_too_much(theme, scratch, cue);
        log_contact(plugin, cue);
    }
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        over_cue *cue = &scratch->cues[i];

        cue->counts = cue->proves && !shadowed(scratch, cue);
        if (cue->counts && cue->weight > 0)
            show(cue);
    }
    return status;
}
