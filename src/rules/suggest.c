#include "rules/suggest.h"

#include "text/fold.h"

#include <stdio.h>
#include <string.h>

/* Folded bytes of a name, as many as fit. */
static size_t fold_name(lmv__slice name, char *out)
{
    lmv__buf buf;
    size_t len = 0;

    lmv__buf_init(&buf);
    if (lmv__fold_string(name.ptr, name.len, &buf, NULL) == LMV_OK &&
        !buf.failed && buf.len) {
        len = buf.len < LMV__MAX_SUGGEST ? buf.len : LMV__MAX_SUGGEST;
        memcpy(out, buf.data, len);
    }
    lmv__buf_clear(&buf);
    return len;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][LMV__MAX_SUGGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            row[j] = least(last[j] + 1, row[j - 1] + 1);
            row[j] = least(row[j], last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        before = last;
        last = row;
        row = spare;
    }
    return last[b_len];
}

void lmv__suggest_init(lmv__suggest *suggest, lmv__slice name)
{
    suggest->len = fold_name(name, suggest->name);
    suggest->best = lmv__slice_of("");
    suggest->best_distance = suggest->len / 3 ? suggest->len / 3 : 1;
    suggest->best_distance++; /* what is found must be nearer */
}

void lmv__suggest_try(lmv__suggest *suggest, lmv__slice candidate)
{
    char folded[LMV__MAX_SUGGEST];
    size_t len, far;

    if (!suggest->len || !candidate.len)
        return;
    len = fold_name(candidate, folded);
    if (!len)
        return;
    far = distance(suggest->name, suggest->len, folded, len);
    if (far >= suggest->best_distance || far >= suggest->len)
        return;
    suggest->best = candidate;
    suggest->best_distance = far;
}

const char *lmv__suggest_help(lmv__suggest *suggest, const char *otherwise)
{
    if (!suggest->best.len)
        return otherwise;
    snprintf(suggest->text, sizeof suggest->text, "did you mean '%.*s'?",
        (int)least(suggest->best.len, 100), suggest->best.ptr);
    return suggest->text;
}
