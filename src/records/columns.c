/*
 * Columns: which of them is the text, the id, the language.
 *
 * Named by the user (exactly, or in any case when that is unambiguous, or by
 * number), or found: the text by its cells, then by its name; id and language
 * by their names.
 */
#include "records/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 20u /* columns in a message */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static lmv__slice trim(lmv__slice s)
{
    while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '\t')) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
        s.len--;
    return s;
}

static bool same_in_any_case(lmv__slice a, lmv__slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

/* Messages */

static void list_columns(const lmv__columns *columns, lmv__buf *out)
{
    for (size_t i = 0; i < columns->count && i < SHOWN; i++) {
        lmv__slice name = columns->at[i].name;
        int len = (int)(name.len < 40 ? name.len : 40);

        lmv__buf_addf(out, "%s%zu %.*s", i ? ", " : "", i + 1, len, name.ptr);
    }
    if (columns->count > SHOWN)
        lmv__buf_addf(out, " and %zu more", columns->count - SHOWN);
}

/* Letters to change, add or drop, capped by the length of a row. */
static size_t distance(lmv__slice a, lmv__slice b)
{
    size_t row[41];

    if (a.len > 40 || b.len > 40)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change =
                diagonal + (lower(a.ptr[i - 1]) != lower(b.ptr[j - 1]));
            size_t add = row[j - 1] + 1, drop = row[j] + 1;

            diagonal = row[j];
            row[j] = change < add ? change : add;
            row[j] = row[j] < drop ? row[j] : drop;
        }
    }
    return row[b.len];
}

static lmv_status unknown_column(const lmv__columns *columns,
    const char *option, lmv__slice name, lmv_error *err)
{
    size_t best = SIZE_MAX, near = 0;
    lmv__buf list;
    lmv_status status;

    for (size_t i = 0; i < columns->count; i++) {
        size_t d = distance(name, trim(columns->at[i].name));

        if (d < best) {
            best = d;
            near = i;
        }
    }
    lmv__buf_init(&list);
    if (best <= 1 + name.len / 4)
        lmv__buf_addf(&list,
            "; did you mean %.*s? Columns: ", (int)columns->at[near].name.len,
            columns->at[near].name.ptr);
    else
        lmv__buf_adds(&list, ". Columns: ");
    list_columns(columns, &list);
    status = lmv__error_set(err, LMV_ENOTFOUND, "no column %.*s (%s)%s",
        (int)name.len, name.ptr, option, list.data ? list.data : "");
    lmv__buf_clear(&list);
    return status;
}

/* By name or number */

static size_t find_number(const lmv__columns *columns, lmv__slice name)
{
    size_t n = 0;

    if (name.len == 0 || name.len > 6)
        return LMV__NO_COLUMN;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9')
            return LMV__NO_COLUMN;
        n = 10 * n + (size_t)(name.ptr[i] - '0');
    }
    return n >= 1 && n <= columns->count ? n - 1 : LMV__NO_COLUMN;
}

static size_t find_name(
    const lmv__columns *columns, lmv__slice name, bool any_case, size_t *hits)
{
    size_t found = LMV__NO_COLUMN;

    *hits = 0;
    for (size_t i = 0; i < columns->count; i++) {
        lmv__slice own = trim(columns->at[i].name);

        if (any_case ? !same_in_any_case(own, name)
                     : !lmv__slice_same(own, name))
            continue;
        if (++*hits == 1)
            found = i;
    }
    return found;
}

lmv_status lmv__columns_find(const lmv__columns *columns, const char *option,
    const char *wanted, size_t *out, lmv_error *err)
{
    lmv__slice name = trim(lmv__slice_of(wanted));
    size_t hits;

    *out = find_name(columns, name, false, &hits);
    if (hits == 0)
        *out = find_name(columns, name, true, &hits);
    if (hits > 1)
        return lmv__error_set(err, LMV_EINVAL,
            "%zu columns are named %s (%s): give its number, the first is %zu",
            hits, wanted, option, *out + 1);
    if (hits == 0)
        *out = find_number(columns, name);
    if (*out == LMV__NO_COLUMN)
        return unknown_column(columns, option, name, err);
    return LMV_OK;
}

/* By what they hold and how they are called */

