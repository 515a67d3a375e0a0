/*
 * schema_check [--any-order] SCHEMA < LINES: is each line what the JSON Schema
 * says?
 *
 * Understands the part of draft 2020-12 that the schemas in doc/ use, and
 * refuses a schema with anything else.  Without --any-order the order of an
 * object's keys must be that of `properties`, which is our own promise, not the
 * draft's.
 *
 *     lines ─► tree of nodes ─► check(schema node, value node) ─► place, why
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INPUT = 256 * 1024 * 1024, MAX_REFS = 16 };

typedef struct node {
    lmv__json_kind kind;
    lmv__slice key, text; /* unescaped; numbers as they are written */
    struct node *child, *next;
} node;

typedef struct checker {
    lmv__arena arena;
    const node *root; /* of the schema */
    bool any_order;
    char place[256];
    char why[640];
} checker;

/* ---- trees ---- */

static lmv__slice keep(lmv__arena *arena, const lmv__json_token *token)
{
    lmv__slice kept = {NULL, 0};
    lmv__buf text;

    lmv__buf_init(&text);
    lmv__json_unescape(token, &text);
    kept.ptr = lmv__arena_copy(arena, text.data ? text.data : "", text.len);
    kept.len = kept.ptr ? text.len : 0;
    lmv__buf_clear(&text);
    return kept;
}

static node *read_value(lmv__arena *arena, lmv__json_reader *json,
    const lmv__json_token *token, lmv_error *err);

/* Up to the bracket that ends it; the reader caps the depth. */
static bool read_children(
    lmv__arena *arena, lmv__json_reader *json, node *parent, lmv_error *err)
{
    node **last = &parent->child;
    lmv__json_token token;
    lmv__slice key;

    for (;;) {
        if (lmv__json_next(json, &token, err))
            return false;
        if (token.kind == LMV__JSON_OBJECT_END ||
            token.kind == LMV__JSON_ARRAY_END)
            return true;
        key = lmv__slice_of("");
        if (token.kind == LMV__JSON_KEY) {
            key = keep(arena, &token);
            if (lmv__json_next(json, &token, err))
                return false;
        }
        *last = read_value(arena, json, &token, err);
        if (!*last)
            return false;
        (*last)->key = key;
        last = &(*last)->next;
    }
}

static node *read_value(lmv__arena *arena, lmv__json_reader *json,
    const lmv__json_token *token, lmv_error *err)
{
    node *value = lmv__arena_alloc(arena, 1, sizeof *value);

    if (!value) {
        lmv__error_nomem(err);
        return NULL;
    }
    value->kind = token->kind;
    value->text = token->text;
    if (token->kind == LMV__JSON_STRING)
        value->text = keep(arena, token);
    if ((token->kind == LMV__JSON_OBJECT || token->kind == LMV__JSON_ARRAY) &&
        !read_children(arena, json, value, err))
        return NULL;
    return value;
}

/* The whole text is one value. */
static node *read_tree(lmv__arena *arena, lmv__slice text, lmv_error *err)
{
    lmv__json_reader json;
    lmv__json_token token;
    node *tree;

    lmv__json_reader_init(&json, text.ptr, text.len, 0);
    if (lmv__json_next(&json, &token, err))
        return NULL;
    tree = read_value(arena, &json, &token, err);
    if (!tree || lmv__json_next(&json, &token, err))
        return NULL;
    return tree;
}

static const node *member(const node *object, lmv__slice key)
{
    const node *item;

    for (item = object ? object->child : NULL; item; item = item->next)
        if (lmv__slice_same(item->key, key))
            return item;
    return NULL;
}

static const node *keyword(const node *schema, const char *name)
{
    return member(schema, lmv__slice_of(name));
}

/* ---- checks ---- */

static bool fail(checker *check, const char *why, lmv__slice what)
{
    snprintf(check->why, sizeof check->why, "%.500s%s%.*s", why,
        what.len ? " " : "", (int)(what.len < 80 ? what.len : 80), what.ptr);
    return false;
}

/* "#/$defs/label" */
static const node *resolve(const checker *check, const node *schema)
{
    static const char prefix[] = "#/$defs/";
    const node *ref;
    int steps = 0;

    while (schema && (ref = keyword(schema, "$ref")) && steps++ < MAX_REFS) {
        lmv__slice name = ref->text;

        if (name.len < sizeof prefix ||
            memcmp(name.ptr, prefix, sizeof prefix - 1) != 0)
            return NULL;
        name.ptr += sizeof prefix - 1;
        name.len -= sizeof prefix - 1;
        schema = member(keyword(check->root, "$defs"), name);
    }
    return steps <= MAX_REFS ? schema : NULL;
}

