/*
 * Random rule files, grown from the loader's own shapes (rules/shape.h), so
 * that every key, wherever it may stand, is written sooner or later.  With
 * `wrong` 0 the files load; with more, values are now and then misspelled,
 * doubled, missing, of the wrong kind, out of range, or about something that is
 * not there.
 */
#ifndef LMV_TESTS_RANDOM_FILE_H
#define LMV_TESTS_RANDOM_FILE_H

#include "random_rules.h"
#include "rules/shape.h"

#include <string.h>

#define MAX_FILE_DEPTH 12

/* `wrong`: of 1,000 values, so many are not what they should be. */
typedef struct random_file {
    random_source *r;
    lmv__buf *out;
    uint32_t wrong;
    uint32_t ids; /* given so far */
} random_file;

static const char *const random_ids[] = {
    "a", "b-c", "slow", "rude", "t1", "t2", "common", "slow-support"};
static const char *const random_names[] = {
    "things", "Ding", "zurückrufen", "negated", "wished", "mine", "some"};
static const char *const random_texts[] = {"Parken", "Kein Platz: voll",
    "'in quotes'", "\"rief \\\"nie\\\" an\"", "24", "no", "~", "x # y",
    "zu teuer, aber gut", "„gut“", "'", "|", "@x", "- y", "{{some}}", "P7D"};

static inline void file_value(
    random_file *f, const lmv__key *key, int indent, int depth);

static inline bool goes_wrong(random_file *f)
{
    return BELOW(f->r, 1000) < f->wrong;
}

static inline void file_line(random_file *f, int indent)
{
    lmv__buf_addc(f->out, '\n');
    if (indent && goes_wrong(f) && BELOW(f->r, 4) == 0)
        indent = 1, lmv__buf_addc(f->out, '\t');
    for (int i = 0; i < indent; i++)
        lmv__buf_addc(f->out, ' ');
}

static inline void file_text(random_file *f)
{
    if (goes_wrong(f))
        lmv__buf_adds(f->out, PICK_OF(f->r, random_texts));
    else
        lmv__buf_addf(f->out, "'%s %s'", PICK_OF(f->r, random_plain),
            PICK_OF(f->r, random_plain));
}

static inline void file_words(random_file *f, int indent)
{
    uint32_t n = 1 + BELOW(f->r, 3);

    switch (BELOW(f->r, 3)) {
    case 0:
        random_entries(f->r, f->out, n);
        return;
    case 1:
        lmv__buf_addc(f->out, '\'');
        random_entry(f->r, f->out);
        lmv__buf_addc(f->out, '\'');
        return;
    default:
        lmv__buf_addc(f->out, goes_wrong(f) ? '>' : '|');
        for (uint32_t i = 0; i < n; i++) {
            file_line(f, indent + 2);
            random_entry(f->r, f->out);
        }
    }
}

static inline void file_entries(random_file *f, int indent)
{
    static const char *const languages[] = {"de", "en"};

    if (BELOW(f->r, 2)) {
        file_words(f, indent);
        return;
    }
    for (int i = 0; i < 2; i++) {
        file_line(f, indent + 2);
        lmv__buf_addf(f->out, "%s: ", goes_wrong(f) ? "fr" : languages[i]);
        file_words(f, indent + 2);
    }
}

static inline void file_choice(random_file *f, const lmv__key *key)
{
    const char *choice = key->choices[BELOW(f->r, (uint32_t)key->n_choices)];

    lmv__buf_adds(f->out, choice + (goes_wrong(f) ? 1 : 0));
}

static inline void file_number(random_file *f, const lmv__key *key)
{
    static const char *const bad[] = {
        "-1", "0", "99999999999", "1,5", "1.2345", "x", "''", "1e3", "[]"};

    if (goes_wrong(f))
        lmv__buf_adds(f->out, PICK_OF(f->r, bad));
    else if (key->kind == LMV__AS_DECIMAL)
        lmv__buf_addf(f->out, "%u.5", (unsigned)BELOW(f->r, 3));
    else if (key->max > 1000000) /* codes: each once */
        lmv__buf_addf(f->out, "%u", (unsigned)(1000 + f->ids++));
    else if (key->min == 1)
        lmv__buf_addc(f->out, '1');
    else
        lmv__buf_addf(f->out, "%d",
            (int)(key->min + (int)(key->max > key->min && BELOW(f->r, 2))));
}

static inline bool is_named(const lmv__key *key, const char *const *names)
{
    while (*names && strcmp(*names, key->name))
        names++;
    return *names != NULL;
}

/* How often a key is written; chance does the rest. */
static inline uint32_t file_times(
    random_file *f, const lmv__shape *shape, const lmv__key *key, int depth)
{
    static const char *const always[] = {
        "id", "polarity", "definition", "triggers", "signals", "asks", NULL};
    static const char *const refer[] = {"parent", "overrides", "replaced_by",
        "imports", "language_data", "theme", "kind", "status", NULL};
    static const char *const either[] = {"words", NULL};
    bool needed = key->needed || is_named(key, always);

    if (goes_wrong(f))
        return BELOW(f->r, 3);
    if (!key->doc || is_named(key, refer))
        return 0;
    if (shape == &lmv__theme_shape && is_named(key, either))
        return 0; /* it has signals */
    return needed || BELOW(f->r, (uint32_t)(3 + depth)) == 0;
}

