#include "rules/schema.h"

#include "base/json.h"
#include "rules/shape.h"

#include <string.h>

enum { MAX_SHAPES = 32, MAX_REACH = 100 };

/* The schema so far, and the shapes that it refers to. */
typedef struct writer {
    lmv__json_writer json;
    const lmv__shape *shapes[MAX_SHAPES];
    size_t n;
} writer;

/* ---- small pieces ---- */

static void put_text(writer *out, const char *key, const char *value)
{
    lmv__json_key(&out->json, key);
    lmv__json_text(&out->json, value);
}

static void begin_type(writer *out, const char *type)
{
    lmv__json_begin(&out->json, '{');
    put_text(out, "type", type);
}

static void end_type(writer *out)
{
    lmv__json_end(&out->json, '}');
}

/* {"$ref": "#/$defs/NAME"} */
static void put_ref(writer *out, const char *name)
{
    lmv__buf ref;

    lmv__buf_init(&ref);
    lmv__buf_addf(&ref, "#/$defs/%s", name);
    lmv__json_begin(&out->json, '{');
    put_text(out, "$ref", ref.failed ? "" : ref.data);
    lmv__json_end(&out->json, '}');
    lmv__buf_clear(&ref);
}

/* "a rule file" is called "rule file". */
static const char *shape_name(const lmv__shape *shape)
{
    if (!strncmp(shape->what, "a ", 2))
        return shape->what + 2;
    return strncmp(shape->what, "an ", 3) ? shape->what : shape->what + 3;
}

static void put_shape_ref(writer *out, const lmv__shape *shape)
{
    size_t i = 0;

    while (i < out->n && out->shapes[i] != shape)
        i++;
    if (i == out->n && out->n < MAX_SHAPES)
        out->shapes[out->n++] = shape;
    put_ref(out, shape_name(shape));
}

static void begin_any_of(writer *out)
{
    lmv__json_begin(&out->json, '{');
    lmv__json_key(&out->json, "anyOf");
    lmv__json_begin(&out->json, '[');
}

static void end_any_of(writer *out)
{
    lmv__json_end(&out->json, ']');
    lmv__json_end(&out->json, '}');
}

/* What `put` writes, or a list of it. */
static void put_one_or_list(
    writer *out, const lmv__key *key, void (*put)(writer *, const lmv__key *))
{
    begin_any_of(out);
    put(out, key);
    begin_type(out, "array");
    lmv__json_key(&out->json, "items");
    put(out, key);
    end_type(out);
    end_any_of(out);
}

/* An object of any keys whose values `put` writes. */
static void put_named(
    writer *out, const lmv__key *key, void (*put)(writer *, const lmv__key *))
{
    begin_type(out, "object");
    lmv__json_key(&out->json, "additionalProperties");
    put(out, key);
    end_type(out);
}

static void put_list(
    writer *out, const lmv__key *key, void (*put)(writer *, const lmv__key *))
{
    begin_type(out, "array");
    lmv__json_key(&out->json, "items");
    put(out, key);
    end_type(out);
}

/* ---- values ---- */

static void put_scalar(writer *out, const lmv__key *key)
{
    (void)key;
    put_ref(out, "text");
}

static void put_entries(writer *out, const lmv__key *key)
{
    (void)key;
    put_ref(out, "entries");
}

static void put_strings(writer *out, const lmv__key *key)
{
    put_one_or_list(out, key, put_scalar);
}

static void put_choice(writer *out, const lmv__key *key)
{
    lmv__json_begin(&out->json, '{');
    lmv__json_key(&out->json, "enum");
    lmv__json_begin(&out->json, '[');
    for (size_t i = 0; i < key->n_choices; i++)
        lmv__json_text(&out->json, key->choices[i]);
    lmv__json_end(&out->json, ']');
    lmv__json_end(&out->json, '}');
}

static void put_when(writer *out, const lmv__key *key)
{
    lmv__key when = {.choices = lmv__when_names, .n_choices = 3};

    (void)key;
    put_choice(out, &when);
}

static void put_shape(writer *out, const lmv__key *key)
{
    put_shape_ref(out, key->shape);
}

