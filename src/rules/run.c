#include "base/utf8.h"
#include "rules/probe.h"
#include "rules/scan.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/*
 * Running one pattern over one sentence.
 *
 * Every start yields one candidate; the search goes on at the next word, not
 * behind the match, so that a blocked hit cannot hide a clean one.  Spans are
 * given in bytes of the comment's own text, on grapheme borders.
 */

#define MAX_BUDGET 10u /* limits hit in one comment, then no more calls */
#define MAX_GAPS 64

static bool bit(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

bool lmv__pattern_alive(
    lmv__scan *scan, const lmv__pattern *pattern, uint32_t sentence)
{
    lmv__sentence_state *state;
    uint32_t words = (scan->rules->programs->n + 63) / 64;

    if (!bit(scan->alive, pattern->index))
        return false;
    if (sentence == LMV__ALL_SENTENCES || scan->n_sentences == 1)
        return true;
    state = &scan->states[sentence];
    if (!state->alive) {
        state->alive =
            lmv__arena_alloc(&scan->arena, words, sizeof *state->alive);
        if (!state->alive) {
            scan->status = LMV_ENOMEM;
            return false;
        }
        lmv__prefilter_run(
            scan, scan->sentences[sentence].folded, state->alive);
    }
    return bit(state->alive, pattern->index);
}

bool lmv__entries_alive(const lmv__scan *scan, const lmv__entries *entries)
{
    for (uint32_t i = 0; i < entries->n_patterns; i++)
        if (bit(scan->alive, entries->patterns[i]->index))
            return true;
    return false;
}

void lmv__scan_miss(lmv__scan *scan, lmv__pos pos, const char *reason)
{
    lmv__missed *missed;

    for (size_t i = 0; i < scan->missed.len; i++) {
        missed = lmv__vec_at(&scan->missed, i);
        if (missed->theme == scan->theme)
            return;
    }
    missed = lmv__vec_push(&scan->missed);
    if (!missed) {
        scan->status = LMV_ENOMEM;
        return;
    }
    missed->theme = scan->theme;
    missed->pos = pos;
    missed->reason = reason;
}

/* ----------------------------------------------------------------- one hit */

typedef struct run {
    lmv__scan *scan;
    lmv__pattern *pattern;
    lmv__part *part;
    const lmv__code *code;
    const lmv__copy *copy;
    uint32_t base; /* where the region begins in the copy */
    uint32_t sentence;
    PCRE2_SIZE *ovector;
    uint32_t n_pairs;
} run;

static bool group_set(const run *r, uint32_t number)
{
    return number < r->n_pairs && r->ovector[2 * number] != PCRE2_UNSET &&
           r->ovector[2 * number + 1] > r->ovector[2 * number];
}

static lmv__span original(const run *r, size_t start, size_t end)
{
    return lmv__document_original(r->scan->doc, r->copy,
        r->base + (uint32_t)start, r->base + (uint32_t)end);
}

static bool is_gap(const char *name)
{
    return strncmp(name, LMV__GROUP_GAP, 2) == 0;
}

/* Is every =WORD written like that in the comment? */
static bool exact_words(const run *r)
{
    const lmv__copy *nfc = r->scan->nfc;

    if (r->part->n_exact == 0)
        return true;
    for (uint32_t i = 0; i < r->code->n_names; i++) {
        const lmv__named *named = &r->code->names[i];
        uint32_t which, start, end;
        lmv__slice want;
        lmv__span span;

        if (strncmp(named->name, LMV__GROUP_EXACT, 2) != 0 ||
            !group_set(r, named->number))
            continue;
        which = (uint32_t)strtoul(named->name + 2, NULL, 10);
        if (which >= r->part->n_exact)
            return false;
        want = r->part->exact[which];
        span = original(r, r->ovector[2 * named->number],
            r->ovector[2 * named->number + 1]);
        start = lmv__copy_from_original(nfc, span.start);
        end = lmv__copy_from_original(nfc, span.end);
        if (end - start != want.len ||
            memcmp(nfc->text + start, want.ptr, want.len) != 0)
            return false;
    }
    return true;
}

/* The gaps that took part, in text order. */
static uint32_t collect_gaps(const run *r, lmv__span *gaps)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < r->code->n_names && n < MAX_GAPS; i++) {
        uint32_t number = r->code->names[i].number, j;
        lmv__span gap;

        if (!is_gap(r->code->names[i].name) || !group_set(r, number))
            continue;
        gap.start = (uint32_t)r->ovector[2 * number];
        gap.end = (uint32_t)r->ovector[2 * number + 1];
        for (j = n++; j > 0 && gaps[j - 1].start > gap.start; j--)
            gaps[j] = gaps[j - 1];
        gaps[j] = gap;
    }
    return n;
}

