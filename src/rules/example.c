/*
 * Examples: comments that a theme has to match, or must not.
 */
#include "rules/asked.h"
#include "rules/entry.h"
#include "rules/theme.h"

static const char *const reasons[] = {"negated", "hypothetical", "opposite",
    "neighbour", "other-sense", "third-party", "resolved"};

static const lmv__key example_keys[] = {
    {.name = "text",
        .kind = LMV__AS_TEXT,
        .doc = "the comment",
        .needed = true},
    {.name = "why",
        .kind = LMV__AS_CHOICE,
        .doc = "why it must not match",
        LMV__CHOICES(reasons)},
    {.name = "asked",
        .kind = LMV__AS_CHOICE,
        .doc = "what the question asked for",
        LMV__CHOICES(lmv__asked_names)},
};
static const lmv__shape example_shape = {"an example", example_keys, 3, NULL};

static const lmv__key examples_keys[] = {
    {.name = "match",
        .kind = LMV__AS_EXAMPLES,
        .doc = "comments that must get the theme",
        .shape = &example_shape},
    {.name = "no_match",
        .kind = LMV__AS_EXAMPLES,
        .doc = "comments that must not get the theme",
        .shape = &example_shape},
};
const lmv__shape lmv__examples_shape = {"examples", examples_keys, 2, NULL};

typedef struct reader {
    lmv__loader *load;
    lmv__vec examples;
    bool match;
    lmv__slice language;
} reader;

static lmv__example *add_example(reader *read, lmv__slice text, lmv__pos pos)
{
    lmv__example *example = lmv__push(read->load, &read->examples);

    if (example)
        *example = (lmv__example){.text = text,
            .why = lmv__slice_of(""),
            .language = read->language,
            .match = read->match,
            .pos = pos};
    return example;
}

/* {text: ..., why: negated, asked: improve} */
static void read_reasoned(reader *read, const lmv__node *node)
{
    const lmv__node *values[3];
    lmv__slice text, why = lmv__slice_of("");
    lmv__example *example;
    int choice, asked = LMV_ASKED_OPEN;

    if (!lmv__node_get(node, "text") && !lmv__node_get(node, "why")) {
        lmv__is(read->load, node, LMV__SCALAR, "an example");
        return;
    }
    if (!lmv__fields(read->load, node, &example_shape, values))
        return;
    if (!values[0]) {
        lmv__fail(
            read->load, "E204", node->pos, NULL, "an example without text");
        return;
    }
    if (values[1]) {
        choice = lmv__choice(read->load, values[1], "why", reasons,
            sizeof reasons / sizeof *reasons);
        if (choice >= 0)
            why = lmv__slice_of(reasons[choice]);
    }
    if (values[2])
        asked = lmv__choice(
            read->load, values[2], "asked", lmv__asked_names, LMV__N_ASKED);
    if (!lmv__text(read->load, values[0], "text", &text))
        return;
    example = add_example(read, text, lmv__text_pos(values[0]));
    if (!example)
        return;
    example->why = why;
    if (asked > 0)
        example->asked = (lmv_asked)asked;
}

/* One example a line. */
static void read_block(reader *read, const lmv__node *node)
{
    lmv__entries lines = lmv__entries_read(
        read->load, node, lmv__pack_languages(read->load), "examples");

    for (uint32_t i = 0; i < lines.n; i++)
        add_example(read, lines.items[i].text, lines.items[i].pos);
}

static void read_item(reader *read, const lmv__node *node)
{
    lmv__slice text;

    if (node->kind == LMV__MAP && node->broken != LMV__BROKEN)
        read_reasoned(read, node);
    else if (node->kind == LMV__SCALAR && node->style == LMV__LITERAL)
        read_block(read, node);
    else if (lmv__text(read->load, node, "an example", &text))
        add_example(read, text, lmv__text_pos(node));
}

/* [Das ist zu teuer, aber gut]: comments have commas, so plain texts in [ ]
 * are asking for trouble. */
static void warn_comma(reader *read, const lmv__node *list)
{
    for (uint32_t i = 1; list->style == LMV__FLOW && i < list->n; i++)
        if (list->items[i]->style == LMV__PLAIN &&
            list->items[i - 1]->style == LMV__PLAIN &&
            list->items[i]->kind == LMV__SCALAR) {
            lmv__warn(read->load, "W122", list->items[i]->pos,
                "put each comment in quotes",
                "a comma in [ ] divides a text: these are two examples");
            return;
        }
}

static void read_list(reader *read, const lmv__node *node)
{
    if (node->kind != LMV__LIST) {
        read_item(read, node);
        return;
    }
    if (!node->n)
        lmv__fail(read->load, "E211", node->pos, NULL,
            "the list of examples is empty");
    warn_comma(read, node);
    for (uint32_t i = 0; i < node->n; i++)
        read_item(read, node->items[i]);
}

static void read_side(reader *read, const lmv__node *node)
{
    read->language = lmv__slice_of("");
    if (node->kind != LMV__MAP || lmv__node_get(node, "text")) {
        read_list(read, node);
        return;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        int language = lmv__language(read->load, node->items[2 * i]);

        if (language < 0)
            continue;
        read->language = read->load->languages[language];
        read_list(read, node->items[2 * i + 1]);
    }
}

void lmv__read_examples(
    lmv__loader *load, const lmv__node *node, lmv__theme *theme)
{
    const lmv__node *values[2];
    reader read = {.load = load};

    if (!lmv__fields(load, node, &lmv__examples_shape, values))
        return;
    lmv__vec_init(&read.examples, sizeof(lmv__example));
    for (int i = 0; i < 2; i++) {
        read.match = i == 0;
        if (values[i])
            read_side(&read, values[i]);
    }
    theme->examples = lmv__freeze(load, &read.examples, &theme->n_examples);
}
