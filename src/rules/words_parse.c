#include "rules/words_parser.h"

#include <string.h>

/*
 * Words, sequences, entries.
 */

#define MAX_GAP 30
#define MAX_STARS 3 /* in a word */

/* Regular expression syntax that must not pass as letters. */
static const char *regex_like(const lmv__parser *p, int32_t at)
{
    char c = p->text[at];
    char next = at + 1 < p->len ? p->text[at + 1] : '\0';
    char before = at > 0 ? p->text[at - 1] : ' ';

    if (strchr("[]^{}", c))
        return "`[ ] { } ^` belong to regular expressions";
    if (c == '.' && (next == '*' || next == '+'))
        return "`.*` belongs to regular expressions";
    if ((c == '?' || c == '+') && before == ')')
        return "`)?` belongs to regular expressions";
    if (c == '?' && at + 1 < p->len &&
        lmv__parse_is_alnum(lmv__parse_peek(p, at + 1)) && at > 0 &&
        !lmv__parse_is_blank((unsigned char)before))
        return "`?` inside a word belongs to regular expressions";
    return NULL;
}

/* A backslash: the next character is literal, unless it is a letter. */
static lmv_status parse_escape(lmv__parser *p, lmv__buf *raw)
{
    int32_t from = p->at;
    UChar32 c = lmv__parse_peek(p, from + 1);

    if (c == 0)
        return lmv__parse_complain(
            p, from, "E306", "write \\\\ for a backslash", "`\\` at the end");
    if (lmv__parse_is_alnum(c))
        return lmv__parse_complain(p, from, "E306",
            "use pattern: for regular expressions; in words, \\ only stands "
            "before a special character",
            "`\\` before a letter or digit");
    p->at = lmv__parse_next_at(p, from + 1);
    lmv__buf_add(raw, p->text + from + 1, (size_t)(p->at - from - 1));
    return raw->failed ? LMV_ENOMEM : LMV_OK;
}

/* A hyphen between two letters or digits joins, like `~`. */
static bool joins_here(const lmv__parser *p, int32_t from, const lmv__buf *raw,
    const lmv__vec *atoms)
{
    UChar32 next = lmv__parse_peek(p, lmv__parse_next_at(p, p->at));

    if (p->at == from ||
        !(lmv__parse_is_alnum(next) || next == '(' || next == '$'))
        return false;
    if (raw->len)
        return (raw->data[raw->len - 1] & 0x80) ||
               lmv__parse_is_alnum((unsigned char)raw->data[raw->len - 1]);
    return atoms->len > 0;
}

typedef struct word_state {
    lmv__vec *atoms;
    lmv__buf raw; /* the literal so far, as written */
    int32_t from;
    uint32_t stars;
    bool quoted; /* inside "..." */
    bool ended;  /* a blank inside quotes, or the end */
} word_state;

static lmv_status flush(lmv__parser *p, word_state *w)
{
    lmv_status status = lmv__parse_add_literal(p, w->atoms, &w->raw, w->quoted);

    lmv__buf_reset(&w->raw);
    return status;
}

/* An operator inside a word; *taken = false when it is a plain character. */
static lmv_status parse_operator(lmv__parser *p, word_state *w, bool *taken)
{
    char c = p->text[p->at];
    lmv__atom *atom = NULL;
    lmv_status status;

    *taken = true;
    if (c == '*' || c == '~' ||
        (lmv__parse_is_hyphen(lmv__parse_peek(p, p->at)) &&
            joins_here(p, w->from, &w->raw, w->atoms))) {
        status = flush(p, w);
        if (status == LMV_OK)
            status = lmv__parse_add_atom(
                p, w->atoms, c == '*' ? LMV__ATOM_STAR : LMV__ATOM_JOIN, &atom);
        if (status == LMV_OK && c == '*' && ++w->stars > MAX_STARS)
            status = lmv__parse_complain(
                p, p->at, "E308", "use pattern:", "too many `*` in a word");
        p->at = lmv__parse_next_at(p, p->at);
        return status;
    }
    if (c == '(' || c == '$' || lmv__parse_starts(p, p->at, "{{") ||
        (c == '=' && p->at == w->from)) {
        status = flush(p, w);
        if (status != LMV_OK)
            return status;
        return c == '('   ? lmv__parse_group(p, w->atoms)
               : c == '$' ? lmv__parse_list(p, w->atoms)
               : c == '{' ? lmv__parse_macro(p, w->atoms)
                          : lmv__parse_exact(p, w->atoms);
    }
    *taken = false;
    return LMV_OK;
}

