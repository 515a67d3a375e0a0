#include "rules/entry.h"

#include <string.h>

typedef struct reader {
    lmv__loader *load;
    lmv__vec entries;
    const char *what;
    uint8_t languages;
} reader;

uint8_t lmv__pack_languages(const lmv__loader *load)
{
    const lmv__pack *pack = lmv__vec_at(&load->packs, load->pack);

    return pack->languages;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Quotes of word processors mean nothing, so an author who writes them wants
 * something else. */
static bool has_typographic_quote(lmv__slice text)
{
    static const char *const quotes[] = {"„", "“", "”", "‚", "‘", "»", "«"};

    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t len = strlen(quotes[i]);

        if (text.len >= len && !memcmp(text.ptr, quotes[i], len))
            return true;
    }
    return false;
}

static lmv__entry *add_entry(reader *read, lmv__slice text, lmv__pos pos)
{
    lmv__entry *entry = lmv__push(read->load, &read->entries);

    if (!entry)
        return NULL;
    entry->text = lmv__keep(read->load, text);
    entry->languages = read->languages;
    entry->pos = pos;
    entry->pack = read->load->pack;
    if (has_typographic_quote(text))
        lmv__warn(read->load, "W123", pos,
            "write straight quotes \"...\" for exactly this form, or none",
            "typographic quotes mean nothing here: the words have their "
            "endings");
    return entry;
}

/* ---- | blocks ---- */

/* Where ` # ...` begins at the end of a line, or its length. */
static size_t comment_start(const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (line[i] == '#' && (!i || is_blank(line[i - 1])) &&
            (!i || i + 1 == len || is_blank(line[i + 1])))
            return i;
    return len;
}

/* What a line of a block says: without the blanks around it and its comment;
 * `*begin` is how many blanks are before it. */
static lmv__slice line_text(lmv__slice line, size_t *begin)
{
    size_t end;

    *begin = 0;
    while (*begin < line.len && is_blank(line.ptr[*begin]))
        ++*begin;
    end = *begin + comment_start(line.ptr + *begin, line.len - *begin);
    while (end > *begin && is_blank(line.ptr[end - 1]))
        end--;
    return (lmv__slice){line.ptr + *begin, end - *begin};
}

/* One line of a block; `column` is its first character's in the file. */
static void read_line(reader *read, lmv__slice line, lmv__pos pos)
{
    size_t begin;
    lmv__slice text = line_text(line, &begin);

    if (!text.len)
        return;
    pos.column += (uint32_t)begin;
    add_entry(read, text, pos);
}

/* A line that is indented deeper goes on with the entry right above.  `source` is
 * that line in the file. */
static void continue_entry(reader *read, lmv__slice text, lmv__slice source)
{
    lmv__entry *entry = lmv__vec_at(&read->entries, read->entries.len - 1);
    size_t len = entry->text.len + 1 + text.len;
    char *joined = lmv__arena_alloc(&read->load->rules->arena, len + 1, 1);

    if (!joined) {
        read->load->nomem = true;
        return;
    }
    memcpy(joined, entry->text.ptr, entry->text.len);
    joined[entry->text.len] = ' ';
    memcpy(joined + entry->text.len + 1, text.ptr, text.len);
    entry->text = (lmv__slice){joined, len};
    entry->source_end = source.ptr + source.len;
    entry->quote = '|';
}

/* The file's line at *at, without its end; *at moves to the next. */
static lmv__slice next_line(lmv__slice text, size_t *at)
{
    lmv__slice line = {text.ptr + *at, 0};

    while (*at < text.len && text.ptr[*at] != '\n' && text.ptr[*at] != '\r') {
        ++*at;
        line.len++;
    }
    if (*at < text.len && text.ptr[(*at)++] == '\r' && *at < text.len &&
        text.ptr[*at] == '\n')
        ++*at;
    return line;
}

/* A literal block keeps its lines, so line k of the value is line k behind the
 * one with the |, and ends like it. */
static void read_block(reader *read, const lmv__node *node)
{
    lmv__slice file = read->load->rules->files[node->pos.file].text;
    lmv__pos pos = node->pos;
    size_t at = node->start, in = 0, first = read->entries.len, begin;

    next_line(file, &at);
    while (in < node->value.len) {
        lmv__slice line = next_line(node->value, &in);
        lmv__slice source = next_line(file, &at);
        lmv__slice text = line_text(line, &begin);
        size_t before = read->entries.len;

        if (begin == line.len)
            first = before; /* nothing goes on behind an empty line */
        pos.line++;
        pos.column = 1;
        if (source.len >= line.len)
            pos.column +=
                (uint32_t)lmv__count_characters(source.ptr, source.len) -
                (uint32_t)lmv__count_characters(line.ptr, line.len);
        if (begin && text.len && before > first) {
            continue_entry(read, text, source);
            continue;
        }
        read_line(read, line, pos);
        if (read->entries.len > before && source.len >= line.len) {
            lmv__entry *entry = lmv__vec_at(&read->entries, before);

            entry->source = source.ptr + (source.len - line.len) + begin;
        }
    }
}

/* `>`: each line of the value is one or more lines of the file run together;
 * more than one is never meant. */
