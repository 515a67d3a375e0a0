#include "rules/pack.h"

#include "base/platform.h"
#include "rules/asked.h"
#include "rules/entry.h"
#include "rules/guard.h"
#include "rules/theme.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DISTANCE = 100 };

enum {
    LEITMOTIV,
    PACK,
    IMPORTS,
    DEFAULTS,
    LANGUAGE_DATA,
    CLAUSE_BREAKS,
    MACROS,
    LISTS,
    VERBS,
    GUARDS,
    THEMES,
    QUESTIONS,
    EXTEND,
    N_KEYS
};

static const lmv__key header_keys[] = {
    {.name = "id",
        .kind = LMV__AS_ID,
        .doc = "the name of its folder or file",
        .needed = true},
    {.name = "version", .kind = LMV__AS_TEXT, .doc = "of its results: 0.1.0"},
    {.name = "title", .kind = LMV__AS_LABEL, .doc = "its name for readers"},
    {.name = "languages",
        .kind = LMV__AS_LANGUAGES,
        .doc = "that its themes are for: [de, en]"},
    {.name = "license",
        .kind = LMV__AS_TEXT,
        .doc = "under which others may use it"},
};
static const lmv__shape header_shape = {"pack", header_keys, 5, NULL};

static const lmv__key defaults_keys[] = {
    {.name = "within",
        .kind = LMV__AS_WHOLE,
        .doc = "for `near`, if it says nothing: 8",
        .min = 0,
        .max = MAX_DISTANCE},
    {.name = "gap",
        .kind = LMV__AS_WHOLE,
        .doc = "words that `...` passes over: 5",
        .min = 0,
        .max = MAX_DISTANCE},
    {.name = "threshold",
        .kind = LMV__AS_DECIMAL,
        .doc = "for themes that say nothing: 1",
        .min = 1,
        .max = LMV__MAX_WEIGHT},
    {.name = "when",
        .kind = LMV__AS_WHENS,
        .doc = "what guards do, for all themes"},
};
static const lmv__shape defaults_shape = {"defaults", defaults_keys, 4, NULL};

static const lmv__key keys[N_KEYS] = {
    [LEITMOTIV] = {.name = "leitmotiv",
        .kind = LMV__AS_WHOLE,
        .doc = "version of the rule language, first of all",
        .needed = true,
        .min = 1,
        .max = 1},
    [PACK] = {.name = "pack",
        .kind = LMV__AS_MAP,
        .doc = "the pack's header",
        .shape = &header_shape},
    [IMPORTS] = {.name = "imports",
        .kind = LMV__AS_STRINGS,
        .doc = "ids of packs that this one uses"},
    [DEFAULTS] = {.name = "defaults",
        .kind = LMV__AS_MAP,
        .doc = "for the themes of the pack",
        .shape = &defaults_shape},
    [LANGUAGE_DATA] = {.name = "language_data",
        .kind = LMV__AS_NAMED,
        .doc = "what the engine knows of a language",
        .shape = &lmv__language_shape},
    [CLAUSE_BREAKS] = {.name = "clause_breaks",
        .kind = LMV__AS_ENTRIES,
        .doc = "words that begin a clause"},
    [MACROS] = {.name = "macros",
        .kind = LMV__AS_PAIRS,
        .doc = "regular expressions with a name"},
    [LISTS] = {.name = "lists",
        .kind = LMV__AS_NAMED_ENTRIES,
        .doc = "words with a name"},
    [VERBS] = {.name = "verbs",
        .kind = LMV__AS_NAMED,
        .doc = "separable verbs, lists of their forms",
        .shape = &lmv__verb_shape},
    [GUARDS] = {.name = "guards",
        .kind = LMV__AS_NAMED,
        .doc = "what keeps words from counting",
        .shape = &lmv__guard_shape},
    [THEMES] = {.name = "themes",
        .kind = LMV__AS_THEMES,
        .doc = "what is looked for"},
    [QUESTIONS] = {.name = "questions",
        .kind = LMV__AS_NAMED,
        .doc = "by column: what the question asks for",
        .shape = &lmv__question_shape},
    [EXTEND] = {.name = "extend",
        .kind = LMV__AS_TEXT,
        .doc = NULL}, /* to say where it belongs */
};
const lmv__shape lmv__file_shape = {"a rule file", keys, N_KEYS, NULL};

