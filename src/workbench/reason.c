#include "workbench/reason.h"

#include "rules/asked.h"
#include "rules/report.h"

#include <stdlib.h>

const char *lmv__reason_file(const lmv_ruleset *rules, lmv__pos pos)
{
    return pos.file < rules->n_files ? rules->files[pos.file].name : "";
}

void lmv__reason_place(lmv__buf *out, const lmv_ruleset *rules, lmv__pos pos)
{
    if (pos.file < rules->n_files)
        lmv__buf_addf(out, "%s:%u", rules->files[pos.file].name, pos.line);
    else
        lmv__buf_adds(out, "built in");
}

const char *lmv__reason_signal(
    const lmv_ruleset *rules, const lmv__candidate *candidate)
{
    const lmv__theme *theme = &rules->themes[candidate->theme];

    return candidate->signal < theme->n_signals
               ? theme->signals[candidate->signal].id.ptr
               : "";
}

static const char *guard_name(const lmv_ruleset *rules, uint32_t guard)
{
    return guard < rules->n_guards ? rules->guards[guard].name.ptr : "guard";
}

const char *lmv__reason_name(
    const lmv_ruleset *rules, const lmv__candidate *candidate)
{
    if (candidate->state == LMV__OVERLAPPED)
        return "overlapped";
    if (candidate->state == LMV__OVERRIDDEN)
        return "overridden";
    switch ((lmv__block)candidate->block) {
    case LMV__BLOCK_GUARD:
    case LMV__BLOCK_ONLY:
        return guard_name(rules, candidate->guard);
    case LMV__BLOCK_UNLESS:
        return "unless";
    case LMV__BLOCK_REQUIRES:
        return "requires";
    case LMV__BLOCK_WHOLE:
        return "whole";
    case LMV__BLOCK_ASKED:
        return "asked";
    case LMV__BLOCK_NONE:
        break;
    }
    return "";
}

static void add_words(lmv__buf *out, lmv__slice text, lmv__span span)
{
    if (span.end <= span.start || span.end > text.len)
        return;
    lmv__buf_adds(out, "\"");
    lmv__buf_add(out, text.ptr + span.start, span.end - span.start);
    lmv__buf_adds(out, "\"");
    lmv__buf_addf(/* the same word may stand there twice */
        out, " at %zu", lmv__count_characters(text.ptr, span.start) + 1);
}

void lmv__reason_entry(lmv__buf *out, lmv__slice entry)
{
    enum { LONGEST = 60 };
    size_t end = LONGEST;

    if (entry.len <= LONGEST) {
        lmv__buf_add(out, entry.ptr, entry.len);
        return;
    }
    while (end > 0 && ((unsigned char)entry.ptr[end] & 0xc0) == 0x80)
        end--;
    lmv__buf_add(out, entry.ptr, end);
    lmv__buf_adds(out, "...");
}

/* The first entries. */
static void add_entries(lmv__buf *out, const lmv__entries *entries)
{
    enum { SHOWN = 3 };
    uint32_t i;

    for (i = 0; i < entries->n && i < SHOWN; i++) {
        lmv__buf_adds(out, i ? ", " : "");
        lmv__reason_entry(out, entries->items[i].text);
    }
    if (entries->n > SHOWN)
        lmv__buf_adds(out, " ...");
}

/* The trigger whose words block the candidate. */
static const lmv__trigger *blocking_trigger(
    const lmv_ruleset *rules, const lmv__candidate *candidate)
{
    uint32_t i;

    for (i = 0; i < candidate->n_guards; i++) {
        const lmv__guarded *guarded = &candidate->guards[i];

        if (guarded->guard == candidate->guard &&
            guarded->span.start == candidate->blocker.start &&
            guarded->guard < rules->n_guards &&
            guarded->trigger < rules->guards[guarded->guard].n_triggers)
            return &rules->guards[guarded->guard].triggers[guarded->trigger];
    }
    return NULL;
}

