#include "workbench/import_p.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum column_kind {
    NOTHING,
    CODE,
    LABEL,
    DEFINITION,
    PARENT,
    POLARITY,
    INCLUDE,
    EXCLUDE,
    WORDS,
    MATCH,
    NO_MATCH
} column_kind;

/* Letters and digits only, small; the language is that of the name. */
static const struct {
    const char *name;
    column_kind kind;
    const char *language; /* NULL: both */
} names[] = {{"code", CODE, NULL}, {"id", CODE, NULL}, {"kode", CODE, "de"},
    {"kürzel", CODE, "de"}, {"nr", CODE, NULL}, {"label", LABEL, NULL},
    {"name", LABEL, NULL}, {"title", LABEL, "en"}, {"theme", LABEL, "en"},
    {"category", LABEL, "en"}, {"bezeichnung", LABEL, "de"},
    {"titel", LABEL, "de"}, {"thema", LABEL, "de"}, {"kategorie", LABEL, "de"},
    {"definition", DEFINITION, NULL}, {"description", DEFINITION, "en"},
    {"beschreibung", DEFINITION, "de"}, {"bedeutung", DEFINITION, "de"},
    {"parent", PARENT, "en"}, {"group", PARENT, "en"},
    {"parentcode", PARENT, "en"}, {"gruppe", PARENT, "de"},
    {"obercode", PARENT, "de"}, {"oberkategorie", PARENT, "de"},
    {"polarity", POLARITY, "en"}, {"sentiment", POLARITY, NULL},
    {"valence", POLARITY, "en"}, {"polarität", POLARITY, "de"},
    {"bewertung", POLARITY, "de"}, {"include", INCLUDE, "en"},
    {"inclusion", INCLUDE, "en"}, {"einschluss", INCLUDE, "de"},
    {"exclude", EXCLUDE, "en"}, {"exclusion", EXCLUDE, "en"},
    {"ausschluss", EXCLUDE, "de"}, {"keywords", WORDS, "en"},
    {"keyword", WORDS, "en"}, {"words", WORDS, "en"}, {"terms", WORDS, "en"},
    {"schlüsselwörter", WORDS, "de"}, {"schlüsselworte", WORDS, "de"},
    {"schlagwörter", WORDS, "de"}, {"schlagworte", WORDS, "de"},
    {"stichwörter", WORDS, "de"}, {"stichworte", WORDS, "de"},
    {"suchwörter", WORDS, "de"}, {"begriffe", WORDS, "de"},
    {"wörter", WORDS, "de"}, {"anchorexamples", MATCH, "en"},
    {"anchorexample", MATCH, "en"}, {"examples", MATCH, "en"},
    {"example", MATCH, "en"}, {"ankerbeispiele", MATCH, "de"},
    {"ankerbeispiel", MATCH, "de"}, {"beispiele", MATCH, "de"},
    {"beispiel", MATCH, "de"}, {"counterexamples", NO_MATCH, "en"},
    {"counterexample", NO_MATCH, "en"}, {"gegenbeispiele", NO_MATCH, "de"},
    {"gegenbeispiel", NO_MATCH, "de"}};

typedef struct book_column {
    column_kind kind;
    bool stated; /* the language stands in the header */
    size_t language;
} book_column;

typedef struct book_table {
    lmv__import *import;
    book_column *columns;
    size_t n;
    size_t standard; /* language of columns that state none */
} book_table;

/* The index of a language, which is added when it is new. */
static size_t language_at(lmv__import *import, const char *code)
{
    size_t i;

    for (i = 0; i < import->n_languages; i++)
        if (strcmp(import->languages[i], code) == 0)
            return i;
    if (i == LMV__IMPORT_LANGUAGES)
        return 0;
    memcpy(import->languages[i], code, 3);
    return import->n_languages++;
}

/* "Key words (DE)" is "keywords" and "de"; "" when none is stated. */
static void plain_name(lmv__slice name, char plain[64], char language[4])
{
    size_t n = 0, len = name.len;

    *language = '\0';
    if (len > 4 && name.ptr[len - 1] == ')' && name.ptr[len - 4] == '(') {
        language[0] = (char)(name.ptr[len - 3] | 0x20);
        language[1] = (char)(name.ptr[len - 2] | 0x20);
        language[2] = '\0';
        len -= 4;
    } else if (len > 3 && strchr(" _-", name.ptr[len - 3]) &&
               (strncasecmp(name.ptr + len - 2, "de", 2) == 0 ||
                   strncasecmp(name.ptr + len - 2, "en", 2) == 0)) {
        language[0] = (char)(name.ptr[len - 2] | 0x20);
        language[1] = (char)(name.ptr[len - 1] | 0x20);
        language[2] = '\0';
        len -= 3;
    }
    for (size_t i = 0; i < len && n < 63; i++) {
        char c = name.ptr[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
            (unsigned char)c >= 0x80)
            plain[n++] = c;
    }
    plain[n] = '\0';
}

