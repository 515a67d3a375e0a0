/*
 * yaml_json FILE...: each YAML file as a line of JSON, as any program that
 * knows nothing of leitmotiv reads it: plain scalars that look like numbers,
 * booleans or nothing become these, an alias becomes nothing.
 */
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef struct converter {
    yaml_parser_t parser;
    lmv__json_writer json;
    const char *path;
} converter;

static bool next(converter *convert, yaml_event_t *event)
{
    if (yaml_parser_parse(&convert->parser, event))
        return true;
    fprintf(stderr, "yaml_json: %s:%zu: %s\n", convert->path,
        convert->parser.problem_mark.line + 1, convert->parser.problem);
    return false;
}

static bool is_number(const char *text)
{
    char *end;

    if (!*text || !strchr("-.0123456789", *text))
        return false;
    strtod(text, &end);
    return *end == '\0';
}

static bool is_whole(const char *text)
{
    return is_number(text) && !text[strspn(text, "-0123456789")];
}

static void put_scalar(converter *convert, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    if (plain && (!*text || !strcmp(text, "~") || !strcmp(text, "null")))
        lmv__json_null(&convert->json);
    else if (plain && (!strcmp(text, "true") || !strcmp(text, "false")))
        lmv__json_bool(&convert->json, *text == 't');
    else if (plain && is_whole(text))
        lmv__json_int(&convert->json, strtoll(text, NULL, 10));
    else if (plain && is_number(text))
        lmv__json_real(&convert->json, strtod(text, NULL));
    else
        lmv__json_string(&convert->json, text, event->data.scalar.length);
}

static bool put_value(converter *convert, const yaml_event_t *event);

/* Up to the event that ends it. */
static bool put_children(converter *convert, bool map)
{
    yaml_event_t event;
    bool good = true, key = map;

    while (good && (good = next(convert, &event))) {
        bool end = event.type == YAML_SEQUENCE_END_EVENT ||
                   event.type == YAML_MAPPING_END_EVENT;

        if (!end && map && key && event.type == YAML_SCALAR_EVENT)
            lmv__json_key(
                &convert->json, (const char *)event.data.scalar.value);
        else if (!end)
            good = !(map && key) && put_value(convert, &event);
        yaml_event_delete(&event);
        if (end)
            return true;
        key = map && !key;
    }
    return false;
}

static bool put_value(converter *convert, const yaml_event_t *event)
{
    bool map = event->type == YAML_MAPPING_START_EVENT, good;

    if (event->type == YAML_SCALAR_EVENT) {
        put_scalar(convert, event);
        return true;
    }
    if (event->type == YAML_ALIAS_EVENT) {
        lmv__json_null(&convert->json);
        return true;
    }
    if (!map && event->type != YAML_SEQUENCE_START_EVENT)
        return false;
    lmv__json_begin(&convert->json, map ? '{' : '[');
    good = put_children(convert, map);
    lmv__json_end(&convert->json, map ? '}' : ']');
    return good;
}

static bool convert_file(const char *path)
{
    converter convert = {.path = path};
    FILE *file = fopen(path, "rb");
    bool good = file != NULL, done = false;
    lmv__buf out;

    if (!file) {
        perror(path);
        return false;
    }
    lmv__buf_init(&out);
    lmv__json_writer_init(&convert.json, &out, 0);
    yaml_parser_initialize(&convert.parser);
    yaml_parser_set_input_file(&convert.parser, file);
    while (good && !done) {
        yaml_event_t event;

        good = next(&convert, &event);
        if (!good)
            break;
        done = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_SCALAR_EVENT ||
            event.type == YAML_MAPPING_START_EVENT ||
            event.type == YAML_SEQUENCE_START_EVENT)
            good = put_value(&convert, &event);
        yaml_event_delete(&event);
    }
    if (good && !out.failed)
        printf("%s\n", out.data);
    yaml_parser_delete(&convert.parser);
    lmv__buf_clear(&out);
    fclose(file);
    return good;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;

    for (int i = 1; i < argc; i++)
        good = convert_file(argv[i]) && good;
    return good ? 0 : 1;
}