static bool has_type(const node *value, lmv__slice type)
{
    switch (value->kind) {
    case LMV__JSON_OBJECT:
        return lmv__slice_is(type, "object");
    case LMV__JSON_ARRAY:
        return lmv__slice_is(type, "array");
    case LMV__JSON_STRING:
        return lmv__slice_is(type, "string");
    case LMV__JSON_NUMBER:
        return lmv__slice_is(type, "number") ||
               (lmv__slice_is(type, "integer") &&
                   !memchr(value->text.ptr, '.', value->text.len) &&
                   !memchr(value->text.ptr, 'e', value->text.len));
    case LMV__JSON_NULL:
        return lmv__slice_is(type, "null");
    case LMV__JSON_TRUE:
    case LMV__JSON_FALSE:
        return lmv__slice_is(type, "boolean");
    default:
        return false;
    }
}

static bool check_type(checker *check, const node *type, const node *value)
{
    const node *one;

    if (type->kind == LMV__JSON_STRING)
        return has_type(value, type->text) ||
               fail(check, "should have the type", type->text);
    for (one = type->child; one; one = one->next)
        if (has_type(value, one->text))
            return true;
    return fail(check, "has none of the types", lmv__slice_of(""));
}

static bool check_enum(checker *check, const node *list, const node *value)
{
    const node *one;

    for (one = list->child; one; one = one->next)
        if (one->kind == value->kind && lmv__slice_same(one->text, value->text))
            return true;
    return fail(check, "is not in the list:", value->text);
}

static double number_of(const node *value)
{
    char text[32];

    snprintf(text, sizeof text, "%.*s", (int)value->text.len, value->text.ptr);
    return strtod(text, NULL);
}

static bool check_range(checker *check, const node *schema, const node *value)
{
    const node *minimum = keyword(schema, "minimum");
    const node *maximum = keyword(schema, "maximum");

    if (minimum && number_of(value) < number_of(minimum))
        return fail(check, "is less than", minimum->text);
    if (maximum && number_of(value) > number_of(maximum))
        return fail(check, "is more than", maximum->text);
    return true;
}

static bool check_pattern(
    checker *check, const node *pattern, const node *value)
{
    char text[1024];
    regex_t regex;
    bool found;

    snprintf(
        text, sizeof text, "%.*s", (int)pattern->text.len, pattern->text.ptr);
    if (regcomp(&regex, text, REG_EXTENDED | REG_NOSUB))
        return fail(check, "schema: no regular expression:", pattern->text);
    snprintf(text, sizeof text, "%.*s", (int)value->text.len, value->text.ptr);
    found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return found || fail(check, "does not match", pattern->text);
}

static bool check_value(checker *check, const node *schema, const node *value);

/* The same with the place of a member or element. */
static bool check_inside(
    checker *check, const node *schema, const node *value, lmv__slice step)
{
    size_t length = strlen(check->place);

    snprintf(check->place + length, sizeof check->place - length, "/%.*s",
        (int)step.len, step.ptr);
    if (!check_value(check, schema, value))
        return false;
    check->place[length] = '\0';
    return true;
}

/* One of them (anyOf) or each (allOf). */
static bool check_several(
    checker *check, const node *list, const node *value, bool all)
{
    size_t length = strlen(check->place);
    const node *one;

    for (one = list->child; one; one = one->next) {
        check->place[length] = '\0';
        if (check_value(check, one, value) != all)
            return !all;
    }
    if (all)
        return true;
    check->place[length] = '\0';
    return fail(check, "is none of what it may be", lmv__slice_of(""));
}

static bool check_items(checker *check, const node *items, const node *value)
{
    const node *one;
    char number[16];
    unsigned i = 0;

    for (one = value->child; one; one = one->next) {
        snprintf(number, sizeof number, "%u", i++);
        if (!check_inside(check, items, one, lmv__slice_of(number)))
            return false;
    }
    return true;
}

static bool check_required(
    checker *check, const node *required, const node *value)
{
    const node *one;

    for (one = required->child; one; one = one->next)
        if (!member(value, one->text))
            return fail(check, "lacks the key", one->text);
    return true;
}