/* One character of a word. */
static lmv_status parse_character(lmv__parser *p, word_state *w)
{
    int32_t from = p->at;
    const char *why;
    bool taken;
    lmv_status status;

    if (p->text[p->at] == '\\')
        return parse_escape(p, &w->raw);
    status = parse_operator(p, w, &taken);
    if (taken)
        return status;
    why = regex_like(p, p->at);
    if (why)
        return lmv__parse_complain(p, p->at, "E306",
            "use pattern: for regular expressions, or \\ before the sign", why);
    p->at = lmv__parse_next_at(p, p->at);
    lmv__buf_add(&w->raw, p->text + from, (size_t)(p->at - from));
    return w->raw.failed ? LMV_ENOMEM : LMV_OK;
}

static bool word_ends(const lmv__parser *p)
{
    return p->at >= p->len || lmv__parse_is_blank(lmv__parse_peek(p, p->at)) ||
           strchr("|)", p->text[p->at]) ||
           lmv__parse_is_quote(lmv__parse_peek(p, p->at)) ||
           lmv__parse_dots_at(p, p->at) > 0;
}

/* Finish a word whose atoms are collected. */
static lmv_status finish_word(
    lmv__parser *p, word_state *w, int32_t gap, lmv__vec *words)
{
    lmv__word *word;
    lmv_status status = flush(p, w);

    if (status != LMV_OK)
        return status;
    if (w->atoms->len == 0)
        return LMV_OK;
    word = lmv__vec_push(words);
    if (!word)
        return LMV_ENOMEM;
    word->gap = gap;
    word->source.ptr = p->text + w->from;
    word->source.len = (size_t)(p->at - w->from);
    word->n_atoms = (uint32_t)w->atoms->len;
    word->atoms = lmv__arena_alloc(
        lmv__parse_arena_of(p), word->n_atoms, sizeof(lmv__atom));
    if (!word->atoms)
        return LMV_ENOMEM;
    memcpy(word->atoms, w->atoms->data, word->n_atoms * sizeof(lmv__atom));
    return LMV_OK;
}

static lmv_status parse_word(lmv__parser *p, int32_t gap, lmv__vec *words)
{
    lmv__vec atoms;
    word_state w = {.atoms = &atoms, .from = p->at};
    lmv_status status = LMV_OK;

    lmv__vec_init(&atoms, sizeof(lmv__atom));
    lmv__buf_init(&w.raw);
    while (status == LMV_OK && !word_ends(p))
        status = parse_character(p, &w);
    if (status == LMV_OK)
        status = finish_word(p, &w, gap, words);
    lmv__buf_clear(&w.raw);
    lmv__vec_clear(&atoms);
    return status;
}

/* One word inside quotes: everything but blanks and the quote is a letter. */
static lmv_status quoted_word(lmv__parser *p, int32_t gap, lmv__vec *words)
{
    lmv__vec atoms;
    word_state w = {.atoms = &atoms, .from = p->at, .quoted = true};
    lmv_status status = LMV_OK;

    lmv__vec_init(&atoms, sizeof(lmv__atom));
    lmv__buf_init(&w.raw);
    while (status == LMV_OK && p->at < p->len &&
           !lmv__parse_is_blank(lmv__parse_peek(p, p->at)) &&
           !lmv__parse_is_quote(lmv__parse_peek(p, p->at))) {
        int32_t from = p->at;

        if (p->text[p->at] == '\\') {
            status = parse_escape(p, &w.raw);
            continue;
        }
        p->at = lmv__parse_next_at(p, p->at);
        lmv__buf_add(&w.raw, p->text + from, (size_t)(p->at - from));
    }
    if (status == LMV_OK)
        status = finish_word(p, &w, gap, words);
    lmv__buf_clear(&w.raw);
    lmv__vec_clear(&atoms);
    return status;
}

