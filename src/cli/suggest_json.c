#include <config.h>

#include "base/json.h"
#include "cli/suggest_out.h"
#include "workbench/near.h"

enum { FORMS = 50 };

static void add_forms(
    lmv__json_writer *json, const lmv__suggest_out *out, const lmv__key *key)
{
    uint32_t forms[FORMS];
    size_t n = lmv__suggest_forms(out->vocabulary, key, forms, FORMS), i;

    lmv__json_key(json, "forms");
    lmv__json_begin(json, '{');
    for (i = 0; i < n && i < FORMS; i++) {
        const lmv__vocable *word =
            lmv__vocabulary_word(out->vocabulary, forms[i]);

        lmv__json_key_slice(json, word->folded);
        lmv__json_uint(json, word->comments);
    }
    lmv__json_end(json, '}');
}

static void add_key(lmv__json_writer *json, const lmv__suggest_out *out,
    const lmv__suggest_part *part, const lmv__key *key)
{
    lmv__buf text;
    uint32_t i;

    lmv__buf_init(&text);
    lmv__json_begin(json, '{');
    lmv__key_text(out->vocabulary, key, &text);
    lmv__json_key(json, "text");
    lmv__json_string(json, text.data ? text.data : "", text.len);
    lmv__buf_reset(&text);
    lmv__key_entry(out->vocabulary, key, &text);
    lmv__json_key(json, "words");
    lmv__json_string(json, text.data ? text.data : "", text.len);
    lmv__json_key(json, "comments");
    lmv__json_uint(json, key->target);
    if (part->compare) {
        lmv__json_key(json, "others");
        lmv__json_uint(json, key->rest);
        lmv__json_key(json, "g2");
        lmv__json_real(json, key->g2);
    }
    if (key->n == 1)
        add_forms(json, out, key);
    lmv__json_key(json, "samples");
    lmv__json_begin(json, '[');
    for (i = 0; i < key->n_samples; i++)
        lmv__json_slice(json, lmv__corpus_at(out->corpus, key->samples[i])->id);
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
    lmv__buf_clear(&text);
}

static void add_part(lmv__json_writer *json, const lmv__suggest_out *out,
    const lmv__suggest_part *part)
{
    size_t i;

    lmv__json_begin(json, '{');
    lmv__json_key(json, "name");
    lmv__json_text(json, part->name);
    if (part->value) {
        lmv__json_key(json, "value");
        lmv__json_text(json, part->value);
    }
    lmv__json_key(json, "comments");
    lmv__json_uint(json, part->keyness->n_target);
    if (part->compare) {
        lmv__json_key(json, "others");
        lmv__json_uint(json, part->keyness->n_rest);
    }
    lmv__json_key(json, "pruned");
    lmv__json_uint(json, part->keyness->pruned);
    lmv__json_key(json, "keys");
    lmv__json_begin(json, '[');
    for (i = 0; i < part->keyness->keys.len && i < out->top; i++)
        add_key(json, out, part, lmv__keyness_at(part->keyness, i));
    lmv__json_end(json, ']');
    lmv__json_end(json, '}');
}

static void add_near(lmv__json_writer *json, const lmv__suggest_out *out)
{
    size_t i;

    lmv__json_key(json, "covered");
    lmv__json_uint(json, out->proposals->covered);
    lmv__json_key(json, "near_spellings");
    lmv__json_begin(json, '[');
    for (i = 0; i < out->proposals->near.len; i++) {
        const lmv__near *near = lmv__vec_at(&out->proposals->near, i);
        const lmv__vocable *word =
            lmv__vocabulary_word(out->vocabulary, near->word);
        const lmv__vocable *known =
            lmv__vocabulary_word(out->vocabulary, near->known);

        lmv__json_begin(json, '{');
        lmv__json_key(json, "word");
        lmv__json_slice(json, word->shown);
        lmv__json_key(json, "comments");
        lmv__json_uint(json, word->comments);
        lmv__json_key(json, "known");
        lmv__json_slice(json, known->shown);
        lmv__json_key(json, "known_comments");
        lmv__json_uint(json, known->comments);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

static void add_family(
    lmv__json_writer *json, const lmv__suggest_out *out, uint32_t family)
{
    const lmv__family *its = lmv__vocabulary_family(out->vocabulary, family);

    lmv__json_slice(
        json, lmv__vocabulary_word(out->vocabulary, its->best)->shown);
}

static void add_pairs(lmv__json_writer *json, const lmv__suggest_out *out)
{
    const lmv__collocations *c = out->collocations;
    size_t i;

    lmv__json_key(json, "sentences");
    lmv__json_uint(json, c->sentences);
    lmv__json_key(json, "pairs");
    lmv__json_begin(json, '[');
    for (i = 0; i < c->pairs.len && i < out->top; i++) {
        const lmv__pair_use *pair = lmv__collocations_at(c, i);

        lmv__json_begin(json, '{');
        lmv__json_key(json, "first");
        add_family(json, out, pair->a);
        lmv__json_key(json, "second");
        add_family(json, out, pair->b);
        lmv__json_key(json, "together");
        lmv__json_uint(json, pair->both);
        lmv__json_key(json, "with_first");
        lmv__json_uint(json, pair->in_a);
        lmv__json_key(json, "with_second");
        lmv__json_uint(json, pair->in_b);
        lmv__json_key(json, "g2");
        lmv__json_real(json, pair->g2);
        lmv__json_end(json, '}');
    }
    lmv__json_end(json, ']');
}

void lmv__suggest_json(lmv__buf *to, const lmv__suggest_out *out)
{
    const lmv__vocabulary *v = out->vocabulary;
    lmv__json_writer json;
    size_t i;

    lmv__json_writer_init(&json, to, 2);
    lmv__json_begin(&json, '{');
    lmv__json_key(&json, "comments");
    lmv__json_uint(&json, v->n_comments);
    lmv__json_key(&json, "words");
    lmv__json_uint(&json, v->vocables.len);
    lmv__json_key(&json, "left_out_words");
    lmv__json_uint(&json, v->lost_words);
    lmv__json_key(&json, "left_out_comments");
    lmv__json_uint(&json, v->lost_comments);
    lmv__json_key(&json, "theme");
    lmv__json_text(&json, out->theme);
    if (out->contrast) {
        lmv__json_key(&json, "groups");
        lmv__json_text(&json, out->contrast->how);
    }
    lmv__json_key(&json, "parts");
    lmv__json_begin(&json, '[');
    for (i = 0; i < out->n_parts; i++)
        add_part(&json, out, &out->parts[i]);
    lmv__json_end(&json, ']');
    if (out->proposals)
        add_near(&json, out);
    if (out->collocations)
        add_pairs(&json, out);
    lmv__json_end(&json, '}');
    lmv__buf_addc(to, '\n');
}
