#include "rules/yaml_p.h"

#include "base/vec.h"
#include "rules/report.h"

#include <string.h>

/* A list or map that is not closed yet: its children are in the vector of
 * nodes from `base` on. */
typedef struct frame {
    lmv__node *node;
    size_t base;
} frame;

typedef struct builder {
    lmv__yaml yaml;
    frame frames[LMV__MAX_YAML_DEPTH];
    size_t depth;
    lmv__vec nodes; /* lmv__node *, children of open frames */
    uint32_t count;
    lmv__node *root;
    uint32_t documents;
} builder;

/* An error that ends the reading of the file. */
static lmv_status refuse(builder *build, const char *code, lmv__pos pos,
    const char *help, const char *message)
{
    lmv__report(build->yaml.reporter, build->yaml.rules, LMV_ERROR, code, pos,
        help, "%s", message);
    return LMV_ERULES;
}

void lmv__yaml_break(lmv__yaml *yaml, lmv__node *node, const char *code,
    lmv__pos pos, const char *help, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    lmv__report_v(
        yaml->reporter, yaml->rules, LMV_ERROR, code, pos, help, format, args);
    va_end(args);
    node->broken = LMV__BROKEN;
}

static lmv__pos pos_of(const builder *build, const yaml_mark_t *mark)
{
    return (lmv__pos){
        build->yaml.file, (uint32_t)mark->line + 1, (uint32_t)mark->column + 1};
}

/* Byte of the text where character `index` begins: marks count characters and
 * come nearly in order, so the way from the last one is short. */
static size_t byte_of(lmv__yaml *yaml, size_t index)
{
    while (yaml->at_character < index && yaml->at_byte < yaml->len) {
        yaml->at_byte++;
        while (yaml->at_byte < yaml->len &&
               ((unsigned char)yaml->text[yaml->at_byte] & 0xc0) == 0x80)
            yaml->at_byte++;
        yaml->at_character++;
    }
    while (yaml->at_character > index && yaml->at_byte) {
        yaml->at_byte--;
        while (yaml->at_byte &&
               ((unsigned char)yaml->text[yaml->at_byte] & 0xc0) == 0x80)
            yaml->at_byte--;
        yaml->at_character--;
    }
    return yaml->at_byte;
}

static lmv__node *new_node(
    builder *build, const yaml_event_t *event, lmv__node_kind kind)
{
    lmv__node *node = lmv__arena_alloc(build->yaml.arena, 1, sizeof *node);

    if (!node)
        return NULL;
    node->kind = kind;
    node->style = LMV__BLOCK;
    node->pos = pos_of(build, &event->start_mark);
    node->end_line = (uint32_t)event->end_mark.line + 1;
    node->start =
        byte_of(&build->yaml, event->start_mark.index) + build->yaml.bom;
    node->end = byte_of(&build->yaml, event->end_mark.index) + build->yaml.bom;
    return node;
}

/* Put a node where it belongs: into the open frame, or at the root. */
static lmv_status place(builder *build, lmv__node *node)
{
    lmv__node **slot;

    if (++build->count > LMV__MAX_YAML_NODES)
        return refuse(build, "E107", node->pos,
            "divide the pack into several files",
            "more lists, maps and texts than a rule file may have");
    if (!build->depth) {
        build->root = node;
        return LMV_OK;
    }
    slot = lmv__vec_push(&build->nodes);
    if (!slot)
        return LMV_ENOMEM;
    *slot = node;
    return LMV_OK;
}

static void check_properties(
    builder *build, lmv__node *node, const void *anchor, const void *tag)
{
    if (anchor)
        lmv__yaml_break(&build->yaml, node, "E105", node->pos,
            "a text that begins with & has to stand in quotes or in a | block",
            "& makes a YAML anchor, which rule files do without");
    if (tag)
        lmv__yaml_break(&build->yaml, node, "E105", node->pos,
            "a text that begins with ! has to stand in quotes or in a | block",
            "! makes a YAML tag, which rule files do without");
}

static lmv_status open_frame(builder *build, lmv__node *node)
{
    lmv_status status = place(build, node);

    if (status != LMV_OK)
        return status;
    if (build->depth == LMV__MAX_YAML_DEPTH)
        return refuse(build, "E107", node->pos, NULL,
            "lists and maps are nested more than 32 deep");
    build->frames[build->depth++] = (frame){node, build->nodes.len};
    return LMV_OK;
}