static lmv_status parse_quoted(lmv__parser *p, int32_t gap, lmv__vec *words)
{
    int32_t from = p->at;
    lmv_status status = LMV_OK;
    size_t before = words->len;

    p->at = lmv__parse_next_at(p, p->at);
    lmv__parse_skip_blanks(p);
    while (status == LMV_OK && p->at < p->len &&
           !lmv__parse_is_quote(lmv__parse_peek(p, p->at))) {
        status = quoted_word(p, words->len == before ? gap : -1, words);
        lmv__parse_skip_blanks(p);
    }
    if (status != LMV_OK)
        return status;
    if (p->at >= p->len)
        return lmv__parse_complain(p, from, "E301",
            "close it, or write \\\" for the sign",
            "a quotation mark without its partner");
    if (words->len == before)
        return lmv__parse_complain(
            p, from, "E306", NULL, "empty quotation marks");
    p->at = lmv__parse_next_at(p, p->at);
    return LMV_OK;
}

/* --------------------------------------------------------------- sequences */

static uint32_t sequence_length(const lmv__sequence *sequence)
{
    uint32_t length = 0;

    for (uint32_t i = 0; i < sequence->n_words; i++) {
        const lmv__word *word = &sequence->words[i];

        length += i > 0;
        for (uint32_t j = 0; j < word->n_atoms; j++) {
            const lmv__atom *atom = &word->atoms[j];
            length += atom->kind == LMV__ATOM_GROUP ? atom->choices[0].length
                                                    : (uint32_t)atom->text.len;
        }
    }
    return length;
}

/* A `...` at the cursor, with its number: the gap before the next word. */
static lmv_status parse_gap(lmv__parser *p, size_t n_words, int32_t *gap)
{
    int32_t from = p->at;

    p->at += lmv__parse_dots_at(p, p->at);
    *gap = lmv__parse_number(p, p->context->gap);
    if (n_words == 0)
        return lmv__parse_complain(p, from, "E302",
            "a gap stands between words: rief ... zurück",
            "`...` at the beginning");
    if (*gap > MAX_GAP)
        return lmv__parse_complain(p, from, "E302",
            "use `A & B` for the whole sentence",
            "a gap of more than 30 words");
    return LMV_OK;
}

static bool operator_and(const lmv__parser *p)
{
    UChar32 next = lmv__parse_peek(p, p->at + 1);

    return p->text[p->at] == '&' && (next == 0 || lmv__parse_is_blank(next) ||
                                        (next >= '0' && next <= '9'));
}

static lmv_status parse_words(lmv__parser *p, lmv__vec *words)
{
    int32_t gap = -1, gap_at = 0;

    for (;;) {
        lmv_status status;

        lmv__parse_skip_blanks(p);
        if (p->at >= p->len || strchr("|)", p->text[p->at]) || operator_and(p))
            break;
        if (lmv__parse_dots_at(p, p->at)) {
            gap_at = p->at;
            status = parse_gap(p, words->len, &gap);
            if (status != LMV_OK)
                return status;
            continue;
        }
        status = lmv__parse_is_quote(lmv__parse_peek(p, p->at))
                     ? parse_quoted(p, gap, words)
                     : parse_word(p, gap, words);
        if (status != LMV_OK)
            return status;
        gap = -1;
    }
    if (gap >= 0)
        return lmv__parse_complain(p, gap_at, "E302",
            "a gap stands between words: rief ... zurück", "`...` at the end");
    return LMV_OK;
}

