#include "workbench/import_p.h"

#include "base/json.h"

#include <string.h>

typedef struct yaml_text {
    const lmv__import *import;
    lmv__buf *out;
    uint32_t line; /* the one that is written, from 1 */
} yaml_text;

/* A string in double quotes, as YAML and JSON both have it. */
static void add_string(yaml_text *yaml, lmv__slice text)
{
    lmv__buf_addc(yaml->out, '"');
    lmv__json_escape(yaml->out, text.ptr, text.len);
    lmv__buf_addc(yaml->out, '"');
}

static void end_line(yaml_text *yaml)
{
    lmv__buf_addc(yaml->out, '\n');
    yaml->line++;
}

static void add_line(yaml_text *yaml, const char *text)
{
    lmv__buf_adds(yaml->out, text);
    end_line(yaml);
}

static void add_text(yaml_text *yaml, const char *key, lmv__slice text)
{
    if (text.len == 0)
        return;
    lmv__buf_adds(yaml->out, key);
    add_string(yaml, text);
    end_line(yaml);
}

static void add_labels(yaml_text *yaml, const lmv__code *code)
{
    const lmv__import *import = yaml->import;
    bool first = true;

    lmv__buf_adds(yaml->out, "    label: {");
    for (size_t i = 0; i < import->n_languages; i++) {
        if (code->label[i].len == 0)
            continue;
        lmv__buf_addf(
            yaml->out, "%s%s: ", first ? "" : ", ", import->languages[i]);
        add_string(yaml, code->label[i]);
        first = false;
    }
    add_line(yaml, "}");
}

/* Whether there is a piece of this kind, and language unless it is any. */
static bool has(const lmv__code *code, lmv__piece_kind kind, size_t language)
{
    for (size_t i = 0; i < code->pieces.len; i++) {
        const lmv__piece *piece = lmv__vec_at(&code->pieces, i);

        if (piece->kind == kind && !piece->why && piece->language == language)
            return true;
    }
    return false;
}

static void add_pieces(yaml_text *yaml, lmv__code *code, lmv__piece_kind kind,
    const char *key, int indent)
{
    const lmv__import *import = yaml->import;

    if (lmv__import_pieces(code, kind) == 0)
        return;
    lmv__buf_addf(yaml->out, "%*s", indent, "");
    add_line(yaml, key);
    for (size_t i = 0; i < import->n_languages; i++) {
        if (!has(code, kind, i))
            continue;
        lmv__buf_addf(
            yaml->out, "%*s%s:", indent + 2, "", import->languages[i]);
        end_line(yaml);
        for (size_t k = 0; k < code->pieces.len; k++) {
            lmv__piece *piece = lmv__vec_at(&code->pieces, k);

            if (piece->kind != kind || piece->language != i || piece->why)
                continue;
            piece->line = yaml->line;
            lmv__buf_addf(yaml->out, "%*s- ", indent + 4, "");
            add_string(yaml, piece->text);
            end_line(yaml);
        }
    }
}

static void add_examples(yaml_text *yaml, lmv__code *code)
{
    if (lmv__import_pieces(code, LMV__PIECE_MATCH) +
            lmv__import_pieces(code, LMV__PIECE_NO_MATCH) ==
        0)
        return;
    add_line(yaml, "    examples:");
    add_pieces(yaml, code, LMV__PIECE_MATCH, "match:", 6);
    add_pieces(yaml, code, LMV__PIECE_NO_MATCH, "no_match:", 6);
}

/* What was left out stays as a comment, for the one who mends it. */
static void add_left_out(yaml_text *yaml, const lmv__code *code)
{
    static const char *const kinds[] = {
        "key word", "anchor example", "counter-example"};

    for (size_t i = 0; i < code->pieces.len; i++) {
        const lmv__piece *piece = lmv__vec_at(&code->pieces, i);

        if (!piece->why)
            continue;
        lmv__buf_addf(yaml->out, "    # left out, %s: ", kinds[piece->kind]);
        add_string(yaml, piece->text);
        end_line(yaml);
    }
}

static const char *polarity_of(const lmv__code *code)
{
    static const struct {
        const char *begins, *is;
    } known[] = {{"neg", "negative"}, {"pos", "positive"}, {"mix", "mixed"},
        {"gem", "mixed"}, {"amb", "mixed"}, {"-", "negative"},
        {"+", "positive"}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].begins);
        size_t k = 0;

        while (k < n && k < code->polarity.len &&
               ((code->polarity.ptr[k] | 0x20) == known[i].begins[k] ||
                   code->polarity.ptr[k] == known[i].begins[k]))
            k++;
        if (k == n)
            return known[i].is;
    }
    return "neutral";
}

static void add_code(yaml_text *yaml, lmv__code *code)
{
    code->first_line = yaml->line;
    lmv__buf_addf(yaml->out, "  - id: %s", code->id.ptr);
    end_line(yaml);
    if (code->group)
        add_line(yaml, "    kind: group");
    add_text(yaml, "    parent: ", code->parent);
    if (code->number > 0) {
        lmv__buf_addf(yaml->out, "    code: %u", (unsigned)code->number);
        end_line(yaml);
    }
    add_labels(yaml, code);
    add_text(yaml, "    definition: ", code->definition);
    if (!code->group) {
        lmv__buf_addf(yaml->out, "    polarity: %s", polarity_of(code));
        end_line(yaml);
    }
    if (code->include.len + code->exclude.len > 0) {
        add_line(yaml, "    codebook:");
        add_text(yaml, "      include: ", code->include);
        add_text(yaml, "      exclude: ", code->exclude);
    }
    if (!code->group) {
        add_pieces(yaml, code, LMV__PIECE_WORDS, "words:", 4);
        add_examples(yaml, code);
    }
    add_left_out(yaml, code);
    code->last_line = yaml->line - 1;
}

void lmv__import_write(lmv__import *import, lmv__buf *out)
{
    yaml_text yaml = {import, out, 1};

    add_line(&yaml, "# Made of a codebook by `leitmotiv import`.");
    add_line(&yaml, "leitmotiv: 1");
    add_line(&yaml, "pack:");
    lmv__buf_addf(out, "  id: %s", import->options->id);
    end_line(&yaml);
    add_line(&yaml, "  version: 0.1.0");
    lmv__buf_addf(out, "  title: {%s: ", import->languages[0]);
    add_string(&yaml, lmv__slice_of(import->options->id));
    add_line(&yaml, "}");
    lmv__buf_adds(out, "  languages: [");
    for (size_t i = 0; i < import->n_languages; i++)
        lmv__buf_addf(out, "%s%s", i ? ", " : "", import->languages[i]);
    add_line(&yaml, "]");
    add_line(&yaml, "themes:");
    for (size_t i = 0; i < import->codes.len; i++) {
        lmv__code *code = lmv__vec_at(&import->codes, i);

        if (!code->why)
            add_code(&yaml, code);
    }
}
