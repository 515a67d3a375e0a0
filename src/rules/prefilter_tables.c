#include "rules/prefilter.h"

#include <string.h>

/*
 * The tables of literals: by class, by length of the prefix, by its hash.
 */

typedef struct place {
    lmv__literal_class *class;
    uint32_t n; /* bytes of the prefix */
    uint64_t head;
    unsigned char first;
} place;

static place place_of(lmv__prefilter *f, const lmv__literal *literal)
{
    const unsigned char *text = (const unsigned char *)literal->text.ptr;
    size_t len = literal->text.len;
    bool letter = (unsigned char)((text[0] | 0x20) - 'a') < 26;
    place p = {
        .class = literal->starts_word && letter ? &f->words : &f->anywhere,
        .n = len < LMV__PREFIXES ? (uint32_t)len : LMV__PREFIXES,
        .head = lmv__eight(text, len),
        .first = text[0]};

    return p;
}

static void note_pairs(lmv__literal_class *class, const lmv__literal *literal)
{
    const unsigned char *text = (const unsigned char *)literal->text.ptr;
    uint32_t from = text[0], to = from + 0xFF00;

    if (literal->text.len > 1)
        from = to = from | (uint32_t)text[1] << 8;
    for (uint32_t pair = from; pair <= to; pair += 0x100)
        class->pairs[pair / 64] |= (uint64_t)1 << (pair % 64);
}

/* Room for `n` cells; at least four slots for each. */
static lmv_status make_table(
    lmv_ruleset *rules, lmv__prefix_table *table, uint32_t n)
{
    uint32_t bits = 6;

    while (bits < 20 && (uint32_t)1 << bits < 4 * n)
        bits++;
    table->shift = 64 - bits;
    table->bitmap = lmv__arena_alloc(
        &rules->arena, (size_t)1 << (bits - 6), sizeof *table->bitmap);
    table->first = lmv__arena_alloc(
        &rules->arena, ((size_t)1 << bits) + 1, sizeof *table->first);
    table->cells = lmv__arena_alloc(&rules->arena, n, sizeof *table->cells);
    return table->bitmap && table->first && table->cells ? LMV_OK : LMV_ENOMEM;
}

/* Cells of a slot lie side by side: first[] counts them, becomes their end,
 * and moves down to their start as they are set. */
static void set_cell(lmv__prefilter *f, uint32_t id)
{
    const lmv__literal *literal = &f->literals[id];
    place p = place_of(f, literal);
    lmv__prefix_table *table = &p.class->tables[p.n - 1];
    uint32_t slot = lmv__prefix_slot(p.head, p.n, table->shift);
    uint64_t bit = (uint64_t)1 << (slot % 64);
    lmv__literal_cell *cell = &table->cells[--table->first[slot]];

    cell->head = p.head;
    cell->literal = id;
    cell->len = (uint8_t)literal->text.len;
    cell->ends_word = literal->ends_word;
    cell->last = !(table->bitmap[slot / 64] & bit);
    table->bitmap[slot / 64] |= bit;
}

lmv_status lmv__prefilter_tables(lmv_ruleset *rules, lmv__prefilter *f)
{
    uint32_t counts[2][LMV__PREFIXES] = {{0}};
    lmv__literal_class *classes[2] = {&f->words, &f->anywhere};

    for (uint32_t i = 0; i < f->n_literals; i++) {
        place p = place_of(f, &f->literals[i]);

        counts[p.class == &f->anywhere][p.n - 1]++;
        p.class->lengths[p.first] |= (uint8_t)(1u << (p.n - 1));
        note_pairs(p.class, &f->literals[i]);
    }
    for (int c = 0; c < 2; c++)
        for (uint32_t n = 0; n < LMV__PREFIXES; n++)
            if (make_table(rules, &classes[c]->tables[n], counts[c][n]) !=
                LMV_OK)
                return LMV_ENOMEM;
    for (uint32_t i = 0; i < f->n_literals; i++) {
        place p = place_of(f, &f->literals[i]);
        lmv__prefix_table *table = &p.class->tables[p.n - 1];

        table->first[lmv__prefix_slot(p.head, p.n, table->shift)]++;
    }
    for (int c = 0; c < 2; c++)
        for (uint32_t n = 0; n < LMV__PREFIXES; n++) {
            lmv__prefix_table *table = &classes[c]->tables[n];
            uint32_t slots = (uint32_t)1 << (64 - table->shift), sum = 0;

            for (uint32_t s = 0; s < slots; s++)
                table->first[s] = sum += table->first[s];
        }
    for (uint32_t i = 0; i < f->n_literals; i++)
        set_cell(f, i);
    return LMV_OK;
}
