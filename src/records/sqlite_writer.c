#include <config.h>

#include "records/sqlite_writer.h"

#include "base/temporary.h"
#include "records/writer_kind.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 2000u /* records a transaction */

typedef enum statement {
    THEME,
    COMMENT,
    CELL,
    LABEL,
    EVIDENCE,
    ATTRIBUTE,
    NOT_EVALUATED,
    STATEMENTS
} statement;

static const char *const inserts[STATEMENTS] = {
    "INSERT INTO themes(run, position, theme, label, kind, polarity, parent, "
    "definition) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO comments(run, record, id, column, lang, text, classified, "
    "status, error) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO cells(run, record, position, column, value) "
    "VALUES(?, ?, ?, ?, ?)",
    "INSERT INTO labels(comment, theme, score, margin, classifier) "
    "VALUES(?, ?, ?, ?, ?)",
    "INSERT INTO evidence(label, start, \"end\", text, signal, rule) "
    "VALUES(?, ?, ?, ?, ?, ?)",
    "INSERT INTO attributes(label, name, value) VALUES(?, ?, ?)",
    "INSERT INTO not_evaluated(comment, theme, rule, reason) "
    "VALUES(?, ?, ?, ?)"};

typedef struct database {
    sqlite3 *db;
    sqlite3_stmt *insert[STATEMENTS];
    char *path; /* of the file that is made */
    sqlite3_int64 run;
    sqlite3_int64 records;
    unsigned in_batch;
} database;

void lmv__sqlite_version(char *out, size_t size)
{
    snprintf(out, size, "SQLite %s", sqlite3_libversion());
}

static lmv_status failed(const database *to, lmv_error *err)
{
    return lmv__error_set(err, LMV_EIO, "the database cannot be written: %s",
        to->db ? sqlite3_errmsg(to->db) : "out of memory");
}

