#include <config.h>

#include "cli/style.h"
#include "cli/suggest_out.h"
#include "workbench/near.h"

#include <string.h>
#include <strings.h>

enum { FORMS = 6, WIDTH = 64, BEFORE = 28, PAD = 24 };

size_t lmv__suggest_forms(
    const lmv__vocabulary *v, const lmv__key *key, uint32_t *forms, size_t most)
{
    size_t n = 0, all = 0, k;
    uint32_t i;

    for (i = 0; i < v->vocables.len && key->n == 1; i++) {
        const lmv__vocable *word = lmv__vocabulary_word(v, i);

        if (lmv__vocabulary_family(v, word->family)->root != key->families[0])
            continue;
        all++;
        for (k = n < most ? n++ : n; k > 0; k--) {
            if (lmv__vocabulary_word(v, forms[k - 1])->comments >=
                word->comments)
                break;
            if (k < most)
                forms[k] = forms[k - 1];
        }
        if (k < most)
            forms[k] = i;
    }
    return all;
}

static void add_forms(
    lmv__buf *to, const lmv__suggest_out *out, const lmv__key *key)
{
    uint32_t forms[FORMS];
    size_t all = lmv__suggest_forms(out->vocabulary, key, forms, FORMS), i;

    if (all < 2)
        return;
    lmv__buf_adds(to, "      forms  ");
    for (i = 0; i < all && i < FORMS; i++) {
        const lmv__vocable *word =
            lmv__vocabulary_word(out->vocabulary, forms[i]);

        lmv__buf_adds(to, i ? ", " : "");
        lmv__style_safe(to, word->shown.ptr, word->shown.len);
        lmv__buf_addf(to, " %u", word->comments);
    }
    if (all > FORMS)
        lmv__buf_addf(to, ", and %zu more", all - FORMS);
    lmv__buf_addc(to, '\n');
}

/* Where a form of the key's first word stands; 0 when that is not seen. */
static size_t find_word(const lmv__suggest_out *out, const lmv__key *key,
    const lmv__comment *comment)
{
    uint32_t forms[FORMS];
    size_t n = lmv__suggest_forms(out->vocabulary, key, forms, FORMS), i, k;

    if (n == 0) { /* a row */
        forms[n++] =
            lmv__vocabulary_family(out->vocabulary, key->families[0])->best;
        forms[n++] =
            lmv__vocabulary_family(out->vocabulary, key->families[0])->first;
    }
    for (i = 0; i < n && i < FORMS; i++) {
        lmv__slice form =
            lmv__vocabulary_word(out->vocabulary, forms[i])->shown;

        for (k = 0; k + form.len <= comment->text.len; k++)
            if (strncasecmp(comment->text.ptr + k, form.ptr, form.len) == 0)
                return k;
    }
    return 0;
}