static void read_folded(reader *read, const lmv__node *node)
{
    lmv__slice file = read->load->rules->files[node->pos.file].text;
    lmv__pos pos = node->pos;
    size_t at = node->start, in = 0;

    next_line(file, &at);
    while (in < node->value.len) {
        lmv__slice line = next_line(node->value, &in), source;
        size_t indent = 0;

        if (!line.len)
            continue;
        do {
            source = next_line(file, &at);
            pos.line++;
            for (indent = 0;
                 indent < source.len && is_blank(source.ptr[indent]);)
                indent++;
        } while (indent == source.len && at < file.len);
        pos.column = (uint32_t)indent + 1;
        if (source.len - indent < line.len) {
            lmv__fail(read->load, "E113", pos,
                "write | instead of >: then each line is an entry",
                "> makes one entry of these lines");
            return;
        }
        read_line(read, line, pos);
    }
}

/* ---- strings and lists ---- */

static void read_string(reader *read, const lmv__node *node)
{
    lmv__entry *entry;

    if (node->end_line != node->pos.line) {
        lmv__fail(read->load, "E113", node->pos,
            "write | behind the key, and each entry on its own line below",
            "these lines are one entry for YAML");
        return;
    }
    if (memchr(node->value.ptr, '\n', node->value.len) ||
        (node->style == LMV__DOUBLE &&
            memchr(node->value.ptr, '\t', node->value.len))) {
        lmv__fail(read->load, "E109", node->pos,
            "write single quotes: 'like this', or a | block",
            "a backslash in double quotes makes a newline or tab here");
        return;
    }
    if (!node->value.len) {
        lmv__fail(read->load, "E211", node->pos, NULL,
            "an entry of %s is empty", read->what);
        return;
    }
    entry = add_entry(read, node->value, lmv__text_pos(node));
    if (!entry || (node->style != LMV__SINGLE && node->style != LMV__DOUBLE))
        return;
    entry->quote = node->style == LMV__SINGLE ? '\'' : '"';
    entry->source =
        read->load->rules->files[node->pos.file].text.ptr + node->start + 1;
    entry->source_end = entry->source + (node->end - node->start - 2);
}

static void read_scalar(reader *read, const lmv__node *node)
{
    if (node->broken == LMV__BROKEN)
        return;
    if (node->style == LMV__LITERAL)
        read_block(read, node);
    else if (node->style == LMV__FOLDED)
        read_folded(read, node);
    else
        read_string(read, node);
}

/* [zu teuer, aber gut]: the second may be the rest of the first. */
static void note_comma(reader *read, const lmv__node *list, uint32_t i)
{
    lmv__entry *suspect;

    if (list->style != LMV__FLOW || !i || list->items[i]->style != LMV__PLAIN ||
        list->items[i - 1]->style != LMV__PLAIN)
        return;
    suspect = lmv__push(read->load, &read->load->commas);
    if (!suspect)
        return;
    suspect->text = lmv__keep(read->load, list->items[i]->value);
    suspect->pos = list->items[i]->pos;
}

static void read_list(reader *read, const lmv__node *node)
{
    if (!node->n)
        lmv__fail(read->load, "E211", node->pos, NULL,
            "the list of %s is empty", read->what);
    for (uint32_t i = 0; i < node->n; i++) {
        const lmv__node *item = node->items[i];

        if (item->kind != LMV__SCALAR) {
            lmv__is(read->load, item, LMV__SCALAR, "an entry");
            continue;
        }
        note_comma(read, node, i);
        read_scalar(read, item);
    }
}

static void read_any(reader *read, const lmv__node *node)
{
    size_t before = read->entries.len;
    uint32_t errors = read->load->reporter->errors;

    if (node->kind == LMV__LIST)
        read_list(read, node);
    else if (lmv__is(read->load, node, LMV__SCALAR, read->what))
        read_scalar(read, node);
    if (read->entries.len == before && !node->broken && !read->load->nomem &&
        read->load->reporter->errors == errors)
        lmv__fail(
            read->load, "E211", node->pos, NULL, "%s has no entry", read->what);
}

static void read_by_language(reader *read, const lmv__node *map)
{
    if (!map->n)
        lmv__fail(
            read->load, "E211", map->pos, NULL, "%s has no entry", read->what);
    for (uint32_t i = 0; i < map->n; i++) {
        int language = lmv__language(read->load, map->items[2 * i]);

        if (language < 0)
            continue;
        read->languages = (uint8_t)(1u << language);
        read_any(read, map->items[2 * i + 1]);
    }
}

lmv__entries lmv__entries_read(lmv__loader *load, const lmv__node *node,
    uint8_t languages, const char *what)
{
    reader read = {.load = load, .what = what, .languages = languages};
    lmv__entries entries = {.n = 0};

    lmv__vec_init(&read.entries, sizeof(lmv__entry));
    if (node->kind == LMV__MAP && node->broken != LMV__BROKEN)
        read_by_language(&read, node);
    else if (node->broken != LMV__BROKEN)
        read_any(&read, node);
    entries.items = lmv__freeze(load, &read.entries, &entries.n);
    return entries;
}
