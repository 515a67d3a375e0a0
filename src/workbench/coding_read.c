/*
 * Reading what comes back: sheets, the key, decisions.
 */
#include "workbench/coding.h"

#include "rules/model.h"
#include "rules/suggest.h"
#include "workbench/gold_inner.h"
#include "workbench/sheets.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_PROBLEMS = 50 };

lmv_status lmv__coding_init(
    lmv__coding *coding, const lmv_ruleset *rules, lmv_error *err)
{
    memset(coding, 0, sizeof *coding);
    coding->rules = rules;
    lmv__arena_init(&coding->names.arena, 65536);
    lmv__vec_init(&coding->names.sheets, sizeof(lmv__sheet));
    lmv__vec_init(&coding->names.coders, sizeof(lmv__slice));
    lmv__vec_init(&coding->names.remarks, sizeof(char *));
    lmv__vec_init(&coding->names.unknown, sizeof(lmv__slice));
    lmv__map_init(&coding->names.theme_names);
    lmv__map_init(&coding->names.sheet_index);
    lmv__map_init(&coding->names.unknown_index);
    coding->names.rules = rules;
    coding->names.n_themes = rules->n_themes;
    lmv__vec_init(&coding->units, sizeof(lmv__coded));
    lmv__vec_init(&coding->coders, sizeof(char *));
    lmv__vec_init(&coding->problems, sizeof(char *));
    lmv__map_init(&coding->index);
    return lmv__gold_names(&coding->names) ? LMV_OK : lmv__error_nomem(err);
}

/* ---- a table ---- */

/* A file whose rows are read one after the other. */
typedef struct coding_table {
    lmv__coding *coding;
    const char *path;
    lmv__reader *reader;
    const lmv__columns *all;
    size_t id, column, text;
} coding_table;

static size_t find_column(const coding_table *table, const char *name)
{
    size_t i;

    for (i = 0; i < table->all->count; i++)
        if (table->all->at[i].name.len == strlen(name) &&
            strncasecmp(table->all->at[i].name.ptr, name, strlen(name)) == 0)
            return i;
    return LMV__NO_COLUMN;
}

static lmv_status open_table(coding_table *table, lmv_error *err)
{
    lmv__reader_options how;
    lmv_status status;

    memset(&how, 0, sizeof how);
    how.path = table->path;
    how.any_text = true;
    status = lmv__reader_open(&table->reader, &how, err);
    if (status != LMV_OK)
        return status;
    table->all = lmv__reader_columns(table->reader);
    table->id = find_column(table, "comment_id");
    table->column = find_column(table, "column");
    table->text = find_column(table, "comment");
    if (table->id == LMV__NO_COLUMN)
        return lmv__error_set(err, LMV_EFORMAT,
            "%s has no column comment_id: it is no sheet of `leitmotiv sample`",
            table->path);
    return LMV_OK;
}

static lmv_status need(
    const coding_table *table, size_t column, const char *name, lmv_error *err)
{
    if (column != LMV__NO_COLUMN)
        return LMV_OK;
    return lmv__error_set(
        err, LMV_EFORMAT, "%s has no column %s", table->path, name);
}

/* Reads all rows; a row that cannot be read fails. */
static lmv_status each_row(coding_table *table,
    lmv_status (*take)(coding_table *table, const lmv__record *record,
        void *payload, lmv_error *err),
    void *payload, lmv_error *err)
{
    lmv__record record;
    bool more = true;
    lmv_status status = LMV_OK;

    lmv__record_init(&record);
    while (status == LMV_OK && more) {
        status = lmv__reader_next(table->reader, &record, &more, err);
        if (status != LMV_OK || !more)
            break;
        status = record.status == LMV__RECORD_ERROR
                     ? lmv__error_set(err, LMV_EFORMAT, "%s: row %llu: %s",
                           table->path, (unsigned long long)record.number,
                           record.message)
                     : take(table, &record, payload, err);
    }
    lmv__record_clear(&record);
    return status;
}