static void put_pattern(writer *out, const char *pattern)
{
    begin_type(out, "string");
    put_text(out, "pattern", pattern);
    end_type(out);
}

static void put_language(writer *out, const lmv__key *key)
{
    (void)key;
    put_pattern(out, "^[a-z]{2,3}$");
}

static void put_number(writer *out, const lmv__key *key)
{
    (void)key;
    begin_type(out, "number");
    end_type(out);
}

static void put_range(writer *out, const lmv__key *key, bool whole)
{
    int32_t unit = whole ? 1000 : 1;

    begin_type(out, whole ? "integer" : "number");
    lmv__json_key(&out->json, "minimum");
    lmv__json_milli(&out->json, (int64_t)key->min * unit);
    lmv__json_key(&out->json, "maximum");
    lmv__json_milli(&out->json, (int64_t)key->max * unit);
    end_type(out);
}

static void put_reach(writer *out, const lmv__key *key)
{
    lmv__key words = {.max = MAX_REACH};

    begin_any_of(out);
    put_range(out, &words, true);
    put_choice(out, key);
    end_any_of(out);
}

static void put_either(writer *out, const lmv__key *key,
    void (*one)(writer *, const lmv__key *),
    void (*other)(writer *, const lmv__key *))
{
    begin_any_of(out);
    one(out, key);
    other(out, key);
    end_any_of(out);
}

static void put_texts_by_language(writer *out, const lmv__key *key)
{
    put_named(out, key, put_scalar);
}

static void put_entries_by_name(writer *out, const lmv__key *key)
{
    put_named(out, key, put_entries);
}

static void put_example(writer *out, const lmv__key *key)
{
    put_either(out, key, put_scalar, put_shape);
}

static void put_example_list(writer *out, const lmv__key *key)
{
    put_one_or_list(out, key, put_example);
}

static void put_examples_by_language(writer *out, const lmv__key *key)
{
    put_named(out, key, put_example_list);
}

static void put_theme(writer *out, const lmv__key *key)
{
    (void)key;
    begin_any_of(out);
    put_shape_ref(out, &lmv__theme_shape);
    put_shape_ref(out, &lmv__extension_shape);
    end_any_of(out);
}

static void put_value(writer *out, const lmv__key *key)
{
    switch (key->kind) {
    case LMV__AS_TEXT:
    case LMV__AS_NAME:
        put_scalar(out, key);
        break;
    case LMV__AS_ID:
        put_pattern(out, "^[a-z0-9]+(-[a-z0-9]+)*$");
        break;
    case LMV__AS_BOOL:
        begin_type(out, "boolean");
        end_type(out);
        break;
    case LMV__AS_WHOLE:
    case LMV__AS_DECIMAL:
        put_range(out, key, key->kind == LMV__AS_WHOLE);
        break;
    case LMV__AS_CHOICE:
        put_choice(out, key);
        break;
    case LMV__AS_CHOICES:
        put_one_or_list(out, key, put_choice);
        break;
    case LMV__AS_LABEL:
        put_either(out, key, put_scalar, put_texts_by_language);
        break;
    case LMV__AS_ENTRIES:
        put_entries(out, key);
        break;
    case LMV__AS_STRINGS:
        put_strings(out, key);
        break;
    case LMV__AS_PAIRS:
        put_named(out, key, put_scalar);
        break;
    case LMV__AS_NUMBERS:
        put_named(out, key, put_number);
        break;
    case LMV__AS_LANGUAGES:
        put_one_or_list(out, key, put_language);
        break;
    case LMV__AS_MAP:
        put_shape(out, key);
        break;
    case LMV__AS_LIST:
        put_list(out, key, put_shape);
        break;
    case LMV__AS_NAMED:
        put_named(out, key, put_shape);
        break;
    case LMV__AS_NAMED_ENTRIES:
        put_entries_by_name(out, key);
        break;
    case LMV__AS_ENTRIES_BY_ID:
        put_either(out, key, put_entries, put_entries_by_name);
        break;
    case LMV__AS_ENTRIES_LIST:
        put_list(out, key, put_entries);
        break;
    case LMV__AS_CONDITION:
        put_either(out, key, put_entries, put_shape);
        break;
    case LMV__AS_REACH:
        put_reach(out, key);
        break;
    case LMV__AS_WHENS:
        put_named(out, key, put_when);
        break;
    case LMV__AS_EXAMPLES:
        put_either(out, key, put_example_list, put_examples_by_language);
        break;
    case LMV__AS_THEMES:
        put_list(out, key, put_theme);
        break;
    }
}