static const char *know_column(lmv__slice name, book_column *column)
{
    char plain[64], language[4];

    plain_name(name, plain, language);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(plain, names[i].name) != 0)
            continue;
        column->kind = names[i].kind;
        column->stated = *language != '\0';
        return names[i].language;
    }
    column->kind = NOTHING;
    return NULL;
}

static bool has_kind(const book_table *table, column_kind kind)
{
    for (size_t i = 0; i < table->n; i++)
        if (table->columns[i].kind == kind)
            return true;
    return false;
}

/* What is not stated is the language that most of the header is in. */
static lmv_status know_columns(
    book_table *table, const lmv__columns *columns, lmv_error *err)
{
    lmv__import *import = table->import;
    const char *wanted = import->options->language;
    size_t german = 0, english = 0;

    table->n = columns->count;
    table->columns = calloc(columns->count + 1, sizeof *table->columns);
    if (!table->columns)
        return lmv__error_nomem(err);
    for (size_t i = 0; i < columns->count; i++) {
        const char *in = know_column(columns->at[i].name, &table->columns[i]);

        german += in && strcmp(in, "de") == 0;
        english += in && strcmp(in, "en") == 0;
        if (table->columns[i].kind == NOTHING)
            lmv__import_say(import, "column %zu, %.*s, is not used", i + 1,
                (int)columns->at[i].name.len, columns->at[i].name.ptr);
    }
    if (!has_kind(table, CODE) && !has_kind(table, LABEL))
        return lmv__error_set(err, LMV_EFORMAT,
            "this is no codebook: it needs a column Code or Label, and one "
            "named Key words");
    if (!has_kind(table, WORDS))
        return lmv__error_set(err, LMV_EFORMAT,
            "no column is named Key words: without them there is nothing to "
            "look for");
    for (size_t i = 0; i < columns->count; i++) {
        char plain[64], language[4];

        if (!table->columns[i].stated)
            continue;
        plain_name(columns->at[i].name, plain, language);
        table->columns[i].language = language_at(import, language);
    }
    if (!wanted)
        wanted = german > english ? "de" : "en";
    for (size_t i = 0; i < columns->count; i++)
        if (table->columns[i].kind >= LABEL && !table->columns[i].stated &&
            (table->columns[i].kind == LABEL ||
                table->columns[i].kind >= WORDS))
            table->columns[i].language = language_at(import, wanted);
    return LMV_OK;
}

/* Cells */

static lmv__slice trim(lmv__slice text)
{
    while (text.len > 0 && (unsigned char)*text.ptr <= ' ') {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && (unsigned char)text.ptr[text.len - 1] <= ' ')
        text.len--;
    return text;
}

static lmv__slice keep(lmv__import *import, lmv__slice text)
{
    text.ptr = lmv__arena_copy(&import->arena, text.ptr, text.len);
    if (!text.ptr) {
        import->nomem = true;
        return lmv__slice_of("");
    }
    return text;
}

/* The first of these that stands outside of brackets and quotes separates:
 * lines, semicolons, bars; commas too, but not in sentences. */
static char separator_of(lmv__slice cell, bool words)
{
    static const char all[] = "\n;|,";
    size_t n = words ? 4 : 3;

    for (size_t i = 0; i < n; i++) {
        int depth = 0;

        if (!words && all[i] == ';')
            continue;
        for (size_t k = 0; k < cell.len; k++) {
            depth += cell.ptr[k] == '(';
            depth -= cell.ptr[k] == ')' && depth > 0;
            if (cell.ptr[k] == all[i] && (depth == 0 || all[i] == '\n'))
                return all[i];
        }
    }
    return '\0';
}

static void add_piece(
    lmv__import *import, lmv__code *code, const lmv__piece *like)
{
    lmv__slice text = trim(like->text);
    lmv__piece *piece;

    if (text.len > 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"' &&
        like->kind != LMV__PIECE_WORDS) {
        text.ptr++;
        text.len -= 2;
    }
    if (text.len == 0)
        return;
    piece = lmv__vec_push(&code->pieces);
    if (!piece) {
        import->nomem = true;
        return;
    }
    *piece = *like;
    piece->text = keep(import, text);
}

static void add_pieces(lmv__import *import, lmv__code *code, lmv__slice cell,
    const book_column *column)
{
    lmv__piece piece = {(lmv__piece_kind)(column->kind - WORDS),
        column->language, {"", 0}, 0, NULL};
    char separator = separator_of(cell, column->kind == WORDS);
    size_t from = 0;
    int depth = 0;

    for (size_t i = 0; i <= cell.len; i++) {
        if (i < cell.len) {
            depth += cell.ptr[i] == '(';
            depth -= cell.ptr[i] == ')' && depth > 0;
            if (!separator || cell.ptr[i] != separator ||
                (depth > 0 && separator != '\n'))
                continue;
        }
        piece.text = (lmv__slice){cell.ptr + from, i - from};
        add_piece(import, code, &piece);
        from = i + 1;
        depth = 0;
    }
}

