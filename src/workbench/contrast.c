#include "workbench/contrast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_NUMBERS = 6 };

typedef struct contrast_value {
    lmv__slice text;
    double number;
    uint32_t comments, group;
} contrast_value;

typedef struct contrasting {
    lmv__contrast *out;
    const lmv__corpus *corpus;
    lmv__vec values; /* of contrast_value */
    lmv__map index;
    bool numbers, whole;
    double low, high;
} contrasting;

const lmv__contrast_group *lmv__contrast_at(const lmv__contrast *c, size_t i)
{
    return lmv__vec_at(&c->groups, i);
}

static lmv__slice trim(lmv__slice cell)
{
    while (cell.len > 0 && (unsigned char)cell.ptr[0] <= ' ') {
        cell.ptr++;
        cell.len--;
    }
    while (cell.len > 0 && (unsigned char)cell.ptr[cell.len - 1] <= ' ')
        cell.len--;
    return cell;
}

/* A plain number with either decimal sign. */
static bool as_number(lmv__slice cell, double *number)
{
    char text[32], *end;
    size_t i;

    if (cell.len == 0 || cell.len >= sizeof text)
        return false;
    for (i = 0; i < cell.len; i++) {
        text[i] = cell.ptr[i] == ',' ? '.' : cell.ptr[i];
        if (!strchr("0123456789.-+", text[i]))
            return false;
    }
    text[i] = '\0';
    *number = strtod(text, &end);
    return *end == '\0';
}

static contrast_value *value_at(contrasting *c, uint32_t i)
{
    return lmv__vec_at(&c->values, i);
}

static bool read_values(contrasting *c)
{
    size_t i;

    for (i = 0; i < c->corpus->comments.len; i++) {
        lmv__slice text = trim(lmv__corpus_at(c->corpus, i)->group);
        uint32_t known = lmv__map_get(&c->index, text);

        c->out->of[i] = LMV__NO_GROUP;
        if (text.len == 0) {
            c->out->empty++;
            continue;
        }
        if (known == LMV__MAP_NONE) {
            contrast_value *value = lmv__vec_push(&c->values);

            known = (uint32_t)c->values.len - 1;
            if (!value || !lmv__map_set(&c->index, text, known))
                return false;
            value->text = text;
        }
        value_at(c, known)->comments++;
        c->out->of[i] = known; /* of the value, for now */
    }
    return true;
}

static void look_at_numbers(contrasting *c)
{
    uint32_t i;

    c->numbers = c->values.len > 0;
    c->whole = true;
    for (i = 0; i < c->values.len && c->numbers; i++) {
        contrast_value *value = value_at(c, i);

        c->numbers = as_number(value->text, &value->number);
        if (!c->numbers)
            break;
        c->whole = c->whole && !(value->number > floor(value->number));
        c->low = i == 0 || value->number < c->low ? value->number : c->low;
        c->high = i == 0 || value->number > c->high ? value->number : c->high;
    }
}

static bool add_group(contrasting *c, const char *label, uint32_t *number)
{
    lmv__contrast_group *group = lmv__vec_push(&c->out->groups);

    if (!group || !label)
        return false;
    group->label = label;
    *number = (uint32_t)c->out->groups.len - 1;
    return true;
}

static int by_number(const void *a, const void *b)
{
    const contrast_value *x = *(contrast_value *const *)a,
                         *y = *(contrast_value *const *)b;

    return (x->number > y->number) - (x->number < y->number);
}