/* The pieces between the gaps become the spans. */
static void set_spans(const run *r, lmv__hit *hit, size_t start, size_t end)
{
    lmv__span gaps[MAX_GAPS];
    uint32_t n = collect_gaps(r, gaps);
    size_t from = start;

    hit->spans = lmv__arena_alloc(&r->scan->arena, n + 1, sizeof *hit->spans);
    if (!hit->spans) {
        r->scan->status = LMV_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i <= n; i++) {
        size_t to = i < n ? gaps[i].start : end;
        if (to > from)
            hit->spans[hit->n_spans++] = original(r, from, to);
        if (i < n)
            from = gaps[i].end;
    }
    hit->hull.start = hit->spans[0].start;
    hit->hull.end = hit->spans[hit->n_spans - 1].end;
}

/* Named groups that are the author's. */
static void set_groups(const run *r, lmv__hit *hit)
{
    uint32_t n = r->code->n_names;

    if (n == 0)
        return;
    hit->groups = lmv__arena_alloc(&r->scan->arena, n, sizeof *hit->groups);
    if (!hit->groups) {
        r->scan->status = LMV_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        const lmv__named *named = &r->code->names[i];

        if (named->name[0] == '_' || !group_set(r, named->number) ||
            strcmp(named->name, LMV__GROUP_HIT) == 0)
            continue;
        hit->groups[hit->n_groups].name = named->name;
        hit->groups[hit->n_groups++].span = original(r,
            r->ovector[2 * named->number], r->ovector[2 * named->number + 1]);
    }
}

static void take_hit(const run *r, lmv__hits *hits)
{
    size_t start = r->ovector[0], end = r->ovector[1];
    lmv__hit *hit;

    if (!exact_words(r))
        return;
    for (uint32_t i = 0; i < r->code->n_names; i++) {
        uint32_t number = r->code->names[i].number;
        if (strcmp(r->code->names[i].name, LMV__GROUP_HIT) == 0 &&
            group_set(r, number)) {
            start = r->ovector[2 * number];
            end = r->ovector[2 * number + 1];
        }
    }
    if (end <= start)
        return;
    hit = lmv__hits_add(r->scan, hits);
    if (!hit)
        return;
    hit->sentence = r->sentence;
    hit->order = r->pattern->index;
    hit->pos = r->pattern->pos;
    set_spans(r, hit, start, end);
    set_groups(r, hit);
}

/* -------------------------------------------------------------- one region */

typedef enum run_kind { RUN_NONE, RUN_LETTERS, RUN_DIGITS } run_kind;

static run_kind kind_of(uint32_t c)
{
    if (u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK))
        return RUN_LETTERS;
    return u_isdigit((UChar32)c) ? RUN_DIGITS : RUN_NONE;
}

/* Behind the run of letters, or of digits, or the one other character. */
static size_t next_word(const char *text, size_t at, size_t len)
{
    size_t used;
    run_kind kind = kind_of(lmv__utf8_next(text + at, len - at, &used));

    at += used;
    while (kind != RUN_NONE && at < len &&
           kind_of(lmv__utf8_next(text + at, len - at, &used)) == kind)
        at += used;
    return at;
}

