#include "rules/words_parser.h"

#include "text/fold.h"

#include <string.h>

/*
 * Atoms: what a word is made of.  A list becomes a group of its entries.
 */

#define MAX_ATOMS 4096 /* of one entry, with the lists that it names */

lmv_status lmv__parse_add_atom(
    lmv__parser *p, lmv__vec *atoms, lmv__atom_kind kind, lmv__atom **out)
{
    lmv__atom *atom = NULL;

    if (++p->context->size > MAX_ATOMS)
        return lmv__parse_complain(p, 0, "E309",
            "split it into several entries, or shorten the lists it names",
            "this entry is too large");
    atom = lmv__vec_push(atoms);
    if (!atom)
        return LMV_ENOMEM;
    atom->kind = kind;
    *out = atom;
    return LMV_OK;
}

/* The folded form of text, in the arena. */
static lmv_status fold_into(
    lmv__parser *p, const char *text, size_t len, lmv__slice *out)
{
    lmv__buf folded;
    lmv_status status;

    lmv__buf_init(&folded);
    status = lmv__fold_string(text, len, &folded, NULL);
    if (status == LMV_OK) {
        out->ptr = lmv__arena_copy(
            lmv__parse_arena_of(p), folded.data ? folded.data : "", folded.len);
        out->len = folded.len;
        if (!out->ptr)
            status = LMV_ENOMEM;
    }
    lmv__buf_clear(&folded);
    return status;
}

lmv_status lmv__parse_add_literal(
    lmv__parser *p, lmv__vec *atoms, const lmv__buf *raw, bool quoted)
{
    lmv__atom *atom = NULL;
    lmv_status status;

    if (raw->len == 0)
        return LMV_OK;
    status = lmv__parse_add_atom(p, atoms,
        p->context->case_match ? LMV__ATOM_EXACT : LMV__ATOM_LITERAL, &atom);
    if (status != LMV_OK)
        return status;
    atom->quoted = quoted;
    if (atom->kind == LMV__ATOM_LITERAL)
        return fold_into(p, raw->data, raw->len, &atom->text);
    atom->text.len = raw->len;
    atom->text.ptr =
        lmv__arena_copy(lmv__parse_arena_of(p), raw->data, raw->len);
    return atom->text.ptr ? LMV_OK : LMV_ENOMEM;
}

/* `{{name}}` */
lmv_status lmv__parse_macro(lmv__parser *p, lmv__vec *atoms)
{
    int32_t from = p->at, end = p->at;
    lmv__slice source, missing = {NULL, 0};
    lmv__atom *atom = NULL;
    lmv__buf regex;
    lmv_status status;

    while (end < p->len && !lmv__parse_starts(p, end, "}}"))
        end++;
    if (end >= p->len)
        return lmv__parse_complain(
            p, from, "E301", "write {{name}}", "`{{` without `}}`");
    source.ptr = p->text + from;
    source.len = (size_t)(end + 2 - from);
    p->at = end + 2;
    status = lmv__parse_add_atom(p, atoms, LMV__ATOM_MACRO, &atom);
    if (status != LMV_OK)
        return status;
    lmv__buf_init(&regex);
    status = lmv__macro_expand(
        p->context->rules, p->context->pack, source, 0, &regex, NULL, &missing);
    if (status == LMV_OK)
        status = lmv__fold_macro(&regex);
    if (status == LMV_OK) {
        atom->text.ptr =
            lmv__arena_copy(lmv__parse_arena_of(p), regex.data, regex.len);
        atom->text.len = regex.len;
        if (!atom->text.ptr)
            status = LMV_ENOMEM;
    }
    lmv__buf_clear(&regex);
    if (status == LMV_ENOTFOUND || status == LMV_ELIMIT)
        return lmv__parse_complain(p, from, "E221",
            "macros stand under `macros:` of this pack or of one it imports",
            status == LMV_ELIMIT ? "this macro contains itself"
                                 : "unknown macro");
    return status;
}

