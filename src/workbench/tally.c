#include "workbench/tally.h"

#include <stdlib.h>
#include <string.h>

bool lmv__tally_init(lmv__tally *tally, size_t n_themes)
{
    memset(tally, 0, sizeof *tally);
    tally->n_themes = n_themes;
    tally->themes = calloc(n_themes ? n_themes : 1, sizeof *tally->themes);
    return tally->themes != NULL;
}

void lmv__tally_clear(lmv__tally *tally)
{
    free(tally->themes);
    memset(tally, 0, sizeof *tally);
}

void lmv__tally_reset(lmv__tally *tally)
{
    uint64_t *themes = tally->themes;
    size_t n = tally->n_themes;

    memset(themes, 0, n * sizeof *themes);
    memset(tally, 0, sizeof *tally);
    tally->themes = themes;
    tally->n_themes = n;
}

void lmv__tally_unknown(lmv__tally *tally, lmv__slice code, uint64_t count)
{
    lmv__unknown_code *at;
    size_t i;

    for (i = 0; i < tally->n_unknown; i++)
        if (lmv__slice_is(code, tally->unknown[i].code)) {
            tally->unknown[i].count += count;
            return;
        }
    if (tally->n_unknown == LMV__MAX_UNKNOWN_CODES ||
        code.len >= sizeof at->code) {
        tally->more_unknown += count;
        return;
    }
    at = &tally->unknown[tally->n_unknown++];
    memcpy(at->code, code.ptr, code.len);
    at->code[code.len] = '\0';
    at->count = count;
}

void lmv__tally_add(lmv__tally *tally, const lmv__tally *more)
{
    size_t i;

    tally->records += more->records;
    tally->errors += more->errors;
    tally->excluded += more->excluded;
    tally->incomplete += more->incomplete;
    tally->comments += more->comments;
    tally->labelled += more->labelled;
    tally->no_theme += more->no_theme;
    tally->empty += more->empty;
    tally->failed += more->failed;
    tally->warnings += more->warnings;
    tally->truncated += more->truncated;
    tally->other_language += more->other_language;
    tally->not_evaluated += more->not_evaluated;
    tally->more_unknown += more->more_unknown;
    for (i = 0; i < tally->n_themes && i < more->n_themes; i++)
        tally->themes[i] += more->themes[i];
    for (i = 0; i < more->n_unknown; i++)
        lmv__tally_unknown(tally, lmv__slice_of(more->unknown[i].code),
            more->unknown[i].count);
}

static bool is_excluded(const lmv__labelled *comment)
{
    return comment->status.len > 9 &&
           memcmp(comment->status.ptr, "excluded:", 9) == 0;
}

void lmv__tally_comment(lmv__tally *tally, const lmv__labelled *comment)
{
    size_t i;

    tally->comments++;
    if (is_excluded(comment))
        return;
    if (lmv__slice_is(comment->status, "empty"))
        tally->empty++;
    else if (lmv__slice_is(comment->status, "error"))
        tally->failed++;
    else if (comment->n_labels > 0)
        tally->labelled++;
    else
        tally->no_theme++;
    tally->warnings += lmv__slice_is(comment->status, "warning");
    tally->truncated += lmv__slice_is(comment->status, "truncated");
    tally->other_language += lmv__slice_is(comment->lang, "other");
    tally->not_evaluated += comment->n_not_evaluated > 0;
    for (i = 0; i < comment->n_labels; i++)
        if (comment->labels[i].theme < tally->n_themes)
            tally->themes[comment->labels[i].theme]++;
}