/* A cell without blanks, and without the apostrophe that keeps spreadsheets
 * from taking it for a formula. */
static lmv__slice cell(const lmv__record *record, size_t column)
{
    lmv__slice text = column == LMV__NO_COLUMN
                          ? lmv__slice_of("")
                          : lmv__gold_trim(lmv__record_field(record, column));

    if (text.len > 1 && text.ptr[0] == '\'' && strchr("=+-@", text.ptr[1])) {
        text.ptr++;
        text.len--;
    }
    return text;
}

static bool add_problem(lmv__coding *coding, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool add_problem(lmv__coding *coding, const char *format, ...)
{
    char text[512];
    const char **place;
    va_list args;

    if (coding->problems.len >= MAX_PROBLEMS)
        return true;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    place = lmv__vec_push(&coding->problems);
    if (place)
        *place = lmv__arena_copy(&coding->names.arena, text, strlen(text));
    return place && *place;
}

/* ---- units ---- */

static bool copy(lmv__coding *coding, lmv__slice from, lmv__slice *to)
{
    to->ptr = lmv__arena_copy(&coding->names.arena, from.ptr, from.len);
    to->len = from.len;
    return to->ptr != NULL;
}

/* The unit of a row: its number, LMV__MAP_NONE when there is none (and it is
 * not to be `made`) or memory ran out. */
static uint32_t find_unit(
    coding_table *table, const lmv__record *record, bool make)
{
    lmv__coding *coding = table->coding;
    lmv__slice id = cell(record, table->id),
               column = cell(record, table->column), name;
    lmv__coded *unit;
    uint32_t known;

    name.ptr = lmv__arena_printf(&coding->names.arena, "%.*s\x1f%.*s",
        (int)column.len, column.ptr, (int)id.len, id.ptr);
    if (!name.ptr)
        return LMV__MAP_NONE;
    name.len = strlen(name.ptr);
    known = lmv__map_get(&coding->index, name);
    if (known != LMV__MAP_NONE || !make)
        return known;
    unit = lmv__vec_push(&coding->units);
    known = (uint32_t)coding->units.len - 1;
    if (!unit || !copy(coding, id, &unit->id) ||
        !copy(coding, column, &unit->column) ||
        !copy(coding,
            table->text == LMV__NO_COLUMN
                ? lmv__slice_of("")
                : lmv__record_field(record, table->text),
            &unit->text) ||
        !lmv__map_set(&coding->index, name, known))
        return LMV__MAP_NONE;
    unit->weight = 1;
    unit->says = lmv__arena_alloc(
        &coding->names.arena, LMV__MAX_CODERS, sizeof *unit->says);
    coding->columns = coding->columns || column.len > 0;
    return unit->says ? known : LMV__MAP_NONE;
}

/* ---- sheets ---- */

typedef struct coding_sheet {
    size_t coder;
    size_t *slots, n_slots;
} coding_sheet;

static bool unknown_theme(
    coding_table *table, const lmv__record *record, lmv__slice name)
{
    lmv__suggest suggest;
    uint32_t i;

    lmv__suggest_init(&suggest, name);
    for (i = 0; i < table->coding->rules->n_themes; i++)
        if (lmv__sheet_theme(table->coding->rules, i))
            lmv__suggest_try(&suggest, table->coding->rules->themes[i].id);
    return add_problem(table->coding,
        "%s: row %llu: there is no theme '%.*s': %s", table->path,
        (unsigned long long)record->number, (int)name.len, name.ptr,
        lmv__suggest_help(&suggest, "`leitmotiv themes` lists them all"));
}

/* Take a cell's theme into `says`; *none when it says that there is none. */
static bool take_theme(coding_table *table, const lmv__record *record,
    lmv__slice name, unsigned char *says, bool *none)
{
    uint32_t theme;

    if (name.len == 4 && strncasecmp(name.ptr, "none", 4) == 0)
        return *none = true;
    theme = lmv__gold_theme(&table->coding->names, name);
    if (theme == LMV__MAP_NONE ||
        !lmv__sheet_theme(table->coding->rules, theme))
        return unknown_theme(table, record, name);
    says[theme] = 1;
    return true;
}

static lmv_status take_sheet_row(coding_table *table, const lmv__record *record,
    void *payload, lmv_error *err)
{
    lmv__coding *coding = table->coding;
    const coding_sheet *sheet = payload;
    unsigned char *says =
        lmv__arena_alloc(&coding->names.arena, coding->rules->n_themes + 1, 1);
    uint32_t number = find_unit(table, record, true);
    size_t i, said = 0;
    bool none = false;
    lmv__coded *unit;

    if (!says || number == LMV__MAP_NONE)
        return lmv__error_nomem(err);
    for (i = 0; i < sheet->n_slots; i++) {
        lmv__slice name = cell(record, sheet->slots[i]);

        if (name.len == 0)
            continue;
        said++;
        if (!take_theme(table, record, name, says, &none))
            return lmv__error_nomem(err);
    }
    unit = lmv__coding_at(coding, number);
    if (said == 0)
        return LMV_OK;
    if ((none && said > 1 &&
            !add_problem(coding, "%s: row %llu: `none` beside a theme",
                table->path, (unsigned long long)record->number)) ||
        (unit->says[sheet->coder] &&
            !add_problem(coding,
                "%s: row %llu: the comment %.*s is there twice", table->path,
                (unsigned long long)record->number, (int)unit->id.len,
                unit->id.ptr)))
        return lmv__error_nomem(err);
    unit->says[sheet->coder] = says;
    return LMV_OK;
}

/* theme_1, theme_2 ... or just theme. */
static lmv_status find_slots(
    coding_table *table, coding_sheet *sheet, lmv_error *err)
{
    size_t i;

    sheet->slots = lmv__arena_alloc(&table->coding->names.arena,
        table->all->count + 1, sizeof *sheet->slots);
    if (!sheet->slots)
        return lmv__error_nomem(err);
    for (i = 0; i < table->all->count; i++) {
        lmv__slice name = table->all->at[i].name;

        if (name.len >= 5 && strncasecmp(name.ptr, "theme", 5) == 0 &&
            (name.len == 5 || name.ptr[5] == '_'))
            sheet->slots[sheet->n_slots++] = i;
    }
    if (sheet->n_slots > 0)
        return LMV_OK;
    return lmv__error_set(
        err, LMV_EFORMAT, "%s has no columns theme_1, theme_2", table->path);
}

lmv_status lmv__coding_sheet(
    lmv__coding *coding, const char *path, const char *coder, lmv_error *err)
{
    coding_table table = {.coding = coding, .path = path};
    coding_sheet sheet = {coding->coders.len, NULL, 0};
    const char **name;
    lmv_status status;

    if (coding->coders.len >= LMV__MAX_CODERS)
        return lmv__error_set(
            err, LMV_ELIMIT, "over %u coders", LMV__MAX_CODERS);
    name = lmv__vec_push(&coding->coders);
    if (!name)
        return lmv__error_nomem(err);
    *name = lmv__arena_copy(&coding->names.arena, coder, strlen(coder));
    status = *name ? open_table(&table, err) : lmv__error_nomem(err);
    if (status == LMV_OK)
        status = find_slots(&table, &sheet, err);
    if (status == LMV_OK)
        status = each_row(&table, take_sheet_row, &sheet, err);
    lmv__reader_close(table.reader);
    return status;
}

/* ---- the key ---- */

typedef struct coding_key {
    size_t weight, hash;
} coding_key;

static lmv_status take_key_row(coding_table *table, const lmv__record *record,
    void *payload, lmv_error *err)
{
    const coding_key *key = payload;
    uint32_t number = find_unit(table, record, false);
    lmv__slice weight = cell(record, key->weight);
    char text[32];
    lmv__coded *unit;
    size_t i;

    if (number == LMV__MAP_NONE)
        return LMV_OK; /* in a sheet that is not given */
    unit = lmv__coding_at(table->coding, number);
    for (i = 0; i < weight.len && i + 1 < sizeof text; i++)
        text[i] = weight.ptr[i] == ',' ? '.' : weight.ptr[i];
    text[i] = '\0';
    unit->weight = strtod(text, NULL);
    if (!(unit->weight > 0) || unit->weight > 1e9)
        return lmv__error_set(err, LMV_EFORMAT, "%s: row %llu: no weight",
            table->path, (unsigned long long)record->number);
    return copy(table->coding, cell(record, key->hash), &unit->hash)
               ? LMV_OK
               : lmv__error_nomem(err);
}

lmv_status lmv__coding_key(
    lmv__coding *coding, const char *path, lmv_error *err)
{
    coding_table table = {.coding = coding, .path = path};
    lmv_status status = open_table(&table, err);
    coding_key key;

    if (status == LMV_OK) {
        key.weight = find_column(&table, "weight");
        key.hash = find_column(&table, "text_hash");
        status = need(&table, key.weight, "weight", err);
    }
    if (status == LMV_OK)
        status = each_row(&table, take_key_row, &key, err);
    coding->weighted = status == LMV_OK;
    lmv__reader_close(table.reader);
    return status;
}

/* ---- decisions ---- */

typedef struct coding_decision {
    size_t theme, decision;
} coding_decision;

static lmv_status take_decision(coding_table *table, const lmv__record *record,
    void *payload, lmv_error *err)
{
    const coding_decision *columns = payload;
    lmv__coding *coding = table->coding;
    uint32_t number = find_unit(table, record, false), n, i;
    lmv__slice name = cell(record, columns->theme),
               answer = cell(record, columns->decision);
    uint32_t theme = lmv__gold_theme(&coding->names, name);
    unsigned says = lmv__gold_answer(answer);
    lmv__coded *unit;

    if (theme == LMV__MAP_NONE)
        return unknown_theme(table, record, name) ? LMV_OK
                                                  : lmv__error_nomem(err);
    if (number == LMV__MAP_NONE) {
        coding->strangers++;
        return LMV_OK;
    }
    if (says == LMV__UNSAID && answer.len > 0)
        return add_problem(coding,
                   "%s: row %llu: a decision is 1 or 0, not %.*s", table->path,
                   (unsigned long long)record->number, (int)answer.len,
                   answer.ptr)
                   ? LMV_OK
                   : lmv__error_nomem(err);
    unit = lmv__coding_at(coding, number);
    n = coding->rules->n_themes;
    if (!unit->decided) {
        unit->decided = lmv__arena_alloc(&coding->names.arena, n + 1, 1);
        for (i = 0; unit->decided && i < n; i++)
            unit->decided[i] = LMV__UNSAID;
    }
    if (!unit->decided)
        return lmv__error_nomem(err);
    unit->decided[theme] = (unsigned char)says;
    return LMV_OK;
}

lmv_status lmv__coding_decisions(
    lmv__coding *coding, const char *path, lmv_error *err)
{
    coding_table table = {.coding = coding, .path = path};
    lmv_status status = open_table(&table, err);
    coding_decision columns;

    if (status == LMV_OK) {
        columns.theme = find_column(&table, "theme");
        columns.decision = find_column(&table, "decision");
        status = need(&table, columns.theme, "theme", err);
    }
    if (status == LMV_OK)
        status = need(&table, columns.decision, "decision", err);
    if (status == LMV_OK)
        status = each_row(&table, take_decision, &columns, err);
    coding->decided = status == LMV_OK;
    lmv__reader_close(table.reader);
    return status;
}
