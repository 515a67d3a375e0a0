/*
 * From evidence to waits: which durations belong to a waiting word, over which
 * channel, and whether they were longer than its patience.
 */
#include "slow-support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------- collecting */

/* The token at a byte of the comment: the last that begins before it. */
static uint32_t token_at(
    const slow_plugin *plugin, const lmv_document *document, size_t place)
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

static lmv_status add_cue(const slow_plugin *plugin, const slow_theme *theme,
    const lmv_document *document, const lmv_evidence *evidence, uint32_t i,
    slow_scratch *scratch)
{
    slow_cue *cue;
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
    cue->accepted = plugin->evidence->state(evidence, i) == LMV_STATE_ACCEPTED;
    cue->means = &theme->signals[cue->signal];
    cue->channel = cue->means->channel;
    status = plugin->evidence->hull(evidence, i, &cue->start, &cue->end);
    cue->first = token_at(plugin, document, cue->start);
    cue->last = token_at(plugin, document, cue->end ? cue->end - 1 : 0);
    return status;
}

/* The group `duration`, else the whole match. */
static bool duration_place(const slow_plugin *plugin,
    const lmv_evidence *evidence, const slow_cue *cue, size_t *start,
    size_t *end)
{
    uint32_t count = plugin->evidence->group_count(evidence, cue->candidate);

    for (uint32_t group = 0; group < count; group++) {
        const char *name =
            plugin->evidence->group_name(evidence, cue->candidate, group);

        if (strcmp(name, "duration") == 0)
            return plugin->evidence->group_span(
                       evidence, cue->candidate, group, start, end) == LMV_OK;
    }
    *start = cue->start;
    *end = cue->end;
    return cue->means->role != WAIT;
}

/* How long was it?  `wait` words tell only with a group; a `since` that tells
 * nothing is open-ended. */
static void read_length(const slow_plugin *plugin, const lmv_document *document,
    const lmv_evidence *evidence, slow_cue *cue)
{
    lmv_duration length = {.size = (uint32_t)sizeof length};
    size_t start, end;

    if (duration_place(plugin, evidence, cue, &start, &end) &&
        plugin->quantity->duration(document, start, end, &length) == LMV_OK) {
        cue->has_length = cue->exact = true;
        cue->seconds = length.seconds;
        memcpy(cue->iso, length.iso, sizeof cue->iso);
    } else if (cue->means->role == SINCE) {
        cue->has_length = true;
        cue->seconds = cue->means->at_least;
        plugin->quantity->format(cue->seconds, cue->iso, sizeof cue->iso);
    }
}

static lmv_status collect(const slow_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    slow_scratch *scratch)
{
    uint32_t count = plugin->evidence->count(evidence);
    const slow_theme *theme = &plugin->themes[number];

    scratch->n_cues = 0;
    for (uint32_t i = 0; i < count; i++) {
        lmv_status status;
        slow_cue *cue;

        if (plugin->evidence->theme(evidence, i) != number)
            continue;
        status = add_cue(plugin, theme, document, evidence, i, scratch);
        if (status != LMV_OK)
            return status;
        cue = &scratch->cues[scratch->n_cues - 1];
        if (cue->accepted && cue->means->role != SLOW &&
            cue->means->role != CHANNEL)
            read_length(plugin, document, evidence, cue);
    }
    return LMV_OK;
}

/* -------------------------------------------------------------- reasoning */

static uint32_t sentences_between(const slow_cue *a, const slow_cue *b)
{
    return a->sentence > b->sentence ? a->sentence - b->sentence
                                     : b->sentence - a->sentence;
}

/* Words and punctuation marks between two cues. */
static uint32_t tokens_between(const slow_cue *a, const slow_cue *b)
{
    if (a->last < b->first)
        return b->first - a->last - 1;
    return b->last < a->first ? a->first - b->last - 1 : 0;
}

static bool nearer(const slow_cue *to, const slow_cue *a, const slow_cue *b)
{
    uint32_t a_sentences = sentences_between(to, a);
    uint32_t b_sentences = sentences_between(to, b);

    if (a_sentences != b_sentences)
        return a_sentences < b_sentences;
    return tokens_between(to, a) < tokens_between(to, b);
}

/* The nearest cue of a role in reach, or NULL.  A channel word may be anywhere
 * in its sentence and in any state, a waiting word must be close by. */
static slow_cue *nearest(const slow_theme *theme, const slow_scratch *scratch,
    enum role role, const slow_cue *to)
{
    slow_cue *best = NULL;

