/* What the stand-in answers to a plugin: the service tables of plugin.h. */
#include "fake_host_p.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------- service: theme */

static const char *theme_id(const lmv_theme *theme)
{
    return theme->number ? "second" : "first";
}

static const char *theme_polarity(const lmv_theme *theme)
{
    return theme->polarity;
}

static int64_t theme_threshold(const lmv_theme *theme)
{
    (void)theme;
    return 1000;
}

static uint32_t theme_signal_count(const lmv_theme *theme)
{
    return theme->n_signals;
}

static const char *theme_signal_id(const lmv_theme *theme, uint32_t signal)
{
    return theme->signals[signal];
}

static uint32_t theme_setting_count(const lmv_theme *theme)
{
    return theme->n_settings;
}

static const char *theme_setting_name(const lmv_theme *theme, uint32_t setting)
{
    return theme->names[setting];
}

static const char *theme_setting_value(const lmv_theme *theme, uint32_t setting)
{
    return theme->values[setting];
}

static lmv_status refuse(uint32_t line, const char *message, lmv_error *err)
{
    err->status = LMV_ERULES;
    err->line = line;
    snprintf(err->message, sizeof err->message, "%s", message);
    return LMV_ERULES;
}

static lmv_status theme_refuse_signal(const lmv_theme *theme, uint32_t signal,
    const char *message, lmv_error *err)
{
    (void)theme;
    return refuse(signal, message, err);
}

static lmv_status theme_refuse_setting(const lmv_theme *theme, uint32_t setting,
    const char *message, lmv_error *err)
{
    (void)theme;
    return refuse(1000 + setting, message, err);
}

static const lmv_theme_api theme_api = {
    .size = (uint32_t)sizeof(lmv_theme_api),
    .id = theme_id,
    .polarity = theme_polarity,
    .threshold = theme_threshold,
    .signal_count = theme_signal_count,
    .signal_id = theme_signal_id,
    .setting_count = theme_setting_count,
    .setting_name = theme_setting_name,
    .setting_value = theme_setting_value,
    .refuse_signal = theme_refuse_signal,
    .refuse_setting = theme_refuse_setting,
};

/* ------------------------------------------------------ service: document */

static const char *document_text(const lmv_document *document, size_t *length)
{
    *length = document->length;
    return document->text;
}

static const char *document_language(const lmv_document *document)
{
    (void)document;
    return "en";
}

static uint32_t document_sentence_count(const lmv_document *document)
{
    return document->n_sentences;
}

static lmv_status piece(
    const size_t *ends, uint32_t count, uint32_t i, size_t *start, size_t *end)
{
    if (i >= count)
        return LMV_EINVAL;
    *start = i ? ends[i - 1] : 0;
    *end = ends[i];
    return LMV_OK;
}

static lmv_status document_sentence(
    const lmv_document *document, uint32_t i, size_t *start, size_t *end)
{
    return piece(document->sentences, document->n_sentences, i, start, end);
}

static uint32_t document_clause_count(const lmv_document *document)
{
    return document->n_clauses;
}

static lmv_status document_clause(
    const lmv_document *document, uint32_t i, size_t *start, size_t *end)
{
    return piece(document->clauses, document->n_clauses, i, start, end);
}

/* What stands between blanks. */
static uint32_t next_token(
    const lmv_document *document, size_t from, size_t *start, size_t *end)
{
    while (from < document->length && document->text[from] == ' ')
        from++;
    *start = from;
    while (from < document->length && document->text[from] != ' ')
        from++;
    *end = from;
    return *end > *start;
}

static uint32_t document_token_count(const lmv_document *document)
{
    size_t start, end = 0;
    uint32_t count = 0;

    while (next_token(document, end, &start, &end))
        count++;
    return count;
}

static lmv_status document_token(const lmv_document *document, uint32_t token,
    uint32_t *kind, size_t *start, size_t *end)
{
    uint32_t i = 0;

    *kind = LMV_TOKEN_WORD;
    for (*end = 0; next_token(document, *end, start, end); i++) {
        if (i == token)
            return LMV_OK;
    }
    return LMV_EINVAL;
}

static const lmv_document_api document_api = {
    .size = (uint32_t)sizeof(lmv_document_api),
    .text = document_text,
    .language = document_language,
    .sentence_count = document_sentence_count,
    .sentence = document_sentence,
    .clause_count = document_clause_count,
    .clause = document_clause,
    .token_count = document_token_count,
    .token = document_token,
};

/* ------------------------------------------------------ service: evidence */

static int evidence_wanted(const lmv_evidence *evidence, uint32_t theme)
{
    (void)evidence;
    (void)theme;
    return 1;
}

static uint32_t evidence_count(const lmv_evidence *evidence)
{
    return evidence->count;
}

static uint32_t evidence_theme(const lmv_evidence *evidence, uint32_t i)
{
    return evidence->items[i].theme;
}

static uint32_t evidence_signal(const lmv_evidence *evidence, uint32_t i)
{
    return evidence->items[i].signal;
}