/* Known keys in their order, unknown ones as additionalProperties says. */
static bool check_members(checker *check, const node *schema, const node *value)
{
    const node *more = keyword(schema, "additionalProperties"), *one, *known;
    const node *properties = keyword(schema, "properties");
    const node *due = properties ? properties->child : NULL;

    for (one = value->child; one; one = one->next) {
        if (member(value, one->key) != one)
            return fail(check, "has twice the key", one->key);
        known = member(properties, one->key);
        if (!known && more && more->kind == LMV__JSON_FALSE)
            return fail(check, "has an unknown key", one->key);
        if (!known)
            known = more;
        else {
            while (due && due != known)
                due = due->next;
            if (!due && !check->any_order)
                return fail(check, "has out of order the key", one->key);
        }
        if (known && !check_inside(check, known, one, one->key))
            return false;
    }
    return true;
}

static bool is_understood(lmv__slice key)
{
    static const char *const known[] = {"$schema", "$id", "$ref", "$defs",
        "title", "description", "type", "enum", "minimum", "maximum", "pattern",
        "anyOf", "allOf", "items", "properties", "required",
        "additionalProperties"};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (lmv__slice_is(key, known[i]))
            return true;
    return false;
}

static bool check_value(checker *check, const node *schema, const node *value)
{
    const node *word;
    bool object = value->kind == LMV__JSON_OBJECT;

    schema = resolve(check, schema);
    if (!schema || schema->kind != LMV__JSON_OBJECT)
        return fail(check, "schema: a $ref leads nowhere", lmv__slice_of(""));
    for (word = schema->child; word; word = word->next)
        if (!is_understood(word->key))
            return fail(check, "schema: not understood:", word->key);
    if ((word = keyword(schema, "type")) && !check_type(check, word, value))
        return false;
    if ((word = keyword(schema, "enum")) && !check_enum(check, word, value))
        return false;
    if (value->kind == LMV__JSON_NUMBER && !check_range(check, schema, value))
        return false;
    if ((word = keyword(schema, "pattern")) &&
        value->kind == LMV__JSON_STRING && !check_pattern(check, word, value))
        return false;
    if ((word = keyword(schema, "anyOf")) &&
        !check_several(check, word, value, false))
        return false;
    if ((word = keyword(schema, "allOf")) &&
        !check_several(check, word, value, true))
        return false;
    if ((word = keyword(schema, "items")) && value->kind == LMV__JSON_ARRAY &&
        !check_items(check, word, value))
        return false;
    if (object && (word = keyword(schema, "required")) &&
        !check_required(check, word, value))
        return false;
    return !object || check_members(check, schema, value);
}

/* ---- lines ---- */

static bool check_line(checker *check, lmv__slice line)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__arena arena;
    const node *value;
    bool ok;

    lmv__arena_init(&arena, 4096);
    check->place[0] = check->why[0] = '\0';
    value = read_tree(&arena, line, &err);
    ok = value ? check_value(check, check->root, value)
               : fail(check, err.message, lmv__slice_of(""));
    lmv__arena_clear(&arena);
    return ok;
}

static int check_lines(checker *check, const lmv__buf *lines)
{
    const char *at = lines->data, *end = at + lines->len;
    unsigned n = 0, bad = 0;

    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        lmv__slice line = {at, (size_t)((stop ? stop : end) - at)};

        n++;
        if (!stop || !check_line(check, line)) {
            printf("line %u: %s %s\n", n, *check->place ? check->place : "it",
                stop ? check->why : "has no line end");
            bad++;
        }
        at += line.len + 1;
    }
    if (n == 0)
        printf("there is no line\n");
    return n == 0 || bad > 0;
}

int main(int argc, char **argv)
{
    lmv_error err = LMV_ERROR_INIT;
    lmv__buf schema, lines;
    checker check;
    int code = 2;

    memset(&check, 0, sizeof check);
    lmv__buf_init(&schema);
    lmv__buf_init(&lines);
    lmv__arena_init(&check.arena, 4096);
    if (argc == 3 && strcmp(argv[1], "--any-order") == 0) {
        check.any_order = true;
        argc--;
        argv++;
    }
    if (argc == 2 &&
        lmv__file_load(argv[1], MAX_INPUT, &schema, &err) == LMV_OK &&
        lmv__file_load("-", MAX_INPUT, &lines, &err) == LMV_OK) {
        lmv__slice text = {schema.data, schema.len};

        check.root = read_tree(&check.arena, text, &err);
        if (check.root)
            code = check_lines(&check, &lines);
    }
    if (code == 2)
        fprintf(stderr, "schema_check: %s\n",
            *err.message ? err.message
                         : "usage: schema_check [--any-order] SCHEMA < LINES");
    lmv__buf_clear(&schema);
    lmv__buf_clear(&lines);
    lmv__arena_clear(&check.arena);
    return code;
}
