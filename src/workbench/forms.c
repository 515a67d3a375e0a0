#include "workbench/forms.h"

#include <stdlib.h>
#include <string.h>

static bool add_form(lmv__forms *forms, uint32_t entry, lmv__slice text)
{
    char *key = lmv__arena_alloc(&forms->arena, text.len + sizeof entry, 1);
    lmv__slice name = {key, text.len + sizeof entry};
    uint32_t known;
    lmv__form *form;
    size_t i;

    if (!key)
        return false;
    memcpy(key, &entry, sizeof entry);
    for (i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        key[sizeof entry + i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    known = lmv__map_get(&forms->index, name);
    if (known != LMV__MAP_NONE) {
        form = lmv__vec_at(&forms->forms, known);
        form->count++;
        return true;
    }
    form = lmv__vec_push(&forms->forms);
    if (!form)
        return false;
    form->entry = entry;
    form->text = text;
    form->count = 1;
    return lmv__map_set(&forms->index, name, (uint32_t)forms->forms.len - 1);
}

static int by_entry(const void *a, const void *b)
{
    const lmv__form *x = a, *y = b;
    size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
    int difference;

    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    difference = memcmp(x->text.ptr, y->text.ptr, n);
    return difference
               ? difference
               : (x->text.len > y->text.len) - (x->text.len < y->text.len);
}

lmv_status lmv__forms_collect(lmv__forms *forms, const lmv__corpus *corpus,
    const lmv__outcomes *outcomes, const lmv__coverage *coverage,
    lmv_error *err)
{
    size_t i;
    uint32_t k;

    memset(forms, 0, sizeof *forms);
    lmv__arena_init(&forms->arena, 65536);
    lmv__vec_init(&forms->forms, sizeof(lmv__form));
    lmv__map_init(&forms->index);
    for (i = 0; i < outcomes->n; i++) {
        lmv__slice text = lmv__corpus_at(corpus, i)->text;

        for (k = 0; k < outcomes->of[i].n_finds; k++) {
            const lmv__find *find = &outcomes->of[i].finds[k];
            uint32_t entry = lmv__coverage_entry(coverage, find);
            lmv__slice form = {
                text.ptr + find->hull.start, find->hull.end - find->hull.start};

            if (entry == LMV__NONE || find->hull.end > text.len)
                continue;
            if (!add_form(forms, entry, form)) {
                lmv__forms_clear(forms);
                return lmv__error_nomem(err);
            }
        }
    }
    if (forms->forms.len > 0)
        qsort(forms->forms.data, forms->forms.len, forms->forms.item, by_entry);
    return LMV_OK;
}

void lmv__forms_clear(lmv__forms *forms)
{
    lmv__vec_clear(&forms->forms);
    lmv__map_clear(&forms->index);
    lmv__arena_clear(&forms->arena);
}

const lmv__form *lmv__forms_of(
    const lmv__forms *forms, uint32_t entry, size_t *n)
{
    size_t low = 0, high = forms->forms.len;
    const lmv__form *all = forms->forms.data;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all[middle].entry < entry)
            low = middle + 1;
        else
            high = middle;
    }
    for (*n = 0; low + *n < forms->forms.len && all[low + *n].entry == entry;)
        (*n)++;
    return *n > 0 ? &all[low] : NULL;
}
