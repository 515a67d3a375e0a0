/*
 * Roles: what each column is for, whether it holds personal data, and the
 * evidence for both.
 */
#include "records/inner.h"

#include <string.h>

const char *lmv__role_name(lmv__role role)
{
    static const char *const names[] = {
        "", "text", "title", "id", "score", "language", "date", "status"};

    return names[role];
}

const char *lmv__facts_type(const lmv__column_facts *facts)
{
    uint32_t n = facts->cells;

    if (n == 0)
        return "empty";
    if (10ull * facts->mails >= 8ull * n)
        return "mail addresses";
    if (10ull * facts->ips >= 8ull * n)
        return "IP addresses";
    if (10ull * facts->dates >= 9ull * n)
        return "dates";
    if (10ull * facts->numbers >= 9ull * n)
        return "numbers";
    if (10ull * facts->codes >= 9ull * n)
        return "codes";
    return facts->words >= 4ull * n && 4ull * facts->sentences >= n
               ? "sentences"
               : "words";
}

size_t lmv__columns_listed(const lmv__columns *columns, const char *const *list)
{
    for (; list && *list; list++) {
        const char *const one[] = {*list, NULL};

        for (size_t i = 0; i < columns->count; i++)
            if (lmv__name_in(columns->at[i].name, one) ||
                (columns->at[i].label.len > 0 &&
                    lmv__name_in(columns->at[i].label, one)))
                return i;
    }
    return LMV__NO_COLUMN;
}

/* Personal data */

static const struct {
    const char *kind;
    const char *names[12];
} personal_names[] = {
    {"mail", {"email", "emailaddress", "emailadresse", "mail", "mailadresse",
                 "recipientemail", "requestsentto", "employeeemail",
                 "personemail", "customeremail", "useremail", NULL}},
    {"name", {"name", "firstname", "lastname", "vorname", "nachname",
                 "fullname", "recipientfirstname", "recipientlastname",
                 "customername", "username", "nutzername", NULL}},
    {"IP address", {"ipaddress", "ip", "ipadresse", "ipaddr", NULL}},
    {"coordinates", {"locationlatitude", "locationlongitude", "latitude",
                        "longitude", "breitengrad",
                        "l\xC3\xA4nge"
                        "ngrad",
                        NULL}},
    {"phone", {"phone", "phonenumber", "telefon", "telefonnummer", "mobile",
                  "handynummer", NULL}},
    {"address", {"street",
                    "stra\xC3\x9F"
                    "e",
                    "strasse", "address", "adresse", "anschrift", NULL}},
};

const char *lmv__personal_name(const lmv__tool *tool, lmv__slice name)
{
    for (size_t i = 0; i < sizeof personal_names / sizeof *personal_names; i++)
        if (lmv__name_in(name, personal_names[i].names))
            return personal_names[i].kind;
    if (tool && lmv__name_in(name, tool->personal))
        return "person";
    return NULL;
}

static void find_personal(lmv__reader *reader, const lmv__column_facts *facts)
{
    for (size_t i = 0; i < reader->columns.count; i++) {
        lmv__column *column = &reader->column[i];

        column->personal = lmv__personal_name(reader->tool, column->name);
        if (!column->personal && column->label.len > 0)
            column->personal = lmv__personal_name(reader->tool, column->label);
        if (!column->personal && facts[i].cells > 0) {
            if (10 * facts[i].mails >= 8 * facts[i].cells)
                column->personal = "mail";
            else if (10 * facts[i].ips >= 8 * facts[i].cells)
                column->personal = "IP address";
        }
    }
}

/* Roles */

static void give(
    lmv__reader *reader, size_t column, lmv__role role, const char *why)
{
    if (column == LMV__NO_COLUMN ||
        reader->column[column].role != LMV__ROLE_NONE)
        return;
    reader->column[column].role = role;
    reader->column[column].why = why;
}

static const char by_tool[] = "the survey tool names it so";
static const char by_name[] = "its name says so";

static size_t find_score(
    const lmv__reader *reader, const lmv__column_facts *facts)
{
    static const char *const names[] = {"nps", "npsscore", "score", "rating",
        "stars", "starrating", "csat", "bewertung", "zufriedenheit", NULL};
    size_t found = lmv__columns_listed(&reader->columns, names);

    return found != LMV__NO_COLUMN && facts[found].cells > 0 &&
                   10 * facts[found].numbers >= 9 * facts[found].cells
               ? found
               : LMV__NO_COLUMN;
}

/* The first column of dates. */
static size_t find_date(
    const lmv__reader *reader, const lmv__column_facts *facts)
{
    for (size_t i = 0; i < reader->columns.count; i++)
        if (facts[i].cells > 0 && 10 * facts[i].dates >= 9 * facts[i].cells)
            return i;
    return LMV__NO_COLUMN;
}

void lmv__roles_assign(
    lmv__reader *reader, const lmv__column_facts *facts, uint32_t rows)
{
    lmv__columns *columns = &reader->columns;
    const lmv__tool *tool = reader->tool;

    (void)rows;
    columns->score = columns->date = LMV__NO_COLUMN;
    if (tool) {
        columns->score = lmv__columns_listed(columns, tool->score);
        columns->date = lmv__columns_listed(columns, tool->date);
    }
    for (size_t i = 0; i < columns->n_text; i++)
        give(reader, columns->text[i], LMV__ROLE_TEXT, columns->text_why);
    give(reader, columns->title, LMV__ROLE_TITLE,
        "the survey tool splits comments into title and text");
    give(reader, columns->id, LMV__ROLE_ID, by_name);
    give(reader, columns->language, LMV__ROLE_LANGUAGE,
        "its name says so, and its cells are codes");
    give(reader, columns->score, LMV__ROLE_SCORE, by_tool);
    give(reader, columns->date, LMV__ROLE_DATE, by_tool);
    for (size_t i = 0; tool && i < tool->n_rules; i++)
        give(reader, reader->rule_column[i], LMV__ROLE_STATUS,
            tool->rules[i].what ? "it marks testers and previews"
                                : "it marks incomplete interviews");
    if (columns->score == LMV__NO_COLUMN) {
        columns->score = find_score(reader, facts);
        give(reader, columns->score, LMV__ROLE_SCORE, by_name);
    }
    if (columns->date == LMV__NO_COLUMN) {
        columns->date = find_date(reader, facts);
        give(reader, columns->date, LMV__ROLE_DATE, "its cells are dates");
    }
    find_personal(reader, facts);
}