static int by_comments(const void *a, const void *b)
{
    const contrast_value *x = *(contrast_value *const *)a,
                         *y = *(contrast_value *const *)b;

    if (x->comments != y->comments)
        return x->comments > y->comments ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Pointers to all values, in order; they are the caller's to free. */
static contrast_value **sorted(
    contrasting *c, int (*order)(const void *, const void *))
{
    contrast_value **all = calloc(c->values.len + 1, sizeof *all);
    uint32_t i;

    for (i = 0; all && i < c->values.len; i++)
        all[i] = value_at(c, i);
    if (all && c->values.len > 1)
        qsort(all, c->values.len, sizeof *all, order);
    return all;
}

/* The first `most` values in some order are groups of their own. */
static bool group_each(contrasting *c, contrast_value **all, size_t most)
{
    size_t i;
    bool ok = true;

    for (i = 0; i < c->values.len && ok; i++) {
        all[i]->group = LMV__OTHER_GROUP;
        if (i > 0 && c->numbers && !(all[i]->number > all[i - 1]->number))
            all[i]->group = all[i - 1]->group; /* 5 and 5.0 */
        else if (i < most)
            ok = add_group(c,
                lmv__arena_copy(
                    &c->out->arena, all[i]->text.ptr, all[i]->text.len),
                &all[i]->group);
    }
    return ok;
}

static bool group_scale(contrasting *c, contrast_value **all)
{
    uint32_t groups[3], i;

    if (!add_group(c, "0-6", &groups[0]) || !add_group(c, "7-8", &groups[1]) ||
        !add_group(c, "9-10", &groups[2]))
        return false;
    for (i = 0; i < c->values.len; i++)
        all[i]->group = all[i]->number < 7   ? groups[0]
                        : all[i]->number < 9 ? groups[1]
                                             : groups[2];
    return true;
}

/* A third of the comments each, as far as equal numbers allow. */
static bool group_thirds(contrasting *c, contrast_value **all)
{
    size_t n = c->corpus->comments.len - c->out->empty, seen = 0, i, from = 0;
    bool ok = true;

    for (i = 0; i < c->values.len && ok; i++) {
        size_t third = 3 * seen / n;
        bool last = i + 1 == c->values.len, ends;

        seen += all[i]->comments;
        ends = last || 3 * seen / n > third;
        if (ends) {
            uint32_t group;
            size_t k;
            lmv__slice a = all[from]->text, b = all[i]->text;

            ok = add_group(c,
                from == i ? lmv__arena_copy(&c->out->arena, a.ptr, a.len)
                          : lmv__arena_printf(&c->out->arena, "%.*s to %.*s",
                                (int)a.len, a.ptr, (int)b.len, b.ptr),
                &group);
            for (k = from; k <= i && ok; k++)
                all[k]->group = group;
            from = i + 1;
        }
    }
    return ok;
}

static bool make_groups(contrasting *c)
{
    contrast_value **all = sorted(c, c->numbers ? by_number : by_comments);
    bool ok = all != NULL;

    if (ok && c->numbers && c->values.len <= FEW_NUMBERS) {
        c->out->how = "a group for each number";
        ok = group_each(c, all, c->values.len);
    } else if (ok && c->numbers && c->whole && c->low >= 0 && c->high <= 10) {
        c->out->how = "0 to 10: three groups";
        ok = group_scale(c, all);
    } else if (ok && c->numbers) {
        c->out->how = "numbers: three groups of about the same size";
        ok = group_thirds(c, all);
    } else if (ok) {
        c->out->how = "a group for each of the most frequent values";
        ok = group_each(c, all, LMV__MAX_CONTRASTS);
    }
    free(all);
    return ok;
}

static void count_groups(contrasting *c)
{
    size_t i;

    for (i = 0; i < c->corpus->comments.len; i++) {
        uint32_t *of = &c->out->of[i];

        if (*of == LMV__NO_GROUP)
            continue;
        *of = value_at(c, *of)->group;
        if (*of == LMV__OTHER_GROUP)
            c->out->others++;
        else
            ((lmv__contrast_group *)lmv__vec_at(&c->out->groups, *of))
                ->comments++;
    }
}

lmv_status lmv__contrast_make(
    lmv__contrast *out, const lmv__corpus *corpus, lmv_error *err)
{
    contrasting c = {.out = out, .corpus = corpus};
    bool ok;

    memset(out, 0, sizeof *out);
    lmv__arena_init(&out->arena, 4096);
    lmv__vec_init(&out->groups, sizeof(lmv__contrast_group));
    lmv__vec_init(&c.values, sizeof(contrast_value));
    lmv__map_init(&c.index);
    out->of = lmv__arena_alloc(
        &out->arena, corpus->comments.len + 1, sizeof *out->of);
    ok = out->of && read_values(&c);
    if (ok) {
        look_at_numbers(&c);
        ok = make_groups(&c);
    }
    if (ok)
        count_groups(&c);
    lmv__vec_clear(&c.values);
    lmv__map_clear(&c.index);
    if (ok)
        return LMV_OK;
    lmv__contrast_clear(out);
    return lmv__error_nomem(err);
}

void lmv__contrast_clear(lmv__contrast *contrast)
{
    lmv__vec_clear(&contrast->groups);
    lmv__arena_clear(&contrast->arena);
    memset(contrast, 0, sizeof *contrast);
}