/* Between two gaps something must stand that is not optional. */
static lmv_status check_pieces(lmv__parser *p, const lmv__sequence *s)
{
    bool solid = s->n_words == 0;

    for (uint32_t i = 0; i < s->n_words; i++) {
        const lmv__word *word = &s->words[i];

        if (word->gap >= 0 && !solid)
            break;
        if (word->gap >= 0)
            solid = false;
        if (word->n_atoms > 1 || !word->atoms[0].optional)
            solid = true;
    }
    if (!solid)
        return lmv__parse_complain(p, 0, "E306",
            "leave out the empty alternative, or add words that must occur",
            "everything here is optional");
    return LMV_OK;
}

lmv_status lmv__parse_sequence(lmv__parser *p, lmv__sequence *out)
{
    lmv__vec words;
    lmv_status status;

    memset(out, 0, sizeof *out);
    lmv__vec_init(&words, sizeof(lmv__word));
    status = parse_words(p, &words);
    if (status == LMV_OK) {
        out->n_words = (uint32_t)words.len;
        out->words = lmv__arena_alloc(
            lmv__parse_arena_of(p), words.len, sizeof(lmv__word));
        if (!out->words)
            status = LMV_ENOMEM;
        else if (words.len)
            memcpy(out->words, words.data, words.len * sizeof(lmv__word));
    }
    lmv__vec_clear(&words);
    if (status != LMV_OK)
        return status;
    out->length = sequence_length(out);
    return check_pieces(p, out);
}

/* ----------------------------------------------------------------- entries */

static lmv_status parse_part(lmv__parser *p, int32_t within, lmv__tree *tree)
{
    int32_t from = p->at;
    lmv_status status = lmv__parse_sequence(p, &tree->parts[tree->n_parts]);

    if (status != LMV_OK)
        return status;
    if (tree->parts[tree->n_parts].n_words == 0)
        return lmv__parse_complain(p, from, "E306", NULL,
            p->len == 0 ? "empty entry" : "`&` without words on both sides");
    tree->within[tree->n_parts++] = within;
    return LMV_OK;
}

/* Is the whole entry one `$name`? */
static lmv__slice only_list(lmv__parser *p)
{
    lmv__slice none = {NULL, 0}, name;
    lmv__parser look = *p;

    lmv__parse_skip_blanks(&look);
    if (look.at >= look.len || look.text[look.at] != '$')
        return none;
    look.at++;
    name = lmv__parse_name(&look);
    lmv__parse_skip_blanks(&look);
    return look.at == look.len ? name : none;
}

lmv_status lmv__words_parse(
    lmv__words_context *context, lmv__slice text, lmv__tree *tree)
{
    lmv__parser p = {.context = context, .text = text.ptr, .own = false};
    lmv_status status;
    int32_t within = -1;

    memset(tree, 0, sizeof *tree);
    p.len = (int32_t)text.len;
    p.own = context->depth == 0;
    tree->only_list = only_list(&p);
    if (tree->only_list.len)
        return LMV_OK;
    tree->parts = lmv__arena_alloc(
        lmv__parse_arena_of(&p), LMV__MAX_DEPTH, sizeof(lmv__sequence));
    tree->within = lmv__arena_alloc(
        lmv__parse_arena_of(&p), LMV__MAX_DEPTH, sizeof(int32_t));
    if (!tree->parts || !tree->within)
        return LMV_ENOMEM;
    for (;;) {
        status = parse_part(&p, within, tree);
        if (status != LMV_OK || p.at >= p.len)
            return status;
        if (p.text[p.at] != '&')
            return lmv__parse_complain(&p, p.at, "E301",
                "alternatives stand in brackets: (too short|closed); with \\ "
                "before it the sign itself is looked for",
                p.text[p.at] == '|' ? "`|` outside of brackets"
                                    : "`)` without `(`");
        if (tree->n_parts == LMV__MAX_DEPTH)
            return lmv__parse_complain(
                &p, p.at, "E308", "use all:", "too many `&`");
        p.at++;
        within = lmv__parse_number(&p, -1);
    }
}