/* A file's tree, and what stands at its top. */
typedef struct part {
    uint32_t file;
    bool header; /* the one that may have pack, imports, defaults */
    const lmv__node *root;
    const lmv__node *values[N_KEYS];
} part;

static lmv__pack *current(const lmv__loader *load)
{
    return lmv__vec_at(&load->packs, load->pack);
}

static uint32_t load_pack(
    lmv__loader *load, const char *path, const char *id, lmv__pos pos);

/* ---- the top of a file ---- */

/* `leitmotiv: 1` comes first. */
static void check_schema(lmv__loader *load, const part *top)
{
    const lmv__node *version = top->values[LEITMOTIV];

    if (!version) {
        lmv__fail(load, "E201", (lmv__pos){top->file, 1, 1},
            "every rule file begins with the line `leitmotiv: 1`",
            "`leitmotiv: 1` is missing");
        return;
    }
    if (version->broken == LMV__BROKEN)
        return;
    if (version->kind != LMV__SCALAR || !lmv__slice_is(version->value, "1"))
        lmv__fail(load, "E201", version->pos, "write `leitmotiv: 1`",
            "this version reads rules of schema 1 only");
    else if (!lmv__slice_is(top->root->items[0]->value, "leitmotiv"))
        lmv__fail(load, "E201", version->pos, "move it to the first line",
            "`leitmotiv: 1` has to be the first key");
}

/* An error that the YAML reader reported inside of one theme is that theme's;
 * everywhere else it stops the load. */
static void count_broken(lmv__loader *load, const part *top)
{
    bool fatal = top->root->broken == LMV__BROKEN;

    for (int i = 0; i < N_KEYS; i++) {
        const lmv__node *value = top->values[i];

        if (value && value->broken &&
            (i != THEMES || value->kind != LMV__LIST ||
                value->broken == LMV__BROKEN))
            fatal = true;
    }
    if (fatal)
        load->reporter->fatal++;
}