static bool is_in(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

/* Does a word of the name say "comments"?  Words are split at anything but
 * letters and where a capital follows a small letter. */
static bool names_text(lmv__slice name)
{
    static const char *const words[] = {"comment", "comments", "kommentar",
        "kommentare", "text", "freitext", "freitextantwort", "feedback",
        "answer", "antwort", "review", "bemerkung", "bemerkungen", "anmerkung",
        "anmerkungen", "verbatim", "remarks", "message", "nachricht", "content",
        "body", "meinung", "openended", "opentext", "begr\xC3\xBCndung",
        "r\xC3\xBC"
        "ckmeldung",
        "reviewtext", NULL};
    char word[64];
    size_t n = 0;

    for (size_t i = 0; i <= name.len; i++) {
        char c = i < name.len ? name.ptr[i] : ' ';
        bool capital = c >= 'A' && c <= 'Z';
        bool letter =
            capital || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
        bool split = capital && i > 0 && name.ptr[i - 1] >= 'a' &&
                     name.ptr[i - 1] <= 'z';

        if (!letter || split || n == sizeof word - 1) {
            word[n] = '\0';
            if (is_in(word, words))
                return true;
            n = 0;
        }
        if (letter)
            word[n++] = lower(c);
    }
    return false;
}

static uint32_t distinct(const lmv__column_facts *facts)
{
    uint32_t n = 0;

    for (size_t i = 0; i < 16; i++)
        for (uint64_t bits = facts->seen[i]; bits; bits &= bits - 1)
            n++;
    return n;
}

/* Many words, mostly of letters, mostly different. */
static bool is_prose(const lmv__column_facts *facts)
{
    return facts->cells > 0 && facts->words >= 4 * facts->cells &&
           10 * facts->words >= 7 * facts->tokens &&
           4 * facts->sentences >= facts->cells &&
           (facts->cells < 10 || 10 * distinct(facts) >= 3 * facts->cells);
}

/* Short, but nothing that speaks against comments. */
static bool may_be_text(const lmv__column_facts *facts, uint32_t rows)
{
    return rows == 0 ||
           (facts->cells > 0 && 10 * facts->words >= 6 * facts->tokens &&
               2 * facts->numbers < facts->cells &&
               (2 * facts->codes < facts->cells || facts->cells < 4));
}

typedef struct candidates {
    size_t prose, named, both, open; /* how many */
    size_t a_prose, a_named, a_both, a_open;
} candidates;

static candidates find_candidates(
    const lmv__reader *reader, const lmv__column_facts *facts, uint32_t rows)
{
    const lmv__columns *columns = &reader->columns;
    const char *const *never = reader->tool ? reader->tool->never : NULL;
    candidates c = {0, 0, 0, 0, 0, 0, 0, 0};

    for (size_t i = 0; i < columns->count; i++) {
        const lmv__column *column = &columns->at[i];
        bool prose = is_prose(&facts[i]);
        bool named = (names_text(column->name) || names_text(column->label)) &&
                     may_be_text(&facts[i], rows);

        if (lmv__name_in(column->name, never))
            continue;
        if (column->open && facts[i].cells > 0) {
            c.open++;
            c.a_open = i;
        }

        if (prose) {
            c.prose++;
            c.a_prose = i;
        }
        if (named) {
            c.named++;
            c.a_named = i;
        }
        if (prose && named) {
            c.both++;
            c.a_both = i;
        }
    }
    return c;
}

/* All other prose has less than half of its words. */
static bool outweighs(
    const lmv__columns *columns, const lmv__column_facts *facts, size_t column)
{
    for (size_t i = 0; i < columns->count; i++)
        if (i != column && is_prose(&facts[i]) &&
            2 * facts[i].words >= facts[column].words)
            return false;
    return true;
}

static lmv_status no_text(const lmv__columns *columns,
    const lmv__column_facts *facts, size_t prose, lmv_error *err)
{
    lmv__buf list;
    lmv_status status;
    const char *before = "";

    lmv__buf_init(&list);
    if (prose > 1) {
        lmv__buf_adds(&list, "more than one column may be the comments: ");
        for (size_t i = 0; i < columns->count && list.len < 300; i++) {
            lmv__slice name = columns->at[i].name;

            if (!is_prose(&facts[i]))
                continue;
            lmv__buf_addf(&list, "%s%zu %.*s", before, i + 1,
                (int)(name.len < 40 ? name.len : 40), name.ptr);
            before = ", ";
        }
        lmv__buf_adds(&list, "; choose with --text NAME (may be repeated)");
    } else {
        lmv__buf_adds(&list,
            "no column is clearly the comments; name it with --text NAME. "
            "Columns: ");
        list_columns(columns, &list);
    }
    status = lmv__error_set(
        err, LMV_EFORMAT, "%s", list.data ? list.data : "no text column");
    lmv__buf_clear(&list);
    return status;
}

static lmv_status find_text(lmv__reader *reader,
    const lmv__reader_options *options, const lmv__column_facts *facts,
    uint32_t rows, lmv_error *err)
{
    lmv__columns *columns = &reader->columns;
    candidates c = find_candidates(reader, facts, rows);
    size_t by_tool = LMV__NO_COLUMN;
    lmv_error why = LMV_ERROR_INIT;

    columns->n_text = 1;
    if (reader->tool)
        by_tool = lmv__columns_listed(columns, reader->tool->text);
    if (by_tool != LMV__NO_COLUMN) {
        reader->text[0] = by_tool;
        columns->text_why = "the survey tool names it so";
    } else if (c.open == 1 && (c.prose == 0 || is_prose(&facts[c.a_open]))) {
        reader->text[0] = c.a_open;
        columns->text_why = "the header says that it is open text";
    } else if (c.prose == 1) {
        reader->text[0] = c.a_prose;
        columns->text_why = "its cells are sentences";
    } else if (c.both == 1 && outweighs(columns, facts, c.a_both)) {
        reader->text[0] = c.a_both;
        columns->text_why = "its cells are sentences, and its name says so";
    } else if (c.prose == 0 && c.named == 1) {
        reader->text[0] = c.a_named;
        columns->text_why = "its name says so";
    } else if (columns->count == 1 && may_be_text(&facts[0], rows)) {
        columns->text_why = "it is the only column";
    } else {
        columns->n_text = 0;
        columns->text_why = "";
        if (!options->any_text)
            return no_text(columns, facts, c.prose, err);
        no_text(columns, facts, c.prose, &why);
        columns->no_text =
            lmv__arena_copy(&reader->arena, why.message, strlen(why.message));
    }
    return LMV_OK;
}

static lmv_status name_text(
    lmv__reader *reader, const lmv__reader_options *options, lmv_error *err)
{
    lmv__columns *columns = &reader->columns;

    for (size_t i = 0; i < options->n_text; i++) {
        lmv_status status = lmv__columns_find(
            columns, "--text", options->text[i], &reader->text[i], err);

        if (status)
            return status;
        for (size_t j = 0; j < i; j++)
            if (reader->text[j] == reader->text[i])
                return lmv__error_set(err, LMV_EINVAL,
                    "the column %s is named twice (--text)", options->text[i]);
    }
    columns->n_text = options->n_text;
    columns->text_why = "--text";
    return LMV_OK;
}

static bool is_text(const lmv__columns *columns, size_t column)
{
    for (size_t i = 0; i < columns->n_text; i++)
        if (columns->text[i] == column)
            return true;
    return false;
}

/* The column whose plain name stands first in the list. */
static size_t find_plain(const lmv__columns *columns, const char *const *list)
{
    for (; *list; list++) {
        for (size_t i = 0; i < columns->count; i++) {
            char plain[64];

            lmv__plain_name(columns->at[i].name, plain);
            if (strcmp(plain, *list) == 0 && !is_text(columns, i))
                return i;
        }
    }
    return LMV__NO_COLUMN;
}

static size_t find_id(const lmv__columns *columns)
{
    static const char *const names[] = {"id", "responseid", "commentid",
        "respondentid", "recordid", "reviewid", "caseid", "case", "lfdn",
        "interviewid", "antwortid", "feedbackid", "ticketid", "uuid", NULL};
    size_t found = find_plain(columns, names), hits = 0;

    if (found != LMV__NO_COLUMN)
        return found;
    for (size_t i = 0; i < columns->count; i++) {
        lmv__slice name = trim(columns->at[i].name);
        bool id = lmv__slice_is(name, "#") ||
                  (name.len > 3 && lower(name.ptr[name.len - 1]) == 'd' &&
                      lower(name.ptr[name.len - 2]) == 'i' &&
                      (name.ptr[name.len - 3] == '_' ||
                          name.ptr[name.len - 3] == ' ' ||
                          name.ptr[name.len - 2] == 'I'));

        if (!id || is_text(columns, i))
            continue;
        hits++;
        found = i;
    }
    return hits == 1 ? found : LMV__NO_COLUMN;
}

static size_t find_language(
    const lmv__columns *columns, const lmv__column_facts *facts)
{
    static const char *const names[] = {"lang", "language", "sprache",
        "userlanguage", "startlanguage", "qlanguage", "locale", NULL};
    size_t found = find_plain(columns, names);

    if (found == LMV__NO_COLUMN ||
        10 * facts[found].codes < 9 * facts[found].cells)
        return LMV__NO_COLUMN;
    return found;
}

/* Warnings */

static lmv_status warn_names(lmv__reader *reader, lmv_error *err)
{
    lmv_status status = LMV_OK;
    lmv__map seen;

    lmv__map_init(&seen);
    for (size_t i = 0; !status && i < reader->columns.count; i++) {
        lmv__slice name = reader->column[i].name;
        uint32_t first = lmv__map_get(&seen, name);

        if (first == LMV__MAP_NONE)
            status =
                lmv__map_set(&seen, name, (uint32_t)i) ? LMV_OK : LMV_ENOMEM;
        else if (reader->warnings.len < SHOWN)
            status = lmv__reader_warn(reader,
                "columns %u and %zu have the same name: %.*s", first + 1, i + 1,
                (int)(name.len < 80 ? name.len : 80), name.ptr);
    }
    lmv__map_clear(&seen);
    return status ? lmv__error_nomem(err) : LMV_OK;
}

static lmv_status warn_empty(
    lmv__reader *reader, const lmv__column_facts *facts, uint32_t rows)
{
    lmv_status status = LMV_OK;

    if (rows == 0 && reader->source.sample_complete)
        status = lmv__reader_warn(
            reader, "there is a header but not one whole record");
    for (size_t i = 0; !status && i < reader->columns.count; i++)
        if (reader->column[i].unnamed && facts[i].cells > 0 &&
            reader->warnings.len < SHOWN)
            status = lmv__reader_warn(
                reader, "column %zu has no name in the header", i + 1);
    return status;
}

/* A title belongs to its text alone, so not when that was named beside
 * others. */
static void choose_by_tool(lmv__reader *reader)
{
    lmv__columns *columns = &reader->columns;
    const lmv__tool *tool = reader->tool;
    size_t title = lmv__columns_listed(columns, tool->title);
    size_t text = lmv__columns_listed(columns, tool->text);

    columns->missing = tool->missing;
    columns->id = lmv__columns_listed(columns, tool->id);
    columns->language = lmv__columns_listed(columns, tool->language);
    if (title != LMV__NO_COLUMN && columns->n_text == 1 &&
        columns->text[0] == text && title != text)
        columns->title = title;
}

lmv_status lmv__columns_choose(lmv__reader *reader,
    const lmv__reader_options *options, const lmv__column_facts *facts,
    uint32_t rows, lmv_error *err)
{
    lmv__columns *columns = &reader->columns;
    lmv_status status;

    reader->text = calloc(options->n_text + 1, sizeof *reader->text);
    if (!reader->text)
        return lmv__error_nomem(err);
    columns->text = reader->text;
    status = options->n_text ? name_text(reader, options, err)
                             : find_text(reader, options, facts, rows, err);
    if (status)
        return status;
    if (reader->tool)
        choose_by_tool(reader);
    if (columns->id == LMV__NO_COLUMN)
        columns->id = find_id(columns);
    if (columns->language == LMV__NO_COLUMN)
        columns->language = find_language(columns, facts);
    if (options->id)
        status =
            lmv__columns_find(columns, "--id", options->id, &columns->id, err);
    if (!status && options->language)
        status = lmv__columns_find(columns, "--lang-column", options->language,
            &columns->language, err);
    if (!status)
        status = warn_names(reader, err);
    if (!status && warn_empty(reader, facts, rows))
        status = lmv__error_nomem(err);
    return status;
}