/* `=IT`: letters up to a blank or an operator, as they stand. */
lmv_status lmv__parse_exact(lmv__parser *p, lmv__vec *atoms)
{
    int32_t from = ++p->at;
    lmv__atom *atom = NULL;
    lmv_status status;

    while (p->at < p->len && !lmv__parse_is_blank(lmv__parse_peek(p, p->at)) &&
           !strchr("()|*~\"", p->text[p->at]) && !lmv__parse_dots_at(p, p->at))
        p->at = lmv__parse_next_at(p, p->at);
    if (p->at == from)
        return lmv__parse_complain(p, from - 1, "E306",
            "write =IT, or \\= for the sign", "`=` without letters behind it");
    status = lmv__parse_add_atom(p, atoms, LMV__ATOM_EXACT, &atom);
    if (status != LMV_OK)
        return status;
    atom->quoted = true;
    atom->text.len = (size_t)(p->at - from);
    atom->text.ptr =
        lmv__arena_copy(lmv__parse_arena_of(p), p->text + from, atom->text.len);
    return atom->text.ptr ? LMV_OK : LMV_ENOMEM;
}

static int longer_first(const lmv__sequence *a, const lmv__sequence *b)
{
    return a->length > b->length ? -1 : a->length < b->length;
}

/* Stable: equal lengths keep the author's order. */
static void sort_choices(lmv__sequence *choices, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        lmv__sequence moving = choices[i];
        uint32_t j = i;

        for (; j > 0 && longer_first(&moving, &choices[j - 1]) < 0; j--)
            choices[j] = choices[j - 1];
        choices[j] = moving;
    }
}

/* Move the choices of a vector into a group atom. */
static lmv_status finish_group(
    lmv__parser *p, lmv__atom *atom, const lmv__vec *choices)
{
    lmv__sequence *items = lmv__arena_alloc(
        lmv__parse_arena_of(p), choices->len, sizeof(lmv__sequence));

    if (!items)
        return LMV_ENOMEM;
    if (choices->len)
        memcpy(items, choices->data, choices->len * sizeof *items);
    sort_choices(items, (uint32_t)choices->len);
    atom->choices = items;
    atom->n_choices = (uint32_t)choices->len;
    return LMV_OK;
}

static lmv_status parse_alternatives(
    lmv__parser *p, int32_t from, lmv__vec *choices, bool *optional)
{
    for (;;) {
        lmv__sequence sequence = {0};
        lmv_status status = lmv__parse_sequence(p, &sequence);

        if (status != LMV_OK)
            return status;
        if (sequence.n_words == 0) {
            *optional = true;
        } else {
            lmv__sequence *slot = lmv__vec_push(choices);
            if (!slot)
                return LMV_ENOMEM;
            *slot = sequence;
        }
        if (p->at >= p->len)
            return lmv__parse_complain(p, from, "E301",
                "close it with `)`, or write \\(", "`(` without `)`");
        if (p->text[p->at] == ')')
            break;
        if (p->text[p->at] == '&')
            return lmv__parse_complain(p, p->at, "E303",
                "write two entries, or use near:", "`&` inside `( )`");
        p->at++; /* | */
    }
    p->at++;
    return LMV_OK;
}

/* `(a|b c|)` */
lmv_status lmv__parse_group(lmv__parser *p, lmv__vec *atoms)
{
    int32_t from = p->at++;
    lmv__vec choices;
    lmv__atom *atom = NULL;
    bool optional = false;
    lmv_status status;

    if (lmv__parse_peek(p, p->at) == '?')
        return lmv__parse_complain(p, from, "E306",
            "use pattern: for regular expressions",
            "`(?` belongs to regular expressions");
    if (++p->depth > LMV__MAX_DEPTH)
        return lmv__parse_complain(
            p, from, "E308", "use a list", "brackets too deep");
    lmv__vec_init(&choices, sizeof(lmv__sequence));
    status = parse_alternatives(p, from, &choices, &optional);
    p->depth--;
    if (status == LMV_OK && choices.len == 0)
        status = lmv__parse_complain(p, from, "E306",
            "write words between the brackets", "empty brackets");
    if (status == LMV_OK)
        status = lmv__parse_add_atom(p, atoms, LMV__ATOM_GROUP, &atom);
    if (status == LMV_OK) {
        atom->optional = optional;
        status = finish_group(p, atom, &choices);
    }
    lmv__vec_clear(&choices);
    return status;
}

