#include "workbench/sample.h"

#include <stdlib.h>
#include <string.h>

bool lmv__samples_init(
    lmv__samples *samples, size_t wanted, const bool *counts, size_t n_themes)
{
    memset(samples, 0, sizeof *samples);
    lmv__vec_init(&samples->kept, sizeof(lmv__sample));
    samples->wanted = wanted;
    samples->counts = counts;
    samples->n_themes = n_themes;
    samples->shown = calloc(n_themes ? n_themes : 1, sizeof(bool));
    return samples->shown != NULL;
}

void lmv__samples_clear(lmv__samples *samples)
{
    size_t i;

    for (i = 0; i < samples->kept.len; i++)
        lmv__sample_clear(lmv__vec_at(&samples->kept, i));
    lmv__vec_clear(&samples->kept);
    free(samples->shown);
    samples->shown = NULL;
}

bool lmv__samples_full(const lmv__samples *samples)
{
    return samples->fresh >= samples->wanted;
}

void lmv__sample_clear(lmv__sample *sample)
{
    free(sample->text);
    free(sample->themes);
    free(sample->marks);
    memset(sample, 0, sizeof *sample);
}

static size_t count_marks(const lmv__labelled *comment)
{
    size_t n = 0, i;

    for (i = 0; i < comment->n_labels; i++)
        n += comment->labels[i].n_evidence;
    return n;
}

bool lmv__sample_copy(
    lmv__sample *to, uint64_t record, const lmv__labelled *comment)
{
    size_t marks = count_marks(comment), i, k;

    memset(to, 0, sizeof *to);
    to->record = record;
    to->length = comment->text.len;
    to->text = malloc(comment->text.len + 1);
    to->themes = calloc(comment->n_labels + 1, sizeof *to->themes);
    to->marks = calloc(marks + 1, sizeof *to->marks);
    if (!to->text || !to->themes || !to->marks) {
        lmv__sample_clear(to);
        return false;
    }
    memcpy(to->text, comment->text.ptr, comment->text.len);
    to->text[to->length] = '\0';
    for (i = 0; i < comment->n_labels; i++) {
        const lmv__label_out *label = &comment->labels[i];

        to->themes[to->n_themes++] = label->theme;
        for (k = 0; k < label->n_evidence; k++) {
            to->marks[to->n_marks][0] = label->evidence[k].start;
            to->marks[to->n_marks++][1] = label->evidence[k].end;
        }
    }
    return true;
}

/* Has it a theme that no kept one has? */
static bool is_fresh(const lmv__samples *samples, const lmv__sample *sample)
{
    size_t i;

    for (i = 0; i < sample->n_themes; i++)
        if (sample->themes[i] < samples->n_themes &&
            samples->counts[sample->themes[i]] &&
            !samples->shown[sample->themes[i]])
            return true;
    return false;
}

static bool keep(lmv__samples *samples, lmv__sample *sample)
{
    lmv__sample *place = lmv__vec_push(&samples->kept);

    if (!place) {
        lmv__sample_clear(sample);
        return false;
    }
    *place = *sample;
    memset(sample, 0, sizeof *sample);
    return true;
}

bool lmv__samples_offer(lmv__samples *samples, lmv__sample *sample)
{
    bool fresh = is_fresh(samples, sample);
    size_t plain = samples->kept.len - samples->fresh, i;

    if (lmv__samples_full(samples) || (!fresh && plain >= samples->wanted)) {
        lmv__sample_clear(sample);
        return true;
    }
    for (i = 0; fresh && i < sample->n_themes; i++)
        if (sample->themes[i] < samples->n_themes)
            samples->shown[sample->themes[i]] = true;
    samples->fresh += fresh;
    return keep(samples, sample);
}

/* The kept ones stand in the order of the records.  Those that were not fresh
 * are dropped from the end until `wanted` are left. */
void lmv__samples_finish(lmv__samples *samples)
{
    lmv__sample *all = samples->kept.data;
    size_t n = samples->kept.len, i, kept = 0, plain;

    if (n <= samples->wanted)
        return;
    plain = samples->wanted - samples->fresh;
    memset(samples->shown, 0, samples->n_themes * sizeof(bool));
    for (i = 0; i < n; i++) {
        bool fresh = is_fresh(samples, &all[i]);
        size_t k;

        if (!fresh && plain == 0) {
            lmv__sample_clear(&all[i]);
            continue;
        }
        for (k = 0; fresh && k < all[i].n_themes; k++)
            if (all[i].themes[k] < samples->n_themes)
                samples->shown[all[i].themes[k]] = true;
        plain -= !fresh;
        if (kept != i) {
            all[kept] = all[i];
            memset(&all[i], 0, sizeof all[i]);
        }
        kept++;
    }
    samples->kept.len = kept;
}
