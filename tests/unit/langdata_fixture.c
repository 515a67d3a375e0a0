#include "langdata_fixture.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef struct reader {
    yaml_document_t document;
    lmv__langdata *data;
} reader;

static yaml_node_t *node_of(reader *r, int index)
{
    yaml_node_t *node = yaml_document_get_node(&r->document, index);

    ck_assert_ptr_nonnull(node);
    return node;
}

static lmv__slice scalar(const yaml_node_t *node)
{
    lmv__slice slice = {NULL, 0};

    ck_assert_int_eq(node->type, YAML_SCALAR_NODE);
    slice.ptr = (const char *)node->data.scalar.value;
    slice.len = node->data.scalar.length;
    return slice;
}

static yaml_node_t *value_of(reader *r, yaml_node_t *map, const char *key)
{
    yaml_node_pair_t *pair = map->data.mapping.pairs.start;

    for (; pair < map->data.mapping.pairs.top; pair++)
        if (lmv__slice_is(scalar(node_of(r, pair->key)), key))
            return node_of(r, pair->value);
    return NULL;
}

static void add_word(
    reader *r, int language, lmv__wordlist list, lmv__slice word)
{
    lmv_error err = LMV_ERROR_INIT;

    ck_assert_msg(
        lmv__langdata_add_word(r->data, language, list, word, &err) == LMV_OK,
        "%.*s: %s", (int)word.len, word.ptr, err.message);
}

/* A string, a list, or a block of lines. */
static void add_entries(
    reader *r, int language, lmv__wordlist list, yaml_node_t *node)
{
    lmv__slice text;
    size_t start = 0;

    if (node->type == YAML_SEQUENCE_NODE) {
        yaml_node_item_t *item = node->data.sequence.items.start;
        for (; item < node->data.sequence.items.top; item++)
            add_word(r, language, list, scalar(node_of(r, *item)));
        return;
    }
    text = scalar(node);
    for (size_t i = 0; i <= text.len; i++) {
        lmv__slice line = {text.ptr + start, i - start};
        if (i < text.len && text.ptr[i] != '\n')
            continue;
        if (line.len)
            add_word(r, language, list, line);
        start = i + 1;
    }
}

static void add_numbers(reader *r, int language, yaml_node_t *map, bool units)
{
    yaml_node_pair_t *pair = map->data.mapping.pairs.start;

    for (; pair < map->data.mapping.pairs.top; pair++) {
        lmv__slice word = scalar(node_of(r, pair->key));
        lmv__slice value = scalar(node_of(r, pair->value));
        lmv_status status =
            units ? lmv__langdata_add_unit(r->data, language, word, value, NULL)
                  : lmv__langdata_add_number(
                        r->data, language, word, strtod(value.ptr, NULL), NULL);
        ck_assert_int_eq(status, LMV_OK);
    }
}

static void add_language(reader *r, lmv__slice code, yaml_node_t *map)
{
    int language = lmv__langdata_add_language(r->data, code);
    yaml_node_pair_t *pair = map->data.mapping.pairs.start;

    ck_assert_int_ge(language, 0);
    for (; pair < map->data.mapping.pairs.top; pair++) {
        lmv__slice key = scalar(node_of(r, pair->key));
        yaml_node_t *value = node_of(r, pair->value);
        lmv__wordlist list = lmv__wordlist_of(key);
        if (lmv__slice_is(key, "numbers") || lmv__slice_is(key, "units"))
            add_numbers(r, language, value, lmv__slice_is(key, "units"));
        else if (lmv__slice_is(key, "sample"))
            ck_assert_int_eq(lmv__langdata_add_sample(
                                 r->data, language, scalar(value), NULL),
                LMV_OK);
        else if (list < LMV__WORDLIST_COUNT)
            add_entries(r, language, list, value);
        else if (!lmv__slice_is(key, "infinitive")) /* the loader's own */
            ck_abort_msg("unknown key %.*s", (int)key.len, key.ptr);
    }
}

static void add_all(reader *r)
{
    yaml_node_t *root = yaml_document_get_root_node(&r->document), *map;
    yaml_node_pair_t *pair;

    ck_assert_ptr_nonnull(root);
    map = value_of(r, root, "language_data");
    ck_assert_ptr_nonnull(map);
    pair = map->data.mapping.pairs.start;
    for (; pair < map->data.mapping.pairs.top; pair++)
        add_language(r, scalar(node_of(r, pair->key)), node_of(r, pair->value));
    map = value_of(r, root, "clause_breaks");
    if (!map)
        return;
    pair = map->data.mapping.pairs.start;
    for (; pair < map->data.mapping.pairs.top; pair++)
        add_entries(r,
            lmv__langdata_add_language(r->data, scalar(node_of(r, pair->key))),
            LMV__CLAUSE_BREAKS, node_of(r, pair->value));
}

lmv__langdata *langdata_from_yaml(const char *yaml, size_t len)
{
    reader r;
    yaml_parser_t parser;

    r.data = lmv__langdata_new();
    ck_assert_ptr_nonnull(r.data);
    ck_assert_int_eq(yaml_parser_initialize(&parser), 1);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, len);
    ck_assert_msg(yaml_parser_load(&parser, &r.document) == 1, "line %zu: %s",
        parser.problem_mark.line + 1, parser.problem);
    add_all(&r);
    ck_assert_int_eq(lmv__langdata_seal(r.data, NULL), LMV_OK);
    yaml_document_delete(&r.document);
    yaml_parser_delete(&parser);
    return r.data;
}

lmv__langdata *langdata_fixture(void)
{
    FILE *file = fopen(RULES_SRCDIR "/common/language.yml", "rb");
    char *yaml = malloc(1 << 20);
    lmv__langdata *data;
    size_t len;

    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(yaml);
    len = fread(yaml, 1, 1 << 20, file);
    fclose(file);
    data = langdata_from_yaml(yaml, len);
    free(yaml);
    return data;
}