static lmv_status open_list(builder *build, const yaml_event_t *event)
{
    lmv__node *node = new_node(build, event, LMV__LIST);

    if (!node)
        return LMV_ENOMEM;
    if (event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
        node->style = LMV__FLOW;
    check_properties(build, node, event->data.sequence_start.anchor,
        event->data.sequence_start.tag);
    return open_frame(build, node);
}

static lmv_status open_map(builder *build, const yaml_event_t *event)
{
    lmv__node *node = new_node(build, event, LMV__MAP);

    if (!node)
        return LMV_ENOMEM;
    if (event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
        node->style = LMV__FLOW;
    check_properties(build, node, event->data.mapping_start.anchor,
        event->data.mapping_start.tag);
    return open_frame(build, node);
}

/* A key's own form; false when it was refused. */
static bool check_key(builder *build, lmv__node *map, const lmv__node *key)
{
    if (key->broken)
        return false;
    if (key->kind != LMV__SCALAR || key->style == LMV__LITERAL ||
        key->style == LMV__FOLDED || !key->value.len) {
        lmv__yaml_break(&build->yaml, map, "E112", key->pos,
            "text that begins with { or [ has to stand in quotes",
            "a key has to be a plain text");
        return false;
    }
    if (lmv__slice_is(key->value, "<<")) {
        lmv__yaml_break(&build->yaml, map, "E105", key->pos, NULL,
            "<< is a YAML merge key, which rule files do without");
        return false;
    }
    return true;
}

/* Two equal keys: libyaml does not mind, and authors lose one of them. */
static lmv_status check_keys(builder *build, lmv__node *map)
{
    lmv_status status = LMV_OK;
    lmv__map seen;

    lmv__map_init(&seen);
    for (uint32_t i = 0; i < map->n && status == LMV_OK; i++) {
        const lmv__node *key = map->items[2 * i], *first;
        uint32_t before;

        if (!check_key(build, map, key))
            continue;
        before = lmv__map_get(&seen, key->value);
        if (before == LMV__MAP_NONE) {
            if (!lmv__map_set(&seen, key->value, i))
                status = LMV_ENOMEM;
            continue;
        }
        first = map->items[2 * before];
        lmv__yaml_break(&build->yaml, map, "E103", key->pos,
            "keep one of them, or put what both hold under one key",
            "the key '%.*s' is given twice; the first is at line %u, column %u",
            LMV__ARG(key->value), first->pos.line, first->pos.column);
    }
    lmv__map_clear(&seen);
    return status;
}

static lmv_status close_frame(builder *build, const yaml_event_t *event)
{
    frame *open = &build->frames[--build->depth];
    lmv__node *node = open->node;
    size_t n = build->nodes.len - open->base;

    node->end_line = (uint32_t)event->end_mark.line + 1;
    node->end = byte_of(&build->yaml, event->end_mark.index) + build->yaml.bom;
    node->items = lmv__arena_alloc(build->yaml.arena, n, sizeof *node->items);
    if (!node->items)
        return LMV_ENOMEM;
    if (n)
        memcpy(node->items, lmv__vec_at(&build->nodes, open->base),
            n * sizeof *node->items);
    build->nodes.len = open->base;
    for (size_t i = 0; i < n; i++)
        if (node->items[i]->broken && !node->broken)
            node->broken = LMV__BROKEN_BELOW;
    node->n = (uint32_t)(node->kind == LMV__MAP ? n / 2 : n);
    return node->kind == LMV__MAP ? check_keys(build, node) : LMV_OK;
}

static lmv__node_style style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return LMV__SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return LMV__DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE:
        return LMV__LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return LMV__FOLDED;
    default:
        return LMV__PLAIN;
    }
}

static lmv_status add_scalar(builder *build, const yaml_event_t *event)
{
    lmv__node *node = new_node(build, event, LMV__SCALAR);
    const char *copy;

    if (!node)
        return LMV_ENOMEM;
    copy = lmv__arena_copy(build->yaml.arena,
        (const char *)event->data.scalar.value, event->data.scalar.length);
    if (!copy)
        return LMV_ENOMEM;
    node->value = (lmv__slice){copy, event->data.scalar.length};
    node->style = style_of(event->data.scalar.style);
    check_properties(
        build, node, event->data.scalar.anchor, event->data.scalar.tag);
    lmv__yaml_check_scalar(&build->yaml, node);
    return place(build, node);
}

