/*
 * Values: a YAML node to a text, number, choice ... of the model, with a
 * message that says what was expected.
 */
#include "rules/loader.h"

#include <string.h>

static const char *kind_name(const lmv__node *node)
{
    if (node->kind == LMV__LIST)
        return "a list";
    if (node->kind == LMV__MAP)
        return "a map of `key: value`";
    return node->value.len ? "a text" : "nothing";
}

static const char *wanted_name(lmv__node_kind kind)
{
    return kind == LMV__LIST  ? "a list"
           : kind == LMV__MAP ? "a map of `key: value`"
                              : "a text";
}

/* What an author probably did when a text became something else. */
static const char *kind_help(const lmv__node *node, lmv__node_kind wanted)
{
    if (wanted != LMV__SCALAR || node->kind == LMV__SCALAR)
        return NULL;
    if (node->kind == LMV__MAP)
        return "a text with `: ` in it, or with { at its beginning, has to "
               "stand in quotes or in a | block";
    return "a text with [ at its beginning has to stand in quotes or in a | "
           "block";
}

bool lmv__is(lmv__loader *load, const lmv__node *node, lmv__node_kind kind,
    const char *what)
{
    if (node->kind == kind)
        return node->broken != LMV__BROKEN;
    if (node->broken != LMV__BROKEN)
        lmv__fail(load, "E205", node->pos, kind_help(node, kind),
            "%s should be %s, not %s", what, wanted_name(kind),
            kind_name(node));
    return false;
}

static void unknown_key(
    lmv__loader *load, const lmv__node *key, const lmv__shape *shape)
{
    lmv__suggest suggest;

    lmv__suggest_init(&suggest, key->value);
    for (size_t i = 0; i < lmv__shape_size(shape); i++)
        lmv__suggest_try(
            &suggest, lmv__slice_of(lmv__shape_key(shape, i)->name));
    lmv__fail(load, "E203", key->pos, lmv__suggest_help(&suggest, NULL),
        "unknown key '%.*s' in %s", LMV__ARG(key->value), shape->what);
}

bool lmv__fields(lmv__loader *load, const lmv__node *node,
    const lmv__shape *shape, const lmv__node **values)
{
    size_t n = lmv__shape_size(shape);

    for (size_t i = 0; i < n; i++)
        values[i] = NULL;
    if (node->kind != LMV__MAP)
        return lmv__is(load, node, LMV__MAP, shape->what);
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        size_t k = 0;

        if (key->kind != LMV__SCALAR || key->broken)
            continue;
        while (
            k < n && !lmv__slice_is(key->value, lmv__shape_key(shape, k)->name))
            k++;
        if (k == n)
            unknown_key(load, key, shape);
        else if (!values[k])
            values[k] = node->items[2 * i + 1];
    }
    return true;
}

lmv__pos lmv__text_pos(const lmv__node *node)
{
    lmv__pos pos = node->pos;

    if (node->style == LMV__SINGLE || node->style == LMV__DOUBLE)
        pos.column++;
    return pos;
}

/* Without the newlines that a | or > block ends with. */
static lmv__slice trimmed(const lmv__node *node)
{
    lmv__slice text = node->value;

    while (text.len && text.ptr[text.len - 1] == '\n')
        text.len--;
    return text;
}

bool lmv__text(
    lmv__loader *load, const lmv__node *node, const char *what, lmv__slice *out)
{
    lmv__slice text;

    if (!lmv__is(load, node, LMV__SCALAR, what))
        return false;
    text = trimmed(node);
    if (!text.len) {
        lmv__fail(load, "E211", node->pos, NULL, "%s is empty", what);
        return false;
    }
    *out = lmv__keep(load, text);
    return true;
}

bool lmv__is_id(lmv__slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            continue;
        if (c != '-' || !i || i + 1 == text.len || text.ptr[i - 1] == '-')
            return false;
    }
    return text.len > 0 && text.len <= 100;
}