    for (size_t i = 0; i < scratch->n_cues; i++) {
        slow_cue *other = &scratch->cues[i];

        if (other->means->role != role ||
            sentences_between(to, other) > theme->within)
            continue;
        if (role != CHANNEL &&
            (!other->accepted || tokens_between(to, other) > theme->apart))
            continue;
        if (!best || nearer(to, other, best))
            best = other;
    }
    return best;
}

/* By the id of the waiting word, else by the nearest channel word. */
static void find_channel(
    const slow_theme *theme, const slow_scratch *scratch, slow_cue *cue)
{
    slow_cue *from_cue, *from_wait;

    if (cue->wait && cue->wait->means->channel != NO_CHANNEL) {
        cue->channel = cue->wait->means->channel;
        return;
    }
    from_cue = nearest(theme, scratch, CHANNEL, cue);
    from_wait = cue->wait ? nearest(theme, scratch, CHANNEL, cue->wait) : NULL;
    cue->where = from_cue;
    if (from_wait && (!from_cue || sentences_between(cue->wait, from_wait) <
                                       sentences_between(cue, from_cue)))
        cue->where = from_wait;
    cue->channel = cue->where ? cue->where->means->channel : NO_CHANNEL;
}

/* Is the wait longer than the patience?  One without any length is. */
static bool too_long(const slow_theme *theme, const slow_cue *cue)
{
    if (!cue->exact && cue->seconds <= 0)
        return true;
    return cue->seconds > theme->patience[cue->channel];
}

static void log_wait(
    const slow_plugin *plugin, const slow_theme *theme, const slow_cue *cue)
{
    const char *waited = cue->seconds > 0 ? cue->iso : "no known length";
    char patience[40], message[200];

    if (!plugin->log)
        return;
    if (!cue->wait) {
        snprintf(message, sizeof message,
            "%s: no waiting word in reach (within: %u, apart: %u)", waited,
            (unsigned)theme->within, (unsigned)theme->apart);
    } else {
        plugin->quantity->format(
            theme->patience[cue->channel], patience, sizeof patience);
        snprintf(message, sizeof message, "%s: %s the patience %s (%s)", waited,
            cue->proves ? "longer than" : "within", patience,
            slow_channel_names[cue->channel]);
    }
    plugin->log->note(plugin->host, message);
}

/* Two cues of one kind on the same words count once: the longer one, of equal
 * ones the first. */
static bool shadowed(const slow_scratch *scratch, const slow_cue *cue)
{
    for (size_t i = 0; i < scratch->n_cues; i++) {
        const slow_cue *other = &scratch->cues[i];
        size_t length = cue->end - cue->start;
        size_t others = other->end - other->start;

        if (other == cue || !other->accepted ||
            (other->means->role == SLOW) != (cue->means->role == SLOW) ||
            other->has_length != cue->has_length)
            continue;
        if (other->end <= cue->start || cue->end <= other->start)
            continue;
        if (others > length || (others == length && other < cue))
            return true;
    }
    return false;
}

static void judge_wait(const slow_plugin *plugin, const slow_theme *theme,
    const slow_scratch *scratch, slow_cue *cue)
{
    cue->wait =
        cue->means->role == WAIT ? cue : nearest(theme, scratch, WAIT, cue);
    find_channel(theme, scratch, cue);
    cue->proves = cue->wait && too_long(theme, cue);
    log_wait(plugin, theme, cue);
}

static void judge(const slow_plugin *plugin, const slow_theme *theme,
    const slow_scratch *scratch, slow_cue *cue)
{
    if (!cue->accepted || shadowed(scratch, cue))
        return;
    if (cue->has_length) {
        judge_wait(plugin, theme, scratch, cue);
    } else if (cue->means->role == SLOW) {
        find_channel(theme, scratch, cue);
        cue->proves = true;
    }
}

/* Everything that a proof rests on is shown, too. */
static void show(slow_cue *cue)
{
    cue->shown = true;
    if (cue->wait)
        cue->wait->shown = true;
    if (cue->where && cue->where->accepted)
        cue->where->shown = true;
}

lmv_status slow_find_waits(const slow_plugin *plugin, uint32_t number,
    const lmv_document *document, const lmv_evidence *evidence,
    slow_scratch *scratch)
{
    lmv_status status = collect(plugin, number, document, evidence, scratch);

    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++)
        judge(plugin, &plugin->themes[number], scratch, &scratch->cues[i]);
    for (size_t i = 0; i < scratch->n_cues && status == LMV_OK; i++) {
        if (scratch->cues[i].proves && scratch->cues[i].weight > 0)
            show(&scratch->cues[i]);
    }
    return status;
}