static size_t at_border(lmv__slice text, size_t at)
{
    while (
        at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* One line of the comment, around the key. */
static void add_sample(lmv__buf *to, const lmv__suggest_out *out,
    const lmv__key *key, const lmv__comment *comment)
{
    lmv__slice text = comment->text;
    size_t at = text.len > WIDTH ? find_word(out, key, comment) : 0;
    size_t from = at > BEFORE ? at - BEFORE : 0, until;

    while (from > 0 && from < at && text.ptr[from - 1] != ' ')
        from++;
    from = at_border(text, from);
    until = text.len - from > WIDTH ? at_border(text, from + WIDTH) : text.len;
    lmv__buf_adds(to, from > 0 ? "      - ..." : "      - ");
    lmv__style_safe(to, text.ptr + from, until - from);
    lmv__buf_adds(to, until < text.len ? "...  (" : "  (");
    lmv__style_safe(to, comment->id.ptr, comment->id.len);
    lmv__buf_adds(to, ")\n");
}

static void add_padded(lmv__buf *to, const lmv__buf *text)
{
    size_t width;

    if (!text->data)
        return;
    width = lmv__style_width(text->data, text->len);
    lmv__style_safe(to, text->data, text->len);
    lmv__buf_addf(to, "%*s", (int)(width < PAD ? PAD - width : 0), "");
}

static void add_key(lmv__buf *to, const lmv__suggest_out *out,
    const lmv__suggest_part *part, const lmv__key *key)
{
    lmv__buf text;
    uint32_t i;

    lmv__buf_init(&text);
    lmv__key_text(out->vocabulary, key, &text);
    lmv__buf_adds(to, "  ");
    add_padded(to, &text);
    if (part->compare)
        lmv__buf_addf(to, " %6u %6u %8.2f\n", key->target, key->rest, key->g2);
    else
        lmv__buf_addf(to, " %6u\n", key->target);
    if (part->entries) {
        lmv__buf_reset(&text);
        lmv__key_entry(out->vocabulary, key, &text);
        lmv__buf_adds(to, "      words  ");
        lmv__style_safe(to, text.data ? text.data : "", text.len);
        lmv__buf_addc(to, '\n');
    }
    add_forms(to, out, key);
    for (i = 0; i < key->n_samples && out->samples && part->compare; i++)
        add_sample(to, out, key, lmv__corpus_at(out->corpus, key->samples[i]));
    to->failed = to->failed || text.failed;
    lmv__buf_clear(&text);
}

static void add_part(
    lmv__buf *to, const lmv__suggest_out *out, const lmv__suggest_part *part)
{
    const lmv__keyness *keyness = part->keyness;
    size_t i;

    if (part->compare) {
        lmv__buf_addf(to, "\n%s", part->title);
        if (part->value) {
            lmv__buf_addc(to, ' ');
            lmv__style_safe(to, part->value, strlen(part->value));
        }
        lmv__buf_addf(
            to, ": %u; others: %u\n", keyness->n_target, keyness->n_rest);
    } else {
        lmv__buf_addf(to, "\n%s\n", part->title);
    }
    if (keyness->keys.len == 0) {
        lmv__buf_adds(to, "  nothing stands out\n");
        return;
    }
    lmv__buf_adds(to, part->compare ? "                           comments "
                                      "others       G2\n"
                                    : "                           comments\n");
    for (i = 0; i < keyness->keys.len && i < out->top; i++)
        add_key(to, out, part, lmv__keyness_at(keyness, i));
}

static void add_pruned(lmv__buf *to, uint64_t pruned, uint32_t floor)
{
    if (pruned > 0)
        lmv__buf_addf(to,
            "For want of room %llu rows were dropped while counting: counts of "
            "rows may be\nup to %u too low.\n",
            (unsigned long long)pruned, floor);
}

static void add_pairs(lmv__buf *to, const lmv__suggest_out *out)
{
    const lmv__collocations *c = out->collocations;
    size_t i;

    lmv__buf_addf(to,
        "\nPairs of words in %llu sentences\n"
        "                           together  first second       G2\n",
        (unsigned long long)c->sentences);
    if (c->pairs.len == 0)
        lmv__buf_adds(to, "  none is frequent enough\n");
    for (i = 0; i < c->pairs.len && i < out->top; i++) {
        const lmv__pair_use *pair = lmv__collocations_at(c, i);
        const uint32_t families[2] = {pair->a, pair->b};
        lmv__buf text;
        uint32_t k;

        lmv__buf_init(&text);
        for (k = 0; k < 2; k++) {
            const lmv__family *family =
                lmv__vocabulary_family(out->vocabulary, families[k]);
            lmv__slice shown =
                lmv__vocabulary_word(out->vocabulary, family->best)->shown;

            lmv__buf_adds(&text, k ? " & " : "");
            lmv__buf_add(&text, shown.ptr, shown.len);
        }
        lmv__buf_adds(to, "  ");
        add_padded(to, &text);
        lmv__buf_addf(to, " %6u %6u %6u %8.2f\n", pair->both, pair->in_a,
            pair->in_b, pair->g2);
        lmv__buf_clear(&text);
    }
    add_pruned(to, c->pruned, c->floor);
}

static void add_near(lmv__buf *to, const lmv__suggest_out *out)
{
    size_t i;

    if (out->proposals->near.len == 0)
        return;
    lmv__buf_adds(to, "\nSpelt like a word that rules find\n");
    for (i = 0; i < out->proposals->near.len; i++) {
        const lmv__near *near = lmv__vec_at(&out->proposals->near, i);
        const lmv__vocable *word =
            lmv__vocabulary_word(out->vocabulary, near->word);
        const lmv__vocable *known =
            lmv__vocabulary_word(out->vocabulary, near->known);

        lmv__buf_adds(to, "  ");
        lmv__style_safe(to, word->shown.ptr, word->shown.len);
        lmv__buf_addf(to, " %u / ", word->comments);
        lmv__style_safe(to, known->shown.ptr, known->shown.len);
        lmv__buf_addf(to, " %u\n", known->comments);
    }
}

void lmv__suggest_text(lmv__buf *to, const lmv__suggest_out *out)
{
    const lmv__vocabulary *v = out->vocabulary;
    size_t i;

    lmv__buf_addf(to, "%zu comments, %zu different words in %zu families\n",
        v->n_comments, v->vocables.len, v->families.len);
    if (v->lost_words + v->lost_comments > 0)
        lmv__buf_addf(to,
            "For want of room %llu words and %llu comments were left out.\n",
            (unsigned long long)v->lost_words,
            (unsigned long long)v->lost_comments);
    if (out->contrast)
        lmv__buf_addf(to, "Groups: %s; %u comments without a value\n",
            out->contrast->how, out->contrast->empty);
    for (i = 0; i < out->n_parts; i++) {
        add_part(to, out, &out->parts[i]);
        add_pruned(
            to, out->parts[i].keyness->pruned, out->parts[i].keyness->floor);
    }
    if (out->proposals) {
        lmv__buf_addf(to, "\nLeft out, since an entry finds them: %zu\n",
            out->proposals->covered);
        add_near(to, out);
    }
    if (out->collocations)
        add_pairs(to, out);
}