/* ---- shapes ---- */

/* A key's value with its line of explanation: {description, allOf: [value]}. */
static void put_property(writer *out, const lmv__key *key)
{
    lmv__json_key(&out->json, key->name);
    lmv__json_begin(&out->json, '{');
    put_text(out, "description", key->doc);
    lmv__json_key(&out->json, "allOf");
    lmv__json_begin(&out->json, '[');
    put_value(out, key);
    lmv__json_end(&out->json, ']');
    lmv__json_end(&out->json, '}');
}

static void put_required(writer *out, const lmv__shape *shape)
{
    bool any = false;

    for (size_t i = 0; i < lmv__shape_size(shape); i++)
        any = any || lmv__shape_key(shape, i)->needed;
    if (!any)
        return;
    lmv__json_key(&out->json, "required");
    lmv__json_begin(&out->json, '[');
    for (size_t i = 0; i < lmv__shape_size(shape); i++)
        if (lmv__shape_key(shape, i)->needed)
            lmv__json_text(&out->json, lmv__shape_key(shape, i)->name);
    lmv__json_end(&out->json, ']');
}

/* The keywords of a shape; the caller has begun the object. */
static void put_keywords(writer *out, const lmv__shape *shape)
{
    put_text(out, "type", "object");
    lmv__json_key(&out->json, "properties");
    lmv__json_begin(&out->json, '{');
    for (size_t i = 0; i < lmv__shape_size(shape); i++)
        if (lmv__shape_key(shape, i)->doc)
            put_property(out, lmv__shape_key(shape, i));
    lmv__json_end(&out->json, '}');
    put_required(out, shape);
    lmv__json_key(&out->json, "additionalProperties");
    lmv__json_bool(&out->json, false);
}

/* A text as YAML programs see it: they make numbers of 1.10 and 24. */
static void define_text(writer *out)
{
    lmv__json_key(&out->json, "text");
    lmv__json_begin(&out->json, '{');
    lmv__json_key(&out->json, "type");
    lmv__json_begin(&out->json, '[');
    lmv__json_text(&out->json, "string");
    lmv__json_text(&out->json, "number");
    lmv__json_text(&out->json, "boolean");
    lmv__json_end(&out->json, ']');
    lmv__json_end(&out->json, '}');
}

static void define_entries(writer *out)
{
    lmv__json_key(&out->json, "entries");
    begin_any_of(out);
    put_scalar(out, NULL);
    put_list(out, NULL, put_scalar);
    put_named(out, NULL, put_strings);
    end_any_of(out);
}

void lmv__rule_schema(lmv__buf *buf)
{
    writer out = {.n = 0};

    lmv__json_writer_init(&out.json, buf, 2);
    lmv__json_begin(&out.json, '{');
    put_text(&out, "$schema", "http://json-schema.org/draft-07/schema#");
    put_text(&out, "title", "leitmotiv rule file, schema 1");
    put_keywords(&out, &lmv__file_shape);
    lmv__json_key(&out.json, "$defs");
    lmv__json_begin(&out.json, '{');
    define_text(&out);
    define_entries(&out);
    for (size_t i = 0; i < out.n; i++) { /* shapes refer to more shapes */
        lmv__json_key(&out.json, shape_name(out.shapes[i]));
        lmv__json_begin(&out.json, '{');
        put_keywords(&out, out.shapes[i]);
        lmv__json_end(&out.json, '}');
    }
    lmv__json_end(&out.json, '}');
    lmv__json_end(&out.json, '}');
    lmv__buf_adds(buf, "\n");
}