static bool is_name(UChar32 c)
{
    return lmv__parse_is_alnum(c) || c == '-' || c == '_' || c == '/';
}

/* The name behind `$` at the cursor; empty when there is none. */
lmv__slice lmv__parse_name(lmv__parser *p)
{
    lmv__slice name = {p->text + p->at, 0};
    int32_t end = p->at;

    while (end < p->len && is_name(lmv__parse_peek(p, end)))
        end = lmv__parse_next_at(p, end);
    while (end > p->at && strchr("-/", p->text[end - 1]))
        end--;
    name.len = (size_t)(end - p->at);
    p->at = end;
    return name;
}

/* Parse each entry of a list as one more choice. */
static lmv_status list_choices(
    lmv__parser *p, int32_t from, const lmv__list *list, lmv__vec *choices)
{
    for (uint32_t i = 0; i < list->entries.n; i++) {
        const lmv__entry *entry = &list->entries.items[i];
        lmv__parser inner = *p;
        lmv__words_context context = *p->context;
        lmv__tree tree;
        lmv_status status;
        lmv__sequence *slot;

        if (!(entry->languages & p->context->languages))
            continue;
        context.pack = entry->pack;
        context.depth++;
        inner.context = &context;
        inner.own = false;
        status = lmv__words_parse(&context, entry->text, &tree);
        p->context->size = context.size;
        if (status != LMV_OK)
            return status;
        if (tree.only_list.len) {
            uint32_t index = lmv__ruleset_list(
                p->context->rules, entry->pack, tree.only_list);
            if (index == LMV__NONE || context.depth > LMV__MAX_DEPTH)
                return lmv__parse_complain(p, from, "E220", NULL,
                    "the list names an unknown list, or itself");
            status = list_choices(
                &inner, from, &p->context->rules->lists[index], choices);
            p->context->size = context.size;
            if (status != LMV_OK)
                return status;
            continue;
        }
        if (tree.n_parts != 1)
            return lmv__parse_complain(p, from, "E303",
                "a list with `&` in it can only stand alone in an entry",
                "`&` inside a list that is part of a longer entry");
        slot = lmv__vec_push(choices);
        if (!slot)
            return LMV_ENOMEM;
        *slot = tree.parts[0];
    }
    return LMV_OK;
}

/* `$answer`, as a group of the list's entries. */
lmv_status lmv__parse_list(lmv__parser *p, lmv__vec *atoms)
{
    int32_t from = p->at++;
    lmv__slice name = lmv__parse_name(p);
    uint32_t index;
    lmv__vec choices;
    lmv__atom *atom = NULL;
    lmv_status status;

    if (name.len == 0)
        return lmv__parse_complain(p, from, "E306",
            "write $name, or \\$ for the sign", "`$` without a name");
    index = lmv__ruleset_list(p->context->rules, p->context->pack, name);
    if (index == LMV__NONE)
        return lmv__report_unknown_list(p->context, p->own ? from : 0, name);
    if (p->context->depth >= LMV__MAX_DEPTH)
        return lmv__parse_complain(
            p, from, "E308", NULL, "lists in lists too deep");
    lmv__vec_init(&choices, sizeof(lmv__sequence));
    status = list_choices(p, from, &p->context->rules->lists[index], &choices);
    if (status == LMV_OK && choices.len == 0)
        status = lmv__parse_complain(p, from, "E312",
            "give the list entries for this language",
            "this list has no entry for the languages of the entry");
    if (status == LMV_OK)
        status = lmv__parse_add_atom(p, atoms, LMV__ATOM_GROUP, &atom);
    if (status == LMV_OK)
        status = finish_group(p, atom, &choices);
    lmv__vec_clear(&choices);
    return status;
}