/* `*hotline` was meant as a wildcard. */
static lmv_status add_alias(builder *build, const yaml_event_t *event)
{
    lmv__node *node = new_node(build, event, LMV__SCALAR);

    if (!node)
        return LMV_ENOMEM;
    node->value = lmv__slice_of("*");
    lmv__yaml_break(&build->yaml, node, "E105", node->pos,
        "a text that begins with * has to stand in quotes or in a | block",
        "* at the beginning makes a YAML alias, not a wildcard");
    return place(build, node);
}

static lmv_status start_document(builder *build, const yaml_event_t *event)
{
    lmv__pos pos = pos_of(build, &event->start_mark);

    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end)
        return refuse(build, "E105", pos, NULL,
            "% makes a YAML directive, which rule files do without");
    if (build->documents++)
        return refuse(build, "E106", pos,
            "take the line --- away, or make two files of it",
            "a rule file holds one document");
    return LMV_OK;
}

static lmv_status take_event(builder *build, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return start_document(build, event);
    case YAML_ALIAS_EVENT:
        return add_alias(build, event);
    case YAML_SCALAR_EVENT:
        return add_scalar(build, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_list(build, event);
    case YAML_MAPPING_START_EVENT:
        return open_map(build, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_frame(build, event);
    default:
        return LMV_OK;
    }
}

static lmv_status build_tree(builder *build)
{
    bool end = false;
    lmv_status status = LMV_OK;

    while (!end && status == LMV_OK) {
        yaml_event_t event;

        if (!yaml_parser_parse(&build->yaml.parser, &event)) {
            if (build->yaml.parser.error == YAML_MEMORY_ERROR)
                return LMV_ENOMEM;
            lmv__yaml_explain(&build->yaml);
            return LMV_ERULES;
        }
        end = event.type == YAML_STREAM_END_EVENT;
        status = take_event(build, &event);
        yaml_event_delete(&event);
    }
    return status;
}

/* The whole file with libyaml's parser; the bytes are checked already. */
static lmv_status parse_text(builder *build)
{
    lmv_status status;

    if (!yaml_parser_initialize(&build->yaml.parser))
        return LMV_ENOMEM;
    yaml_parser_set_encoding(&build->yaml.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&build->yaml.parser,
        (const unsigned char *)build->yaml.text, build->yaml.len);
    lmv__vec_init(&build->nodes, sizeof(lmv__node *));
    status = build_tree(build);
    lmv__vec_clear(&build->nodes);
    yaml_parser_delete(&build->yaml.parser);
    if (status == LMV_OK && !build->root)
        return refuse(build, "E106", (lmv__pos){build->yaml.file, 1, 1},
            "a rule file begins with the line `leitmotiv: 1`",
            "the file is empty");
    return status;
}

lmv_status lmv__yaml_parse(lmv__node **root, const lmv_ruleset *rules,
    uint32_t file, lmv__arena *arena, lmv__reporter *reporter)
{
    lmv__slice text = rules->files[file].text;
    builder build = {.yaml = {.rules = rules,
                         .reporter = reporter,
                         .file = file,
                         .arena = arena}};
    lmv__theme somebody = {.id = lmv__slice_of("")};
    lmv_status status;

    *root = NULL;
    if (text.len >= 3 && !memcmp(text.ptr, "\xef\xbb\xbf", 3))
        build.yaml.bom = 3;
    build.yaml.text = text.ptr + build.yaml.bom;
    build.yaml.len = text.len - build.yaml.bom;
    /* Whose error it is will be known when the tree is read. */
    reporter->theme = &somebody;
    status =
        lmv__yaml_check_bytes(&build.yaml) ? parse_text(&build) : LMV_ERULES;
    reporter->theme = NULL;
    if (status == LMV_ERULES)
        reporter->fatal++;
    if (status == LMV_OK)
        *root = build.root;
    return status;
}

const lmv__node *lmv__node_get(const lmv__node *map, const char *key)
{
    for (uint32_t i = 0; map->kind == LMV__MAP && i < map->n; i++)
        if (lmv__slice_is(map->items[2 * i]->value, key))
            return map->items[2 * i + 1];
    return NULL;
}
