/*
 * An evaluation for people, errors first.
 */
#include <config.h>

#include "cli/evaluate_out.h"

#include "cli/style.h"
#include "rules/model.h"
#include "workbench/reason.h"

#include <stdlib.h>
#include <string.h>

enum { CONTEXT = 60 };

void lmv__evaluate_title(
    const lmv__evaluate_out *out, const char *title, lmv__buf *to)
{
    lmv__buf_addf(to, "\n%s%s%s", lmv__ink_on(out->color, LMV__INK_BOLD), title,
        lmv__ink_off(out->color));
}

/* Move a place to the border of a character. */
static size_t border(lmv__slice text, size_t at)
{
    while (
        at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* The words with some of what is around them, the words in brackets. */
static void add_context(const lmv__evaluate_out *out, lmv__slice text,
    lmv__span words, lmv__buf *to)
{
    size_t start = words.start, end = words.end;
    size_t from = start > CONTEXT / 2 ? border(text, start - CONTEXT / 2) : 0;
    size_t until =
        end + CONTEXT < text.len ? border(text, end + CONTEXT) : text.len;
    lmv__mark mark = {start - from, end - from};

    lmv__buf_adds(to, from > 0 ? "      ..." : "      ");
    lmv__style_marked(to, text.ptr + from, until - from, &mark,
        end > start ? 1 : 0, out->color);
    lmv__buf_adds(to, until < text.len ? "...\n" : "\n");
}

static void add_miss(const lmv__evaluate_out *out, const lmv__miss *miss,
    bool wanted, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;
    const lmv__comment *comment = lmv__corpus_at(e->corpus, e->rows[miss->row]);
    lmv__span words = {0, 0};
    lmv__pos rule;

    lmv__buf_addf(to, "  %s  ", e->rules->themes[miss->theme].id.ptr);
    lmv__style_safe(to, comment->id.ptr, comment->id.len);
    lmv__buf_adds(to, "  ");
    if (wanted) {
        lmv__buf reason;

        lmv__buf_init(&reason);
        lmv__miss_reason(&reason, e, miss);
        lmv__style_safe(to, reason.data ? reason.data : "", reason.len);
        lmv__buf_clear(&reason);
    } else {
        lmv__buf_addf(
            to, "%.3g over the threshold", (double)miss->margin / 1000);
    }
    if (lmv__miss_place(miss, &words, &rule)) {
        lmv__buf_adds(to, "  ");
        lmv__reason_place(to, e->rules, rule);
    }
    lmv__buf_addc(to, '\n');
    add_context(out, comment->text, words, to);
}

static void add_misses(const lmv__evaluate_out *out, const char *title,
    const lmv__vec *list, bool wanted, lmv__buf *to)
{
    size_t i;

    lmv__evaluate_title(out, title, to);
    lmv__buf_addf(to, ": %zu%s\n", list->len,
        wanted ? ", the closest misses first" : ", the smallest margins first");
    for (i = 0; i < list->len && i < out->show; i++)
        add_miss(out, lmv__vec_at(list, i), wanted, to);
    if (wanted && out->misses->not_searched > 0)
        lmv__buf_addf(to,
            "  %zu of them were not searched for what came near: the first "
            "%u are\n",
            out->misses->not_searched, LMV__MAX_NEAR);
    if (list->len > out->show && out->show > 0)
        lmv__buf_addf(to, "  and %zu more (--errors FILE.csv has all)\n",
            list->len - out->show);
}

static void add_confused(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__vec *list = &out->misses->confused;
    const lmv_ruleset *rules = out->evaluation->rules;
    size_t i;

    if (list->len == 0 || out->show == 0)
        return;
    lmv__evaluate_title(out, "Taken for another", to);
    lmv__buf_adds(to, ": missing, and found in its place\n");
    for (i = 0; i < list->len && i < out->show; i++) {
        const lmv__confused *pair = lmv__vec_at(list, i);

        lmv__buf_addf(to, "  %4u  %s, found: %s\n", pair->count,
            rules->themes[pair->wanted].id.ptr,
            rules->themes[pair->found].id.ptr);
    }
}

void lmv__evaluate_text(const lmv__evaluate_out *out, lmv__buf *to)
{
    const lmv__evaluation *e = out->evaluation;

    add_misses(out, "False negatives", &out->misses->negatives, true, to);
    add_misses(out, "False positives", &out->misses->positives, false, to);
    add_confused(out, to);
    lmv__evaluate_rules(out, to);
    lmv__evaluate_table(out, to);
    if (e->failed > 0)
        lmv__buf_addf(to, "%llu comment%s could not be classified\n",
            (unsigned long long)e->failed, e->failed == 1 ? "" : "s");
}