static inline void file_key(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    file_line(f, indent);
    lmv__buf_addf(f->out, "%s: ", key->name + goes_wrong(f));
    file_value(f, key, indent, depth + 1);
}

/* One matcher, and what may stand with it. */
static inline void file_matcher(random_file *f, int indent, int depth)
{
    static const char *const combined[] = {"all", "any", "at_least", NULL};
    uint32_t i = BELOW(f->r, 6);
    const lmv__key *keys = lmv__matcher_shape.keys;

    if (depth > MAX_FILE_DEPTH - 6 && !goes_wrong(f))
        i = 0;
    file_key(f, &keys[i], indent, depth);
    if (goes_wrong(f) || (is_named(&keys[i], combined) && BELOW(f->r, 2)))
        file_key(f, &keys[7], indent, depth); /* in */
    for (size_t k = 8; k < lmv__matcher_shape.n; k++)
        if (goes_wrong(f) || (!strcmp(keys[i].name, "near") && BELOW(f->r, 2)))
            file_key(f, &keys[k], indent, depth); /* within, ordered */
}

/* Keys of a shape, each on a line; what is needed is mostly there. */
static inline void file_shape(
    random_file *f, const lmv__shape *shape, int indent, int depth)
{
    bool matcher = shape == &lmv__matcher_shape, any = matcher;

    if (matcher || shape->base == &lmv__matcher_shape)
        file_matcher(f, indent, depth);
    for (size_t i = 0; !matcher && i < shape->n; i++) {
        const lmv__key *key = &shape->keys[i];
        uint32_t times = file_times(f, shape, key, depth);

        if (i + 1 == shape->n && !any && !shape->base && !times)
            times = 1; /* no empty map */
        any = any || times;
        while (times--)
            file_key(f, key, indent, depth);
    }
}

static inline void file_named(random_file *f, const lmv__key *key, int indent,
    int depth, void (*put)(random_file *, const lmv__key *, int, int))
{
    uint32_t n = 1 + BELOW(f->r, 2);

    for (uint32_t i = 0; i < n; i++) {
        file_line(f, indent + 2);
        if (goes_wrong(f))
            lmv__buf_addf(f->out, "%s: ", PICK_OF(f->r, random_names));
        else
            lmv__buf_addf(f->out, "n%u: ", (unsigned)f->ids++);
        put(f, key, indent + 2, depth);
    }
}

static inline void put_file_shape(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    file_shape(f, key->shape, indent + 2, depth);
}

static inline void put_file_entries(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    (void)key;
    (void)depth;
    file_entries(f, indent);
}

static inline void put_file_text(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    (void)key;
    (void)indent;
    (void)depth;
    file_text(f);
}

static inline void file_list(random_file *f, const lmv__key *key, int indent,
    int depth, void (*put)(random_file *, const lmv__key *, int, int))
{
    uint32_t n = 1 + BELOW(f->r, 3);

    for (uint32_t i = 0; i < n; i++) {
        file_line(f, indent + 2);
        lmv__buf_addc(f->out, '-');
        put(f, key, indent + 2, depth);
    }
}

/* "-" and a map whose first key stands on the next line. */
static inline void put_file_theme(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    lmv__key theme = {
        .shape = goes_wrong(f) ? &lmv__extension_shape : &lmv__theme_shape};

    (void)key;
    put_file_shape(f, &theme, indent, depth);
}

static inline void file_wrong(random_file *f, int indent)
{
    static const char *const values[] = {"", "x", "[]", "{}",
        "[a, [b, {c: d}]]", "{a: {b: {c: d}}}", "*alias", "&anchor x", "!tag x",
        "\"\\b\"", "{", "'", "\"\\uD800\"", "<<: *x", "? x", "\xFF", "\xC3\xA4",
        "---\n", "%YAML"};

    (void)indent;
    lmv__buf_adds(f->out, PICK_OF(f->r, values));
}

static inline void file_pairs(random_file *f, const lmv__key *key, int indent)
{
    lmv__buf_addf(f->out, "{%s: ", PICK_OF(f->r, random_names));
    if (key->kind == LMV__AS_NUMBERS)
        file_number(f, &(lmv__key){.kind = LMV__AS_DECIMAL});
    else
        file_text(f);
    lmv__buf_addc(f->out, '}');
    (void)indent;
}

static inline void file_examples(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    uint32_t n = 1 + BELOW(f->r, 2);

    for (uint32_t i = 0; i < n; i++) {
        file_line(f, indent + 2);
        lmv__buf_adds(f->out, "- ");
        if (BELOW(f->r, 3))
            file_text(f);
        else
            file_shape(f, key->shape, indent + 4, depth);
    }
}