static const char *evidence_signal_id(const lmv_evidence *evidence, uint32_t i)
{
    return evidence->items[i].id;
}

/* The document is the evidence's neighbour in the host. */
static const fake_host *host_of(const lmv_evidence *evidence)
{
    return (const fake_host *)(const void *)((const char *)evidence -
                                             offsetof(fake_host, evidence));
}

static uint32_t evidence_sentence(const lmv_evidence *evidence, uint32_t i)
{
    const lmv_document *document = &host_of(evidence)->document;
    uint32_t sentence = 0;

    while (sentence + 1 < document->n_sentences &&
           evidence->items[i].start >= document->sentences[sentence])
        sentence++;
    return sentence;
}

static uint32_t evidence_state(const lmv_evidence *evidence, uint32_t i)
{
    const candidate *item = &evidence->items[i];

    return (item->negated && !item->kept) || item->hypothetical
               ? LMV_STATE_BLOCKED
               : LMV_STATE_ACCEPTED;
}

static int32_t evidence_weight(const lmv_evidence *evidence, uint32_t i)
{
    return evidence->items[i].weight;
}

static lmv_status evidence_hull(
    const lmv_evidence *evidence, uint32_t i, size_t *start, size_t *end)
{
    *start = evidence->items[i].start;
    *end = evidence->items[i].end;
    return LMV_OK;
}

static uint32_t evidence_span_count(const lmv_evidence *evidence, uint32_t i)
{
    (void)evidence;
    (void)i;
    return 1;
}

static lmv_status evidence_span(const lmv_evidence *evidence, uint32_t i,
    uint32_t span, size_t *start, size_t *end)
{
    return span ? LMV_EINVAL : evidence_hull(evidence, i, start, end);
}

static int evidence_in_guard(
    const lmv_evidence *evidence, uint32_t i, const char *name)
{
    const candidate *item = &evidence->items[i];

    return (item->negated && strcmp(name, "negated") == 0) ||
           (item->hypothetical && strcmp(name, "hypothetical") == 0);
}

static const char *evidence_blocked_by(const lmv_evidence *evidence, uint32_t i)
{
    const candidate *item = &evidence->items[i];

    if (item->negated && !item->kept)
        return "negated";
    return item->hypothetical ? "hypothetical" : "";
}

static uint32_t evidence_group_count(const lmv_evidence *evidence, uint32_t i)
{
    return evidence->items[i].group[0] != '\0';
}

static const char *evidence_group_name(
    const lmv_evidence *evidence, uint32_t i, uint32_t group)
{
    (void)group;
    return evidence->items[i].group;
}

static lmv_status evidence_group_span(const lmv_evidence *evidence, uint32_t i,
    uint32_t group, size_t *start, size_t *end)
{
    (void)group;
    *start = evidence->items[i].group_start;
    *end = evidence->items[i].group_end;
    return LMV_OK;
}

/* Enough for plugins that sum accepted evidence. */
static lmv_status evidence_score(
    lmv_evidence *evidence, uint32_t theme, int64_t *score, int *assigned)
{
    *score = 0;
    for (uint32_t i = 0; i < evidence->count; i++) {
        if (evidence->items[i].theme == theme &&
            evidence_state(evidence, i) == LMV_STATE_ACCEPTED)
            *score += evidence->items[i].weight;
    }
    *assigned = *score >= 1000;
    return LMV_OK;
}

static const lmv_evidence_api evidence_api = {
    .size = (uint32_t)sizeof(lmv_evidence_api),
    .wanted = evidence_wanted,
    .count = evidence_count,
    .theme = evidence_theme,
    .signal = evidence_signal,
    .signal_id = evidence_signal_id,
    .sentence = evidence_sentence,
    .state = evidence_state,
    .weight = evidence_weight,
    .hull = evidence_hull,
    .span_count = evidence_span_count,
    .span = evidence_span,
    .in_guard = evidence_in_guard,
    .blocked_by = evidence_blocked_by,
    .group_count = evidence_group_count,
    .group_name = evidence_group_name,
    .group_span = evidence_group_span,
    .score = evidence_score,
};

/* -------------------------------------------------------- service: labels */

void fake_append(char *text, size_t size, const char *more, size_t length)
{
    size_t used = strlen(text);

    ck_assert_uint_lt(used + length, size);
    memcpy(text + used, more, length);
    text[used + length] = '\0';
}

static lmv_status labels_add(
    lmv_labels *labels, uint32_t theme, int64_t score, uint32_t *label)
{
    if (theme >= MAX_THEMES || labels->given[theme])
        return LMV_EINVAL;
    labels->given[theme] = true;
    labels->themes[labels->count] = theme;
    labels->scores[labels->count] = score;
    *label = labels->count++;
    return LMV_OK;
}

static lmv_status labels_add_span(
    lmv_labels *labels, uint32_t label, size_t start, size_t end)
{
    char *evidence = labels->evidence[label];

    if (start >= end || end > labels->document->length)
        return LMV_EINVAL;
    if (*evidence)
        fake_append(evidence, sizeof labels->evidence[label], "|", 1);
    fake_append(evidence, sizeof labels->evidence[label],
        labels->document->text + start, end - start);
    return LMV_OK;
}

