#include "base/utf8.h"
#include "rules/found.h"
#include "rules/probe.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/*
 * Running one pattern over one sentence.
 *
 * Every start yields one candidate; the search goes on at the next word, not
 * behind the match, so that a blocked hit cannot hide a clean one.
 *
 * The naive matcher asks PCRE2 for everything.  The fast one runs a part only
 * where the prefilter saw what it needs: a track at its openers, a regex in
 * sentences that have one of its literals.
 */

#define MAX_BUDGET 10u /* limits hit in one comment, then no more calls */

bool lmv__entries_alive(const lmv__scan *scan, const lmv__entries *entries)
{
    if (scan->naive)
        return entries->n_patterns > 0;
    return scan->sweep.entries[entries->index].document == scan->sweep.document;
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

/* -------------------------------------------------------------- one region */

typedef enum run_kind { RUN_NONE, RUN_LETTERS, RUN_DIGITS } run_kind;

static run_kind kind_of(uint32_t c)
{
    if (c < 0x80) {
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
            return RUN_LETTERS;
        return c >= '0' && c <= '9' ? RUN_DIGITS : RUN_NONE;
    }
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

/* All matches from `at` on, by PCRE2. */
static void run_code(
    lmv__found *r, const char *text, size_t len, size_t at, lmv__hits *hits)
{
    lmv__scan *scan = r->scan;
    pcre2_match_context *context =
        r->part->raw ? scan->raw_context : scan->words_context;
    char message[128];
    const lmv__code *code = lmv__part_code(scan->rules, r->part, message, NULL);

    if (!code) {
        lmv__scan_miss(scan, r->pattern->pos, "its program does not compile");
        return;
    }
    r->names = code->names;
    r->n_names = code->n_names;
    while (at < len && scan->status == LMV_OK) {
        int rc;

        if (scan->spent >= MAX_BUDGET && !r->part->track) {
            lmv__scan_miss(scan, r->pattern->pos, "the comment's budget");
            return;
        }
        rc = pcre2_match(code->code, (PCRE2_SPTR)text, len, at,
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
        lmv__found_take(r, hits);
        at = next_word(text, r->ovector[0], len);
    }
}

/* ------------------------------------------------------------------ tracks */

/* Where to try a track: at its openers, or at every character. */
typedef struct starts {
    const uint32_t *known; /* in the copy, ascending; NULL: everywhere */
    uint32_t n, i;
} starts;

/* The first start at `at` or behind it, in the region; len when there is
 * none. */
static size_t next_start(
    starts *s, const lmv__found *r, const char *text, size_t len, size_t at)
{
    if (!s->known) {
        while (at < len && ((unsigned char)text[at] & 0xC0) == 0x80)
            at++;
        return at;
    }
    while (s->i < s->n &&
           (s->known[s->i] < r->base + at ||
               ((unsigned char)r->copy->text[s->known[s->i]] & 0xC0) == 0x80))
        s->i++;
    if (s->i == s->n || s->known[s->i] >= r->base + len)
        return len;
    return s->known[s->i] - r->base;
}

static void run_track(
    lmv__found *r, starts *s, const char *text, size_t len, lmv__hits *hits)
{
    lmv__scan *scan = r->scan;
    const lmv__track *track = r->part->track;
    size_t at = 0;

    r->names = track->names;
    r->n_names = track->n_names;
    r->n_pairs = track->n_captures;
    r->ovector = lmv__walker_ovector(scan->walker);
    while (scan->status == LMV_OK) {
        size_t start = next_start(s, r, text, len, at);

        if (start >= len)
            return;
        switch (lmv__track_match(scan->walker, track, text, len, start)) {
        case LMV__WALK_NOTHING:
            at = start + 1;
            break;
        case LMV__WALK_FOUND:
            lmv__found_take(r, hits);
            at = next_word(text, start, len);
            break;
        case LMV__WALK_GAVE_UP:
            run_code(r, text, len, at, hits);
            return;
        }
    }
}

/* --------------------------------------------------------------- one part */

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

/* The first of the starts that is not before `offset`. */
static uint32_t first_from(const uint32_t *items, uint32_t n, uint32_t offset)
{
    uint32_t low = 0;

    while (low < n) {
        uint32_t middle = low + (n - low) / 2;

        if (items[middle] < offset)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

static void run_part(lmv__scan *scan, lmv__pattern *pattern, lmv__part *part,
    uint32_t sentence, lmv__hits *hits)
{
    const lmv__sentence *s = &scan->sentences[sentence];
    lmv__found r = {.scan = scan,
        .pattern = pattern,
        .part = part,
        .copy = part->raw ? scan->nfc : scan->folded,
        .sentence = sentence};
    lmv__span region = s->folded;
    starts where = {NULL, 0, 0};

    if (!scan->naive && lmv__scan_starts(scan, part, &where.known, &where.n)) {
        where.i = first_from(where.known, where.n, region.start);
        if (where.i == where.n || where.known[where.i] >= region.end)
            return;
    }
    if (part->raw) {
        region.start = lmv__copy_from_original(scan->nfc, s->span.start);
        region.end = lmv__copy_from_original(scan->nfc, s->span.end);
    }
    while (region.start < region.end && scan->status == LMV_OK) {
        uint32_t end = region_end(r.copy, region.start, region.end);
        const char *text = r.copy->text + region.start;

        r.base = region.start;
        if (scan->naive || !part->track)
            run_code(&r, text, end - r.base, 0, hits);
        else
            run_track(&r, &where, text, end - r.base, hits);
        region.start = end;
    }
}

/* ---------------------------------------------------- patterns and entries */

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

/* Has every part a place to begin in this sentence? */
static bool can_run(
    lmv__scan *scan, const lmv__pattern *pattern, uint32_t sentence)
{
    lmv__span region = scan->sentences[sentence].folded;

    for (uint32_t i = 0; !scan->naive && i < pattern->n_parts; i++) {
        const uint32_t *known;
        uint32_t n, first;

        if (!lmv__scan_starts(scan, &pattern->parts[i], &known, &n))
            continue;
        first = first_from(known, n, region.start);
        if (first == n || known[first] >= region.end)
            return false;
    }
    return true;
}

void lmv__run_pattern(
    lmv__scan *scan, lmv__pattern *pattern, uint32_t sentence, lmv__hits *hits)
{
    if (!(pattern->languages & scan->sentences[sentence].admits))
        return;
    if (!scan->probe)
        lmv__run_parts(scan, pattern, sentence, hits);
    else if (can_run(scan, pattern, sentence))
        lmv__probe_run(scan, pattern, sentence, hits);
}

void lmv__run_entries(lmv__scan *scan, const lmv__entries *entries,
    uint32_t sentence, lmv__hits *hits)
{
    const uint32_t *positions;
    uint32_t n;

    if (scan->naive) {
        for (uint32_t i = 0; i < entries->n_patterns; i++)
            lmv__run_pattern(scan, entries->patterns[i], sentence, hits);
        return;
    }
    positions = lmv__scan_alive(scan, entries, &n);
    for (uint32_t i = 0; i < n; i++)
        lmv__run_pattern(scan, entries->patterns[positions[i]], sentence, hits);
}