static void read_top(lmv__loader *load, part *top)
{
    if (!lmv__fields(load, top->root, &lmv__file_shape, top->values))
        return;
    check_schema(load, top);
    count_broken(load, top);
    for (int i = PACK; i <= DEFAULTS; i++)
        if (top->values[i] && !top->header)
            lmv__fail(load, "E202", top->values[i]->pos, "move it to pack.yml",
                "`%s` stands in pack.yml only", keys[i].name);
    if (top->values[EXTEND])
        lmv__fail(load, "E210", top->values[EXTEND]->pos,
            "write `themes:`, and below it `- extend: pack/theme`",
            "`extend` stands in an item of `themes:`");
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Trees of the files from `first` on; *n of them. */
static part *parse_files(lmv__loader *load, uint32_t first, uint32_t *n)
{
    uint32_t count = (uint32_t)load->files.len - first;
    part *parts = lmv__arena_alloc(&load->trees, count, sizeof *parts);
    lmv__node *root;

    *n = 0;
    if (!parts) {
        load->nomem = true;
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        part *top = &parts[*n];
        const lmv__file *file = lmv__vec_at(&load->files, first + i);
        lmv_status status = lmv__yaml_parse(
            &root, load->rules, first + i, &load->trees, load->reporter);

        if (status == LMV_ENOMEM)
            load->nomem = true;
        if (status != LMV_OK)
            continue;
        top->file = first + i;
        top->root = root;
        top->header = count == 1 || !strcmp(base_name(file->path), "pack.yml");
        read_top(load, top);
        ++*n;
    }
    return parts;
}

/* ---- the header ---- */

/* Another pack with this id, from another place. */
static bool check_clash(lmv__loader *load, const lmv__node *node)
{
    const lmv__pack *packs = load->packs.data;

    for (uint32_t i = 0; i < load->packs.len; i++) {
        if (i == load->pack || !lmv__slice_same(packs[i].id, node->value))
            continue;
        lmv__fail(load, "E226", node->pos,
            "load one of them only, or give one another id",
            "the pack '%.*s' is there twice; the first is %s",
            LMV__ARG(node->value), packs[i].path);
        return false;
    }
    return true;
}

static bool read_pack_id(
    lmv__loader *load, const lmv__node *node, const char *wanted)
{
    lmv__slice id;

    if (!lmv__id(load, node, "the pack's id", &id) || !check_clash(load, node))
        return false;
    if (wanted && !lmv__slice_is(id, wanted)) {
        lmv__fail(load, "E226", node->pos,
            "a pack's id is the name of its folder or file",
            "the pack is found as '%s' but calls itself '%.*s'", wanted,
            LMV__ARG(id));
        return false;
    }
    current(load)->id = id;
    return true;
}

/* `pack:`; false when there is no id to go on with. */
static bool read_header(
    lmv__loader *load, const lmv__node *node, const char *wanted)
{
    const lmv__node *values[5];
    lmv__pack *pack = current(load);

    pack->pos = node->pos;
    if (!lmv__fields(load, node, &header_shape, values))
        return false;
    if (!values[0]) {
        lmv__fail(load, "E204", node->pos, "pack: {id: my-pack}",
            "the pack has no id");
        return false;
    }
    if (!read_pack_id(load, values[0], wanted))
        return false;
    if (values[1])
        lmv__text(load, values[1], "version", &pack->version);
    if (values[4])
        lmv__text(load, values[4], "license", &pack->license);
    if (values[3])
        lmv__declare_languages(load, values[3], &pack->languages);
    if (values[2])
        pack->titles = lmv__labels(load, values[2], "title", &pack->n_titles);
    return true;
}

/* "pack/file.yml"; a pack of one file is called by it. */
static void name_files(lmv__loader *load, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        lmv__file *file = lmv__vec_at(&load->files, i);
        const char *base = base_name(file->path);
        bool folder = strcmp(current(load)->path, file->path) != 0;

        file->name = folder ? lmv__arena_printf(&load->rules->arena, "%s/%s",
                                  current(load)->id.ptr, base)
                            : base;
        if (!file->name) {
            file->name = "";
            load->nomem = true;
        }
    }
}

static void read_defaults(lmv__loader *load, const lmv__node *node)
{
    const lmv__node *values[4];
    lmv__pack *pack = current(load);

    if (!lmv__fields(load, node, &defaults_shape, values))
        return;
    if (values[0])
        lmv__number(load, values[0], "within", 0, MAX_DISTANCE, &pack->within);
    if (values[1])
        lmv__number(load, values[1], "gap", 0, MAX_DISTANCE, &pack->gap);
    if (values[2])
        lmv__milli(
            load, values[2], "threshold", 1, LMV__MAX_WEIGHT, &pack->threshold);
    if (values[3])
        lmv__read_whens(load, values[3], &pack->when, NULL);
}

/* ---- imports ---- */

static void add_import(lmv__loader *load, lmv__vec *imports, uint32_t pack)
{
    uint32_t *slot;

    for (size_t i = 0; i < imports->len; i++)
        if (*(uint32_t *)lmv__vec_at(imports, i) == pack)
            return;
    slot = lmv__push(load, imports);
    if (slot)
        *slot = pack;
}