static void run_region(run *r, const char *text, size_t len, lmv__hits *hits)
{
    lmv__scan *scan = r->scan;
    pcre2_match_context *context =
        r->part->raw ? scan->raw_context : scan->words_context;
    size_t at = 0;

    while (at < len && scan->status == LMV_OK) {
        int rc;

        if (scan->spent >= MAX_BUDGET) {
            lmv__scan_miss(scan, r->pattern->pos, "the comment's budget");
            return;
        }
        rc = pcre2_match(r->code->code, (PCRE2_SPTR)text, len, at,
            PCRE2_NO_UTF_CHECK, scan->data, context);
        if (rc == PCRE2_ERROR_NOMATCH)
            return;
        if (rc < 0) {
            scan->spent++;
            lmv__scan_miss(scan, r->pattern->pos, "the limit of steps");
            return;
        }
        r->ovector = pcre2_get_ovector_pointer(scan->data);
        r->n_pairs = (uint32_t)rc;
        if (rc == 0)
            r->n_pairs = pcre2_get_ovector_count(scan->data);
        take_hit(r, hits);
        at = next_word(text, r->ovector[0], len);
    }
}

/* Where a region that begins at `from` ends: the sentence, or a word border
 * at most LMV__MAX_REGION bytes on. */
static uint32_t region_end(
    const lmv__copy *copy, uint32_t from, uint32_t sentence_end)
{
    uint32_t end = from + LMV__MAX_REGION;

    if (sentence_end - from <= LMV__MAX_REGION)
        return sentence_end;
    while (end > from && copy->text[end] != ' ')
        end--;
    if (end > from)
        return end;
    end = from + LMV__MAX_REGION;
    while (end > from && ((unsigned char)copy->text[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static void run_part(lmv__scan *scan, lmv__pattern *pattern, lmv__part *part,
    uint32_t sentence, lmv__hits *hits)
{
    const lmv__sentence *s = &scan->sentences[sentence];
    run r = {.scan = scan,
        .pattern = pattern,
        .part = part,
        .copy = part->raw ? scan->nfc : scan->folded,
        .sentence = sentence};
    lmv__span region = s->folded;
    char message[128];

    r.code = lmv__part_code(scan->rules, part, message, NULL);
    if (!r.code) {
        lmv__scan_miss(scan, pattern->pos, "its program does not compile");
        return;
    }
    if (part->raw) {
        region.start = lmv__copy_from_original(scan->nfc, s->span.start);
        region.end = lmv__copy_from_original(scan->nfc, s->span.end);
    }
    while (region.start < region.end && scan->status == LMV_OK) {
        uint32_t end = region_end(r.copy, region.start, region.end);

        r.base = region.start;
        run_region(&r, r.copy->text + r.base, end - r.base, hits);
        region.start = end;
    }
}

void lmv__run_parts(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits)
{
    lmv__hits operands[LMV__MAX_DEPTH] = {{NULL, 0, 0}};
    int32_t within[LMV__MAX_DEPTH] = {0};
    lmv__combine how = {LMV__COMBINE_CHAIN, operands, 0, within, false};

    if (pattern->n_parts == 1) {
        run_part(scan, pattern, pattern->parts, sentence, hits);
        return;
    }
    for (uint32_t i = 0; i < pattern->n_parts; i++) {
        run_part(scan, pattern, &pattern->parts[i], sentence, &operands[i]);
        if (operands[i].n == 0)
            return;
        lmv__hits_sort(&operands[i]);
        within[i] = pattern->parts[i].within;
    }
    how.n = pattern->n_parts;
    lmv__combine_hits(scan, &how, pattern->pos, hits);
}

void lmv__run_pattern(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits)
{
    if (!(pattern->languages & scan->sentences[sentence].admits) ||
        !lmv__pattern_alive(scan, pattern, sentence))
        return;
    if (scan->probe)
        lmv__probe_run(scan, pattern, sentence, hits);
    else
        lmv__run_parts(scan, pattern, sentence, hits);
}

void lmv__run_entries(lmv__scan *scan, const lmv__entries *entries,
    uint32_t sentence, lmv__hits *hits)
{
    for (uint32_t i = 0; i < entries->n_patterns; i++)
        lmv__run_pattern(scan, entries->patterns[i], sentence, hits);
}
