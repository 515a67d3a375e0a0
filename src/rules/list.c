/*
 * Lists and macros: words and regexes with a name.
 */
#include "rules/entry.h"
#include "rules/guard.h"
#include "rules/refs.h"

#include <string.h>

void lmv__twice(lmv__loader *load, const char *code, const char *what,
    lmv__slice name, lmv__pos pos, lmv__pos first)
{
    const lmv__file *file = &load->rules->files[first.file];

    lmv__fail(load, code, pos, "names are free; choose another",
        "the %s '%.*s' is defined twice; the first is at %s:%u:%u", what,
        LMV__ARG(name), file->name, first.line, first.column);
}

/* ---- macros ---- */

static void read_macro(
    lmv__loader *load, const lmv__node *key, const lmv__node *value)
{
    lmv__macro macro = {.pack = load->pack, .pos = lmv__text_pos(value)};
    const lmv__macro *macros = load->macros.data;
    lmv__macro *slot;

    if (lmv__is_builtin_macro(key->value)) {
        lmv__fail(load, "E213", key->pos, "{{ä}} and its like are built in",
            "the name '%.*s' is reserved", LMV__ARG(key->value));
        return;
    }
    if (!lmv__name(load, key, "the macro", &macro.name) ||
        !lmv__text(load, value, "a macro", &macro.regex))
        return;
    if (memchr(macro.regex.ptr, '\n', macro.regex.len)) {
        lmv__fail(load, "E205", value->pos, NULL, "a macro stands on one line");
        return;
    }
    for (size_t i = 0; i < load->macros.len; i++)
        if (macros[i].pack == load->pack &&
            lmv__slice_same(macros[i].name, macro.name)) {
            lmv__twice(
                load, "E208", "macro", macro.name, key->pos, macros[i].pos);
            return;
        }
    slot = lmv__push(load, &load->macros);
    if (slot)
        *slot = macro;
}

void lmv__read_macros(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "macros"))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!node->items[2 * i]->broken &&
            node->items[2 * i]->kind == LMV__SCALAR)
            read_macro(load, node->items[2 * i], node->items[2 * i + 1]);
}

/* ---- lists ---- */

void lmv__add_list(lmv__loader *load, lmv__slice name, lmv__pos pos,
    const lmv__entries *entries)
{
    const lmv__list *lists = load->lists.data;
    lmv__list *slot;

    for (size_t i = 0; i < load->lists.len; i++)
        if (lists[i].pack == load->pack &&
            lmv__slice_same(lists[i].name, name)) {
            lmv__twice(load, "E208", "list", name, pos, lists[i].pos);
            return;
        }
    slot = lmv__push(load, &load->lists);
    if (slot)
        *slot = (lmv__list){name, load->pack, pos, *entries};
}

void lmv__read_lists(lmv__loader *load, const lmv__node *node)
{
    if (!lmv__is(load, node, LMV__MAP, "lists"))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        lmv__entries entries;
        lmv__slice name;

        if (key->broken || key->kind != LMV__SCALAR ||
            !lmv__name(load, key, "the list", &name))
            continue;
        entries = lmv__entries_read(
            load, node->items[2 * i + 1], lmv__pack_languages(load), "a list");
        lmv__add_list(load, name, key->pos, &entries);
    }
}