static void read_import(
    lmv__loader *load, const lmv__node *node, lmv__vec *imports)
{
    lmv__slice id;
    const char *path = NULL;
    uint32_t pack = LMV__NONE, self = load->pack;

    if (!lmv__id(load, node, "an import", &id))
        return;
    for (uint32_t i = 0; i < load->packs.len; i++) {
        const lmv__pack *other = lmv__vec_at(&load->packs, i);

        if (lmv__slice_same(other->id, id))
            path = other->path; /* wherever it was found */
    }
    if (!path)
        path = lmv__pack_locate(load, id.ptr);
    if (path)
        pack = load_pack(load, path, id.ptr, node->pos);
    else
        lmv__pack_unknown(load, id, node->pos);
    load->pack = self;
    if (pack != LMV__NONE)
        add_import(load, imports, pack);
}

static void read_imports(lmv__loader *load, const lmv__node *node)
{
    lmv__vec imports;
    lmv__pack *pack;

    lmv__vec_init(&imports, sizeof(uint32_t));
    if (node && node->kind == LMV__LIST)
        for (uint32_t i = 0; i < node->n; i++)
            read_import(load, node->items[i], &imports);
    else if (node)
        read_import(load, node, &imports);
    for (uint32_t i = 0; i < load->packs.len; i++) {
        const lmv__pack *other = lmv__vec_at(&load->packs, i);

        if (i != load->pack && lmv__slice_is(other->id, "common"))
            add_import(load, &imports, i);
    }
    pack = current(load);
    pack->imports = lmv__freeze(load, &imports, &pack->n_imports);
}

/* ---- the whole pack ---- */

/* One kind of content after the other, so that what comes later can use what
 * came before, whatever file it stands in. */
static void read_sections(lmv__loader *load, const part *parts, uint32_t n)
{
    static void (*const readers[])(lmv__loader *, const lmv__node *) = {
        [LANGUAGE_DATA] = lmv__read_language_data,
        [CLAUSE_BREAKS] = lmv__read_clause_breaks,
        [MACROS] = lmv__read_macros,
        [LISTS] = lmv__read_lists,
        [VERBS] = lmv__read_verbs,
        [GUARDS] = lmv__read_guards,
        [THEMES] = lmv__read_themes,
        [QUESTIONS] = lmv__read_questions};

    for (int k = LANGUAGE_DATA; k <= QUESTIONS; k++) {
        for (uint32_t i = 0; k == THEMES && i < n; i++)
            if (parts[i].header && parts[i].values[DEFAULTS])
                read_defaults(load, parts[i].values[DEFAULTS]);
        for (uint32_t i = 0; i < n; i++)
            if (parts[i].values[k])
                readers[k](load, parts[i].values[k]);
    }
}

static void read_pack(lmv__loader *load, const char *id, lmv__pos pos)
{
    uint32_t first = (uint32_t)load->files.len, n = 0;
    const part *parts, *header = NULL;

    if (!lmv__pack_read_files(load, current(load)->path, pos))
        return;
    parts = parse_files(load, first, &n);
    for (uint32_t i = 0; parts && i < n; i++)
        if (parts[i].header)
            header = &parts[i];
    if (!header) /* its file is broken, which was reported */
        return;
    if (!header->values[PACK]) {
        if (header->root->kind == LMV__MAP)
            lmv__fail(load, "E202", (lmv__pos){header->file, 1, 1},
                "write `pack: {id: my-pack, languages: [de, en]}` below "
                "`leitmotiv: 1`",
                "the pack has no header");
        return;
    }
    if (!read_header(load, header->values[PACK], id))
        return;
    name_files(load, first, (uint32_t)load->files.len);
    read_imports(load, header->values[IMPORTS]);
    read_sections(load, parts, n);
}

