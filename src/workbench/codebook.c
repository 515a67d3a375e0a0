#include "workbench/codebook.h"

#include "records/csv.h"
#include "rules/model.h"

#include <string.h>

typedef struct codebook {
    const lmv_ruleset *rules;
    uint8_t languages; /* of the packs that were asked for */
    lmv__buf *out;
    lmv__buf cell;
    size_t left_out;
} codebook;

static const char *const polarities[] = {
    "neutral", "negative", "positive", "mixed"};

static bool is_code(const lmv__theme *theme)
{
    return !theme->disabled && theme->kind != LMV_KIND_HELPER;
}

static uint8_t languages_of(const lmv_ruleset *rules)
{
    uint8_t all = 0;

    for (uint32_t i = 0; i < rules->n_themes; i++)
        if (is_code(&rules->themes[i]))
            all |= rules->packs[rules->themes[i].pack].languages;
    return all;
}

static void put(codebook *book, lmv__slice value)
{
    lmv__buf_addc(book->out, ',');
    lmv__csv_put(book->out, value, ',', false);
}

/* Pieces stand in lines of their own; a line end marks a single one that
 * would else be taken for several. */
static void put_cell(codebook *book)
{
    lmv__buf *cell = &book->cell;

    if (cell->len > 0 && !memchr(cell->data, '\n', cell->len) &&
        (memchr(cell->data, ',', cell->len) ||
            memchr(cell->data, ';', cell->len) ||
            memchr(cell->data, '|', cell->len)))
        lmv__buf_addc(cell, '\n');
    put(book, (lmv__slice){cell->data ? cell->data : "", cell->len});
    book->out->failed |= cell->failed;
    lmv__buf_reset(cell);
}

static void add_line(codebook *book, lmv__slice text)
{
    if (book->cell.len > 0)
        lmv__buf_addc(&book->cell, '\n');
    lmv__buf_add(&book->cell, text.ptr, text.len);
}

static void add_matcher(
    codebook *book, const lmv__matcher *matcher, int language, uint8_t mask)
{
    const lmv__entries *words = &matcher->words;

    if (matcher->kind != LMV__MATCH_WORDS) {
        book->left_out += language == 0;
        return;
    }
    for (uint32_t i = 0; i < words->n; i++)
        if (words->items[i].languages & mask)
            add_line(book, words->items[i].text);
}

static void put_words(codebook *book, const lmv__theme *theme, int language)
{
    uint8_t mask = (uint8_t)(1u << language);

    for (uint32_t i = 0; i < theme->n_signals; i++)
        add_matcher(book, &theme->signals[i].matcher, language, mask);
    put_cell(book);
}

static void put_examples(
    codebook *book, const lmv__theme *theme, int language, bool match)
{
    const char *code = lmv__langdata_code(book->rules->langdata, language);

    for (uint32_t i = 0; i < theme->n_examples; i++) {
        const lmv__example *example = &theme->examples[i];

        if (example->match == match &&
            (lmv__slice_is(example->language, code) ||
                (example->language.len == 0 &&
                    !(book->languages & ((1u << language) - 1)))))
            add_line(book, example->text);
    }
    put_cell(book);
}

static lmv__slice label_in(const lmv__theme *theme, const char *code)
{
    for (uint32_t i = 0; i < theme->n_labels; i++)
        if (lmv__slice_is(theme->labels[i].language, code))
            return theme->labels[i].text;
    return lmv__slice_of("");
}

static void put_pairs(codebook *book, const lmv__theme *theme, const char *name)
{
    for (uint32_t i = 0; i < theme->codebook.n; i++)
        if (lmv__slice_is(theme->codebook.items[i].name, name))
            add_line(book, theme->codebook.items[i].value);
    put(book,
        (lmv__slice){book->cell.data ? book->cell.data : "", book->cell.len});
    lmv__buf_reset(&book->cell);
}

/* Of each language of the packs: a column "Key words (en)". */
static void put_headers(codebook *book, const char *name)
{
    int n = lmv__langdata_count(book->rules->langdata);

    for (int i = 0; i < n; i++)
        if (book->languages & (1u << i))
            lmv__buf_addf(book->out, ",%s (%s)", name,
                lmv__langdata_code(book->rules->langdata, i));
}

static void put_code(codebook *book, const lmv__theme *theme)
{
    const lmv_ruleset *rules = book->rules;
    int n = lmv__langdata_count(rules->langdata), i;

    lmv__csv_put(book->out, theme->id, ',', false);
    put(book, theme->parent == LMV__NONE ? lmv__slice_of("")
                                         : rules->themes[theme->parent].id);
    for (i = 0; i < n; i++)
        if (book->languages & (1u << i))
            put(book, label_in(theme, lmv__langdata_code(rules->langdata, i)));
    put(book, theme->definition);
    put(book,
        lmv__slice_of(theme->has_polarity ? polarities[theme->polarity] : ""));
    put_pairs(book, theme, "include");
    put_pairs(book, theme, "exclude");
    for (i = 0; i < n; i++)
        if (book->languages & (1u << i))
            put_words(book, theme, i);
    for (i = 0; i < n; i++)
        if (book->languages & (1u << i))
            put_examples(book, theme, i, true);
    for (i = 0; i < n; i++)
        if (book->languages & (1u << i))
            put_examples(book, theme, i, false);
    lmv__buf_addc(book->out, '\n');
}

lmv_status lmv__codebook_csv(
    const lmv_ruleset *rules, lmv__buf *out, size_t *left_out, lmv_error *err)
{
    codebook book = {rules, languages_of(rules), out, {NULL, 0, 0, false}, 0};

    lmv__buf_adds(out, "Code,Parent");
    put_headers(&book, "Label");
    lmv__buf_adds(out, ",Definition,Polarity,Include,Exclude");
    put_headers(&book, "Key words");
    put_headers(&book, "Anchor examples");
    put_headers(&book, "Counter-examples");
    lmv__buf_addc(out, '\n');
    for (uint32_t i = 0; i < rules->n_themes; i++)
        if (is_code(&rules->themes[i]))
            put_code(&book, &rules->themes[i]);
    lmv__buf_clear(&book.cell);
    *left_out = book.left_out;
    return out->failed ? lmv__error_nomem(err) : LMV_OK;
}
