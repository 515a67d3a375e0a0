#include "workbench/sheets.h"

#include "base/sha256.h"
#include "records/csv.h"
#include "rules/model.h"

#include <string.h>

bool lmv__sheet_theme(const lmv_ruleset *rules, uint32_t theme)
{
    return rules->themes[theme].kind == LMV_KIND_THEME &&
           !rules->themes[theme].disabled;
}

/* ---- rows ---- */

typedef struct sheet_out {
    lmv__buf *to;
    char separator;
    bool excel, begun;
} sheet_out;

/* A spreadsheet takes a cell that begins with one of these for a formula; an
 * apostrophe before it says that it is text. */
static bool is_formula(lmv__slice cell)
{
    return cell.len > 0 && strchr("=+-@\t\r", cell.ptr[0]) != NULL;
}

static void add_cell(sheet_out *out, lmv__slice cell)
{
    if (out->begun)
        lmv__buf_addc(out->to, out->separator);
    out->begun = true;
    if (out->excel && is_formula(cell)) {
        lmv__buf masked;

        lmv__buf_init(&masked);
        lmv__buf_addc(&masked, '\'');
        lmv__buf_add(&masked, cell.ptr, cell.len);
        out->to->failed = out->to->failed || masked.failed;
        if (!masked.failed)
            lmv__csv_put(out->to, (lmv__slice){masked.data, masked.len},
                out->separator, false);
        lmv__buf_clear(&masked);
        return;
    }
    lmv__csv_put(out->to, cell, out->separator, false);
}

static void end_row(sheet_out *out)
{
    lmv__buf_adds(out->to, out->excel ? "\r\n" : "\n");
    out->begun = false;
}

static lmv__slice column_name(
    const lmv__corpus *corpus, const lmv__comment *comment)
{
    return *(const lmv__slice *)lmv__vec_at(&corpus->columns, comment->column);
}

bool lmv__sheet_write(lmv__buf *to, const lmv__corpus *corpus,
    const lmv__draw *draw, const uint32_t *order, size_t n,
    const lmv__sheet_options *options)
{
    sheet_out out = {to, options->separator, options->excel, false};
    size_t i, k;

    if (options->excel)
        lmv__buf_adds(to, "\xef\xbb\xbf");
    add_cell(&out, lmv__slice_of("comment_id"));
    add_cell(&out, lmv__slice_of("column"));
    add_cell(&out, lmv__slice_of("comment"));
    for (k = 1; k <= options->slots; k++) {
        lmv__buf_addf(to, "%ctheme_%zu", options->separator, k);
    }
    add_cell(&out, lmv__slice_of("note"));
    end_row(&out);
    for (i = 0; i < n; i++) {
        const lmv__comment *comment =
            lmv__corpus_at(corpus, lmv__draw_at(draw, order[i])->comment);

        add_cell(&out, comment->id);
        add_cell(&out, column_name(corpus, comment));
        add_cell(&out, comment->text);
        for (k = 0; k <= options->slots; k++)
            add_cell(&out, lmv__slice_of(""));
        end_row(&out);
    }
    return !to->failed;
}

static void add_hash(lmv__buf *to, lmv__slice text)
{
    unsigned char digest[32];
    char hex[LMV__SHA256_HEX];
    lmv__sha256 sha;

    lmv__sha256_init(&sha);
    lmv__sha256_add(&sha, text.ptr, text.len);
    lmv__sha256_end(&sha, digest);
    lmv__sha256_hex(digest, hex);
    lmv__buf_add(to, hex, 16);
}

bool lmv__sheet_key(
    lmv__buf *to, const lmv__corpus *corpus, const lmv__draw *draw)
{
    sheet_out out = {to, ',', false, false};
    size_t i;

    lmv__buf_adds(to, "comment_id,column,stratum,weight,text_hash\n");
    for (i = 0; i < draw->drawn.len; i++) {
        const lmv__drawn *drawn = lmv__draw_at(draw, i);
        const lmv__comment *comment = lmv__corpus_at(corpus, drawn->comment);

        add_cell(&out, comment->id);
        add_cell(&out, column_name(corpus, comment));
        add_cell(&out, lmv__slice_of(lmv__stratum_name(drawn->stratum)));
        lmv__buf_addf(to, ",%.6f,", drawn->weight);
        add_hash(to, comment->text);
        end_row(&out);
    }
    return !to->failed;
}

/* ---- the codebook ---- */

static void add_label(
    lmv__buf *to, const lmv__theme *theme, const char *language)
{
    const char *shown = theme->n_labels ? theme->labels[0].text.ptr : "";
    uint32_t i;

    for (i = 0; i < theme->n_labels; i++)
        if (lmv__slice_is(theme->labels[i].language, language))
            shown = theme->labels[i].text.ptr;
    lmv__buf_adds(to, shown);
}

static void add_examples(lmv__buf *to, const lmv__theme *theme, bool match)
{
    uint32_t i, n = 0;

    for (i = 0; i < theme->n_examples && n < 5; i++) {
        const lmv__example *example = &theme->examples[i];

        if (example->match != match)
            continue;
        if (n++ == 0)
            lmv__buf_adds(to, match ? "\nYes:\n\n" : "\nNo:\n\n");
        lmv__buf_addf(to, "- %s", example->text.ptr);
        if (example->why.len > 0)
            lmv__buf_addf(to, " (%s)", example->why.ptr);
        lmv__buf_addc(to, '\n');
    }
}

static void add_theme(
    lmv__buf *to, const lmv__theme *theme, const char *language)
{
    uint32_t i;

    lmv__buf_addf(to, "\n## %s", theme->id.ptr);
    if (theme->code)
        lmv__buf_addf(to, " (%u)", theme->code);
    lmv__buf_adds(to, "\n\n**");
    add_label(to, theme, language);
    lmv__buf_addf(to, "** %s\n", theme->definition.ptr);
    for (i = 0; i < theme->codebook.n; i++)
        lmv__buf_addf(to, "\n- %s: %s\n", theme->codebook.items[i].name.ptr,
            theme->codebook.items[i].value.ptr);
    add_examples(to, theme, true);
    add_examples(to, theme, false);
}

bool lmv__sheet_codebook(
    lmv__buf *to, const lmv_ruleset *rules, const char *language)
{
    uint32_t i;

    lmv__buf_adds(to,
        "# Codebook\n\n"
        "Read each comment and write down every theme that applies, one in a "
        "cell, by\nits id, its label or its number; `none` where nothing "
        "applies. A row that is\nleft empty counts as not coded. Code what is "
        "said, not what may be meant, and\nwork alone: the comments that two "
        "people code show how well it can be done.\n");
    for (i = 0; i < rules->n_themes; i++)
        if (lmv__sheet_theme(rules, i))
            add_theme(to, &rules->themes[i], language);
    return !to->failed;
}