static void add_guard(lmv__buf *out, const lmv_ruleset *rules, lmv__slice text,
    const lmv__candidate *candidate)
{
    const lmv__trigger *trigger = blocking_trigger(rules, candidate);

    lmv__buf_addf(out, "blocked by %s: ", guard_name(rules, candidate->guard));
    if (candidate->blocker.end == candidate->blocker.start)
        lmv__buf_adds(out, "the question that it answers");
    add_words(out, text, candidate->blocker);
    if (!trigger)
        return;
    lmv__buf_adds(out, " (");
    if (trigger->id.len > 0)
        lmv__buf_addf(out, "trigger %s, ", trigger->id.ptr);
    lmv__reason_place(out, rules, trigger->pos);
    lmv__buf_adds(out, ")");
}

static void add_condition(lmv__buf *out, const lmv_ruleset *rules,
    lmv__slice text, const lmv__candidate *candidate)
{
    const lmv__theme *theme = &rules->themes[candidate->theme];
    const lmv__signal *signal;

    if (candidate->signal >= theme->n_signals)
        return;
    signal = &theme->signals[candidate->signal];
    if (candidate->block == LMV__BLOCK_UNLESS) {
        lmv__buf_adds(out, "blocked by unless: ");
        add_words(out, text, candidate->blocker);
        lmv__buf_adds(out, " (");
        lmv__reason_place(out, rules, signal->unless.pos);
    } else {
        lmv__buf_adds(out, "blocked: none of the words it requires: ");
        add_entries(out, &signal->requires.entries);
        lmv__buf_adds(out, " (");
        lmv__reason_place(out, rules, signal->requires.pos);
    }
    lmv__buf_adds(out, ")");
}

/* "only asked: improve, disliked" */
static void add_asked(
    lmv__buf *out, const lmv_ruleset *rules, const lmv__candidate *candidate)
{
    const lmv__theme *theme = &rules->themes[candidate->theme];
    bool first = true;
    unsigned i;

    lmv__buf_adds(out, "blocked: counts only where the question asks for ");
    for (i = 0; i < LMV__N_ASKED && candidate->signal < theme->n_signals; i++) {
        if (!(theme->signals[candidate->signal].asked & LMV__ASKED_BIT(i)))
            continue;
        lmv__buf_addf(out, "%s%s", first ? "" : ", ", lmv__asked_names[i]);
        first = false;
    }
}

static void add_block(lmv__buf *out, const lmv_ruleset *rules, lmv__slice text,
    const lmv__candidate *candidate)
{
    switch ((lmv__block)candidate->block) {
    case LMV__BLOCK_GUARD:
        add_guard(out, rules, text, candidate);
        break;
    case LMV__BLOCK_ONLY:
        lmv__buf_addf(out, "blocked: counts only inside %s",
            guard_name(rules, candidate->guard));
        break;
    case LMV__BLOCK_UNLESS:
    case LMV__BLOCK_REQUIRES:
        add_condition(out, rules, text, candidate);
        break;
    case LMV__BLOCK_WHOLE:
        lmv__buf_adds(out, "blocked: is not the whole comment");
        break;
    case LMV__BLOCK_ASKED:
        add_asked(out, rules, candidate);
        break;
    case LMV__BLOCK_NONE:
        lmv__buf_adds(out, "blocked");
        break;
    }
}

void lmv__reason_add(lmv__buf *out, const lmv_ruleset *rules, lmv__slice text,
    const lmv__candidate *candidate)
{
    if (candidate->state == LMV__BLOCKED)
        add_block(out, rules, text, candidate);
    else if (candidate->state == LMV__OVERLAPPED)
        lmv__buf_adds(out, "its words count already");
    else if (candidate->state == LMV__OVERRIDDEN)
        lmv__buf_addf(out, "taken away by the theme %s",
            candidate->overridden_by < rules->n_themes
                ? rules->themes[candidate->overridden_by].id.ptr
                : "?");
}

static int rank(const lmv__candidate *candidate)
{
    return candidate->state == LMV__ACCEPTED     ? 3
           : candidate->state == LMV__OVERLAPPED ? 2
           : candidate->state == LMV__OVERRIDDEN ? 1
                                                 : 0;
}

const lmv__candidate *lmv__reason_nearest(const lmv__trace *trace)
{
    const lmv__candidate *best = NULL;
    uint32_t i;

    for (i = 0; i < trace->n_candidates; i++) {
        const lmv__candidate *candidate = &trace->candidates[i];

        if (!best || rank(candidate) > rank(best) ||
            (rank(candidate) == rank(best) && candidate->weight > best->weight))
            best = candidate;
    }
    return best;
}