static lmv_status run_sql(database *to, const char *sql, lmv_error *err)
{
    return sqlite3_exec(to->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? LMV_OK
               : failed(to, err);
}

static sqlite3_int64 ask(database *to, const char *sql)
{
    sqlite3_stmt *question;
    sqlite3_int64 answer = -1;

    if (sqlite3_prepare_v2(to->db, sql, -1, &question, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(question) == SQLITE_ROW)
        answer = sqlite3_column_int64(question, 0);
    sqlite3_finalize(question);
    return answer;
}

/* Values; "" is NULL where that is said. */

static void put_text(sqlite3_stmt *to, int at, lmv__slice text, bool null)
{
    if (text.len == 0 && null)
        sqlite3_bind_null(to, at);
    else
        sqlite3_bind_text64(
            to, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void put_string(sqlite3_stmt *to, int at, const char *text)
{
    put_text(to, at, lmv__slice_of(text ? text : ""), true);
}

static lmv_status insert(database *to, statement which, lmv_error *err)
{
    sqlite3_stmt *row = to->insert[which];
    lmv_status status =
        sqlite3_step(row) == SQLITE_DONE ? LMV_OK : failed(to, err);

    sqlite3_reset(row);
    return status;
}

/* Opening */

static lmv_status copy_old(
    const lmv__writer *writer, const char *to, lmv_error *err)
{
    lmv__output *output;
    lmv_status status = lmv__output_create(&output, to, err);

    if (status)
        return status;
    status = lmv__temporary_copy(writer->origin.path, output, err);
    if (!status)
        return lmv__output_commit(output, err);
    lmv__output_abandon(output, false);
    return status;
}

static lmv_status check_old(database *to, const char *path, lmv_error *err)
{
    if (ask(to, "PRAGMA application_id") == LMV__SQLITE_APPLICATION &&
        ask(to, "PRAGMA user_version") == LMV__SQLITE_SCHEMA)
        return LMV_OK;
    return lmv__error_set(err, LMV_EINVAL,
        "%s is no database that leitmotiv %s; give another name", path,
        "of this version can add to");
}

static lmv_status make_tables(database *to, lmv_error *err)
{
    char pragmas[128];
    lmv_status status;

    snprintf(pragmas, sizeof pragmas,
        "PRAGMA application_id = %d; PRAGMA user_version = %d;",
        LMV__SQLITE_APPLICATION, LMV__SQLITE_SCHEMA);
    status = run_sql(to, pragmas, err);
    if (!status)
        status = run_sql(to, lmv__sqlite_tables, err);
    return status ? status : run_sql(to, lmv__sqlite_views, err);
}

static const char *unit_name(lmv__offsets unit)
{
    static const char *const names[] = {"byte", "codepoint", "utf16"};

    return names[unit];
}

static lmv_status add_run(
    const lmv__writer *writer, database *to, lmv_error *err)
{
    sqlite3_stmt *run;
    lmv_status status = LMV_OK;

    if (sqlite3_prepare_v2(to->db,
            "INSERT INTO runs(started, input, program, packs, offsets) "
            "VALUES(?, ?, ?, ?, ?)",
            -1, &run, NULL) != SQLITE_OK)
        return failed(to, err);
    put_string(run, 1, writer->origin.started);
    put_string(run, 2, writer->origin.input);
    put_string(run, 3, writer->origin.program);
    put_string(run, 4, writer->origin.packs);
    put_string(run, 5, unit_name(writer->offsets));
    if (sqlite3_step(run) != SQLITE_DONE)
        status = failed(to, err);
    sqlite3_finalize(run);
    to->run = sqlite3_last_insert_rowid(to->db);
    return status;
}

static lmv_status add_themes(
    const lmv__writer *writer, database *to, lmv_error *err)
{
    sqlite3_stmt *theme = to->insert[THEME];
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < writer->n_themes; i++) {
        const lmv__theme_facts *facts = &writer->facts[i];

        if (!writer->reported[i])
            continue;
        sqlite3_bind_int64(theme, 1, to->run);
        sqlite3_bind_int64(theme, 2, (sqlite3_int64)i);
        put_text(theme, 3, writer->theme[i], false);
        put_text(theme, 4, writer->label[i], false);
        put_string(theme, 5, facts->kind);
        put_string(theme, 6, facts->polarity);
        put_string(theme, 7, facts->parent);
        put_string(theme, 8, facts->definition);
        status = insert(to, THEME, err);
    }
    return status;
}

static lmv_status open_database(
    lmv__writer *writer, database *to, lmv_error *err)
{
    const char *path = writer->origin.path;
    lmv_status status = lmv__temporary_new(&to->path, path, err);

    if (!status && writer->origin.append)
        status = copy_old(writer, to->path, err);
    if (status)
        return status;
    if (sqlite3_open_v2(to->path, &to->db,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return failed(to, err);
    if (writer->origin.append)
        status = check_old(to, path, err);
    /* Nobody else sees the file, and what fails is thrown away. */
    if (!status)
        status = run_sql(to,
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
            "PRAGMA temp_store = MEMORY;",
            err);
    if (!status && !writer->origin.append)
        status = make_tables(to, err);
    for (int i = 0; !status && i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(to->db, inserts[i], -1,
                SQLITE_PREPARE_PERSISTENT, &to->insert[i], NULL) != SQLITE_OK)
            status = failed(to, err);
    if (!status)
        status = run_sql(to, "BEGIN", err);
    if (!status)
        status = add_run(writer, to, err);
    return status ? status : add_themes(writer, to, err);
}

static lmv_status open_kind(lmv__writer *writer, lmv_error *err)
{
    database *to = calloc(1, sizeof *to);

    if (!to)
        return lmv__error_nomem(err);
    writer->own = to;
    return open_database(writer, to, err);
}

/* Rows */

static lmv_status add_cells(const lmv__writer *writer, database *to,
    const lmv__record *record, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    sqlite3_stmt *cell = to->insert[CELL];
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < columns->count; i++) {
        lmv__slice value = lmv__record_field(record, i);

        if (value.len == 0 || (writer->dropped && writer->dropped[i]) ||
            lmv__writer_is_text(writer, i) ||
            (writer->no_text && i == columns->title))
            continue;
        sqlite3_bind_int64(cell, 1, to->run);
        sqlite3_bind_int64(cell, 2, (sqlite3_int64)record->number);
        sqlite3_bind_int64(cell, 3, (sqlite3_int64)i + 1);
        put_text(cell, 4, columns->at[i].name, false);
        put_text(cell, 5, value, false);
        status = insert(to, CELL, err);
    }
    return status;
}

static lmv_status add_evidence(const lmv__writer *writer, database *to,
    sqlite3_int64 label, const lmv__labelled *labelled,
    const lmv__evidence_out *evidence, lmv_error *err)
{
    sqlite3_stmt *row = to->insert[EVIDENCE];
    lmv__slice piece = lmv__writer_piece(labelled, evidence);
    size_t start = (size_t)(piece.ptr - labelled->text.ptr);
    char rule[512] = "";

    if (evidence->file.len > 0)
        snprintf(rule, sizeof rule, "%.*s:%u", (int)evidence->file.len,
            evidence->file.ptr, (unsigned)evidence->line);
    sqlite3_bind_int64(row, 1, label);
    sqlite3_bind_int64(row, 2,
        (sqlite3_int64)lmv__writer_offset(writer, labelled->text, start));
    sqlite3_bind_int64(row, 3,
        (sqlite3_int64)lmv__writer_offset(
            writer, labelled->text, start + piece.len));
    put_text(row, 4, writer->no_text ? lmv__slice_of("") : piece, true);
    put_text(row, 5, evidence->signal, true);
    put_string(row, 6, rule);
    return insert(to, EVIDENCE, err);
}

static lmv_status add_label(const lmv__writer *writer, database *to,
    sqlite3_int64 comment, const lmv__labelled *labelled,
    const lmv__label_out *label, lmv_error *err)
{
    sqlite3_stmt *row = to->insert[LABEL];
    sqlite3_int64 key;
    lmv_status status;

    sqlite3_bind_int64(row, 1, comment);
    put_text(row, 2, lmv__writer_theme(writer, label->theme), false);
    sqlite3_bind_double(row, 3, (double)label->score / 1000);
    sqlite3_bind_double(row, 4, (double)label->margin / 1000);
    put_text(row, 5, label->classifier, true);
    status = insert(to, LABEL, err);
    key = sqlite3_last_insert_rowid(to->db);
    for (size_t i = 0; !status && i < label->n_evidence; i++)
        status =
            add_evidence(writer, to, key, labelled, &label->evidence[i], err);
    row = to->insert[ATTRIBUTE];
    for (size_t i = 0; !status && i < label->n_attributes; i++) {
        sqlite3_bind_int64(row, 1, key);
        put_text(row, 2, label->attributes[i].name, false);
        put_text(row, 3, label->attributes[i].value, false);
        status = insert(to, ATTRIBUTE, err);
    }
    return status;
}

static lmv_status add_missed(const lmv__writer *writer, database *to,
    sqlite3_int64 comment, const lmv__labelled *labelled, lmv_error *err)
{
    sqlite3_stmt *row = to->insert[NOT_EVALUATED];
    lmv_status status = LMV_OK;

    for (size_t i = 0; !status && i < labelled->n_not_evaluated; i++) {
        const lmv__not_evaluated_out *missed = &labelled->not_evaluated[i];

        sqlite3_bind_int64(row, 1, comment);
        put_text(row, 2, lmv__writer_theme(writer, missed->theme), false);
        put_text(row, 3, missed->rule, true);
        put_text(row, 4, missed->reason, true);
        status = insert(to, NOT_EVALUATED, err);
    }
    return status;
}

static lmv_status add_comment(const lmv__writer *writer, database *to,
    const lmv__record *record, const lmv__labelled *labelled, lmv_error *err)
{
    const lmv__columns *columns = writer->columns;
    sqlite3_stmt *row = to->insert[COMMENT];
    bool hides = columns->id == LMV__NO_COLUMN ||
                 (writer->dropped && writer->dropped[columns->id]);
    sqlite3_int64 key;
    lmv_status status;

    sqlite3_bind_int64(row, 1, to->run);
    sqlite3_bind_int64(row, 2, (sqlite3_int64)record->number);
    put_text(row, 3,
        hides ? lmv__slice_of("") : lmv__record_field(record, columns->id),
        true);
    put_text(row, 4, columns->at[labelled->column].name, false);
    put_text(row, 5, labelled->lang, true);
    if (writer->no_text || record->status == LMV__RECORD_ERROR)
        sqlite3_bind_null(row, 6);
    else
        put_text(row, 6, labelled->text, false);
    sqlite3_bind_int(row, 7, labelled->classified);
    put_text(row, 8, labelled->status, false);
    put_text(row, 9, labelled->error, true);
    status = insert(to, COMMENT, err);
    key = sqlite3_last_insert_rowid(to->db);
    for (size_t i = 0; !status && i < labelled->n_labels; i++)
        status =
            add_label(writer, to, key, labelled, &labelled->labels[i], err);
    return status ? status : add_missed(writer, to, key, labelled, err);
}

static lmv_status add_row(lmv__writer *writer, const lmv__record *record,
    const lmv__labelled *columns, size_t n_columns, lmv_error *err)
{
    database *to = writer->own;
    lmv_status status = LMV_OK;

    if (to->in_batch++ == BATCH) {
        to->in_batch = 1;
        status = run_sql(to, "COMMIT; BEGIN", err);
    }
    if (!status && record->status != LMV__RECORD_ERROR)
        status = add_cells(writer, to, record, err);
    for (size_t i = 0; !status && i < n_columns; i++)
        status = add_comment(writer, to, record, &columns[i], err);
    to->records++;
    return status;
}

/* Ending */

static lmv_status finish(
    lmv__writer *writer, lmv__output *output, lmv_error *err)
{
    database *to = writer->own;
    char counts[128];
    lmv_status status;

    snprintf(counts, sizeof counts,
        "UPDATE runs SET records = %lld WHERE run = %lld",
        (long long)to->records, (long long)to->run);
    status = run_sql(to, counts, err);
    if (!status)
        status = run_sql(to, "COMMIT", err);
    if (!status)
        status = run_sql(to, lmv__sqlite_indexes, err);
    if (!status)
        status = run_sql(to, "PRAGMA optimize", err);
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(to->insert[i]);
        to->insert[i] = NULL;
    }
    if (!status && sqlite3_close(to->db) != SQLITE_OK)
        return failed(to, err);
    if (!status)
        to->db = NULL;
    return status ? status : lmv__temporary_copy(to->path, output, err);
}

static void close_kind(lmv__writer *writer)
{
    database *to = writer->own;

    if (!to)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(to->insert[i]);
    sqlite3_close(to->db);
    lmv__temporary_remove(to->path);
    free(to);
}

const lmv__writer_kind lmv__sqlite_kind = {
    .open = open_kind,
    .row = add_row,
    .finish = finish,
    .close = close_kind,
};