static inline void file_scalar(random_file *f, const lmv__key *key)
{
    switch (key->kind) {
    case LMV__AS_ID:
        if (goes_wrong(f))
            lmv__buf_adds(f->out,
                BELOW(f->r, 2) ? "Not An Id" : PICK_OF(f->r, random_ids));
        else
            lmv__buf_addf(f->out, "i%u", (unsigned)f->ids++);
        break;
    case LMV__AS_NAME:
        lmv__buf_adds(f->out, goes_wrong(f) ? "1x" : "themes");
        break;
    case LMV__AS_BOOL:
        lmv__buf_adds(f->out, goes_wrong(f)    ? "yes"
                              : BELOW(f->r, 2) ? "true"
                                               : "false");
        break;
    case LMV__AS_WHOLE:
    case LMV__AS_DECIMAL:
        file_number(f, key);
        break;
    case LMV__AS_CHOICE:
    case LMV__AS_CHOICES:
        file_choice(f, key);
        break;
    case LMV__AS_REACH:
        if (BELOW(f->r, 2))
            file_choice(f, key);
        else
            file_number(f, &(lmv__key){.kind = LMV__AS_WHOLE});
        break;
    case LMV__AS_LANGUAGES:
        lmv__buf_adds(f->out, goes_wrong(f) ? "[de, xx]" : "[de, en]");
        break;
    default:
        file_text(f);
    }
}

static inline void file_value(
    random_file *f, const lmv__key *key, int indent, int depth)
{
    if (goes_wrong(f) || depth > MAX_FILE_DEPTH) {
        file_wrong(f, indent);
        return;
    }
    switch (key->kind) {
    case LMV__AS_ENTRIES:
    case LMV__AS_CONDITION:
    case LMV__AS_ENTRIES_BY_ID:
        file_entries(f, indent);
        break;
    case LMV__AS_STRINGS:
        lmv__buf_addf(f->out, "[%s, %s]", PICK_OF(f->r, random_ids),
            PICK_OF(f->r, random_ids));
        break;
    case LMV__AS_PAIRS:
    case LMV__AS_NUMBERS:
        file_pairs(f, key, indent);
        break;
    case LMV__AS_MAP:
        file_shape(f, key->shape, indent + 2, depth);
        break;
    case LMV__AS_LIST:
        file_list(f, key, indent, depth, put_file_shape);
        break;
    case LMV__AS_NAMED:
        if (key->shape == &lmv__verb_shape && !goes_wrong(f))
            lmv__buf_adds(f->out, "{zurückrufen: {prefix: zurück, stem: ruf}}");
        else
            file_named(f, key, indent, depth, put_file_shape);
        break;
    case LMV__AS_NAMED_ENTRIES:
        file_named(f, key, indent, depth, put_file_entries);
        break;
    case LMV__AS_ENTRIES_LIST:
        lmv__buf_addc(f->out, '[');
        random_entries(f->r, f->out, 1);
        lmv__buf_adds(f->out, ", ");
        random_entries(f->r, f->out, 2);
        lmv__buf_addc(f->out, ']');
        break;
    case LMV__AS_WHENS:
        lmv__buf_addf(f->out, "{%s: %s}",
            goes_wrong(f) ? PICK_OF(f->r, random_names) : "negated",
            lmv__when_names[BELOW(f->r, 3)]);
        break;
    case LMV__AS_EXAMPLES:
        file_examples(f, key, indent, depth);
        break;
    case LMV__AS_THEMES:
        file_list(f, key, indent, depth, put_file_theme);
        break;
    case LMV__AS_LABEL:
        if (BELOW(f->r, 2))
            file_text(f);
        else
            lmv__buf_adds(f->out, "{de: Ding, en: Thing}");
        break;
    default:
        file_scalar(f, key);
    }
}

/* A rule file; the list `things` and the macro `some` are what the entries
 * name. */
static inline void random_rule_file(
    random_source *r, lmv__buf *out, uint32_t wrong)
{
    static const char *const fixed[] = {"leitmotiv", "pack", NULL};
    random_file f = {r, out, wrong, 0};

    lmv__buf_adds(out, goes_wrong(&f) ? "" : "leitmotiv: 1\n");
    if (!goes_wrong(&f))
        lmv__buf_adds(out, "pack: {id: mine, languages: [de, en]}");
    for (size_t i = 0; i < lmv__file_shape.n; i++) {
        const lmv__key *key = &lmv__file_shape.keys[i];
        uint32_t times = key->kind == LMV__AS_THEMES
                             ? 1
                             : file_times(&f, &lmv__file_shape, key, 0);

        if (is_named(key, fixed) && !goes_wrong(&f))
            times = 0;
        if (!strcmp(key->name, "lists") || !strcmp(key->name, "macros")) {
            lmv__buf_addf(out, "\n%s: {%s: sehr}", key->name,
                *key->name == 'l' ? "things" : "some");
            times = goes_wrong(&f);
        }
        while (times--)
            file_key(&f, key, 0, 0);
    }
    lmv__buf_addc(out, '\n');
}

#endif