bool lmv__id(
    lmv__loader *load, const lmv__node *node, const char *what, lmv__slice *out)
{
    if (!lmv__text(load, node, what, out))
        return false;
    if (lmv__is_id(*out))
        return true;
    lmv__fail(load, "E207", node->pos,
        "ids are of a-z, 0-9 and single hyphens, like slow-response",
        "%s '%.*s' is no id", what, LMV__ARG(*out));
    return false;
}

static bool is_name(lmv__slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            continue;
        if (!i || (c != '-' && c != '_' && !(c >= '0' && c <= '9')))
            return false;
    }
    return text.len > 0 && text.len <= 100;
}

bool lmv__name(
    lmv__loader *load, const lmv__node *node, const char *what, lmv__slice *out)
{
    if (!lmv__text(load, node, what, out))
        return false;
    if (is_name(*out))
        return true;
    lmv__fail(load, "E207", node->pos,
        "names begin with a letter and go on with letters, digits, - and _",
        "%s '%.*s' is no name", what, LMV__ARG(*out));
    return false;
}

bool lmv__bool(
    lmv__loader *load, const lmv__node *node, const char *what, bool *out)
{
    if (!lmv__is(load, node, LMV__SCALAR, what))
        return false;
    *out = lmv__slice_is(node->value, "true");
    if (*out || lmv__slice_is(node->value, "false"))
        return true;
    lmv__fail(load, "E206", node->pos, "write true or false",
        "%s cannot be '%.*s'", what, LMV__ARG(node->value));
    return false;
}

bool lmv__number(lmv__loader *load, const lmv__node *node, const char *what,
    uint32_t min, uint32_t max, uint32_t *out)
{
    uint64_t number = 0;
    bool fits = true;

    if (!lmv__is(load, node, LMV__SCALAR, what))
        return false;
    for (size_t i = 0; i < node->value.len && fits; i++) {
        char c = node->value.ptr[i];

        number = number * 10 + (uint64_t)(unsigned char)(c - '0');
        fits = c >= '0' && c <= '9' && number <= UINT32_MAX;
    }
    if (fits && node->value.len && number >= min && number <= max) {
        *out = (uint32_t)number;
        return true;
    }
    lmv__fail(load, "E212", node->pos, NULL,
        "%s should be a whole number from %u to %u, not '%.*s'", what,
        (unsigned)min, (unsigned)max, LMV__ARG(node->value));
    return false;
}

/* "-1.25" to -1250; false when it is no such number. */
static bool parse_milli(lmv__slice text, int64_t *out)
{
    size_t i = text.len && text.ptr[0] == '-', digits = 0, places = 0;
    bool point = false;
    int64_t number = 0;

    for (; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '.' && !point && digits) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || number > 1000000000 || places == 3)
            return false;
        number = number * 10 + (c - '0');
        digits++;
        places += point;
    }
    if (!digits || (point && !places))
        return false;
    for (; places < 3; places++)
        number *= 10;
    *out = text.ptr[0] == '-' ? -number : number;
    return true;
}

bool lmv__milli(lmv__loader *load, const lmv__node *node, const char *what,
    int32_t min, int32_t max, int32_t *out)
{
    int64_t number;

    if (!lmv__is(load, node, LMV__SCALAR, what))
        return false;
    if (parse_milli(node->value, &number) && number >= min && number <= max) {
        *out = (int32_t)number;
        return true;
    }
    lmv__fail(load, "E212", node->pos,
        memchr(node->value.ptr, ',', node->value.len)
            ? "write a point: 1.5, not 1,5"
            : "write 2, 0.5 or 1.125: at most three places",
        "%s should be a number from %g to %g, not '%.*s'", what, min / 1000.0,
        max / 1000.0, LMV__ARG(node->value));
    return false;
}

/* "a, b or c" */
static void join_names(lmv__buf *buf, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            lmv__buf_adds(buf, i + 1 == n ? " or " : ", ");
        lmv__buf_adds(buf, names[i]);
    }
}