static void take_cell(lmv__import *import, lmv__code *code, lmv__slice cell,
    const book_column *column)
{
    lmv__slice value = trim(cell);

    if (value.len == 0)
        return;
    switch (column->kind) {
    case CODE:
        code->name = keep(import, value);
        break;
    case LABEL:
        code->label[column->language] = keep(import, value);
        break;
    case DEFINITION:
        code->definition = keep(import, value);
        break;
    case PARENT:
        code->parent = keep(import, value);
        break;
    case POLARITY:
        code->polarity = keep(import, value);
        break;
    case INCLUDE:
        code->include = keep(import, value);
        break;
    case EXCLUDE:
        code->exclude = keep(import, value);
        break;
    case NOTHING:
        break;
    default:
        add_pieces(import, code, cell, column);
    }
}

/* Names */

static void add_letter(lmv__buf *id, const char *text, size_t len)
{
    static const struct {
        const char *letter, *as;
    } letters[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"},
        {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}, {"é", "e"}, {"è", "e"}};

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (len >= 2 && memcmp(text, letters[i].letter, 2) == 0)
            lmv__buf_adds(id, letters[i].as);
}

/* "Langsame Antwort" is langsame-antwort. */
static lmv__slice make_id(lmv__import *import, lmv__slice name)
{
    lmv__buf id;
    lmv__slice kept;

    lmv__buf_init(&id);
    for (size_t i = 0; i < name.len && id.len < 80; i++) {
        char c = name.ptr[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            lmv__buf_addc(&id, c);
        else if ((unsigned char)c >= 0xC0)
            add_letter(&id, name.ptr + i, name.len - i);
        else if ((unsigned char)c < 0x80 && id.len > 0 &&
                 id.data[id.len - 1] != '-')
            lmv__buf_addc(&id, '-');
    }
    while (id.len > 0 && id.data[id.len - 1] == '-')
        id.len--;
    import->nomem |= id.failed;
    kept = keep(import, (lmv__slice){id.data ? id.data : "", id.len});
    lmv__buf_clear(&id);
    return kept;
}

static uint32_t number_of(lmv__slice name)
{
    uint32_t n = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9' || i > 8)
            return 0;
        n = 10 * n + (uint32_t)(name.ptr[i] - '0');
    }
    return n;
}

static lmv__slice any_label(const lmv__import *import, const lmv__code *code)
{
    for (size_t i = 0; i < import->n_languages; i++)
        if (code->label[i].len > 0)
            return code->label[i];
    return lmv__slice_of("");
}

/* Id, label and definition take each other's place; a number is no id. */
static void name_code(lmv__import *import, lmv__code *code)
{
    lmv__slice label = any_label(import, code);

    code->number = number_of(code->name);
    if (label.len == 0 && code->name.len > 0)
        label = code->label[0] = code->name;
    code->id = make_id(
        import, code->number > 0 || code->name.len == 0 ? label : code->name);
    if (code->name.len == 0)
        code->name = label;
    if (code->definition.len == 0)
        code->definition = label;
    if (code->id.len == 0)
        code->why = "it has neither a code nor a label";
    else if (lmv__map_get(&import->ids, code->id) != LMV__MAP_NONE)
        code->why = "an earlier row has the same code";
}

static lmv_status add_row(
    book_table *table, const lmv__record *record, lmv_error *err)
{
    lmv__import *import = table->import;
    lmv__code *code = lmv__vec_push(&import->codes);
    uint32_t index = (uint32_t)import->codes.len - 1;

    import->counts->rows++;
    if (!code)
        return lmv__error_nomem(err);
    lmv__vec_init(&code->pieces, sizeof(lmv__piece));
    code->record = record->number;
    if (record->status == LMV__RECORD_ERROR) {
        code->name = lmv__slice_of("");
        code->why = lmv__arena_copy(
            &import->arena, record->message, strlen(record->message));
        return code->why ? LMV_OK : lmv__error_nomem(err);
    }
    for (size_t i = 0; i < table->n; i++)
        take_cell(
            import, code, lmv__record_field(record, i), &table->columns[i]);
    name_code(import, code);
    if (!code->why && (!lmv__map_set(&import->ids, code->id, index) ||
                          !lmv__map_set(&import->names, code->name, index)))
        import->nomem = true;
    for (size_t i = 0; !code->why && i < import->n_languages; i++)
        if (code->label[i].len > 0 &&
            lmv__map_get(&import->names, code->label[i]) == LMV__MAP_NONE)
            import->nomem |=
                !lmv__map_set(&import->names, code->label[i], index);
    return import->nomem ? lmv__error_nomem(err) : LMV_OK;
}

lmv_status lmv__import_read(lmv__import *import, lmv_error *err)
{
    book_table table = {import, NULL, 0, 0};
    lmv__reader *reader = NULL;
    lmv__record record;
    bool more = true;
    lmv_status status =
        lmv__reader_open(&reader, &import->options->reader, err);

    lmv__record_init(&record);
    if (!status)
        status = know_columns(&table, lmv__reader_columns(reader), err);
    while (!status && more) {
        status = lmv__reader_next(reader, &record, &more, err);
        if (!status && more)
            status = add_row(&table, &record, err);
    }
    lmv__record_clear(&record);
    lmv__reader_close(reader);
    free(table.columns);
    return status;
}