static lmv_status labels_add_evidence(
    lmv_labels *labels, uint32_t label, uint32_t number)
{
    if (number >= labels->proofs->count)
        return LMV_EINVAL;
    return labels_add_span(labels, label, labels->proofs->items[number].start,
        labels->proofs->items[number].end);
}

static lmv_status labels_add_attribute(
    lmv_labels *labels, uint32_t label, const char *name, const char *value)
{
    char *attributes = labels->attributes[label];
    size_t size = sizeof labels->attributes[label];

    fake_append(attributes, size, " ", 1);
    fake_append(attributes, size, name, strlen(name));
    fake_append(attributes, size, "=", 1);
    fake_append(attributes, size, value, strlen(value));
    return LMV_OK;
}

static const lmv_labels_api labels_api = {
    .size = (uint32_t)sizeof(lmv_labels_api),
    .add = labels_add,
    .add_evidence = labels_add_evidence,
    .add_span = labels_add_span,
    .add_attribute = labels_add_attribute,
};

/* ------------------------------------------------- services: quantity, log */

static const struct unit {
    const char *name;
    char sign;
    double seconds;
} units[] = {{"min", 'M', 60}, {"hour", 'H', 3600}, {"h", 'H', 3600},
    {"day", 'D', 86400}, {"d", 'D', 86400}, {"week", 'W', 7 * 86400}};

static const struct unit *unit_at(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t its = strlen(units[i].name);

        if (its <= length && strncmp(text, units[i].name, its) == 0)
            return &units[i];
    }
    return NULL;
}

static void quantity_format(double seconds, char *iso, size_t size)
{
    if (seconds >= 86400)
        snprintf(iso, size, "P%.0fD", seconds / 86400);
    else if (seconds >= 3600)
        snprintf(iso, size, "PT%.0fH", seconds / 3600);
    else
        snprintf(iso, size, "PT%.0fM", seconds / 60);
}

static lmv_status quantity_number(const lmv_document *document, size_t start,
    size_t end, double *number, size_t *number_start, size_t *number_end)
{
    const char *text = document->text;

    while (start < end && (text[start] < '0' || text[start] > '9'))
        start++;
    if (start == end)
        return LMV_ENOTFOUND;
    *number_start = start;
    for (*number = 0; start < end && text[start] >= '0' && text[start] <= '9';
         start++)
        *number = *number * 10 + (text[start] - '0');
    *number_end = start;
    return LMV_OK;
}

static lmv_status quantity_duration(const lmv_document *document, size_t start,
    size_t end, lmv_duration *duration)
{
    double number;
    size_t from, to;
    const struct unit *unit;

    if (quantity_number(document, start, end, &number, &from, &to) != LMV_OK)
        return LMV_ENOTFOUND;
    if (to < end && document->text[to] == ' ')
        to++;
    unit = unit_at(document->text + to, end - to);
    if (!unit)
        return LMV_ENOTFOUND;
    duration->seconds = number * unit->seconds;
    duration->start = from;
    duration->end = to + strlen(unit->name);
    quantity_format(duration->seconds, duration->iso, sizeof duration->iso);
    return LMV_OK;
}

static lmv_status quantity_parse(
    const lmv_host *host, const char *text, double *seconds)
{
    char *rest;
    double number = strtod(text, &rest);
    const struct unit *unit = unit_at(rest, strlen(rest));

    (void)host;
    if (rest == text || !unit || rest[strlen(unit->name)] != '\0')
        return LMV_EFORMAT;
    *seconds = number * unit->seconds;
    return LMV_OK;
}

static const lmv_quantity_api quantity_api = {
    .size = (uint32_t)sizeof(lmv_quantity_api),
    .duration = quantity_duration,
    .number = quantity_number,
    .parse = quantity_parse,
    .format = quantity_format,
};

static void log_note(const lmv_host *face, const char *message)
{
    fake_host *host = (fake_host *)(void *)face;

    fake_append(host->log, sizeof host->log, message, strlen(message));
    fake_append(host->log, sizeof host->log, "\n", 1);
}

static const lmv_log_api log_api = {
    .size = (uint32_t)sizeof(lmv_log_api),
    .note = log_note,
};

const void *fake_host_service(const lmv_host *host, const char *id)
{
    static const struct {
        const char *id;
        const void *table;
    } services[] = {
        {LMV_SERVICE_THEME, &theme_api},
        {LMV_SERVICE_DOCUMENT, &document_api},
        {LMV_SERVICE_EVIDENCE, &evidence_api},
        {LMV_SERVICE_LABELS, &labels_api},
        {LMV_SERVICE_QUANTITY, &quantity_api},
        {LMV_SERVICE_LOG, &log_api},
    };

    (void)host;
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (strcmp(services[i].id, id) == 0)
            return services[i].table;
    return NULL;
}