int lmv__choice(lmv__loader *load, const lmv__node *node, const char *what,
    const char *const *names, size_t n)
{
    lmv__suggest suggest;
    lmv__buf buf;

    if (!lmv__is(load, node, LMV__SCALAR, what))
        return -1;
    for (size_t i = 0; i < n; i++)
        if (lmv__slice_is(node->value, names[i]))
            return (int)i;
    lmv__suggest_init(&suggest, node->value);
    for (size_t i = 0; i < n; i++)
        lmv__suggest_try(&suggest, lmv__slice_of(names[i]));
    lmv__buf_init(&buf);
    join_names(&buf, names, n);
    lmv__fail(load, "E206", node->pos, lmv__suggest_help(&suggest, NULL),
        "%s cannot be '%.*s', only %s", what, LMV__ARG(node->value),
        buf.failed || !buf.data ? "one of a few values" : buf.data);
    lmv__buf_clear(&buf);
    return -1;
}

lmv__label *lmv__labels(
    lmv__loader *load, const lmv__node *node, const char *what, uint32_t *n)
{
    lmv__label one = {lmv__slice_of(""), lmv__slice_of("")}, *slot;
    lmv__vec vec;

    lmv__vec_init(&vec, sizeof(lmv__label));
    for (uint32_t i = 0; node->kind == LMV__MAP && i < node->n; i++) {
        int language = lmv__language(load, node->items[2 * i]);

        if (!lmv__text(load, node->items[2 * i + 1], what, &one.text) ||
            language < 0)
            continue;
        one.language = load->languages[language];
        slot = lmv__push(load, &vec);
        if (slot)
            *slot = one;
    }
    if (node->kind != LMV__MAP && lmv__text(load, node, what, &one.text)) {
        slot = lmv__push(load, &vec);
        if (slot)
            *slot = one;
    }
    return lmv__freeze(load, &vec, n);
}

lmv__pairs lmv__pairs_read(
    lmv__loader *load, const lmv__node *node, const char *what)
{
    lmv__pairs pairs = {NULL, 0};
    lmv__vec vec;

    if (!lmv__is(load, node, LMV__MAP, what))
        return pairs;
    lmv__vec_init(&vec, sizeof(lmv__pair));
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *key = node->items[2 * i];
        lmv__pair pair = {.pos = key->pos};
        lmv__pair *slot;

        if (key->kind != LMV__SCALAR || key->broken ||
            !lmv__text(load, node->items[2 * i + 1], what, &pair.value))
            continue;
        pair.name = lmv__keep(load, key->value);
        pair.value_pos = lmv__text_pos(node->items[2 * i + 1]);
        slot = lmv__push(load, &vec);
        if (slot)
            *slot = pair;
    }
    pairs.items = lmv__freeze(load, &vec, &pairs.n);
    return pairs;
}

lmv__pairs lmv__strings_read(
    lmv__loader *load, const lmv__node *node, const char *what)
{
    const lmv__node *const *items = &node;
    lmv__pairs pairs = {NULL, 0};
    uint32_t n = 1;
    lmv__vec vec;

    if (node->kind == LMV__LIST) {
        items = (const lmv__node *const *)node->items;
        n = node->n;
        if (!n)
            lmv__fail(
                load, "E211", node->pos, NULL, "the list of %s is empty", what);
    }
    lmv__vec_init(&vec, sizeof(lmv__pair));
    for (uint32_t i = 0; i < n; i++) {
        lmv__slice text;
        lmv__pair *slot;

        if (!lmv__text(load, items[i], what, &text))
            continue;
        slot = lmv__push(load, &vec);
        if (slot)
            *slot =
                (lmv__pair){text, text, items[i]->pos, lmv__text_pos(items[i])};
    }
    pairs.items = lmv__freeze(load, &vec, &pairs.n);
    return pairs;
}