static uint32_t new_pack(lmv__loader *load, const char *path, const char *real)
{
    lmv__pack *pack = lmv__push(load, &load->packs);

    if (!pack)
        return LMV__NONE;
    pack->id = lmv__slice_of("");
    pack->version = pack->license = lmv__slice_of("");
    pack->path = path;
    pack->real = real;
    pack->languages = 0xff;
    pack->gap = LMV__DEFAULT_GAP;
    pack->within = LMV__DEFAULT_WITHIN;
    pack->threshold = 1000;
    pack->pos = LMV__NOWHERE;
    lmv__show(load);
    return (uint32_t)load->packs.len - 1;
}

/* The pack is being loaded already: who imports whom. */
static bool check_cycle(lmv__loader *load, uint32_t pack, lmv__pos pos)
{
    const lmv__pack *packs = load->packs.data;
    uint32_t i = 0;
    lmv__buf chain;

    while (i < load->depth && load->loading[i] != pack)
        i++;
    if (i == load->depth)
        return true;
    lmv__buf_init(&chain);
    for (; i < load->depth; i++)
        lmv__buf_addf(&chain, "%s → ", packs[load->loading[i]].id.ptr);
    lmv__buf_adds(&chain, packs[pack].id.ptr);
    lmv__fail(load, "E225", pos, "move what both need to a third pack",
        "packs import each other: %s", chain.failed ? "" : chain.data);
    lmv__buf_clear(&chain);
    return false;
}

/* The path without links, in the arena; `path` itself when it cannot be told
 * (reading it will say why). */
static const char *real_path(lmv__loader *load, const char *path)
{
    char *real = NULL;
    const char *kept = path;

    if (lmv__platform_real(path, &real, NULL) == LMV_OK && real)
        kept = lmv__keep(load, lmv__slice_of(real)).ptr;
    free(real);
    return kept;
}

/* Index of the pack at `path`, loaded now or before; LMV__NONE on a cycle. */
static uint32_t load_pack(
    lmv__loader *load, const char *path, const char *id, lmv__pos pos)
{
    const char *real = real_path(load, path);
    uint32_t pack;

    for (pack = 0; pack < load->packs.len; pack++) {
        const lmv__pack *other = lmv__vec_at(&load->packs, pack);

        if (!strcmp(other->real, real))
            return check_cycle(load, pack, pos) ? pack : LMV__NONE;
    }
    if (load->depth == sizeof load->loading / sizeof *load->loading) {
        lmv__fail(load, "E215", pos, NULL, "imports are more than %u deep",
            (unsigned)load->depth);
        return LMV__NONE;
    }
    pack = new_pack(load, path, real);
    if (pack == LMV__NONE)
        return pack;
    load->loading[load->depth++] = load->pack = pack;
    read_pack(load, id, pos);
    load->depth--;
    return pack;
}

/* FOLDER/pack.yml means the folder: its other files belong to it. */
static const char *whole_pack(lmv__loader *load, const char *path)
{
    const char *base = base_name(path);
    size_t len = (size_t)(base - path);

    if (strcmp(base, "pack.yml"))
        return path;
    return len ? lmv__keep(load, (lmv__slice){path, len}).ptr : ".";
}

void lmv__pack_load(lmv__loader *load, const char *spec)
{
    lmv__slice kept = lmv__keep(load, lmv__slice_of(spec));
    bool is_path = lmv__pack_is_path(spec);
    const char *path;
    uint32_t pack;

    if (is_path)
        path = whole_pack(load, kept.ptr);
    else
        path = lmv__is_id(kept) ? lmv__pack_locate(load, spec) : NULL;
    if (!path) {
        lmv__pack_unknown(load, kept, LMV__NOWHERE);
        return;
    }
    pack = load_pack(load, path, is_path ? NULL : kept.ptr, LMV__NOWHERE);
    if (pack != LMV__NONE)
        ((lmv__pack *)lmv__vec_at(&load->packs, pack))->named = true;
}

void lmv__pack_load_common(lmv__loader *load)
{
    const char *path = lmv__pack_locate(load, "common");

    if (path)
        load_pack(load, path, "common", LMV__NOWHERE);
}
